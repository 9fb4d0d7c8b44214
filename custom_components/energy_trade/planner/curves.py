"""What it costs a home to have traded energy in an interval, all its devices planned again around that.

The slope of such a curve is the marginal value of energy: what the home sells is worth at least that to it, what it
buys at most. Each curve is the mean over scenarios, so what a forecast does not know is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Final

from .exchange import Terms
from .model import UnsolvedError, clock
from .optimise import Programme
from .problem import Problem

MICRO: Final = 1e6
LEAST_WH: Final = 10.0
APART_SHARE: Final = 0.1
"""Share of the largest by which two quantities differ that are both worth trying."""

MOST_TRIED: Final = 5


@dataclass(frozen=True, slots=True)
class EnergyCurve:
    """Cost of positions in an interval (+ sold, − bought; rising, with 0), without what is paid for them, in µcredit.

    `kept_wh` is how much of each position the home then keeps; `nets_wh` what it exports in each scenario if it can
    trade at the prices expected, rising.
    """

    positions_wh: tuple[float, ...]
    costs: tuple[float, ...]
    kept_wh: tuple[float, ...]
    nets_wh: tuple[float, ...]
    beyond: tuple[float, float]
    """What a Wh costs beyond the largest purchase, and beyond the largest sale: nothing of it is kept."""

    def cost(self, position_wh: float) -> float:
        """Cost of any position: straight between those tried."""
        least, most = self.positions_wh[0], self.positions_wh[-1]
        if position_wh < least:
            return self.costs[0] + self.beyond[0] * (position_wh - least)
        if position_wh > most:
            return self.costs[-1] + self.beyond[1] * (position_wh - most)
        return _between(self.positions_wh, self.costs, position_wh)

    def kept(self, position_wh: float) -> float:
        """How much of a position is kept."""
        return _between(self.positions_wh, self.kept_wh, position_wh)

    def value(self, position_wh: float) -> float:
        """Marginal value of energy at a position, in µcredit a Wh: the slope there."""
        place = next((at for at, each in enumerate(self.positions_wh[1:], 1) if position_wh < each), None)
        place = len(self.positions_wh) - 1 if place is None else place
        if place < 1:
            return 0.0
        width = self.positions_wh[place] - self.positions_wh[place - 1]
        return (self.costs[place] - self.costs[place - 1]) / width


def energy_curves(
    scenarios: Sequence[Problem], terms: Mapping[int, Terms], *, time_limit_s: float = inf
) -> dict[int, EnergyCurve]:
    """Work curves out for steps with these terms; the problems are equally likely and differ in what is not known.

    In all other steps energy has the problems' prices. What is not done in time, or cannot be solved, has no curve.
    """
    end = clock() + time_limit_s
    programmes = [_Solved(problem, terms, end) for problem in scenarios]
    found: dict[int, EnergyCurve] = {}
    for step, each in sorted(terms.items()):
        if clock() > end:
            break
        curve = _curve(programmes, step, each)
        if curve is not None:
            found[step] = curve
    return found


class _Solved:
    """One scenario's programme with its choices made, ready for trials."""

    def __init__(self, problem: Problem, tradable: Iterable[int], deadline: float) -> None:
        self._programme = Programme(problem, tradable)
        limit = min(deadline, clock() + 10)
        try:
            self._relaxed, _ = self._programme.solve(limit)
            self.is_solved = True
        except UnsolvedError:
            self.is_solved = False

    def net_wh(self, step: int) -> float:
        return self._programme.exchange.net_wh(step, self._relaxed.planned.values)

    def trial(self, step: int, terms: Terms, position_wh: float) -> tuple[float, float] | None:
        """Cost in µcredit with a position, and how much of it is kept."""
        exchange = self._programme.exchange
        solution = self._relaxed.cost_with(*exchange.trial(step, terms, position_wh))
        if solution is None:
            return None
        kept = exchange.kept_wh(step, solution.values)
        # The position itself is paid for apart: what is kept of it changes nothing more, what is not is made good.
        return solution.objective * MICRO + terms.kept(position_wh) * position_wh, kept


def _curve(programmes: Sequence[_Solved], step: int, terms: Terms) -> EnergyCurve | None:
    solved = [each for each in programmes if each.is_solved]
    if not solved:
        return None
    nets = sorted(each.net_wh(step) for each in solved)
    positions = _worth_trying(nets)
    costs: list[float] = []
    kept: list[float] = []
    for position in positions:
        trials = [each.trial(step, terms, position) for each in solved]
        known = [trial for trial in trials if trial is not None]
        if len(known) < len(trials):
            return None
        costs.append(sum(cost for cost, _ in known) / len(known))
        kept.append(sum(wh for _, wh in known) / len(known))
    nothing = costs[positions.index(0.0)]
    return EnergyCurve(
        positions_wh=tuple(positions),
        costs=tuple(cost - nothing for cost in costs),
        kept_wh=tuple(kept),
        nets_wh=tuple(nets),
        beyond=(terms.kept(-1.0), terms.kept(1.0)),
    )


def _worth_trying(nets: Sequence[float]) -> list[float]:
    """Nothing, and what the scenarios would trade: the least, the most and some between."""
    largest = max(abs(net) for net in nets)
    chosen = [0.0]
    places = sorted({0, len(nets) // 4, len(nets) // 2, 3 * len(nets) // 4, len(nets) - 1})
    for net in (nets[place] for place in places[:MOST_TRIED]):
        if abs(net) >= LEAST_WH and all(abs(net - each) > APART_SHARE * largest for each in chosen):
            chosen.append(net)
    return sorted(chosen)


def _between(places: Sequence[float], values: Sequence[float], place: float) -> float:
    if place <= places[0]:
        return values[0]
    for (left, first), (right, second) in pairwise(zip(places, values, strict=True)):
        if place <= right:
            return first + (second - first) * (place - left) / (right - left)
    return values[-1]
