"""A thermostat: the temperature of its room, the band that holds, and the setpoint inside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from homeassistant.components.climate import (
    ATTR_CURRENT_TEMPERATURE,
    ATTR_HVAC_ACTION,
    ATTR_MAX_TEMP,
    ATTR_MIN_TEMP,
    ATTR_TARGET_TEMP_STEP,
    DOMAIN as CLIMATE_DOMAIN,
    SERVICE_SET_TEMPERATURE,
    HVACAction,
    HVACMode,
)
from homeassistant.const import ATTR_TEMPERATURE
from homeassistant.util import dt as dt_util
from homeassistant.util.unit_conversion import TemperatureConverter

from ...planner.problem import Comfort
from .config import Purpose, ThermostatConfig
from .hand import Hand, Obedience, Wish
from .reading import Measure, amount, is_on, measured, state_of
from .room import RoomLearner

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant, State

HALF: Final = 0.5
WORKS: Final = {Purpose.HEAT: {HVACAction.HEATING, HVACAction.PREHEATING}, Purpose.COOL: {HVACAction.COOLING}}
RUNS: Final = {
    Purpose.HEAT: {HVACMode.HEAT, HVACMode.HEAT_COOL, HVACMode.AUTO},
    Purpose.COOL: {HVACMode.COOL, HVACMode.HEAT_COOL, HVACMode.AUTO},
}
SETPOINT_TOLERANCE: Final = 0.26


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomReading:
    """A room at one moment: °C, W."""

    inside: float
    outside: float | None
    band: Comfort
    setpoint: float | None
    working: bool
    watts: float


class ThermostatDevice:
    """One thermostat, as its subentry describes it; `notes` are kept across restarts."""

    def __init__(self, hass: HomeAssistant, config: ThermostatConfig, notes: dict[str, Any]) -> None:
        """Go on where the last run of Home Assistant stopped."""
        self._hass = hass
        self._notes = notes
        self.config = config
        self.hand = Hand(hass, yields=True)
        self.learner = RoomLearner(notes, cools=config.purpose is Purpose.COOL)

    # ------ what it reads

    def observe(self, now: float) -> RoomReading | None:
        """Look at it; None while it is off, silent, or its room's temperature is not known. `now` is home time."""
        state = state_of(self._hass, self.config.climate)
        if state is None or state.state not in RUNS[self.config.purpose]:
            return None
        inside = self._celsius(state, ATTR_CURRENT_TEMPERATURE)
        band = self.band(dt_util.utcnow())
        if inside is None or band is None:
            return None
        working = state.attributes.get(ATTR_HVAC_ACTION) in WORKS[self.config.purpose]
        watts = measured(state_of(self._hass, self.config.power_sensor), Measure.POWER)
        if watts is None:
            watts = self.config.power if working else 0.0
        outside = self.outside()
        self.learner.sample(now, inside, outside, watts)
        return RoomReading(
            inside=inside,
            outside=outside,
            band=band,
            setpoint=self._celsius(state, ATTR_TEMPERATURE),
            working=working,
            watts=watts,
        )

    def outside(self) -> float | None:
        """The temperature outside, by a sensor or a weather entity."""
        state = state_of(self._hass, self.config.outdoor)
        if state is None:
            return None
        if state.domain == "weather":
            told, unit = state.attributes.get(ATTR_TEMPERATURE), state.attributes.get("temperature_unit")
            return Measure.TEMPERATURE.convert(float(told), unit) if isinstance(told, int | float) else None
        return measured(state, Measure.TEMPERATURE)

    def band(self, at: datetime) -> Comfort | None:
        """The band that holds at a moment: the comfort band unless its schedule says otherwise.

        A schedule that is silent counts as on: comfort is not given up for want of a word.
        """
        config = self.config
        low, high = self._last("low", config.low), self._last("high", config.high)
        if config.schedule is not None and not self._is_scheduled(at):
            low = self._last("relaxed_low", config.relaxed_low) if config.relaxed_low is not None else low
            high = self._last("relaxed_high", config.relaxed_high) if config.relaxed_high is not None else high
        if low is None or high is None or high < low:
            return None
        return Comfort(low=low, high=high)

    def _last(self, name: str, value: float | str | None) -> float | None:
        """A band's end; one whose entity vanishes keeps its last value."""
        told = amount(self._hass, value, Measure.TEMPERATURE)
        if told is not None:
            self._notes[name] = told
        kept: float | None = self._notes.get(name)
        return kept

    def _is_scheduled(self, at: datetime) -> bool:
        """Whether the schedule is on at a moment: as it is now until its next change, and the other way after it."""
        state = state_of(self._hass, self.config.schedule)
        if state is None:
            return True
        now_on = is_on(self._hass, self.config.schedule) is not False
        changes = state.attributes.get("next_event")
        if isinstance(changes, datetime) and at >= changes:
            return not now_on
        return now_on

    def _celsius(self, state: State, attribute: str) -> float | None:
        told = state.attributes.get(attribute)
        if isinstance(told, bool) or not isinstance(told, int | float):
            return None
        return Measure.TEMPERATURE.convert(float(told), self._hass.config.units.temperature_unit)

    # ------ what it is told

    def setpoint(self, reading: RoomReading, watts: float, temperature: float | None) -> float:
        """The setpoint that lets the plan happen: always inside the band.

        While the plan wants power, the temperature that it wants reached; while it waits, the band's idle end.
        """
        band, heats = reading.band, self.config.purpose is Purpose.HEAT
        if temperature is None:
            return (band.low + band.high) / 2
        wants = watts >= 0.1 * self.config.power
        idle = band.low if heats else band.high
        return min(max(temperature, band.low), band.high) if wants else idle

    async def async_set(self, celsius: float, reading: RoomReading, now: float) -> Obedience:
        """Set the setpoint, having noted the one that its owner left."""
        if "restore" not in self._notes and reading.setpoint is not None:
            self._notes["restore"] = reading.setpoint
        answer = await self.hand.async_apply([self._wish(celsius, reading.band)], now)
        if answer is Obedience.OVERRIDDEN:
            self._notes.pop("restore", None)
        return answer

    def _wish(self, celsius: float, band: Comfort | None = None) -> Wish:
        state = self._hass.states.get(self.config.climate)
        attributes = state.attributes if state else {}
        unit = self._hass.config.units.temperature_unit
        value = TemperatureConverter.convert(celsius, "°C", unit)
        step = attributes.get(ATTR_TARGET_TEMP_STEP) or HALF
        value = round(value / step) * step
        if band is not None:
            low, high = (TemperatureConverter.convert(end, "°C", unit) for end in (band.low, band.high))
            # Rounding must not carry it out of the band.
            value = value + step if value < low - 1e-6 else value - step if value > high + 1e-6 else value
        value = round(min(max(value, attributes.get(ATTR_MIN_TEMP, value)), attributes.get(ATTR_MAX_TEMP, value)), 2)

        def holds(now: State) -> bool:
            told = now.attributes.get(ATTR_TEMPERATURE)
            return isinstance(told, int | float) and abs(told - value) <= SETPOINT_TOLERANCE

        return Wish(
            self.config.climate,
            f"{CLIMATE_DOMAIN}.{SERVICE_SET_TEMPERATURE}",
            {ATTR_TEMPERATURE: value},
            holds=holds,
            meaning=value,
        )

    async def async_release(self) -> None:
        """Give back the setpoint that its owner left."""
        before = self._notes.pop("restore", None)
        if before is not None:
            self.hand.resume()
            await self.hand.async_apply([self._wish(before)], 0)
