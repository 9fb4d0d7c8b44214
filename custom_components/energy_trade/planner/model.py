"""A small mixed-integer programme: columns, rows, and HiGHS to solve it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from time import monotonic
from typing import Final

import highspy
import numpy as np

GAP: Final = 1e-5
"""A plan this far from the best, in credits or as a share of its cost, is the best."""

LEAST_SECONDS: Final = 0.05

type Terms = Iterable[tuple[int, float]]


class UnsolvedError(Exception):
    """The solver found nothing that can be used."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What the solver found: columns' values, its objective, and what a unit more in each row costs."""

    values: Sequence[float]
    objective: float
    is_proven: bool
    duals: Sequence[float] = ()


class Model:
    """Collects columns and rows; the objective is what is to be least."""

    def __init__(self) -> None:
        self._cost: list[float] = []
        self._lower: list[float] = []
        self._upper: list[float] = []
        self._whole: list[int] = []
        self._row_lower: list[float] = []
        self._row_upper: list[float] = []
        self._row_start: list[int] = []
        self._index: list[int] = []
        self._value: list[float] = []

    def column(self, *, cost: float = 0.0, lower: float = 0.0, upper: float = inf, whole: bool = False) -> int:
        """Add a quantity to decide."""
        index = len(self._cost)
        self._cost.append(cost)
        self._lower.append(lower)
        self._upper.append(upper)
        if whole:
            self._whole.append(index)
        return index

    def add_cost(self, column: int, cost: float) -> None:
        """Make a quantity dearer."""
        self._cost[column] += cost

    def cost(self, column: int) -> float:
        """Tell what a unit of a quantity costs."""
        return self._cost[column]

    def limit(self, column: int, upper: float) -> None:
        """Hold a quantity below something more."""
        self._upper[column] = min(self._upper[column], upper)

    def upper(self, column: int) -> float:
        """Tell how large a quantity may get."""
        return self._upper[column]

    def row(self, lower: float, upper: float, terms: Terms) -> int:
        """Add a condition on a sum."""
        self._row_lower.append(lower)
        self._row_upper.append(upper)
        self._row_start.append(len(self._index))
        for column, value in terms:
            self._index.append(column)
            self._value.append(value)
        return len(self._row_lower) - 1

    @property
    def has_choices(self) -> bool:
        """Whether anything has to be whole."""
        return bool(self._whole)

    def solve(self, deadline: float) -> Solution:
        """Find the best until a moment of the monotonic clock; whole quantities are then fixed and rows priced."""
        solver = _solver(deadline)
        solver.passModel(self._lp())
        if not self._whole:
            return _run(solver, priced=True)
        for column in self._whole:
            solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        return _run(solver, priced=False)

    def priced(self, solution: Solution, deadline: float) -> Priced:
        """Fix what has to be whole as found, and price the rest."""
        fixed = {column: float(round(solution.values[column])) for column in self._whole}
        solver = _solver(deadline)
        solver.passModel(self._lp(fixed))
        return Priced(solver, self._cost, (self._lower, self._upper), fixed)

    def _lp(self, fixed: Mapping[int, float] | None = None) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._cost), len(self._row_lower)
        model.col_cost_ = np.array(self._cost)
        lower, upper = np.array(self._lower), np.array(self._upper)
        for column, value in (fixed or {}).items():
            lower[column] = upper[column] = value
        model.col_lower_, model.col_upper_ = lower, upper
        model.row_lower_, model.row_upper_ = np.array(self._row_lower), np.array(self._row_upper)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array([*self._row_start, len(self._index)])
        model.a_matrix_.index_ = np.array(self._index)
        model.a_matrix_.value_ = np.array(self._value)
        return model


class Priced:
    """A programme whose whole quantities are fixed: solved again in a moment with some of them changed."""

    def __init__(
        self,
        solver: highspy.Highs,
        cost: Sequence[float],
        bounds: tuple[Sequence[float], Sequence[float]],
        fixed: Mapping[int, float],
    ) -> None:
        self._solver = solver
        self._cost, (self._lower, self._upper), self._fixed = cost, bounds, fixed
        self.solution = _run(solver, priced=True)

    def cost_if(self, changed: Mapping[int, float], penalty: int) -> float | None:
        """Least cost with these columns at these values, and without a penalty's column; None where that cannot be."""
        for column, value in changed.items():
            self._solver.changeColBounds(column, value, value)
        try:
            solution = _run(self._solver, priced=True)
            return solution.objective - solution.values[penalty] * self._cost[penalty]
        except UnsolvedError:
            return None
        finally:
            for column in changed:
                lower = self._fixed.get(column, self._lower[column])
                upper = self._fixed.get(column, self._upper[column])
                self._solver.changeColBounds(column, lower, upper)


def _solver(deadline: float) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("mip_rel_gap", GAP)
    solver.setOptionValue("mip_abs_gap", GAP)
    solver.setOptionValue("time_limit", max(LEAST_SECONDS, deadline - monotonic()))
    return solver


def _run(solver: highspy.Highs, *, priced: bool) -> Solution:
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if not found or (priced and status != highspy.HighsModelStatus.kOptimal):
        raise UnsolvedError(solver.modelStatusToString(status))
    solution = solver.getSolution()
    return Solution(
        list(solution.col_value),
        info.objective_function_value,
        status == highspy.HighsModelStatus.kOptimal,
        list(solution.row_dual) if priced else (),
    )
