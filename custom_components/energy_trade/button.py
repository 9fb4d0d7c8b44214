"""Runs a device at once, whatever the plan says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription

from .entity import DeviceEntity
from .home.devices.appliance import ApplianceDevice
from .home.devices.battery import BatteryDevice

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant
    from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

    from .coordinator import EnergyTradeConfigEntry
    from .home.devices.fleet import Device

PARALLEL_UPDATES: Final = 0

RUN_NOW: Final = ButtonEntityDescription(key="run_now", translation_key="run_now")


async def async_setup_entry(
    hass: HomeAssistant, entry: EnergyTradeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up a button for each device that runs."""
    coordinator = entry.runtime_data.coordinator
    for device in coordinator.household.fleet.devices.values():
        if _runs(device):
            async_add_entities([RunNowButton(coordinator, RUN_NOW, device)], config_subentry_id=device.subentry_id)


def _runs(device: Device) -> bool:
    """A battery has nothing to run, and a machine that only a person can start is started by one."""
    machine = device.machine
    return not isinstance(machine, BatteryDevice) and (not isinstance(machine, ApplianceDevice) or machine.can_start)


class RunNowButton(DeviceEntity, ButtonEntity):
    """Starts a machine, charges a car, or warms or cools a room for an hour."""

    @override
    async def async_press(self) -> None:
        """Do it."""
        await self.coordinator.household.async_run_now(self.planned.subentry_id)
