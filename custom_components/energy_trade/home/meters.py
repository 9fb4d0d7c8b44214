"""Listens to a home's meters in Home Assistant and keeps their book across restarts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from homeassistant.components.sensor import ATTR_LAST_RESET
from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT
from homeassistant.core import callback
from homeassistant.helpers.event import (
    async_call_later,
    async_track_state_change_event,
    async_track_state_report_event,
)
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from .book import EnergyBook, IntervalEnergy, Jump
from .plan import meter_plan
from .units import micro_wh, milliwatt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from homeassistant.core import (
        CALLBACK_TYPE,
        Event,
        EventStateChangedData,
        EventStateReportedData,
        HomeAssistant,
        State,
    )

STORAGE_VERSION: Final = 1
SAVE_DELAY_SECONDS: Final = 1
SETTLING_SECONDS: Final = 0.5
"""Sensors whose last word came on the boundary have been heard by then."""

ABSENCE_SECONDS: Final = 60


def _no_offset() -> float:
    return 0


class HomeMeters:
    """What flows through a home's connection, interval by interval.

    Home Assistant's clock and the market's differ by `offset` seconds, which are added to what Home Assistant says.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry_id: str,
        meters: Mapping[str, Any],
        interval_seconds: int,
        offset: Callable[[], float] = _no_offset,
    ) -> None:
        """Name the file after the entry, so that nothing of it stays when the entry goes."""
        self.hass = hass
        self._plan = meter_plan(meters)
        self._interval_seconds = interval_seconds
        self._offset = offset
        # What was counted and not told yet stands nowhere else: it survives a power cut, too.
        self._store: Store[dict[str, Any]] = Store(
            hass, STORAGE_VERSION, f"{DOMAIN}.{entry_id}.meters", atomic_writes=True
        )
        self._listeners: list[Callable[[], None]] = []
        self._stop: list[CALLBACK_TYPE] = []
        self._cancel_boundary: CALLBACK_TYPE | None = None
        self._began = dt_util.utcnow()
        self._boundary = 0
        self.book = EnergyBook(self._plan, interval_seconds)

    async def async_load(self) -> None:
        """Go on where the last run stopped."""
        stored = await self._store.async_load()
        self.book = EnergyBook(self._plan, self._interval_seconds, stored=stored)

    @callback
    def async_start(self) -> None:
        """Begin to listen; what the sensors show already counts."""
        self._began = dt_util.utcnow()
        sensors = self._plan.all_sensors
        self._stop = [
            async_track_state_change_event(self.hass, sensors, self._on_change),
            async_track_state_report_event(self.hass, sensors, self._on_report),
        ]
        self._take_all()
        self._close()
        self._await_boundary()

    async def async_stop(self) -> None:
        """Stop listening and keep what is known."""
        while self._stop:
            self._stop.pop()()
        if self._cancel_boundary:
            self._cancel_boundary()
            self._cancel_boundary = None
        await self.async_save()

    async def async_save(self) -> None:
        """Keep what is known, now: what is told to others next must not be told otherwise after a crash."""
        await self._store.async_save(self._dump())

    @property
    def unknown_from(self) -> int | None:
        """First interval that the book, as it was loaded, does not know; None where it knows nothing yet."""
        return self.book.next_interval

    @callback
    def async_note_told(self, told: Iterable[IntervalEnergy]) -> None:
        """Learn, before listening, what the home has told of intervals that the book does not know."""
        self.book.note_told(told)

    async def async_remove(self) -> None:
        """Forget everything."""
        await self._store.async_remove()

    # ------ what is known

    def readings(self, interval_from: int, interval_to: int) -> tuple[IntervalEnergy, ...]:
        """What flowed in the intervals of a range (its end excluded), as far as it is known."""
        return self.book.readings(range(interval_from, interval_to))

    def complete_through(self) -> int | None:
        """Last interval up to which all is settled; it waits for meters that are away and for held jumps."""
        return self.book.complete_through()

    def jumps(self) -> tuple[Jump, ...]:
        """Steps of meters that the connection cannot carry, held until the owner decides."""
        return self.book.jumps()

    def silent(self) -> dict[str, datetime]:
        """Meters of the grid connection that say nothing, and since when by Home Assistant's clock."""
        return {
            sensor: self._began if since is None else datetime.fromtimestamp(since - self._offset(), UTC)
            for sensor, since in self.book.lost().items()
        }

    @callback
    def async_set_limits(self, import_wh: int, export_wh: int) -> None:
        """Learn what the connection carries in an interval: its fuse knows no directions, so the larger one counts."""
        self.book.set_limit(max(import_wh, export_wh))

    @callback
    def async_resolve_jump(self, sensor: str, *, is_energy: bool) -> None:
        """The owner says whether a held jump was energy."""
        self.book.resolve(sensor, is_energy=is_energy)
        self._close(force=True)

    @callback
    def async_listen(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Be told whenever figures of past intervals are new."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # ------ what the sensors say

    def _now(self) -> float:
        return dt_util.utcnow().timestamp() + self._offset()

    @callback
    def _on_change(self, event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        self._heard(event.data["entity_id"], state, state.last_updated if state else event.time_fired)

    @callback
    def _on_report(self, event: Event[EventStateReportedData]) -> None:
        self._heard(event.data["entity_id"], event.data["new_state"], event.data["last_reported"])

    def _heard(self, sensor: str, state: State | None, at: datetime) -> None:
        was_lost = sensor in self.book.lost()
        had_jumps = self.book.jumps()
        self._take(sensor, state, at.timestamp() + self._offset())
        if was_lost or self.book.jumps() != had_jumps:
            self._close(force=self.book.jumps() != had_jumps)

    def _take_all(self) -> None:
        for sensor in self._plan.all_sensors:
            self._take(sensor, self.hass.states.get(sensor), self._now())

    def _take(self, sensor: str, state: State | None, at: float) -> None:
        value, last_reset = None, None
        if state is not None:
            unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
            value = (milliwatt if self.book.is_power(sensor) else micro_wh)(state.state, unit)
            reset = state.attributes.get(ATTR_LAST_RESET)
            last_reset = reset.isoformat() if isinstance(reset, datetime) else reset
        self.book.sample(sensor, at, value, last_reset)

    # ------ intervals

    def _await_boundary(self) -> None:
        now = self._now()
        self._boundary = (int(now) // self._interval_seconds + 1) * self._interval_seconds
        delay = self._boundary - now + SETTLING_SECONDS
        self._cancel_boundary = async_call_later(self.hass, delay, self._on_boundary)

    @callback
    def _on_boundary(self, _now: datetime) -> None:
        if self._now() - self._boundary > ABSENCE_SECONDS:
            # This computer slept or its clock was set: nobody watched the meters meanwhile.
            for sensor in self._plan.all_sensors:
                self.book.sample(sensor, self._boundary, None)
            self._take_all()
        self._await_boundary()
        self._close()

    def _close(self, *, force: bool = False) -> None:
        if self.book.close(self._now()) or force:
            self._store.async_delay_save(self._dump, SAVE_DELAY_SECONDS)
            for listener in tuple(self._listeners):
                listener()

    def _dump(self) -> dict[str, Any]:
        return self.book.dump(self._now())
