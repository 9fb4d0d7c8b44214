"""What the market has shown of late: what trading paid, and what not trading would have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..market.orders import Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    own_wh: int = 0
    """What the home itself had on order: + offered, − wanted; part of supply or demand."""

    @property
    def surplus_wh(self) -> int | None:
        """What the neighbours offered beyond what they wanted; None where only the price is known."""
        if self.supply_wh + self.demand_wh <= 1:
            return None
        return self.supply_wh - self.demand_wh - self.own_wh


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
                _ordered_wh(block, position),
            )
    return found


def _ordered_wh(block: BlockState, position: int) -> int:
    order = block.orders.orders[position] if block.orders is not None else None
    if order is None:
        return 0
    return order.energy_wh if order.side is Side.SELL else -order.energy_wh


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a home may expect of an interval; prices in µcredit per Wh."""

    clearing: float
    """Price of what is traded."""

    long: float
    """Earned, under pooled supply, by energy that is given without having been sold."""

    short: float
    """Charged, under pooled supply, for energy that is taken without having been bought."""

    sales_matched: float = 1.0
    """Under individual supply, the share of delivered sales that delivered purchases meet."""

    purchases_matched: float = 1.0
    """And the share of delivered purchases that delivered sales meet."""


def outlook(
    interval: int,
    price: GridPrice,
    evidence: Mapping[int, Evidence],
    *,
    spread: int,
    day_intervals: int,
    energy_wh: int,
) -> Outlook:
    """Judge a coming interval by those at the same time of the last days, else by the latest ones.

    What a home holds back from a pool's market meets, as deviation, the neighbour who then misses it: unless its side
    was in excess anyway. So without evidence all of it is taken to net: the least that trading can gain is assumed.
    """
    lower, upper = netting_prices(price, spread)
    similar = _similar(interval, evidence, day_intervals)
    prices = [past.price for past in similar if past.price is not None]
    settled = [(past, past.long_wh or 0, past.short_wh or 0) for past in similar]
    long_share = _mean(
        [
            min(1.0, (short + (0 if past.supply_wh > past.demand_wh else energy_wh)) / (long + energy_wh))
            for past, long, short in settled
        ],
        1.0,
    )
    short_share = _mean(
        [
            min(1.0, (long + (0 if past.demand_wh > past.supply_wh else energy_wh)) / (short + energy_wh))
            for past, long, short in settled
        ],
        1.0,
    )
    return Outlook(
        clearing=_mean(prices, (price.feed_in + price.retail) / 2),
        long=price.feed_in + (lower - price.feed_in) * long_share,
        short=price.retail - (price.retail - upper) * short_share,
        sales_matched=_mean([min(long, short) / long for _, long, short in settled if long], 1.0),
        purchases_matched=_mean([min(long, short) / short for _, long, short in settled if short], 1.0),
    )


def clearings(interval: int, evidence: Mapping[int, Evidence], day_intervals: int) -> tuple[float, ...]:
    """Prices at which an interval may clear, equally likely: those of similar ones; none without any."""
    return tuple(float(past.price) for past in _similar(interval, evidence, day_intervals) if past.price is not None)


def usual_surplus_wh(interval: int, evidence: Mapping[int, Evidence], day_intervals: int) -> float | None:
    """What neighbours offer beyond what they want at such a time; None where no volumes are known."""
    known = [past.surplus_wh for past in _similar(interval, evidence, day_intervals)]
    seen = [surplus for surplus in known if surplus is not None]
    return _mean(seen, 0.0) if seen else None


def _similar(interval: int, evidence: Mapping[int, Evidence], day_intervals: int) -> list[Evidence]:
    same_time = [
        evidence[before + distance]
        for before in range(interval - DAYS * day_intervals, interval, day_intervals)
        for distance in NEIGHBOURS
        if before + distance in evidence
    ]
    if same_time:
        return same_time
    return [evidence[it] for it in sorted(it for it in evidence if it < interval)[-LATEST_INTERVALS:]]


def netting_prices(price: GridPrice, spread: int) -> tuple[int, int]:
    """Prices of deviations that meet: long below, short above the middle of the grid's two."""
    middle = price.feed_in + price.retail
    return max(price.feed_in, middle // 2 - spread), min(price.retail, -(-middle // 2) + spread)


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
