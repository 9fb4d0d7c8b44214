"""What an operator does in dialogs: invite a home, and let one in that could not reach this Home Assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from homeassistant.const import CONF_NAME
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from .. import forms
from ..chain.errors import ChainError
from ..chain.wallet import AgentKey
from ..connection import problem
from ..const import CONF_OPERATOR_KEY
from ..market.units import credit_per_kwh
from ..options_dialog import Input
from .dispute_options import DisputeOptions
from .feed import CONF_FEED_IN, CONF_PRICE_FEED
from .feed_forms import async_feed_problem, feed_fields, feed_of, price_field
from .forms import USUAL_PLACE, place_form, place_of
from .guests import VoucherRefusedError
from .letters import read_letter
from .member_options import MemberOptions
from .statement_options import StatementOptions
from .terms_options import TermsOptions

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigFlowResult

FIELD_GUEST: Final = "guest"
FIELD_LETTER: Final = "letter"
LETTER: Final = vol.Schema({vol.Required(FIELD_LETTER): TextSelector(TextSelectorConfig(multiline=True))})


class OfficeOptions(MemberOptions, TermsOptions, DisputeOptions, StatementOptions):
    """The operator's dialogs."""

    _invitation = ""
    _guest_name = ""

    async def async_step_invite(self, user_input: Input = None) -> ConfigFlowResult:
        """Ask who comes, and how that home is connected: it is admitted by itself when it comes."""
        if (office := self.office) is None:
            return self.async_abort(reason="not_loaded")
        errors: dict[str, str] = {}
        if user_input is not None and not user_input[CONF_NAME].strip():
            errors[CONF_NAME] = "name_missing"
        elif user_input is not None:
            self._guest_name = user_input[CONF_NAME].strip()
            self._invitation = await office.async_invite(self._guest_name, place_of(user_input, office.founding))
            return await self.async_step_invited()
        schema = vol.Schema({vol.Required(CONF_NAME): TextSelector()}).extend(place_form(office.founding).schema)
        return self.async_show_form(
            step_id="invite",
            data_schema=self.add_suggested_values_to_schema(schema, user_input or USUAL_PLACE),
            errors=errors,
        )

    async def async_step_invited(self, user_input: Input = None) -> ConfigFlowResult:
        """Show the invitation, as text and as a picture."""
        if user_input is not None:
            return self.done()
        return self.async_show_form(
            step_id="invited",
            data_schema=forms.qr(self._invitation, dense=True),
            description_placeholders={"name": self._guest_name, "invitation": self._invitation},
        )

    async def async_step_carried(self, user_input: Input = None) -> ConfigFlowResult:
        """Choose a home of the old chain that has not come yet, and show its invitation."""
        if (office := self.office) is None:
            return self.async_abort(reason="not_loaded")
        waiting = {voucher: guest for voucher, guest in office.guests.guests.items() if guest.is_awaited}
        if user_input is not None and (guest := waiting.get(user_input[FIELD_GUEST])) is not None:
            self._guest_name, self._invitation = guest.name, office.invitation(guest).encode()
            return await self.async_step_invited()
        if not waiting:
            return self.async_abort(reason="all_carried")
        choices = [SelectOptionDict(value=voucher, label=guest.name) for voucher, guest in waiting.items()]
        schema = vol.Schema({vol.Required(FIELD_GUEST): SelectSelector(SelectSelectorConfig(options=choices))})
        return self.async_show_form(
            step_id="carried", data_schema=schema, description_placeholders={"count": str(len(waiting))}
        )

    async def async_step_price_feed(self, user_input: Input = None) -> ConfigFlowResult:
        """Choose the entity that coming prices follow, or none: then the standing prices hold."""
        if (office := self.office) is None:
            return self.async_abort(reason="not_loaded")
        errors: dict[str, str] = {}
        entry = self.config_entry
        known = {**entry.data, **entry.options}.get(CONF_PRICE_FEED) or {}
        details = {"entity_id": ""}
        if user_input is not None:
            chosen = feed_of(user_input, user_input.get(CONF_FEED_IN, 0))
            errors = await async_feed_problem(self.hass, chosen, office.founding) if chosen else {}
            if not errors:
                return self.async_create_entry(data={**entry.options, CONF_PRICE_FEED: chosen})
            details["entity_id"] = next(str(chosen[field]) for field in errors) if chosen else ""
        lowest = min(hour.feed_in for hour in office.founding.tariff_table.hours)
        schema = vol.Schema({**feed_fields(), vol.Required(CONF_FEED_IN): price_field(office.founding.currency)})
        suggested = {CONF_FEED_IN: credit_per_kwh(lowest), **known}
        return self.async_show_form(
            step_id="price_feed",
            data_schema=self.add_suggested_values_to_schema(schema, user_input or suggested),
            errors=errors,
            description_placeholders=details,
        )

    async def async_step_take_role(self, user_input: Input = None) -> ConfigFlowResult:
        """Make a key for an operator who is to come; it takes the role as soon as that is offered to it."""
        entry = self.config_entry
        if CONF_OPERATOR_KEY not in entry.data:
            if user_input is None:
                return self.async_show_form(step_id="take_role", description_placeholders={"name": entry.title})
            key = await self.hass.async_add_executor_job(AgentKey.create)
            self.hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_OPERATOR_KEY: key.stored()})
        key = await self.hass.async_add_executor_job(AgentKey.from_stored, entry.data[CONF_OPERATOR_KEY])
        return self.async_abort(reason="role_awaited", description_placeholders={"address": key.address})

    async def async_step_let_in(self, user_input: Input = None) -> ConfigFlowResult:
        """Take the request that an invited home wrote as text."""
        if (office := self.office) is None:
            return self.async_abort(reason="not_loaded")
        errors: dict[str, str] = {}
        details = {"reason": ""}
        if user_input is not None:
            try:
                await office.async_let_in(read_letter(user_input[FIELD_LETTER]))
            except ValueError, RecursionError:
                errors[FIELD_LETTER] = "letter_unreadable"
            except VoucherRefusedError:
                errors[FIELD_LETTER] = "voucher_refused"
            except ChainError as error:
                errors["base"], found = problem(error)
                details |= found
            else:
                return self.done()
        return self.async_show_form(
            step_id="let_in",
            data_schema=self.add_suggested_values_to_schema(LETTER, user_input),
            errors=errors,
            description_placeholders=details,
        )
