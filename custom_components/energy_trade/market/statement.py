"""What one interval cost or earned a member, split so that a person can check it."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .tariff import GridPrice


class PartKind(StrEnum):
    """Why a part of an amount is paid."""

    TRADED = "traded"
    """The position at the local price; under individual supply what of it was delivered and matched."""

    UNDONE = "undone"
    """What undid the own position, at the worse of balancing price and local price."""

    BALANCING = "balancing"
    """Other deviation of metered net from position, at the balancing price."""

    EXCESS = "excess"
    """Metered energy beyond the connection limit: import at retail, export for nothing."""

    SILENCE = "silence"
    """Energy that counts as drawn because no reading says otherwise: the connection limit at retail."""

    UNDELIVERED = "undelivered"
    """The spread, or for want of a reading more, on what was traded and not delivered under individual supply."""

    WITHHELD = "withheld"
    """Payment for export that the line's meter did not see: of a part of the network, its members' share."""


@dataclass(frozen=True, slots=True)
class StatementPart:
    """Energy of one kind in Wh (+ given, − taken) and its money in µcredit (+ to the member, − from it)."""

    kind: PartKind
    energy_wh: int
    amount: int

    @property
    def price(self) -> Fraction | None:
        """Money per energy of this part in µcredit per Wh; None without energy."""
        return Fraction(self.amount, self.energy_wh) if self.energy_wh else None


@dataclass(frozen=True, slots=True)
class IntervalStatement:
    """One member's settlement of one interval; the parts add up exactly to what the contract pays.

    `position_wh` is + sold and − bought, `metered_wh` + exported and − imported (None without a known reading),
    `price` the local price in µcredit per Wh (None if none was published), `grid_price` what the grid pays and takes.
    """

    position_wh: int
    metered_wh: int | None
    price: int | None
    grid_price: GridPrice
    parts: tuple[StatementPart, ...]
    estimated: bool = False
    late: bool = False
    unpaid_wh: int = 0
    """What of the export is not paid, because the line's meter did not see it."""

    @property
    def amount(self) -> int:
        """µcredit that the interval moves: + from the grid account to the member."""
        return sum(part.amount for part in self.parts)

    @property
    def traded_amount(self) -> int:
        """µcredit for the position at the local price."""
        return self.amount_of(PartKind.TRADED)

    @property
    def balancing_amount(self) -> int:
        """µcredit for all that was not delivered as traded."""
        return self.amount - self.traded_amount

    @property
    def deviation_wh(self) -> int | None:
        """Metered net minus position in Wh: + long, − short; None without a known reading."""
        return None if self.metered_wh is None else self.metered_wh - self.position_wh

    @property
    def unknown(self) -> bool:
        """Whether no known reading stands behind the amount."""
        return self.metered_wh is None

    @property
    def feed_in(self) -> int:
        """What the grid pays in µcredit per Wh."""
        return self.grid_price.feed_in

    @property
    def retail(self) -> int:
        """What the grid takes in µcredit per Wh."""
        return self.grid_price.retail

    def amount_of(self, kind: PartKind) -> int:
        """µcredit of the parts of one kind."""
        return sum(part.amount for part in self.parts if part.kind is kind)
