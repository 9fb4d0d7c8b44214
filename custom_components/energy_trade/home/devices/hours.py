"""A load that must be on for some hours a day and may pause: how long it was on, and when it may be switched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from homeassistant.util import dt as dt_util

from .config import ApplianceConfig
from .hand import Hand, Obedience, switched
from .reading import Measure, amount, is_on, moment

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

    from .clock import HomeClock

SECONDS_PER_HOUR: Final = 3600
SECONDS_PER_MINUTE: Final = 60
MIDNIGHT: Final = "00:00:00"
LONGEST_LOOK_SECONDS: Final = 900
"""Between two looks that lie further apart, nobody knows whether it was on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursReading:
    """A load with pauses at one moment, in home time."""

    is_on: bool
    state_seconds: float
    needed_seconds: float
    earliest: float
    latest: float


class HoursDevice:
    """One load with pauses, as its subentry describes it; `notes` are kept across restarts."""

    def __init__(self, hass: HomeAssistant, config: ApplianceConfig, clock: HomeClock, notes: dict[str, Any]) -> None:
        """Go on where the last run of Home Assistant stopped."""
        self._hass = hass
        self._clock = clock
        self._notes = notes
        self.config = config
        self.hand = Hand(hass)

    def observe(self, now: float) -> HoursReading | None:
        """Look at it; None while its switch says nothing. `now` is home time."""
        notes = self._notes
        on = is_on(self._hass, self.config.starter)
        if now >= notes.get("latest", 0.0):
            self._begin_day(now)
        since = now - notes.get("at", now)
        if notes.get("on") and 0 < since <= LONGEST_LOOK_SECONDS:
            notes["seconds"] = notes.get("seconds", 0.0) + since
        notes["at"] = now
        if on is None:
            return None
        if on != notes.get("on"):
            notes.update(on=on, changed=now)
        hours = amount(self._hass, self.config.hours, Measure.HOURS)
        if hours is not None:
            notes["hours"] = hours
        return HoursReading(
            is_on=on,
            state_seconds=max(0.0, now - notes.get("changed", now)),
            needed_seconds=max(0.0, notes.get("hours", 0.0) * SECONDS_PER_HOUR - notes.get("seconds", 0.0)),
            earliest=max(now, notes.get("earliest", now)),
            latest=notes["latest"],
        )

    def _begin_day(self, now: float) -> None:
        here = dt_util.utcnow()
        end = moment(self._hass, self.config.ready_by or MIDNIGHT, here) or moment(self._hass, MIDNIGHT, here)
        after = moment(self._hass, self.config.after, here)
        latest = now if end is None else self._clock.of_moment(end)
        if latest <= now:
            latest = now + 24 * SECONDS_PER_HOUR
        earliest = now if after is None else self._clock.of_moment(after)
        self._notes.pop("anyway", None)
        self._notes.update(seconds=0.0, latest=latest, earliest=earliest if earliest < latest else now)

    async def async_switch(self, now: float, reading: HoursReading, *, on: bool) -> Obedience:
        """Switch it, unless it would be too soon after the last change."""
        least = (self.config.min_on if reading.is_on else self.config.min_off) * SECONDS_PER_MINUTE
        if on != reading.is_on and reading.state_seconds < least:
            on = reading.is_on
        return await self.hand.async_apply([switched(str(self.config.starter), on=on)], now)
