"""What a home sees of its community at one moment of the chain."""

from dataclasses import dataclass
from enum import IntEnum

from .clearing import ZoneResult
from .orders import BlockOrders
from .readings import BlockReadings
from .settlement import NOTHING, Cut
from .tariff import BlockTariff
from .units import BLOCK_INTERVALS, PriceGrid

NO_LAST_BLOCK = 2**32 - 1
"""Last block of a member that is not leaving."""


class AuditState(IntEnum):
    """How far a block's readings have been held to its lines' meters, in the contract's order."""

    OPEN = 0
    """Lines or readings are awaited, or nothing is metered."""

    DISPUTED = 1
    """They do not agree: open until the window ends."""

    CONCLUDED = 2


class MemberStatus(IntEnum):
    """Where a home stands in the community, in the contract's order."""

    NONE = 0
    REQUESTED = 1
    ACTIVE = 2
    """Admitted; delivers from its first block on."""

    SUSPENDED = 3
    """May not order; its flow still settles."""

    LEAVING = 4
    """Delivers up to its last block, then only settles and withdraws."""

    LEFT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberState:
    """A home's membership and money; limits in Wh an interval, money in µcredit."""

    index: int
    status: MemberStatus
    owner: str
    agent: str
    meter_key: str
    zone: int
    import_limit_wh: int
    export_limit_wh: int
    first_block: int
    last_block: int
    settled_before: int
    """All its blocks before this one are settled."""

    balance: int
    locked: int
    """Bound by orders of blocks that are not settled."""

    reserve: int
    """Asked for now as a pledge for flow that is not settled."""

    free: int
    """What orders or a withdrawal may use now."""

    daily_cap: int
    """Most that the agent's orders for one delivery day may lock."""

    locked_on_day: tuple[int, int]
    """Locks of the delivery days today and tomorrow."""

    @property
    def is_member(self) -> bool:
        """Whether the home was admitted and still has anything to deliver or settle."""
        return self.status in (MemberStatus.ACTIVE, MemberStatus.SUSPENDED, MemberStatus.LEAVING)

    @property
    def may_order(self) -> bool:
        """Whether the home may place orders for blocks that it delivers in."""
        return self.status in (MemberStatus.ACTIVE, MemberStatus.LEAVING)

    def delivers_in(self, block: int) -> bool:
        """Whether the home takes part in a block."""
        return self.is_member and self.first_block <= block <= self.last_block


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockState:
    """One block as one home sees it; per interval eight entries, per zone one."""

    index: int
    is_open: bool
    """Orders are accepted now."""

    cleared_intervals: int
    final: bool
    """Every awaited reading is in or the deadline has passed: amounts are settled or can be."""

    stake: int
    """Members whose reading is awaited."""

    reported: int
    settled: int
    tariff: BlockTariff
    results: tuple[tuple[ZoneResult | None, ...], ...]
    """By zone, then interval; None until cleared."""

    longs: tuple[tuple[int, ...], ...]
    """By zone, then interval, Wh: long deviations (pooled) or delivered sales (individual)."""

    shorts: tuple[tuple[int, ...], ...]
    """By zone, then interval, Wh: short deviations (pooled) or delivered purchases (individual)."""

    orders: BlockOrders | None
    """The home's own."""

    readings: BlockReadings | None
    """The home's own."""

    supply_wh: tuple[int, ...]
    """All members' sell orders per interval."""

    demand_wh: tuple[int, ...]
    """All members' buy orders per interval."""

    flows: tuple[tuple[int, ...], ...] = ()
    """By zone, then interval, Wh over its line as cleared, + to the parent; under individual supply over zones only."""

    audit: AuditState = AuditState.OPEN
    cuts: tuple[tuple[Cut, ...], ...] = ()
    """By zone, then interval, once the audit is concluded: what of the export is not paid, because its line's meter did
    not see it. Empty before, and where nothing is metered."""

    unproven_wh: tuple[int, ...] = NOTHING
    """By interval, what of the home's own late export is not paid."""

    @property
    def cleared(self) -> bool:
        """Whether the whole block is cleared."""
        return self.cleared_intervals == BLOCK_INTERVALS

    def result(self, zone: int, position: int) -> ZoneResult | None:
        """Outcome of an interval, by its position in the block; None until cleared."""
        return self.results[zone][position] if zone < len(self.results) else None

    def position_wh(self, position: int) -> int | None:
        """What the home has traded in an interval in Wh, + sold and − bought; None until cleared."""
        own = self.orders or BlockOrders()
        result = self.result(own.zone, position)
        return None if result is None else result.position(own.orders[position])

    def positions(self) -> tuple[int | None, ...]:
        """What the home has traded in each interval in Wh, + sold and − bought; None until cleared."""
        return tuple(self.position_wh(position) for position in range(BLOCK_INTERVALS))

    def tick(self, zone: int, position: int) -> int | None:
        """Tick of the local price of an interval; None if not cleared or nothing was traded."""
        result = self.result(zone, position)
        return result.tick if result is not None and result.has_price else None

    def prices(self, zone: int, grid: PriceGrid) -> tuple[int | None, ...]:
        """Local prices in µcredit per Wh; None where not cleared or nothing was traded."""
        ticks = (self.tick(zone, position) for position in range(BLOCK_INTERVALS))
        return tuple(None if tick is None else grid.price(tick) for tick in ticks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All that a home shows, as of one block of the chain."""

    chain_time: int
    block_hash: str
    block_number: int
    tokens_held: int
    """Tokens behind the community's credit, in µcredit."""

    shortfall: int
    """µcredit of members' claims that no token stands behind."""

    grid_account: int
    member_count: int
    member: MemberState
    """Status none or requested, and little else, until the home is admitted."""

    blocks: tuple[BlockState, ...]

    def block(self, index: int) -> BlockState | None:
        """Find a block in the snapshot."""
        if not self.blocks:
            return None
        position = index - self.blocks[0].index
        return self.blocks[position] if 0 <= position < len(self.blocks) else None
