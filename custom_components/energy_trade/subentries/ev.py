"""Names an electric car at its charger: how it is charged, what it needs, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT, UnitOfElectricPotential

from ..home.devices.config import (
    CONF_CAPACITY,
    CONF_CURRENT,
    CONF_DEPARTURE,
    CONF_HIGHEST_PRICE,
    CONF_MAX_CURRENT,
    CONF_MIN_CURRENT,
    CONF_NEEDED,
    CONF_PHASES,
    CONF_PLUGGED,
    CONF_POWER_SENSOR,
    CONF_SOC,
    CONF_SURPLUS_ONLY,
    CONF_SWITCH,
    CONF_TARGET,
    CONF_VOLTAGE,
    DeviceKind,
)
from ..home.devices.reading import Measure
from . import fields as ask
from .flow import NAME, DeviceFlow, Input

if TYPE_CHECKING:
    from homeassistant.config_entries import SubentryFlowResult
    from homeassistant.core import HomeAssistant

    from .fields import Field


def _sets_flow(hass: HomeAssistant, entity_id: str) -> str | None:
    """A number that sets current, or power."""
    state = hass.states.get(entity_id)
    unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT) if state else None
    if unit is None or not (Measure.CURRENT.takes(unit) or Measure.POWER.takes(unit)):
        return "entity_wrong_unit"
    return None


class EvFlow(DeviceFlow):
    """Adds or changes an electric car."""

    kind: ClassVar = DeviceKind.EV

    async def _async_begin(self) -> SubentryFlowResult:
        return await self.async_step_user()

    async def async_step_user(self, user_input: Input = None) -> SubentryFlowResult:
        """Ask how it is charged."""
        fields = (
            NAME,
            ask.entity(CONF_SWITCH, ask.SWITCHES, required=True),
            ask.entity(CONF_CURRENT, ["number", "input_number"], check=_sets_flow),
            ask.entity(CONF_PLUGGED, ask.YES_OR_NO),
            ask.sensor(CONF_POWER_SENSOR, Measure.POWER),
            ask.number(CONF_MIN_CURRENT, 1, 80, "A", proposed=6),
            ask.amount(CONF_MAX_CURRENT, Measure.CURRENT, 1, 80, proposed=16, required=True),
            ask.choice(CONF_PHASES, ["1", "2", "3"], "1", translated=False),
            ask.number(CONF_VOLTAGE, 100, 480, UnitOfElectricPotential.VOLT, proposed=230),
        )
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            errors, details = self._take(fields, user_input)
            most = user_input[CONF_MAX_CURRENT]
            if not errors and not isinstance(most, str) and most < user_input[CONF_MIN_CURRENT]:
                errors = {CONF_MAX_CURRENT: "below_minimum"}
            if not errors:
                return await self.async_step_need()
        return self._ask("user", fields, errors, details)

    @property
    def _need(self) -> tuple[Field, ...]:
        return (
            ask.sensor(CONF_SOC, Measure.SHARE),
            ask.amount(CONF_CAPACITY, Measure.CAPACITY, 1, 1000),
            ask.amount(CONF_TARGET, Measure.SHARE, 1, 100),
            ask.amount(CONF_NEEDED, Measure.CAPACITY, 0, 1000),
            ask.time_of_day(CONF_DEPARTURE, required=True, proposed="07:00:00"),
            ask.flag(CONF_SURPLUS_ONLY),
            ask.amount(CONF_HIGHEST_PRICE, Measure.PRICE, -1, 100, unit=self._price_unit),
        )

    async def async_step_need(self, user_input: Input = None) -> SubentryFlowResult:
        """Ask what it needs: by its charge, or as energy."""
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            errors, details = self._take(self._need, user_input)
            by_charge = [key in user_input for key in (CONF_SOC, CONF_CAPACITY, CONF_TARGET)]
            if not errors and not all(by_charge) and (any(by_charge) or CONF_NEEDED not in user_input):
                errors = {"base": "need_missing"}
            if not errors and (details := self._taken()):
                errors = {"base": "entity_taken"}
            if not errors:
                return await self._async_done()
        return self._ask("need", self._need, errors, details)
