"""What the demo and the other end-to-end tests drive a Home Assistant with does what it says."""

from pathlib import Path

import pytest

from simulation.browser import browse
from simulation.flow import Flow
from simulation.home_assistant import HomeAssistant, HomeAssistantError

HELPER = {"input_boolean": {"porch": {"name": "Porch light"}}}


async def test_home_assistant_is_driven_as_a_person_does(tmp_path: Path) -> None:
    async with HomeAssistant(tmp_path / "home", packages={"helper": HELPER}, integrations=()) as home:
        await home.call_action("input_boolean", "turn_on", {"entity_id": "input_boolean.porch"})
        state = await home.state("input_boolean.porch")
        assert state is not None
        assert state["state"] == "on"
        assert await home.state("sensor.none") is None

        async with home.ws() as ws:
            assert (await ws.call("get_config"))["time_zone"] == "Europe/Berlin"
            with pytest.raises(HomeAssistantError, match="unknown_command"):
                await ws.call("no/such/command")

        dialog = await Flow.add(home, "threshold")
        await dialog.submit({"name": "Dawn", "entity_id": "sensor.sun_next_dawn", "upper": 1})
        assert dialog.step["type"] == "create_entry"
        assert [entry["title"] for entry in await home.entries("threshold")] == ["Dawn"]

        async with browse(home) as browser:
            await browser.open("/config/helpers")
            assert "Porch light" in await browser.text()
            await browser.picture(tmp_path / "helpers.png")
            assert browser.errors == []
        assert (tmp_path / "helpers.png").stat().st_size > 10_000

        home.kill()
        await home.start()
        assert [entry["title"] for entry in await home.entries("threshold")] == ["Dawn"]
        assert [line for line in home.problems() if "threshold" not in line] == []
    assert home.pid is None
