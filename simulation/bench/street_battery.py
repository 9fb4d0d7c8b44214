"""A street's home with a battery: plans around the market's prices, orders what that leaves, and follows its plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from custom_components.energy_trade.market.supply import SupplyArrangement
from custom_components.energy_trade.market.units import BLOCK_INTERVALS
from custom_components.energy_trade.planner.courses import home_courses
from custom_components.energy_trade.planner.evidence import outlook, usual_surplus_wh
from custom_components.energy_trade.planner.forecast import Forecast, Method
from custom_components.energy_trade.planner.guide import Guide, battery_guide
from custom_components.energy_trade.planner.policy import SELF_USE, Guidance, Measured, command
from custom_components.energy_trade.planner.problem import Battery, Depth, Problem, Step
from custom_components.energy_trade.planner.readout import follow
from custom_components.energy_trade.planner.reliance import Exchange, reliance
from custom_components.energy_trade.planner.storage import moved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from custom_components.energy_trade.market.tariff import GridPrice
    from custom_components.energy_trade.planner.evidence import Evidence
    from custom_components.energy_trade.planner.forecast import DayShape

AHEAD_HOURS = 24
COUNTED_ON = 0.75
"""How surely energy is had at the clearing price, as homes count on it."""

HOUR = 3600


def self_used(net_wh: Sequence[int], battery: Battery, hours: float) -> tuple[list[int], list[float]]:
    """Net energy of a home whose battery stores its surplus and covers its need, and what is then in it."""
    charge, left, charges = battery.initial_wh, [], []
    for wh in net_wh:
        power, charge = follow(battery, charge, -wh / hours, hours)
        left.append(round(wh + power * hours))
        charges.append(charge)
    return left, charges


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
    charges: dict[int, float] = field(default_factory=dict)
    """What is in it as a block ends."""

    exchanges: dict[int, Exchange] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin half full, or as it is described."""
        self.charge_wh = self.battery.initial_wh

    @property
    def hours(self) -> float:
        """Length of an interval."""
        return self.interval_seconds / HOUR

    def plan(
        self, block: int, now: int, price: GridPrice, evidence: Mapping[int, Evidence], *, spread: int, saved: int
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
        supply = SupplyArrangement.INDIVIDUAL if self.individual else SupplyArrangement.POOLED
        storable = self.battery.highest_wh - self.battery.lowest_wh
        relied = reliance(supply, saved, storable, price)
        steps_ahead: list[Step] = []
        for step in range(steps):
            view = outlook(
                first + step,
                price,
                evidence,
                spread=spread,
                day_intervals=self.shape.day_intervals,
                energy_wh=max(1, round(abs(float(expected[step])))),
            )
            exchange = Exchange(
                supply=supply,
                price=price,
                outlook=view,
                clearing=view.clearing,
                spread=spread,
                traded=COUNTED_ON,
                reliance=relied,
            )
            usual = usual_surplus_wh(first + step, evidence, self.shape.day_intervals)
            steps_ahead.append(self._step(first + step, exchange, usual))
            self.exchanges[first + step] = exchange
        problem = Problem(steps=tuple(steps_ahead), batteries=(self.battery,))
        courses = made.net_wh[:, first - now :]
        self.guide = battery_guide(problem, courses, made.weights)
        value = self.guide.value
        found: dict[int, Forecast | None] = {}
        charge = np.full(len(courses), self.charge_wh)
        for step in range(BLOCK_INTERVALS):
            levels = value.thresholds(step, steps_ahead[step].buy, steps_ahead[step].sell)
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
            self.charges[block] = self.charge_wh
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
            each if each.start != start else self._settled(each, position_wh) for each in self.guide.problem.steps
        )
        return Guide(Problem(steps=steps, batteries=(self.battery,)), self.guide.value).guidance(start) or plain

    def _step(self, interval: int, exchange: Exchange, usual_surplus: float | None) -> Step:
        """An interval that is not traded yet; beyond what neighbours usually have or want there is the grid alone."""
        price = exchange.price
        surplus = usual_surplus
        return Step(
            start=float(interval * self.interval_seconds),
            seconds=float(self.interval_seconds),
            load_w=0.0,
            pv_w=0.0,
            buy=exchange.buy,
            sell=exchange.sell,
            offer=None if surplus is None else Depth(max(0.0, surplus), max(exchange.buy, float(price.retail))),
            need=None if surplus is None else Depth(max(0.0, -surplus), min(exchange.sell, float(price.feed_in))),
        )

    def _settled(self, step: Step, position_wh: float) -> Step:
        """An interval whose block is cleared: what is not in its position the grid's prices settle."""
        exchange = self.exchanges[round(step.start) // self.interval_seconds]
        buy, sell = float(exchange.price.retail), float(exchange.price.feed_in)
        if self.individual:
            kept = exchange.kept_sale if position_wh > 0 else exchange.kept_purchase
        else:
            kept = buy if position_wh > 0 else sell
        return Step(
            start=step.start,
            seconds=step.seconds,
            load_w=0.0,
            pv_w=0.0,
            buy=buy,
            sell=sell,
            position_wh=position_wh,
            position_price=kept if position_wh else None,
        )
