"""A street's home with a battery: plans around the market's prices, orders what that leaves, and follows its plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from custom_components.energy_trade.market.units import BLOCK_INTERVALS
from custom_components.energy_trade.planner.courses import home_courses
from custom_components.energy_trade.planner.evidence import outlook
from custom_components.energy_trade.planner.forecast import Forecast, Method
from custom_components.energy_trade.planner.guide import Guide
from custom_components.energy_trade.planner.policy import SELF_USE, Guidance, Measured, command
from custom_components.energy_trade.planner.problem import Battery, Problem, Step
from custom_components.energy_trade.planner.readout import follow
from custom_components.energy_trade.planner.storage import Cases, moved, stored_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from custom_components.energy_trade.market.tariff import GridPrice
    from custom_components.energy_trade.planner.evidence import Evidence, Outlook
    from custom_components.energy_trade.planner.forecast import DayShape

AHEAD_HOURS = 24
COUNTED_ON = 0.75
"""How surely energy is had at the clearing price, as homes count on it."""

HOUR = 3600


def self_used(net_wh: Sequence[int], battery: Battery, hours: float) -> tuple[list[int], float]:
    """Net energy of a home whose battery stores its surplus and covers its need, and what is in it at the end."""
    charge, left = battery.initial_wh, []
    for wh in net_wh:
        power, charge = follow(battery, charge, -wh / hours, hours)
        left.append(round(wh + power * hours))
    return left, charge


@dataclass(slots=True)
class StreetBattery:
    """One home's battery over the days that are traded; the home's energy without it, in Wh by interval from `zero`."""

    battery: Battery
    net_wh: Sequence[int]
    generation_wh: Sequence[int]
    zero: int
    interval_seconds: int
    shape: DayShape
    individual: bool = False
    """Whether each home's own supplier bills what is not traded."""

    charge_wh: float = 0.0
    guide: Guide | None = None
    block: int | None = None
    delivered: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin half full, or as it is described."""
        self.charge_wh = self.battery.initial_wh

    @property
    def hours(self) -> float:
        """Length of an interval."""
        return self.interval_seconds / HOUR

    def plan(
        self, block: int, now: int, price: GridPrice, evidence: Mapping[int, Evidence], *, spread: int
    ) -> dict[int, Forecast | None] | None:
        """Value what is stored from a block on, and say what the home trades in it; None while habits are unknown."""
        first, steps = block * BLOCK_INTERVALS, round(AHEAD_HOURS / self.hours)
        net = dict(enumerate(self.net_wh[: now - self.zero], self.zero))
        generation = dict(enumerate(self.generation_wh[: now - self.zero], self.zero))
        made = home_courses(net, generation, self.shape, now, first - now + steps)
        self.guide, self.block = None, block
        if made is None:
            return None
        expected = made.mean(made.net_wh)[first - now :]
        ahead = [
            outlook(
                first + step,
                price,
                evidence,
                spread=spread,
                day_intervals=self.shape.day_intervals,
                energy_wh=max(1, round(abs(float(expected[step])))),
            )
            for step in range(steps)
        ]
        courses = made.net_wh[:, first - now :]
        buy, sell = np.array([_prices(each, price, individual=self.individual) for each in ahead]).T
        value = stored_value(self.battery, Cases(courses, buy[None], sell[None], made.weights), [self.hours] * steps)
        problem = Problem(
            steps=tuple(self._step(first + it, ahead[it], price) for it in range(steps)), batteries=(self.battery,)
        )
        self.guide = Guide(problem, value)
        found: dict[int, Forecast | None] = {}
        charge = np.full(len(courses), self.charge_wh)
        for step in range(BLOCK_INTERVALS):
            levels = value.thresholds(step, float(buy[step]), float(sell[step]))
            rows = tuple(
                np.full(len(charge), level)
                for level in (
                    levels.buy_up_to_wh,
                    levels.store_up_to_wh,
                    levels.cover_down_to_wh,
                    levels.sell_down_to_wh,
                )
            )
            after = moved(self.battery, (rows[0], rows[1], rows[2], rows[3]), charge, courses[:, step], self.hours)
            change = after - charge
            into, out = self.battery.charge_efficiency, self.battery.discharge_efficiency
            nets = courses[:, step] - np.where(change > 0, change / into, change * out)
            charge = after
            scenarios = tuple(sorted(round(float(wh)) for wh in nets))
            found[first + step] = Forecast(first + step, round(float(made.mean(nets))), scenarios, Method.HABIT)
        return found

    def deliver(self, block: int, positions: Sequence[int]) -> list[int]:
        """Let a block pass: what the home's meter counts in it, with what it has traded."""
        if block not in self.delivered:
            first = block * BLOCK_INTERVALS
            self.delivered[block] = [
                self._pass(first + place, float(position)) for place, position in enumerate(positions)
            ]
        return self.delivered[block]

    def _pass(self, interval: int, position_wh: float) -> int:
        net = self.net_wh[interval - self.zero]
        start = float(interval * self.interval_seconds)
        guidance = self._guidance(start, position_wh)
        measured = Measured(
            load_w=max(0.0, -net / self.hours), pv_w=max(0.0, net / self.hours), stored_wh=self.charge_wh
        )
        power = command(guidance, self.battery, start, measured).battery_w(self.battery, measured)
        power, self.charge_wh = follow(self.battery, self.charge_wh, power, self.hours)
        return round(net + power * self.hours)

    def _guidance(self, start: float, position_wh: float) -> Guidance:
        plain = Guidance(start=start, seconds=self.interval_seconds, levels=SELF_USE)
        if self.guide is None:
            return plain
        steps = tuple(
            Step(
                start=each.start,
                seconds=each.seconds,
                load_w=0.0,
                pv_w=0.0,
                buy=each.buy,
                sell=each.sell,
                position_wh=position_wh if each.start == start else 0.0,
                position_price=each.position_price,
            )
            for each in self.guide.problem.steps
        )
        return Guide(Problem(steps=steps, batteries=(self.battery,)), self.guide.value).guidance(start) or plain

    def _step(self, interval: int, view: Outlook, price: GridPrice) -> Step:
        start = float(interval * self.interval_seconds)
        buy, sell = (price.retail, price.feed_in) if self.individual else (max(view.short, view.long), view.long)
        return Step(
            start=start,
            seconds=float(self.interval_seconds),
            load_w=0.0,
            pv_w=0.0,
            buy=float(buy),
            sell=float(sell),
            position_price=min(float(buy), max(float(sell), view.clearing)) if self.individual else None,
        )


def _prices(view: Outlook, price: GridPrice, *, individual: bool) -> tuple[float, float]:
    """What a Wh costs and earns in an interval that is not traded yet.

    Under individual supply a home does not fill its battery in the hope of buying: what is not matched costs retail.
    """
    clearing = min(float(price.retail), max(float(price.feed_in), view.clearing))
    if individual:
        share = COUNTED_ON * view.sales_matched
        return float(price.retail), share * clearing + (1 - share) * price.feed_in
    buy = COUNTED_ON * clearing + (1 - COUNTED_ON) * view.short
    sell = COUNTED_ON * clearing + (1 - COUNTED_ON) * view.long
    return max(buy, sell), sell
