"""What coming time looks like to the home: its own load and generation, and what energy costs, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import fmean
from typing import TYPE_CHECKING, Final

import numpy as np

from .market.orders import Side
from .market.supply import SupplyArrangement
from .market.units import BLOCK_INTERVALS
from .planner.courses import home_courses
from .planner.evidence import outlook, usual_surplus_wh
from .planner.forecast import DayShape, Forecaster
from .planner.past import Signs
from .planner.problem import Depth, Step
from .planner.reliance import Exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from .home.devices.clock import HomeClock
    from .market.founding import Founding
    from .market.state import BlockState, Snapshot
    from .market.tariff import GridPrice
    from .planner.courses import Courses
    from .planner.evidence import Evidence
    from .proposal import Past

FINE_SECONDS: Final = 86_400
END_SECONDS: Final = 172_800
STEP_SECONDS: Final = 900
HOUR_SECONDS: Final = 3600
LEAST_STEP_SECONDS: Final = 60
MOST_TRADED: Final = 0.75
"""How surely energy is had at the clearing price where it always was: one home's order moves a small market."""

LEAST_MARGIN: Final = 1.0
"""µcredit a Wh by which buying is dearer than selling at least: the same Wh is not sold and bought back."""


type OwnPrice = Callable[[int], GridPrice | None]
"""Tells by interval what the home's own supplier charges and pays; None where the community's price holds."""


@dataclass(frozen=True, slots=True)
class Outlooks:
    """All that prospects rest on; `past` is that of the home without its planned devices."""

    founding: Founding
    snapshot: Snapshot
    evidence: Mapping[int, Evidence]
    past: Past
    clock: HomeClock
    now: float
    shape: DayShape
    own: OwnPrice | None = None
    """What the home's own supplier charges, where the community leaves supply to its members."""

    solar_wh: Mapping[int, float] = field(default_factory=dict)
    """What solar forecasts say of generation by interval, and had said of the past."""

    reliance: float = 1.0
    """How far the plan may count on neighbours for what is not traded yet."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """One interval: load and generation in Wh, prices in µcredit a Wh."""

    load_wh: float
    pv_wh: float
    buy: float
    sell: float
    retail: float
    position_wh: float
    position_price: float | None
    renewable: float
    surplus_wh: float | None
    """What neighbours offer beyond what they want, as far as it is known and not closed."""

    feed_in: float


@dataclass(frozen=True, slots=True)
class Ahead:
    """The coming steps as they are expected, and the courses that net energy may take in them, if these are known."""

    steps: tuple[Step, ...]
    net_wh: NDArray[np.float64] | None
    """One course a row, one step a column, + surplus."""

    weights: NDArray[np.float64] | None
    price_moves: NDArray[np.float64] | None = None
    """By how much prices lie above the expected ones in each course, in µcredit a Wh; None: not learned."""


def look_ahead(outlooks: Outlooks) -> Ahead:
    """Look two days ahead: by the quarter of an hour for a day, then by the hour; takes a while."""
    clock, founding = outlooks.clock, outlooks.founding
    calendar = founding.calendar()
    length = founding.interval_seconds * clock.pace
    current = calendar.interval_at(outlooks.now)
    prospects = _Prospects(outlooks)
    steps: list[Step] = []
    columns: list[NDArray[np.float64]] = []
    moves: list[NDArray[np.float64]] = []
    start = clock.home(outlooks.now)
    first = current
    end_of_current = clock.home(calendar.interval_end(current))
    if end_of_current - start < LEAST_STEP_SECONDS:
        start, first = end_of_current, current + 1
    begin = start
    while start - begin < END_SECONDS:
        wanted = STEP_SECONDS if start - begin < FINE_SECONDS else HOUR_SECONDS
        count = max(1, round(wanted / length))
        intervals = range(first, first + count)
        end = clock.home(calendar.interval_start(first + count))
        steps.append(_step(start, end - start, [prospects.of(interval) for interval in intervals], length))
        if prospects.courses is not None:
            net = np.sum([prospects.course_net(interval) for interval in intervals], axis=0)
            columns.append(net * min(1.0, steps[-1].seconds / (count * length)))
            moves.append(np.mean([prospects.course_moves(interval) for interval in intervals], axis=0))
        start, first = end, first + count
    if prospects.courses is None:
        return Ahead(tuple(steps), None, None)
    return Ahead(
        tuple(steps),
        np.stack(columns, axis=1),
        prospects.courses.weights,
        None if prospects.courses.price is None else np.stack(moves, axis=1),
    )


def _step(start: float, seconds: float, parts: Sequence[Prospect], interval_seconds: float) -> Step:
    """Take some intervals together; of one that has begun, what is left."""
    hours = len(parts) * interval_seconds / HOUR_SECONDS
    left = min(1.0, seconds / (len(parts) * interval_seconds))
    sell = fmean(part.sell for part in parts)
    positions = [part.position_price for part in parts if part.position_price is not None]
    buy = max(fmean(part.buy for part in parts), sell + LEAST_MARGIN)
    surplus = [part.surplus_wh for part in parts if part.surplus_wh is not None]
    offered, wanted = (left * sum(max(0.0, sign * each) for each in surplus) for sign in (1, -1))
    is_known = len(surplus) == len(parts)
    return Step(
        start=start,
        seconds=seconds,
        load_w=sum(part.load_wh for part in parts) / hours,
        pv_w=max(0.0, sum(part.pv_wh for part in parts) / hours),
        buy=buy,
        sell=sell,
        retail=fmean(part.retail for part in parts),
        position_wh=left * sum(part.position_wh for part in parts),
        position_price=fmean(positions) if positions else None,
        renewable=fmean(part.renewable for part in parts),
        # Beyond what neighbours have or want there is the grid alone, whether it is traded or a deviation.
        offer=Depth(offered, max(buy, fmean(part.retail for part in parts))) if is_known else None,
        need=Depth(wanted, min(sell, fmean(part.feed_in for part in parts))) if is_known else None,
    )


def _position(block: BlockState | None, position: int) -> float:
    """What the home has traded of an interval, in Wh; until it is cleared, what it has on order."""
    if block is None:
        return 0.0
    if block.cleared:
        return float(block.position_wh(position) or 0)
    order = block.orders.orders[position] if block.orders is not None else None
    if order is None:
        return 0.0
    return float(order.energy_wh if order.side is Side.SELL else -order.energy_wh)


class _Prospects:
    """Forecasts and prices of intervals, each asked for once."""

    def __init__(self, outlooks: Outlooks) -> None:
        self._founding = outlooks.founding
        self._snapshot = outlooks.snapshot
        self._calendar = outlooks.founding.calendar()
        self._current = self._calendar.interval_at(outlooks.now)
        self._evidence = outlooks.evidence
        self._own = outlooks.own
        self._reliance = outlooks.reliance
        self._now = outlooks.now
        past = outlooks.past
        generation = past.generation_wh
        load = {interval: generation.get(interval, 0) - net for interval, net in past.net_wh.items()}
        self._load = Forecaster({interval: -wh for interval, wh in load.items()}, {}, outlooks.shape)
        self._pv = Forecaster(dict(generation), {}, outlooks.shape)
        self.courses = home_courses(
            past.net_wh,
            generation,
            outlooks.shape,
            self._current,
            1 + round(END_SECONDS / (outlooks.founding.interval_seconds * outlooks.clock.pace)),
            signs=Signs(
                solar_wh=outlooks.solar_wh,
                price={it: float(each.price) for it, each in outlooks.evidence.items() if each.price is not None},
            ),
        )
        self._usual_load = fmean(load.values()) if load else 0.0

    def of(self, interval: int) -> Prospect:
        """Tell what is to be expected of an interval."""
        load_wh, pv_wh = self._energy(interval)
        block = self._snapshot.block(interval // BLOCK_INTERVALS)
        position = interval % BLOCK_INTERVALS
        tariff = block.tariff if block is not None else self._founding.table_tariff(interval // BLOCK_INTERVALS)
        price = (self._own(interval) if self._own else None) or tariff[position]
        expected = outlook(
            interval,
            price,
            self._evidence,
            spread=self._founding.spread,
            day_intervals=self._calendar.day_intervals,
            energy_wh=max(1, round(abs(pv_wh - load_wh))),
        )
        exchange = Exchange(
            supply=self._founding.supply,
            price=price,
            outlook=expected,
            clearing=self._clearing(interval, price, expected.clearing),
            spread=self._founding.spread,
            traded=self._traded(interval),
            reliance=self._reliance,
        )
        buy, sell = exchange.buy, exchange.sell
        position_wh, position_price = 0.0, None
        surplus = usual_surplus_wh(interval, self._evidence, self._calendar.day_intervals)
        if self._is_closed(interval):
            position_wh = _position(block, position)
            # Neighbours' deviations may pay better, but not for as much as a battery or a car can take at once.
            sell, buy = float(price.feed_in), float(price.retail)
            if position_wh and self._founding.supply is SupplyArrangement.INDIVIDUAL:
                position_price = exchange.kept_sale if position_wh > 0 else exchange.kept_purchase
            elif position_wh:
                position_price = buy if position_wh > 0 else sell
            surplus = None
        return Prospect(
            load_wh=load_wh,
            pv_wh=pv_wh,
            buy=buy,
            sell=sell,
            retail=price.retail,
            position_wh=position_wh,
            position_price=position_price,
            renewable=self._renewable(interval, price, expected.clearing),
            surplus_wh=surplus,
            feed_in=price.feed_in,
        )

    def _is_closed(self, interval: int) -> bool:
        """Whether nothing can be ordered for an interval any more."""
        block = self._snapshot.block(interval // BLOCK_INTERVALS)
        return self._now >= self._calendar.gate(interval // BLOCK_INTERVALS) or (block is not None and block.cleared)

    def _clearing(self, interval: int, price: GridPrice, usual: float) -> float:
        """The price at which an interval will clear: by courses, where there are any, between the grid's two."""
        if self.courses is None or self.courses.price is None:
            return usual
        expected = float(self.courses.mean(self.courses.price[:, self._column(interval, self.courses)]))
        return min(float(price.retail), max(float(price.feed_in), expected))

    def course_moves(self, interval: int) -> NDArray[np.float64]:
        """By how much the price lies above what is expected in each course, as far as the home trades at it."""
        if self.courses is None:
            raise LookupError("no courses are known")
        moves: NDArray[np.float64] = np.zeros(len(self.courses.weights))
        if self.courses.price is not None and not self._is_closed(interval):
            prices = self.courses.price[:, self._column(interval, self.courses)]
            moves = self._traded(interval) * (prices - self.courses.mean(prices))
        return moves

    def course_net(self, interval: int) -> NDArray[np.float64]:
        """Net energy of an interval in each course; beyond the last one known, that one's."""
        if self.courses is None:
            raise LookupError("no courses are known")
        column: NDArray[np.float64] = self.courses.net_wh[:, self._column(interval, self.courses)]
        return column

    def _column(self, interval: int, courses: Courses) -> int:
        return min(max(0, interval - self._current), int(courses.load_wh.shape[1]) - 1)

    def _energy(self, interval: int) -> tuple[float, float]:
        """Load and generation that are expected: by courses, where the past tells enough, else by what there is."""
        if self.courses is not None:
            column = self._column(interval, self.courses)
            load, sun = (self.courses.mean(rows[:, column]) for rows in (self.courses.load_wh, self.courses.pv_wh))
            return float(load), float(sun)
        expected_load = self._load.forecast(interval, self._current - 1)
        expected_pv = self._pv.forecast(interval, self._current - 1)
        return (
            self._usual_load if expected_load is None else -expected_load.expected_wh,
            0.0 if expected_pv is None else max(0.0, float(expected_pv.expected_wh)),
        )

    def _similar(self, interval: int) -> Iterable[Evidence]:
        day = self._calendar.day_intervals
        return [self._evidence[it] for it in range(interval - 3 * day, interval, day) if it in self._evidence]

    def _traded(self, interval: int) -> float:
        """How often something was traded at this time of day; half, while nothing is known."""
        similar = list(self._similar(interval))
        if not similar:
            return 0.5
        return MOST_TRADED * sum(each.price is not None for each in similar) / len(similar)

    def _renewable(self, interval: int, price: GridPrice, clearing: float) -> float:
        """The share of a purchase that neighbours generate, judged by how much was offered at this time of day."""
        similar = list(self._similar(interval))
        if similar:
            return fmean(min(1.0, each.supply_wh / max(1, each.demand_wh)) for each in similar)
        width = price.retail - price.feed_in
        return 0.0 if width <= 0 else min(1.0, max(0.0, (price.retail - clearing) / width))
