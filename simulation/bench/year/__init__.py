"""A year of a community of fifty homes in simulated time: what grows, and whether any of it does so without end.

Two parts. On a real node all homes of a real market order, report and settle until its rings have turned several times:
the storage slots in use after the first turn must be those after the last. And one home's client lives the whole year
on a chain that is made up block by block, with events as the contract encodes them and money as the rules give it:
what it keeps and writes and the time that a start takes must be flat once they are as old as anything is kept, and
what it shows as earned must be every µcredit that was moved.
"""

import argparse
import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict
import json
import sys
from typing import Any

from .home import BOUNDED, Month, live
from .recorder import statistics_bytes
from .rings import Turn, turn

SETTLED_MONTH = 5
"""By then nothing of what is kept is new any more."""

GROWTH = 1.1
SLACK = {"memory_mb": 20.0, "start_seconds": 3.0, "closed_bytes": 20}
"""What a process's allocator, a busy machine and longer numbers may add."""


def verdict(months: Sequence[Month], turns: Sequence[Turn], accounts: dict[str, Any]) -> list[str]:
    """What grows without end, or is lost."""
    found = []
    settled = [month for month in months if month.month >= SETTLED_MONTH]
    for name in BOUNDED if len(settled) > 1 else ():
        first, last = (getattr(month, name) for month in (settled[0], settled[-1]))
        if last > first * GROWTH + SLACK.get(name, 0):
            found.append(f"{name} grows: {first} after {settled[0].month} months, {last} after {settled[-1].month}")
    if settled and settled[-1].log_lines:
        found.append(f"{settled[-1].log_lines} log lines although nothing was wrong")
    full = [each for each in turns if each.day >= turns[-1].day / 2]
    if len({each.slots for each in full}) > 1:
        found.append(
            f"storage slots grow: {full[0].slots} on day {full[0].day}, {full[-1].slots} on day {full[-1].day}"
        )
    if accounts["lost_microcredit"] or accounts["unexplained"]:
        found.append(f"{accounts['lost_microcredit']} µcredit differ, {accounts['unexplained']} readings unexplained")
    return found


def main(arguments: list[str]) -> int:
    """Live the year, print figures and a verdict; fails if anything grows without end or is lost."""
    parser = argparse.ArgumentParser(prog="script/bench year", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one line of JSON and nothing else")
    parser.add_argument("--homes", type=int, default=50)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--turns", type=int, default=3, help="times that the rings of a real market turn; 0 for none")
    options = parser.parse_args(arguments)
    say: Callable[[Any], None] = (lambda each: print(each, file=sys.stderr)) if options.json else print
    turns = turn(options.homes, options.turns, say) if options.turns else []
    months, accounts = asyncio.run(live(options.homes, options.days, say))
    found = verdict(months, turns, accounts) if turns else verdict(months, [Turn(0, 0)], accounts)
    figures = {
        "homes": options.homes,
        "days": options.days,
        "contract": [asdict(each) for each in turns],
        "home": [asdict(month) for month in months],
        "accounts": accounts,
        "recorder": statistics_bytes(options.days),
        "verdict": found or ["bounded; not a µcredit lost"],
    }
    if options.json:
        print(json.dumps(figures))
    else:
        print(json.dumps({name: figures[name] for name in ("accounts", "recorder", "verdict")}, indent=2))
    return 1 if found else 0
