"""What the dashboard's cards take of a browser: bytes, time for an update of the market, smoothness of a long ledger.

An update counts from its arrival to the end of style and layout on the browser's one thread; a screen of 60 Hz leaves
16.7 ms for it. Scrolling passes through 2,000 trades; a frame counts from one to the next. What else the machine does
can only add, so what is too slow is measured again, and the quickest round counts.
"""

import argparse
import asyncio
from collections.abc import Sequence
from copy import deepcopy
import gzip
import json
from pathlib import Path
from statistics import median, quantiles
import sys
from typing import Any

from custom_components.energy_trade.dashboard import BUNDLE
from simulation.cards import KINDS, CardPage, cards, recording, with_trades

UPDATES = 40
WARM_UP = 5
ROUNDS = 4
TRADES = 2000
FRAMES = 180
MOST_UPDATE_MS = 16.0
MOST_GZIPPED = 150_000
LONG_FRAME_MS = 50.0
MOST_LONG_FRAMES = 0.15
"""On a machine that does nothing else there is none; a test machine has other work on its two cores."""
SCROLL = """async (frames) => {
  const body = card.renderRoot.querySelector('.body');
  const times = [];
  let before = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < frames; frame++) {
    body.scrollTop = (body.scrollHeight - body.clientHeight) * frame / (frames - 1);
    const now = await new Promise(requestAnimationFrame);
    times.push(now - before);
    before = now;
  }
  return {times, bottom: body.scrollTop + body.clientHeight >= body.scrollHeight - 1};
}"""


def boards(recorded: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """The market as it goes on: time passes, offers and prices change in every block."""
    made = []
    for number in range(count):
        board = deepcopy(recorded["board"])
        board["time"] += number
        board["balance"] += number / 100
        for block in board["blocks"]:
            block["offered"] = [energy + number / 100 for energy in block["offered"]]
            block["prices"] = [price and price + number / 10_000 for price in block["prices"]]
        for step in board["plan"]["steps"]:
            step["soc_wh"] += number
        made.append(board)
    return made


async def updates(page: CardPage, recorded: dict[str, Any], kind: str) -> list[float]:
    """Milliseconds of each update of a card."""
    await page.open(recorded)
    await page.show(kind)
    times: list[float] = await page.page.evaluate("(boards) => measure(boards)", boards(recorded, UPDATES + WARM_UP))
    return times[WARM_UP:]


async def scroll(page: CardPage, recorded: dict[str, Any]) -> dict[str, Any]:
    """From the first of many trades to the last in three seconds."""
    await page.open(with_trades(recorded, TRADES))
    await page.show("trades", days=366)
    scrolled = await page.page.evaluate(SCROLL, FRAMES)
    times = scrolled["times"]
    return {
        "trades": TRADES,
        "reached_the_end": scrolled["bottom"],
        "frame_ms": spread(times),
        "long_frames": sum(time > LONG_FRAME_MS for time in times) / len(times),
    }


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    return {"median": round(median(times), 2), "p95": round(quantiles(times, n=20)[-1], 2)}


async def measure() -> dict[str, Any]:
    """Measure everything once."""
    recorded = recording()
    bundle = await asyncio.to_thread(BUNDLE.read_bytes)
    figures: dict[str, Any] = {
        "bundle_bytes": len(bundle),
        "bundle_gzipped": len(gzip.compress(bundle, 9)),
        "update_ms": {},
    }
    async with cards() as page:
        for kind in KINDS:
            for _ in range(ROUNDS):
                times = spread(await updates(page, recorded, kind))
                best = figures["update_ms"].setdefault(kind, times)
                figures["update_ms"][kind] = min(best, times, key=lambda each: each["p95"])
                if times["p95"] <= MOST_UPDATE_MS:
                    break
        for _ in range(ROUNDS):
            ledger = await scroll(page, recorded)
            best = figures.setdefault("scroll", ledger)
            figures["scroll"] = min(best, ledger, key=lambda each: each["long_frames"])
            if ledger["long_frames"] <= MOST_LONG_FRAMES:
                break
    return figures


def complaints(figures: dict[str, Any]) -> list[str]:
    """What is not as promised."""
    found = [
        f"{kind}: an update takes {times['p95']} ms (p95), at most {MOST_UPDATE_MS} are allowed"
        for kind, times in figures["update_ms"].items()
        if times["p95"] > MOST_UPDATE_MS
    ]
    if figures["bundle_gzipped"] > MOST_GZIPPED:
        found.append(f"the bundle has {figures['bundle_gzipped']} bytes gzipped, at most {MOST_GZIPPED} are allowed")
    ledger = figures["scroll"]
    if not ledger["reached_the_end"] or ledger["long_frames"] > MOST_LONG_FRAMES:
        found.append(f"the ledger does not scroll smoothly: {ledger}")
    return found


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and with --check fail where a promise is broken."""
    parser = argparse.ArgumentParser(prog="script/bench frontend", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument(
        "--check", action="store_true", help="fail where an update, the bundle or scrolling is too slow"
    )
    parser.add_argument("--output", type=Path, help="also write the JSON to this file")
    options = parser.parse_args(arguments)
    figures = asyncio.run(measure())
    written = json.dumps(figures, indent=2)
    if options.output:
        options.output.write_text(written + "\n", encoding="utf-8")
    if options.json:
        print(written)
    else:
        print(f"bundle: {figures['bundle_bytes']} bytes, {figures['bundle_gzipped']} gzipped")
        for kind, times in figures["update_ms"].items():
            print(f"update of {kind}: median {times['median']} ms, p95 {times['p95']} ms")
        ledger = figures["scroll"]
        print(
            f"scrolling {ledger['trades']} trades: frame median {ledger['frame_ms']['median']} ms, "
            f"p95 {ledger['frame_ms']['p95']} ms, {ledger['long_frames']:.1%} longer than {LONG_FRAME_MS:.0f} ms"
        )
    found = complaints(figures) if options.check else []
    for complaint in found:
        print(complaint, file=sys.stderr)
    return bool(found)
