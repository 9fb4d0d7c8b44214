"""Keeps open questions on disk: what was asked before a restart can be answered after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.helpers.storage import Store

from ..const import DOMAIN

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

STORAGE_VERSION: Final = 1


class QuestionStore:
    """One community's questions."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Name the file after the entry."""
        self._store: Store[dict[str, Any]] = Store(hass, STORAGE_VERSION, f"{DOMAIN}.{entry_id}.questions")

    async def async_load(self) -> dict[str, Any]:
        """Return what was kept last."""
        return await self._store.async_load() or {}

    async def async_save(self, data: dict[str, Any]) -> None:
        """Write at once: a question that was answered must not come back."""
        await self._store.async_save(data)

    async def async_remove(self) -> None:
        """Forget everything."""
        await self._store.async_remove()
