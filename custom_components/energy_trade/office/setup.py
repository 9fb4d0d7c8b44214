"""Opens the office of a community whose operator lives in this Home Assistant."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.event import async_call_later

from ..chain.client import connect
from ..chain.operating import OperatorMarket
from ..chain.wallet import AgentKey
from ..connection import agent_of, invitation_of
from ..const import CONF_OPERATOR_KEY
from ..founding_draft import DraftStore
from ..stores import OutboxStore
from .chores import Chores
from .feed import CONF_PRICE_FEED, FeedSource, PriceFeed
from .guests import GuestBook
from .kept import async_keep
from .office import Office

if TYPE_CHECKING:
    from datetime import datetime

    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from ..market.founding import Founding

DRAFT_KEPT: Final = timedelta(minutes=1)
"""The entry is surely on disk by then, and its key with it."""


def outbox_of(hass: HomeAssistant, entry_id: str) -> OutboxStore:
    """Where the operator's transactions are kept, apart from the home's."""
    return OutboxStore(hass, f"{entry_id}.operator")


async def async_open_office(hass: HomeAssistant, entry: ConfigEntry[Any], founding: Founding) -> Office | None:
    """Open it, if the entry has an operator's key; what the chain says of it is read in the background."""
    if (stored := entry.data.get(CONF_OPERATOR_KEY)) is None:
        return None
    key = await hass.async_add_executor_job(AgentKey.from_stored, stored)
    market = await connect(
        async_get_clientsession(hass), invitation_of(entry.data), key, outbox=outbox_of(hass, entry.entry_id)
    )
    entry.async_on_unload(market.close)
    guests = GuestBook(hass, entry.entry_id)
    await guests.async_load()
    guests.call_own(agent_of(entry.data).address, hass.config.location_name)
    operator = OperatorMarket(market)
    chosen = {**entry.data, **entry.options}.get(CONF_PRICE_FEED)
    feed = PriceFeed(hass, operator, founding, FeedSource.of(chosen)) if chosen else None
    office = Office(hass, entry, operator, founding, guests, feed=feed, chores=Chores(hass, entry.entry_id))

    async def forget_draft(_now: datetime) -> None:
        await DraftStore(hass).async_remove(stored)

    entry.async_on_unload(async_call_later(hass, DRAFT_KEPT, forget_draft))
    return office


async def async_close_for_good(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Forget what the office kept, but for the operator's key."""
    await async_keep(hass, entry.data)
    await GuestBook(hass, entry.entry_id).async_remove()
    await Chores(hass, entry.entry_id).async_remove()
    await outbox_of(hass, entry.entry_id).async_remove()
