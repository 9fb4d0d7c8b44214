"""A home's past days from the recorder, to be played again in practice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.const import UnitOfEnergy
from homeassistant.util import dt as dt_util

from ..const import CONF_EXPORT, CONF_IMPORT, CONF_PV
from ..practice.profiles import STEPS_A_DAY, Profile
from .plan import sensors_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from homeassistant.core import HomeAssistant

DAYS: Final = 7
DAYS_LOOKED_AT: Final = 10
"""The recorder keeps five-minute statistics for so long, unless told otherwise."""

STEP_MINUTES: Final = 15
KNOWN_STEPS: Final = 92
"""A day of which the grid's sensors know 23 hours is played; what they do not know of it counts as no flow."""


async def async_recorded_profile(hass: HomeAssistant, meters: Mapping[str, Any]) -> Profile | None:
    """The last days that are known well enough, at most a week; None if there is none."""
    today = dt_util.start_of_local_day()
    chosen = {key: sensors_of(meters, key) for key in (CONF_IMPORT, CONF_EXPORT, CONF_PV)}
    sensors = {sensor for several in chosen.values() for sensor in several}
    if not sensors:
        return None
    rows = await get_instance(hass).async_add_executor_job(
        statistics_during_period,
        hass,
        today - timedelta(days=DAYS_LOOKED_AT),
        today,
        sensors,
        "5minute",
        {"energy": UnitOfEnergy.WATT_HOUR},
        {"change"},
    )
    found = {sensor: _steps(rows.get(sensor, [])) for sensor in sensors}
    grid = [sensor for key in (CONF_IMPORT, CONF_EXPORT) for sensor in chosen[key]]
    days = sorted({day for steps in found.values() for day, _ in steps})
    known = [
        day
        for day in days
        if all(sum((day, step) in found[sensor] for step in range(STEPS_A_DAY)) >= KNOWN_STEPS for sensor in grid)
    ][-DAYS:]
    if not known:
        return None
    return Profile(
        *(
            tuple(
                round(max(0.0, sum(found[sensor].get((day, step), 0.0) for sensor in chosen[key])))
                for day in known
                for step in range(STEPS_A_DAY)
            )
            for key in (CONF_IMPORT, CONF_EXPORT, CONF_PV)
        )
    )


def _steps(rows: list[Any]) -> dict[tuple[date, int], float]:
    """Wh of each local day's quarter hours that anything is known of."""
    steps: dict[tuple[date, int], float] = {}
    for row in rows:
        if (change := row.get("change")) is not None:
            local = dt_util.as_local(datetime.fromtimestamp(row["start"], dt_util.UTC))
            at = local.date(), (local.hour * 60 + local.minute) // STEP_MINUTES
            steps[at] = steps.get(at, 0.0) + change
    return steps
