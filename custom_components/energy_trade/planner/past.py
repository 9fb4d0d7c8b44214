"""What a home knows of its own past and of its coming hours, in intervals of local time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    type Values = NDArray[np.float64]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What tells of coming intervals besides the meters, by interval."""

    solar_wh: Mapping[int, float] = field(default_factory=dict)
    """What solar forecasts say, and had said of the past."""

    price: Mapping[int, float] = field(default_factory=dict)
    """Clearing prices in µcredit per Wh, as far as they are known."""


def series_of(past: Mapping[int, float], end: int, length: int) -> Values:
    """Values of the intervals before `end`, the latest last; NaN where none is known."""
    values = np.full(length, np.nan)
    for interval, value in past.items():
        place = interval - (end - length)
        if 0 <= place < length:
            values[place] = value
    return values
