"""Reads the prices of coming hours that an entity tells, in whichever way its integration writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
import logging
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

from .tariffs import PriceSpan

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

_LOGGER = logging.getLogger(__name__)

STARTS: Final = (
    "start", "start_time", "starts_at", "startsAt", "from", "valid_from", "time", "datetime", "timestamp", "hour",
)  # fmt: skip
ENDS: Final = ("end", "end_time", "ends_at", "endsAt", "till", "to", "valid_to")
PRICES: Final = {
    "price": None,
    "value": None,
    "total": None,
    "per_kwh": 1.0,
    "price_per_kwh": 1.0,
    "price_ct_per_kwh": 0.01,
    "price_eur_per_mwh": 0.001,
    "value_inc_vat": None,
}
"""Names of prices, and what one is in money for a kWh; None where the entity's unit says so."""

ENERGIES: Final = {"kwh": 1.0, "mwh": 0.001, "wh": 1000.0}
HUNDREDTHS: Final = frozenset({"ct", "c", "cent", "cents", "¢", "p", "penny", "pence", "öre", "øre", "ore"})
HOUR: Final = 3600
LONGEST_SECONDS: Final = 4 * HOUR
MOST_SPANS: Final = 1_000
NORD_POOL: Final = "nordpool"
NORD_POOL_UNIT: Final = 0.001
"""Its action tells prices for a MWh."""


async def async_coming_prices(hass: HomeAssistant, entity_id: str) -> tuple[PriceSpan, ...] | None:
    """What a kWh costs in the hours that an entity knows; None where it is not there or tells no hours."""
    state = hass.states.get(entity_id)
    if state is None or state.state == STATE_UNAVAILABLE:
        return None
    entry = er.async_get(hass).async_get(entity_id)
    if entry is not None and entry.platform == NORD_POOL and (spans := await _async_nord_pool(hass, entry)):
        return spans
    if state.state == STATE_UNKNOWN and not state.attributes:
        return None
    return spans_of(state.attributes) or None


def spans_of(attributes: Mapping[str, Any]) -> tuple[PriceSpan, ...]:
    """All prices with their times among an entity's attributes, in credit for a kWh, each moment once."""
    factor = unit_factor(attributes.get("unit_of_measurement"))
    found: dict[int, tuple[int | None, float]] = {}
    for value in attributes.values():
        for start, end, price in _rows(value, factor):
            found[start] = end, price
    return _spans(found)


def unit_factor(unit: Any) -> float:
    """What a price in a unit such as ct/kWh or EUR/MWh is in money for a kWh."""
    money, _, energy = str(unit or "").replace(" ", "").partition("/")
    return (0.01 if money.lower() in HUNDREDTHS else 1.0) * ENERGIES.get(energy.lower(), 1.0)


def _rows(value: Any, factor: float) -> list[tuple[int, int | None, float]]:
    if isinstance(value, Mapping):
        value = [{"start": start, "price": price} for start, price in value.items()]
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        return []
    rows = [_row(each, factor) for each in value[:MOST_SPANS] if isinstance(each, Mapping)]
    return [row for row in rows if row is not None]


def _row(fields: Mapping[str, Any], factor: float) -> tuple[int, int | None, float] | None:
    name = next((name for name in PRICES if name in fields), None)
    start = next((_moment(fields[key]) for key in STARTS if key in fields), None)
    if name is None or start is None:
        return None
    try:
        price = float(fields[name])
    except TypeError, ValueError:
        return None
    known = PRICES[name]
    end = next((_moment(fields[key]) for key in ENDS if key in fields), None)
    return (start, end, price * (factor if known is None else known)) if isfinite(price) else None


def _moment(value: Any) -> int | None:
    """A time in unix seconds; one without a zone is the home's own."""
    if isinstance(value, str):
        value = dt_util.parse_datetime(value)
    if not isinstance(value, datetime):
        return None
    return int(dt_util.as_utc(value).timestamp())


def _spans(found: Mapping[int, tuple[int | None, float]]) -> tuple[PriceSpan, ...]:
    """Stretches from one start to the next; the last is as long as the one before it."""
    starts = sorted(found)
    spans: list[PriceSpan] = []
    length = HOUR
    for position, start in enumerate(starts):
        told, price = found[start]
        following = starts[position + 1] if position + 1 < len(starts) else None
        end = told if told is not None and told > start else following if following is not None else start + length
        if following is not None:
            end = min(end, following)
        length = min(LONGEST_SECONDS, end - start)
        spans.append(PriceSpan(start, start + length, price))
    return tuple(spans)


async def _async_nord_pool(hass: HomeAssistant, entry: er.RegistryEntry) -> tuple[PriceSpan, ...]:
    """Ask its action, for its entities know the present hour only."""
    area = entry.unique_id.partition("-")[0]
    today = dt_util.now().date()
    found: dict[int, tuple[int | None, float]] = {}
    for day in (today, today + timedelta(days=1)):
        for start, end, price in await _async_day(hass, entry, area, day):
            found[start] = end, price
    return _spans(found)


async def _async_day(
    hass: HomeAssistant, entry: er.RegistryEntry, area: str, day: date
) -> list[tuple[int, int | None, float]]:
    try:
        answer = await hass.services.async_call(
            NORD_POOL,
            "get_prices_for_date",
            {"config_entry": entry.config_entry_id, "date": day.isoformat(), "areas": [area]},
            blocking=True,
            return_response=True,
        )
    except HomeAssistantError as error:
        # Tomorrow's prices come out in the early afternoon.
        _LOGGER.debug("No prices of %s yet: %s", day, error)
        return []
    return _rows((answer or {}).get(area), NORD_POOL_UNIT)
