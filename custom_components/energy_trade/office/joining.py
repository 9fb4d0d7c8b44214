"""How homes come in: the founder's own at once, others with a voucher that somebody relays."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from http import HTTPStatus
import logging
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from aiohttp import ClientError, ClientTimeout
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ..carrier import door_of
from ..chain.client import connect
from ..chain.errors import CannotPay, FeeTooHigh, Rejected, Undecided
from ..chain.operating import OperatorMarket
from ..chain.vouchers import SignedRequest
from ..chain.wallet import AgentKey
from ..connection import agent_of, invitation_of
from ..const import CONF_OPERATOR_KEY
from ..market.state import MemberStatus
from .guests import VoucherRefusedError
from .letters import letter_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from homeassistant.core import HomeAssistant

    from ..chain.client import EvmMarket
    from ..chain.invitation import Invitation
from ..chain.operating import Place

_LOGGER = logging.getLogger(__name__)

VALID_SECONDS: Final = 7 * 86_400
"""A letter may take days to its reader."""

RELAY_TIMEOUT: Final = ClientTimeout(total=90)
SEEN_WITHIN_SECONDS: Final = 60
LOOK_SECONDS: Final = 1.0


class LetterNeededError(Exception):
    """No home could be reached that relays, and this one cannot pay: its request goes by hand."""

    def __init__(self, letter: str) -> None:
        """Hand over what is to be sent."""
        super().__init__("the request has to be handed over")
        self.letter = letter


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


async def async_join_with_voucher(
    hass: HomeAssistant, data: Mapping[str, Any], market: EvmMarket, invitation: Invitation, wish: tuple[str, int]
) -> None:
    """Ask with a voucher: through whoever relays, else alone where the chain is free, else by letter.

    Raises LetterNeededError, VoucherRefusedError where the voucher is not good, or a ChainError.
    """
    voucher = await hass.async_add_executor_job(AgentKey.from_stored, invitation.voucher or "")
    agent = await hass.async_add_executor_job(agent_of, data)
    asked = await async_signed_request(hass, market, (agent, voucher), *wish)
    for relay in invitation.relays:
        if await _async_hand_to(hass, door_of(relay, invitation.market), asked):
            await _async_see(market)
            return
    try:
        await market.relay_request(asked)
    except (CannotPay, FeeTooHigh) as error:
        raise LetterNeededError(letter_of(asked)) from error
    except Rejected as error:
        if error.reason == "VoucherUsedBefore":
            raise VoucherRefusedError from error
        raise


async def _async_hand_to(hass: HomeAssistant, relay: str, asked: SignedRequest) -> bool:
    """Whether a home took the request."""
    try:
        async with async_get_clientsession(hass).post(
            relay, json={"request": asked.to_json()}, timeout=RELAY_TIMEOUT
        ) as response:
            if response.status == HTTPStatus.FORBIDDEN:
                raise VoucherRefusedError
            return response.status == HTTPStatus.OK
    except (ClientError, TimeoutError) as error:
        _LOGGER.debug("A relay could not be reached: %s", error)
        return False


async def _async_see(market: EvmMarket) -> None:
    """Wait until this home's own nodes show what the relay did."""
    end = monotonic() + SEEN_WITHIN_SECONDS
    while await market.status() is MemberStatus.NONE:
        if monotonic() >= end:
            raise Undecided("the request was taken, but is not to be seen yet")
        await asyncio.sleep(LOOK_SECONDS)
