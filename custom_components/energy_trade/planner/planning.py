"""From a problem to a plan, whatever happens: the best one, else the last good one moved on, else plain self-use."""

from __future__ import annotations

from collections.abc import Sequence
import logging
from typing import Final

from .comfort import Charge
from .fallback import self_use, shifted
from .frame import KILO
from .loads import Hours, SingleRun
from .model import Relaxed, UnsolvedError, clock
from .optimise import Programme
from .plan import Plan, PlanStatus
from .problem import Problem
from .readout import Decisions, RunCost, flows_of, shortfalls
from .runs import runs_of

_LOGGER = logging.getLogger(__name__)

TIME_LIMIT_SECONDS: Final = 2.0
LEAST_KWH: Final = 1e-3
STALE_SECONDS: Final = 24 * 3600
"""A plan older than this says nothing about now."""


def make_plan(problem: Problem, *, last: Plan | None = None, time_limit_s: float = TIME_LIMIT_SECONDS) -> Plan:
    """Plan a problem's devices; takes a while, so not for an event loop."""
    try:
        decisions, is_proven = _best(problem, clock() + time_limit_s)
    except UnsolvedError as error:
        _LOGGER.warning("No plan was found in %.1f s (%s)", time_limit_s, error)
    else:
        return written(problem, decisions, PlanStatus.OPTIMAL if is_proven else PlanStatus.TIME_LIMIT)
    if last is not None and last.status is not PlanStatus.SELF_USE and _covers(last, problem):
        return written(problem, shifted(problem, last), PlanStatus.SHIFTED)
    return written(problem, self_use(problem), PlanStatus.SELF_USE)


def _covers(last: Plan, problem: Problem) -> bool:
    return last.step_at(problem.start) is not None and problem.start - last.steps[0].start < STALE_SECONDS


def _best(problem: Problem, deadline: float) -> tuple[Decisions, bool]:
    programme = Programme(problem)
    relaxed, is_proven = programme.solve(deadline)
    planned = relaxed.planned
    decisions = Decisions(
        power_w={part.device: part.power_w(planned.values) for part in programme.parts},
        curtailed_w=programme.exchange.curtailed_w(planned.values),
        marginal=programme.exchange.marginal(planned.duals),
        stored_value={storage.device: storage.stored_value(planned.duals) for storage in programme.storages},
        costs=_costs(programme, relaxed),
    )
    return decisions, is_proven


def _costs(programme: Programme, relaxed: Relaxed) -> dict[str, RunCost]:
    """What each run adds to the bill a Wh, all else planned again around it."""
    found: dict[str, RunCost] = {}
    parts: tuple[SingleRun | Hours | Charge, ...] = (*programme.runs, *programme.hours, *programme.charges)
    planned = relaxed.planned
    for part in parts:
        without, at_once = part.without(), part.at_once()
        energy = _energy_kwh(programme, part.power_w(planned.values))
        if without is None or at_once is None or energy <= LEAST_KWH:
            continue
        with_it = planned.objective - planned.values[part.missing] * programme.frame.model.cost(part.missing)
        base = relaxed.cost_if(without, part.missing)
        soon = relaxed.cost_if(at_once, part.missing)
        if base is not None:
            price = (with_it - base) / energy * KILO
            found[part.device] = RunCost(price, price if soon is None else (soon - base) / energy * KILO)
    return found


def _energy_kwh(programme: Programme, powers: Sequence[float]) -> float:
    return sum(watts * hours for watts, hours in zip(powers, programme.frame.hours, strict=True)) / KILO


def written(problem: Problem, decisions: Decisions, status: PlanStatus) -> Plan:
    """Write the plan that decisions make."""
    flows = flows_of(problem, decisions)
    return Plan(
        steps=tuple(flows.steps),
        status=status,
        cost=flows.cost,
        power_w=flows.power_w,
        soc_wh=flows.soc_wh,
        stored_value=dict(decisions.stored_value),
        temperature=flows.temperature,
        runs=runs_of(problem, flows, decisions),
        shortfalls=shortfalls(problem, flows),
    )
