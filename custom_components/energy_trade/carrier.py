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
from .office.guests import VoucherRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from homeassistant.core import HomeAssistant

    from .office.office import Office

_LOGGER = logging.getLogger(__name__)

TIMEOUT: Final = ClientTimeout(total=60, connect=8)
SILENT_SECONDS: Final = 300
"""A relay that did not answer is left alone for so long."""


class RelayCarrier:
    """Tries the community's relays one after the other."""

    def __init__(
        self, hass: HomeAssistant, relays: Sequence[str], market: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Know them, by the web addresses of their Home Assistants, in order of preference."""
        self._hass = hass
        self._clock = clock
        self._not_before = dict.fromkeys((door_of(relay, market) for relay in relays), float("-inf"))

    async def carry(self, fields: dict[str, Any]) -> bool:
        """Whether one of them put the message on the chain."""
        for relay, not_before in self._not_before.items():
            if self._clock() < not_before:
                continue
            try:
                async with async_get_clientsession(self._hass).post(relay, json=fields, timeout=TIMEOUT) as response:
                    if response.status == HTTPStatus.OK:
                        return True
                    _LOGGER.debug("A relay did not take a message: %s", response.status)
            except (ClientError, TimeoutError) as error:
                _LOGGER.debug("A relay is silent: %s", type(error).__name__)
                self._not_before[relay] = self._clock() + SILENT_SECONDS
        return False


class OwnCarrier:
    """Takes the messages of the operator's own home to the office next door, which pays for it like for anybody's."""

    def __init__(self, office: Office) -> None:
        """Know the office."""
        self._office = office

    async def carry(self, fields: dict[str, Any]) -> bool:
        """Whether the office put the message on the chain."""
        try:
            await self._office.async_carry(SignedMessage.from_json(fields))
        except (ChainError, VoucherRefusedError) as error:
            _LOGGER.debug("The office did not take a message: %s", error)
            return False
        return True


def door_of(relay: str, market: str) -> str:
    """Where a Home Assistant takes a community's messages."""
    return f"{relay.rstrip('/')}{RELAY_PATH}/{market}"
