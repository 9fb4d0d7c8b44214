"""Naming a device: what is asked, what is refused in words, and who else may steer it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from homeassistant.components.energy import async_get_manager
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import mock_component

from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.home.devices.config import (
    ApplianceConfig,
    BatteryConfig,
    BatteryControl,
    Duty,
    EvConfig,
    Mode,
    ThermostatConfig,
)
from tests.support.living_home import entry as home_entry

if TYPE_CHECKING:
    from homeassistant.components.energy.data import EnergyPreferencesUpdate
    from homeassistant.config_entries import ConfigEntry, SubentryFlowContext
    from homeassistant.core import HomeAssistant

BATTERY = {
    "name": "House battery",
    "soc": "sensor.soc",
    "capacity": 10,
    "charge_power": 5000,
    "discharge_power": "number.most",
    "efficiency": 92,
    "reserve": 10,
    "wear": 0.03,
}
DRYER = {
    "name": "Dryer",
    "starter": "switch.dryer",
    "duration": 90,
    "energy": 1.8,
    "ready_by": "20:00:00",
}
CAR = {
    "name": "Car",
    "switch": "switch.charger",
    "current": "number.current",
    "plugged": "binary_sensor.plugged",
    "min_current": 6,
    "max_current": 16,
    "phases": "3",
    "voltage": 230,
}
NEED = {"needed": 12, "departure": "07:00:00", "surplus_only": False}
ROOM = {
    "name": "Living room",
    "climate": "climate.room",
    "purpose": "heat",
    "low": 20,
    "high": 22,
    "power": 1500,
}


@pytest.fixture
def entry(hass: HomeAssistant) -> ConfigEntry:
    """A community's entry, and a home full of devices."""
    mock_component(hass, "recorder")
    made = home_entry()
    made.add_to_hass(hass)
    for entity_id, state, attributes in (
        ("sensor.soc", "55", {"unit_of_measurement": "%"}),
        ("sensor.text", "hello", {"unit_of_measurement": "%"}),
        ("sensor.warm", "21", {"unit_of_measurement": "°C"}),
        ("sensor.silent", "unavailable", {"unit_of_measurement": "%"}),
        ("sensor.car_soc", "40", {"unit_of_measurement": "%"}),
        ("number.most", "4", {"unit_of_measurement": "kW"}),
        ("number.power", "0", {"unit_of_measurement": "W"}),
        ("number.current", "6", {"unit_of_measurement": "A"}),
        ("number.odd", "6", {}),
        ("select.mode", "Auto", {"options": ["Auto", "Charge", "Sell", "Rest"]}),
        ("select.empty", "unavailable", {}),
        ("select.program", "Off", {"options": ["Off", "Eco"]}),
        ("switch.dryer", "off", {}),
        ("switch.plug", "on", {}),
        ("switch.charger", "off", {}),
        ("switch.forced", "off", {}),
        ("switch.rest", "off", {}),
        ("script.self_use", "off", {}),
        ("script.charge", "off", {}),
        ("sensor.plug_power", "0", {"unit_of_measurement": "W"}),
        ("sensor.departs", "2026-11-22T06:00:00+00:00", {}),
        ("sensor.soon", "soon", {}),
        ("input_datetime.ready", "18:00:00", {}),
        ("binary_sensor.plugged", "on", {}),
        ("climate.room", "heat", {"hvac_modes": ["off", "heat"]}),
        ("schedule.day", "on", {}),
    ):
        hass.states.async_set(entity_id, state, attributes)
    return made


def prefs(**changes: Any) -> EnergyPreferencesUpdate:
    """A part of what the Energy dashboard knows."""
    return cast("EnergyPreferencesUpdate", changes)


class Dialog:
    """A device dialog, as a person goes through it."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, kind: str) -> None:
        self.hass = hass
        self.entry = entry
        self.kind = kind
        self.step: dict[str, Any] = {}

    async def begin(self, subentry_id: str | None = None) -> str:
        context: SubentryFlowContext = {"source": SOURCE_USER}
        if subentry_id:
            context = {"source": SOURCE_RECONFIGURE, "subentry_id": subentry_id}
        result = await self.hass.config_entries.subentries.async_init((self.entry.entry_id, self.kind), context=context)
        return self._at(result)

    async def choose(self, option: str) -> str:
        return await self.submit({"next_step_id": option})

    async def submit(self, answers: dict[str, Any] | None = None) -> str:
        result = await self.hass.config_entries.subentries.async_configure(self.step["flow_id"], answers or {})
        await self.hass.async_block_till_done()
        return self._at(result)

    def _at(self, result: Any) -> str:
        self.step = dict(result)
        if result["type"] in {FlowResultType.CREATE_ENTRY, FlowResultType.ABORT}:
            return str(result.get("reason") or "done")
        return str(result["step_id"])

    @property
    def errors(self) -> dict[str, str]:
        return dict(self.step.get("errors") or {})

    def suggested(self, key: str) -> Any:
        for marker in self.step["data_schema"].schema:
            if str(marker) == key:
                return (marker.description or {}).get("suggested_value")
        return None

    @property
    def kept(self) -> dict[str, Any]:
        [subentry] = self.entry.subentries.values()
        return {"name": subentry.title, **subentry.data}


class TestBattery:
    """A battery is described, given rules, and handed over by mode."""

    async def test_is_steered_by_a_list_of_modes(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        dialog = Dialog(hass, entry, "battery")
        assert await dialog.begin() == "user"
        assert dialog.suggested("reserve") == 10
        assert await dialog.submit(BATTERY) == "rules"
        assert await dialog.submit({"rule": "spare", "charge_below": 0.15, "sell_down_to": 20}) == "control"
        assert await dialog.choose("select") == "select"
        assert await dialog.submit({"select": "select.mode", "charge_power_number": "number.power"}) == "options"
        assert await dialog.submit({"self_use": "Auto", "charge": "Charge", "discharge": "Sell"}) == "done"
        battery = BatteryConfig.of(dialog.kept)
        assert battery.control is BatteryControl.SELECT
        assert battery.modes == {Mode.SELF_USE: "Auto", Mode.CHARGE: "Charge", Mode.DISCHARGE: "Sell"}
        assert battery.commands == {"select.mode", "number.power"}
        assert (battery.rule, battery.charge_below, battery.sell_down_to) == ("spare", 0.15, 20)
        assert battery.discharge_power == "number.most"

    async def test_is_steered_by_switches_or_scripts_or_left_alone(
        self, hass: HomeAssistant, entry: ConfigEntry
    ) -> None:
        for control, answers, expected in (
            ("switches", {"charge": "switch.forced", "hold": "switch.rest"}, {"switch.forced", "switch.rest"}),
            (
                "scripts",
                {"self_use": "script.self_use", "charge": "script.charge"},
                {"script.self_use", "script.charge"},
            ),
        ):
            dialog = Dialog(hass, entry, "battery")
            await dialog.begin()
            await dialog.submit(BATTERY)
            await dialog.submit({"rule": "earn"})
            assert await dialog.choose(control) == control
            assert await dialog.submit(answers) == "done"
            [subentry] = entry.subentries.values()
            assert BatteryConfig.of(subentry.data).commands == expected
            hass.config_entries.async_remove_subentry(entry, subentry.subentry_id)
        dialog = Dialog(hass, entry, "battery")
        await dialog.begin()
        await dialog.submit(BATTERY)
        await dialog.submit({"rule": "earn"})
        assert await dialog.choose("none") == "done"
        assert not BatteryConfig.of(dialog.kept).commands

    @pytest.mark.parametrize(
        ("changed", "error"),
        [
            ({"soc": "sensor.nothing"}, {"soc": "entity_not_found"}),
            ({"soc": "sensor.warm"}, {"soc": "entity_wrong_unit"}),
            ({"soc": "sensor.text"}, {"soc": "entity_not_a_number"}),
            ({"capacity": "sensor.warm"}, {"capacity": "entity_wrong_unit"}),
            ({"name": "  "}, {"name": "name_missing"}),
        ],
    )
    async def test_says_what_is_wrong_and_goes_on_once_it_is_right(
        self, hass: HomeAssistant, entry: ConfigEntry, changed: dict[str, Any], error: dict[str, str]
    ) -> None:
        dialog = Dialog(hass, entry, "battery")
        await dialog.begin()
        assert await dialog.submit({**BATTERY, **changed}) == "user"
        assert dialog.errors == error
        assert dialog.suggested("efficiency") == 92
        assert await dialog.submit(BATTERY) == "rules"

    async def test_a_sensor_that_is_silent_now_may_serve(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        dialog = Dialog(hass, entry, "battery")
        await dialog.begin()
        assert await dialog.submit({**BATTERY, "soc": "sensor.silent"}) == "rules"

    async def test_what_energy_trade_makes_cannot_serve(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        er.async_get(hass).async_get_or_create("sensor", DOMAIN, "own", suggested_object_id="own")
        hass.states.async_set("sensor.own", "5", {"unit_of_measurement": "%"})
        dialog = Dialog(hass, entry, "battery")
        await dialog.begin()
        await dialog.submit({**BATTERY, "soc": "sensor.own"})
        assert dialog.errors == {"soc": "entity_own"}

    async def test_rules_and_modes_contradict_nothing(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        dialog = Dialog(hass, entry, "battery")
        await dialog.begin()
        await dialog.submit(BATTERY)
        await dialog.submit({"rule": "earn", "sell_down_to": 5})
        assert dialog.errors == {"sell_down_to": "below_reserve"}
        await dialog.submit({"rule": "earn", "charge_below": "sensor.text"})
        assert dialog.errors == {"charge_below": "entity_wrong_unit"}
        await dialog.submit({"rule": "earn"})
        await dialog.choose("select")
        await dialog.submit({"select": "select.empty"})
        assert dialog.errors == {"select": "select_without_options"}
        await dialog.submit({"select": "select.mode"})
        await dialog.submit({"self_use": "Auto", "charge": "Auto"})
        assert dialog.errors == {"base": "mode_twice"}
        await dialog.submit({"self_use": "Auto"})
        assert dialog.errors == {"base": "mode_missing"}
        assert await dialog.submit({"self_use": "Auto", "hold": "Rest"}) == "done"

    async def test_no_two_devices_share_an_entity(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        first = Dialog(hass, entry, "battery")
        await first.begin()
        await first.submit(BATTERY)
        await first.submit({"rule": "earn"})
        await first.choose("select")
        await first.submit({"select": "select.mode"})
        await first.submit({"self_use": "Auto", "hold": "Rest"})
        second = Dialog(hass, entry, "battery")
        await second.begin()
        await second.submit({**BATTERY, "name": "Other"})
        await second.submit({"rule": "earn"})
        await second.choose("select")
        await second.submit({"select": "select.mode"})
        assert second.errors == {"select": "entity_taken"}
        assert second.step["description_placeholders"] == {"entity_id": "select.mode"}
        await second.submit({"select": "select.program", "charge_power_number": "number.power"})
        await second.submit({"self_use": "Off", "hold": "Eco"})
        third = Dialog(hass, entry, "battery")
        await third.begin()
        await third.submit({**BATTERY, "name": "Third"})
        await third.submit({"rule": "earn"})
        await third.choose("switches")
        await third.submit({"charge": "switch.forced", "charge_power_number": "number.power"})
        assert third.errors == {"base": "entity_taken"}

    async def test_is_changed_and_keeps_nothing_of_the_old_control(
        self, hass: HomeAssistant, entry: ConfigEntry
    ) -> None:
        dialog = Dialog(hass, entry, "battery")
        await dialog.begin()
        await dialog.submit(BATTERY)
        await dialog.submit({"rule": "earn", "charge_below": 0.2})
        await dialog.choose("select")
        await dialog.submit({"select": "select.mode"})
        await dialog.submit({"self_use": "Auto", "hold": "Rest"})
        [subentry_id] = entry.subentries
        assert await dialog.begin(subentry_id) == "user"
        assert dialog.suggested("name") == "House battery"
        await dialog.submit({**BATTERY, "name": "Cellar battery"})
        assert dialog.suggested("charge_below") == 0.2
        await dialog.submit({"rule": "earn"})
        await dialog.choose("switches")
        assert await dialog.submit({"charge": "switch.forced"}) == "reconfigure_successful"
        assert dialog.kept["name"] == "Cellar battery"
        assert "charge_below" not in dialog.kept
        assert BatteryConfig.of(dialog.kept).commands == {"switch.forced"}

    async def test_the_energy_dashboard_is_asked_first(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        manager = await async_get_manager(hass)
        source = {"type": "battery", "stat_energy_from": "sensor.a", "stat_energy_to": "sensor.b"}
        await manager.async_update(prefs(energy_sources=[{**source, "stat_soc": "sensor.soc", "capacity": 12.5}]))
        dialog = Dialog(hass, entry, "battery")
        await dialog.begin()
        assert (dialog.suggested("soc"), dialog.suggested("capacity")) == ("sensor.soc", 12.5)
        await manager.async_update(prefs(energy_sources=[source, {**source, "stat_energy_from": "sensor.c"}]))
        await dialog.begin()
        assert dialog.suggested("soc") is None


class TestAppliance:
    """A machine runs once, or for some hours."""

    @pytest.mark.parametrize(
        ("duty", "answers"),
        [
            ("remote", {**DRYER, "ready": "binary_sensor.plugged", "highest_price": 0.3}),
            ("plug", {**DRYER, "starter": "switch.plug", "power_sensor": "sensor.plug_power"}),
            ("reminder", {key: value for key, value in DRYER.items() if key != "starter"}),
            (
                "hours",
                {"name": "Boiler", "starter": "switch.dryer", "power": 2000, "hours": 3, "min_on": 30, "min_off": 10},
            ),
        ],
    )
    async def test_is_named_and_changed(
        self, hass: HomeAssistant, entry: ConfigEntry, duty: str, answers: dict[str, Any]
    ) -> None:
        dialog = Dialog(hass, entry, "appliance")
        assert await dialog.begin() == "user"
        assert await dialog.choose(duty) == duty
        assert await dialog.submit(answers) == "done"
        kept = ApplianceConfig.of(dialog.kept)
        assert kept.duty is Duty(duty)
        assert kept.is_run is (duty != "hours")
        [subentry_id] = entry.subentries
        assert await dialog.begin(subentry_id) == duty
        assert await dialog.submit({**answers, "name": "Another"}) == "reconfigure_successful"
        assert dialog.kept["name"] == "Another"

    async def test_a_program_is_chosen_where_a_list_starts_it(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        dialog = Dialog(hass, entry, "appliance")
        await dialog.begin()
        await dialog.choose("remote")
        assert await dialog.submit({**DRYER, "starter": "select.program"}) == "option"
        assert await dialog.submit({"starter_option": "Eco"}) == "done"
        assert ApplianceConfig.of(dialog.kept).option == "Eco"

    async def test_refuses_what_tells_no_time_and_takes_what_does(
        self, hass: HomeAssistant, entry: ConfigEntry
    ) -> None:
        dialog = Dialog(hass, entry, "appliance")
        await dialog.begin()
        await dialog.choose("remote")
        await dialog.submit({**DRYER, "ready_by": "sensor.soon"})
        assert dialog.errors == {"ready_by": "entity_not_a_time"}
        await dialog.submit({**DRYER, "ready_by": "sensor.nothing"})
        assert dialog.errors == {"ready_by": "entity_not_found"}
        assert await dialog.submit({**DRYER, "ready_by": "input_datetime.ready", "after": "sensor.silent"}) == "done"

    async def test_knows_its_meter_from_the_energy_dashboard(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        manager = await async_get_manager(hass)
        hass.states.async_set("sensor.dryer_energy", "5", {"unit_of_measurement": "kWh"})
        await manager.async_update(
            prefs(
                device_consumption=[
                    {"stat_consumption": "sensor.washer", "name": "Washer"},
                    {"stat_consumption": "sensor.dryer_energy", "name": "dryer"},
                ]
            )
        )
        dialog = Dialog(hass, entry, "appliance")
        await dialog.begin()
        await dialog.choose("remote")
        await dialog.submit(DRYER)
        assert dialog.kept["meter"] == "sensor.dryer_energy"

    async def test_one_switch_starts_one_machine(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        for expected in ("done", "remote"):
            dialog = Dialog(hass, entry, "appliance")
            await dialog.begin()
            await dialog.choose("remote")
            assert await dialog.submit(DRYER) == expected
        assert dialog.errors == {"starter": "entity_taken"}


class TestCar:
    """A car needs energy until it leaves."""

    async def test_is_named_and_changed(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        dialog = Dialog(hass, entry, "ev")
        assert await dialog.begin() == "user"
        assert await dialog.submit(CAR) == "need"
        need = {"soc": "sensor.car_soc", "capacity": 60, "target": 80, "departure": "sensor.departs"}
        assert await dialog.submit({**need, "surplus_only": True}) == "done"
        car = EvConfig.of(dialog.kept)
        assert (car.phases, car.surplus_only, car.departure) == (3, True, "sensor.departs")
        assert car.commands == {"switch.charger", "number.current"}
        [subentry_id] = entry.subentries
        assert await dialog.begin(subentry_id) == "user"
        await dialog.submit(CAR)
        assert await dialog.submit(NEED) == "reconfigure_successful"
        assert EvConfig.of(dialog.kept).soc is None

    async def test_says_what_is_wrong(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        dialog = Dialog(hass, entry, "ev")
        await dialog.begin()
        await dialog.submit({**CAR, "current": "number.odd"})
        assert dialog.errors == {"current": "entity_wrong_unit"}
        await dialog.submit({**CAR, "max_current": 5})
        assert dialog.errors == {"max_current": "below_minimum"}
        await dialog.submit(CAR)
        for wanting in ({}, {"soc": "sensor.car_soc"}, {"soc": "sensor.car_soc", "capacity": 60, "needed": 5}):
            await dialog.submit({**wanting, "departure": "07:00:00", "surplus_only": False})
            assert dialog.errors == {"base": "need_missing"}
        assert await dialog.submit(NEED) == "done"
        other = Dialog(hass, entry, "ev")
        await other.begin()
        await other.submit(CAR)
        await other.submit(NEED)
        assert other.errors == {"base": "entity_taken"}


class TestThermostat:
    """A room stays in its band."""

    async def test_is_named_and_changed(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        dialog = Dialog(hass, entry, "thermostat")
        assert await dialog.begin() == "user"
        banded = {**ROOM, "schedule": "schedule.day", "relaxed_low": 17, "relaxed_high": 24}
        assert await dialog.submit(banded) == "done"
        assert ThermostatConfig.of(dialog.kept).relaxed_low == 17
        [subentry_id] = entry.subentries
        assert await dialog.begin(subentry_id) == "user"
        assert await dialog.submit(ROOM) == "reconfigure_successful"
        assert ThermostatConfig.of(dialog.kept).schedule is None

    @pytest.mark.parametrize(
        ("changed", "error"),
        [
            ({"purpose": "cool"}, {"purpose": "mode_not_there"}),
            ({"high": 20.2}, {"high": "band_narrow"}),
            ({"relaxed_low": 17}, {"relaxed_high": "band_half"}),
            ({"relaxed_high": 25}, {"relaxed_low": "band_half"}),
            ({"schedule": "schedule.day"}, {"relaxed_low": "band_half"}),
            ({"climate": "climate.none"}, {"climate": "entity_not_found"}),
        ],
    )
    async def test_says_what_is_wrong(
        self, hass: HomeAssistant, entry: ConfigEntry, changed: dict[str, Any], error: dict[str, str]
    ) -> None:
        dialog = Dialog(hass, entry, "thermostat")
        await dialog.begin()
        await dialog.submit({**ROOM, **changed})
        assert dialog.errors == error

    async def test_one_thermostat_is_named_once(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        for expected in ("done", "user"):
            dialog = Dialog(hass, entry, "thermostat")
            await dialog.begin()
            assert await dialog.submit(ROOM) == expected
        assert dialog.errors == {"climate": "entity_taken"}


class TestRivals:
    """Two controllers of one device fight each other, so the owner is warned."""

    async def warned_of(self, hass: HomeAssistant, entry: ConfigEntry) -> str:
        dialog = Dialog(hass, entry, "ev")
        await dialog.begin()
        await dialog.submit(CAR)
        if await dialog.submit(NEED) == "done":
            return ""
        assert dialog.step["step_id"] == "rivals"
        told = str(dialog.step["description_placeholders"]["rivals"])
        assert await dialog.submit() == "done"
        return told

    async def test_of_an_integration_that_plans(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        hass.config.components.add("evcc_intg")
        assert await self.warned_of(hass, entry) == "- evcc_intg"

    async def test_of_a_planner_outside_by_what_it_publishes(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        hass.states.async_set("predbat.status", "Demand")
        hass.states.async_set("sensor.p_batt_forecast", "300")
        assert await self.warned_of(hass, entry) == "- emhass\n- predbat"

    async def test_of_an_automation_with_a_hand_on_the_charger(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        assert await async_setup_component(
            hass,
            "automation",
            {
                "automation": {
                    "alias": "Charge at night",
                    "trigger": {"trigger": "state", "entity_id": "schedule.day"},
                    "action": {"action": "switch.turn_on", "target": {"entity_id": "switch.charger"}},
                }
            },
        )
        assert await self.warned_of(hass, entry) == "- automation.charge_at_night"

    async def test_of_nobody_where_nobody_is(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        hass.config.components.add("solar_forecast")
        assert await self.warned_of(hass, entry) == ""
