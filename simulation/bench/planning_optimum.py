"""The least that a planning problem can cost, by a formulation that shares nothing with the planner's.

The battery is its stored energy alone: each step raises or lowers it, one or the other; every load is on or off in
every step, a block switches on once; the bill of a step is bought less sold energy, one or the other.
"""

from dataclasses import dataclass

import highspy

from simulation.bench.planning_case import BLOCK, MODULATING, Case, Cells, Load

GAP = 1e-6


class NoOptimumError(Exception):
    """The problem has no solution, or none was found in time."""


@dataclass(frozen=True, slots=True)
class Optimum:
    """EUR: the best that was found, and what nothing can be better than."""

    cost: float
    bound: float


def optimum(case: Case, limit_s: float) -> Optimum:
    """Solve a problem to a gap of a millionth, or as far as the time reaches."""
    return _Formulation(case).solve(limit_s)


class _Formulation:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("mip_rel_gap", GAP),
            ("mip_abs_gap", GAP),
            ("mip_feasibility_tolerance", 1e-7),
        ):
            self.solver.setOptionValue(name, value)
        self.bill = highspy.highs_linear_expression()
        taken = [highspy.highs_linear_expression(each - pv) for each, pv in zip(case.load, case.pv, strict=True)]
        if case.curtailment:
            for step, pv in enumerate(case.pv):
                if pv > 0:
                    taken[step] += self.solver.addVariable(0, pv)
        for load in case.loads:
            self._load(load, taken)
        if case.battery is not None:
            self._battery(case.battery, taken)
        for step, need in enumerate(taken):
            self._exchange(step, need)

    def solve(self, limit_s: float) -> Optimum:
        self.solver.setOptionValue("time_limit", limit_s)
        self.solver.minimize(self.bill)
        info = self.solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            raise NoOptimumError(f"{self.case.name}: {self.solver.modelStatusToString(self.solver.getModelStatus())}")
        return Optimum(info.objective_function_value, min(info.objective_function_value, info.mip_dual_bound))

    def _load(self, load: Load, taken: list[highspy.highs_linear_expression]) -> None:
        case, solver = self.case, self.solver
        window = range(load.first, load.after)
        pieces = load.pieces(case.hours)
        if load.kind in MODULATING:
            power = {step: solver.addVariable(0, load.kw) for step in window}
            solver.addConstr(solver.qsum(power.values()) * case.hours == load.kw * load.hours)
            for step in window:
                taken[step] += power[step]
            return
        on = {step: solver.addBinary() for step in window}
        solver.addConstr(solver.qsum(on.values()) == pieces)
        for step in window:
            taken[step] += load.kw * on[step]
        if load.kind in BLOCK:
            rest = load.hours / case.hours - (pieces - 1)
            switched_on = [solver.addBinary() for _ in window]
            solver.addConstr(solver.qsum(switched_on) == 1)
            for step, begins in zip(window, switched_on, strict=True):
                before = on.get(step - 1)
                change = on[step] - begins if before is None else on[step] - before - begins
                solver.addConstr(change <= 0)
                last = step + pieces - 1
                if last < load.after:
                    taken[last] -= (1 - rest) * load.kw * begins

    def _battery(self, battery: Cells, taken: list[highspy.highs_linear_expression]) -> None:
        case, solver = self.case, self.solver
        low, high = battery.lowest * battery.capacity, battery.highest * battery.capacity
        up_most = battery.charge * battery.eta_charge * case.hours
        down_most = battery.discharge / battery.eta_discharge * case.hours
        before: highspy.highs_var | float = battery.initial * battery.capacity
        for step in range(len(case)):
            last = step == len(case) - 1
            end = battery.final * battery.capacity if last and battery.final is not None else low
            stored = solver.addVariable(max(low, end), high)
            rises, rise, fall = solver.addBinary(), solver.addVariable(0, up_most), solver.addVariable(0, down_most)
            solver.addConstr(rise - up_most * rises <= 0)
            solver.addConstr(fall + down_most * rises <= down_most)
            solver.addConstr(stored - before - rise + fall == 0)
            taken[step] += rise / (battery.eta_charge * case.hours)
            taken[step] -= fall * (battery.eta_discharge / case.hours)
            self.bill += fall * (battery.eta_discharge * battery.wear)
            before = stored

    def _exchange(self, step: int, need: highspy.highs_linear_expression) -> None:
        case, solver = self.case, self.solver
        swing = 0.0 if case.battery is None else max(case.battery.charge, case.battery.discharge)
        loads = sum(load.kw for load in case.loads)
        most_in = min(case.import_max, max(0.0, case.load[step]) + loads + swing)
        most_out = min(case.export_max, case.pv[step] + max(0.0, -case.load[step]) + swing)
        bought, sold = solver.addVariable(0, most_in), solver.addVariable(0, most_out)
        buys = solver.addBinary()
        solver.addConstr(bought - most_in * buys <= 0)
        solver.addConstr(sold + most_out * buys <= most_out)
        solver.addConstr(bought - sold - need == 0)
        self.bill += bought * (case.hours * case.buy[step]) - sold * (case.hours * case.sell[step])
