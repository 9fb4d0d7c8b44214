"""A home with a battery, step by step over measured time: what each way to control it costs.

Every controller decides a step from what came before it. What it decides is a rule for the battery, which then follows
the load that is measured in the step, as inverters do (the literal plan is the exception: it gives watts).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from custom_components.energy_trade.planner.courses import Courses, courses
from custom_components.energy_trade.planner.past import Past
from custom_components.energy_trade.planner.problem import Battery
from custom_components.energy_trade.planner.storage import Cases, Thresholds, moved, stored_value
from simulation.bench.foresight import Course, optimum
from simulation.bench.hindsight import rules
from simulation.bench.markets import Market

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from simulation.measured import Measured

    type Values = NDArray[np.float64]

AHEAD_HOURS = 48
MEMORY_DAYS = 56
LEFT_POINTS = 6
"""Charges at which what is left in a battery is valued, with straight lines between."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What happened: gaps of the measurement filled with the day before, for those who pay; the planner sees gaps."""

    measured: Measured
    load_wh: Values
    pv_wh: Values
    market: Market

    @classmethod
    def of(cls, measured: Measured, market: Market) -> Truth:
        """Fill the gaps."""
        return cls(measured, filled(measured.load_wh, measured.day), filled(measured.pv_wh, measured.day), market)

    @property
    def hours(self) -> float:
        """Length of a step."""
        return self.measured.step_seconds / 3600

    @property
    def ahead(self) -> int:
        """Steps that are looked ahead."""
        return round(AHEAD_HOURS / self.hours)

    def course(self, start: int, end: int) -> Course:
        """What happened in some steps."""
        buy, sell = self.market.true(start, end)
        return Course(self.pv_wh[start:end] - self.load_wh[start:end], buy, sell)


def filled(values: Values, day: int) -> Values:
    """Values whose gaps repeat the day before; nothing where there is none."""
    values = values.copy()
    for index in np.flatnonzero(~np.isfinite(values)):
        values[index] = values[index - day] if index >= day else 0.0
    return values


@dataclass(frozen=True)
class Sight:
    """What there is to see when a step begins; looked at once, by whichever controllers do."""

    truth: Truth
    step: int

    @cached_property
    def ahead(self) -> tuple[Courses, Values, Values] | None:
        """Courses of the next two days from what was known then, with buying and selling prices."""
        truth, step = self.truth, self.step
        day, home = truth.measured.day, truth.measured
        since = max(0, step - MEMORY_DAYS * day)
        made = courses(
            Past(
                end=home.ordinal + step,
                day=day,
                load_wh=home.load_wh[since:step],
                pv_wh=home.pv_wh[since:step],
                price=truth.market.seen(since, step),
                price_ahead=truth.market.known(step),
            ),
            truth.ahead,
        )
        return None if made is None else (made, *truth.market.expected(step, made))

    def told(
        self, *, load: bool = False, generation: bool = False, prices: bool = False
    ) -> tuple[Courses, Values, Values] | None:
        """What is seen ahead, with the truth in the place of some of it."""
        if self.ahead is None:
            return None
        made, buy, sell = self.ahead
        coming = slice(self.step, self.step + self.truth.ahead)
        shape = made.load_wh.shape
        if load:
            made = replace(made, load_wh=np.broadcast_to(self.truth.load_wh[coming], shape))
        if generation:
            made = replace(made, pv_wh=np.broadcast_to(self.truth.pv_wh[coming], shape))
        if prices:
            buy, sell = (price[None] for price in self.truth.market.true(coming.start, coming.stop))
        return made, buy, sell


type Controller = Callable[[Sight, Battery, float], float]
"""Decides a step from its past: battery energy in Wh (+ taken, − given) for a charge in Wh."""


def self_use(sight: Sight, battery: Battery, charge_wh: float) -> float:
    """Store what is over, cover what is needed."""
    lowest, highest = battery.lowest_wh, battery.highest_wh
    return follow(Thresholds(lowest, highest, lowest, highest), sight, battery, charge_wh)


def ours(sight: Sight, battery: Battery, charge_wh: float) -> float:
    """Follow the value of stored energy."""
    return _by_value(sight.ahead, sight, battery, charge_wh)


def knowing_load(sight: Sight, battery: Battery, charge_wh: float) -> float:
    """Ours, were the coming load known."""
    return _by_value(sight.told(load=True), sight, battery, charge_wh)


def knowing_generation(sight: Sight, battery: Battery, charge_wh: float) -> float:
    """Ours, were the coming generation known."""
    return _by_value(sight.told(generation=True), sight, battery, charge_wh)


def knowing_prices(sight: Sight, battery: Battery, charge_wh: float) -> float:
    """Ours, were the coming prices known."""
    return _by_value(sight.told(prices=True), sight, battery, charge_wh)


def _by_value(seen: tuple[Courses, Values, Values] | None, sight: Sight, battery: Battery, charge_wh: float) -> float:
    if seen is None:
        return self_use(sight, battery, charge_wh)
    made, buy, sell = seen
    truth, step = sight.truth, sight.step
    value = stored_value(battery, Cases(made.net_wh, buy, sell, made.weights), np.full(truth.ahead, truth.hours))
    known_buy, known_sell = (float(price[0]) for price in truth.market.true(step, step + 1))
    return follow(value.thresholds(0, known_buy, known_sell), sight, battery, charge_wh)


def literal_plan(sight: Sight, battery: Battery, charge_wh: float) -> float:
    """Plan for what is expected, and do what the plan says, whatever is measured."""
    if sight.ahead is None:
        return self_use(sight, battery, charge_wh)
    made, buy, sell = sight.ahead
    shape = made.net_wh.shape
    expected = Course(
        made.mean(made.net_wh), made.mean(np.broadcast_to(buy, shape)), made.mean(np.broadcast_to(sell, shape))
    )
    return float(optimum(expected, battery, sight.truth.hours, charge_wh).battery_wh[0])


CONTROLLERS: dict[str, Controller] = {"self_use": self_use, "literal_plan": literal_plan, "ours": ours}

KNOWING: dict[str, Controller] = {
    "knowing_load": knowing_load,
    "knowing_generation": knowing_generation,
    "knowing_prices": knowing_prices,
}
"""Ours with one thing known ahead: what its forecast costs."""


def follow(thresholds: Thresholds, sight: Sight, battery: Battery, charge_wh: float) -> float:
    """Let the battery follow its thresholds against what is measured in the step."""
    truth = sight.truth
    net = truth.pv_wh[sight.step] - truth.load_wh[sight.step]
    levels = (
        np.array([thresholds.buy_up_to_wh]),
        np.array([thresholds.store_up_to_wh]),
        np.array([thresholds.cover_down_to_wh]),
        np.array([thresholds.sell_down_to_wh]),
    )
    after = float(moved(battery, levels, np.array([charge_wh]), np.array([net]), truth.hours)[0])
    return _outside(battery, after - charge_wh)


def _outside(battery: Battery, change: float) -> float:
    return change / battery.charge_efficiency if change > 0 else change * battery.discharge_efficiency


def _inside(battery: Battery, energy: float) -> float:
    return energy * battery.charge_efficiency if energy > 0 else energy / battery.discharge_efficiency


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a window came to: µcredit saved against no battery by all-knowing control and by each controller."""

    without_battery: float
    optimum_saved: float
    saved: dict[str, float]
    charge_wh: dict[str, Values]
    hindsight_saved: float | None = None
    """What the best rule without forecasts saved, chosen after the window."""


def replay(
    truth: Truth,
    battery: Battery,
    start: int,
    steps: int,
    controllers: dict[str, Controller],
    *,
    with_hindsight: bool = False,
) -> Outcome:
    """Replay a window; what is left in a battery counts at what it saves, all known, in the two days that follow."""
    end = start + steps
    window, after = truth.course(start, end), truth.course(end, end + truth.ahead)

    def left(charge_wh: float) -> float:
        return optimum(after, battery, truth.hours, charge_wh).cost

    at_start = left(battery.initial_wh)
    alone = window.cost()
    best = optimum(truth.course(start, end + truth.ahead), battery, truth.hours, battery.initial_wh).cost
    moves = {name: np.zeros(steps) for name in controllers}
    levels = {name: np.zeros(steps) for name in controllers}
    charge = dict.fromkeys(controllers, battery.initial_wh)
    for index in range(steps):
        sight = Sight(truth, start + index)
        for name, control in controllers.items():
            energy = _possible(battery, control(sight, battery, charge[name]), charge[name], truth.hours)
            charge[name] += _inside(battery, energy)
            moves[name][index], levels[name][index] = energy, charge[name]
    saved = {
        name: alone
        - window.cost(taken)
        - battery.wear * float(-np.minimum(taken, 0.0).sum())
        + at_start
        - left(charge[name])
        for name, taken in moves.items()
    }
    hindsight = None
    if with_hindsight:
        moved_wh = rules(truth, battery, start, steps)
        ends = battery.initial_wh + np.array([sum(_inside(battery, wh) for wh in row) for row in moved_wh])
        grid = np.linspace(battery.lowest_wh, battery.highest_wh, LEFT_POINTS)
        worth = np.interp(ends, grid, [left(float(charge)) for charge in grid])
        costs = np.array([window.cost(row) for row in moved_wh])
        wear = battery.wear * -np.minimum(moved_wh, 0.0).sum(axis=1)
        hindsight = float((alone - costs - wear + at_start - worth).max())
    return Outcome(alone, alone - best + at_start, saved, levels, hindsight)


def _possible(battery: Battery, energy: float, charge: float, hours: float) -> float:
    """What a battery can do of what it is told."""
    energy = max(-battery.discharge_w * hours, min(battery.charge_w * hours, energy))
    room = max(0.0, battery.highest_wh - charge) / battery.charge_efficiency
    held = max(0.0, charge - battery.lowest_wh) * battery.discharge_efficiency
    return max(-held, min(room, energy))


def battery_of(capacity_kwh: float, power_kw: float, efficiency: float, wear: float) -> Battery:
    """A battery, half full."""
    capacity = capacity_kwh * 1000
    return Battery(
        device="battery",
        capacity_wh=capacity,
        charge_w=power_kw * 1000,
        discharge_w=power_kw * 1000,
        initial_wh=capacity / 2,
        charge_efficiency=efficiency,
        discharge_efficiency=efficiency,
        wear=wear,
    )
