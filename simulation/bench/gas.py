"""Gas of a day in a community's life, per home and interval, all in.

Steady state: every ring slot was written before, in a day one ring earlier; nothing is warm but what a batch warms;
every transaction's own 21,000 and every byte of it count.

A day of 96 quarter hours, in which every home has an order in every interval and never delivers what it traded:

* once, before it begins: one signed message a home with the order words of its 12 blocks;
* twice, after four and after eight blocks: one signed message a home that replaces the words of the next two blocks,
  which are the four hours of which a forecast made anew knows most (`--revised 12`: of all that is left of the day, 8
  and 4 blocks, the upper case);
* each block cleared by one transaction of its own;
* once, when it is over: one signed report a home of its 12 blocks, with all details (`--no-details`: without);
* once, after that: settlement of all homes and 12 blocks.

Messages and settlement travel in batches: orders and settlement of up to 100 homes a transaction, reports of 84, each
within the 2^24 gas of a transaction. Communities: one zone and pooled supply with
5, 50 and 500 homes; `zones4_50`: 50 homes in four zones whose lines bind; `individual_50`: individual supply. Besides,
the dearest clearing transaction: `clear_500_max_tx` of the 500 homes, `chain16_max_tx` of 500 homes in a chain of 16
zones on slots that were never written; both clear a whole block of 8 intervals.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
import json
from pathlib import Path
import sys
from typing import Any

from simulation.anvil import Anvil
from simulation.bench.gas_community import BLOCK, GATE_LEAD, HORIZON, START, Community, Terms, Zone

SNAPSHOT = Path(__file__).parents[2] / "contracts/gas-snapshot.json"
ORDER_BATCH = 100
REPORT_BATCH = 84
SETTLE_BATCH = 100
COLD_BATCH = 25
"""Slots that were never written cost four times as much."""
REPORT_EVERY = 12
REVISE_EVERY = 4
REVISED = 2
INTERVALS = 8 * HORIZON
RING = 128
"""Blocks after which slots are written again."""
IDLE_BLOCKS = 30
TOLERANCE = 0.005
BAR = {"5": 14_000, "50": 7_000, "500": 6_000}
BAR_ZONES4 = 9_000
BAR_TRANSACTION = 2**24

FOUR_ZONES = (Zone(), Zone(0, 1, 3000), Zone(0, 2, 2000), Zone(1, 1, 1000))
CHAIN = (Zone(), *(Zone(z - 1, 1, 20_000) for z in range(1, 16)))


@dataclass(frozen=True, slots=True)
class Cadence:
    """What a home does in a day."""

    revised: int = REVISED
    details: bool = True
    cold: bool = False


type Event = tuple[int, bool, Callable[[], None]]
"""Time, whether its gas is counted, and what happens."""


def a_day(community: Community, begin: int, cadence: Cadence, *, counted: bool) -> Iterator[Event]:
    """All that happens in and after the twelve blocks from `begin`."""
    orders, reports, settlements = (COLD_BATCH,) * 3 if cadence.cold else (ORDER_BATCH, REPORT_BATCH, SETTLE_BATCH)
    yield begin * BLOCK - GATE_LEAD - 600, counted, partial(community.order, begin, HORIZON, orders)
    for block in range(begin, begin + HORIZON):
        left = begin + HORIZON - block
        if cadence.revised and 0 < left < HORIZON and left % REVISE_EVERY == 0:
            revise = partial(community.order, block, min(cadence.revised, left), orders)
            yield block * BLOCK - GATE_LEAD - 300, counted, revise
        yield block * BLOCK - GATE_LEAD, counted, partial(community.clear, [block])
        if (left - 1) % REPORT_EVERY == 0:
            report = partial(community.report, block + 1 - REPORT_EVERY, REPORT_EVERY, reports, details=cadence.details)
            yield (block + 1) * BLOCK + 1200, counted, report
    yield (begin + HORIZON) * BLOCK + 2400, counted, partial(community.settle, HORIZON, settlements)


def live(community: Community, cadence: Cadence) -> dict[str, float]:
    """Let a day go by, and when the ring comes round another; return that one's gas per home and interval, by phase."""
    first = START // BLOCK + 1
    begin = first + RING
    pause = (begin - 1) * BLOCK

    def settle_all() -> None:
        for _ in range(0, RING, IDLE_BLOCKS):
            community.settle(IDLE_BLOCKS, COLD_BATCH)

    events: list[Event] = [
        *a_day(community, first, Cadence(revised=0, cold=True), counted=False),
        # in between nobody orders or reports
        (pause, False, partial(community.clear, range(first + HORIZON, begin))),
        (pause + 600, False, settle_all),
        # once their deadlines have passed, and before the first report of the measured day
        ((begin + community.terms.report_blocks) * BLOCK + 30, False, settle_all),
        *a_day(community, begin, cadence, counted=True),
    ]
    for time, counted, act in sorted(events, key=lambda event: event[0]):
        community.at(time)
        community.metering = counted
        act()
    return {phase: gas / community.terms.homes / INTERVALS for phase, gas in community.bill.gas.items()}


def measure(cadence: Cadence) -> dict[str, Any]:
    """Measure all communities."""

    def lived(terms: Terms) -> tuple[dict[str, int], Community]:
        with Anvil(timestamp=START) as node:
            community = Community(node, terms)
            phases = live(community, cadence)
        return {phase: round(gas) for phase, gas in phases.items()} | {"total": round(sum(phases.values()))}, community

    homes = {}
    for count in BAR:
        homes[count], community = lived(Terms(int(count)))
    return {
        "homes": homes,
        "zones4_50": lived(Terms(50, FOUR_ZONES))[0]["total"],
        "individual_50": lived(Terms(50, individual=True))[0]["total"],
        "clear_500_max_tx": community.bill.largest["clear"],
        "chain16_max_tx": chain(500),
    }


def chain(homes: int) -> int:
    """Gas of clearing a block in a chain of 16 zones for the first time."""
    with Anvil(timestamp=START) as node:
        community = Community(node, Terms(homes, CHAIN))
        block = START // BLOCK + 1
        community.order(block, 1, ORDER_BATCH)
        community.at(block * BLOCK - GATE_LEAD)
        community.metering = True
        community.clear([block])
    return community.bill.largest["clear"]


def complaints(figures: dict[str, Any], snapshot: dict[str, Any] | None) -> list[str]:
    """Say what is beyond the bar, and what grew since the snapshot."""
    flat = flatten(figures)
    bars = {f"homes.{count}.total": bar for count, bar in BAR.items()} | {
        "zones4_50": BAR_ZONES4,
        "clear_500_max_tx": BAR_TRANSACTION,
        "chain16_max_tx": BAR_TRANSACTION,
    }
    found = [f"{name}: {flat[name]:,} is over the bar of {bar:,}" for name, bar in bars.items() if flat[name] > bar]
    if snapshot is None:
        return found
    before = flatten(snapshot)
    if before.keys() != flat.keys():
        return [*found, "the snapshot has other figures"]
    return found + [
        f"{name}: {before[name]:,} became {gas:,}" for name, gas in flat.items() if gas > before[name] * (1 + TOLERANCE)
    ]


def flatten(figures: dict[str, Any], prefix: str = "") -> dict[str, int]:
    """Name each figure by its path."""
    flat: dict[str, int] = {}
    for name, value in figures.items():
        flat |= flatten(value, f"{prefix}{name}.") if isinstance(value, dict) else {prefix + name: value}
    return flat


def main(arguments: list[str]) -> int:
    """Measure; print, compare with the snapshot, or write it."""
    parser = argparse.ArgumentParser(prog="script/bench gas", description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one line of JSON and nothing else")
    parser.add_argument(
        "--check", action="store_true", help="fail if a figure is over the bar or grew since the snapshot"
    )
    parser.add_argument("--write", action="store_true", help="make these figures the snapshot")
    parser.add_argument("--revised", type=int, default=REVISED, metavar="N", help="blocks that a revision replaces")
    parser.add_argument("--no-details", action="store_true", help="reports carry the net energy alone")
    options = parser.parse_args(arguments)
    figures = measure(Cadence(revised=options.revised, details=not options.no_details))
    if options.write:
        SNAPSHOT.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    if options.json:
        print(json.dumps(figures))
    else:
        for name, gas in flatten(figures).items():
            print(f"{name:<20} {gas:>12,}")
    snapshot = json.loads(SNAPSHOT.read_text(encoding="utf-8")) if options.check else None
    found = complaints(figures, snapshot)
    for line in found:
        print(line, file=sys.stderr)
    return int(bool(found) and options.check)
