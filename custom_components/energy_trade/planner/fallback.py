"""What a home does without a solver: the last good plan moved on to now, and beyond it plain self-use.

Self-use: loads run as soon as they may, rooms are kept just inside their band, cars charge at once, and batteries take
the surplus and cover the need.
"""

from __future__ import annotations

from collections.abc import Callable

from .frame import Frame, Profile, overlap
from .loads import SLACK_SECONDS
from .plan import Plan, RunKind
from .problem import SECONDS_PER_HOUR, Appliance, Interruptible, Problem, Room, Vehicle
from .readout import Decisions, follow, warm

type Wanted = Callable[[str, int], float | None]


def self_use(problem: Problem) -> Decisions:
    """Decide without a solver."""
    return _decide(problem, lambda _device, _step: None, {})


def shifted(problem: Problem, last: Plan) -> Decisions:
    """Decide as the last plan did for the same moments."""

    def wanted(device: str, index: int) -> float | None:
        powers = last.power_w.get(device)
        step = problem.steps[index]
        if powers is None:
            return None
        energy = covered = 0.0
        for watts, old in zip(powers, last.steps, strict=True):
            seconds = overlap(step.start, step.end, old.start, old.start + old.seconds)
            energy += watts * seconds
            covered += seconds
        return energy / step.seconds if covered > step.seconds - SLACK_SECONDS else None

    starts = {run.device: run.start for run in last.runs if run.kind is RunKind.APPLIANCE}
    return _decide(problem, wanted, starts)


def _decide(problem: Problem, wanted: Wanted, starts: dict[str, float]) -> Decisions:
    frame = Frame(problem)
    power: dict[str, tuple[float, ...]] = {}
    for appliance in problem.appliances:
        power[appliance.device] = _appliance(frame, appliance, starts.get(appliance.device))
    for load in problem.interruptibles:
        power[load.device] = _interruptible(frame, load, wanted)
    for room in problem.rooms:
        power[room.device] = _room(frame, room, wanted)
    for vehicle in problem.vehicles:
        power[vehicle.device] = _vehicle(frame, vehicle, wanted)
    net = [step.pv_w - step.load_w for step in problem.steps]
    for watts in power.values():
        net = [each - used for each, used in zip(net, watts, strict=True)]
    for battery in problem.batteries:
        stored, given = battery.initial_wh, []
        for index, step in enumerate(problem.steps):
            planned = wanted(battery.device, index)
            each, stored = follow(battery, stored, -net[index] if planned is None else planned, step.hours)
            given.append(each)
            net[index] += each
        power[battery.device] = tuple(given)
    limit = problem.connection
    curtailed = tuple(
        min(step.pv_w, max(0.0, (each if step.sell < 0 else each - limit.export_w))) if limit.curtailable else 0.0
        for step, each in zip(problem.steps, net, strict=True)
    )
    return Decisions(power_w=power, curtailed_w=curtailed)


def _appliance(frame: Frame, appliance: Appliance, planned: float | None) -> tuple[float, ...]:
    start = appliance.running_since
    if start is None:
        start = max(frame.problem.start, appliance.earliest)
        if planned is not None and planned >= start and planned + appliance.seconds <= appliance.latest + SLACK_SECONDS:
            start = planned
    profile = Profile(appliance.profile_w, appliance.profile_seconds)
    return tuple(
        1000 * profile.between(step.start - start, step.end - start) / step.hours for step in frame.problem.steps
    )


def _interruptible(frame: Frame, load: Interruptible, wanted: Wanted) -> tuple[float, ...]:
    left, powers = load.needed_seconds, []
    for index, step in enumerate(frame.problem.steps):
        allowed = step.start >= load.earliest - SLACK_SECONDS and step.end <= load.latest + SLACK_SECONDS
        planned = wanted(load.device, index)
        on = allowed and left > SLACK_SECONDS and (planned is None or planned > load.power_w / 2)
        left -= step.seconds * on
        powers.append(load.power_w * on)
    return tuple(powers)


def _room(frame: Frame, room: Room, wanted: Wanted) -> tuple[float, ...]:
    now, powers = room.initial, []
    for index, step in enumerate(frame.problem.steps):
        band = room.comfort[index]
        idle = warm(room, index, now, 0.0, step.hours)
        watt = warm(room, index, now, 1.0, step.hours) - idle
        edge = band.low if room.kelvin_per_kwh > 0 else band.high
        needed = min(room.most_w, max(0.0, (edge - idle) / watt))
        planned = wanted(room.device, index)
        each = needed if planned is None else min(room.most_w, max(needed, planned))
        now = idle + watt * each
        powers.append(each)
    return tuple(powers)


def _vehicle(frame: Frame, vehicle: Vehicle, wanted: Wanted) -> tuple[float, ...]:
    left, powers = min(vehicle.needed_wh, vehicle.most_wh), []
    for index, step in enumerate(frame.problem.steps):
        seconds = overlap(step.start, step.end, vehicle.arrival, vehicle.departure)
        most = vehicle.most_w
        if vehicle.surplus_only:
            most = min(most, max(0.0, step.pv_w - step.load_w))
        if vehicle.highest_price is not None and step.buy > vehicle.highest_price:
            most = min(most, max(0.0, step.pv_w - step.load_w))
        planned = wanted(vehicle.device, index)
        each = 0.0
        if seconds and most >= vehicle.least_w and left > 0:
            each = min(most, max(vehicle.least_w, left * SECONDS_PER_HOUR / seconds)) if planned is None else planned
        each = min(each, most) * seconds / step.seconds
        left -= each * step.hours
        powers.append(each)
    return tuple(powers)
