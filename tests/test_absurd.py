"""Sensors that vanish, jump and lie, switches that flip, clocks that leap: whatever comes, no command is unsafe."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import isfinite
import random
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from homeassistant.core import Event, callback
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.energy_trade.home.devices.appliance import Phase
from tests.support.devices import CAR_ID, DRYER_ID, MODES, Rooms, battery, boiler, car, dryer, room
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, entry, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.config_entries import ConfigSubentryDataWithId
    from homeassistant.core import HomeAssistant

RESERVE: Final = 10.0
LOW, HIGH = 20.0, 22.0
MOST_AMPERES: Final = 16
CHARGES: Final = (
    "150",
    "-5",
    "nan",
    "inf",
    "unavailable",
    "unknown",
    "",
    "soon",
    "0",
    "4",
    "9.9",
    "10",
    "11",
    "50",
    "99",
)
POWERS: Final = ("-300", "nan", "1e9", "unavailable", "unknown", "0", "3", "1500", "2200")
TEMPERATURES: Final = ("200", "nan", "-80", "unavailable", "unknown", "12", "19", "20.5", "21", "23", "35")
OUTSIDE: Final = ("-20", "5", "35", "unavailable", "nan", "900")


@dataclass
class Witness:
    """Sees every command at the moment at which it is given, and what was wrong with it."""

    hass: HomeAssistant
    wrong: list[str] = field(default_factory=list)
    seen: int = 0
    running: bool = False
    """Whether the dryer is in the middle of a run."""

    @callback
    def watch(self, event: Event[Any]) -> None:
        """Judge one command."""
        data = event.data["service_data"]
        entity, service = str(data.get("entity_id")), event.data["service"]
        self.seen += 1
        if data.get("option") == MODES["discharge"]:
            told = self.hass.states.get("sensor.soc")
            try:
                charge = float(told.state) if told else float("nan")
            except ValueError:
                charge = float("nan")
            if not RESERVE < charge <= 100:
                self.wrong.append(f"discharge at {told.state if told else None}")
        if entity == "climate.room" and "temperature" in data:
            setpoint = float(data["temperature"])
            if not (isfinite(setpoint) and (LOW <= setpoint <= HIGH)):
                self.wrong.append(f"setpoint {setpoint}")
        if entity == "input_boolean.dryer" and service == "turn_off" and self.running:
            self.wrong.append("the dryer was cut in its run")
        if entity == "input_number.current" and not 0 <= float(data["value"]) <= MOST_AMPERES:
            self.wrong.append(f"{data['value']} A")
        for key in ("value", "power"):
            if key in data and not isfinite(float(data[key])):
                self.wrong.append(f"{entity}: {data[key]}")


@pytest.fixture
async def rooms(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Rooms:
    freezer.move_to(START)
    await hass.config.async_set_time_zone("Europe/Berlin")
    rooms = Rooms(hass)
    await rooms.furnish()
    return rooms


async def moved_in(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, *devices: ConfigSubentryDataWithId
) -> LivingHome:
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    home = LivingHome(hass, freezer, market, entry(*devices))
    assert await home.start()
    await home.calm()
    return home


def pick(hass: HomeAssistant, chance: random.Random, rooms: Rooms) -> None:
    """Let one entity say something that nobody expects."""
    match chance.randrange(7):
        case 0 | 1:
            rooms.show_soc(chance.choice(CHARGES))
        case 2:
            rooms.show_power("dryer", chance.choice(POWERS))
        case 3:
            unit = {"unit_of_measurement": "°C", "device_class": "temperature"}
            hass.states.async_set("sensor.room", chance.choice(TEMPERATURES), unit)
        case 4:
            hass.states.async_set("sensor.outdoor", chance.choice(OUTSIDE), {"unit_of_measurement": "°C"})
        case 5:
            name = chance.choice(("charger", "plugged", "boiler"))
            hass.states.async_set(f"input_boolean.{name}", chance.choice(("on", "off", "unavailable")))
        case 6:
            hass.states.async_set("input_number.current", chance.choice(("0", "9", "unavailable", "99")))


@pytest.mark.parametrize("seed", range(2))
async def test_no_sequence_of_absurd_states_makes_a_command_unsafe(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms, seed: int
) -> None:
    chance = random.Random(seed)
    await rooms.set("plugged", on=True)
    home = await moved_in(hass, freezer, battery(), car(), room(), dryer(duty="plug"))
    witness = Witness(hass)
    hass.bus.async_listen("call_service", witness.watch)
    machine = home.coordinator.household.device(DRYER_ID)
    for _ in range(60):
        pick(hass, chance, rooms)
        jump = chance.choice((20, 60, 60, 300, 900, 5 * 3600 if chance.random() < 0.1 else 61))
        witness.running = machine.notes.get("phase") == Phase.RUNNING
        await home.wait(jump)
        if chance.random() < 0.2:
            home.import_wh += chance.choice((0, 100, 900, 50_000))
            home.show()
        elif chance.random() < 0.1:
            home.lose_meters()
    assert witness.seen > 10
    assert not witness.wrong
    assert home.coordinator.last_update_success


async def test_a_charge_of_150_percent_is_not_believed(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    home = await moved_in(hass, freezer, battery())
    rooms.show_soc(150)
    await home.wait(61)
    assert home.state("sensor.house_battery_control") == "no_reading"
    assert home.state("input_select.mode") == MODES["hold"]


async def test_a_car_that_leaves_in_the_middle_of_charging_is_charged_anew_when_it_comes_back(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    await rooms.set("plugged", on=True)
    home = await moved_in(hass, freezer, car(departure="12:00:00"))
    await home.until(now() + 1200)
    assert rooms.is_on("charger")
    await rooms.set("plugged", on=False)
    await home.wait(61)
    assert home.state("sensor.car_control") == "idle"
    await home.until(now() + 1800)
    await rooms.set("plugged", on=True)
    await home.wait(61)
    device = home.coordinator.household.device(CAR_ID)
    assert device.reading is not None
    assert device.notes.get("taken_wh", 0.0) < 500, "another charge begins"


async def test_a_load_whose_switch_flips_back_is_reported_and_does_not_flap(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    home = await moved_in(hass, freezer, boiler(hours=10))

    @callback
    def flip(event: Event[Any]) -> None:
        new = event.data["new_state"]
        if event.data["entity_id"] == "input_boolean.boiler" and new is not None and new.state == "on":
            hass.states.async_set("input_boolean.boiler", "off")

    hass.bus.async_listen("state_changed", flip)
    await home.until(now() + 4 * 3600)
    assert rooms.count("input_boolean.boiler", "turn_on") < 40
    assert home.state("sensor.boiler_control") in {"disobeys", "paused", "waiting"}


async def test_a_thermostat_that_refuses_its_setpoint_is_reported(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    home = await moved_in(hass, freezer, room(climate="climate.stubborn"))
    calls = []

    async def refuse(call: Any) -> None:
        calls.append(call.data["temperature"])

    hass.services.async_register("climate", "set_temperature", refuse)
    attributes = {"current_temperature": 21, "temperature": 17, "hvac_modes": ["heat", "off"], "target_temp_step": 0.5}
    hass.states.async_set("climate.stubborn", "heat", attributes)
    await home.until(now() + 1800)
    assert home.state("sensor.living_room_control") == "disobeys"
    assert all(LOW <= each <= HIGH for each in calls)
    assert len(calls) < 15


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 28), 23), ((2026, 10, 24), 25)])
async def test_a_day_with_a_clock_change_is_planned_and_lived_through(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, day: tuple[int, int, int], hours: int
) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    freezer.move_to(datetime(*day, 22, 0, tzinfo=berlin).astimezone(UTC))
    await hass.config.async_set_time_zone("Europe/Berlin")
    rooms = Rooms(hass)
    await rooms.furnish()
    await rooms.set("plugged", on=True)
    home = await moved_in(hass, freezer, battery(), car(), boiler(after="01:00:00", ready_by="04:00:00", hours=1))
    device = home.coordinator.household.device(CAR_ID)
    seven = datetime(*day, 7, 0, tzinfo=berlin) + timedelta(days=1)
    assert device.notes["departure"] == pytest.approx(seven.timestamp(), abs=2)
    await home.until(now() + 9 * 3600, step=600)
    plan = home.coordinator.household.planning.plan
    assert plan is not None
    for before, after in zip(plan.steps, plan.steps[1:], strict=False):
        assert after.start == pytest.approx(before.start + before.seconds)
    midnight = datetime(*day, tzinfo=berlin) + timedelta(days=1)
    end = datetime(*day, tzinfo=berlin) + timedelta(days=2)
    assert (end.astimezone(UTC) - midnight.astimezone(UTC)).total_seconds() == hours * 3600


async def test_a_clock_that_leaps_leaves_the_home_with_a_plan_from_now_on(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    home = await moved_in(hass, freezer, battery(), room())
    for leap in (timedelta(hours=7), timedelta(days=3), timedelta(hours=-2)):
        freezer.move_to(dt_util.utcnow() + leap)
        async_fire_time_changed(hass)
        await home.coordinator.async_refresh()
        await home.calm()
        plan = home.coordinator.household.planning.plan
        assert plan is not None
        assert plan.step_at(now()) is not None
        assert home.state("input_select.mode") in MODES.values()
