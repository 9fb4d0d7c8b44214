"""A home's access to its community's market on an EVM chain."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
import time
from typing import Any

import aiohttp

from ..market.founding import Founding
from ..market.orders import BlockOrders, version_at
from ..market.port import Ledger, Receipt
from ..market.readings import NO_DETAILS, BlockDetails, BlockReadings, encode_details
from ..market.state import BlockState, MemberStatus, Snapshot
from . import bindings
from .archive import LONGEST_OVERVIEW, Archive
from .books import CommunityBooks
from .carrying import Carrier
from .clock import ChainClock
from .contract import PAGE_MEMBERS, MarketContract, load_abis
from .dispatch import Dispatch, nothing_to_do
from .errors import NotAMember, NotKept, Rejected
from .failover import NodeHealth
from .history import LATE_BLOCKS
from .invitation import Invitation
from .outbox import MemoryStore, Store
from .rpc import Head, Rpc
from .sender import Timing
from .trust import LONGEST_REPORT, TrustInReadings
from .vouchers import SignedRequest
from .wallet import AgentKey, Domain

BLOCKS_BEFORE = 4
SETTLED_BLOCKS = 64
HELPED_MEMBERS = 4
HELP_BEHIND = 48
"""Blocks that a member may be behind with settling before others see to it, long before the ring is full."""

RETRIES = 4


async def connect(
    session: aiohttp.ClientSession,
    invitation: Invitation,
    key: AgentKey,
    *,
    outbox: Store | None = None,
    cache: Store | None = None,
    timing: Timing | None = None,
    node_timeout: float = 10.0,
    host_clock: Callable[[], float] = time.time,
    beside: Dispatch | None = None,
) -> EvmMarket:
    """Get ready to speak to a market; nothing is asked of any node yet.

    `outbox` keeps what is under way and must survive a crash, `cache` what can be read again from the chain. `beside`
    is the same key's dispatch to another market on the same chain: one key has one sender.
    """
    abis = await asyncio.to_thread(load_abis)
    stored = await (cache := cache or MemoryStore()).load() or {}
    clock, timing = ChainClock(host_clock), timing or Timing()
    contract = MarketContract(
        session,
        invitation,
        abis,
        caller=key.address,
        identity=stored.get("identity"),
        timeout=node_timeout,
        on_head=clock.observe,
    )
    archive = Archive(contract, cache)
    archive.restore(stored)
    dispatch = Dispatch(
        contract,
        key,
        outbox=outbox or MemoryStore(),
        clock=clock,
        timing=timing,
        sender=None if beside is None else beside.sender,
    )
    return EvmMarket(contract, dispatch, archive, clock)


class EvmMarket(TrustInReadings):
    """The market behind the interface that practice communities share."""

    def __init__(self, contract: MarketContract, dispatch: Dispatch, archive: Archive, clock: ChainClock) -> None:
        """Use `connect`."""
        self.contract = contract
        self.archive = archive
        self.clock = clock
        self.dispatch = dispatch
        self._member: int | None = None
        self._settled_before: int | None = None
        self._versions: dict[int, int] = {}
        self._page = 0

    # ------ how it goes

    @property
    def health(self) -> tuple[NodeHealth, ...]:
        """How each node does."""
        return self.contract.nodes.health

    @property
    def pending(self) -> tuple[str, ...]:
        """Actions that are decided but not mined yet."""
        return self.dispatch.sender.pending

    async def go_on(self) -> None:
        """Look at what is under way and do what is next about it; for a key that no snapshot is read for."""
        await self.dispatch.sender.advance()

    async def transactions(self) -> tuple[int, int]:
        """How many transactions of this key the chain holds, and how many of them this program can know of."""
        spent = await self.contract.nodes.run(lambda rpc: rpc.nonce(self.agent))
        return spent, self.dispatch.sender.next_own

    @property
    def key_used_elsewhere(self) -> int:
        """Transactions that another program signed with this home's key."""
        return self.dispatch.sender.foreign

    @property
    def agent(self) -> str:
        """Address of the home's key."""
        return self.contract.caller

    def now(self) -> float:
        """Estimate the chain's time now in unix seconds, from when it was last heard."""
        return self.clock.now()

    # ------ what is

    async def founding(self) -> Founding:
        """Read what the community agreed on once; asked of the chain the first time only."""
        return await self.contract.founding()

    async def snapshot(self) -> Snapshot:
        """Read all that the home shows now, as of one block of the chain."""
        founding = await self.founding()
        calendar = founding.calendar()

        async def read(rpc: Rpc) -> Snapshot:
            head = await self.contract.nodes.head_of(rpc)
            current = calendar.block_at(head.timestamp)
            last = current + founding.horizon_blocks
            first = current - founding.report_blocks - BLOCKS_BEFORE
            if self._settled_before is not None:
                first = min(first, self._settled_before)
            return await self._overview(rpc, head, max(0, last - LONGEST_OVERVIEW + 1, first), last)

        snapshot = await self.contract.steady(read)
        if self._settled_before is None and snapshot.member.is_member and snapshot.blocks:
            self._settled_before = snapshot.member.settled_before
            if self._settled_before < snapshot.blocks[0].index:
                snapshot = await self.contract.steady(read)
        self._remember(snapshot)
        with suppress(NotKept):  # what waits goes on waiting; what is to be shown does not
            await self.dispatch.sender.advance()
        return snapshot

    async def past_blocks(self, first: int, last: int) -> tuple[BlockState, ...]:
        """Read blocks of the last days as a snapshot shows coming ones, with all that was offered and wanted."""
        found: list[BlockState] = []
        for start in range(max(0, first), last + 1, LONGEST_OVERVIEW):

            async def read(rpc: Rpc, start: int = start) -> list[BlockState]:
                end = min(last, start + LONGEST_OVERVIEW - 1)
                head = await self.contract.nodes.head_of(rpc)
                overview = await self._overview(rpc, head, start, end)
                return [await self._with_book(rpc, head, block) for block in overview.blocks if block.cleared]

            found += await self.contract.steady(read)
        return tuple(found)

    async def _with_book(self, rpc: Rpc, head: Head, block: BlockState) -> BlockState:
        """Add up the orders of a block that an overview, which spares the node, does not add up any more."""
        words = await self.contract.view(rpc, head, "ordersOf", block.index)
        return await asyncio.to_thread(bindings.with_book, block, words)

    async def _overview(self, rpc: Rpc, head: Head, first: int, last: int) -> Snapshot:
        founding = await self.founding()
        fields = await self.contract.overview(rpc, head, first, last)
        return await asyncio.to_thread(bindings.snapshot, fields, head, founding)

    def _remember(self, snapshot: Snapshot) -> None:
        known = snapshot.member.status not in bindings.NOT_MEMBERS
        self._member = snapshot.member.index if known else None
        self._settled_before = snapshot.member.settled_before if known else None
        for block in snapshot.blocks:
            if block.orders is not None:
                self._versions[block.index] = max(block.orders.version, self._versions.get(block.index, 0))
        if snapshot.blocks:
            oldest = snapshot.blocks[0].index
            self._versions = {index: version for index, version in self._versions.items() if index >= oldest}

    async def status(self) -> MemberStatus:
        """Read where the home stands in the community."""
        index, status = await self.ask("memberOf", self.agent)
        found = bindings.member_status(status)
        self._member = None if found in bindings.NOT_MEMBERS else index
        return found

    async def is_owner(self, address: str) -> bool:
        """Read whether a member that has not left belongs to this owner."""
        first = 0
        while True:
            page = await self.contract.members(first)
            if any(member["owner"] == address and member["status"] != MemberStatus.LEFT for member in page):
                return True
            if len(page) < PAGE_MEMBERS:
                return False
            first += PAGE_MEMBERS

    async def credit_held(self) -> int:
        """Credit in µcredit that was sent to the home's key and can be deposited."""
        return await self.contract.held("balanceOf", self.agent)

    # ------ joining

    async def request(self, owner: str, daily_cap: int) -> Receipt:
        """Ask to be admitted: `owner` is where money may go, `daily_cap` the µcredit that orders may lock a day."""
        return await self.dispatch.do("request", ("request", owner, daily_cap), topic="request")

    async def withdraw_request(self) -> Receipt:
        """Take the request back."""
        return await self.dispatch.do("withdraw request", ("withdrawRequest",), topic="request")

    async def domain(self) -> Domain:
        """What signatures for this market are bound to."""
        return await self.dispatch.domain()

    async def relay_request(self, asked: SignedRequest) -> Receipt:
        """Ask, and pay, for a home that has no coin; refused as VoucherUsedBefore if its voucher was used."""
        label = f"request of {asked.message.agent}"
        return await self.dispatch.do(label, ("requestFor", asked.arguments), valid_until=asked.message.deadline)

    async def voucher_used(self, voucher: str) -> bool:
        """Read whether somebody asked with this voucher already."""
        return bool(await self.ask("voucherUsed", voucher))

    # ------ trading

    async def place(self, orders: Mapping[int, BlockOrders]) -> Receipt:
        """Place, replace or (with empty ones) cancel the orders of open blocks, keyed by block.

        Blocks that follow each other travel in one transaction; the receipt is that of the last.
        """
        founding = await self.founding()
        member = await self.index()
        receipt: Receipt | None = None
        for first, run in bindings.runs(orders, founding.horizon_blocks):
            receipt = await self._place(member, first, run, founding)
        if receipt is None:
            raise ValueError("no orders to place")
        return receipt

    async def _place(self, member: int, first: int, run: Sequence[BlockOrders], founding: Founding) -> Receipt:
        blocks = range(first, first + len(run))
        words = [orders.pack() for orders in run]
        known = max((self._versions.get(block, 0) for block in blocks), default=0)
        for attempt in range(RETRIES):
            version = version_at(self.clock.now(), known)
            self._versions |= dict.fromkeys(blocks, version)
            try:
                return await self.dispatch.do(
                    f"orders from block {first}",
                    ("order", member, first, version, words),
                    valid_until=founding.calendar().gate(first),
                    topic=f"order {first} {len(run)}",
                )
            except Rejected as error:
                if error.reason != "BadVersion" or attempt == RETRIES - 1:
                    raise
                known = max(version, int(error.values["known"]))
        raise AssertionError  # pragma: no cover - the loop returns or raises

    async def clear(self, block: int) -> Receipt:
        """Clear a block whose gate has passed, unless somebody has; in parts where it is too much for one transaction.

        The receipt of a block that was cleared already names no transaction.
        """
        intervals = bindings.INTERVALS
        while True:
            view, head = await self.contract.pinned("blockOf", block)
            cleared = view["clearedIntervals"]
            if cleared == bindings.INTERVALS:
                return nothing_to_do(head)
            try:
                receipt = await self.dispatch.do(f"clearing of block {block}", ("clear", block, intervals))
            except Rejected as error:
                if error.reason == "TooMuchGas" and intervals > 1:
                    intervals //= 2
                    continue
                view, _ = await self.contract.pinned("blockOf", block)
                if view["clearedIntervals"] <= cleared:
                    raise
                continue  # somebody else was quicker
            if cleared + intervals >= bindings.INTERVALS:
                return receipt

    async def report(
        self, readings: Mapping[int, BlockReadings], details: Mapping[int, BlockDetails] | None = None
    ) -> Receipt:
        """Report the readings of delivered blocks, keyed by block; details are published with them.

        Blocks that are reported already are left out: the first report counts.
        """
        founding = await self.founding()
        member = await self.index()
        receipt: Receipt | None = None
        left = dict(readings)
        while left:
            first, run = next(bindings.runs(left, LONGEST_REPORT))
            blocks = range(first, first + len(run))
            published = encode_details([(details or {}).get(block, NO_DETAILS) for block in blocks]) if details else b""
            try:
                receipt = await self.dispatch.do(
                    f"readings from block {first}",
                    ("report", member, first, [block.pack() for block in run], published),
                    valid_until=founding.calendar().block_start(first + LATE_BLOCKS),
                )
            except Rejected as error:
                if error.reason != "AlreadyReported" or error.values["blockIndex"] not in left:
                    raise
                del left[error.values["blockIndex"]]
            else:
                for block in blocks:
                    del left[block]
        return receipt or nothing_to_do(await self.contract.nodes.head())

    async def settle(self, members: Sequence[int] | None = None) -> Receipt:
        """Settle final blocks of these members, or of the home itself.

        For itself the home also helps a few members that are far behind, lest the ring be full. The receipt names no
        transaction if there was nothing to settle.
        """
        if members is None:
            members = [await self.index(), *await self._far_behind()]
        blocks = SETTLED_BLOCKS
        while True:
            call = self.contract.abi.call("settle", list(members), blocks)
            head, count = await self.contract.steady(partial(self._would_settle, call=call))
            if count == 0:
                return nothing_to_do(head)
            try:
                return await self.dispatch.do(
                    "settlement", ("settle", list(members), blocks), topic=f"settle {members}"
                )
            except Rejected as error:
                if error.reason != "TooMuchGas" or (blocks == 1 and len(members) == 1):
                    raise
                if blocks > 1:
                    blocks //= 2
                else:
                    members = members[: len(members) // 2]

    async def _would_settle(self, rpc: Rpc, call: bytes) -> tuple[Head, int]:
        head = await self.contract.nodes.head_of(rpc)
        data = await rpc.call(self.contract.address, call, head, self.agent)
        return head, int(self.contract.abi.answer("settle", data))

    async def _far_behind(self) -> list[int]:
        """Look through the members, a page each time, for some whom nobody settles."""
        founding = await self.founding()
        current = founding.calendar().block_at(self.clock.now())
        page = await self.contract.members(self._page)
        self._page = self._page + PAGE_MEMBERS if len(page) == PAGE_MEMBERS else 0
        behind = [
            member
            for member in page
            if member["status"] != MemberStatus.LEFT
            and member["index"] != self._member
            and current - member["settledBefore"] > HELP_BEHIND
        ]
        behind.sort(key=lambda member: int(member["settledBefore"]))
        return [member["index"] for member in behind[:HELPED_MEMBERS]]

    # ------ money

    async def withdraw(self, amount: int) -> Receipt:
        """Pay free credit in µcredit to the owner."""
        return await self.dispatch.do("withdrawal", ("withdraw", await self.index(), amount), repeatable=False)

    async def deposit(self, amount: int) -> Receipt:
        """Forward credit in µcredit that was sent to the home's key into its balance."""
        member = await self.index()
        if await self.contract.held("allowance", self.agent, self.contract.address) < amount:
            token = (await self.founding()).credit
            approve = self.contract.credit.call("approve", self.contract.address, amount)
            await self.dispatch.submit("approval", token, approve, topic="approve")
        return await self.dispatch.do("deposit", ("deposit", member, amount), repeatable=False)

    # ------ history

    @property
    def differences(self) -> tuple[str, ...]:
        """Settlements that the market's rules do not explain, as last found by `history`."""
        return self.archive.differences

    async def history(self, since: int, until: int | None = None) -> Ledger:
        """Rebuild what was traded, delivered and paid in the blocks delivered from `since` to `until` (unix time).

        Raises HistoryMismatch, which carries the ledger, if what was moved is not what the rules give.
        """
        if self._member is None:
            await self.status()
        return await self.archive.ledger(self._member, since, until)

    async def books(self, since: int, until: int) -> CommunityBooks:
        """Everybody's accounts from `since` and before `until` (unix time), held against what the chain shows now."""
        return await self.archive.books(since, until)

    async def close(self) -> None:
        """Nothing is held open: the session belongs to whoever lent it."""

    # ------ asking and doing, for those who have a role of their own

    @property
    def carrier(self) -> Carrier | None:
        """Who takes this home's signed messages to the chain, if anybody does."""
        return self.dispatch.carrier

    @carrier.setter
    def carrier(self, carrier: Carrier | None) -> None:
        self.dispatch.carrier = carrier

    async def act(self, label: str, function: str, *arguments: Any, repeatable: bool = True) -> Receipt:
        """Call one of the market's functions with this key."""
        return await self.dispatch.do(label, (function, *arguments), repeatable=repeatable)

    async def ask(self, function: str, *arguments: Any) -> Any:
        """Read one of the market's views."""
        return await self.contract.ask(function, *arguments)

    async def try_out(self, function: str, *arguments: Any) -> Any:
        """See what the market would answer this key; raise Rejected with its reason if it would refuse."""
        return await self.contract.try_out(self.agent, function, *arguments)

    async def coin(self) -> int:
        """Coin in wei that this key holds for the chain's fees."""
        return await self.dispatch.coin()

    async def gas_price(self) -> int:
        """Wei per gas that the chain asks now."""
        return await self.dispatch.gas_price()

    async def index(self) -> int:
        """Which member the home is; raises NotAMember where it is none."""
        if self._member is None:
            await self.status()
        if self._member is None:
            raise NotAMember("the home is not a member yet")
        return self._member
