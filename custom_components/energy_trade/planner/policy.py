"""How a plan is acted on from minute to minute: modes and levels that follow what is measured, never bare watts.

Four levels of what is stored say it all: bought into up to the lowest, surplus stored up to the next, the home's need
covered down to one, sold down to the highest. What the home has traded in an interval moves the point from which it
buys or sells.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import inf, isfinite
from typing import Final, Protocol

from .plan import Plan, PlanStep
from .problem import Battery, Connection, Step

ROUND_W: Final = 10
DEADBAND_SHARE: Final = 0.005
"""Of the capacity that a level must be passed by before a mode is left again."""

RESERVE_MARGIN_SHARE: Final = 0.005
"""Of the capacity above what must stay in it, where a battery is not left to follow the load by itself any more."""

IDLE_W: Final = 20.0
TIE: Final = 0.05
"""µcredit a Wh within which a plan's value of stored energy and a price are the same."""


class BatteryMode(StrEnum):
    """What a battery's controller is told."""

    SELF_USE = "self_use"
    """Stores the home's surplus, covers the home's need."""

    CHARGE = "charge"
    """Charges at a power, from the grid too."""

    DISCHARGE = "discharge"
    """Discharges at a power, to the grid too."""

    HOLD = "hold"
    """Neither."""


class ModeReason(StrEnum):
    """Why a battery is in its mode."""

    COVERS_HOME = "covers_home"
    STORES_SURPLUS = "stores_surplus"
    SAVES_FOR_LATER = "saves_for_later"
    """Energy in it is worth more later than what the grid charges now."""

    SELLS_SURPLUS = "sells_surplus"
    """Surplus earns more now than stored."""

    BUYS_CHEAP = "buys_cheap"
    SELLS_DEAR = "sells_dear"
    KEEPS_POSITION = "keeps_position"
    """Gives or takes what the home has traded."""

    RESERVE = "reserve"
    """As low as it may get."""

    FULL = "full"
    NO_READING = "no_reading"
    """What is in it is not known: it is left to its own controller, or held where a reserve is to be kept."""

    PLAN_STALE = "plan_stale"
    """No plan covers this moment: self-use."""


class Levels(Protocol):
    """Wh in a battery between which it charges and discharges at a step's prices."""

    @property
    def buy_up_to_wh(self) -> float:
        """Charged from the grid up to here."""
        ...

    @property
    def store_up_to_wh(self) -> float:
        """The home's surplus is stored up to here."""
        ...

    @property
    def cover_down_to_wh(self) -> float:
        """The home's need is covered down to here."""
        ...

    @property
    def sell_down_to_wh(self) -> float:
        """Sold from down to here."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedLevels:
    """Levels as they are; without any, self-use."""

    buy_up_to_wh: float = 0.0
    store_up_to_wh: float = inf
    cover_down_to_wh: float = 0.0
    sell_down_to_wh: float = inf


SELF_USE: Final = FixedLevels()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """What a battery follows in a span of time; `position_w` is what the home has traded then: + sold, − bought.

    Within a position its own levels count: stored rather than delivered up to `keep_up_to_wh`, given to deliver it down
    to `keep_down_to_wh`.
    """

    start: float
    seconds: float
    levels: Levels
    position_w: float = 0.0
    keep_up_to_wh: float = 0.0
    keep_down_to_wh: float = inf
    connection: Connection = field(default_factory=Connection)

    def covers(self, moment: float) -> bool:
        """Whether it says anything of a moment."""
        return self.start <= moment < self.start + self.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What meters show now: W that the home takes but its battery, W generated, Wh in the battery (None: not known)."""

    load_w: float
    pv_w: float
    stored_wh: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What a battery is to do now; `power_w` is of charge or discharge in these modes, else None."""

    mode: BatteryMode
    reason: ModeReason
    power_w: float | None = None

    def battery_w(self, battery: Battery, measured: Measured) -> float:
        """What it gives (+) or takes (−) now, as far as its power goes; its own controller minds empty and full."""
        need = measured.load_w - measured.pv_w
        wanted = {
            BatteryMode.SELF_USE: need,
            BatteryMode.CHARGE: -(self.power_w or 0.0),
            BatteryMode.DISCHARGE: self.power_w or 0.0,
            BatteryMode.HOLD: 0.0,
        }[self.mode]
        return max(-battery.charge_w, min(battery.discharge_w, wanted))


def command(
    guidance: Guidance | None, battery: Battery, now: float, measured: Measured, *, before: Command | None = None
) -> Command:
    """Decide what a battery does until the next look, in a minute or so."""
    stored = measured.stored_wh
    known = isfinite(measured.load_w) and isfinite(measured.pv_w)
    if not known or stored is None or not 0 <= stored <= battery.capacity_wh * (1 + DEADBAND_SHARE):
        mode = BatteryMode.HOLD if battery.reserve_wh > 0 else BatteryMode.SELF_USE
        return Command(mode=mode, reason=ModeReason.NO_READING)
    if guidance is None or not guidance.covers(now):
        plain = Guidance(start=now, seconds=1.0, levels=SELF_USE)
        decided = _Decision(plain, battery, measured, stored, before).command()
        if decided.reason is ModeReason.RESERVE:
            return decided
        return Command(mode=decided.mode, reason=ModeReason.PLAN_STALE, power_w=decided.power_w)
    return _Decision(guidance, battery, measured, stored, before).command()


@dataclass(frozen=True, slots=True)
class _Decision:
    """One look at what is measured."""

    guidance: Guidance
    battery: Battery
    measured: Measured
    stored: float
    before: Command | None

    def command(self) -> Command:
        surplus = self.measured.pv_w - self.measured.load_w
        position, levels = self.guidance.position_w, self.guidance.levels
        if self._may_fill(levels.buy_up_to_wh, ModeReason.BUYS_CHEAP):
            limit = self.guidance.connection.import_w + surplus
            return self._charge(min(self.battery.charge_w, limit), ModeReason.BUYS_CHEAP)
        if self._may_drain(levels.sell_down_to_wh, ModeReason.SELLS_DEAR):
            limit = self.guidance.connection.export_w - surplus
            return self._discharge(min(self.battery.discharge_w, limit), ModeReason.SELLS_DEAR)
        if position:
            return self._with_position(surplus, position)
        return self._plain(surplus)

    def _plain(self, surplus: float) -> Command:
        """Nothing is traded: the home's own surplus and need."""
        levels = self.guidance.levels
        stores = self._may_fill(levels.store_up_to_wh, ModeReason.STORES_SURPLUS)
        covers = self._may_drain(levels.cover_down_to_wh, ModeReason.COVERS_HOME)
        is_low = self._is_low
        if surplus >= IDLE_W:
            if not stores:
                return self._hold(ModeReason.FULL if self._is_full else ModeReason.SELLS_SURPLUS)
            if is_low or not covers:
                return self._charge(surplus, ModeReason.STORES_SURPLUS)
            return Command(mode=BatteryMode.SELF_USE, reason=ModeReason.STORES_SURPLUS)
        if not covers:
            return self._hold(ModeReason.RESERVE if is_low else ModeReason.SAVES_FOR_LATER)
        if not stores:
            # Left to itself it would store a surplus that comes up: it only covers what is missing now.
            return self._discharge(-surplus, ModeReason.COVERS_HOME)
        return Command(mode=BatteryMode.SELF_USE, reason=ModeReason.COVERS_HOME)

    def _with_position(self, surplus: float, position: float) -> Command:
        """Aim at what is traded; on the way there and beyond, at what each Wh is worth."""
        guidance, levels = self.guidance, self.guidance.levels
        low, high = min(0.0, position), max(0.0, position)
        target, reason = surplus, ModeReason.SELLS_SURPLUS if surplus > 0 else ModeReason.SAVES_FOR_LATER
        if surplus > high and self._may_fill(levels.store_up_to_wh, ModeReason.STORES_SURPLUS):
            target, reason = high, ModeReason.STORES_SURPLUS
        if target > low and surplus > low and self._may_fill(guidance.keep_up_to_wh, ModeReason.STORES_SURPLUS):
            target = low
            reason = ModeReason.STORES_SURPLUS if low == 0 else ModeReason.KEEPS_POSITION
        if surplus < low and self._may_drain(levels.cover_down_to_wh, ModeReason.COVERS_HOME):
            target, reason = low, ModeReason.COVERS_HOME
        if surplus < high and self._may_drain(guidance.keep_down_to_wh, ModeReason.KEEPS_POSITION):
            target, reason = high, ModeReason.KEEPS_POSITION if high > 0 else ModeReason.COVERS_HOME
        if target < surplus - IDLE_W:
            return self._charge(surplus - target, reason)
        if target > surplus + IDLE_W:
            return self._discharge(target - surplus, reason)
        if abs(surplus - position) <= IDLE_W:
            reason = ModeReason.KEEPS_POSITION
        return self._hold(reason)

    def _may_fill(self, level: float, reason: ModeReason) -> bool:
        level = min(level, self.battery.highest_wh)
        return self.stored < level + self._deadband(reason) and not self._is_full

    def _may_drain(self, level: float, reason: ModeReason) -> bool:
        level = max(level, self.battery.lowest_wh)
        return self.stored > level - self._deadband(reason) and not self._is_low

    def _deadband(self, reason: ModeReason) -> float:
        """A mode that is on goes on a little beyond its level, one that is off starts a little before it."""
        share = DEADBAND_SHARE * self.battery.capacity_wh
        return share if self.before is not None and self.before.reason is reason else 0.0

    @property
    def _is_full(self) -> bool:
        return self.stored >= self.battery.highest_wh

    @property
    def _is_low(self) -> bool:
        # Where nothing must stay in it, its own controller minds empty: a margin would only be energy never used.
        margin = RESERVE_MARGIN_SHARE * self.battery.capacity_wh if self.battery.lowest_wh > 0 else 0.0
        was_low = self.before is not None and self.before.reason is ModeReason.RESERVE
        return self.stored <= self.battery.lowest_wh + margin * (2 if was_low else 1)

    def _charge(self, power: float, reason: ModeReason) -> Command:
        power = _rounded(min(power, self.battery.charge_w))
        return Command(mode=BatteryMode.CHARGE, reason=reason, power_w=power) if power else self._hold(reason)

    def _discharge(self, power: float, reason: ModeReason) -> Command:
        power = _rounded(min(power, self.battery.discharge_w))
        return Command(mode=BatteryMode.DISCHARGE, reason=reason, power_w=power) if power else self._hold(reason)

    def _hold(self, reason: ModeReason) -> Command:
        return Command(mode=BatteryMode.HOLD, reason=reason)


def _rounded(watts: float) -> float:
    return float(max(0, int(watts // ROUND_W) * ROUND_W))


def planned_levels(plan: Plan, battery: Battery, index: int) -> FixedLevels:
    """Levels that a plan makes of what stored energy is worth in it; where that equals a price, what it stores."""
    values = plan.stored_value.get(battery.device)
    if values is None:
        return SELF_USE
    step, planned = plan.steps[index], plan.soc_wh[battery.device][index]
    charged = values[index] * battery.charge_efficiency
    given = values[index] / battery.discharge_efficiency + battery.wear
    return _allowed(
        battery,
        step,
        FixedLevels(
            buy_up_to_wh=_up_to(charged, step.buy, planned),
            store_up_to_wh=_up_to(charged, step.sell, planned),
            cover_down_to_wh=_down_to(given, step.buy, planned),
            sell_down_to_wh=_down_to(given, step.sell, planned),
        ),
    )


def _allowed(battery: Battery, step: PlanStep, levels: FixedLevels) -> FixedLevels:
    """Levels as far as the owner's price limits and selling floor allow."""
    buys, sells = levels.buy_up_to_wh, max(levels.sell_down_to_wh, battery.selling_floor_wh)
    if battery.highest_grid_charge_price is not None and step.buy > battery.highest_grid_charge_price:
        buys = 0.0
    if battery.lowest_selling_price is not None and step.sell < battery.lowest_selling_price:
        sells = inf
    return replace(levels, buy_up_to_wh=buys, sell_down_to_wh=sells)


def _up_to(worth: float, price: float, planned: float) -> float:
    return planned if abs(worth - price) <= TIE else inf if worth > price else 0.0


def _down_to(worth: float, price: float, planned: float) -> float:
    return planned if abs(worth - price) <= TIE else inf if worth > price else 0.0


def planned_guidance(plan: Plan, battery: Battery, now: float, *, step: Step | None = None) -> Guidance | None:
    """What a plan alone says of a moment; with its step, of the position traded then. None outside of the plan."""
    index = plan.step_at(now)
    if index is None:
        return None
    levels = planned_levels(plan, battery, index)
    begin, seconds = plan.steps[index].start, plan.steps[index].seconds
    if step is None or not step.position_wh:
        return Guidance(start=begin, seconds=seconds, levels=levels)
    values, planned = plan.stored_value.get(battery.device), plan.soc_wh[battery.device][index]
    worth = step.kept_price if values is None else values[index]
    return Guidance(
        start=begin,
        seconds=seconds,
        levels=levels,
        position_w=step.position_wh / step.hours,
        keep_up_to_wh=_up_to(worth * battery.charge_efficiency, step.kept_price, planned),
        keep_down_to_wh=max(
            _down_to(worth / battery.discharge_efficiency + battery.wear, step.kept_price, planned),
            battery.selling_floor_wh if step.position_wh > 0 else 0.0,
        ),
    )
