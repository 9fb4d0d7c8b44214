"""What the home may do by itself: trade at all, sell, buy. Off cancels open orders at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription

from .device_switches import async_add_device_switches
from .entity import EnergyTradeEntity

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant
    from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

    from .coordinator import EnergyTradeConfigEntry

PARALLEL_UPDATES: Final = 0

SWITCHES: Final = (
    SwitchEntityDescription(key="trading", translation_key="trading"),
    SwitchEntityDescription(key="selling", translation_key="selling"),
    SwitchEntityDescription(key="buying", translation_key="buying"),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: EnergyTradeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the switches."""
    async_add_device_switches(entry.runtime_data.coordinator, async_add_entities)
    async_add_entities(PermissionSwitch(entry.runtime_data.coordinator, description) for description in SWITCHES)


class PermissionSwitch(EnergyTradeEntity, SwitchEntity):
    """A permission; its key is the name of the wish that it sets."""

    @property
    @override
    def available(self) -> bool:
        """A decision can be made whatever the network does."""
        return True

    @property
    @override
    def is_on(self) -> bool:
        """Return what the homeowner decided."""
        return bool(getattr(self.coordinator.settings.current.wishes, self.entity_description.key))

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Permit it."""
        self._decide(permitted=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Forbid it, which also takes back what is open."""
        self._decide(permitted=False)

    def _decide(self, *, permitted: bool) -> None:
        self.coordinator.async_wish(**{self.entity_description.key: permitted})
        self.async_write_ha_state()
