"""Files in which the chain's client keeps what a restart must not lose, and what it need not read again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final, override

from homeassistant.helpers.storage import Store
from homeassistant.util.file import WriteError
from homeassistant.util.json import SerializationError

from .chain.errors import NotKept
from .const import DOMAIN
from .journal import Closed
from .model import Totals

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

STORAGE_VERSION: Final = 1
CACHE_DELAY_SECONDS: Final = 3600
"""Some megabytes that the chain tells again: not worth wearing out a memory card."""


class _HeardStore(Store[dict[str, Any]]):
    """A store that tells whether the disk took what was saved: others only log that."""

    failure: Exception | None = None

    @override
    async def _async_write_data(self, data: dict[str, Any]) -> None:
        try:
            await super()._async_write_data(data)
        except (OSError, SerializationError, WriteError) as error:
            self.failure = error
            raise


class OutboxStore:
    """Keeps what is under way on the chain: on disk before it is sent."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Name the file after the entry."""
        self._store = _HeardStore(
            hass, STORAGE_VERSION, f"{DOMAIN}.{entry_id}.outbox", private=True, atomic_writes=True
        )

    async def load(self) -> dict[str, Any] | None:
        """Return what was saved last."""
        return await self._store.async_load()

    async def save(self, data: dict[str, Any]) -> None:
        """Write at once; raises NotKept where the disk does not take it."""
        self._store.failure = None
        with suppress(OSError):
            await self._store.async_save(data)
        if self._store.failure is not None:
            raise NotKept(str(self._store.failure)) from self._store.failure

    async def async_remove(self) -> None:
        """Forget everything."""
        await self._store.async_remove()


class CacheStore:
    """Keeps what can be read from the chain again, and so may be written at leisure."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Name the file after the entry."""
        self._store: Store[dict[str, Any]] = Store(
            hass, STORAGE_VERSION, f"{DOMAIN}.{entry_id}.history", private=True, atomic_writes=True
        )
        self._waiting: dict[str, Any] | None = None
        self._closed = False

    async def load(self) -> dict[str, Any] | None:
        """Return what was saved last."""
        return await self._store.async_load()

    async def save(self, data: dict[str, Any]) -> None:
        """Write within the hour, or when Home Assistant stops."""
        if not self._closed:
            self._waiting = data
            self._store.async_delay_save(self._written, CACHE_DELAY_SECONDS)

    def _written(self) -> dict[str, Any]:
        data, self._waiting = self._waiting, None
        return data or {}

    async def async_close(self) -> None:
        """Write what waits and nothing after it: the entry is unloaded, and perhaps removed next."""
        self._closed = True
        if self._waiting is not None:
            await self._store.async_save(self._written())

    async def async_remove(self) -> None:
        """Forget everything."""
        await self._store.async_remove()


class ClosedStore:
    """Keeps what old blocks of one membership came to, so that neither memory nor a start grows with the years."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Name the file after the entry."""
        self._store: Store[dict[str, Any]] = Store(
            hass, STORAGE_VERSION, f"{DOMAIN}.{entry_id}.closed", atomic_writes=True
        )

    async def async_load(self, member: str) -> Closed:
        """Return what was closed for this member; nothing if the file is another one's, or damaged."""
        stored = await self._store.async_load() or {}
        try:
            if stored["member"] == member:
                return Closed(
                    int(stored["before"]), Totals(**{key: int(stored["totals"][key]) for key in Totals.__slots__})
                )
        except KeyError, TypeError, ValueError:
            pass  # the chain tells it all again
        return Closed()

    async def async_save(self, member: str, closed: Closed) -> None:
        """Write at once."""
        await self._store.async_save({"member": member, "before": closed.before, "totals": asdict(closed.totals)})

    async def async_remove(self) -> None:
        """Forget everything."""
        await self._store.async_remove()
