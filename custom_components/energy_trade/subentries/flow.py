"""What the device dialogs share: forms, errors, the warning of other controllers, and the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigEntryState, ConfigSubentryFlow, SubentryFlowResult
from homeassistant.const import CONF_NAME
import voluptuous as vol

from ..home.devices.config import DeviceKind, device_config
from . import fields as ask
from .rivals import async_rivals, async_taken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .fields import Field

type Input = dict[str, Any] | None

NAME: Final = ask.text(CONF_NAME)


class DeviceFlow(ConfigSubentryFlow):
    """Asks what a device is and how it is steered; answers become the subentry's data, its name the title."""

    kind: ClassVar[DeviceKind]

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._data: dict[str, Any] = {}

    async def async_step_reconfigure(self, user_input: Input = None) -> SubentryFlowResult:
        """Go through the same questions, with what was answered before."""
        subentry = self._get_reconfigure_subentry()
        self._data = {**subentry.data, CONF_NAME: subentry.title}
        return await self._async_begin()

    async def _async_begin(self) -> SubentryFlowResult:
        raise NotImplementedError

    def _take(self, fields: Sequence[Field], answers: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
        """Keep a form's answers, also those that were taken back; return what is wrong with them."""
        asked = {each.key for each in fields}
        self._data = {key: value for key, value in self._data.items() if key not in asked} | answers
        if NAME.key in asked and not str(answers.get(NAME.key, "")).strip():
            return {NAME.key: "name_missing"}, {}
        return ask.problems(self.hass, fields, answers)

    def _ask(
        self,
        step_id: str,
        fields: Sequence[Field],
        errors: dict[str, str] | None = None,
        details: dict[str, str] | None = None,
        **proposed: Any,
    ) -> SubentryFlowResult:
        """Show a form; what is not known yet is proposed."""
        known = (
            {each.key: each.proposed for each in fields if each.proposed is not None} if self._is_new(fields) else {}
        )
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(
                ask.schema(fields), {**known, **(proposed if known or not self._data else {}), **self._data}
            ),
            errors=errors or {},
            description_placeholders=details or {},
        )

    def _is_new(self, fields: Sequence[Field]) -> bool:
        return not any(each.key in self._data for each in fields)

    async def _async_done(self) -> SubentryFlowResult:
        """End, once nobody else steers the device or the owner knows of it."""
        commands = device_config(self.kind, self._data).commands
        rivals = async_rivals(self.hass, self.kind, commands)
        if rivals:
            return self.async_show_form(
                step_id="rivals",
                data_schema=vol.Schema({}),
                description_placeholders={"rivals": "\n".join(f"- {rival}" for rival in rivals)},
            )
        return self._async_keep()

    async def async_step_rivals(self, _user_input: Input = None) -> SubentryFlowResult:
        """Go on, since the owner was warned."""
        return self._async_keep()

    def _taken(self) -> dict[str, str]:
        """Tell which entity another device is steered by already, for an error's text."""
        but = self._get_reconfigure_subentry().subentry_id if self.source == SOURCE_RECONFIGURE else None
        taken = async_taken(self.hass, device_config(self.kind, self._data).commands, but)
        return {"entity_id": taken} if taken else {}

    def _async_keep(self) -> SubentryFlowResult:
        title = str(self._data[CONF_NAME]).strip()
        data = {key: value for key, value in self._data.items() if key != CONF_NAME}
        if self.source == SOURCE_RECONFIGURE:
            return self.async_update_and_abort(
                self._get_entry(), self._get_reconfigure_subentry(), title=title, data=data
            )
        return self.async_create_entry(title=title, data=data)

    @property
    def _price_unit(self) -> str:
        """What prices are told in: the community's money, where it is known."""
        entry = self._get_entry()
        if entry.state is ConfigEntryState.LOADED:
            return f"{entry.runtime_data.coordinator.founding.currency}/kWh"
        return f"{self.hass.config.currency}/kWh"
