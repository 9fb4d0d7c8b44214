"""Hourly statistics for the Energy dashboard: community energy, and what the grid's meter counted besides.

The community's energy and the residual of the meter add up to the meter, interval by interval. Someone who puts these
four in the dashboard in place of the meter counts nothing twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.models import StatisticData, StatisticMeanType, StatisticMetaData
from homeassistant.components.recorder.statistics import (
    StatisticsRow,
    async_add_external_statistics,
    get_last_statistics,
    statistics_during_period,
)
from homeassistant.const import UnitOfEnergy
from homeassistant.core import callback
from homeassistant.util import slugify
from homeassistant.util.unit_conversion import EnergyConverter

from .const import DOMAIN
from .market.units import MICRO, WH_PER_KWH

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant
    from homeassistant.util.json import JsonValueType

    from .journal import IntervalRecord

HOUR_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One statistic: the field of an hour that it adds up, and whether that is money."""

    key: str
    name: str
    field: str
    is_money: bool = False


SERIES: Final = (
    Series(key="bought", name="bought from the community", field="bought_wh"),
    Series(key="bought_cost", name="cost of community energy", field="bought_cost", is_money=True),
    Series(key="sold", name="sold to the community", field="sold_wh"),
    Series(key="sold_compensation", name="compensation from the community", field="sold_compensation", is_money=True),
    Series(key="residual_import", name="other grid consumption", field="residual_import_wh"),
    Series(key="residual_import_cost", name="cost of other grid consumption", field="residual_cost", is_money=True),
    Series(key="residual_export", name="other return to the grid", field="residual_export_wh"),
    Series(
        key="residual_export_compensation",
        name="compensation of other return to the grid",
        field="residual_compensation",
        is_money=True,
    ),
)


@dataclass(frozen=True, slots=True)
class HourTotals:
    """What the intervals of one hour add up to, in Wh and µcredit; none of it is negative."""

    bought_wh: int = 0
    bought_cost: int = 0
    sold_wh: int = 0
    sold_compensation: int = 0
    residual_import_wh: int = 0
    residual_cost: int = 0
    residual_export_wh: int = 0
    residual_compensation: int = 0

    def __add__(self, other: HourTotals) -> HourTotals:
        """Take two stretches of time together."""
        return HourTotals(
            self.bought_wh + other.bought_wh,
            self.bought_cost + other.bought_cost,
            self.sold_wh + other.sold_wh,
            self.sold_compensation + other.sold_compensation,
            self.residual_import_wh + other.residual_import_wh,
            self.residual_cost + other.residual_cost,
            self.residual_export_wh + other.residual_export_wh,
            self.residual_compensation + other.residual_compensation,
        )


def interval_totals(record: IntervalRecord) -> HourTotals:
    """Divide what the meter counted in an interval, and what was paid for it, between community and grid.

    An interval without a reading has no energy: nothing is invented for it, and what it cost is the residual's.
    """
    bought, sold = max(0, -record.delivered_wh), max(0, record.delivered_wh)
    traded = record.traded_amount
    rest = record.amount - traded if record.amount is not None else 0
    if record.amount is None:
        traded = 0
    return HourTotals(
        bought_wh=bought,
        bought_cost=max(0, -traded),
        sold_wh=sold,
        sold_compensation=max(0, traded),
        residual_import_wh=(record.import_wh or 0) - bought,
        residual_cost=max(0, -rest),
        residual_export_wh=(record.export_wh or 0) - sold,
        residual_compensation=max(0, rest),
    )


def hourly(records: Iterable[IntervalRecord], interval_seconds: int, until: float) -> dict[int, HourTotals]:
    """Add the intervals of each whole hour that has ended; keys are the hours' first seconds, without gaps."""
    hours: dict[int, HourTotals] = {}
    for record in records:
        start = record.interval * interval_seconds
        hour = start - start % HOUR_SECONDS
        if hour + HOUR_SECONDS <= until:
            hours[hour] = hours.get(hour, HourTotals()) + interval_totals(record)
    if not hours:
        return {}
    return {hour: hours.get(hour, HourTotals()) for hour in range(min(hours), max(hours) + HOUR_SECONDS, HOUR_SECONDS)}


@dataclass(slots=True)
class EnergyStatistics:
    """Keeps the recorder's statistics of one community as the journal says, whatever is corrected later."""

    hass: HomeAssistant
    community: str
    unique_id: str
    currency: str | None
    interval_seconds: int
    _written: dict[int, HourTotals] | None = None

    @property
    def is_begun(self) -> bool:
        """Whether anything was imported since Home Assistant started."""
        return self._written is not None

    async def async_last_hour(self) -> float | None:
        """Tell when the newest hour begins that was ever imported (unix seconds); None before the first."""
        name = self.statistic_id(SERIES[0])
        found = await get_instance(self.hass).async_add_executor_job(
            get_last_statistics, self.hass, 1, name, False, {"sum"}
        )
        return found[name][0]["start"] if found.get(name) else None

    def statistic_id(self, series: Series) -> str:
        """Name a statistic after the market, which no other community shares."""
        return statistic_id(self.unique_id, series)

    async def async_update(self, records: Iterable[IntervalRecord], until: float) -> None:
        """Import every hour from the first one that differs from what was imported."""
        hours = await self.hass.async_add_executor_job(hourly, list(records), self.interval_seconds, until)
        changed = [hour for hour, totals in hours.items() if (self._written or {}).get(hour) != totals]
        if not changed:
            return
        first = changed[0]
        base = await self._async_sums_before(first)
        rest = {hour: totals for hour, totals in hours.items() if hour >= first}
        for series in SERIES:
            self._import(series, rest, base[series.key])
            await asyncio.sleep(0)
        self._written = hours

    async def _async_sums_before(self, hour: int) -> dict[str, float]:
        """Read each sum as it stands at the end of the hour before."""
        before = {
            series.key: sum(
                getattr(totals, series.field) for start, totals in (self._written or {}).items() if start < hour
            )
            for series in SERIES
        }
        oldest = min(self._written) if self._written and min(self._written) < hour else hour
        stored = await get_instance(self.hass).async_add_executor_job(self._read_sums, oldest)
        return {series.key: stored[series.key] + before[series.key] / _scale(series) for series in SERIES}

    def _read_sums(self, hour: int) -> dict[str, float]:
        ids = {self.statistic_id(series) for series in SERIES}
        end = datetime.fromtimestamp(hour, UTC)
        stored: dict[str, list[StatisticsRow]] = {}
        for start in (end - timedelta(hours=1), datetime.fromtimestamp(0, UTC)):  # the hour before, else the last one
            stored = statistics_during_period(self.hass, start, end, ids, "hour", None, {"sum"})
            if stored:
                break
        return {
            series.key: (rows[-1].get("sum") or 0.0) if (rows := stored.get(self.statistic_id(series))) else 0.0
            for series in SERIES
        }

    @callback
    def _import(self, series: Series, hours: Mapping[int, HourTotals], base: float) -> None:
        if series.is_money and self.currency is None:
            return
        scale = _scale(series)
        total = round(base * scale)
        rows: list[StatisticData] = []
        for hour, totals in hours.items():
            amount = getattr(totals, series.field)
            total += amount
            rows.append(StatisticData(start=datetime.fromtimestamp(hour, UTC), state=amount / scale, sum=total / scale))
        async_add_external_statistics(self.hass, self._metadata(series), rows)

    def _metadata(self, series: Series) -> StatisticMetaData:
        return StatisticMetaData(
            mean_type=StatisticMeanType.NONE,
            has_sum=True,
            name=f"{self.community} {series.name}",
            source=DOMAIN,
            statistic_id=self.statistic_id(series),
            unit_class=None if series.is_money else EnergyConverter.UNIT_CLASS,
            unit_of_measurement=self.currency if series.is_money else UnitOfEnergy.KILO_WATT_HOUR,
        )


def energy_sources(unique_id: str, *, has_money: bool) -> list[JsonValueType]:
    """Tell the Energy dashboard's grid connections that take the place of the meter's own."""

    def named(key: str) -> str:
        return statistic_id(unique_id, next(series for series in SERIES if series.key == key))

    return [
        {
            "type": "grid",
            "stat_energy_from": named(taken),
            "stat_cost": named(f"{taken}_cost") if has_money else None,
            "stat_energy_to": named(given),
            "stat_compensation": named(f"{given}_compensation") if has_money else None,
            "cost_adjustment_day": 0,
        }
        for taken, given in (("bought", "sold"), ("residual_import", "residual_export"))
    ]


def statistic_id(unique_id: str, series: Series) -> str:
    """Name a statistic after the market, which no other community shares."""
    return f"{DOMAIN}:{slugify(unique_id)}_{series.key}"


@callback
def async_clear(hass: HomeAssistant, unique_id: str) -> None:
    """Remove what was imported for a community: the home has left it."""
    get_instance(hass).async_clear_statistics([statistic_id(unique_id, series) for series in SERIES])


def _scale(series: Series) -> int:
    return MICRO if series.is_money else WH_PER_KWH
