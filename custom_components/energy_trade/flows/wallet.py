"""What only the owner may do, from a dialog: with its key, typed once and never kept, or with a wallet elsewhere."""

from __future__ import annotations

from abc import abstractmethod
import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState, ConfigFlow, ConfigFlowResult
from homeassistant.const import CONF_NAME
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from .. import forms
from ..chain.client import connect
from ..chain.errors import CannotPay, ChainError
from ..chain.operating import OperatorMarket
from ..chain.wallet import AgentKey, InvalidAddress, InvalidKey, checked_address
from ..connection import agent_of, invitation_of, open_market, problem
from ..const import CONF_AGENT_KEY, CONF_AGENT_WAITING, CONF_CHAIN_ID, CONF_MARKET, CONF_OWNER
from ..facts import amount
from ..market.state import MemberState, MemberStatus
from ..market.units import MICRO

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigEntry

    from ..chain.succession import Successor
    from ..moving import Moving

_LOGGER = logging.getLogger(__name__)

CONF_NEXT_AGENT: Final = "next_agent_key"
"""A key that waits to take the home's key's place; kept before anybody learns its address."""

FIELD_HOME: Final = "home"
FIELD_KEY: Final = "owner_key"
FIELD_LIMIT: Final = "daily_limit"
FIELD_METER_KEY: Final = "meter_key"

type Input = dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class OwnerDeed:
    """One call of the market that a certain address has to make, and how it shows that it has happened."""

    function: str
    arguments: tuple[Any, ...]
    signer: str
    done: Callable[[MemberState], bool] = field(compare=False)


class WalletSteps(ConfigFlow):
    """The steps for an owner whose home is a member."""

    _data: dict[str, Any]
    _deed: OwnerDeed | None = None
    _signing: asyncio.Task[None] | None = None
    _sign_failure: tuple[str, dict[str, str]] | None = None
    _homes: tuple[MemberState, ...] = ()
    _home: MemberState | None = None
    _call: tuple[str, str] = ("", "")
    _currency = ""

    @abstractmethod
    def _async_change(self, entry: ConfigEntry) -> ConfigFlowResult:
        """Keep the flow's data in the entry and end."""

    @property
    def _entry(self) -> ConfigEntry:
        return self._get_reauth_entry() if self.source == SOURCE_REAUTH else self._get_reconfigure_entry()

    async def async_step_wallet(self, _user_input: Input = None) -> ConfigFlowResult:
        """Look the home up on the chain, then offer what its owner may do."""
        if (failed := await self._async_find(self._data[CONF_OWNER])) is not None:
            return failed
        if self._home is None:
            return await self.async_step_which_home()
        return self._show_deeds()

    async def async_step_which_home(self, user_input: Input = None) -> ConfigFlowResult:
        """Choose among several homes of one owner."""
        if user_input is not None:
            self._home = next(home for home in self._homes if str(home.index) == user_input[FIELD_HOME])
            return await self.async_step_appoint() if self._data.get(CONF_AGENT_WAITING) else self._show_deeds()
        choices = [SelectOptionDict(value=str(home.index), label=f"{home.index}") for home in self._homes]
        schema = vol.Schema({vol.Required(FIELD_HOME): SelectSelector(SelectSelectorConfig(options=choices))})
        return self.async_show_form(
            step_id="which_home", data_schema=schema, description_placeholders={"name": self._data[CONF_NAME]}
        )

    def _show_deeds(self) -> ConfigFlowResult:
        home = self._known_home
        return self.async_show_menu(
            step_id="wallet",
            menu_options=[
                "new_key",
                "new_owner",
                "meter_key",
                "owner_limit",
                *(() if home.status is MemberStatus.LEAVING else ("leave",)),
                *(() if self._successor is None else ("move_now",)),
            ],
            description_placeholders={"owner": home.owner, "name": self._data[CONF_NAME]},
        )

    async def _async_find(self, owner: str) -> ConfigFlowResult | None:
        """Find the home that this entry is, else those of the owner; an abort where there is none."""
        try:
            async with open_market(self.hass, self._data) as market:
                members = await OperatorMarket(market).members()
                self._currency = (await market.founding()).currency
        except ChainError as error:
            reason, details = problem(error)
            return self.async_abort(reason=reason, description_placeholders=details)
        own = agent_of(self._data).address
        homes = [home for home in members if home.status is not MemberStatus.LEFT]
        found = [home for home in homes if home.agent == own] or [home for home in homes if home.owner == owner]
        if not found:
            return self.async_abort(reason="no_home")
        self._homes = tuple(found)
        self._home = found[0] if len(found) == 1 else None
        return None

    @property
    def _known_home(self) -> MemberState:
        if self._home is None:
            raise ValueError("no home was chosen")  # pragma: no cover - every step comes after that
        return self._home

    # ------ what there is to do

    async def async_step_appoint(self, _user_input: Input = None) -> ConfigFlowResult:
        """Appoint the key that this home has already: it was set up anew, or its old key was revoked."""
        if self._home is None:
            if (failed := await self._async_find(self._data[CONF_OWNER])) is not None:
                return failed
            if self._home is None:
                return await self.async_step_which_home()
        return self._begin_agent(agent_of(self._data).address)

    async def async_step_new_key(self, user_input: Input = None) -> ConfigFlowResult:
        """Give the home another key, because the old one may be known to others."""
        if user_input is None:
            return self.async_show_form(step_id="new_key", description_placeholders={"name": self._data[CONF_NAME]})
        if CONF_NEXT_AGENT not in self._data:
            key = await self.hass.async_add_executor_job(AgentKey.create)
            self._data[CONF_NEXT_AGENT] = key.stored()
            # On disk before it is appointed, in an entry that goes on with the old one until then.
            self.hass.config_entries.async_update_entry(self._entry, data=dict(self._data))
        waiting = await self.hass.async_add_executor_job(AgentKey.from_stored, self._data[CONF_NEXT_AGENT])
        return self._begin_agent(waiting.address)

    def _begin_agent(self, agent: str) -> ConfigFlowResult:
        home = self._known_home
        return self._begin(OwnerDeed("setAgent", (home.index, agent), home.owner, lambda member: member.agent == agent))

    async def async_step_new_owner(self, user_input: Input = None) -> ConfigFlowResult:
        """Hand the home and its money to another address of the owner's, such as a hardware wallet's."""
        errors: dict[str, str] = {}
        if user_input is not None:
            home = self._known_home
            try:
                owner = forms.owner_address(user_input[CONF_OWNER], not_these=(self._data[CONF_MARKET], home.owner))
            except InvalidAddress as error:
                errors[CONF_OWNER] = f"owner_{error.reason}"
            else:
                self._data[CONF_OWNER] = owner
                # The chain does not tell who was proposed: that the new owner can accept shows it.
                return self._begin(OwnerDeed("proposeOwner", (home.index, owner), home.owner, lambda _member: True))
        return self.async_show_form(
            step_id="new_owner",
            data_schema=self.add_suggested_values_to_schema(forms.OWNER, user_input),
            errors=errors,
            description_placeholders={"owner": self._known_home.owner},
        )

    async def async_step_meter_key(self, user_input: Input = None) -> ConfigFlowResult:
        """Name the key whose readings count: the home's own, or that of a meter that signs by itself."""
        errors: dict[str, str] = {}
        home = self._known_home
        if user_input is not None:
            try:
                key = checked_address(user_input[FIELD_METER_KEY])
            except InvalidAddress:
                errors[FIELD_METER_KEY] = "owner_not_an_address"
            else:
                return self._begin(
                    OwnerDeed("setMeterKey", (home.index, key), home.owner, lambda member: member.meter_key == key)
                )
        schema = vol.Schema({vol.Required(FIELD_METER_KEY): TextSelector()})
        return self.async_show_form(
            step_id="meter_key",
            data_schema=self.add_suggested_values_to_schema(schema, user_input or {FIELD_METER_KEY: home.agent}),
            errors=errors,
            description_placeholders={"agent": home.agent, "meter_key": home.meter_key},
        )

    async def async_step_owner_limit(self, user_input: Input = None) -> ConfigFlowResult:
        """Change how much the home may commit in a day."""
        home = self._known_home
        if user_input is not None:
            cap = round(user_input[FIELD_LIMIT] * MICRO)
            return self._begin(
                OwnerDeed("setDailyCap", (home.index, cap), home.owner, lambda member: member.daily_cap == cap)
            )
        field_ = NumberSelector(
            NumberSelectorConfig(
                min=0, max=10**8, step="any", mode=NumberSelectorMode.BOX, unit_of_measurement=self._currency
            )
        )
        schema = vol.Schema({vol.Required(FIELD_LIMIT): field_})
        return self.async_show_form(
            step_id="owner_limit",
            data_schema=self.add_suggested_values_to_schema(schema, {FIELD_LIMIT: home.daily_cap / MICRO}),
        )

    async def async_step_leave(self, user_input: Input = None) -> ConfigFlowResult:
        """End the membership."""
        home = self._known_home
        if user_input is not None:
            leaving = (MemberStatus.LEAVING, MemberStatus.LEFT)
            return self._begin(OwnerDeed("leave", (home.index,), home.owner, lambda member: member.status in leaving))
        return self.async_show_form(
            step_id="leave",
            description_placeholders={
                "name": self._data[CONF_NAME],
                "balance": f"{amount(home.balance)} {self._currency}",
            },
        )

    @property
    def _successor(self) -> Successor | None:
        """The market that the community moves to, as the running home has found it."""
        if self._entry.state is not ConfigEntryState.LOADED:
            return None
        moving: Moving | None = self._entry.runtime_data.moving
        return moving.offer if moving else None

    async def async_step_move_now(self, user_input: Input = None) -> ConfigFlowResult:
        """Move to the market's successor without the week that the home's own key has to wait."""
        home, successor = self._known_home, self._successor
        if successor is None:
            return self._show_deeds()  # pragma: no cover - it was withdrawn this moment
        if user_input is not None:
            leaving = (MemberStatus.LEAVING, MemberStatus.LEFT)
            return self._begin(
                OwnerDeed("move", (home.index, successor.market), home.owner, lambda member: member.status in leaving)
            )
        return self.async_show_form(
            step_id="move_now",
            description_placeholders={
                "name": successor.terms.name,
                "market": successor.market,
                "balance": f"{amount(home.balance)} {self._currency}",
            },
        )

    # ------ who signs

    def _begin(self, deed: OwnerDeed) -> ConfigFlowResult:
        self._deed = deed
        return self._show_sign()

    async def async_step_sign(self, _user_input: Input = None) -> ConfigFlowResult:
        """Choose how to sign."""
        return self._show_sign()

    def _show_sign(self) -> ConfigFlowResult:
        return self.async_show_menu(
            step_id="sign",
            menu_options=["sign_key", "sign_wallet"],
            description_placeholders={"owner": self._known_deed.signer},
        )

    @property
    def _known_deed(self) -> OwnerDeed:
        if self._deed is None:
            raise ValueError("nothing is to be done")  # pragma: no cover - every step comes after that
        return self._deed

    async def async_step_sign_key(self, user_input: Input = None) -> ConfigFlowResult:
        """Take the owner's key for this one call; it is nowhere afterwards."""
        errors: dict[str, str] = {}
        details: dict[str, str] = {"agent": "", "reason": ""}
        if self._sign_failure is not None:
            (errors["base"], found), self._sign_failure = self._sign_failure, None
            details |= found
        elif user_input is not None:
            try:
                key = await self.hass.async_add_executor_job(AgentKey.from_stored, user_input[FIELD_KEY].strip())
            except InvalidKey:
                errors[FIELD_KEY] = "not_a_key"
            else:
                if key.address == self._known_deed.signer:
                    self._signing = self.hass.async_create_task(self._async_sign(key), eager_start=False)
                    return await self.async_step_signing()
                errors[FIELD_KEY] = "another_key"
        field_ = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off"))
        return self.async_show_form(
            step_id="sign_key",
            data_schema=vol.Schema({vol.Required(FIELD_KEY): field_}),
            errors=errors,
            description_placeholders={"owner": self._known_deed.signer, **details},
        )

    async def _async_sign(self, key: AgentKey) -> None:
        deed = self._known_deed
        try:
            market = await connect(async_get_clientsession(self.hass), invitation_of(self._data), key)
            try:
                await market.act(f"{deed.function} by the owner", deed.function, *deed.arguments)
            finally:
                await market.close()
        except CannotPay as error:
            self._sign_failure = ("owner_cannot_pay", {"agent": error.address})
        except ChainError as error:
            if not await self._async_happened():
                self._sign_failure = problem(error)
        except Exception:
            _LOGGER.exception("What the owner signed failed for a reason that is not known")
            self._sign_failure = ("unknown", {})

    async def async_step_signing(self, _user_input: Input = None) -> ConfigFlowResult:
        """Wait for the chain."""
        if self._signing is None or self._signing.done():
            self._signing = None
            return self.async_show_progress_done(next_step_id="sign_key" if self._sign_failure else "signed")
        return self.async_show_progress(
            step_id="signing", progress_action="signing", progress_task=self._signing, description_placeholders={}
        )

    async def async_step_sign_wallet(self, user_input: Input = None) -> ConfigFlowResult:
        """Show the call for a wallet that is not here, and look whether it was made."""
        deed = self._known_deed
        errors: dict[str, str] = {}
        if user_input is not None:
            if await self._async_happened():
                return await self.async_step_signed()
            errors["base"] = "not_seen_yet"
        if not any(self._call):
            async with open_market(self.hass, self._data) as market:
                self._call = (
                    market.contract.abi.call(deed.function, *deed.arguments).hex(),
                    link_of(market.contract.abi.types(deed.function), deed, self._data),
                )
        data, link = self._call
        return self.async_show_form(
            step_id="sign_wallet",
            data_schema=forms.qr(link, dense=True),
            errors=errors,
            description_placeholders={
                "owner": deed.signer,
                "market": self._data[CONF_MARKET],
                "chain": str(self._data[CONF_CHAIN_ID]),
                "function": f"{deed.function}({', '.join(map(str, deed.arguments))})",
                "data": f"0x{data}",
            },
        )

    async def _async_happened(self) -> bool:
        """Whether the chain shows it."""
        try:
            async with open_market(self.hass, self._data) as market:
                return self._known_deed.done(await OperatorMarket(market).member(self._known_home.index))
        except ChainError:
            return False

    async def async_step_signed(self, _user_input: Input = None) -> ConfigFlowResult:
        """Take over what is so now."""
        deed, self._call = self._known_deed, ("", "")
        match deed.function:
            case "setAgent":
                if (key := self._data.pop(CONF_NEXT_AGENT, None)) is not None:
                    self._data[CONF_AGENT_KEY] = key
                self._data.pop(CONF_AGENT_WAITING, None)
                return self._async_change(self._entry)
            case "proposeOwner":
                owner = self._data[CONF_OWNER]
                index = self._known_home.index
                return self._begin(OwnerDeed("acceptOwner", (index,), owner, lambda member: member.owner == owner))
            case "acceptOwner":
                return self._async_change(self._entry)
        return self.async_abort(reason="owner_done")


def link_of(types: list[str], deed: OwnerDeed, data: dict[str, Any]) -> str:
    """The call as wallets read it from a picture (EIP-681)."""
    arguments = "&".join(f"{kind}={value}" for kind, value in zip(types, deed.arguments, strict=True))
    return f"ethereum:{data[CONF_MARKET]}@{data[CONF_CHAIN_ID]}/{deed.function}?{arguments}"
