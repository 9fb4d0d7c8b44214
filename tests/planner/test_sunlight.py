"""Solar forecasts of any step become energy of the market's intervals, and nothing is lost or made up on the way."""

from __future__ import annotations

from math import nan

import pytest

from custom_components.energy_trade.planner.sunlight import spread

HOUR, QUARTER = 3600, 900


def test_an_hour_falls_into_its_quarters() -> None:
    assert spread({10 * HOUR: 800.0}, QUARTER) == dict.fromkeys(range(40, 44), 200.0)


@pytest.mark.parametrize("period", [300, 900, 1800, 3600])
def test_no_energy_is_lost(period: int) -> None:
    told = dict.fromkeys(map(float, range(8 * HOUR, 12 * HOUR, period)), 100.0)
    found = spread(told, QUARTER)
    assert sum(found.values()) == pytest.approx(sum(told.values()))
    assert set(found) == set(range(32, 48))


def test_between_two_days_it_is_dark() -> None:
    found = spread({17 * HOUR: 400.0, 31 * HOUR: 600.0}, HOUR)
    assert found[17] == 400
    assert found[31] == 600
    assert all(found[hour] == 0 for hour in range(18, 31))


def test_periods_that_start_askew_are_shared_out() -> None:
    found = spread({10.5 * HOUR: 600.0, 11.5 * HOUR: 200.0}, HOUR)
    assert found == pytest.approx({10: 300.0, 11: 400.0, 12: 100.0})


def test_what_is_no_energy_is_left_out() -> None:
    assert spread({10 * HOUR: nan, 11 * HOUR: -5.0, nan: 3.0}, QUARTER) == {}
    assert spread({}, QUARTER) == {}
