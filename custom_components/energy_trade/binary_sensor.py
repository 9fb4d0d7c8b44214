"""Whether the community's chain can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import EntityCategory

from .entity import EnergyTradeEntity, Place

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant
    from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

    from .coordinator import EnergyTradeConfigEntry

PARALLEL_UPDATES: Final = 0

CONNECTION: Final = BinarySensorEntityDescription(
    key="connection",
    translation_key="connection",
    device_class=BinarySensorDeviceClass.CONNECTIVITY,
    entity_category=EntityCategory.DIAGNOSTIC,
)


async def async_setup_entry(
    hass: HomeAssistant, entry: EnergyTradeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the connection."""
    async_add_entities([ConnectionSensor(entry.runtime_data.coordinator, CONNECTION, Place.COMMUNITY)])


class ConnectionSensor(EnergyTradeEntity, BinarySensorEntity):
    """On while a node answers; itself never unavailable, for it tells why others are."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether the last reading of the chain succeeded."""
        return self.coordinator.data.connected

    @property
    @override
    def available(self) -> bool:
        """Always known."""
        return True
