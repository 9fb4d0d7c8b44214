"""Local days of a community, and what one of them was: its energy and money as far as both are known."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from statistics import fmean
from typing import TYPE_CHECKING, Any, Final, Self

from homeassistant.util import dt as dt_util
import numpy as np

from ..market.founding import SupplyArrangement
from ..market.tariff import GridPrice
from ..planner.problem import BadProblemError, Battery
from ..planner.scorecard import Day, Score, Series, score

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from ..home.book import IntervalEnergy
    from ..journal import IntervalRecord
    from ..market.calendar import MarketCalendar
    from ..planner.plan import Plan

SECONDS_PER_DAY: Final = 86_400
SECONDS_PER_HOUR: Final = 3600
EARLY_SECONDS: Final = 3600
"""A forecast that was made later than this after midnight is none of the day."""


@dataclass(frozen=True, slots=True)
class Span:
    """A day, as the intervals from `first` up to, not including, `end`."""

    first: int
    end: int


def span_of(calendar: MarketCalendar, time: float, days_before: int = 0) -> Span:
    """The local day of a moment, or one before it; clock changes make it longer or shorter.

    A demonstration's or practice's short days are those of its tariff.
    """
    if calendar.day_intervals * calendar.interval_seconds != SECONDS_PER_DAY:
        first = (calendar.interval_at(time) // calendar.day_intervals - days_before) * calendar.day_intervals
        return Span(first, first + calendar.day_intervals)
    midnight = dt_util.start_of_local_day(dt_util.as_local(dt_util.utc_from_timestamp(time)))
    begin = dt_util.start_of_local_day(midnight - timedelta(days=days_before))
    end = dt_util.start_of_local_day(midnight - timedelta(days=days_before - 1))
    first, last = (-int(-each.timestamp() // calendar.interval_seconds) for each in (begin, end))
    return Span(first, last)


@dataclass(slots=True)
class Morning:
    """What was expected when a day began, in Wh and µcredit per Wh from interval `at` on, and what was stored then."""

    at: int | None = None
    load_wh: tuple[float, ...] = ()
    pv_wh: tuple[float, ...] = ()
    buy: tuple[float, ...] = ()
    sell: tuple[float, ...] = ()
    stored_wh: float | None = None
    battery: Battery | None = None

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Self:
        """Read what was kept; a battery that is none any more is left out."""
        battery: Battery | None = None
        try:
            if (physics := stored.get("battery")) is not None:
                battery = Battery(device="all", **physics)
        except BadProblemError, TypeError:
            battery = None
        load, sun, buy, sell = (tuple(stored.get(name, ())) for name in ("load_wh", "pv_wh", "buy", "sell"))
        return cls(stored.get("at"), load, sun, buy, sell, stored.get("stored_wh"), battery)

    def to_stored(self) -> dict[str, Any]:
        """Write it as JSON knows it."""
        physics = None
        if self.battery is not None:
            physics = {name: value for name, value in asdict(self.battery).items() if name in PHYSICS}
        return {each.name: getattr(self, each.name) for each in fields(self)} | {"battery": physics}

    def expect(self, plan: Plan, interval_of: Callable[[float], int], interval_hours: float) -> None:
        """Keep a plan's expectations, interval by interval."""
        load: list[float] = []
        sun: list[float] = []
        buy: list[float] = []
        sell: list[float] = []
        first = interval_of(plan.steps[0].start + 1e-3)
        for step in plan.steps:
            end = interval_of(step.start + step.seconds - 1e-3) + 1
            for _ in range(end - first - len(load)):
                load.append(round(step.load_w * interval_hours, 1))
                sun.append(round(step.pv_w * interval_hours, 1))
                buy.append(round(step.buy, 1))
                sell.append(round(step.sell, 1))
        self.at = first
        self.load_wh, self.pv_wh, self.buy, self.sell = tuple(load), tuple(sun), tuple(buy), tuple(sell)

    def is_of(self, span: Span, interval_seconds: int, pace: float) -> bool:
        """Whether it was made as the day began."""
        return self.at is not None and 0 <= (self.at - span.first) * interval_seconds * pace <= EARLY_SECONDS

    def series(self, intervals: Sequence[int], true: Series) -> Series:
        """Tell what was expected of intervals; of those before and after it, what they were."""

        def told(expected: tuple[float, ...], was: NDArray[np.float64]) -> NDArray[np.float64]:
            offsets = [interval - (self.at or 0) for interval in intervals]
            return np.array(
                [
                    expected[at] if 0 <= at < len(expected) else truth
                    for at, truth in zip(offsets, was.tolist(), strict=True)
                ]
            )

        buy = told(self.buy, true.buy)
        return Series(
            told(self.load_wh, true.load_wh),
            told(self.pv_wh, true.pv_wh),
            buy,
            np.minimum(buy, told(self.sell, true.sell)),
        )


PHYSICS: Final = frozenset(
    {"capacity_wh", "charge_w", "discharge_w", "initial_wh", "charge_efficiency", "discharge_efficiency"}
    | {"reserve_wh", "stored_value", "wear"}
)


def combined(batteries: Sequence[Battery]) -> Battery | None:
    """All batteries of a home as one, without their owner's rules; None without any."""
    if not batteries:
        return None

    def added(name: str) -> float:
        return float(sum(getattr(each, name) for each in batteries))

    def shared(name: str) -> float:
        return fmean(getattr(each, name) for each in batteries)

    return Battery(
        device="all",
        capacity_wh=added("capacity_wh"),
        charge_w=added("charge_w"),
        discharge_w=added("discharge_w"),
        initial_wh=added("initial_wh"),
        reserve_wh=added("reserve_wh"),
        charge_efficiency=shared("charge_efficiency"),
        discharge_efficiency=shared("discharge_efficiency"),
        stored_value=shared("stored_value"),
        wear=shared("wear"),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a day: `records` and `energies` by interval, `changes` of what is stored in Wh.

    `hours` is the length of an interval.
    """

    span: Span
    records: Mapping[int, IntervalRecord]
    energies: Mapping[int, IntervalEnergy]
    changes: Mapping[int, float]
    morning: Morning
    supply: SupplyArrangement
    hours: float
    has_forecast: bool = False

    @property
    def mark(self) -> int:
        """What a day's score rests on, in a word: another one is another score."""
        return hash(
            (
                tuple((at, each.amount, each.net_wh) for at, each in self.records.items()),
                self.has_forecast,
                self.morning.stored_wh is None,
            )
        )


@dataclass(frozen=True, slots=True)
class DayScore:
    """What a day brought; without knowing what was stored as it began, only what trading did.

    `intervals` are those that are final. Forecasts' losses are known only if there was one (`foreseen`).
    """

    intervals: int
    against_no_trading: float
    score: Score | None
    foreseen: bool

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Self:
        """Read what was kept."""
        kept = stored["score"]
        return cls(
            stored["intervals"],
            stored["against_no_trading"],
            None if kept is None else Score(**{each.name: kept[each.name] for each in fields(Score)}),
            stored["foreseen"],
        )


def day_score(told: Told) -> DayScore | None:
    """Reckon a day; None while nothing of it is final. Takes some tenths of a second."""
    intervals = [
        interval
        for interval in range(told.span.first, told.span.end)
        if (record := told.records.get(interval)) is not None and record.amount is not None
    ]
    if not intervals:
        return None
    battery = told.morning.battery
    day = _day(told, intervals, battery)
    if battery is not None and told.morning.stored_wh is None:
        return DayScore(len(intervals), score(day, None).against_no_trading, None, foreseen=False)
    reckoned = score(day, battery)
    foreseen = battery is None or day.forecast is not None
    return DayScore(len(intervals), reckoned.against_no_trading, reckoned, foreseen)


def _day(told: Told, intervals: Sequence[int], battery: Battery | None) -> Day:
    records = [told.records[interval] for interval in intervals]
    changes = np.array([_change(told, record, battery) for record in records])
    taken = np.zeros(len(records))
    if battery is not None:
        taken = np.where(changes > 0, changes / battery.charge_efficiency, changes * battery.discharge_efficiency)
    net = np.array([float(record.net_wh or 0) for record in records])
    sun = np.array([_sun(told.energies.get(record.interval), record) for record in records])
    prices = [GridPrice(record.feed_in, record.retail) for record in records]
    retail, feed_in = (np.array([float(getattr(price, name)) for price in prices]) for name in ("retail", "feed_in"))
    market = [_market(record, price) for record, price in zip(records, prices, strict=True)]
    true = Series(sun - net - taken, sun, np.array([buy for buy, _ in market]), np.array([sell for _, sell in market]))
    stored = told.morning.stored_wh or 0.0
    return Day(
        hours=told.hours,
        true=true,
        forecast=told.morning.series(intervals, true) if told.has_forecast else None,
        retail=retail,
        feed_in=feed_in,
        battery_wh=taken,
        amount=float(sum(_amount(told, record, price) for record, price in zip(records, prices, strict=True))),
        stored_at_start_wh=stored,
        stored_at_end_wh=stored + float(changes.sum()),
    )


def _change(told: Told, record: IntervalRecord, battery: Battery | None) -> float:
    """What was stored in an interval, less what was taken out: by the battery's counters, else by its charge."""
    if battery is None or record.unknown:
        return 0.0
    energy = told.energies.get(record.interval)
    if energy is not None and energy.charge_wh is not None and energy.discharge_wh is not None:
        return energy.charge_wh * battery.charge_efficiency - energy.discharge_wh / battery.discharge_efficiency
    return told.changes.get(record.interval, 0.0)


def _sun(energy: IntervalEnergy | None, record: IntervalRecord) -> float:
    """What was generated; where nothing tells, what was exported came from somewhere."""
    if energy is not None and energy.generation_wh is not None and not record.unknown:
        return float(energy.generation_wh)
    return float(max(0, record.net_wh or 0))


def _market(record: IntervalRecord, supplier: GridPrice) -> tuple[float, float]:
    """What a Wh cost and earned at best: the published price where there was one and it was the better."""
    if record.price is None:
        return float(supplier.retail), float(supplier.feed_in)
    buy = float(min(record.price, supplier.retail))
    return buy, min(buy, float(max(record.price, supplier.feed_in)))


def _amount(told: Told, record: IntervalRecord, supplier: GridPrice) -> int:
    """What an interval came to, with what the home's own supplier bills besides under individual supply."""
    amount = record.amount or 0
    if told.supply is SupplyArrangement.POOLED or record.net_wh is None:
        return amount
    rest = record.net_wh - record.delivered_wh
    return amount + (supplier.feed_in * rest if rest > 0 else supplier.retail * rest)
