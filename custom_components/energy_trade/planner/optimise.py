"""Finds the best plan: one programme of all devices, solved exactly, choices added where they matter.

Without anything that has to be whole the programme is solved in a moment, and nothing can be better. Rounding that,
and then choosing by the prices that come out, mostly gives choices that cost hardly more: then they are as good as the
best. Only else does HiGHS search for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from .battery import Storage
from .comfort import Charge, Warmth
from .exchange import Exchange
from .fallback import self_use
from .frame import KILO, Frame
from .loads import Hours, SingleRun
from .model import Relaxed, Solution, UnsolvedError
from .problem import Problem
from .readout import flows_of

ROUNDS: Final = 12
TRIES: Final = 4
SHARE: Final = 2e-4
"""Of what planning saves that a plan may cost more than the best one."""

LEAST_GAP: Final = 1e-6
"""Credits below which plans are equally good, and above which they are not, whatever planning saves."""

MOST_GAP: Final = 5e-4
SAME: Final = 1e-6
PRICE_DIGITS: Final = 5
MICRO: Final = 1e6


class Programme:
    """A problem's programme: parts for its devices, and the exchange that balances them."""

    def __init__(self, problem: Problem, tradable: Iterable[int] = ()) -> None:
        """Write a problem down; in tradable steps positions can be tried out later."""
        self.problem = problem
        self.frame = frame = Frame(problem)
        # What runs already comes first: the others see what it leaves.
        appliances = sorted(problem.appliances, key=lambda each: each.running_since is None)
        self.runs = [SingleRun(frame, each) for each in appliances]
        self.hours = [Hours(frame, each) for each in problem.interruptibles]
        self.charges = [Charge(frame, each) for each in problem.vehicles]
        self.rooms = [Warmth(frame, each) for each in problem.rooms]
        self.storages = [Storage(frame, each) for each in problem.batteries]
        for storage in self.storages:
            storage.bound()
        most = sum(max(each.charge_w, each.discharge_w) for each in problem.batteries) / KILO
        self.exchange = Exchange(frame, most, tradable)
        for step, each in enumerate(problem.steps):
            # Where energy can have less worth than none, charging and discharging at once would burn it.
            if each.buy < 0 or (each.sell < 0 and not problem.connection.curtailable):
                for storage in self.storages:
                    storage.choose_direction(step)

    @property
    def parts(self) -> list[SingleRun | Hours | Charge | Warmth | Storage]:
        """All devices' parts."""
        return [*self.runs, *self.hours, *self.charges, *self.rooms, *self.storages]

    def solve(self, deadline: float) -> tuple[Relaxed, bool]:
        """Solve until no rule is broken; whether what is planned then is as good as the best."""
        for _ in range(ROUNDS):
            relaxed, is_proven = self._solve(deadline)
            values = relaxed.planned.values
            broken = self.exchange.repair(values)
            for storage in self.storages:
                broken |= storage.repair(values, self.exchange.imported, self.exchange.exported)
            if not broken:
                return relaxed, is_proven
        return relaxed, False

    def _solve(self, deadline: float) -> tuple[Relaxed, bool]:
        relaxed = Relaxed(self.frame.model, deadline)
        if not self.frame.model.whole:
            return relaxed, True
        gap = self._gap(relaxed.relaxed.objective)
        found, choices = self._guess(relaxed, relaxed.relaxed.objective + gap)
        is_proven = found is not None and found.objective <= relaxed.relaxed.objective + gap
        if not is_proven:
            try:
                best = self.frame.model.best(deadline, gap, found)
            except UnsolvedError:
                if found is None:
                    raise
            else:
                choices = {column: float(round(best.values[column])) for column in self.frame.model.whole}
                is_proven = best.is_proven
        relaxed.settle(self._earlier(relaxed, choices))
        return relaxed, is_proven

    def _earlier(self, relaxed: Relaxed, choices: dict[int, float]) -> dict[int, float]:
        """Of choices that cost the same, the earliest."""
        found = relaxed.with_choices(choices)
        for part in self.parts:
            if found is None:
                break
            prices = [round(each / KILO, PRICE_DIGITS) for each in self.exchange.marginal(found.duals)]
            others = {column: value for column, value in part.cheapest(prices).items() if choices[column] != value}
            if not others:
                continue
            earlier = relaxed.with_choices(choices | others)
            if earlier is not None and earlier.objective <= found.objective + SAME:
                choices, found = choices | others, earlier
        return choices

    def _guess(self, relaxed: Relaxed, enough: float) -> tuple[Solution | None, dict[int, float]]:
        """Round, then choose by the prices that this makes, as long as that gets better."""
        best: Solution | None = None
        best_choices: dict[int, float] = {}
        seen = relaxed.relaxed
        choices = self._rounded(seen)
        for _ in range(TRIES):
            found = relaxed.with_choices(choices)
            if found is None:
                break
            if best is None or found.objective < best.objective:
                best, best_choices = found, choices
            elif best_choices == choices:
                break
            if best.objective <= enough:
                break
            prices = [each / KILO for each in self.exchange.marginal(found.duals)]
            choices = self._rounded(found)
            for part in self.parts:
                choices.update(part.cheapest(prices))
        return best, best_choices

    def _rounded(self, solution: Solution) -> dict[int, float]:
        chosen = dict(self.exchange.rounded(solution.values))
        for part in self.parts:
            chosen.update(part.rounded(solution.values))
        return chosen

    def _gap(self, bound: float) -> float:
        """Credits that a plan may cost more than the best: hardly anything of what it saves."""
        problem = replace(self.problem, batteries=())
        alone = flows_of(problem, self_use(problem)).cost / MICRO
        stored = sum(each.stored_value * each.initial_wh for each in self.problem.batteries) / MICRO
        return min(MOST_GAP, max(LEAST_GAP, SHARE * (alone - stored - bound)))
