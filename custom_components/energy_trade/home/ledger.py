"""Energy of market intervals as one sensor tells it; nothing is invented, nothing is lost.

Times are milliseconds of market time, energies µWh, power mW; all are whole numbers, so that sums are exact.
Runs without Home Assistant.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

MICRO_WH: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class HeldJump:
    """A step that the connection cannot carry: not counted until it is decided what it was."""

    silent_from: int
    """The register last moved, or was lost, here: accepted energy is spread from then on."""

    hidden_from: int
    """Intervals touched from here to `at` are unknown as long as the step is held."""

    at: int
    energy_uwh: int
    before_uwh: int
    """What the register showed before: it may come back to that."""

    counted_uwh: int = 0
    """What has been counted since, from the level that it jumped to."""


@dataclass(slots=True)
class Slice:
    """What one sensor saw in one interval: taken (or simply counted) and given."""

    up_uwh: int = 0
    down_uwh: int = 0
    estimated: bool = False

    @property
    def net_uwh(self) -> int:
        """What a register that runs both ways has gained."""
        return self.up_uwh - self.down_uwh


def interval_until(time: int, interval_ms: int) -> int:
    """Interval that a sample counts for: one taken on a boundary still says what was counted before it."""
    return -(-time // interval_ms) - 1


def touched(begin: int, end: int, interval_ms: int) -> range:
    """Intervals that a time lies in; the end belongs to the one that it closes."""
    last = interval_until(end, interval_ms)
    return range(min(begin // interval_ms, last), last + 1)


def spread(energy: int, begin: int, end: int, interval_ms: int) -> list[tuple[int, int]]:
    """Share energy evenly over a time, by interval; the shares add up to it exactly."""
    intervals = touched(begin, end, interval_ms)
    if len(intervals) == 1:
        return [(intervals[0], energy)]
    shares: list[tuple[int, int]] = []
    given = 0
    for interval in intervals:
        due = abs(energy) * (min(end, (interval + 1) * interval_ms) - begin) // (end - begin)
        shares.append((interval, due - given if energy >= 0 else given - due))
        given = due
    return shares


class IntervalLedger:
    """Energy by interval of one sensor, in order of time."""

    def __init__(self, interval_ms: int, limit_uwh: int | None) -> None:
        """Begin with nothing known; without a limit (what one interval can carry) no step is too large."""
        self.interval_ms = interval_ms
        self.limit_uwh = limit_uwh
        self.started: int | None = None
        self.lost_at: int | None = None
        self.held: tuple[HeldJump, ...] = ()
        self._now = 0
        self._taken = 0
        self._slices: defaultdict[int, Slice] = defaultdict(Slice)

    @property
    def first_interval(self) -> int | None:
        """First interval that is known from its start."""
        return None if self.started is None else -(-self.started // self.interval_ms)

    def known_until(self, now: int) -> int:
        """Time up to which energy is attributed for good."""
        raise NotImplementedError

    def is_known(self, interval: int) -> bool:
        """Whether nothing keeps the interval from being known, once it is over."""
        raise NotImplementedError

    def dump(self, now: int) -> dict[str, Any]:
        """All that a later run needs, as JSON knows it; this one has watched the sensor until now."""
        raise NotImplementedError

    def peek(self, interval: int) -> Slice:
        """What is attributed to an interval so far."""
        return self._slices.get(interval, Slice())

    def take(self, interval: int) -> Slice:
        """Hand over what flowed in an interval; what is learned of it later counts for the next one."""
        self._taken = max(self._taken, (interval + 1) * self.interval_ms)
        self._now = max(self._now, self._taken + 1)
        return self._slices.pop(interval, Slice())

    def _dump(self, now: int) -> dict[str, Any]:
        return {
            "started": self.started,
            "lost_at": self.lost_at if self.lost_at is not None else max(self._now, now),
            "now": self._now,
            "taken": self._taken,
            "slices": {str(key): [it.up_uwh, it.down_uwh, int(it.estimated)] for key, it in self._slices.items()},
        }

    def _load(self, stored: Mapping[str, Any]) -> None:
        self.started, self._now, self._taken = stored["started"], stored["now"], stored["taken"]
        self.lost_at = stored["lost_at"] if self.started is not None else None
        for key, (up, down, estimated) in stored["slices"].items():
            self._slices[int(key)] = Slice(up, down, bool(estimated))
