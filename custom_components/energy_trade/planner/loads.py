"""Loads that can wait, in the programme: single runs and hours that may be interrupted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from operator import mul
from typing import Final

from .frame import KILO, LATER, Frame, Profile, overlap
from .problem import SECONDS_PER_HOUR, Appliance, Interruptible

SLACK_SECONDS: Final = 1.0
CHOSEN: Final = 0.5


class SingleRun:
    """An appliance's run: one choice for each moment at which it may start, and one for not at all."""

    def __init__(self, frame: Frame, appliance: Appliance) -> None:
        self.device = appliance.device
        self.appliance = appliance
        self._frame = frame
        self._profile = Profile(appliance.profile_w, appliance.profile_seconds)
        self.starts: list[float] = []
        """Seconds from the plan's start."""

        self.columns: list[int] = []
        self._fixed: list[float] = []
        self._powers: list[list[float]] = []
        if appliance.running_since is not None:
            self._fixed = self._power_kw(frame.seconds_of(appliance.running_since))
            for step, kw in enumerate(self._fixed):
                frame.need_kw[step] += kw
            return
        self._choose()

    def _choose(self) -> None:
        frame, appliance = self._frame, self.appliance
        earliest = max(0.0, frame.seconds_of(appliance.earliest))
        latest = min(frame.ends[-1], frame.seconds_of(appliance.latest))
        moments = (max(start, earliest) for start, end in zip(frame.starts, frame.ends, strict=True) if end > earliest)
        self.starts = [moment for moment in moments if moment + appliance.seconds <= latest + SLACK_SECONDS]
        if not self.starts and earliest + appliance.seconds <= frame.ends[-1]:
            self.starts = [earliest]  # too late for its deadline: then as soon as it may
        powers = self._powers = [self._power_kw(start) for start in self.starts]
        for order, power in enumerate(powers):
            column = frame.model.column(cost=LATER * order, upper=1.0, whole=True)
            self.columns.append(column)
            for step, kw in enumerate(power):
                if kw:
                    frame.add_demand(step, column, kw, 0.0)
        for step in range(len(frame)):
            frame.most_kw[step] += max((power[step] for power in powers), default=0.0)
        ceiling = appliance.highest_price
        cost = frame.penalty if ceiling is None else ceiling / KILO
        self.missing = frame.model.column(cost=cost * appliance.energy_wh / KILO, upper=1.0)
        frame.model.row(1.0, 1.0, ((self.missing, 1.0), *((column, 1.0) for column in self.columns)))

    def _power_kw(self, start: float) -> list[float]:
        """Mean power in each step of a run that starts so many seconds from the plan's start."""
        frame = self._frame
        return [
            self._profile.between(begin - start, end - start) / hours if end > start else 0.0
            for begin, end, hours in zip(frame.starts, frame.ends, frame.hours, strict=True)
        ]

    def start(self, values: Sequence[float]) -> float | None:
        """Seconds from the plan's start at which it starts; None if it runs already or not at all."""
        return next(
            (each for each, column in zip(self.starts, self.columns, strict=True) if values[column] > CHOSEN), None
        )

    def power_w(self, values: Sequence[float]) -> tuple[float, ...]:
        """Read its power by step."""
        if self._fixed:
            return tuple(kw * KILO for kw in self._fixed)
        start = self.start(values)
        return (0.0,) * len(self._frame) if start is None else tuple(kw * KILO for kw in self._power_kw(start))

    def rounded(self, values: Sequence[float]) -> Mapping[int, float]:
        """Start when most of it would start."""
        return self._starting(max(range(len(self.columns)), key=lambda each: values[self.columns[each]], default=None))

    def cheapest(self, prices: Sequence[float]) -> Mapping[int, float]:
        """Start when it costs least."""
        worths = [price * hours for price, hours in zip(prices, self._frame.hours, strict=True)]
        costs = [sum(map(mul, power, worths, strict=True)) for power in self._powers]
        return self._starting(min(range(len(costs)), key=costs.__getitem__, default=None))

    def _starting(self, order: int | None) -> Mapping[int, float]:
        return {column: float(each == order) for each, column in enumerate(self.columns)}

    def without(self) -> Mapping[int, float] | None:
        """It does not run at all."""
        return None if self._fixed else dict.fromkeys(self.columns, 0.0)

    def at_once(self) -> Mapping[int, float] | None:
        """It runs as soon as it may."""
        if not self.columns:
            return None
        return {**dict.fromkeys(self.columns, 0.0), self.columns[0]: 1.0}


class Hours:
    """A load that is on for some time: on or off in each step of its window."""

    def __init__(self, frame: Frame, load: Interruptible) -> None:
        self.device = load.device
        self.load = load
        self._frame = frame
        earliest, latest = frame.seconds_of(load.earliest), frame.seconds_of(load.latest)
        self.steps = [
            step
            for step, (start, end) in enumerate(zip(frame.starts, frame.ends, strict=True))
            if start >= earliest - SLACK_SECONDS and end <= latest + SLACK_SECONDS
        ]
        self._seconds = {step: frame.ends[step] - frame.starts[step] for step in self.steps}
        self._kw = load.power_w / KILO
        self.on: dict[int, int] = {}
        for order, step in enumerate(self.steps):
            lower, upper = self._held(step)
            column = frame.model.column(cost=LATER * order, lower=lower, upper=upper, whole=True)
            self.on[step] = column
            frame.add_demand(step, column, self._kw, self._kw)
        price = frame.penalty if load.highest_price is None else load.highest_price / KILO
        self.missing = frame.model.column(cost=price * self._kw / SECONDS_PER_HOUR)
        longest = max(self._seconds.values(), default=0.0)
        if self.steps:
            on_time = [(self.on[step], self._seconds[step]) for step in self.steps]
            most = max(load.needed_seconds, load.shortest_on_seconds) + max(longest - SLACK_SECONDS, 0.0)
            frame.model.row(load.needed_seconds, most, (*on_time, (self.missing, 1.0)))
        self._add_switching()

    def _held(self, step: int) -> tuple[float, float]:
        """It stays on, or off, as long as it must from before."""
        load, start = self.load, self._frame.starts[step]
        if load.is_on and start < load.shortest_on_seconds - load.state_seconds:
            return 1.0, 1.0
        if not load.is_on and start < load.shortest_off_seconds - load.state_seconds:
            return 0.0, 0.0
        return 0.0, 1.0

    def _add_switching(self) -> None:
        load, model = self.load, self._frame.model
        step_seconds = min(self._seconds.values(), default=0.0)
        counts = load.most_starts is not None
        if not counts and max(load.shortest_on_seconds, load.shortest_off_seconds) <= step_seconds:
            return
        starts: dict[int, int] = {}
        for step in self.steps:
            start = model.column(upper=1.0)
            starts[step] = start
            before = self.on.get(step - 1)
            was_on = 1.0 if before is None and step == 0 and load.is_on else 0.0
            terms = [(start, 1.0), (self.on[step], -1.0)]
            if before is not None:
                terms.append((before, 1.0))
            model.row(-was_on, inf, terms)
        for step in self.steps:
            begin, end = self._frame.starts[step], self._frame.ends[step]
            recent = [
                (starts[each], 1.0)
                for each in self.steps
                if each <= step and begin - self._frame.starts[each] < load.shortest_on_seconds - SLACK_SECONDS
            ]
            model.row(-inf, 0.0, (*recent, (self.on[step], -1.0)))
            # A start soon after this step means that the load was off in between for long enough: so it is off now.
            coming = [
                (starts[each], 1.0)
                for each in self.steps
                if each > step and self._frame.starts[each] - end < load.shortest_off_seconds - SLACK_SECONDS
            ]
            if coming:
                model.row(-inf, 1.0, (*coming, (self.on[step], 1.0)))
            # A start that its window cuts short is none; what the plan's own end cuts goes on after it.
            ends = min(self._frame.ends[self.steps[-1]], self._frame.seconds_of(load.latest))
            is_cut = begin + load.shortest_on_seconds > ends + SLACK_SECONDS
            if is_cut and self._frame.seconds_of(load.latest) <= self._frame.ends[-1] + SLACK_SECONDS:
                model.limit(starts[step], 0.0)
        if load.most_starts is not None:
            model.row(-inf, float(load.most_starts), tuple((column, 1.0) for column in starts.values()))

    def power_w(self, values: Sequence[float]) -> tuple[float, ...]:
        """Read its power by step."""
        return tuple(
            self.load.power_w * round(values[self.on[step]]) if step in self.on else 0.0
            for step in range(len(self._frame))
        )

    def rounded(self, values: Sequence[float]) -> Mapping[int, float]:
        """Be on where it would be on most."""
        return self._on_in(sorted(self.steps, key=lambda step: (-values[self.on[step]], step)))

    def cheapest(self, prices: Sequence[float]) -> Mapping[int, float]:
        """Be on where it costs least."""
        return self._on_in(sorted(self.steps, key=lambda step: (prices[step], step)))

    def _on_in(self, preferred: Sequence[int]) -> Mapping[int, float]:
        """Be on in the steps that are preferred until that is enough; whether it may switch so often is not asked."""
        model = self._frame.model
        chosen = {column: model.bounds(column)[0] for column in self.on.values()}
        left = self.load.needed_seconds - sum(self._seconds[step] * chosen[self.on[step]] for step in self.steps)
        for step in preferred:
            column = self.on[step]
            if left > SLACK_SECONDS and not chosen[column] and model.upper(column):
                chosen[column] = 1.0
                left -= self._seconds[step]
        return chosen

    def without(self) -> Mapping[int, float] | None:
        """It stays off."""
        return dict.fromkeys(self.on.values(), 0.0)

    def at_once(self) -> Mapping[int, float] | None:
        """It is on from the first moment until it has been on for long enough."""
        chosen: dict[int, float] = {}
        left = self.load.needed_seconds
        for step in self.steps:
            chosen[self.on[step]] = 1.0 if left > SLACK_SECONDS else 0.0
            left -= self._seconds[step]
        return chosen


def is_within(frame: Frame, step: int, first: float, last: float) -> float:
    """Share of a step that lies between two moments, counted from the plan's start."""
    start, end = frame.starts[step], frame.ends[step]
    return overlap(start, end, first, last) / (end - start)
