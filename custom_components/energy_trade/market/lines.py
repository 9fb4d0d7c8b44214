"""Lines that are metered: what a report of one says, which line watches a zone, and how a block's audit stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from .readings import BlockReadings
from .state import AuditState
from .units import BLOCK_INTERVALS
from .words import from_signed, pack_fields, to_signed, unpack_fields

LANE_BITS = 32
MOST_WH = 2**26
"""In one interval: far beyond any line of a low-voltage network."""

type LineRow = tuple[int, ...]
"""A block's eight amounts in Wh: of a line's report, net energy towards the parent."""


def pack_row(row: Sequence[int]) -> int:
    """Write a row of amounts, or of differences in two's complement."""
    return pack_fields((wh if wh >= 0 else from_signed(wh, LANE_BITS) for wh in row), LANE_BITS)


def unpack_row(word: int) -> LineRow:
    """Read a row of amounts."""
    return unpack_fields(word, LANE_BITS, BLOCK_INTERVALS)


def unpack_signed(word: int) -> LineRow:
    """Read a row of differences."""
    return tuple(to_signed(lane, LANE_BITS) for lane in unpack_row(word))


def watched_by(parents: Sequence[int], lines: frozenset[int]) -> tuple[int | None, ...]:
    """For each zone the nearest line with a meter on its way out."""
    found: list[int | None] = []
    for zone, parent in enumerate(parents):
        found.append(zone if zone in lines else None if zone == 0 else found[parent])
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Announced:
    """What the operator says a member's readings are, from a unix time on unless witnesses speak for what was told."""

    member: int
    counts_from: int
    readings: BlockReadings


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockAudit:
    """How a block's readings compare with its lines' meters; rows by zone."""

    block: int
    state: AuditState
    window_end: int
    """Unix time at which a dispute ends."""

    expected: frozenset[int]
    """Zones whose line has a meter in that block."""

    lines: dict[int, LineRow]
    """What has been reported."""

    excess: dict[int, LineRow]
    """In a dispute what is told beyond the line where they differ; afterwards what late readings may still add."""

    corrections: tuple[Announced, ...] = ()
