"""What settlement promises to whoever trades, reports or does not, on random communities."""

from dataclasses import replace

from hypothesis import given, settings, strategies as st

from custom_components.energy_trade.market.orders import Order
from custom_components.energy_trade.market.settlement import ConnectionLimits
from custom_components.energy_trade.market.statement import PartKind
from custom_components.energy_trade.market.supply import SupplyArrangement
from tests.support.communities import ORDER
from tests.support.settling import Conduct, Home, Interval, intervals

POOLED, INDIVIDUAL = SupplyArrangement.POOLED, SupplyArrangement.INDIVIDUAL
ANY = st.one_of(intervals(POOLED), intervals(INDIVIDUAL))

thorough = settings(max_examples=300, deadline=None)


def total(interval: Interval) -> int:
    return sum(statement.amount for statement in interval.settled())


def amount(interval: Interval, index: int) -> int:
    return interval.settled()[index].amount


@thorough
@given(intervals(POOLED))
def test_the_grid_account_never_pays_more_than_it_takes_and_the_grid_pays(interval: Interval) -> None:
    """But for dust: a buyer's fill rounds up by less than two Wh, which the grid then delivers."""
    metered = sum(home.net_wh for home in interval.homes)
    dust = interval.grid_price.retail * 2 * sum(home.order is not None for home in interval.homes)
    assert -total(interval) + interval.grid_bill(metered) >= -dust


@thorough
@given(intervals(INDIVIDUAL))
def test_the_grid_account_never_pays_under_individual_supply(interval: Interval) -> None:
    assert total(interval) <= 0


@thorough
@given(intervals(POOLED))
def test_never_ordering_is_never_worse_than_the_own_tariff(interval: Interval) -> None:
    for home, statement in zip(interval.homes, interval.settled(), strict=True):
        if home.order is None and home.conduct is not Conduct.SILENT:
            assert statement.amount >= interval.grid_bill(home.net_wh)


@thorough
@given(ANY, st.data())
def test_silence_and_lateness_never_gain(interval: Interval, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(interval.homes) - 1))
    on_time, late, silent = (
        amount(interval.with_home(index, replace(interval.homes[index], conduct=conduct)), index)
        for conduct in (Conduct.ON_TIME, Conduct.LATE, Conduct.SILENT)
    )
    assert silent <= late <= on_time


@thorough
@given(intervals(POOLED), st.data())
def test_silence_and_lateness_never_gain_for_a_whole_coalition(interval: Interval, data: st.DataObject) -> None:
    """Whoever leaves the netting cannot help its friends by more than it loses, rounding apart."""
    indices = range(len(interval.homes))
    coalition = data.draw(st.sets(st.sampled_from(indices), min_size=1))
    hidden = data.draw(st.sampled_from(sorted(coalition)))
    honest = interval.with_home(hidden, replace(interval.homes[hidden], conduct=Conduct.ON_TIME))
    statements = honest.settled()
    gain = sum(statements[index].amount for index in coalition)
    for conduct in (Conduct.LATE, Conduct.SILENT):
        other = interval.with_home(hidden, replace(interval.homes[hidden], conduct=conduct)).settled()
        assert sum(other[index].amount for index in coalition) <= gain + 2 * len(coalition)


@thorough
@given(intervals(POOLED, honest=True))
def test_whoever_delivers_as_traded_is_paid_as_traded_whatever_the_others_do(interval: Interval) -> None:
    for index, position in enumerate(interval.positions()):
        home = interval.homes[index]
        limits = ConnectionLimits(max(home.limits.import_wh, -position), max(home.limits.export_wh, position))
        exact = interval.with_home(index, replace(home, net_wh=position, limits=limits))
        price = exact.grid.price(exact.cleared().results[home.zone].tick)
        assert amount(exact, index) == position * price


@thorough
@given(intervals(POOLED, honest=True))
def test_each_deviator_is_charged_the_spread_and_never_more_than_the_grid_takes(interval: Interval) -> None:
    feed_in, retail = interval.grid_price.feed_in, interval.grid_price.retail
    middle = (feed_in + retail) / 2
    for statement in interval.settled():
        for part in statement.parts:
            if part.kind is PartKind.BALANCING and part.energy_wh > 0:
                assert feed_in * part.energy_wh <= part.amount
                assert part.amount <= max(feed_in, middle - interval.spread) * part.energy_wh
            elif part.kind is PartKind.BALANCING:
                assert retail * part.energy_wh <= part.amount
                assert part.amount <= min(retail, middle + interval.spread) * part.energy_wh
            elif part.kind is PartKind.UNDONE:
                price = statement.traded_amount // statement.position_wh
                assert part.amount <= price * part.energy_wh, "no better than its own price"


@thorough
@given(intervals(POOLED), st.lists(st.tuples(ORDER, st.integers(0, 4)), min_size=1, max_size=4))
def test_nobody_without_energy_earns_wherever_and_however_it_trades(
    interval: Interval, orders: list[tuple[Order, int]]
) -> None:
    """Wash trades in a zone and sham pairs across a full line alike."""
    limits = ConnectionLimits(0, 0)
    shams = tuple(Home(zone % len(interval.zones), order, 0, limits) for order, zone in orders)
    extended = replace(interval, homes=interval.homes + shams)
    for statement in extended.settled()[len(interval.homes) :]:
        assert statement.amount <= 0


@thorough
@given(
    intervals(POOLED, most_zones=1),
    st.integers(0, 63),
    st.integers(1, 5000),
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.data(),
)
def test_a_wash_trade_never_earns_for_the_pair_and_its_friends(
    interval: Interval, tick: int, sham_wh: int, surplus_wh: int, lack_wh: int, data: st.DataObject
) -> None:
    """A seller that delivers nothing and a buyer that uses nothing net with each other at a loss."""
    positions = interval.positions()
    limits = ConnectionLimits(10_000, 10_000)
    pair = (Home(0, None, surplus_wh, limits), Home(0, None, -lack_wh, limits))
    extended = replace(interval, homes=interval.homes + pair)
    prices = [interval.grid.price(tick)]
    count = len(interval.homes)
    # friends report in time and have no orders: all their advantage would come from the netting
    friends = [
        index
        for index in data.draw(st.sets(st.sampled_from(range(count))))
        if interval.homes[index].conduct is Conduct.ON_TIME
    ]
    coalition = [*friends, count, count + 1]
    without = extended.settle([*positions, 0, 0], prices)
    washed = extended.settle([*positions, -sham_wh, sham_wh], prices)
    gain = sum(washed[index].amount - without[index].amount for index in coalition)
    assert gain <= 2 * len(coalition)


@thorough
@given(
    intervals(POOLED),
    st.data(),
    st.tuples(st.integers(0, 63), st.integers(0, 63)),
    st.integers(1, 5000),
    st.integers(0, 3000),
    st.integers(0, 3000),
)
def test_a_sham_pair_across_a_full_line_never_earns(
    interval: Interval,
    data: st.DataObject,
    ticks: tuple[int, int],
    sham_wh: int,
    surplus_wh: int,
    lack_wh: int,
) -> None:
    """Buying where energy is cheap and selling where it is dear, without using or delivering it."""
    places = st.integers(0, len(interval.zones) - 1)
    cheap, dear = data.draw(places), data.draw(places)
    limits = ConnectionLimits(10_000, 10_000)
    pair = (Home(cheap, None, surplus_wh, limits), Home(dear, None, -lack_wh, limits))
    extended = replace(interval, homes=interval.homes + pair)
    prices = [interval.grid.floor] * len(interval.zones)
    prices[dear] = interval.grid.price(max(ticks))
    prices[cheap] = interval.grid.price(min(ticks)) if cheap != dear else prices[dear]
    positions = [
        0 if home.zone in (cheap, dear) else held
        for home, held in zip(interval.homes, interval.positions(), strict=True)
    ]
    without = extended.settle([*positions, 0, 0], prices)
    with_sham = extended.settle([*positions, -sham_wh, sham_wh], prices)
    gain = sum(after.amount - before.amount for after, before in zip(with_sham[-2:], without[-2:], strict=True))
    assert gain <= 4


@thorough
@given(ANY)
def test_a_position_never_costs_more_than_was_locked_for_it(interval: Interval) -> None:
    """Apart from the member's own flow: what it draws beyond its position is the reserve's business."""
    for home, statement in zip(interval.homes, interval.settled(), strict=True):
        if home.order is None:
            continue
        lock = home.order.lock(interval.grid, interval.grid_price.retail, interval.supply, interval.spread)
        traded = statement.amount - sum(
            statement.amount_of(kind) for kind in (PartKind.BALANCING, PartKind.EXCESS, PartKind.SILENCE)
        )
        assert traded >= -lock


@thorough
@given(ANY)
def test_parts_add_up_and_say_only_what_happened(interval: Interval) -> None:
    for statement in interval.settled():
        assert statement.amount == sum(part.amount for part in statement.parts)
        assert all(part.energy_wh or part.amount for part in statement.parts)
        kinds = [part.kind for part in statement.parts]
        assert len(set(kinds)) == len(kinds)
        if interval.supply is POOLED and not statement.unknown:
            assert sum(part.energy_wh for part in statement.parts) == statement.metered_wh


@thorough
@given(intervals(INDIVIDUAL))
def test_both_sides_are_scaled_to_what_was_matched(interval: Interval) -> None:
    """Sellers are paid for no more than buyers pay for, each for no more than it delivered."""
    statements = interval.settled()
    paid = sum(max(0, statement.traded_amount) for statement in statements)
    charged = sum(max(0, -statement.traded_amount) for statement in statements)
    assert paid <= charged
    for statement in statements:
        for part in statement.parts:
            if part.kind is PartKind.TRADED:
                assert abs(part.energy_wh) <= min(abs(statement.position_wh), abs(statement.metered_wh or 0))
