"""How a plan is acted on from minute to minute: modes and thresholds that follow what is measured, never bare watts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    """What is in it is not known, so it is left to its own controller."""

    PLAN_STALE = "plan_stale"
    """No plan covers this moment: self-use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What a battery is to do now; `power_w` is of charge or discharge in these modes, else None."""

    mode: BatteryMode
    reason: ModeReason
    power_w: float | None = None
