"""A home that has moved to its market's successor, until the old market owes it nothing: both look like one.

The old market's last block is the one before the home's first in the new one. So each block has one market: what is
done about it goes there, and what is told of it comes from there. Credit is the sum of both; free is what the new one
says, for what the old one releases follows at once.
"""

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import replace
from typing import override

from ..market.orders import BlockOrders
from ..market.port import Ledger, Receipt
from ..market.readings import BlockDetails, BlockReadings
from ..market.state import BlockState, MemberState, MemberStatus, Snapshot
from .client import EvmMarket
from .dispatch import nothing_to_do
from .errors import HistoryMismatch

SHORTFALL_BLOCKS = 96
"""So long after its last block a home waits for neighbours' debts before it takes its share of what there is."""


class MovedMarket(EvmMarket):
    """The new market, with what is left of the old one."""

    def __init__(self, new: EvmMarket, old: EvmMarket) -> None:
        """Both act with the same key: `old` was connected beside `new`, so they share one sender."""
        super().__init__(new.contract, new.dispatch, new.archive, new.clock)
        self.old = old
        self._last = -1
        self._former: MemberState | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing is left in the old market: all is settled, and no credit of the home's is there."""
        member = self._former
        return member is not None and member.status is MemberStatus.LEFT and member.balance <= 0

    @property
    def left_behind(self) -> int:
        """Credit in µcredit that is still in the old market: bound until its last blocks are settled."""
        return 0 if self._former is None else self._former.balance

    # ------ what is

    @override
    async def snapshot(self) -> Snapshot:
        """Read both markets, unless the old one cannot change anything any more."""
        new = await super().snapshot()
        if self._former is not None and self.is_over and new.blocks and new.blocks[0].index > self._last:
            return replace(new, member=self._as_ever(new.member))
        old = await self.old.snapshot()
        self._former, self._last = old.member, old.member.last_block
        if not new.member.is_member:
            return new
        return replace(
            new,
            chain_time=min(old.chain_time, new.chain_time),
            block_number=min(old.block_number, new.block_number),
            member=self._together(old.member, new.member),
            blocks=self._blocks(old, new),
        )

    def _as_ever(self, member: MemberState) -> MemberState:
        """A member since it joined the old market."""
        former = self._former
        return member if former is None else replace(member, first_block=min(former.first_block, member.first_block))

    def _together(self, old: MemberState, new: MemberState) -> MemberState:
        unsettled = old.settled_before <= old.last_block
        balance, locked = old.balance + new.balance, old.locked + new.locked
        return replace(
            self._as_ever(new),
            settled_before=old.settled_before if unsettled else new.settled_before,
            balance=balance,
            locked=locked,
            # what is in the old market and not bound by an order is no free credit yet
            reserve=balance - locked - new.free,
        )

    def _blocks(self, old: Snapshot, new: Snapshot) -> tuple[BlockState, ...]:
        if not old.blocks or not new.blocks:
            return new.blocks
        found: list[BlockState] = []
        for index in range(min(old.blocks[0].index, new.blocks[0].index), new.blocks[-1].index + 1):
            former, coming = old.block(index), new.block(index)
            if former is not None and (index <= self._last or coming is None):
                # what was ordered there stands; the credit for more has moved
                found.append(replace(former, is_open=False))
            elif coming is not None:
                found.append(coming)
        return tuple(found)

    @override
    async def past_blocks(self, first: int, last: int) -> tuple[BlockState, ...]:
        """Read blocks of the last days, each from its own market."""
        await self._async_know()
        before = await self.old.past_blocks(first, min(last, self._last)) if first <= self._last else ()
        after = await super().past_blocks(max(first, self._last + 1), last) if last > self._last else ()
        return (*before, *after)

    async def _async_know(self) -> None:
        """Learn up to which block the old market counts."""
        if self._former is None:
            await self.snapshot()

    # ------ what is done

    @override
    async def place(self, orders: Mapping[int, BlockOrders]) -> Receipt:
        """Place orders; those for the old market's last blocks can only be taken back."""
        await self._async_know()
        before = {index: order for index, order in orders.items() if index <= self._last}
        after = {index: order for index, order in orders.items() if index > self._last}
        receipt = await self.old.place(before) if before else None
        if after:
            receipt = await super().place(after)
        if receipt is None:
            raise ValueError("no orders to place")
        return receipt

    @override
    async def clear(self, block: int) -> Receipt:
        """Clear a block in its market."""
        await self._async_know()
        return await (self.old.clear(block) if block <= self._last else super().clear(block))

    @override
    async def report(
        self, readings: Mapping[int, BlockReadings], details: Mapping[int, BlockDetails] | None = None
    ) -> Receipt:
        """Report each block to its market."""
        await self._async_know()
        before = {index: each for index, each in readings.items() if index <= self._last}
        after = {index: each for index, each in readings.items() if index > self._last}
        receipt = nothing_to_do(await self.contract.nodes.head())
        if before:
            receipt = await self.old.report(before, details)
        return await super().report(after, details) if after else receipt

    @override
    async def settle(self, members: Sequence[int] | None = None) -> Receipt:
        """Settle what is final in both, and have what that releases in the old one follow."""
        receipt: Receipt | None = None
        if members is None:
            receipt = await self._async_collect()
        settled = await super().settle(members)
        return settled if settled.transaction_hash or receipt is None else receipt

    async def _async_collect(self) -> Receipt | None:
        """Settle the home's blocks in the old market and bring the credit here; None where nothing is left to do."""
        await self._async_know()
        if self.is_over:
            return None
        receipt, old = await settled_for_leaving(self.old)
        waits = old.shortfall and old.blocks and old.blocks[-1].index < self._last + SHORTFALL_BLOCKS
        where_to = old.member.index, self.contract.address
        # what is free may still be held for the last blocks that it delivers there
        if old.member.free > 0 and not waits and await self.old.try_out("move", *where_to):
            receipt = await self.old.act("move", "move", *where_to)
        return receipt

    # ------ what was

    @property
    @override
    def differences(self) -> tuple[str, ...]:
        """Settlements of either market that its rules do not explain."""
        return (*self.old.differences, *self.archive.differences)

    @override
    async def history(self, since: int, until: int | None = None) -> Ledger:
        """Rebuild what was traded, delivered and paid, in either market."""
        await self._async_know()
        differences: list[str] = []
        ledgers: list[Ledger] = []
        founding = await self.founding()
        if since < founding.calendar().block_start(self._last + 1):
            ledgers.append(await _read(self.old.history(since, until), differences))
        ledgers.append(await _read(super().history(since, until), differences))
        together = Ledger(
            tuple(block for ledger in ledgers for block in ledger.blocks),
            tuple(sorted((p for ledger in ledgers for p in ledger.prices), key=lambda p: (p.interval, p.zone))),
            tuple(sorted((move for ledger in ledgers for move in ledger.movements), key=lambda move: move.time)),
        )
        if differences:
            raise HistoryMismatch(differences, together)
        return together


async def settled_for_leaving(market: EvmMarket) -> tuple[Receipt, Snapshot]:
    """Settle whoever is due before credit leaves: while a neighbour's debt is not booked, less stands behind claims."""
    count = (await market.snapshot()).member_count
    receipt = await market.settle(range(count))
    return receipt, await market.snapshot()


async def _read(history: Awaitable[Ledger], differences: list[str]) -> Ledger:
    try:
        return await history
    except HistoryMismatch as error:
        differences.extend(error.differences)
        return error.ledger
