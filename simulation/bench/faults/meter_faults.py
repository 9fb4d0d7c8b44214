"""What meters do to a home: its book reads registers that are silent, reset, absurd or swapped, and it reports that."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass

from custom_components.energy_trade.home.book import EnergyBook, MeterPlan, Quantity, SensorKind
from custom_components.energy_trade.market.readings import BlockReadings
from custom_components.energy_trade.market.units import BLOCK_INTERVALS
from simulation.faulty_node import FaultyNode
from simulation.operator import Operator

from .community import LIMIT_WH, TERMS, Community
from .life import SURPLUS_WH, Course, live
from .rows import Row, as_ever, nodes, tried
from .stages import Stage

IMPORT, EXPORT = "import", "export"
UWH = 1_000_000
START_WH = 4_000_000
SAMPLES = 4
"""Times in an interval at which a register is seen."""

type Shown = Callable[[float, int], int | None]
"""What a register shows, in Wh, at a moment (in intervals from the first) at which it has truly counted so many."""


def honest(_moment: float, counted: int) -> int | None:
    """A register that works."""
    return counted


def silent(begin: float, end: float) -> Shown:
    """A register that says nothing for a time."""
    return lambda moment, counted: None if begin <= moment < end else counted


def reset(at: float, counted_there: int) -> Shown:
    """A register that begins anew at zero."""
    return lambda moment, counted: counted if moment < at else counted - counted_there


def absurd(begin: float, end: float) -> Shown:
    """A register that shows a thousand MWh for a time."""
    return lambda moment, counted: counted + 10**9 if begin <= moment < end else counted


def swapped(at: float, counted_there: int) -> Shown:
    """A register that was exchanged for a used one, which has counted 70 MWh elsewhere."""
    return lambda moment, counted: counted if moment < at else 70_000_000 + counted - counted_there


@dataclass(frozen=True, slots=True)
class Metered:
    """What a home's book made of its registers."""

    readings: BlockReadings
    """What it would report of the block."""

    lost_wh: int
    """By how much all that it knows in the end is off from what was truly given."""


def read(first: int, interval_seconds: int, nets: Mapping[int, int], shown: Shown, limit_wh: int) -> Metered:
    """Let a book watch an export register from one interval before a block to two after it.

    `nets` is what is truly given in every interval. The owner, if asked about a jump, says that it was no energy.
    """
    book = EnergyBook(
        MeterPlan(SensorKind.COUNTER, {Quantity.IMPORT: (IMPORT,), Quantity.EXPORT: (EXPORT,)}),
        interval_seconds,
        limit_wh,
    )
    given = 0
    block = range(first, first + BLOCK_INTERVALS)
    for interval in range(first - 1, block.stop + 2):
        for part in range(SAMPLES):
            # All of it flows in an interval's first half: no meter is exchanged while energy flows.
            counted = START_WH + given + nets.get(interval, 0) * min(SAMPLES, 2 * part) // SAMPLES
            value = shown(interval - first + part / SAMPLES, counted)
            at = interval * interval_seconds + part * interval_seconds / SAMPLES
            book.sample(EXPORT, at, None if value is None else value * UWH)
            book.sample(IMPORT, at, START_WH * UWH)
            book.close(at)
        given += nets.get(interval, 0)
    for jump in book.jumps():
        book.resolve(jump.sensor, is_energy=False)
    book.close((block.stop + 2) * interval_seconds)
    found = book.readings(range(first - 1, block.stop + 2))
    readings = BlockReadings(tuple(each.reading() for each in found[1 : 1 + BLOCK_INTERVALS]))
    return Metered(readings, abs(sum(each.net_wh or 0 for each in found) - given))


# ------ every one of them at every stage

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
    async with FaultyNode(community.anvil.url) as node:
        life = live(community, node, stage, as_ever, course=Course(readings=counted.readings))
        return await tried(name, promise, stage, life, counted.lost_wh)
