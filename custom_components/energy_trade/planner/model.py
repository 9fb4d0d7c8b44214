"""A small mixed-integer programme: columns, rows, and HiGHS to solve it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from time import monotonic
from typing import Final

import highspy
import numpy as np

LEAST_SECONDS: Final = 0.05

type Terms = Iterable[tuple[int, float]]


def clock() -> float:
    """Tell the time, in seconds, by the clock that all deadlines of solving go by."""
    return monotonic()


class UnsolvedError(Exception):
    """The solver found nothing that can be used."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What the solver found: columns' values, its objective, and what a unit more in each row costs."""

    values: Sequence[float]
    objective: float
    is_proven: bool = True
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

    def row(self, lower: float, upper: float, terms: Terms) -> int:
        """Add a condition on a sum."""
        self._row_lower.append(lower)
        self._row_upper.append(upper)
        self._row_start.append(len(self._index))
        for column, value in terms:
            self._index.append(column)
            self._value.append(value)
        return len(self._row_lower) - 1

    def add_cost(self, column: int, cost: float) -> None:
        """Make a quantity dearer."""
        self._cost[column] += cost

    def cost(self, column: int) -> float:
        """Tell what a unit of a quantity costs."""
        return self._cost[column]

    def limit(self, column: int, upper: float) -> None:
        """Hold a quantity below something more."""
        self._upper[column] = min(self._upper[column], upper)

    def bounds(self, column: int) -> tuple[float, float]:
        """Tell within what a quantity is decided."""
        return self._lower[column], self._upper[column]

    def upper(self, column: int) -> float:
        """Tell how large a quantity may get."""
        return self._upper[column]

    @property
    def whole(self) -> Sequence[int]:
        """Columns that have to be whole."""
        return self._whole

    def best(self, deadline: float, gap: float, start: Solution | None) -> Solution:
        """Find whole quantities that cost at most `gap` more than the best, until a moment of the clock."""
        solver = new_solver(deadline)
        # Good choices are known already: what HiGHS does to find any at all is time lost, a restart memory as well.
        solver.setOptionValue("mip_allow_restart", False)
        for heuristic in ("feasibility_jump", "root_reduced_cost"):
            solver.setOptionValue(f"mip_heuristic_run_{heuristic}", False)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", gap)
        solver.passModel(self.lp())
        kinds = np.full(len(self._whole), highspy.HighsVarType.kInteger)
        solver.changeColsIntegrality(len(self._whole), np.array(self._whole, dtype=np.int32), kinds)
        if start is not None:
            known = highspy.HighsSolution()
            known.col_value = list(start.values)
            solver.setSolution(known)
        return run(solver)

    def lp(self) -> highspy.HighsLp:
        """Write the programme for HiGHS, with nothing that has to be whole."""
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._cost), len(self._row_lower)
        model.col_cost_ = np.array(self._cost)
        model.col_lower_, model.col_upper_ = np.array(self._lower), np.array(self._upper)
        model.row_lower_, model.row_upper_ = np.array(self._row_lower), np.array(self._row_upper)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array([*self._row_start, len(self._index)])
        model.a_matrix_.index_ = np.array(self._index)
        model.a_matrix_.value_ = np.array(self._value)
        return model


class Relaxed:
    """A programme in which nothing has to be whole, solved again in a moment with some columns fixed."""

    def __init__(self, model: Model, deadline: float) -> None:
        """Solve it without any fixed: nothing can be better."""
        self._model = model
        self._solver = new_solver(deadline)
        self._solver.passModel(model.lp())
        self.relaxed = run(self._solver)
        self._fixed: dict[int, float] = {}
        self.planned = self.relaxed

    def with_choices(self, chosen: Mapping[int, float]) -> Solution | None:
        """Solve it with whole columns chosen; None where that cannot be."""
        values = {column: chosen[column] for column in self._model.whole}
        if any(not low <= values[column] <= high for column in values for low, high in (self._model.bounds(column),)):
            return None
        self._set({column: (value, value) for column, value in values.items()})
        try:
            return run(self._solver)
        except UnsolvedError:
            return None

    def settle(self, chosen: Mapping[int, float]) -> None:
        """Keep these choices from now on."""
        solution = self.with_choices(chosen)
        if solution is None:
            raise UnsolvedError("choices that were found cannot be kept")
        self._fixed, self.planned = {column: chosen[column] for column in self._model.whole}, solution

    def cost_if(self, changed: Mapping[int, float], penalty: int) -> float | None:
        """Least cost with these columns at these values, and without a penalty's column; None where that cannot be."""
        self._set({column: (value, value) for column, value in changed.items()})
        try:
            solution = run(self._solver)
            return solution.objective - solution.values[penalty] * self._model.cost(penalty)
        except UnsolvedError:
            return None
        finally:
            self._set(
                {
                    column: (self._fixed[column],) * 2 if column in self._fixed else self._model.bounds(column)
                    for column in changed
                }
            )

    def cost_with(self, costs: Mapping[int, float], uppers: Mapping[int, float]) -> Solution | None:
        """Solve it with other costs and upper bounds, of columns that start at 0; None where that cannot be."""
        self._price(costs)
        self._set({column: (0.0, upper) for column, upper in uppers.items()})
        try:
            return run(self._solver)
        except UnsolvedError:
            return None
        finally:
            self._price({column: self._model.cost(column) for column in costs})
            self._set({column: self._model.bounds(column) for column in uppers})

    def _price(self, costs: Mapping[int, float]) -> None:
        columns = np.fromiter(costs, dtype=np.int32)
        self._solver.changeColsCost(len(columns), columns, np.fromiter(costs.values(), dtype=np.float64))

    def _set(self, bounds: Mapping[int, tuple[float, float]]) -> None:
        if not bounds:
            return
        columns = np.fromiter(bounds, dtype=np.int32)
        lower = np.array([low for low, _ in bounds.values()], dtype=np.float64)
        upper = np.array([high for _, high in bounds.values()], dtype=np.float64)
        self._solver.changeColsBounds(len(columns), columns, lower, upper)


def new_solver(deadline: float) -> highspy.Highs:
    """Make a quiet solver on one core, whose time ends at a moment of the clock."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("time_limit", max(LEAST_SECONDS, deadline - clock()))
    return solver


def run(solver: highspy.Highs) -> Solution:
    """Run a solver; what it found is proven best, or the best in its time."""
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    optimal = status == highspy.HighsModelStatus.kOptimal
    whole = info.mip_node_count >= 0
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if not found or not (optimal or whole):
        raise UnsolvedError(solver.modelStatusToString(status))
    solution = solver.getSolution()
    duals = () if whole else list(solution.row_dual)
    return Solution(list(solution.col_value), info.objective_function_value, optimal, duals)
