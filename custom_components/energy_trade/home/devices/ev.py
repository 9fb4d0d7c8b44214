"""An electric car: what it still needs and until when, and the power that its charger is set to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT, UnitOfPower
from homeassistant.util import dt as dt_util

from .config import EvConfig
from .hand import Hand, Obedience, Wish, number, switched
from .reading import Measure, amount, is_on, measured, moment, state_of

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

    from .clock import HomeClock

WH_PER_KWH: Final = 1000
PERCENT: Final = 100
SECONDS_PER_HOUR: Final = 3600
CHARGER_EFFICIENCY: Final = 0.9
"""What the car stores of what its charger takes from the home."""

DAY_SECONDS: Final = 86_400
LONGEST_LOOK_SECONDS: Final = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class EvReading:
    """A car at its charger at one moment: W, Wh from the home, home time."""

    least_w: float
    most_w: float
    needed_wh: float
    room_wh: float
    departure: float
    charging: bool


class EvDevice:
    """One car, as its subentry describes it; `notes` are kept across restarts."""

    def __init__(self, hass: HomeAssistant, config: EvConfig, clock: HomeClock, notes: dict[str, Any]) -> None:
        """Go on where the last run of Home Assistant stopped."""
        self._hass = hass
        self._clock = clock
        self._notes = notes
        self.config = config
        self.hand = Hand(hass)

    @property
    def is_plugged(self) -> bool | None:
        """Whether a car is there; None while that is not known."""
        return True if self.config.plugged is None else is_on(self._hass, self.config.plugged)

    def observe(self, now: float) -> EvReading | None:
        """Look at it; None while no car is there, or nothing tells what it needs. `now` is home time."""
        plugged = self.is_plugged
        self._count(now)
        if plugged is False:
            for key in ("taken_wh", "departure", "charge_now"):
                self._notes.pop(key, None)
        if not plugged:
            return None
        most = amount(self._hass, self.config.max_current, Measure.CURRENT) or self._notes.get("most")
        need = self._need()
        if most is None or need is None:
            return None
        self._notes["most"] = most
        volts = self.config.voltage * self.config.phases
        least_w = min(self.config.min_current, most) * volts
        needed, room = need
        return EvReading(
            least_w=least_w if self.config.current else most * volts,
            most_w=most * volts,
            needed_wh=needed,
            room_wh=max(room, needed),
            departure=self._departure(now),
            charging=is_on(self._hass, self.config.switch) is True,
        )

    def _count(self, now: float) -> None:
        """Add up what it took since it was plugged in, by its sensor or else by what its charger is set to."""
        since, self._notes["at"] = now - self._notes.get("at", now), now
        watts = measured(state_of(self._hass, self.config.power_sensor), Measure.POWER)
        if watts is None and self.config.power_sensor is None and is_on(self._hass, self.config.switch):
            watts = self._notes.get("set_w", 0.0)
        if watts and 0 < since <= LONGEST_LOOK_SECONDS:
            self._notes["taken_wh"] = self._notes.get("taken_wh", 0.0) + watts * since / SECONDS_PER_HOUR

    def _need(self) -> tuple[float, float] | None:
        """What it must take and what it can take: a charge that is silent keeps its last value, less what was taken."""
        config, taken = self.config, self._notes.get("taken_wh", 0.0)
        capacity = amount(self._hass, config.capacity, Measure.CAPACITY)
        target = amount(self._hass, config.target, Measure.SHARE)
        soc = measured(state_of(self._hass, config.soc), Measure.SHARE)
        if capacity is not None and target is not None and soc is not None:
            per_percent = capacity * WH_PER_KWH / PERCENT / CHARGER_EFFICIENCY
            needed, room = max(0.0, target - soc) * per_percent, (PERCENT - soc) * per_percent
            self._notes["known"] = [needed, room, taken]
            return needed, room
        if (known := self._notes.get("known")) is not None and config.needed is None:
            since = taken - known[2] if taken >= known[2] else taken
            return max(0.0, known[0] - since), max(0.0, known[1] - since)
        wanted = amount(self._hass, config.needed, Measure.CAPACITY)
        if wanted is None:
            wanted = self._notes.get("wanted")
        if wanted is None:
            return None
        self._notes["wanted"] = wanted
        left = max(0.0, wanted * WH_PER_KWH - taken)
        return left, left

    def _departure(self, now: float) -> float:
        """When it leaves: a time of day is fixed as it is plugged in; without a word of it, in a day."""
        told = moment(self._hass, self.config.departure, dt_util.utcnow())
        at = None if told is None else self._clock.of_moment(told)
        known: float | None = self._notes.get("departure")
        if at is not None and (known is None or known <= now or "." in self.config.departure):
            known = at
        if known is None or known <= now:
            known = now + DAY_SECONDS
        self._notes["departure"] = known
        return known

    async def async_charge(self, watts: float, reading: EvReading, now: float) -> Obedience:
        """Charge with a power, or wait; below the least that a car takes, it waits."""
        on = watts >= reading.least_w * 0.99
        watts = min(watts, reading.most_w)
        wishes: list[Wish] = []
        if on and self.config.current is not None:
            wishes.append(number(self._hass, self.config.current, self._setting(watts)))
        wishes.append(switched(self.config.switch, on=on))
        self._notes["set_w"] = watts if on else 0.0
        return await self.hand.async_apply(wishes, now)

    def _setting(self, watts: float) -> float:
        state = self._hass.states.get(str(self.config.current))
        unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT) if state else None
        if unit in {UnitOfPower.WATT, UnitOfPower.KILO_WATT}:
            return watts / WH_PER_KWH if unit == UnitOfPower.KILO_WATT else watts
        return watts / (self.config.voltage * self.config.phases)

    async def async_release(self) -> None:
        """Let it charge as it would without a plan: better full than stranded; from surplus only, it waits."""
        if self.is_plugged and not self.config.surplus_only and is_on(self._hass, self.config.switch) is False:
            self.hand.resume()
            await self.hand.async_apply([switched(self.config.switch, on=True)], 0)
