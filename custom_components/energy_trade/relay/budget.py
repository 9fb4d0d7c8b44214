"""What relaying costs its owner in a day, and how much of that it bears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import callback
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util

from ..const import DOMAIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from homeassistant.core import HomeAssistant

STORAGE_VERSION: Final = 1
SAVE_DELAY_SECONDS: Final = 30
WEI: Final = 10**18


class Budget:
    """Counts a local day's fees in wei; no limit means that everything is borne."""

    def __init__(self, hass: HomeAssistant, entry_id: str, limit: int | None) -> None:
        """Count in a file, so that a restart does not begin a day anew."""
        self.limit = limit
        self.spent = 0
        self.carried = 0
        self._day = ""
        self._listeners: list[Callable[[], None]] = []
        self._store: Store[dict[str, Any]] = Store(
            hass, STORAGE_VERSION, f"{DOMAIN}.{entry_id}.relay", private=True, atomic_writes=True
        )

    async def async_load(self) -> None:
        """Take up what was counted."""
        stored = await self._store.async_load() or {}
        self._day = stored.get("day", "")
        self.spent, self.carried = stored.get("spent", 0), stored.get("carried", 0)

    async def async_remove(self) -> None:
        """Forget everything."""
        await self._store.async_remove()

    @callback
    def allows(self, fee: int) -> bool:
        """Whether a fee that is about to be paid fits into the day's rest."""
        self._turn()
        return self.limit is None or self.spent + fee <= self.limit

    @callback
    def note(self, fee: int, messages: int) -> None:
        """Count what was paid for so many messages."""
        self._turn()
        self.spent += fee
        self.carried += messages
        self._store.async_delay_save(self._written, SAVE_DELAY_SECONDS)
        for listener in self._listeners:
            listener()

    @callback
    def async_listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call a listener whenever something was paid."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _turn(self) -> None:
        """Begin a new day at local midnight."""
        today = dt_util.now().date().isoformat()
        if today != self._day:
            self._day, self.spent, self.carried = today, 0, 0

    def _written(self) -> dict[str, Any]:
        return {"day": self._day, "spent": self.spent, "carried": self.carried}
