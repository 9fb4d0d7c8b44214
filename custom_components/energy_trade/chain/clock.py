"""Chain time, which alone decides gates, told from the host's clock between blocks."""

from collections import deque
from collections.abc import Callable
import time

from .rpc import Head

WINDOW = 20
FRESH_SECONDS = 60.0
"""A new head tells the time only if the previous look at the chain was at most this long ago."""

REORGANISED_SECONDS = 300.0
"""A reorganisation leaves a head that is this much older, no more."""


class ChainClock:
    """Measures by how much chain time is ahead of the host's clock."""

    def __init__(self, host: Callable[[], float] = time.time) -> None:
        """Start without any measurement: the host's clock is then taken to be right."""
        self._host = host
        self._head: Head | None = None
        self._looked_at = float("-inf")
        self._ahead: deque[float] = deque(maxlen=WINDOW)

    def observe(self, head: Head) -> None:
        """Learn from the newest block, as soon as it was read."""
        now = self._host()
        if self._head is not None and head.timestamp < self._head.timestamp - REORGANISED_SECONDS:
            # The former head was no head of this chain: what was measured by it is not true either.
            self._ahead = deque(
                (ahead for ahead in self._ahead if ahead <= head.timestamp - now + REORGANISED_SECONDS), maxlen=WINDOW
            )
        if self._head is not None and head.hash != self._head.hash:
            if now - self._looked_at <= FRESH_SECONDS:
                self._ahead.append(head.timestamp - now)
            else:
                self._ahead.clear()
        self._head = head
        self._looked_at = now

    @property
    def offset(self) -> float | None:
        """Seconds by which the chain is ahead of the host; None until blocks were seen to arrive.

        A block is read some time after it was made, never before: the largest difference is the nearest.
        """
        return max(self._ahead) if self._ahead else None

    def now(self) -> float:
        """Chain time now: that of a block that would be made at this moment."""
        host = self._host()
        if self._head is None:
            return host
        measured = self.offset
        # Without measurement only this is sure: time does not run backwards from the newest block.
        return max(float(self._head.timestamp), host + (measured or 0.0))
