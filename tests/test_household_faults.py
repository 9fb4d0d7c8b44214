"""What a planning home does when something fails: stated, and never unsafe."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unittest.mock import patch

from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.home.devices.ev import EvDevice
from custom_components.energy_trade.planner.model import UnsolvedError
from custom_components.energy_trade.planner.plan import PlanStatus
from custom_components.energy_trade.planner.problem import BadProblemError
from tests.support.devices import BATTERY_ID, CAR_ID, MODES, Rooms, battery, boiler, car, dryer, room
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, entry, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.config_entries import ConfigSubentryDataWithId
    from homeassistant.core import HomeAssistant

READY = "switch.dryer_ready_to_run"


@pytest.fixture
async def rooms(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Rooms:
    freezer.move_to(START)
    rooms = Rooms(hass)
    await rooms.furnish()
    return rooms


async def moved_in(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, *devices: ConfigSubentryDataWithId
) -> LivingHome:
    """A home with these devices, whose integration has started."""
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    home = LivingHome(hass, freezer, market, entry(*devices))
    assert await home.start()
    await home.calm()
    return home


def issues(hass: HomeAssistant) -> set[str]:
    """Translation keys of what people are asked to look after."""
    return {str(issue.translation_key) for (domain, _), issue in ir.async_get(hass).issues.items() if domain == DOMAIN}


def status(home: LivingHome) -> PlanStatus | None:
    """How the plan that stands came about."""
    plan = home.coordinator.household.planning.plan
    return None if plan is None else plan.status


async def press(home: LivingHome, entity_id: str) -> None:
    await home.hass.services.async_call("button", "press", {"entity_id": entity_id}, blocking=True)
    await home.calm()


async def turn(home: LivingHome, entity_id: str, *, on: bool) -> None:
    await home.hass.services.async_call(
        "switch", "turn_on" if on else "turn_off", {"entity_id": entity_id}, blocking=True
    )
    await home.calm()


async def test_a_restart_in_the_middle_of_a_run_never_starts_a_second_one(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    home = await moved_in(hass, freezer, dryer())
    await turn(home, READY, on=True)
    assert rooms.is_on("dryer"), "nothing is cheaper later"
    rooms.show_power("dryer", 1500)
    await home.wait(60)
    await home.restart()
    for _ in range(30):
        await home.wait(60)
    assert home.state("sensor.dryer_reason") == "running"
    assert rooms.is_on("dryer"), "it is not cut in its middle"
    assert rooms.count("input_boolean.dryer", "turn_on") == 1


async def test_a_battery_whose_charge_vanishes_rests_and_comes_back(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    home = await moved_in(hass, freezer, battery())
    rooms.show_soc("unavailable")
    await home.wait(61)
    assert home.state("sensor.house_battery_control") == "no_reading"
    assert home.state("input_select.mode") == MODES["hold"]
    rooms.show_soc(50)
    await home.until(now() + 900)
    assert home.state("sensor.house_battery_control") == "planned"


@pytest.mark.parametrize("soc", [0, 5, 10])
async def test_a_battery_at_its_reserve_is_never_told_to_discharge(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms, soc: float
) -> None:
    rooms.show_soc(soc)
    home = await moved_in(hass, freezer, battery())
    await home.live(4, import_wh=700)
    assert ("input_select.mode", "select_option", MODES["discharge"]) not in rooms.told


async def test_a_device_that_does_not_obey_is_reported_and_the_report_withdrawn_when_it_does(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    hass.states.async_set("select.stuck", "Fault", {"options": list(MODES.values())})
    calls: list[str] = []
    obeys = False

    async def on_call(call: object) -> None:
        calls.append(str(getattr(call, "data", {}).get("option")))
        if obeys:
            hass.states.async_set("select.stuck", calls[-1], {"options": list(MODES.values())})

    hass.services.async_register("select", "select_option", on_call)
    rooms.show_soc(5)
    home = await moved_in(hass, freezer, battery(select="select.stuck"))
    await home.until(now() + 900)
    assert home.state("sensor.house_battery_control") == "disobeys"
    assert "device_disobeys" in issues(hass)
    assert len(calls) <= 15
    obeys = True
    await home.until(now() + 2000)
    assert home.state("sensor.house_battery_control") == "planned"
    assert "device_disobeys" not in issues(hass)


async def test_what_somebody_sets_by_hand_stays_until_the_owner_hands_it_back(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    home = await moved_in(hass, freezer, room())
    await hass.services.async_call(
        "climate", "set_temperature", {"entity_id": "climate.room", "temperature": 23}, blocking=True
    )
    await home.until(now() + 1800)
    assert home.state("sensor.living_room_control") == "paused"
    state = hass.states.get("climate.room")
    assert state is not None
    assert state.attributes["temperature"] == 23
    await turn(home, "switch.living_room_allow_control", on=False)
    await turn(home, "switch.living_room_allow_control", on=True)
    await home.wait(61)
    assert home.state("sensor.living_room_control") == "planned"
    state = hass.states.get("climate.room")
    assert state is not None
    assert 20 <= state.attributes["temperature"] <= 22


async def test_a_pause_of_trading_gives_every_device_back(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    await rooms.set("plugged", on=True)
    rooms.show_soc(5)
    home = await moved_in(hass, freezer, battery(), car(), room())
    await turn(home, "switch.home_in_elm_street_trading", on=False)
    await home.wait(61)
    assert home.state("input_select.mode") == MODES["self_use"]
    assert rooms.is_on("charger")
    state = hass.states.get("climate.room")
    assert state is not None
    assert state.attributes["temperature"] == 20.5
    assert home.coordinator.household.planning.plan is None


async def test_a_planner_that_finds_nothing_leaves_the_last_plan_and_then_plain_self_use(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    home = await moved_in(hass, freezer, battery(), boiler())
    planning = home.coordinator.household.planning
    planning.ask_again()
    await home.live(1, import_wh=100)
    assert status(home) in {PlanStatus.OPTIMAL, PlanStatus.TIME_LIMIT}
    with patch("custom_components.energy_trade.planner.planning._best", side_effect=UnsolvedError("no solution")):
        await home.live(1, import_wh=100)
        assert status(home) is PlanStatus.SHIFTED
        planning.forget()
        await home.live(1, import_wh=100)
        assert status(home) is PlanStatus.SELF_USE
    with patch("custom_components.energy_trade.planning.problem_of", side_effect=BadProblemError("no")):
        before = planning.plan
        await home.live(1, import_wh=100)
        assert planning.plan is before


async def test_a_car_whose_need_is_not_known_is_not_stranded(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    await rooms.set("plugged", on=True)
    home = await moved_in(hass, freezer, car())
    device = home.coordinator.household.device(CAR_ID)
    assert isinstance(device.machine, EvDevice)
    device.machine.config = replace(device.machine.config, needed="sensor.silent")
    device.notes.pop("wanted")
    device.notes.pop("known", None)
    await home.wait(61)
    assert rooms.is_on("charger")


async def test_devices_are_named_in_errors_and_unknown_ones_refused(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    home = await moved_in(hass, freezer, battery())
    for action, device, key in (
        ("run_now", "nobody", "no_device"),
        ("run_now", BATTERY_ID, "cannot_run"),
        ("plan_run", BATTERY_ID, "cannot_wait"),
    ):
        with pytest.raises(ServiceValidationError) as refused:
            await hass.services.async_call(
                DOMAIN, action, {"config_entry_id": home.entry.entry_id, "device": device}, blocking=True
            )
        assert refused.value.translation_key == key
