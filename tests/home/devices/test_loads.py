"""Cars, water heaters and rooms: what is known of them, what they are told, and what they are never told."""

from __future__ import annotations

from datetime import timedelta
import random
from typing import TYPE_CHECKING, Any

from homeassistant.util import dt as dt_util
import pytest

from custom_components.energy_trade.home.devices.clock import HomeClock
from custom_components.energy_trade.home.devices.config import (
    ApplianceConfig,
    EvConfig,
    ThermostatConfig,
)
from custom_components.energy_trade.home.devices.ev import EvDevice
from custom_components.energy_trade.home.devices.hand import Obedience
from custom_components.energy_trade.home.devices.hours import HoursDevice
from custom_components.energy_trade.home.devices.live import LivePower
from custom_components.energy_trade.home.devices.room import (
    LEAST_SAMPLES,
    SAMPLE_SECONDS,
    RoomLearner,
    average_room,
)
from custom_components.energy_trade.home.devices.thermostat import ThermostatDevice
from tests.support.devices import Rooms, boiler, car, room
from tests.support.living_home import START

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

T = START.timestamp()
CLOCK = HomeClock(lambda: dt_util.utcnow().timestamp())


@pytest.fixture
async def rooms(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Rooms:
    freezer.move_to(START)
    rooms = Rooms(hass)
    await rooms.furnish()
    await rooms.set("plugged", on=True)
    return rooms


class TestCar:
    """A car is charged by what it needs."""

    def made(self, hass: HomeAssistant, **changes: Any) -> EvDevice:
        return EvDevice(hass, EvConfig.of(car(**changes)["data"]), CLOCK, {})

    async def test_needs_what_it_has_not_taken_yet(self, hass: HomeAssistant, rooms: Rooms) -> None:
        rooms.show_power("charger", 6000)
        device = self.made(hass, power_sensor="sensor.charger_power")
        reading = device.observe(T)
        assert reading is not None
        assert (reading.needed_wh, reading.least_w, reading.most_w) == (12_000, 4140, 11_040)
        for minutes in range(1, 61):
            reading = device.observe(T + 60 * minutes)
        assert reading is not None
        assert reading.needed_wh == pytest.approx(6000)
        await rooms.set("plugged", on=False)
        rooms.show_power("charger", 0)
        assert device.observe(T + 3660) is None
        await rooms.set("plugged", on=True)
        reading = device.observe(T + 3720)
        assert reading is not None
        assert reading.needed_wh == pytest.approx(12_000), "it came home anew"

    async def test_a_charge_that_goes_silent_is_carried_on_by_what_was_taken(
        self, hass: HomeAssistant, rooms: Rooms
    ) -> None:
        hass.states.async_set("sensor.car", "40", {"unit_of_measurement": "%"})
        rooms.show_power("charger", 9000)
        device = self.made(
            hass, soc="sensor.car", capacity=60, target=80, needed=None, power_sensor="sensor.charger_power"
        )
        reading = device.observe(T)
        assert reading is not None
        assert reading.needed_wh == pytest.approx(0.4 * 60_000 / 0.9)
        assert reading.room_wh == pytest.approx(0.6 * 60_000 / 0.9)
        hass.states.async_set("sensor.car", "unavailable")
        for minutes in range(1, 61):
            reading = device.observe(T + 60 * minutes)
        assert reading is not None
        assert reading.needed_wh == pytest.approx(0.4 * 60_000 / 0.9 - 9000)

    @pytest.mark.parametrize("plugged", ["unavailable", "unknown", "off"])
    async def test_is_not_told_anything_unless_it_is_known_to_be_there(
        self, hass: HomeAssistant, rooms: Rooms, plugged: str
    ) -> None:
        hass.states.async_set("input_boolean.plugged", plugged)
        assert self.made(hass).observe(T) is None

    async def test_one_that_never_told_its_need_is_not_planned(self, hass: HomeAssistant, rooms: Rooms) -> None:
        assert self.made(hass, needed="number.silent").observe(T) is None

    async def test_charges_in_amperes_and_waits_below_the_least(self, hass: HomeAssistant, rooms: Rooms) -> None:
        device = self.made(hass)
        reading = device.observe(T)
        assert reading is not None
        await device.async_charge(6900, reading, T)
        assert rooms.is_on("charger")
        assert hass.states.is_state("input_number.current", "10.0")
        await device.async_charge(3000, reading, T + 60)
        assert not rooms.is_on("charger")
        await device.async_release()
        assert rooms.is_on("charger"), "better full than stranded"

    async def test_from_surplus_only_it_waits_also_without_a_plan(self, hass: HomeAssistant, rooms: Rooms) -> None:
        device = self.made(hass, surplus_only=True)
        await device.async_release()
        assert not rooms.is_on("charger")

    async def test_its_departure_is_the_next_one_and_does_not_move_on_when_it_has_come(
        self, hass: HomeAssistant, rooms: Rooms, freezer: FrozenDateTimeFactory
    ) -> None:
        device = self.made(hass, departure="sensor.departs")
        hass.states.async_set("sensor.departs", "unavailable")
        reading = device.observe(T)
        assert reading is not None
        assert reading.departure == T + 86_400
        hass.states.async_set("sensor.departs", (START + timedelta(hours=5)).isoformat())
        reading = device.observe(T)
        assert reading is not None
        assert reading.departure == T + 5 * 3600


class TestHours:
    """A load that may pause has had its hours when it was on, whoever turned it on."""

    def made(self, hass: HomeAssistant, notes: dict[str, Any] | None = None, **changes: Any) -> HoursDevice:
        return HoursDevice(hass, ApplianceConfig.of(boiler(**changes)["data"]), CLOCK, {} if notes is None else notes)

    async def test_counts_hours_across_a_restart(self, hass: HomeAssistant, rooms: Rooms) -> None:
        notes: dict[str, Any] = {}
        device = self.made(hass, notes)
        await rooms.set("boiler", on=True)
        for minutes in range(0, 61, 5):
            reading = device.observe(T + 60 * minutes)
        assert reading is not None
        assert reading.needed_seconds == 2 * 3600
        reading = self.made(hass, notes).observe(T + 3660)
        assert reading is not None
        assert reading.needed_seconds == pytest.approx(2 * 3600 - 60)

    async def test_its_day_begins_anew_at_its_end(
        self, hass: HomeAssistant, rooms: Rooms, freezer: FrozenDateTimeFactory
    ) -> None:
        device = self.made(hass, ready_by="sensor.end", after="sensor.begin")
        hass.states.async_set("sensor.end", (START + timedelta(hours=2)).isoformat())
        hass.states.async_set("sensor.begin", (START + timedelta(hours=1)).isoformat())
        reading = device.observe(T)
        assert reading is not None
        assert (reading.latest, reading.earliest) == (T + 7200, T + 3600)
        freezer.move_to(START + timedelta(hours=2))
        reading = device.observe(T + 7200)
        assert reading is not None
        assert reading.latest == T + 7200 + 86_400

    async def test_is_not_switched_before_it_may_be(self, hass: HomeAssistant, rooms: Rooms) -> None:
        device = self.made(hass)
        await rooms.set("boiler", on=True)
        device.observe(T)
        reading = device.observe(T + 600)
        assert reading is not None
        await device.async_switch(T, reading, on=False)
        assert rooms.is_on("boiler"), "on for ten of thirty minutes"
        device.observe(T + 1200)
        reading = device.observe(T + 1800)
        assert reading is not None
        await device.async_switch(T + 1, reading, on=False)
        assert not rooms.is_on("boiler")

    async def test_one_whose_switch_is_silent_is_not_planned(self, hass: HomeAssistant, rooms: Rooms) -> None:
        hass.states.async_set("input_boolean.boiler", "unavailable")
        assert self.made(hass).observe(T) is None


class TestRoom:
    """A room stays in its band whatever energy costs."""

    def made(self, hass: HomeAssistant, **changes: Any) -> ThermostatDevice:
        return ThermostatDevice(hass, ThermostatConfig.of(room(**changes)["data"]), {})

    @pytest.mark.parametrize(
        ("watts", "planned", "expected"),
        [(1500, 21.6, 21.6), (1500, 40, 22), (1500, -10, 20), (0, 21, 20), (0, None, 21), (1500, None, 21)],
    )
    async def test_its_setpoint_never_leaves_the_band(
        self, hass: HomeAssistant, rooms: Rooms, watts: float, planned: float | None, expected: float
    ) -> None:
        device = self.made(hass)
        reading = device.observe(T)
        assert reading is not None
        assert device.setpoint(reading, watts, planned) == pytest.approx(expected)

    async def test_rounding_does_not_carry_it_out_of_the_band(self, hass: HomeAssistant, rooms: Rooms) -> None:
        device = self.made(hass, low=20.3, high=21.8)
        reading = device.observe(T)
        assert reading is not None
        await device.async_set(21.8, reading, T)
        assert ("climate.room", "set_temperature", 21.5) in rooms.told
        await device.async_set(20.3, reading, T + 60)
        assert ("climate.room", "set_temperature", 20.5) in rooms.told

    async def test_the_owners_setpoint_comes_back(self, hass: HomeAssistant, rooms: Rooms) -> None:
        device = self.made(hass)
        reading = device.observe(T)
        assert reading is not None
        await device.async_set(22, reading, T)
        await device.async_release()
        state = hass.states.get("climate.room")
        assert state is not None
        assert state.attributes["temperature"] == 20.5

    async def test_a_turn_of_the_dial_is_the_owners(self, hass: HomeAssistant, rooms: Rooms) -> None:
        device = self.made(hass)
        reading = device.observe(T)
        assert reading is not None
        await device.async_set(22, reading, T)
        await hass.services.async_call(
            "climate", "set_temperature", {"entity_id": "climate.room", "temperature": 19}, blocking=True
        )
        assert await device.async_set(22, reading, T + 60) is Obedience.OVERRIDDEN
        await device.async_release()
        state = hass.states.get("climate.room")
        assert state is not None
        assert state.attributes["temperature"] == 19, "what the owner has set stays"

    @pytest.mark.parametrize("said", ["unavailable", "unknown", "200", "-99"])
    async def test_without_a_temperature_that_can_be_true_it_is_not_planned(
        self, hass: HomeAssistant, rooms: Rooms, said: str
    ) -> None:
        hass.states.async_set("climate.room", "heat", {"current_temperature": said})
        assert self.made(hass).observe(T) is None

    async def test_one_that_is_off_is_left_off(self, hass: HomeAssistant, rooms: Rooms) -> None:
        await hass.services.async_call(
            "climate", "set_hvac_mode", {"entity_id": "climate.room", "hvac_mode": "off"}, blocking=True
        )
        assert self.made(hass).observe(T) is None

    async def test_its_band_follows_the_schedule_and_a_silent_one_means_comfort(
        self, hass: HomeAssistant, rooms: Rooms
    ) -> None:
        device = self.made(hass, schedule="schedule.day", relaxed_low=17, relaxed_high=24)
        now = dt_util.utcnow()
        changes = now + timedelta(hours=3)
        hass.states.async_set("schedule.day", "off", {"next_event": changes})
        early, late = device.band(now), device.band(changes)
        assert early is not None
        assert late is not None
        assert (early.low, early.high) == (17, 24)
        assert (late.low, late.high) == (20, 22)
        hass.states.async_set("schedule.day", "unavailable")
        silent = device.band(now)
        assert silent is not None
        assert silent.low == 20

    async def test_an_end_of_the_band_that_vanishes_keeps_its_value(self, hass: HomeAssistant, rooms: Rooms) -> None:
        hass.states.async_set("input_number.low", "19.5", {"unit_of_measurement": "°C"})
        device = self.made(hass, low="input_number.low")
        device.band(dt_util.utcnow())
        hass.states.async_set("input_number.low", "unavailable")
        band = device.band(dt_util.utcnow())
        assert band is not None
        assert band.low == 19.5

    async def test_the_outside_is_told_by_a_weather_entity_too(self, hass: HomeAssistant, rooms: Rooms) -> None:
        hass.states.async_set("weather.home", "sunny", {"temperature": 50, "temperature_unit": "°F"})
        assert self.made(hass, outdoor="weather.home").outside() == pytest.approx(10)


class TestLearning:
    """A room's model comes from its own past."""

    def lived(self, *, leak: float, drift: float, gain: float, days: int, noise: float = 0.0) -> RoomLearner:
        chance = random.Random(7)
        learner = RoomLearner({}, cools=False)
        inside, step = 20.0, 300.0
        for number in range(int(days * 86_400 / step)):
            outside = 5 + 5 * ((number // 36) % 4)
            watts = 1500.0 if (number // 12) % 3 == 0 else 0.0
            learner.sample(number * step, round(inside + chance.gauss(0, noise), 2), outside, watts)
            inside += (leak * (outside - inside) + drift + gain * watts / 1000) * step / 3600
        return learner

    def test_is_the_average_room_until_a_day_was_seen(self) -> None:
        learner = self.lived(leak=0.1, drift=0, gain=3, days=0)
        assert learner.model == average_room(cools=False)

    def test_finds_how_the_room_is(self) -> None:
        model = self.lived(leak=0.06, drift=0.15, gain=2.2, days=10, noise=0.03).model
        assert model.leak == pytest.approx(0.06, rel=0.25)
        assert model.gain == pytest.approx(2.2, rel=0.15)

    def test_stays_within_what_rooms_do_when_a_sensor_lies(self) -> None:
        learner = RoomLearner({}, cools=True)
        chance = random.Random(3)
        for number in range(LEAST_SAMPLES * 3):
            learner.sample(number * SAMPLE_SECONDS, chance.uniform(15, 19), chance.uniform(-20, 40), 1000)
        model = learner.model
        assert 0.003 <= model.leak <= 0.5
        assert -20 <= model.gain <= -0.1


class TestLivePower:
    """The power now, from counters or a sensor."""

    def show(self, hass: HomeAssistant, sensor: str, kwh: float | str) -> None:
        hass.states.async_set(sensor, str(kwh), {"unit_of_measurement": "kWh"})

    async def test_is_how_fast_the_counters_run(self, hass: HomeAssistant) -> None:
        live = LivePower(hass, {"mode": "registers", "import": ["sensor.in"], "export": ["sensor.out"]})
        for minute in range(6):
            self.show(hass, "sensor.in", 100 + minute * 0.02)
            self.show(hass, "sensor.out", 50)
            live.sample(60.0 * minute)
        assert live.net_w(300) == pytest.approx(-1200)
        assert live.pv_w(300) is None
        assert live.net_w(2000) is None, "nobody has looked for long"
        self.show(hass, "sensor.in", "unavailable")
        live.sample(360)
        assert live.net_w(360) is None

    async def test_is_the_power_sensors_word(self, hass: HomeAssistant) -> None:
        live = LivePower(hass, {"mode": "power", "power": "sensor.power"})
        hass.states.async_set("sensor.power", "1.5", {"unit_of_measurement": "kW"})
        live.sample(0)
        assert live.net_w(0) == -1500


def test_a_demonstrations_time_runs_faster_at_home() -> None:
    demo = HomeClock.of(lambda: 1000.0, 30, demo=True)
    assert demo.pace == 30
    assert demo.market(demo.home_now) == 1000
    assert HomeClock.of(lambda: 0.0, 30, demo=False).pace == 1
