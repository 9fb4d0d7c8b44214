"""Forecasts rest on the home's own past; where that does not tell, there is none."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.energy_trade.planner.forecast import (
    PERSISTENCE_REACH,
    STALE_INTERVALS,
    DayShape,
    Forecast,
    Forecaster,
    Method,
)

DAY = 96
SHAPE = DayShape(DAY, 900)
MONDAY = 4 * DAY
"""Interval in which 5 January 1970 began."""


def sun(interval: int) -> int:
    """Energy of a clear day's quarter hour."""
    hour = interval % DAY / 4
    return round(max(0.0, 1000 - 40 * (hour - 12) ** 2))


def made(net: dict[int, int], generation: dict[int, int] | None = None) -> Forecaster:
    return Forecaster(net, generation or {}, SHAPE)


def expected(forecaster: Forecaster, interval: int, current: int) -> int:
    forecast = forecaster.forecast(interval, current)
    assert forecast is not None
    return forecast.expected_wh


class TestHabit:
    def test_a_day_like_every_other(self) -> None:
        now = MONDAY + 5 * DAY
        forecaster = made({it: -(it % DAY) for it in range(MONDAY, now)})
        for lead in (20, 50, 90):
            forecast = forecaster.forecast(now + lead, now)
            assert forecast is not None
            assert forecast.method is Method.HABIT
            assert forecast.expected_wh == pytest.approx(-lead, abs=2)

    def test_weekends_are_like_weekends(self) -> None:
        saturday = MONDAY + 19 * DAY
        net = {it: -500 if SHAPE.is_weekend(it) else -100 for it in range(MONDAY, saturday)}
        assert expected(made(net), saturday + 40, saturday) < -300
        friday = saturday - DAY
        weekdays = {it: wh for it, wh in net.items() if it < friday}
        assert expected(made(weekdays), friday + 40, friday) > -200

    def test_what_is_unusual_now_is_carried_on_and_fades(self) -> None:
        now = MONDAY + 5 * DAY
        net = dict.fromkeys(range(MONDAY, now), -100) | dict.fromkeys(range(now - 8, now), -400)
        forecaster = made(net)
        near, far = expected(forecaster, now, now), expected(forecaster, now + 60, now)
        assert near < -300
        assert far == pytest.approx(-100, abs=5)

    def test_clouds_dim_the_coming_hours_and_nights_stay_dark(self) -> None:
        now = MONDAY + 5 * DAY + 44
        cloudy = range(now - 8, now)
        generation = {it: sun(it) // 4 if it in cloudy else sun(it) for it in range(MONDAY, now)}
        net = {it: generation[it] - 100 for it in generation}
        forecaster = made(net, generation)
        assert expected(forecaster, now, now) < sun(now) // 2
        assert expected(forecaster, now + 48, now) == pytest.approx(-100, abs=2)

    def test_a_battery_counts_as_load(self) -> None:
        now = MONDAY + 3 * DAY + 44
        generation = {it: sun(it) for it in range(MONDAY, now)}
        forecaster = made({it: min(sun(it), 200) - 100 for it in generation}, generation)
        assert expected(forecaster, now + 4, now) == pytest.approx(100, abs=5)

    def test_generation_that_is_metered_too_seldom_is_not_forecast_apart(self) -> None:
        now = MONDAY + 3 * DAY
        net = dict.fromkeys(range(MONDAY, now), 50)
        assert expected(made(net, {now - 1: 500}), now, now) == 50

    def test_where_generation_has_no_habit_there_is_none(self) -> None:
        now = MONDAY + DAY
        net = dict.fromkeys(range(MONDAY, now), -100)
        generation = dict.fromkeys(range(MONDAY + 30, now), 0)
        forecast = made(net, generation).forecast(now + 2, now)
        assert forecast is not None
        assert forecast.method is Method.PERSISTENCE


class TestScenarios:
    def test_they_are_the_errors_made_lately(self) -> None:
        now = MONDAY + 10 * DAY
        steady = made(dict.fromkeys(range(MONDAY, now), -100)).forecast(now + 40, now)
        restless = made({it: -100 + (it * 7919 % 201 - 100) for it in range(MONDAY, now)}).forecast(now + 40, now)
        assert steady is not None
        assert restless is not None
        assert set(steady.scenarios_wh) == {-100}
        assert min(restless.scenarios_wh) < -150
        assert max(restless.scenarios_wh) > -50


class TestBeforeThereIsAHabit:
    def test_the_last_hour_goes_on_for_four_hours(self) -> None:
        forecaster = made({MONDAY + it: -100 - it for it in range(6)})
        last = MONDAY + 5
        forecast = forecaster.forecast(last + 3, last + 1)
        assert forecast == Forecast(last + 3, -104, (-105, -104, -103, -102, -101, -100), Method.PERSISTENCE)
        assert forecaster.forecast(last + PERSISTENCE_REACH, last + 1)
        assert forecaster.forecast(last + PERSISTENCE_REACH + 1, last + 1) is None

    def test_less_than_an_hour_tells_nothing(self) -> None:
        assert made({MONDAY + it: -100 for it in range(3)}).forecast(MONDAY + 4, MONDAY + 3) is None

    def test_nothing_tells_nothing(self) -> None:
        assert made({}).forecast(MONDAY, MONDAY) is None


def test_meters_that_have_been_silent_for_hours_tell_nothing() -> None:
    now = MONDAY + 5 * DAY
    forecaster = made(dict.fromkeys(range(MONDAY, now), -100))
    assert forecaster.forecast(now + 30, now - 1 + STALE_INTERVALS)
    assert forecaster.forecast(now + 30, now + STALE_INTERVALS) is None


def test_what_has_been_metered_is_no_matter_of_forecast() -> None:
    now = MONDAY + 5 * DAY
    assert made(dict.fromkeys(range(MONDAY, now), -100)).forecast(now - 1, now) is None


class TestDays:
    def test_a_change_of_the_clock_moves_habits_with_local_time(self) -> None:
        changed = MONDAY + 5 * DAY
        shape = DayShape(DAY, 900, lambda interval: 8 if interval >= changed else 4)
        assert shape.days_before(changed + 10, 1) == changed + 10 - DAY + 4
        assert shape.days_before(changed + 10 + DAY, 1) == changed + 10

    def test_short_days_have_no_weekend(self) -> None:
        short = DayShape(DAY, 30)
        assert not any(short.is_weekend(day * DAY) for day in range(7))
        assert [SHAPE.is_weekend(MONDAY + day * DAY) for day in range(7)] == [False] * 5 + [True] * 2


@settings(deadline=None)
@given(
    st.dictionaries(st.integers(0, 3 * DAY), st.integers(-5000, 5000), max_size=60),
    st.integers(0, 4 * DAY),
    st.integers(-20, 40),
)
def test_a_forecast_lies_within_reach_of_what_was_seen(net: dict[int, int], interval: int, ahead: int) -> None:
    forecast = made(net).forecast(interval, interval - ahead)
    if forecast is not None:
        assert list(forecast.scenarios_wh) == sorted(forecast.scenarios_wh)
        assert abs(forecast.expected_wh) <= 3 * max(abs(wh) for wh in net.values())
