"""What the market has shown of late: what trading paid, and what not trading would have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..market.state import BlockState
    from ..market.tariff import GridPrice
    from ..market.units import PriceGrid

DAYS: Final = 3
NEIGHBOURS: Final = range(-1, 2)
LATEST_INTERVALS: Final = 8


@dataclass(frozen=True, slots=True)
class Evidence:
    """One past interval in the home's zone: price in µcredit per Wh (None if nothing was traded), energy in Wh.

    `long_wh` and `short_wh` are None as long as the interval is not final.
    """

    price: int | None
    supply_wh: int
    demand_wh: int
    long_wh: int | None = None
    short_wh: int | None = None


def evidence_of(blocks: Iterable[BlockState], zone: int, grid: PriceGrid) -> dict[int, Evidence]:
    """What cleared blocks of a snapshot show, by interval."""
    found: dict[int, Evidence] = {}
    for block in blocks:
        if not block.cleared:
            continue
        known = block.final and zone < len(block.longs) and zone < len(block.shorts)
        first = block.index * len(block.tariff)
        for position, price in enumerate(block.prices(zone, grid)):
            found[first + position] = Evidence(
                price,
                block.supply_wh[position],
                block.demand_wh[position],
                block.longs[zone][position] if known else None,
                block.shorts[zone][position] if known else None,
            )
    return found


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a home may expect of an interval, in µcredit per Wh."""

    clearing: float
    """Price of what is traded."""

    long: float
    """Earned by energy that is given without having been sold."""

    short: float
    """Charged for energy that is taken without having been bought."""


def outlook(
    interval: int,
    price: GridPrice,
    evidence: Mapping[int, Evidence],
    *,
    spread: int,
    day_intervals: int,
    energy_wh: int,
) -> Outlook:
    """Judge a coming interval under pooled supply by those at the same time of the last days, else by the latest ones.

    What a home holds back from the market meets, as deviation, the neighbour who then misses it: unless its side was in
    excess anyway. So without evidence all of it is taken to net: the least that trading can gain is assumed.
    """
    lower, upper = netting_prices(price, spread)
    similar = [
        evidence[before + distance]
        for before in range(interval - DAYS * day_intervals, interval, day_intervals)
        for distance in NEIGHBOURS
        if before + distance in evidence
    ]
    if not similar:
        similar = [evidence[it] for it in sorted(it for it in evidence if it < interval)[-LATEST_INTERVALS:]]
    long_shares: list[float] = []
    short_shares: list[float] = []
    for past in similar:
        long, short = past.long_wh or 0, past.short_wh or 0
        missed = 0 if past.supply_wh > past.demand_wh else energy_wh
        left = 0 if past.demand_wh > past.supply_wh else energy_wh
        long_shares.append(min(1.0, (short + missed) / (long + energy_wh)))
        short_shares.append(min(1.0, (long + left) / (short + energy_wh)))
    prices = [past.price for past in similar if past.price is not None]
    return Outlook(
        clearing=_mean(prices, (price.feed_in + price.retail) / 2),
        long=price.feed_in + (lower - price.feed_in) * _mean(long_shares, 1.0),
        short=price.retail - (price.retail - upper) * _mean(short_shares, 1.0),
    )


def netting_prices(price: GridPrice, spread: int) -> tuple[int, int]:
    """Prices of deviations that meet: long below, short above the middle of the grid's two."""
    middle = price.feed_in + price.retail
    return max(price.feed_in, middle // 2 - spread), min(price.retail, -(-middle // 2) + spread)


def _mean(values: list[int] | list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
