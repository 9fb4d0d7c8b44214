"""Gas of a day in a community's life, per home and interval, all in.

Steady state: every ring slot was written before (the measured day comes after more days than the ring is long), the
accounts are warm only where a batch warms them, every transaction's own 21,000 and every byte of it count.

A day of 96 quarter hours, in which every home has an order in every interval and never delivers what it traded:

* once, before it begins: one signed message a home with the order words of its 12 blocks;
* twice, after four and after eight blocks: one signed message a home that replaces the words of all that is left of the
  day, 8 and 4 blocks (`--revised N`: of the next N blocks only);
* each block cleared by one transaction of its own;
* every four blocks: one signed report a home of these four, with all its details (`--no-details`: without);
* once, after the last report: settlement of all homes and 12 blocks.

Messages and settlement travel in batches of up to 50 homes a transaction. Communities: one zone and pooled supply with
5, 50 and 500 homes; `zones4_50`: 50 homes in four zones whose lines bind; `individual_50`: individual supply. Besides,
the dearest clearing transaction: `clear_500_max_tx` of the 500 homes, `chain16_max_tx` of 500 homes in a chain of 16
zones on slots that were never written; both clear a whole block of 8 intervals.
"""

import argparse
from collections.abc import Callable
from functools import partial
import json
from pathlib import Path
import sys
from typing import Any

from simulation.anvil import Anvil
from simulation.bench.community import BLOCK, GATE_LEAD, HORIZON, START, Community, Terms, Zone

SNAPSHOT = Path(__file__).parents[2] / "contracts/gas-snapshot.json"
BATCH = 50
SETTLE_BATCH = 25
COLD_BATCH = 25
"""Slots that were never written cost four times as much."""
REPORT_EVERY = 4
REVISE_EVERY = 4
INTERVALS = 8 * HORIZON
WARM_DAYS = 11
"""The ring has 128 blocks: 10 days and 8 blocks."""
TOLERANCE = 0.005
BAR = {"5": 14_000, "50": 7_000, "500": 6_000}
BAR_ZONES4 = 9_000
BAR_TRANSACTION = 2**24

FOUR_ZONES = (Zone(), Zone(0, 1, 3000), Zone(0, 2, 2000), Zone(1, 1, 1000))
CHAIN = (Zone(), *(Zone(z - 1, 1, 20_000) for z in range(1, 16)))


def live(community: Community, *, warm_days: int, revised: int, details: bool) -> dict[str, float]:
    """Let days go by; return gas per home and interval of the last one, by phase."""
    events: list[tuple[int, bool, Callable[[], None]]] = []
    first = START // BLOCK + 1
    for day in range(warm_days + 1):
        measured = day == warm_days
        begin = first + day * HORIZON
        batch = BATCH if measured else COLD_BATCH

        def add(time: int, act: Callable[[], None], *, measured: bool = measured) -> None:
            events.append((time, measured, act))

        add(begin * BLOCK - GATE_LEAD - 600, partial(community.order, begin, HORIZON, batch))
        for block in range(begin, begin + HORIZON):
            left = begin + HORIZON - block
            if measured and 0 < left < HORIZON and left % REVISE_EVERY == 0:
                add(block * BLOCK - GATE_LEAD - 300, partial(community.order, block, min(revised, left), batch))
            add(block * BLOCK - GATE_LEAD, partial(community.clear, block))
            if (left - 1) % REPORT_EVERY == 0:
                report = partial(community.report, block + 1 - REPORT_EVERY, REPORT_EVERY, batch, details=details)
                add((block + 1) * BLOCK + 60, report)
        add((begin + HORIZON) * BLOCK + 120, partial(community.settle, HORIZON, SETTLE_BATCH))

    for time, measured, act in sorted(events, key=lambda event: event[0]):
        community.at(time)
        community.metering = measured
        act()
    return {phase: gas / community.terms.homes / INTERVALS for phase, gas in community.bill.gas.items()}


def measure(*, warm_days: int, revised: int, details: bool) -> dict[str, Any]:
    """Measure all communities."""

    def day(terms: Terms) -> tuple[dict[str, int], Community]:
        with Anvil(timestamp=START) as node:
            community = Community(node, terms)
            phases = live(community, warm_days=warm_days, revised=revised, details=details)
        return {phase: round(gas) for phase, gas in phases.items()} | {"total": round(sum(phases.values()))}, community

    homes = {}
    for count in BAR:
        homes[count], community = day(Terms(int(count)))
    return {
        "homes": homes,
        "zones4_50": day(Terms(50, FOUR_ZONES))[0]["total"],
        "individual_50": day(Terms(50, individual=True))[0]["total"],
        "clear_500_max_tx": community.bill.largest["clear"],
        "chain16_max_tx": chain(500),
    }


def chain(homes: int) -> int:
    """Gas of clearing a block in a chain of 16 zones for the first time."""
    with Anvil(timestamp=START) as node:
        community = Community(node, Terms(homes, CHAIN))
        block = START // BLOCK + 1
        community.order(block, 1, BATCH)
        community.at(block * BLOCK - GATE_LEAD)
        community.metering = True
        community.clear(block)
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
    parser.add_argument("--check", action="store_true", help="fail if a figure is over the bar or grew since the snapshot")
    parser.add_argument("--write", action="store_true", help="make these figures the snapshot")
    parser.add_argument("--revised", type=int, default=HORIZON, metavar="N", help="blocks that a revision replaces")
    parser.add_argument("--no-details", action="store_true", help="reports carry the net energy alone")
    parser.add_argument("--warm-days", type=int, default=WARM_DAYS, metavar="N", help="days before the measured one")
    options = parser.parse_args(arguments)
    figures = measure(warm_days=options.warm_days, revised=options.revised, details=not options.no_details)
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
