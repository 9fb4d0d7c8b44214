"""The home's history, interval by interval, as the chain tells it and the meters explain it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .market.founding import SupplyArrangement
from .market.units import BLOCK_INTERVALS
from .model import Totals, TradeEventType

if TYPE_CHECKING:
    from .market.founding import Founding
    from .market.port import Ledger, LedgerBlock, Trade
    from .market.tariff import GridPrice
    from .settings import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalRecord:
    """One interval of the home: energy in Wh (+ sold, exported), prices in µcredit per Wh, money in µcredit (+ to it).

    `delivered_wh` is what was both traded and delivered, `traded_amount` what that was paid; `amount` is all that the
    community settled, None until it is final. `net_wh`, `import_wh` and `export_wh` are None where no meter told.
    """

    interval: int
    position_wh: int
    delivered_wh: int
    net_wh: int | None
    import_wh: int | None
    export_wh: int | None
    price: int | None
    feed_in: int
    retail: int
    traded_amount: int
    amount: int | None
    estimated: bool = False
    late: bool = False
    transaction: str | None = None

    @property
    def unknown(self) -> bool:
        """Whether no meter told what flowed."""
        return self.net_wh is None


@dataclass(frozen=True, slots=True)
class BlockRecord:
    """One block of the home, from the ledger's entry."""

    entry: LedgerBlock
    intervals: tuple[IntervalRecord, ...]
    totals: Totals

    @property
    def is_traded(self) -> bool:
        """Whether anything was sold or bought."""
        return any(record.position_wh for record in self.intervals)

    @property
    def is_over(self) -> bool:
        """Whether it is settled for good, but for a late reading."""
        return self.entry.settled and self.entry.final

    @property
    def settled_amount(self) -> int | None:
        """What was paid for the block; None until it is settled."""
        return self.entry.amount if self.entry.settled else None


@dataclass(frozen=True, slots=True)
class News:
    """Something that people were not told of a block yet."""

    type: TradeEventType
    record: BlockRecord


@dataclass(frozen=True, slots=True)
class Closed:
    """What the blocks before one of them came to together: nothing about them changes any more."""

    before: int = 0
    totals: Totals = field(default_factory=Totals)


@dataclass(slots=True)
class Journal:
    """Turns ledger entries into records, each once; of old blocks only their sum stays."""

    founding: Founding
    gross: Gross
    own: OwnPrice | None = None
    _records: dict[int, BlockRecord] = field(default_factory=dict)
    totals: Totals = field(default_factory=Totals)
    version: int = 0
    """Another one whenever a record is another."""

    closed: Closed = field(default_factory=Closed)

    def begin_after(self, closed: Closed) -> None:
        """Go on after blocks that a former run has closed."""
        self._records, self.closed, self.totals = {}, closed, closed.totals

    def open_from(self, limit: int) -> int:
        """First block before a limit that is not settled yet; else the limit."""
        return next((index for index, each in self._records.items() if index < limit and not each.is_over), limit)

    def close(self, before: int) -> bool:
        """Keep of settled blocks before this one no more than what they came to; whether there were any."""
        end = self.open_from(before)
        old = [record for index, record in self._records.items() if index < end]
        if not old:
            return False
        self.closed = Closed(end, sum((record.totals for record in old), self.closed.totals))
        self._records = {index: record for index, record in self._records.items() if index >= end}
        return True

    def explain(self, ledger: Ledger) -> list[BlockRecord]:
        """Turn what is new or different in a ledger into records; long histories take a while, so not for the loop."""
        return [
            block_record(entry, self.founding, self.gross, self.own)
            for entry in ledger.blocks
            if entry.block >= self.closed.before
            if (known := self._records.get(entry.block)) is None or not _is_same(known.entry, entry)
        ]

    def take(self, explained: Iterable[BlockRecord], ledger: Ledger, first: int) -> None:
        """Take over records, and drop what a reorganisation has undone from block `first` on."""
        explained = tuple(explained)
        records = dict(self._records)
        there = {entry.block for entry in ledger.blocks}
        undone = [index for index in records if index >= first and index not in there]
        for gone in undone:
            self.totals = self.totals - records.pop(gone).totals
        for record in explained:
            known = records.get(record.entry.block)
            self.totals = self.totals - known.totals + record.totals if known else self.totals + record.totals
            records[record.entry.block] = record
        self._records = dict(sorted(records.items()))
        self.version += bool(undone or explained)

    def former(self, ledger: Ledger) -> list[IntervalRecord]:
        """Explain intervals of closed blocks once more; none of it is kept."""
        return [
            record
            for entry in ledger.blocks
            if entry.block < self.closed.before
            for record in block_record(entry, self.founding, self.gross, self.own).intervals
        ]

    def blocks(self) -> Iterable[BlockRecord]:
        """All blocks in rising order."""
        return self._records.values()

    def block(self, index: int) -> BlockRecord | None:
        """One block."""
        return self._records.get(index)

    def records(self, first: int, end: int) -> Iterator[IntervalRecord]:
        """Intervals from `first` up to, not including, `end`."""
        for index in range(first // BLOCK_INTERVALS, -(-end // BLOCK_INTERVALS)):
            if block := self._records.get(index):
                yield from (record for record in block.intervals if first <= record.interval < end)

    def totals_between(self, first: int, end: int) -> Totals:
        """What the intervals from `first` up to, not including, `end` came to, as far as they are final."""
        return sum((totals_of(record, self.founding.supply) for record in self.records(first, end)), Totals())

    def final_through(self) -> int:
        """First block, of those that there is a record of, that may still change; 0 without any."""
        pending = next((index for index, block in self._records.items() if not block.entry.final), None)
        return max(self._records, default=-1) + 1 if pending is None else pending

    def news(self, told: Told, since: int) -> list[News]:
        """Tell what blocks from `since` on have come to, as far as it was not told."""
        found: list[News] = []
        for index in range(since, max(self._records, default=since - 1) + 1):
            record = self._records.get(index)
            if record is None:
                continue
            amount = record.settled_amount
            if index not in told:
                if amount is not None and (record.is_traded or amount):
                    found.append(News(TradeEventType.SETTLED, record))
                elif amount is None and record.is_traded:
                    found.append(News(TradeEventType.CLEARED, record))
            elif told[index] != amount and amount is not None:
                kind = TradeEventType.SETTLED if told[index] is None else TradeEventType.CORRECTED
                found.append(News(kind, record))
        return found


def _is_same(known: LedgerBlock, entry: LedgerBlock) -> bool:
    """Tell whether nothing but the moment of reading differs."""
    return known is entry or replace(known, block_hash=entry.block_hash) == entry


type Gross = Callable[[int], tuple[int, int] | None]
"""Tells import and export of an interval in Wh as the home's own meters counted them."""


type OwnPrice = Callable[[int], GridPrice | None]
"""Tells by interval what the home's own supplier charges and pays; None where the community's price holds."""


def block_record(entry: LedgerBlock, founding: Founding, gross: Gross, own: OwnPrice | None = None) -> BlockRecord:
    """Explain a block of the ledger."""
    transaction = entry.transactions[-1] if entry.transactions else None
    intervals = tuple(
        interval_record(
            trade,
            founding.supply,
            gross(trade.interval),
            (own(trade.interval) if own else None) or trade.grid_price,
            final=entry.final,
            transaction=transaction,
        )
        for trade in entry.trades
    )
    return BlockRecord(entry, intervals, sum((totals_of(record, founding.supply) for record in intervals), Totals()))


def interval_record(
    trade: Trade,
    supply: SupplyArrangement,
    gross: tuple[int, int] | None,
    supplier: GridPrice,
    *,
    final: bool,
    transaction: str | None,
) -> IntervalRecord:
    """Explain an interval: what of its position was delivered, and what that was paid."""
    statement, net = trade.statement, trade.statement.metered_wh
    price = statement.price or 0
    delivered = _delivered(statement.position_wh, net)
    if supply is SupplyArrangement.POOLED:
        traded = delivered * price
    else:
        traded = statement.traded_amount
        # The contract rounds the money of what was matched, never its energy: that comes back whole.
        delivered = traded // price if price else delivered
    taken, given = _gross(net, gross)
    return IntervalRecord(
        interval=trade.interval,
        position_wh=statement.position_wh,
        delivered_wh=delivered,
        net_wh=net,
        import_wh=taken,
        export_wh=given,
        price=statement.price,
        feed_in=supplier.feed_in,
        retail=supplier.retail,
        traded_amount=traded,
        amount=statement.amount if final else None,
        estimated=statement.estimated,
        late=statement.late,
        transaction=transaction,
    )


def _delivered(position: int, net: int | None) -> int:
    """Tell what was both traded and delivered, + sold."""
    if net is None:
        return 0
    return min(max(0, position), max(0, net)) - min(max(0, -position), max(0, -net))


def _gross(net: int | None, gross: tuple[int, int] | None) -> tuple[int | None, int | None]:
    """Tell import and export; where the home's meters do not explain what was reported, one of them alone."""
    if net is None:
        return None, None
    if gross is not None and gross[1] - gross[0] == net:
        return gross
    return max(0, -net), max(0, net)


def totals_of(record: IntervalRecord, supply: SupplyArrangement) -> Totals:
    """Tell what an interval adds to the home's totals, once it is final."""
    if record.amount is None:
        return Totals()
    flow = record.delivered_wh if supply is SupplyArrangement.INDIVIDUAL else record.net_wh or 0
    grid_only = record.feed_in * max(0, flow) - record.retail * max(0, -flow)
    rest = record.amount - record.traded_amount
    return Totals(
        sold_wh=max(0, record.delivered_wh),
        bought_wh=max(0, -record.delivered_wh),
        compensation=max(0, record.traded_amount),
        cost=max(0, -record.traded_amount),
        other_compensation=max(0, rest),
        other_cost=max(0, -rest),
        savings=record.amount - grid_only,
    )
