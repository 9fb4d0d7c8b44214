"""What the battery follows between plans comes from the value of what is in it, if the owner wants to earn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from custom_components.energy_trade.planner.guide import guide
from custom_components.energy_trade.planner.planning import make_plan
from custom_components.energy_trade.planner.policy import BatteryMode, Measured, command
from custom_components.energy_trade.planner.problem import Battery, BatteryGoal, Depth, Problem, Step

HOUR = 3600.0
BATTERY = Battery(device="battery", capacity_wh=10_000, charge_w=5_000, discharge_w=5_000, initial_wh=2_000)


def problem(battery: Battery = BATTERY, position_wh: float = 0.0) -> Problem:
    """Cheap until six, then dear."""
    steps = tuple(
        Step(
            start=index * HOUR,
            seconds=HOUR,
            load_w=500,
            pv_w=0,
            buy=200 if index < 6 else 400,
            sell=80,
            position_wh=position_wh if index == 8 else 0.0,
        )
        for index in range(24)
    )
    return Problem(steps=steps, batteries=(battery,))


def net(courses: int = 5) -> np.ndarray:
    return np.full((courses, 24), -500.0)


def test_it_charges_while_that_pays_and_serves_the_home_then() -> None:
    asked = problem()
    made = guide(asked, make_plan(asked), net(), np.ones(5))
    assert made is not None
    measured = Measured(load_w=500, pv_w=0, stored_wh=2_000)
    cheap, dear = made.guidance(5.5 * HOUR), made.guidance(10 * HOUR)
    assert command(cheap, BATTERY, 5.5 * HOUR, measured).mode is BatteryMode.CHARGE
    assert command(dear, BATTERY, 10 * HOUR, measured).mode is BatteryMode.SELF_USE


def test_what_was_traded_is_kept_by_its_own_levels() -> None:
    asked = problem(position_wh=1_000)
    made = guide(asked, make_plan(asked), net(), np.ones(5))
    assert made is not None
    guidance = made.guidance(8.5 * HOUR)
    assert guidance is not None
    assert guidance.position_w == pytest.approx(1_000)


def test_it_does_not_count_on_what_neighbours_hardly_have() -> None:
    scarce = Depth(50.0, 400.0)
    steps = problem().steps
    deep = tuple(replace(step, offer=scarce) if 2 <= index < 6 else step for index, step in enumerate(steps))
    asked = Problem(steps=deep, batteries=(BATTERY,))
    made = guide(asked, make_plan(asked), net(), np.ones(5))
    plain = guide(problem(), make_plan(problem()), net(), np.ones(5))
    assert made is not None
    assert plain is not None
    assert made.value.marginal(1, 2_000) > plain.value.marginal(1, 2_000) + 50


def test_prices_that_may_rise_are_worth_storing_for() -> None:
    asked = problem()
    moves = np.zeros((5, 24))
    moves[:, 12:] = 200.0
    plain = guide(asked, make_plan(asked), net(), np.ones(5))
    rising = guide(asked, make_plan(asked), net(), np.ones(5), moves)
    assert plain is not None
    assert rising is not None
    assert rising.value.marginal(10, 2_000) > plain.value.marginal(10, 2_000) + 30


def test_beyond_its_steps_it_says_nothing() -> None:
    asked = problem()
    made = guide(asked, make_plan(asked), net(), np.ones(5))
    assert made is not None
    assert made.guidance(25 * HOUR) is None


@pytest.mark.parametrize("goal", [BatteryGoal.RENEWABLES, BatteryGoal.SPARE])
def test_other_wishes_are_left_to_the_plan(goal: BatteryGoal) -> None:
    asked = problem(replace(BATTERY, goal=goal))
    assert guide(asked, make_plan(asked), net(), np.ones(5)) is None


def test_without_a_battery_there_is_nothing_to_guide() -> None:
    asked = replace(problem(), batteries=())
    assert guide(asked, make_plan(asked), net(), np.ones(5)) is None
