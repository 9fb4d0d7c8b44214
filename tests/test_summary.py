"""Sums of money by local days, months and in all."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from custom_components.energy_trade.journal import BlockRecord, IntervalRecord, Journal, totals_of
from custom_components.energy_trade.market.port import LedgerBlock
from custom_components.energy_trade.market.units import BLOCK_INTERVALS
from custom_components.energy_trade.model import Totals
from custom_components.energy_trade.summary import summary
from tests.support.fake_market import FakeMarket

BERLIN = ZoneInfo("Europe/Berlin")
TERMS = FakeMarket(lambda: 0.0).terms
LENGTH = TERMS.interval_seconds


def sold(interval: int, wh: int) -> IntervalRecord:
    """An interval in which so much was sold for 20 ct/kWh where the grid pays 8."""
    return IntervalRecord(
        interval=interval,
        position_wh=wh,
        delivered_wh=wh,
        net_wh=wh,
        import_wh=0,
        export_wh=wh,
        price=200,
        feed_in=80,
        retail=300,
        traded_amount=200 * wh,
        amount=200 * wh,
    )


def journal(*moments: datetime) -> Journal:
    """A home that sold 1 kWh at each of these moments."""
    made = Journal(TERMS, lambda _interval: None)
    records: dict[int, list[IntervalRecord]] = {}
    for moment in moments:
        interval = int(moment.timestamp()) // LENGTH
        records.setdefault(interval // BLOCK_INTERVALS, []).append(sold(interval, 1000))
    for block, intervals in sorted(records.items()):
        totals = sum((totals_of(record, TERMS.supply) for record in intervals), Totals())
        entry = LedgerBlock(
            block=block, zone=0, trades=(), final=True, settled=True, amount=totals.compensation, block_hash="0x"
        )
        made._records[block] = BlockRecord(entry, tuple(intervals), totals)
        made.totals += totals
    return made


def test_each_trade_counts_on_its_local_day() -> None:
    """A block of two hours may lie on both sides of midnight."""
    evening, night = (datetime(2026, 11, day, hour, 45, tzinfo=BERLIN) for day, hour in ((20, 23), (21, 0)))
    sums = summary(journal(evening, night), datetime(2026, 11, 21, tzinfo=BERLIN))
    assert sums["today"]["sold"] == 1
    assert [day["sold"] for day in sums["days"][-2:]] == [1, 1]
    assert sums["month"]["sold"] == sums["all"]["sold"] == 2
    assert sums["today"]["savings"] == 0.12
    assert sums["today"]["amount"] == sums["today"]["compensation"] == 0.2


def test_a_month_begins_on_its_first_and_31_days_are_told() -> None:
    moments = [datetime(2026, 10, 31, 12, tzinfo=BERLIN), datetime(2026, 11, 1, 12, tzinfo=BERLIN)]
    sums = summary(journal(*moments), datetime(2026, 11, 2, tzinfo=BERLIN))
    assert sums["month"]["sold"] == 1
    assert sums["all"]["sold"] == 2
    assert len(sums["days"]) == 31
    assert sum(day["sold"] for day in sums["days"]) == 2


def test_the_day_on_which_the_clock_changes_has_25_hours() -> None:
    """In the hour that comes twice, both count on the same day."""
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    moments = (twice, replace_fold(twice), datetime(2026, 10, 25, 23, 45, tzinfo=BERLIN))
    sums = summary(journal(*moments), datetime(2026, 10, 26, tzinfo=BERLIN))
    assert sums["days"][-2]["sold"] == 3
    assert sums["today"]["sold"] == 0


def test_what_is_not_final_is_not_summed_up() -> None:
    moment = datetime(2026, 11, 21, 8, tzinfo=BERLIN)
    made = journal(moment)
    [block] = made._records.values()
    open_interval = replace(block.intervals[0], amount=None)
    made._records[block.entry.block] = replace(block, intervals=(open_interval,))
    assert summary(made, datetime(2026, 11, 21, tzinfo=BERLIN))["today"]["sold"] == 0


def replace_fold(moment: datetime) -> datetime:
    """The same hour the second time."""
    return moment.replace(fold=1)
