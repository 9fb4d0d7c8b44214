"""What meters do to a home: its book reads registers that are silent, reset, absurd or swapped, and it reports that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from custom_components.energy_trade.home.book import EnergyBook, MeterPlan, Quantity, SensorKind
from custom_components.energy_trade.market.readings import BlockReadings
from custom_components.energy_trade.market.units import BLOCK_INTERVALS

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
