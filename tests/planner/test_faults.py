"""Whatever is asked, and whatever the solver does, there is a plan, and it says what it does not achieve."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.energy_trade.planner import model, optimise
from custom_components.energy_trade.planner.model import Model, Solution, UnsolvedError
from custom_components.energy_trade.planner.plan import Plan, PlanStatus, RunReason, Want
from custom_components.energy_trade.planner.planning import make_plan
from custom_components.energy_trade.planner.problem import (
    Appliance,
    BadProblemError,
    Battery,
    Comfort,
    Connection,
    Interruptible,
    Problem,
    Room,
    Step,
    Vehicle,
)

HOUR = 3600.0
HOURS = 12


def step(hour: int, **changes: Any) -> Step:
    sun = 3000.0 if 4 <= hour < 8 else 0.0
    usual = Step(start=hour * HOUR, seconds=HOUR, load_w=400.0, pv_w=sun, buy=300.0, sell=80.0)
    return replace(usual, **changes)


def problem(**changes: Any) -> Problem:
    usual = Problem(
        steps=tuple(step(hour) for hour in range(HOURS)),
        connection=Connection(import_w=9000, export_w=9000),
        batteries=(
            Battery(
                device="battery", capacity_wh=5000, charge_w=2500, discharge_w=2500, initial_wh=2000, reserve_wh=500
            ),
        ),
        appliances=(
            Appliance(
                device="dryer", profile_w=(2000.0, 700.0), profile_seconds=HOUR, earliest=0, latest=HOURS * HOUR
            ),
        ),
        interruptibles=(
            Interruptible(device="heater", power_w=2000, needed_seconds=2 * HOUR, earliest=0, latest=HOURS * HOUR),
        ),
        vehicles=(Vehicle(device="car", least_w=1400, most_w=3700, needed_wh=3000, departure=10 * HOUR),),
        rooms=(
            Room(
                device="room", initial=20.0, outdoor=(5.0,) * HOURS, comfort=(Comfort(low=19.0, high=22.0),) * HOURS,
                leak_per_hour=0.05, kelvin_per_kwh=2.0, most_w=1500,
            ),
        ),
    )  # fmt: skip
    return replace(usual, **changes)


def check_safe(plan: Plan, given_problem: Problem) -> None:
    """No reserve is touched, no run cut, no band left, whatever kind of plan it is."""
    battery = given_problem.batteries[0]
    assert min(plan.soc_wh["battery"]) >= min(battery.initial_wh, battery.lowest_wh) - 1e-6
    assert sum(plan.power_w["dryer"]) == pytest.approx(2700, abs=1)
    on = [hour for hour, watts in enumerate(plan.power_w["dryer"]) if watts > 0]
    assert on[-1] - on[0] <= 2
    assert all(18.9 <= degrees <= 22.1 for degrees in plan.temperature["room"])
    assert sum(plan.power_w["heater"]) == pytest.approx(4000)
    assert sum(plan.power_w["car"]) == pytest.approx(3000, abs=1401)


class TestWithoutASolver:
    @pytest.fixture
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A solver that finds nothing."""

        def nothing(*_: object) -> Solution:
            raise UnsolvedError("time limit")

        monkeypatch.setattr(optimise, "Relaxed", nothing)

    @pytest.mark.usefixtures("broken")
    def test_the_home_lives_as_without_a_plan(self) -> None:
        plan = make_plan(problem())
        assert plan.status is PlanStatus.SELF_USE
        assert plan.runs_of("dryer")[0].start == 0
        assert not plan.shortfalls
        check_safe(plan, problem())

    def test_the_last_good_plan_goes_on(self, request: pytest.FixtureRequest) -> None:
        last = make_plan(problem())
        request.getfixturevalue("broken")
        now = 1.5 * HOUR
        later = problem(
            steps=(step(1, start=now, seconds=0.5 * HOUR), *(step(hour) for hour in range(2, HOURS + 2))),
            rooms=(),
        )
        plan = make_plan(later, last=last)
        assert plan.status is PlanStatus.SHIFTED
        assert plan.runs_of("dryer")[0].start == last.runs_of("dryer")[0].start
        assert plan.power_w["battery"][2:8] == pytest.approx(last.power_w["battery"][3:9], abs=1)

    @pytest.mark.usefixtures("broken")
    def test_a_plan_of_long_ago_does_not(self) -> None:
        last = replace(make_plan(problem()), status=PlanStatus.OPTIMAL)
        tomorrow = problem(steps=tuple(step(hour + 40) for hour in range(HOURS)))
        assert make_plan(tomorrow, last=last).status is PlanStatus.SELF_USE

    def test_what_was_found_in_time_is_taken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        search = Model.best
        monkeypatch.setattr(Model, "best", lambda *arguments: replace(search(*arguments), is_proven=False))
        monkeypatch.setattr(optimise, "TRIES", 0)
        plan = make_plan(problem())
        assert plan.status is PlanStatus.TIME_LIMIT
        check_safe(plan, problem())

    def test_when_the_search_ends_without_a_find_the_rounded_choices_hold(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def nothing(*_: object) -> Solution:
            raise UnsolvedError("time limit")

        monkeypatch.setattr(Model, "best", nothing)
        monkeypatch.setattr(optimise, "SHARE", 0.0)
        monkeypatch.setattr(optimise, "LEAST_GAP", 0.0)
        plan = make_plan(problem())
        assert plan.status in {PlanStatus.TIME_LIMIT, PlanStatus.OPTIMAL}
        check_safe(plan, problem())

    def test_no_time_at_all_still_gives_a_plan(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(model, "LEAST_SECONDS", 0.0)
        check_safe(make_plan(problem(), time_limit_s=0.0), problem())


class TestImpossible:
    def test_a_run_too_long_for_its_window_starts_at_once_and_says_what_is_late(self) -> None:
        dryer = replace(problem().appliances[0], earliest=HOUR, latest=2 * HOUR)
        plan = make_plan(problem(appliances=(dryer,)))
        assert plan.runs_of("dryer")[0].start == HOUR
        assert [(each.device, each.want, round(each.amount)) for each in plan.shortfalls] == [
            ("dryer", Want.ENERGY, 700)
        ]

    def test_a_deadline_that_has_passed_is_met_as_soon_as_can_be(self) -> None:
        dryer = replace(problem().appliances[0], latest=-HOUR)
        plan = make_plan(problem(appliances=(dryer,)))
        assert plan.runs_of("dryer")[0].start == 0

    def test_a_window_after_the_plans_end_plans_nothing_yet(self) -> None:
        dryer = replace(problem().appliances[0], earliest=20 * HOUR, latest=30 * HOUR)
        assert make_plan(problem(appliances=(dryer,))).runs_of("dryer") == ()

    def test_a_run_that_is_too_dear_is_left_out_and_said(self) -> None:
        dryer = replace(problem().appliances[0], highest_price=10.0)
        plan = make_plan(problem(appliances=(dryer,)))
        assert plan.runs_of("dryer") == ()
        assert [(each.device, each.want) for each in plan.shortfalls] == [("dryer", Want.PRICE_CEILING)]

    def test_more_hours_than_the_window_has_are_taken_as_far_as_they_go(self) -> None:
        heater = replace(problem().interruptibles[0], needed_seconds=9 * HOUR, latest=4 * HOUR)
        plan = make_plan(problem(interruptibles=(heater,)))
        assert plan.power_w["heater"][:4] == (2000,) * 4
        assert [(each.device, round(each.amount)) for each in plan.shortfalls] == [("heater", 10_000)]

    def test_an_empty_window_plans_nothing(self) -> None:
        heater = replace(problem().interruptibles[0], earliest=3 * HOUR, latest=3 * HOUR)
        plan = make_plan(problem(interruptibles=(heater,)))
        assert sum(plan.power_w["heater"]) == 0

    def test_a_heater_too_weak_heats_all_it_can_and_says_how_cold_it_gets(self) -> None:
        room = replace(problem().rooms[0], outdoor=(-20.0,) * HOURS, most_w=500.0, initial=18.0)
        plan = make_plan(problem(rooms=(room,)))
        assert plan.power_w["room"] == pytest.approx((500,) * HOURS)
        cold = next(each for each in plan.shortfalls if each.want is Want.COLDER)
        assert cold.amount == pytest.approx(19 - min(plan.temperature["room"]))

    def test_a_band_is_not_left_to_save_money_at_any_price(self) -> None:
        dear = tuple(step(hour, buy=40_000.0 if 5 <= hour < 9 else 10.0) for hour in range(HOURS))
        plan = make_plan(problem(steps=dear, batteries=()))
        assert min(plan.temperature["room"]) >= 19 - 1e-3

    def test_a_machine_that_runs_is_left_alone(self) -> None:
        dryer = replace(problem().appliances[0], running_since=-0.5 * HOUR)
        plan = make_plan(problem(appliances=(dryer,)))
        assert plan.power_w["dryer"][:3] == pytest.approx((1350, 350, 0))
        assert plan.runs_of("dryer")[0].reason is RunReason.RUNNING


class TestNonsense:
    @pytest.mark.parametrize("value", [nan, inf, -inf])
    @pytest.mark.parametrize("name", ["buy", "sell", "load_w", "pv_w", "seconds", "position_wh", "start"])
    def test_a_step_without_a_number_is_refused(self, name: str, value: float) -> None:
        with pytest.raises(BadProblemError, match=f"Step.{name} cannot be"):
            step(0, **{name: value})

    @pytest.mark.parametrize(
        "changes",
        [{"pv_w": -1.0}, {"seconds": 0.0}, {"renewable": 1.5}],
    )
    def test_a_step_that_cannot_be_is_refused(self, changes: dict[str, float]) -> None:
        with pytest.raises(BadProblemError):
            step(0, **changes)

    @pytest.mark.parametrize(
        "changes",
        [
            {"capacity_wh": 0.0}, {"charge_efficiency": 0.0}, {"charge_efficiency": 1.1}, {"initial_wh": nan},
            {"reserve_wh": 6000.0}, {"ceiling_wh": 100.0}, {"charge_w": -1.0}, {"wear": -1.0},
        ],
    )  # fmt: skip
    def test_a_battery_that_cannot_be_is_refused(self, changes: dict[str, Any]) -> None:
        with pytest.raises(BadProblemError):
            replace(problem().batteries[0], **changes)

    def test_steps_with_a_gap_and_devices_of_one_name_are_refused(self) -> None:
        with pytest.raises(BadProblemError, match="gap"):
            problem(steps=(step(0), step(2)), rooms=())
        with pytest.raises(BadProblemError, match="name"):
            problem(batteries=problem().batteries * 2)
        with pytest.raises(BadProblemError, match="other steps"):
            problem(steps=(step(0),))
        with pytest.raises(BadProblemError, match="time"):
            problem(steps=())

    @given(
        st.lists(
            st.tuples(st.floats(-2000, 20_000), st.floats(0, 20_000), st.floats(-900, 900), st.floats(-900, 900)),
            min_size=HOURS, max_size=HOURS,
        ),
        st.floats(-100, 6000),
        st.floats(-30, 45),
        st.booleans(),
    )  # fmt: skip
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_any_numbers_make_a_plan_that_keeps_the_reserve(
        self, rows: list[tuple[float, float, float, float]], stored: float, degrees: float, curtailable: bool
    ) -> None:
        steps = tuple(
            step(hour, load_w=load, pv_w=sun, buy=buy, sell=sell) for hour, (load, sun, buy, sell) in enumerate(rows)
        )
        battery = replace(problem().batteries[0], initial_wh=max(0.0, stored))
        room = replace(problem().rooms[0], initial=degrees)
        connection = Connection(import_w=9000, export_w=9000, curtailable=curtailable)
        plan = make_plan(
            problem(steps=steps, batteries=(battery,), rooms=(room,), connection=connection), time_limit_s=20
        )
        assert plan.status in {PlanStatus.OPTIMAL, PlanStatus.TIME_LIMIT}
        assert min(plan.soc_wh["battery"]) >= min(battery.initial_wh, 500.0) - 1e-6
        if battery.initial_wh <= 5000:
            assert max(plan.soc_wh["battery"]) <= 5000 + 1e-6
