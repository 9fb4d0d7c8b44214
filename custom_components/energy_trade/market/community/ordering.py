"""Places, replaces and cancels orders: an entry counts as a whole or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..orders import VERSION_BITS, BlockOrders, Side
from ..units import NO_ADDRESS
from . import blocks, terms
from .founded import MAX_LOCKED
from .model import Connection, Member, Slot, State
from .refusal import Refused, demand, refuse
from .treasury import required_reserve


@dataclass(frozen=True, slots=True)
class Placement:
    """Orders of one member for consecutive blocks; empty ones cancel."""

    member: int
    first_block: int
    version: int
    orders: Sequence[BlockOrders]


@dataclass(frozen=True, slots=True)
class OrderMessage:
    """Orders to relay until the deadline, signed by `signer` (no address: the signature is not valid)."""

    signer: str
    deadline: int
    placement: Placement


def order(state: State, sender: str, placement: Placement) -> None:
    """Place orders for consecutive blocks."""
    index = placement.member
    demand(0 <= index < len(state.members), "NoMember", index)
    member = state.members[index]
    by_agent = sender == member.agent
    allowed = sender != NO_ADDRESS and (by_agent or sender == member.owner)
    demand(allowed, "NotAllowed", index, sender)
    _place(state, placement, by_agent=by_agent)


def order_for(state: State, message: OrderMessage) -> None:
    """Place orders that somebody relays."""
    demand(state.now <= message.deadline, "Expired", message.deadline)
    order(state, message.signer, message.placement)


def order_batch(state: State, messages: Iterable[OrderMessage]) -> list[Refused]:
    """Place what many signed; what is refused is skipped and told."""
    refusals: list[Refused] = []
    for message in messages:
        try:
            order_for(state, message)
        except Refused as refusal:
            refusals.append(refusal)
            skipped = message.placement
            state.emit("OrdersSkipped", skipped.member, skipped.first_block, skipped.version, refusal.reason)
    return refusals


def _place(state: State, placement: Placement, *, by_agent: bool) -> None:
    index, first_block, version = placement.member, placement.first_block, placement.version
    orders = placement.orders
    horizon, current = state.founding.horizon_blocks, state.current_block
    demand(0 < len(orders) <= horizon, "BadLength", len(orders))
    last = first_block + len(orders) - 1
    demand(first_block >= state.next_gate_block, "BlockNotOpen", first_block)
    demand(last <= current + horizon, "BlockNotOpen", last)
    demand(version < 1 << VERSION_BITS, "BadVersion", first_block, version, 0)
    member = state.members[index]
    demand(not (member.leaving and last > member.last_block), "NotDelivering", index, last)
    account = member.account
    demand(last < account.settled_before + state.ring, "RingFull", account.settled_before)
    # nobody settles ahead: only who comes from another market has a first block that is not there yet
    demand(first_block >= account.settled_before, "NotDelivering", index, first_block)

    after = replace(account)
    today = state.calendar.delivery_day(current)
    after.turn_to(today)
    before = replace(after)
    stored: list[BlockOrders] = []
    for block, wanted in enumerate(orders, first_block):
        zone, change = _check(state, index, block, version, wanted)
        stored.append(replace(wanted, version=version, zone=zone))
        after.locked += change
        if state.calendar.delivery_day(block) == today:
            after.locked_today += change
        else:
            after.locked_tomorrow += change
    if after.locked > before.locked:
        reserve = required_reserve(state, member)
        covered = after.balance - after.locked >= reserve and after.locked <= MAX_LOCKED
        demand(covered, "NotCovered", after.balance, after.locked, reserve)
    if by_agent:
        _check_cap(today, before.locked_today, after.locked_today, member.daily_cap)
        _check_cap(today + 1, before.locked_tomorrow, after.locked_tomorrow, member.daily_cap)
    for block, kept in enumerate(stored, first_block):
        state.orders[block % state.ring, index] = Slot(block, kept)
    member.account = after
    state.emit("Ordered", index, first_block, version, tuple(orders))


def _check_cap(day: int, before: int, after: int, cap: int) -> None:
    demand(after <= cap or after <= before, "CapExceeded", day, after, cap)


def _check(state: State, index: int, block: int, version: int, wanted: BlockOrders) -> tuple[int, int]:
    """Check one block's orders; return the member's zone and by how much its locks change."""
    member: Member = state.members[index]
    demand(terms.is_fixed(state, block), "BlockNotOpen", block)
    demand(blocks.slot_free(state, block), "RingFull", block - state.ring)
    connection: Connection = member.connection_in(block)
    for position, single in enumerate(wanted.orders):
        if single is None:
            continue
        limits = connection.limits
        limit = limits.export_wh if single.side is Side.SELL else limits.import_wh
        demand(single.energy_wh <= limit, "BadOrder", block, position)
    demand(wanted.is_empty or not member.suspended, "MemberSuspended", index)
    old = state.orders_of(index, block)
    if old is not None and version <= old.version:
        refuse("BadVersion", block, version, old.version)
    frozen = (state.grid, terms.tariff(state, block), state.founding.supply, state.terms_for(block).spread)
    released = old.lock(*frozen) if old is not None else 0
    return connection.zone, wanted.lock(*frozen) - released
