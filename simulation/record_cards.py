"""Record what the cards are sent in a running `script/demo`, for the tests that show cards by themselves.

    python -m simulation.record_cards [--port 8123]

The plan is the planner's own, for a home with battery, dishwasher and car that pays the recorded prices.
"""

import argparse
import asyncio
import json
import math
from pathlib import Path
from typing import Any

from custom_components.energy_trade.market.units import MICRO, WH_PER_KWH
from custom_components.energy_trade.planner.plan import Plan, RunKind
from custom_components.energy_trade.planner.planning import make_plan
from custom_components.energy_trade.planner.problem import Appliance, Battery, Problem, Step, Vehicle

from .cards import FOLDER
from .demo import FOLDER as DEMO
from .home_assistant import HomeAssistant

STEP_SECONDS = 900
PER_WH = MICRO / WH_PER_KWH
NAMES = {"battery": "Battery", "dishwasher": "Dishwasher", "dryer": "Dryer", "car": "Car"}
ENTITY = ("entity_id", "platform", "translation_key", "device_id")
DEVICE = ("id", "name", "name_by_user", "primary_config_entry", "config_entries", "identifiers")
SCORE = {
    "days": 30,
    "past": 29,
    "battery": True,
    "today": 0.3512,
    "saved": 9.2817,
    "self_use": 6.4402,
    "reached": 12.304,
    "possible": 14.1402,
    "share": 0.8701,
    "lost": {"load": 0.6214, "generation": 0.8841, "price": 0.2409, "execution": 0.0898},
}
"""What a month would have brought: a recorded hour has not had one."""

STATE = ("entity_id", "state", "attributes", "last_changed")


async def record(home: HomeAssistant) -> dict[str, Any]:
    """Ask Home Assistant for all that the cards ask for."""
    [entry] = [each["entry_id"] for each in await home.entries("energy_trade")]
    async with home.ws() as ws:
        board = await anext(ws.subscribe("energy_trade/subscribe", config_entry_id=entry))
        summary = await ws.call("energy_trade/summary", config_entry_id=entry)
        registered = await ws.call("config/entity_registry/list")
        devices = await ws.call("config/device_registry/list")
    trades = await home.call_action("energy_trade", "get_trades", {"config_entry_id": entry}, response=True)
    entities = {
        each["entity_id"]: {name: each[name] for name in ENTITY}
        for each in registered
        if each["platform"] == "energy_trade" and not each["disabled_by"]
    }
    states = await home.states()
    return {
        "board": board | {"plan": plan_for(board), "score": SCORE},
        "summary": summary,
        "trades": trades,
        "entities": entities,
        "devices": {
            each["id"]: {name: each.get(name) for name in DEVICE} for each in devices if entry in each["config_entries"]
        },
        "states": {name: {key: states[name][key] for key in STATE} for name in entities if name in states},
    }


def plan_for(board: dict[str, Any]) -> dict[str, Any]:
    """Plan a day for the recorded prices, each interval of the market standing for a quarter of an hour."""
    length = board["interval_seconds"]
    first = int(board["time"] // length) * length
    prices = [
        (block["start"] + index * length, takes, pays)
        for block in board["blocks"]
        for index, (takes, pays) in enumerate(zip(block["grid_takes"], block["grid_pays"], strict=True))
        if block["start"] + index * length >= first
    ]
    steps = tuple(
        Step(
            start=index * STEP_SECONDS,
            seconds=STEP_SECONDS,
            load_w=350 + 450 * math.exp(-(((index - 36) / 10) ** 2)),
            pv_w=max(0.0, 4200 * math.sin(math.pi * (index + 12) / 48)) if index < 36 or index > 84 else 0.0,
            buy=takes * PER_WH,
            sell=pays * PER_WH,
        )
        for index, (_, takes, pays) in enumerate(prices)
    )
    end = steps[-1].start + STEP_SECONDS
    problem = Problem(
        steps=steps,
        batteries=(
            Battery(
                device="battery", capacity_wh=8000, charge_w=3000, discharge_w=3000, initial_wh=2600, floor_wh=800,
                stored_value=0.15 * PER_WH,
            ),
        ),
        appliances=(
            Appliance(
                device="dishwasher", profile_w=(2000, 300, 300, 1900, 200), profile_seconds=STEP_SECONDS,
                earliest=2 * STEP_SECONDS, latest=40 * STEP_SECONDS,
            ),
            Appliance(
                device="dryer", profile_w=(900,) * 6, profile_seconds=STEP_SECONDS,
                earliest=60 * STEP_SECONDS, latest=end,
            ),
        ),
        vehicles=(
            Vehicle(
                device="car", least_w=1400, most_w=7400, needed_wh=12_000, arrival=30 * STEP_SECONDS,
                departure=80 * STEP_SECONDS,
            ),
        ),
    )  # fmt: skip
    return _written(make_plan(problem), first, length / STEP_SECONDS)


def _written(plan: Plan, first: float, pace: float) -> dict[str, Any]:
    def market(time: float) -> float:
        return first + time * pace

    return {
        "status": plan.status,
        "steps": [
            {
                "start": market(step.start),
                "seconds": step.seconds * pace,
                "net_w": round(-step.grid_w),
                "load_w": round(step.load_w),
                "pv_w": round(step.pv_w),
                "battery_w": round(step.battery_w),
                "soc_wh": round(step.soc_wh),
                "buy": step.buy / PER_WH,
                "sell": step.sell / PER_WH,
            }
            for step in plan.steps
        ],
        "runs": [
            {
                "device": run.device,
                "name": NAMES[run.device],
                "kind": run.kind,
                "start": market(run.start),
                "end": market(run.end),
                "energy_wh": round(run.energy_wh),
                "cost": round(run.cost),
                "reason": run.reason,
                "can_run_now": run.kind is not RunKind.BATTERY,
            }
            for run in plan.runs
        ],
    }


async def main(port: int) -> None:
    """Write the recording."""
    home = HomeAssistant(DEMO, port=port, fresh=False)
    recorded = json.dumps(await record(home), indent=None, separators=(",", ":"))
    await asyncio.to_thread(Path.write_text, FOLDER / "recording.json", recorded + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m simulation.record_cards", description=__doc__)
    parser.add_argument("--port", type=int, default=8123, help="where the demonstration's Home Assistant listens")
    asyncio.run(main(parser.parse_args().port))
