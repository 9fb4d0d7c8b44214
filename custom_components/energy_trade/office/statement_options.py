"""The monthly statement, in a dialog: the sums at once, and a link to the page to print."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING, Any

from homeassistant.helpers.selector import SelectSelector, SelectSelectorConfig, SelectSelectorMode
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..chain.errors import ChainError
from ..const import DOMAIN
from ..options_dialog import Input, refusal
from .dialog import OfficeDialog
from .monthly import async_link, async_statement
from .page import WORDS

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigFlowResult

FIELD_MONTH = "month"
MONTHS = 12


class StatementOptions(OfficeDialog):
    """The dialogs about the community's books."""

    async def async_step_statement(self, user_input: Input = None) -> ConfigFlowResult:
        """Choose a month, the last whole one if nothing else is wanted."""
        if (office := self.office) is None:
            return self.async_abort(reason="not_loaded")
        errors: dict[str, str] = {}
        details: dict[str, str] = {"reason": "", "agent": ""}
        if user_input is not None:
            month = user_input[FIELD_MONTH]
            try:
                statement = await async_statement(office, date.fromisoformat(f"{month}-01"))
            except ChainError as error:
                errors["base"], found = refusal(error)
                details |= found
            else:
                return await self._async_show(month, statement)
        months = last_months(dt_util.now().date())
        schema = vol.Schema(
            {
                vol.Required(FIELD_MONTH, default=months[1]): SelectSelector(
                    SelectSelectorConfig(options=months, mode=SelectSelectorMode.DROPDOWN)
                )
            }
        )
        return self.async_show_form(
            step_id="statement", data_schema=schema, errors=errors, description_placeholders=details
        )

    async def _async_show(self, month: str, statement: dict[str, Any]) -> ConfigFlowResult:
        texts = await async_get_translations(self.hass, self.hass.config.language, "selector", [DOMAIN])
        words = {key.removeprefix(WORDS): text for key, text in texts.items() if key.startswith(WORDS)}
        link = async_link(self.hass, self.config_entry.entry_id, month)
        lines = [
            f"- {escape(row['name'] or words['home'] + ' ' + str(row['member']))}: {row['opening']} → {row['closing']}"
            for row in statement["members"]
        ]
        grid = statement["grid_account"]
        return self.async_show_form(
            step_id="statement_shown",
            description_placeholders={
                "month": month,
                "currency": statement["currency"],
                "accounts": "\n".join([*lines, f"- {words['grid_account']}: {grid['opening']} → {grid['closing']}"]),
                "verdict": words["agrees"] if statement["reconciled"] else words["differs"],
                "link": f'<a href="{link}" target="_blank" rel="noreferrer">{escape(words["print"])}</a>',
            },
        )

    async def async_step_statement_shown(self, _user_input: Input = None) -> ConfigFlowResult:
        """End."""
        return self.done()


def last_months(today: date) -> list[str]:
    """The present month and those before it, newest first."""
    found: list[str] = []
    day = today.replace(day=1)
    for _ in range(MONTHS):
        found.append(f"{day:%Y-%m}")
        day = (day - timedelta(days=1)).replace(day=1)
    return found
