"""What relaying costs and does, on the community's device."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, override

from homeassistant.components.sensor import SensorEntity, SensorEntityDescription, SensorStateClass
from homeassistant.const import EntityCategory

from ..entity import community_device
from .budget import WEI, Budget

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigEntry

    from .relay import Relay


@dataclass(frozen=True, kw_only=True)
class RelaySensorDescription(SensorEntityDescription):
    """One figure of the day."""

    value_fn: Callable[[Budget], float]


RELAY_SENSORS: Final = (
    RelaySensorDescription(
        key="relay_fees",
        translation_key="relay_fees",
        entity_category=EntityCategory.DIAGNOSTIC,
        suggested_display_precision=6,
        state_class=SensorStateClass.TOTAL_INCREASING,
        value_fn=lambda budget: budget.spent / WEI,
    ),
    RelaySensorDescription(
        key="relay_messages",
        translation_key="relay_messages",
        entity_category=EntityCategory.DIAGNOSTIC,
        state_class=SensorStateClass.TOTAL_INCREASING,
        value_fn=lambda budget: budget.carried,
    ),
)


class RelaySensor(SensorEntity):
    """A figure of the day that is told whenever something was carried."""

    _attr_has_entity_name = True
    _attr_should_poll = False
    entity_description: RelaySensorDescription

    def __init__(self, entry: ConfigEntry[Any], relay: Relay, description: RelaySensorDescription) -> None:
        """Put it on the community's device."""
        self.entity_description = description
        self._relay = relay
        self._attr_unique_id = f"{entry.unique_id}-{description.key}"
        self._attr_device_info = community_device(entry)

    @override
    async def async_added_to_hass(self) -> None:
        """Listen for what is paid."""
        self.async_on_remove(self._relay.budget.async_listen(self.async_write_ha_state))

    @property
    @override
    def native_value(self) -> float:
        """Return the figure."""
        return self.entity_description.value_fn(self._relay.budget)
