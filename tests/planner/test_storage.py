"""A stored Wh is worth what it saves later; what follows from it never hurts the battery nor its owner's rules."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings, strategies as st
import numpy as np
import pytest

from custom_components.energy_trade.planner.problem import Battery
from custom_components.energy_trade.planner.storage import Cases, moved, stored_value
from simulation.bench.foresight import Course, optimum

BATTERY = Battery(device="battery", capacity_wh=10_000, charge_w=5_000, discharge_w=5_000, initial_wh=5_000)
DAY = 24


def known(net: list[float], buy: list[float], sell: list[float]) -> Cases:
    return Cases(np.array([net]), np.array([buy]), np.array([sell]), np.ones(1))


def followed(course: Course, battery: Battery) -> float:
    """What a home pays that follows the value of stored energy with all known; its last day is the optimum's."""
    steps = len(course)
    value = stored_value(battery, known(list(course.net_wh), list(course.buy), list(course.sell)), [1.0] * steps)
    charge, moves = battery.initial_wh, []
    for step in range(steps - DAY):
        limits = value.thresholds(step, float(course.buy[step]), float(course.sell[step]))
        levels = (
            np.array([limits.buy_up_to_wh]),
            np.array([limits.store_up_to_wh]),
            np.array([limits.cover_down_to_wh]),
            np.array([limits.sell_down_to_wh]),
        )
        after = float(moved(battery, levels, np.array([charge]), course.net_wh[step : step + 1], 1.0)[0])
        assert battery.lowest_wh - 1e-6 <= after <= battery.highest_wh + 1e-6
        change = after - charge
        moves.append(change / battery.charge_efficiency if change > 0 else change * battery.discharge_efficiency)
        charge = after
    rest = optimum(course.part(steps - DAY, steps), battery, 1.0, charge).cost
    return course.part(0, steps - DAY).cost(np.array(moves)) + rest


class TestWorth:
    def test_a_stored_wh_is_worth_the_dear_evening_it_covers(self) -> None:
        cheap, dear = [200.0] * 12, [400.0] * 12
        value = stored_value(BATTERY, known([-1000.0] * 24, cheap + dear, [80.0] * 24), [1.0] * 24)
        assert value.marginal(11, 1_000) == pytest.approx(400 * BATTERY.discharge_efficiency, rel=0.01)

    def test_the_next_wh_is_worth_less_the_fuller_the_battery(self) -> None:
        rng = np.random.default_rng(1)
        cases = Cases(
            rng.normal(0, 800, (9, 48)), rng.uniform(200, 400, (9, 48)), rng.uniform(20, 120, (9, 48)), np.ones(9)
        )
        slopes = np.diff(stored_value(BATTERY, cases, [1.0] * 48).worth, axis=1)
        assert (np.diff(slopes, axis=1) <= 1e-3).all()

    def test_it_buys_before_it_is_dear_and_keeps_what_covers_the_evening(self) -> None:
        buy = [200.0] * 6 + [400.0] * 18
        value = stored_value(BATTERY, known([-500.0] * 24, buy, [80.0] * 24), [1.0] * 24)
        night, day = value.thresholds(5, 200, 80), value.thresholds(12, 400, 80)
        assert night.buy_up_to_wh > 8_000
        assert night.cover_down_to_wh > 5_000
        assert day.buy_up_to_wh == BATTERY.lowest_wh
        assert day.cover_down_to_wh == BATTERY.lowest_wh


class TestOwnersRules:
    def test_the_reserve_is_not_touched(self) -> None:
        battery = replace(BATTERY, reserve_wh=3_000.0)
        value = stored_value(battery, known([-4000.0] * 24, [300.0] * 24, [80.0] * 24), [1.0] * 24)
        assert value.thresholds(0, 300, 80).cover_down_to_wh >= 3_000

    def test_a_battery_that_is_all_reserve_does_nothing(self) -> None:
        battery = replace(BATTERY, reserve_wh=BATTERY.capacity_wh)
        value = stored_value(battery, known([-500.0, 500.0] * 12, [200.0, 400.0] * 12, [80.0] * 24), [1.0] * 24)
        limits = value.thresholds(1, 400, 80)
        assert limits.cover_down_to_wh == limits.sell_down_to_wh == battery.highest_wh

    def test_no_grid_charge_above_the_owners_price(self) -> None:
        battery = replace(BATTERY, highest_grid_charge_price=150.0)
        buy = [200.0] * 6 + [400.0] * 18
        value = stored_value(battery, known([-500.0] * 24, buy, [80.0] * 24), [1.0] * 24)
        assert value.thresholds(3, 200, 80).buy_up_to_wh == battery.lowest_wh

    def test_no_sale_below_the_owners_price_nor_from_what_is_kept_for_the_home(self) -> None:
        battery = replace(BATTERY, lowest_selling_price=250.0, selling_floor_wh=4_000.0)
        value = stored_value(battery, known([0.0] * 24, [320.0] * 24, [100.0] * 23 + [300.0]), [1.0] * 24)
        assert value.thresholds(0, 320, 200).sell_down_to_wh == battery.highest_wh
        assert value.thresholds(23, 320, 300).sell_down_to_wh >= 4_000


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000))
def test_with_all_known_it_comes_close_to_the_optimum(seed: int) -> None:
    rng = np.random.default_rng(seed)
    net = rng.normal(-200, 900, 3 * DAY)
    buy = rng.uniform(200, 400, 3 * DAY)
    course = Course(net, buy, buy - rng.uniform(20, 150, 3 * DAY))
    saving = course.cost() - optimum(course, BATTERY, 1.0, BATTERY.initial_wh).cost
    assert course.cost() - followed(course, BATTERY) >= 0.98 * saving
