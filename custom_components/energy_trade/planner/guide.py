"""What a home's battery follows between two plans: levels of charge from the value of what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .policy import Guidance
from .problem import BatteryGoal
from .storage import Cases, StoredValue, stored_value

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .plan import Plan
    from .problem import Battery, Depth, Problem, Step


@dataclass(frozen=True, slots=True)
class Guide:
    """The value of stored energy in the steps of a problem."""

    problem: Problem
    value: StoredValue

    def guidance(self, moment: float) -> Guidance | None:
        """What the battery follows at a moment; None outside of the steps."""
        found = next(
            ((index, step) for index, step in enumerate(self.problem.steps) if step.start <= moment < step.end), None
        )
        return None if found is None else self._of(*found)

    def _of(self, index: int, step: Step) -> Guidance:
        levels = self.value.thresholds(index, step.buy, step.sell)
        if not step.position_wh:
            return Guidance(start=step.start, seconds=step.seconds, levels=levels, connection=self.problem.connection)
        kept = self.value.thresholds(index, step.kept_price, step.kept_price)
        return Guidance(
            start=step.start,
            seconds=step.seconds,
            levels=levels,
            position_w=step.position_wh / step.hours,
            keep_up_to_wh=kept.store_up_to_wh,
            keep_down_to_wh=kept.sell_down_to_wh,
            connection=self.problem.connection,
        )


def guide(
    problem: Problem,
    plan: Plan,
    net_wh: NDArray[np.float64],
    weights: NDArray[np.float64],
    price_moves: NDArray[np.float64] | None = None,
) -> Guide | None:
    """Value a home's one battery over its steps; with none or several there is no such guide.

    Nor is there one for an owner who wants something else than to earn: the plan alone knows what that is worth.

    `net_wh` are courses of the home's own net energy, one a row; what is planned besides comes on top.
    `price_moves` are by how much prices lie above the steps' in each of them.
    """
    if len(problem.batteries) != 1 or len(plan.steps) != len(problem.steps):
        return None
    if problem.batteries[0].goal is not BatteryGoal.EARN:
        return None
    planned_wh = np.array(
        [(then.load_w - step.load_w) * step.hours for then, step in zip(plan.steps, problem.steps, strict=True)]
    )
    return battery_guide(problem, net_wh - planned_wh, weights, price_moves)


def battery_guide(
    problem: Problem,
    net_wh: NDArray[np.float64],
    weights: NDArray[np.float64],
    price_moves: NDArray[np.float64] | None = None,
) -> Guide:
    """Value the one battery of a problem by courses of all net energy besides."""
    [battery] = problem.batteries
    hours = np.array([step.hours for step in problem.steps])
    moves = np.zeros((1, len(hours))) if price_moves is None else price_moves
    cases = Cases(
        net_wh,
        np.array([[_buying(step, battery) for step in problem.steps]]) + moves,
        np.array([[_selling(step, battery) for step in problem.steps]]) + moves,
        weights,
    )
    return Guide(problem, stored_value(battery, cases, hours))


def _buying(step: Step, battery: Battery) -> float:
    """What a Wh costs to fill the battery with: what neighbours have is soon sold out."""
    return _mean_price(battery.charge_w * step.hours, step.buy, step.depth(step.offer))


def _selling(step: Step, battery: Battery) -> float:
    """What a Wh earns that the battery gives: what neighbours need is soon met."""
    return min(_mean_price(battery.discharge_w * step.hours, step.sell, step.depth(step.need)), _buying(step, battery))


def _mean_price(wh: float, price: float, depth: Depth | None) -> float:
    if depth is None or wh <= depth.energy_wh:
        return price
    return (depth.energy_wh * price + (wh - depth.energy_wh) * depth.beyond) / wh
