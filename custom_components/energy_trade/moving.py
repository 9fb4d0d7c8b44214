"""Takes the home to its market's successor: its owner agrees once, and whatever crashes meanwhile, it arrives."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.util import dt as dt_util

from .chain.errors import CannotPay, ChainError, Rejected
from .chain.succession import Announcement, Mover, Successor, obstacle
from .const import CONF_MOVE_TO
from .facts import amount, duration, price
from .formerly import moved_data
from .issues import Issues
from .office.kept import async_keep

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from .chain.client import EvmMarket
    from .coordinator import EnergyTradeCoordinator
    from .market.founding import Founding

_LOGGER = logging.getLogger(__name__)

LOOK_SECONDS: Final = 300
"""Between looks at what the operator announces; while the home is on its way, it looks with every turn."""


class Moving:
    """Watches for a successor, and follows the owner's decision."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        market: EvmMarket,
        coordinator: EnergyTradeCoordinator,
    ) -> None:
        """Begin with nothing known: all that has happened stands on the chain."""
        self._hass = hass
        self._entry = entry
        self._coordinator = coordinator
        self._mover = Mover(market)
        self._issues = Issues(hass, entry.entry_id, entry.title)
        self._next_look = 0.0
        self._busy = False
        self.offer: Successor | None = None
        """The market that the owner may agree to move to."""

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Look with the loop."""
        self._async_look()
        return self._coordinator.async_add_listener(self._async_look)

    @callback
    def _async_look(self) -> None:
        now = self._coordinator.chain_time()
        snapshot = self._coordinator.snapshot
        if self._busy or now < self._next_look or snapshot is None or not snapshot.member.agent:
            return
        self._busy = True
        self._entry.async_create_background_task(
            self._hass, self._async_turn(now), "energy_trade move", eager_start=False
        )

    async def _async_turn(self, now: float) -> None:
        try:
            on_the_way = await self.async_go_on()
            self._next_look = now if on_the_way else now + min(LOOK_SECONDS, self._coordinator.calendar.block_seconds)
        except ChainError as error:
            _LOGGER.debug("It is not known whether the community moves: %s", error)
        finally:
            self._busy = False

    async def async_agree(self, successor: str) -> None:
        """The owner agrees to move there, and to nowhere else; remembered before anything is sent."""
        self._hass.config_entries.async_update_entry(self._entry, data={**self._entry.data, CONF_MOVE_TO: successor})

    async def async_go_on(self) -> bool:
        """Do what is next; whether the home is on its way."""
        moved_to = await self._mover.moved_to()
        announced = await self._mover.announcement()
        if moved_to is None and announced is None:
            self._nothing()
            return False
        target = moved_to or (announced.successor if announced else "")
        successor = await self._mover.look_at(target)
        facts = {"name": successor.terms.name, "market": successor.market}
        hindrance = obstacle(self._coordinator.founding, successor)
        self._issues.move_blocked(hindrance, facts)
        if hindrance is not None:
            self._issues.move_offered(None)
            self._issues.move_waits(None)
            return False
        self.offer = successor
        if moved_to is None and announced is not None and not await self._async_leave(announced, facts):
            return False
        return await self._async_arrive(successor, facts)

    async def _async_leave(self, announced: Announcement, facts: dict[str, str]) -> bool:
        """Move, if the owner has agreed and the chain lets the home's key do it by now; whether it is done."""
        agreed = self._entry.data.get(CONF_MOVE_TO) == announced.successor
        early = self._coordinator.chain_time() < announced.agents_from
        when = {"from": f"{dt_util.as_local(dt_util.utc_from_timestamp(announced.agents_from)):%Y-%m-%d %H:%M}"}
        self._issues.move_offered(None if agreed else {**facts, **when, **self.changes()})
        self._issues.move_waits({**facts, **when} if agreed and early else None)
        if not agreed or early:
            self._issues.move_stuck(None)
            return False
        try:
            await self._mover.move(announced.successor)
        except Rejected as error:
            if error.reason != "TooSoon":
                raise
            return False
        except CannotPay as error:
            self._issues.move_stuck({**facts, "agent": error.address})
            return False
        self._issues.move_stuck(None)
        return True

    async def _async_arrive(self, successor: Successor, facts: dict[str, str]) -> bool:
        """Turn to the new market once the home is a member there; whether it still waits to be let in."""
        self._issues.move_offered(None)
        if not await self._mover.has_arrived(successor.market):
            self._issues.move_waits(None)
            self._issues.move_asks(facts)
            return True
        self._nothing()
        await self._async_close_office()
        data = moved_data(self._entry.data, successor.market, successor.deployment_block)
        self._hass.config_entries.async_update_entry(self._entry, data=data)
        return False

    async def _async_close_office(self) -> None:
        """The operator goes along: from now on the new market alone issues credit. Both keys are kept."""
        office = self._entry.runtime_data.office
        if office is None:
            return
        await async_keep(self._hass, self._entry.data)
        try:
            await office.operator.hand_over_credit()
        except Rejected as error:
            _LOGGER.debug("There is no credit to hand over: %s", error)

    def _nothing(self) -> None:
        self.offer = None
        self._issues.move_offered(None)
        self._issues.move_waits(None)
        self._issues.move_stuck(None)
        self._issues.move_asks(None)
        self._issues.move_blocked(None, {})

    def changes(self) -> dict[str, str]:
        """What is different in the new market, each as before and after."""
        if self.offer is None:
            return {}
        before, after = _terms(self._coordinator.founding), _terms(self.offer.terms)
        snapshot = self._coordinator.snapshot
        return {
            **{
                name: before[name] if before[name] == after[name] else f"{before[name]} → {after[name]}"
                for name in before
            },
            "balance": amount(snapshot.member.balance if snapshot else 0),
            "free": amount(snapshot.member.free if snapshot else 0),
            "currency": self._coordinator.founding.currency,
        }


def _terms(founding: Founding) -> dict[str, str]:
    """What members would ask about."""
    hours = founding.tariff_table.hours
    return {
        "operator": founding.operator,
        "grid_takes": price(max(hour.retail for hour in hours)),
        "grid_pays": price(min(hour.feed_in for hour in hours)),
        "spread": price(founding.spread),
        "highest": price(founding.max_retail),
        "reserve": f"{founding.reserve_basis_points / 100:g} %",
        "gate": duration(founding.gate_lead_seconds),
        "deadline": duration(founding.report_blocks * founding.calendar().block_seconds),
        "zones": str(len(founding.zones)),
    }
