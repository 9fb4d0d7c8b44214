"""What a home reads from a snapshot and a statement."""

from dataclasses import replace
from fractions import Fraction

import pytest

from custom_components.energy_trade.market.clearing import FULL, ROOT, ZoneResult
from custom_components.energy_trade.market.founding import Founding, SupplyArrangement
from custom_components.energy_trade.market.orders import BlockOrders, Order, Side
from custom_components.energy_trade.market.port import LedgerBlock, Trade
from custom_components.energy_trade.market.readings import UNKNOWN_READING, BlockReadings, Reading
from custom_components.energy_trade.market.settlement import (
    BlockTerms,
    ConnectionLimits,
    IntervalTerms,
    Netting,
    block_amount,
    settle_block,
    settle_interval,
)
from custom_components.energy_trade.market.state import (
    NO_LAST_BLOCK,
    BlockState,
    MemberState,
    MemberStatus,
    Snapshot,
)
from custom_components.energy_trade.market.statement import IntervalStatement, PartKind, StatementPart
from custom_components.energy_trade.market.tariff import GridPrice, LocalClock, TariffTable
from custom_components.energy_trade.market.units import NO_ADDRESS, PriceGrid

GRID = PriceGrid(50, 5)
TARIFF = (GridPrice(80, 300),) * 8
LIMITS = ConnectionLimits(1000, 800)

MEMBER = MemberState(
    index=0,
    status=MemberStatus.ACTIVE,
    owner="owner",
    agent="agent",
    meter_key="agent",
    zone=1,
    import_limit_wh=1000,
    export_limit_wh=800,
    first_block=10,
    last_block=NO_LAST_BLOCK,
    settled_before=10,
    balance=0,
    locked=0,
    reserve=0,
    free=0,
    daily_cap=0,
    locked_on_day=(0, 0),
)
RESULT = ZoneResult(25, Side.SELL, FULL)
BLOCK = BlockState(
    index=10,
    is_open=False,
    cleared_intervals=2,
    final=False,
    stake=2,
    reported=0,
    settled=0,
    tariff=TARIFF,
    results=((None,) * 8, (RESULT, RESULT, *(None,) * 6)),
    longs=((0,) * 8,) * 2,
    shorts=((0,) * 8,) * 2,
    orders=BlockOrders((Order(Side.SELL, 20, 400), *(None,) * 7), zone=1),
    readings=None,
    supply_wh=(400, *(0,) * 7),
    demand_wh=(0,) * 8,
)


@pytest.mark.parametrize("status", MemberStatus)
def test_who_takes_part(status: MemberStatus) -> None:
    member = replace(MEMBER, status=status)
    assert member.is_member == (status in (MemberStatus.ACTIVE, MemberStatus.SUSPENDED, MemberStatus.LEAVING))
    assert member.may_order == (status in (MemberStatus.ACTIVE, MemberStatus.LEAVING))
    assert member.delivers_in(10) == member.is_member
    assert not member.delivers_in(9)
    assert not replace(member, last_block=20).delivers_in(21)


def test_positions_count_in_the_zone_that_the_orders_were_placed_in() -> None:
    assert BLOCK.positions() == (400, 0, *(None,) * 6)
    assert replace(BLOCK, orders=None).position_wh(0) is None
    assert (BLOCK.tick(1, 0), BLOCK.tick(0, 0), BLOCK.tick(7, 0)) == (25, None, None)
    assert BLOCK.prices(1, GRID)[:3] == (175, 175, None)
    assert not BLOCK.cleared


def test_blocks_are_found_by_their_index() -> None:
    snapshot = Snapshot(
        chain_time=0,
        block_hash="",
        block_number=0,
        tokens_held=0,
        shortfall=0,
        grid_account=0,
        member_count=1,
        member=MEMBER,
        blocks=(BLOCK, replace(BLOCK, index=11)),
    )
    assert snapshot.block(10) is BLOCK
    assert snapshot.block(9) is snapshot.block(12) is None
    assert replace(snapshot, blocks=()).block(10) is None


def test_a_statement_reads_as_a_bill() -> None:
    """Sold 400 Wh at 175, gave 500: the 100 beyond it meet a neighbour's lack at the middle less the spread."""
    terms = BlockTerms(
        supply=SupplyArrangement.POOLED,
        grid=GRID,
        tariff=TARIFF,
        spread=10,
        results=(RESULT,) * 8,
        longs=(100,) * 8,
        shorts=(50,) * 8,
        limits=LIMITS,
    )
    orders = BlockOrders((Order(Side.SELL, 20, 400), *(None,) * 7))
    statements = settle_block(terms, orders, BlockReadings((Reading(500, estimated=True), *(UNKNOWN_READING,) * 7)))
    first = statements[0]
    assert first.parts == (
        StatementPart(PartKind.TRADED, 400, 400 * 175),
        StatementPart(PartKind.BALANCING, 100, 50 * 180 + 50 * 80),
    )
    assert [part.price for part in first.parts] == [175, Fraction(130)]
    assert (first.deviation_wh, first.traded_amount, first.balancing_amount) == (100, 70_000, 13_000)
    assert (first.feed_in, first.retail, first.estimated, first.unknown) == (80, 300, True, False)
    second = statements[1]
    assert second.unknown
    assert second.deviation_wh is None
    assert second.parts == (StatementPart(PartKind.SILENCE, -1000, -300_000),)
    assert block_amount(statements) == 83_000 - 7 * 300_000
    assert StatementPart(PartKind.EXCESS, 0, 0).price is None


def pooled(price: int = 175, spread: int = 10, long_wh: int = 0, short_wh: int = 0) -> IntervalTerms:
    return IntervalTerms(
        supply=SupplyArrangement.POOLED,
        price=price,
        has_price=True,
        grid_price=GridPrice(80, 300),
        spread=spread,
        netting=Netting(long_wh, short_wh),
        limits=LIMITS,
    )


def kinds(statement: IntervalStatement) -> dict[PartKind, tuple[int, int]]:
    return {part.kind: (part.energy_wh, part.amount) for part in statement.parts}


def test_flow_beyond_the_connection_is_charged_at_retail_and_paid_nothing() -> None:
    drawn = settle_interval(pooled(short_wh=1000), 0, Reading(-1200))
    assert kinds(drawn) == {PartKind.BALANCING: (-1000, -300_000), PartKind.EXCESS: (-200, -60_000)}
    given = settle_interval(pooled(long_wh=800), 0, Reading(900))
    assert kinds(given) == {PartKind.BALANCING: (800, 64_000), PartKind.EXCESS: (100, 0)}


def test_the_spread_never_moves_prices_beyond_the_grids() -> None:
    wide = pooled(spread=1000)
    assert (wide.middle_down, wide.middle_up) == (80, 300)
    assert (pooled().middle_down, pooled().middle_up) == (180, 200)


def test_undoing_a_sale_costs_the_worse_of_its_price_and_balancing() -> None:
    dear = settle_interval(pooled(price=360, short_wh=400), 400, Reading(0))
    assert kinds(dear) == {PartKind.TRADED: (400, 144_000), PartKind.UNDONE: (-400, -144_000)}
    cheap = settle_interval(pooled(price=100, short_wh=400), 400, Reading(0))
    assert kinds(cheap)[PartKind.UNDONE] == (-400, -120_000)


def test_a_purchase_not_used_earns_the_worse_of_its_price_and_balancing() -> None:
    dear = settle_interval(pooled(price=200, long_wh=400), -400, Reading(0))
    assert kinds(dear) == {PartKind.TRADED: (-400, -80_000), PartKind.UNDONE: (400, 32_000)}
    cheap = settle_interval(pooled(price=60, long_wh=400), -400, Reading(0))
    assert kinds(cheap)[PartKind.UNDONE] == (400, 24_000)


def test_late_readings_settle_at_the_grids_prices() -> None:
    statement = settle_interval(pooled(long_wh=1, short_wh=1), 0, Reading(-100), late=True)
    assert statement.amount == -30_000
    assert settle_interval(pooled(), 0, Reading(100), late=True).amount == 8_000


@pytest.mark.parametrize(
    ("position", "net", "late", "traded", "undelivered"),
    [
        (400, 300, False, (150, 26_250), (-100, -1_000)),
        (400, 300, True, None, (-100, -1_000)),
        (-400, -300, False, (-300, -52_500), (100, -1_000)),
        (-400, -300, True, (-300, -52_500), (100, -1_000)),
        (400, None, False, None, (-400, -4_000)),
        (-400, None, False, None, (400, -70_000)),
    ],
)
def test_individual_supply(
    position: int,
    net: int | None,
    late: bool,
    traded: tuple[int, int] | None,
    undelivered: tuple[int, int],
) -> None:
    """600 Wh of sales were delivered, 300 of purchases: sellers are scaled to half."""
    terms = IntervalTerms(
        supply=SupplyArrangement.INDIVIDUAL,
        price=175,
        has_price=True,
        grid_price=GridPrice(80, 300),
        spread=10,
        netting=Netting(600, 300),
        limits=LIMITS,
    )
    reading = UNKNOWN_READING if net is None else Reading(net)
    parts = kinds(settle_interval(terms, position, reading, late=late))
    expected = {PartKind.TRADED: traded, PartKind.UNDELIVERED: undelivered}
    assert parts == {kind: part for kind, part in expected.items() if part is not None}


def test_a_ledgers_trades_carry_their_statements() -> None:
    statement = settle_interval(pooled(), 0, Reading(0))
    trade = Trade(interval=80, start=0, statement=statement)
    entry = LedgerBlock(block=10, zone=0, trades=(trade,), final=True, settled=False, amount=None, block_hash="")
    assert entry.statements == (statement,)
    assert trade.grid_price == GridPrice(80, 300)


def test_a_founding_knows_its_tariffs() -> None:
    founding = Founding(
        name="Elm Street",
        currency="EUR",
        supply=SupplyArrangement.POOLED,
        interval_seconds=900,
        tariff_hour_intervals=4,
        gate_lead_seconds=600,
        horizon_blocks=12,
        report_blocks=2,
        tariff_notice_blocks=0,
        price_floor=50,
        price_step=5,
        tariff_unit=10,
        max_retail=400,
        spread=10,
        reserve_basis_points=0,
        daily_cap=0,
        max_members=2,
        initial_grant=0,
        zones=(ROOT,),
        tariff_table=TariffTable.flat(80, 300),
        clock=LocalClock(),
    )
    tariff = founding.table_tariff(10)
    assert tariff == TARIFF
    assert founding.unpack_tariff(founding.pack_tariff(tariff)) == tariff
    assert founding.credit == founding.operator == NO_ADDRESS
