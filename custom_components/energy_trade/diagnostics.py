"""What helps to find out why a home does what it does; no key in it, and no more of its owner than one needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from homeassistant.helpers.redact import REDACTED, async_redact_data, partial_redact
from yarl import URL

from .chain.client import EvmMarket
from .chain.errors import Rejected
from .const import CONF_AGENT_KEY, CONF_NODES, CONF_OPERATOR_KEY, CONF_OWNER
from .errands import Errand
from .market.units import BLOCK_INTERVALS

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

    from .coordinator import EnergyTradeConfigEntry, EnergyTradeRuntime

ADDRESS_ENDS: Final = 6
EXACT_BITS: Final = 53
"""Whole numbers beyond this lose digits in many a reader of JSON."""

RECENT_BLOCKS: Final = 24
SHORTENED: Final = {
    CONF_AGENT_KEY: lambda _key: REDACTED,
    CONF_OPERATOR_KEY: lambda _key: REDACTED,
    CONF_OWNER: lambda owner: partial_redact(owner, ADDRESS_ENDS, ADDRESS_ENDS),
}


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: EnergyTradeConfigEntry) -> dict[str, Any]:
    """Tell what is known, without asking anybody."""
    runtime = entry.runtime_data
    coordinator = runtime.coordinator
    told = {
        "entry": {
            **entry.data,
            CONF_NODES: [URL(node).host for node in entry.data[CONF_NODES]],
            "agent": runtime.market.agent,
        },
        "founding": coordinator.founding,
        "settings": coordinator.settings.current,
        "state": coordinator.data,
        "snapshot": coordinator.snapshot,
        "open_orders": coordinator.open_orders(),
        "errands": {kind: _named(coordinator.errands.error(kind)) for kind in Errand},
        "meters": _meters(runtime),
        "chain": _chain(runtime),
        "ledger": list(coordinator.journal.blocks())[-RECENT_BLOCKS:],
    }
    return async_redact_data({name: plain(value) for name, value in told.items()}, SHORTENED)


def _meters(runtime: EnergyTradeRuntime) -> dict[str, Any]:
    meters, coordinator = runtime.meters, runtime.coordinator
    block = coordinator.founding.calendar().block_at(coordinator.chain_time())
    first = (block - coordinator.founding.report_blocks - 1) * BLOCK_INTERVALS
    return {
        "complete_through": meters.complete_through(),
        "silent": meters.silent(),
        "jumps": meters.jumps(),
        "readings": meters.readings(first, (block + 1) * BLOCK_INTERVALS),
    }


def _chain(runtime: EnergyTradeRuntime) -> Mapping[str, Any]:
    market = runtime.market
    if not isinstance(market, EvmMarket):
        return {}
    return {
        "nodes": [
            {
                "name": node.name,
                "in_use": node.in_use,
                "head": node.head,
                "problem": _named(node.problem),
            }
            for node in market.health
        ],
        "clock_offset": market.clock.offset,
        "pending": market.pending,
        "key_used_elsewhere": market.key_used_elsewhere,
        "differences": market.differences,
    }


def _named(error: Exception | None) -> str | None:
    """What failed by name only: a node's own words could hold anything."""
    if isinstance(error, Rejected):
        return f"{type(error).__name__} {error.reason}"
    return type(error).__name__ if error else None


def plain(value: Any) -> Any:
    """Write a value as JSON knows it; what is of no known kind is only named, as its text could hold anything."""
    told: Any = type(value).__name__
    match value:
        case Enum():
            told = value.name.lower()
        case None | bool() | float() | str():
            told = value
        case int():
            told = value if value.bit_length() <= EXACT_BITS else hex(value)
        case datetime():
            told = value.isoformat()
        case Mapping():
            told = {str(plain(key)): plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            told = [plain(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            told = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return told
