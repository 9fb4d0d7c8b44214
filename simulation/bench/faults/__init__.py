"""What breaks at each stage of a block's life, what was promised of it, and what was seen."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import asdict
import json
import logging
import sys
import time

from .campaign import Row, strike_chain, strike_clocks, strike_homes, strike_lines, strike_meters, strike_moves
from .catalogue import FAULTS, STRIKING_ANYBODY
from .rows import broken


async def campaign(*, only: str = "", home: bool = True) -> AsyncIterator[Row]:
    """Strike everything, or only the faults whose name holds a text; with `home` a real Home Assistant too.

    Each lane has a chain, and so a time, of its own; Home Assistant, which lives in real time, comes after them.
    """
    chosen = [(fault, stage) for fault in FAULTS if only in fault.name for stage in fault.stages]
    half = len(chosen) // 2
    lanes = (
        [strike_chain(chosen[:half])],
        [strike_chain(chosen[half:])],
        [
            strike_lines(STRIKING_ANYBODY, only),
            strike_moves(STRIKING_ANYBODY, only),
            strike_meters(only),
            strike_clocks(only),
        ],
    )
    async for row in _together(lanes):
        yield row
    if home:
        async for row in strike_homes(only):
            yield row


async def _together(lanes: Iterable[Sequence[AsyncIterator[Row]]]) -> AsyncIterator[Row]:
    """Rows of all lanes as they come; a lane that breaks down is a row, too."""
    rows: asyncio.Queue[Row | None] = asyncio.Queue()

    async def drive(lane: Sequence[AsyncIterator[Row]]) -> None:
        for strikes in lane:
            try:
                async for row in strikes:
                    rows.put_nowait(row)
            except Exception as error:  # noqa: BLE001 - the others go on, and the summary tells
                rows.put_nowait(broken("campaign", error))
        rows.put_nowait(None)

    async with asyncio.TaskGroup() as group:
        left = len([group.create_task(drive(lane)) for lane in lanes])
        while left:
            if (row := await rows.get()) is None:
                left -= 1
            else:
                yield row


async def run(options: argparse.Namespace) -> list[Row]:
    """Print every row as it comes: where JSON is asked for, beside it."""
    rows: list[Row] = []
    output = sys.stderr if options.json else sys.stdout
    async for row in campaign(only=options.only, home=not options.no_home):
        rows.append(row)
        print(
            f"{'ok' if row.survived else 'NOT OK':<7} {row.fault:<34} {row.stage:<12} "
            f"{row.lost_microcredit:>9} µcredit {row.lost_wh:>6} Wh  {row.seen}",
            file=output,
            flush=True,
        )
    return rows


def main(arguments: list[str]) -> int:
    """Strike, and print what was promised and seen; fails if anything was lost."""
    parser = argparse.ArgumentParser(prog="script/bench faults", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one line of JSON, and rows beside it (stderr)")
    parser.add_argument("--only", default="", metavar="TEXT", help="only faults whose name holds this")
    parser.add_argument("--no-home", action="store_true", help="without a real Home Assistant, which takes minutes")
    options = parser.parse_args(arguments)
    logging.disable(logging.ERROR)  # what nodes and homes complain of is what is provoked here
    began = time.monotonic()
    rows = asyncio.run(run(options))
    survived = sum(row.survived for row in rows)
    summary = {
        "cases": len(rows),
        "survived": survived,
        "lost_microcredit": sum(row.lost_microcredit for row in rows),
        "lost_wh": sum(row.lost_wh for row in rows),
        "seconds": round(time.monotonic() - began),
    }
    if options.json:
        print(json.dumps(summary | {"faults": [asdict(row) for row in rows]}))
    else:
        print(", ".join(f"{name} {value}" for name, value in summary.items()))
    return 0 if survived == len(rows) else 1
