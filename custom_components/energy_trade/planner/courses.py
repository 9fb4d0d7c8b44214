"""What load, generation and prices may do in the coming hours, judged by the home's own past and by nothing else.

The past is read as days that end now, so that every row starts at this time of day. What is usual at a time is the mean
of the days before it, recent ones and those of the same kind (working day or weekend) counting more. The error of the
last hours is carried on and fades; it is learned besides how such errors went on before. Prices that are known of
coming intervals, cleared or published, count as the last of the past from which the others are judged. Generation is a
share of the brightest that the last weeks showed at that time of day; the share of the last hours fades into that of
other days. A solar forecast is followed as far as it did better than that of late.
Courses: what the same method missed on each of the last days, from this time of day on, kept together across load,
generation and prices, because a dull day is dull for the neighbours too. Days that began like this one weigh more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from .forecast import SECONDS_PER_DAY, STALE_INTERVALS, DayShape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    type Values = NDArray[np.float64]
    type Flags = NDArray[np.bool_]

MEMORY_DAYS: Final = 56
COURSE_DAYS: Final = 28
LEAST_COURSES: Final = 3
LEAST_KNOWN: Final = 0.6
"""Share of a past day that must be known for it to serve as a course."""

HALF_LIFE_DAYS: Final = 7.0
OTHER_KIND_OF_DAY: Final = 0.15
ERROR_HOURS: Final = 2.0
ERROR_HALF_LIFE_HOURS: Final = 2.0

STATE_HOURS: Final = (1, 3, 8, 24)
"""Hours up to now whose mean error tells how things go on."""

LEARNED_HOURS: Final = 3
LEAST_PRICED: Final = 0.2
"""Share of the last weeks' intervals whose price is known, for prices to be forecast."""

CAUTION: Final = 0.2
PRICE_CAUTION: Final = 0.5
TINY: Final = 1e-9

PRICE_HALF_LIFE_DAYS: Final = 14.0
PRICE_OTHER_KIND_OF_DAY: Final = 0.3
PRICE_ERROR_HALF_LIFE_HOURS: Final = 12.0

BRIGHT_DAYS: Final = 21
BRIGHTEST: Final = 1.1
ABOVE_FORECAST: Final = 2.0
"""The most that a course may generate, as a multiple of the brightest, or of what a solar forecast says."""

DARK: Final = 0.02
"""Share of the day's brightest below which nothing can be told from generation."""

FIRST_TRUST: Final = 0.97
TRUST_DAYS: Final = 2.0
TRUST_HALF_LIFE_DAYS: Final = 7.0
USUAL_ERROR: Final = 0.2
"""How a solar forecast is believed before its errors are known: as if so many days had shown such errors, as shares of
the brightest, in this proportion."""

CLOUD_HOURS: Final = 1.5
DAY_CLOUD_HOURS: Final = 12.0
CLOUD_HALF_LIFE_HOURS: Final = 6.0
ALIKE: Final = 0.15
"""How far the clearness of two days may differ and still count as alike."""

COURSE_HALF_LIFE_DAYS: Final = 14.0
LEAST_LIKENESS: Final = 0.02

HOURS: Final = 24.0
EPOCH_WEEKDAY: Final = 3
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known of the intervals before `end`, the latest last; NaN where nothing is.

    `end` counts intervals of local time since 1970, `day` of them make a day. Energy in Wh, prices in µcredit per Wh.
    """

    end: int
    day: int
    load_wh: Values
    pv_wh: Values
    price: Values | None = None
    weekly: bool = True
    """Whether days have weekdays: a demonstration's short days have none."""

    price_ahead: Values | None = None
    """Prices that are known of the intervals from `end` on, without a gap."""

    solar_wh: Values | None = None
    """What a solar forecast had said of the past intervals, as far as it was kept."""


@dataclass(frozen=True, slots=True)
class Courses:
    """Courses of the coming intervals, one a row, and how likely each is (sum 1)."""

    load_wh: Values
    pv_wh: Values
    price: Values | None
    weights: Values

    @property
    def net_wh(self) -> Values:
        """Surplus (+) or need (−) of each course."""
        net: Values = self.pv_wh - self.load_wh
        return net

    def mean(self, rows: Values) -> Values:
        """Expectation of something over the courses."""
        mean: Values = self.weights @ rows
        return mean


def series_of(past: Mapping[int, float], end: int, length: int) -> Values:
    """Values of the intervals before `end`, the latest last; NaN where none is known."""
    values = np.full(length, np.nan)
    for interval, value in past.items():
        place = interval - (end - length)
        if 0 <= place < length:
            values[place] = value
    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What tells of coming intervals besides the meters, by interval."""

    solar_wh: Mapping[int, float] = field(default_factory=dict)
    """What solar forecasts say, and had said of the past."""

    price: Mapping[int, float] = field(default_factory=dict)
    """Clearing prices in µcredit per Wh, as far as they are known."""


def home_courses(
    net: Mapping[int, int],
    generation: Mapping[int, int],
    shape: DayShape,
    current: int,
    steps: int,
    *,
    signs: Signs | None = None,
) -> Courses | None:
    """Courses from interval `current` on, of a home whose meters counted this by interval; None where they do not tell.

    Energy in Wh, net + surplus. What is called load is all that is not generated.
    """
    signs = signs or Signs()
    last = max(net, default=None)
    if last is None or current - last > STALE_INTERVALS:
        return None
    made = {it: energy for it, energy in generation.items() if it in net} if generation else dict.fromkeys(net, 0)
    end, length = current + shape.offset(current), MEMORY_DAYS * shape.day_intervals
    local = {interval: interval + shape.offset(interval) for interval in made if interval < current}
    steps = min(steps, 2 * shape.day_intervals)
    solar = {it + shape.offset(it): wh for it, wh in signs.solar_wh.items()} if generation else {}
    solar_ahead = series_of(solar, end + steps, steps)
    price = {it + shape.offset(it): each for it, each in signs.price.items()}
    price_past, price_ahead = series_of(price, end, length), series_of(price, end + steps, steps)
    known = int(np.argmax(~np.isfinite(price_ahead))) if not np.isfinite(price_ahead).all() else steps
    has_prices = np.isfinite(price_past[-COURSE_DAYS * shape.day_intervals :]).mean() >= LEAST_PRICED
    return courses(
        Past(
            end=end,
            day=shape.day_intervals,
            load_wh=series_of({local[it]: made[it] - net[it] for it in local}, end, length),
            pv_wh=series_of({local[it]: made[it] for it in local}, end, length),
            weekly=shape.day_intervals * shape.interval_seconds == SECONDS_PER_DAY,
            price=price_past if has_prices else None,
            price_ahead=price_ahead[:known],
            solar_wh=series_of(solar, end, length),
        ),
        steps,
        solar_ahead if np.isfinite(solar_ahead).any() else None,
    )


def courses(past: Past, steps: int, solar_wh: Values | None = None) -> Courses | None:
    """Courses of the next `steps` intervals (two days at most); None while too little is known.

    `solar_wh` is what a solar forecast says of them; without one generation is judged by its own past.
    """
    frame = _Frame(past, steps)
    load = _learned(frame, past.load_wh, _LOAD)
    sun, weights = _sun(frame, past, None)
    if solar_wh is not None:
        trust = _trust(frame, past, solar_wh)
        told, _ = _sun(frame, past, solar_wh)
        sun = trust * told + (1 - trust) * sun
    known: Flags = np.logical_and(np.isfinite(load).all(axis=1), np.isfinite(sun).all(axis=1))
    if known.sum() < LEAST_COURSES:
        return None
    price = None if past.price is None else _priced(past, past.price, steps)
    if price is not None:
        price = _as_expected(price, known)
    load, sun, weights = load[known], sun[known], weights[known]
    # where generation is not metered, what is called load falls below nothing
    least = 0.0 if not (past.load_wh < 0).any() else -np.inf
    return Courses(np.maximum(load, least), np.maximum(sun, 0.0), price, weights / weights.sum())


# ------ days


class _Frame:
    """How intervals make days that end now, and which past days give courses."""

    def __init__(self, past: Past, steps: int) -> None:
        self.day, self.steps = past.day, steps
        self.ahead = -(-steps // past.day)
        if not 1 <= self.ahead <= 2:  # noqa: PLR2004 - today and tomorrow
            raise ValueError(f"{steps} intervals are not within the next two days")
        self.hour = past.day / HOURS
        first = past.end - MEMORY_DAYS * past.day
        days = np.arange(first, past.end + 2 * past.day) // past.day
        weekend = (days + EPOCH_WEEKDAY) % 7 >= SATURDAY if past.weekly else np.zeros(len(days), dtype=bool)
        self.weekend: Flags = weekend.reshape(MEMORY_DAYS + 2, past.day)
        # the days on which a course begins: the day before, its errors are known, and as many as wanted follow
        self.origins = np.arange(MEMORY_DAYS - COURSE_DAYS, MEMORY_DAYS + 1 - self.ahead)
        self.lead_hours = np.arange(1, self.ahead * past.day + 1) / self.hour

    def rows(self, values: Values) -> Values:
        wanted = MEMORY_DAYS * self.day
        if len(values) < wanted:
            values = np.concatenate([np.full(wanted - len(values), np.nan), values])
        rows: Values = values[-wanted:].reshape(MEMORY_DAYS, self.day)
        return rows

    def paths(self, today: Values, tomorrow: Values) -> Values:
        """Put days and the days after them together, by origin."""
        if self.ahead == 1:
            return np.take(today, self.origins, axis=0)
        return np.concatenate([today[self.origins], tomorrow[self.origins + 1]], axis=1)


def _smooth(rows: Values) -> Values:
    """Mean with the intervals before and after, as far as they are known."""
    flat = np.concatenate([[np.nan], rows.ravel(), [np.nan]])
    parts = np.stack([flat[:-2], flat[1:-1], flat[1:-1], flat[2:]])
    known = np.isfinite(parts)
    count = known.sum(axis=0)
    total = np.where(known, parts, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan).reshape(rows.shape)


def _filled(paths: Values) -> Values:
    """Fill the gaps of days that are known for the most part with nothing missed; leave the others unknown."""
    known: Flags = np.isfinite(paths)
    return np.where(known | (known.mean(axis=1) < LEAST_KNOWN)[:, None], paths, 0.0)


# ------ habit


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a quantity keeps to its habits."""

    half_life_days: float
    other_kind: float
    error_half_life_hours: float
    caution: float


_LOAD: Final = _Manner(HALF_LIFE_DAYS, OTHER_KIND_OF_DAY, ERROR_HALF_LIFE_HOURS, CAUTION)
_SUN: Final = _Manner(HALF_LIFE_DAYS, 1.0, ERROR_HALF_LIFE_HOURS, CAUTION)
_PRICE: Final = _Manner(PRICE_HALF_LIFE_DAYS, PRICE_OTHER_KIND_OF_DAY, PRICE_ERROR_HALF_LIFE_HOURS, PRICE_CAUTION)


def _priced(past: Past, price: Values, steps: int) -> Values:
    """Courses of prices: those that are known, and from their end on what is learned from all of them."""
    known = np.zeros(0) if past.price_ahead is None else past.price_ahead[:steps]
    later = _Frame(replace(past, end=past.end + len(known)), steps)
    rows = _learned(later, np.concatenate([price, known]), _PRICE)
    told = np.broadcast_to(known, (len(rows), len(known)))
    return np.concatenate([told, rows], axis=1)[:, :steps]


def _as_expected(price: Values, wanted: Flags) -> Values | None:
    """Prices of the wanted courses; one whose own day does not tell has what is expected. None where no day tells."""
    finite = np.isfinite(price)
    if not finite.any():
        return None
    # at times of day at which there never was a price nobody trades
    price = np.where(finite.any(axis=0), price, price[finite].mean())
    told: Flags = np.array(np.isfinite(price).all(axis=1))
    if told.sum() < LEAST_COURSES:
        return None
    filled: Values = np.where(told[:, None], price, price[told].mean(axis=0))[wanted]
    return filled


def _learned(frame: _Frame, values: Values, manner: _Manner) -> Values:
    """Courses of what people's habits make: what is usual, the last error, and how such errors went on before.

    For each part of the coming days what was missed is explained by what was missed in the hours up to now, and at that
    time yesterday: a regression over past days that keeps to habit where the past does not clearly tell.
    """
    rows = frame.rows(values)
    smooth = _smooth(rows)
    state: Values | None = None
    expected: list[Values] = []
    missed: list[Values] = []
    origins = np.append(frame.origins, MEMORY_DAYS)
    recency = 0.5 ** ((MEMORY_DAYS - frame.origins) / COURSE_DAYS)
    width = max(1, round(LEARNED_HOURS * frame.hour))
    before, bias = np.zeros((len(origins), frame.day)), np.zeros(len(origins))
    for ahead in range(frame.ahead):
        usual = _usual(frame, smooth, manner, gap=ahead)
        error = rows - usual[:-2]
        if state is None:
            state = np.stack([_mean_of_last(error, round(hours * frame.hour)) for hours in STATE_HOURS], axis=1)
            before = np.where(np.isfinite(error), error, 0.0)[origins - 1]
            bias = _last_error(frame, error)[origins - 1]
        # what is carried on and fades comes first; the rest is learned
        fades = 0.5 ** (frame.lead_hours[ahead * frame.day :][: frame.day] / manner.error_half_life_hours)
        today = usual[MEMORY_DAYS + ahead] + bias[-1] * fades
        rest = error[frame.origins + ahead] - bias[:-1, None] * fades
        left = np.empty((len(frame.origins), frame.day))
        for start in range(0, frame.day, width):
            part = slice(start, min(frame.day, start + width))
            told = before[:, part, None]
            causes = np.concatenate([np.repeat(state[origins - 1][:, None, :], told.shape[1], axis=1), told], axis=2)
            seen = rest[:, part]
            weights = _regression(causes[:-1], seen, recency, manner.caution)
            today[part] += causes[-1] @ weights
            left[:, part] = seen - causes[:-1] @ weights
        expected.append(today)
        missed.append(left)
    made: Values = (np.concatenate(expected) + _filled(np.concatenate(missed, axis=1)))[:, : frame.steps]
    return made


def _regression(causes: Values, seen: Values, recency: Values, caution: float) -> Values:
    """Weights of causes (origin, interval, cause) for what was seen: least squares, drawn towards nothing."""
    known = np.isfinite(seen)
    count = causes.shape[2]
    if not known.any():
        return np.zeros(count)
    told, result = causes[known], seen[known]
    weights = np.broadcast_to(recency[:, None], seen.shape)[known]
    weights = weights / weights.sum()
    scale = np.sqrt(weights @ told**2) + TINY
    told = told / scale
    matrix = (told * weights[:, None]).T @ told + caution * np.eye(count)
    found: Values = np.linalg.solve(matrix, (told * weights[:, None]).T @ result) / scale
    return found


def _mean_of_last(rows: Values, count: int) -> Values:
    """Mean of each day's last intervals, as far as they are known."""
    last = rows[:, -max(1, count) :]
    known = np.isfinite(last)
    mean: Values = np.where(known, last, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return mean


def _usual(frame: _Frame, rows: Values, manner: _Manner, *, gap: int) -> Values:
    """What is usual on each day, by the days before it but for the last `gap`."""
    known = np.isfinite(rows)
    values = np.where(known, rows, 0.0)
    age = np.arange(MEMORY_DAYS + 2)[:, None] - np.arange(MEMORY_DAYS)[None, :]
    recent = np.where(age > gap, 0.5 ** (age / manner.half_life_days), 0.0)
    weekend = frame.weekend[:MEMORY_DAYS]
    total = weights = np.zeros((MEMORY_DAYS + 2, frame.day))
    for kind in (True, False):
        alike = np.where(frame.weekend == kind, 1.0, manner.other_kind)
        source = weekend == kind
        total = total + alike * (recent @ (values * source))
        weights = weights + alike * (recent @ (known & source))
    return np.where(weights > 0, total / np.maximum(weights, 1e-12), np.nan)


def _last_error(frame: _Frame, missed: Values) -> Values:
    """By how much each day's last hours exceeded what was usual."""
    count = max(1, round(ERROR_HOURS * frame.hour))
    last = missed[:, -count:]
    known = np.isfinite(last)
    weights = 0.5 ** (np.arange(count)[::-1] / max(1.0, count / 2)) * known
    total = np.where(known, last, 0.0) * weights
    error: Values = total.sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-12)
    return error


# ------ sun


def _sun(frame: _Frame, past: Past, forecast: Values | None) -> tuple[Values, Values]:
    """Courses of generation, and how much each day is like this one."""
    rows = frame.rows(past.pv_wh)
    brightest = _brightest(rows)
    measure, ahead = np.broadcast_to(brightest, rows.shape), np.tile(brightest, frame.ahead)
    if forecast is not None:
        measure, ahead = _measured_by_forecast(frame, past, rows, forecast)
    lit = measure > DARK * max(1e-9, float(measure.max()))
    share = np.where(lit, rows / np.where(lit, measure, 1.0), np.nan)
    age_hours = np.arange(frame.day)[::-1] / frame.hour
    light = np.where(lit & np.isfinite(rows), measure, 0.0)
    now, seen = _clearness(share, light * 0.5 ** (age_hours / CLOUD_HOURS))
    lately, _ = _clearness(share, light * 0.5 ** (age_hours / DAY_CLOUD_HOURS))
    fades = 0.5 ** (frame.lead_hours / CLOUD_HALF_LIFE_HOURS)
    before = frame.origins - 1
    trust = min(1.0, float(seen[-1]) / max(1e-9, float(measure[-1].max())))
    paths = frame.paths(share, share)
    typical = float(np.nanmean(paths)) if np.isfinite(paths).any() else 0.0
    gaps_only = np.isfinite(paths) | (np.isfinite(frame.paths(rows, rows)).mean(axis=1) < LEAST_KNOWN)[:, None]
    paths = np.where(gaps_only, paths, typical)
    highest = BRIGHTEST if forecast is None else ABOVE_FORECAST
    paths = np.clip(paths + trust * (now[-1] - now[before])[:, None] * fades, 0.0, highest)
    dark = ahead <= DARK * max(1e-9, float(ahead.max()))
    unlike = (lately[-1] - lately[before]) / ALIKE
    days_ago = MEMORY_DAYS - frame.origins
    weights = np.maximum(np.exp(-0.5 * unlike**2), LEAST_LIKENESS) * 0.5 ** (days_ago / COURSE_HALF_LIFE_DAYS)
    return np.where(dark, ahead, paths * ahead)[:, : frame.steps], weights


def _trust(frame: _Frame, past: Past, ahead: Values) -> Values:
    """How far a solar forecast is followed rather than the home's own past, by interval: as it did better of late.

    Until enough of what it said is kept, it is believed for the most part; where it says nothing, not at all.
    """
    said = np.full((MEMORY_DAYS, frame.day), np.nan) if past.solar_wh is None else frame.rows(past.solar_wh)
    rows = frame.rows(past.pv_wh)
    smooth = _smooth(rows)
    own = (np.vstack([np.full(frame.day, np.nan), smooth[:-1]]) + _usual(frame, smooth, _SUN, gap=0)[:-2]) / 2
    shared: Flags = np.logical_and.reduce([*map(np.isfinite, (said, rows, own)), np.maximum(said, rows) > 0])
    fresh = 0.5 ** (np.arange(MEMORY_DAYS)[::-1] / TRUST_HALF_LIFE_DAYS)[:, None] * shared
    scale = _brightest(rows).max() + TINY
    told_error = (np.where(shared, said - rows, 0.0) / scale) ** 2
    own_error = (np.where(shared, own - rows, 0.0) / scale) ** 2
    before = TRUST_DAYS * frame.day / 2 * USUAL_ERROR**2
    told = float((fresh * told_error).sum()) + before * (1 - FIRST_TRUST)
    guessed = float((fresh * own_error).sum()) + before * FIRST_TRUST
    known = np.zeros(frame.ahead * frame.day, dtype=bool)
    known[: len(ahead)] = np.isfinite(ahead)
    return np.where(known, guessed / (told + guessed + TINY), 0.0)[: frame.steps]


def _brightest(rows: Values) -> Values:
    """The most that the last weeks have shown at each time of day; nothing where nothing is known."""
    recent = _smooth(rows)[-BRIGHT_DAYS:]
    brightest: Values = np.where(np.isfinite(recent), recent, 0.0).max(axis=0)
    return brightest


def _measured_by_forecast(frame: _Frame, past: Past, rows: Values, forecast: Values) -> tuple[Values, Values]:
    """Measure generation by what a solar forecast said; where that was not kept, as if it had said half of what came.

    The other half is what is usual at that time, so that its courses miss about as much as forecasts do.
    """
    recent = _smooth(rows)[-BRIGHT_DAYS:]
    known = np.isfinite(recent)
    usual = np.where(known, recent, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    said = np.full((MEMORY_DAYS, frame.day), np.nan) if past.solar_wh is None else frame.rows(past.solar_wh)
    guessed = (usual + np.where(np.isfinite(rows), rows, usual)) / 2
    ahead = np.tile(usual, frame.ahead)
    ahead[: len(forecast)] = np.where(np.isfinite(forecast), forecast, ahead[: len(forecast)])
    return np.where(np.isfinite(said), said, guessed), ahead


def _clearness(share: Values, light: Values) -> tuple[Values, Values]:
    """Mean share of the brightest by day, and how much light it rests on."""
    total = np.where(np.isfinite(share), share, 0.0) * light
    seen = light.sum(axis=1)
    return total.sum(axis=1) / np.maximum(seen, 1e-9), seen
