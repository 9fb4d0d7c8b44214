"""What tells how much energy the home takes and gives."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, cast

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigFlow, ConfigFlowResult

from .. import forms
from ..const import CONF_METERS, CONF_MODE, MeterMode
from ..home.suggestions import async_suggested_meters
from ..home.validation import async_meter_problems

type Input = dict[str, Any] | None


class MeterSteps(ConfigFlow):
    """The steps that name the home's meters."""

    _data: dict[str, Any]

    @abstractmethod
    async def _async_meters_known(self) -> ConfigFlowResult:
        """Go on once the data hold the meters."""

    async def async_step_meters(self, _user_input: Input = None) -> ConfigFlowResult:
        """Ask what tells how much energy the home takes and gives."""
        return self.async_show_menu(step_id="meters", menu_options=[mode.value for mode in MeterMode])

    async def async_step_registers(self, user_input: Input = None) -> ConfigFlowResult:
        """Take the counters of import and export."""
        return await self._async_read_meters(MeterMode.REGISTERS, user_input)

    async def async_step_net(self, user_input: Input = None) -> ConfigFlowResult:
        """Take the one counter that runs both ways."""
        return await self._async_read_meters(MeterMode.NET, user_input)

    async def async_step_power(self, user_input: Input = None) -> ConfigFlowResult:
        """Take a sensor of power, from which energy can only be estimated."""
        return await self._async_read_meters(MeterMode.POWER, user_input)

    async def _async_read_meters(self, mode: MeterMode, user_input: Input) -> ConfigFlowResult:
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is None:
            suggested = forms.suggested_meters(await self._async_suggested_meters(mode))
        else:
            suggested = user_input
            meters = forms.filled_meters(mode, user_input)
            errors, details = await async_meter_problems(self.hass, meters)
            if not errors:
                self._data[CONF_METERS] = meters
                return await self._async_meters_known()
        return self.async_show_form(
            step_id=mode.value,
            data_schema=self.add_suggested_values_to_schema(forms.meters(mode, suggested), suggested),
            errors=errors,
            description_placeholders=details,
        )

    async def _async_suggested_meters(self, mode: MeterMode) -> Mapping[str, Any]:
        if self.source == SOURCE_RECONFIGURE and self._data[CONF_METERS][CONF_MODE] == mode:
            return cast("dict[str, Any]", self._data[CONF_METERS])
        return await async_suggested_meters(self.hass)
