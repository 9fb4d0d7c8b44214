"""How a home joins its community, and how its owner sets right what has changed since."""

from __future__ import annotations

import asyncio
from contextlib import suppress
import logging
from typing import TYPE_CHECKING, Any, Final, override

from homeassistant.config_entries import SOURCE_REAUTH, SOURCE_RECONFIGURE, SOURCE_USER, ConfigFlowResult
from homeassistant.const import CONF_NAME
from homeassistant.core import callback
from homeassistant.data_entry_flow import UnknownFlow

from . import forms
from .chain.errors import ChainError
from .chain.invitation import Invitation, InvitationError
from .chain.wallet import OwnerKey
from .connection import invitation_of, open_market, problem
from .const import (
    CONF_AGENT_KEY,
    CONF_AGENT_WAITING,
    CONF_BLUEPRINTS,
    CONF_CHAIN_ID,
    CONF_DEMO,
    CONF_DEPLOYMENT_BLOCK,
    CONF_LETTER,
    CONF_MARKET,
    CONF_NODES,
    CONF_OWNER,
    CONF_RELAYS,
    DOMAIN,
)
from .facts import community_facts
from .flows.changes import ChangeSteps, Input, Problem
from .flows.other_chain import OtherChainSteps, followed_data, mark_left
from .market.founding import Founding, SupplyArrangement
from .market.state import MemberStatus
from .market.units import MICRO
from .office.guests import VoucherRefusedError
from .office.joining import LetterNeededError, async_join_with_voucher
from .office.kept import async_kept
from .options_flow import EnergyTradeOptionsFlow
from .rehearsal import is_practice
from .subentries import DEVICE_FLOWS

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigEntry, ConfigSubentryFlow

_LOGGER = logging.getLogger(__name__)

OUTSIDE: Final = (MemberStatus.NONE, MemberStatus.LEFT)
UNATTENDED_SECONDS: Final = 20


class EnergyTradeConfigFlow(OtherChainSteps, ChangeSteps, domain=DOMAIN):
    """Joins a community, repairs the way to it, and changes what is read at home."""

    VERSION = 1

    _founding: Founding

    def __init__(self) -> None:
        """Begin with nothing known; what is learned becomes the entry's data."""
        self._data: dict[str, Any] = {}
        self._new_owner: OwnerKey | None = None
        self._daily_cap = 0
        self._wants_blueprints = False
        self._invitation: Invitation | None = None
        self._left: ConfigEntry | None = None
        self._failure: Problem | None = None
        self._request: asyncio.Task[None] | None = None
        self._unattended: asyncio.TimerHandle | None = None

    @staticmethod
    @override
    @callback
    def async_get_options_flow(config_entry: ConfigEntry) -> EnergyTradeOptionsFlow:
        """Offer what can be chosen after set-up."""
        return EnergyTradeOptionsFlow()

    @classmethod
    @override
    @callback
    def async_get_supported_subentry_types(cls, config_entry: ConfigEntry) -> dict[str, type[ConfigSubentryFlow]]:
        """Offer to name the home's devices; a practice home has none that may be switched."""
        return {} if is_practice(config_entry) else DEVICE_FLOWS

    @override
    @callback
    def async_remove(self) -> None:
        """Leave nothing behind, least of all a key."""
        self._forget_owner()
        if self._unattended:
            self._unattended.cancel()

    # ------ joining: the community

    @override
    async def async_step_user(self, _user_input: Input = None) -> ConfigFlowResult:
        """Offer the ways there are into a community."""
        return self.async_show_menu(step_id="user", menu_options=["join", "found", "practice"])

    async def async_step_join(self, user_input: Input = None) -> ConfigFlowResult:
        """Take the invitation and look the community up on its chain."""
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            try:
                invitation = Invitation.parse(user_input[forms.FIELD_INVITATION])
                await self._async_look_up(invitation)
            except InvitationError as error:
                errors[forms.FIELD_INVITATION] = error.reason
            except ChainError as error:
                errors["base"], details = problem(error)
            else:
                self._left = self._entry_of(invitation.formerly) if invitation.formerly else None
                if self._left is not None:
                    return await self.async_step_follow()
                return await (self.async_step_demo() if invitation.demo else self._async_step_community())
        return self.async_show_form(
            step_id="join",
            data_schema=self.add_suggested_values_to_schema(forms.INVITATION, user_input),
            errors=errors,
            description_placeholders=details,
        )

    async def _async_look_up(self, invitation: Invitation) -> None:
        await self.async_set_unique_id(f"{invitation.chain_id}-{invitation.market.lower()}", raise_on_progress=False)
        self._abort_if_unique_id_configured()
        self._invitation = invitation
        self._data = {
            CONF_MARKET: invitation.market,
            CONF_DEPLOYMENT_BLOCK: invitation.deployment_block,
            CONF_CHAIN_ID: invitation.chain_id,
            CONF_NODES: list(invitation.nodes),
            CONF_NAME: invitation.name,
            CONF_DEMO: invitation.demo,
            CONF_AGENT_KEY: await self._async_new_agent_key(),
            **({CONF_RELAYS: list(invitation.relays)} if invitation.relays else {}),
            **await async_kept(self.hass, invitation.market),
        }
        async with open_market(self.hass, self._data) as market:
            self._founding = await market.founding()
        self._data[CONF_NAME] = self._founding.name

    async def async_step_follow(self, user_input: Input = None) -> ConfigFlowResult:
        """The home's community has changed to another chain: one question, for all else is known."""
        left = self._left
        if left is None:
            return await self.async_step_join()  # pragma: no cover - the invitation comes first
        if user_input is not None:
            try:
                async with open_market(self.hass, left.data) as market:
                    member = (await market.snapshot()).member
            except ChainError as error:
                self._failure = problem(error)
            else:
                if member.is_member:
                    self._data |= {**followed_data(left), CONF_OWNER: member.owner}
                    # What the owner allows there, no more.
                    self._daily_cap = min(member.daily_cap, self._founding.daily_cap)
                    self._request = None
                    return await self.async_step_request()
                self._failure = ("no_home", {})
        (reason, details), self._failure = self._failure or ("", {}), None
        return self.async_show_form(
            step_id="follow",
            errors={"base": reason} if reason else {},
            description_placeholders={**self._facts, "before": left.title, **details},
        )

    async def async_step_demo(self, user_input: Input = None) -> ConfigFlowResult:
        """Say that nothing here is real."""
        if user_input is not None:
            return await self._async_step_community()
        return self.async_show_form(step_id="demo", description_placeholders=self._facts)

    async def _async_step_community(self) -> ConfigFlowResult:
        founding = self._founding
        if founding.supply is SupplyArrangement.POOLED:
            return await (self.async_step_pooled_metered() if 0 in founding.metered_zones else self.async_step_pooled())
        return await (self.async_step_individual_metered() if founding.is_metered else self.async_step_individual())

    async def async_step_pooled(self, user_input: Input = None) -> ConfigFlowResult:
        """Show what a community that buys its power together has agreed on."""
        return await self._async_show_community("pooled", user_input)

    async def async_step_pooled_metered(self, user_input: Input = None) -> ConfigFlowResult:
        """Show the same where homes' readings are held against the community's own meter."""
        return await self._async_show_community("pooled_metered", user_input)

    async def async_step_individual_metered(self, user_input: Input = None) -> ConfigFlowResult:
        """Show what holds where homes keep their suppliers and lines have meters."""
        return await self._async_show_community("individual_metered", user_input)

    async def async_step_individual(self, user_input: Input = None) -> ConfigFlowResult:
        """Show what a community whose homes keep their suppliers has agreed on."""
        return await self._async_show_community("individual", user_input)

    async def _async_show_community(self, step_id: str, user_input: Input) -> ConfigFlowResult:
        if user_input is not None:
            return await self.async_step_owner()
        return self.async_show_form(step_id=step_id, description_placeholders=self._facts)

    @property
    def _facts(self) -> dict[str, str]:
        return community_facts(self._founding)

    @override
    async def _async_owner_known(self) -> ConfigFlowResult:
        return await self.async_step_meters()

    @override
    async def _async_owner_again(self) -> ConfigFlowResult:
        return await (self.async_step_finish() if self.source == SOURCE_REAUTH else self.async_step_meters())

    @override
    async def _async_meters_known(self) -> ConfigFlowResult:
        if self.source == SOURCE_RECONFIGURE:
            return self._async_change(self._get_reconfigure_entry())
        if self._data.get(CONF_AGENT_WAITING):
            return self._async_join()
        return await self.async_step_finish()

    # ------ joining: the request

    async def async_step_finish(self, user_input: Input = None) -> ConfigFlowResult:
        """Sum up, ask how much may be committed in a day, and send the request when told to."""
        if user_input is not None:
            self._daily_cap = round(user_input.get(forms.FIELD_DAILY_LIMIT, 0) * MICRO)
            self._wants_blueprints = user_input.get(CONF_BLUEPRINTS, False)
            self._request = None
            return await self.async_step_request()
        (reason, details), self._failure = self._failure or ("", {}), None
        return self.async_show_form(
            step_id="found_finish" if self._is_founder else "finish",
            data_schema=self.add_suggested_values_to_schema(
                forms.finish(self._founding.daily_cap, self._founding.currency, is_new=self.source != SOURCE_REAUTH),
                {
                    forms.FIELD_DAILY_LIMIT: (self._daily_cap or self._founding.daily_cap) / MICRO,
                    CONF_BLUEPRINTS: self._wants_blueprints,
                },
            ),
            errors={"base": reason} if reason else {},
            description_placeholders={**self._facts, "owner": self._data[CONF_OWNER], "agent": self._agent, **details},
        )

    async def async_step_found_finish(self, user_input: Input = None) -> ConfigFlowResult:
        """The same for the founder's own home, which nobody else admits."""
        return await self.async_step_finish(user_input)

    @property
    def _is_founder(self) -> bool:
        return self.source == SOURCE_USER and self._place is not None

    async def async_step_request(self, _user_input: Input = None) -> ConfigFlowResult:
        """Ask the community to be admitted, which takes as long as the chain takes."""
        if self._request is None:
            self._request = self.hass.async_create_task(self._async_request(), eager_start=False)
            self._request.add_done_callback(self._async_go_on_unattended)
        if not self._request.done():
            return self.async_show_progress(
                step_id="request",
                progress_action="request",
                progress_task=self._request,
                description_placeholders={"name": self._founding.name},
            )
        return self.async_show_progress_done(next_step_id=self._again if self._failure else "joined")

    @property
    def _again(self) -> str:
        return "finish" if self._left is None else "follow"

    async def _async_request(self) -> None:
        """A request that went through although its answer was lost is not sent again."""
        try:
            await self._async_found_request(self._data[CONF_OWNER], self._daily_cap)
            async with open_market(self.hass, self._data) as market:
                if await market.status() not in OUTSIDE:
                    return
                wish = self._data[CONF_OWNER], self._daily_cap
                if self._invitation and self._invitation.voucher:
                    await async_join_with_voucher(self.hass, self._data, market, self._invitation, wish)
                else:
                    await market.request(*wish)
        except LetterNeededError as error:
            self._data[CONF_LETTER] = error.letter
        except VoucherRefusedError:
            self._failure = ("voucher_refused", {})
        except ChainError as error:
            self._failure = problem(error)
        except Exception:
            _LOGGER.exception("The request to join failed for a reason that is not known")
            self._failure = ("unknown", {})

    @callback
    def _async_go_on_unattended(self, _task: asyncio.Task[None]) -> None:
        """Keep the key of a request that is on the chain even if nobody watches the dialog any more."""

        async def go_on() -> None:
            with suppress(UnknownFlow):
                await self.hass.config_entries.flow.async_configure(self.flow_id)

        if not self._failure:
            self._unattended = self.hass.loop.call_later(
                UNATTENDED_SECONDS, lambda: self.hass.async_create_task(go_on(), eager_start=False)
            )

    async def async_step_joined(self, _user_input: Input = None) -> ConfigFlowResult:
        """Keep what was agreed."""
        self._data.pop(CONF_AGENT_WAITING, None)
        if self._data.get(CONF_LETTER) and self.source != SOURCE_REAUTH:
            return await self.async_step_letter()
        if self.source == SOURCE_REAUTH:
            return self._async_change(self._get_reauth_entry())
        return self._async_join()

    async def async_step_letter(self, user_input: Input = None) -> ConfigFlowResult:
        """Show the request that has to be handed over; the home waits for its effect."""
        if user_input is not None:
            return self._async_join()
        letter = self._data[CONF_LETTER]
        return self.async_show_form(
            step_id="letter",
            data_schema=forms.qr(letter, dense=True),
            description_placeholders={"letter": letter, "name": self._founding.name},
        )

    @callback
    def _async_join(self) -> ConfigFlowResult:
        self._abort_if_unique_id_configured()
        if self._left is not None:
            mark_left(self.hass, self._left)
        description = "founded" if self._is_founder else "followed" if self._left else None
        options = dict(self._left.options) if self._left else {}
        return self.async_create_entry(
            title=self._data[CONF_NAME],
            data=self._data,
            options={**options, **({CONF_BLUEPRINTS: True} if self._wants_blueprints else {})},
            description="appoint" if self._data.get(CONF_AGENT_WAITING) else description,
            description_placeholders={**self._appointment, "invitation": invitation_of(self._data).encode()},
        )
