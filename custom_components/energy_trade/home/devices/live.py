"""The power at the home's connection now, from a power sensor or from how fast its counters run."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Final

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT

from ...const import CONF_EXPORT, CONF_IMPORT, CONF_NET, CONF_POWER
from ..plan import sensors_of
from ..units import micro_wh
from .reading import Measure, measured, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from homeassistant.core import HomeAssistant

WINDOW_SECONDS: Final = 300.0
"""Counters of whole Wh say little in less time."""

LEAST_SECONDS: Final = 45.0
TWO: Final = 2
"""Readings that make a slope."""

MICRO: Final = 1_000_000
SECONDS_PER_HOUR: Final = 3600


class LivePower:
    """Follows the meters of the connection in home time."""

    def __init__(self, hass: HomeAssistant, meters: Mapping[str, Any]) -> None:
        """Take the meters as the entry names them."""
        self._hass = hass
        self._power = sensors_of(meters, CONF_POWER)
        self._given = sensors_of(meters, CONF_EXPORT)
        self._taken = (*sensors_of(meters, CONF_IMPORT), *sensors_of(meters, CONF_NET))
        self._samples: deque[tuple[float, float]] = deque()

    def sample(self, now: float) -> None:
        """Read the counters; while one is silent, nothing is known."""
        if self._power:
            return
        given, taken = self._sum(self._given), self._sum(self._taken)
        if given is None or taken is None or (self._samples and now < self._samples[-1][0]):
            self._samples.clear()
            return
        self._samples.append((now, given - taken))
        while len(self._samples) > TWO and now - self._samples[1][0] >= WINDOW_SECONDS:
            self._samples.popleft()

    def _sum(self, sensors: Iterable[str]) -> float | None:
        total = 0.0
        for sensor in sensors:
            state = state_of(self._hass, sensor)
            energy = micro_wh(state.state, state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)) if state else None
            if energy is None:
                return None
            total += energy / MICRO
        return total

    def net_w(self, now: float) -> float | None:
        """Power given to the grid, - taken from it, in W; None while that is not known."""
        if self._power:
            taken = measured(state_of(self._hass, self._power[0]), Measure.FLOW)
            return None if taken is None else -taken
        if len(self._samples) < TWO:
            return None
        (first, before), (last, after) = self._samples[0], self._samples[-1]
        if last - first < LEAST_SECONDS or now - last > WINDOW_SECONDS:
            return None
        return (after - before) * SECONDS_PER_HOUR / (last - first)
