"""Which sensors the Energy dashboard already knows as the home's meters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homeassistant.components.energy import async_get_manager
from homeassistant.core import valid_entity_id

from ..const import CONF_BATTERY_CHARGE, CONF_BATTERY_DISCHARGE, CONF_EXPORT, CONF_IMPORT, CONF_POWER, CONF_PV
from .validation import async_sensor_problem

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

STATISTICS = {
    ("grid", "stat_energy_from"): CONF_IMPORT,
    ("grid", "stat_energy_to"): CONF_EXPORT,
    ("grid", "stat_rate"): CONF_POWER,
    ("solar", "stat_energy_from"): CONF_PV,
    ("battery", "stat_energy_to"): CONF_BATTERY_CHARGE,
    ("battery", "stat_energy_from"): CONF_BATTERY_DISCHARGE,
}


async def async_suggested_meters(hass: HomeAssistant) -> dict[str, Any]:
    """Values for the forms, by the entry's keys; only what can serve, nothing that is there twice.

    Statistics that no sensor stands behind (those that integrations import) cannot be read and are left out.
    """
    preferences = (await async_get_manager(hass)).data
    found: dict[str, list[str]] = {}
    for source in preferences["energy_sources"] if preferences else ():
        for (kind, statistic), key in STATISTICS.items():
            sensor = source.get(statistic) if source["type"] == kind else None
            if not isinstance(sensor, str) or not valid_entity_id(sensor):
                continue
            sensors = found.setdefault(key, [])
            if sensor not in sensors and async_sensor_problem(hass, sensor, is_power=key == CONF_POWER) is None:
                sensors.append(sensor)
    suggested: dict[str, Any] = {key: sensors for key, sensors in found.items() if sensors}
    # One power sensor stands for the whole connection; of several, none does.
    power = suggested.pop(CONF_POWER, [])
    return suggested | ({CONF_POWER: power[0]} if len(power) == 1 else {})
