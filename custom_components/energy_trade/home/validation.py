"""Whether sensors can serve as meters; each problem is an error key of the forms that choose them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from homeassistant.components.sensor import ATTR_LAST_RESET, ATTR_STATE_CLASS, SensorDeviceClass, SensorStateClass
from homeassistant.const import (
    ATTR_DEVICE_CLASS,
    ATTR_UNIT_OF_MEASUREMENT,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
    Platform,
)
from homeassistant.core import callback, split_entity_id, valid_entity_id
from homeassistant.helpers import entity_registry as er

from ..const import CONF_MODE, DOMAIN, MeterMode
from .plan import DEVICE_KEYS, GRID_KEYS, sensors_of
from .units import MICRO_WH, MILLIWATT, number

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from homeassistant.core import HomeAssistant, State

BASE: Final = "base"


class MeterProblem(StrEnum):
    """Why a sensor cannot serve."""

    NEEDS_READING = "needs_reading"
    """None was chosen."""

    NOT_FOUND = "meter_not_found"
    NOT_A_NUMBER = "meter_not_a_number"
    WRONG_CLASS = "meter_wrong_class"
    """It says something other than energy, or power."""

    WRONG_UNIT = "meter_wrong_unit"
    NOT_A_COUNTER = "meter_not_a_counter"
    """It tells an amount of energy that does not accumulate."""

    CHOSEN_TWICE = "meter_chosen_twice"
    OWN = "meter_own"
    """This integration makes it: it would count itself."""


@callback
def async_sensor_problem(hass: HomeAssistant, sensor: str, *, is_power: bool = False) -> MeterProblem | None:
    """What keeps a sensor from serving as a counter of energy, or as a power sensor; one may be silent right now."""
    state = hass.states.get(sensor)
    if state is None or split_entity_id(sensor)[0] != Platform.SENSOR:
        return MeterProblem.NOT_FOUND
    registered = er.async_get(hass).async_get(sensor)
    if registered is not None and registered.platform == DOMAIN:
        return MeterProblem.OWN
    return _unfit_to_tell_power(state) if is_power else _unfit_to_count(state)


def _unfit_to_tell_power(state: State) -> MeterProblem | None:
    if state.attributes.get(ATTR_DEVICE_CLASS, SensorDeviceClass.POWER) != SensorDeviceClass.POWER:
        return MeterProblem.WRONG_CLASS
    return _unfit_to_tell(state, MILLIWATT)


def _unfit_to_count(state: State) -> MeterProblem | None:
    attributes = state.attributes
    if attributes.get(ATTR_DEVICE_CLASS, SensorDeviceClass.ENERGY) != SensorDeviceClass.ENERGY:
        return MeterProblem.WRONG_CLASS
    if attributes.get(ATTR_STATE_CLASS) == SensorStateClass.MEASUREMENT and ATTR_LAST_RESET not in attributes:
        return MeterProblem.NOT_A_COUNTER
    return _unfit_to_tell(state, MICRO_WH)


def _unfit_to_tell(state: State, units: Container[str]) -> MeterProblem | None:
    if state.attributes.get(ATTR_UNIT_OF_MEASUREMENT) not in units:
        return MeterProblem.WRONG_UNIT
    if state.state not in (STATE_UNAVAILABLE, STATE_UNKNOWN) and number(state.state) is None:
        return MeterProblem.NOT_A_NUMBER
    return None


async def async_meter_problems(hass: HomeAssistant, meters: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Errors of a filled-in form by field, and what fills in their texts.

    Fields within the section of the home's own devices cannot carry errors: theirs stand above the form.
    """
    mode = MeterMode(meters[CONF_MODE])
    if not any(sensors_of(meters, key) for key in GRID_KEYS[mode]):
        return {BASE: MeterProblem.NEEDS_READING.value}, {}
    seen: set[str] = set()
    for key in (*GRID_KEYS[mode], *DEVICE_KEYS):
        for sensor in sensors_of(meters, key):
            is_power = mode is MeterMode.POWER and key not in DEVICE_KEYS
            problem = MeterProblem.NOT_FOUND
            if valid_entity_id(sensor):
                found = async_sensor_problem(hass, sensor, is_power=is_power)
                if found is None and sensor not in seen:
                    seen.add(sensor)
                    continue
                problem = found or MeterProblem.CHOSEN_TWICE
            state = hass.states.get(sensor)
            unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT) if state else None
            field = BASE if key in DEVICE_KEYS else key
            return {field: problem.value}, {"entity_id": sensor, "unit": unit or "–"}
    return {}, {}
