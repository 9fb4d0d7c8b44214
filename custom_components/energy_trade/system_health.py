"""Whether the way to each community is in order."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from homeassistant.components import system_health
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import callback

from .chain.client import EvmMarket
from .const import CONF_CHAIN_ID, CONF_NODES, DOMAIN
from .rehearsal import is_practice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from homeassistant.core import HomeAssistant

    from .coordinator import EnergyTradeConfigEntry


@callback
def async_register(hass: HomeAssistant, register: system_health.SystemHealthRegistration) -> None:
    """Tell Home Assistant where to ask."""
    register.async_register_info(async_system_health)


async def async_system_health(hass: HomeAssistant) -> dict[str, Any]:
    """Tell it of every community, in the order of their names."""
    entries: list[EnergyTradeConfigEntry] = sorted(
        hass.config_entries.async_entries(DOMAIN), key=lambda entry: entry.title
    )
    running = [entry for entry in entries if entry.state is ConfigEntryState.LOADED]
    return {
        "communities": ", ".join(entry.title for entry in entries),
        "chains": ", ".join(str(entry.data[CONF_CHAIN_ID]) for entry in entries if not is_practice(entry)),
        "nodes_reachable": _async_reachable(hass, {node for entry in entries for node in entry.data[CONF_NODES]}),
        "head_age": _seconds(_head_age(entry) for entry in running),
        "clock_offset": _seconds(_clock_offset(entry) for entry in running),
    }


async def _async_reachable(hass: HomeAssistant, nodes: set[str]) -> str:
    answers = await asyncio.gather(*(system_health.async_check_can_reach_url(hass, node) for node in nodes))
    return f"{answers.count('ok')} / {len(answers)}"


def _head_age(entry: EnergyTradeConfigEntry) -> float | None:
    coordinator = entry.runtime_data.coordinator
    snapshot = coordinator.snapshot
    return coordinator.chain_time() - snapshot.chain_time if snapshot else None


def _clock_offset(entry: EnergyTradeConfigEntry) -> float | None:
    """Home Assistant's clock against the chain's."""
    market = entry.runtime_data.market
    ahead = market.clock.offset if isinstance(market, EvmMarket) else None
    return None if ahead is None else -ahead


def _seconds(values: Iterable[float | None]) -> str:
    return ", ".join("–" if value is None else f"{value:.1f} s" for value in values)
