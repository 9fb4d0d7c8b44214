"""What a week brought a home, and what is worth doing next; knows neither words nor Home Assistant."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import TYPE_CHECKING, Final

from ..journal import totals_of
from ..model import Totals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from ..home.book import IntervalEnergy
    from ..journal import IntervalRecord
    from ..market.founding import SupplyArrangement

HOURS: Final = 24
WINDOW_HOURS: Final = 2
WELL_KNOWN: Final = 0.9
"""A share of all intervals that stands for them all."""

MANY: Final = 0.05
"""A share of intervals that is too many to be read badly."""

CLEARLY: Final = 1.15
"""A price that is so many times another one is worth waiting for."""

FEW_WEEKS: Final = 2.0
"""A balance that lasts no longer than this should be filled up."""


class Advice(StrEnum):
    """What is worth doing next, the most pressing first."""

    NO_READINGS = "no_readings"
    ESTIMATED = "estimated"
    BALANCE = "balance"
    TRADING_OFF = "trading_off"
    SELLING_OFF = "selling_off"
    BUYING_OFF = "buying_off"
    SELLING_LIMIT = "selling_limit"
    RUN_THEN = "run_then"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How the home trades now, in µcredit; a limit is None where there is none."""

    trading: bool = True
    selling: bool = True
    buying: bool = True
    lowest_selling_price: int | None = None
    free: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """What one local day saved against the grid alone, in µcredit."""

    start: datetime
    savings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a time brought; shares are of 1 and None where they cannot be known."""

    totals: Totals
    is_whole: bool
    """Whether all of it is settled."""

    best: Day | None
    own_share: float | None
    """Of what the home used, what did not come over its line."""

    neighbours_share: float | None
    """Of what came over its line, what neighbours delivered."""

    advice: Advice
    hours: tuple[int, int] | None = None
    """Of the local day, from and until, where the advice is about them."""

    unsold_wh: int = 0
    """What went to the grid because of the home's own limit."""


@dataclass(frozen=True, slots=True)
class Told:
    """All that is known of a time: the home's records, and what its meters counted."""

    records: Sequence[IntervalRecord]
    energies: Sequence[IntervalEnergy]
    supply: SupplyArrangement
    local: Callable[[int], datetime]
    """When an interval begins, on the home's clock."""

    days: float


def account(told: Told, now: Circumstances) -> Account:
    """Add a time up."""
    settled = [each for each in told.records if each.amount is not None]
    totals = sum((totals_of(each, told.supply) for each in settled), Totals())
    advice, hours, unsold = _advice(told, settled, totals, now)
    return Account(
        totals=totals,
        is_whole=len(settled) == len(told.records),
        best=_best(settled, told),
        own_share=_own_share(told.energies),
        neighbours_share=_neighbours_share(settled),
        advice=advice,
        hours=hours,
        unsold_wh=unsold,
    )


def _best(settled: Iterable[IntervalRecord], told: Told) -> Day | None:
    """The day that saved most; none where no day saved anything, or where there is but one."""
    days: dict[datetime, int] = defaultdict(int)
    for record in settled:
        moment = told.local(record.interval)
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        days[midnight] += totals_of(record, told.supply).savings
    if len(days) < 2:  # noqa: PLR2004 - the better of one is none
        return None
    start, savings = max(days.items(), key=lambda each: each[1])
    return Day(start, savings) if savings > 0 else None


def _own_share(energies: Sequence[IntervalEnergy]) -> float | None:
    """Self-sufficiency: known where generation is measured, and nearly always."""
    known = [each for each in energies if not each.unknown]
    complete = [each for each in known if each.generation_wh is not None]
    if not complete or len(complete) < WELL_KNOWN * len(known):
        return None
    taken = sum(each.import_wh or 0 for each in complete)
    used = sum(
        (each.import_wh or 0)
        - (each.export_wh or 0)
        + (each.generation_wh or 0)
        + (each.discharge_wh or 0)
        - (each.charge_wh or 0)
        for each in complete
    )
    return max(0.0, min(1.0, 1 - taken / used)) if used > 0 else None


def _neighbours_share(settled: Iterable[IntervalRecord]) -> float | None:
    known = [each for each in settled if each.net_wh is not None]
    taken = sum(max(0, -(each.net_wh or 0)) for each in known)
    bought = sum(max(0, -each.delivered_wh) for each in known)
    return min(1.0, bought / taken) if taken else None


def _advice(
    told: Told, settled: Sequence[IntervalRecord], totals: Totals, now: Circumstances
) -> tuple[Advice, tuple[int, int] | None, int]:
    records = len(settled)
    unsold = _unsold(settled, now)
    if records and sum(each.unknown for each in settled) > MANY * records:
        return Advice.NO_READINGS, None, unsold
    if records and sum(each.estimated for each in settled) > MANY * records:
        return Advice.ESTIMATED, None, unsold
    if _runs_dry(totals, now, told.days):
        return Advice.BALANCE, None, unsold
    for off, advice in (
        (not now.trading, Advice.TRADING_OFF),
        (not now.selling and any((each.net_wh or 0) > 0 for each in settled), Advice.SELLING_OFF),
        (not now.buying and any((each.net_wh or 0) < 0 for each in settled), Advice.BUYING_OFF),
        (unsold > 0, Advice.SELLING_LIMIT),
    ):
        if off:
            return advice, None, unsold
    hours = _cheapest(settled, told)
    return (Advice.RUN_THEN if hours else Advice.NOTHING), hours, unsold


def _runs_dry(totals: Totals, now: Circumstances, days: float) -> bool:
    """Whether the balance is spent within two weeks if it goes on like this."""
    spent = totals.cost + totals.other_cost - totals.compensation - totals.other_compensation
    return now.free is not None and spent > 0 and now.free < spent / max(days, 1.0) * 7 * FEW_WEEKS


def _unsold(settled: Iterable[IntervalRecord], now: Circumstances) -> int:
    """Surplus for which neighbours would have paid more than the grid, and less than the home's limit."""
    limit = now.lowest_selling_price
    if limit is None:
        return 0
    return sum(
        (each.net_wh or 0) - max(0, each.delivered_wh)
        for each in settled
        if each.price is not None
        and each.feed_in < each.price < limit
        and (each.net_wh or 0) > max(0, each.delivered_wh)
    )


def _cheapest(settled: Iterable[IntervalRecord], told: Told) -> tuple[int, int] | None:
    """The two hours of the day that were cheapest to buy in, if they were clearly cheaper than a usual hour."""
    prices: Mapping[int, list[int]] = defaultdict(list)
    for record in settled:
        price = record.retail if record.price is None else min(record.price, record.retail)
        prices[told.local(record.interval).hour].append(price)
    if len(prices) < HOURS:
        return None
    usual = [fmean(prices[hour]) for hour in range(HOURS)]
    windows = [fmean(usual[start : start + WINDOW_HOURS]) for start in range(HOURS - WINDOW_HOURS + 1)]
    start = min(range(len(windows)), key=windows.__getitem__)
    if windows[start] <= 0 or fmean(usual) < CLEARLY * windows[start]:
        return None
    return start, start + WINDOW_HOURS
