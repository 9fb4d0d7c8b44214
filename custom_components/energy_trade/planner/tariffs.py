"""What the member's own supplier charges and pays: the limit of what a neighbour's kWh is worth to it.

Prices are in µcredit per Wh, moments in local time. Under individual supply every member has such a tariff of its own;
a tariff that does not know a moment says so, and the community's grid price stands in for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from math import isfinite
from statistics import fmean
from typing import Final, Protocol

from ..market.tariff import GridPrice
from .bills import TieredTariff, tiers

HOURS: Final = 24
SATURDAY: Final = 5
SPREAD_OF_MONTHS: Final = (0.9, 1.0, 1.1)
"""A month's use may come out so much lower or higher than it looks now; its last tier may be another then."""


class OwnTariff(Protocol):
    """Any tariff of a member's own supplier."""

    def at(self, moment: datetime) -> GridPrice | None:
        """What the supplier charges and pays at a moment; None where that is not known."""
        ...


def _price(retail: float, feed_in: float) -> GridPrice:
    """Whole µcredit per Wh; a feed-in above retail, or anything below nothing, pays no more than retail."""
    if not (isfinite(retail) and isfinite(feed_in)):
        raise ValueError(f"{retail} and {feed_in} are no prices")
    charged = max(0, round(retail))
    return GridPrice(min(charged, max(0, round(feed_in))), charged)


@dataclass(frozen=True, slots=True)
class FlatTariff:
    """The same price all the time."""

    retail: float
    feed_in: float = 0.0

    def at(self, moment: datetime) -> GridPrice:
        """Tell it."""
        return _price(self.retail, self.feed_in)


@dataclass(frozen=True, slots=True)
class HourlyTariff:
    """A price for each of the 24 local hours; weekends may have their own."""

    retail: tuple[float, ...]
    feed_in: float = 0.0
    weekend_retail: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse a day that does not have 24 hours."""
        if any(len(hours) != HOURS for hours in (self.retail, self.weekend_retail) if hours is not None):
            raise ValueError(f"a day has {HOURS} hours")

    def at(self, moment: datetime) -> GridPrice:
        """Tell it for the hour."""
        weekend = self.weekend_retail is not None and moment.weekday() >= SATURDAY
        hours = self.weekend_retail if weekend and self.weekend_retail is not None else self.retail
        return _price(hours[moment.hour], self.feed_in)


@dataclass(frozen=True, slots=True)
class DynamicTariff:
    """Prices that a price service publishes, by start in unix seconds; each holds until the next one, or `lasts`.

    What is charged is `factor` times the published price and the `markup` (network, levies, taxes).
    """

    published: Mapping[float, float]
    lasts_seconds: float = 3600.0
    factor: float = 1.0
    markup: float = 0.0
    feed_in: float = 0.0

    def at(self, moment: datetime) -> GridPrice | None:
        """Tell it, where it was published and is a number."""
        now = moment.timestamp()
        start = max((start for start in self.published if start <= now), default=None)
        if start is None or now >= start + self.lasts_seconds or not isfinite(self.published[start]):
            return None
        return _price(self.published[start] * self.factor + self.markup, self.feed_in)


@dataclass(frozen=True, slots=True)
class MonthlyTariff:
    """A progressive tariff, under which a month's last kWh is the dearest, and the one that a neighbour replaces.

    `used_kwh` has been drawn since the month began (`since`); how much it will be at its end is judged by `daily_kwh`.
    `unit` are the µcredit per Wh of one unit of the tariff's money per kWh.
    """

    bill: TieredTariff
    unit: float
    used_kwh: float
    daily_kwh: float
    since: datetime
    summer: TieredTariff | None = None
    """Tiers of July and August, where these are others."""

    feed_in: float = 0.0
    traded_kwh: float = 1.0

    def at(self, moment: datetime) -> GridPrice:
        """Tell what the last kWh of the month of a moment will cost, on average over how it may end."""
        begin = moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        end = (begin + timedelta(days=32)).replace(day=1)
        this_month = (begin.year, begin.month) == (self.since.year, self.since.month)
        used = max(0.0, self.used_kwh) if this_month else 0.0
        left = (end - moment) if this_month else (end - begin)
        ahead = max(0.0, self.daily_kwh) * left.total_seconds() / timedelta(days=1).total_seconds()
        bill = self.summer if self.summer is not None and begin.month in {7, 8} else self.bill
        worths = []
        for share in SPREAD_OF_MONTHS:
            month = Fraction(max(self.traded_kwh, used + share * ahead)).limit_denominator(1000)
            traded = min(month, Fraction(self.traded_kwh).limit_denominator(1000))
            worths.append(float(bill.worth(month, traded)))
        return _price(fmean(worths) * self.unit, self.feed_in)


def korean_residential(*, summer: bool = False) -> TieredTariff:
    """Korea's progressive tariff for homes on low voltage, in won: rates since 16 May 2023, fund since July 2025."""
    upto: Sequence[int | None] = (300, 450, None) if summer else (200, 400, None)
    return TieredTariff(
        tiers(
            upto, [Fraction(910), Fraction(1600), Fraction(7300)], [Fraction(120), Fraction("214.6"), Fraction("307.3")]
        ),
        levy=Fraction(14),
        tax=Fraction("0.1"),
        fund=Fraction("0.027"),
    )
