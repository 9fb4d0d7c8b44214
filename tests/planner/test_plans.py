"""What a plan tells people: when each device runs, what that costs, and why then."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from custom_components.energy_trade.planner.horizon import horizon
from custom_components.energy_trade.planner.plan import Plan, PlanStatus, Run, RunKind, RunReason
from custom_components.energy_trade.planner.planning import make_plan
from custom_components.energy_trade.planner.problem import Appliance, Battery, Comfort, Problem, Room, Step, Vehicle

HOUR = 3600.0


def steps(**changes: dict[int, Any]) -> tuple[Step, ...]:
    """Twelve hours at 0.30 and 0.08, changed in some."""
    usual = Step(start=0, seconds=HOUR, load_w=300.0, pv_w=0.0, buy=300.0, sell=80.0, retail=300.0)
    return tuple(
        replace(
            usual, start=hour * HOUR, **{name: by_hour[hour] for name, by_hour in changes.items() if hour in by_hour}
        )
        for hour in range(12)
    )


def dryer(**changes: Any) -> Appliance:
    usual = Appliance(
        device="dryer", profile_w=(2000.0, 1000.0), profile_seconds=HOUR, earliest=0, latest=12 * HOUR
    )  # fmt: skip
    return replace(usual, **changes)


def run_of(plan: Plan, device: str = "dryer") -> Run:
    (run,) = plan.runs_of(device)
    return run


class TestReason:
    def test_waits_for_the_neighbours_surplus(self) -> None:
        given_steps = steps(buy={6: 110.0, 7: 110.0}, renewable={6: 1.0, 7: 1.0})
        run = run_of(make_plan(Problem(steps=given_steps, appliances=(dryer(),))))
        assert (run.start, run.end, run.reason) == (6 * HOUR, 8 * HOUR, RunReason.COMMUNITY_SURPLUS)
        assert run.price == pytest.approx(110, abs=0.1)
        assert run.price_at_once == pytest.approx(300, abs=0.1)
        assert run.cost == pytest.approx(3000 * 110, abs=500)

    def test_waits_for_the_homes_own(self) -> None:
        run = run_of(make_plan(Problem(steps=steps(pv_w={5: 2500.0, 6: 1500.0}), appliances=(dryer(),))))
        assert (run.start, run.reason) == (5 * HOUR, RunReason.OWN_SURPLUS)
        assert run.price == pytest.approx(80, abs=0.1)

    def test_waits_for_a_cheaper_tariff(self) -> None:
        cheap = dict.fromkeys(range(8, 12), 200.0)
        run = run_of(make_plan(Problem(steps=steps(buy=cheap, retail=cheap), appliances=(dryer(),))))
        assert (run.start, run.reason) == (8 * HOUR, RunReason.CHEAPER)

    def test_nothing_is_gained_by_waiting(self) -> None:
        run = run_of(make_plan(Problem(steps=steps(), appliances=(dryer(),))))
        assert (run.start, run.reason) == (0, RunReason.NOW)

    def test_a_car_that_comes_later_is_charged_when_it_comes(self) -> None:
        car = Vehicle(device="car", least_w=1000, most_w=3000, needed_wh=3000, arrival=3 * HOUR, departure=9 * HOUR)
        run = run_of(make_plan(Problem(steps=steps(), vehicles=(car,))), "car")
        assert (run.start, run.kind, run.reason) == (3 * HOUR, RunKind.VEHICLE, RunReason.NOW)

    def test_a_room_is_warmed_ahead_while_that_is_cheap(self) -> None:
        cold = Room(
            device="room", initial=20.0, outdoor=(0.0,) * 12, comfort=(Comfort(low=19.0, high=22.0),) * 12,
            leak_per_hour=0.02, kelvin_per_kwh=1.0, most_w=3000,
        )  # fmt: skip
        plan = make_plan(Problem(steps=steps(buy={0: 50.0, 1: 50.0}), rooms=(cold,)))
        first = plan.runs_of("room")[0]
        assert (first.start, first.reason) == (HOUR, RunReason.PRE_CONDITIONS)
        assert 21 < plan.temperature["room"][1] <= 22 + 1e-6
        assert min(plan.temperature["room"]) >= 19 - 1e-6

    def test_a_battery_stores_and_supplies(self) -> None:
        battery = Battery(device="battery", capacity_wh=2000, charge_w=1000, discharge_w=1000, initial_wh=0)
        plan = make_plan(Problem(steps=steps(buy={3: 100.0}), batteries=(battery,)))
        stores, supplies = plan.runs_of("battery")
        assert (stores.reason, stores.start, supplies.reason) == (RunReason.STORES, 3 * HOUR, RunReason.SUPPLIES)
        assert stores.cost == pytest.approx(100_000, abs=500)
        assert plan.stored_value["battery"][3] == pytest.approx(300 * 0.95, abs=1)


def test_what_one_more_wh_is_worth_follows_what_it_replaces() -> None:
    plan = make_plan(Problem(steps=steps(pv_w={4: 2000.0})))
    assert plan.status is PlanStatus.OPTIMAL
    assert [round(step.marginal) for step in plan.steps] == [80 if hour == 4 else 300 for hour in range(12)]


def test_of_two_equally_good_plans_it_is_always_the_same() -> None:
    battery = Battery(device="battery", capacity_wh=5000, charge_w=2500, discharge_w=2500, initial_wh=2500)
    problem = Problem(steps=steps(), batteries=(battery,), appliances=(dryer(), dryer(device="washer")))
    assert make_plan(problem) == make_plan(problem)


def test_looks_a_day_ahead_by_quarter_hours_and_another_by_hours() -> None:
    moments = list(horizon(1000.0))
    assert moments[0] == (1000.0, 800.0)
    assert moments[1] == (1800.0, 900.0)
    assert {seconds for start, seconds in moments if start >= 1000 + 24 * HOUR + 3600} == {3600}
    assert moments[-1][0] < 1000 + 48 * HOUR <= sum(moments[-1])
    assert all(start + seconds == after for (start, seconds), (after, _) in pairwise(moments))
