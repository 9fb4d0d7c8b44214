"""One community's market in memory, step by step as its contract does it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from ..founding import Founding
from ..orders import BlockOrders
from ..readings import BlockReadings
from ..settlement import ConnectionLimits
from ..state import MemberState, MemberStatus, Snapshot
from ..statement import IntervalStatement
from ..tariff import BlockTariff, LocalClock, TariffTable
from ..units import BLOCK_INTERVALS, NO_ADDRESS
from . import (
    auditing,
    blocks,
    disputes,
    founded,
    lens,
    membership,
    ordering,
    reporting,
    settling,
    succession,
    terms,
    treasury,
)
from .disputes import WitnessMessage
from .membership import RequestMessage
from .model import Connection, Credit, MarketEvent, State, Timeline, first_terms
from .ordering import OrderMessage, Placement
from .refusal import Refused, demand
from .reporting import ReadingMessage


class MarketTwin:
    """The contract's whole life for one community; a refused action changes nothing.

    Time passes by `advance_to`. Whoever acts is named by address; a relayed message names its signer, for keys are
    the chain's business. Without a chain a deposit needs no approval, and `tokens` says who holds which credit.
    """

    def __init__(
        self,
        founding: Founding,
        operator: str,
        now: int,
        market: str = "market",
        predecessor: MarketTwin | None = None,
    ) -> None:
        """Found the community, or the market that another one's members may move to, which counts in its credit."""
        inherits = predecessor is not None and predecessor.state.issues_credit
        founded.check(replace(founding, credit=NO_ADDRESS) if inherits else founding)
        first_block = founding.calendar().next_block(now)
        founding = replace(founding, operator=operator, founded_block=first_block)
        self.state: State = State(
            founding=founding,
            now=now,
            market=market,
            founded_block=first_block,
            operator=operator,
            terms=first_terms(founding),
            meters={zone: Timeline() for zone in founding.metered_zones},
            credit=Credit(market) if predecessor is None else predecessor.state.credit,
            issues_credit=inherits or founding.credit == NO_ADDRESS,
        )
        self._predecessor = predecessor
        if predecessor is not None:
            self.state.moves.predecessor = predecessor.state.market
            self.state.tokens = predecessor.state.tokens
        self._others: dict[str, MarketTwin] = {}

    @property
    def now(self) -> int:
        """Chain time in unix seconds."""
        return self.state.now

    @property
    def founding(self) -> Founding:
        """What the community agreed on."""
        return self.state.founding

    def advance_to(self, time: int) -> None:
        """Let time pass."""
        if time < self.state.now:
            msg = f"time does not run back from {self.state.now} to {time}"
            raise ValueError(msg)
        self.state.now = time

    def take_events(self) -> list[MarketEvent]:
        """Hand over what was told since the last time."""
        events, self.state.events = self.state.events, []
        return events

    def request(self, sender: str, owner: str, daily_cap: int) -> None:
        """Ask to be admitted."""
        membership.request(self.state, sender, owner, daily_cap)

    def request_for(self, message: RequestMessage) -> None:
        """Ask to be admitted for a home that signed, with a voucher."""
        membership.request_for(self.state, message)

    def withdraw_request(self, sender: str) -> None:
        """Take a request back."""
        membership.end_request(self.state, sender)

    def admit(self, sender: str, agent: str, zone: int, import_limit_wh: int, export_limit_wh: int) -> int:
        """Admit somebody who asked; return the member's index."""
        self._operated(sender)
        connection = Connection(zone, ConnectionLimits(import_limit_wh, export_limit_wh))
        return membership.admit(self.state, agent, connection)

    def decline(self, sender: str, agent: str) -> None:
        """Refuse somebody who asked."""
        self._operated(sender)
        membership.end_request(self.state, agent)

    def set_member_terms(self, sender: str, member: int, zone: int, import_limit_wh: int, export_limit_wh: int) -> None:
        """Change a member's connection from the next unopened block on."""
        self._operated(sender)
        connection = Connection(zone, ConnectionLimits(import_limit_wh, export_limit_wh))
        membership.set_terms(self.state, member, connection)

    def suspend(self, sender: str, member: int, *, suspended: bool) -> None:
        """Keep a member from ordering, or let it again."""
        self._operated(sender)
        membership.suspend(self.state, member, suspended=suspended)

    def expel(self, sender: str, member: int) -> None:
        """End a membership for the operator."""
        self._operated(sender)
        membership.leave(self.state, member)

    def leave(self, sender: str, member: int) -> None:
        """End a membership for its owner."""
        membership.owned(self.state, sender, member)
        membership.leave(self.state, member)

    def set_agent(self, sender: str, member: int, agent: str) -> None:
        """Replace or revoke the agent."""
        membership.owned(self.state, sender, member)
        membership.set_agent(self.state, member, agent)

    def set_meter_key(self, sender: str, member: int, meter_key: str) -> None:
        """Replace the key that signs readings."""
        membership.owned(self.state, sender, member)
        membership.set_meter_key(self.state, member, meter_key)

    def set_daily_cap(self, sender: str, member: int, daily_cap: int) -> None:
        """Change the agent's daily cap."""
        membership.owned(self.state, sender, member)
        membership.set_daily_cap(self.state, member, daily_cap)

    def propose_owner(self, sender: str, member: int, owner: str) -> None:
        """Offer a member to another owner."""
        membership.owned(self.state, sender, member)
        membership.propose_owner(self.state, member, owner)

    def accept_owner(self, sender: str, member: int) -> None:
        """Take over a member that was offered."""
        membership.accept_owner(self.state, sender, member)

    def set_tariff(self, sender: str, first_block: int, tariffs: Sequence[BlockTariff]) -> None:
        """Set the tariffs of blocks that are not open."""
        self._operated(sender)
        terms.set_tariff(self.state, first_block, tariffs)

    def set_tariff_table(self, sender: str, table: TariffTable) -> None:
        """Replace the standing table for coming blocks."""
        self._operated(sender)
        terms.set_tariff_table(self.state, table)

    def set_clock(self, sender: str, clock: LocalClock) -> None:
        """Replace the schedule of UTC offsets for coming blocks."""
        self._operated(sender)
        terms.set_clock(self.state, clock)

    def set_line(self, sender: str, zone: int, fee_ticks: int, capacity_wh: int) -> None:
        """Change a line for coming blocks."""
        self._operated(sender)
        terms.set_line(self.state, zone, fee_ticks, capacity_wh)

    def set_spread(self, sender: str, spread: int) -> None:
        """Change the spread for coming blocks."""
        self._operated(sender)
        terms.set_spread(self.state, spread)

    def order(self, sender: str, member: int, first_block: int, version: int, orders: Sequence[BlockOrders]) -> None:
        """Place, replace or cancel orders of consecutive blocks."""
        ordering.order(self.state, sender, Placement(member, first_block, version, tuple(orders)))

    def order_for(self, message: OrderMessage) -> None:
        """Place orders that were signed."""
        ordering.order_for(self.state, message)

    def order_batch(self, messages: Iterable[OrderMessage]) -> list[Refused]:
        """Place what many signed; return why some were skipped."""
        return ordering.order_batch(self.state, messages)

    def clear(self, block: int, intervals: int = BLOCK_INTERVALS) -> int:
        """Clear up to so many further intervals of a block; return how many are."""
        return blocks.clear(self.state, block, intervals)

    def report(self, sender: str, member: int, first_block: int, readings: Sequence[BlockReadings]) -> None:
        """Report the readings of consecutive blocks with the meter's key."""
        reporting.report(self.state, ReadingMessage(sender, member, first_block, tuple(readings)))

    def report_batch(self, messages: Iterable[ReadingMessage]) -> list[Refused]:
        """Take in readings that many signed; return why some were skipped."""
        return reporting.report_batch(self.state, messages)

    def set_line_meter(self, sender: str, zone: int, key: str) -> None:
        """Name the key that reports a line's meter from the next unopened block on; no address: nobody does."""
        self._operated(sender)
        auditing.set_line_meter(self.state, zone, key)

    def report_line(self, sender: str, zone: int, first_block: int, lines: Sequence[Sequence[int]]) -> None:
        """Report what a line's meter counted in consecutive blocks: net Wh towards the parent, eight a block."""
        auditing.report_line(self.state, sender, zone, first_block, lines)

    def audit(self, block: int) -> bool:
        """Hold a closed block's readings to its lines; return whether nothing of it changes any more."""
        return auditing.audit(self.state, block)

    def correct_reading(self, sender: str, member: int, block: int, readings: BlockReadings) -> None:
        """Announce what a member's readings are to be when the dispute ends."""
        self._operated(sender)
        disputes.announce(self.state, member, block, readings)

    def witness(self, message: WitnessMessage) -> None:
        """Make a member's readings final against corrections."""
        disputes.witness(self.state, message)

    def settle(self, members: Iterable[int], max_blocks: int) -> int:
        """Settle final blocks of each member in order; return how many in all."""
        return settling.settle(self.state, members, max_blocks)

    def deposit(self, sender: str, member: int, amount: int) -> None:
        """Take credit from the sender for a member."""
        treasury.deposit(self.state, sender, member, amount)

    def issue(self, sender: str, member: int, amount: int) -> None:
        """Issue the community's own credit to a member."""
        self._operated(sender)
        treasury.issue(self.state, member, amount)

    def withdraw(self, sender: str, member: int, amount: int) -> int:
        """Pay free balance to the member's owner; return what was paid."""
        return treasury.withdraw(self.state, sender, member, amount)

    def take_surplus(self, sender: str, to: str, amount: int) -> None:
        """Pay out what the grid account has earned."""
        self._operated(sender)
        treasury.take_surplus(self.state, to, amount)

    def share_surplus(self, sender: str, amount: int) -> None:
        """Give what the grid account has left over to the members."""
        self._operated(sender)
        treasury.share_surplus(self.state, amount)

    def weight_of(self, member: int) -> int:
        """What a member's share of the next surplus goes by."""
        return treasury.weight_of(self.state, member)

    def status(self, agent: str) -> MemberStatus:
        """Tell where the home of an agent stands."""
        return lens.status_of(self.state, agent)

    def member(self, index: int) -> MemberState:
        """Show a member as it sees itself."""
        membership.member_at(self.state, index)
        return lens.member_state(self.state, index)

    def overview(self, agent: str, first_block: int, last_block: int) -> Snapshot:
        """Show all that a home shows."""
        return lens.overview(self.state, agent, first_block, last_block)

    def statements(self, member: int, block: int) -> tuple[IntervalStatement, ...] | None:
        """Explain what a member's block comes to by what is known now; None before it is cleared."""
        header = self.state.header(block)
        if header is None or header.cleared < BLOCK_INTERVALS:
            return None
        readings = self.state.readings_of(member, block)
        return settling.statements(self.state, self.state.members[member], member, header, readings)

    # ------ succession

    def knows(self, other: MarketTwin) -> None:
        """Let this market find another one by its address, as on a chain."""
        self._others[other.state.market] = other

    def announce(self, sender: str, successor: str) -> None:
        """Name the market that members may move to."""
        self._operated(sender)
        other = self._others.get(successor)
        fits = other is not None and other._predecessor is self  # noqa: SLF001 - of the same kind
        succession.announce(self.state, successor, fits=fits)

    def hand_over_credit(self, sender: str) -> None:
        """Let the successor alone issue the community's own credit."""
        self._operated(sender)
        succession.hand_over_credit(self.state)

    def move(self, sender: str, member: int, successor: str) -> int:
        """Take a member and its free balance to the successor; return what arrived there."""
        other = self._others.get(successor)
        before = deepcopy((self.state, other.state if other else None))
        try:
            arrival = succession.depart(self.state, sender, member, successor)
            if other is None:
                raise AssertionError  # pragma: no cover - what was announced is known
            succession.arrive(other.state, self.state.market, arrival)
        except Refused:
            # Nothing of it has happened, in either market.
            _restore(self.state, before[0])
            if other is not None and before[1] is not None:
                _restore(other.state, before[1])
            raise
        return arrival.amount

    def arrive(self, sender: str, *arrival: Any) -> None:
        """Say that somebody has come from the predecessor, which that market alone may."""
        succession.arrive(self.state, sender, succession.Arrival(*arrival))

    def welcome(self, sender: str, origin: int, place: tuple[int, int, int], *, welcome: bool) -> None:
        """Take a member of the predecessor in advance, with zone and limits, or no longer."""
        self._operated(sender)
        zone, import_wh, export_wh = place
        told = Connection(zone, ConnectionLimits(import_wh, export_wh))
        succession.welcome(self.state, origin, told if welcome else None, told)

    def stop_waiting(self, sender: str, origin: int) -> None:
        """Give up waiting, for the owner."""
        succession.stop_waiting(self.state, sender, origin)

    def _operated(self, sender: str) -> None:
        demand(sender == self.state.operator, "OwnableUnauthorizedAccount", sender)


def _restore(state: State, before: State) -> None:
    """Make a state what it was, with what it shares with others in place."""
    for name in State.__slots__:
        if name not in ("tokens", "credit"):
            setattr(state, name, getattr(before, name))
    state.tokens.clear()
    state.tokens.update(before.tokens)
    state.credit.issuer, state.credit.heir = before.credit.issuer, before.credit.heir
