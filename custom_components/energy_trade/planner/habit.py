"""What people's habits make: load and prices as they usually are, as they are today, and as was missed before.

What is usual at a time is the mean of the days before it, recent ones and those of the same kind (working day or
weekend) counting more. The error of the last hours is carried on and fades; it is learned besides how such errors went
on before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from .days import COURSE_DAYS, MEMORY_DAYS, Frame, filled, smooth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    type Values = NDArray[np.float64]

ERROR_HOURS: Final = 2.0

STATE_HOURS: Final = (1, 3, 8, 24)
"""Hours up to now whose mean error tells how things go on."""

LEARNED_HOURS: Final = 3
TINY: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a quantity keeps to its habits."""

    half_life_days: float
    other_kind: float
    """How much days of the other kind, working day or weekend, count beside those of the same."""

    error_half_life_hours: float
    caution: float
    """How clearly the past must tell how errors go on, to be believed."""


LOAD: Final = Manner(half_life_days=7.0, other_kind=0.15, error_half_life_hours=2.0, caution=0.6)


def learned(frame: Frame, values: Values, manner: Manner) -> Values:
    """Courses of what people's habits make: what is usual, the last error, and how such errors went on before.

    For each part of the coming days what was missed is explained by what was missed in the hours up to now, and at that
    time yesterday: a regression over past days that keeps to habit where the past does not clearly tell.
    """
    rows = frame.rows(values)
    even = smooth(rows)
    state: Values | None = None
    expected: list[Values] = []
    missed: list[Values] = []
    origins = np.append(frame.origins, MEMORY_DAYS)
    recency = 0.5 ** ((MEMORY_DAYS - frame.origins) / COURSE_DAYS)
    width = max(1, round(LEARNED_HOURS * frame.hour))
    before, bias = np.zeros((len(origins), frame.day)), np.zeros(len(origins))
    for ahead in range(frame.ahead):
        usual = usual_days(frame, even, manner.half_life_days, manner.other_kind, gap=ahead)
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
    made: Values = (np.concatenate(expected) + filled(np.concatenate(missed, axis=1)))[:, : frame.steps]
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


def usual_days(frame: Frame, rows: Values, half_life_days: float, other_kind: float, *, gap: int) -> Values:
    """What is usual on each day, by the days before it but for the last `gap`; recent and alike ones count more."""
    known = np.isfinite(rows)
    values = np.where(known, rows, 0.0)
    age = np.arange(MEMORY_DAYS + 2)[:, None] - np.arange(MEMORY_DAYS)[None, :]
    recent = np.where(age > gap, 0.5 ** (age / half_life_days), 0.0)
    weekend = frame.weekend[:MEMORY_DAYS]
    total = weights = np.zeros((MEMORY_DAYS + 2, frame.day))
    for kind in (True, False):
        alike = np.where(frame.weekend == kind, 1.0, other_kind)
        source = weekend == kind
        total = total + alike * (recent @ (values * source))
        weights = weights + alike * (recent @ (known & source))
    return np.where(weights > 0, total / np.maximum(weights, 1e-12), np.nan)


def _last_error(frame: Frame, missed: Values) -> Values:
    """By how much each day's last hours exceeded what was usual."""
    count = max(1, round(ERROR_HOURS * frame.hour))
    last = missed[:, -count:]
    known = np.isfinite(last)
    weights = 0.5 ** (np.arange(count)[::-1] / max(1.0, count / 2)) * known
    total = np.where(known, last, 0.0) * weights
    error: Values = total.sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-12)
    return error
