"""What an operator does about one home, in dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homeassistant.const import CONF_NAME
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
)
import voluptuous as vol

from ..facts import amount
from ..forms import FIELD_AMOUNT, money_form
from ..market.state import MemberState, MemberStatus
from ..market.units import MICRO
from ..options_dialog import Input
from .dialog import OfficeDialog
from .forms import FIELD_EXPORT, FIELD_IMPORT, FIELD_ZONE, SECONDS_PER_HOUR, W_PER_KW, place_form, place_of

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigFlowResult

FIELD_MEMBER = "member"


class MemberOptions(OfficeDialog):
    """The dialogs about one home."""

    _member: int = 0

    async def async_step_members(self, user_input: Input = None) -> ConfigFlowResult:
        """Choose a home."""
        if (office := self.office) is None or office.data is None:
            return self.async_abort(reason="not_loaded")
        if user_input is not None:
            self._member = int(user_input[FIELD_MEMBER])
            return await self.async_step_member()
        homes = [member for member in office.data.members if member.status is not MemberStatus.LEFT]
        if not homes:
            return self.async_abort(reason="no_members")
        choices = [SelectOptionDict(value=str(home.index), label=self._label(home)) for home in homes]
        schema = vol.Schema({vol.Required(FIELD_MEMBER): SelectSelector(SelectSelectorConfig(options=choices))})
        return self.async_show_form(step_id="members", data_schema=schema)

    async def async_step_member(self, _user_input: Input = None) -> ConfigFlowResult:
        """Choose what to do about it."""
        home = self._home
        paused = home.status is MemberStatus.SUSPENDED
        leaving = home.status is MemberStatus.LEAVING
        return self.async_show_menu(
            step_id="member",
            menu_options=[
                "member_name",
                "member_connection",
                "member_credit",
                *(() if leaving else ("member_resume",) if paused else ("member_suspend",)),
                *(() if leaving else ("member_expel",)),
            ],
            description_placeholders=self._about,
        )

    async def async_step_member_name(self, user_input: Input = None) -> ConfigFlowResult:
        """Call a home something, for the operator's own lists and statements."""
        if user_input is not None:
            await self.opened.async_name(self._home.agent, user_input[CONF_NAME].strip())
            return self.done()
        schema = vol.Schema({vol.Required(CONF_NAME): TextSelector()})
        name = self.opened.guests.name_of(self._home.agent)
        return self.async_show_form(
            step_id="member_name",
            data_schema=self.add_suggested_values_to_schema(schema, {CONF_NAME: name} if name else {}),
            description_placeholders=self._about,
        )

    async def async_step_member_connection(self, user_input: Input = None) -> ConfigFlowResult:
        """Change where and how strongly it is connected."""
        founding, home = self.opened.founding, self._home
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            errors, details = await self.async_try(
                self.opened.operator.move(home.index, place_of(user_input, founding))
            )
            if not errors:
                return self.done()
        hours = founding.interval_seconds / SECONDS_PER_HOUR
        suggested = {
            FIELD_IMPORT: round(home.import_limit_wh / hours / W_PER_KW, 3),
            FIELD_EXPORT: round(home.export_limit_wh / hours / W_PER_KW, 3),
            FIELD_ZONE: home.zone,
        }
        return self.async_show_form(
            step_id="member_connection",
            data_schema=self.add_suggested_values_to_schema(place_form(founding), user_input or suggested),
            errors=errors,
            description_placeholders={**self._about, **details},
        )

    async def async_step_member_credit(self, user_input: Input = None) -> ConfigFlowResult:
        """Give it credit of the community's own money."""
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            micro = round(user_input[FIELD_AMOUNT] * MICRO)
            errors, details = await self.async_try(self.opened.operator.issue(self._member, micro))
            if not errors:
                return self.done()
        return self.async_show_form(
            step_id="member_credit",
            data_schema=self.add_suggested_values_to_schema(money_form(self.opened.founding.currency), user_input),
            errors=errors,
            description_placeholders={**self._about, **details},
        )

    async def async_step_member_suspend(self, user_input: Input = None) -> ConfigFlowResult:
        """Keep it from ordering for a while."""
        return await self._async_confirm("member_suspend", user_input)

    async def async_step_member_resume(self, user_input: Input = None) -> ConfigFlowResult:
        """Let it order again."""
        return await self._async_confirm("member_resume", user_input)

    async def async_step_member_expel(self, user_input: Input = None) -> ConfigFlowResult:
        """End its membership."""
        return await self._async_confirm("member_expel", user_input)

    async def _async_confirm(self, step: str, user_input: Input) -> ConfigFlowResult:
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            operator = self.opened.operator
            if step == "member_expel":
                deed = operator.expel(self._member)
            else:
                deed = operator.suspend(self._member, suspended=step == "member_suspend")
            errors, details = await self.async_try(deed)
            if not errors:
                return self.done()
        return self.async_show_form(step_id=step, errors=errors, description_placeholders={**self._about, **details})

    @property
    def _home(self) -> MemberState:
        return next(home for home in self.opened.data.members if home.index == self._member)

    def _label(self, home: MemberState) -> str:
        name = self.opened.guests.name_of(home.agent)
        money = f"{amount(home.balance)} {self.opened.founding.currency}"
        return f"{home.index} · {name or home.owner} · {money}"

    @property
    def _about(self) -> dict[str, str]:
        home = self._home
        return {
            "home": self.opened.guests.name_of(home.agent) or f"#{home.index}",
            "owner": home.owner,
            "balance": f"{amount(home.balance)} {self.opened.founding.currency}",
        }
