"""How homes come in: the founder's own at once, others with a voucher that somebody relays."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ..chain.client import connect
from ..chain.operating import OperatorMarket
from ..chain.vouchers import SignedRequest
from ..chain.wallet import AgentKey
from ..connection import agent_of, invitation_of
from ..const import CONF_OPERATOR_KEY
from ..market.state import MemberStatus

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from homeassistant.core import HomeAssistant

    from ..chain.client import EvmMarket
    from ..chain.operating import Place

VALID_SECONDS = 86_400


@asynccontextmanager
async def open_operator(hass: HomeAssistant, data: Mapping[str, Any]) -> AsyncIterator[OperatorMarket]:
    """The market in the hands of the entry's operator, for as long as a dialog needs it."""
    key = AgentKey.from_stored(data[CONF_OPERATOR_KEY])
    market = await connect(async_get_clientsession(hass), invitation_of(data), key)
    try:
        yield OperatorMarket(market)
    finally:
        await market.close()


async def async_signed_request(
    hass: HomeAssistant, market: EvmMarket, keys: tuple[AgentKey, AgentKey], owner: str, daily_cap: int
) -> SignedRequest:
    """Sign a request with a home's key and a voucher's; good for a day."""
    domain = await market.domain()
    deadline = int(market.now()) + VALID_SECONDS
    agent, voucher = keys
    return await hass.async_add_executor_job(
        lambda: SignedRequest.sign(agent, voucher, domain, owner=owner, daily_cap=daily_cap, deadline=deadline)
    )


async def async_join_own(
    hass: HomeAssistant, data: Mapping[str, Any], owner: str, daily_cap: int, place: Place
) -> None:
    """Let the operator's own home in; every part that was done before is left as it is."""
    agent = agent_of(data)
    async with open_operator(hass, data) as operator:
        _, status = await operator.market.ask("memberOf", agent.address)
        if status == MemberStatus.NONE:
            voucher = await hass.async_add_executor_job(AgentKey.create)
            asked = await async_signed_request(hass, operator.market, (agent, voucher), owner, daily_cap)
            await operator.market.relay_request(asked)
        if status in (MemberStatus.NONE, MemberStatus.REQUESTED):
            await operator.admit(agent.address, place)
