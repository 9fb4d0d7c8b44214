"""A battery's charge is believed only where it can be, and it is never emptied below its reserve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homeassistant.core import callback
import pytest

from custom_components.energy_trade.home.devices.battery import DOUBT_SECONDS, BatteryDevice, BatteryReading, SocWatch
from custom_components.energy_trade.home.devices.config import BatteryConfig
from custom_components.energy_trade.planner.policy import BatteryMode, Command, ModeReason
from tests.support.devices import MODES, Rooms, battery

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

SELL = Command(mode=BatteryMode.DISCHARGE, reason=ModeReason.SELLS_DEAR, power_w=3000)
BUY = Command(mode=BatteryMode.CHARGE, reason=ModeReason.BUYS_CHEAP, power_w=2000)


def made(hass: HomeAssistant, **changes: Any) -> BatteryDevice:
    return BatteryDevice(hass, BatteryConfig.of(battery(**changes)["data"]))


@pytest.fixture
async def rooms(hass: HomeAssistant) -> Rooms:
    rooms = Rooms(hass)
    await rooms.furnish()
    return rooms


class TestCharge:
    """Sensors vanish, jump and lie."""

    def test_moves_as_fast_as_a_battery_can(self) -> None:
        watch = SocWatch()
        assert watch.believe(50, 40, 0) == 50
        assert watch.believe(56, 40, 60) is None, "six percent in a minute"
        assert watch.believe(52, 40, 120) == 52
        assert watch.believe(62, 40, 900) == 62, "ten percent in a quarter of an hour at four kilowatts"

    def test_a_jump_is_believed_once_it_has_stood(self) -> None:
        watch = SocWatch()
        watch.believe(50, 40, 0)
        assert watch.believe(0, 1, 60) is None
        assert watch.believe(0, 1, 60 + DOUBT_SECONDS - 1) is None
        assert watch.believe(0, 1, 60 + DOUBT_SECONDS) == 0

    def test_a_charge_that_leaps_to_and_fro_is_not(self) -> None:
        watch = SocWatch()
        watch.believe(50, 1, 0)
        answers = [watch.believe((0, 100)[step % 2], 1, 60 * step) for step in range(1, 40)]
        assert set(answers) == {None}

    @pytest.mark.parametrize("said", ["unavailable", "unknown", "nan", "inf", "-5", "180", "full"])
    def test_what_cannot_be_true_is_no_reading(self, hass: HomeAssistant, said: str) -> None:
        hass.states.async_set("sensor.soc", said, {"unit_of_measurement": "%"})
        assert made(hass).read(0) is None

    def test_limits_that_vanish_keep_their_last_value(self, hass: HomeAssistant) -> None:
        hass.states.async_set("sensor.soc", "50", {"unit_of_measurement": "%"})
        hass.states.async_set("number.most", "4.2", {"unit_of_measurement": "kW"})
        hass.states.async_set("number.reserve", "20", {"unit_of_measurement": "%"})
        device = made(hass, charge_power="number.most", reserve="number.reserve")
        reading = device.read(0)
        assert reading == BatteryReading(
            capacity_wh=10_000, stored_wh=5000, reserve_wh=2000, charge_w=4200, discharge_w=4000
        )
        for entity_id in ("number.most", "number.reserve"):
            hass.states.async_set(entity_id, "unavailable")
        assert device.read(60) == reading

    def test_without_a_limit_ever_seen_it_is_not_planned(self, hass: HomeAssistant) -> None:
        hass.states.async_set("sensor.soc", "50", {"unit_of_measurement": "%"})
        assert made(hass, reserve="number.none").read(0) is None


class TestSafety:
    """Whatever a plan says."""

    @pytest.mark.parametrize("stored", [0, 999, 1000])
    def test_it_is_not_discharged_at_or_below_its_reserve(self, hass: HomeAssistant, stored: float) -> None:
        reading = BatteryReading(capacity_wh=10_000, stored_wh=stored, reserve_wh=1000, charge_w=1, discharge_w=1)
        assert made(hass).safe(SELL, reading).mode is BatteryMode.HOLD

    def test_it_sells_above_its_reserve(self, hass: HomeAssistant) -> None:
        reading = BatteryReading(capacity_wh=10_000, stored_wh=5000, reserve_wh=1000, charge_w=1, discharge_w=1)
        assert made(hass).safe(SELL, reading) == SELL

    @pytest.mark.parametrize("command", [SELL, BUY])
    def test_nothing_is_forced_while_its_charge_is_not_known(self, hass: HomeAssistant, command: Command) -> None:
        assert made(hass).safe(command, None).mode is BatteryMode.HOLD
        assert made(hass, reserve=0).safe(command, None).mode is BatteryMode.SELF_USE

    def test_a_mode_that_it_does_not_know_becomes_self_use(self, hass: HomeAssistant) -> None:
        reading = BatteryReading(capacity_wh=10_000, stored_wh=5000, reserve_wh=0, charge_w=1, discharge_w=1)
        assert made(hass, discharge=None).safe(SELL, reading) == Command(
            mode=BatteryMode.SELF_USE, reason=SELL.reason, power_w=None
        )


class TestControl:
    """Any inverter works."""

    async def test_by_a_list_with_powers(self, hass: HomeAssistant, rooms: Rooms) -> None:
        device = made(hass)
        await device.async_command(SELL, 0)
        assert rooms.told == [
            ("input_number.discharge_power", "set_value", 3000),
            ("input_select.mode", "select_option", MODES["discharge"]),
        ]
        await device.async_release()
        assert hass.states.is_state("input_select.mode", MODES["self_use"])

    async def test_by_switches_of_which_one_at_most_is_on(self, hass: HomeAssistant, rooms: Rooms) -> None:
        device = made(
            hass, control="switches", charge="input_boolean.dryer", discharge="input_boolean.boiler", hold=None
        )
        await device.async_command(BUY, 0)
        assert (rooms.is_on("dryer"), rooms.is_on("boiler")) == (True, False)
        await device.async_command(SELL, 60)
        assert (rooms.is_on("dryer"), rooms.is_on("boiler")) == (False, True)
        await device.async_release()
        assert (rooms.is_on("dryer"), rooms.is_on("boiler")) == (False, False)

    async def test_by_scripts_that_are_given_the_power(self, hass: HomeAssistant, rooms: Rooms) -> None:
        told: list[Any] = []
        hass.bus.async_listen("told_charge", callback(lambda event: told.append(event.data["power"])))
        device = made(hass, control="scripts", self_use="script.serve", charge="script.charge", hold="script.rest")
        for now in (0, 60):
            await device.async_command(BUY, now)
        await hass.async_block_till_done()
        assert told == [2000]

    async def test_a_number_in_kilowatts_is_set_in_kilowatts(self, hass: HomeAssistant, rooms: Rooms) -> None:
        hass.states.async_set(
            "input_number.charge_power", "0", {"unit_of_measurement": "kW", "min": 0, "max": 10, "step": 0.1}
        )
        await made(hass).async_command(BUY, 0)
        assert ("input_number.charge_power", "set_value", 2) in rooms.told

    async def test_one_that_is_not_controlled_is_never_told_anything(self, hass: HomeAssistant, rooms: Rooms) -> None:
        device = made(hass, control="none")
        assert not device.can_be_told
        await device.async_release()
        assert rooms.told == []
