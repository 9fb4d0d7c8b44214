"""The operator's home at work: it lets in who was invited, asks about others, and settles who is behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
import logging
from typing import TYPE_CHECKING, Any, Final, override

from homeassistant.core import callback
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed
from homeassistant.util import dt as dt_util

from ..chain.errors import ChainError, Rejected
from ..chain.keywatch import KeyWatch
from ..connection import invitation_of
from ..const import CONF_SUCCESSOR, DOMAIN
from ..issues import Issues
from ..market.state import AuditState, MemberStatus
from ..timing import CLEAR_TURNS, NORMAL_INTERVAL_SECONDS, Rhythm
from ..web import base_url
from .carried import Carried, Passage
from .guests import VoucherRefusedError
from .kept import async_keep
from .succession import Heir

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from ..chain.invitation import Invitation
    from ..chain.operating import Asking, OperatorMarket, Place
    from ..chain.vouchers import SignedRequest
    from ..market.founding import Founding
    from ..market.state import MemberState
    from .chores import Chores
    from .feed import PriceFeed
    from .guests import Guest, GuestBook

_LOGGER = logging.getLogger(__name__)

LEAST_SECONDS: Final = 5
MOST_ASKING_SHOWN: Final = 10
"""Anybody may ask to be admitted: the operator is not buried under strangers."""

TWICE_SHOWN: Final = timedelta(hours=6)
"""How long after the last sign of another program with the same key people are told of it."""

MOST_RELAYS: Final = 4
"""So many are named in an invitation, which has to fit into a picture; a home hears of the others there."""

BEHIND_BLOCKS: Final = 4
"""Members who are so far behind are settled, as far as their blocks are final: homes without coin cannot do it."""

GAS_IN_RESERVE: Final = 20_000_000
"""The operator is told when its coin pays for less gas than this: some weeks of its duties."""


@dataclass(frozen=True, slots=True)
class OfficeState:
    """What an operator sees at one moment; money in µcredit, coin in wei."""

    is_operator: bool
    members: tuple[MemberState, ...]
    asking: tuple[Asking, ...]
    coin: int
    coin_low: bool

    @property
    def active(self) -> int:
        """Homes that take part."""
        return sum(member.status is not MemberStatus.LEFT for member in self.members)


class Office(DataUpdateCoordinator[OfficeState]):
    """What the operator of one community does and shows."""

    config_entry: ConfigEntry[Any]

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        operator: OperatorMarket,
        founding: Founding,
        guests: GuestBook,
        *,
        feed: PriceFeed | None = None,
        chores: Chores | None = None,
    ) -> None:
        """Look as often as a home does, on a community whose days are short, and every few seconds at most."""
        seconds = max(LEAST_SECONDS, 2 * Rhythm.of(founding.calendar()).poll)
        super().__init__(
            hass,
            _LOGGER,
            config_entry=entry,
            name=f"{entry.title} office",
            update_interval=timedelta(seconds=seconds),
        )
        self.operator = operator
        self.founding = founding
        self.guests = guests
        self.feed = feed
        self.known_relays: Callable[[], tuple[str, ...]] = tuple
        self._chores = chores
        self._watch = KeyWatch(operator.market)
        self._twice_until = dt_util.utcnow()
        self._not_admitted: dict[str, str] = {}
        self._issues = Issues(hass, entry.entry_id, entry.title)
        self._heir = Heir(hass, entry, operator)
        self.carried = Carried(hass, entry, guests)

    @override
    async def _async_update_data(self) -> OfficeState:
        """Read who is there and who asks, let in who was invited, settle who is behind."""
        try:
            is_operator = await self._async_role()
            members = await self.operator.members()
            expected = self._expected(members)
            asking = await self.operator.asking(expected)
            if is_operator and await self._async_admit(asking):
                asking = await self.operator.asking(expected)
                members = await self.operator.members()
            await self._async_clear()
            await self._async_settle(members)
            if is_operator:
                await self._async_carry(members)
                await self._async_feed()
                await self._async_chores()
                await self._async_succession(members)
            coin = await self.operator.market.coin()
            await self.operator.market.go_on()
            if await self._watch.look():
                self._twice_until = dt_util.utcnow() + TWICE_SHOWN
            low = coin < GAS_IN_RESERVE * await self.operator.market.gas_price()
        except ChainError as error:
            raise UpdateFailed(translation_domain=DOMAIN, translation_key="cannot_reach") from error
        state = OfficeState(is_operator, members, asking, coin, low)
        self._raise_issues(state)
        return state

    async def _async_role(self) -> bool:
        """Whether this key is the operator's; a role that was offered to it is taken."""
        if await self.operator.is_operator():
            return True
        if not await self.operator.is_offered():
            return False
        await self.operator.accept_role()
        return await self.operator.is_operator()

    def _expected(self, members: tuple[MemberState, ...]) -> list[str]:
        """Homes that have come with a voucher of ours and are not in yet: no crowd of strangers hides them."""
        there = {member.agent for member in members}
        come = [each.agent for each in self.guests.guests.values() if each.agent and each.agent not in there]
        return come[-MOST_ASKING_SHOWN:]

    async def _async_admit(self, asking: tuple[Asking, ...]) -> bool:
        admitted = False
        for each in asking:
            guest = self.guests.guests.get(each.voucher or "")
            if guest is None or guest.agent not in (None, each.agent):
                continue
            first = self.founding.calendar().next_block(self.operator.market.now())
            passage = await self.carried.async_passage(guest, each, first)
            if passage is Passage.STRANGER:
                continue
            await self.guests.async_came(each.voucher or "", each.agent)
            if passage is Passage.WAITS:
                continue
            try:
                await self.operator.admit(each.agent, guest.place)
            except Rejected as error:
                if self._not_admitted.get(each.agent) != error.reason:
                    _LOGGER.warning("%s could not be admitted: %s", guest.name, error)
                self._not_admitted[each.agent] = error.reason
            else:
                admitted = True
        return admitted

    async def _async_carry(self, members: tuple[MemberState, ...]) -> None:
        """Bring over who was a member on another chain; trouble with that is in the way of nothing else."""
        try:
            await self.carried.async_step(self.operator, members)
        except ChainError as error:
            _LOGGER.warning("The homes of the old chain could not be prepared for: %s", error)

    async def _async_feed(self) -> None:
        """Hand on what an entity tells of coming prices; what is in the way of that is in the way of nothing else."""
        if self.feed is None:
            return
        try:
            await self.feed.async_step()
        except ChainError as error:
            _LOGGER.warning("The grid's coming prices could not be set: %s", error)

    async def _async_chores(self) -> None:
        if self._chores is None:
            return
        try:
            await self._chores.async_step(self)
        except ChainError as error:
            _LOGGER.warning("What is due now and then has to wait an hour: %s", error)

    async def _async_succession(self, members: tuple[MemberState, ...]) -> None:
        """Prepare the community's move, if one was decided; trouble with that is in the way of nothing else."""
        try:
            await self._heir.async_step(members)
        except ChainError as error:
            _LOGGER.warning("The next market could not be prepared: %s", error)

    async def async_forget_successor(self) -> None:
        """Announce the market that was founded no more; its operator's key is kept."""
        await async_keep(self.hass, self.config_entry.data.get(CONF_SUCCESSOR, {}))
        data = {name: value for name, value in self.config_entry.data.items() if name != CONF_SUCCESSOR}
        if len(data) != len(self.config_entry.data):
            self.hass.config_entries.async_update_entry(self.config_entry, data=data)

    async def _async_clear(self) -> None:
        """Clear the block whose gate passed last, once every member with coin has had its turn."""
        market, calendar = self.operator.market, self.founding.calendar()
        now = market.now()
        block = calendar.next_block(now) - 1
        turns = CLEAR_TURNS * Rhythm.of(calendar).clear_patience
        if block >= self.founding.founded_block and now >= calendar.gate(block) + turns:
            await market.clear(block)

    async def _async_settle(self, members: tuple[MemberState, ...]) -> None:
        market = self.operator.market
        current = self.founding.calendar().block_at(market.now())
        patience = 0 if self._is_brief else BEHIND_BLOCKS
        behind = [
            member.index
            for member in members
            if member.status is not MemberStatus.LEFT and member.settled_before + patience < current
        ]
        if behind:
            await market.settle(behind)

    @property
    def _is_brief(self) -> bool:
        """Whether blocks pass so quickly that people watch them."""
        return self.founding.interval_seconds < NORMAL_INTERVAL_SECONDS

    @callback
    def _raise_issues(self, state: OfficeState) -> None:
        shown = state.asking[:MOST_ASKING_SHOWN] if state.is_operator else ()
        strangers = {each.agent: each for each in shown if each.agent not in self.carried.waiting}
        self._issues.asks_to_join({agent: {"agent": agent, "owner": each.owner} for agent, each in strangers.items()})
        self._issues.operator_coin_low(self.operator.address if state.coin_low else None)
        doubt = self.feed.doubt if self.feed and state.is_operator else None
        self._issues.price_feed(doubt, self.feed.source.retail if self.feed else "")
        self._issues.disputed(self._disputed() if state.is_operator else {})
        twice = dt_util.utcnow() < self._twice_until
        self._issues.operator_twice(self.operator.address if twice else None)
        self._issues.not_operator(None if state.is_operator else self.operator.address)

    async def async_admit(self, agent: str, place: Place) -> None:
        """Admit a home that asks."""
        await self.operator.admit(agent, place)
        await self.async_request_refresh()

    async def async_decline(self, agent: str) -> None:
        """Turn a home away."""
        await self.operator.decline(agent)
        await self.async_request_refresh()

    async def async_name(self, agent: str, name: str) -> None:
        """Call a home something."""
        await self.guests.async_name(agent, name)
        self.async_update_listeners()

    def _disputed(self) -> dict[int, datetime]:
        """Blocks in dispute as this home's last look at the chain shows them, by when they began."""
        coordinator = getattr(getattr(self.config_entry, "runtime_data", None), "coordinator", None)
        snapshot = coordinator.snapshot if coordinator else None
        start = self.founding.calendar().block_start
        return {
            block.index: dt_util.utc_from_timestamp(start(block.index))
            for block in (snapshot.blocks if snapshot else ())
            if block.audit is AuditState.DISPUTED
        }

    # ------ invitations

    async def async_invite(self, name: str, place: Place) -> str:
        """Invite a home: the text that its owner pastes."""
        guest = await self.guests.async_invite(name, place, dt_util.utcnow().timestamp())
        self.async_update_listeners()
        return self.invitation(guest).encode()

    def invitation(self, guest: Guest) -> Invitation:
        """The invitation of somebody who was invited."""
        plain = invitation_of(self.config_entry.data)
        return type(plain)(
            plain.market,
            plain.deployment_block,
            plain.chain_id,
            plain.nodes,
            plain.name,
            plain.demo,
            guest.voucher_key,
            self.relays,
            None if guest.formerly is None else self.carried.came_from,
        )

    @property
    def relays(self) -> tuple[str, ...]:
        """Where newcomers find a relay: here, if this can be reached from elsewhere, and at members' who relay."""
        own = base_url(self.hass)
        return tuple(dict.fromkeys([*((own,) if own else ()), *self.known_relays()]))[:MOST_RELAYS]

    # ------ helping newcomers in

    async def async_let_in(self, asked: SignedRequest) -> None:
        """Relay a newcomer's request and admit it; raise VoucherRefusedError for one that nobody invited."""
        message = asked.message
        guest = self.guests.guests.get(message.voucher)
        if guest is None or guest.agent not in (None, message.agent):
            raise VoucherRefusedError
        if not await self.operator.market.voucher_used(message.voucher):
            await self.operator.market.relay_request(asked)
        elif guest.agent is None and not await self.operator.has_asked_with(message.agent, message.voucher):
            # A used voucher is known to all the world: the chain tells who used it.
            raise VoucherRefusedError
        await self.guests.async_came(message.voucher, message.agent)
        await self.async_request_refresh()
