"""What the formulations of all devices share: the steps in kW, kWh and credits, and the needs that add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from .model import Model
from .problem import SECONDS_PER_HOUR, Problem

KILO: Final = 1000
TIE: Final = 1e-6
"""Credits a kWh that moving energy to and fro costs in the plan, so that nothing moves for nothing."""

LATER: Final = 1e-7
"""Credits that a step's delay costs, so that of equally good moments the first is taken."""

EPSILON_KW: Final = 1e-4
PENALTY_PRICES: Final = 10.0


class Frame:
    """The steps of a problem, and what each takes from the home's net in terms of the programme's columns."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = Model()
        self.hours = [step.hours for step in problem.steps]
        self.starts = [step.start - problem.start for step in problem.steps]
        self.ends = [step.end - problem.start for step in problem.steps]
        self.need_kw = [(step.load_w - step.pv_w) / KILO for step in problem.steps]
        """What the home takes whatever is decided; negative: gives."""

        self.demand: list[list[tuple[int, float]]] = [[] for _ in problem.steps]
        """What decisions add to that: columns, and kW for each of their units."""

        self.most_kw = [0.0 for _ in problem.steps]
        """Of what is planned but batteries, at most."""

        dearest = max(abs(price) for step in problem.steps for price in step.prices) / KILO
        self.penalty = PENALTY_PRICES * (1 + dearest)
        """Credits for a kWh that is needed and not had: dearer than any way to get it."""

    def __len__(self) -> int:
        return len(self.hours)

    def add_demand(self, step: int, column: int, kw: float, most: float) -> None:
        """Let a column take power in a step, this much at most."""
        self.demand[step].append((column, kw))
        self.most_kw[step] += most

    def surplus_kw(self, step: int) -> float:
        """What the home has left in a step if nothing is planned."""
        return max(0.0, -self.need_kw[step])

    def seconds_of(self, moment: float) -> float:
        """A moment, counted from the plan's start."""
        return moment - self.problem.start


class Part(Protocol):
    """A device's place in the programme."""

    device: str

    def power_w(self, values: Sequence[float]) -> tuple[float, ...]:
        """Read its power by step; a battery's is + for discharge."""
        ...

    def rounded(self, values: Sequence[float]) -> Mapping[int, float]:
        """Choose what has to be whole as the relaxed solution suggests."""
        ...

    def cheapest(self, prices: Sequence[float]) -> Mapping[int, float]:
        """Choose what has to be whole by what a kWh is worth in each step; nothing where prices do not tell."""
        ...

    def without(self) -> Mapping[int, float] | None:
        """Columns and values that leave it out; None if it cannot be."""
        ...

    def at_once(self) -> Mapping[int, float] | None:
        """Columns and values that have it run as soon as it may; None if there is no such choice."""
        ...


def overlap(start: float, end: float, first: float, last: float) -> float:
    """How long two spans are together."""
    return max(0.0, min(end, last) - max(start, first))


class Profile:
    """Energy of a run from its start, in kWh by seconds."""

    def __init__(self, pieces_w: Sequence[float], seconds: float) -> None:
        self._seconds = seconds
        self._sums = [0.0]
        for watts in pieces_w:
            self._sums.append(self._sums[-1] + watts * seconds / SECONDS_PER_HOUR / KILO)

    def upto(self, seconds: float) -> float:
        """Energy in the first seconds of a run."""
        place = seconds / self._seconds
        if place <= 0:
            return 0.0
        whole = int(place)
        if whole >= len(self._sums) - 1:
            return self._sums[-1]
        return self._sums[whole] + (place - whole) * (self._sums[whole + 1] - self._sums[whole])

    def between(self, start: float, end: float) -> float:
        """Energy between two moments of a run."""
        return self.upto(end) - self.upto(start)
