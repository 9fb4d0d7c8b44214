"""What the Energy dashboard's solar forecasts say of the home's generation, and had said of intervals that are over."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.components.energy import async_get_manager
from homeassistant.exceptions import HomeAssistantError
from homeassistant.loader import IntegrationNotFound, async_get_integration
from homeassistant.util import dt as dt_util

from .planner.sunlight import spread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from .market.calendar import MarketCalendar

_LOGGER = logging.getLogger(__name__)

FRESH: Final = timedelta(minutes=30)
PATIENCE_SECONDS: Final = 20
KEPT_DAYS: Final = 28
"""As long as generation is judged by what was said of it."""


class SolarForecasts:
    """Asks the providers that the Energy dashboard's panels name; `notes` keep what they said across restarts."""

    def __init__(
        self, hass: HomeAssistant, calendar: MarketCalendar, interval_seconds: int, notes: dict[str, Any]
    ) -> None:
        """Go on with what was kept."""
        self._hass = hass
        self._calendar = calendar
        self._interval_seconds = interval_seconds
        self._notes = notes
        self._asked: datetime | None = None
        self._said = {int(interval): float(wh) for interval, wh in notes.items()}

    @property
    def said_wh(self) -> Mapping[int, float]:
        """Wh by interval: of those to come what is said now, of those that are over what was said before they began."""
        return dict(self._said)

    async def async_refresh(self, now: float) -> None:
        """Ask anew if the last answers are old; a provider that does not answer leaves what it said."""
        asked = dt_util.utcnow()
        if self._asked is not None and asked - self._asked < FRESH:
            return
        self._asked = asked
        told: dict[int, float] = {}
        for entry in await self._async_providers():
            for interval, wh in spread(await self._async_ask(entry), self._interval_seconds).items():
                told[interval] = told.get(interval, 0.0) + wh
        if told:
            self._keep(told, self._calendar.interval_at(now))

    def _keep(self, told: Mapping[int, float], current: int) -> None:
        oldest = current - KEPT_DAYS * self._calendar.day_intervals
        for interval in [each for each in self._said if each < oldest]:
            del self._said[interval]
            self._notes.pop(str(interval), None)
        # What was said before an interval began stays: later words know how it went on.
        for interval, wh in told.items():
            if interval >= current:
                self._said[interval] = wh
                self._notes[str(interval)] = round(wh, 1)

    async def _async_providers(self) -> list[ConfigEntry]:
        """Find the entries that the Energy dashboard's panels take their forecast from."""
        preferences = (await async_get_manager(self._hass)).data
        named = [
            entry_id
            for source in (preferences["energy_sources"] if preferences else ())
            if source["type"] == "solar"
            for entry_id in source.get("config_entry_solar_forecast") or ()
        ]
        entries = [self._hass.config_entries.async_get_entry(entry_id) for entry_id in dict.fromkeys(named)]
        return [entry for entry in entries if entry is not None]

    async def _async_ask(self, entry: ConfigEntry) -> dict[float, float]:
        """Wh by the start of each period, as a provider's energy platform tells; nothing where it fails."""
        try:
            integration = await async_get_integration(self._hass, entry.domain)
            platform = await integration.async_get_platform("energy")
            async with asyncio.timeout(PATIENCE_SECONDS):
                answer = await platform.async_get_solar_forecast(self._hass, entry.entry_id)
            return _periods(answer)
        except (IntegrationNotFound, ImportError, AttributeError, HomeAssistantError, TimeoutError) as error:
            _LOGGER.debug("%s tells no solar forecast: %s", entry.title, error)
        except Exception:
            _LOGGER.debug("%s failed to tell a solar forecast", entry.title, exc_info=True)
        return {}


def _periods(answer: Any) -> dict[float, float]:
    """Read an answer: Wh by ISO 8601 start; what is no energy at a moment is left out."""
    hours = answer.get("wh_hours") if isinstance(answer, dict) else None
    found: dict[float, float] = {}
    for start, wh in (hours or {}).items():
        moment = dt_util.parse_datetime(str(start))
        if moment is not None and isinstance(wh, int | float) and not isinstance(wh, bool):
            found[dt_util.as_utc(moment).timestamp()] = float(wh)
    return found
