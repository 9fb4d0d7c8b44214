"""Takes the home's signed messages to whoever relays for its community."""

from __future__ import annotations

from http import HTTPStatus
import logging
import time
from typing import TYPE_CHECKING, Any, Final

from aiohttp import ClientError, ClientTimeout
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .chain.carrying import SignedMessage
from .chain.errors import ChainError
from .const import RELAY_PATH
from .office.guests import LimitReachedError, VoucherRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from homeassistant.core import HomeAssistant

    from .relay.relay import Relay

_LOGGER = logging.getLogger(__name__)

TIMEOUT: Final = ClientTimeout(total=60, connect=8)
SILENT_SECONDS: Final = 300
"""A relay that did not answer, or wants to do no more today, is left alone for so long."""

LYING_SECONDS: Final = 300
"""And one that said it had carried what is not to be seen, for so long. No longer: it may be the chain that is slow,
and a home with no coin and no other relay would miss its gates and deadlines."""

UNWILLING: Final = (HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


class RelayCarrier:
    """Tries the community's relays one after the other."""

    def __init__(
        self,
        hass: HomeAssistant,
        relays: Callable[[], Sequence[str]],
        market: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Ask for them each time, by the web addresses of their Home Assistants, in order of preference."""
        self._hass = hass
        self._relays = relays
        self._market = market
        self._clock = clock
        self._not_before: dict[str, float] = {}
        self._last: str | None = None

    def doubt(self) -> None:
        """Leave the one alone that said it had carried the last message, and had not."""
        if self._last is not None:
            _LOGGER.warning("A relay said that it had carried a message, but it is not to be seen: %s", self._last)
            self._not_before[self._last] = self._clock() + LYING_SECONDS

    async def carry(self, fields: dict[str, Any]) -> bool:
        """Whether one of them says that it put the message on the chain."""
        for relay in self._doors():
            if await self._async_post(relay, fields):
                self._last = relay
                return True
        return False

    async def spread(self, fields: dict[str, Any]) -> bool:
        """Whether any of them took what is meant for all of them."""
        return any([await self._async_post(relay, fields) for relay in self._doors()])

    def _doors(self) -> list[str]:
        now = self._clock()
        doors = [door_of(relay, self._market) for relay in self._relays()]
        return [door for door in doors if now >= self._not_before.get(door, float("-inf"))]

    async def _async_post(self, relay: str, fields: dict[str, Any]) -> bool:
        try:
            async with async_get_clientsession(self._hass).post(relay, json=fields, timeout=TIMEOUT) as response:
                if response.status == HTTPStatus.OK:
                    return True
                if response.status in UNWILLING:
                    self._not_before[relay] = self._clock() + SILENT_SECONDS
                _LOGGER.debug("A relay did not take a message: %s", response.status)
        except (ClientError, TimeoutError) as error:
            _LOGGER.debug("A relay is silent: %s", type(error).__name__)
            self._not_before[relay] = self._clock() + SILENT_SECONDS
        return False


class OwnCarrier:
    """Takes the messages of the operator's own home to its relay next door, which pays for it like for anybody's."""

    def __init__(self, relay: Relay) -> None:
        """Know the relay."""
        self._relay = relay

    def doubt(self) -> None:
        """Nothing but the chain is to be doubted here: the home sends it itself."""

    async def carry(self, fields: dict[str, Any]) -> bool:
        """Whether the relay put the message on the chain."""
        try:
            await self._relay.async_carry(SignedMessage.from_json(fields))
        except (ChainError, VoucherRefusedError, LimitReachedError) as error:
            _LOGGER.debug("The relay did not take a message: %s", error)
            return False
        return True


def door_of(relay: str, market: str) -> str:
    """Where a Home Assistant takes a community's messages."""
    return f"{relay.rstrip('/')}{RELAY_PATH}/{market}"
