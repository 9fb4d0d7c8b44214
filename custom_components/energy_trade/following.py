"""What a battery is told from minute to minute, so that it follows the plan whatever is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .planner.policy import BatteryMode, Command, ModeReason

if TYPE_CHECKING:
    from .home.devices.battery import BatteryReading
    from .planner.plan import Plan
    from .planner.problem import Battery
    from .planning import Planning

WORTH_A_MODE_W: Final = 100.0
"""Power by which a plan exceeds the home's own surplus or need before it is forced on the battery."""


def battery_command(planning: Planning, device: str, reading: BatteryReading | None, net_w: float | None) -> Command:
    """Tell the mode for now; without a reading or a plan the battery serves the home by itself."""
    if reading is None:
        return Command(mode=BatteryMode.SELF_USE, reason=ModeReason.NO_READING)
    plan, problem = planning.plan, planning.problem
    step = plan.step_at(planning.fleet.clock.home_now) if plan else None
    battery = next((each for each in problem.batteries if each.device == device), None) if problem else None
    if plan is None or step is None or battery is None or device not in plan.power_w:
        return Command(mode=BatteryMode.SELF_USE, reason=ModeReason.PLAN_STALE)
    return _planned(plan, battery, step, reading, net_w)


def _planned(plan: Plan, battery: Battery, step: int, reading: BatteryReading, net_w: float | None) -> Command:
    device, now = battery.device, plan.steps[step]
    planned = plan.power_w[device][step]
    home_w = now.load_w - now.pv_w
    stored = plan.stored_value.get(device)
    if planned < 0 and -planned > max(0.0, -home_w) + WORTH_A_MODE_W and reading.stored_wh < battery.highest_wh:
        return Command(mode=BatteryMode.CHARGE, reason=ModeReason.BUYS_CHEAP, power_w=-planned)
    if planned > max(0.0, home_w) + WORTH_A_MODE_W and reading.stored_wh > _selling_floor(battery, reading):
        return Command(mode=BatteryMode.DISCHARGE, reason=ModeReason.SELLS_DEAR, power_w=planned)
    if reading.stored_wh <= reading.reserve_wh and home_w > 0:
        return Command(mode=BatteryMode.HOLD, reason=ModeReason.RESERVE)
    if stored is None:
        return Command(mode=BatteryMode.SELF_USE, reason=ModeReason.COVERS_HOME)
    return _follow(battery, stored[step], now.buy, now.sell, surplus=home_w < 0 if net_w is None else net_w > 0)


def _selling_floor(battery: Battery, reading: BatteryReading) -> float:
    return max(battery.selling_floor_wh, reading.reserve_wh)


def _follow(battery: Battery, value: float, buy: float, sell: float, *, surplus: bool) -> Command:
    """Serve the home where that pays more than keeping, or selling, what is at hand."""
    if surplus:
        if value * battery.charge_efficiency >= sell:
            return Command(mode=BatteryMode.SELF_USE, reason=ModeReason.STORES_SURPLUS)
        return Command(mode=BatteryMode.HOLD, reason=ModeReason.SELLS_SURPLUS)
    if buy * battery.discharge_efficiency - battery.wear >= value:
        return Command(mode=BatteryMode.SELF_USE, reason=ModeReason.COVERS_HOME)
    return Command(mode=BatteryMode.HOLD, reason=ModeReason.SAVES_FOR_LATER)
