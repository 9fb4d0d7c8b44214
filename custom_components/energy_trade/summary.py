"""What the home earned, paid and saved today, this month and in all, for people to look at."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from .journal import totals_of
from .market.units import MICRO, WH_PER_KWH
from .model import Totals

if TYPE_CHECKING:
    from datetime import datetime

    from .journal import Journal

SHOWN_DAYS: Final = 31


def summary(journal: Journal, today: datetime) -> dict[str, Any]:
    """Add up the days, each from one local midnight to the next; `today` is the midnight that has just passed."""
    month = today.replace(day=1)
    first = min(month, _days_before(today, SHOWN_DAYS - 1))
    midnights = [first]
    while midnights[-1] < _days_before(today, -1):
        midnights.append(_days_before(midnights[-1], -1))
    days = [(start, _between(journal, start, end)) for start, end in pairwise(midnights)]
    return {
        "today": written(days[-1][1]),
        "month": written(sum((totals for start, totals in days if start >= month), Totals())),
        "all": written(journal.totals),
        "days": [{"start": start.timestamp(), **written(totals)} for start, totals in days[-SHOWN_DAYS:]],
    }


def written(totals: Totals) -> dict[str, float]:
    """Write totals in kWh and the community's currency; `amount` is all that the balance changed by."""
    other = totals.other_compensation - totals.other_cost
    return {
        "sold": totals.sold_wh / WH_PER_KWH,
        "bought": totals.bought_wh / WH_PER_KWH,
        "compensation": totals.compensation / MICRO,
        "cost": totals.cost / MICRO,
        "other": other / MICRO,
        "amount": (totals.compensation - totals.cost + other) / MICRO,
        "savings": totals.savings / MICRO,
    }


def _days_before(midnight: datetime, days: int) -> datetime:
    """Go by the calendar, so that days with a clock change have 23 or 25 hours."""
    return midnight - timedelta(days=days)


def _between(journal: Journal, start: datetime, end: datetime) -> Totals:
    length = journal.founding.interval_seconds
    first, last = (-int(-moment.timestamp() // length) for moment in (start, end))
    supply = journal.founding.supply
    return sum((totals_of(record, supply) for record in journal.records(first, last)), Totals())
