"""A battery in the programme: what flows, what is in it, and the owner's rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from .frame import EPSILON_KW, KILO, TIE, Frame
from .problem import Battery, BatteryGoal

SPARING_FACTOR: Final = 3.0
SPARING_LEAST: Final = 30.0
"""µcredit that a Wh's wear counts at least where the battery is to be spared: 3 ct/kWh."""

RENEWABLE_WORTH: Final = 50.0
"""µcredit a Wh that an owner who prefers the community's own generation gives up for it, at most: 5 ct/kWh."""


def counted_wear(battery: Battery) -> float:
    """What discharging a Wh counts in the plan, in µcredit."""
    if battery.goal is BatteryGoal.SPARE:
        return max(SPARING_LEAST, SPARING_FACTOR * battery.wear)
    return battery.wear


class Storage:
    """One battery's columns and rows."""

    def __init__(self, frame: Frame, battery: Battery) -> None:
        self.device = battery.device
        self.battery = battery
        self._frame = frame
        model, hours = frame.model, frame.hours
        self.charge: list[int] = []
        self.discharge: list[int] = []
        self.stored: list[int] = []
        self.rows: list[int] = []
        self._choices: list[int | None] = [None] * len(frame)
        self._broken: set[tuple[str, int]] = set()
        self._rules: list[tuple[int, int, int]] = []
        self._kept: list[tuple[int, int, int, int]] = []
        initial = min(max(battery.initial_wh, 0.0), battery.capacity_wh) / KILO
        lowest, highest = battery.lowest_wh / KILO, battery.highest_wh / KILO
        wear = counted_wear(battery) / KILO
        for step, each in enumerate(frame.problem.steps):
            scarce = (1 - each.renewable) * RENEWABLE_WORTH / KILO if battery.goal is BatteryGoal.RENEWABLES else 0.0
            charge = model.column(cost=(TIE + scarce) * hours[step], upper=battery.charge_w / KILO)
            discharge = model.column(cost=(TIE + wear - scarce) * hours[step], upper=battery.discharge_w / KILO)
            # Found below what must stay in it, it is not taken lower, and filled up as soon as that can be.
            stored = model.column(lower=min(initial, lowest), upper=max(initial, highest))
            if initial < lowest:
                missing = model.column(cost=frame.penalty * hours[step])
                model.row(lowest, float("inf"), ((stored, 1.0), (missing, 1.0)))
            terms = [
                (stored, 1.0),
                (charge, -battery.charge_efficiency * hours[step]),
                (discharge, hours[step] / battery.discharge_efficiency),
            ]
            if step:
                terms.append((self.stored[-1], -1.0))
            begin = 0.0 if step else initial
            self.rows.append(model.row(begin, begin, terms))
            self.charge.append(charge)
            self.discharge.append(discharge)
            self.stored.append(stored)
            frame.demand[step] += [(charge, 1.0), (discharge, -1.0)]
        model.add_cost(self.stored[-1], -battery.stored_value / KILO)
        if battery.final_wh is not None:
            wanted = min(battery.final_wh, battery.highest_wh) / KILO
            missing = model.column(cost=frame.penalty)
            model.row(wanted, float("inf"), ((self.stored[-1], 1.0), (missing, 1.0)))

    # ------ the owner's rules, exact where the home's own flows leave no choice, else repaired when broken

    def may_charge_from_grid(self, step: int) -> bool:
        """Whether the owner lets it charge at a step's price."""
        limit = self.battery.highest_grid_charge_price
        return limit is None or self._frame.problem.steps[step].buy <= limit

    def may_sell(self, step: int) -> bool:
        """Whether the owner lets it be sold from at a step's price."""
        limit = self.battery.lowest_selling_price
        return limit is None or self._frame.problem.steps[step].sell >= limit

    def bound(self) -> None:
        """Hold it to the rules where they bind whatever else is decided."""
        frame = self._frame
        for step in range(len(frame)):
            if not self.may_charge_from_grid(step):
                frame.model.limit(self.charge[step], frame.surplus_kw(step))
            if not self.may_sell(step):
                frame.model.limit(self.discharge[step], max(0.0, frame.need_kw[step]) + frame.most_kw[step])

    def repair(self, values: Sequence[float], imported: Sequence[int], exported: Sequence[int]) -> bool:
        """Add choices where a solution breaks a rule; whether there were any."""
        broken = False
        for step in range(len(self._frame)):
            charges = values[self.charge[step]] > EPSILON_KW
            gives = values[self.discharge[step]] > EPSILON_KW
            imports = values[imported[step]] > EPSILON_KW
            exports = values[exported[step]] > EPSILON_KW
            if charges and gives and self._choices[step] is None:
                self.choose_direction(step)
                broken = True
            if charges and imports and not self.may_charge_from_grid(step):
                broken |= self._either(step, self.charge[step], imported[step])
            if gives and exports and not self.may_sell(step):
                broken |= self._either(step, self.discharge[step], exported[step])
            floor = self.battery.selling_floor_wh / KILO
            if gives and exports and values[self.stored[step]] < floor - EPSILON_KW:
                broken |= self._keep_floor(step, exported[step])
        return broken

    def choose_direction(self, step: int) -> None:
        """Let it charge or discharge, not both: both would burn energy."""
        if self._choices[step] is not None:
            return
        model = self._frame.model
        choice = model.column(upper=1.0, whole=True)
        self._choices[step] = choice
        charge, discharge = self.charge[step], self.discharge[step]
        model.row(-float("inf"), 0.0, ((charge, 1.0), (choice, -model.upper(charge))))
        most = model.upper(discharge)
        model.row(-float("inf"), most, ((discharge, 1.0), (choice, most)))

    def _either(self, step: int, flow: int, exchange: int) -> bool:
        key = ("charges" if flow == self.charge[step] else "sells", step)
        if key in self._broken:
            return False
        self._broken.add(key)
        model = self._frame.model
        choice = model.column(upper=1.0, whole=True)
        self._rules.append((choice, flow, exchange))
        model.row(-float("inf"), 0.0, ((flow, 1.0), (choice, -model.upper(flow))))
        most = model.upper(exchange)
        model.row(-float("inf"), most, ((exchange, 1.0), (choice, most)))
        return True

    def _keep_floor(self, step: int, exported: int) -> bool:
        """Sell from it only if that leaves what the home keeps for itself; else either discharge or export."""
        key = ("floor", step)
        if key in self._broken:
            return False
        self._broken.add(key)
        model = self._frame.model
        sells = model.column(upper=1.0, whole=True)
        gives = model.column(upper=1.0, whole=True)
        self._kept.append((sells, gives, step, exported))
        stored, discharge = self.stored[step], self.discharge[step]
        floor, lowest = (
            self.battery.selling_floor_wh / KILO,
            min(self.battery.initial_wh, self.battery.lowest_wh) / KILO,
        )
        model.row(lowest, float("inf"), ((stored, 1.0), (sells, lowest - floor)))
        most = model.upper(discharge)
        model.row(-float("inf"), 0.0, ((discharge, 1.0), (gives, -most), (sells, -most)))
        most = model.upper(exported)
        model.row(-float("inf"), most, ((exported, 1.0), (gives, most), (sells, -most)))
        return True

    def rounded(self, values: Sequence[float]) -> Mapping[int, float]:
        """Flow the way in which more flows."""
        chosen: dict[int, float] = {}
        for step, choice in enumerate(self._choices):
            if choice is not None:
                chosen[choice] = float(values[self.charge[step]] > values[self.discharge[step]])
        for choice, flow, exchange in self._rules:
            chosen[choice] = float(values[flow] > values[exchange])
        for sells, gives, step, exported in self._kept:
            full = values[self.stored[step]] >= self.battery.selling_floor_wh / KILO
            chosen[sells] = float(full)
            chosen[gives] = float(values[self.discharge[step]] > values[exported])
        return chosen

    def cheapest(self, prices: Sequence[float]) -> Mapping[int, float]:
        """Prices alone do not tell which way it flows."""
        return {}

    # ------ what came out

    def power_w(self, values: Sequence[float]) -> tuple[float, ...]:
        """Read its power by step: + discharge, − charge."""
        return tuple(
            KILO * (values[gives] - values[takes]) for gives, takes in zip(self.discharge, self.charge, strict=True)
        )

    def without(self) -> Mapping[int, float] | None:
        """It is not left out: what it holds has its own value."""
        return None

    def at_once(self) -> Mapping[int, float] | None:
        """It does not run."""
        return None

    def stored_value(self, duals: Sequence[float]) -> tuple[float, ...]:
        """What a Wh more in it is worth at each step, in µcredit."""
        return tuple(-duals[row] * KILO for row in self.rows)
