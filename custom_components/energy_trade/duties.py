"""What the home owes its community at a moment: clearing, reports, settlement. Told from the snapshot alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .market.state import AuditState, MemberStatus
from .timing import NORMAL_INTERVAL_SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .market.founding import Founding
    from .market.readings import BlockReadings
    from .market.state import BlockState, Snapshot
    from .timing import Rhythm

SETTLE_BATCH_BLOCKS: Final = 4
"""Final blocks are settled this many at a time, earlier only where the home needs its money."""

REPORT_BLOCKS_AT_ONCE: Final = 12
LATE_REPORT_BLOCKS: Final = 96
"""A reading that comes after the deadline is still accepted while the block is younger than this."""

LAST_LATE_BLOCKS: Final = 2


def block_to_clear(snapshot: Snapshot, rhythm: Rhythm, now: float) -> int | None:
    """The oldest block in which the home delivers, whose gate has passed, which nobody has cleared in time."""
    member = snapshot.member
    for block in snapshot.blocks:
        if (
            not block.cleared
            and member.delivers_in(block.index)
            and snapshot.chain_time >= rhythm.calendar.gate(block.index)
            and now >= rhythm.clear_turn(block.index, member.index)
        ):
            return block.index
    return None


def unreported(snapshot: Snapshot, rhythm: Rhythm, now: float) -> list[BlockState]:
    """Blocks whose delivery has ended and of which the community waits for the home's readings, the oldest first."""
    member = snapshot.member
    current = rhythm.calendar.block_at(now)
    return [
        block
        for block in snapshot.blocks
        if block.readings is None
        and member.delivers_in(block.index)
        and rhythm.calendar.block_end(block.index) <= min(now, snapshot.chain_time)
        and block.index + LATE_REPORT_BLOCKS > current
    ]


def reports_due(
    waiting: list[BlockState],
    metered: Mapping[int, BlockReadings],
    complete: Mapping[int, bool],
    rhythm: Rhythm,
    now: float,
) -> dict[int, BlockReadings]:
    """Readings to send now, consecutive blocks together.

    A block goes out as soon as its meters are complete. One with a gap waits for them until shortly before its
    deadline; once that has passed, until the very last moment, for what comes late undoes the charge for silence.
    A block of which nothing is known is never reported: that says no more than silence and could not be set right.
    """
    current = rhythm.calendar.block_at(now)
    due: dict[int, BlockReadings] = {}
    for block in waiting:
        readings = metered.get(block.index)
        if readings is None or all(reading.unknown for reading in readings.readings):
            continue
        last_call = rhythm.last_call(block.index) <= now < rhythm.calendar.deadline(block.index)
        last_late = block.index + LATE_REPORT_BLOCKS - LAST_LATE_BLOCKS <= current
        if complete[block.index] or last_call or last_late:
            due[block.index] = readings
    first = min(due, default=0)
    return {
        index: readings
        for index, readings in sorted(due.items())
        if index < first + REPORT_BLOCKS_AT_ONCE and all(before in due for before in range(first, index))
    }


def is_final(block: BlockState, snapshot: Snapshot, rhythm: Rhythm) -> bool:
    """Whether nothing but a late reading can change a block any more; time alone makes it so in the end."""
    return block.final or snapshot.chain_time >= rhythm.calendar.window_end(block.index)


def block_to_audit(snapshot: Snapshot, founding: Founding, rhythm: Rhythm, now: float) -> int | None:
    """The oldest closed block that nobody has held to its lines yet, where lines are metered; homes take turns."""
    if not founding.is_metered:
        return None
    calendar, member = rhythm.calendar, snapshot.member
    for block in snapshot.blocks:
        closed = calendar.block_end(block.index) if block.reported == block.stake else calendar.deadline(block.index)
        if (
            block.cleared
            and block.audit is AuditState.OPEN
            and member.delivers_in(block.index)
            and snapshot.chain_time >= closed
            and now >= rhythm.audit_turn(closed, block.index, member.index)
        ):
            return block.index
    return None


def must_settle(snapshot: Snapshot, founding: Founding, rhythm: Rhythm) -> bool:
    """Whether it is time to settle the home's final blocks."""
    member = snapshot.member
    final = 0
    for block in snapshot.blocks:
        if block.index < member.settled_before or not member.delivers_in(block.index):
            continue
        if not is_final(block, snapshot, rhythm):
            break
        final += 1
    if not final:
        return False
    short = member.free <= 0
    leaving = member.status is MemberStatus.LEAVING
    brief = founding.interval_seconds < NORMAL_INTERVAL_SECONDS
    return final >= SETTLE_BATCH_BLOCKS or short or leaving or brief
