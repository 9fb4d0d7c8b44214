"""One block's life between a seller that is struck and a buyer that is not, at the chain client's level."""

import asyncio
from collections.abc import Awaitable, Callable
import contextlib
from dataclasses import dataclass
import time
from typing import Any

from custom_components.energy_trade.chain.client import EvmMarket
from custom_components.energy_trade.chain.errors import Rejected
from custom_components.energy_trade.chain.outbox import MemoryStore
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.market.port import MarketError
from custom_components.energy_trade.market.readings import BlockReadings
from custom_components.energy_trade.market.state import MemberStatus
from simulation.anvil import Anvil
from simulation.faulty_node import FaultyNode

from .audit import Auditor, Findings, Grid, GridPrices
from .community import OWNERS, Community, buys, metered, sells
from .stages import Moment, Stage

type Step = Callable[[EvmMarket], Awaitable[object]]
"""What a home does at one stage; it may be begun again."""

SOLD_WH, SURPLUS_WH, NEED_WH = 600, 500, 700
FEED_IN, RETAIL, SPREAD, STEP = 80, 320, 5, 4
PRICE = FEED_IN + STEP * 25
"""In the middle between an offer at tick 10 and a demand at tick 40."""

PAID_OUT = 1_000_000
PATIENCE = 300.0
PAUSE = 0.02
ATTEMPTS = 1000
OWNERS_GAS = 2**22


class Stuck(Exception):  # noqa: N818 - named for what happened
    """Something that was to happen never did."""


@dataclass(slots=True)
class HostClock:
    """The home's own clock, which may be wrong."""

    right: Callable[[], float]
    off: float = 0.0

    def __call__(self) -> float:
        """Unix time as the home sees it."""
        return self.right() + self.off


@dataclass(slots=True)
class Struck:
    """The home that is struck, and all that a fault may take hold of."""

    community: Community
    proxy: FaultyNode
    spare: FaultyNode | None
    key: AgentKey
    stores: dict[str, MemoryStore]
    clock: HostClock
    market: EvmMarket
    bystander: EvmMarket | None = None
    """Another member, which neither gives nor takes."""

    bystander_key: AgentKey | None = None

    @property
    def anvil(self) -> Anvil:
        """The node behind the proxies."""
        return self.community.anvil

    async def again(self, outbox: dict[str, Any] | None = None, **options: Any) -> EvmMarket:
        """Start the home's client anew, as after a crash, with what it had kept or with another outbox."""
        self.stores = {name: MemoryStore(store.data) for name, store in self.stores.items()}
        if outbox is not None:
            self.stores["outbox"] = MemoryStore(outbox)
        return await self.community.home(self.key, host_clock=self.clock, **self.stores, **options)

    async def calm(self, market: EvmMarket | None = None) -> None:
        """Go on looking at the chain, as a home does, until nothing is under way."""
        market = market or self.market
        end = time.monotonic() + PATIENCE
        while True:
            try:
                await market.snapshot()
                if not market.pending:
                    return
            except MarketError:
                pass  # it looks again
            if time.monotonic() > end:
                raise Stuck(f"{', '.join(market.pending) or 'the chain'} is waited for in vain")
            await asyncio.sleep(PAUSE)

    async def insist(self, step: Step, market: EvmMarket | None = None) -> None:
        """Do it again while it fails, as the loop does with all that it does by itself."""
        for _ in range(ATTEMPTS):
            try:
                await step(market or self.market)
            except MarketError:
                await asyncio.sleep(5 * PAUSE)
            else:
                return
        raise Stuck("the home's step fails for ever")

    async def as_owner(self, function: str, *arguments: Any) -> None:
        """Call the market with the wallet of the home's owner."""
        operator, owner = self.community.operator, OWNERS[0]
        self.anvil.fund(owner)
        self.anvil.rpc("anvil_impersonateAccount", owner)
        price = 2 * int(self.anvil.rpc("eth_getBlockByNumber", "latest", False)["baseFeePerGas"], 16)
        call = {
            "from": owner,
            "to": operator.market,
            "data": operator.call(function, arguments),
            "gas": hex(OWNERS_GAS),
            "gasPrice": hex(price),
        }
        sent = self.anvil.rpc("eth_sendTransaction", call)
        if (await asyncio.to_thread(self.anvil.receipt, sent))["status"] != "0x1":
            raise Stuck(f"the owner was refused: {function}")

    def waiting(self) -> int:
        """The key's next nonce behind all that waits."""
        return int(self.anvil.rpc("eth_getTransactionCount", self.key.address, "pending"), 16)

    def spent(self) -> int:
        """The key's next nonce."""
        return int(self.anvil.rpc("eth_getTransactionCount", self.key.address, "latest"), 16)


type Strike = Callable[[Struck, Moment, Step], Awaitable[None]]
"""Has the home take its step while something is wrong; afterwards nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a life goes besides what strikes it."""

    bystander: bool = False
    """There is a third member, which neither gives nor takes."""

    silent_neighbour: bool = False
    """That member never reports."""

    by_rules: bool = False
    """What strikes it changes what it comes to: there is nothing to compare with but the rules."""

    refusable: bool = False
    """Orders may be refused."""

    leaves: bool = False
    """In the end the home leaves, with all that it has."""

    readings: BlockReadings | None = None
    """What the home reports instead of its surplus."""

    prices: GridPrices | None = None
    """The grid's prices instead of a flat tariff."""

    @property
    def is_usual(self) -> bool:
        """Whether it comes to what a life without any fault comes to."""
        return not (self.by_rules or self.readings or self.prices)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a life ended: money that is missing or too much in µcredit, readings in Wh, and what the books say."""

    lost_microcredit: int
    lost_wh: int
    findings: Findings
    seconds: float


USUAL = Course()


async def live(
    community: Community,
    proxy: FaultyNode,
    stage: Stage,
    strike: Strike,
    *,
    spare: FaultyNode | None = None,
    course: Course = USUAL,
) -> Outcome:
    """Live a block's life, struck at one stage, and compare with what it comes to when nothing is."""
    seller, buyer = await _move_in(community, proxy, spare, course)
    snapshot = await seller.market.snapshot()
    block = max(block.index for block in snapshot.blocks if block.is_open)
    began = 0.0

    async def act(at: Stage, step: Step) -> None:
        nonlocal began
        is_order = at in {Stage.PLACE, Stage.REVISE}
        if at is not stage:
            with contextlib.suppress(*([Rejected] if course.refusable and is_order else [])):
                await step(seller.market)
            return
        began = time.monotonic()
        await strike(seller, at, step)
        await seller.calm()
        began = time.monotonic() - began

    before: dict[int, BlockReadings] = {index: metered(0) for index in range(snapshot.member.first_block, block)}
    surplus = course.readings or metered(SURPLUS_WH)
    await act(Stage.PLACE, lambda market: market.place({block: sells(SOLD_WH + 300)}))
    await act(Stage.REVISE, lambda market: market.place({block: sells(SOLD_WH)}))
    await buyer.place({block: buys(SOLD_WH)})
    community.to_gate(block)
    await act(Stage.CLEAR, lambda market: market.clear(block))
    await act(Stage.DELIVER, lambda market: market.snapshot())
    community.to_end(block)
    await act(Stage.REPORT, lambda market: market.report(before | {block: surplus}))
    await buyer.report(before | {block: metered(-NEED_WH)})
    if seller.bystander and not course.silent_neighbour:
        await seller.bystander.report(before | {block: metered(0)})
    if course.silent_neighbour:
        community.to_deadline(block)
    await act(Stage.SETTLE, lambda market: market.settle([0, 1]))
    await act(Stage.WITHDRAW, lambda market: market.withdraw(PAID_OUT))
    left = await _get_out(seller) if course.leaves else None

    grid = Grid(FEED_IN, STEP, SPREAD, course.prices or (lambda _interval: (FEED_IN, RETAIL)))
    findings = await Auditor(community.operator, grid).audit(seller.key.address)
    if left is None:
        await _compare_histories(seller, findings)
    else:
        findings.expect("credit that the owner got", left, sum(findings.withdrawn))
        findings.expect("what the home has left", findings.balances[0], 0)
    if not course.is_usual:
        return Outcome(findings.microcredit, _untold(findings, block, course), findings, began)
    granted = community.terms.initial_grant
    # Flat tariff: 600 Wh at the cleared price; both are 100 Wh short in every interval, unmatched, at retail.
    expected = (
        granted + 8 * (SOLD_WH * PRICE - (SOLD_WH - SURPLUS_WH) * RETAIL) - PAID_OUT,
        granted - 8 * (SOLD_WH * PRICE + (NEED_WH - SOLD_WH) * RETAIL),
    )
    missing = sum(abs(found - due) for found, due in zip(findings.balances, expected, strict=False))
    return Outcome(missing, _untold(findings, block, course), findings, began)


async def _move_in(
    community: Community, proxy: FaultyNode, spare: FaultyNode | None, course: Course
) -> tuple[Struck, EvmMarket]:
    """The home that is struck and its neighbours, who reach the node directly."""
    clock, key = HostClock(community.now), AgentKey.create()
    stores: dict[str, Any] = {"outbox": MemoryStore(), "cache": MemoryStore()}
    community.urls = [proxy.url] if spare is None else [proxy.url, spare.url]
    market = await community.member(0, key=key, host_clock=clock, **stores)
    seller = Struck(community, proxy, spare, key, stores, clock, market)
    community.urls = [community.anvil.url]
    buyer = await community.member(1)
    if course.bystander or course.silent_neighbour:
        seller.bystander_key = AgentKey.create()
        seller.bystander = await community.member(2, key=seller.bystander_key)
    community.urls = [proxy.url] if spare is None else [proxy.url, spare.url]
    return seller, buyer


async def _get_out(home: Struck) -> int:
    """Leave and take everything out, by the owner's wallet and the home's key alone; return what the owner then has."""
    community = home.community
    member = (await home.market.snapshot()).member
    if member.status not in {MemberStatus.LEAVING, MemberStatus.LEFT}:
        await home.as_owner("leave", member.index)
    member = (await home.market.snapshot()).member
    if community.block <= member.last_block:
        community.to_end(member.last_block)
    snapshot = await home.market.snapshot()
    blocks = [block for block in snapshot.blocks if block.index <= member.last_block and block.readings is None]
    if waiting := {block.index: metered(0) for block in blocks if block.index >= member.settled_before}:
        await home.market.report(waiting)
    if community.anvil.time < community.terms.calendar().deadline(member.last_block):
        community.to_deadline(member.last_block)
    await home.market.settle([member.index])
    free = (await home.market.snapshot()).member.free
    await home.market.withdraw(free)
    token = (await home.market.founding()).credit
    return await community.operator.tokens(token, OWNERS[0])


def _untold(findings: Findings, block: int, course: Course) -> int:
    """Wh by which what was reported of the block differs from what was delivered."""
    if course.readings is not None:
        return 0  # whoever made them up compares them with the truth
    told = sum(reading.net or 0 for reading in findings.readings.get(block, []))
    return abs(told - 8 * SURPLUS_WH)


async def _compare_histories(seller: Struck, findings: Findings) -> None:
    """What the home shows as its past must add up to what it has."""
    ledger = await seller.market.history(0)
    balance = (await seller.market.snapshot()).member.balance
    explained = sum(entry.amount or 0 for entry in ledger.blocks) + sum(move.amount for move in ledger.movements)
    findings.expect("balance by the home's history", explained, balance)
