"""What a home asks about: the choices that each question leaves, and what happens if nobody answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Cause(StrEnum):
    """A condition of the homeowner's that is not met; each has its texts at `issues.question_<cause>`."""

    PRICE_ABOVE_LIMIT = "price_above_limit"
    """Power will probably cost more than the highest buying price."""

    PRICE_BELOW_LIMIT = "price_below_limit"
    """Neighbours will probably pay less than the lowest selling price."""

    DAILY_LIMIT = "daily_limit"
    """The daily limit keeps the home from orders that it would gain by."""

    BALANCE_LOW = "balance_low"
    """The balance covers only a part of what the home would order."""

    START_APPLIANCE = "start_appliance"
    """The best time has come for a machine that only a person can start."""

    RUN_TOO_DEAR = "run_too_dear"
    """A machine is ready, and its run would cost more than its owner's limit until it has to be done."""

    CAR_NOT_READY = "car_not_ready"
    """A car will not have what it needs when it leaves."""

    COMFORT_NOT_HELD = "comfort_not_held"
    """A room will leave its comfort band whatever is done."""

    RESERVE_NOT_HELD = "reserve_not_held"
    """A battery holds less than what is kept for a power cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a cause is asked about: its choices, and the one that holds without an answer."""

    choices: tuple[str, ...]
    default: str


MANNERS: Final = {
    Cause.PRICE_ABOVE_LIMIT: Manner(choices=("buy_once", "buy_today", "keep_limit"), default="keep_limit"),
    Cause.PRICE_BELOW_LIMIT: Manner(choices=("sell_once", "sell_today", "keep_limit"), default="keep_limit"),
    Cause.DAILY_LIMIT: Manner(choices=("raise_today", "keep_limit"), default="keep_limit"),
    Cause.BALANCE_LOW: Manner(choices=("carry_on", "stop_buying"), default="carry_on"),
    Cause.START_APPLIANCE: Manner(choices=("started", "later", "skip"), default="later"),
    Cause.RUN_TOO_DEAR: Manner(choices=("run_anyway", "keep_limit"), default="keep_limit"),
    Cause.CAR_NOT_READY: Manner(choices=("charge_anyway", "leave_it"), default="leave_it"),
    Cause.COMFORT_NOT_HELD: Manner(choices=("keep_planning", "stop_planning"), default="keep_planning"),
    Cause.RESERVE_NOT_HELD: Manner(choices=("refill", "wait"), default="wait"),
}
