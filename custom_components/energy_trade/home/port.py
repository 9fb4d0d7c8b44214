"""What the loop asks of a home's meters, whether they are real or replayed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from homeassistant.core import CALLBACK_TYPE

    from .book import IntervalEnergy, Jump


class Meters(Protocol):
    """What flowed through a home's connection, interval by interval."""

    def readings(self, interval_from: int, interval_to: int) -> tuple[IntervalEnergy, ...]:
        """What flowed in the intervals of a range (its end excluded), as far as it is known."""
        ...

    def complete_through(self) -> int | None:
        """Last interval up to which all is settled."""
        ...

    def jumps(self) -> tuple[Jump, ...]:
        """Steps of meters that are held until the owner decides."""
        ...

    def silent(self) -> dict[str, datetime]:
        """Meters of the grid connection that say nothing, and since when."""
        ...

    async def async_save(self) -> None:
        """Keep what is known, now: what is told to others next must not be told otherwise after a crash."""
        ...

    def async_set_limits(self, import_wh: int, export_wh: int) -> None:
        """Learn what the connection carries in an interval."""
        ...

    def async_resolve_jump(self, sensor: str, *, is_energy: bool) -> None:
        """The owner says whether a held jump was energy."""
        ...

    def async_listen(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Be told whenever figures of past intervals are new."""
        ...
