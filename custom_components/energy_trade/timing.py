"""When the loop wakes, in seconds of chain time, scaled down where a demonstration's intervals are short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .market.calendar import MarketCalendar

NODE_POLL_SECONDS: Final = 30
"""The chain is read at least this often."""

GATE_MARGIN_SECONDS: Final = 60
"""Orders are revised this long before a gate: time for a transaction to be mined, and for clocks to differ."""

REPORT_MARGIN_SECONDS: Final = 1800
"""A block whose meters are not complete is reported as far as known this long before its deadline."""

CLEAR_PATIENCE_SECONDS: Final = 20
"""Members wait their turn this many seconds, the first at once, before they clear a block that nobody has."""

CLEAR_TURNS: Final = 6
SHORTEST_WAIT_SECONDS: Final = 0.5
AFTER_BOUNDARY_SECONDS: Final = 0.5
NORMAL_INTERVAL_SECONDS: Final = 900
LEAST_POLL_SECONDS: Final = 2


ACTING_SECONDS: Final = 60
"""Devices are looked at and told what to do this often."""


def acting_period(pace: float) -> timedelta:
    """How often devices are told what to do, where home time runs so many times as fast as the clock."""
    return timedelta(seconds=max(LEAST_POLL_SECONDS, ACTING_SECONDS / pace))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often and how early, for one community."""

    calendar: MarketCalendar
    poll: float
    gate_margin: float
    report_margin: float
    clear_patience: float

    @classmethod
    def of(cls, calendar: MarketCalendar) -> Self:
        """Scale what is stated for intervals of a quarter of an hour to shorter ones; longer ones change nothing."""
        scale = min(1.0, calendar.interval_seconds / NORMAL_INTERVAL_SECONDS)
        return cls(
            calendar,
            poll=max(LEAST_POLL_SECONDS, NODE_POLL_SECONDS * scale),
            # Blocks of a chain do not come faster in a demonstration: a third of an interval is kept for them.
            gate_margin=min(GATE_MARGIN_SECONDS, calendar.interval_seconds / 3),
            report_margin=min(REPORT_MARGIN_SECONDS, calendar.block_seconds / 4),
            clear_patience=CLEAR_PATIENCE_SECONDS * scale,
        )

    def before_gate(self, now: float) -> int | None:
        """The block whose gate is so near that its orders are made final now; None if none is."""
        block = self.calendar.next_block(now)
        return block if now >= self.calendar.gate(block) - self.gate_margin else None

    def clear_turn(self, block: int, member: int) -> float:
        """When this member clears a block, if nobody has by then; turns rotate, so that the effort is shared."""
        return self.calendar.gate(block) + (block + member) % CLEAR_TURNS * self.clear_patience

    def audit_turn(self, closed: float, block: int, member: int) -> float:
        """When this member holds a block to its lines that closed at a moment, if nobody has by then."""
        return closed + (block + member) % CLEAR_TURNS * self.clear_patience

    def last_call(self, block: int) -> float:
        """When a block is reported as far as it is known."""
        return self.calendar.deadline(block) - self.report_margin

    def next_wake(self, now: float, unreported: Iterable[int], attempts: Iterable[float] = ()) -> float:
        """Seconds from now to the next moment that matters, or to the next look at the chain."""
        calendar = self.calendar
        gate = calendar.next_gate(now)
        moments = [
            calendar.interval_end(calendar.interval_at(now)) + AFTER_BOUNDARY_SECONDS,
            gate - self.gate_margin,
            gate + AFTER_BOUNDARY_SECONDS,
            *(self.last_call(block) for block in unreported),
            *attempts,
        ]
        ahead = [moment - now for moment in moments if moment > now]
        return max(SHORTEST_WAIT_SECONDS, min(self.poll, *ahead))
