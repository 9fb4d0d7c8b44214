"""A solar forecast as providers give it, energy of periods, put on a market's intervals."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_PERIOD_SECONDS: Final = 3600.0
"""A period ends where the next one starts, or after an hour: what lies between two days' forecasts is night."""


def spread(periods: Mapping[float, float], interval_seconds: float, *, pace: float = 1.0) -> dict[int, float]:
    """Wh of each interval from Wh by the start of each period (seconds since 1970), as far as the forecast reaches.

    It reaches from the first period to the last; what is between them and in none is dark. `pace` seconds of the
    forecast pass in each second of the market's clock.
    """
    starts = sorted(start for start, wh in periods.items() if isfinite(start) and isfinite(wh) and wh >= 0)
    if not starts:
        return {}
    length = interval_seconds * pace
    gaps = [following - start for start, following in pairwise(starts) if following - start <= LONGEST_PERIOD_SECONDS]
    usual = min(gaps, default=LONGEST_PERIOD_SECONDS)
    ends = [
        following if following - start <= LONGEST_PERIOD_SECONDS else start + usual
        for start, following in pairwise(starts)
    ]
    ends.append(starts[-1] + usual)
    first, last = int(starts[0] // length), int(-(-ends[-1] // length))
    found = dict.fromkeys(range(first, last), 0.0)
    for start, end in zip(starts, ends, strict=True):
        for interval in range(int(start // length), int(-(-end // length))):
            shared = min(end, (interval + 1) * length) - max(start, interval * length)
            if shared > 0:
                found[interval] += periods[start] * shared / (end - start)
    return found
