"""A few futures stand for many."""

import numpy as np
import pytest

from custom_components.energy_trade.planner.problem import BadProblemError, Problem, Step
from custom_components.energy_trade.planner.scenarios import scenarios

PROBLEM = Problem(
    steps=tuple(Step(start=900.0 * at, seconds=900, load_w=1, pv_w=1, buy=300, sell=80) for at in range(2))
)


def nets(problem: Problem) -> list[float]:
    return [(step.pv_w - step.load_w) / 4 for step in problem.steps]


def test_each_of_the_few_is_as_likely_as_the_others() -> None:
    courses = np.array([[float(net), 1.0] for net in (800, 100, 200, 300, 400, 500, 600, 700)])
    chosen = scenarios(PROBLEM, courses, np.ones(8))
    assert [nets(each)[0] for each in chosen] == pytest.approx([100, 300, 500, 700])


def test_a_likely_one_stands_for_several() -> None:
    courses = np.array([[-100.0, 0.0], [500.0, 0.0]])
    chosen = scenarios(PROBLEM, courses, np.array([0.2, 0.8]))
    assert [nets(each)[0] for each in chosen] == pytest.approx([-100, 500, 500, 500])


def test_needs_are_load_and_surpluses_generation() -> None:
    (only,) = scenarios(PROBLEM, np.array([[-250.0, 500.0]]), np.ones(1), 1)
    assert [(step.load_w, step.pv_w) for step in only.steps] == [(1000, 0), (0, 2000)]


def test_courses_of_other_steps_are_refused() -> None:
    with pytest.raises(BadProblemError):
        scenarios(PROBLEM, np.zeros((3, 5)), np.ones(3))
