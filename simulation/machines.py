"""A household's machines and what physics makes of what they are told: dryer, car, air conditioner, battery."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import cos, pi
from typing import Final

SECONDS_PER_HOUR: Final = 3600
DRYER_W: Final = (2100.0, 2100.0, 1900.0, 900.0, 900.0, 400.0)
"""What the dryer draws in each quarter of an hour of its run: 2.1 kWh in an hour and a half."""

DRYER_PIECE_SECONDS: Final = 900.0
BATTERY_WH: Final = 8000.0
BATTERY_W: Final = 4000.0
BATTERY_EFFICIENCY: Final = 0.95
"""One way."""

BATTERY_RESERVE: Final = 0.1
CAR_WH: Final = 40_000.0
CAR_EFFICIENCY: Final = 0.9
CHARGER_VOLTS: Final = 230.0
CHARGER_LEAST_A: Final = 6.0
COOLER_W: Final = 900.0
ROOM_LEAK: Final = 0.06
ROOM_DRIFT: Final = 0.25
COOLER_KELVIN_PER_KWH: Final = -2.2
STANDBY_W: Final = 1.0


@dataclass(frozen=True, slots=True)
class Told:
    """What the machines are set to: the battery's mode and powers, switches, the charger's current in A."""

    mode: str = "self_use"
    charge_w: float = BATTERY_W
    discharge_w: float = BATTERY_W
    dryer: bool = False
    charger: bool = False
    amperes: float = 16.0
    cooler: bool = False


@dataclass(slots=True)
class Machines:
    """Their state, and what has flowed since the beginning, in Wh."""

    stored_wh: float = 0.3 * BATTERY_WH
    car_wh: float = 0.4 * CAR_WH
    is_plugged: bool = False
    room: float = 23.0
    dryer_seconds: float | None = None
    """How long the dryer has run; None while it does not."""

    dryer_runs: int = 0
    dryer_w: float = 0.0
    car_w: float = 0.0
    cooler_w: float = 0.0
    battery_w: float = 0.0
    """+ given, − taken."""

    counted: dict[str, float] = field(
        default_factory=lambda: dict.fromkeys(("grid_import", "grid_export", "solar"), 0.0)
    )
    coldest: float = 99.0
    warmest: float = -99.0
    emptiest_wh: float = BATTERY_WH

    @property
    def dryer_is_done(self) -> bool:
        """Whether the dryer has come to its end and is still switched on."""
        return self.dryer_seconds is not None and self.dryer_seconds >= len(DRYER_W) * DRYER_PIECE_SECONDS

    @property
    def soc(self) -> float:
        """The battery's charge in percent."""
        return 100 * self.stored_wh / BATTERY_WH

    @property
    def car_soc(self) -> float:
        """The car's charge in percent."""
        return 100 * self.car_wh / CAR_WH

    def live(self, told: Told, load_w: float, pv_w: float, outside: float, seconds: float) -> None:
        """Let time pass in which the home draws and generates so much besides."""
        hours = seconds / SECONDS_PER_HOUR
        self._run_dryer(told, seconds)
        self._charge_car(told, hours)
        self._cool(told, outside, hours)
        need = load_w + self.dryer_w + self.car_w + self.cooler_w - pv_w
        self.battery_w = self._battery(told, need, hours)
        grid_wh = (need - self.battery_w) * hours
        self.counted["grid_import"] += max(0.0, grid_wh)
        self.counted["grid_export"] += max(0.0, -grid_wh)
        self.counted["solar"] += pv_w * hours

    def _run_dryer(self, told: Told, seconds: float) -> None:
        """It needs to be loaded and started; once it runs it runs to its end."""
        if self.dryer_seconds is None:
            self.dryer_w = STANDBY_W
            if told.dryer:
                self.dryer_seconds, self.dryer_runs = 0.0, self.dryer_runs + 1
            else:
                return
        piece = int(self.dryer_seconds // DRYER_PIECE_SECONDS)
        self.dryer_w = DRYER_W[piece] if piece < len(DRYER_W) else STANDBY_W
        self.dryer_seconds += seconds
        if piece >= len(DRYER_W) and not told.dryer:
            self.dryer_seconds = None

    def _charge_car(self, told: Told, hours: float) -> None:
        charges = told.charger and self.is_plugged and told.amperes >= CHARGER_LEAST_A
        wanted = told.amperes * CHARGER_VOLTS if charges else 0.0
        room = (CAR_WH - self.car_wh) / CAR_EFFICIENCY / hours
        self.car_w = min(wanted, room)
        self.car_wh += self.car_w * hours * CAR_EFFICIENCY

    def _cool(self, told: Told, outside: float, hours: float) -> None:
        self.cooler_w = COOLER_W if told.cooler else 0.0
        warming = ROOM_LEAK * (outside - self.room) + ROOM_DRIFT + COOLER_KELVIN_PER_KWH * self.cooler_w / 1000
        self.room += warming * hours
        self.coldest, self.warmest = min(self.coldest, self.room), max(self.warmest, self.room)

    def _battery(self, told: Told, need: float, hours: float) -> float:
        """What its own controller makes of its mode; it minds empty and full, and what it can carry."""
        wanted = {
            "self_use": need,
            "charge": -told.charge_w,
            "discharge": told.discharge_w,
            "hold": 0.0,
        }[told.mode]
        usable = max(0.0, self.stored_wh - BATTERY_RESERVE * BATTERY_WH)
        most_out = min(BATTERY_W, usable * BATTERY_EFFICIENCY / hours)
        most_in = min(BATTERY_W, (BATTERY_WH - self.stored_wh) / BATTERY_EFFICIENCY / hours)
        given = max(-most_in, min(most_out, wanted))
        self.stored_wh -= given * hours / BATTERY_EFFICIENCY if given > 0 else given * hours * BATTERY_EFFICIENCY
        self.emptiest_wh = min(self.emptiest_wh, self.stored_wh)
        return given


def summer_outside(hour: float) -> float:
    """The temperature outside at an hour of a warm day, in °C."""
    return 24.0 - 7.0 * cos(2 * pi * (hour - 4) / 24)


def plain_cooler(machines: Machines, setpoint: float, *, is_on: bool) -> bool:
    """What a plain thermostat does at a setpoint."""
    if machines.room >= setpoint + 0.3:
        return True
    return is_on and machines.room > setpoint - 0.3
