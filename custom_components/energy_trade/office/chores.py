"""What an operator's home sees to now and then: the clock's summer times, and the month's surplus."""

from __future__ import annotations

from datetime import timedelta
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util

from ..chain.errors import Rejected
from ..const import DOMAIN
from ..flows.terms import SECONDS_PER_HOUR, local_clock, now_here
from ..market.tariff import LocalClock
from .monthly import async_books, month_of
from .terms_options import CONF_SHARE_MONTHLY

if TYPE_CHECKING:
    from datetime import datetime

    from homeassistant.core import HomeAssistant

    from .office import Office

_LOGGER = logging.getLogger(__name__)

STORAGE_VERSION: Final = 1
LOOK_EVERY: Final = timedelta(hours=1)
CLOCK_AHEAD: Final = timedelta(days=300)
"""The schedule of summer times is written anew when its last change is nearer than this."""


class Chores:
    """Does each when its time has come, and never twice."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Keep what was done in a file."""
        self._hass = hass
        self._store: Store[dict[str, Any]] = Store(
            hass, STORAGE_VERSION, f"{DOMAIN}.{entry_id}.chores", private=True, atomic_writes=True
        )
        self._done: dict[str, Any] | None = None
        self._looked: datetime | None = None

    async def async_step(self, office: Office) -> None:
        """Look after everything, once an hour; raises ChainError."""
        now = dt_util.utcnow()
        if self._looked is not None and now - self._looked < LOOK_EVERY:
            return
        self._looked = now
        if self._done is None:
            self._done = await self._store.async_load() or {}
        await self._async_renew_clock(office, self._done)
        if office.config_entry.options.get(CONF_SHARE_MONTHLY):
            await self._async_share(office, self._done)

    async def async_remove(self) -> None:
        """Forget everything."""
        await self._store.async_remove()

    async def _async_renew_clock(self, office: Office, done: dict[str, Any]) -> None:
        founding, calendar = office.founding, office.founding.calendar()
        if founding.interval_seconds * founding.tariff_hour_intervals != SECONDS_PER_HOUR:
            return
        known = LocalClock.unpack(int(done["clock"], 16)) if "clock" in done else founding.clock
        now = office.operator.market.now()
        if len(known.changes) < 2 or calendar.block_start(known.changes[-1].from_block) - now > (  # noqa: PLR2004
            CLOCK_AHEAD.total_seconds()
        ):
            return
        renewed = await self._hass.async_add_executor_job(local_clock, *now_here(), founding.interval_seconds)
        current = calendar.block_at(now)
        later = renewed.changes[-1].from_block > known.changes[-1].from_block
        # An operator who has moved to another time zone does not take the community's hours along.
        if later and renewed.offset(current) == known.offset(current):
            await office.operator.set_clock(renewed)
            await self._async_note(done, clock=hex(renewed.pack()))

    async def _async_share(self, office: Office, done: dict[str, Any]) -> None:
        """Give back what the last whole month left over; it begins with the month in which it was asked for."""
        start, end = month_of(None)
        month = f"{start:%Y-%m}"
        if "shared" not in done:
            await self._async_note(done, shared=month)
        if done["shared"] >= month:
            return
        books = await async_books(office, start, end)
        if books.differences:
            _LOGGER.warning("Nothing is given back: the books do not agree with the chain: %s", books.differences)
            return
        try:
            amount = min(await office.operator.surplus(), books.left_over)
        except Rejected as error:
            _LOGGER.debug("The surplus waits: %s", error)
            return
        # Noted first: it is better given late than twice.
        await self._async_note(done, shared=month)
        if amount > 0:
            await office.operator.share_surplus(amount)

    async def _async_note(self, done: dict[str, Any], **news: str) -> None:
        done |= news
        await self._store.async_save(done)
