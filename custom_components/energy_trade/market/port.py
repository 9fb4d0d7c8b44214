"""The market as a home uses it, whether a chain or a practice community stands behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from .founding import Founding
from .orders import BlockOrders
from .readings import BlockDetails, BlockReadings
from .state import BlockState, MemberStatus, Snapshot
from .statement import IntervalStatement
from .tariff import GridPrice


class MarketError(Exception):
    """Base of all that keeps the home from reading its market or from acting on it."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A transaction that the chain took up; `confirmed` once enough blocks stand on it."""

    transaction_hash: str
    block_number: int
    confirmed: bool
    fee: int = 0
    """What was paid for it, in the chain's smallest coin; 0 where others paid, or nothing was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """One interval of one member: what it traded, delivered and was paid."""

    interval: int
    start: int
    """Unix time of delivery."""

    statement: IntervalStatement
    """Positions and prices count once cleared; metered energy and amounts once the block is final."""

    @property
    def grid_price(self) -> GridPrice:
        """Feed-in and retail price of the interval: what it would have cost without the community."""
        return self.statement.grid_price


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerBlock:
    """One block of one member."""

    block: int
    zone: int
    trades: tuple[Trade, ...]
    final: bool
    """The metered side of the trades can no longer change, but for a late reading of the member's own."""

    settled: bool
    amount: int | None
    """µcredit that the contract moved, corrections included; None until settled."""

    block_hash: str
    """Hash of the chain block that this was read at."""

    orders: BlockOrders | None = None
    readings: BlockReadings | None = None
    details: BlockDetails | None = None
    """What the home published beside its readings."""

    transactions: tuple[str, ...] = ()
    """Hashes of the transactions that placed, reported, settled and corrected it, oldest first."""

    @property
    def statements(self) -> tuple[IntervalStatement, ...]:
        """Settlement of the eight intervals."""
        return tuple(trade.statement for trade in self.trades)


@dataclass(frozen=True, slots=True, kw_only=True)
class PricePoint:
    """One interval's price in one zone in µcredit per Wh; None if nothing was traded."""

    interval: int
    start: int
    zone: int
    price: int | None
    flow_wh: int
    """Net energy that the zone sent over the line to its parent (negative: drew from it)."""


class MovementKind(StrEnum):
    """Ways for credit to reach or leave a balance other than settlement."""

    GRANT = "grant"
    DEPOSIT = "deposit"
    ISSUE = "issue"
    WITHDRAWAL = "withdrawal"
    SHARE = "share"
    """Of what the grid account had left over."""

    MOVED_OUT = "moved_out"
    """To the market's successor."""

    ARRIVED = "arrived"
    """From its predecessor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Credit that reached (+) or left (−) the member's balance, in µcredit."""

    kind: MovementKind
    time: int
    amount: int
    transaction_hash: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """A member's history, oldest first."""

    blocks: tuple[LedgerBlock, ...] = ()
    prices: tuple[PricePoint, ...] = ()
    movements: tuple[Movement, ...] = ()


class Market(Protocol):
    """One home's access to its community, with the key that it keeps; every call may raise a MarketError."""

    @property
    def agent(self) -> str:
        """Address of the home's key."""
        ...

    def now(self) -> float:
        """Estimate the chain's time now in unix seconds, from when it was last heard."""
        ...

    async def founding(self) -> Founding:
        """Read what the community agreed on once; asked of the chain the first time only."""
        ...

    async def snapshot(self) -> Snapshot:
        """Read all that the home shows now."""
        ...

    async def past_blocks(self, first: int, last: int) -> tuple[BlockState, ...]:
        """Read blocks of the last days, from `first` to `last`, as a snapshot shows coming ones."""
        ...

    async def status(self) -> MemberStatus:
        """Read where the home stands in the community."""
        ...

    async def is_owner(self, address: str) -> bool:
        """Read whether a member that has not left belongs to this owner."""
        ...

    async def request(self, owner: str, daily_cap: int) -> Receipt:
        """Ask to be admitted: `owner` is where money may go, `daily_cap` the µcredit that orders may lock a day."""
        ...

    async def withdraw_request(self) -> Receipt:
        """Take the request back."""
        ...

    async def place(self, orders: Mapping[int, BlockOrders]) -> Receipt:
        """Place, replace or (with empty ones) cancel the orders of open blocks, keyed by block."""
        ...

    async def clear(self, block: int) -> Receipt:
        """Clear a block whose gate has passed, unless somebody has."""
        ...

    async def report(
        self, readings: Mapping[int, BlockReadings], details: Mapping[int, BlockDetails] | None = None
    ) -> Receipt:
        """Report the readings of delivered blocks, keyed by block; details are published with them."""
        ...

    async def audit(self, block: int) -> Receipt:
        """Hold a closed block's readings to its lines' meters, as far as they are in and nobody has."""
        ...

    async def settle(self, members: Sequence[int] | None = None) -> Receipt:
        """Settle final blocks of these members, or of the home itself."""
        ...

    async def withdraw(self, amount: int) -> Receipt:
        """Pay free credit in µcredit to the owner."""
        ...

    async def deposit(self, amount: int) -> Receipt:
        """Forward credit in µcredit that was sent to the home's key into its balance."""
        ...

    async def history(self, since: int, until: int | None = None) -> Ledger:
        """Rebuild what was traded, delivered and paid in the blocks delivered from `since` to `until` (unix time)."""
        ...

    async def close(self) -> None:
        """Release connections; nothing may be called afterwards."""
        ...
