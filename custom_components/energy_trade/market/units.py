"""Units of the market and the price grid.

Energy is in Wh, money in µcredit (a millionth of a credit), a price in µcredit per Wh; all three are whole numbers.
One cent per kWh is 10 µcredit per Wh.
"""

from dataclasses import dataclass

BLOCK_INTERVALS = 8
"""Intervals in a block: what one order word covers, what shares one gate, what is cleared at once."""

RING_BLOCKS = 128
"""Blocks that the contract's rings hold."""

TICKS = 64
"""Prices on the grid."""

WH_PER_KWH = 1000

MICRO = 1_000_000
"""µcredit in a credit."""

BASIS_POINTS = 10_000

MAX_ENERGY_WH = 2**18 - 1
"""Most that one order can offer or ask for in one interval."""

NO_ADDRESS = "0x0000000000000000000000000000000000000000"


def ceil_div(amount: int, divisor: int) -> int:
    """Quotient rounded towards plus infinity: what a member is charged."""
    return -(-amount // divisor)


def credit_per_kwh(price: float) -> float:
    """Turn µcredit per Wh into credit per kWh, as people read it."""
    return price * WH_PER_KWH / MICRO


@dataclass(frozen=True, slots=True)
class PriceGrid:
    """The 64 prices that orders may name: `floor + tick × step`, in µcredit per Wh."""

    floor: int
    step: int

    def __post_init__(self) -> None:
        """Refuse a grid on which prices fall or stand still."""
        if self.floor < 0 or self.step <= 0:
            msg = f"price grid from {self.floor} by {self.step} does not rise from 0 or more"
            raise ValueError(msg)

    @property
    def ceiling(self) -> int:
        """The highest price, that of the last tick."""
        return self.floor + (TICKS - 1) * self.step

    def price(self, tick: int) -> int:
        """Price of a tick in µcredit per Wh."""
        if not 0 <= tick < TICKS:
            msg = f"tick {tick} is not on the grid"
            raise ValueError(msg)
        return self.floor + tick * self.step

    def tick_at_most(self, price: float) -> int | None:
        """Highest tick that costs no more than the price: a buyer's limit; None if all cost more."""
        if price < self.floor:
            return None
        return min(TICKS - 1, int((price - self.floor) // self.step))

    def tick_at_least(self, price: float) -> int | None:
        """Lowest tick that costs no less than the price: a seller's limit; None if all cost less."""
        if price > self.ceiling:
            return None
        return max(0, int(-((self.floor - price) // self.step)))
