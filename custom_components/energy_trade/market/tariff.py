"""What the grid pays and takes: feed-in F and retail R of every interval."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from .calendar import HOURS
from .units import BLOCK_INTERVALS
from .words import from_signed, pack_fields, tagged, to_signed, unpack_fields

PRICE_BITS = 15
HOURS_PER_WORD = 8
CLOCK_ENTRIES = 5
CLOCK_ENTRY_BITS = 48
CLOCK_BLOCK_BITS = 32
CLOCK_OFFSET_BITS = 16


@dataclass(frozen=True, slots=True)
class GridPrice:
    """What the grid pays for energy fed in (F) and takes for energy drawn (R), in µcredit per Wh; 0 ≤ F ≤ R."""

    feed_in: int
    retail: int

    def __post_init__(self) -> None:
        """Refuse a tariff at which one could earn by drawing and feeding in at once."""
        if not 0 <= self.feed_in <= self.retail:
            msg = f"feed-in {self.feed_in} is not between 0 and retail {self.retail}"
            raise ValueError(msg)


type BlockTariff = tuple[GridPrice, ...]
"""Grid prices of a block's eight intervals."""


def _pack_prices(prices: Iterable[GridPrice], unit: int) -> int:
    fields: list[int] = []
    for price in prices:
        if price.feed_in % unit or price.retail % unit:
            msg = f"{price} is not in whole steps of {unit} µcredit per Wh"
            raise ValueError(msg)
        fields += [price.feed_in // unit, price.retail // unit]
    return pack_fields(fields, PRICE_BITS)


def _unpack_prices(word: int, unit: int) -> tuple[GridPrice, ...]:
    fields = unpack_fields(word, PRICE_BITS, 2 * BLOCK_INTERVALS)
    return tuple(
        GridPrice(feed_in * unit, retail * unit) for feed_in, retail in zip(fields[::2], fields[1::2], strict=True)
    )


def pack_tariff(tariff: Sequence[GridPrice], unit: int, block: int | None = None) -> int:
    """Tariff word of a block, F and R in steps of `unit` µcredit per Wh; with the block's tag as it is stored."""
    if len(tariff) != BLOCK_INTERVALS:
        msg = f"a block has {BLOCK_INTERVALS} grid prices, not {len(tariff)}"
        raise ValueError(msg)
    word = _pack_prices(tariff, unit)
    return word if block is None else tagged(word, block)


def unpack_tariff(word: int, unit: int) -> BlockTariff:
    """Grid prices of a block from its tariff word, tagged or not."""
    return _unpack_prices(word, unit)


@dataclass(frozen=True, slots=True)
class TariffTable:
    """Grid prices of the 24 local hours: what holds for a block unless the operator set another tariff for it."""

    hours: tuple[GridPrice, ...]

    def __post_init__(self) -> None:
        """Refuse a day that does not have 24 hours."""
        if len(self.hours) != HOURS:
            msg = f"a tariff table has {HOURS} hours, not {len(self.hours)}"
            raise ValueError(msg)

    @classmethod
    def flat(cls, feed_in: int, retail: int) -> Self:
        """Build a table with the same prices all day, in µcredit per Wh."""
        return cls((GridPrice(feed_in, retail),) * HOURS)

    @classmethod
    def unpack(cls, words: Sequence[int], unit: int) -> Self:
        """Read the contract's three words."""
        return cls(tuple(price for word in words for price in _unpack_prices(word, unit)))

    def pack(self, unit: int) -> tuple[int, int, int]:
        """Write the contract's three words, eight hours each."""
        first, second, third = (
            _pack_prices(self.hours[hour : hour + HOURS_PER_WORD], unit) for hour in range(0, HOURS, HOURS_PER_WORD)
        )
        return first, second, third


@dataclass(frozen=True, slots=True)
class ClockChange:
    """From a block on, local time is this many intervals ahead of UTC (behind, if negative)."""

    from_block: int
    offset_intervals: int


@dataclass(frozen=True, slots=True)
class LocalClock:
    """The schedule of UTC offsets that tells local tariff hours, oldest first; UTC before the first change."""

    changes: tuple[ClockChange, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a schedule that does not fit a word or is out of order."""
        blocks = [change.from_block for change in self.changes]
        if len(blocks) > CLOCK_ENTRIES or blocks != sorted(set(blocks)):
            msg = f"a clock has at most {CLOCK_ENTRIES} changes in rising order"
            raise ValueError(msg)

    @classmethod
    def unpack(cls, word: int) -> Self:
        """Read the contract's word: entries up to the last one that is not zero."""
        changes: list[ClockChange] = []
        while word:
            change = word & ((1 << CLOCK_ENTRY_BITS) - 1)
            block, offset = change & ((1 << CLOCK_BLOCK_BITS) - 1), change >> CLOCK_BLOCK_BITS
            changes.append(ClockChange(block, to_signed(offset, CLOCK_OFFSET_BITS)))
            word >>= CLOCK_ENTRY_BITS
        return cls(tuple(changes))

    def pack(self) -> int:
        """Write the contract's word: five entries of 48 bits, from block in the low 32, offset in the high 16."""
        return pack_fields(
            (
                change.from_block | from_signed(change.offset_intervals, CLOCK_OFFSET_BITS) << CLOCK_BLOCK_BITS
                for change in self.changes
            ),
            CLOCK_ENTRY_BITS,
        )

    def offset(self, block: int) -> int:
        """Intervals by which local time is ahead of UTC throughout a block."""
        offset = 0
        for change in self.changes:
            if change.from_block <= block:
                offset = change.offset_intervals
        return offset


def table_tariff(block: int, table: TariffTable, clock: LocalClock, hour_intervals: int) -> BlockTariff:
    """Grid prices of a block by the standing table and the local clock."""
    offset = clock.offset(block)
    first = block * BLOCK_INTERVALS
    return tuple(
        table.hours[(interval + offset) // hour_intervals % HOURS] for interval in range(first, first + BLOCK_INTERVALS)
    )
