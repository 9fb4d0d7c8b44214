"""Practice as a newcomer meets it: from adding the integration to a settled trade on screen, without a network."""

from __future__ import annotations

import asyncio
from pathlib import Path
import time

import pytest

from simulation.browser import browse
from simulation.demo import has_traded
from simulation.flow import Flow
from simulation.home_assistant import HomeAssistant

FIVE_MINUTES = 300


@pytest.mark.long(130)
async def test_a_trade_is_settled_on_screen_within_five_minutes(tmp_path: Path) -> None:
    async with HomeAssistant(tmp_path / "home", name="Newcomer") as home:
        began = time.monotonic()
        flow = await Flow.add(home, "energy_trade")
        await flow.choose("practice")
        done = await flow.submit({"source": "sample"})
        assert done["type"] == "create_entry", done
        while not has_traded(await home.states()):
            assert time.monotonic() - began < FIVE_MINUTES
            await asyncio.sleep(1)
        async with browse(home) as browser:
            await browser.open("/energy-trade")
            assert "practice" in (await browser.text()).lower()
            await browser.picture(tmp_path / "practice.png", whole=True)
            await browser.open("/config/integrations/integration/energy_trade")
            await browser.picture(tmp_path / "entry.png", whole=True)
            assert browser.errors == []
        assert time.monotonic() - began < FIVE_MINUTES
        assert not home.problems()
