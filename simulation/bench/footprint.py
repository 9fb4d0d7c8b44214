"""What the integration takes of a Home Assistant that it lives in.

A real Home Assistant joins the demo's community on a node of its own and trades until a trade is settled, in short
intervals: set-up, polls, plans, orders, clearing, reports, settlement and history all happen. A probe in its process
(`footprint_probe/`) times every callback of the event loop.
"""

import argparse
import asyncio
import contextlib
import json
from pathlib import Path
from statistics import median
import sys
import time
from typing import Any, override

from simulation.demo import FOLDER, Demo, has_traded
from simulation.home_assistant import INTEGRATION, HomeAssistant
from simulation.household import package
from simulation.street import NAME

PROBE = Path(__file__).parent / "footprint_probe"
INTERVAL_SECONDS = 10
TRADING_SECONDS = 120.0
ALONE_SECONDS = 30.0
LIMIT_SECONDS = 900.0
WATCH_SECONDS = 10.0
SET_UPS = 5
BLOCK_MS = 10
WORST = 8
# The bar: nothing else in a home may stutter, and a restart is not held up.
BAR = {"event_loop.longest_ms": 10.0, "setup_s.wall": 1.0}


class MeasuredDemo(Demo):
    """The demo, with a probe in its Home Assistant and a look at it before the integration is there."""

    def __init__(self, interval_seconds: int, folder: Path) -> None:
        super().__init__(interval_seconds=interval_seconds, folder=folder)
        self.home = HomeAssistant(
            folder,
            packages={"household": package(), "probe": {PROBE.name: {}}},
            integrations=(INTEGRATION, PROBE),
            name=f"Home in {NAME}",
            currency="EUR",
        )
        self.before: dict[str, Any] = {}
        self.alone_cpu = 0.0

    @override
    async def _join(self) -> None:
        begun, first = time.monotonic(), await self.read()
        await asyncio.sleep(ALONE_SECONDS)
        self.before = await self.read()
        self.alone_cpu = (self.before["cpu_s"] - first["cpu_s"]) / (time.monotonic() - begun)
        await self.begin("joining")
        await super()._join()

    async def begin(self, phase: str) -> None:
        """Say what is measured next."""
        await self.home.call_action(PROBE.name, "begin", {"phase": phase})

    async def read(self) -> dict[str, Any]:
        """Return what was measured until now."""
        answer: dict[str, Any] = await self.home.call_action(PROBE.name, "read", response=True)
        return answer


async def trade(demo: MeasuredDemo, seconds: float) -> dict[str, float]:
    """Let the home trade this long and until a trade is settled; return what of the processor that took."""
    await demo.begin("trading")
    begun, first = time.monotonic(), await demo.read()
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        spent = time.monotonic() - begun
        settled = has_traded(await demo.home.states())
        if settled and spent >= seconds:
            break
        if spent > LIMIT_SECONDS:
            raise TimeoutError("no trade is settled")
    cpu = (await demo.read())["cpu_s"] - first["cpu_s"]
    share = cpu / spent
    return {
        "seconds": spent,
        "alone": demo.alone_cpu * demo.street.interval_seconds,
        "added": (share - demo.alone_cpu) * demo.street.interval_seconds,
    }


async def measure(interval_seconds: int, seconds: float) -> dict[str, Any]:
    """Live, and tell what it took."""
    demo = MeasuredDemo(interval_seconds, FOLDER.with_name("footprint"))
    figures: dict[str, Any] = {}

    async def live() -> None:
        cpu = await trade(demo, seconds)
        traded = await demo.read()
        await demo.begin("setting up again")
        set_ups = []
        for _ in range(SET_UPS):
            set_ups.append(await demo.home.call_action(PROBE.name, "set_up_again", response=True))
            await asyncio.sleep(interval_seconds)
        figures["measured_s"] = round(cpu["seconds"])
        figures["interval_s"] = interval_seconds
        figures["event_loop"] = event_loop((await demo.read())["blocks"])
        figures["setup_s"] = {key: round(median(each[key] for each in set_ups), 3) for key in set_ups[0]}
        figures["rss_mib"] = {
            "before": round(demo.before["rss_mib"]["now"]),
            "after": round(traded["rss_mib"]["now"]),
            "peak": round(traded["rss_mib"]["peak"]),
        }
        figures["cpu_s_per_interval"] = {key: round(cpu[key], 3) for key in ("alone", "added")}

    await demo.run(live)
    return figures


def event_loop(blocks: list[dict[str, Any]]) -> dict[str, Any]:
    """Sum up the blocks by when they were and where they come from, the longest first."""
    places: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for block in sorted(blocks, key=lambda block: -block["ms"]):
        places.setdefault((block["phase"], block["where"]), []).append(block)
    worst = [
        {key: round(value, 1) if isinstance(value, float) else value for key, value in found[0].items()}
        | {"over_10_ms": sum(block["ms"] > BLOCK_MS for block in found)}
        for found in list(places.values())[:WORST]
    ]
    return {
        "longest_ms": round(max((block["ms"] for block in blocks), default=0.0), 1),
        "over_10_ms": sum(block["ms"] > BLOCK_MS for block in blocks),
        "worst": worst,
    }


def complaints(figures: dict[str, Any]) -> list[str]:
    """Say what is over the bar."""
    found = []
    for name, bar in BAR.items():
        group, key = name.split(".")
        if (value := figures[group][key]) > bar:
            found.append(f"{name}: {value} is over the bar of {bar:g}")
    return found


def main(arguments: list[str]) -> int:
    """Measure and print; with --check, fail over the bar."""
    parser = argparse.ArgumentParser(prog="script/bench footprint", description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one line of JSON and nothing else")
    parser.add_argument("--check", action="store_true", help="fail if a figure is over the bar")
    parser.add_argument("--interval", type=int, default=INTERVAL_SECONDS, help="seconds of a market interval")
    parser.add_argument("--seconds", type=float, default=TRADING_SECONDS, help="trade at least this long")
    options = parser.parse_args(arguments)
    with contextlib.redirect_stdout(sys.stderr):
        figures = asyncio.run(measure(options.interval, options.seconds))
    print(json.dumps(figures, indent=None if options.json else 2))
    found = complaints(figures)
    for line in found:
        print(line, file=sys.stderr)
    return int(bool(found) and options.check)
