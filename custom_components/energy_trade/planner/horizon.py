"""How far and how finely a home looks ahead: quarter hours for a day, then hours to the end of the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .problem import SECONDS_PER_HOUR

FINE_STEP_SECONDS: Final = 900
FINE_SECONDS: Final = 24 * SECONDS_PER_HOUR
END_SECONDS: Final = 48 * SECONDS_PER_HOUR


def horizon(
    start: float,
    *,
    step_seconds: int = FINE_STEP_SECONDS,
    fine_seconds: int = FINE_SECONDS,
    end_seconds: int = END_SECONDS,
    coarse_seconds: int = SECONDS_PER_HOUR,
) -> Iterator[tuple[float, float]]:
    """Yield (start, seconds) of each step: the first one ends with the step that runs now, all others are whole."""
    moment, fine_end, end = start, start + fine_seconds, start + end_seconds
    while moment < end:
        step = step_seconds if moment < fine_end or moment % coarse_seconds else coarse_seconds
        following = (moment // step + 1) * step
        yield moment, following - moment
        moment = following
