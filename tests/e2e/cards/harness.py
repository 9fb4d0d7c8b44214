"""What the tests of cards share."""

from copy import deepcopy
from pathlib import Path
from typing import Any

from simulation.cards import CardPage

ROOT = Path(__file__).parents[3]
PICTURES = ROOT / ".run" / "pictures"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
QUESTION = {
    "question_id": "q1",
    "cause": "price_above_limit",
    "subject": None,
    "title": "Buy above your limit?",
    "text": "From 18:00 to 20:00 a kWh costs about €0.32; your limit is €0.30.",
    "choices": [{"choice": "buy", "text": "Yes, buy it"}, {"choice": "wait", "text": "No, wait"}],
    "default": "wait",
}


async def change(page: CardPage, **changes: Any) -> None:
    """Send the board again with other values."""
    board = await page.page.evaluate("recording.board")
    await page.push(board | changes)


def entry_of(recorded: dict[str, Any]) -> str:
    """The recorded home's config entry."""
    entry: str = next(iter(recorded["devices"].values()))["primary_config_entry"]
    return entry


def interval_at(board: dict[str, Any], time: float) -> dict[str, Any]:
    """What the board says of the interval at a moment."""
    [block] = [
        each for each in board["blocks"] if each["start"] <= time < each["start"] + 8 * board["interval_seconds"]
    ]
    position = int((time - block["start"]) // board["interval_seconds"])
    return {
        name: block[names][position]
        for name, names in (("price", "prices"), ("grid_takes", "grid_takes"), ("traded", "traded"))
    }


def later(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same blocks with other offers."""
    changed = deepcopy(blocks)
    for block in changed:
        block["offered"] = [energy + 0.1 for energy in block["offered"]]
    return changed
