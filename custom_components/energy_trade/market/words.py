"""Fields packed into the contract's 256-bit words, interval 0 in the lowest bits, the block's tag in the highest."""

from collections.abc import Iterable

TAG_SHIFT = 240
"""Bits 240..255 of a ring slot name its block modulo 2¹⁶, so that a slot never comes back to life."""

TAG_MASK = 0xFFFF


def tag_of(block: int) -> int:
    """Tag of a block: its index modulo 2¹⁶."""
    return block & TAG_MASK


def is_for(word: int, block: int) -> bool:
    """Whether a ring slot's word was written for this block."""
    return word >> TAG_SHIFT == tag_of(block)


def tagged(word: int, block: int) -> int:
    """Put the block's tag on a word's empty top bits."""
    return word | tag_of(block) << TAG_SHIFT


def pack_fields(fields: Iterable[int], bits: int) -> int:
    """Put unsigned fields of equal width side by side, the first one lowest."""
    word = 0
    for position, field in enumerate(fields):
        if not 0 <= field < 1 << bits:
            msg = f"{field} does not fit {bits} bits"
            raise ValueError(msg)
        word |= field << position * bits
    return word


def unpack_fields(word: int, bits: int, count: int) -> tuple[int, ...]:
    """Take unsigned fields of equal width apart, the lowest one first."""
    mask = (1 << bits) - 1
    return tuple(word >> position * bits & mask for position in range(count))


def to_signed(field: int, bits: int) -> int:
    """Read a two's complement field."""
    return field - (1 << bits) if field >> (bits - 1) else field


def from_signed(value: int, bits: int) -> int:
    """Write a signed number as a two's complement field."""
    if not -(1 << (bits - 1)) <= value < 1 << (bits - 1):
        msg = f"{value} does not fit {bits} signed bits"
        raise ValueError(msg)
    return value & ((1 << bits) - 1)
