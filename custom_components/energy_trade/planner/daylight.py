"""Courses of generation: the sun as a share of the brightest, or of what a solar forecast says.

Generation is a share of the brightest that the last weeks showed at that time of day; the share of the last hours fades
into that of other days. A solar forecast is followed as far as it did better than that of late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .days import LEAST_KNOWN, MEMORY_DAYS, Frame, smooth
from .habit import usual_days

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .past import Past

    type Values = NDArray[np.float64]
    type Flags = NDArray[np.bool_]

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
ALIKE: Final = 0.25
"""How far the clearness of two days may differ and still count as alike."""

COURSE_HALF_LIFE_DAYS: Final = 28.0
LEAST_LIKENESS: Final = 0.02
TINY: Final = 1e-9

HALF_LIFE_DAYS: Final = 7.0
ANY_KIND_OF_DAY: Final = 1.0
"""The sun knows no weekends."""


def sun_courses(frame: Frame, past: Past, forecast: Values | None = None) -> tuple[Values, Values]:
    """Courses of generation, and how much each day is like this one; a forecast is followed as far as it is trusted."""
    sun, weights = _shares(frame, past, None)
    if forecast is None:
        return sun, weights
    trust = _trust(frame, past, forecast)
    told, _ = _shares(frame, past, forecast)
    return trust * told + (1 - trust) * sun, weights


def _shares(frame: Frame, past: Past, forecast: Values | None) -> tuple[Values, Values]:
    """Measure other days by the brightest, or by a forecast, and let the share of the last hours fade into theirs."""
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


def _trust(frame: Frame, past: Past, ahead: Values) -> Values:
    """How far a solar forecast is followed rather than the home's own past, by interval: as it did better of late.

    Until enough of what it said is kept, it is believed for the most part; where it says nothing, not at all.
    """
    said = np.full((MEMORY_DAYS, frame.day), np.nan) if past.solar_wh is None else frame.rows(past.solar_wh)
    rows = frame.rows(past.pv_wh)
    even = smooth(rows)
    usual = usual_days(frame, even, HALF_LIFE_DAYS, ANY_KIND_OF_DAY, gap=0)[:-2]
    own = (np.vstack([np.full(frame.day, np.nan), even[:-1]]) + usual) / 2
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
    recent = smooth(rows)[-BRIGHT_DAYS:]
    brightest: Values = np.where(np.isfinite(recent), recent, 0.0).max(axis=0)
    return brightest


def _measured_by_forecast(frame: Frame, past: Past, rows: Values, forecast: Values) -> tuple[Values, Values]:
    """Measure generation by what a solar forecast said; where that was not kept, as if it had said half of what came.

    The other half is what is usual at that time, so that its courses miss about as much as forecasts do.
    """
    recent = smooth(rows)[-BRIGHT_DAYS:]
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
