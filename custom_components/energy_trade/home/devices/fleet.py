"""All devices of a home that may be planned: looked at together, each allowed or not by its owner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, cast

from homeassistant.const import CONF_NAME

from .appliance import ApplianceDevice, ApplianceReading, Phase
from .battery import BatteryDevice, BatteryReading
from .config import ApplianceConfig, BatteryConfig, DeviceKind, EvConfig, ThermostatConfig, device_config
from .ev import EvDevice, EvReading
from .hand import Obedience
from .hours import HoursDevice, HoursReading
from .live import LivePower
from .memory import DeviceMemory
from .reading import Measure, measured, state_of
from .thermostat import RoomReading, ThermostatDevice

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigSubentry
    from homeassistant.core import HomeAssistant

    from .clock import HomeClock

type Machine = BatteryDevice | ApplianceDevice | HoursDevice | EvDevice | ThermostatDevice
type Reading = BatteryReading | ApplianceReading | HoursReading | EvReading | RoomReading

KEPT_INTERVALS: Final = 2976
LONGEST_LOOK_SECONDS: Final = 900
SECONDS_PER_HOUR: Final = 3600


class Control(StrEnum):
    """Who has a device in hand, in the words of its status."""

    PLANNED = "planned"
    NOT_ALLOWED = "not_allowed"
    """Its owner has switched planning off for it."""

    PAUSED = "paused"
    """A person, or another controller, has set it otherwise; for a while it is left alone."""

    WAITING = "waiting"
    """It was told and has not followed yet."""

    DISOBEYS = "disobeys"
    UNREACHABLE = "unreachable"
    NO_READING = "no_reading"
    """What is known of it does not suffice to plan it."""

    IDLE = "idle"
    """There is nothing to do for it now."""

    FAILED = "failed"
    """It was told to start and did not."""


ANSWERS: Final = {
    Obedience.DONE: Control.PLANNED,
    Obedience.WAITING: Control.WAITING,
    Obedience.UNREACHABLE: Control.UNREACHABLE,
    Obedience.OVERRIDDEN: Control.PAUSED,
    Obedience.DISOBEYS: Control.DISOBEYS,
}


@dataclass(slots=True)
class Device:
    """One device with what its owner allows, and how it answered last."""

    subentry_id: str
    name: str
    kind: DeviceKind
    machine: Machine
    notes: dict[str, Any]
    reading: Reading | None = None
    obedience: Obedience = Obedience.DONE

    @property
    def allowed(self) -> bool:
        """Whether its owner lets it be planned."""
        return bool(self.notes.get("allowed", True))

    @property
    def control(self) -> Control:
        """Who has it in hand."""
        if not self.allowed:
            return Control.NOT_ALLOWED
        if isinstance(self.reading, ApplianceReading):
            if self.reading.phase is Phase.FAILED:
                return Control.FAILED
            if self.reading.phase is Phase.IDLE:
                return Control.IDLE
        if self.reading is None:
            unplugged = isinstance(self.machine, EvDevice) and self.machine.is_plugged is False
            return Control.IDLE if unplugged else Control.NO_READING
        return ANSWERS[self.obedience]

    @property
    def can_run_now(self) -> bool:
        """Whether its owner can have it run at once, whatever the plan says."""
        match self.reading:
            case ApplianceReading(phase=Phase.READY | Phase.IDLE | Phase.FAILED):
                return cast("ApplianceDevice", self.machine).can_start
            case HoursReading(is_on=False) | EvReading(charging=False) | RoomReading():
                return True
        return False

    @property
    def in_hand(self) -> bool:
        """Whether it was told something that has to be taken back once it is planned no more."""
        return bool(self.notes.get("in_hand"))

    @property
    def is_planned(self) -> bool:
        """Whether a plan may move it."""
        return self.allowed and self.reading is not None and self.obedience is not Obedience.OVERRIDDEN


@dataclass(slots=True)
class Flows:
    """Energy that planned devices took in each interval, in Wh: loads, and what batteries took less what they gave."""

    loads: dict[int, float] = field(default_factory=dict)
    batteries: dict[int, float] = field(default_factory=dict)

    def add(self, interval: int, loads_wh: float, batteries_wh: float) -> None:
        """Count a little more."""
        self.loads[interval] = self.loads.get(interval, 0.0) + loads_wh
        self.batteries[interval] = self.batteries.get(interval, 0.0) + batteries_wh

    def forget_before(self, interval: int) -> None:
        """Drop what is too old to learn from."""
        for series in (self.loads, self.batteries):
            for old in [each for each in series if each < interval]:
                del series[old]


def _is_room(device: Device) -> bool:
    return isinstance(device.machine, ThermostatDevice)


class Fleet:
    """The devices of one entry."""

    def __init__(
        self, hass: HomeAssistant, entry_id: str, clock: HomeClock, interval_seconds: int, live: LivePower
    ) -> None:
        """Begin without any device."""
        self._live = live
        self._hass = hass
        self.clock = clock
        self._interval_seconds = interval_seconds
        self.memory = DeviceMemory(hass, entry_id)
        self.devices: dict[str, Device] = {}
        self.flows = Flows()
        self._looked: float | None = None
        self._stored_wh: dict[str, float] = {}

    async def async_load(self, subentries: Iterable[ConfigSubentry]) -> None:
        """Make the devices that the subentries describe, and remember what is known of them."""
        described = [each for each in subentries if each.subentry_type in DeviceKind]
        await self.memory.async_load(
            [*(each.subentry_id for each in described), "flows", "prices", "solar", "supplier"]
        )
        for subentry in described:
            notes = self.memory.of(subentry.subentry_id)
            kind = DeviceKind(subentry.subentry_type)
            name = str(subentry.data.get(CONF_NAME) or subentry.title)
            self.devices[subentry.subentry_id] = Device(
                subentry.subentry_id, name, kind, self._machine(kind, subentry, notes), notes
            )
        flows = self.memory.of("flows")
        self.flows = Flows(
            {int(interval): wh for interval, wh in flows.get("loads", {}).items()},
            {int(interval): wh for interval, wh in flows.get("batteries", {}).items()},
        )

    def _machine(self, kind: DeviceKind, subentry: ConfigSubentry, notes: dict[str, Any]) -> Machine:
        config = device_config(kind, subentry.data)
        match config:
            case BatteryConfig():
                return BatteryDevice(self._hass, config)
            case EvConfig():
                return EvDevice(self._hass, config, self.clock, notes)
            case ThermostatConfig():
                return ThermostatDevice(self._hass, config, notes)
            case ApplianceConfig():
                made = ApplianceDevice if config.is_run else HoursDevice
                return made(self._hass, config, self.clock, notes)

    # ------ looking

    def look(self) -> None:
        """Look at every device, and count what they have taken since the last time."""
        now = self.clock.home_now
        self._live.sample(now)
        for device in self.devices.values():
            machine = device.machine
            device.reading = machine.read(now) if isinstance(machine, BatteryDevice) else machine.observe(now)
        self._count(now)
        self.memory.changed()

    def _count(self, now: float) -> None:
        since = 0.0 if self._looked is None else now - self._looked
        self._looked = now
        interval = int(self.clock.market(now)) // self._interval_seconds
        stored = {
            device.subentry_id: device.reading.stored_wh
            for device in self.devices.values()
            if isinstance(device.reading, BatteryReading) and cast("BatteryDevice", device.machine).can_be_told
        }
        if 0 < since <= LONGEST_LOOK_SECONDS:
            taken = sum(wh - self._stored_wh[device] for device, wh in stored.items() if device in self._stored_wh)
            loads = sum(self.watts(device) for device in self.devices.values()) * since / SECONDS_PER_HOUR
            self.flows.add(interval, loads, taken)
            self.flows.forget_before(interval - KEPT_INTERVALS)
        self._stored_wh = stored
        self.memory.of("flows").update(loads=self.flows.loads, batteries=self.flows.batteries)

    def watts(self, device: Device) -> float:
        """What a load draws now, measured or else by what it was told; batteries are no loads."""
        config = device.machine.config
        sensor = getattr(config, "power_sensor", None)
        told = measured(state_of(self._hass, sensor), Measure.POWER)
        if told is not None:
            return told
        match device.reading:
            case ApplianceReading(phase=Phase.RUNNING, running_since=float(since), profile=profile):
                slot = int((self.clock.home_now - since) // profile.slot_seconds)
                return profile.watts[slot] if 0 <= slot < len(profile.watts) else 0.0
            case HoursReading(is_on=True):
                return cast("ApplianceConfig", config).power
            case EvReading(charging=True):
                return float(device.notes.get("set_w", 0.0))
            case RoomReading(watts=watts):
                return watts
        return 0.0

    # ------ what its owner decides

    def allow(self, subentry_id: str, *, allowed: bool) -> None:
        """Let a device be planned, or not any more; allowed anew, a pause is over."""
        device = self.devices[subentry_id]
        device.notes["allowed"] = allowed
        device.machine.hand.resume()
        device.obedience = Obedience.DONE
        self.memory.changed()

    async def async_release(self, device: Device) -> None:
        """Give a device back to itself."""
        machine = device.machine
        match machine:
            case BatteryDevice():
                await machine.async_release()
            case ApplianceDevice() | EvDevice() | ThermostatDevice():
                await machine.async_release()
        device.obedience = Obedience.DONE

    async def async_save(self) -> None:
        """Keep what is known at once."""
        await self.memory.async_save()

    @property
    def watched(self) -> frozenset[str]:
        """Entities whose change should be looked at without delay."""
        names = ("ready", "plugged", "power_sensor", "starter", "switch", "climate", "setter", "schedule")
        found = {
            str(entity)
            for device in self.devices.values()
            for name in names
            if (entity := getattr(device.machine.config, name, None))
        }
        # A thermostat's power is learned from, not waited for.
        return frozenset(
            found
            - {
                cast("ThermostatConfig", device.machine.config).power_sensor
                for device in self.devices.values()
                if _is_room(device)
            }
        )

    def net_w(self) -> float | None:
        """What the home gives to the grid now, in W, - what it takes; None while its meters do not tell."""
        return self._live.net_w(self.clock.home_now)

    def net_seconds(self) -> float:
        """How long ago the power that the grid's meters tell of began; 0 where they tell that of this moment."""
        return self._live.net_seconds(self.clock.home_now)

    def pv_w(self) -> float | None:
        """What the home generates now, in W; None while its meters do not tell."""
        return self._live.pv_w(self.clock.home_now)

    def battery_w(self) -> float | None:
        """What its batteries give now, in W, - what they take; None while its meters do not tell."""
        return self._live.battery_w(self.clock.home_now)
