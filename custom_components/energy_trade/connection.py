"""Reaches an entry's market through its nodes, and says in a word why it could not."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

from homeassistant.const import CONF_NAME
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .chain.client import EvmMarket, connect
from .chain.errors import (
    CallFailed,
    CannotPay,
    ChainError,
    FeeTooHigh,
    KeyUsedElsewhere,
    NodeError,
    NodeRefused,
    NodeRubbish,
    NotKept,
    Rejected,
    WrongChain,
)
from .chain.invitation import Invitation
from .chain.wallet import AgentKey
from .const import (
    CONF_AGENT_KEY,
    CONF_CHAIN_ID,
    CONF_DEMO,
    CONF_DEPLOYMENT_BLOCK,
    CONF_MARKET,
    CONF_NODES,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from homeassistant.core import HomeAssistant

PROBLEMS: Final = (
    (CannotPay, "cannot_pay"),
    (FeeTooHigh, "fee_too_high"),
    (KeyUsedElsewhere, "key_used_elsewhere"),
    (NodeRefused, "node_refused"),
    (NodeRubbish, "node_rubbish"),
    (NotKept, "not_kept"),
    (Rejected, "rejected"),
    (WrongChain, "wrong_chain"),
    (CallFailed, "node_rubbish"),
    (NodeError, "cannot_connect"),
    (ChainError, "undecided"),
)


def invitation_of(data: Mapping[str, Any]) -> Invitation:
    """Where an entry's market is."""
    return Invitation(
        market=data[CONF_MARKET],
        deployment_block=data[CONF_DEPLOYMENT_BLOCK],
        chain_id=data[CONF_CHAIN_ID],
        nodes=tuple(data[CONF_NODES]),
        name=data[CONF_NAME],
        demo=data[CONF_DEMO],
    )


def agent_of(data: Mapping[str, Any]) -> AgentKey:
    """The key that acts for the home."""
    return AgentKey.from_stored(data[CONF_AGENT_KEY])


@asynccontextmanager
async def open_market(hass: HomeAssistant, data: Mapping[str, Any]) -> AsyncIterator[EvmMarket]:
    """The market of an entry, or of one that is being made, for as long as a dialog asks it something."""
    market = await connect(async_get_clientsession(hass), invitation_of(data), agent_of(data))
    try:
        yield market
    finally:
        await market.close()


def problem(error: ChainError) -> tuple[str, dict[str, str]]:
    """The translation key of what is wrong, and what its text mentions."""
    reason = next(reason for kind, reason in PROBLEMS if isinstance(error, kind))
    match error:
        case CannotPay():
            return reason, {"agent": error.address}
        case Rejected():
            return reason, {"reason": error.reason}
    return reason, {}
