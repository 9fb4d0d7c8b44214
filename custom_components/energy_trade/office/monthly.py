"""A month's statement of an office's community, and the page of it that a browser opens."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web
from homeassistant.components.http import KEY_HASS_USER, HomeAssistantView
from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from ..chain.errors import ChainError
from ..const import DOMAIN
from .page import async_page
from .statement import statement_of

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

    from ..chain.books import CommunityBooks
    from .office import Office

DECEMBER: Final = 12
STATEMENT_PATH: Final = "/api/energy_trade/statement"
OPEN_FOR: Final = timedelta(hours=1)
"""How long a link to a statement leads there."""


def month_of(day: date | None) -> tuple[datetime, datetime]:
    """The local month that a day is in, the last whole one if none is given."""
    if day is None:
        first = dt_util.start_of_local_day().replace(day=1)
        day = (first - timedelta(days=1)).date()
    start = dt_util.start_of_local_day(day.replace(day=1))
    following = day.replace(year=day.year + day.month // DECEMBER, month=day.month % DECEMBER + 1, day=1)
    return start, dt_util.start_of_local_day(following)


async def async_statement(office: Office, day: date | None) -> dict[str, Any]:
    """The statement of a month, as far as it has passed; raises ChainError."""
    start, end = month_of(day)
    books = await async_books(office, start, end)
    founding = office.founding
    return statement_of(books, office.guests, (start, end), (founding.name, founding.currency))


async def async_books(office: Office, start: datetime, end: datetime) -> CommunityBooks:
    """The community's books of a stretch of time, as far as it has passed; raises ChainError."""
    until = min(end, dt_util.utcnow())
    return await office.operator.market.books(int(start.timestamp()), int(until.timestamp()) + 1)


@callback
def async_link(hass: HomeAssistant, entry_id: str, month: str) -> str:
    """Where a browser finds the page of a month, for a while and without signing in again."""
    return async_sign_path(hass, f"{STATEMENT_PATH}/{entry_id}/{month}", OPEN_FOR)


class StatementView(HomeAssistantView):
    """Shows administrators, and whoever follows a link of theirs, a month's statement to print."""

    url = STATEMENT_PATH + "/{entry_id}/{month}"
    name = "api:energy_trade:statement"

    def __init__(self, hass: HomeAssistant) -> None:
        """Know where the offices are."""
        self._hass = hass

    async def get(self, request: web.Request, entry_id: str, month: str) -> web.Response:
        """Write the page."""
        if not request[KEY_HASS_USER].is_admin and "authSig" not in request.query:
            return web.Response(status=HTTPStatus.UNAUTHORIZED)
        office = _office(self._hass, entry_id)
        try:
            day = date.fromisoformat(f"{month}-01")
        except ValueError:
            day = None
        if office is None or day is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        try:
            statement = await async_statement(office, day)
        except ChainError:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response(text=await async_page(self._hass, statement), content_type="text/html")


@callback
def _office(hass: HomeAssistant, entry_id: str) -> Office | None:
    entries = hass.config_entries.async_loaded_entries(DOMAIN)
    return next((entry.runtime_data.office for entry in entries if entry.entry_id == entry_id), None)


@callback
def async_setup_statements(hass: HomeAssistant) -> None:
    """Offer the page, where Home Assistant has a web server."""
    if getattr(hass, "http", None) is not None:
        hass.http.register_view(StatementView(hass))
