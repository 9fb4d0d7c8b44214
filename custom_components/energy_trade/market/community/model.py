"""Everything that a community's contract remembers."""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import Any

from ..calendar import MarketCalendar
from ..clearing import Zone, ZoneResult
from ..founding import Founding
from ..orders import BlockOrders
from ..readings import BlockReadings
from ..settlement import ConnectionLimits, Cut
from ..state import NO_LAST_BLOCK, AuditState
from ..supply import SupplyArrangement
from ..tariff import BlockTariff, LocalClock, TariffTable
from ..units import BLOCK_INTERVALS, NO_ADDRESS, PriceGrid


@dataclass(frozen=True, slots=True)
class MarketEvent:
    """Something that the contract told the chain, with its values in the event's order."""

    name: str
    values: tuple[Any, ...]


@dataclass(slots=True)
class Timeline[T]:
    """Values that count from a block on until the next one does."""

    blocks: list[int] = field(default_factory=list)
    values: list[T] = field(default_factory=list)

    def put(self, block: int, value: T) -> None:
        """Let a value count from a block on; blocks never fall."""
        if self.blocks and self.blocks[-1] == block:
            self.values[-1] = value
        else:
            self.blocks.append(block)
            self.values.append(value)

    def at(self, block: int, default: T) -> T:
        """Value that counts for a block."""
        position = bisect_right(self.blocks, block)
        return self.values[position - 1] if position else default

    def latest(self, default: T) -> T:
        """Value that was put last."""
        return self.values[-1] if self.values else default


@dataclass(frozen=True, slots=True)
class Connection:
    """Where and how strongly a member is connected."""

    zone: int
    limits: ConnectionLimits


@dataclass(frozen=True, slots=True)
class Terms:
    """What the operator may change for coming blocks."""

    spread: int
    clock: LocalClock
    table: TariffTable
    zones: tuple[Zone, ...]


@dataclass(slots=True)
class Account:
    """A member's money in µcredit."""

    settled_before: int
    balance: int = 0
    locked: int = 0
    day: int = 0
    locked_today: int = 0
    locked_tomorrow: int = 0

    def turn_to(self, today: int) -> None:
        """Make `today` the day of the first bucket."""
        if self.day == today:
            return
        self.locked_today = self.locked_tomorrow if self.day + 1 == today else 0
        self.locked_tomorrow = 0
        self.day = today


@dataclass(slots=True)
class Member:
    """An admitted home: its keys, connection and money."""

    owner: str
    agent: str
    meter_key: str
    daily_cap: int
    first_block: int
    account: Account
    connections: Timeline[Connection]
    last_block: int = NO_LAST_BLOCK
    proposed_owner: str = NO_ADDRESS
    suspended: bool = False
    leaving: bool = False
    weight_wh: int = 0
    """Towards its share of the next surplus, where that goes by energy."""

    @property
    def connection(self) -> Connection:
        """The connection that was set last, whether it counts already or not."""
        return self.connections.values[-1]

    def connection_in(self, block: int) -> Connection:
        """The connection that counts for a block."""
        return self.connections.at(block, self.connections.values[0])


@dataclass(slots=True)
class Header:
    """How far a block's life has come, and what was frozen as it was cleared first."""

    block: int
    tariff: BlockTariff
    spread: int
    delivering: int
    stake: int
    results: list[list[ZoneResult]]
    longs: list[list[int]]
    shorts: list[list[int]]
    flows: list[list[int]]
    """What crosses each zone's line, as cleared; kept under individual supply over several zones."""

    cleared: int = 0
    reported: int = 0
    settled: int = 0
    deemed: int = 0
    """µcredit that silent members were charged and a late reading may give back."""


@dataclass(slots=True)
class Audit:
    """How a block's readings compare with its lines' meters; rows by zone, then interval, in Wh."""

    block: int
    lines: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """As reported: net energy towards the parent."""

    state: AuditState = AuditState.OPEN
    watched_by: tuple[int | None, ...] = ()
    """For each zone the line that watches it, by its zone."""

    excess: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """In a dispute what is told beyond the line where they differ; then what late readings may add."""

    cuts: dict[int, tuple[Cut, ...]] = field(default_factory=dict)
    unproven: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Of members that told after the audit: export for which the line left no room."""

    announced: dict[int, BlockReadings] = field(default_factory=dict)
    """What the operator says members' readings are to be."""


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody who wants to join."""

    owner: str
    daily_cap: int
    meter_key: str = NO_ADDRESS
    """No address: the agent's."""

    voucher: str = NO_ADDRESS
    """Address of the voucher that it came with; none if it was asked directly."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A predecessor's member that has arrived and waits to be admitted."""

    owner: str
    begins: int
    """Unix time from which it may deliver here."""

    agent: str
    escrow: int
    """µcredit that came along: nobody's balance yet."""

    asked: Request


@dataclass(slots=True)
class Moves:
    """Where a community came from and where it goes; `origin` is a member's index in the predecessor."""

    predecessor: str = NO_ADDRESS
    successor: str = NO_ADDRESS
    announced_at: int = 0
    moved_to: dict[int, str] = field(default_factory=dict)
    arrived: dict[int, int] = field(default_factory=dict)
    welcome: dict[int, Connection] = field(default_factory=dict)
    waiting: dict[int, Waiting] = field(default_factory=dict)
    origin_of: dict[str, int] = field(default_factory=dict)
    """By the agent of those that wait."""

    @property
    def escrow(self) -> int:
        """µcredit of all that wait."""
        return sum(waiting.escrow for waiting in self.waiting.values())


@dataclass(slots=True)
class Credit:
    """The token that one market or several count in: who may issue it."""

    issuer: str
    heir: str = NO_ADDRESS

    def is_issued_by(self, market: str) -> bool:
        """Whether a market may issue it now."""
        return market in (self.issuer, self.heir)


@dataclass(slots=True)
class Slot[T]:
    """What a ring slot keeps, and for which block."""

    block: int
    content: T


@dataclass(slots=True)
class State:
    """One community's contract: all that it stores, and the chain's time."""

    founding: Founding
    now: int
    market: str
    founded_block: int
    operator: str
    terms: Timeline[Terms]
    credit: Credit
    issues_credit: bool
    members: list[Member] = field(default_factory=list)
    member_of: dict[str, int] = field(default_factory=dict)
    requests: dict[str, Request] = field(default_factory=dict)
    vouchers_used: set[str] = field(default_factory=set)
    joined: Timeline[int] = field(default_factory=Timeline)
    left: Timeline[int] = field(default_factory=Timeline)
    headers: dict[int, Header] = field(default_factory=dict)
    tariffs: dict[int, Slot[BlockTariff]] = field(default_factory=dict)
    orders: dict[tuple[int, int], Slot[BlockOrders]] = field(default_factory=dict)
    readings: dict[tuple[int, int], Slot[BlockReadings]] = field(default_factory=dict)
    tokens: dict[str, int] = field(default_factory=dict)
    """Who holds how much of the credit's token, the market itself included."""

    meters: dict[int, Timeline[str]] = field(default_factory=dict)
    """Of each metered line, by its zone, the key that reports it."""

    audits: dict[int, Audit] = field(default_factory=dict)
    moves: Moves = field(default_factory=Moves)
    held: int = 0
    """Credit deposited or issued and not paid out: balances of all members and the grid account add up to it."""

    grid_account: int = 0
    events: list[MarketEvent] = field(default_factory=list)

    @property
    def calendar(self) -> MarketCalendar:
        """When things happen."""
        return self.founding.calendar()

    @property
    def grid(self) -> PriceGrid:
        """Prices that orders may name."""
        return self.founding.grid()

    @property
    def ring(self) -> int:
        """Blocks that the rings hold."""
        return self.founding.ring_blocks

    @property
    def current_block(self) -> int:
        """Block in delivery."""
        return self.calendar.block_at(self.now)

    @property
    def next_gate_block(self) -> int:
        """First block whose gate is ahead."""
        return self.calendar.next_block(self.now)

    @property
    def first_unopened(self) -> int:
        """First block that no order can reach yet: changes of terms count from it."""
        return self.current_block + self.founding.horizon_blocks + 1

    @property
    def positive(self) -> int:
        """What members are owed in all, in µcredit."""
        return sum(max(0, member.account.balance) for member in self.members)

    @property
    def tokens_held(self) -> int:
        """Credit that backs the balances: neither gifts nor what came with those that wait, nor what was taken away."""
        return min(self.held, max(0, self.tokens.get(self.market, 0) - self.moves.escrow))

    def terms_for(self, block: int) -> Terms:
        """Terms that count for a block."""
        return self.terms.at(block, self.terms.values[0])

    @property
    def matches_over_lines(self) -> bool:
        """Whether deliveries of several zones are matched with each other."""
        return self.founding.supply is SupplyArrangement.INDIVIDUAL and len(self.founding.zones) > 1

    def emit(self, name: str, *values: object) -> None:
        """Tell the chain."""
        self.events.append(MarketEvent(name, values))

    def header(self, block: int) -> Header | None:
        """The block's record, if its ring slot holds it."""
        header = self.headers.get(block % self.ring)
        return header if header is not None and header.block == block else None

    def audit(self, block: int) -> Audit | None:
        """How the block compares with its lines, as far as that was asked."""
        audit = self.audits.get(block % self.ring)
        return audit if audit is not None and audit.block == block else None

    def orders_of(self, member: int, block: int) -> BlockOrders | None:
        """What a member placed for a block, cancelled or not."""
        slot = self.orders.get((block % self.ring, member))
        return slot.content if slot is not None and slot.block == block else None

    def readings_of(self, member: int, block: int) -> BlockReadings | None:
        """What a member reported for a block."""
        slot = self.readings.get((block % self.ring, member))
        return slot.content if slot is not None and slot.block == block else None

    def move(self, account: Account, amount: int) -> None:
        """Pay a member from the grid account, or charge it if negative."""
        account.balance += amount
        self.grid_account -= amount


def count_one_more(timeline: Timeline[int], block: int) -> None:
    """Count one more from a block on, where later blocks may have been counted before."""
    position = bisect_right(timeline.blocks, block)
    if not position or timeline.blocks[position - 1] != block:
        timeline.values.insert(position, timeline.values[position - 1] if position else 0)
        timeline.blocks.insert(position, block)
        position += 1
    for each in range(position - 1, len(timeline.values)):
        timeline.values[each] += 1


def first_terms(founding: Founding) -> Timeline[Terms]:
    """Terms of the founding; the root's line is not used, whatever it was given."""
    zones = (replace(founding.zones[0], parent=0, fee_ticks=0, capacity_wh=0), *founding.zones[1:])
    timeline = Timeline[Terms]()
    timeline.put(0, Terms(founding.spread, founding.clock, founding.tariff_table, zones))
    return timeline


def no_sums(zones: int) -> list[list[int]]:
    """Sums of a block by zone and interval, before anybody reported."""
    return [[0] * BLOCK_INTERVALS for _ in range(zones)]
