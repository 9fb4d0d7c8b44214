"""Plans are the best there are: against every choice tried, and against another formulation."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from math import inf
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.energy_trade.planner.plan import Plan, PlanStatus, Want
from custom_components.energy_trade.planner.planning import make_plan
from custom_components.energy_trade.planner.problem import (
    Appliance,
    BadProblemError,
    Battery,
    Connection,
    Depth,
    Interruptible,
    Problem,
    Step,
    Vehicle,
)
from simulation.bench.planning_case import Case, Cells, Load
from simulation.bench.planning_check import Powers, cost, faults
from simulation.bench.planning_optimum import optimum
from simulation.bench.planning_probe import problem_of

HOUR = 3600.0
PRICES = st.integers(-10, 40).map(lambda cents: cents * 10.0)
WATTS = st.integers(0, 40).map(lambda each: each * 100.0)


def steps(
    loads: list[float],
    suns: list[float] | None = None,
    buys: list[float] | None = None,
    sells: list[float] | None = None,
) -> tuple[Step, ...]:
    count = len(loads)
    suns, buys = suns or [0.0] * count, buys or [300.0] * count
    sells = sells or [80.0] * count
    return tuple(
        Step(start=hour * HOUR, seconds=HOUR, load_w=load, pv_w=sun, buy=buy, sell=sell)
        for hour, (load, sun, buy, sell) in enumerate(zip(loads, suns, buys, sells, strict=True))
    )


def series(count: int) -> st.SearchStrategy[list[tuple[float, float, float, float]]]:
    """Load, sun, and two prices of which the higher one buys."""
    row = st.tuples(WATTS, WATTS, PRICES, PRICES).map(lambda row: (*row[:2], max(row[2:]), min(row[2:])))
    return st.lists(row, min_size=count, max_size=count)


def cost_of(problem: Problem, *devices: list[float]) -> float:
    """µcredit of a home with these powers added, hour by hour."""
    return sum(
        step.cost(step.pv_w - step.load_w - sum(powers[hour] for powers in devices))
        for hour, step in enumerate(problem.steps)
    )


def shallow(each: Step, offered_wh: int, needed_wh: int, dearer: int, cheaper: int) -> Step:
    """A step in which neighbours have, and want, only so much."""
    return replace(
        each, offer=Depth(offered_wh, each.buy + 10.0 * dearer), need=Depth(needed_wh, each.sell - 10.0 * cheaper)
    )


DEPTHS = st.tuples(st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 20), st.integers(0, 20))


class TestDepth:
    """A price holds as far as neighbours have something to sell, or want something."""

    def test_a_car_that_can_wait_spreads_over_what_neighbours_have_left(self) -> None:
        problem = Problem(
            steps=tuple(shallow(each, 1000, 0, 20, 0) for each in steps([0.0] * 4, buys=[100.0] * 4)),
            vehicles=(Vehicle(device="car", least_w=0, most_w=4000, needed_wh=4000, departure=4 * HOUR),),
        )
        plan = make_plan(problem)
        assert plan.power_w["car"] == pytest.approx((1000.0,) * 4)
        assert plan.cost == pytest.approx(4000 * 100.0, abs=2.0)

    def test_a_battery_sells_no_more_than_neighbours_want(self) -> None:
        problem = Problem(
            steps=tuple(
                shallow(each, 0, 1500, 0, 12) for each in steps([0.0] * 3, buys=[300.0] * 3, sells=[200.0] * 3)
            ),
            batteries=(
                Battery(
                    device="battery",
                    capacity_wh=6000,
                    charge_w=3000,
                    discharge_w=3000,
                    initial_wh=6000,
                    charge_efficiency=1.0,
                    discharge_efficiency=1.0,
                    stored_value=150.0,
                ),
            ),
        )
        assert make_plan(problem).power_w["battery"] == pytest.approx((1500.0,) * 3)

    def test_what_is_scarce_is_never_cheaper(self) -> None:
        with pytest.raises(BadProblemError):
            replace(steps([0.0])[0], offer=Depth(100, 200.0))
        with pytest.raises(BadProblemError):
            replace(steps([0.0])[0], need=Depth(100, 200.0))


class TestAgainstEveryChoice:
    """Without a battery there are so few choices that all can be tried."""

    @given(series(7), st.integers(1, 3), st.integers(1, 4), st.integers(0, 2))
    @settings(max_examples=60, deadline=None)
    def test_runs_and_hours_are_where_the_bill_is_least(
        self, rows: list[tuple[float, float, float, float]], length: int, hours: int, opens: int
    ) -> None:
        problem = Problem(
            steps=steps(*map(list, zip(*rows, strict=True))),
            appliances=(
                Appliance(
                    device="dryer",
                    profile_w=(2000.0, 700.0, 300.0)[:length],
                    profile_seconds=HOUR,
                    earliest=opens * HOUR,
                    latest=7 * HOUR,
                ),
            ),
            interruptibles=(
                Interruptible(
                    device="heater", power_w=1500.0, needed_seconds=hours * HOUR, earliest=0, latest=6 * HOUR
                ),
            ),
        )
        plan = make_plan(problem)
        assert plan.status is PlanStatus.OPTIMAL
        assert not plan.shortfalls
        assert plan.cost == pytest.approx(min(self._every_cost(problem, length, hours, opens)), abs=2.0)

    @given(series(7), st.lists(DEPTHS, min_size=7, max_size=7), st.integers(1, 3), st.integers(1, 4))
    @settings(max_examples=60, deadline=None)
    def test_no_more_is_bought_of_neighbours_than_they_have(
        self,
        rows: list[tuple[float, float, float, float]],
        depths: list[tuple[int, int, int, int]],
        length: int,
        hours: int,
    ) -> None:
        problem = Problem(
            steps=tuple(
                shallow(each, *depth)
                for each, depth in zip(steps(*map(list, zip(*rows, strict=True))), depths, strict=True)
            ),
            appliances=(
                Appliance(
                    device="dryer",
                    profile_w=(2000.0, 700.0, 300.0)[:length],
                    profile_seconds=HOUR,
                    earliest=0,
                    latest=7 * HOUR,
                ),
            ),
            interruptibles=(
                Interruptible(
                    device="heater", power_w=1500.0, needed_seconds=hours * HOUR, earliest=0, latest=6 * HOUR
                ),
            ),
        )
        plan = make_plan(problem)
        assert plan.status is PlanStatus.OPTIMAL
        assert plan.cost == pytest.approx(min(self._every_cost(problem, length, hours, 0)), abs=2.0)

    @staticmethod
    def _every_cost(problem: Problem, length: int, hours: int, opens: int) -> Iterator[float]:
        profile = problem.appliances[0].profile_w
        for start in range(opens, 7 - length + 1):
            dryer = [0.0] * start + list(profile) + [0.0] * (7 - start - length)
            for on in combinations(range(6), hours):
                yield cost_of(problem, dryer, [1500.0 * (hour in on) for hour in range(7)])

    @given(series(8), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3))
    @settings(max_examples=60, deadline=None)
    def test_a_load_that_may_not_switch_often_is_on_and_off_long_enough(
        self, rows: list[tuple[float, float, float, float]], on_hours: int, off_hours: int, most_starts: int
    ) -> None:
        load = Interruptible(
            device="pump",
            power_w=1000.0,
            needed_seconds=4 * HOUR,
            earliest=0,
            latest=8 * HOUR,
            shortest_on_seconds=on_hours * HOUR,
            shortest_off_seconds=off_hours * HOUR,
            most_starts=most_starts,
        )
        problem = Problem(steps=steps(*map(list, zip(*rows, strict=True))), interruptibles=(load,))
        allowed = [on for on in combinations(range(8), 4) if self._may(on, on_hours, off_hours, most_starts)]
        best = min(cost_of(problem, [1000.0 * (hour in on) for hour in range(8)]) for on in allowed)
        plan = make_plan(problem)
        chosen = tuple(hour for hour, watts in enumerate(plan.power_w["pump"]) if watts)
        assert chosen in allowed
        assert plan.cost == pytest.approx(best, abs=2.0)

    @staticmethod
    def _may(on: tuple[int, ...], on_hours: int, off_hours: int, most_starts: int) -> bool:
        state = [hour in on for hour in range(8)]
        starts = [hour for hour in range(8) if state[hour] and not (hour and state[hour - 1])]
        ends = [hour for hour in range(1, 9) if state[hour - 1] and (hour == 8 or not state[hour])]
        long_enough = all(end - start >= on_hours for start, end in zip(starts, ends, strict=True))
        apart = all(start - end >= off_hours for start, end in zip(starts[1:], ends, strict=False))
        return long_enough and apart and len(starts) <= most_starts


CASES = st.builds(
    lambda rows, curtailment, hours, wear, final, block: Case(
        name="drawn",
        start=datetime(2026, 11, 2, tzinfo=UTC),
        hours=hours,
        load=tuple(row[0] / 1000 for row in rows),
        pv=tuple(row[1] / 1000 for row in rows),
        buy=tuple(row[2] / 1000 for row in rows),
        sell=tuple(row[3] / 1000 for row in rows),
        import_max=12.0,
        export_max=10.0,
        curtailment=curtailment,
        battery=Cells(4.0, 2.0, 3.0, 0.95, 0.9, 0.1, 0.95, 0.4, final, wear),
        loads=(
            Load("heater", "interruptible_onoff", 1.5, 2 * hours, 0, 8),
            Load("washer", "contiguous_block", 1.0, block * hours, 2, 10),
        ),
        notes=(),
    ),
    series(10),
    st.booleans(),
    st.sampled_from((0.25, 0.5, 1.0)),
    st.sampled_from((0.0, 0.02)),
    st.sampled_from((None, 0.1, 0.6)),
    st.sampled_from((1.0, 1.5, 3.0)),
)


@given(CASES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_battery_among_loads_costs_as_little_as_by_another_formulation(case: Case) -> None:
    plan = make_plan(problem_of(case), time_limit_s=30)
    powers = {device: [watts / 1000 for watts in each] for device, each in plan.power_w.items()}
    planned = Powers(powers.pop("battery:"), [step.curtailed_w / 1000 for step in plan.steps], powers)
    assert list(faults(case, planned)) == []
    best = optimum(case, 30)
    assert plan.status is PlanStatus.OPTIMAL
    assert cost(case, planned) == pytest.approx(best.cost, abs=5.1e-4)
    assert plan.cost / 1e6 == pytest.approx(cost(case, planned), abs=1e-6)


class TestVehicle:
    def plan(self, vehicle: Vehicle, **changes: list[float]) -> Plan:
        given_steps = steps([300.0] * 6, changes.get("suns"), changes.get("buys"), changes.get("sells"))
        return make_plan(Problem(steps=given_steps, vehicles=(vehicle,)))

    def car(self, **changes: Any) -> Vehicle:
        usual = Vehicle(device="car", least_w=1400.0, most_w=3700.0, needed_wh=5000.0, departure=5 * HOUR)
        return replace(usual, **changes)

    def test_charges_while_energy_is_cheap_and_is_full_when_it_leaves(self) -> None:
        plan = self.plan(self.car(), buys=[300.0, 100.0, 300.0, 200.0, 300.0, 50.0])
        assert plan.power_w["car"] == pytest.approx((0, 3600, 0, 1400, 0, 0), abs=101)
        assert not plan.shortfalls

    def test_is_off_or_above_its_least_power(self) -> None:
        plan = self.plan(self.car(needed_wh=4000.0), suns=[0.0, 900.0, 1000.0, 2000.0, 900.0, 0.0])
        assert all(watts == 0 or 1399 <= watts <= 3701 for watts in plan.power_w["car"])

    def test_with_its_own_surplus_only_it_takes_no_more_than_that(self) -> None:
        plan = self.plan(self.car(surplus_only=True), suns=[0.0, 1000.0, 2500.0, 3000.0, 1500.0, 0.0])
        assert plan.power_w["car"] == pytest.approx((0, 0, 2200, 2700, 0, 0), abs=1)
        assert plan.shortfalls[0].amount == pytest.approx(100, abs=2)

    def test_one_that_cannot_be_full_in_time_says_what_will_be_missing(self) -> None:
        plan = self.plan(self.car(departure=HOUR))
        assert plan.power_w["car"][0] == pytest.approx(3700)
        assert [(each.want, round(each.amount)) for each in plan.shortfalls] == [(Want.ENERGY, 1300)]

    def test_more_than_its_owner_pays_is_not_paid(self) -> None:
        plan = self.plan(self.car(highest_price=150.0), buys=[300.0, 100.0, 300.0, 300.0, 300.0, 50.0])
        assert plan.power_w["car"] == pytest.approx((0, 3700, 0, 0, 0, 0), abs=1)
        assert [each.want for each in plan.shortfalls] == [Want.PRICE_CEILING]


class TestBatteryRules:
    def plan(self, prices: list[float], sells: list[float], suns: list[float] | None = None, **rules: Any) -> Plan:
        battery = Battery(
            device="battery", capacity_wh=5000.0, charge_w=2500.0, discharge_w=2500.0, initial_wh=2000.0, **rules
        )
        return make_plan(Problem(steps=steps([500.0] * len(prices), suns, prices, sells), batteries=(battery,)))

    def test_buys_cheap_and_sells_dear_where_that_pays(self) -> None:
        plan = self.plan([100.0, 100.0, 300.0, 400.0], [50.0, 50.0, 250.0, 350.0])
        assert plan.steps[0].battery_w + plan.steps[1].battery_w < -1000
        assert plan.steps[3].battery_w == pytest.approx(2500)

    def test_is_not_charged_from_the_grid_above_its_owners_price(self) -> None:
        plan = self.plan([100.0, 100.0, 300.0, 400.0], [50.0, 50.0, 250.0, 350.0], highest_grid_charge_price=90.0)
        assert min(step.battery_w for step in plan.steps) >= -1e-6

    def test_its_owners_price_lets_surplus_in(self) -> None:
        plan = self.plan(
            [300.0] * 4, [50.0] * 4, [3000.0, 0.0, 0.0, 0.0], highest_grid_charge_price=90.0, final_wh=4500.0
        )
        assert plan.steps[0].battery_w == pytest.approx(-2500)
        assert plan.steps[0].grid_w <= 1e-6

    def test_is_not_sold_from_below_its_owners_price(self) -> None:
        plan = self.plan([100.0, 100.0, 300.0, 400.0], [50.0, 50.0, 250.0, 350.0], lowest_selling_price=380.0)
        assert min(step.grid_w for step in plan.steps) >= -1e-6

    def test_keeps_for_the_home_what_its_owner_does_not_sell(self) -> None:
        plan = self.plan([300.0, 300.0, 300.0, 300.0], [290.0, 50.0, 50.0, 50.0], selling_floor_wh=1500.0, wear=1.0)
        assert plan.steps[0].grid_w == pytest.approx(0, abs=1) or plan.soc_wh["battery"][0] >= 1499

    def test_what_is_kept_for_a_power_cut_is_never_used(self) -> None:
        plan = self.plan([300.0] * 4, [50.0] * 4, reserve_wh=1500.0)
        assert min(plan.soc_wh["battery"]) == pytest.approx(1500, abs=1)

    def test_found_below_its_reserve_it_is_filled_up_and_not_taken_lower(self) -> None:
        plan = self.plan([300.0] * 4, [50.0] * 4, reserve_wh=3000.0)
        assert min(plan.soc_wh["battery"]) >= 2000
        assert plan.soc_wh["battery"][0] == pytest.approx(3000, abs=1)

    def test_burns_no_energy_where_selling_costs_money(self) -> None:
        plan = self.plan([300.0] * 3, [-100.0] * 3, [4000.0, 4000.0, 0.0])
        assert plan.soc_wh["battery"][1] == pytest.approx(5000, abs=1)


def test_generation_is_held_back_where_it_would_cost_to_sell_it() -> None:
    given_steps = steps([500.0] * 2, [3000.0] * 2, [300.0] * 2, [-50.0, 50.0])
    plan = make_plan(Problem(steps=given_steps, connection=Connection(curtailable=True)))
    assert [step.curtailed_w for step in plan.steps] == pytest.approx([2500, 0])


def test_a_connection_that_the_homes_own_load_overstrains_shows_and_fails_nothing() -> None:
    plan = make_plan(Problem(steps=steps([9000.0, 500.0]), connection=Connection(import_w=5000.0, export_w=inf)))
    assert [each.want for each in plan.shortfalls] == [Want.CONNECTION]
    assert plan.shortfalls[0].amount == pytest.approx(4000)


class TestPositions:
    """What is traded is kept where that pays, and not where it does not."""

    def plan(self, position_wh: float, kept: float, stored: float = 2000.0) -> Plan:
        first = Step(
            start=0, seconds=HOUR, load_w=0, pv_w=0, buy=300.0, sell=80.0, position_wh=position_wh, position_price=kept
        )
        later = Step(start=HOUR, seconds=HOUR, load_w=2000.0, pv_w=0, buy=300.0, sell=80.0)
        battery = Battery(
            device="battery", capacity_wh=5000.0, charge_w=2500.0, discharge_w=2500.0, initial_wh=stored,
            charge_efficiency=1.0, discharge_efficiency=1.0,
        )  # fmt: skip
        return make_plan(Problem(steps=(first, later), batteries=(battery,)))

    def test_delivers_what_it_sold_at_more_than_it_is_worth_at_home(self) -> None:
        assert self.plan(1000.0, 310.0).steps[0].grid_w == pytest.approx(-1000)

    def test_keeps_at_home_what_is_worth_more_there(self) -> None:
        assert self.plan(1000.0, 200.0).steps[0].grid_w == pytest.approx(0)

    def test_takes_what_it_bought_for_less_than_later_power(self) -> None:
        assert self.plan(-1000.0, 200.0, stored=500.0).steps[0].grid_w == pytest.approx(1000)

    def test_a_position_that_costs_more_than_it_brings_is_not_skipped_for_what_comes_after_it(self) -> None:
        plan = self.plan(1000.0, 10.0, stored=2000.0)
        assert plan.cost == pytest.approx(0, abs=1)
