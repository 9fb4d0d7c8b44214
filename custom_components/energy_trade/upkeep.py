"""Asks the homeowner to look at what only people can set right, and takes back what has passed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from .chain.errors import CannotPay
from .const import CONF_AGENT_WAITING, CONF_LETTER, CONF_OWNER
from .facts import amount as money_text
from .home.devices.fleet import Control
from .issues import Issues
from .market.state import MemberStatus
from .practice.market import PracticeMarket
from .rehearsal import is_practice

if TYPE_CHECKING:
    from datetime import datetime

    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from .home.port import Meters
    from .household import Household
    from .market.founding import Founding
    from .market.port import Market, MarketError
    from .market.state import Snapshot

NODES_DOWN_SECONDS: Final = 900
"""Nodes that are silent for so long are worth a note to the homeowner."""

OUTSIDE_SECONDS: Final = 60
"""The home's key must have been without a role for so long before its owner is asked: a chain may change its mind."""


class Upkeep:
    """Watches over what one home's trading needs."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        *,
        market: Market,
        meters: Meters,
        household: Household,
        founding: Founding,
    ) -> None:
        """Begin with nothing wrong."""
        self._hass = hass
        self._entry = entry
        self._market = market
        self._meters = meters
        self._household = household
        self._founding = founding
        self._calendar = founding.calendar()
        self._issues = Issues(hass, entry.entry_id, entry.title)
        self._outside_since: datetime | None = None

    @callback
    def nodes_silent(self, since: datetime) -> None:
        """Tell the owner once no node has answered for long."""
        if (dt_util.utcnow() - since).total_seconds() >= NODES_DOWN_SECONDS:
            self._issues.nodes_down(since)

    @callback
    def nodes_answer(self) -> None:
        """Take back that no node answers."""
        self._issues.nodes_down(None)

    @callback
    def role(self, status: MemberStatus) -> None:
        """Ask the owner once the home's key has no role any more."""
        data = self._entry.data
        letter = data.get(CONF_LETTER)
        waiting = data.get(CONF_AGENT_WAITING) or letter
        outside = status is MemberStatus.NONE
        self._issues.appoint(self._market.agent if outside and waiting and not letter else None, data[CONF_OWNER])
        self._issues.letter(letter if outside else None)
        if not outside:
            self._outside_since = None
            if waiting:
                kept = {key: value for key, value in data.items() if key not in (CONF_AGENT_WAITING, CONF_LETTER)}
                self._hass.config_entries.async_update_entry(self._entry, data=kept)
            return
        now = dt_util.utcnow()
        self._outside_since = self._outside_since or now
        if not waiting and (now - self._outside_since).total_seconds() >= OUTSIDE_SECONDS:
            self._entry.async_start_reauth(self._hass)

    @callback
    def look(self, snapshot: Snapshot, refusals: Sequence[MarketError | None], chain_time: float) -> None:
        """Look at all that can be wrong while the chain can be read."""
        member = snapshot.member
        self._issues.practice_over(is_over=isinstance(self._market, PracticeMarket) and self._market.is_over)
        unpaid = next((error for error in refusals if isinstance(error, CannotPay)), None)
        self._issues.cannot_pay(unpaid.address if unpaid else None)
        # Practice keeps a time of its own, on purpose.
        self._issues.clock_off(None if is_practice(self._entry) else chain_time - dt_util.utcnow().timestamp())
        self._issues.suspended(is_suspended=member.status is MemberStatus.SUSPENDED)
        missing = member.locked + member.reserve - member.balance if member.may_order else 0
        self._issues.collateral_short(f"{money_text(missing)} {self._founding.currency}" if missing > 0 else None)
        late = dt_util.utcnow().timestamp() - self._calendar.block_seconds
        delivering = member.delivers_in(self._calendar.block_at(chain_time))
        self._issues.meters_silent(
            {meter: since for meter, since in self._meters.silent().items() if delivering and since.timestamp() < late}
        )
        self._issues.meter_jumps(self._meters.jumps())
        self._issues.devices(self._household.named(Control.DISOBEYS), self._household.named(Control.FAILED))
