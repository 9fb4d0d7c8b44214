"""Turns prices of stretches of time into the tariffs of a community's blocks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import TYPE_CHECKING, Final

from ..market.drafting import micro_per_wh
from ..market.tariff import BlockTariff, GridPrice
from ..market.units import ceil_div

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..market.founding import Founding

FAR_TOO_LOW: Final = 20
"""Prices that are on average below this part of the standing ones were read in the wrong unit, most likely."""


class PriceDoubt(StrEnum):
    """Why prices are not believed; each is a translation key of an issue."""

    MISSING = "prices_missing"
    TOO_HIGH = "prices_too_high"
    TOO_LOW = "prices_too_low"


@dataclass(frozen=True, slots=True)
class PriceSpan:
    """What a kWh costs, in credit, from `start` and before `end` (unix seconds)."""

    start: int
    end: int
    price: float


@dataclass(frozen=True, slots=True)
class Charges:
    """What comes on top of a bought kWh: a tax in percent, then a surcharge in credit; and what the grid pays for one.

    `feed_in` holds where no prices of their own are known for what is fed in.
    """

    tax: float = 0
    surcharge: float = 0
    feed_in: float = 0


@dataclass(frozen=True, slots=True)
class Tariffs:
    """Tariffs by block, and what is wrong with the prices behind them, if anything is."""

    blocks: dict[int, BlockTariff]
    doubt: PriceDoubt | None = None


def mean_price(spans: Iterable[PriceSpan], start: int, end: int) -> float | None:
    """The average price of a stretch of time; None unless all of it is known and makes sense."""
    covered, total = 0, 0.0
    for span in spans:
        seconds = min(end, span.end) - max(start, span.start)
        if seconds > 0:
            covered += seconds
            total += seconds * span.price
    return total / covered if covered == end - start and isfinite(total) else None


def tariffs_of(
    retail: Sequence[PriceSpan], feed_in: Sequence[PriceSpan] | None, charges: Charges, founding: Founding, after: int
) -> Tariffs:
    """Tariffs of all blocks behind `after` (unix seconds) of which every interval is known.

    Prices below zero count as zero, and the grid never pays more than it takes: the market knows neither. Whole blocks
    are left out where a price is above what the community agreed on as the highest.
    """
    calendar = founding.calendar()
    ends = [span.end for span in retail]
    if not ends:
        return Tariffs({}, PriceDoubt.MISSING)
    found: dict[int, BlockTariff] = {}
    too_high = False
    for block in range(calendar.block_at(after) + 1, calendar.block_at(max(ends)) + 1):
        prices: list[GridPrice] = []
        for interval in calendar.intervals_of(block):
            start, end = calendar.interval_start(interval), calendar.interval_end(interval)
            taken = mean_price(retail, start, end)
            paid = charges.feed_in if feed_in is None else mean_price(feed_in, start, end)
            if taken is None or paid is None:
                break
            price = grid_price(taken * (1 + charges.tax / 100) + charges.surcharge, paid, founding)
            too_high |= price.retail > founding.max_retail
            prices.append(price)
        else:
            if all(price.retail <= founding.max_retail for price in prices):
                found[block] = tuple(prices)
    if too_high:
        return Tariffs(found, PriceDoubt.TOO_HIGH)
    return _believed(found, founding)


def grid_price(retail: float, feed_in: float, founding: Founding) -> GridPrice:
    """Prices of a kWh in credit as the community counts them."""
    unit = founding.tariff_unit
    takes = ceil_div(max(0, micro_per_wh(retail)), unit) * unit
    return GridPrice(min(takes, max(0, micro_per_wh(feed_in)) // unit * unit), takes)


def _believed(found: dict[int, BlockTariff], founding: Founding) -> Tariffs:
    if not found:
        return Tariffs({}, PriceDoubt.MISSING)
    prices = [price.retail for tariff in found.values() for price in tariff]
    standing = [price.retail for price in founding.tariff_table.hours]
    if sum(prices) * FAR_TOO_LOW * len(standing) < sum(standing) * len(prices):
        return Tariffs({}, PriceDoubt.TOO_LOW)
    return Tariffs(found)
