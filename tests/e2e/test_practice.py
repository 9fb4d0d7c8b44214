"""Practice as a newcomer meets it: from adding the integration to a settled trade on screen, without a network.

That this takes less than five minutes is shown where time is controlled; here the machine may be slow.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
import time

import pytest

from simulation.browser import browse
from simulation.demo import has_traded
from simulation.flow import Flow
from simulation.home_assistant import HomeAssistant

CEILING_SECONDS = 1500


@pytest.mark.long(130)
async def test_a_trade_is_settled_on_screen(tmp_path: Path) -> None:
    async with HomeAssistant(tmp_path / "home", name="Newcomer") as home:
        began = time.monotonic()
        flow = await Flow.add(home, "energy_trade")
        await flow.choose("practice")
        done = await flow.submit({"source": "sample"})
        assert done["type"] == "create_entry", done
        while not has_traded(await home.states()):
            assert time.monotonic() - began < CEILING_SECONDS
            await asyncio.sleep(1)
        async with browse(home) as browser:
            await browser.open("/energy-trade")
            assert "practice" in (await browser.text()).lower()
            await browser.picture(tmp_path / "practice.png", whole=True)
            await browser.open("/config/integrations/integration/energy_trade")
            await browser.picture(tmp_path / "entry.png", whole=True)
            assert browser.errors == []
        assert not home.problems()
