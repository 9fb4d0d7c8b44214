"""What the options say of the home's own supplier, as a tariff that can be asked."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
import re
from typing import TYPE_CHECKING, Any, Final

from ..planner.bills import TieredTariff, tiers
from ..planner.tariffs import DynamicTariff, FlatTariff, HourlyTariff, MonthlyTariff, korean_residential

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from .published import Published

CONF_SUPPLIER: Final = "supplier"
CONF_KIND: Final = "kind"
CONF_RETAIL: Final = "retail"
CONF_FEED_IN: Final = "feed_in"
CONF_WEEKDAY: Final = "weekday"
CONF_WEEKEND: Final = "weekend"
CONF_PRICES: Final = "prices"
CONF_FACTOR: Final = "factor"
CONF_MARKUP: Final = "markup"
CONF_TIERS: Final = "tiers"
CONF_LEVY: Final = "levy"
CONF_TAX: Final = "tax"

MICRO_PER_WH: Final = 1000.0
"""µcredit a Wh in a credit a kWh."""

HOURS: Final = 24
PERCENT: Final = 100

NUMBER: Final = r"(\d+(?:[.,]\d+)?)"
SPAN: Final = re.compile(rf"(\d{{1,2}})\s*[-–]\s*(\d{{1,2}})\s*:?\s+{NUMBER}")
TIER: Final = re.compile(rf"(\d+|[-–])\s+{NUMBER}\s+{NUMBER}")

type TierRow = tuple[int | None, Fraction, Fraction]
"""Up to how many kWh a month, the standing charge with which it comes, the price of a kWh."""


class SupplierKind(StrEnum):
    """How the home's own supplier charges."""

    COMMUNITY = "community_prices"
    """As the community's grid prices say."""

    FLAT = "flat"
    HOURLY = "hourly"
    ENTITY = "price_entity"
    KOREAN = "korean"
    TIERED = "tiered"


def hourly_prices(text: str) -> tuple[float, ...]:
    """Read spans like `0-6 0.18; 6-22 0.32; 22-24 0.18` that fill a day; raise ValueError on anything else."""
    hours: list[float | None] = [None] * HOURS
    for part in _parts(text):
        found = SPAN.fullmatch(part)
        if found is None:
            raise ValueError(part)
        begin, stop, value = int(found[1]), int(found[2]), float(found[3].replace(",", "."))
        if not begin < stop <= HOURS or any(price is not None for price in hours[begin:stop]):
            raise ValueError(part)
        hours[begin:stop] = [value] * (stop - begin)
    if any(price is None for price in hours):
        raise ValueError("hours are missing")
    return tuple(price for price in hours if price is not None)


def tier_sheet(text: str) -> list[TierRow]:
    """Read tiers like `200 910 120; 400 1600 214.6; - 7300 307.3`: up to, standing charge, price; ValueError else."""
    sheet: list[TierRow] = []
    for part in _parts(text):
        found = TIER.fullmatch(part)
        if found is None:
            raise ValueError(part)
        upto = None if found[1] in {"-", "–"} else int(found[1])
        base, price = (Fraction(found[at].replace(",", ".")) for at in (2, 3))
        sheet.append((upto, base, price))
    tariff_of(sheet)
    return sheet


def _parts(text: str) -> list[str]:
    return [piece.strip() for piece in text.replace("\n", ";").split(";") if piece.strip()]


def tariff_of(sheet: Sequence[TierRow], *, levy: float = 0.0, tax: float = 0.0) -> TieredTariff:
    """A progressive tariff from its tiers; `tax` in percent."""
    columns = tiers([row[0] for row in sheet], [row[1] for row in sheet], [row[2] for row in sheet])
    return TieredTariff(
        columns,
        levy=Fraction(levy).limit_denominator(10_000),
        tax=Fraction(tax).limit_denominator(10_000) / PERCENT,
    )


def fixed_tariff(options: Mapping[str, Any]) -> FlatTariff | HourlyTariff | None:
    """The tariff of a supplier whose prices are written in the options; None of one that asks entities."""
    feed_in = _micro(options.get(CONF_FEED_IN))
    match options.get(CONF_KIND):
        case SupplierKind.FLAT:
            return FlatTariff(_micro(options[CONF_RETAIL]), feed_in)
        case SupplierKind.HOURLY:
            weekend = options.get(CONF_WEEKEND)
            return HourlyTariff(_micros(options[CONF_WEEKDAY]), feed_in, None if not weekend else _micros(weekend))
    return None


def dynamic_tariff(options: Mapping[str, Any], published: Published, feed_in: float | None) -> DynamicTariff:
    """The tariff of a supplier that follows published prices; `feed_in` a kWh, if an entity tells it."""
    return DynamicTariff(
        {start: price * MICRO_PER_WH for start, price in published.prices.items()},
        published.lasts_seconds,
        float(options.get(CONF_FACTOR, 1.0)),
        _micro(options.get(CONF_MARKUP)),
        _micro(feed_in),
    )


def monthly_tariff(options: Mapping[str, Any], used_kwh: float, daily_kwh: float, since: datetime) -> MonthlyTariff:
    """The tariff of a supplier whose price rises with what the month has taken."""
    summer: TieredTariff | None = None
    if options.get(CONF_KIND) == SupplierKind.KOREAN:
        bill, summer = korean_residential(), korean_residential(summer=True)
    else:
        bill = tariff_of(
            tier_sheet(options[CONF_TIERS]), levy=options.get(CONF_LEVY, 0.0), tax=options.get(CONF_TAX, 0.0)
        )
    return MonthlyTariff(bill, MICRO_PER_WH, used_kwh, daily_kwh, since, summer, _micro(options.get(CONF_FEED_IN)))


def _micro(per_kwh: Any) -> float:
    return float(per_kwh or 0.0) * MICRO_PER_WH


def _micros(text: str) -> tuple[float, ...]:
    return tuple(price * MICRO_PER_WH for price in hourly_prices(text))
