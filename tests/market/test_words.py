"""Words say in bits exactly what the contracts read."""

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.energy_trade.market.clearing import FULL, ZoneResult, pack_results, unpack_results
from custom_components.energy_trade.market.orders import BlockOrders, Order, Side, version_at
from custom_components.energy_trade.market.readings import (
    UNKNOWN_READING,
    BlockReadings,
    IntervalDetails,
    Reading,
    decode_details,
    encode_details,
)
from custom_components.energy_trade.market.supply import SupplyArrangement
from custom_components.energy_trade.market.tariff import (
    ClockChange,
    GridPrice,
    LocalClock,
    TariffTable,
    pack_tariff,
    table_tariff,
    unpack_tariff,
)
from custom_components.energy_trade.market.units import PriceGrid
from custom_components.energy_trade.market.words import from_signed, is_for, pack_fields, tag_of, to_signed
from tests.support.communities import ORDER

relaxed = settings(deadline=None)
BLOCK = 123_456
NET = st.integers(-(2**18), 2**18 - 1)
BLOCK_ORDERS = st.builds(
    BlockOrders,
    st.tuples(*[st.one_of(st.none(), ORDER)] * 8),
    st.integers(0, 2**36 - 1),
    st.integers(0, 15),
)
READING = st.one_of(st.just(UNKNOWN_READING), st.builds(Reading, NET, st.just(value=False), st.booleans()))
QUANTITY = st.one_of(st.none(), st.integers(0, 2**24 - 2))


@relaxed
@given(BLOCK_ORDERS)
def test_stored_orders_come_back_whole(orders: BlockOrders) -> None:
    word = orders.pack_stored(BLOCK)
    assert word < 1 << 256
    assert BlockOrders.stored(word, BLOCK) == orders
    assert BlockOrders.stored(word, BLOCK + 128) is None
    assert BlockOrders.unpack(orders.pack()).orders == orders.orders


def test_an_order_word_is_laid_out_as_the_contracts_read_it() -> None:
    orders = BlockOrders((Order(Side.SELL, 5, 300), *(None,) * 6, Order(Side.BUY, 63, 2**18 - 1)), version=9, zone=3)
    expected = 300 | 5 << 18 | 1 << 24 | (2**18 - 1 | 63 << 18) << 7 * 25
    assert orders.pack() == expected
    assert orders.pack_stored(BLOCK) == expected | 9 << 200 | 3 << 236 | (BLOCK & 0xFFFF) << 240


def test_cancelled_orders_keep_their_version_and_an_empty_slot_is_none() -> None:
    stored = BlockOrders.stored(BlockOrders(version=7).pack_stored(BLOCK), BLOCK)
    assert stored is not None
    assert stored.is_empty
    assert stored.version == 7
    assert BlockOrders.stored(0, 65_536) is None


@pytest.mark.parametrize("word", [5 << 18, 1 << 24, (5 << 18) << 25])
def test_a_price_or_a_side_without_energy_is_no_order(word: int) -> None:
    with pytest.raises(ValueError, match="without energy"):
        BlockOrders.unpack(word)


@pytest.mark.parametrize(("tick", "energy"), [(-1, 1), (64, 1), (0, 0), (0, 2**18)])
def test_orders_that_no_word_can_say_are_refused(tick: int, energy: int) -> None:
    with pytest.raises(ValueError, match=r"grid|order"):
        Order(Side.SELL, tick, energy)


def test_incomplete_blocks_are_refused() -> None:
    with pytest.raises(ValueError, match="8 orders"):
        BlockOrders((None,))
    with pytest.raises(ValueError, match="8 readings"):
        BlockReadings((UNKNOWN_READING,))
    with pytest.raises(ValueError, match="8 grid prices"):
        pack_tariff([GridPrice(1, 2)], 1)
    with pytest.raises(ValueError, match="24 hours"):
        TariffTable((GridPrice(1, 2),))
    with pytest.raises(ValueError, match="8 details"):
        encode_details([(IntervalDetails(),)])
    with pytest.raises(ValueError, match="whole blocks"):
        decode_details(b"\0")


@pytest.mark.parametrize("orders", [BlockOrders(version=2**36), BlockOrders(zone=16)])
def test_versions_and_zones_must_fit(orders: BlockOrders) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        orders.pack_stored(BLOCK)


def test_versions_rise_even_if_the_clock_does_not() -> None:
    assert version_at(1000.26) == 10_002
    assert version_at(1000.26, previous=20_000) == 20_001


@pytest.mark.parametrize(
    ("side", "supply", "price"),
    [
        (Side.BUY, SupplyArrangement.POOLED, 150),
        (Side.SELL, SupplyArrangement.POOLED, 300 - 150),
        (Side.BUY, SupplyArrangement.INDIVIDUAL, 150),
        (Side.SELL, SupplyArrangement.INDIVIDUAL, 10),
    ],
)
def test_locks(side: Side, supply: SupplyArrangement, price: int) -> None:
    order = Order(side, 20, 1000)
    grid = PriceGrid(50, 5)
    assert order.lock(grid, 300, supply, spread=10) == 1000 * price + 1
    block = BlockOrders((order, order, *(None,) * 6))
    assert block.lock(grid, (GridPrice(80, 300),) * 8, supply, spread=10) == 2 * (1000 * price + 1)


def test_a_seller_above_retail_locks_only_its_rounding() -> None:
    assert Order(Side.SELL, 60, 1000).lock(PriceGrid(50, 5), 300, SupplyArrangement.POOLED, 10) == 1


@relaxed
@given(st.builds(BlockReadings, st.tuples(*[READING] * 8), st.booleans()))
def test_stored_readings_come_back_whole(readings: BlockReadings) -> None:
    word = readings.pack_stored(BLOCK)
    assert word < 1 << 256
    assert BlockReadings.stored(word, BLOCK) == readings
    assert BlockReadings.stored(word, BLOCK + 128) is None
    assert BlockReadings.unpack(readings.pack()).readings == readings.readings


def test_a_reading_of_nothing_is_told_from_none() -> None:
    nothing = BlockReadings((Reading(0),) * 8)
    assert nothing.pack() == 0
    assert BlockReadings.stored(nothing.pack_stored(65_536), 65_536) == nothing
    assert BlockReadings.stored(0, 65_536) is None


def test_a_reading_word_is_laid_out_as_the_contracts_read_it() -> None:
    readings = BlockReadings((Reading(-1), UNKNOWN_READING, *(Reading(0),) * 5, Reading(5, estimated=True)))
    assert readings.pack() == (2**19 - 1) | 1 << 19 + 21 | (5 | 1 << 20) << 7 * 21


def test_readings_that_no_word_can_say_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown"):
        Reading(1, unknown=True)
    with pytest.raises(ValueError, match="signed bits"):
        Reading(2**18)


@relaxed
@given(st.lists(st.tuples(*[st.builds(IntervalDetails, *[QUANTITY] * 5)] * 8), max_size=3))
def test_details_come_back_whole(blocks: list[tuple[IntervalDetails, ...]]) -> None:
    data = encode_details(blocks)
    assert len(data) == 120 * len(blocks)
    assert decode_details(data) == tuple(blocks)


def test_details_are_laid_out_quantity_by_quantity() -> None:
    block = tuple(IntervalDetails(import_wh=interval, discharge_wh=0x010203) for interval in range(8))
    data = encode_details([block])
    assert data[:6] == bytes([0, 0, 0, 0, 0, 1])
    assert data[24:48] == b"\xff" * 24
    assert data[-3:] == b"\x01\x02\x03"


@relaxed
@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=8, max_size=8), st.integers(1, 30))
def test_tariff_words_come_back_whole(prices: list[tuple[int, int]], unit: int) -> None:
    tariff = tuple(GridPrice(min(pair) * unit, max(pair) * unit) for pair in prices)
    word = pack_tariff(tariff, unit, BLOCK)
    assert is_for(word, BLOCK)
    assert unpack_tariff(word, unit) == tariff


def test_a_tariff_must_be_in_whole_units_and_leave_nothing_to_earn() -> None:
    with pytest.raises(ValueError, match="whole steps"):
        pack_tariff((GridPrice(80, 305),) * 8, 10)
    with pytest.raises(ValueError, match="not between"):
        GridPrice(301, 300)


def test_the_table_counts_by_local_hours() -> None:
    table = TariffTable(tuple(GridPrice(hour, 100 + hour) for hour in range(24)))
    assert TariffTable.unpack(table.pack(1), 1) == table
    # 4 intervals an hour; from block 100 on local time is an hour ahead of UTC
    clock = LocalClock((ClockChange(100, 4),))
    assert [price.feed_in for price in table_tariff(99, table, clock, 4)] == [6] * 4 + [7] * 4
    assert [price.feed_in for price in table_tariff(100, table, clock, 4)] == [9] * 4 + [10] * 4
    behind = LocalClock((ClockChange(0, -2),))
    assert [price.feed_in for price in table_tariff(12, table, behind, 4)] == [23] * 2 + [0] * 4 + [1] * 2


@relaxed
@given(st.lists(st.integers(0, 2**32 - 1), max_size=5, unique=True), st.integers(-(2**15), 2**15 - 1))
def test_clocks_come_back_whole(blocks: list[int], offset: int) -> None:
    clock = LocalClock(tuple(ClockChange(block, offset) for block in sorted(blocks)))
    again = LocalClock.unpack(clock.pack())
    assert again.pack() == clock.pack()
    assert all(again.offset(block) == clock.offset(block) for block in (0, 1, 10**6, 2**32 - 1, *blocks))


def test_a_clock_out_of_order_is_refused() -> None:
    with pytest.raises(ValueError, match="rising"):
        LocalClock((ClockChange(5, 1), ClockChange(5, 2)))


def test_results_of_a_block_that_is_not_cleared_are_none() -> None:
    result = ZoneResult(5, Side.BUY, FULL // 3)
    word = pack_results([result] * 3, BLOCK)
    assert unpack_results(word, BLOCK, cleared=3) == (result,) * 3 + (None,) * 5
    assert unpack_results(word, BLOCK + 128, cleared=3) == (None,) * 8
    assert result.price(PriceGrid(50, 5)) == 75


def test_fields() -> None:
    assert tag_of(65_536 + 5) == 5
    assert to_signed(from_signed(-3, 19), 19) == -3
    with pytest.raises(ValueError, match="does not fit"):
        pack_fields([256], 8)
    with pytest.raises(ValueError, match="does not fit"):
        from_signed(128, 8)
