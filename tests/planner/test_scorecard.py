"""The scorecard says what was won against whom, and its losses add up to what was missed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings, strategies as st
import numpy as np
import pytest

from custom_components.energy_trade.planner.problem import Battery
from custom_components.energy_trade.planner.scorecard import Day, Score, Series, score, together

BATTERY = Battery(device="battery", capacity_wh=10_000, charge_w=5_000, discharge_w=5_000, initial_wh=0)
HOURS = 24
IDLE = np.zeros(HOURS)


def series(*, load: float = 500.0, cheap: float = 200.0, dear: float = 400.0, sell: float = 100.0) -> Series:
    """Cheap until six, then dear; no generation."""
    buy = np.where(np.arange(HOURS) < 6, cheap, dear)
    return Series(np.full(HOURS, load), np.zeros(HOURS), buy, np.full(HOURS, sell))


def day(true: Series, forecast: Series | None, battery_wh: np.ndarray = IDLE, stored_at_end_wh: float = 0.0) -> Day:
    return Day(
        hours=1.0,
        true=true,
        forecast=forecast,
        retail=np.full(HOURS, 400.0),
        feed_in=np.full(HOURS, 80.0),
        battery_wh=battery_wh,
        amount=true.amount(battery_wh),
        stored_at_end_wh=stored_at_end_wh,
    )


def lost(score: Score) -> float:
    return (
        score.lost_to_load_forecast
        + score.lost_to_generation_forecast
        + score.lost_to_price_forecast
        + score.lost_in_execution
    )


def test_cheap_neighbours_are_a_saving_against_the_supplier_alone() -> None:
    found = score(day(series(), None), None)
    assert found.against_no_trading == pytest.approx(6 * 500 * 200)
    assert found.share_of_possible == pytest.approx(1)


def test_a_battery_left_idle_has_lost_it_all_in_execution() -> None:
    found = score(day(series(), series()), BATTERY)
    assert found.possible > found.reached > 0
    assert found.lost_in_execution == pytest.approx(found.possible - found.reached)
    assert found.lost_to_load_forecast == pytest.approx(0, abs=1)


def test_a_price_that_nobody_foresaw_is_lost_to_the_price_forecast() -> None:
    flat = series(cheap=300.0, dear=300.0)
    found = score(day(series(), flat), BATTERY)
    assert found.lost_to_price_forecast > 0
    assert found.lost_to_price_forecast > abs(found.lost_to_load_forecast)


def test_a_battery_that_served_the_home_alone_gains_nothing_against_self_use_but_what_trading_did() -> None:
    true = replace(series(cheap=400.0), pv_wh=np.where(np.arange(HOURS) == 12, 4000.0, 0.0))
    found = score(day(true, None), BATTERY)
    assert found.against_self_use < 0


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 9_999))
def test_losses_add_up_and_nobody_beats_who_knows_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    buy = rng.uniform(150, 400, HOURS)
    true = Series(rng.uniform(0, 1500, HOURS), rng.uniform(0, 1500, HOURS), buy, buy - rng.uniform(10, 100, HOURS))
    forecast = Series(true.load_wh[::-1], true.pv_wh[::-1], true.buy[::-1], true.sell[::-1])
    found = score(day(true, forecast), BATTERY)
    assert lost(found) == pytest.approx(found.possible - found.reached, abs=1)
    # levels are a fortieth of the battery apart, so a blind choice may come out ahead by about as much
    assert found.possible >= found.reached - 0.02 * abs(found.possible) - 250 * 400


def test_days_add_up() -> None:
    one = score(day(series(), None), None)
    assert together([one, one]).reached == pytest.approx(2 * one.reached)
    assert together([]).share_of_possible is None
