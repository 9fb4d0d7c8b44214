"""Readings: what a member's meter counted in the intervals of a block."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from .units import BLOCK_INTERVALS
from .words import from_signed, is_for, pack_fields, tagged, to_signed, unpack_fields

NET_BITS = 19
READING_BITS = 21
UNKNOWN = 1 << NET_BITS
ESTIMATED = 1 << (NET_BITS + 1)
READINGS_MASK = (1 << BLOCK_INTERVALS * READING_BITS) - 1
PRESENT = 1 << 238
"""Tells a reading of nothing from a slot that was never written."""

LATE = 1 << 239
UNAUDITED = 1 << 237
CORRECTED = 1 << 236
WITNESSED = 1 << 235

DETAIL_BYTES = 3
DETAIL_NOT_KNOWN = 0xFFFFFF
DETAIL_FIELDS = ("import_wh", "export_wh", "generation_wh", "charge_wh", "discharge_wh")
BLOCK_DETAIL_BYTES = len(DETAIL_FIELDS) * BLOCK_INTERVALS * DETAIL_BYTES


@dataclass(frozen=True, slots=True)
class Reading:
    """One interval's metered net energy in Wh, + exported, − imported; an unknown one says nothing (net 0)."""

    net_wh: int
    unknown: bool = False
    estimated: bool = False

    def __post_init__(self) -> None:
        """Refuse what no reading word can say."""
        if self.unknown and self.net_wh:
            msg = "an unknown reading has no net energy"
            raise ValueError(msg)
        from_signed(self.net_wh, NET_BITS)


UNKNOWN_READING = Reading(0, unknown=True)


@dataclass(frozen=True, slots=True)
class BlockReadings:
    """A member's eight readings of a block; the contract says the rest.

    `late`: they came after the block was closed; `unaudited`: after it was held to its lines for good; `corrected`: the
    operator put them right in a dispute; `witnessed`: neighbours have signed them, too, so that nobody corrects them.
    """

    readings: tuple[Reading, ...]
    late: bool = False
    unaudited: bool = False
    corrected: bool = False
    witnessed: bool = False

    def __post_init__(self) -> None:
        """Refuse a block that does not have eight intervals."""
        if len(self.readings) != BLOCK_INTERVALS:
            msg = f"a block has {BLOCK_INTERVALS} readings, not {len(self.readings)}"
            raise ValueError(msg)

    @property
    def imported_wh(self) -> int:
        """Net energy of the intervals that drew."""
        return sum(max(0, -reading.net_wh) for reading in self.readings)

    @property
    def exported_wh(self) -> int:
        """Net energy of the intervals that gave."""
        return sum(max(0, reading.net_wh) for reading in self.readings)

    @classmethod
    def unpack(cls, word: int) -> Self:
        """Read a reading word, as given or as stored; raise ValueError for one that no member may sign."""
        return cls(
            tuple(
                Reading(
                    to_signed(field & (UNKNOWN - 1), NET_BITS),
                    unknown=bool(field & UNKNOWN),
                    estimated=bool(field & ESTIMATED),
                )
                for field in unpack_fields(word, READING_BITS, BLOCK_INTERVALS)
            ),
            late=bool(word & LATE),
            unaudited=bool(word & UNAUDITED),
            corrected=bool(word & CORRECTED),
            witnessed=bool(word & WITNESSED),
        )

    @classmethod
    def stored(cls, word: int, block: int) -> Self | None:
        """Read a member's ring slot; None if it has not reported this block."""
        return cls.unpack(word) if word & PRESENT and is_for(word, block) else None

    def pack(self) -> int:
        """Write the word that meters sign: the low 168 bits."""
        return pack_fields(
            (
                from_signed(reading.net_wh, NET_BITS) | UNKNOWN * reading.unknown | ESTIMATED * reading.estimated
                for reading in self.readings
            ),
            READING_BITS,
        )

    def pack_stored(self, block: int) -> int:
        """Write the word that the contract keeps: with what it says about them and the block's tag."""
        flags = (
            PRESENT
            | LATE * self.late
            | UNAUDITED * self.unaudited
            | CORRECTED * self.corrected
            | WITNESSED * self.witnessed
        )
        return tagged(self.pack() | flags, block)


@dataclass(frozen=True, slots=True)
class IntervalDetails:
    """What a home shows of one interval beside its net energy, in Wh; None where it is not known or not shown."""

    import_wh: int | None = None
    export_wh: int | None = None
    generation_wh: int | None = None
    charge_wh: int | None = None
    discharge_wh: int | None = None


type BlockDetails = tuple[IntervalDetails, ...]
"""Details of a block's eight intervals."""

NO_DETAILS: BlockDetails = (IntervalDetails(),) * BLOCK_INTERVALS


def encode_details(blocks: Sequence[BlockDetails]) -> bytes:
    """Write a report's details: for each block five quantities of eight intervals, big-endian in three bytes."""
    encoded = bytearray()
    for block in blocks:
        if len(block) != BLOCK_INTERVALS:
            msg = f"a block has {BLOCK_INTERVALS} details, not {len(block)}"
            raise ValueError(msg)
        for name in DETAIL_FIELDS:
            for interval in block:
                value: int | None = getattr(interval, name)
                encoded += (DETAIL_NOT_KNOWN if value is None else value).to_bytes(DETAIL_BYTES, "big")
    return bytes(encoded)


def decode_details(data: bytes) -> tuple[BlockDetails, ...]:
    """Read a report's details, none if the home shows none; raise ValueError if they are cut short."""
    if len(data) % BLOCK_DETAIL_BYTES:
        msg = f"{len(data)} bytes are not the details of whole blocks"
        raise ValueError(msg)
    values = [
        None if value == DETAIL_NOT_KNOWN else value
        for value in (
            int.from_bytes(data[offset : offset + DETAIL_BYTES], "big") for offset in range(0, len(data), DETAIL_BYTES)
        )
    ]
    size = len(DETAIL_FIELDS) * BLOCK_INTERVALS
    return tuple(
        tuple(
            IntervalDetails(*values[first + interval : first + size : BLOCK_INTERVALS])
            for interval in range(BLOCK_INTERVALS)
        )
        for first in range(0, len(values), size)
    )
