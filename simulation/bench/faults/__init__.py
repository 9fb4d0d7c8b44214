"""What breaks at each stage of a block's life, what was promised of it, and what was seen."""

import argparse
import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict
import json
import logging

from .campaign import Row, strike_chain, strike_clocks, strike_homes, strike_lines, strike_meters, strike_moves
from .catalogue import FAULTS, STRIKING_ANYBODY


async def campaign(*, only: str = "", home: bool = True) -> AsyncIterator[Row]:
    """Strike everything, or only the faults whose name holds a text; with `home` a real Home Assistant too."""
    chosen = [(fault, stage) for fault in FAULTS if only in fault.name for stage in fault.stages]
    if chosen:
        async for row in strike_chain(chosen):
            yield row
    for strikes_at in (strike_lines, strike_moves):
        async for row in strikes_at(STRIKING_ANYBODY, only):
            yield row
    for strikes in (strike_meters, strike_clocks, *([strike_homes] if home else [])):
        async for row in strikes(only):
            yield row


async def run(options: argparse.Namespace) -> list[Row]:
    """Print every row as it comes."""
    rows: list[Row] = []
    async for row in campaign(only=options.only, home=not options.no_home):
        rows.append(row)
        if not options.json:
            print(
                f"{'ok' if row.survived else 'NOT OK':<7} {row.fault:<30} {row.stage:<9} "
                f"{row.lost_microcredit:>9} µcredit {row.lost_wh:>6} Wh  {row.seen}",
                flush=True,
            )
    return rows


def main(arguments: list[str]) -> int:
    """Strike, and print what was promised and seen; fails if anything was lost."""
    parser = argparse.ArgumentParser(prog="script/bench faults", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one line of JSON and nothing else")
    parser.add_argument("--only", default="", metavar="TEXT", help="only faults whose name holds this")
    parser.add_argument("--no-home", action="store_true", help="without a real Home Assistant, which takes minutes")
    options = parser.parse_args(arguments)
    logging.disable(logging.ERROR)  # what nodes and homes complain of is what is provoked here
    rows = asyncio.run(run(options))
    survived = sum(row.survived for row in rows)
    summary = {
        "cases": len(rows),
        "survived": survived,
        "lost_microcredit": sum(row.lost_microcredit for row in rows),
        "lost_wh": sum(row.lost_wh for row in rows),
    }
    if options.json:
        print(json.dumps(summary | {"faults": [asdict(row) for row in rows]}))
    else:
        print(", ".join(f"{name} {value}" for name, value in summary.items()))
    return 0 if survived == len(rows) else 1
