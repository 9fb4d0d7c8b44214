"""Finds the best plan: one programme of all devices, solved exactly, choices added where they matter."""

from __future__ import annotations

from typing import Final

from .comfort import Charge, Warmth
from .exchange import Exchange
from .frame import KILO, Frame
from .loads import Hours, SingleRun
from .model import Priced, Solution, UnsolvedError
from .problem import Problem
from .storage import Storage

ROUNDS: Final = 12


class Programme:
    """A problem's programme: parts for its devices, and the exchange that balances them."""

    def __init__(self, problem: Problem) -> None:
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
        self.exchange = Exchange(frame, most)
        for step, each in enumerate(problem.steps):
            # Where energy can have less worth than none, charging and discharging at once would burn it.
            if each.buy < 0 or (each.sell < 0 and not problem.connection.curtailable):
                for storage in self.storages:
                    storage.choose_direction(step)

    @property
    def parts(self) -> list[SingleRun | Hours | Charge | Warmth | Storage]:
        """All devices' parts."""
        return [*self.runs, *self.hours, *self.charges, *self.rooms, *self.storages]

    def solve(self, deadline: float) -> tuple[Solution, Priced | None]:
        """Solve until no rule is broken; then fix what is chosen, and price it."""
        solution = self.frame.model.solve(deadline)
        for _ in range(ROUNDS):
            broken = self.exchange.repair(solution.values)
            for storage in self.storages:
                broken |= storage.repair(solution.values, self.exchange.imported, self.exchange.exported)
            if not broken:
                break
            solution = self.frame.model.solve(deadline)
        if not self.frame.model.has_choices:
            return solution, None
        try:
            return solution, self.frame.model.priced(solution, deadline)
        except UnsolvedError:
            return solution, None
