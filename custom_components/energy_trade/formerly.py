"""The markets that a community had before: an entry stays what it is when its community moves to the next one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .chain.client import connect
from .chain.moved import MovedMarket
from .connection import agent_of, invitation_of
from .const import (
    CONF_DEPLOYMENT_BLOCK,
    CONF_FORMER,
    CONF_MARKET,
    CONF_MOVE_TO,
    CONF_OPERATOR_KEY,
    CONF_SUCCESSOR,
)
from .stores import CacheStore, OutboxStore

if TYPE_CHECKING:
    from collections.abc import Mapping

    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from .chain.client import EvmMarket
    from .chain.invitation import Invitation


def moved_data(data: Mapping[str, Any], market: str, deployment_block: int) -> dict[str, Any]:
    """What an entry says once its home has moved to another market; nothing else changes."""
    before = {name: data[name] for name in (CONF_MARKET, CONF_DEPLOYMENT_BLOCK)}
    kept = {name: value for name, value in data.items() if name not in (CONF_MOVE_TO, CONF_SUCCESSOR)}
    if is_own(data, market):
        kept[CONF_OPERATOR_KEY] = data[CONF_SUCCESSOR][CONF_OPERATOR_KEY]
    else:
        kept.pop(CONF_OPERATOR_KEY, None)
    return {
        **kept,
        CONF_MARKET: market,
        CONF_DEPLOYMENT_BLOCK: deployment_block,
        CONF_FORMER: [*data.get(CONF_FORMER, []), before],
    }


def is_own(data: Mapping[str, Any], market: str) -> bool:
    """Whether a market is one that this Home Assistant's operator has founded for its community to move to."""
    return str(data.get(CONF_SUCCESSOR, {}).get(CONF_MARKET, "")).lower() == market.lower()


def caches_of(hass: HomeAssistant, entry: ConfigEntry[Any]) -> list[CacheStore]:
    """Where the history of each of an entry's markets is kept, the present one's last."""
    return [
        CacheStore(hass, f"{entry.entry_id}.{number}" if number else entry.entry_id)
        for number in range(len(entry.data.get(CONF_FORMER, [])) + 1)
    ]


def former_places(data: Mapping[str, Any]) -> list[Invitation]:
    """Where the markets are that an entry's home was in before, the first one first."""
    present = invitation_of(data)
    return [
        replace(present, market=each[CONF_MARKET], deployment_block=each[CONF_DEPLOYMENT_BLOCK])
        for each in data.get(CONF_FORMER, [])
    ]


async def async_connect_all(hass: HomeAssistant, entry: ConfigEntry[Any]) -> EvmMarket:
    """Get ready to speak to the community's market, and to those that it had before."""
    key, session = agent_of(entry.data), async_get_clientsession(hass)
    places = [*former_places(entry.data), invitation_of(entry.data)]
    found: EvmMarket | None = None
    outbox = OutboxStore(hass, entry.entry_id)
    for cache, invitation in zip(caches_of(hass, entry), places, strict=True):
        entry.async_on_unload(cache.async_close)
        next_one = await connect(
            session,
            invitation,
            key,
            outbox=outbox,
            cache=cache,
            beside=None if found is None else found.dispatch,
        )
        found = next_one if found is None else MovedMarket(next_one, found)
    if found is None:
        raise AssertionError  # pragma: no cover - there is always the present one
    return found
