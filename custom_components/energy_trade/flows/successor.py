"""How the operator founds the market that the community moves to: as the present one, but for what shall change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_NAME
import voluptuous as vol

from ..chain import bindings
from ..chain.errors import ChainError
from ..connection import problem
from ..const import (
    CONF_CHAIN_ID,
    CONF_DEPLOYMENT_BLOCK,
    CONF_MARKET,
    CONF_NODES,
    CONF_OPERATOR_KEY,
    CONF_SUCCESSOR,
    DOMAIN,
)
from ..founding_draft import DraftStore
from ..market.community.founded import check
from ..market.community.refusal import Refused
from ..market.tariff import TariffTable
from ..market.units import BASIS_POINTS, BLOCK_INTERVALS, NO_ADDRESS
from ..office.joining import open_operator
from .founding import FoundingSteps
from .terms import (
    FIELD_GATE,
    FIELD_MEMBERS,
    FIELD_REPORT,
    FIELD_RESERVE,
    HORIZON_BLOCKS,
    SECONDS_PER_HOUR,
    SECONDS_PER_MINUTE,
    TermsProblem,
    async_label,
    local_clock,
    now_here,
    number_field,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from homeassistant.config_entries import ConfigEntry

    from ..chain.founder import Founded
    from ..founding_draft import FoundingDraft
    from ..market.founding import Founding

type Input = dict[str, Any] | None

SUCCESSOR_FORM: Final = vol.Schema(
    {
        vol.Required(CONF_NAME): str,
        vol.Required(FIELD_MEMBERS): number_field(least=2, most=1000),
        vol.Required(FIELD_RESERVE): number_field("%", most=100),
        vol.Required(FIELD_GATE): number_field("min"),
        vol.Required(FIELD_REPORT): number_field("h"),
    }
)


class SuccessorSteps(FoundingSteps):
    """The steps that lead from a community's market to its next one."""

    async def async_step_successor(self, user_input: Input = None) -> ConfigFlowResult:
        """Take the present terms, and what shall be otherwise; money, intervals and prices stay as they are."""
        errors: dict[str, str] = {}
        field = "–"
        data = self._get_reconfigure_entry().data
        if user_input is None and (known := await self._async_under_way(predecessor=data[CONF_MARKET])) is not None:
            return known
        try:
            present = await self._async_present_terms(data)
        except ChainError as error:
            reason, details = problem(error)
            return self.async_abort(reason=reason, description_placeholders=details)
        if user_input is not None:
            terms = successor_terms(present, user_input, data[CONF_MARKET])
            try:
                check(replace(terms, credit=NO_ADDRESS))
            except Refused as error:
                errors["base"] = TermsProblem.RANGE
                field = await async_label(self.hass, error)
            else:
                self._nodes, self._chain_id = tuple(data[CONF_NODES]), data[CONF_CHAIN_ID]
                self._terms, self._feed = terms, None
                return await self._async_begin()
        return self.async_show_form(
            step_id="successor",
            data_schema=self.add_suggested_values_to_schema(SUCCESSOR_FORM, user_input or _suggested(present)),
            errors=errors,
            description_placeholders={"name": present.name, "field": field},
        )

    async def _async_present_terms(self, data: Mapping[str, Any]) -> Founding:
        """What members agreed on, with prices, spread and lines as they are by now, and summer times to come."""
        async with open_operator(self.hass, data) as operator:
            founding = await operator.market.founding()
            coming = founding.calendar().block_at(operator.market.now()) + founding.horizon_blocks + 1
            spread, zones = await operator.market.ask("termsOf", coming)
            table = TariffTable(await operator.standing_hours(founding))
        clock = await self.hass.async_add_executor_job(local_clock, *now_here(), founding.interval_seconds)
        return replace(founding, spread=spread, zones=tuple(map(bindings.zone, zones)), tariff_table=table, clock=clock)

    async def _async_under_way(self, *, predecessor: str = NO_ADDRESS, origin: str = "") -> ConfigFlowResult | None:
        """Go on with the founding that was begun for this; no other one's key may be lost to it."""
        draft = await DraftStore(self.hass).async_load()
        if draft is None or self._is_kept(draft.key):
            return None
        if (draft.terms.predecessor, draft.origin) != (predecessor, origin):
            return self.async_abort(reason="founding_under_way", description_placeholders={"name": draft.terms.name})
        self._take_up(draft)
        return await self.async_step_found_fund()

    def _is_kept(self, key: str) -> bool:
        """Whether an operator's key is in an entry by now, so that its founding is over."""
        entries = self.hass.config_entries.async_entries(DOMAIN)
        return any(
            key in (each.data.get(CONF_OPERATOR_KEY), each.data.get(CONF_SUCCESSOR, {}).get(CONF_OPERATOR_KEY))
            for each in entries
        )

    async def _async_found_home(self, draft: FoundingDraft, founded: Founded) -> ConfigFlowResult:
        if draft.terms.predecessor == NO_ADDRESS:
            return await super()._async_found_home(draft, founded)
        return self._async_keep_successor(draft, founded)

    async def async_step_found_done(self, user_input: Input = None) -> ConfigFlowResult:
        """A successor's members come along with their places: there is nothing to ask."""
        draft, founded = self._known_draft, self._founded
        if founded is None or draft.terms.predecessor == NO_ADDRESS:
            return await super().async_step_found_done(user_input)
        if user_input is not None:
            return self._async_keep_successor(draft, founded)
        return self.async_show_form(
            step_id="successor_done",
            description_placeholders={"name": founded.terms.name, "market": founded.market},
        )

    async def async_step_successor_done(self, user_input: Input = None) -> ConfigFlowResult:
        """Announce it when told to."""
        return await self.async_step_found_done(user_input)

    def _async_keep_successor(self, draft: FoundingDraft, founded: Founded) -> ConfigFlowResult:
        """Let the present market's office know: it welcomes the members there and announces the market."""
        entry = self._entry_of(draft.terms.predecessor)
        if entry is None:
            return self.async_abort(reason="no_predecessor")
        successor = {
            CONF_MARKET: founded.market,
            CONF_DEPLOYMENT_BLOCK: founded.deployment_block,
            CONF_OPERATOR_KEY: draft.key,
        }
        return self.async_update_and_abort(
            entry, data={**entry.data, CONF_SUCCESSOR: successor}, reason="successor_founded"
        )

    def _entry_of(self, market: str) -> ConfigEntry[Any] | None:
        """The entry whose market it is."""
        entries = self.hass.config_entries.async_entries(DOMAIN)
        return next((each for each in entries if each.data.get(CONF_MARKET, "").lower() == market.lower()), None)


def successor_terms(present: Founding, filled: Mapping[str, Any], market: str) -> Founding:
    """The next market's founding: what is filled in is new, the rest stays."""
    block = present.interval_seconds * BLOCK_INTERVALS
    report = round(filled[FIELD_REPORT] * SECONDS_PER_HOUR / block)
    return replace(
        present,
        name=filled[CONF_NAME].strip(),
        max_members=round(filled[FIELD_MEMBERS]),
        reserve_basis_points=round(filled[FIELD_RESERVE] * BASIS_POINTS / 100),
        gate_lead_seconds=round(filled[FIELD_GATE] * SECONDS_PER_MINUTE),
        report_blocks=min(HORIZON_BLOCKS, max(1, report)),
        predecessor=market,
        operator=NO_ADDRESS,
        salt="",
        founded_block=0,
    )


def _suggested(present: Founding) -> dict[str, Any]:
    block = present.interval_seconds * BLOCK_INTERVALS
    return {
        CONF_NAME: present.name,
        FIELD_MEMBERS: present.max_members,
        FIELD_RESERVE: present.reserve_basis_points * 100 / BASIS_POINTS,
        FIELD_GATE: round(present.gate_lead_seconds / SECONDS_PER_MINUTE, 3),
        FIELD_REPORT: round(present.report_blocks * block / SECONDS_PER_HOUR, 3),
    }
