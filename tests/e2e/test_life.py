"""One home with a real chain, real neighbours and a real Home Assistant: join, trade, survive, take the money out."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
import re
import time
from typing import Any

import pytest

from custom_components.energy_trade.dashboard import PAGE
from custom_components.energy_trade.market.units import MICRO
from simulation.browser import browse
from simulation.demo import Demo, has_traded
from simulation.street import NAME

INTERVAL_SECONDS = 8
PATIENCE = 420.0
PICTURES = Path(__file__).parents[2] / ".run" / "pictures"
HOME = "sensor.home_in_sunny_street_"


class Resident:
    """Looks at a running demonstration as its owner does: through Home Assistant, and at the chain beside it."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo

    async def value(self, name: str) -> str:
        state = await self.demo.home.state(HOME + name)
        return "missing" if state is None else str(state["state"])

    async def until(self, condition: Callable[[], Awaitable[bool]], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not await condition():
            assert time.monotonic() < end, f"waited in vain for {what}"
            await asyncio.sleep(1)

    async def traded(self) -> bool:
        return has_traded(await self.demo.home.states())

    async def act(self, action: str, **data: Any) -> Any:
        [entry] = await self.demo.home.entries("energy_trade")
        fields = {"config_entry_id": entry["entry_id"], **data}
        return await self.demo.home.call_action("energy_trade", action, fields, response=True)

    async def member(self) -> dict[str, Any]:
        """The home's seat and money as the market itself shows them."""
        names = [part["name"] for part in self.demo.operator.outputs("member")]
        [views] = await self.demo.operator.view("members", 0, 64)
        own = [dict(zip(names, view, strict=True)) for view in views]
        [found] = [view for view in own if view["owner"] == self.demo.owner.lower()]
        return found

    async def tokens(self) -> int:
        """Credit in the owner's own wallet."""
        founding = (await self.demo.operator.view("founding"))[0]
        return await self.demo.operator.tokens(founding[1], self.demo.owner)


@pytest.mark.timeout(1800)
async def test_a_home_joins_trades_survives_a_power_cut_and_takes_its_money_out(tmp_path: Path) -> None:
    demo = Demo(interval_seconds=INTERVAL_SECONDS, folder=tmp_path / "home")
    resident = Resident(demo)

    async def life() -> None:
        async def has(name: str, value: str) -> bool:
            return await resident.value(name) == value

        await resident.until(lambda: has("membership", "active"), "the first delivery")
        await resident.until(resident.traded, "a settled trade")

        # What Home Assistant shows is what the market holds, and what its history adds up to.
        settled = await resident.act("get_trades")
        assert any(trade["traded"] for trade in settled["trades"])
        await resident.until(lambda: _shows_balance(resident), "the balance to be up to date")
        await _sees_the_dashboard(demo)

        # A power cut during delivery: nothing is lost, and the home trades on.
        before = int((await resident.member())["settledBefore"])
        demo.home.kill()
        await asyncio.sleep(2 * INTERVAL_SECONDS)
        await demo.home.start()
        later = before + 2

        async def settles_on() -> bool:
            return int((await resident.member())["settledBefore"]) >= later

        await resident.until(settles_on, "blocks that are settled after the power cut")
        assert await resident.value("membership") == "active"

        # Free money leaves to the owner's address, to the µcredit.
        await resident.act("withdraw", amount=10)
        assert await resident.tokens() == 10 * MICRO
        # On a busy machine an order may come too late for such short blocks; nothing worse may be in the log.
        assert not [line for line in demo.home.problems() if "BlockNotOpen" not in line]

    await demo.run(life)


async def _sees_the_dashboard(demo: Demo) -> None:
    """It is there without a click, alive and in agreement with the entities."""
    async with browse(demo.home) as browser:
        await browser.open(f"/{PAGE}")
        text = await browser.text()
        await browser.picture(PICTURES / "demo.png", whole=True)
        assert not browser.errors
    for shown in (NAME, "Market", "Plan", "Money", "8\nHomes", "Trading", "Highest buying price"):
        assert shown in text, shown
    assert "saved against the grid alone" in text or "Lost against the grid alone" in text
    assert re.search(r"Balance\navailable €[\d.]+\n€[\d.]+", text)


async def _shows_balance(resident: Resident) -> bool:
    return float(await resident.value("balance")) == int((await resident.member())["balance"]) / MICRO
