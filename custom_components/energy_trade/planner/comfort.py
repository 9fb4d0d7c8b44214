"""Cars and rooms in the programme: what is charged by when, and how warm it stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, inf
from typing import Final

from .frame import KILO, LATER, Frame
from .loads import is_within
from .problem import Room, Vehicle

COMFORT_WEIGHT: Final = 20.0
"""How many times dearer it counts to leave the comfort band than any energy that keeps the room in it."""


class Charge:
    """A car's charging: off or between two powers in each step, until it leaves."""

    def __init__(self, frame: Frame, vehicle: Vehicle) -> None:
        self.device = vehicle.device
        self.vehicle = vehicle
        self._frame = frame
        self.power: dict[int, int] = {}
        self.on: dict[int, int] = {}
        first, last = frame.seconds_of(vehicle.arrival), frame.seconds_of(vehicle.departure)
        for step, each in enumerate(frame.problem.steps):
            share = is_within(frame, step, first, last)
            most = vehicle.most_w / KILO * share
            dear = vehicle.highest_price is not None and each.buy > vehicle.highest_price
            if vehicle.surplus_only or dear:
                most = min(most, frame.surplus_kw(step))
            least = vehicle.least_w / KILO * share
            if most <= 0 or most < least:
                continue
            column = frame.model.column(cost=LATER * step * frame.hours[step], upper=most)
            self.power[step] = column
            frame.add_demand(step, column, 1.0, most)
            if least > 0:
                on = frame.model.column(upper=1.0, whole=True)
                self.on[step] = on
                frame.model.row(-inf, 0.0, ((column, 1.0), (on, -most)))
                frame.model.row(0.0, inf, ((column, 1.0), (on, -least)))
        price = frame.penalty if vehicle.highest_price is None else vehicle.highest_price / KILO
        self.missing = missing = frame.model.column(cost=price, upper=vehicle.needed_wh / KILO)
        spare = frame.model.column(
            cost=-vehicle.spare_value / KILO, upper=max(0.0, vehicle.most_wh - vehicle.needed_wh) / KILO
        )
        needed = min(vehicle.needed_wh, vehicle.most_wh) / KILO
        taken = [(column, frame.hours[step]) for step, column in self.power.items()]
        # The least power of a charger may not meet the need to the Wh: up to a step of it more is taken then.
        over = frame.model.column(cost=LATER, upper=vehicle.least_w / KILO * max(frame.hours))
        frame.model.row(needed, needed, (*taken, (missing, 1.0), (spare, -1.0), (over, -1.0)))
        if vehicle.room_wh is not None:
            frame.model.row(-inf, vehicle.most_wh / KILO, taken)

    def power_w(self, values: Sequence[float]) -> tuple[float, ...]:
        """Read its power by step."""
        return tuple(
            KILO * max(0.0, values[self.power[step]]) if step in self.power else 0.0 for step in range(len(self._frame))
        )

    def rounded(self, values: Sequence[float]) -> Mapping[int, float]:
        """Be on where it would take at least half of its least power."""
        half = self.vehicle.least_w / KILO / 2
        return {on: float(values[self.power[step]] >= half) for step, on in self.on.items()}

    def cheapest(self, prices: Sequence[float]) -> Mapping[int, float]:
        """Be on where a kWh costs least, as long as needed at the most power."""
        left = (self.vehicle.needed_wh + self.vehicle.least_w * max(self._frame.hours)) / KILO
        chosen = dict.fromkeys(self.on.values(), 0.0)
        for step in sorted(self.on, key=lambda each: (prices[each], each)):
            if left > 0:
                chosen[self.on[step]] = 1.0
                left -= self._frame.model.upper(self.power[step]) * self._frame.hours[step]
        return chosen

    def without(self) -> Mapping[int, float] | None:
        """It is not charged."""
        return dict.fromkeys((*self.power.values(), *self.on.values()), 0.0)

    def at_once(self) -> Mapping[int, float] | None:
        """It is charged with all power from the first moment."""
        chosen: dict[int, float] = {}
        left = self.vehicle.needed_wh / KILO
        for step, column in self.power.items():
            hours = self._frame.hours[step]
            kw = min(self._frame.model.upper(column), max(0.0, left / hours))
            on = self.on.get(step)
            if on is not None:
                least = self.vehicle.least_w / KILO
                kw = 0.0 if kw <= 0 else min(max(kw, least), self._frame.model.upper(column))
                chosen[on] = 1.0 if kw > 0 else 0.0
            chosen[column] = kw
            left -= kw * hours
        return chosen


class Warmth:
    """A room's temperature by step, moved by outdoor air, sun and power."""

    def __init__(self, frame: Frame, room: Room) -> None:
        self.device = room.device
        self.room = room
        self._frame = frame
        self.power: list[int] = []
        dearest = frame.penalty
        weight = COMFORT_WEIGHT * dearest / min(1.0, abs(room.kelvin_per_kwh))
        before: int | None = None
        for step, hours in enumerate(frame.hours):
            kept = exp(-room.leak_per_hour * hours)
            drift = room.drift_per_hour[step] if room.drift_per_hour else 0.0
            rest = (1 - kept) * (room.outdoor[step] + drift / room.leak_per_hour)
            moved = (1 - kept) / room.leak_per_hour * room.kelvin_per_kwh
            power = frame.model.column(upper=room.most_w / KILO)
            warmth = frame.model.column(lower=-inf)
            terms = [(warmth, 1.0), (power, -moved)]
            if before is None:
                rest += kept * room.initial
            else:
                terms.append((before, -kept))
            frame.model.row(rest, rest, terms)
            colder = frame.model.column(cost=weight)
            warmer = frame.model.column(cost=weight)
            band = room.comfort[step]
            frame.model.row(band.low, inf, ((warmth, 1.0), (colder, 1.0)))
            frame.model.row(-inf, band.high, ((warmth, 1.0), (warmer, -1.0)))
            frame.add_demand(step, power, 1.0, room.most_w / KILO)
            self.power.append(power)
            before = warmth

    def power_w(self, values: Sequence[float]) -> tuple[float, ...]:
        """Read its power by step."""
        return tuple(KILO * max(0.0, values[column]) for column in self.power)

    def rounded(self, values: Sequence[float]) -> Mapping[int, float]:
        """Nothing of it has to be whole."""
        return {}

    def cheapest(self, prices: Sequence[float]) -> Mapping[int, float]:
        """Nothing of it has to be whole."""
        return {}

    def without(self) -> Mapping[int, float] | None:
        """A room cannot do without: what its power costs is told by what energy is worth."""
        return None

    def at_once(self) -> Mapping[int, float] | None:
        """Warmth has no first moment."""
        return None
