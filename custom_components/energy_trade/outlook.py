"""What power costs in each coming interval: cleared where that is known, else expected, else the grid's price."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from homeassistant.util import dt as dt_util

from .market.units import BLOCK_INTERVALS, MICRO, WH_PER_KWH
from .planner.evidence import evidence_of, outlook
from .view import zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .coordinator import EnergyTradeCoordinator
    from .market.tariff import GridPrice

HOUR_INTERVALS: Final = 4
SECONDS_PER_HOUR: Final = 3600
SECONDS_PER_DAY: Final = 86_400
TYPICAL_WH: Final = 500
"""Energy of one interval that a price is asked for: small beside a community's trade."""

ALIKE_SHARE: Final = 0.03
"""Prices that differ by less than this share of the grid's are the same to people."""


@dataclass(frozen=True, slots=True)
class ExpectedPrice:
    """What a Wh from neighbours costs in an interval, in µcredit; `known` once the interval is cleared."""

    interval: int
    price: float
    known: bool
    grid: GridPrice


@dataclass(frozen=True, slots=True)
class Span:
    """Intervals from `first` up to `end`, and their average price in µcredit per Wh."""

    first: int
    end: int
    price: float


def expected_prices(coordinator: EnergyTradeCoordinator, since: int | None = None) -> tuple[ExpectedPrice, ...]:
    """Look ahead as far as the grid's prices are known, from an interval or the one that runs; nothing without a chain.

    What has passed without a trade had the grid's price.
    """
    snapshot = coordinator.snapshot
    if snapshot is None:
        return ()
    founding, calendar = coordinator.founding, coordinator.calendar
    current = calendar.interval_at(coordinator.chain_time())
    evidence = evidence_of(snapshot.blocks, snapshot.member.zone, coordinator.grid)
    has_prices = any(past.price is not None for past in evidence.values())
    found: list[ExpectedPrice] = []
    for block in snapshot.blocks:
        cleared = block.prices(zone_of(snapshot, block), coordinator.grid)
        for interval, price, grid in zip(calendar.intervals_of(block.index), cleared, block.tariff, strict=True):
            if interval < (current if since is None else since):
                continue
            if price is not None:
                found.append(ExpectedPrice(interval, price, known=True, grid=grid))
            elif (
                block.result(zone_of(snapshot, block), interval % BLOCK_INTERVALS) is not None
                or not has_prices
                or interval < current
            ):
                # Nothing was traded, or nothing ever: what is left is the grid.
                found.append(ExpectedPrice(interval, grid.retail, known=False, grid=grid))
            else:
                view = outlook(
                    interval,
                    grid,
                    evidence,
                    spread=founding.spread,
                    day_intervals=calendar.day_intervals,
                    energy_wh=TYPICAL_WH,
                )
                found.append(ExpectedPrice(interval, min(view.clearing, grid.retail), known=False, grid=grid))
    return tuple(found)


def expected_board(coordinator: EnergyTradeCoordinator) -> list[dict[str, float]]:
    """Write, for a dashboard, what neighbours will probably ask in intervals that are not cleared."""
    start = coordinator.calendar.interval_start
    return [
        {"start": start(each.interval), "price": round(each.price * WH_PER_KWH / MICRO, 6)}
        for each in expected_prices(coordinator)
        # What is as dear as the grid is no more than what always holds.
        if not each.known and each.price < each.grid.retail
    ]


def cheapest(prices: Sequence[ExpectedPrice], intervals: int = HOUR_INTERVALS) -> Span | None:
    """Find the cheapest run of so many intervals, the earliest of several alike; None where fewer are known."""
    spans = [
        Span(some[0].interval, some[-1].interval + 1, sum(each.price for each in some) / intervals)
        for start in range(len(prices) - intervals + 1)
        if _is_run(some := prices[start : start + intervals])
    ]
    return min(spans, key=lambda span: (round(span.price, 6), span.first), default=None)


def are_alike(prices: Sequence[ExpectedPrice]) -> bool:
    """Whether no hour is worth waiting for."""
    values = [each.price for each in prices]
    return not values or max(values) - min(values) <= ALIKE_SHARE * max(each.grid.retail for each in prices)


def _is_run(prices: Sequence[ExpectedPrice]) -> bool:
    return all(after.interval == before.interval + 1 for before, after in pairwise(prices))


def cheapest_today(coordinator: EnergyTradeCoordinator, hours: float) -> Span | None:
    """Find the cheapest so many hours of the local day, those included that have passed: it does not run away."""
    calendar, now = coordinator.calendar, coordinator.chain_time()
    since_midnight = (dt_util.utcnow() - dt_util.start_of_local_day()).total_seconds()
    first = calendar.interval_at(now - since_midnight)
    end = calendar.interval_at(now - since_midnight + SECONDS_PER_DAY)
    length = max(1, round(hours * SECONDS_PER_HOUR / calendar.interval_seconds))
    return cheapest([each for each in expected_prices(coordinator, first) if each.interval < end], length)
