"""What its owner lets the home do with a device, and whether a machine is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import callback

from .entity import DeviceEntity
from .home.devices.appliance import ApplianceDevice

if TYPE_CHECKING:
    from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

    from .coordinator import EnergyTradeCoordinator

ALLOW: Final = SwitchEntityDescription(
    key="allow_control", translation_key="allow_control", entity_category=EntityCategory.CONFIG
)
READY: Final = SwitchEntityDescription(key="ready", translation_key="ready")


class AllowSwitch(DeviceEntity, SwitchEntity):
    """On while the home may plan and steer the device; turned on again, it also ends a pause."""

    @property
    @override
    def is_on(self) -> bool:
        """Return what the owner decided."""
        return self.planned.allowed

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Let it be planned."""
        self._decide(allowed=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Give it back to itself."""
        self._decide(allowed=False)

    def _decide(self, *, allowed: bool) -> None:
        self.coordinator.household.allow(self.planned.subentry_id, allowed=allowed)
        self.coordinator.async_look_again()
        self.async_write_ha_state()


class ReadySwitch(DeviceEntity, SwitchEntity):
    """On while a machine that cannot tell so itself is loaded and waits; off once it has run."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether it waits."""
        return bool(self.planned.notes.get("ready"))

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """It is loaded."""
        self._tell(ready=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """It is not loaded any more."""
        self._tell(ready=False)

    def _tell(self, *, ready: bool) -> None:
        self.coordinator.household.set_ready(self.planned.subentry_id, ready=ready)
        self.coordinator.async_look_again()
        self.async_write_ha_state()


@callback
def async_add_device_switches(
    coordinator: EnergyTradeCoordinator, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add each device's switches to it."""
    for device in coordinator.household.fleet.devices.values():
        switches: list[SwitchEntity] = [AllowSwitch(coordinator, ALLOW, device)]
        if isinstance(device.machine, ApplianceDevice) and device.machine.has_own_ready:
            switches.append(ReadySwitch(coordinator, READY, device))
        async_add_entities(switches, config_subentry_id=device.subentry_id)
