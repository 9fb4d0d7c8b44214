"""How much a door takes in."""

from __future__ import annotations

from dataclasses import dataclass, field
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS_PER_MINUTE: Final = 60
MOST_VISITORS: Final = 1_000
"""So many addresses are told apart; whoever has not come for longest is taken for a new visitor."""


@dataclass(slots=True)
class Allowance:
    """So many in a time, and no more of them saved up."""

    most: int
    seconds: float = SECONDS_PER_MINUTE
    clock: Callable[[], float] = time.monotonic
    _left: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        """Begin with all of it."""
        self._left, self._at = float(self.most), self.clock()

    def take(self) -> bool:
        """Whether one more is allowed."""
        now = self.clock()
        self._left = min(self.most, self._left + (now - self._at) * self.most / self.seconds)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


@dataclass(slots=True)
class Visitors:
    """An allowance for everybody together, and one for each address: one that floods keeps nobody else out."""

    together: Allowance
    each: Callable[[], Allowance]
    _known: dict[str, Allowance] = field(default_factory=dict)

    def take(self, address: str) -> bool:
        """Whether a visitor is let in once more."""
        own = self._known.pop(address, None) or self.each()
        self._known[address] = own
        if len(self._known) > MOST_VISITORS:
            del self._known[next(iter(self._known))]
        return own.take() and self.together.take()
