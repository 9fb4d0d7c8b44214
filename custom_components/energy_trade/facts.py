"""A community's founding in the figures that a homeowner decides by."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from .market.units import BASIS_POINTS, BLOCK_INTERVALS, MICRO, WH_PER_KWH

if TYPE_CHECKING:
    from .market.founding import Founding

SECONDS_PER_MINUTE: Final = 60
SECONDS_PER_HOUR: Final = 3600
SECONDS_PER_DAY: Final = 24 * SECONDS_PER_HOUR
ISO_4217_LETTERS: Final = 3
LATE_BLOCKS: Final = 96
"""How long after its delivery the market takes a block's late readings."""


def amount(micro: int) -> str:
    """µcredit as people write money: two decimals, more only where they say something."""
    whole = Decimal(micro) / MICRO
    return f"{whole:,.2f}" if whole == round(whole, 2) else f"{whole:,f}".rstrip("0")


def price(micro_per_wh: int) -> str:
    """A price in credit per kWh."""
    return amount(micro_per_wh * WH_PER_KWH)


def duration(seconds: int) -> str:
    """A length of time in the unit that makes it a short number; long ones are not overstated."""
    if seconds >= 2 * SECONDS_PER_DAY:
        return f"{seconds // SECONDS_PER_DAY} d"
    if seconds >= 4 * SECONDS_PER_HOUR or seconds % SECONDS_PER_HOUR == 0:
        return f"{seconds // SECONDS_PER_HOUR} h"
    if seconds % SECONDS_PER_MINUTE == 0:
        return f"{seconds // SECONDS_PER_MINUTE} min"
    return f"{seconds} s"


def _between(prices: list[int]) -> str:
    lowest, highest = price(min(prices)), price(max(prices))
    return lowest if lowest == highest else f"{lowest}–{highest}"


def community_facts(founding: Founding) -> dict[str, str]:
    """What the join form tells about money, prices, risk and time."""
    block = founding.interval_seconds * BLOCK_INTERVALS
    hours = founding.tariff_table.hours
    kilowatt_hour = WH_PER_KWH * founding.max_retail
    unsettled = BLOCK_INTERVALS * (founding.report_blocks + 2)
    reserve = kilowatt_hour * unsettled * founding.reserve_basis_points
    return {
        "name": founding.name,
        "operator": founding.operator,
        "currency": founding.currency,
        "welcome": amount(founding.initial_grant),
        "lowest": price(founding.grid().floor),
        "highest": price(founding.grid().ceiling),
        "grid_pays": _between([hour.feed_in for hour in hours]),
        "grid_takes": _between([hour.retail for hour in hours]),
        "spread": price(founding.spread),
        "zones": str(len(founding.zones)),
        "interval": duration(founding.interval_seconds),
        "block": duration(block),
        "gate": duration(founding.gate_lead_seconds),
        "reserve": amount(-(-reserve // (BASIS_POINTS * founding.tariff_hour_intervals))),
        "silent_hour": amount(kilowatt_hour),
        "late": duration(LATE_BLOCKS * block),
        "daily_limit": amount(founding.daily_cap),
        "dispute": duration(founding.dispute_blocks * block),
        "tolerance": f"{founding.tolerance_wh * SECONDS_PER_HOUR / founding.interval_seconds / 1000:g} kW",
        "meters": str(len(founding.metered_zones)),
    }


def is_iso_4217(currency: str) -> bool:
    """Whether a community's currency is written as the three letters of a real one."""
    return len(currency) == ISO_4217_LETTERS and currency.isascii() and currency.isalpha() and currency.isupper()
