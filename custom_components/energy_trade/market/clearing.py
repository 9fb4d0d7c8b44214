"""A block's outcome: in every interval and zone one price and which side of it is rationed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from .orders import Order, Side
from .units import BLOCK_INTERVALS, TICKS, PriceGrid
from .words import is_for, pack_fields, tagged, unpack_fields

RESULT_BITS = 30
TICK_BITS = 6
FRACTION_SHIFT = TICK_BITS + 1
FRACTION_BITS = 22
FULL = 1 << FRACTION_BITS
"""A fill fraction of one."""

NO_PRICE = FULL + 1
"""Fraction of an interval in which nothing was traded in the zone nor crossed its lines."""

MAX_ZONES = 16


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the network and the line to its parent.

    The line takes `capacity_wh` of net energy in one interval, either way, and costs `fee_ticks` of the price grid
    for each Wh that crosses it. Zone 0 is the root: its line is the connection to the outside and is not used.
    """

    parent: int
    fee_ticks: int
    capacity_wh: int


ROOT = Zone(parent=0, fee_ticks=0, capacity_wh=0)


@dataclass(frozen=True, slots=True)
class ZoneResult:
    """One interval's outcome in one zone.

    Orders inside the price of `tick` fill whole, orders outside it not at all; at it the `rationed` side fills in
    part: sellers by `fraction` of 2²², while of buyers `fraction` of 2²² stays unfilled. The other side fills whole.
    """

    tick: int
    rationed: Side
    fraction: int

    @property
    def has_price(self) -> bool:
        """Whether anything was traded in the zone or crossed its lines, so that a price is published."""
        return self.fraction != NO_PRICE

    def price(self, grid: PriceGrid) -> int | None:
        """Local price in µcredit per Wh; None if none is published."""
        return grid.price(self.tick) if self.has_price else None

    def fill(self, order: Order | None) -> int:
        """Energy in Wh of an order that is traded."""
        if order is None or not self.has_price:
            return 0
        inside = self.tick - order.tick if order.side is Side.SELL else order.tick - self.tick
        if inside < 0:
            return 0
        if inside > 0 or order.side is not self.rationed:
            return order.energy_wh
        part = order.energy_wh * self.fraction >> FRACTION_BITS
        return part if order.side is Side.SELL else order.energy_wh - part

    def position(self, order: Order | None) -> int:
        """What the order's owner has traded, in Wh: + sold, − bought."""
        if order is None:
            return 0
        return self.fill(order) if order.side is Side.SELL else -self.fill(order)

    @classmethod
    def unpack(cls, field: int) -> Self:
        """Read the 30 bits of an interval."""
        return cls(field & (TICKS - 1), Side(field >> TICK_BITS & 1), field >> FRACTION_SHIFT)

    def pack(self) -> int:
        """Write the 30 bits of an interval."""
        return self.tick | self.rationed << TICK_BITS | self.fraction << FRACTION_SHIFT


def pack_results(results: Sequence[ZoneResult], block: int) -> int:
    """Result word of one zone and block from its cleared intervals, with the block's tag."""
    return tagged(pack_fields((result.pack() for result in results), RESULT_BITS), block)


def unpack_results(word: int, block: int, cleared: int = BLOCK_INTERVALS) -> tuple[ZoneResult | None, ...]:
    """Results of one zone and block; None for intervals that are not cleared yet."""
    if not is_for(word, block):
        cleared = 0
    fields = unpack_fields(word, RESULT_BITS, BLOCK_INTERVALS)
    return tuple(ZoneResult.unpack(field) if position < cleared else None for position, field in enumerate(fields))
