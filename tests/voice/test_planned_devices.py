"""Dryer and car as the planner really has them, asked for by voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from homeassistant.helpers import area_registry as ar, device_registry as dr
from homeassistant.setup import async_setup_component
import pytest

from custom_components.energy_trade.const import DOMAIN
from tests.support.devices import CAR_ID, DRYER_ID, Rooms, car, dryer
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, entry, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to(START)
    rooms = Rooms(hass)
    await rooms.furnish()
    await rooms.set("plugged", on=True)
    assert await async_setup_component(hass, "conversation", {})
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    home = LivingHome(hass, freezer, market, entry(dryer(), car(), demo=False))
    assert await home.start()
    return home


async def say(home: LivingHome, language: str, text: str) -> str:
    answer = await home.hass.services.async_call(
        "conversation", "process", {"text": text, "language": language}, blocking=True, return_response=True
    )
    await home.settle()
    response = cast("dict[str, Any]", answer)["response"]
    assert response["response_type"] != "error", response
    return str(response["speech"]["plain"]["speech"])


async def test_the_dryer_is_planned_and_says_when(home: LivingHome) -> None:
    assert await say(home, "en", "When will the dryer run?") == "No run of Dryer is planned."
    told = await say(home, "en", "Run the dryer when it's cheapest")
    assert told.startswith(("Dryer is planned from", "Dryer is running")), told
    assert home.state("switch.dryer_ready_to_run") == "on"
    assert home.state("sensor.dryer_planned_start") != "unknown"
    assert "Dryer" in await say(home, "de", "Wann läuft der Dryer?")


async def test_the_car_is_charged_by_then(home: LivingHome) -> None:
    assert await say(home, "en", "Charge the car by eight in the evening") == "All right, Car will be charged by 8 PM."
    plan = home.coordinator.board()["plan"]
    runs = [run for run in plan["runs"] if run["device"] == CAR_ID]
    assert runs
    assert max(run["end"] for run in runs) <= START.timestamp() + 10 * 3600


async def test_a_device_is_found_by_its_room_and_by_another_name(home: LivingHome) -> None:
    registry = dr.async_get(home.hass)
    device = registry.async_get_device_by_identifier(
        (DOMAIN, f"{home.entry.unique_id}-{DRYER_ID}"), home.entry.entry_id
    )
    assert device is not None
    cellar = ar.async_get(home.hass).async_create("Cellar")
    registry.async_update_device(device.id, area_id=cellar.id, name_by_user="Tumbler")
    assert "No run of Dryer" in await say(home, "en", "When will the tumbler run?")
    assert "No run of Dryer" in await say(home, "en", "When will the cellar tumbler run?")
