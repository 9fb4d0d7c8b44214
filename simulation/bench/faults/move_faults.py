"""A home on its way to its market's successor, with what it traded in the old one still to come, and struck there."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
import time
from typing import Any, override

from custom_components.energy_trade.chain.client import EvmMarket, connect
from custom_components.energy_trade.chain.moved import MovedMarket
from custom_components.energy_trade.chain.outbox import MemoryStore
from custom_components.energy_trade.chain.succession import Mover
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.market.readings import BlockReadings
from custom_components.energy_trade.market.units import NO_ADDRESS
from simulation.faulty_node import FaultyNode
from simulation.operator import Operator

from .audit import Auditor, Findings, Grid
from .catalogue import Fault
from .community import LIMIT_WH, NODE_TIMEOUT, QUICK, TERMS, Community, buys, metered, sells
from .life import (
    FEED_IN,
    NEED_WH,
    PRICE,
    RETAIL,
    SOLD_WH,
    SPREAD,
    STEP,
    SURPLUS_WH,
    HostClock,
    Outcome,
    Step,
    Strike,
    Struck,
)
from .rows import Row, nodes, tried
from .stages import MoveStage

NOTICE_SECONDS = 7 * 86_400
MEMBERS = 2
GRID = Grid(FEED_IN, STEP, SPREAD, lambda _interval: (FEED_IN, RETAIL))
ARRIVES = "it arrives once, with all that it has in either market; what is still to come is delivered, paid and follows"


@dataclass(slots=True)
class Leaving(Struck):
    """A home that begins anew in both markets once it has left the old one."""

    after: Community | None = None
    has_left: bool = False

    @override
    async def again(self, outbox: dict[str, Any] | None = None, **options: Any) -> EvmMarket:
        self.stores = {name: MemoryStore(store.data) for name, store in self.stores.items()}
        if outbox is not None:
            self.stores["outbox"] = MemoryStore(outbox)
        kept = {name: self.stores[name] for name in ("outbox", "cache")}
        old = await self.community.home(self.key, host_clock=self.clock, **kept, **options)
        if not self.has_left or self.after is None:
            return old
        options = dict[str, Any](timing=QUICK, node_timeout=NODE_TIMEOUT, host_clock=self.clock) | options
        options["cache"] = self.stores["after"]
        new = await connect(self.community.session, self.after.invitation, self.key, beside=old.dispatch, **options)
        return MovedMarket(new, old)


type Twist = Callable[[Leaving], Awaitable[None]]


async def as_announced(home: Leaving) -> None:
    """Leave it at that."""


async def taken_back(home: Leaving) -> None:
    """The operator takes the announcement back, once the home is gone."""
    await home.community.operator.send("announce", NO_ADDRESS)


async def role_lost(home: Leaving) -> None:
    """Nobody operates either market any more."""
    for community in (home.community, home.after):
        if community is not None:
            await community.operator.send("transferOwnership", "0x" + "de" * 20)


async def minting_given_away(home: Leaving) -> None:
    """The operator gives the credit's minting away: the old market goes on all the same."""
    await home.community.operator.send("handOverCredit")


TWISTS: tuple[tuple[str, Twist], ...] = (
    ("a home moves", as_announced),
    ("operator takes the successor back", taken_back),
    ("operator absent from both markets", role_lost),
    ("operator hands the credit over", minting_given_away),
)


async def live_moving(
    old: Community,
    after: Community,
    proxy: FaultyNode,
    *,
    spare: FaultyNode | None = None,
    stage: MoveStage | None = None,
    strike: Strike | None = None,
    twist: Twist = as_announced,
) -> Outcome:
    """Trade, move while that is still to be delivered, deliver and settle; struck at one stage or not at all."""
    home, buyer = await _move_in(old, after, proxy, spare)
    took = 0.0

    async def act(at: MoveStage, step: Step) -> None:
        nonlocal took
        if strike is None or at is not stage:
            await step(home.market)
            return
        began = time.monotonic()
        await strike(home, at, step)
        await home.calm()
        took = time.monotonic() - began

    async def leave(market: EvmMarket) -> None:
        mover = Mover(market)
        if await mover.moved_to() is None:
            await mover.move(after.operator.market)

    snapshot = await home.market.snapshot()
    block = max(block.index for block in snapshot.blocks if block.is_open)
    await home.market.place({block: sells(SOLD_WH)})
    await buyer.place({block: buys(SOLD_WH)})
    await act(MoveStage.LEAVE, leave)
    mover = Mover(home.market)
    findings = Findings()
    findings.expect("moved to", str(await mover.moved_to()).lower(), after.operator.market.lower())
    findings.expect("arrived", await mover.has_arrived(after.operator.market), expected=True)
    home.has_left = True
    home.market = await home.again()
    await twist(home)
    old.to_gate(block)
    await buyer.clear(block)
    old.to_end(block)
    before: dict[int, BlockReadings] = {index: metered(0) for index in range(snapshot.member.first_block, block)}
    await act(MoveStage.REPORT, lambda market: market.report(before | {block: metered(SURPLUS_WH)}))
    await buyer.report(before | {block: metered(-NEED_WH)})
    await act(MoveStage.COLLECT, lambda market: market.settle())
    await home.market.settle()  # as when the next block there is settled
    return await _reckon(home, after, block, findings, took)


async def _reckon(home: Leaving, after: Community, block: int, findings: Findings, took: float) -> Outcome:
    """Hold both markets against the rules, and the home against what it earned."""
    there = await Auditor(home.community.operator, GRID).audit(home.key.address)
    here = await Auditor(after.operator, GRID).audit(home.key.address)
    findings.differences += [f"old market: {each}" for each in there.differences]
    findings.differences += [f"new market: {each}" for each in here.differences]
    findings.microcredit += there.microcredit + here.microcredit
    findings.expect("what is left behind", there.balances[0], 0)
    due = TERMS.initial_grant + 8 * (SOLD_WH * PRICE - (SOLD_WH - SURPLUS_WH) * RETAIL)
    findings.expect("what the home has", here.balances[0], due)
    ledger = await home.market.history(0)
    explained = sum(entry.amount or 0 for entry in ledger.blocks) + sum(move.amount for move in ledger.movements)
    findings.expect("balance by the home's history", explained, due)
    findings.expect("what is shown", (await home.market.snapshot()).member.balance, due)
    told = sum(reading.net or 0 for reading in there.readings[block])
    return Outcome(findings.microcredit, abs(told - 8 * SURPLUS_WH), findings, took)


async def _move_in(
    old: Community, after: Community, proxy: FaultyNode, spare: FaultyNode | None
) -> tuple[Leaving, EvmMarket]:
    clock, key = HostClock(old.now), AgentKey.create()
    stores: dict[str, Any] = {"outbox": MemoryStore(), "cache": MemoryStore()}
    kept = {**stores, "after": MemoryStore()}
    urls = [proxy.url] if spare is None else [proxy.url, spare.url]
    old.urls = after.urls = urls
    market = await old.member(0, key=key, host_clock=clock, **stores)
    home = Leaving(old, proxy, spare, key, kept, clock, market, after=after)
    old.urls = [old.anvil.url]
    buyer = await old.member(1)
    old.urls = urls
    return home, buyer


async def _announced(old: Operator, next_one: Operator, community: Community) -> None:
    """Found the successor, welcome everybody, announce it, and let the notice pass before anybody has traded."""
    founding = await (await community.home()).founding()
    await next_one.found(replace(TERMS, predecessor=old.market, credit=founding.credit))
    await next_one.send("welcome", [(index, 0, LIMIT_WH, LIMIT_WH, True) for index in range(MEMBERS)])
    await old.send("announce", next_one.market)
    community.anvil.set_time(community.anvil.time + NOTICE_SECONDS + 1)
    community.anvil.mine(5)  # out of reach of reorganisations


async def strike_moves(struck: Sequence[Fault], only: str = "") -> AsyncIterator[Row]:
    """Strike a home at each step of its way to a successor market."""
    twists = [each for each in TWISTS if only in each[0]]
    blows = [(fault, stage) for fault in struck if only in fault.name for stage in MoveStage]
    if not twists and not blows:
        return
    async with nodes() as (anvil, session, first, second):
        operators = Operator(anvil), Operator(anvil)
        await operators[0].found(TERMS)
        await _announced(*operators, Community(anvil, operators[0], TERMS, session, [anvil.url]))
        cases: list[tuple[str, str, str, dict[str, Any]]] = [
            (name, ARRIVES, MoveStage.LEAVE, {"twist": twist}) for name, twist in twists
        ]
        for fault, stage in blows:
            options: dict[str, Any] = {
                "spare": second if fault.nodes > 1 else None,
                "stage": stage,
                "strike": fault.strike,
            }
            cases.append((fault.name, ARRIVES, stage, options))
        for name, promise, stage_name, options in cases:
            snapshot = anvil.snapshot()
            old, after = (Community(anvil, operator, TERMS, session, [first.url]) for operator in operators)
            old.to_start()
            yield await tried(name, promise, stage_name, live_moving(old, after, first, **options))
            first.faults.clear()
            anvil.set_automine(True)
            anvil.drop_all()
            anvil.revert(snapshot)
