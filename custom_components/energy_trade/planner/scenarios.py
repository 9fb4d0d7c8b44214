"""A few equally likely futures of a home, chosen from the many that its past suggests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from .problem import BadProblemError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .problem import Problem

SCENARIOS: Final = 4


def scenarios(
    problem: Problem, net_wh: NDArray[np.float64], weights: NDArray[np.float64], count: int = SCENARIOS
) -> list[Problem]:
    """Put courses of the home's own net energy, one a row, into a problem: from the leanest to the richest.

    Each of the few stands for as much likelihood as the others.
    """
    if net_wh.shape != (len(weights), len(problem.steps)):
        raise BadProblemError("courses have other steps than the problem")
    order = np.argsort(net_wh.sum(axis=1), kind="stable")
    likelihood = np.cumsum(weights[order]) / weights.sum()
    places = np.searchsorted(likelihood, (np.arange(count) + 0.5) / count)
    rows = [net_wh[order[min(place, len(order) - 1)]] for place in places]
    return [_with_net(problem, row) for row in rows]


def _with_net(problem: Problem, net_wh: NDArray[np.float64]) -> Problem:
    steps = tuple(
        replace(step, load_w=max(0.0, -float(net)) / step.hours, pv_w=max(0.0, float(net)) / step.hours)
        for step, net in zip(problem.steps, net_wh, strict=True)
    )
    return replace(problem, steps=steps)
