"""What the recorder knows of a home from before it traded: enough to expect something from the first hour on.

Only expectations rest on it. What is reported, billed and paid comes from the meters' own book alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.const import UnitOfEnergy, UnitOfPower
from homeassistant.helpers.recorder import DATA_INSTANCE
from homeassistant.util import dt as dt_util

from ..const import (
    CONF_BATTERY_CHARGE,
    CONF_BATTERY_DISCHARGE,
    CONF_EXPORT,
    CONF_IMPORT,
    CONF_MODE,
    CONF_NET,
    CONF_POWER,
    CONF_PV,
    MeterMode,
)
from .plan import sensors_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from homeassistant.core import HomeAssistant

DAYS: Final = 28
FINE_DAYS: Final = 10
"""The recorder keeps five-minute statistics for so long, unless told otherwise."""

HOUR_SECONDS: Final = 3600
FINE_SECONDS: Final = 300
UNITS: Final = {"energy": UnitOfEnergy.WATT_HOUR, "power": UnitOfPower.WATT}

GRID: Final = {
    MeterMode.REGISTERS: {CONF_IMPORT: -1, CONF_EXPORT: 1},
    MeterMode.NET: {CONF_NET: -1},
    MeterMode.POWER: {CONF_POWER: -1},
}
"""How what the grid's sensors count enters the net energy, + surplus."""

BATTERY: Final = {CONF_BATTERY_CHARGE: 1, CONF_BATTERY_DISCHARGE: -1}
"""How the net energy would have been without the battery."""


@dataclass(frozen=True, slots=True)
class Habits:
    """Energy in Wh by interval: net, + surplus, and generation where it is metered; what is not known is left out."""

    net_wh: Mapping[int, int] = field(default_factory=dict)
    generation_wh: Mapping[int, int] = field(default_factory=dict)


async def async_recorded_habits(
    hass: HomeAssistant, meters: Mapping[str, Any], interval_seconds: int, *, has_planned_battery: bool
) -> Habits:
    """Read the last four weeks; where a battery is planned, as they would have been without it.

    A planned battery that no meter of its own tells apart leaves no habits: what it did would be taken for the home's.
    """
    parts = dict(GRID[MeterMode(meters[CONF_MODE])])
    if has_planned_battery:
        if not all(sensors_of(meters, key) for key in BATTERY):
            return Habits()
        parts |= BATTERY
    signs = {sensor: sign for key, sign in parts.items() for sensor in sensors_of(meters, key)}
    generators = sensors_of(meters, CONF_PV)
    if DATA_INSTANCE not in hass.data or not signs:
        return Habits()
    wanted = {*signs, *generators}
    now = dt_util.utcnow()
    found: dict[str, dict[int, float]] = {sensor: {} for sensor in wanted}
    for period, seconds, days in (("hour", HOUR_SECONDS, DAYS), ("5minute", FINE_SECONDS, FINE_DAYS)):
        rows = await hass.data[DATA_INSTANCE].async_add_executor_job(
            statistics_during_period,
            hass,
            now - timedelta(days=days),
            now,
            wanted,
            period,
            UNITS,
            {"change", "mean"},
        )
        for sensor in wanted:
            found[sensor] |= by_interval(rows.get(sensor, ()), seconds, interval_seconds)
    net = _together(found, signs)
    generation = {
        interval: energy for interval, energy in _together(found, dict.fromkeys(generators, 1)).items() if energy >= 0
    }
    return Habits(net, generation)


def by_interval(rows: Sequence[Mapping[str, Any]], row_seconds: int, interval_seconds: int) -> dict[int, float]:
    """Wh of the intervals that statistics cover wholly; what a row counts is taken to have flowed evenly."""
    energy: defaultdict[int, float] = defaultdict(float)
    covered: defaultdict[int, float] = defaultdict(float)
    for row in rows:
        if (change := row.get("change")) is None:
            if (mean := row.get("mean")) is None:
                continue
            change = mean * row_seconds / HOUR_SECONDS
        start, end = row["start"], row["start"] + row_seconds
        for interval in range(int(start // interval_seconds), -int(-end // interval_seconds)):
            overlap = min(end, (interval + 1) * interval_seconds) - max(start, interval * interval_seconds)
            energy[interval] += change * overlap / row_seconds
            covered[interval] += overlap
    return {interval: wh for interval, wh in energy.items() if covered[interval] >= interval_seconds}


def _together(found: Mapping[str, Mapping[int, float]], signs: Mapping[str, int]) -> dict[int, int]:
    """Sum of what sensors counted, in the intervals that all of them know."""
    if not signs:
        return {}
    known = set.intersection(*(set(found[sensor]) for sensor in signs))
    return {
        interval: round(sum(sign * found[sensor][interval] for sensor, sign in signs.items())) for interval in known
    }
