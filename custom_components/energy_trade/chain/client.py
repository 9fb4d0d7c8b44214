"""A home's access to its community's market on an EVM chain."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
import logging
import time
from typing import Any

import aiohttp
from eth_utils.crypto import keccak

from ..market.founding import Founding
from ..market.orders import BlockOrders, version_at
from ..market.port import Ledger, Receipt
from ..market.readings import NO_DETAILS, BlockDetails, BlockReadings, encode_details
from ..market.state import BlockState, MemberState, MemberStatus, Snapshot
from . import artifacts, bindings
from .abi import ContractAbi, Fields
from .books import MONEY, CommunityBooks, EnergyAccount, books_of, differences, energy_of
from .carrying import Carrier, SignedMessage
from .clock import ChainClock
from .errors import CallFailed, HistoryMismatch, NotAMember, Rejected, Reorged, WrongChain
from .events import EventLog
from .failover import NodeHealth, Nodes
from .history import LATE_BLOCKS, SETTLED_DEPTH, BlockFacts, Book, FactsCache, MemberPast, facts_of
from .invitation import Invitation
from .outbox import Call, MemoryStore, Store
from .replay import EventSearch
from .rpc import Head, Mined, Rpc
from .sender import Sender, Timing
from .vouchers import SignedRequest
from .wallet import AgentKey, Domain, OrdersMessage, ReadingsMessage

_LOGGER = logging.getLogger(__name__)

MARKET = "EnergyMarket"
CREDIT = "CommunityCredit"
CACHE_VERSION = 2
LONGEST_OVERVIEW = 64
LONGEST_REPORT = 12
BLOCKS_BEFORE = 4
PAGE_MEMBERS = 64
SETTLED_BLOCKS = 64
HELPED_MEMBERS = 4
HELP_BEHIND = 48
"""Blocks that a member may be behind with settling before others see to it, long before the ring is full."""

VALID_SECONDS = 3_600
REPLAYED_BLOCKS = 96
REORG_ATTEMPTS = 3
RETRIES = 4
CARRIED_LOOKS = 6


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
) -> EvmMarket:
    """Get ready to speak to a market; nothing is asked of any node yet.

    `outbox` keeps what is under way and must survive a crash, `cache` what can be read again from the chain.
    """
    abi, credit = await asyncio.to_thread(_abis)
    stored = await (cache := cache or MemoryStore()).load() or {}
    market = EvmMarket(
        session,
        invitation,
        key,
        abi=abi,
        credit=credit,
        outbox=outbox or MemoryStore(),
        cache=cache,
        identity=stored.get("identity"),
        timing=timing or Timing(),
        node_timeout=node_timeout,
        host_clock=host_clock,
    )
    market.restore(stored)
    return market


def _abis() -> tuple[ContractAbi, ContractAbi]:
    market, credit = artifacts.load(MARKET), artifacts.load(CREDIT)
    inherited = [entry for library in market.links for entry in artifacts.load(library).abi if entry["type"] == "error"]
    inherited += [entry for entry in credit.abi if entry["type"] == "error"]
    return ContractAbi([*inherited, *market.abi]), ContractAbi(credit.abi)


class EvmMarket:
    """The market behind the interface that practice communities share."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        invitation: Invitation,
        key: AgentKey,
        *,
        abi: ContractAbi,
        credit: ContractAbi,
        outbox: Store,
        cache: Store,
        identity: str | None,
        timing: Timing,
        node_timeout: float,
        host_clock: Callable[[], float],
    ) -> None:
        """Use `connect`."""
        self._address = invitation.market
        self._deployment_block = invitation.deployment_block
        self._chain_id = invitation.chain_id
        self._key = key
        self._abi = abi
        self._credit = credit
        self._cache = cache
        self._timing = timing
        self.clock = ChainClock(host_clock)
        self._nodes = Nodes(
            session,
            invitation.nodes,
            invitation.chain_id,
            self._identify,
            identity=identity,
            timeout=node_timeout,
            on_head=self.clock.observe,
        )
        self._sender = Sender(
            self._nodes,
            key,
            chain_id=invitation.chain_id,
            store=outbox,
            clock=self.clock,
            explain=abi.explain,
            timing=timing,
        )
        self._founding: Founding | None = None
        self._member: int | None = None
        self._settled_before: int | None = None
        self._versions: dict[int, int] = {}
        self._page = 0
        self._log = EventLog(self._nodes, abi, self._address, invitation.deployment_block)
        self._search = EventSearch(self._nodes, abi, self._address, invitation.deployment_block)
        self._facts = FactsCache()
        self._reading_history = asyncio.Lock()
        self.carrier: Carrier | None = None
        """Who takes this home's signed messages to the chain, if anybody does."""

        self.differences: tuple[str, ...] = ()
        """Settlements that the market's rules do not explain, as last found by `history`."""

    # ------ how it goes

    @property
    def health(self) -> tuple[NodeHealth, ...]:
        """How each node does."""
        return self._nodes.health

    @property
    def pending(self) -> tuple[str, ...]:
        """Actions that are decided but not mined yet."""
        return self._sender.pending

    @property
    def key_used_elsewhere(self) -> int:
        """Transactions that another program signed with this home's key."""
        return self._sender.foreign

    @property
    def agent(self) -> str:
        """Address of the home's key."""
        return self._key.address

    def now(self) -> float:
        """Estimate the chain's time now in unix seconds, from when it was last heard."""
        return self.clock.now()

    # ------ what is

    async def founding(self) -> Founding:
        """Read what the community agreed on once; asked of the chain the first time only."""
        if self._founding is None:
            # The first thing that is asked also tells the chain's time, before anything is counted by it.
            view, _ = await self._pinned("founding")
            self._founding = bindings.founding(view)
        return self._founding

    async def snapshot(self) -> Snapshot:
        """Read all that the home shows now, as of one block of the chain."""
        founding = await self.founding()
        calendar = founding.calendar()

        async def read(rpc: Rpc) -> Snapshot:
            head = await self._nodes.head_of(rpc)
            current = calendar.block_at(head.timestamp)
            last = current + founding.horizon_blocks
            first = current - founding.report_blocks - BLOCKS_BEFORE
            if self._settled_before is not None:
                first = min(first, self._settled_before)
            return await self._overview(rpc, head, max(0, last - LONGEST_OVERVIEW + 1, first), last)

        snapshot = await self._steady(read)
        if self._settled_before is None and snapshot.member.is_member and snapshot.blocks:
            self._settled_before = snapshot.member.settled_before
            if self._settled_before < snapshot.blocks[0].index:
                snapshot = await self._steady(read)
        self._remember(snapshot)
        await self._sender.advance()
        return snapshot

    async def past_blocks(self, first: int, last: int) -> tuple[BlockState, ...]:
        """Read blocks of the last days as a snapshot shows coming ones, with all that was offered and wanted."""
        found: list[BlockState] = []
        for start in range(max(0, first), last + 1, LONGEST_OVERVIEW):

            async def read(rpc: Rpc, start: int = start) -> list[BlockState]:
                end = min(last, start + LONGEST_OVERVIEW - 1)
                head = await self._nodes.head_of(rpc)
                overview = await self._overview(rpc, head, start, end)
                return [await self._with_book(rpc, head, block) for block in overview.blocks if block.cleared]

            found += await self._steady(read)
        return tuple(found)

    async def _with_book(self, rpc: Rpc, head: Head, block: BlockState) -> BlockState:
        """Add up the orders of a block that an overview, which spares the node, does not add up any more."""
        data = await rpc.call(self._address, self._abi.call("ordersOf", block.index), head, self._key.address)
        return await asyncio.to_thread(bindings.with_book, block, self._abi.answer("ordersOf", data))

    async def _overview(self, rpc: Rpc, head: Head, first: int, last: int) -> Snapshot:
        founding = await self.founding()
        call = self._abi.call("overview", self._key.address, first, last)
        data = await rpc.call(self._address, call, head, self._key.address)
        return await asyncio.to_thread(self._decoded_snapshot, data, head, founding)

    def _decoded_snapshot(self, data: bytes, head: Head, founding: Founding) -> Snapshot:
        return bindings.snapshot(self._abi.answer("overview", data), head, founding)

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
        index, status = await self._nodes.run(lambda rpc: self._view(rpc, None, "memberOf", self._key.address))
        found = bindings.member_status(status)
        self._member = None if found in bindings.NOT_MEMBERS else index
        return found

    async def is_owner(self, address: str) -> bool:
        """Read whether a member that has not left belongs to this owner."""
        first = 0
        while True:
            page = await self._members(first)
            if any(member["owner"] == address and member["status"] != MemberStatus.LEFT for member in page):
                return True
            if len(page) < PAGE_MEMBERS:
                return False
            first += PAGE_MEMBERS

    async def credit_held(self) -> int:
        """Credit in µcredit that was sent to the home's key and can be deposited."""
        token = (await self.founding()).credit
        return int(await self._nodes.run(lambda rpc: self._token(rpc, token, "balanceOf", self._key.address)))

    # ------ joining

    async def request(self, owner: str, daily_cap: int) -> Receipt:
        """Ask to be admitted: `owner` is where money may go, `daily_cap` the µcredit that orders may lock a day."""
        return await self._do("request", ("request", owner, daily_cap), topic="request")

    async def withdraw_request(self) -> Receipt:
        """Take the request back."""
        return await self._do("withdraw request", ("withdrawRequest",), topic="request")

    async def domain(self) -> Domain:
        """What signatures for this market are bound to."""
        salt = (await self.founding()).salt
        return Domain(self._chain_id, self._address, bytes.fromhex(salt.removeprefix("0x")))

    async def relay_request(self, asked: SignedRequest) -> Receipt:
        """Ask, and pay, for a home that has no coin; refused as VoucherUsedBefore if its voucher was used."""
        label = f"request of {asked.message.agent}"
        return await self._do(label, ("requestFor", asked.arguments), valid_until=asked.message.deadline)

    async def voucher_used(self, voucher: str) -> bool:
        """Read whether somebody asked with this voucher already."""
        return bool(await self._nodes.run(lambda rpc: self._view(rpc, None, "voucherUsed", voucher)))

    # ------ trading

    async def place(self, orders: Mapping[int, BlockOrders]) -> Receipt:
        """Place, replace or (with empty ones) cancel the orders of open blocks, keyed by block.

        Blocks that follow each other travel in one transaction; the receipt is that of the last.
        """
        founding = await self.founding()
        member = await self._index()
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
                return await self._do(
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
            view, head = await self._pinned("blockOf", block)
            cleared = view["clearedIntervals"]
            if cleared == bindings.INTERVALS:
                return _nothing_to_do(head)
            try:
                receipt = await self._do(f"clearing of block {block}", ("clear", block, intervals))
            except Rejected as error:
                if error.reason == "TooMuchGas" and intervals > 1:
                    intervals //= 2
                    continue
                view, _ = await self._pinned("blockOf", block)
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
        member = await self._index()
        receipt: Receipt | None = None
        left = dict(readings)
        while left:
            first, run = next(bindings.runs(left, LONGEST_REPORT))
            blocks = range(first, first + len(run))
            published = encode_details([(details or {}).get(block, NO_DETAILS) for block in blocks]) if details else b""
            try:
                receipt = await self._do(
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
        return receipt or _nothing_to_do(await self._nodes.head())

    async def settle(self, members: Sequence[int] | None = None) -> Receipt:
        """Settle final blocks of these members, or of the home itself.

        For itself the home also helps a few members that are far behind, lest the ring be full. The receipt names no
        transaction if there was nothing to settle.
        """
        if members is None:
            members = [await self._index(), *await self._far_behind()]
        blocks = SETTLED_BLOCKS
        while True:
            call = self._abi.call("settle", list(members), blocks)
            head, count = await self._steady(partial(self._would_settle, call=call))
            if count == 0:
                return _nothing_to_do(head)
            try:
                return await self._do("settlement", ("settle", list(members), blocks), topic=f"settle {members}")
            except Rejected as error:
                if error.reason != "TooMuchGas" or (blocks == 1 and len(members) == 1):
                    raise
                if blocks > 1:
                    blocks //= 2
                else:
                    members = members[: len(members) // 2]

    async def _would_settle(self, rpc: Rpc, call: bytes) -> tuple[Head, int]:
        head = await self._nodes.head_of(rpc)
        data = await rpc.call(self._address, call, head, self._key.address)
        return head, int(self._abi.answer("settle", data))

    async def _far_behind(self) -> list[int]:
        """Look through the members, a page each time, for some whom nobody settles."""
        founding = await self.founding()
        current = founding.calendar().block_at(self.clock.now())
        page = await self._members(self._page)
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
        return await self._do("withdrawal", ("withdraw", await self._index(), amount), repeatable=False)

    async def deposit(self, amount: int) -> Receipt:
        """Forward credit in µcredit that was sent to the home's key into its balance."""
        member = await self._index()
        token = (await self.founding()).credit

        async def allowance(rpc: Rpc) -> int:
            return int(await self._token(rpc, token, "allowance", self._key.address, self._address))

        if await self._nodes.run(allowance) < amount:
            approve = self._credit.call("approve", self._address, amount)
            await self._submit(Call("approval", token, approve, await self._soon(), topic="approve"))
        return await self._do("deposit", ("deposit", member, amount), repeatable=False)

    # ------ history

    def restore(self, stored: Mapping[str, Any]) -> None:
        """Take up what a former process read from the chain; what is damaged is read again."""
        if stored.get("version") != CACHE_VERSION or stored.get("market") != self._address:
            return
        try:
            self._log.restore(stored["log"])
            self._facts.restore(stored["facts"])
        except KeyError, TypeError, ValueError:
            _LOGGER.warning("What was kept of the market's history is damaged; it is read from the chain again")
            self._log.forget_all()
            self._facts.facts = {}

    async def history(self, since: int, until: int | None = None) -> Ledger:
        """Rebuild what was traded, delivered and paid in the blocks delivered from `since` to `until` (unix time).

        Raises HistoryMismatch, which carries the ledger, if what was moved is not what the rules give.
        """
        async with self._reading_history:
            founding = await self.founding()
            if self._member is None:
                await self.status()
            calendar = founding.calendar()
            for attempt in range(REORG_ATTEMPTS):
                head = await self._nodes.head()
                current = calendar.block_at(head.timestamp)
                end = current if until is None else min(current, calendar.block_at(until))
                try:
                    if await self._log.follow(head, self._member) is not None:
                        self._facts.facts.clear()
                    past = await asyncio.to_thread(MemberPast, self._log, founding)
                    facts = await self._read_facts(range(calendar.block_at(since), end + 1), current, past, head)
                    break
                except Reorged:
                    if attempt == REORG_ATTEMPTS - 1:
                        raise
            self._facts.keep(facts.values(), past.settled_by(head.number - SETTLED_DEPTH), current)
            limit = calendar.block_start(current + founding.horizon_blocks + 1) if until is None else until
            book = Book(founding, past, self._log)
            ledger, differences = await asyncio.to_thread(book.ledger, facts, since, limit)
            await self._cache.save(await asyncio.to_thread(self._to_keep))
            self.differences = tuple(differences)
            if differences:
                _LOGGER.error("The market settled otherwise than its rules say: %s", "; ".join(differences))
                raise HistoryMismatch(differences, ledger)
            return ledger

    async def _read_facts(self, wanted: range, current: int, past: MemberPast, head: Head) -> dict[int, BlockFacts]:
        """Facts of the wanted blocks, and of those that were settled together with them."""
        indices = set(past.delivered(wanted))
        for event in past.settled:
            together = event.blocks
            if together.start < wanted.stop and wanted.start < together.stop:
                indices.update(together)
        facts = {index: self._facts.facts[index] for index in indices if index in self._facts.facts}
        # The ring slots of older blocks may hold coming blocks' tariffs and orders already.
        missing = sorted(index for index in indices - facts.keys() if index + LATE_BLOCKS <= current)
        while missing and self._member is not None:
            span = range(missing[0], max(index for index in missing if index < missing[0] + REPLAYED_BLOCKS) + 1)
            facts |= await self._search.replay(await self.founding(), span, self._member, head)
            missing = [index for index in missing if index >= span.stop]
        missing = sorted(index for index in indices - facts.keys() if index + LATE_BLOCKS > current)
        while missing:
            first = missing[0]
            last = max(index for index in missing if index < first + LONGEST_OVERVIEW)
            call = self._abi.call("overview", self._key.address, first, last)

            async def read(rpc: Rpc, call: bytes = call) -> Fields:
                data = await rpc.call(self._address, call, head, self._key.address)
                fields: Fields = await asyncio.to_thread(self._abi.answer, "overview", data)
                return fields

            overview = await self._nodes.run(read)
            for view in overview["blocks"]:
                found = facts_of(view, past, await self.founding(), head.hash)
                if found is not None and found.index in missing:
                    facts[found.index] = found
            missing = [index for index in missing if index > last]
        return facts

    def _to_keep(self) -> dict[str, Any]:
        return {
            "version": CACHE_VERSION,
            "market": self._address,
            "identity": self._nodes.identity,
            "log": self._log.to_json(),
            "facts": self._facts.to_json(),
        }

    async def close(self) -> None:
        """Nothing is held open: the session belongs to whoever lent it."""

    # ------ the community's books

    async def books(self, since: int, until: int) -> CommunityBooks:
        """Everybody's accounts from `since` and before `until` (unix time), held against what the chain shows now."""
        founding = await self.founding()
        for attempt in range(REORG_ATTEMPTS):
            head = await self._nodes.head()
            first = await self._search.chain_block_at(since - 1, head)
            last = await self._search.chain_block_at(until - 1, head)
            events = await self._search.events(MONEY, self._deployment_block, head.number)
            try:
                members, grid_account = await self._nodes.run(partial(self._accounts, head=head))
                break
            except Reorged:
                if attempt == REORG_ATTEMPTS - 1:
                    raise
        before = [event for event in events if event.log.block_number <= first]
        within = [event for event in events if first < event.log.block_number <= last]
        books = books_of(before, within, len(members))
        found = differences(books_of([], events, len(members)), members, grid_account)
        settled = [block for account in books.members.values() for block in account.blocks]
        energy: dict[int, EnergyAccount] = {}
        if settled:
            wanted = range(min(block.start for block in settled), max(block.stop for block in settled))
            replay = await self._search.replay_all(founding, wanted, head)
            energy = await asyncio.to_thread(energy_of, books, replay, founding)
        return CommunityBooks(books, energy, tuple(found), members)

    async def _accounts(self, rpc: Rpc, head: Head) -> tuple[list[MemberState], int]:
        """All members and the grid account as of one block of the chain."""
        found: list[MemberState] = []
        while True:
            call = self._abi.call("members", len(found), PAGE_MEMBERS)
            page = self._abi.answer("members", await rpc.call(self._address, call, head))
            found += [bindings.member(fields) for fields in page]
            if len(page) < PAGE_MEMBERS:
                break
        block = (await self.founding()).calendar().block_at(head.timestamp)
        overview = await rpc.call(self._address, self._abi.call("overview", self._key.address, block, block), head)
        return found, int(self._abi.answer("overview", overview)["gridAccount"])

    # ------ asking and doing, for those who have a role of their own

    async def act(self, label: str, function: str, *arguments: Any, repeatable: bool = True) -> Receipt:
        """Call one of the market's functions with this key."""
        return await self._do(label, (function, *arguments), repeatable=repeatable)

    async def ask(self, function: str, *arguments: Any) -> Any:
        """Read one of the market's views."""
        return await self._nodes.run(lambda rpc: self._view(rpc, None, function, *arguments))

    async def coin(self) -> int:
        """Coin in wei that this key holds for the chain's fees."""
        return await self._nodes.run(lambda rpc: rpc.balance(self._key.address))

    async def gas_price(self) -> int:
        """Wei per gas that the chain asks now."""
        return await self._nodes.run(lambda rpc: rpc.gas_price())

    # ------ asking and doing

    async def _identify(self, rpc: Rpc) -> str:
        code = await rpc.code(self._address)
        if not code:
            raise WrongChain("there is no market at the address")
        try:
            view = await self._view(rpc, None, "founding")
        except CallFailed as error:
            raise WrongChain("what is at the address is not a market") from error
        bindings.founding(view)
        return "0x" + keccak(code + view["salt"]).hex()

    async def _view(self, rpc: Rpc, at: Head | None, name: str, *arguments: Any) -> Any:
        return self._abi.answer(name, await rpc.call(self._address, self._abi.call(name, *arguments), at))

    async def _members(self, first: int) -> Sequence[Fields]:
        async def read(rpc: Rpc) -> Sequence[Fields]:
            page: Sequence[Fields] = await self._view(rpc, None, "members", first, PAGE_MEMBERS)
            return page

        return await self._nodes.run(read)

    async def _token(self, rpc: Rpc, token: str, name: str, *arguments: Any) -> Any:
        return self._credit.answer(name, await rpc.call(token, self._credit.call(name, *arguments)))

    async def _pinned(self, name: str, *arguments: Any) -> tuple[Any, Head]:
        async def read(rpc: Rpc) -> tuple[Any, Head]:
            head = await self._nodes.head_of(rpc)
            return await self._view(rpc, head, name, *arguments), head

        return await self._steady(read)

    async def _steady[T](self, read: Callable[[Rpc], Awaitable[T]]) -> T:
        """Read again if the chain is reorganised meanwhile; name the market's reason if it refuses."""
        for attempt in range(REORG_ATTEMPTS):
            try:
                return await self._nodes.run(read)
            except Reorged:
                if attempt == REORG_ATTEMPTS - 1:
                    raise
            except CallFailed as error:
                if error.data:
                    raise self._abi.explain(error.data) from error
                raise
        raise AssertionError  # pragma: no cover - the loop returns or raises

    async def _index(self) -> int:
        if self._member is None:
            await self.status()
        if self._member is None:
            raise NotAMember("the home is not a member yet")
        return self._member

    async def _soon(self) -> int:
        await self._nodes.head()
        return int(self.clock.now()) + VALID_SECONDS

    async def _do(
        self,
        label: str,
        call: tuple[Any, ...],
        *,
        valid_until: int | None = None,
        repeatable: bool = True,
        topic: str | None = None,
    ) -> Receipt:
        if self.carrier is not None and (carried := await self._carried(self.carrier, call, valid_until)) is not None:
            return carried
        data = self._abi.call(*call)
        until = await self._soon() if valid_until is None else valid_until
        return await self._submit(Call(label, self._address, data, until, repeatable, topic))

    async def _carried(self, carrier: Carrier, call: tuple[Any, ...], valid_until: int | None) -> Receipt | None:
        """Let somebody carry a message; None where this home has to act itself. What was carried is seen on the chain.

        What others can do as well is left to them by a home that has no coin.
        """
        message: OrdersMessage | ReadingsMessage
        match call:
            case ("order", member, first, version, words):
                message = OrdersMessage(member, first, version, valid_until or 0, tuple(words))
            case ("report", member, first, words, details):
                message = ReadingsMessage(member, first, tuple(words), details)
            case ("clear" | "settle", *_):
                return None if await self.coin() or not await self.gas_price() else await self._idle()
            case _:
                return None
        domain = await self.domain()
        signature = await asyncio.to_thread(self._key.sign, message, domain)
        if not await carrier.carry(SignedMessage(message, signature).to_json()):
            return None
        return await self._idle() if await self._is_seen(message) else None

    async def _idle(self) -> Receipt:
        return _nothing_to_do(await self._nodes.head())

    async def _is_seen(self, message: OrdersMessage | ReadingsMessage) -> bool:
        """Whether the chain holds what was carried, once this home's nodes have had time to hear of it."""
        block = message.first_block
        for _ in range(CARRIED_LOOKS):
            if isinstance(message, OrdersMessage):
                words = await self.ask("ordersOf", block)
                placed = BlockOrders.stored(words[message.member], block) if message.member < len(words) else None
                if placed is not None and placed.version >= message.version:
                    return True
            else:
                words = await self.ask("readingsOf", block)
                if message.member < len(words) and BlockReadings.stored(words[message.member], block) is not None:
                    return True
            await asyncio.sleep(self._timing.poll)
        return False

    async def _submit(self, call: Call) -> Receipt:
        mined: Mined = await self._sender.submit(call)
        return Receipt(mined.transaction_hash, mined.block_number, confirmed=self._timing.confirmations <= 1)


def _nothing_to_do(head: Head) -> Receipt:
    return Receipt("", head.number, confirmed=True)
