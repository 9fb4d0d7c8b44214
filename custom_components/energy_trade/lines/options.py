"""Which sensors are the meter of a line: for the home that holds the line's key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.const import Platform
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
)
import voluptuous as vol

from ..const import CONF_EXPORT, CONF_IMPORT, CONF_MODE, MeterMode
from ..home.validation import async_meter_problems
from ..options_dialog import EntryDialog, Input
from .watch import CONF_LINES

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigFlowResult

    from ..market.founding import Founding

FIELD_ZONE = "zone"


class LineOptions(EntryDialog):
    """The dialog about a line's meter."""

    @property
    def has_lines(self) -> bool:
        """Whether the community holds readings against meters of lines."""
        return self.is_running and self._founding.is_metered

    @property
    def _founding(self) -> Founding:
        founding: Founding = self.config_entry.runtime_data.coordinator.founding
        return founding

    async def async_step_line_meter(self, user_input: Input = None) -> ConfigFlowResult:
        """Take the counters of one line; none ends that."""
        errors: dict[str, str] = {}
        details = {"entity_id": "", "unit": "", "agent": self.config_entry.runtime_data.market.agent}
        options: dict[str, Any] = dict(self.config_entry.options)
        known: dict[str, Any] = options.get(CONF_LINES, {})
        if user_input is not None:
            sensors = {key: user_input[key] for key in (CONF_IMPORT, CONF_EXPORT) if user_input.get(key)}
            chosen = {CONF_MODE: MeterMode.REGISTERS.value, **sensors}
            if sensors:
                errors, found = await async_meter_problems(self.hass, chosen)
                details |= found
            if not errors:
                zone = user_input[FIELD_ZONE]
                kept = {key: meters for key, meters in known.items() if key != zone}
                return self.async_create_entry(
                    data={**options, CONF_LINES: {**kept, **({zone: chosen} if sensors else {})}}
                )
        zones = sorted(self._founding.metered_zones)
        choices = [SelectOptionDict(value=str(zone), label=str(zone)) for zone in zones]
        counters = EntitySelector(
            EntitySelectorConfig(domain=Platform.SENSOR, device_class=SensorDeviceClass.ENERGY, multiple=True)
        )
        schema = vol.Schema(
            {
                vol.Required(FIELD_ZONE, default=str(zones[0])): SelectSelector(SelectSelectorConfig(options=choices)),
                vol.Optional(CONF_IMPORT): counters,
                vol.Optional(CONF_EXPORT): counters,
            }
        )
        suggested = (
            {FIELD_ZONE: name, **meters} if (name := next(iter(known), None)) and (meters := known[name]) else {}
        )
        return self.async_show_form(
            step_id="line_meter",
            data_schema=self.add_suggested_values_to_schema(schema, user_input or suggested),
            errors=errors,
            description_placeholders=details,
        )
