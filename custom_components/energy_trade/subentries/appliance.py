"""Names a machine: one run that waits for its time, or hours that may be split."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from homeassistant.const import CONF_NAME, UnitOfEnergy, UnitOfPower, UnitOfTime
from homeassistant.core import split_entity_id

from ..home.devices.config import (
    CONF_AFTER,
    CONF_DURATION,
    CONF_DUTY,
    CONF_ENERGY,
    CONF_HIGHEST_PRICE,
    CONF_HOURS,
    CONF_METER,
    CONF_MIN_OFF,
    CONF_MIN_ON,
    CONF_POWER,
    CONF_POWER_SENSOR,
    CONF_READY,
    CONF_READY_BY,
    CONF_STARTER,
    CONF_STARTER_OPTION,
    DeviceKind,
    Duty,
)
from ..home.devices.reading import Measure
from . import fields as ask
from .flow import NAME, DeviceFlow, Input
from .suggestions import async_suggested_load

if TYPE_CHECKING:
    from homeassistant.config_entries import SubentryFlowResult

    from .fields import Field

DAY_MINUTES: Final = 24 * 60


class ApplianceFlow(DeviceFlow):
    """Adds or changes an appliance."""

    kind: ClassVar = DeviceKind.APPLIANCE

    async def _async_begin(self) -> SubentryFlowResult:
        return await self._async_ask(Duty(self._data[CONF_DUTY]), None)

    async def async_step_user(self, _user_input: Input = None) -> SubentryFlowResult:
        """Ask what the machine does once it may."""
        return self.async_show_menu(step_id="user", menu_options=[duty.value for duty in Duty])

    async def async_step_remote(self, user_input: Input = None) -> SubentryFlowResult:
        """Take a machine that can be started from afar."""
        return await self._async_ask(Duty.REMOTE, user_input)

    async def async_step_plug(self, user_input: Input = None) -> SubentryFlowResult:
        """Take a machine whose plug can hold a run back."""
        return await self._async_ask(Duty.PLUG, user_input)

    async def async_step_reminder(self, user_input: Input = None) -> SubentryFlowResult:
        """Take a machine that a person starts."""
        return await self._async_ask(Duty.REMINDER, user_input)

    async def async_step_hours(self, user_input: Input = None) -> SubentryFlowResult:
        """Take a load that must be on for some hours a day."""
        return await self._async_ask(Duty.HOURS, user_input)

    def _fields(self, duty: Duty) -> tuple[Field, ...]:
        how: tuple[Field, ...] = ()
        energy: tuple[Field, ...]
        match duty:
            case Duty.REMOTE:
                how = (ask.entity(CONF_STARTER, ask.STARTERS, required=True), ask.entity(CONF_READY, ask.YES_OR_NO))
            case Duty.PLUG | Duty.HOURS:
                how = (ask.entity(CONF_STARTER, ask.SWITCHES, required=True),)
            case Duty.REMINDER:
                how = (ask.entity(CONF_READY, ask.YES_OR_NO),)
        if duty is Duty.HOURS:
            energy = (
                ask.number(CONF_POWER, 1, 100_000, UnitOfPower.WATT),
                ask.amount(CONF_HOURS, Measure.HOURS, 0, 24, required=True),
                ask.number(CONF_MIN_ON, 0, DAY_MINUTES, UnitOfTime.MINUTES, proposed=15),
                ask.number(CONF_MIN_OFF, 0, DAY_MINUTES, UnitOfTime.MINUTES, proposed=15),
            )
        else:
            energy = (
                ask.sensor(CONF_POWER_SENSOR, Measure.POWER, required=duty is Duty.PLUG),
                ask.number(CONF_DURATION, 5, DAY_MINUTES, UnitOfTime.MINUTES, proposed=90),
                ask.number(CONF_ENERGY, 0.01, 200, UnitOfEnergy.KILO_WATT_HOUR, proposed=1),
            )
        return (
            NAME,
            *how,
            *energy,
            ask.time_of_day(CONF_AFTER),
            ask.time_of_day(CONF_READY_BY, required=duty is not Duty.HOURS, proposed="20:00:00"),
            ask.amount(CONF_HIGHEST_PRICE, Measure.PRICE, -1, 100, unit=self._price_unit),
        )

    async def _async_ask(self, duty: Duty, user_input: Input) -> SubentryFlowResult:
        fields = self._fields(duty)
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            errors, details = self._take(fields, user_input)
            self._data[CONF_DUTY] = duty.value
            if not errors and (details := self._taken()):
                errors = {CONF_STARTER: "entity_taken"}
            if not errors:
                if known := await async_suggested_load(self.hass, str(user_input[CONF_NAME])):
                    self._data = {CONF_METER: known.get(CONF_METER), **self._data}
                return await self._async_option_or_done()
        return self._ask(duty.value, fields, errors, details)

    async def _async_option_or_done(self) -> SubentryFlowResult:
        starter: str | None = self._data.get(CONF_STARTER)
        if starter is not None and split_entity_id(starter)[0] in ask.SELECTS:
            return await self.async_step_option()
        self._data.pop(CONF_STARTER_OPTION, None)
        return await self._async_done()

    async def async_step_option(self, user_input: Input = None) -> SubentryFlowResult:
        """Ask which option starts the machine."""
        options = ask.options_of(self.hass, self._data[CONF_STARTER])
        fields = (ask.optional_choice(CONF_STARTER_OPTION, options, required=True),)
        if user_input is not None:
            self._take(fields, user_input)
            return await self._async_done()
        return self._ask("option", fields)
