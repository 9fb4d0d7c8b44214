"""Names a thermostat: the band of temperatures in which its room stays, whatever energy costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from homeassistant.components.climate import ATTR_HVAC_MODES, HVACMode
from homeassistant.const import UnitOfPower

from ..home.devices.config import (
    CONF_CLIMATE,
    CONF_HIGH,
    CONF_LOW,
    CONF_OUTDOOR,
    CONF_POWER,
    CONF_POWER_SENSOR,
    CONF_PURPOSE,
    CONF_RELAXED_HIGH,
    CONF_RELAXED_LOW,
    CONF_SCHEDULE,
    DeviceKind,
    Purpose,
)
from ..home.devices.reading import Measure
from . import fields as ask
from .flow import NAME, DeviceFlow, Input

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from homeassistant.config_entries import SubentryFlowResult

NARROWEST: Final = 0.5
"""A band narrower than half a kelvin leaves nothing to plan."""

BANDS: Final = ((CONF_LOW, CONF_HIGH), (CONF_RELAXED_LOW, CONF_RELAXED_HIGH))
MODES: Final = {
    Purpose.HEAT: {HVACMode.HEAT, HVACMode.HEAT_COOL, HVACMode.AUTO},
    Purpose.COOL: {HVACMode.COOL, HVACMode.HEAT_COOL, HVACMode.AUTO},
}


class ThermostatFlow(DeviceFlow):
    """Adds or changes a thermostat."""

    kind: ClassVar = DeviceKind.THERMOSTAT

    async def _async_begin(self) -> SubentryFlowResult:
        return await self.async_step_user()

    async def async_step_user(self, user_input: Input = None) -> SubentryFlowResult:
        """Ask for the thermostat and its comfort band."""
        fields = (
            NAME,
            ask.entity(CONF_CLIMATE, ["climate"], required=True),
            ask.choice(CONF_PURPOSE, [purpose.value for purpose in Purpose]),
            ask.amount(CONF_LOW, Measure.TEMPERATURE, 5, 35, required=True),
            ask.amount(CONF_HIGH, Measure.TEMPERATURE, 5, 35, required=True),
            ask.entity(CONF_SCHEDULE, ["schedule", "input_boolean", "binary_sensor", "calendar"]),
            ask.amount(CONF_RELAXED_LOW, Measure.TEMPERATURE, 5, 35),
            ask.amount(CONF_RELAXED_HIGH, Measure.TEMPERATURE, 5, 35),
            ask.number(CONF_POWER, 10, 50_000, UnitOfPower.WATT, proposed=1000),
            ask.sensor(CONF_POWER_SENSOR, Measure.POWER),
            ask.entity(CONF_OUTDOOR, ["weather", "sensor"]),
        )
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            errors, details = self._take(fields, user_input)
            errors = errors or self._band_problems(user_input)
            if not errors and (details := self._taken()):
                errors = {CONF_CLIMATE: "entity_taken"}
            if not errors:
                return await self._async_done()
        return self._ask("user", fields, errors, details)

    def _band_problems(self, answers: Mapping[str, Any]) -> dict[str, str]:
        state = self.hass.states.get(answers[CONF_CLIMATE])
        modes = set(state.attributes.get(ATTR_HVAC_MODES, ())) if state else set()
        if not modes & MODES[Purpose(answers[CONF_PURPOSE])]:
            return {CONF_PURPOSE: "mode_not_there"}
        for low, high in BANDS:
            lowest, highest = answers.get(low), answers.get(high)
            if (lowest is None) != (highest is None):
                return {high if highest is None else low: "band_half"}
            if isinstance(lowest, int | float) and isinstance(highest, int | float) and highest - lowest < NARROWEST:
                return {high: "band_narrow"}
        if answers.get(CONF_SCHEDULE) and answers.get(CONF_RELAXED_LOW) is None:
            return {CONF_RELAXED_LOW: "band_half"}
        return {}
