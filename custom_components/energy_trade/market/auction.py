"""The call auction of an interval over a tree of zones with line capacities and fees.

It maximises what buyers value less what sellers ask less the lines' fees, with the net of every zone's subtree within
its line. Net supply is a rising staircase over price ticks: below tick 0 all buyers and no seller, above the last tick
the reverse. A child's staircase reaches its parent shifted by the line's fee and clamped to its capacity.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from .clearing import FULL, NO_PRICE, Zone, ZoneResult
from .orders import BlockOrders, Order, Side
from .units import BLOCK_INTERVALS, TICKS


@dataclass(frozen=True, slots=True)
class IntervalOutcome:
    """One interval cleared: by zone the result, and the net energy in Wh that leaves it over its line."""

    results: tuple[ZoneResult, ...]
    flows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BlockOutcome:
    """A block cleared: by zone, then interval, results and flows; and how many members placed an order in it."""

    results: tuple[tuple[ZoneResult, ...], ...]
    flows: tuple[tuple[int, ...], ...]
    members_with_orders: int


@dataclass(slots=True)
class _Node:
    """A zone while its interval clears; staircases have one level more than there are ticks."""

    supply: list[int]
    demand: list[int]
    own: list[int]
    net: list[int]
    line: list[int]
    children: list[int]
    flow: int = 0
    tick: int = 0

    def step(self, stairs: Sequence[int]) -> int:
        """Height of a staircase's step at the local tick."""
        return stairs[self.tick + 1] - stairs[self.tick]


def clear_interval(orders: Iterable[tuple[int, Order]], zones: Sequence[Zone]) -> IntervalOutcome:
    """Clear one interval's orders, each with its zone; parents stand before their children."""
    nodes = [_node() for _ in zones]
    for place, order in orders:
        book = nodes[place].supply if order.side is Side.SELL else nodes[place].demand
        book[order.tick] += order.energy_wh
    for node in nodes:
        steps = (offered + wanted for offered, wanted in zip(node.supply, node.demand, strict=True))
        node.own = list(accumulate(steps, initial=-sum(node.demand)))
        node.net = node.own.copy()
    for index in range(len(zones) - 1, 0, -1):
        zone, parent = zones[index], nodes[zones[index].parent]
        nodes[index].line = _over_line(nodes[index].net, zone)
        parent.net = [level + crossing for level, crossing in zip(parent.net, nodes[index].line, strict=True)]
        parent.children.insert(0, index)
    results: list[ZoneResult] = []
    for index, node in enumerate(nodes):
        node.tick = _tick(node, zones[index], nodes[zones[index].parent].tick if index else None)
        taken = _share(node, nodes)
        results.append(_result(node, nodes, taken))
    return IntervalOutcome(tuple(results), tuple(node.flow for node in nodes))


def clear_block(orders: Iterable[BlockOrders], zones: Sequence[Zone]) -> BlockOutcome:
    """Clear a block's eight intervals from all members' orders."""
    placed = [member for member in orders if not member.is_empty]
    outcomes = [
        clear_interval(
            ((member.zone, order) for member in placed if (order := member.orders[position]) is not None), zones
        )
        for position in range(BLOCK_INTERVALS)
    ]
    return BlockOutcome(
        results=tuple(tuple(outcome.results[zone] for outcome in outcomes) for zone in range(len(zones))),
        flows=tuple(tuple(outcome.flows[zone] for outcome in outcomes) for zone in range(len(zones))),
        members_with_orders=len(placed),
    )


def _node() -> _Node:
    return _Node(supply=[0] * TICKS, demand=[0] * TICKS, own=[], net=[], line=[], children=[])


def _over_line(net: Sequence[int], zone: Zone) -> list[int]:
    """What a subtree would send over its line at each tick of the parent.

    It exports what it offers `fee` ticks lower and imports what it lacks `fee` ticks higher, within the capacity.
    """
    fee, capacity = zone.fee_ticks, zone.capacity_wh
    crossing = []
    for tick in range(TICKS + 1):
        exported = max(0, net[tick - fee]) if tick >= fee else 0
        imported = min(0, net[tick + fee]) if tick + fee <= TICKS else 0
        crossing.append(max(-capacity, min(capacity, exported + imported)))
    return crossing


def _tick(node: _Node, zone: Zone, outside: int | None) -> int:
    """Choose the local tick among those whose step reaches the zone's flow.

    The root takes the middle, so that neither side takes the whole surplus. Elsewhere the price is as near to the
    parent's, moved by the fee, as the range allows; where nothing flows, in the middle of what gives no reason to.
    """
    steps = [tick for tick in range(TICKS) if node.net[tick] <= node.flow <= node.net[tick + 1]]
    first, last = steps[0], steps[-1]
    middle = (first + last) // 2
    if outside is None:
        return middle
    if node.flow > 0:
        return min(max(outside - zone.fee_ticks, first), last)
    if node.flow < 0:
        return min(max(outside + zone.fee_ticks, first), last)
    lowest, highest = max(first, outside - zone.fee_ticks), min(last, outside + zone.fee_ticks)
    return min(max(middle, lowest), highest) if lowest <= highest else middle


def _share(node: _Node, nodes: Sequence[_Node]) -> int:
    """Divide the step at the local tick pro rata between own orders and the children's lines; return the own part.

    Cumulated, so that rounding loses nothing: parts add up to the flow exactly.
    """
    tick = node.tick
    room = node.step(node.net)
    need = node.flow - node.net[tick]
    climbed = node.step(node.own)
    own = taken = need * climbed // room if room else 0
    for child in node.children:
        line = nodes[child].line
        climbed += line[tick + 1] - line[tick]
        upto = need * climbed // room if room else 0
        nodes[child].flow = line[tick] + upto - taken
        taken = upto
    return own


def _result(node: _Node, nodes: Sequence[_Node], taken: int) -> ZoneResult:
    """Say who is rationed at the local tick: climbing the zone's own step, sellers come in first, then buyers leave."""
    tick = node.tick
    supply, demand = node.supply[tick], node.demand[tick]
    sold = min(supply, taken)
    bought = demand - (taken - sold)
    still = node.flow == 0 and not any(nodes[child].flow for child in node.children)
    if still and not sold and not bought and not any(node.supply[:tick]) and not any(node.demand[tick + 1 :]):
        return ZoneResult(tick, Side.SELL, NO_PRICE)
    if sold < supply:
        return ZoneResult(tick, Side.SELL, sold * FULL // supply)
    if bought < demand:
        return ZoneResult(tick, Side.BUY, (demand - bought) * FULL // demand)
    return ZoneResult(tick, Side.SELL, FULL)
