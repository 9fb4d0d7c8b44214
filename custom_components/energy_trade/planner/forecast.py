"""What a home will take or give in coming intervals, judged by its own past and by nothing else.

Habit: the energy at the same time of the last four weeks' days, recent ones and those of the same kind (working day or
weekend) counting more. The last two hours' error of that is carried on and fades. Generation, where it is metered, is
forecast apart: its habit times how the last hours compare with theirs, so that nights stay dark.
Scenarios: the errors that this very method made lately at such a time of day and at such a distance.
Before there is a habit, the last intervals stand for the next, for four hours ahead at most. Where none of this is
known there is no forecast.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

HABIT_DAYS: Final = 28
HABIT_HALF_LIFE_DAYS: Final = 5.0
OTHER_KIND_OF_DAY: Final = 0.15
NEIGHBOURS: Final = ((-1, 0.5), (0, 1.0), (1, 0.5))
RECENT_INTERVALS: Final = 8
BIAS_HALF_LIFE: Final = 3.0
BIAS_FADES: Final = 0.86
CLOUDS_FADE: Final = 0.93
BRIGHTEST: Final = 2.5
ERROR_DAYS: Final = 10
ERROR_NEIGHBOURS: Final = range(-2, 3)
LEAST_ERRORS: Final = 10
PERSISTENCE_INTERVALS: Final = 4
PERSISTENCE_REACH: Final = 16
PERSISTENCE_MEMORY: Final = 12
STALE_INTERVALS: Final = 16
SECONDS_PER_DAY: Final = 86_400
EPOCH_WEEKDAY: Final = 3
SATURDAY: Final = 5


class Method(StrEnum):
    """What a forecast rests on."""

    HABIT = "habit"
    PERSISTENCE = "persistence"


@dataclass(frozen=True, slots=True)
class Forecast:
    """Net energy of one interval in Wh, + surplus, − need: what is expected, and equally likely cases, rising."""

    interval: int
    expected_wh: int
    scenarios_wh: tuple[int, ...]
    method: Method


@dataclass(frozen=True, slots=True)
class DayShape:
    """How intervals make days, by local time: `offset` tells how many intervals it is ahead of UTC in an interval."""

    day_intervals: int
    interval_seconds: int
    offset: Callable[[int], int] = lambda _interval: 0

    def days_before(self, interval: int, days: int) -> int:
        """The interval at the same local time some days earlier, also across a change of the clock."""
        before = interval - days * self.day_intervals
        return before + self.offset(interval) - self.offset(before)

    def is_weekend(self, interval: int) -> bool:
        """Whether it is Saturday or Sunday; days that are no real days have no weekend."""
        if self.day_intervals * self.interval_seconds != SECONDS_PER_DAY:
            return False
        day = (interval + self.offset(interval)) // self.day_intervals
        return (day + EPOCH_WEEKDAY) % 7 >= SATURDAY


class _Habit:
    """One quantity's past and what it makes expect."""

    def __init__(self, history: Mapping[int, int], shape: DayShape) -> None:
        self._history = history
        self._shape = shape
        self._known: dict[int, float | None] = {}
        self._weights = [0.5 ** (days / HABIT_HALF_LIFE_DAYS) for days in range(HABIT_DAYS + 1)]

    def at(self, interval: int) -> float | None:
        """Energy usual at the time of an interval, from the days before it; None without any."""
        if interval not in self._known:
            self._known[interval] = self._usual(interval)
        return self._known[interval]

    def _usual(self, interval: int) -> float | None:
        total = weights = 0.0
        weekend = self._shape.is_weekend(interval)
        for days in range(1, HABIT_DAYS + 1):
            before = self._shape.days_before(interval, days)
            if before not in self._history:
                continue
            weight = self._weights[days]
            if self._shape.is_weekend(before) != weekend:
                weight *= OTHER_KIND_OF_DAY
            for distance, share in NEIGHBOURS:
                energy = self._history.get(before + distance)
                if energy is not None:
                    total += weight * share * energy
                    weights += weight * share
        return total / weights if weights else None

    def error(self, interval: int) -> float | None:
        """How far an interval lay from what was usual."""
        usual = self.at(interval)
        return None if usual is None or interval not in self._history else self._history[interval] - usual


class Forecaster:
    """Forecasts one home's net energy from the intervals that its meters have settled.

    `net` and `generation` are Wh by interval; intervals that are not known are not in them.
    """

    def __init__(self, net: Mapping[int, int], generation: Mapping[int, int], shape: DayShape) -> None:
        """Take the past as it is known now."""
        self._net = net
        self._generation = {it: energy for it, energy in generation.items() if it in net}
        # What is not generated: load, less what a battery gives, plus what it takes.
        draw = {it: self._generation[it] - net[it] for it in self._generation}
        self._apart = len(self._generation) * 2 > len(net)
        self._shape = shape
        self._habit = _Habit({it: -wh for it, wh in draw.items()} if self._apart else net, shape)
        self._sun = _Habit(self._generation, shape)
        self._biases: dict[int, float] = {}
        self._clouds: dict[int, float] = {}
        self._last = max(net, default=None)

    def forecast(self, interval: int, current: int) -> Forecast | None:
        """What to expect of a coming interval while `current` runs; None where nothing tells."""
        last = self._last
        if last is None or current - last > STALE_INTERVALS or interval <= last:
            return None
        lead = interval - last
        usual = self._expected(interval, last)
        if usual is not None:
            errors = self._errors_at_that_time(interval, lead) or self._recent_errors(last, lead)
            if len(errors) >= LEAST_ERRORS:
                return _forecast(interval, usual, errors, Method.HABIT)
        return self._persistence(interval, last, lead)

    # ------ the method

    def _expected(self, interval: int, last: int) -> float | None:
        """What the method says, or would have said, of an interval when `last` was the last one known."""
        usual = self._habit.at(interval)
        if usual is None:
            return None
        lead = interval - last
        expected = usual + self._bias(last) * BIAS_FADES**lead
        if self._apart:
            sun = self._sun.at(interval)
            if sun is None:
                return None
            expected += sun * (1 + (self._cloud(last) - 1) * CLOUDS_FADE**lead)
        return expected

    def _bias(self, last: int) -> float:
        """By how much the last intervals exceeded what was usual."""
        if last not in self._biases:
            total = weights = 0.0
            for age in range(RECENT_INTERVALS):
                error = self._habit.error(last - age)
                if error is not None:
                    weight = 0.5 ** (age / BIAS_HALF_LIFE)
                    total += weight * error
                    weights += weight
            self._biases[last] = total / weights if weights else 0.0
        return self._biases[last]

    def _cloud(self, last: int) -> float:
        """How bright the last intervals were, compared with what was usual."""
        if last not in self._clouds:
            made = usual = 0.0
            for age in range(RECENT_INTERVALS):
                sun = self._sun.at(last - age)
                if sun and last - age in self._generation:
                    made += self._generation[last - age]
                    usual += sun
            self._clouds[last] = min(BRIGHTEST, made / usual) if usual >= 1 else 1.0
        return self._clouds[last]

    # ------ its errors

    def _error(self, interval: int, lead: int) -> float | None:
        if interval not in self._net:
            return None
        expected = self._expected(interval, interval - lead)
        return None if expected is None else self._net[interval] - expected

    def _errors_at_that_time(self, interval: int, lead: int) -> list[float]:
        errors = [
            self._error(self._shape.days_before(interval, days) + distance, lead)
            for days in range(1, ERROR_DAYS + 1)
            for distance in ERROR_NEIGHBOURS
        ]
        known = [error for error in errors if error is not None]
        return known if len(known) >= LEAST_ERRORS else []

    def _recent_errors(self, last: int, lead: int) -> list[float]:
        errors = (self._error(last - age, lead) for age in range(self._shape.day_intervals))
        return [error for error in errors if error is not None]

    # ------ before there is a habit

    def _persistence(self, interval: int, last: int, lead: int) -> Forecast | None:
        recent = [self._net[it] for it in range(last, last - PERSISTENCE_MEMORY, -1) if it in self._net]
        if lead > PERSISTENCE_REACH or len(recent) < PERSISTENCE_INTERVALS:
            return None
        newest = recent[:PERSISTENCE_INTERVALS]
        level = sum(newest) / len(newest)
        return _forecast(interval, level, [energy - level for energy in recent], Method.PERSISTENCE)


def _forecast(interval: int, expected: float, errors: list[float], method: Method) -> Forecast:
    return Forecast(interval, round(expected), tuple(sorted(round(expected + error) for error in errors)), method)
