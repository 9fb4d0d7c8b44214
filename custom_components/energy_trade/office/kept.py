"""Operators' keys that outlive their entries: deleting one by mistake leaves no community without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.helpers.storage import Store

from ..const import CONF_MARKET, CONF_OPERATOR_KEY, DOMAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from homeassistant.core import HomeAssistant

STORAGE_VERSION: Final = 1
STORAGE_KEY: Final = f"{DOMAIN}.operators"


def _store(hass: HomeAssistant) -> Store[dict[str, str]]:
    return Store(hass, STORAGE_VERSION, STORAGE_KEY, private=True, atomic_writes=True)


async def async_keep(hass: HomeAssistant, data: Mapping[str, Any]) -> None:
    """Keep the operator's key of an entry that goes."""
    if (key := data.get(CONF_OPERATOR_KEY)) is not None:
        kept = await _store(hass).async_load() or {}
        await _store(hass).async_save({**kept, data[CONF_MARKET].lower(): key})


async def async_kept(hass: HomeAssistant, market: str) -> dict[str, str]:
    """What an entry of a market takes up again of an earlier one's."""
    kept = await _store(hass).async_load() or {}
    key = kept.get(market.lower())
    return {} if key is None else {CONF_OPERATOR_KEY: key}
