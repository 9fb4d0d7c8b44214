"""Opens a home's relay where its owner wants one, and keeps the list of the others."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.event import async_call_later, async_track_time_interval

from ..carrier import OwnCarrier, RelayCarrier
from ..chain.client import EvmMarket, connect
from ..chain.errors import ChainError
from ..chain.moved import MovedMarket
from ..chain.operating import OperatorMarket
from ..connection import agent_of
from ..const import CONF_MARKET, CONF_OPERATOR_KEY, CONF_RELAYS
from ..formerly import former_places
from ..market.state import MemberStatus
from ..web import base_url
from .book import Announcement, RelayBook
from .budget import WEI, Budget
from .relay import Relay

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator
    from datetime import datetime

    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from ..market.port import Market
    from ..office.office import Office

_LOGGER = logging.getLogger(__name__)

CONF_RELAY: Final = "relay"
CONF_CARRY: Final = "carry"
CONF_DOORS: Final = "doors"
CONF_LIMIT: Final = "limit"
FIRST_EXCHANGE: Final = 30
EXCHANGE_EVERY: Final = timedelta(hours=1)


def limit_of(entry: ConfigEntry[Any]) -> int | None:
    """The most that relaying may cost in a day, in wei; None without a limit."""
    limit = entry.options.get(CONF_RELAY, {}).get(CONF_LIMIT)
    return None if limit is None else round(limit * WEI)


async def async_find_relays(hass: HomeAssistant, entry: ConfigEntry[Any], market: Market) -> RelayBook | None:
    """Take up which relays were known, and use them unless this home relays itself; before anything is sent."""
    if not isinstance(market, EvmMarket):
        return None
    book = RelayBook(hass, entry.entry_id, market, entry.data[CONF_MARKET])
    await book.async_load()
    if not _relays(entry):
        for each in _all_markets(market):
            each.carrier = RelayCarrier(hass, partial(doors_of, entry, book), each.contract.address)
    return book


def _all_markets(market: EvmMarket) -> Iterator[EvmMarket]:
    """The market that a home is in, and those that it came from."""
    yield market
    if isinstance(market, MovedMarket):
        yield from _all_markets(market.old)


async def async_open_relay(
    hass: HomeAssistant, entry: ConfigEntry[Any], office: Office | None, book: RelayBook | None
) -> Relay | None:
    """Relay if the operator lives here or the owner wants to, and keep the list of the others up to date."""
    runtime = entry.runtime_data
    if book is None or not isinstance(runtime.market, EvmMarket):
        return None
    market = runtime.market
    relay: Relay | None = None
    if _relays(entry):
        budget = Budget(hass, entry.entry_id, limit_of(entry))
        await budget.async_load()
        payer = office.operator if office is not None else OperatorMarket(market)

        def start(work: Coroutine[Any, Any, None]) -> None:
            entry.async_create_background_task(hass, work, "energy_trade relay")

        founding = runtime.coordinator.founding  # who moves keeps the length of a block
        former = [
            Relay(hass, OperatorMarket(each), founding, start, budget=budget)
            for each in await _async_former(hass, entry, payer)
        ]
        relay = Relay(hass, payer, founding, start, budget=budget, book=book, former=former)
    if office is not None and relay is not None:
        office.known_relays = lambda: book.urls
        for each in _all_markets(market):
            if (carrying := relay.at(each.contract.address)) is not None:
                each.carrier = OwnCarrier(carrying)
    exchange = partial(_async_exchange, hass, entry, market, book, relays=relay is not None)
    entry.async_on_unload(async_call_later(hass, FIRST_EXCHANGE, exchange))
    entry.async_on_unload(async_track_time_interval(hass, exchange, EXCHANGE_EVERY))
    return relay


async def _async_former(hass: HomeAssistant, entry: ConfigEntry[Any], payer: OperatorMarket) -> list[EvmMarket]:
    """The markets that the home came from, in the hands of whoever pays: neighbours without coin may still be there."""
    dispatch, session = payer.market.dispatch, async_get_clientsession(hass)
    return [
        await connect(session, place, dispatch.key, timing=dispatch.timing, beside=dispatch)
        for place in former_places(entry.data)
    ]


def _relays(entry: ConfigEntry[Any]) -> bool:
    return CONF_OPERATOR_KEY in entry.data or bool(entry.options.get(CONF_RELAY, {}).get(CONF_CARRY))


def doors_of(entry: ConfigEntry[Any], book: RelayBook) -> tuple[str, ...]:
    """Where relays are: those of the invitation, those that a person named, and those that announced themselves."""
    named = entry.options.get(CONF_RELAY, {}).get(CONF_DOORS, ())
    return tuple(dict.fromkeys([*entry.data.get(CONF_RELAYS, ()), *named, *book.urls]))


async def _async_exchange(
    hass: HomeAssistant, entry: ConfigEntry[Any], market: EvmMarket, book: RelayBook, _at: datetime, *, relays: bool
) -> None:
    """Announce this home's relay, and hear of others."""
    own: Announcement | None = None
    try:
        if relays and (url := base_url(hass)) is not None:
            index, status = await market.ask("memberOf", market.agent)
            if status in (MemberStatus.ACTIVE, MemberStatus.SUSPENDED, MemberStatus.LEAVING):
                key, domain = agent_of(entry.data), await market.domain()
                sign = partial(Announcement.sign, key, domain, index, url, market.now())
                own = await hass.async_add_executor_job(sign)
                await book.async_take(own)
        await book.async_exchange(doors_of(entry, book), own)
    except (ChainError, ValueError) as error:
        _LOGGER.debug("Relays were not looked up: %s", error)


async def async_forget_relaying(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Forget what was counted and who was known."""
    await Budget(hass, entry.entry_id, None).async_remove()
    await RelayBook.forget(hass, entry.entry_id)
