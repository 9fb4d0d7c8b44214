"""Where other homes bring signed messages: a Home Assistant that relays puts them on the chain and pays for it.

Nothing that comes in is trusted. A message carries its signatures, the contract checks them, and what nobody invited is
turned away before anything is paid. Callers need no account here, and learn nothing that the chain does not tell.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
import json
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web
from homeassistant.components.http import HomeAssistantView
from homeassistant.core import callback

from ..chain.carrying import SignedMessage
from ..chain.errors import ChainError, Rejected
from ..chain.vouchers import SignedRequest
from ..chain.witness_word import WitnessWord
from ..const import CONF_FORMER, CONF_MARKET, DOMAIN, RELAY_PATH
from ..relay.book import Announcement
from .guests import LimitReachedError, VoucherRefusedError
from .limits import Allowance, Visitors

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

    from ..relay.relay import Relay
    from .office import Office

LARGEST_BODY: Final = 16_384
READ_SECONDS: Final = 10
A_MINUTE: Final = 600
A_VISITORS_MINUTE: Final = 120
"""Behind one address may be a whole community: a proxy's, or the cloud's."""


class RelayView(HomeAssistantView):
    """Takes messages for the communities whose operator or a relay lives here."""

    url = RELAY_PATH + "/{market}"
    name = "api:energy_trade:relay"
    requires_auth = False

    def __init__(self, hass: HomeAssistant) -> None:
        """Begin with a full allowance."""
        self._hass = hass
        self._visitors = Visitors(Allowance(A_MINUTE), lambda: Allowance(A_VISITORS_MINUTE))

    async def get(self, request: web.Request, market: str) -> web.Response:
        """Tell which relays are known here, each by its owner's own word."""
        if not self._visitors.take(request.remote or ""):
            return self.json({"error": "busy"}, HTTPStatus.TOO_MANY_REQUESTS)
        if (relay := _place(self._hass, market).relay) is None:
            return self.json({"error": "unknown"}, HTTPStatus.NOT_FOUND)
        return self.json({"relays": [told.to_json() for told in relay.book.announced] if relay.book else []})

    async def post(self, request: web.Request, market: str) -> web.Response:
        """Take one message."""
        if not self._visitors.take(request.remote or ""):
            return self.json({"error": "busy"}, HTTPStatus.TOO_MANY_REQUESTS)
        place = _place(self._hass, market)
        office, relay = place.office, place.relay
        if office is None and relay is None:
            return self.json({"error": "unknown"}, HTTPStatus.NOT_FOUND)
        try:
            if not await _take(await _message(request), office, relay):
                return self.json({"error": "unknown"}, HTTPStatus.NOT_FOUND)
        except TimeoutError:
            answer = {"error": "slow"}, HTTPStatus.REQUEST_TIMEOUT
        except ValueError, RecursionError:
            answer = {"error": "unreadable"}, HTTPStatus.BAD_REQUEST
        except VoucherRefusedError:
            answer = {"error": "voucher"}, HTTPStatus.FORBIDDEN
        except LimitReachedError:
            answer = {"error": "limit"}, HTTPStatus.SERVICE_UNAVAILABLE
        except Rejected as error:
            answer = {"error": "rejected", "reason": error.reason}, HTTPStatus.CONFLICT
        except ChainError:
            answer = {"error": "chain"}, HTTPStatus.SERVICE_UNAVAILABLE
        else:
            answer = {"accepted": "yes"}, HTTPStatus.OK
        return self.json(*answer)


async def _take(
    message: Announcement | SignedRequest | SignedMessage | WitnessWord, office: Office | None, relay: Relay | None
) -> bool:
    """Do what is asked; False where that is not done here."""
    match message:
        case SignedRequest() if office is not None:
            await office.async_let_in(message)
        case WitnessWord() if relay is not None:
            await relay.witness_book.async_take(message)
        case SignedMessage() if relay is not None:
            await relay.async_carry(message)
        case Announcement() if relay is not None and relay.book is not None:
            await relay.book.async_take(message)
        case _:
            return False
    return True


async def _message(request: web.Request) -> Announcement | SignedRequest | SignedMessage | WitnessWord:
    fields: Any = json.loads(await _body(request))
    if not isinstance(fields, dict):
        raise ValueError("no message")  # noqa: TRY004 - whoever sent it gave no type
    if isinstance(asked := fields.get("request"), dict):
        return SignedRequest.from_json(asked)
    if isinstance(word := fields.get("witness"), dict):
        return WitnessWord.from_json(word)
    if isinstance(told := fields.get("relay"), dict):
        return Announcement.from_json(told)
    return SignedMessage.from_json(fields)


async def _body(request: web.Request) -> bytes:
    """All that a visitor says, which may come in pieces, as long as it is neither too much nor too slow."""
    body = b""
    async with asyncio.timeout(READ_SECONDS):
        while part := await request.content.read(LARGEST_BODY + 1 - len(body)):
            body += part
    if len(body) > LARGEST_BODY:
        raise ValueError("too much")
    return body


@dataclass(frozen=True, slots=True)
class _Place:
    """Who takes messages for a market here."""

    office: Office | None = None
    relay: Relay | None = None


@callback
def _place(hass: HomeAssistant, market: str) -> _Place:
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        runtime, asked = entry.runtime_data, market.lower()
        if runtime.office is None and runtime.relay is None:
            continue
        if entry.data.get(CONF_MARKET, "").lower() == asked:
            return _Place(runtime.office, runtime.relay)
        former = [each[CONF_MARKET].lower() for each in entry.data.get(CONF_FORMER, [])]
        if runtime.relay is not None and asked in former:
            return _Place(relay=runtime.relay.at(market))
    return _Place()


@callback
def async_setup_relay(hass: HomeAssistant) -> None:
    """Open the door, where Home Assistant has any."""
    if getattr(hass, "http", None) is not None:
        hass.http.register_view(RelayView(hass))
