"""What a battery is told from minute to minute, by what is measured: the plan's levels, never its watts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .planner.policy import BatteryMode, Command, Measured, ModeReason, command, planned_guidance

if TYPE_CHECKING:
    from .home.devices.battery import BatteryReading
    from .planner.plan import PlanStep
    from .planner.problem import Battery, Step
    from .planning import Planning

BALANCED_W: Final = 150.0
"""A battery that serves the home keeps the connection within this, as long as it can."""


def battery_command(planning: Planning, device: str, reading: BatteryReading | None, before: Command | None) -> Command:
    """Tell the mode for now; without a reading or a plan the battery serves the home by itself."""
    plan, problem, now = planning.plan, planning.problem, planning.fleet.clock.home_now
    battery = next((each for each in problem.batteries if each.device == device), None) if problem else None
    index = plan.step_at(now) if plan else None
    if plan is None or problem is None or battery is None or index is None or device not in plan.power_w:
        return Command(mode=BatteryMode.SELF_USE, reason=_without(reading))
    stored = None if reading is None else reading.stored_wh
    measured = _measured(planning, plan.steps[index], battery, stored, before)
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
    planning: Planning, planned: PlanStep, battery: Battery, stored_wh: float | None, before: Command | None
) -> Measured:
    """What the meters show, as far as they show it; the rest as planned."""
    fleet = planning.fleet
    net, pv, given = fleet.net_w(), fleet.pv_w(), fleet.battery_w()
    if net is None:
        return Measured(load_w=planned.load_w, pv_w=planned.pv_w, stored_wh=stored_wh)
    if pv is None:
        pv = planned.pv_w
    if given is None:
        given = _given(net, planned, battery, before)
    return Measured(load_w=max(0.0, pv - net + given), pv_w=max(0.0, pv), stored_wh=stored_wh)


def _given(net_w: float, planned: PlanStep, battery: Battery, before: Command | None) -> float:
    """What the battery gives where no meter tells, by its mode."""
    need = planned.load_w - planned.pv_w
    if before is None or before.mode is BatteryMode.SELF_USE:
        if abs(net_w) <= BALANCED_W:
            return max(-battery.charge_w, min(battery.discharge_w, need))
        return -battery.charge_w if net_w > 0 and need < -battery.charge_w else 0.0
    power = before.power_w or 0.0
    return {BatteryMode.CHARGE: -power, BatteryMode.DISCHARGE: power}.get(before.mode, 0.0)
