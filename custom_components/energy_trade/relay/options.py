"""Whether a home relays for others, what that may cost, and which relays it uses itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from ..chain.invitation import InvitationError, checked_nodes
from ..office.dialog import OfficeDialog
from ..options_dialog import Input
from ..web import base_url
from .budget import WEI
from .setup import CONF_CARRY, CONF_DOORS, CONF_LIMIT, CONF_RELAY

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigFlowResult


class RelayOptions(OfficeDialog):
    """The dialog about relaying."""

    async def async_step_relay(self, user_input: Input = None) -> ConfigFlowResult:
        """Choose it; the operator's home relays anyway."""
        errors: dict[str, str] = {}
        options: dict[str, Any] = dict(self.config_entry.options)
        if user_input is not None:
            named = [door for door in user_input.get(CONF_DOORS, []) if door.strip()]
            try:
                doors = list(checked_nodes(named)) if named else []
            except InvitationError:
                errors[CONF_DOORS] = "bad_door"
            else:
                chosen = {**user_input, CONF_DOORS: doors}
                return self.async_create_entry(data={**options, CONF_RELAY: chosen})
        coin = NumberSelectorConfig(min=0, step="any", mode=NumberSelectorMode.BOX)
        fields: dict[Any, Any] = {vol.Optional(CONF_LIMIT): NumberSelector(coin)}
        if self.office is None:
            fields = {
                vol.Required(CONF_CARRY, default=False): BooleanSelector(),
                **fields,
                vol.Optional(CONF_DOORS): TextSelector(TextSelectorConfig(multiple=True)),
            }
        relay = self.config_entry.runtime_data.relay if self.is_running else None
        spent = relay.budget.spent / WEI if relay else 0
        return self.async_show_form(
            step_id="relay",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(fields), user_input or options.get(CONF_RELAY, {})
            ),
            errors=errors,
            description_placeholders={"address": base_url(self.hass) or "–", "spent": f"{spent:g}"},
        )
