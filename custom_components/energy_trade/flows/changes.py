"""What is set right after a home has joined: the way to the community, its meters, its owner."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import SOURCE_REAUTH, ConfigFlowResult
from homeassistant.const import CONF_NAME
from homeassistant.core import callback

from .. import forms
from ..chain.errors import ChainError, NodeUnavailable
from ..chain.invitation import InvitationError, checked_nodes
from ..connection import open_market, problem
from ..const import CONF_AGENT_WAITING, CONF_NODES, CONF_OPERATOR_KEY, CONF_OWNER, CONF_PRACTICE
from ..market.founding import Founding
from ..market.state import MemberStatus
from .meters import MeterSteps
from .owner import OwnerSteps
from .practice import PracticeSteps
from .wallet import WalletSteps

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigEntry

type Input = dict[str, Any] | None
type Problem = tuple[str, dict[str, str]]


class ChangeSteps(WalletSteps, PracticeSteps, OwnerSteps, MeterSteps):
    """The steps of somebody who is there already."""

    _data: dict[str, Any]
    _founding: Founding
    _failure: Problem | None = None

    @abstractmethod
    async def async_step_finish(self, user_input: Input = None) -> ConfigFlowResult:
        """Ask the community to be admitted."""

    @abstractmethod
    async def async_step_joined(self, _user_input: Input = None) -> ConfigFlowResult:
        """Keep what was agreed."""

    # ------ when the way to the community is lost

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """Begin where the entry stands."""
        self._data = dict(entry_data)
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(self, user_input: Input = None) -> ConfigFlowResult:
        """Look for the reason once somebody is there to be told."""
        if user_input is None:
            return self.async_show_form(
                step_id="reauth_confirm", description_placeholders={"name": self._data[CONF_NAME]}
            )
        try:
            async with open_market(self.hass, self._data) as market:
                self._founding = await market.founding()
                status = await market.status()
                is_owner = await market.is_owner(self._data[CONF_OWNER])
        except ChainError as error:
            self._failure = problem(error)
            return await self.async_step_nodes()
        if status is MemberStatus.LEFT:
            return self.async_abort(reason="left")
        if status is not MemberStatus.NONE:
            return await self.async_step_joined()
        return await (self.async_step_returning() if is_owner else self.async_step_finish())

    # ------ when the home has changed

    async def async_step_reconfigure(self, user_input: Input = None) -> ConfigFlowResult:
        """Offer what may change; a repair goes straight to what helps."""
        self._data = dict(self._get_reconfigure_entry().data)
        if CONF_PRACTICE in self._data:
            return await self.async_step_practice_again(user_input)
        match user_input:
            case {"next_step_id": "meters"}:
                return await self.async_step_meters()
            case {"next_step_id": "nodes"}:
                return await self.async_step_nodes()
            case {"next_step_id": "appoint"}:
                return await self.async_step_appoint()
        waiting = ["appoint"] if self._data.get(CONF_AGENT_WAITING) else []
        of_office = ["successor", "other_chain"] if CONF_OPERATOR_KEY in self._data else []
        return self.async_show_menu(
            step_id="reconfigure", menu_options=[*waiting, "meters", "nodes", "wallet", "moved", *of_office]
        )

    async def async_step_nodes(self, user_input: Input = None) -> ConfigFlowResult:
        """Take other nodes; each new one must lead to this community."""
        (reason, details), self._failure = self._failure or ("", {}), None
        errors = {"base": reason} if reason else {}
        entry = self._get_reauth_entry() if self.source == SOURCE_REAUTH else self._get_reconfigure_entry()
        if user_input is not None:
            try:
                nodes = list(checked_nodes(user_input[CONF_NODES]))
                await self._async_try_nodes(nodes, known=entry.data[CONF_NODES])
            except InvitationError as error:
                errors[CONF_NODES] = error.reason
            except ChainError as error:
                errors["base"], details = problem(error)
            else:
                self._data[CONF_NODES] = nodes
                return self._async_change(entry)
        return self.async_show_form(
            step_id="nodes",
            data_schema=self.add_suggested_values_to_schema(forms.NODES, user_input or self._data),
            errors=errors,
            description_placeholders=details,
        )

    async def _async_try_nodes(self, nodes: list[str], known: list[str]) -> None:
        """One that was known may be down for now, as long as another one answers."""
        answered = False
        down: ChainError | None = None
        for node in nodes:
            try:
                async with open_market(self.hass, {**self._data, CONF_NODES: [node]}) as market:
                    await market.founding()
                answered = True
            except NodeUnavailable as error:
                if node not in known:
                    raise
                down = error
        if down and not answered:
            raise down

    async def async_step_moved(self, user_input: Input = None) -> ConfigFlowResult:
        """Take over the owner that the chain names now."""
        entry = self._get_reconfigure_entry()
        if user_input is not None:
            return self._async_change(entry)
        try:
            async with open_market(self.hass, self._data) as market:
                member = (await market.snapshot()).member
        except ChainError as error:
            reason, details = problem(error)
            return self.async_abort(reason=reason, description_placeholders=details)
        if not member.is_member or member.owner == self._data[CONF_OWNER]:
            return self.async_abort(reason="owner_unchanged")
        self._data[CONF_OWNER] = member.owner
        return self.async_show_form(
            step_id="moved", description_placeholders={"owner": member.owner, "before": entry.data[CONF_OWNER]}
        )

    @callback
    def _async_change(self, entry: ConfigEntry) -> ConfigFlowResult:
        """A running entry reloads itself when its data change; one that stands still has to be woken."""
        if self._data == entry.data or not entry.update_listeners:
            self.hass.config_entries.async_schedule_reload(entry.entry_id)
        return self.async_update_and_abort(entry, data=self._data)
