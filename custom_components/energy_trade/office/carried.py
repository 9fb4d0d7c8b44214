"""The homes of a community that has changed to another chain: invited as they were, they end there and begin here.

No contract reaches from one chain to the other. So a home that comes is first expelled there, which ends its old
membership about a day later, with the last block that could be ordered for; it is admitted here as soon as the next
block is a later one. Its money stays with the old market until that has settled everything.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

from homeassistant.util import dt as dt_util

from ..chain.errors import ChainError
from ..chain.operating import Place
from ..chain.wallet import AgentKey
from ..connection import agent_of
from ..const import CONF_CAME_FROM, CONF_MARKET, DOMAIN
from ..market.state import MemberStatus
from .joining import async_signed_request

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from ..chain.operating import Asking, OperatorMarket
    from ..market.state import MemberState
    from .guests import Guest, GuestBook
    from .office import Office

THERE: Final = (MemberStatus.ACTIVE, MemberStatus.SUSPENDED)


class Passage(Enum):
    """Where a home stands that comes with an invitation."""

    FREE = auto()
    WAITS = auto()
    """It still delivers on the old chain, or that cannot be told."""

    STRANGER = auto()
    """It is not the home that was invited."""


class Carried:
    """What the operator's home does about the members of the old market, which it operates as well."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any], guests: GuestBook) -> None:
        """Nothing is known yet; whoever was invited before stands in the book."""
        self._hass = hass
        self._entry = entry
        self._guests = guests
        self.waiting: set[str] = set()
        """Keys of homes that have come and still deliver there."""

    @property
    def came_from(self) -> str | None:
        """The old market's address, if the community has one on another chain."""
        place = self._entry.data.get(CONF_CAME_FROM)
        return None if place is None else str(place[CONF_MARKET])

    async def async_step(self, operator: OperatorMarket, here: tuple[MemberState, ...]) -> None:
        """Have an invitation ready for each home that is a member there alone; the own home comes by itself."""
        if self.came_from is None or (old := self._old_office) is None or old.data is None:
            return
        agents = {member.agent for member in here}
        invited = {guest.formerly: guest for guest in self._guests.guests.values()}
        own = agent_of(self._entry.data)
        for member in old.data.members:
            if member.agent in agents or member.status not in (*THERE, MemberStatus.LEAVING):
                continue
            is_own = member.agent == own.address
            guest = invited.get(member.index)
            if guest is None and (is_own or member.status is MemberStatus.ACTIVE):
                guest = await self._guests.async_invite(
                    old.guests.name_of(member.agent) or f"#{member.index}",
                    Place(member.zone, member.import_limit_wh, member.export_limit_wh),
                    dt_util.utcnow().timestamp(),
                    formerly=member.index,
                )
            if guest is not None and is_own:
                await self._async_ask(operator, own, guest, member)

    async def _async_ask(self, operator: OperatorMarket, own: AgentKey, guest: Guest, member: MemberState) -> None:
        voucher = await self._hass.async_add_executor_job(AgentKey.from_stored, guest.voucher_key)
        await self._guests.async_came(voucher.address, own.address)
        if await operator.market.voucher_used(voucher.address):
            return
        wish = member.owner, member.daily_cap
        asked = await async_signed_request(self._hass, operator.market, (own, voucher), *wish)
        await operator.market.relay_request(asked)

    async def async_passage(self, guest: Guest, asking: Asking, first: int) -> Passage:
        """End a guest's membership in the old market, if it has one; tell whether it may begin with block `first`."""
        if guest.formerly is None:
            return Passage.FREE
        self.waiting.add(asking.agent)
        if (old := self._old_office) is None:
            return Passage.WAITS
        try:
            member = await old.operator.member(guest.formerly)
            if member.owner != asking.owner:
                self.waiting.discard(asking.agent)
                return Passage.STRANGER
            if member.status in THERE:
                await old.operator.expel(member.index)
                member = await old.operator.member(guest.formerly)
        except ChainError:
            return Passage.WAITS
        if first <= member.last_block:
            return Passage.WAITS
        self.waiting.discard(asking.agent)
        return Passage.FREE

    @property
    def _old_office(self) -> Office | None:
        market = (self.came_from or "").lower()
        for entry in self._hass.config_entries.async_loaded_entries(DOMAIN):
            if entry.data.get(CONF_MARKET, "").lower() == market:
                office: Office | None = entry.runtime_data.office
                return office
        return None
