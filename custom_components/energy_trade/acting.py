"""Acts on the plan every minute: tells each device what to do, and looks whether it did."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import callback
from homeassistant.helpers.event import async_track_state_change_event, async_track_time_interval

from .following import Followed, battery_command
from .home.devices.appliance import ApplianceDevice, ApplianceReading, Phase
from .home.devices.battery import BatteryDevice, BatteryReading
from .home.devices.config import ApplianceConfig, Duty, Purpose
from .home.devices.ev import EvDevice, EvReading
from .home.devices.hand import Obedience
from .home.devices.hours import HoursDevice, HoursReading
from .home.devices.thermostat import RoomReading, ThermostatDevice
from .planner.policy import BatteryMode, Command, ModeReason
from .timing import acting_period

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from homeassistant.core import CALLBACK_TYPE, Event, EventStateChangedData, HomeAssistant

    from .home.devices.fleet import Device, Fleet
    from .planner.plan import Run
    from .planning import Planning

_LOGGER = logging.getLogger(__name__)

BOOST_SECONDS: Final = 3600
"""A room or a load that its owner has run at once runs for an hour, then the plan goes on."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether the home may act now; off while trading pauses."""

    granted: Callable[[], bool]


class Acting:
    """Carries the plan out; one turn at a time."""

    def __init__(
        self,
        hass: HomeAssistant,
        fleet: Fleet,
        planning: Planning,
        *,
        permission: Permission,
        on_news: Callable[[], None],
        on_remind: Callable[[Device, Run], None],
    ) -> None:
        """Begin at rest."""
        self._hass = hass
        self._fleet = fleet
        self._planning = planning
        self._permission = permission
        self._on_news = on_news
        self._on_remind = on_remind
        self._turn = asyncio.Lock()
        self._stop: list[CALLBACK_TYPE] = []
        self._followed: dict[str, Followed] = {}

    @callback
    def async_start(self) -> None:
        """Act every minute, and at once when an entity that matters changes."""
        if not self._fleet.devices:
            return
        period = acting_period(self._fleet.clock.pace)
        self._stop = [
            async_track_time_interval(self._hass, self._async_tick, period, name="energy_trade acts"),
            async_track_state_change_event(self._hass, sorted(self._fleet.watched), self._async_changed),
        ]

    async def async_stop(self) -> None:
        """Stop, and give devices back to themselves."""
        while self._stop:
            self._stop.pop()()
        async with self._turn:
            for device in self._fleet.devices.values():
                await self._async_let_go(device)
        await self._fleet.async_save()

    async def _async_tick(self, _now: datetime) -> None:
        await self.async_act()

    @callback
    def _async_changed(self, event: Event[EventStateChangedData]) -> None:
        """Look at once at what has changed: a machine was loaded, a car came home."""
        old, new = event.data["old_state"], event.data["new_state"]
        if old is None or new is None or old.state != new.state:
            self._hass.async_create_task(self.async_act(), eager_start=False)

    async def async_act(self) -> None:
        """Look at every device and tell it what the plan has for it; what has changed makes a new plan."""
        async with self._turn:
            before = self._situation()
            self._fleet.look()
            for device in tuple(self._fleet.devices.values()):
                if self._permission.granted() and device.allowed:
                    await self._async_one(device)
                else:
                    await self._async_let_go(device)
            if self._situation() != before:
                self._planning.ask_again()
                self._on_news()

    def _situation(self) -> list[object]:
        """What a plan rests on besides figures: who waits, who runs, who is there."""
        return [
            (
                device.control,
                device.reading.phase if isinstance(device.reading, ApplianceReading) else device.reading is not None,
                isinstance(device.reading, HoursReading) and device.reading.needed_seconds > 0,
            )
            for device in self._fleet.devices.values()
        ]

    async def _async_let_go(self, device: Device) -> None:
        if device.in_hand:
            device.notes["in_hand"] = False
            device.notes.pop("boost", None)
            await self._fleet.async_release(device)

    # ------ each kind

    async def _async_one(self, device: Device) -> None:
        machine, reading, now = device.machine, device.reading, self._fleet.clock.now()
        match machine:
            case BatteryDevice():
                await self._async_battery(device, machine, now)
            case ApplianceDevice() if isinstance(reading, ApplianceReading):
                await self._async_appliance(device, machine, reading, now)
            case HoursDevice() if isinstance(reading, HoursReading):
                await self._async_hours(device, machine, reading, now)
            case EvDevice() if isinstance(reading, EvReading):
                await self._async_ev(device, machine, reading, now)
            case EvDevice() if machine.is_plugged and device.in_hand:
                # What it needs is not known any more: it charges as without a plan, rather than strand.
                await self._async_let_go(device)
            case ThermostatDevice() if isinstance(reading, RoomReading):
                await self._async_room(device, machine, reading, now)

    async def _async_battery(self, device: Device, machine: BatteryDevice, now: float) -> None:
        if not machine.can_be_told:
            return
        reading = device.reading if isinstance(device.reading, BatteryReading) else None
        followed = self._followed.setdefault(device.subentry_id, Followed())
        command = battery_command(self._planning, device.subentry_id, reading, followed)
        if device.notes.get("refill") and reading is not None:
            # Its owner wants the reserve back at once, whatever that costs.
            if reading.stored_wh < reading.reserve_wh:
                command = Command(mode=BatteryMode.CHARGE, reason=ModeReason.RESERVE, power_w=reading.charge_w)
            else:
                device.notes["refill"] = False
        safe = machine.safe(command, reading)
        followed.told(safe, self._fleet.clock.home_now)
        device.notes.update(in_hand=True, mode=safe.mode.value, mode_reason=safe.reason.value)
        device.obedience = await machine.async_command(safe, now)

    async def _async_appliance(
        self, device: Device, machine: ApplianceDevice, reading: ApplianceReading, now: float
    ) -> None:
        if reading.phase is Phase.RUNNING:
            device.notes["in_hand"] = False
        wanted = device.notes.pop("run_now", False)
        if reading.phase is not Phase.READY:
            if wanted and reading.phase in {Phase.IDLE, Phase.FAILED}:
                await machine.async_start(self._fleet.clock.home_now, self._fleet.async_save)
            return
        run = self._planning.run_of(device.subentry_id)
        if wanted or self._is_time(device, reading, run):
            if machine.can_start:
                await machine.async_start(self._fleet.clock.home_now, self._fleet.async_save)
            elif run is not None:
                self._on_remind(device, run)
        elif machine.config.duty is Duty.PLUG:
            device.notes["in_hand"] = True
            answer = await machine.async_hold(now)
            device.obedience = Obedience.DONE if answer is Obedience.OVERRIDDEN else answer

    def _is_time(self, device: Device, reading: ApplianceReading, run: Run | None) -> bool:
        """Whether its planned start has come, or the last moment at which it can still be ready in time."""
        now = self._fleet.clock.home_now
        if run is not None:
            return run.start <= now
        if self._planning.plan is None:
            return now >= reading.latest - reading.profile.seconds
        # The plan leaves it out: it would cost more than its owner wants to pay.
        config = device.machine.config
        unlimited = isinstance(config, ApplianceConfig) and config.highest_price is None
        unlimited |= bool(device.notes.get("anyway"))
        return unlimited and now >= reading.latest - reading.profile.seconds

    async def _async_hours(self, device: Device, machine: HoursDevice, reading: HoursReading, now: float) -> None:
        boosted = self._is_boosted(device)
        planned = self._planning.power_of(device.subentry_id) or 0.0
        on = boosted or (planned > 0 and reading.needed_seconds > 0)
        if not on and reading.is_on and not device.in_hand:
            return  # somebody else has turned it on: it counts, and is left alone
        if on:
            device.notes["in_hand"] = True
        elif not reading.is_on:
            device.notes["in_hand"] = False
        device.obedience = await machine.async_switch(now, reading, on=on)

    async def _async_ev(self, device: Device, machine: EvDevice, reading: EvReading, now: float) -> None:
        planned = self._planning.power_of(device.subentry_id)
        if reading.room_wh <= 0:
            watts = 0.0
        elif device.notes.get("charge_now"):
            watts = reading.most_w
        elif planned is None:
            # Without a plan it charges at once, unless its owner only wants surplus in it.
            watts = 0.0 if machine.config.surplus_only else reading.most_w if reading.needed_wh > 0 else 0.0
        else:
            watts = planned
        if machine.config.surplus_only and not device.notes.get("charge_now"):
            watts = min(watts, self._surplus(device))
        if not reading.needed_wh:
            device.notes["charge_now"] = False
        device.notes["in_hand"] = True
        device.obedience = await machine.async_charge(watts, reading, now)

    def _surplus(self, device: Device) -> float:
        """What the home has left over for the car: measured where it can be, else as planned."""
        net = self._fleet.net_w()
        if net is None:
            return float("inf")
        return max(0.0, net + self._fleet.watts(device))

    async def _async_room(self, device: Device, machine: ThermostatDevice, reading: RoomReading, now: float) -> None:
        if self._is_boosted(device):
            celsius = reading.band.high if machine.config.purpose is Purpose.HEAT else reading.band.low
        else:
            celsius = machine.setpoint(
                reading,
                self._planning.power_of(device.subentry_id) or 0.0,
                self._planning.temperature_of(device.subentry_id),
            )
        device.notes["in_hand"] = True
        device.obedience = await machine.async_set(celsius, reading, now)

    def _is_boosted(self, device: Device) -> bool:
        return self._fleet.clock.home_now < float(device.notes.get("boost", 0.0))

    # ------ what its owner wants now

    async def async_run_now(self, subentry_id: str) -> None:
        """Run a device at once."""
        device = self._fleet.devices[subentry_id]
        device.machine.hand.resume()
        match device.machine:
            case ApplianceDevice():
                device.notes["run_now"] = True
            case EvDevice():
                device.notes["charge_now"] = True
            case _:
                device.notes["boost"] = self._fleet.clock.home_now + BOOST_SECONDS
        await self.async_act()
        self._planning.ask_again()
        self._on_news()
