"""What a battery is told from minute to minute, by what is measured: the plan's levels, never its watts."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .planner.policy import BatteryMode, Command, Measured, ModeReason, command, planned_guidance

if TYPE_CHECKING:
    from .home.devices.battery import BatteryReading
    from .planner.plan import PlanStep
    from .planner.problem import Battery, Step
    from .planning import Planning

LONGEST_SECONDS: Final = 900.0
"""Longer ago than any average of a meter reaches."""

GIVEN: Final = {BatteryMode.SELF_USE: None, BatteryMode.HOLD: 0.0, BatteryMode.CHARGE: -1.0, BatteryMode.DISCHARGE: 1.0}
BALANCED_W: Final = 150.0
"""A battery that serves the home keeps the connection within this, as long as it can."""


@dataclass(slots=True)
class Followed:
    """What a battery was told of late, and what the home drew besides it when that was last seen.

    Counters tell the average power of the last minutes. What the battery gave must be that of the same minutes: taking
    what it was told last makes it swing between two modes after each change.
    """

    command: Command | None = None
    load_w: float | None = None
    spans: deque[tuple[float, float | None]] = field(default_factory=deque)
    """Since when, in home time, it was told to give (+) or take (−) so much; None where it decides by itself."""

    def told(self, command: Command, now: float) -> None:
        """Note a command; what no meter's average reaches back to is forgotten."""
        self.command = command
        given = GIVEN[command.mode]
        power = None if given is None else given * (command.power_w or 0.0)
        if not self.spans or self.spans[-1][1] != power:
            self.spans.append((now, power))
        while len(self.spans) > 1 and self.spans[1][0] <= now - LONGEST_SECONDS:
            self.spans.popleft()

    def given(self, since: float, now: float) -> float | None:
        """What it gave on average since a moment, as it was told; None where it decided by itself meanwhile."""
        if now <= since:
            return self.spans[-1][1] if self.spans else None
        total, end = 0.0, now
        for start, power in reversed(self.spans):
            if power is None:
                return None
            total += power * (end - max(start, since))
            end = start
            if start <= since:
                return total / (now - since)
        return None

    def decides_itself(self, since: float) -> bool:
        """Whether it decided by itself all the time since a moment; before it was told anything, it did."""
        told = [power for start, power in self.spans if start > since]
        before = [power for start, power in self.spans if start <= since]
        return all(power is None for power in (*told, *before[-1:]))


def battery_command(planning: Planning, device: str, reading: BatteryReading | None, followed: Followed) -> Command:
    """Tell the mode for now; without a reading or a plan the battery serves the home by itself."""
    plan, problem, now = planning.plan, planning.problem, planning.fleet.clock.home_now
    battery = next((each for each in problem.batteries if each.device == device), None) if problem else None
    index = plan.step_at(now) if plan else None
    if plan is None or problem is None or battery is None or index is None or device not in plan.power_w:
        return Command(mode=BatteryMode.SELF_USE, reason=_without(reading))
    stored = None if reading is None else reading.stored_wh
    before = followed.command
    measured = _measured(planning, plan.steps[index], battery, stored, followed)
    guidance = None
    if planning.guide is not None and planning.guide.value.battery.device == device:
        guidance = planning.guide.guidance(now)
    if guidance is None:
        guidance = planned_guidance(plan, battery, now, step=_problem_step(problem.steps, now))
    return command(guidance, battery, now, measured, before=before)


def _without(reading: BatteryReading | None) -> ModeReason:
    return ModeReason.NO_READING if reading is None else ModeReason.PLAN_STALE


def _problem_step(steps: tuple[Step, ...], now: float) -> Step | None:
    return next((step for step in steps if step.start <= now < step.end), None)


def _measured(
    planning: Planning, planned: PlanStep, battery: Battery, stored_wh: float | None, followed: Followed
) -> Measured:
    """What the meters show, as far as they show it; the rest as planned."""
    fleet, now = planning.fleet, planning.fleet.clock.home_now
    net, pv, given = fleet.net_w(), fleet.pv_w(), fleet.battery_w()
    if net is None:
        return Measured(load_w=planned.load_w, pv_w=planned.pv_w, stored_wh=stored_wh)
    if pv is None:
        pv = planned.pv_w
    if given is None:
        since = now - fleet.net_seconds()
        given = followed.given(since, now)
        if given is None and followed.decides_itself(since):
            given = _by_itself(net, planned, battery)
        if given is None:
            load = planned.load_w if followed.load_w is None else followed.load_w
            return Measured(load_w=load, pv_w=max(0.0, pv), stored_wh=stored_wh)
    followed.load_w = max(0.0, pv - net + given)
    return Measured(load_w=followed.load_w, pv_w=max(0.0, pv), stored_wh=stored_wh)


def _by_itself(net_w: float, planned: PlanStep, battery: Battery) -> float:
    """What the battery gives that serves the home, where no meter tells."""
    need = planned.load_w - planned.pv_w
    if abs(net_w) <= BALANCED_W:
        return max(-battery.charge_w, min(battery.discharge_w, need))
    return -battery.charge_w if net_w > 0 and need < -battery.charge_w else 0.0
