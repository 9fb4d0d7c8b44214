"""Orders: what a member offers or asks for in the intervals of a block."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from .supply import SupplyArrangement
from .tariff import BlockTariff
from .units import BLOCK_INTERVALS, MAX_ENERGY_WH, TICKS, PriceGrid
from .words import is_for, pack_fields, tagged, unpack_fields

ORDER_BITS = 25
ENERGY_BITS = 18
TICK_BITS = 6
SIDE_SHIFT = ENERGY_BITS + TICK_BITS
ORDERS_BITS = BLOCK_INTERVALS * ORDER_BITS
VERSION_BITS = 36
ZONE_SHIFT = ORDERS_BITS + VERSION_BITS
ZONE_BITS = 4
VERSIONS_PER_SECOND = 10


class Side(IntEnum):
    """What an order wants."""

    BUY = 0
    SELL = 1


@dataclass(frozen=True, slots=True)
class Order:
    """One interval's order: up to `energy_wh` at the price of `tick` or a better one."""

    side: Side
    tick: int
    energy_wh: int

    def __post_init__(self) -> None:
        """Refuse what no order word can say."""
        if not 0 <= self.tick < TICKS:
            msg = f"tick {self.tick} is not on the grid"
            raise ValueError(msg)
        if not 0 < self.energy_wh <= MAX_ENERGY_WH:
            msg = f"{self.energy_wh} Wh is not an order"
            raise ValueError(msg)

    def lock(self, grid: PriceGrid, retail: int, supply: SupplyArrangement, spread: int) -> int:
        """µcredit that the order binds until its block is settled: the worst its position can cost."""
        limit = grid.price(self.tick)
        if supply is SupplyArrangement.POOLED:
            price = limit if self.side is Side.BUY else max(0, retail - limit)
        else:
            price = max(limit, spread) if self.side is Side.BUY else spread
        return self.energy_wh * price + 1


NO_ORDERS: tuple[Order | None, ...] = (None,) * BLOCK_INTERVALS


@dataclass(frozen=True, slots=True)
class BlockOrders:
    """A member's orders for the eight intervals of a block; None where it has no order.

    `version` (tenths of a second of unix time, strictly rising) and `zone` are what the contract stored with them;
    whoever places orders need not fill them in.
    """

    orders: tuple[Order | None, ...] = NO_ORDERS
    version: int = 0
    zone: int = 0

    def __post_init__(self) -> None:
        """Refuse a block that does not have eight intervals."""
        if len(self.orders) != BLOCK_INTERVALS:
            msg = f"a block has {BLOCK_INTERVALS} orders, not {len(self.orders)}"
            raise ValueError(msg)

    @classmethod
    def unpack(cls, word: int) -> Self:
        """Read an order word, as given or as stored; raise ValueError for one that no member may place."""
        orders: list[Order | None] = []
        for field in unpack_fields(word, ORDER_BITS, BLOCK_INTERVALS):
            energy = field & MAX_ENERGY_WH
            if energy:
                orders.append(Order(Side(field >> SIDE_SHIFT), field >> ENERGY_BITS & (TICKS - 1), energy))
            elif field:
                msg = "an order without energy names a price or a side"
                raise ValueError(msg)
            else:
                orders.append(None)
        return cls(
            tuple(orders),
            version=word >> ORDERS_BITS & ((1 << VERSION_BITS) - 1),
            zone=word >> ZONE_SHIFT & ((1 << ZONE_BITS) - 1),
        )

    @classmethod
    def stored(cls, word: int, block: int) -> Self | None:
        """Read a member's ring slot; None if nothing was placed for this block; cancelled orders keep a version."""
        return cls.unpack(word) if word and is_for(word, block) else None

    def pack(self) -> int:
        """Write the word that members place and sign: the low 200 bits."""
        return pack_fields(
            (
                0 if order is None else order.energy_wh | order.tick << ENERGY_BITS | order.side << SIDE_SHIFT
                for order in self.orders
            ),
            ORDER_BITS,
        )

    def pack_stored(self, block: int) -> int:
        """Write the word that the contract keeps: with version, zone and the block's tag."""
        if not 0 <= self.version < 1 << VERSION_BITS or not 0 <= self.zone < 1 << ZONE_BITS:
            msg = f"version {self.version} or zone {self.zone} does not fit"
            raise ValueError(msg)
        return tagged(self.pack() | self.version << ORDERS_BITS | self.zone << ZONE_SHIFT, block)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is offered or asked for in any interval."""
        return all(order is None for order in self.orders)

    def lock(self, grid: PriceGrid, tariff: BlockTariff, supply: SupplyArrangement, spread: int) -> int:
        """µcredit that the block's orders bind until it is settled."""
        return sum(
            order.lock(grid, price.retail, supply, spread)
            for order, price in zip(self.orders, tariff, strict=True)
            if order is not None
        )


def version_at(chain_time: float, previous: int = 0) -> int:
    """Version of orders made now: later than the previous one, whatever the clock says."""
    return max(int(chain_time * VERSIONS_PER_SECOND), previous + 1)
