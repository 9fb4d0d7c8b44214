"""The powers of this moment, from a power sensor or from how fast the home's counters run."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT

from ...const import (
    CONF_BATTERY_CHARGE,
    CONF_BATTERY_DISCHARGE,
    CONF_EXPORT,
    CONF_IMPORT,
    CONF_NET,
    CONF_POWER,
    CONF_PV,
)
from ..plan import sensors_of
from ..units import micro_wh
from .reading import Measure, measured, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from homeassistant.core import HomeAssistant

WINDOW_SECONDS: Final = 300.0
"""Counters of whole Wh say little in less time."""

LEAST_SECONDS: Final = 45.0
LEAST_READINGS: Final = 2
MICRO: Final = 1_000_000
SECONDS_PER_HOUR: Final = 3600


@dataclass(slots=True)
class _Slope:
    """How fast the difference of two groups of counters grows."""

    rising: tuple[str, ...]
    falling: tuple[str, ...] = ()
    readings: deque[tuple[float, float]] = field(default_factory=deque)

    def sample(self, hass: HomeAssistant, now: float) -> None:
        """Read the counters; while one is silent, nothing is known."""
        up, down = _sum(hass, self.rising), _sum(hass, self.falling)
        if up is None or down is None or (self.readings and now < self.readings[-1][0]):
            self.readings.clear()
            return
        self.readings.append((now, up - down))
        while len(self.readings) > LEAST_READINGS and now - self.readings[1][0] >= WINDOW_SECONDS:
            self.readings.popleft()

    def watts(self, now: float) -> float | None:
        """Its power over the last minutes; None while that is not known."""
        if not (self.rising or self.falling) or len(self.readings) < LEAST_READINGS:
            return None
        (first, before), (last, after) = self.readings[0], self.readings[-1]
        if last - first < LEAST_SECONDS or now - last > WINDOW_SECONDS:
            return None
        return (after - before) * SECONDS_PER_HOUR / (last - first)


def _sum(hass: HomeAssistant, sensors: Iterable[str]) -> float | None:
    total = 0.0
    for sensor in sensors:
        state = state_of(hass, sensor)
        energy = micro_wh(state.state, state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)) if state else None
        if energy is None:
            return None
        total += energy / MICRO
    return total


class LivePower:
    """Follows the home's meters in home time; None for whatever they do not tell."""

    def __init__(self, hass: HomeAssistant, meters: Mapping[str, Any]) -> None:
        """Take the meters as the entry names them."""
        self._hass = hass
        self._power = sensors_of(meters, CONF_POWER)
        taken = (*sensors_of(meters, CONF_IMPORT), *sensors_of(meters, CONF_NET))
        self._net = _Slope(sensors_of(meters, CONF_EXPORT), taken)
        self._pv = _Slope(sensors_of(meters, CONF_PV))
        self._battery = _Slope(sensors_of(meters, CONF_BATTERY_DISCHARGE), sensors_of(meters, CONF_BATTERY_CHARGE))

    def sample(self, now: float) -> None:
        """Read the counters."""
        for slope in (self._net, self._pv, self._battery):
            slope.sample(self._hass, now)

    def net_w(self, now: float) -> float | None:
        """Power given to the grid, - taken from it."""
        if self._power:
            taken = measured(state_of(self._hass, self._power[0]), Measure.FLOW)
            return None if taken is None else -taken
        return self._net.watts(now)

    def net_seconds(self, now: float) -> float:
        """How long ago the time began of which `net_w` tells the average."""
        return 0.0 if self._power or not self._net.readings else now - self._net.readings[0][0]

    def pv_w(self, now: float) -> float | None:
        """Power generated."""
        return self._pv.watts(now)

    def battery_w(self, now: float) -> float | None:
        """Power that the batteries give, - take."""
        return self._battery.watts(now)
