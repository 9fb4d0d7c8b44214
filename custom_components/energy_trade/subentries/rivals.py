"""Who else steers a device: two controllers of one battery or charger fight each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from homeassistant.components.automation import automations_with_entity
from homeassistant.components.script import scripts_with_entity
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import callback

from ..const import DOMAIN
from ..home.devices.config import DeviceKind, device_config

if TYPE_CHECKING:
    from collections.abc import Collection

    from homeassistant.core import HomeAssistant

INTEGRATIONS: Final = {
    "emhass": {DeviceKind.BATTERY, DeviceKind.APPLIANCE, DeviceKind.EV, DeviceKind.THERMOSTAT},
    "evcc": {DeviceKind.EV, DeviceKind.BATTERY},
    "evcc_intg": {DeviceKind.EV, DeviceKind.BATTERY},
    "ev_smart_charging": {DeviceKind.EV},
    "haeo": {DeviceKind.BATTERY, DeviceKind.EV},
    "predbat": {DeviceKind.BATTERY, DeviceKind.EV},
    "pv_excess_control": {DeviceKind.APPLIANCE, DeviceKind.EV},
    "solar_optimizer": {DeviceKind.APPLIANCE, DeviceKind.EV},
}
"""Integrations that plan or steer devices by themselves, and which kinds."""

TRACES: Final = {
    "predbat.": "predbat",
    "switch.predbat_": "predbat",
    "sensor.evcc_": "evcc",
    "sensor.p_batt_forecast": "emhass",
    "sensor.optim_status": "emhass",
}
"""Beginnings of entity ids by which controllers that run outside of Home Assistant are known."""


@callback
def async_rivals(hass: HomeAssistant, kind: DeviceKind, commands: Collection[str]) -> list[str]:
    """Name those who may steer a device of this kind, or have a hand on its very entities."""
    names = {entry.domain for entry in hass.config_entries.async_entries() if entry.state is ConfigEntryState.LOADED}
    names |= set(INTEGRATIONS) & hass.config.components
    ids = hass.states.async_entity_ids()
    names |= {name for start, name in TRACES.items() if any(each.startswith(start) for each in ids)}
    found = [name for name in sorted(names & set(INTEGRATIONS)) if kind in INTEGRATIONS[name]]
    for entity_id in sorted(commands):
        users = {*automations_with_entity(hass, entity_id), *scripts_with_entity(hass, entity_id)} - set(commands)
        found += [user for user in sorted(users) if user not in found]
    return found


@callback
def async_taken(hass: HomeAssistant, commands: Collection[str], but: str | None) -> str | None:
    """Tell the first entity that another device of this integration is steered by already."""
    for entry in hass.config_entries.async_entries(DOMAIN):
        for subentry in entry.subentries.values():
            if subentry.subentry_id == but or subentry.subentry_type not in DeviceKind:
                continue
            theirs = device_config(DeviceKind(subentry.subentry_type), subentry.data).commands
            if both := sorted(set(commands) & theirs):
                return both[0]
    return None
