"""Clearing is the welfare optimum within all lines, at one price a zone, and fills by that price alone."""

from collections.abc import Sequence
import random

from hypothesis import given, settings
import pytest

from custom_components.energy_trade.market.auction import IntervalOutcome, clear_block, clear_interval
from custom_components.energy_trade.market.clearing import FULL, NO_PRICE, ROOT, Zone, ZoneResult
from custom_components.energy_trade.market.orders import BlockOrders, Order, Side
from custom_components.energy_trade.market.units import TICKS
from tests.support.communities import books
from tests.support.optimum import best_welfare

type Book = tuple[list[Zone], list[tuple[int, Order]]]


def buy(tick: int, energy_wh: int, zone: int = 0) -> tuple[int, Order]:
    return zone, Order(Side.BUY, tick, energy_wh)


def sell(tick: int, energy_wh: int, zone: int = 0) -> tuple[int, Order]:
    return zone, Order(Side.SELL, tick, energy_wh)


def positions(outcome: IntervalOutcome, orders: Sequence[tuple[int, Order]]) -> list[int]:
    return [outcome.results[zone].position(order) for zone, order in orders]


def own_net(outcome: IntervalOutcome, zones: Sequence[Zone]) -> list[int]:
    """What each zone's own members send out together, before rounding fills."""
    nets = list(outcome.flows)
    for index, zone in enumerate(zones[1:], 1):
        nets[zone.parent] -= outcome.flows[index]
    return nets


def welfare(outcome: IntervalOutcome, orders: Sequence[tuple[int, Order]], zones: Sequence[Zone]) -> int:
    """Value less cost less fees of what was cleared, exactly: at the local tick only the net matters."""
    total = -sum(zone.fee_ticks * abs(flow) for zone, flow in zip(zones[1:], outcome.flows[1:], strict=True))
    rest = own_net(outcome, zones)
    for place, order in orders:
        tick = outcome.results[place].tick
        if order.side is Side.SELL and order.tick < tick:
            total -= order.tick * order.energy_wh
            rest[place] -= order.energy_wh
        elif order.side is Side.BUY and order.tick > tick:
            total += order.tick * order.energy_wh
            rest[place] += order.energy_wh
    return total - sum(result.tick * net for result, net in zip(outcome.results, rest, strict=True))


def assert_optimal(zones: Sequence[Zone], orders: Sequence[tuple[int, Order]]) -> None:
    best = best_welfare(orders, zones)
    assert welfare(clear_interval(orders, zones), orders, zones) == pytest.approx(best, rel=1e-9, abs=1e-6)


def random_book(chance: random.Random) -> Book:
    zones = [ROOT]
    for index in range(1, chance.randint(1, 16)):
        capacity = chance.choice([0, chance.randint(0, 50), chance.randint(0, 4000), 2**32 - 1])
        zones.append(Zone(chance.randrange(index), chance.choice([0, 0, 1, 2, 5, chance.randint(0, 63)]), capacity))
    orders = [
        (
            chance.randrange(len(zones)),
            Order(
                chance.choice(list(Side)),
                chance.randrange(TICKS),
                chance.choice([chance.randint(1, 9), chance.randint(1, 4000)]),
            ),
        )
        for _ in range(chance.randint(0, 40))
    ]
    return zones, orders


@given(books())
@settings(max_examples=300, deadline=None)
def test_equals_the_linear_programme(book: Book) -> None:
    assert_optimal(*book)


@pytest.mark.parametrize("seed", range(4))
def test_equals_the_linear_programme_on_many_seeded_trees(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(250):
        assert_optimal(*random_book(chance))


@given(books())
@settings(max_examples=300, deadline=None)
def test_no_line_carries_more_than_its_capacity(book: Book) -> None:
    zones, orders = book
    outcome = clear_interval(orders, zones)
    assert outcome.flows[0] == 0
    for zone, flow in zip(zones[1:], outcome.flows[1:], strict=True):
        assert abs(flow) <= zone.capacity_wh


@given(books())
@settings(max_examples=300, deadline=None)
def test_fills_stay_within_two_watt_hours_an_order_of_what_was_cleared_and_never_favour_sellers(book: Book) -> None:
    zones, orders = book
    outcome = clear_interval(orders, zones)
    dust = own_net(outcome, zones)
    count = [0] * len(zones)
    for (zone, _), position in zip(orders, positions(outcome, orders), strict=True):
        dust[zone] -= position
        count[zone] += 1
    for missing, placed in zip(dust, count, strict=True):
        assert 0 <= missing <= 2 * placed


@given(books())
@settings(max_examples=300, deadline=None)
def test_nobody_is_filled_beyond_its_order_or_across_its_limit(book: Book) -> None:
    zones, orders = book
    outcome = clear_interval(orders, zones)
    for (zone, order), position in zip(orders, positions(outcome, orders), strict=True):
        result = outcome.results[zone]
        if order.side is Side.SELL:
            assert 0 <= position <= order.energy_wh
            assert position == 0 or order.tick <= result.tick
            assert position == order.energy_wh or order.tick >= result.tick
        else:
            assert 0 <= -position <= order.energy_wh
            assert position == 0 or order.tick >= result.tick
            assert -position == order.energy_wh or order.tick <= result.tick


@given(books())
@settings(max_examples=300, deadline=None)
def test_rent_is_never_less_than_the_fee(book: Book) -> None:
    zones, orders = book
    outcome = clear_interval(orders, zones)
    for index, zone in enumerate(zones[1:], 1):
        flow = outcome.flows[index]
        gain = outcome.results[zone.parent].tick - outcome.results[index].tick
        assert gain * flow >= zone.fee_ticks * abs(flow)
        if abs(flow) < zone.capacity_wh and flow:
            assert gain * flow == zone.fee_ticks * abs(flow), "a line with room left earns its fee alone"


@given(books(most_zones=1))
@settings(max_examples=300, deadline=None)
def test_the_price_is_the_middle_of_those_that_clear(book: Book) -> None:
    zones, orders = book
    placed = [order for _, order in orders]

    def clears(tick: int) -> bool:
        least_sold = sum(o.energy_wh for o in placed if o.side is Side.SELL and o.tick < tick)
        most_sold = sum(o.energy_wh for o in placed if o.side is Side.SELL and o.tick <= tick)
        least_bought = sum(o.energy_wh for o in placed if o.side is Side.BUY and o.tick > tick)
        most_bought = sum(o.energy_wh for o in placed if o.side is Side.BUY and o.tick >= tick)
        return least_sold <= most_bought and least_bought <= most_sold

    clearing = [tick for tick in range(TICKS) if clears(tick)]
    assert clearing == list(range(clearing[0], clearing[-1] + 1))
    assert clear_interval(orders, zones).results[0].tick == (clearing[0] + clearing[-1]) // 2


@given(books())
@settings(max_examples=200, deadline=None)
def test_a_price_is_published_exactly_where_something_moves(book: Book) -> None:
    zones, orders = book
    outcome = clear_interval(orders, zones)
    moves = [flow != 0 for flow in outcome.flows]
    for index, zone in enumerate(zones[1:], 1):
        moves[zone.parent] |= outcome.flows[index] != 0
    for (place, _), position in zip(orders, positions(outcome, orders), strict=True):
        moves[place] |= position != 0
    for result, moved in zip(outcome.results, moves, strict=True):
        if moved:
            assert result.has_price
        if not result.has_price:
            assert not moved


@given(books(most_zones=4, most_orders=10))
@settings(max_examples=100, deadline=None)
def test_result_words_keep_what_they_say(book: Book) -> None:
    zones, orders = book
    for result in clear_interval(orders, zones).results:
        assert ZoneResult.unpack(result.pack()) == result
        assert 0 <= result.fraction <= NO_PRICE


def test_one_seller_and_one_buyer_share_the_surplus() -> None:
    outcome = clear_interval([sell(10, 300), buy(30, 400)], [ROOT])
    assert outcome.results[0] == ZoneResult(tick=30, rationed=Side.BUY, fraction=100 * FULL // 400)


def test_equal_offers_meet_in_the_middle() -> None:
    assert clear_interval([sell(10, 300), buy(30, 300)], [ROOT]).results[0] == ZoneResult(20, Side.SELL, FULL)


def test_a_full_line_parts_prices() -> None:
    zones = [ROOT, Zone(0, 0, 100)]
    orders = [sell(10, 500, zone=1), buy(40, 300), buy(20, 100, zone=1)]
    outcome = clear_interval(orders, zones)
    assert outcome.flows == (0, 100)
    assert [result.tick for result in outcome.results] == [40, 10]
    # 200 of 500 sold, 100 of 300 bought: dust goes against the seller and to the buyer
    assert positions(outcome, orders) == [199, -101, -100]


def test_a_zone_that_only_carries_energy_has_a_price() -> None:
    zones = [ROOT, Zone(0, 2, 1000), Zone(1, 3, 1000)]
    orders = [sell(10, 500, zone=2), buy(40, 500)]
    outcome = clear_interval(orders, zones)
    assert outcome.flows == (0, 500, 500)
    assert [result.has_price for result in outcome.results] == [True, True, True]
    assert outcome.results[0].tick - outcome.results[1].tick == 2
    assert outcome.results[1].tick - outcome.results[2].tick == 3


def test_nothing_is_published_without_volume() -> None:
    orders = [sell(40, 300), buy(30, 300)]
    outcome = clear_interval(orders, [ROOT])
    assert not outcome.results[0].has_price
    assert positions(outcome, orders) == [0, 0]


def test_a_fee_above_the_gain_stops_trade() -> None:
    zones = [ROOT, Zone(0, 21, 1000)]
    outcome = clear_interval([sell(10, 500, zone=1), buy(30, 500)], zones)
    assert outcome.flows == (0, 0)


def test_equal_orders_are_rationed_pro_rata() -> None:
    orders = [sell(10, 100), sell(10, 200), sell(10, 300), buy(30, 60)]
    outcome = clear_interval(orders, [ROOT])
    assert positions(outcome, orders) == [9, 19, 29, -60]


def test_a_block_clears_each_interval_on_its_own() -> None:
    seller = BlockOrders((Order(Side.SELL, 10, 100), Order(Side.SELL, 10, 100), *(None,) * 6))
    buyer = BlockOrders((Order(Side.BUY, 30, 100), *(None,) * 7))
    outcome = clear_block([seller, buyer, BlockOrders()], [ROOT])
    assert outcome.members_with_orders == 2
    assert [result.has_price for result in outcome.results[0]] == [True] + [False] * 7
