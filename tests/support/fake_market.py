"""A market of one home and its neighbours, with the real auction and settlement, and faults on demand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from custom_components.energy_trade.chain.errors import Rejected
from custom_components.energy_trade.market.auction import clear_block
from custom_components.energy_trade.market.orders import NO_ORDERS, BlockOrders, Order, Side
from custom_components.energy_trade.market.port import Ledger, LedgerBlock, PricePoint, Receipt, Trade
from custom_components.energy_trade.market.readings import BlockReadings
from custom_components.energy_trade.market.settlement import (
    BlockTerms,
    ConnectionLimits,
    block_amount,
    netting_share,
    settle_block,
)
from custom_components.energy_trade.market.state import (
    NO_LAST_BLOCK,
    BlockState,
    MemberState,
    MemberStatus,
    Snapshot,
)
from custom_components.energy_trade.market.units import BLOCK_INTERVALS, MICRO, NO_ADDRESS
from tests.support.flow_market import OWNER, founding

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Mapping, Sequence

    from custom_components.energy_trade.market.clearing import ZoneResult
    from custom_components.energy_trade.market.founding import Founding
    from custom_components.energy_trade.market.readings import BlockDetails
    from custom_components.energy_trade.market.statement import IntervalStatement

AGENT = "0x90F79bf6EB2c4f870365E785982E1f101E93b906"
LIMIT_WH = 6000
EAGER_BUYER = Order(Side.BUY, 45, 2000)
EAGER_SELLER = Order(Side.SELL, 5, 2000)


@dataclass
class FakeBlock:
    """One block as the chain has it."""

    orders: BlockOrders | None = None
    readings: BlockReadings | None = None
    details: BlockDetails | None = None
    results: tuple[ZoneResult, ...] | None = None
    settled: bool = False
    amount: int = 0
    transactions: list[str] = field(default_factory=list)


@dataclass
class FakeMarket:
    """The home's community; `clock` is chain time, `neighbours` the others' orders in every interval."""

    clock: Callable[[], float]
    terms: Founding = field(default_factory=founding)
    status_now: MemberStatus = MemberStatus.ACTIVE
    first_block: int = 0
    last_block: int = NO_LAST_BLOCK
    balance: int = 50 * MICRO
    reserve: int = 0
    daily_cap: int = 15 * MICRO
    zone: int = 0
    limit_wh: int = LIMIT_WH
    neighbours: tuple[Order, ...] = (EAGER_BUYER,)
    others_clear: bool = True
    failure: Exception | None = None
    refusals: dict[str, list[Exception]] = field(default_factory=lambda: defaultdict(list))
    held: dict[str, asyncio.Event] = field(default_factory=dict)
    calls: list[tuple[str, Any]] = field(default_factory=list)
    blocks: dict[int, FakeBlock] = field(default_factory=lambda: defaultdict(FakeBlock))
    settled_before: int = 0
    block_number: int = 100
    hidden_until: int = 0
    held_credit: int = 0
    closed: bool = False

    def __post_init__(self) -> None:
        """Settle from the first block on."""
        self.settled_before = self.settled_before or self.first_block

    # ------ what is

    @property
    def agent(self) -> str:
        return AGENT

    def now(self) -> float:
        return self.clock()

    def _reach(self) -> None:
        if self.failure is not None:
            raise self.failure

    async def founding(self) -> Founding:
        self._reach()
        return self.terms

    async def status(self) -> MemberStatus:
        self._reach()
        return self.status_now

    async def is_owner(self, address: str) -> bool:
        return address == OWNER

    def member(self) -> MemberState:
        """The home's seat."""
        calendar = self.terms.calendar()
        today = calendar.delivery_day(calendar.block_at(self.clock()))
        locks = {index: self._lock(index, block) for index, block in self.blocks.items() if not block.settled}
        locked = sum(locks.values())
        by_day = [
            sum(lock for index, lock in locks.items() if calendar.delivery_day(index) == today + offset)
            for offset in range(2)
        ]
        return MemberState(
            index=3,
            status=self.status_now,
            owner=OWNER,
            agent=AGENT,
            meter_key=AGENT,
            zone=self.zone,
            import_limit_wh=self.limit_wh,
            export_limit_wh=self.limit_wh,
            first_block=self.first_block,
            last_block=self.last_block,
            settled_before=self.settled_before,
            balance=self.balance,
            locked=locked,
            reserve=self.reserve,
            free=max(0, self.balance - locked - self.reserve),
            daily_cap=self.daily_cap,
            locked_on_day=(by_day[0], by_day[1]),
        )

    def _lock(self, index: int, block: FakeBlock) -> int:
        if block.orders is None:
            return 0
        tariff = self.terms.table_tariff(index)
        return block.orders.lock(self.terms.grid(), tariff, self.terms.supply, self.terms.spread)

    async def past_blocks(self, first: int, last: int) -> tuple[BlockState, ...]:
        self._reach()
        now = int(self.clock())
        return tuple(self._state(index, now) for index in range(max(first, self.first_block), last + 1))

    async def snapshot(self) -> Snapshot:
        self._reach()
        now = int(self.clock())
        calendar = self.terms.calendar()
        current = calendar.block_at(now)
        self.block_number += 1
        if self.others_clear:
            for index in range(self.first_block, current + 2):
                if now >= calendar.gate(index) and current - index < 100:
                    self._clear(index)
        member = self.member()
        if member.status < MemberStatus.ACTIVE:
            member = replace(
                member, owner=NO_ADDRESS, first_block=0, last_block=0, settled_before=0, balance=0, locked=0, free=0
            )
        first = min(current - self.terms.report_blocks - 4, max(self.settled_before, current - 50))
        return Snapshot(
            chain_time=now,
            block_hash=f"0x{self.block_number:064x}",
            block_number=self.block_number,
            tokens_held=10**9,
            shortfall=0,
            grid_account=0,
            member_count=6,
            member=member,
            blocks=tuple(self._state(index, now) for index in range(first, current + self.terms.horizon_blocks + 1)),
        )

    def _state(self, index: int, now: int) -> BlockState:
        calendar, block = self.terms.calendar(), self.blocks[index]
        longs, shorts = self._netting(index)
        own = block.orders.orders if block.orders else NO_ORDERS
        ahead = now < calendar.gate(index)
        return BlockState(
            index=index,
            is_open=ahead and index <= calendar.last_block(now),
            cleared_intervals=BLOCK_INTERVALS if block.results else 0,
            final=self._is_final(index, now),
            stake=6,
            reported=6 if block.readings else 5,
            settled=int(block.settled),
            tariff=self.terms.table_tariff(index),
            results=(block.results or (None,) * BLOCK_INTERVALS,),
            longs=(longs,),
            shorts=(shorts,),
            orders=block.orders,
            readings=block.readings,
            supply_wh=self._volume(own, Side.SELL),
            demand_wh=self._volume(own, Side.BUY),
        )

    def _volume(self, own: Sequence[Order | None], side: Side) -> tuple[int, ...]:
        return tuple(
            sum(each.energy_wh for each in (*self.neighbours, order) if each is not None and each.side is side)
            for order in own
        )

    def _is_final(self, index: int, now: int) -> bool:
        calendar, block = self.terms.calendar(), self.blocks[index]
        if block.results is None or now < calendar.block_end(index):
            return False
        return block.readings is not None or now >= calendar.deadline(index)

    def _netting(self, index: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        block = self.blocks[index]
        if block.results is None or block.readings is None or block.readings.late:
            return (0,) * BLOCK_INTERVALS, (0,) * BLOCK_INTERVALS
        own = block.orders.orders if block.orders else NO_ORDERS
        limits = ConnectionLimits(self.limit_wh, self.limit_wh)
        shares = [
            netting_share(self.terms.supply, result.position(order), reading, limits)
            for result, order, reading in zip(block.results, own, block.readings.readings, strict=True)
        ]
        return tuple(long for long, _ in shares), tuple(short for _, short in shares)

    def statements(self, index: int) -> tuple[IntervalStatement, ...]:
        """The home's settlement of a cleared block."""
        block = self.blocks[index]
        assert block.results is not None
        longs, shorts = self._netting(index)
        terms = BlockTerms(
            supply=self.terms.supply,
            grid=self.terms.grid(),
            tariff=self.terms.table_tariff(index),
            spread=self.terms.spread,
            results=block.results,
            longs=longs,
            shorts=shorts,
            limits=ConnectionLimits(self.limit_wh, self.limit_wh),
        )
        return settle_block(terms, block.orders, block.readings)

    async def history(self, since: int, until: int | None = None) -> Ledger:
        self._reach()
        self.calls.append(("history", (since, until)))
        now, calendar = int(self.clock()), self.terms.calendar()
        blocks = [
            self._entry(index, now)
            for index in range(max(self.first_block, calendar.block_at(since)), calendar.last_block(now) + 1)
            if self.blocks[index].results is not None
            and calendar.block_end(index) > since
            and (until is None or calendar.block_start(index) < until)
        ]
        prices = [
            PricePoint(interval=trade.interval, start=trade.start, zone=0, price=trade.statement.price, flow_wh=0)
            for block in blocks
            for trade in block.trades
        ]
        return Ledger(tuple(blocks), tuple(prices))

    def _entry(self, index: int, now: int) -> LedgerBlock:
        block, calendar = self.blocks[index], self.terms.calendar()
        return LedgerBlock(
            block=index,
            zone=self.zone,
            trades=tuple(
                Trade(interval=interval, start=calendar.interval_start(interval), statement=statement)
                for interval, statement in zip(calendar.intervals_of(index), self.statements(index), strict=True)
            ),
            final=self._is_final(index, now),
            settled=block.settled,
            amount=block.amount if block.settled else None,
            block_hash=f"0x{self.block_number:064x}",
            orders=block.orders,
            readings=block.readings,
            details=block.details,
            transactions=tuple(block.transactions),
        )

    # ------ what is done

    async def _receive(self, name: str, what: Any) -> Receipt:
        self.calls.append((name, what))
        if event := self.held.get(name):
            await event.wait()
        self._reach()
        if self.refusals[name]:
            raise self.refusals[name].pop(0)
        self.block_number += 1
        return Receipt(f"0x{self.block_number:064x}", self.block_number, confirmed=True)

    def made(self, name: str) -> list[Any]:
        """What was asked of the market under a name."""
        return [what for called, what in self.calls if called == name]

    async def request(self, owner: str, daily_cap: int) -> Receipt:
        return await self._receive("request", (owner, daily_cap))

    async def withdraw_request(self) -> Receipt:
        return await self._receive("withdraw_request", None)

    async def place(self, orders: Mapping[int, BlockOrders]) -> Receipt:
        receipt = await self._receive("place", dict(orders))
        for index, block in orders.items():
            if self.clock() >= self.terms.calendar().gate(index):
                raise Rejected("BlockNotOpen", {"blockIndex": index})
            self.blocks[index].orders = replace(block, version=self.block_number)
        return receipt

    async def clear(self, block: int) -> Receipt:
        receipt = await self._receive("clear", block)
        self._clear(block)
        return receipt

    def _clear(self, index: int) -> None:
        block = self.blocks[index]
        if block.results is not None:
            return
        others = [BlockOrders((order,) * BLOCK_INTERVALS) for order in self.neighbours]
        outcome = clear_block([block.orders or BlockOrders(), *others], self.terms.zones)
        block.results = outcome.results[0]

    async def report(
        self, readings: Mapping[int, BlockReadings], details: Mapping[int, BlockDetails] | None = None
    ) -> Receipt:
        receipt = await self._receive("report", (dict(readings), dict(details or {})))
        for index, reported in readings.items():
            block, late = self.blocks[index], self.clock() >= self.terms.calendar().deadline(index)
            assert self.clock() >= self.terms.calendar().block_end(index)
            assert block.readings is None
            block.readings, block.details = replace(reported, late=late), (details or {}).get(index)
            block.transactions.append(receipt.transaction_hash)
            if block.settled:
                corrected = block_amount(self.statements(index))
                self.balance += corrected - block.amount
                block.amount = corrected
        return receipt

    async def audit(self, block: int) -> Receipt:
        """Do nothing: no line has a meter."""
        raise AssertionError(block)

    async def settle(self, members: Sequence[int] | None = None) -> Receipt:
        receipt = await self._receive("settle", members)
        now = int(self.clock())
        while self.settled_before <= self.terms.calendar().block_at(now) and self._is_final(self.settled_before, now):
            block = self.blocks[self.settled_before]
            block.amount, block.settled = block_amount(self.statements(self.settled_before)), True
            block.transactions.append(receipt.transaction_hash)
            self.balance += block.amount
            self.settled_before += 1
        return receipt

    async def withdraw(self, amount: int) -> Receipt:
        receipt = await self._receive("withdraw", amount)
        self.balance -= amount
        return receipt

    async def deposit(self, amount: int) -> Receipt:
        receipt = await self._receive("deposit", amount)
        self.balance += amount
        return receipt

    async def close(self) -> None:
        self.closed = True
