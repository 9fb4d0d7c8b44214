"""What a week comes to, and what it makes worth doing; nothing is told that is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.energy_trade.home.book import IntervalEnergy
from custom_components.energy_trade.journal import IntervalRecord
from custom_components.energy_trade.market.founding import SupplyArrangement
from custom_components.energy_trade.weekly.reckoning import Account, Advice, Circumstances, Told, account

HOURS = 7 * 24
MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
PLENTY = Circumstances(free=1_000_000_000)


def record(hour: int, **changes: Any) -> IntervalRecord:
    """An hour in which 1 kWh was bought at 0.20 instead of 0.30."""
    usual = IntervalRecord(
        interval=hour,
        position_wh=-1000,
        delivered_wh=-1000,
        net_wh=-1000,
        import_wh=1000,
        export_wh=0,
        price=200,
        feed_in=80,
        retail=300,
        traded_amount=-200_000,
        amount=-200_000,
    )
    return replace(usual, **changes)


def sold(hour: int, **changes: Any) -> IntervalRecord:
    """An hour in which 1 kWh was sold at 0.20 instead of 0.08."""
    gave = {"position_wh": 1000, "delivered_wh": 1000, "net_wh": 1000, "import_wh": 0, "export_wh": 1000}
    return record(hour, **{**gave, "traded_amount": 200_000, "amount": 200_000, **changes})


def told(*records: IntervalRecord, energies: tuple[IntervalEnergy, ...] = (), zone: str = "UTC") -> Told:
    return Told(
        records,
        energies,
        SupplyArrangement.POOLED,
        lambda hour: (MONDAY + timedelta(hours=hour)).astimezone(ZoneInfo(zone)),
        7.0,
    )


def reckoned(*records: IntervalRecord, now: Circumstances = PLENTY, **known: Any) -> Account:
    return account(told(*records, **known), now)


class TestFigures:
    """Sums, shares and days."""

    def test_a_week_is_the_sum_of_what_is_settled(self) -> None:
        found = reckoned(sold(0), *(record(hour) for hour in range(1, 10)), record(10, amount=None))
        assert (found.totals.sold_wh, found.totals.bought_wh) == (1000, 9000)
        assert found.totals.savings == 120_000 + 9 * 100_000
        assert not found.is_whole

    def test_the_best_day_is_the_homes_own_day(self) -> None:
        """One hour before midnight in London is another day in Seoul."""
        records = [record(23), *(record(24 + hour, amount=-250_000, traded_amount=-250_000) for hour in range(1))]
        assert (best := reckoned(*records).best) is not None
        assert best.start.day == 16
        assert reckoned(*records, zone="Asia/Seoul").best is None, "the better of one day is none"

    def test_a_day_with_a_clock_change_is_one_day(self) -> None:
        spring = datetime(2026, 3, 29, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)
        hour = int((spring - MONDAY).total_seconds() // 3600)
        records = [record(each) for each in range(hour, hour + 23)] + [record(hour + 23)]
        best = reckoned(*records, zone="Europe/Berlin").best
        assert best is not None
        assert best.savings == 23 * 100_000
        assert best.start.isoformat() == "2026-03-29T00:00:00+01:00"

    def test_no_day_is_best_where_none_saved(self) -> None:
        lost = [record(hour, amount=-400_000) for hour in range(48)]
        assert reckoned(*lost).best is None

    def test_self_sufficiency_counts_what_was_used(self) -> None:
        """10 kWh generated, 4 of them given away, 2 taken: 8 used, three quarters of them one's own."""
        energy = IntervalEnergy(0, import_wh=2000, export_wh=4000, generation_wh=10_000)
        assert reckoned(energies=(energy,)).own_share == pytest.approx(0.75)
        stored = replace(energy, charge_wh=4000, discharge_wh=0)
        assert reckoned(energies=(stored,)).own_share == pytest.approx(0.5), "what is still stored was not used"

    def test_without_a_meter_for_generation_self_sufficiency_is_not_known(self) -> None:
        known = tuple(IntervalEnergy(hour, 500, 0, None) for hour in range(10))
        assert reckoned(energies=known).own_share is None
        nearly = (*(IntervalEnergy(hour, 500, 0, 500) for hour in range(8)), *known[8:])
        assert reckoned(energies=nearly).own_share is None, "two hours in ten are too many to leave out"
        assert reckoned(energies=(IntervalEnergy(0),)).own_share is None

    def test_neighbours_share_is_of_what_came_over_the_line(self) -> None:
        found = reckoned(record(0), record(1, delivered_wh=0, position_wh=0), sold(2))
        assert found.neighbours_share == pytest.approx(0.5)
        assert reckoned(sold(0)).neighbours_share is None

    def test_nothing_known_is_nothing_told(self) -> None:
        found = reckoned()
        assert (found.best, found.own_share, found.neighbours_share) == (None, None, None)
        assert found.advice is Advice.NOTHING
        assert found.is_whole


class TestAdvice:
    """One thing to do next: the most pressing."""

    week = tuple(record(hour) for hour in range(HOURS))

    def test_a_silent_meter_comes_before_all(self) -> None:
        silent = [record(hour, net_wh=None, import_wh=None, export_wh=None, estimated=True) for hour in range(20)]
        assert reckoned(*silent, *self.week[20:], now=Circumstances(trading=False)).advice is Advice.NO_READINGS
        assert reckoned(silent[0], *self.week[1:]).advice is not Advice.NO_READINGS, "once in a week is no trouble"

    def test_a_meter_that_is_estimated(self) -> None:
        guessed = [record(hour, estimated=True) for hour in range(20)]
        assert reckoned(*guessed, *self.week[20:]).advice is Advice.ESTIMATED

    def test_a_balance_that_lasts_less_than_two_weeks(self) -> None:
        spent = 200_000 * HOURS
        assert reckoned(*self.week, now=Circumstances(free=2 * spent - 1)).advice is Advice.BALANCE
        assert reckoned(*self.week, now=Circumstances(free=2 * spent)).advice is not Advice.BALANCE
        assert reckoned(*self.week, now=Circumstances(free=None)).advice is not Advice.BALANCE
        earns = [sold(hour) for hour in range(HOURS)]
        assert reckoned(*earns, now=Circumstances(free=0)).advice is not Advice.BALANCE

    @pytest.mark.parametrize(
        ("off", "advice"),
        [("trading", Advice.TRADING_OFF), ("selling", Advice.SELLING_OFF), ("buying", Advice.BUYING_OFF)],
    )
    def test_what_is_switched_off_and_would_matter(self, off: str, advice: Advice) -> None:
        now = replace(PLENTY, **{off: False})
        assert reckoned(sold(0), *self.week[1:], now=now).advice is advice

    def test_who_has_no_surplus_need_not_sell(self) -> None:
        assert reckoned(*self.week, now=replace(PLENTY, selling=False)).advice is Advice.NOTHING

    def test_a_limit_that_kept_surplus_from_neighbours(self) -> None:
        unsold = sold(0, delivered_wh=0, position_wh=0, price=150)
        now = replace(PLENTY, lowest_selling_price=160)
        found = reckoned(unsold, *self.week[1:], now=now)
        assert (found.advice, found.unsold_wh) == (Advice.SELLING_LIMIT, 1000)
        for innocent in (replace(unsold, price=160), replace(unsold, price=80), replace(unsold, price=None)):
            assert reckoned(innocent, *self.week[1:], now=now).unsold_wh == 0

    def test_hours_that_were_clearly_cheaper(self) -> None:
        cheap = [replace(each, price=100) if each.interval % 24 in {12, 13} else each for each in self.week]
        found = reckoned(*cheap)
        assert (found.advice, found.hours) == (Advice.RUN_THEN, (12, 14))
        assert reckoned(*self.week).advice is Advice.NOTHING, "all hours cost the same"
        assert reckoned(*cheap[:23]).hours is None, "one hour of the day is not known"

    def test_where_nothing_was_traded_the_grids_price_counts(self) -> None:
        untraded = [replace(each, price=None, retail=100 if each.interval % 24 < 6 else 300) for each in self.week]
        assert reckoned(*untraded).hours == (0, 2)

    def test_negative_prices_are_no_base_for_a_comparison(self) -> None:
        odd = [replace(each, price=0) if each.interval % 24 in {2, 3} else each for each in self.week]
        assert reckoned(*odd).hours is None
