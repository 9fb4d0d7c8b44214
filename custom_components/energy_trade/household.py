"""The home that plans: its devices, the plan for them, who acts on it, and what only its people can decide."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Self

from homeassistant.core import callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util

from .acting import Acting, Permission
from .const import CONF_DEMO, CONF_METERS, DOMAIN
from .device_guards import DeviceGuards
from .home.devices.appliance import ApplianceDevice
from .home.devices.clock import HomeClock
from .home.devices.ev import EvDevice
from .home.devices.fleet import Fleet
from .home.devices.live import LivePower
from .planning import Planning
from .proposal import Past, day_shape
from .questions.causes import Cause
from .rehearsal import is_practice
from .speech.quantities import moment, price
from .supplier.supplier import Supplier

if TYPE_CHECKING:
    from collections.abc import Callable

    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from .home.devices.fleet import Control, Device
    from .home.port import Meters
    from .market.founding import Founding
    from .market.port import Market
    from .market.state import Snapshot
    from .planner.plan import Run
    from .questions.book import Answer
    from .questions.manager import Questions
    from .scoring.keeper import ScoreKeeper
    from .settings import SettingsStore

REMINDER: Final = timedelta(minutes=30)


class Household:
    """Everything about one home's devices; without any it does nothing."""

    def __init__(
        self,
        fleet: Fleet,
        planning: Planning,
        supplier: Supplier,
        *,
        market: Market,
        settings: SettingsStore,
        questions: Questions,
    ) -> None:
        """Bring the parts together; `async_start` sets them going."""
        self._market = market
        self._has_learned = False
        self._on_news: Callable[[], None] | None = None
        self.fleet = fleet
        self.planning = planning
        self.supplier = supplier
        self.acting: Acting | None = None
        self.scores: ScoreKeeper | None = None
        self._settings = settings
        self._questions = questions
        self._guards = DeviceGuards(fleet, planning, questions, self._async_decided)
        questions.handle(Cause.START_APPLIANCE, self._async_reminded)

    @classmethod
    async def async_load(
        cls,
        hass: HomeAssistant,
        entry: ConfigEntry,
        market: Market,
        founding: Founding,
        *,
        meters: Meters,
        settings: SettingsStore,
        questions: Questions,
    ) -> Self:
        """Make the devices that the entry's subentries describe."""
        clock = HomeClock.of(market.now, founding.interval_seconds, demo=bool(entry.data.get(CONF_DEMO)))
        practice = is_practice(entry)
        live = LivePower(hass, entry.data.get(CONF_METERS) or {})
        fleet = Fleet(hass, entry.entry_id, clock, founding.interval_seconds, live)
        # A practice home's meters are replayed: nothing real may be switched by them.
        await fleet.async_load(() if practice else entry.subentries.values())
        notes = fleet.memory.of("supplier")
        supplier = Supplier(
            hass,
            entry.options,
            founding,
            meters=meters,
            now=market.now,
            notes=notes,
            on_change=fleet.memory.changed,
        )
        planning = Planning(hass, fleet, founding, day_shape(founding))
        return cls(fleet, planning, supplier, market=market, settings=settings, questions=questions)

    @callback
    def async_start(self, hass: HomeAssistant, on_news: Callable[[], None]) -> None:
        """Begin to act; `on_news` is called when there is something to plan anew or to show."""
        self._on_news = on_news
        self.acting = Acting(
            hass,
            self.fleet,
            self.planning,
            permission=Permission(lambda: self._settings.current.wishes.trading),
            on_news=on_news,
            on_remind=self._remind,
        )
        self.acting.async_start()
        if self.fleet.devices:
            hass.async_create_task(self.acting.async_act(), eager_start=False)

    async def async_stop(self) -> None:
        """Give every device back to itself."""
        if self.acting is not None:
            await self.acting.async_stop()

    # ------ the loop's steps

    def saved(self, savings: int) -> int:
        """What trading has saved, in µcredit, less what a battery that served the home alone would have brought more.

        `savings` are against the tariff, by what the meter has counted, whatever the battery did.
        """
        problem = self.planning.problem
        if problem is None or not problem.batteries or self.scores is None:
            return savings
        month = self.scores.card.month
        return min(savings, 0 if month is None else round(month.against_self_use))

    async def async_plan(self, snapshot: Snapshot, past: Callable[[], Any], now: float, savings: int) -> bool:
        """Plan if it is time to, and act on the new plan; whether there is a new one."""
        if not self._settings.current.wishes.trading:
            self.planning.forget()
            return False
        if not self.planning.is_due(now):
            return False
        if not self._has_learned:
            self._has_learned = True
            await self.planning.prices.async_learn(self._market, snapshot.member.zone)
        await self.supplier.async_refresh()
        await self.planning.async_plan(snapshot, self.bare(await past()), now, self.supplier.price, self.saved(savings))
        self._guards.look()
        if self.acting is not None:
            await self.acting.async_act()
        return True

    def bare(self, past: Past) -> Past:
        """The home's past as it would have been without its planned devices."""
        flows = self.fleet.flows
        return Past(
            {
                interval: net + round(flows.loads.get(interval, 0.0) + flows.batteries.get(interval, 0.0))
                for interval, net in past.net_wh.items()
            },
            past.generation_wh,
        )

    def named(self, control: Control) -> dict[str, str]:
        """Names, by id, of the devices that are in such hands."""
        return {device.subentry_id: device.name for device in self.fleet.devices.values() if device.control is control}

    # ------ what its people want

    def device(self, subentry_id: str) -> Device:
        """A device by its id, as actions name it."""
        device = self.fleet.devices.get(subentry_id)
        if device is None:
            raise ServiceValidationError(
                translation_domain=DOMAIN, translation_key="no_device", translation_placeholders={"device": subentry_id}
            )
        return device

    async def async_run_now(self, subentry_id: str) -> None:
        """Run a device at once, whatever the plan says."""
        device = self.device(subentry_id)
        if self.acting is None or not device.can_run_now:
            raise ServiceValidationError(
                translation_domain=DOMAIN, translation_key="cannot_run", translation_placeholders={"name": device.name}
            )
        if not device.allowed or not self._settings.current.wishes.trading:
            raise ServiceValidationError(
                translation_domain=DOMAIN, translation_key="not_allowed", translation_placeholders={"name": device.name}
            )
        await self.acting.async_run_now(subentry_id)

    def plan_run(self, subentry_id: str, *, after: datetime | None, ready_by: datetime | None) -> None:
        """Ask for one run within a window, or a charge until a moment; the rest of the device's settings hold."""
        device = self.device(subentry_id)
        machine, clock = device.machine, self.fleet.clock
        now = clock.home_now
        if isinstance(machine, EvDevice):
            if ready_by is not None:
                device.notes["departure"] = max(now, clock.of_moment(dt_util.as_utc(ready_by)))
        elif isinstance(machine, ApplianceDevice):
            machine.set_ready(ready=True)
            machine.wait(
                None if after is None else clock.of_moment(dt_util.as_utc(after)),
                None if ready_by is None else clock.of_moment(dt_util.as_utc(ready_by)),
            )
        else:
            raise ServiceValidationError(
                translation_domain=DOMAIN, translation_key="cannot_wait", translation_placeholders={"name": device.name}
            )
        self.planning.ask_again()

    def allow(self, subentry_id: str, *, allowed: bool) -> None:
        """Let a device be planned, or not any more."""
        self.fleet.allow(subentry_id, allowed=allowed)
        self.planning.ask_again()

    def set_ready(self, subentry_id: str, *, ready: bool) -> None:
        """Take the word that a machine is loaded."""
        machine = self.device(subentry_id).machine
        if isinstance(machine, ApplianceDevice):
            machine.set_ready(ready=ready)
            self.planning.ask_again()

    # ------ what only people can do

    async def _async_decided(self) -> None:
        """Act at once on what somebody has decided about a device, and plan anew."""
        self.planning.ask_again()
        if self.acting is not None:
            await self.acting.async_act()
        if self._on_news is not None:
            self._on_news()

    @callback
    def _remind(self, device: Device, run: Run) -> None:
        """Ask somebody to start a machine that does not start by itself."""
        clock = self.fleet.clock
        self._questions.ask(
            Cause.START_APPLIANCE,
            subject=device.subentry_id,
            expires=dt_util.utcnow() + REMINDER / clock.pace,
            facts={
                "name": device.name,
                "price": price(run.price),
                "at_once": price(run.price_at_once),
                "end": moment(clock.market(run.end)),
            },
        )

    async def _async_reminded(self, answer: Answer) -> None:
        device = self.fleet.devices.get(answer.question.subject)
        if device is None or not isinstance(device.machine, ApplianceDevice):
            return
        match answer.choice:
            case "started":
                device.machine.was_started(self.fleet.clock.home_now)
            case "skip":
                device.machine.set_ready(ready=False)
                device.notes["served"] = True
            case _:
                rest = dt_util.utcnow() + REMINDER / self.fleet.clock.pace
                self._questions.rest(Cause.START_APPLIANCE, rest, device.subentry_id)
        await self._async_decided()
