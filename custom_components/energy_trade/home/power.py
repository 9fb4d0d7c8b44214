"""Power becomes energy of market intervals, as an estimate.

Times are milliseconds of market time, energies µWh, power mW.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

from .ledger import IntervalLedger, Slice, touched

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_HOLD_MS: Final = 900 * 1000
LONGEST_BRIDGE_MS: Final = 300 * 1000
MW_MS_PER_MICRO_WH: Final = 3600


class PowerLedger(IntervalLedger):
    """Energy estimated from a power sensor: each value holds until the next, + taken, − given.

    A value holds for a quarter of an hour at most. A sensor that was away for at most five minutes is bridged by the
    mean of the values before and after. What lies beyond is not known, nor is power that the connection cannot carry.
    """

    def __init__(self, interval_ms: int, limit_uwh: int | None = None) -> None:
        """Begin with nothing known."""
        super().__init__(interval_ms, limit_uwh)
        self._power = 0
        self._heard = 0
        self._counted_to = 0
        self._unknown: set[int] = set()
        self._rest = {1: 0, -1: 0}

    def sample(self, time: int, power: int | None) -> None:
        """Take the power, None while the sensor does not say; earlier times than the last count as it."""
        time = self._now = max(time, self._now)
        if power is not None and self.limit_uwh is not None:
            per_interval = abs(power) * self.interval_ms
            power = power if per_interval <= self.limit_uwh * MW_MS_PER_MICRO_WH else None
        if self.started is None:
            if power is not None:
                self.started = self._counted_to = time
                self._power, self._heard = power, time
            return
        if self.lost_at is not None:
            if power is not None:
                self._bridge(time, power)
                self.lost_at = None
        else:
            self._hold_until(time)
            if power is None:
                self.lost_at = time
        if power is not None:
            self._power, self._heard = power, time

    def known_until(self, now: int) -> int:
        """Until now, but for a gap that may still be bridged."""
        if self.started is None:
            return 0
        if self.lost_at is None:
            self._hold_until(now)
            return now
        if now - self.lost_at <= LONGEST_BRIDGE_MS:
            return self.lost_at
        self._miss(self.lost_at, now)
        return now

    def is_known(self, interval: int) -> bool:
        """Whether power was known throughout the interval."""
        first = self.first_interval
        return first is not None and interval >= first and interval not in self._unknown

    def take(self, interval: int) -> Slice:
        """Hand over an interval; all of it is an estimate."""
        part = super().take(interval)
        part.estimated = True
        self._unknown = {it for it in self._unknown if it >= interval}
        return part

    def _hold_until(self, time: int) -> None:
        held = min(time, max(self._counted_to, self._heard + LONGEST_HOLD_MS))
        self._integrate(self._power, held)
        self._miss(held, time)

    def _bridge(self, time: int, power: int) -> None:
        lost_at = self._counted_to if self.lost_at is None else self.lost_at
        if time - lost_at <= LONGEST_BRIDGE_MS:
            self._integrate((self._power + power) // 2, time)
        else:
            self._miss(lost_at, time)

    def _miss(self, begin: int, end: int) -> None:
        if end > begin:
            self._unknown.update(touched(begin, end, self.interval_ms))
        self._counted_to = max(self._counted_to, end)

    def _integrate(self, power: int, end: int) -> None:
        begin = self._counted_to
        if end <= begin:
            return
        sign = 1 if power >= 0 else -1
        for interval in touched(begin, end, self.interval_ms):
            start, stop = max(begin, interval * self.interval_ms), min(end, (interval + 1) * self.interval_ms)
            uwh, self._rest[sign] = divmod(self._rest[sign] + abs(power) * (stop - start), MW_MS_PER_MICRO_WH)
            if sign > 0:
                self._slices[interval].up_uwh += uwh
            else:
                self._slices[interval].down_uwh += uwh
        self._counted_to = end

    def dump(self, now: int) -> dict[str, Any]:
        """All that a later run needs, as JSON knows it."""
        if self.started is not None and self.lost_at is None:
            self._hold_until(max(now, self._now))
        return {
            **self._dump(now),
            "power": self._power,
            "heard": self._heard,
            "counted_to": self._counted_to,
            "unknown": sorted(self._unknown),
            "rest": [self._rest[1], self._rest[-1]],
        }

    @classmethod
    def load(cls, stored: Mapping[str, Any], interval_ms: int, limit_uwh: int | None) -> Self:
        """Go on where a former run stopped: the time between is one without the sensor."""
        ledger = cls(interval_ms, limit_uwh)
        ledger._load(stored)
        ledger._power, ledger._heard = stored["power"], stored["heard"]
        ledger._counted_to, ledger._unknown = stored["counted_to"], set(stored["unknown"])
        ledger._rest = dict(zip((1, -1), stored["rest"], strict=True))
        return ledger
