"""What all entities share: the two devices, and when a value may still be shown."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, override

from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import DOMAIN
from .coordinator import EnergyTradeCoordinator
from .dashboard import PAGE
from .rehearsal import is_practice

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigEntry
    from homeassistant.helpers.entity import EntityDescription

    from .home.devices.fleet import Device as PlannedDevice


class Place(Enum):
    """Which device an entity belongs to."""

    HOME = "home"
    COMMUNITY = "community"


class EnergyTradeEntity(CoordinatorEntity[EnergyTradeCoordinator]):
    """An entity of the home or of its community."""

    _attr_has_entity_name = True

    def __init__(
        self, coordinator: EnergyTradeCoordinator, description: EntityDescription, place: Place = Place.HOME
    ) -> None:
        """Put the entity on its device."""
        super().__init__(coordinator)
        self.entity_description = description
        entry = coordinator.config_entry
        self._attr_unique_id = f"{entry.unique_id}-{description.key}"
        self._attr_device_info = community_device(entry) if place is Place.COMMUNITY else home_device(coordinator)


def community_device(entry: ConfigEntry) -> DeviceInfo:
    """Describe the community, which other homes share."""
    return DeviceInfo(
        identifiers={(DOMAIN, f"{entry.unique_id}-community")},
        translation_key="practice_community" if is_practice(entry) else "community",
        translation_placeholders={"community": entry.title},
        model="Practice: nothing here is real" if is_practice(entry) else None,
        entry_type=DeviceEntryType.SERVICE,
        configuration_url=f"homeassistant://{PAGE}",
    )


def home_device(coordinator: EnergyTradeCoordinator) -> DeviceInfo:
    """Describe the home."""
    entry = coordinator.config_entry
    return DeviceInfo(
        identifiers={(DOMAIN, f"{entry.unique_id}-home")},
        translation_key="practice_home" if is_practice(entry) else "home",
        translation_placeholders={"community": entry.title},
        model="Practice: nothing here is real" if is_practice(entry) else None,
        via_device_id=coordinator.community_device,
    )


class DeviceEntity(EnergyTradeEntity):
    """An entity of one of the home's planned devices, which has a device of its own."""

    def __init__(
        self, coordinator: EnergyTradeCoordinator, description: EntityDescription, planned: PlannedDevice
    ) -> None:
        """Put the entity on the device that a subentry describes."""
        super().__init__(coordinator, description)
        self.planned = planned
        entry = coordinator.config_entry
        own = f"{entry.unique_id}-{planned.subentry_id}"
        self._attr_unique_id = f"{own}-{description.key}"
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, own)}, name=planned.name, via_device_id=coordinator.home_device
        )

    @property
    @override
    def available(self) -> bool:
        """What is planned is known whatever the network does."""
        return True


class ReadingEntity(EnergyTradeEntity):
    """An entity that shows what the chain last said; after two blocks without a word it is no longer true enough."""

    @property
    @override
    def available(self) -> bool:
        """Last known values stay for a while when the nodes are down."""
        return super().available and not self.coordinator.is_stale
