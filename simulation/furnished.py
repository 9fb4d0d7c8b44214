"""The machines as a Home Assistant sees them: helpers that are told what to do, sensors that show what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .machines import BATTERY_W, BATTERY_WH, CHARGER_VOLTS, COOLER_W, Machines, Told

if TYPE_CHECKING:
    from collections.abc import Mapping

MODES: Final = {"self_use": "Self use", "charge": "Charge", "discharge": "Sell", "hold": "Rest"}
SHOWN: Final = {
    "battery_charge": ("Battery charge", "%", "battery"),
    "car_charge": ("Car charge", "%", "battery"),
    "dryer_power": ("Dryer power", "W", "power"),
    "charger_power": ("Charger power", "W", "power"),
    "cooler_power": ("Cooler power", "W", "power"),
    "room_temperature": ("Room temperature", "°C", "temperature"),
    "outside_temperature": ("Outside temperature", "°C", "temperature"),
}
SWITCHES: Final = {
    "dryer": "Dryer",
    "dryer_loaded": "Dryer loaded",
    "charger": "Charger",
    "car_plugged": "Car plugged in",
    "cooler": "Cooler",
}


def package(setpoint: float = 23.5) -> dict[str, Any]:
    """A Home Assistant package with all of them."""
    powers = {"min": 0, "max": BATTERY_W, "step": 50, "unit_of_measurement": "W", "initial": BATTERY_W}
    return {
        "input_select": {"battery_mode": {"name": "Battery mode", "options": list(MODES.values())}},
        "input_number": {
            "battery_charging_power": {"name": "Battery charging power", **powers},
            "battery_selling_power": {"name": "Battery selling power", **powers},
            "charger_current": {
                "name": "Charger current",
                "min": 0,
                "max": 16,
                "step": 1,
                "unit_of_measurement": "A",
                "initial": 16,
            },
            **{
                f"{key}_value": {"name": name, "min": -100, "max": 20_000, "step": 0.01, "mode": "box"}
                for key, (name, _, _) in SHOWN.items()
            },
        },
        "input_boolean": {key: {"name": name} for key, name in SWITCHES.items()},
        "input_datetime": {"needed_by": {"name": "Needed by", "has_date": True, "has_time": True}},
        "template": [
            {
                "sensor": [
                    {
                        "name": name,
                        "unique_id": f"machines_{key}",
                        "state": f"{{{{ states('input_number.{key}_value') }}}}",
                        "availability": f"{{{{ has_value('input_number.{key}_value') }}}}",
                        "unit_of_measurement": unit,
                        "device_class": device_class,
                        "state_class": "measurement",
                    }
                    for key, (name, unit, device_class) in SHOWN.items()
                ]
            }
        ],
        "climate": [
            {
                "platform": "generic_thermostat",
                "name": "Living room",
                "unique_id": "machines_living_room",
                "heater": "input_boolean.cooler",
                "target_sensor": "sensor.room_temperature",
                "ac_mode": True,
                "initial_hvac_mode": "cool",
                "target_temp": setpoint,
                "target_temp_step": 0.1,
                "cold_tolerance": 0.2,
                "hot_tolerance": 0.2,
            }
        ],
    }


def told(states: Mapping[str, str]) -> Told:
    """What the machines are set to, by the states of their helpers."""
    modes = {name: mode for mode, name in MODES.items()}

    def figure(entity_id: str, otherwise: float) -> float:
        try:
            return float(states[entity_id])
        except KeyError, ValueError:
            return otherwise

    return Told(
        mode=modes.get(states.get("input_select.battery_mode", ""), "self_use"),
        charge_w=figure("input_number.battery_charging_power", BATTERY_W),
        discharge_w=figure("input_number.battery_selling_power", BATTERY_W),
        dryer=states.get("input_boolean.dryer") == "on",
        charger=states.get("input_boolean.charger") == "on",
        amperes=figure("input_number.charger_current", 16.0),
        cooler=states.get("input_boolean.cooler") == "on",
    )


def shown(machines: Machines, outside: float) -> dict[str, float]:
    """What the sensors' helpers are to be set to, by entity id."""
    figures = {
        "battery_charge": machines.soc,
        "car_charge": machines.car_soc,
        "dryer_power": machines.dryer_w,
        "charger_power": machines.car_w,
        "cooler_power": machines.cooler_w,
        "room_temperature": machines.room,
        "outside_temperature": outside,
    }
    return {f"input_number.{key}_value": round(figure, 2) for key, figure in figures.items()}


def devices(needed_by: str = "input_datetime.needed_by") -> dict[str, tuple[str, dict[str, Any]]]:
    """Each machine's subentry: its name, its kind, and what the dialog leaves behind."""
    return {
        "Battery": (
            "battery",
            {
                "soc": "sensor.battery_charge",
                "capacity": BATTERY_WH / 1000,
                "charge_power": BATTERY_W,
                "discharge_power": BATTERY_W,
                "efficiency": 90,
                "reserve": 10,
                "wear": 0.02,
                "rule": "earn",
                "control": "select",
                "select": "input_select.battery_mode",
                "charge_power_number": "input_number.battery_charging_power",
                "discharge_power_number": "input_number.battery_selling_power",
                **MODES,
            },
        ),
        "Dryer": (
            "appliance",
            {
                "duty": "remote",
                "starter": "input_boolean.dryer",
                "ready": "input_boolean.dryer_loaded",
                "power_sensor": "sensor.dryer_power",
                "duration": 90,
                "energy": 2.1,
                "ready_by": needed_by,
            },
        ),
        "Car": (
            "ev",
            {
                "switch": "input_boolean.charger",
                "current": "input_number.charger_current",
                "plugged": "input_boolean.car_plugged",
                "power_sensor": "sensor.charger_power",
                "min_current": 6,
                "max_current": 16,
                "phases": "1",
                "voltage": CHARGER_VOLTS,
                "soc": "sensor.car_charge",
                "capacity": 40,
                "target": 60,
                "departure": needed_by,
                "surplus_only": False,
            },
        ),
        "Living room": (
            "thermostat",
            {
                "climate": "climate.living_room",
                "purpose": "cool",
                "low": 22,
                "high": 24.5,
                "power": COOLER_W,
                "power_sensor": "sensor.cooler_power",
                "outdoor": "sensor.outside_temperature",
            },
        ),
    }
