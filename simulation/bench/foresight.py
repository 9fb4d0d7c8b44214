"""The least that a home with a battery can pay if all is known: one linear problem over the whole time.

Made apart from the planner, with HiGHS, so that the planner is not measured by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import highspy
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custom_components.energy_trade.planner.problem import Battery

    type Values = NDArray[np.float64]

TIE_BREAK = 1e-6
"""µcredit a Wh moved: nothing is charged and discharged at once."""


@dataclass(frozen=True, slots=True)
class Course:
    """What a home needs (−) or has over (+) in Wh a step, and what a Wh costs and earns."""

    net_wh: Values
    buy: Values
    sell: Values

    def __len__(self) -> int:
        return len(self.net_wh)

    def part(self, start: int, end: int) -> Course:
        """Some of its steps."""
        return Course(self.net_wh[start:end], self.buy[start:end], self.sell[start:end])

    def cost(self, battery_wh: Values | float = 0.0) -> float:
        """µcredit to pay if the battery takes this much in each step (− gives), measured at the meter."""
        grid = self.net_wh - battery_wh
        return float(-np.where(grid > 0, grid * self.sell, grid * self.buy).sum())


@dataclass(frozen=True, slots=True)
class Optimum:
    """The least cost in µcredit, and what the battery takes (+) or gives (−) in each step in Wh."""

    cost: float
    battery_wh: Values


def optimum(course: Course, battery: Battery, hours: float, initial_wh: float) -> Optimum:
    """Solve it; charging, discharging, import, export and charge of every step are the unknowns."""
    steps = len(course)
    into, out = battery.charge_efficiency, battery.discharge_efficiency
    columns, none = np.arange(steps, dtype=np.int32), np.zeros(steps)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = 5 * steps, 2 * steps
    lp.col_cost_ = np.concatenate([none + TIE_BREAK, none + TIE_BREAK + battery.wear, course.buy, -course.sell, none])
    lp.col_lower_ = np.concatenate([none, none, none, none, none + battery.lowest_wh])
    lp.col_upper_ = np.concatenate(
        [
            none + battery.charge_w * hours,
            none + battery.discharge_w * hours,
            none + highspy.kHighsInf,
            none + highspy.kHighsInf,
            none + battery.highest_wh,
        ]
    )
    start = none.copy()
    start[0] = initial_wh
    lp.row_lower_ = lp.row_upper_ = np.concatenate([course.net_wh, start])
    # one column's entries after the other: its row in the balance of energy, its row in the battery's charge
    both_rows = np.stack([columns, columns + steps], axis=1).ravel()
    charge_rows = np.stack([columns + steps, columns + steps + 1], axis=1).ravel()[:-1]
    lp.a_matrix_.index_ = np.concatenate([both_rows, both_rows, columns, columns, charge_rows]).astype(np.int32)
    lp.a_matrix_.value_ = np.concatenate(
        [
            np.tile([1.0, -into], steps),
            np.tile([-1.0, 1 / out], steps),
            none - 1,
            none + 1,
            np.tile([1.0, -1.0], steps)[:-1],
        ]
    )
    counts = np.concatenate([none + 2, none + 2, none + 1, none + 1, none + 2])
    counts[-1] = 1
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.passModel(lp)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ArithmeticError(f"no optimum: {solver.modelStatusToString(solver.getModelStatus())}")
    solution = np.array(solver.getSolution().col_value)
    moved = solution[:steps] - solution[steps : 2 * steps]
    return Optimum(course.cost(moved) + battery.wear * float(solution[steps : 2 * steps].sum()), moved)
