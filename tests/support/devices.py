"""Devices of a real Home Assistant, made of its helpers, and what physics makes of what they are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from homeassistant.config_entries import ConfigSubentryDataWithId
from homeassistant.core import callback
from homeassistant.setup import async_setup_component

if TYPE_CHECKING:
    from collections.abc import Mapping

    from homeassistant.core import HomeAssistant

BATTERY_ID: Final = "01JXBATTERYBATTERYBATTERYB"
DRYER_ID: Final = "01JXDRYERDRYERDRYERDRYERDR"
BOILER_ID: Final = "01JXBOILERBOILERBOILERBOIL"
CAR_ID: Final = "01JXCARCARCARCARCARCARCARC"
ROOM_ID: Final = "01JXROOMROOMROOMROOMROOMRO"

MODES: Final = {
    "self_use": "Self use",
    "charge": "Charge",
    "discharge": "Sell",
    "hold": "Rest",
}


def device(kind: str, subentry_id: str, name: str, data: Mapping[str, Any]) -> ConfigSubentryDataWithId:
    """What a device dialog leaves behind."""
    return ConfigSubentryDataWithId(
        subentry_type=kind, subentry_id=subentry_id, title=name, unique_id=None, data=dict(data)
    )


def battery(**changes: Any) -> ConfigSubentryDataWithId:
    """A battery of 10 kWh and 4 kW whose modes are options of a list."""
    return device(
        "battery",
        BATTERY_ID,
        "House battery",
        {
            "soc": "sensor.soc",
            "capacity": 10,
            "charge_power": 4000,
            "discharge_power": 4000,
            "efficiency": 90,
            "reserve": 10,
            "wear": 0.01,
            "rule": "earn",
            "control": "select",
            "select": "input_select.mode",
            "charge_power_number": "input_number.charge_power",
            "discharge_power_number": "input_number.discharge_power",
            **MODES,
            **changes,
        },
    )


def dryer(**changes: Any) -> ConfigSubentryDataWithId:
    """A dryer with a switch and a power sensor: two kWh in an hour and a half."""
    return device(
        "appliance",
        DRYER_ID,
        "Dryer",
        {
            "duty": "remote",
            "starter": "input_boolean.dryer",
            "power_sensor": "sensor.dryer_power",
            "duration": 90,
            "energy": 2,
            "ready_by": "20:00:00",
            **changes,
        },
    )


def boiler(**changes: Any) -> ConfigSubentryDataWithId:
    """A water heater of 2 kW for three hours a day."""
    return device(
        "appliance",
        BOILER_ID,
        "Boiler",
        {
            "duty": "hours",
            "starter": "input_boolean.boiler",
            "power": 2000,
            "hours": 3,
            "min_on": 30,
            "min_off": 15,
            **changes,
        },
    )


def car(**changes: Any) -> ConfigSubentryDataWithId:
    """A car at an 11 kW charger that needs 12 kWh by seven."""
    return device(
        "ev",
        CAR_ID,
        "Car",
        {
            "switch": "input_boolean.charger",
            "current": "input_number.current",
            "plugged": "input_boolean.plugged",
            "min_current": 6,
            "max_current": 16,
            "phases": "3",
            "voltage": 230,
            "needed": 12,
            "departure": "07:00:00",
            "surplus_only": False,
            **changes,
        },
    )


def room(**changes: Any) -> ConfigSubentryDataWithId:
    """A room with a heat pump, 20 to 22 °C."""
    return device(
        "thermostat",
        ROOM_ID,
        "Living room",
        {
            "climate": "climate.room",
            "purpose": "heat",
            "low": 20,
            "high": 22,
            "power": 1500,
            "outdoor": "sensor.outdoor",
            **changes,
        },
    )


@dataclass
class Rooms:
    """Home Assistant's own helpers as devices, and what each was told."""

    hass: HomeAssistant
    soc: float = 50.0
    told: list[tuple[str, str, Any]] = field(default_factory=list)

    async def furnish(self) -> None:
        """Set the helpers up."""
        hass = self.hass
        await async_setup_component(hass, "homeassistant", {})
        for domain, config in {
            "input_select": {"mode": {"options": list(MODES.values()), "initial": MODES["self_use"]}},
            "input_number": {
                "charge_power": {"min": 0, "max": 10000, "step": 50, "unit_of_measurement": "W"},
                "discharge_power": {"min": 0, "max": 10000, "step": 50, "unit_of_measurement": "W"},
                "current": {"min": 0, "max": 32, "step": 1, "unit_of_measurement": "A"},
            },
            "input_boolean": {name: {} for name in ("dryer", "boiler", "charger", "plugged", "loaded")},
            "input_button": {"start": {}},
            "script": {
                name: {"fields": {}, "sequence": [{"event": f"told_{name}", "event_data": {"power": "{{ power }}"}}]}
                for name in ("charge", "rest", "serve")
            },
        }.items():
            assert await async_setup_component(hass, domain, {domain: config})
        await self.heat_pump()
        self.show_soc(self.soc)
        self.show_power("dryer", 0)
        hass.states.async_set("sensor.outdoor", "5", {"unit_of_measurement": "°C"})
        hass.bus.async_listen("call_service", self._on_call)
        await hass.async_block_till_done()

    async def heat_pump(self) -> None:
        """A generic thermostat over a helper."""
        self.hass.states.async_set("sensor.room", "21", {"unit_of_measurement": "°C", "device_class": "temperature"})
        assert await async_setup_component(self.hass, "input_boolean", {"input_boolean": {"heater": {}}})
        assert await async_setup_component(
            self.hass,
            "climate",
            {
                "climate": {
                    "platform": "generic_thermostat",
                    "name": "Room",
                    "unique_id": "room",
                    "heater": "input_boolean.boiler",
                    "target_sensor": "sensor.room",
                    "target_temp": 20.5,
                    "initial_hvac_mode": "heat",
                    "target_temp_step": 0.5,
                }
            },
        )

    @callback
    def _on_call(self, event: Any) -> None:
        data = event.data["service_data"]
        value = next((data[key] for key in ("option", "value", "temperature") if key in data), None)
        self.told.append((str(data.get("entity_id")), event.data["service"], value))

    def show_soc(self, percent: float | str) -> None:
        """Let the battery tell its charge."""
        self.hass.states.async_set("sensor.soc", str(percent), {"unit_of_measurement": "%"})

    def show_power(self, name: str, watts: float | str) -> None:
        """Let a machine's plug tell its power."""
        self.hass.states.async_set(f"sensor.{name}_power", str(watts), {"unit_of_measurement": "W"})

    def is_on(self, name: str) -> bool:
        """Whether a helper is on."""
        return self.hass.states.is_state(f"input_boolean.{name}", "on")

    async def set(self, name: str, *, on: bool) -> None:
        """Switch a helper, as its own device would."""
        await self.hass.services.async_call(
            "input_boolean", "turn_on" if on else "turn_off", {"entity_id": f"input_boolean.{name}"}, blocking=True
        )

    def count(self, entity_id: str, service: str) -> int:
        """How often an entity was told something."""
        return sum(1 for entity, each, _ in self.told if entity == entity_id and each == service)
