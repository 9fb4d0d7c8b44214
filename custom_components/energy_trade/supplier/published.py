"""Prices that a price entity publishes, in whatever form: lists of spans, lists of numbers, mappings, or a state alone.

Prices come out per kWh of the entity's own money, by the start of their span in unix seconds. What cannot be a price,
or has no time, is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from homeassistant.util import dt as dt_util

if TYPE_CHECKING:
    from homeassistant.core import State

HOUR_SECONDS: Final = 3600.0
LONGEST_SECONDS: Final = 4 * HOUR_SECONDS
"""A price that holds for longer is none of a series: whoever published it has stopped."""

STARTS: Final = (
    "start",
    "start_time",
    "starts_at",
    "startsat",
    "start_timestamp",
    "from",
    "valid_from",
    "time",
    "hour",
    "datetime",
    "date_time",
    "timestamp",
    "date",
)
VALUES: Final = (
    "value_inc_vat",
    "total",
    "price_per_kwh",
    "price",
    "value",
    "per_kwh",
    "electricity_price",
    "price_ct_per_kwh",
    "unit_price",
    "rate",
)
DAYS: Final = {"today": 0, "tomorrow": 1}
HOURLY: Final = range(23, 26)
QUARTERLY: Final = range(92, 101)
HUNDREDTHS: Final = frozenset({"ct", "c", "cent", "cents", "øre", "öre", "ore", "p", "pence", "gr", "st"})
"""Small coins that price entities tell in, in small letters."""

ENERGIES: Final = {"wh": 1000.0, "kwh": 1.0, "mwh": 0.001}
MOST_PER_KWH: Final = 10_000.0


@dataclass(frozen=True, slots=True)
class Published:
    """Prices a kWh by start, and for how long the last of them holds."""

    prices: Mapping[float, float]
    lasts_seconds: float = HOUR_SECONDS


def published(state: State, now: datetime) -> Published:
    """Read what an entity publishes; nothing but its present price is the price of this hour."""
    told = _told(state.attributes, dt_util.start_of_local_day(dt_util.as_local(now)))
    unit = _per_kwh(state.attributes.get("unit_of_measurement"))
    prices = {start: price * unit for start, price in told.items()}
    current = _number(state.state)
    if current is not None and not _knows(prices, now.timestamp()):
        prices[now.timestamp() // HOUR_SECONDS * HOUR_SECONDS] = current * unit
    return Published(_believable(prices), _lasts(prices))


def from_answer(answer: Any, unit: float = 1.0) -> Published:
    """Read what an action answers: spans somewhere in it, `unit` the kWh that their price is for."""
    prices: dict[float, float] = {}

    def look(value: Any) -> None:
        if isinstance(value, Mapping):
            for each in value.values():
                look(each)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            prices.update(_spans(value))

    look(answer)
    return Published(_believable({start: price * unit for start, price in prices.items()}), _lasts(prices))


def _told(attributes: Mapping[str, Any], midnight: datetime) -> dict[float, float]:
    prices: dict[float, float] = {}
    bare: dict[float, float] = {}
    for name, value in attributes.items():
        if isinstance(value, Mapping):
            prices.update(_by_moment(value))
        elif isinstance(value, Sequence) and not isinstance(value, str) and value:
            prices.update(_spans(value))
            bare.update(_day(name, value, midnight))
    return prices or bare


def _spans(listed: Sequence[Any]) -> dict[float, float]:
    prices: dict[float, float] = {}
    for each in listed:
        if not isinstance(each, Mapping):
            continue
        keys = {str(key).lower(): value for key, value in each.items()}
        start = next((at for key in STARTS if key in keys and (at := _moment(keys[key])) is not None), None)
        price = None
        for key in VALUES:
            if key in keys and (number := _number(keys[key])) is not None:
                price = number / 100 if key == "price_ct_per_kwh" else number
                break
        if start is not None and price is not None:
            prices[start] = price
    return prices


def _day(name: str, listed: Sequence[Any], midnight: datetime) -> dict[float, float]:
    """A day's prices as bare numbers, from midnight on."""
    day = next((ahead for word, ahead in DAYS.items() if word in name.lower()), None)
    if day is None or not (len(listed) in HOURLY or len(listed) in QUARTERLY):
        return {}
    length = HOUR_SECONDS if len(listed) in HOURLY else HOUR_SECONDS / 4
    begin = dt_util.start_of_local_day(midnight + timedelta(days=day)).timestamp()
    numbers = [_number(each) for each in listed]
    return {begin + at * length: number for at, number in enumerate(numbers) if number is not None}


def _by_moment(mapping: Mapping[Any, Any]) -> dict[float, float]:
    prices: dict[float, float] = {}
    for key, value in mapping.items():
        start, price = _moment(key) if isinstance(key, str | datetime) else None, _number(value)
        if start is not None and price is not None:
            prices[start] = price
    return prices


def _moment(value: Any) -> float | None:
    if isinstance(value, str):
        value = dt_util.parse_datetime(value)
    if not isinstance(value, datetime):
        return None
    return (value if value.tzinfo else value.replace(tzinfo=dt_util.get_default_time_zone())).timestamp()


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _per_kwh(unit: Any) -> float:
    """What a number in a unit is a kWh, in whole money: ct/kWh are hundredths, EUR/MWh thousandths."""
    money, _, energy = str(unit or "").partition("/")
    factor = ENERGIES.get(energy.strip().lower(), 1.0)
    return factor / 100 if money.strip().lower() in HUNDREDTHS else factor


def _knows(prices: Mapping[float, float], now: float) -> bool:
    return any(start <= now < start + LONGEST_SECONDS for start in prices)


def _lasts(prices: Mapping[float, float]) -> float:
    """The shortest step of a series: its last price holds for no longer."""
    steps = [after - before for before, after in pairwise(sorted(prices))]
    return min([HOUR_SECONDS, *steps])


def _believable(prices: Mapping[float, float]) -> dict[float, float]:
    return {start: price for start, price in prices.items() if abs(price) <= MOST_PER_KWH}
