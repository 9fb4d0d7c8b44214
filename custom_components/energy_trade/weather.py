"""Temperatures to come, from Home Assistant's own weather entities."""

from __future__ import annotations

from datetime import datetime, timedelta
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .home.devices.reading import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from homeassistant.core import HomeAssistant

_LOGGER = logging.getLogger(__name__)

FRESH: Final = timedelta(hours=1)


class TemperatureForecasts:
    """Hourly forecasts of weather entities, asked for once an hour."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Begin without any."""
        self._hass = hass
        self._known: dict[str, tuple[datetime, list[tuple[datetime, float]]]] = {}

    async def async_refresh(self, entities: Iterable[str]) -> None:
        """Ask those weather entities whose answer is old; one that does not answer keeps its last."""
        now = dt_util.utcnow()
        for entity_id in entities:
            asked = self._known.get(entity_id)
            if entity_id.startswith("weather.") and (asked is None or now - asked[0] >= FRESH):
                points = await self._async_ask(entity_id)
                self._known[entity_id] = (now, points or (asked[1] if asked else []))

    async def _async_ask(self, entity_id: str) -> list[tuple[datetime, float]]:
        try:
            answer = await self._hass.services.async_call(
                "weather",
                "get_forecasts",
                {"entity_id": entity_id, "type": "hourly"},
                blocking=True,
                return_response=True,
            )
        except (HomeAssistantError, vol.Invalid) as error:
            _LOGGER.debug("%s tells no hourly forecast: %s", entity_id, error)
            return []
        told: Any = (answer or {}).get(entity_id) or {}
        state = self._hass.states.get(entity_id)
        unit = state.attributes.get("temperature_unit") if state else None
        points = []
        for each in told.get("forecast") or ():
            at, value = dt_util.parse_datetime(str(each.get("datetime"))), each.get("temperature")
            celsius = Measure.TEMPERATURE.convert(float(value), unit) if isinstance(value, int | float) else None
            if at is not None and celsius is not None:
                points.append((dt_util.as_utc(at), celsius))
        return sorted(points)

    def at(self, entity_id: str, moment: datetime) -> float | None:
        """The temperature at a moment, by the nearest hour that is told; None further than two hours from any."""
        _, points = self._known.get(entity_id, (None, []))
        if not points:
            return None
        at, celsius = min(points, key=lambda point: abs(point[0] - moment))
        return celsius if abs(at - moment) <= 2 * FRESH else None
