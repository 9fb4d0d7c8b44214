"""What meets what under individual supply over several zones, on random trees."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import given, settings, strategies as st

from custom_components.energy_trade.market.clearing import Zone
from custom_components.energy_trade.market.matching import Matched
from custom_components.energy_trade.market.orders import Order, Side
from custom_components.energy_trade.market.settlement import ConnectionLimits
from custom_components.energy_trade.market.supply import SupplyArrangement
from tests.support.communities import ORDER, zone_trees
from tests.support.settling import Home, Interval, intervals

INDIVIDUAL = SupplyArrangement.INDIVIDUAL
ENERGY = st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 5000))

thorough = settings(max_examples=400, deadline=None)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was cleared over lines, and delivered in zones."""

    zones: tuple[Zone, ...]
    flows: tuple[int, ...]
    sales: tuple[int, ...]
    purchases: tuple[int, ...]

    def matched(self) -> Matched:
        """What meets."""
        return Matched.across(self.zones, self.flows, self.sales, self.purchases)

    def crossings(self) -> list[int]:
        """What of the matched energy leaves each zone's subtree over its line."""
        matched = self.matched()
        nets = [sold - bought for sold, bought in zip(matched.sold, matched.bought, strict=True)]
        for index in range(len(nets) - 1, 0, -1):
            nets[self.zones[index].parent] += nets[index]
        return nets


@st.composite
def delivered(draw: st.DrawFn) -> Delivered:
    """Any flows with any deliveries: members need not do what they traded."""
    zones = draw(zone_trees(8))

    def each(values: st.SearchStrategy[int]) -> tuple[int, ...]:
        return tuple(draw(st.lists(values, min_size=len(zones), max_size=len(zones))))

    flows = (0, *each(st.one_of(st.just(0), st.integers(-9, 9), st.integers(-5000, 5000)))[1:])
    return Delivered(tuple(zones), flows, each(ENERGY), each(ENERGY))


@thorough
@given(delivered())
def test_what_is_sold_is_bought_and_the_own_zone_comes_first(case: Delivered) -> None:
    matched = case.matched()
    assert sum(matched.sold) == sum(matched.bought)
    for sold, bought, sale, purchase in zip(matched.sold, matched.bought, case.sales, case.purchases, strict=True):
        assert min(sale, purchase) <= sold <= sale
        assert min(sale, purchase) <= bought <= purchase
        assert sold == min(sale, purchase) or bought == min(sale, purchase), "a zone exports or imports, not both"


@thorough
@given(delivered())
def test_a_line_is_crossed_in_its_cleared_direction_up_to_its_cleared_flow(case: Delivered) -> None:
    for crossing, flow in zip(case.crossings(), case.flows, strict=True):
        assert min(0, flow) <= crossing <= max(0, flow)


@thorough
@given(delivered())
def test_nothing_more_could_have_met(case: Delivered) -> None:
    matched, crossings = case.matched(), case.crossings()
    spare = [sale - sold for sale, sold in zip(case.sales, matched.sold, strict=True)]
    lacking = [purchase - bought for purchase, bought in zip(case.purchases, matched.bought, strict=True)]
    reached = {index for index, wh in enumerate(spare) if wh}
    while more := {end for start in reached for end in _onward(case, crossings, start)} - reached:
        reached |= more
    assert not any(lacking[index] for index in reached)


def _onward(case: Delivered, crossings: Sequence[int], start: int) -> set[int]:
    """Where more energy could go from a zone: along a line that is not full, or by taking back what crosses it."""
    ends: set[int] = set()
    for child, (crossing, flow) in enumerate(zip(crossings, case.flows, strict=True)):
        if child and start == child and crossing < max(0, flow):
            ends.add(case.zones[child].parent)
        if child and start == case.zones[child].parent and crossing > min(0, flow):
            ends.add(child)
    return ends


@thorough
@given(st.integers(1, 5000), st.lists(st.integers(0, 5000), min_size=2, max_size=5))
def test_feeders_share_alike_what_the_bus_wants(wanted: int, offers: list[int]) -> None:
    zones = (Zone(0, 0, 0), *(Zone(0, 0, 5000) for _ in offers))
    matched = Matched.across(zones, (0, *offers), (0, *offers), (wanted, *(0 for _ in offers)))
    total = sum(offers)
    for offer, sold in zip(offers, matched.sold[1:], strict=True):
        assert abs(sold - min(total, wanted) * offer / max(1, total)) < 1


@thorough
@given(intervals(INDIVIDUAL, honest=True))
def test_whoever_delivers_as_traded_is_paid_as_traded_if_all_do(interval: Interval) -> None:
    """But for dust: fills are rounded, so that flows differ by less than two Wh an order from what is delivered."""
    positions = interval.positions()
    wide = ConnectionLimits(2**18, 2**18)
    homes = [
        replace(home, net_wh=position, limits=wide) for home, position in zip(interval.homes, positions, strict=True)
    ]
    exact = replace(interval, homes=tuple(homes))
    dust = 2 * len(homes) * interval.grid.price(63)
    prices = [interval.grid.price(result.tick) for result in exact.cleared().results]
    for home, position, statement in zip(homes, positions, exact.settled(), strict=True):
        assert abs(statement.amount - position * prices[home.zone]) <= dust


@thorough
@given(intervals(INDIVIDUAL), st.lists(st.tuples(ORDER, st.integers(0, 4)), min_size=1, max_size=4))
def test_nobody_without_energy_earns_wherever_and_however_it_trades(
    interval: Interval, orders: list[tuple[Order, int]]
) -> None:
    """Wash trades in a zone and sham pairs across a line alike: each pays the spread on all that it traded."""
    shams = tuple(Home(zone % len(interval.zones), order, 0, ConnectionLimits(0, 0)) for order, zone in orders)
    extended = replace(interval, homes=interval.homes + shams)
    for position, statement in list(zip(extended.positions(), extended.settled(), strict=True))[len(interval.homes) :]:
        assert statement.amount == -interval.spread * abs(position)


@thorough
@given(intervals(INDIVIDUAL), st.data(), st.integers(1, 5000), st.integers(0, 5000))
def test_a_sham_pair_across_a_line_gains_nothing_for_itself_and_its_friends(
    interval: Interval, data: st.DataObject, sham_wh: int, delivered_wh: int
) -> None:
    """Trading back and forth over a line, to make room on it or to fill it, moves nothing more than was delivered.

    Whatever the pair does, all members of the community together never get out what they do not pay in: with the
    pair's own energy at the prices of its zones, it pays the difference of prices for what crosses the line.
    """
    places = st.integers(0, len(interval.zones) - 1)
    there, here = data.draw(places), data.draw(places)
    sell, buy = data.draw(st.integers(0, 63)), data.draw(st.integers(0, 63))
    limits = ConnectionLimits(5000, 5000)
    seller = Home(there, Order(Side.SELL, sell, sham_wh), delivered_wh, limits)
    buyer = Home(here, Order(Side.BUY, buy, sham_wh), -delivered_wh, limits)
    others = tuple(replace(home, order=None) for home in interval.homes)
    alone = replace(interval, homes=(*others, seller, buyer))
    statements = alone.settled()
    assert sum(statement.amount for statement in statements[-2:]) <= 0
    assert all(statement.amount == 0 for statement in statements[:-2])
    assert (
        sum(statement.amount for statement in replace(interval, homes=(*interval.homes, seller, buyer)).settled()) <= 0
    )
