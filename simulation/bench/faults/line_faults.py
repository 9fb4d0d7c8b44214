"""Readings that lie and lines' meters that fail: what was promised of each, and what it came to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
import contextlib
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
import time
from typing import Any

from custom_components.energy_trade.chain.client import EvmMarket
from custom_components.energy_trade.chain.errors import Rejected, TooLate
from custom_components.energy_trade.chain.outbox import MemoryStore
from custom_components.energy_trade.chain.wallet import AgentKey, WitnessMessage
from custom_components.energy_trade.market.clearing import ROOT, Zone
from custom_components.energy_trade.market.founding import Founding
from custom_components.energy_trade.market.readings import BlockReadings
from simulation.anvil import RpcError
from simulation.faulty_node import FaultyNode
from simulation.operator import Operator

from .audit import Auditor, Grid
from .catalogue import Fault
from .community import LIMIT_WH, TERMS, Community, buys, metered, sells
from .life import FEED_IN, PRICE, RETAIL, SPREAD, STEP, HostClock, Outcome, Step, Strike, Struck, Stuck
from .line_reckoning import Network
from .rows import Row, nodes, tried
from .stages import LineStage

TOLERANCE_WH = 50
LINED = replace(
    TERMS,
    horizon_blocks=2,
    zones=(ROOT, Zone(parent=0, fee_ticks=0, capacity_wh=100_000)),
    metered_zones=frozenset({0, 1}),
    tolerance_wh=TOLERANCE_WH,
    dispute_blocks=3,
    challenge_blocks=1,
)
VOUCHED = replace(LINED, witnesses=1)
NETWORK = Network((0, 0), TOLERANCE_WH)

HOME, LIAR, BUYER = 0, 1, 2
MAIN, BRANCH = 0, 1
SOLD_WH, GIVEN_WH, LIE_WH, TRUE_WH, TAKEN_WH = 600, 500, 600, 200, 1300
BRANCH_WH, MAIN_WH = GIVEN_WH + TRUE_WH, GIVEN_WH + TRUE_WH - TAKEN_WH
EXCESS_WH = LIE_WH - TRUE_WH
MOST_WH = 2**26

EARNED = 8 * (SOLD_WH * PRICE - (SOLD_WH - GIVEN_WH) * RETAIL)
"""What the honest home has of its block: 600 Wh at the cleared price, 100 Wh short at retail, for nobody is long."""

SHARED_LOSS = 8 * -(-GIVEN_WH * PRICE * EXCESS_WH // (GIVEN_WH + LIE_WH))
"""What is not paid to it where nobody corrects the lie: its part of what the line did not see, rounded up."""


@dataclass
class Street:
    """Two homes that sell behind a branch, one of which lies, and one outside of it that buys; two lines."""

    home: Struck
    liar: EvmMarket
    buyer: EvmMarket
    block: int
    keys: Mapping[int, AgentKey]
    seen: list[str] = field(default_factory=list)

    @property
    def community(self) -> Community:
        """What stands on the chain."""
        return self.home.community

    async def refused(self, function: str, *arguments: Any) -> None:
        """Let the operator try what it must not."""
        try:
            await self.community.operator.send(function, *arguments)
        except RuntimeError, RpcError:
            return
        raise Stuck(f"the operator could: {function}{arguments}")

    async def corrects(self, member: int, net_wh: int) -> None:
        """Let the operator announce what a home's readings are to be."""
        await self.community.operator.send("correctReading", member, self.block, metered(net_wh).pack())

    async def disputed(self) -> bool:
        """Whether the block is in dispute."""
        return (await self.home.market.audit_of(self.block)).state.name == "DISPUTED"

    def to_window_end(self) -> None:
        """Let the dispute end."""
        self.community.anvil.set_time(self.community.terms.calendar().window_end(self.block) + 1)


type Act = Callable[[Street], Awaitable[None]]


async def nothing(street: Street) -> None:
    """Leave it at that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tale:
    """How a block's readings and lines go; `earned` is what the honest home has of it in the end, in µcredit."""

    branch: int | None = BRANCH_WH
    main: int | None = MAIN_WH
    lie_wh: int = LIE_WH
    silent_home: bool = False
    late_lines: bool = False
    """Lines tell only just before the window's end."""

    disputed: bool = True
    in_dispute: Act = nothing
    afterwards: Act = nothing
    earned: int | None = EARNED


@dataclass(frozen=True, slots=True)
class LineFault:
    """One thing that goes wrong with readings or lines."""

    name: str
    promise: str
    tale: Tale
    terms: Founding = LINED


async def live_lined(
    community: Community,
    proxy: FaultyNode,
    tale: Tale,
    *,
    spare: FaultyNode | None = None,
    stage: LineStage | None = None,
    strike: Strike | None = None,
) -> Outcome:
    """Live a block whose lines are metered, struck at one stage or not at all, and reckon it anew."""
    street = await _move_in(community, proxy, spare)
    home, block = street.home, street.block
    took = 0.0

    async def act(at: LineStage, step: Step) -> None:
        nonlocal took
        if strike is None or at is not stage:
            await step(home.market)
            return
        began = time.monotonic()
        await strike(home, at, step)
        await home.calm()
        took = time.monotonic() - began

    await _trade(street, tale)

    async def tell(market: EvmMarket) -> None:
        if tale.branch is not None:
            await market.report_line(BRANCH, {block: (tale.branch,) * 8})

    if tale.late_lines:
        community.anvil.set_time(community.terms.calendar().window_end(block) - 20)
    if tale.main is not None:
        await street.buyer.report_line(MAIN, {block: (tale.main,) * 8})
    await act(LineStage.LINE, tell)
    await act(LineStage.AUDIT, lambda market: market.audit(block))
    if await street.disputed() is not tale.disputed:
        street.seen.append(f"dispute: {not tale.disputed}")
    await tale.in_dispute(street)
    if community.anvil.time < community.terms.calendar().window_end(block):
        street.to_window_end()
    await act(LineStage.SETTLE, lambda market: market.settle([HOME, LIAR, BUYER]))
    await tale.afterwards(street)
    await home.market.settle([HOME, LIAR, BUYER])

    grid = Grid(FEED_IN, STEP, SPREAD, lambda _interval: (FEED_IN, RETAIL), NETWORK)
    findings = await Auditor(community.operator, grid).audit(home.key.address)
    findings.differences += street.seen
    if tale.earned is not None:
        findings.expect("the honest home's balance", findings.balances[HOME], TERMS.initial_grant + tale.earned)
    ledger = await home.market.history(0)
    explained = sum(entry.amount or 0 for entry in ledger.blocks) + sum(move.amount for move in ledger.movements)
    findings.expect("balance by the home's history", explained, findings.balances[HOME])
    told = sum(reading.net or 0 for reading in findings.readings[block])
    return Outcome(findings.microcredit, abs(told - 8 * GIVEN_WH), findings, took)


async def _move_in(community: Community, proxy: FaultyNode, spare: FaultyNode | None) -> Street:
    """Everybody is admitted, each line has a home that tells it, and the first block that they tell is open."""
    clock, key = HostClock(community.now), AgentKey.create()
    stores: dict[str, Any] = {"outbox": MemoryStore(), "cache": MemoryStore()}
    urls = [proxy.url] if spare is None else [proxy.url, spare.url]
    community.urls = urls
    market = await community.member(0, BRANCH, key=key, host_clock=clock, **stores)
    home = Struck(community, proxy, spare, key, stores, clock, market)
    community.urls = [community.anvil.url]
    keys = {HOME: key, LIAR: AgentKey.create(), BUYER: AgentKey.create()}
    liar = await community.member(1, BRANCH, key=keys[LIAR])
    buyer = await community.member(2, MAIN, key=keys[BUYER])
    await community.operator.send("setLineMeter", BRANCH, key.address)
    await community.operator.send("setLineMeter", MAIN, buyer.agent)
    block = community.block + community.terms.horizon_blocks + 1
    community.to_end(block - 3)
    community.urls = urls
    return Street(home, liar, buyer, block, keys)


async def _trade(street: Street, tale: Tale) -> None:
    """Let them trade, and tell what they gave and took, true or not."""
    community, block = street.community, street.block
    await street.home.market.place({block: sells(SOLD_WH)})
    await street.liar.place({block: sells(SOLD_WH)})
    await street.buyer.place({block: buys(2 * SOLD_WH)})
    community.to_gate(block)
    await street.buyer.clear(block)
    community.to_end(block)
    told = {HOME: GIVEN_WH, LIAR: tale.lie_wh, BUYER: -TAKEN_WH}
    for member, market in {HOME: street.home.market, LIAR: street.liar, BUYER: street.buyer}.items():
        first = (await market.snapshot()).member.first_block
        readings: dict[int, BlockReadings] = {index: metered(0) for index in range(first, block)}
        if member != HOME or not tale.silent_home:
            readings[block] = metered(told[member])
        await market.report(readings)
    if tale.silent_home:
        community.to_deadline(block)


# ------ what goes wrong


async def corrected(street: Street) -> None:
    """The operator finds out who lied."""
    await street.corrects(LIAR, TRUE_WH)


async def corrected_too_far(street: Street) -> None:
    """The operator tries all that goes beyond the line, the wrong way, too late or elsewhere; then what is right."""
    block = street.block
    for member, net in ((LIAR, LIE_WH - EXCESS_WH - TOLERANCE_WH - 1), (LIAR, LIE_WH + 1), (BUYER, 0),
                        (HOME, GIVEN_WH + 1), (HOME, -LIMIT_WH - 1)):  # fmt: skip
        await street.refused("correctReading", member, block, metered(net).pack())
    await street.refused("correctReading", LIAR, block - 1, metered(TRUE_WH).pack())
    calendar = street.community.terms.calendar()
    await corrected(street)
    street.community.anvil.set_time(calendar.window_end(block) - calendar.block_seconds + 1)
    await street.refused("correctReading", HOME, block, metered(0).pack())
    street.to_window_end()
    await street.refused("correctReading", HOME, block, metered(0).pack())


async def honest_home_corrected(street: Street) -> None:
    """The operator takes it from the honest home, for whom a neighbour has signed, and gets nowhere."""
    words = (metered(GIVEN_WH).pack(),)
    message = WitnessMessage(HOME, street.block, words)
    domain = await street.buyer.domain()
    signature = await asyncio.to_thread(street.keys[BUYER].sign, message, domain)
    await street.buyer.witness(message, {BUYER: signature})
    await street.refused("correctReading", HOME, street.block, metered(GIVEN_WH - EXCESS_WH).pack())


async def correction_contested(street: Street) -> None:
    """The operator takes it from the honest home; a neighbour signs for it before that counts."""
    await street.corrects(HOME, GIVEN_WH - EXCESS_WH)
    await honest_home_corrected(street)


async def told_late(street: Street) -> None:
    """The silent home comes back after everything is settled, and tells."""
    await street.home.market.report({street.block: metered(GIVEN_WH)})


async def line_named_anew(street: Street) -> None:
    """The operator names itself for a line whose block is over: it counts for blocks that nobody can order for yet."""
    await street.community.operator.send("setLineMeter", BRANCH, street.community.operator.address)
    await street.refused("reportLine", BRANCH, street.block, [0])
    await corrected(street)


async def operator_gone(street: Street) -> None:
    """The operator's key is lost."""
    await street.community.operator.send("transferOwnership", "0x" + "de" * 20)
    with contextlib.suppress(Rejected):
        await street.home.market.audit(street.block)


async def told_too_late(street: Street) -> None:
    """The line's home comes with what it counted when the window is over: nothing is judged twice."""
    with contextlib.suppress(TooLate):
        await street.home.market.report_line(BRANCH, {street.block: (BRANCH_WH,) * 8})


BY_LINES = "what a line did not see is not paid, pro rata; everything else is as the rules give"
WHOLE = "the honest home has all that it earned"
LINE_FAULTS = (
    LineFault("a home tells too much, nobody corrects", BY_LINES,
              Tale(in_dispute=operator_gone, earned=EARNED - SHARED_LOSS)),
    LineFault("a home tells too much, it is corrected", WHOLE, Tale(in_dispute=corrected)),
    LineFault("operator corrects beyond the line", f"it can only go towards the line, in time; {WHOLE}",
              Tale(in_dispute=corrected_too_far)),
    LineFault("operator corrects who has witnesses", f"a neighbour's signature stops it; {BY_LINES}",
              Tale(in_dispute=honest_home_corrected, earned=EARNED - SHARED_LOSS), VOUCHED),
    LineFault("witnesses after a correction", f"a neighbour's signature undoes it; {BY_LINES}",
              Tale(in_dispute=correction_contested, earned=EARNED - SHARED_LOSS), VOUCHED),
    LineFault("a home tells too little", f"nobody is cut for it, and the grid account has the rest; {WHOLE}",
              Tale(lie_wh=0, branch=BRANCH_WH, earned=EARNED)),
    LineFault("line meter silent", f"the line outside of it answers for both parts; {BY_LINES}",
              Tale(branch=None, disputed=False, earned=EARNED - SHARED_LOSS)),
    LineFault("all line meters silent", f"it is settled as signed when the window ends; {WHOLE}",
              Tale(branch=None, main=None, disputed=False)),
    LineFault("line meter tells too much", f"a dispute, and nobody is cut for it; {WHOLE}",
              Tale(lie_wh=TRUE_WH, branch=MOST_WH, earned=None)),
    LineFault("line meter tells too little", f"a dispute; {BY_LINES}",
              Tale(lie_wh=TRUE_WH, branch=-MOST_WH, earned=None)),
    LineFault("line meter tells in the last moment", f"there is no time to correct; {BY_LINES}",
              Tale(late_lines=True, earned=EARNED - SHARED_LOSS)),
    LineFault("line meter tells too late", f"what was judged without it stands; {BY_LINES}",
              Tale(branch=None, disputed=False, afterwards=told_too_late, earned=EARNED - SHARED_LOSS)),
    LineFault("line's key changed after the block", f"another key counts for blocks to come; {WHOLE}",
              Tale(in_dispute=line_named_anew)),
    LineFault("a home tells after the audit", "its silence is undone; of its export only what the line has room for",
              Tale(silent_home=True, lie_wh=TRUE_WH, disputed=False, afterwards=told_late, earned=None)),
)  # fmt: skip


AS_TOLD = "each step happened once, the block is judged once; the honest home has all that it earned"


async def strike_lines(struck: Sequence[Fault], only: str = "") -> AsyncIterator[Row]:
    """Let readings and lines fail; then strike a home that tells a line, and has its block judged and settled."""
    tales = [fault for fault in LINE_FAULTS if only in fault.name]
    blows = [(fault, stage) for fault in struck if only in fault.name for stage in LineStage]
    if not tales and not blows:
        return
    async with nodes() as (anvil, session, first, second):
        for terms in (LINED, VOUCHED):
            if not any(tale.terms is terms for tale in tales) and not (blows and terms is LINED):
                continue
            operator = (await Community.found(anvil, session, [first.url], terms)).operator

            @asynccontextmanager
            async def begun(terms: Founding = terms, operator: Operator = operator) -> AsyncIterator[Community]:
                snapshot = anvil.snapshot()
                community = Community(anvil, operator, terms, session, [first.url])
                community.to_start()
                yield community
                first.faults.clear()
                anvil.set_automine(True)
                anvil.drop_all()
                anvil.revert(snapshot)

            for tale in tales:
                if tale.terms is terms:
                    async with begun() as community:
                        yield await tried(tale.name, tale.promise, "dispute", live_lined(community, first, tale.tale))
            for fault, stage in blows if terms is LINED else ():
                async with begun() as community:
                    spare = second if fault.nodes > 1 else None
                    life = live_lined(
                        community, first, Tale(in_dispute=corrected), spare=spare, stage=stage, strike=fault.strike
                    )
                    yield await tried(fault.name, AS_TOLD, stage, life)
