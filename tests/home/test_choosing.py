"""Which sensors are offered as meters, and which are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homeassistant.components.energy import async_get_manager
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.home.suggestions import async_suggested_meters
from custom_components.energy_trade.home.validation import MeterProblem, async_meter_problems

if TYPE_CHECKING:
    from homeassistant.components.recorder import Recorder
    from homeassistant.core import HomeAssistant

ENERGY = {"device_class": "energy", "state_class": "total_increasing", "unit_of_measurement": "kWh"}
POWER = {"device_class": "power", "state_class": "measurement", "unit_of_measurement": "W"}


@pytest.fixture(autouse=True)
def _sensors(hass: HomeAssistant) -> None:
    for name in ("day", "night", "out", "roof", "barn", "stored", "drawn"):
        hass.states.async_set(f"sensor.{name}", "12.5", ENERGY)
    for name in ("grid", "grid_2"):
        hass.states.async_set(f"sensor.{name}", "-350", POWER)
    hass.states.async_set("sensor.gas", "12.5", {**ENERGY, "unit_of_measurement": "m³"})


def grid(**known: Any) -> dict[str, Any]:
    return {"type": "grid", "cost_adjustment_day": 0.0, **known}


class TestSuggestions:
    @pytest.fixture(autouse=True)
    async def _energy(self, recorder_mock: Recorder, hass: HomeAssistant) -> None:
        assert await async_setup_component(hass, "energy", {})

    async def suggested(self, hass: HomeAssistant, *sources: dict[str, Any]) -> dict[str, Any]:
        manager = await async_get_manager(hass)
        known: list[Any] = [*sources]
        await manager.async_update({"energy_sources": known, "device_consumption": []})
        return await async_suggested_meters(hass)

    async def test_a_dashboard_that_nobody_set_up_suggests_nothing(self, hass: HomeAssistant) -> None:
        assert await async_suggested_meters(hass) == {}

    async def test_all_that_the_dashboard_knows(self, hass: HomeAssistant) -> None:
        assert await self.suggested(
            hass,
            grid(stat_energy_from="sensor.day", stat_energy_to="sensor.out", stat_rate="sensor.grid"),
            grid(stat_energy_from="sensor.night", stat_energy_to=None),
            {"type": "solar", "stat_energy_from": "sensor.roof", "config_entry_solar_forecast": None},
            {"type": "solar", "stat_energy_from": "sensor.barn", "config_entry_solar_forecast": None},
            {"type": "battery", "stat_energy_from": "sensor.drawn", "stat_energy_to": "sensor.stored"},
            {"type": "gas", "stat_energy_from": "sensor.gas"},
        ) == {
            "import": ["sensor.day", "sensor.night"],
            "export": ["sensor.out"],
            "power": "sensor.grid",
            "pv": ["sensor.roof", "sensor.barn"],
            "battery_charge": ["sensor.stored"],
            "battery_discharge": ["sensor.drawn"],
        }

    async def test_only_sensors_that_can_serve(self, hass: HomeAssistant) -> None:
        assert (
            await self.suggested(
                hass,
                grid(stat_energy_from="energy_trade:residual_import", stat_energy_to="sensor.gone"),
                grid(stat_energy_from="sensor.gas"),
            )
            == {}
        )

    async def test_each_once(self, hass: HomeAssistant) -> None:
        assert await self.suggested(
            hass,
            {"type": "solar", "stat_energy_from": "sensor.roof", "config_entry_solar_forecast": None},
            {"type": "solar", "stat_energy_from": "sensor.roof", "config_entry_solar_forecast": ["other"]},
        ) == {"pv": ["sensor.roof"]}

    async def test_of_several_power_sensors_none_is_the_connections(self, hass: HomeAssistant) -> None:
        assert await self.suggested(hass, grid(stat_rate="sensor.grid"), grid(stat_rate="sensor.grid_2")) == {}

    async def test_what_is_suggested_is_accepted(self, hass: HomeAssistant) -> None:
        suggested = await self.suggested(hass, grid(stat_energy_from="sensor.day", stat_energy_to="sensor.out"))
        assert await async_meter_problems(hass, {"mode": "registers", **suggested}) == ({}, {})


async def problem(hass: HomeAssistant, key: str, sensor: str, mode: str = "registers") -> str | None:
    errors, details = await async_meter_problems(hass, {"mode": mode, key: [sensor]})
    if errors:
        assert details["entity_id"] == sensor
    return errors.get(key)


class TestValidation:
    @pytest.mark.parametrize(
        "meters",
        [
            {"mode": "registers", "import": ["sensor.day", "sensor.night"], "export": ["sensor.out"]},
            {"mode": "registers", "export": ["sensor.out"], "pv": ["sensor.roof"]},
            {"mode": "net", "net": "sensor.day", "battery_charge": ["sensor.stored"]},
            {"mode": "power", "power": "sensor.grid"},
        ],
    )
    async def test_good_ones(self, hass: HomeAssistant, meters: dict[str, Any]) -> None:
        assert await async_meter_problems(hass, meters) == ({}, {})

    @pytest.mark.parametrize(
        "meters",
        [{"mode": "registers"}, {"mode": "registers", "import": [], "pv": ["sensor.roof"]}, {"mode": "net"}],
    )
    async def test_something_must_tell_of_the_grid(self, hass: HomeAssistant, meters: dict[str, Any]) -> None:
        assert await async_meter_problems(hass, meters) == ({"base": MeterProblem.NEEDS_READING}, {})

    @pytest.mark.parametrize(
        ("state", "attributes", "expected"),
        [
            ("on", ENERGY, MeterProblem.NOT_A_NUMBER),
            ("nan", ENERGY, MeterProblem.NOT_A_NUMBER),
            ("inf", ENERGY, MeterProblem.NOT_A_NUMBER),
            ("1", {**ENERGY, "unit_of_measurement": "m³"}, MeterProblem.WRONG_UNIT),
            ("1", {"device_class": "energy"}, MeterProblem.WRONG_UNIT),
            ("1", {**ENERGY, "device_class": "energy_storage"}, MeterProblem.WRONG_CLASS),
            ("1", {**ENERGY, "state_class": "measurement"}, MeterProblem.NOT_A_COUNTER),
            ("1", {**ENERGY, "state_class": "measurement", "last_reset": "2026-01-01"}, None),
            ("1", {**ENERGY, "state_class": "total", "unit_of_measurement": "MJ"}, None),
            ("1", {"unit_of_measurement": "Wh"}, None),
            ("unavailable", ENERGY, None),
            ("unknown", ENERGY, None),
        ],
    )
    async def test_counters(
        self, hass: HomeAssistant, state: str, attributes: dict[str, Any], expected: MeterProblem | None
    ) -> None:
        hass.states.async_set("sensor.meter", state, attributes)
        assert await problem(hass, "import", "sensor.meter") == expected

    @pytest.mark.parametrize(
        ("attributes", "expected"),
        [
            (POWER, None),
            ({**POWER, "unit_of_measurement": "kW"}, None),
            ({**POWER, "unit_of_measurement": "VA"}, MeterProblem.WRONG_UNIT),
            (ENERGY, MeterProblem.WRONG_CLASS),
        ],
    )
    async def test_power(self, hass: HomeAssistant, attributes: dict[str, Any], expected: MeterProblem | None) -> None:
        hass.states.async_set("sensor.meter", "1", attributes)
        assert await problem(hass, "power", "sensor.meter", mode="power") == expected

    @pytest.mark.parametrize("sensor", ["sensor.gone", "not an entity", "energy_trade:bought"])
    async def test_what_is_not_there(self, hass: HomeAssistant, sensor: str) -> None:
        assert await problem(hass, "export", sensor) == MeterProblem.NOT_FOUND

    async def test_only_sensors_can_be_meters(self, hass: HomeAssistant) -> None:
        hass.states.async_set("input_number.meter", "1", ENERGY)
        assert await problem(hass, "export", "input_number.meter") == MeterProblem.NOT_FOUND

    async def test_this_integration_does_not_count_itself(self, hass: HomeAssistant) -> None:
        own = er.async_get(hass).async_get_or_create("sensor", DOMAIN, "sold")
        hass.states.async_set(own.entity_id, "1", ENERGY)
        assert await problem(hass, "export", own.entity_id) == MeterProblem.OWN

    async def test_no_sensor_counts_twice(self, hass: HomeAssistant) -> None:
        meters = {"mode": "registers", "import": ["sensor.day"], "export": ["sensor.day"]}
        errors, details = await async_meter_problems(hass, meters)
        assert errors == {"export": MeterProblem.CHOSEN_TWICE}
        assert details == {"entity_id": "sensor.day", "unit": "kWh"}

    async def test_problems_of_devices_stand_above_the_form(self, hass: HomeAssistant) -> None:
        meters = {"mode": "registers", "import": ["sensor.day"], "pv": ["sensor.gas"]}
        errors, details = await async_meter_problems(hass, meters)
        assert errors == {"base": MeterProblem.WRONG_UNIT}
        assert details == {"entity_id": "sensor.gas", "unit": "m³"}
