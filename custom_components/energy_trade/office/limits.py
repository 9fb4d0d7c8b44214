"""How much a door takes in."""

from __future__ import annotations

from dataclasses import dataclass, field
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS_PER_MINUTE = 60


@dataclass(slots=True)
class Allowance:
    """So many a minute, and no more of them saved up."""

    a_minute: int
    clock: Callable[[], float] = time.monotonic
    _left: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        """Begin with all of it."""
        self._left, self._at = float(self.a_minute), self.clock()

    def take(self) -> bool:
        """Whether one more is allowed."""
        now = self.clock()
        self._left = min(self.a_minute, self._left + (now - self._at) * self.a_minute / SECONDS_PER_MINUTE)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
