"""What a home has decided: powers by step, runs with their reasons, and what is left wanting.

Units as in the problem. Power into a device is positive; `battery_w` alone is + for discharge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class PlanStatus(StrEnum):
    """How a plan came about."""

    OPTIMAL = "optimal"
    TIME_LIMIT = "time_limit"
    """The best found in the time there was."""

    SHIFTED = "shifted"
    """The last good plan, moved on to now: the solver found none."""

    SELF_USE = "self_use"
    """No plan was found: own surplus is stored, loads run as soon as they may."""


class RunKind(StrEnum):
    """What runs."""

    APPLIANCE = "appliance"
    INTERRUPTIBLE = "interruptible"
    VEHICLE = "ev"
    ROOM = "thermostat"
    BATTERY = "battery"


class RunReason(StrEnum):
    """Why a run is planned when it is: `price` instead of `price_at_once`."""

    RUNNING = "running"
    """It runs already and is left alone."""

    NOW = "now"
    """Nothing is gained by waiting."""

    OWN_SURPLUS = "own_surplus"
    """The home's own generation has the energy then."""

    COMMUNITY_SURPLUS = "community_surplus"
    """The neighbours have it then."""

    CHEAPER = "cheaper"
    """The grid's power is cheaper then."""

    DEADLINE = "deadline"
    """It must be ready; there is no better time before."""

    COMFORT = "comfort"
    """The room needs it then."""

    PRE_CONDITIONS = "pre_conditions"
    """The room is warmed or cooled ahead, inside its band, while energy is cheap."""

    STORES = "stores"
    """The battery takes what will be worth more."""

    SUPPLIES = "supplies"
    """The battery gives what is worth most now."""


class Want(StrEnum):
    """What a plan leaves wanting."""

    ENERGY = "energy"
    """Wh of a need that are not met in time."""

    PRICE_CEILING = "price_ceiling"
    """Wh not taken because they cost more than the owner wants to pay."""

    COLDER = "colder"
    """Kelvin below the comfort band, at most."""

    WARMER = "warmer"
    """Kelvin above it, at most."""

    CHARGE = "charge"
    """Wh missing in a battery at the end, or below what must stay in it."""

    CONNECTION = "connection"
    """Wh by which the home's own load or generation overstrains its connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """Something that a plan does not achieve; `device` is empty where it is the home's own."""

    want: Want
    amount: float
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A span in which a device is on: its energy, what that adds to the bill, and why then.

    `price` is what its energy costs a Wh, `price_at_once` what it would if it started at once, both by the values that
    energy has in the plan.
    """

    device: str
    kind: RunKind
    start: float
    end: float
    energy_wh: float
    cost: float
    reason: RunReason
    price: float
    price_at_once: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """What happens in a step; `marginal` is what one more Wh in the home is worth then."""

    start: float
    seconds: float
    load_w: float
    """Of the home and of all that is planned but batteries."""

    pv_w: float
    """Generated and not held back."""

    curtailed_w: float
    battery_w: float
    """+ discharge, − charge, of all batteries."""

    grid_w: float
    """+ import, − export."""

    soc_wh: float
    """In all batteries at the end of the step."""

    buy: float
    sell: float
    marginal: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to happen, by device and step, and what it costs."""

    steps: tuple[PlanStep, ...]
    status: PlanStatus
    cost: float
    """µcredit for all energy exchanged over the plan and the batteries' wear, without what stays stored."""

    power_w: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """By device and step: into the device; a battery's is + for discharge."""

    soc_wh: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """By battery, at the end of each step."""

    stored_value: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """By battery: what one more Wh in it is worth at the end of each step."""

    temperature: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """By room, at the end of each step."""

    runs: tuple[Run, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()

    def step_at(self, moment: float) -> int | None:
        """Which step a moment is in; None outside of the plan."""
        for index, step in enumerate(self.steps):
            if step.start <= moment < step.start + step.seconds:
                return index
        return None

    def runs_of(self, device: str) -> tuple[Run, ...]:
        """When a device runs, in order."""
        return tuple(run for run in self.runs if run.device == device)
