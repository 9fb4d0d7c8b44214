"""What an energy register has counted becomes energy of market intervals, whatever the register goes through.

Times are milliseconds of market time, energies µWh.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Self

from .ledger import HeldJump, IntervalLedger, interval_until, spread, touched

if TYPE_CHECKING:
    from collections.abc import Mapping

JITTER_SHARE: Final = 10
"""A counter that falls by more than a tenth has been reset, as Home Assistant's own statistics have it."""

LONGEST_PATIENCE_MS: Final = 6 * 3600 * 1000
LONGEST_GAP_INTERVALS: Final = 40_000


class RegisterKind(StrEnum):
    """How a register counts."""

    COUNTER = "counter"
    """Only up, but for resets."""

    NET = "net"
    """Up for energy taken, down for energy given."""


class RegisterLedger(IntervalLedger):
    """What one energy register has counted, by interval.

    The register's value at a boundary is that of the last sample at or before it: one that is available and does not
    change counts nothing. What it gained while it was away is spread evenly over that time, and estimated where a
    boundary lies in it. A fall to near zero is a reset: counting goes on from zero. A small step back is jitter: only
    what exceeds the highest value counts. A step that the connection cannot carry in the time is held: its interval is
    unknown until the register returns to where it was (then it was a glitch) or its owner decides.
    """

    def __init__(
        self, interval_ms: int, kind: RegisterKind = RegisterKind.COUNTER, limit_uwh: int | None = None
    ) -> None:
        """Begin with nothing known."""
        super().__init__(interval_ms, limit_uwh)
        self.kind = kind
        self._value = 0
        self._moved = 0
        self._last_reset: str | None = None
        # How long the connection may have run at full power without the register having told: at most an interval.
        self._slack = interval_ms
        self._slack_at = 0
        self._reset_from: int | None = None
        self._reset_at = 0
        self._reset_counted = 0
        self._patience = 0

    def sample(self, time: int, value: int | None, last_reset: str | None = None) -> None:
        """Take what the register shows, None while it does not say; earlier times than the last count as it."""
        time = self._now = max(time, self._now)
        if value is None or (value < 0 and self.kind is RegisterKind.COUNTER):
            if self.started is not None and self.lost_at is None:
                self.lost_at = time
            return
        if self.started is None or self._away_too_long(time):
            self._begin(time, value, last_reset)
            return
        since, self.lost_at = self.lost_at, None
        declared = last_reset is not None and self._last_reset is not None and last_reset != self._last_reset
        self._last_reset = last_reset or self._last_reset
        if declared:
            self._count_from_zero(time, value, since)
        elif value != self._value or (since is not None and self.kind is RegisterKind.NET):
            self._step(time, value, since)

    def known_until(self, now: int) -> int:
        """Until now while the register is there; one that speaks seldom is waited for."""
        if self.started is None:
            return 0
        if self.lost_at is not None:
            return self.lost_at
        return max(self._moved, now - self._patience)

    def is_known(self, interval: int) -> bool:
        """Whether the register was there at the interval's start and nothing that is held touches it."""
        first = self.first_interval
        return (
            first is not None
            and interval >= first
            and not any(interval in touched(jump.hidden_from, jump.at, self.interval_ms) for jump in self.held)
        )

    def resolve(self, *, is_energy: bool) -> dict[int, int]:
        """Decide what is held; return the energy of intervals that have been taken already, to be added there.

        Accepted energy is spread over the time in which the register did not move. If that is longer than an interval,
        the register is one that speaks seldom: from now on it is waited for that long before its silence means nothing.
        """
        late: defaultdict[int, int] = defaultdict(int)
        for jump in self.held:
            silence = jump.at - jump.silent_from
            if is_energy and silence > self.interval_ms:
                self._patience = min(LONGEST_PATIENCE_MS, max(self._patience, silence + self.interval_ms))
            energy = jump.energy_uwh if is_energy else 0
            for interval, uwh in spread(energy, jump.silent_from, jump.at, self.interval_ms):
                if interval * self.interval_ms < self._taken:
                    late[interval] += uwh
                else:
                    self._add(interval, uwh, estimated=True)
        self.held = ()
        return dict(late)

    # ------ steps

    def _begin(self, time: int, value: int, last_reset: str | None) -> None:
        self.started = self._moved = self._slack_at = time
        self._value, self._last_reset = value, last_reset
        self.lost_at = self._reset_from = None
        self.held = ()
        self._slack = self.interval_ms

    def _away_too_long(self, time: int) -> bool:
        return self.lost_at is not None and time - self.lost_at > LONGEST_GAP_INTERVALS * self.interval_ms

    def _step(self, time: int, value: int, since: int | None) -> None:
        change = value - self._value
        if self._returns_from_reset(time, value, since):
            return
        if self._carries(change, time, since):
            self._count(time, change, value, since)
        elif self._returns_from_jump(time, value, since) or self._is_jitter(change):
            return
        elif change < 0 if self.kind is RegisterKind.COUNTER else JITTER_SHARE * abs(value) < abs(self._value):
            before = self._value
            if self._count_from_zero(time, value, since):
                self._reset_from, self._reset_at, self._reset_counted = before, time, value
        else:
            self._hold(time, change, value, since)

    def _is_jitter(self, change: int) -> bool:
        """A step back that is small for the register, and no more than could have been counted too early."""
        return (
            self.kind is RegisterKind.COUNTER
            and 0 < -change * JITTER_SHARE <= self._value
            and (self.limit_uwh is None or -change <= self.limit_uwh)
        )

    def _count_from_zero(self, time: int, value: int, since: int | None) -> bool:
        self._reset_from = None
        if self._carries(value, time, since):
            self._count(time, value, value, since)
            return True
        self._hold(time, value, value, since)
        return False

    def _returns_from_reset(self, time: int, value: int, since: int | None) -> bool:
        """A register that shows zero for a moment has not been reset: it goes on from where it was."""
        before, is_counter = self._reset_from, self.kind is RegisterKind.COUNTER
        if before is None or (is_counter and value < self._value):
            return False
        self._reset_from = None
        gained = value - before
        if not self._is_possible(gained, time - self._reset_at) or (is_counter and gained < 0):
            return False
        at_once = is_counter and time - self._reset_at <= self.interval_ms
        if not at_once and self._carries(value - self._value, time, since):
            return False
        self._go_on(time, value, gained - self._reset_counted, since)
        return True

    def _returns_from_jump(self, time: int, value: int, since: int | None) -> bool:
        """A register that is back where it would be without the step has shown a glitch."""
        if not self.held:
            return False
        jump = self.held[-1]
        gained = value - jump.before_uwh
        if not self._is_possible(gained, time - jump.at):
            return False
        self.held = self.held[:-1]
        self._go_on(time, value, gained - jump.counted_uwh, since)
        return True

    def _go_on(self, time: int, value: int, rest: int, since: int | None) -> None:
        if rest < 0 and self.kind is RegisterKind.COUNTER:
            # More has been counted than there was: what follows counts once that is made up for.
            self._value, self._moved = value - rest, time
        else:
            self._count(time, rest, value, since)

    def _hold(self, time: int, energy: int, value: int, since: int | None) -> None:
        start = interval_until(time, self.interval_ms) * self.interval_ms
        jump = HeldJump(
            silent_from=self._moved if since is None else since,
            hidden_from=start if since is None else since,
            at=time,
            energy_uwh=energy,
            before_uwh=self._value,
        )
        self.held = (*self.held, jump)
        self._value, self._moved = value, time

    def _count(self, time: int, change: int, value: int, since: int | None) -> None:
        if self.held:
            *others, last = self.held
            self.held = (*others, replace(last, counted_uwh=last.counted_uwh + change))
        begin = time if since is None else since
        if since is None and self._is_catching_up(time):
            begin = self._moved
        begin = min(time, max(begin, self._taken))
        shares = spread(change, begin, time, self.interval_ms)
        for interval, uwh in shares:
            self._add(interval, uwh, estimated=len(shares) > 1)
        self._slack = max(0, self._slack_left(time, since) - self._full_power(change))
        self._slack_at = self._moved = time
        self._value = value

    def _add(self, interval: int, uwh: int, *, estimated: bool) -> None:
        part = self._slices[interval]
        part.estimated |= estimated
        if uwh > 0:
            part.up_uwh += uwh
        else:
            part.down_uwh -= uwh

    def _is_catching_up(self, time: int) -> bool:
        """Whether a register that speaks seldom has been silent for longer than an interval."""
        return self.interval_ms < time - self._moved <= self._patience

    # ------ what the connection carries

    def _full_power(self, change: int) -> int:
        """Time in which a change can flow at the connection's full power."""
        return -(-abs(change) * self.interval_ms // self.limit_uwh) if self.limit_uwh else 0

    def _carries(self, change: int, time: int, since: int | None) -> bool:
        if change < 0 and self.kind is RegisterKind.COUNTER:
            return False
        return self.limit_uwh is None or abs(change) * self.interval_ms <= self.limit_uwh * self._slack_left(
            time, since
        )

    def _is_possible(self, change: int, duration: int) -> bool:
        """Whether this much can have flowed in a time, and an interval's energy beside it."""
        lowest = -self.interval_ms if self.kind is RegisterKind.NET else 0
        if self.limit_uwh is None:
            return lowest < 0 or change >= 0
        energy = change * self.interval_ms
        most = self.limit_uwh * (duration + self.interval_ms)
        return (-most if lowest else -self.limit_uwh * self.interval_ms // JITTER_SHARE) <= energy <= most

    def _slack_left(self, time: int, since: int | None) -> int:
        if since is None and self._is_catching_up(time):
            return time - self._moved
        until = time if since is None else since
        slack = min(self.interval_ms, self._slack + max(0, until - self._slack_at))
        return slack + time - until

    # ------ across restarts

    def dump(self, now: int) -> dict[str, Any]:
        """All that a later run needs, as JSON knows it; it has watched the register until now."""
        return {
            **self._dump(now),
            "held": [asdict(jump) for jump in self.held],
            "value": self._value,
            "moved": self._moved,
            "last_reset": self._last_reset,
            "slack": [self._slack, self._slack_at],
            "reset": [self._reset_from, self._reset_at, self._reset_counted],
            "patience": self._patience,
        }

    @classmethod
    def load(cls, stored: Mapping[str, Any], interval_ms: int, kind: RegisterKind, limit_uwh: int | None) -> Self:
        """Go on where a former run stopped: the time between is one without the register."""
        ledger = cls(interval_ms, kind, limit_uwh)
        ledger._load(stored)
        ledger.held = tuple(HeldJump(**jump) for jump in stored["held"])
        ledger._value, ledger._moved = stored["value"], stored["moved"]
        ledger._last_reset, ledger._patience = stored["last_reset"], stored["patience"]
        ledger._slack, ledger._slack_at = stored["slack"]
        ledger._reset_from, ledger._reset_at, ledger._reset_counted = stored["reset"]
        return ledger
