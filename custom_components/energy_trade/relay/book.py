"""Which homes relay: each says so itself, signed, and every door that is known tells of the others."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
import logging
import time
from typing import TYPE_CHECKING, Any, Final, Self

from aiohttp import ClientError, ClientTimeout
from eth_account import Account
from eth_account.messages import encode_typed_data
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.storage import Store

from ..carrier import door_of
from ..chain.errors import ChainError
from ..chain.invitation import InvitationError, checked_nodes
from ..chain.wallet import RelayMessage
from ..const import DOMAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from homeassistant.core import HomeAssistant

    from ..chain.client import EvmMarket
    from ..chain.wallet import AgentKey, Domain

_LOGGER = logging.getLogger(__name__)

STORAGE_VERSION: Final = 1
TIMEOUT: Final = ClientTimeout(total=15, connect=8)
VALID_SECONDS: Final = 7 * 86_400
AHEAD_SECONDS: Final = 3_600
"""Clocks differ; what claims to be from further ahead than this is not believed."""

MOST_KNOWN: Final = 16
SIGNATURE_BYTES: Final = 65


@dataclass(frozen=True, slots=True)
class Announcement:
    """A member's word that its home relays, at an address and from a time on."""

    message: RelayMessage
    signature: bytes

    @classmethod
    def sign(cls, key: AgentKey, domain: Domain, member: int, url: str, now: float) -> Self:
        """Say it with the home's key; computes some milliseconds: call it in a thread."""
        message = RelayMessage(member, url, int(now))
        return cls(message, key.sign(message, domain))

    def signer(self, domain: Domain) -> str:
        """Whose word it is; computes some milliseconds: call it in a thread. Raises ValueError for nobody's."""
        try:
            signable = encode_typed_data(full_message=self.message.typed(domain))
            return str(Account.recover_message(signable, signature=self.signature))
        except Exception as error:
            raise ValueError("not a signature") from error

    def to_json(self) -> dict[str, Any]:
        """Write it as JSON knows it."""
        message = self.message
        return {
            "member": message.member,
            "url": message.url,
            "time": message.time,
            "signature": self.signature.hex(),
        }

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        """Read what somebody told; raises ValueError for what is none."""
        try:
            member, moment = int(fields["member"]), int(fields["time"])
            (url,) = checked_nodes([fields["url"]])
            signature = bytes.fromhex(fields["signature"])
        except (InvitationError, KeyError, TypeError, ValueError) as error:
            raise ValueError("not an announcement") from error
        if not 0 <= member < 2**16 or not 0 <= moment < 2**64 or len(signature) != SIGNATURE_BYTES:
            raise ValueError("not an announcement")
        return cls(RelayMessage(member, url, moment), signature)


class RelayBook:
    """The relays of one community that have announced themselves, one a member."""

    def __init__(self, hass: HomeAssistant, entry_id: str, market: EvmMarket, address: str) -> None:
        """Keep them in a file: after a restart nobody has to be asked first."""
        self._hass = hass
        self._market = market
        self._address = address
        self._known: dict[int, Announcement] = {}
        self._store: Store[list[dict[str, Any]]] = Store(
            hass, STORAGE_VERSION, f"{DOMAIN}.{entry_id}.relays", private=True, atomic_writes=True
        )

    async def async_load(self) -> None:
        """Take up who was known; what is damaged is left out."""
        for fields in await self._store.async_load() or []:
            try:
                told = Announcement.from_json(fields)
            except ValueError:
                continue
            self._known[told.message.member] = told

    @staticmethod
    async def forget(hass: HomeAssistant, entry_id: str) -> None:
        """Forget an entry's list."""
        await Store(hass, STORAGE_VERSION, f"{DOMAIN}.{entry_id}.relays").async_remove()

    @property
    def announced(self) -> tuple[Announcement, ...]:
        """Whoever said so within the last days, newest first."""
        oldest = time.time() - VALID_SECONDS
        fresh = [told for told in self._known.values() if told.message.time >= oldest]
        return tuple(sorted(fresh, key=lambda told: -told.message.time)[:MOST_KNOWN])

    @property
    def urls(self) -> tuple[str, ...]:
        """Where they are."""
        return tuple(told.message.url for told in self.announced)

    async def async_take(self, told: Announcement) -> bool:
        """Note an announcement that is newer than what is known, if a member signed it; whether it is new."""
        message, now = told.message, time.time()
        known = self._known.get(message.member)
        if not now - VALID_SECONDS <= message.time <= now + AHEAD_SECONDS:
            return False
        if known is not None and known.message.time >= message.time:
            return False
        view = await self._market.ask("member", message.member)
        signer = await self._hass.async_add_executor_job(told.signer, await self._market.domain())
        if signer != view["agent"]:
            raise ValueError("not the member's word")
        self._known[message.member] = told
        for member in sorted(self._known, key=lambda each: self._known[each].message.time)[:-MOST_KNOWN]:
            del self._known[member]
        await self._store.async_save([each.to_json() for each in self._known.values()])
        return True

    async def async_exchange(self, doors: Iterable[str], own: Announcement | None) -> None:
        """Ask doors which others they know, and tell them of this home's own, where it relays."""
        for url in doors:
            if own is not None and url == own.message.url:
                continue
            await self._async_ask(door_of(url, self._address), own)

    async def _async_ask(self, door: str, own: Announcement | None) -> None:
        session = async_get_clientsession(self._hass)
        try:
            if own is not None:
                await session.post(door, json={"relay": own.to_json()}, timeout=TIMEOUT)
            async with session.get(door, timeout=TIMEOUT) as response:
                told = await response.json() if response.status == HTTPStatus.OK else {}
        except (ClientError, TimeoutError, ValueError) as error:
            _LOGGER.debug("A relay was not asked for others: %s", type(error).__name__)
            return
        rows = told.get("relays") if isinstance(told, dict) else None
        for fields in rows[:MOST_KNOWN] if isinstance(rows, list) else ():
            try:
                await self.async_take(Announcement.from_json(fields))
            except (ValueError, ChainError) as error:
                _LOGGER.debug("A relay told of another that is none: %s", error)
