"""What the Energy dashboard already knows of a home's devices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homeassistant.components.energy import async_get_manager
from homeassistant.core import valid_entity_id

from ..home.devices.config import CONF_CAPACITY, CONF_METER, CONF_POWER_SENSOR, CONF_SOC

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant


async def async_suggested_battery(hass: HomeAssistant) -> dict[str, Any]:
    """The charge and capacity of the only battery; of several, none is meant more than another."""
    preferences = (await async_get_manager(hass)).data
    batteries = [
        source for source in (preferences["energy_sources"] if preferences else ()) if source["type"] == "battery"
    ]
    if len(batteries) != 1:
        return {}
    [battery] = batteries
    suggested: dict[str, Any] = {}
    if (soc := battery.get("stat_soc")) and valid_entity_id(soc) and hass.states.get(soc):
        suggested[CONF_SOC] = soc
    if capacity := battery.get("capacity"):
        suggested[CONF_CAPACITY] = capacity
    return suggested


async def async_suggested_load(hass: HomeAssistant, name: str) -> dict[str, Any]:
    """The meter and power sensor of the device that the Energy dashboard knows by a name."""
    preferences = (await async_get_manager(hass)).data
    for device in preferences["device_consumption"] if preferences else ():
        if str(device.get("name") or "").casefold() != name.casefold():
            continue
        known = {CONF_METER: device.get("stat_consumption"), CONF_POWER_SENSOR: device.get("stat_rate")}
        return {key: each for key, each in known.items() if each and valid_entity_id(each) and hass.states.get(each)}
    return {}
