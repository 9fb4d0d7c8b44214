"""To whom the home's money belongs; the owner's key is shown once and never kept."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH, ConfigFlow, ConfigFlowResult
from homeassistant.const import CONF_NAME
from homeassistant.core import callback

from .. import forms
from ..chain.errors import ChainError
from ..chain.wallet import CONFIRMED_CHARACTERS, AgentKey, InvalidAddress, OwnerKey
from ..connection import agent_of, open_market, problem
from ..const import CONF_AGENT_KEY, CONF_AGENT_WAITING, CONF_MARKET, CONF_OWNER
from ..market.founding import Founding

type Input = dict[str, Any] | None


class OwnerSteps(ConfigFlow):
    """The steps that name the owner, who may be a member already."""

    _data: dict[str, Any]
    _founding: Founding
    _new_owner: OwnerKey | None = None

    @abstractmethod
    async def _async_owner_known(self) -> ConfigFlowResult:
        """Go on once the data hold the owner."""

    @abstractmethod
    async def _async_owner_again(self) -> ConfigFlowResult:
        """Go on with another place for an owner who has one already."""

    async def async_step_owner(self, _user_input: Input = None) -> ConfigFlowResult:
        """Ask to whom the home's money belongs."""
        return self.async_show_menu(step_id="owner", menu_options=["owner_address", "owner_new"])

    async def async_step_owner_address(self, user_input: Input = None) -> ConfigFlowResult:
        """Take the address of a wallet that the owner already has."""
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            try:
                self._data[CONF_OWNER] = forms.owner_address(
                    user_input[CONF_OWNER], not_these=(self._data[CONF_MARKET], self._founding.credit)
                )
                known = await self._async_is_owner()
            except InvalidAddress as error:
                errors[CONF_OWNER] = f"owner_{error.reason}"
            except ChainError as error:
                errors["base"], details = problem(error)
            else:
                return await (self.async_step_returning() if known else self._async_owner_known())
        return self.async_show_form(
            step_id="owner_address",
            data_schema=self.add_suggested_values_to_schema(forms.OWNER, user_input),
            errors=errors,
            description_placeholders=details,
        )

    async def async_step_owner_new(self, user_input: Input = None) -> ConfigFlowResult:
        """Make an owner's key and show it, this once."""
        if user_input is not None:
            return await self.async_step_owner_saved()
        self._forget_owner()
        self._new_owner = await self.hass.async_add_executor_job(OwnerKey)
        self._data[CONF_OWNER] = self._new_owner.address
        key = self._new_owner.reveal()
        return self.async_show_form(
            step_id="owner_new",
            data_schema=forms.qr(key),
            description_placeholders={"owner_key": key, "owner": self._data[CONF_OWNER]},
        )

    async def async_step_owner_saved(self, user_input: Input = None) -> ConfigFlowResult:
        """Make sure that the key was kept, then forget it."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if self._new_owner is None or user_input.get(forms.FIELD_LOST):
                return await self.async_step_owner_new()
            if self._new_owner.confirms(user_input.get(forms.FIELD_LAST_CHARACTERS, "")):
                self._forget_owner()
                return await self._async_owner_known()
            errors[forms.FIELD_LAST_CHARACTERS] = "not_the_key"
        return self.async_show_form(
            step_id="owner_saved",
            data_schema=forms.OWNER_SAVED,
            errors=errors,
            description_placeholders={"count": str(CONFIRMED_CHARACTERS), "owner": self._data[CONF_OWNER]},
        )

    @callback
    def _forget_owner(self) -> None:
        if self._new_owner:
            self._new_owner.forget()
        self._new_owner = None

    # ------ an owner who is a member already

    async def async_step_returning(self, _user_input: Input = None) -> ConfigFlowResult:
        """Ask whether this is the home that the owner has there, or another one."""
        return self.async_show_menu(
            step_id="returning",
            menu_options=["replace", "another"],
            description_placeholders={"name": self._data[CONF_NAME], "owner": self._data[CONF_OWNER]},
        )

    async def async_step_replace(self, _user_input: Input = None) -> ConfigFlowResult:
        """Keep a new key before its address is shown: it may be appointed much later, and not from here."""
        if self.source != SOURCE_REAUTH:
            self._data[CONF_AGENT_WAITING] = True
            return await self._async_owner_known()
        if not self._data.get(CONF_AGENT_WAITING):
            self._data |= {CONF_AGENT_KEY: await self._async_new_agent_key(), CONF_AGENT_WAITING: True}
            self.hass.config_entries.async_update_entry(self._get_reauth_entry(), data=dict(self._data))
        return await self.async_step_appoint()

    @abstractmethod
    async def async_step_appoint(self, user_input: Input = None) -> ConfigFlowResult:
        """Have the owner appoint the home's key."""

    async def async_step_another(self, _user_input: Input = None) -> ConfigFlowResult:
        """Ask for a place of its own."""
        return await self._async_owner_again()

    @property
    def _appointment(self) -> dict[str, str]:
        return {"name": self._data[CONF_NAME], "agent": self._agent, "owner": self._data[CONF_OWNER]}

    @property
    def _agent(self) -> str:
        return agent_of(self._data).address

    async def _async_is_owner(self) -> bool:
        async with open_market(self.hass, self._data) as market:
            return await market.is_owner(self._data[CONF_OWNER])

    async def _async_new_agent_key(self) -> str:
        return (await self.hass.async_add_executor_job(AgentKey.create)).stored()
