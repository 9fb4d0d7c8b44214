"""The operator's part in a move: its members are welcome in the next market before that is announced."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ..chain.client import connect
from ..chain.errors import Rejected
from ..chain.wallet import AgentKey
from ..connection import invitation_of
from ..const import CONF_DEPLOYMENT_BLOCK, CONF_MARKET, CONF_OPERATOR_KEY, CONF_SUCCESSOR
from ..market.state import MemberStatus
from ..stores import OutboxStore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from ..chain.client import EvmMarket
    from ..chain.operating import OperatorMarket
    from ..market.state import MemberState

_LOGGER = logging.getLogger(__name__)

AT_ONCE: Final = 40
"""Members that are welcomed in one transaction."""


class Heir:
    """The market that an operator has founded for its community to move to."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any], operator: OperatorMarket) -> None:
        """Nothing is read yet; whatever was done before is seen on the chain."""
        self._hass = hass
        self._entry = entry
        self._operator = operator
        self._market: EvmMarket | None = None
        self._welcome: set[int] = set()
        self._announced = False

    @property
    def is_founded(self) -> bool:
        """Whether there is one."""
        return CONF_SUCCESSOR in self._entry.data

    async def async_step(self, members: Sequence[MemberState]) -> None:
        """Welcome whoever is a member, then announce the market; may raise a ChainError."""
        if not self.is_founded:
            return
        place = self._entry.data[CONF_SUCCESSOR]
        await self._async_welcome(await self._async_open(place), members)
        if self._announced:
            return
        succession = await self._operator.market.ask("succession")
        if succession["successor"].lower() != place[CONF_MARKET].lower():
            await self._operator.announce(place[CONF_MARKET])
        self._announced = True

    async def _async_open(self, place: Mapping[str, Any]) -> EvmMarket:
        if self._market is None:
            key = await self._hass.async_add_executor_job(AgentKey.from_stored, place[CONF_OPERATOR_KEY])
            there = {
                **self._entry.data,
                CONF_MARKET: place[CONF_MARKET],
                CONF_DEPLOYMENT_BLOCK: place[CONF_DEPLOYMENT_BLOCK],
            }
            self._market = await connect(
                async_get_clientsession(self._hass),
                invitation_of(there),
                key,
                outbox=OutboxStore(self._hass, f"{self._entry.entry_id}.successor"),
            )
        return self._market

    async def _async_welcome(self, market: EvmMarket, members: Sequence[MemberState]) -> None:
        """Take in advance all that are in good standing, each with the connection that it has here."""
        missing = []
        for member in members:
            if member.status is not MemberStatus.ACTIVE or member.index in self._welcome:
                continue
            if not (await market.ask("welcomeOf", member.index))["welcome"]:
                missing.append(member)
            self._welcome.add(member.index)
        for first in range(0, len(missing), AT_ONCE):
            chosen = missing[first : first + AT_ONCE]
            try:
                await market.act(
                    "welcome",
                    "welcome",
                    [(each.index, each.zone, each.import_limit_wh, each.export_limit_wh, True) for each in chosen],
                )
            except Rejected:
                self._welcome -= {each.index for each in chosen}
                raise
