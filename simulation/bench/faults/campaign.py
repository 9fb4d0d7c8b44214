"""Every fault at every stage of a block's life: what was promised, what was seen, what was lost."""

from collections.abc import AsyncIterator, Sequence
import contextlib
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
import sys
import tempfile
from typing import Any

import aiohttp

from custom_components.energy_trade.market.readings import BlockReadings
from custom_components.energy_trade.market.tariff import ClockChange, GridPrice, LocalClock, TariffTable
from custom_components.energy_trade.market.units import BLOCK_INTERVALS
from simulation.anvil import Anvil
from simulation.faulty_node import FaultyNode
from simulation.operator import Operator

from .catalogue import Fault
from .community import LIMIT_WH, TERMS, Community
from .home import strike_home
from .life import FEED_IN, Course, Step, Struck, live
from .meter_faults import START_WH, Shown, absurd, honest, read, reset, silent, swapped
from .stages import Stage
from .street import Blow

SURPLUS_WH = 500


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one fault at one stage; money in µcredit, energy in Wh."""

    fault: str
    stage: str
    promised: str
    seen: str
    lost_microcredit: int
    lost_wh: int

    @property
    def survived(self) -> bool:
        """Whether what was promised was seen."""
        return self.lost_microcredit == 0 and self.lost_wh == 0 and self.seen.startswith("as promised")


@asynccontextmanager
async def nodes() -> AsyncIterator[tuple[Anvil, aiohttp.ClientSession, FaultyNode, FaultyNode]]:
    """A real node, two ways to it, and a session."""
    async with AsyncExitStack() as stack:
        anvil = stack.enter_context(Anvil(seconds_a_block=1))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        first = await stack.enter_async_context(FaultyNode(anvil.url))
        second = await stack.enter_async_context(FaultyNode(anvil.url))
        yield anvil, session, first, second


async def strike_chain(chosen: Sequence[tuple[Fault, Stage]]) -> AsyncIterator[Row]:
    """Strike the chain client; each life begins on the same chain."""
    async with nodes() as (anvil, session, first, second):
        for terms in dict.fromkeys(fault.terms for fault, _ in chosen):
            operator = Operator(anvil)
            await operator.found(terms)
            anvil.mine(5)  # out of reach of reorganisations
            for fault, stage in chosen:
                if fault.terms is not terms:
                    continue
                snapshot = anvil.snapshot()
                community = Community(anvil, operator, terms, session, [first.url])
                community.to_start()
                yield await _lived(fault, stage, community, first, second)
                first.faults.clear()
                anvil.set_automine(True)
                anvil.drop_all()
                anvil.revert(snapshot)


async def _lived(fault: Fault, stage: Stage, community: Community, first: FaultyNode, second: FaultyNode) -> Row:
    try:
        outcome = await live(
            community,
            first,
            stage,
            fault.strike,
            spare=second if fault.nodes > 1 else None,
            course=fault.course,
        )
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what was seen
        return Row(fault.name, stage, fault.promise, f"failed: {type(error).__name__}: {error}", 0, 0)
    differences = "; ".join(outcome.findings.differences)
    seen = f"otherwise: {differences}" if differences else f"as promised, after {outcome.seconds:.1f} s"
    return Row(fault.name, stage, fault.promise, seen, outcome.lost_microcredit, outcome.lost_wh)


# ------ meters

SHARED = "what it missed is counted when it is back, estimated, its total exact"
MOMENTS = {
    Stage.PLACE: 0.0,
    Stage.REVISE: 1.6,
    Stage.CLEAR: 2.6,
    Stage.DELIVER: 4.0,
    Stage.REPORT: 8.0,
    Stage.SETTLE: 8.6,
    Stage.WITHDRAW: 9.6,
}
"""When a meter fails, in intervals from a block's first. Energy flows in first halves only: no meter fails then."""

TRULY_COUNTED = {
    stage: START_WH + round(SURPLUS_WH * min(8, int(moment) + min(1, 2 * (moment % 1))))
    for stage, moment in MOMENTS.items()
}
SILENT_INTERVALS, ABSURD_INTERVALS = 3.2, 0.8
METER_FAULTS: tuple[tuple[str, str, Stage, Shown], ...] = (
    *(("meter silent", SHARED, stage, silent(at, at + SILENT_INTERVALS)) for stage, at in MOMENTS.items()),
    *(
        ("meter reset", "counting goes on from zero", stage, reset(at, TRULY_COUNTED[stage]))
        for stage, at in MOMENTS.items()
    ),
    *(
        ("meter absurd", "what the connection cannot carry is not counted", stage, absurd(at, at + ABSURD_INTERVALS))
        for stage, at in MOMENTS.items()
    ),
    *(
        ("meter swapped", "the new meter's own past is not counted", stage, swapped(at, TRULY_COUNTED[stage]))
        for stage, at in MOMENTS.items()
    ),
    ("meter honest", "every Wh in its interval", Stage.DELIVER, honest),
)


async def strike_meters(only: str = "") -> AsyncIterator[Row]:
    """Let a home trade and report by a meter with a fault; money must be what the true energy comes to."""
    chosen = [each for each in METER_FAULTS if only in each[0]]
    if not chosen:
        return
    async with nodes() as (anvil, session, first, _):
        operator = Operator(anvil)
        await operator.found(TERMS)
        for name, promise, stage, shown in chosen:
            snapshot = anvil.snapshot()
            community = Community(anvil, operator, TERMS, session, [first.url])
            community.to_start()
            yield await _metered(community, name, promise, stage, shown)
            anvil.revert(snapshot)


async def _metered(community: Community, name: str, promise: str, stage: Stage, shown: Shown) -> Row:
    first = 8 * 4_000_000
    counted = read(first, TERMS.interval_seconds, dict.fromkeys(range(first, first + 8), SURPLUS_WH), shown, LIMIT_WH)
    return await _settled(community, Fault(name, promise, as_ever), stage, counted.readings, counted.lost_wh)


async def as_ever(home: Struck, stage: Stage, step: Step) -> None:
    """Strike nothing at the chain."""
    await step(home.market)


async def _settled(
    community: Community, fault: Fault, stage: Stage, readings: BlockReadings | None, lost_wh: int, **options: Any
) -> Row:
    async with FaultyNode(community.anvil.url) as node:
        outcome = await live(community, node, stage, fault.strike, course=Course(readings=readings, **options))
    differences = "; ".join(outcome.findings.differences)
    seen = f"otherwise: {differences}" if differences else "as promised"
    return Row(fault.name, stage, fault.promise, seen, outcome.lost_microcredit, lost_wh)


# ------ clocks

HOUR_INTERVALS = 4
SUMMER = {"clocks go forward": (4, 8), "clocks go back": (8, 4)}


def hourly(interval: int, offset: int) -> tuple[int, int]:
    """A tariff that differs in every local hour."""
    return FEED_IN, 200 + 8 * ((interval + offset) // HOUR_INTERVALS % 24)


async def strike_clocks(only: str = "") -> AsyncIterator[Row]:
    """Let local time change with the very block that is traded: it is settled at its own local hours' prices."""
    for name, (before, after) in SUMMER.items():
        if only not in name:
            continue
        async with nodes() as (anvil, session, first, _):
            calendar = TERMS.calendar()
            now = calendar.block_at(anvil.time) + 1
            anvil.set_time(calendar.block_start(now))
            change = now + calendar.horizon_blocks
            terms = replace(
                TERMS,
                tariff_table=TariffTable(tuple(GridPrice(FEED_IN, 200 + 8 * hour) for hour in range(24))),
                clock=LocalClock((ClockChange(0, before), ClockChange(change, after))),
            )
            community = await Community.found(anvil, session, [first.url], terms)

            def prices(
                interval: int, change: int = change, before: int = before, after: int = after
            ) -> tuple[int, int]:
                return hourly(interval, after if interval >= change * BLOCK_INTERVALS else before)

            fault = Fault(name, "every interval is settled at the prices of its local hour", as_ever)
            yield await _settled(community, fault, Stage.DELIVER, None, 0, prices=prices)


# ------ a real Home Assistant

ONCE = "what was signed happens once, the rest is decided anew; all readings add up to the registers"
SILENT = "silent past the deadline, then restored from an old backup"
CHARGED = "silence is charged, late readings undo that; what was told before stays told"


async def strike_homes(only: str = "") -> AsyncIterator[Row]:
    """Strike a real Home Assistant; all blows fall in one life, so what it lost stands beside the last."""
    if not any(only in name for name in (*Blow, SILENT)):
        return
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(sys.stderr):
        verdict = await strike_home(Path(folder))
    seen = f"otherwise: {'; '.join(verdict.broken)}" if verdict.broken else "as promised"
    for stage, blow in verdict.dealt:
        yield Row(blow, stage, ONCE, seen, 0, 0)
    yield Row(SILENT, Stage.REPORT, CHARGED, seen, verdict.findings.microcredit, verdict.lost_wh)
