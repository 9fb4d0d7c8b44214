"""When each device runs in a plan, what that costs, and why then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .plan import PlanStep, Run, RunKind, RunReason
from .problem import SECONDS_PER_HOUR, Appliance, Battery, Problem
from .readout import Decisions, Flows, means, warm

LEAST_W: Final = 1.0
LEAST_BATTERY_W: Final = 25.0
MOSTLY: Final = 0.5
CLEARLY: Final = 0.5
"""µcredit a Wh by which one price must differ from another to be called cheaper: 0.05 ct/kWh."""


def runs_of(problem: Problem, flows: Flows, decisions: Decisions) -> tuple[Run, ...]:
    """Tell all runs, the earliest first."""
    return tuple(sorted(_Runs(problem, flows, decisions), key=lambda run: (run.start, run.device)))


def spans(powers: Sequence[float], least: float) -> Iterator[range]:
    """Yield the steps in which power flows without a break."""
    first: int | None = None
    for step, watts in enumerate((*powers, 0.0)):
        if watts > least and first is None:
            first = step
        elif watts <= least and first is not None:
            yield range(first, step)
            first = None


@dataclass(frozen=True, slots=True)
class _Span:
    """A run as it is planned, before its price and reason."""

    device: str
    kind: RunKind
    start: float
    end: float
    earliest: float
    latest: float
    steps: Sequence[int]
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class _Runs:
    """Tells the runs of a plan's devices."""

    problem: Problem
    flows: Flows
    decisions: Decisions

    def __iter__(self) -> Iterator[Run]:
        problem = self.problem
        for appliance in problem.appliances:
            yield from self._single(appliance)
        kinds = (
            *((each.device, RunKind.INTERRUPTIBLE, each.earliest, each.latest) for each in problem.interruptibles),
            *((each.device, RunKind.VEHICLE, each.arrival, each.departure) for each in problem.vehicles),
            *((each.device, RunKind.ROOM, problem.start, problem.end) for each in problem.rooms),
        )
        for device, kind, earliest, latest in kinds:
            for steps in spans(self.flows.power_w[device], LEAST_W):
                start, end = self._bounds(steps)
                yield self._run(_Span(device, kind, start, end, earliest, latest, steps))
        for battery in problem.batteries:
            yield from self._of_battery(battery)

    def _single(self, appliance: Appliance) -> Iterator[Run]:
        steps = [step for step, watts in enumerate(self.flows.power_w[appliance.device]) if watts > 0]
        if steps:
            since = appliance.running_since
            start = max(self.flows.steps[steps[0]].start, appliance.earliest) if since is None else since
            yield self._run(
                _Span(
                    appliance.device,
                    RunKind.APPLIANCE,
                    start,
                    start + appliance.seconds,
                    appliance.earliest,
                    appliance.latest,
                    steps,
                    since is not None,
                )
            )

    def _of_battery(self, battery: Battery) -> Iterator[Run]:
        worth = self.decisions.stored_value.get(battery.device)
        for sign, reason in ((-1.0, RunReason.STORES), (1.0, RunReason.SUPPLIES)):
            powers = [sign * watts for watts in self.flows.power_w[battery.device]]
            for steps in spans(powers, LEAST_BATTERY_W):
                energies = [powers[step] * self._hours(step) for step in steps]
                price = means([self.flows.steps[step].marginal for step in steps], energies)
                start, end = self._bounds(steps)
                yield Run(
                    device=battery.device,
                    kind=RunKind.BATTERY,
                    start=start,
                    end=end,
                    energy_wh=sum(energies),
                    cost=-sign * price * sum(energies),
                    reason=reason,
                    price=price,
                    price_at_once=means([worth[step] for step in steps], energies) if worth else price,
                )

    def _run(self, span: _Span) -> Run:
        energies = [self._watts(span, step) * self._hours(step) for step in span.steps]
        known = self.decisions.costs.get(span.device)
        if known is None:
            price = means([self.flows.steps[step].marginal for step in span.steps], energies)
            at_once = means([step.marginal for step in self.flows.steps[: len(span.steps)]], energies)
        else:
            price, at_once = known.price, known.at_once
        return Run(
            device=span.device,
            kind=span.kind,
            start=span.start,
            end=span.end,
            energy_wh=sum(energies),
            cost=price * sum(energies),
            reason=self._why(span, energies, at_once - price),
            price=price,
            price_at_once=at_once,
        )

    def _why(self, span: _Span, energies: Sequence[float], gain: float) -> RunReason:
        own = [_own_share(self.flows.steps[step], self._watts(span, step)) for step in span.steps]
        neighbours = [self._neighbours_share(step) for step in span.steps]
        first = self.flows.steps[0]
        soonest = max(first.start, span.earliest) + self.flows.steps[span.steps[0]].seconds
        reason = RunReason.CHEAPER
        if span.is_running:
            reason = RunReason.RUNNING
        elif span.kind is RunKind.ROOM:
            reason = self._comfort(span.device, span.steps[0])
        elif means(own, energies) >= MOSTLY:
            reason = RunReason.OWN_SURPLUS
        elif span.start < soonest:
            reason = RunReason.NOW
        elif gain > CLEARLY and means(neighbours, energies) >= MOSTLY:
            reason = RunReason.COMMUNITY_SURPLUS
        elif gain <= CLEARLY and span.end > span.latest - self.flows.steps[span.steps[-1]].seconds:
            reason = RunReason.DEADLINE
        return reason

    def _comfort(self, device: str, step: int) -> RunReason:
        """A room needs its power if it would leave its band without it."""
        room = next(each for each in self.problem.rooms if each.device == device)
        before = self.flows.temperature[device][step - 1] if step else room.initial
        without = warm(room, step, before, 0.0, self.problem.steps[step].hours)
        band = room.comfort[step]
        return RunReason.PRE_CONDITIONS if band.low <= without <= band.high else RunReason.COMFORT

    def _neighbours_share(self, index: int) -> float:
        step = self.problem.steps[index]
        cheaper = step.retail is not None and step.buy < step.retail - CLEARLY
        return max(step.renewable, 1.0 if cheaper else 0.0)

    def _bounds(self, steps: range) -> tuple[float, float]:
        last = self.flows.steps[steps[-1]]
        return self.flows.steps[steps[0]].start, last.start + last.seconds

    def _watts(self, span: _Span, step: int) -> float:
        return self.flows.power_w[span.device][step]

    def _hours(self, step: int) -> float:
        return self.flows.steps[step].seconds / SECONDS_PER_HOUR


def _own_share(step: PlanStep, watts: float) -> float:
    """Share of a device's power that the home's own generation has left."""
    left = step.pv_w + step.curtailed_w - (step.load_w - watts)
    return min(1.0, max(0.0, left) / watts) if watts > 0 else 0.0
