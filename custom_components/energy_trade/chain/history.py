"""A member's ledger, rebuilt from the chain: what it traded, delivered and was paid, checked against what was moved."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
import logging
from typing import Any, Self

from ..market.clearing import unpack_results
from ..market.founding import Founding
from ..market.lines import pack_row, unpack_row
from ..market.orders import BlockOrders
from ..market.port import Ledger, LedgerBlock, Movement, MovementKind, PricePoint, Trade
from ..market.readings import BlockDetails, BlockReadings, decode_details
from ..market.settlement import BlockTerms, ConnectionLimits, Cut, block_amount, matched_elsewhere, settle_block
from ..market.statement import IntervalStatement
from ..market.units import BLOCK_INTERVALS
from ..market.words import pack_fields, unpack_fields
from .abi import Fields
from .bindings import SUM_BITS, flows
from .events import SETTLING, EventLog, Kept

_LOGGER = logging.getLogger(__name__)

LATE_BLOCKS = 96
"""A block of this age takes no late reading any more."""

SETTLED_DEPTH = 64
"""What was settled this many blocks of the chain ago is kept for good."""

KEPT_BLOCKS = 1_200
"""Facts and events of about a hundred days are kept; older ones are read again when somebody asks for them."""
RESULTS_MASK = (1 << 240) - 1

MOVEMENTS: Mapping[str, tuple[MovementKind, str, int]] = {
    "Arrived": (MovementKind.ARRIVED, "amount", 1),
    "Deposited": (MovementKind.DEPOSIT, "amount", 1),
    "Issued": (MovementKind.ISSUE, "amount", 1),
    "Moved": (MovementKind.MOVED_OUT, "claim", -1),
    "Shared": (MovementKind.SHARE, "amount", 1),
    "Withdrawn": (MovementKind.WITHDRAWAL, "claim", -1),
}


@dataclass(frozen=True, slots=True)
class Connection:
    """Zone and limits of a member from a block on."""

    from_block: int
    zone: int
    import_limit_wh: int
    export_limit_wh: int

    @property
    def limits(self) -> ConnectionLimits:
        """Most that it can import or export in an interval."""
        return ConnectionLimits(self.import_limit_wh, self.export_limit_wh)


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """All that a member's amounts in one block follow from, in the contract's words."""

    index: int
    zone: int
    import_limit_wh: int
    export_limit_wh: int
    spread: int
    tariff: int
    result: int
    long: int
    short: int
    exported: int
    imported: int
    orders: int
    readings: int
    final: bool
    block_hash: str
    unpaid: int = 0
    """A row: for so many Wh of export no payment is made,"""

    unpaid_of: int = 0
    """of so many."""

    def to_json(self) -> dict[str, Any]:
        """Write it as JSON knows it; words as text, for JSON's readers have no large numbers."""
        return asdict(self) | {name: hex(getattr(self, name)) for name in WORDS}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read it back."""
        return cls(**{**stored, **{name: int(stored.get(name, "0x0"), 16) for name in WORDS}})


WORDS = frozenset(
    {"tariff", "result", "long", "short", "exported", "imported", "orders", "readings", "unpaid", "unpaid_of"}
)


class MemberPast:
    """What a member's own events say: where it was connected, since and until when, what was settled."""

    def __init__(self, log: EventLog, founding: Founding) -> None:
        """Sort the events."""
        self.connections: list[Connection] = []
        self.first_block: int | None = None
        self.last_block: int | None = None
        self.settled: list[Kept] = list(log.named("Settled"))
        self.corrections: dict[int, int] = {}
        self.spreads = [(0, founding.spread)]
        self.details: dict[int, BlockDetails] = {}
        self.transactions: dict[int, list[str]] = {}
        for event in log.events:
            fields = event.fields
            for block in event.blocks if event.name != "Cleared" else ():
                self.transactions.setdefault(block, []).append(event.transaction_hash)
            match event.name:
                case "Admitted":
                    self.first_block = fields["firstBlock"]
                    self._connect(fields["firstBlock"], fields)
                case "MemberTermsSet":
                    self._connect(fields["fromBlock"], fields)
                case "LeaveRequested":
                    self.last_block = fields["lastBlock"]
                case "Corrected":
                    block = fields["blockIndex"]
                    self.corrections[block] = self.corrections.get(block, 0) + fields["amount"]
                case "Reported" if fields["details"]:
                    self._publish(fields["firstBlock"], bytes.fromhex(fields["details"]))
                case "SpreadSet":
                    self.spreads.append((fields["fromBlock"], fields["spread"]))

    def _connect(self, from_block: int, fields: Mapping[str, Any]) -> None:
        self.connections.append(
            Connection(from_block, fields["zone"], fields["importLimitWh"], fields["exportLimitWh"])
        )

    def _publish(self, first: int, details: bytes) -> None:
        # Anybody may publish anything beside readings: what is no details is nothing.
        with suppress(ValueError):
            self.details |= dict(enumerate(decode_details(details), first))

    def delivered(self, wanted: range) -> range:
        """Which of the wanted blocks the member delivered in."""
        if self.first_block is None:
            return range(0)
        last = wanted.stop if self.last_block is None else min(wanted.stop, self.last_block + 1)
        return range(max(wanted.start, self.first_block), last)

    def settled_by(self, chain_block: int) -> frozenset[int]:
        """Market blocks that were settled no later than in a block of the chain."""
        return frozenset(block for event in self.settled if event.block_number <= chain_block for block in event.blocks)

    def forgettable(self, block: int) -> int:
        """First block that has to be kept, where all from `block` on are: none that is settled together with those."""
        open_from = max((event.blocks.stop for event in self.settled), default=self.first_block or 0)
        together = (event.blocks for event in self.settled if event.blocks.start < block < event.blocks.stop)
        return min(block, open_from, *(blocks.start for blocks in together))

    def delivers(self, block: int) -> bool:
        """Whether the member took part in a block."""
        return (
            self.first_block is not None
            and block >= self.first_block
            and (self.last_block is None or block <= self.last_block)
        )

    def connection(self, block: int) -> Connection:
        """How the member was connected in a block that it delivered in."""
        return [connection for connection in self.connections if connection.from_block <= block][-1]

    def spread(self, block: int) -> int:
        """Spread in force in a block."""
        return next(spread for from_block, spread in reversed(self.spreads) if from_block <= block)


def explained_by(log: EventLog) -> int:
    """What a member's events come to: its balance, where none of them is missing."""
    settled = log.settled_before + sum(event.fields["amount"] for event in log.named(*SETTLING))
    moved = (MOVEMENTS[event.name][2] * event.fields[MOVEMENTS[event.name][1]] for event in log.named(*MOVEMENTS))
    return int(settled + sum(moved))


def unpack_rows(words: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Sums by zone and interval."""
    return tuple(unpack_fields(word, SUM_BITS, BLOCK_INTERVALS) for word in words)


def pack_elsewhere(zone: int, *tables: Any) -> tuple[int, int]:
    """What of a zone's deliveries was matched in other zones, in words."""
    exported, imported = matched_elsewhere(zone, *tables)
    return pack_fields(exported, SUM_BITS), pack_fields(imported, SUM_BITS)


def facts_of(view: Fields, past: MemberPast, founding: Founding, block_hash: str) -> BlockFacts | None:
    """Take the facts of a block from an overview's `MemberBlock`; None while it is not cleared."""
    summary = view["summary"]
    index = summary["index"]
    if summary["clearedIntervals"] < BLOCK_INTERVALS or not past.delivers(index):
        return None
    connection = past.connection(index)
    elsewhere = 0, 0
    if any(summary["flows"]):
        sums = (unpack_rows(summary[name]) for name in ("longs", "shorts"))
        elsewhere = pack_elsewhere(connection.zone, founding.zones, flows(summary["flows"]), *sums)
    return BlockFacts(
        index,
        connection.zone,
        connection.import_limit_wh,
        connection.export_limit_wh,
        past.spread(index),
        summary["tariff"],
        summary["results"][connection.zone],
        summary["longs"][connection.zone],
        summary["shorts"][connection.zone],
        *elsewhere,
        view["orders"],
        view["readings"],
        summary["finalized"],
        block_hash,
        *unpaid_of(view, connection),
    )


def unpaid_of(view: Fields, connection: Connection) -> tuple[int, int]:
    """What of the export behind the member's line is not paid, of how much; or of a late reading's own."""
    summary = view["summary"]
    readings = BlockReadings.stored(view["readings"], summary["index"])
    if readings is not None and readings.unaudited:
        return view["unproven"], own_export(readings, connection.limits)
    if not summary["cuts"]:
        return 0, 0
    return summary["cuts"][connection.zone], summary["exported"][connection.zone]


def own_export(readings: BlockReadings, limits: ConnectionLimits) -> int:
    """A row of what a member exported, as far as its connection bears it."""
    return pack_row([max(0, limits.within(reading.net_wh)) for reading in readings.readings])


def statements_of(facts: BlockFacts, founding: Founding) -> tuple[IntervalStatement, ...]:
    """What a member's block comes to by the market's rules."""
    results = unpack_results(facts.result, facts.index)
    terms = BlockTerms(
        supply=founding.supply,
        grid=founding.grid(),
        tariff=founding.unpack_tariff(facts.tariff),
        spread=facts.spread,
        results=tuple(result for result in results if result is not None),
        longs=unpack_fields(facts.long, SUM_BITS, BLOCK_INTERVALS),
        shorts=unpack_fields(facts.short, SUM_BITS, BLOCK_INTERVALS),
        limits=ConnectionLimits(facts.import_limit_wh, facts.export_limit_wh),
        exported=unpack_fields(facts.exported, SUM_BITS, BLOCK_INTERVALS),
        imported=unpack_fields(facts.imported, SUM_BITS, BLOCK_INTERVALS),
        cuts=tuple(Cut(*pair) for pair in zip(unpack_row(facts.unpaid), unpack_row(facts.unpaid_of), strict=True)),
    )
    orders = BlockOrders.stored(facts.orders, facts.index)
    return settle_block(terms, orders, BlockReadings.stored(facts.readings, facts.index))


class Book:
    """Turns facts and events into the ledger."""

    def __init__(self, founding: Founding, past: MemberPast, log: EventLog) -> None:
        """Keep what is known."""
        self._founding = founding
        self._past = past
        self._log = log
        self._calendar = founding.calendar()
        self._grid = founding.grid()

    def ledger(self, facts: Mapping[int, BlockFacts], since: int, until: int) -> tuple[Ledger, list[str]]:
        """What happened from `since` and before `until`, and where the contract did not do what the rules say."""
        blocks, differences = self._reconciled({index: self._block(found) for index, found in facts.items()})
        wanted = (
            blocks[index]
            for index in sorted(blocks)
            if self._calendar.block_end(index) > since and self._calendar.block_start(index) < until
        )
        return Ledger(tuple(wanted), self._prices(since, until), self._movements(since, until)), differences

    def _block(self, facts: BlockFacts) -> LedgerBlock:
        orders = BlockOrders.stored(facts.orders, facts.index)
        readings = BlockReadings.stored(facts.readings, facts.index)
        statements = statements_of(facts, self._founding)
        return LedgerBlock(
            block=facts.index,
            zone=facts.zone,
            trades=tuple(
                Trade(
                    interval=interval,
                    start=self._calendar.interval_start(interval),
                    statement=statement,
                )
                for interval, statement in zip(self._calendar.intervals_of(facts.index), statements, strict=True)
            ),
            final=facts.final,
            settled=False,
            amount=None,
            block_hash=facts.block_hash,
            orders=orders,
            readings=readings,
            details=self._past.details.get(facts.index),
            transactions=tuple(self._past.transactions.get(facts.index, ())),
        )

    def _prices(self, since: int, until: int) -> tuple[PricePoint, ...]:
        points: dict[tuple[int, int], PricePoint] = {}
        for event in self._log.named("Cleared"):
            fields = event.fields
            block, first = fields["blockIndex"], fields["firstInterval"]
            if self._calendar.block_end(block) <= since or self._calendar.block_start(block) >= until:
                continue
            for zone, word in enumerate(fields["results"]):
                for position in range(first, first + fields["intervals"]):
                    interval = block * BLOCK_INTERVALS + position
                    start = self._calendar.interval_start(interval)
                    # Results in the event carry no tag: the block is named beside them.
                    result = unpack_results(word & RESULTS_MASK, 0)[position]
                    if since <= start < until and result is not None:
                        points[interval, zone] = PricePoint(
                            interval=interval,
                            start=start,
                            zone=zone,
                            price=result.price(self._grid),
                            flow_wh=fields["flows"][zone * BLOCK_INTERVALS + position],
                        )
        return tuple(points[key] for key in sorted(points))

    def _reconciled(self, blocks: Mapping[int, LedgerBlock]) -> tuple[dict[int, LedgerBlock], list[str]]:
        """Compare what the rules give with what the contract moved."""
        found = dict(blocks)
        differences: list[str] = []
        for event in self._past.settled:
            together = event.blocks
            for index in together:
                if index in found:
                    found[index] = replace(found[index], settled=True)
            if any(index not in found for index in together):
                continue
            amounts = {index: block_amount(found[index].statements) for index in together}
            moved = event.fields["amount"] + sum(self._past.corrections.get(index, 0) for index in together)
            if sum(amounts.values()) != moved:
                differences.append(
                    f"blocks {together.start} to {together.stop - 1}: "
                    f"{moved} µcredit moved, {sum(amounts.values())} by the rules"
                )
                continue
            for index, amount in amounts.items():
                found[index] = replace(found[index], amount=amount)
        return found, differences

    def _movements(self, since: int, until: int) -> tuple[Movement, ...]:
        grants = {event.transaction_hash for event in self._log.named("Admitted")}
        found: list[Movement] = []
        for event in self._log.named(*MOVEMENTS):
            kind, field, sign = MOVEMENTS[event.name]
            if kind is MovementKind.ISSUE and event.transaction_hash in grants:
                kind = MovementKind.GRANT
            if event.time is not None and since <= event.time < until:
                amount = sign * event.fields[field]
                found.append(
                    Movement(kind=kind, time=event.time, amount=amount, transaction_hash=event.transaction_hash)
                )
        return tuple(found)


class FactsCache:
    """Facts of blocks about which nothing can change any more."""

    def __init__(self) -> None:
        """Start without any."""
        self.facts: dict[int, BlockFacts] = {}

    def to_json(self) -> list[dict[str, Any]]:
        """Write it as JSON knows it."""
        return [facts.to_json() for facts in self.facts.values()]

    def restore(self, stored: Iterable[Mapping[str, Any]]) -> None:
        """Take up what was kept."""
        self.facts = {facts.index: facts for facts in map(BlockFacts.from_json, stored)}

    def keep(self, found: Iterable[BlockFacts], settled_deep: frozenset[int], current: int) -> None:
        """Keep what is settled for good: long ago on the chain, and with a reading or too old for one."""
        for facts in found:
            if facts.index in settled_deep and (facts.readings or facts.index + LATE_BLOCKS <= current):
                self.facts[facts.index] = facts

    def forget_before(self, block: int) -> None:
        """Let go of older blocks."""
        self.facts = {index: facts for index, facts in self.facts.items() if index >= block}
