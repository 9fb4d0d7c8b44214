"""What entities say, as numbers, moments and yes or no; None wherever they say nothing that can be believed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import Enum
from math import isfinite
from typing import TYPE_CHECKING, Final

from homeassistant.const import (
    ATTR_UNIT_OF_MEASUREMENT,
    PERCENTAGE,
    STATE_ON,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
    UnitOfElectricCurrent,
    UnitOfEnergy,
    UnitOfPower,
    UnitOfTemperature,
    UnitOfTime,
)
from homeassistant.util import dt as dt_util
from homeassistant.util.unit_conversion import (
    BaseUnitConverter,
    DurationConverter,
    ElectricCurrentConverter,
    EnergyConverter,
    PowerConverter,
    TemperatureConverter,
)

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant, State

    from .config import Amount, TimeOfDay

SILENT: Final = (STATE_UNAVAILABLE, STATE_UNKNOWN, "", "none", "None")
WATT_HOURS: Final = {"Wh": 1000.0, "kWh": 1.0, "MWh": 0.001}
YES: Final = frozenset(
    {
        STATE_ON,
        "true",
        "yes",
        "ready",
        "home",
        "plugged",
        "plugged in",
        "connected",
        "charging",
        "waiting",
        "b",
        "c",
        "1",
    }
)
"""States, in small letters, that count as yes; everything else that is known is no."""


class Measure(Enum):
    """What a number measures: the unit it is wanted in, how others are converted, and what can be true at all."""

    POWER = (UnitOfPower.WATT, PowerConverter, 0.0, 1_000_000.0)
    FLOW = (UnitOfPower.WATT, PowerConverter, -1_000_000.0, 1_000_000.0)
    CAPACITY = (UnitOfEnergy.KILO_WATT_HOUR, EnergyConverter, 0.0, 10_000.0)
    SHARE = (PERCENTAGE, None, 0.0, 100.0)
    CURRENT = (UnitOfElectricCurrent.AMPERE, ElectricCurrentConverter, 0.0, 1000.0)
    TEMPERATURE = (UnitOfTemperature.CELSIUS, TemperatureConverter, -60.0, 80.0)
    HOURS = (UnitOfTime.HOURS, DurationConverter, 0.0, 24.0)
    PRICE = ("/kWh", None, -1000.0, 1000.0)

    def __init__(self, unit: str, converter: type[BaseUnitConverter] | None, lowest: float, highest: float) -> None:
        """Keep what each part means."""
        self.unit = unit
        self.converter = converter
        self.lowest = lowest
        self.highest = highest

    def takes(self, unit: str | None) -> bool:
        """Whether a unit can be converted; a helper without any is taken as it is."""
        if unit is None:
            return True
        if self is Measure.PRICE:
            return unit.rpartition("/")[2] in WATT_HOURS
        return unit == self.unit if self.converter is None else unit in self.converter.VALID_UNITS

    def convert(self, value: float, unit: str | None) -> float | None:
        """Return a value in the wanted unit; None where it cannot be true."""
        if not self.takes(unit) or not isfinite(value):
            return None
        if self is Measure.PRICE and unit is not None:
            value *= WATT_HOURS[unit.rpartition("/")[2]]
        elif self.converter is not None and unit is not None:
            value = self.converter.convert(value, unit, self.unit)
        return value if self.lowest <= value <= self.highest else None


def state_of(hass: HomeAssistant, entity_id: str | None) -> State | None:
    """Return an entity's state; None where it says nothing."""
    state = hass.states.get(entity_id) if entity_id else None
    return None if state is None or state.state in SILENT else state


def is_on(hass: HomeAssistant, entity_id: str | None) -> bool | None:
    """Tell whether something is so; None where it is not known."""
    state = state_of(hass, entity_id)
    return None if state is None else state.state.lower() in YES


def measured(state: State | None, measure: Measure) -> float | None:
    """Return what a state measures; None where it cannot be true."""
    if state is None:
        return None
    try:
        value = float(state.state)
    except ValueError:
        return None
    return measure.convert(value, state.attributes.get(ATTR_UNIT_OF_MEASUREMENT))


def amount(hass: HomeAssistant, value: Amount | None, measure: Measure) -> float | None:
    """Return a fixed value, or what its entity measures."""
    if isinstance(value, str):
        return measured(state_of(hass, value), measure)
    return None if value is None else float(value)


def moment(hass: HomeAssistant, value: TimeOfDay | None, now: datetime) -> datetime | None:
    """Return the next moment of a time of day, or the one that an entity tells; None where none is told."""
    if value is None:
        return None
    text = value
    if "." in value:
        state = state_of(hass, value)
        if state is None:
            return None
        text = state.state
    clock = dt_util.parse_time(text) if len(text) <= len("00:00:00.000000") else None
    if clock is not None:
        return _next(clock, now)
    told = dt_util.parse_datetime(text)
    if told is None:
        return None
    return dt_util.as_utc(told if told.tzinfo else told.replace(tzinfo=dt_util.get_default_time_zone()))


def _next(clock: time, now: datetime) -> datetime:
    local = dt_util.as_local(now)
    at = datetime.combine(local.date(), clock, local.tzinfo)
    if at <= local:
        at = datetime.combine(local.date() + timedelta(days=1), clock, local.tzinfo)
    return dt_util.as_utc(at)
