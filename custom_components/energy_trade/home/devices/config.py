"""What a config subentry says of a device, typed: each field as the forms keep it, with what it means.

An `Amount` is a number, or the id of an entity that tells the number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

type Amount = float | str
type TimeOfDay = str
"""A time of the local day as HH:MM:SS, or the id of an entity that tells one, or a moment."""

CONF_AFTER: Final = "after"
CONF_CAPACITY: Final = "capacity"
CONF_CHARGE_BELOW: Final = "charge_below"
CONF_CHARGE_POWER: Final = "charge_power"
CONF_CLIMATE: Final = "climate"
CONF_CONTROL: Final = "control"
CONF_CURRENT: Final = "current"
CONF_DEPARTURE: Final = "departure"
CONF_DISCHARGE_POWER: Final = "discharge_power"
CONF_DUTY: Final = "duty"
CONF_DURATION: Final = "duration"
CONF_EFFICIENCY: Final = "efficiency"
CONF_ENERGY: Final = "energy"
CONF_HIGH: Final = "high"
CONF_HIGHEST_PRICE: Final = "highest_price"
CONF_HOURS: Final = "hours"
CONF_LOW: Final = "low"
CONF_METER: Final = "meter"
CONF_MIN_CURRENT: Final = "min_current"
CONF_MAX_CURRENT: Final = "max_current"
CONF_MIN_OFF: Final = "min_off"
CONF_MIN_ON: Final = "min_on"
CONF_NEEDED: Final = "needed"
CONF_OUTDOOR: Final = "outdoor"
CONF_PHASES: Final = "phases"
CONF_PLUGGED: Final = "plugged"
CONF_POWER: Final = "power"
CONF_POWER_SENSOR: Final = "power_sensor"
CONF_PURPOSE: Final = "purpose"
CONF_READY: Final = "ready"
CONF_READY_BY: Final = "ready_by"
CONF_RELAXED_HIGH: Final = "relaxed_high"
CONF_RELAXED_LOW: Final = "relaxed_low"
CONF_RESERVE: Final = "reserve"
CONF_RULE: Final = "rule"
CONF_SCHEDULE: Final = "schedule"
CONF_SELL_ABOVE: Final = "sell_above"
CONF_SELL_DOWN_TO: Final = "sell_down_to"
CONF_SOC: Final = "soc"
CONF_STARTER: Final = "starter"
CONF_STARTER_OPTION: Final = "starter_option"
CONF_SURPLUS_ONLY: Final = "surplus_only"
CONF_SWITCH: Final = "switch"
CONF_TARGET: Final = "target"
CONF_VOLTAGE: Final = "voltage"
CONF_WEAR: Final = "wear"


class DeviceKind(StrEnum):
    """What a subentry describes; each is the subentry's type."""

    BATTERY = "battery"
    APPLIANCE = "appliance"
    EV = "ev"
    THERMOSTAT = "thermostat"


class BatteryControl(StrEnum):
    """How a battery's mode is set."""

    SELECT = "select"
    SWITCHES = "switches"
    SCRIPTS = "scripts"
    NONE = "none"
    """Not at all: it is planned around, as it behaves by itself."""


class Mode(StrEnum):
    """A battery's modes, as fields of the forms name them."""

    SELF_USE = "self_use"
    CHARGE = "charge"
    DISCHARGE = "discharge"
    HOLD = "hold"


class Duty(StrEnum):
    """What an appliance does once it may."""

    REMOTE = "remote"
    """One run, started from afar."""

    PLUG = "plug"
    """One run that a person starts and the plug holds back."""

    REMINDER = "reminder"
    """One run that a person starts when reminded."""

    HOURS = "hours"
    """Some hours a day, with pauses."""


class Purpose(StrEnum):
    """What a thermostat does."""

    HEAT = "heat"
    COOL = "cool"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatteryConfig:
    """A home battery; percentages of its capacity, power in W, capacity in kWh, prices in credit per kWh."""

    soc: str
    capacity: Amount
    charge_power: Amount
    discharge_power: Amount
    efficiency: float = 90.0
    """Of a whole round, in percent."""

    reserve: Amount = 10.0
    wear: float = 0.0
    rule: str = "earn"
    charge_below: Amount | None = None
    sell_above: Amount | None = None
    sell_down_to: Amount | None = None
    control: BatteryControl = BatteryControl.NONE
    setter: str | None = None
    """The select entity that sets the mode."""

    modes: Mapping[Mode, str] = field(default_factory=dict)
    """By mode: the select's option, or the switch or script."""

    charge_number: str | None = None
    discharge_number: str | None = None

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read a subentry's data."""
        control = BatteryControl(data.get(CONF_CONTROL, BatteryControl.NONE))
        return cls(
            soc=data[CONF_SOC],
            capacity=data[CONF_CAPACITY],
            charge_power=data[CONF_CHARGE_POWER],
            discharge_power=data[CONF_DISCHARGE_POWER],
            efficiency=data.get(CONF_EFFICIENCY, 90.0),
            reserve=data.get(CONF_RESERVE, 10.0),
            wear=data.get(CONF_WEAR, 0.0),
            rule=data.get(CONF_RULE, "earn"),
            charge_below=data.get(CONF_CHARGE_BELOW),
            sell_above=data.get(CONF_SELL_ABOVE),
            sell_down_to=data.get(CONF_SELL_DOWN_TO),
            control=control,
            setter=data.get(BatteryControl.SELECT) if control is BatteryControl.SELECT else None,
            modes={mode: data[mode] for mode in Mode if data.get(mode)} if control is not BatteryControl.NONE else {},
            charge_number=data.get(f"{CONF_CHARGE_POWER}_number"),
            discharge_number=data.get(f"{CONF_DISCHARGE_POWER}_number"),
        )

    @property
    def commands(self) -> frozenset[str]:
        """Entities that are told what to do."""
        named = () if self.setter else self.modes.values()
        return frozenset(filter(None, (self.setter, self.charge_number, self.discharge_number, *named)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplianceConfig:
    """A machine; power in W, energy in kWh, times in minutes, prices in credit per kWh."""

    duty: Duty
    starter: str | None = None
    option: str | None = None
    """Of the starter, if it is a select."""

    ready: str | None = None
    power_sensor: str | None = None
    meter: str | None = None
    duration: float = 90.0
    energy: float = 1.0
    """Of a run, until its profile is learned."""

    after: TimeOfDay | None = None
    ready_by: TimeOfDay | None = None
    highest_price: Amount | None = None
    power: float = 0.0
    hours: Amount = 0.0
    min_on: float = 0.0
    min_off: float = 0.0

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read a subentry's data."""
        return cls(
            duty=Duty(data[CONF_DUTY]),
            starter=data.get(CONF_STARTER),
            option=data.get(CONF_STARTER_OPTION),
            ready=data.get(CONF_READY),
            power_sensor=data.get(CONF_POWER_SENSOR),
            meter=data.get(CONF_METER),
            duration=data.get(CONF_DURATION, 90.0),
            energy=data.get(CONF_ENERGY, 1.0),
            after=data.get(CONF_AFTER),
            ready_by=data.get(CONF_READY_BY),
            highest_price=data.get(CONF_HIGHEST_PRICE),
            power=data.get(CONF_POWER, 0.0),
            hours=data.get(CONF_HOURS, 0.0),
            min_on=data.get(CONF_MIN_ON, 0.0),
            min_off=data.get(CONF_MIN_OFF, 0.0),
        )

    @property
    def is_run(self) -> bool:
        """Whether it runs once and through."""
        return self.duty is not Duty.HOURS

    @property
    def commands(self) -> frozenset[str]:
        """Entities that are told what to do."""
        return frozenset(filter(None, (self.starter,)))


@dataclass(frozen=True, slots=True, kw_only=True)
class EvConfig:
    """An electric car at its charger; current in A, capacity and energy in kWh, charge in percent."""

    switch: str
    current: str | None = None
    """The number that sets current or power, by its unit."""

    plugged: str | None = None
    soc: str | None = None
    capacity: Amount | None = None
    target: Amount | None = None
    needed: Amount | None = None
    departure: TimeOfDay = "07:00:00"
    min_current: float = 6.0
    max_current: Amount = 16.0
    phases: int = 1
    voltage: float = 230.0
    power_sensor: str | None = None
    surplus_only: bool = False
    highest_price: Amount | None = None

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read a subentry's data."""
        return cls(
            switch=data[CONF_SWITCH],
            current=data.get(CONF_CURRENT),
            plugged=data.get(CONF_PLUGGED),
            soc=data.get(CONF_SOC),
            capacity=data.get(CONF_CAPACITY),
            target=data.get(CONF_TARGET),
            needed=data.get(CONF_NEEDED),
            departure=data[CONF_DEPARTURE],
            min_current=data.get(CONF_MIN_CURRENT, 6.0),
            max_current=data.get(CONF_MAX_CURRENT, 16.0),
            phases=int(data.get(CONF_PHASES, 1)),
            voltage=data.get(CONF_VOLTAGE, 230.0),
            power_sensor=data.get(CONF_POWER_SENSOR),
            surplus_only=bool(data.get(CONF_SURPLUS_ONLY)),
            highest_price=data.get(CONF_HIGHEST_PRICE),
        )

    @property
    def commands(self) -> frozenset[str]:
        """Entities that are told what to do."""
        return frozenset(filter(None, (self.switch, self.current)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ThermostatConfig:
    """A thermostat; temperatures in °C, power in W.

    The comfort band holds while the schedule is on, or always without one; the relaxed one else.
    """

    climate: str
    purpose: Purpose
    low: Amount
    high: Amount
    schedule: str | None = None
    relaxed_low: Amount | None = None
    relaxed_high: Amount | None = None
    power: float = 1000.0
    power_sensor: str | None = None
    outdoor: str | None = None

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read a subentry's data."""
        return cls(
            climate=data[CONF_CLIMATE],
            purpose=Purpose(data[CONF_PURPOSE]),
            low=data[CONF_LOW],
            high=data[CONF_HIGH],
            schedule=data.get(CONF_SCHEDULE),
            relaxed_low=data.get(CONF_RELAXED_LOW),
            relaxed_high=data.get(CONF_RELAXED_HIGH),
            power=data.get(CONF_POWER, 1000.0),
            power_sensor=data.get(CONF_POWER_SENSOR),
            outdoor=data.get(CONF_OUTDOOR),
        )

    @property
    def commands(self) -> frozenset[str]:
        """Entities that are told what to do."""
        return frozenset((self.climate,))


type DeviceConfig = BatteryConfig | ApplianceConfig | EvConfig | ThermostatConfig


def device_config(kind: DeviceKind, data: Mapping[str, Any]) -> DeviceConfig:
    """Read a subentry's data as what its type says it is."""
    match kind:
        case DeviceKind.BATTERY:
            return BatteryConfig.of(data)
        case DeviceKind.APPLIANCE:
            return ApplianceConfig.of(data)
        case DeviceKind.EV:
            return EvConfig.of(data)
        case DeviceKind.THERMOSTAT:
            return ThermostatConfig.of(data)
