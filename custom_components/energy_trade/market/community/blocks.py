"""Ring slots, who delivers in a block, its clearing by whoever comes first, and its finality."""

from ..auction import clear_block
from ..orders import BlockOrders
from ..state import AuditState
from ..supply import SupplyArrangement
from ..units import BLOCK_INTERVALS
from . import terms
from .model import Header, State, no_sums
from .refusal import demand


def delivering(state: State, block: int) -> int:
    """Members that settle a block."""
    return state.joined.at(block, 0) - state.left.at(block, 0)


def slot_free(state: State, block: int) -> bool:
    """Whether nothing of the ring slot's earlier block is needed any more."""
    header = state.headers.get(block % state.ring)
    if block < state.ring + state.founded_block:
        return True
    if header is not None and header.block == block:
        return True
    if header is not None and header.block == block - state.ring:
        return header.settled == header.delivering
    return delivering(state, block - state.ring) == 0


def is_final(state: State, header: Header) -> bool:
    """Whether nothing but a member's own late reading changes what it is paid: closed, and held to its lines."""
    if not is_closed(state, header):
        return False
    audit = state.audit(header.block)
    return not state.founding.is_metered or (audit is not None and audit.state is AuditState.CONCLUDED)


def is_closed(state: State, header: Header) -> bool:
    """All that can be known by then: everyone's reading once the block is over, or whatever came by the deadline."""
    if header.cleared != BLOCK_INTERVALS:
        return False
    calendar = state.calendar
    awaited = calendar.deadline if header.reported != header.stake else calendar.block_end
    return state.now >= awaited(header.block)


def clear(state: State, block: int, intervals: int = BLOCK_INTERVALS) -> int:
    """Clear up to so many further intervals; the first chunk freezes tariff, spread and who delivers."""
    demand(block >= state.founded_block, "UnknownBlock", block)
    gate = state.calendar.gate(block)
    demand(state.now >= gate, "GateAhead", block, gate)
    header = state.headers.get(block % state.ring)
    if header is None or header.block != block:
        # a later block in the slot: this one was settled long ago
        demand(header is None or header.block < block, "UnknownBlock", block)
        demand(slot_free(state, block), "RingFull", block - state.ring)
        header = _begin(state, block)
    first = header.cleared
    last = min(BLOCK_INTERVALS, first + intervals)
    if last == first:
        return first
    state.headers[block % state.ring] = header
    outcome = clear_block(_orders(state, block), state.terms_for(block).zones)
    for kept, cleared in zip(header.results, outcome.results, strict=True):
        kept.extend(cleared[first:last])
    if state.matches_over_lines:
        for row, crossing in zip(header.flows[1:], outcome.flows[1:], strict=True):
            row[first:last] = crossing[first:last]
    header.cleared = last
    if state.founding.supply is SupplyArrangement.INDIVIDUAL and not state.founding.is_metered:
        header.stake = outcome.members_with_orders
    results = tuple(cleared[first:last] for cleared in outcome.results)
    flows = tuple(crossing[first:last] for crossing in outcome.flows)
    state.emit("Cleared", block, first, last - first, results, flows)
    return last


def can_be_cleared(state: State, block: int) -> bool:
    """Whether a block is cleared or whoever comes now can clear it."""
    header = state.headers.get(block % state.ring)
    if header is not None and header.block == block and header.cleared == BLOCK_INTERVALS:
        return True
    return (
        (header is None or header.block <= block)
        and block >= state.founded_block
        and state.now >= state.calendar.gate(block)
        and slot_free(state, block)
    )


def ensure_cleared(state: State, block: int) -> Header:
    """Clear what is left of a block that can be cleared."""
    header = state.header(block)
    if header is None or header.cleared < BLOCK_INTERVALS:
        clear(state, block)
    return state.headers[block % state.ring]


def _begin(state: State, block: int) -> Header:
    frozen = state.terms_for(block)
    count = delivering(state, block)
    return Header(
        block=block,
        tariff=terms.tariff(state, block),
        spread=frozen.spread,
        delivering=count,
        stake=count,
        results=[[] for _ in frozen.zones],
        longs=no_sums(len(frozen.zones)),
        shorts=no_sums(len(frozen.zones)),
        flows=no_sums(len(frozen.zones)),
    )


def _orders(state: State, block: int) -> list[BlockOrders]:
    return [orders for index in range(len(state.members)) if (orders := state.orders_of(index, block)) is not None]
