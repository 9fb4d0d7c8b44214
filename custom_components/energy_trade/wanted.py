"""Puts what the home's devices can do into the planner's words."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final, cast

from homeassistant.util import dt as dt_util

from .home.devices.appliance import ApplianceReading, Phase
from .home.devices.battery import BatteryDevice, BatteryReading
from .home.devices.config import ApplianceConfig, BatteryConfig, EvConfig, Purpose
from .home.devices.ev import EvReading
from .home.devices.hours import HoursReading
from .home.devices.reading import Measure, amount
from .home.devices.thermostat import RoomReading, ThermostatDevice
from .planner.problem import (
    Appliance,
    Battery,
    BatteryGoal,
    Comfort,
    Connection,
    Interruptible,
    Problem,
    Room,
    Step,
    Vehicle,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from homeassistant.core import HomeAssistant

    from .home.devices.clock import HomeClock
    from .home.devices.config import Amount
    from .home.devices.fleet import Device, Fleet

MICRO_PER_WH: Final = 1000.0
"""µcredit a Wh in a credit a kWh."""

PERCENT: Final = 100
SECONDS_PER_MINUTE: Final = 60
STORED_VALUE_SHARE: Final = 0.9
"""Energy that is left at the end is worth a little less than what selling earns on average: tomorrow is unsure."""

COLDER_OUTSIDE: Final = 10.0
WARMER_OUTSIDE: Final = 5.0
"""How much colder, or warmer, than the room it is taken to be outside where nothing tells."""


@dataclass(frozen=True, slots=True)
class Weather:
    """Temperatures outside, in °C, by home time; None where nothing tells."""

    at: Callable[[str, float], float | None]


def problem_of(
    hass: HomeAssistant, fleet: Fleet, steps: tuple[Step, ...], connection: Connection, weather: Weather
) -> Problem:
    """Describe the home with all devices that may be planned now."""
    batteries: list[Battery] = []
    appliances: list[Appliance] = []
    interruptibles: list[Interruptible] = []
    vehicles: list[Vehicle] = []
    rooms: list[Room] = []
    now = steps[0].start
    for device in fleet.devices.values():
        if not device.is_planned:
            continue
        match device.reading:
            case BatteryReading() if cast("BatteryDevice", device.machine).can_be_told:
                batteries.append(_battery(hass, device, device.reading, steps))
            case ApplianceReading(phase=Phase.READY | Phase.STARTING | Phase.RUNNING):
                appliances.append(_appliance(hass, device, device.reading, now))
            case HoursReading(needed_seconds=needed) if needed > 0:
                interruptibles.append(_interruptible(hass, device, device.reading))
            case EvReading(room_wh=room) if room > 0:
                vehicles.append(_vehicle(hass, device, device.reading, now))
            case RoomReading():
                rooms.append(_room(device, device.reading, steps, fleet.clock, weather))
    return Problem(
        steps=steps,
        connection=connection,
        batteries=tuple(batteries),
        appliances=tuple(appliances),
        interruptibles=tuple(interruptibles),
        vehicles=tuple(vehicles),
        rooms=tuple(rooms),
    )


def _price(hass: HomeAssistant, value: Amount | None) -> float | None:
    """A limit in µcredit a Wh; one whose entity is silent does not limit."""
    told = amount(hass, value, Measure.PRICE)
    return None if told is None else told * MICRO_PER_WH


def _battery(hass: HomeAssistant, device: Device, reading: BatteryReading, steps: Sequence[Step]) -> Battery:
    config = cast("BatteryConfig", device.machine.config)
    one_way = sqrt(min(max(config.efficiency, 1.0), PERCENT) / PERCENT)
    floor = amount(hass, config.sell_down_to, Measure.SHARE)
    earns = sum(step.sell * step.seconds for step in steps) / sum(step.seconds for step in steps)
    return Battery(
        device=device.subentry_id,
        capacity_wh=reading.capacity_wh,
        charge_w=reading.charge_w,
        discharge_w=reading.discharge_w,
        initial_wh=reading.stored_wh,
        charge_efficiency=one_way,
        discharge_efficiency=one_way,
        reserve_wh=reading.reserve_wh,
        stored_value=max(0.0, earns * one_way * STORED_VALUE_SHARE),
        wear=config.wear * MICRO_PER_WH,
        goal=BatteryGoal(config.rule),
        highest_grid_charge_price=_price(hass, config.charge_below),
        lowest_selling_price=_price(hass, config.sell_above),
        selling_floor_wh=0.0 if floor is None else reading.capacity_wh * floor / PERCENT,
    )


def _appliance(hass: HomeAssistant, device: Device, reading: ApplianceReading, now: float) -> Appliance:
    config = cast("ApplianceConfig", device.machine.config)
    earliest = max(now, reading.earliest)
    anyway = device.notes.get("anyway")
    return Appliance(
        device=device.subentry_id,
        profile_w=reading.profile.watts,
        profile_seconds=reading.profile.slot_seconds,
        earliest=earliest,
        latest=max(reading.latest, earliest + reading.profile.seconds),
        highest_price=None if anyway else _price(hass, config.highest_price),
        running_since=reading.running_since,
    )


def _interruptible(hass: HomeAssistant, device: Device, reading: HoursReading) -> Interruptible:
    config = cast("ApplianceConfig", device.machine.config)
    return Interruptible(
        device=device.subentry_id,
        power_w=config.power,
        needed_seconds=reading.needed_seconds,
        earliest=reading.earliest,
        latest=max(reading.latest, reading.earliest + SECONDS_PER_MINUTE),
        shortest_on_seconds=config.min_on * SECONDS_PER_MINUTE,
        shortest_off_seconds=config.min_off * SECONDS_PER_MINUTE,
        is_on=reading.is_on,
        state_seconds=reading.state_seconds,
        highest_price=None if device.notes.get("anyway") else _price(hass, config.highest_price),
    )


def _vehicle(hass: HomeAssistant, device: Device, reading: EvReading, now: float) -> Vehicle:
    config = cast("EvConfig", device.machine.config)
    return Vehicle(
        device=device.subentry_id,
        least_w=reading.least_w,
        most_w=reading.most_w,
        needed_wh=reading.needed_wh,
        departure=reading.departure,
        arrival=now,
        room_wh=reading.room_wh,
        surplus_only=config.surplus_only and not device.notes.get("charge_now"),
        highest_price=None if device.notes.get("charge_now") else _price(hass, config.highest_price),
    )


def _room(device: Device, reading: RoomReading, steps: Sequence[Step], clock: HomeClock, weather: Weather) -> Room:
    machine = cast("ThermostatDevice", device.machine)
    config = machine.config
    model = machine.learner.model
    cools = config.purpose is Purpose.COOL
    fallback = reading.outside
    if fallback is None:
        fallback = reading.inside + (WARMER_OUTSIDE if cools else -COLDER_OUTSIDE)
    outdoor, comfort = [], []
    for step in steps:
        told = weather.at(config.outdoor, step.start) if config.outdoor else None
        outdoor.append(fallback if told is None else told)
        ahead = clock.market(step.start) - clock.now()
        band = machine.band(dt_util.utc_from_timestamp(dt_util.utcnow().timestamp() + ahead))
        comfort.append(band or reading.band)
    return Room(
        device=device.subentry_id,
        initial=reading.inside,
        outdoor=tuple(outdoor),
        comfort=tuple(Comfort(low=band.low, high=band.high) for band in comfort),
        leak_per_hour=model.leak,
        kelvin_per_kwh=model.gain,
        most_w=config.power,
        drift_per_hour=(model.drift,) * len(steps),
    )


def planned_shift(plan_power: Mapping[str, Sequence[float]], batteries: frozenset[str], step: int) -> float:
    """What planned devices add to the home's net power in a step, in W: + what they give, − what they take."""
    return sum(
        powers[step] if device in batteries else -powers[step]
        for device, powers in plan_power.items()
        if step < len(powers)
    )
