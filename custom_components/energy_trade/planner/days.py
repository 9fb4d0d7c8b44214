"""The past read as days that end now, so that every row starts at this time of day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .forecast import EPOCH_WEEKDAY, SATURDAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .past import Past

    type Values = NDArray[np.float64]
    type Flags = NDArray[np.bool_]

MEMORY_DAYS: Final = 56
COURSE_DAYS: Final = 28
LEAST_COURSES: Final = 3
LEAST_KNOWN: Final = 0.6
"""Share of a past day that must be known for it to serve as a course."""

HOURS: Final = 24.0


class Frame:
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
        """Put values, the latest last, into days; NaN before the first one."""
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


def smooth(rows: Values) -> Values:
    """Mean with the intervals before and after, as far as they are known."""
    flat = np.concatenate([[np.nan], rows.ravel(), [np.nan]])
    parts = np.stack([flat[:-2], flat[1:-1], flat[1:-1], flat[2:]])
    known = np.isfinite(parts)
    count = known.sum(axis=0)
    total = np.where(known, parts, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan).reshape(rows.shape)


def filled(paths: Values) -> Values:
    """Fill the gaps of days that are known for the most part with nothing missed; leave the others unknown."""
    known: Flags = np.isfinite(paths)
    return np.where(known | (known.mean(axis=1) < LEAST_KNOWN)[:, None], paths, 0.0)
