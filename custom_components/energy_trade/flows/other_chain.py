"""How a community changes to another chain: found anew there on the same terms, with its homes invited as they were."""

from __future__ import annotations

from dataclasses import replace
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.config_entries import SOURCE_IMPORT, ConfigFlowResult
from homeassistant.const import CONF_NAME
from homeassistant.core import callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.selector import TextSelector
import voluptuous as vol

from .. import forms
from ..chain.errors import ChainError
from ..chain.tokens import BadToken, look_at_token
from ..chain.wallet import InvalidAddress, checked_address
from ..connection import problem
from ..const import (
    CONF_AGENT_KEY,
    CONF_CAME_FROM,
    CONF_CHAIN_ID,
    CONF_DEMO,
    CONF_DEPLOYMENT_BLOCK,
    CONF_MARKET,
    CONF_METERS,
    CONF_NODES,
    CONF_OPERATOR_KEY,
    CONF_OWNER,
    DOMAIN,
)
from ..market.units import NO_ADDRESS
from ..office.feed import CONF_PRICE_FEED
from ..office.joining import open_operator
from .successor import SuccessorSteps
from .terms import FIELD_CREDIT, TermsProblem

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from ..chain.founder import Founded
    from ..founding_draft import FoundingDraft
    from ..market.founding import Founding

type Input = dict[str, Any] | None

_LOGGER = logging.getLogger(__name__)

MONEY_FORM: Final = vol.Schema({vol.Required(FIELD_CREDIT): TextSelector()})


class OtherChainSteps(SuccessorSteps):
    """The steps that lead from a community on one chain to the same one on another."""

    _present: Founding

    async def async_step_other_chain(self, user_input: Input = None) -> ConfigFlowResult:
        """Say what it takes and what it cannot do, and ask for the other chain's nodes."""
        data = self._get_reconfigure_entry().data
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        entries = self.hass.config_entries.async_entries(DOMAIN)
        if any(each.data.get(CONF_CAME_FROM, {}).get(CONF_MARKET) == data[CONF_MARKET] for each in entries):
            return self.async_abort(reason="other_chain_founded", description_placeholders={"name": data[CONF_NAME]})
        if user_input is None and (known := await self._async_under_way(origin=data[CONF_MARKET])) is not None:
            return known
        if user_input is not None:
            errors, details = await self._async_look_at_nodes(user_input[CONF_NODES])
            if not errors and self._chain_id == data[CONF_CHAIN_ID]:
                errors = {CONF_NODES: "same_chain"}
            if not errors:
                try:
                    self._present = await self._async_present_terms(data)
                    issues = await self._async_issues_credit()
                except ChainError as error:
                    reason, details = problem(error)
                    return self.async_abort(reason=reason, description_placeholders=details)
                self._origin, self._feed = data[CONF_MARKET], None
                if not issues:
                    return await self.async_step_other_chain_money()
                self._terms = carried_terms(self._present, NO_ADDRESS)
                return await self._async_begin()
        return self.async_show_form(
            step_id="other_chain",
            data_schema=self.add_suggested_values_to_schema(forms.NODES, user_input),
            errors=errors,
            description_placeholders={"name": data[CONF_NAME], **details},
        )

    async def _async_issues_credit(self) -> bool:
        async with open_operator(self.hass, self._get_reconfigure_entry().data) as operator:
            return bool((await operator.market.ask("succession"))["issuesCredit"])

    async def async_step_other_chain_money(self, user_input: Input = None) -> ConfigFlowResult:
        """Ask where the currency's token is on the other chain: the same name may be anybody's."""
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            try:
                address = checked_address(user_input[FIELD_CREDIT])
                self._token = await look_at_token(async_get_clientsession(self.hass), self._nodes[0], address)
            except InvalidAddress:
                errors[FIELD_CREDIT] = TermsProblem.CREDIT
            except BadToken as error:
                errors[FIELD_CREDIT] = error.problem
            except ChainError as error:
                errors["base"], details = problem(error)
            else:
                self._terms = carried_terms(self._present, address)
                return await self.async_step_found_token()
        return self.async_show_form(
            step_id="other_chain_money",
            data_schema=self.add_suggested_values_to_schema(MONEY_FORM, user_input),
            errors=errors,
            description_placeholders={"name": self._present.name, **details},
        )

    # ------ once it is founded

    async def async_step_found_done(self, user_input: Input = None) -> ConfigFlowResult:
        """The operator's own home goes first, with nothing to ask."""
        draft, founded = self._known_draft, self._founded
        if founded is None or not draft.origin:
            return await super().async_step_found_done(user_input)
        return await self.async_step_other_chain_done()

    async def async_step_other_chain_done(self, user_input: Input = None) -> ConfigFlowResult:
        """Show what stands; the new entry's office brings the own home over, and has invitations for the others."""
        draft, founded = self._known_draft, self._founded
        if founded is None:
            return await self.async_step_found_deploy()  # pragma: no cover - the deed comes first
        if (entry := self._entry_of(draft.origin)) is None:
            return self.async_abort(reason="no_predecessor")
        if user_input is not None:
            kept = {"data": self._carried_data(entry, draft, founded), "options": dict(entry.options)}
            await self.hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_IMPORT}, data=kept)
            mark_left(self.hass, entry)
            return self.async_abort(reason="other_chain_founded", description_placeholders={"name": entry.title})
        return self.async_show_form(
            step_id="other_chain_done",
            description_placeholders={"name": founded.terms.name, "market": founded.market},
        )

    @staticmethod
    def _carried_data(entry: ConfigEntry[Any], draft: FoundingDraft, founded: Founded) -> dict[str, Any]:
        """The same home in the new market: owner, meters and key stay."""
        return {
            CONF_MARKET: founded.market,
            CONF_DEPLOYMENT_BLOCK: founded.deployment_block,
            CONF_CHAIN_ID: draft.chain_id,
            CONF_NODES: list(draft.nodes),
            CONF_NAME: founded.terms.name,
            CONF_OPERATOR_KEY: draft.key,
            CONF_CAME_FROM: {CONF_MARKET: draft.origin, CONF_CHAIN_ID: entry.data[CONF_CHAIN_ID]},
            **({CONF_PRICE_FEED: entry.data[CONF_PRICE_FEED]} if CONF_PRICE_FEED in entry.data else {}),
            **followed_data(entry),
        }

    async def async_step_import(self, carried: dict[str, Any]) -> ConfigFlowResult:
        """Keep the home that was carried over."""
        data = carried["data"]
        await self.async_set_unique_id(f"{data[CONF_CHAIN_ID]}-{data[CONF_MARKET].lower()}")
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title=data[CONF_NAME], data=data, options=carried["options"])


@callback
def mark_left(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Tell the old entry from the new one, which has the same name, by its chain."""
    suffix = f" · {entry.data[CONF_CHAIN_ID]}"
    if not entry.title.endswith(suffix):
        hass.config_entries.async_update_entry(entry, title=entry.title + suffix)


@callback
def followed_data(entry: ConfigEntry[Any]) -> dict[str, Any]:
    """What a home takes along to another chain: nothing that is bound to the old one."""
    return {
        name: entry.data[name] for name in (CONF_AGENT_KEY, CONF_OWNER, CONF_METERS, CONF_DEMO) if name in entry.data
    }


def carried_terms(present: Founding, credit: str) -> Founding:
    """The founding on the other chain: all as it is, but for a welcome credit, which members had once already."""
    return replace(
        present,
        credit=credit,
        initial_grant=0,
        predecessor=NO_ADDRESS,
        operator=NO_ADDRESS,
        salt="",
        founded_block=0,
    )
