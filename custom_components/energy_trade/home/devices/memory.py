"""What the home knows of its devices across restarts: runs under way, what was learned, what its owner allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import callback
from homeassistant.helpers.storage import Store

from ...const import DOMAIN

if TYPE_CHECKING:
    from collections.abc import Collection

    from homeassistant.core import HomeAssistant

STORAGE_VERSION: Final = 1
SAVE_DELAY_SECONDS: Final = 10

type Notes = dict[str, Any]
"""What one device's part of the file holds, as JSON knows it."""


class DeviceMemory:
    """Keeps notes on each device of an entry; the devices write into theirs and say when."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Name the file after the entry, so that nothing of it stays when the entry goes."""
        self._store: Store[dict[str, Notes]] = Store(
            hass, STORAGE_VERSION, f"{DOMAIN}.{entry_id}.devices", atomic_writes=True
        )
        self._notes: dict[str, Notes] = {}

    async def async_load(self, devices: Collection[str]) -> None:
        """Read what was kept of the devices that there still are."""
        stored = await self._store.async_load() or {}
        self._notes = {device: stored.get(device, {}) for device in devices}

    def of(self, device: str) -> Notes:
        """Return the notes on a device."""
        return self._notes.setdefault(device, {})

    @callback
    def changed(self) -> None:
        """Write within seconds."""
        self._store.async_delay_save(lambda: self._notes, SAVE_DELAY_SECONDS)

    async def async_save(self) -> None:
        """Write at once: before a machine is started, or the entry is unloaded."""
        await self._store.async_save(self._notes)

    async def async_remove(self) -> None:
        """Forget everything."""
        await self._store.async_remove()
