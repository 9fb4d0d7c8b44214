"""An owner's rules for a battery hold from minute to minute, whatever plan and measurements say."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings, strategies as st
import numpy as np
import pytest

from custom_components.energy_trade.planner.guide import guide
from custom_components.energy_trade.planner.planning import make_plan
from custom_components.energy_trade.planner.policy import Measured, command, planned_guidance
from custom_components.energy_trade.planner.problem import Battery, BatteryGoal, Problem, Step

HOURS = 24
NIGHT, DAY, EVENING = 120.0, 250.0, 400.0


def battery(**rules: Any) -> Battery:
    return Battery(
        device="battery", capacity_wh=10_000, charge_w=5000, discharge_w=5000, initial_wh=5000, reserve_wh=1000, **rules
    )


def problem(owned: Battery, *, renewable: tuple[float, ...] = (0.0,) * HOURS, sell: float = 0.75) -> Problem:
    """A cheap night until six, a sunny noon, a dear evening from five to nine."""
    prices = [NIGHT if hour < 6 else EVENING if 17 <= hour < 21 else DAY for hour in range(HOURS)]
    return Problem(
        steps=tuple(
            Step(
                start=hour * 3600.0,
                seconds=3600.0,
                load_w=600.0,
                pv_w=2500.0 if 10 <= hour < 14 else 0.0,
                buy=prices[hour],
                sell=sell * prices[hour],
                retail=prices[hour],
                renewable=renewable[hour],
            )
            for hour in range(HOURS)
        ),
        batteries=(owned,),
    )


def grid_wh(owned: Battery, moment: int, stored: float, load: float, sun: float, *, valued: bool) -> float:
    """What is sold (+) or bought (−) in an hour in which the battery does as it is told."""
    asked = problem(owned)
    plan = make_plan(asked)
    found = None
    if valued:
        courses = np.array([[step.pv_w - step.load_w for step in asked.steps]])
        valuer = guide(asked, plan, courses, np.ones(1))
        assert valuer is not None
        found = valuer.guidance(moment * 3600.0 + 1)
    else:
        found = planned_guidance(plan, owned, moment * 3600.0 + 1, step=asked.steps[moment])
    measured = Measured(load_w=load, pv_w=sun, stored_wh=stored)
    told = command(found, owned, moment * 3600.0 + 1, measured)
    return sun - load + told.battery_w(owned, measured)


SITUATION = {
    "moment": st.integers(0, HOURS - 1),
    "stored": st.floats(1500, 9900),
    "load": st.floats(0, 4000),
    "sun": st.floats(0, 4000),
    "valued": st.booleans(),
}


@settings(deadline=None, max_examples=40)
@given(**SITUATION)
def test_charge_at_night_when_cheap_and_never_from_a_dearer_grid(
    moment: int, stored: float, load: float, sun: float, valued: bool
) -> None:
    owned = battery(highest_grid_charge_price=0.15 * 1000)
    bought = -grid_wh(owned, moment, stored, load, sun, valued=valued)
    if problem(owned).steps[moment].buy > 150:
        assert bought <= max(0.0, load - sun) + 60


@settings(deadline=None, max_examples=40)
@given(**SITUATION)
def test_what_is_below_its_selling_floor_or_price_is_for_the_home_alone(
    moment: int, stored: float, load: float, sun: float, valued: bool
) -> None:
    owned = battery(lowest_selling_price=280.0, selling_floor_wh=4000.0)
    sold = grid_wh(owned, moment, stored, load, sun, valued=valued)
    if stored < 4000 or problem(owned).steps[moment].sell < 280:
        assert sold <= max(0.0, sun - load) + 60


def planned(owned: Battery, **changes: Any) -> tuple[tuple[float, ...], tuple[float, ...]]:
    plan = make_plan(problem(owned, **changes))
    return plan.power_w["battery"], plan.soc_wh["battery"]


def test_charging_at_night_when_cheap_is_done() -> None:
    power, _ = planned(battery(highest_grid_charge_price=150.0))
    assert min(power[:6]) < -1000, "it charges at 0.12"
    assert all(watts >= -1900 - 1 for watts in power[6:]), "and by day no more than the sun gives"


def test_sold_is_what_is_over_its_floor_in_the_dear_evening() -> None:
    power, soc = planned(battery(selling_floor_wh=2000.0), sell=0.95)
    assert max(power[17:21]) > 1500, "it sells when that is worth most"
    for at in range(HOURS):
        sold = power[at] > problem(battery()).steps[at].load_w - problem(battery()).steps[at].pv_w + 1
        assert not sold or soc[at] >= 2000 - 1


def test_an_owner_who_spares_it_has_it_move_less_than_one_who_earns() -> None:
    moved = {
        goal: sum(abs(watts) for watts in planned(battery(goal=goal, wear=60.0), sell=0.6)[0])
        for goal in (BatteryGoal.EARN, BatteryGoal.SPARE)
    }
    assert moved[BatteryGoal.SPARE] < moved[BatteryGoal.EARN]


def test_an_owner_who_wants_the_neighbours_energy_charges_while_it_is_theirs() -> None:
    flat = tuple(1.0 if 10 <= hour < 14 else 0.0 for hour in range(HOURS))
    asked = {}
    for goal in (BatteryGoal.EARN, BatteryGoal.RENEWABLES):
        power, _ = planned(battery(goal=goal), renewable=flat)
        asked[goal] = -sum(min(0.0, watts) for watts in power[10:14]) + sum(min(0.0, watts) for watts in power[:6])
    assert asked[BatteryGoal.RENEWABLES] >= asked[BatteryGoal.EARN]


@pytest.mark.parametrize("goal", BatteryGoal)
def test_whatever_it_is_for_its_reserve_stays(goal: BatteryGoal) -> None:
    _, soc = planned(battery(goal=goal), sell=0.95)
    assert min(soc) >= 1000 - 1
