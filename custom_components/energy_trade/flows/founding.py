"""How a community is founded: where, on which terms, and then step by step on the chain."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_NAME
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .. import forms
from ..chain.errors import CannotPay, ChainError, NodeError
from ..chain.founder import Founded, Founder, look_at
from ..chain.invitation import InvitationError, checked_nodes
from ..chain.tokens import BadToken, Token, look_at_token
from ..chain.wallet import AgentKey
from ..connection import problem
from ..const import (
    CONF_AGENT_KEY,
    CONF_CHAIN_ID,
    CONF_CURRENCY,
    CONF_DEMO,
    CONF_DEPLOYMENT_BLOCK,
    CONF_FEED_IN,
    CONF_MARKET,
    CONF_NODES,
    CONF_OPERATOR_KEY,
    CONF_RETAIL,
)
from ..founding_draft import DraftStore, FoundingDraft
from ..market.community.founded import check
from ..market.community.refusal import Refused
from ..market.founding import Founding, SupplyArrangement
from ..market.units import MICRO, NO_ADDRESS
from ..office.feed import CONF_PRICE_FEED
from ..office.feed_forms import async_feed_problem, feed_of
from ..office.forms import USUAL_PLACE, place_form, place_of
from ..office.joining import async_join_own
from .owner import OwnerSteps
from .prices import usual_prices
from .terms import (
    DEFAULTS,
    FIELD_ADVANCED,
    FIELD_FEED,
    FIELD_SUPPLY,
    FIELD_TRUST,
    TRUST_DEFAULTS,
    BadTerms,
    TermsProblem,
    async_label,
    now_here,
    terms_form,
    terms_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..chain.operating import Place

_LOGGER = logging.getLogger(__name__)

type Input = dict[str, Any] | None
type Problems = tuple[dict[str, str], dict[str, str]]

EXAMPLE_NODE: Final = "http://192.168.1.20:8545"
FUND_POLL_SECONDS: Final = 4
WEI: Final = 10**18


class FoundingSteps(OwnerSteps):
    """The steps that lead to a community of one's own."""

    _data: dict[str, Any]
    _founding: Founding
    _draft: FoundingDraft | None = None
    _nodes: tuple[str, ...] = ()
    _chain_id: int = 0
    _step: asyncio.Task[Any] | None = None
    _missing: int = 0
    _trouble: tuple[str, dict[str, str]] | None = None
    _founded: Founded | None = None
    _place: Place | None = None
    _terms: Founding
    _feed: dict[str, Any] | None = None
    _token: Token | None = None
    _origin = ""

    # ------ where

    async def async_step_found(self, user_input: Input = None) -> ConfigFlowResult:
        """Ask through which nodes the chain is reached; or go on with what was begun."""
        if user_input is None and (draft := await DraftStore(self.hass).async_load()) is not None:
            self._take_up(draft)
            return self._show_resume()
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            errors, details = await self._async_look_at_nodes(user_input[CONF_NODES])
            if not errors:
                return await self.async_step_found_terms()
        return self.async_show_form(
            step_id="found",
            data_schema=self.add_suggested_values_to_schema(forms.NODES, user_input),
            errors=errors,
            description_placeholders={"example": EXAMPLE_NODE, **details},
        )

    async def _async_look_at_nodes(self, named: list[str]) -> Problems:
        """Take nodes that all lead to one chain, or say what is wrong with them."""
        try:
            nodes = checked_nodes([node for node in named if node.strip()])
            session = async_get_clientsession(self.hass)
            chains = [await look_at(session, node) for node in nodes]
        except InvitationError as error:
            return {CONF_NODES: error.reason}, {}
        except ChainError as error:
            reason, details = problem(error)
            return {"base": reason}, details
        if len({(chain.chain_id, chain.identity) for chain in chains}) != 1:
            return {"base": "wrong_chain"}, {}
        self._nodes, self._chain_id = nodes, chains[0].chain_id
        return {}, {}

    def _take_up(self, draft: FoundingDraft) -> None:
        self._draft, self._nodes, self._chain_id = draft, draft.nodes, draft.chain_id

    def _show_resume(self) -> ConfigFlowResult:
        draft = self._known_draft
        return self.async_show_menu(
            step_id="found",
            menu_options=["found_fund", "found_drop"],
            description_placeholders={"name": draft.terms.name, "address": self._founder_key(draft).address},
        )

    @property
    def _known_draft(self) -> FoundingDraft:
        if self._draft is None:
            raise ValueError("nothing is being founded")  # pragma: no cover - every step comes after the terms
        return self._draft

    @staticmethod
    def _founder_key(draft: FoundingDraft) -> AgentKey:
        return AgentKey.from_stored(draft.key)

    def _founder(self) -> Founder:
        draft = self._known_draft
        session = async_get_clientsession(self.hass)
        return Founder(session, draft.nodes, draft.chain_id, self._founder_key(draft), draft.terms)

    async def async_step_found_drop(self, user_input: Input = None) -> ConfigFlowResult:
        """Forget a founding, unless coin lies at its address: that would be lost with the key."""
        draft = self._known_draft
        try:
            held = await self._founder().coin()
        except ChainError as error:
            reason, details = problem(error)
            return self.async_abort(reason=reason, description_placeholders=details)
        if held:
            return self.async_abort(
                reason="coin_left",
                description_placeholders={
                    "address": self._founder_key(draft).address,
                    "coin": coin_text(held),
                },
            )
        if user_input is None:
            return self.async_show_form(step_id="found_drop", description_placeholders={"name": draft.terms.name})
        await DraftStore(self.hass).async_remove(draft.key)
        self._draft = None
        return await self.async_step_found()

    # ------ on which terms

    async def async_step_found_terms(self, user_input: Input = None) -> ConfigFlowResult:
        """Take the terms; nearly all of them have sensible values already."""
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        currency = self.hass.config.currency
        if user_input is not None:
            try:
                terms = await self.hass.async_add_executor_job(terms_of, user_input, *now_here())
                check(terms)
                terms.tariff_table.pack(terms.tariff_unit)
            except BadTerms as error:
                # A field in a section is named with the form.
                errors["base" if error.field not in (CONF_NAME, CONF_FEED_IN) else error.field] = error.problem
            except (Refused, ValueError, OverflowError) as error:
                _LOGGER.debug("Terms were refused: %s", error)
                errors["base"] = TermsProblem.RANGE
                details["field"] = await async_label(self.hass, error)
            else:
                self._terms = terms
                self._feed = feed_of(user_input.get(FIELD_FEED) or {}, user_input[CONF_FEED_IN])
                errors, details = await self._async_terms_problem(terms)
                if not errors:
                    return await (self.async_step_found_token() if self._token else self._async_begin())
        retail, feed_in = usual_prices(currency)
        suggested = {
            CONF_CURRENCY: currency,
            FIELD_SUPPLY: SupplyArrangement.POOLED.name.lower(),
            CONF_RETAIL: retail,
            CONF_FEED_IN: feed_in,
            FIELD_TRUST: TRUST_DEFAULTS,
            FIELD_ADVANCED: DEFAULTS,
        }
        return self.async_show_form(
            step_id="found_terms",
            data_schema=self.add_suggested_values_to_schema(terms_form(user_input), user_input or suggested),
            errors=errors,
            description_placeholders={"entity_id": "", "field": "–", **details},
        )

    async def _async_terms_problem(self, terms: Founding) -> Problems:
        """What the home or the chain have against terms that make sense by themselves."""
        if self._feed and (problems := await async_feed_problem(self.hass, self._feed, terms)):
            field, reason = next(iter(problems.items()))
            return {"base": reason}, {"entity_id": self._feed[field]}
        self._token = None
        if terms.credit != NO_ADDRESS:
            try:
                self._token = await look_at_token(async_get_clientsession(self.hass), self._nodes[0], terms.credit)
            except BadToken as error:
                return {"base": error.problem}, {}
            except ChainError as error:
                reason, details = problem(error)
                return {"base": reason}, details
        return {}, {}

    async def async_step_found_token(self, user_input: Input = None) -> ConfigFlowResult:
        """Show which money was found under the address: it cannot be changed later."""
        if user_input is not None:
            return await self._async_begin()
        token = self._token
        if token is None:
            return await self.async_step_found_terms()  # pragma: no cover - the terms come first
        return self.async_show_form(
            step_id="found_token",
            description_placeholders={
                "token": token.name,
                "symbol": token.symbol,
                "address": token.address,
                "supply": f"{token.supply / MICRO:,.0f}",
                "name": self._terms.name,
            },
        )

    async def _async_begin(self) -> ConfigFlowResult:
        """Keep a key before its address is shown, then go on to the chain."""
        key = await self.hass.async_add_executor_job(AgentKey.create)
        self._draft = FoundingDraft(key.stored(), self._nodes, self._chain_id, self._terms, self._feed, self._origin)
        await DraftStore(self.hass).async_save(self._draft)
        return await self.async_step_found_fund()

    # ------ the chain's fees

    async def async_step_found_fund(self, _user_input: Input = None) -> ConfigFlowResult:
        """Wait for the coin that the chain's fees take, where it takes any."""
        if self._step is None:
            try:
                self._missing = await self._founder().missing()
            except ChainError as error:
                self._trouble = problem(error)
                return await self.async_step_found_trouble()
            if not self._missing:
                return await self.async_step_found_deploy()
            self._step = self.hass.async_create_task(self._async_wait_for_coin(), eager_start=False)
        if not self._step.done():
            return self.async_show_progress(
                step_id="found_fund",
                progress_action="found_fund",
                progress_task=self._step,
                description_placeholders={
                    "address": self._founder_key(self._known_draft).address,
                    "coin": coin_text(self._missing),
                    "chain": str(self._chain_id),
                },
            )
        self._step = None
        return self.async_show_progress_done(next_step_id="found_deploy")

    async def _async_wait_for_coin(self) -> None:
        founder = self._founder()
        while True:
            try:
                if not await founder.missing():
                    return
            except ChainError as error:
                _LOGGER.debug("It is not known whether the coin has come: %s", error)
            await asyncio.sleep(FUND_POLL_SECONDS)

    # ------ the deed

    async def async_step_found_deploy(self, _user_input: Input = None) -> ConfigFlowResult:
        """Put the community on the chain; what is there already is left as it is."""
        if self._step is None:
            self._trouble = None
            self._step = self.hass.async_create_task(self._async_found(self.async_update_progress), eager_start=False)
        if not self._step.done():
            return self.async_show_progress(
                step_id="found_deploy",
                progress_action="found_deploy",
                progress_task=self._step,
                description_placeholders={"name": self._known_draft.terms.name},
            )
        self._step = None
        return self.async_show_progress_done(next_step_id="found_trouble" if self._trouble else "found_done")

    async def _async_found(self, on_progress: Callable[[float], None]) -> None:
        try:
            self._founded = await self._founder().found(on_progress)
        except ChainError as error:
            self._trouble = problem(error)
            if isinstance(error, CannotPay | NodeError):
                _LOGGER.debug("Founding waits: %s", error)
            else:
                _LOGGER.warning("The community could not be founded: %s", error)
        except Exception:
            _LOGGER.exception("The community could not be founded for a reason that is not known")
            self._trouble = ("unknown", {})

    async def async_step_found_trouble(self, user_input: Input = None) -> ConfigFlowResult:
        """Say what stands in the way; nothing is lost, and it goes on where it stopped."""
        if user_input is not None:
            return await self.async_step_found_fund()
        reason, details = self._trouble or ("unknown", {})
        self._trouble = None
        return self.async_show_form(
            step_id="found_trouble",
            errors={"base": reason},
            description_placeholders={
                "name": self._known_draft.terms.name,
                "address": self._founder_key(self._known_draft).address,
                **details,
            },
        )

    async def async_step_found_done(self, user_input: Input = None) -> ConfigFlowResult:
        """Show what stands, and go on with the founder's own home."""
        draft, founded = self._known_draft, self._founded
        if founded is None:
            return await self.async_step_found_deploy()  # pragma: no cover - the deed comes first
        if user_input is not None:
            self._place = place_of(user_input, founded.terms)
            return await self._async_found_home(draft, founded)
        return self.async_show_form(
            step_id="found_done",
            data_schema=self.add_suggested_values_to_schema(place_form(founded.terms), USUAL_PLACE),
            description_placeholders={
                "name": founded.terms.name,
                "market": founded.market,
                "operator": founded.terms.operator,
            },
        )

    async def _async_found_home(self, draft: FoundingDraft, founded: Founded) -> ConfigFlowResult:
        await self.async_set_unique_id(f"{draft.chain_id}-{founded.market.lower()}", raise_on_progress=False)
        self._abort_if_unique_id_configured()
        self._data = {
            CONF_MARKET: founded.market,
            CONF_DEPLOYMENT_BLOCK: founded.deployment_block,
            CONF_CHAIN_ID: draft.chain_id,
            CONF_NODES: list(draft.nodes),
            CONF_NAME: founded.terms.name,
            CONF_DEMO: False,
            CONF_AGENT_KEY: await self._async_new_agent_key(),
            CONF_OPERATOR_KEY: draft.key,
            **({CONF_PRICE_FEED: dict(draft.feed)} if draft.feed else {}),
        }
        self._founding = founded.terms
        return await self.async_step_owner()

    async def _async_found_request(self, owner: str, daily_cap: int) -> None:
        """Admit the founder's own home: the operator asks for it, pays for it and admits it."""
        if self._place is not None:
            await async_join_own(self.hass, self._data, owner, daily_cap, self._place)


def coin_text(wei: int) -> str:
    """An amount of a chain's coin, rounded up to six significant digits."""
    return f"{wei / WEI * 1.000001:.6g}"
