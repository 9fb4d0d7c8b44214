"""All planned runs of the home's devices, as a calendar."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, override

from homeassistant.components.calendar import CalendarEntity, CalendarEntityDescription, CalendarEvent
from homeassistant.util import dt as dt_util

from .entity import EnergyTradeEntity
from .facts import amount
from .planner.plan import RunKind

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant
    from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

    from .coordinator import EnergyTradeConfigEntry
    from .planner.plan import Run

PARALLEL_UPDATES: Final = 0

RUNS: Final = CalendarEntityDescription(key="planned_runs", translation_key="planned_runs")
WH_PER_KWH: Final = 1000


async def async_setup_entry(
    hass: HomeAssistant, entry: EnergyTradeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the calendar, once there is a device to plan."""
    coordinator = entry.runtime_data.coordinator
    if coordinator.household.fleet.devices:
        async_add_entities([PlannedRuns(coordinator, RUNS)])


class PlannedRuns(EnergyTradeEntity, CalendarEntity):
    """Runs of machines, cars and rooms; what a battery does is too much for a calendar."""

    @property
    @override
    def available(self) -> bool:
        """What is planned is known whatever the network does."""
        return True

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """Return the run under way, or the next one."""
        now = dt_util.utcnow()
        return next((event for event in self._events() if event.end > now), None)

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return the runs that touch a time."""
        return [event for event in self._events() if event.end > start_date and event.start < end_date]

    def _events(self) -> list[CalendarEvent]:
        plan = self.coordinator.household.planning.plan
        runs = [run for run in (plan.runs if plan else ()) if run.kind is not RunKind.BATTERY]
        return [self._event(run) for run in sorted(runs, key=lambda run: run.start)]

    def _event(self, run: Run) -> CalendarEvent:
        household, currency = self.coordinator.household, self.coordinator.founding.currency
        clock = household.fleet.clock
        return CalendarEvent(
            start=dt_util.utc_from_timestamp(clock.market(run.start)),
            end=dt_util.utc_from_timestamp(max(clock.market(run.end), clock.market(run.start) + 1)),
            summary=household.fleet.devices[run.device].name,
            description=f"{run.energy_wh / WH_PER_KWH:.2f} kWh, {amount(round(run.cost / 100) * 100)} {currency}",
            uid=f"{run.device}-{round(run.start)}",
        )
