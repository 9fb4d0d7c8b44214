"""Keeps the home's scorecard: what it expected as each day began, and what the last month's days brought."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import callback
from homeassistant.helpers.storage import Store

from ..const import DOMAIN
from ..home.devices.battery import BatteryReading
from ..planner.scorecard import Score, together
from .days import DayScore, Morning, Told, combined, day_score, span_of

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from ..coordinator import EnergyTradeCoordinator
    from ..home.port import Meters
    from .days import Span

_LOGGER = logging.getLogger(__name__)

STORAGE_VERSION: Final = 1
SAVE_DELAY_SECONDS: Final = 5
DAYS: Final = 30
SECONDS_PER_HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What is shown, in µcredit; None where nothing is known.

    `days` are those of the last thirty that count, `past` those of them that are over.
    """

    today: DayScore | None = None
    against_no_trading: float | None = None
    month: Score | None = None
    foreseen: Score | None = None
    """Of those days whose beginning was forecast."""

    days: int = 0
    past: int = 0
    has_battery: bool = False
    """Whether something was stored in any of these days."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A day's score, and the mark of what it rests on."""

    score: DayScore
    mark: int | None = None


class ScoreKeeper:
    """Reckons days anew whenever more of them has become final."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        coordinator: EnergyTradeCoordinator,
        meters: Meters,
    ) -> None:
        """Name the file after the entry, so that nothing of it stays when the entry goes."""
        self._hass = hass
        self._entry = entry
        self._coordinator = coordinator
        self._meters = meters
        self._store = score_store(hass, entry.entry_id)
        self._mornings: dict[int, Morning] = {}
        self._days: dict[int, _Kept] = {}
        self._seen: object = None
        self._task: asyncio.Task[None] | None = None
        self.card = Scorecard()

    async def async_load(self) -> None:
        """Go on with what was kept."""
        stored = await self._store.async_load() or {}
        self._mornings = {int(first): Morning.from_stored(each) for first, each in stored.get("mornings", {}).items()}
        self._days = {
            int(first): _Kept(DayScore.from_stored(each), each.get("mark"))
            for first, each in stored.get("days", {}).items()
        }
        self._publish(self._span())

    @callback
    def async_start(self) -> None:
        """Look whenever the home has gone round."""
        self._entry.async_on_unload(self._coordinator.async_add_listener(self._look))
        self._entry.async_on_unload(self.async_save)
        self._look()

    async def async_save(self) -> None:
        """Keep what is known at once."""
        await self._store.async_save(self._dump())

    # ------ mornings

    @callback
    def _look(self) -> None:
        """Note what a day begins with; reckon if there is news of any day."""
        span = self._span()
        self._note(span)
        seen = (span, self._coordinator.journal.version)
        if seen != self._seen and self._task is None and self._coordinator.chronicle.is_read:
            self._seen = seen
            self._task = self._entry.async_create_background_task(
                self._hass, self._async_reckon(), f"{DOMAIN} scorecard", eager_start=False
            )

    def _span(self, days_before: int = 0) -> Span:
        return span_of(self._coordinator.calendar, self._coordinator.chain_time(), days_before)

    def _note(self, span: Span) -> None:
        """Keep the first plan of a day, and what was stored as it began."""
        household, calendar = self._coordinator.household, self._coordinator.calendar
        planning, clock = household.planning, household.fleet.clock
        morning = self._mornings.setdefault(span.first, Morning())
        if (
            morning.at is None
            and planning.plan is not None
            and planning.plan.steps[0].start >= clock.home(calendar.interval_start(span.first))
        ):
            morning.expect(
                planning.plan,
                lambda home: calendar.interval_at(clock.market(home)),
                calendar.interval_seconds * clock.pace / SECONDS_PER_HOUR,
            )
            self._store.async_delay_save(self._dump, SAVE_DELAY_SECONDS)
        if morning.battery is None and planning.problem is not None:
            morning.battery = combined(planning.problem.batteries)
        if morning.stored_wh is None and planning.problem is not None and planning.problem.batteries:
            morning.stored_wh = self._stored_at(span.first)

    def _stored_at(self, first: int) -> float | None:
        """What all batteries held when an interval began: what they hold now, less what has been stored since."""
        fleet, planning = self._coordinator.household.fleet, self._coordinator.household.planning
        if planning.problem is None:
            return None
        readings = [fleet.devices[each.device].reading for each in planning.problem.batteries]
        held = [each.stored_wh for each in readings if isinstance(each, BatteryReading)]
        if len(held) < len(readings):
            return None
        since = sum(wh for interval, wh in fleet.flows.batteries.items() if interval >= first)
        return max(0.0, sum(held) - since)

    # ------ days

    async def _async_reckon(self) -> None:
        """Reckon the days of which something has become known, the latest first."""
        try:
            for days_before in range(DAYS):
                span = self._span(days_before)
                told = await self._async_told(span)
                kept = self._days.get(span.first)
                if not told.records or (kept is not None and kept.mark == told.mark):
                    continue
                reckoned = await self._hass.async_add_executor_job(day_score, told)
                if reckoned is not None:
                    self._days[span.first] = _Kept(reckoned, told.mark)
                self._publish(self._span())
            self._publish(self._span())
            self._store.async_delay_save(self._dump, SAVE_DELAY_SECONDS)
        except ValueError as error:
            _LOGGER.warning("What trading and planning brought could not be reckoned: %s", error)
        finally:
            self._task = None
        self._coordinator.async_update_listeners()

    async def _async_told(self, span: Span) -> Told:
        coordinator = self._coordinator
        records = {each.interval: each for each in coordinator.journal.records(span.first, span.end)}
        energies = self._meters.readings(span.first, span.end) if records else ()
        await asyncio.sleep(0)
        clock, founding = coordinator.household.fleet.clock, coordinator.founding
        morning = self._mornings.get(span.first, Morning())
        return Told(
            span,
            records,
            {each.interval: each for each in energies},
            {at: wh for at, wh in coordinator.household.fleet.flows.batteries.items() if span.first <= at < span.end},
            morning,
            founding.supply,
            founding.interval_seconds * clock.pace / SECONDS_PER_HOUR,
            has_forecast=morning.is_of(span, founding.interval_seconds, clock.pace),
        )

    def _publish(self, today: Span) -> None:
        oldest = self._span(DAYS - 1).first
        self._days = {first: each for first, each in self._days.items() if first >= oldest}
        self._mornings = {first: each for first, each in self._mornings.items() if first >= oldest}
        days = [each.score for each in self._days.values()]
        whole = [each.score for each in days if each.score is not None]
        foreseen = [each.score for each in days if each.score is not None and each.foreseen]
        now = self._days.get(today.first)
        self.card = Scorecard(
            today=None if now is None else now.score,
            against_no_trading=sum(each.against_no_trading for each in days) if days else None,
            month=together(whole) if whole else None,
            foreseen=together(foreseen) if foreseen else None,
            days=len(days),
            past=sum(first < today.first for first in self._days),
            has_battery=any(each.battery is not None for each in self._mornings.values()),
        )

    def _dump(self) -> dict[str, Any]:
        return {
            "mornings": {str(first): each.to_stored() for first, each in self._mornings.items()},
            "days": {str(first): {**asdict(each.score), "mark": each.mark} for first, each in self._days.items()},
        }


def score_store(hass: HomeAssistant, entry_id: str) -> Store[dict[str, Any]]:
    """The file of an entry."""
    return Store(hass, STORAGE_VERSION, f"{DOMAIN}.{entry_id}.scores", atomic_writes=True)
