"""A neighbour's kWh is worth to a home what its own supplier would charge for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.energy_trade.market.tariff import GridPrice
from custom_components.energy_trade.planner.tariffs import (
    DynamicTariff,
    FlatTariff,
    HourlyTariff,
    MonthlyTariff,
    korean_residential,
)

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
"""A Wednesday."""


def test_flat() -> None:
    assert FlatTariff(300, 80).at(NOON) == GridPrice(80, 300)


def test_nothing_is_paid_that_one_could_earn_by_drawing_and_feeding_in() -> None:
    assert FlatTariff(50, 80).at(NOON) == GridPrice(50, 50)
    assert FlatTariff(-30, 80).at(NOON) == GridPrice(0, 0)
    with pytest.raises(ValueError, match="no prices"):
        FlatTariff(float("nan")).at(NOON)


def test_by_the_hour_and_another_on_weekends() -> None:
    tariff = HourlyTariff(tuple(range(100, 124)), 10, tuple(range(200, 224)))
    assert tariff.at(NOON) == GridPrice(10, 112)
    assert tariff.at(NOON + timedelta(days=3)) == GridPrice(10, 212)
    with pytest.raises(ValueError, match="24 hours"):
        HourlyTariff((100.0,) * 23)


def test_a_price_service_is_believed_for_as_long_as_its_prices_last() -> None:
    start = NOON.timestamp()
    tariff = DynamicTariff({start: 100.0, start + 3600: float("nan")}, factor=1.19, markup=150, feed_in=80)
    assert tariff.at(NOON + timedelta(minutes=59)) == GridPrice(80, 269)
    assert tariff.at(NOON + timedelta(minutes=61)) is None
    assert tariff.at(NOON - timedelta(minutes=1)) is None


class TestProgressive:
    def tariff(self, daily_kwh: float, used_kwh: float = 0.0) -> MonthlyTariff:
        return MonthlyTariff(
            korean_residential(),
            unit=1.0,
            used_kwh=used_kwh,
            daily_kwh=daily_kwh,
            since=datetime(2026, 3, 1, tzinfo=UTC),
            summer=korean_residential(summer=True),
        )

    def test_the_heavy_users_last_kwh_is_worth_more(self) -> None:
        light, heavy = self.tariff(4, 40).at(NOON), self.tariff(25, 250).at(NOON)
        assert light.retail == round((120 + 14) * 1.127)
        assert heavy.retail == round((307.3 + 14) * 1.127)

    def test_next_month_begins_with_nothing_used(self) -> None:
        april = datetime(2026, 4, 2, tzinfo=UTC)
        assert self.tariff(4, 390).at(april).retail == round((120 + 14) * 1.127)

    def test_july_has_wider_tiers(self) -> None:
        july = datetime(2026, 7, 2, tzinfo=UTC)
        assert self.tariff(8).at(july).retail == round((120 + 14) * 1.127)
        assert self.tariff(8).at(datetime(2026, 5, 2, tzinfo=UTC)).retail == round((214.6 + 14) * 1.127)

    def test_a_month_that_may_end_in_either_tier_is_worth_something_between(self) -> None:
        between = self.tariff(200 / 31).at(datetime(2026, 3, 1, tzinfo=UTC)).retail
        assert (120 + 14) * 1.127 < between < (214.6 + 14) * 1.127 * 3
