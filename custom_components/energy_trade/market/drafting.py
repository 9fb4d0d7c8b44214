"""Turns prices as people say them into the whole numbers of a founding."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from .tariff import PRICE_BITS, GridPrice
from .units import MICRO, TICKS, WH_PER_KWH, PriceGrid, ceil_div

LARGEST_FIELD = 2**PRICE_BITS - 1


def micro_per_wh(credit_per_kwh: float) -> int:
    """µcredit per Wh of a price in credit per kWh."""
    return round(credit_per_kwh * MICRO / WH_PER_KWH)


@dataclass(frozen=True, slots=True)
class PriceTerms:
    """Grid prices of a day's hours and what follows from them: the unit that words count them in, R_max, price grid."""

    unit: int
    max_retail: int
    grid: PriceGrid
    hours: tuple[GridPrice, ...]

    @classmethod
    def fitting(cls, hours: Sequence[GridPrice], max_retail: int = 0) -> Self:
        """Fit terms around a day's grid prices, with room for retail prices up to `max_retail` on later days.

        Prices become whole units, feed-in rounded down and retail up.
        """
        highest = max(max_retail, *(hour.retail for hour in hours))
        unit = max(1, ceil_div(highest, LARGEST_FIELD))
        fitted = tuple(GridPrice(hour.feed_in // unit * unit, ceil_div(hour.retail, unit) * unit) for hour in hours)
        floor = min(hour.feed_in for hour in fitted)
        ceiling = max(ceil_div(highest, unit) * unit, *(hour.retail for hour in fitted))
        return cls(unit, ceiling, PriceGrid(floor, max(1, ceil_div(ceiling - floor, TICKS - 1))), fitted)
