"""What the coordinator publishes: a home and its community at one moment, in the words that people see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Membership(StrEnum):
    """Where the home stands with its community."""

    NOT_ASKED = "not_asked"
    PENDING = "pending"
    ADMITTED = "admitted"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    LEAVING = "leaving"
    LEFT = "left"


class Phase(StrEnum):
    """Where a block of intervals stands in its life."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    GATE_CLOSED = "gate_closed"
    CLEARED = "cleared"
    DELIVERING = "delivering"
    AWAITING_READINGS = "awaiting_readings"
    DISPUTED = "disputed"
    FINAL = "final"
    SETTLED = "settled"


class Reason(StrEnum):
    """Why the home trades or does not."""

    TRADING = "trading"
    NOTHING_WORTHWHILE = "nothing_worthwhile"
    LEARNING = "learning"
    METERS_SILENT = "meters_silent"
    SWITCHED_OFF = "switched_off"
    NOT_ASKED = "not_asked"
    WAITING_FOR_ADMISSION = "waiting_for_admission"
    WAITING_FOR_FIRST_DELIVERY = "waiting_for_first_delivery"
    SUSPENDED = "suspended"
    LEAVING = "leaving"
    LEFT = "left"
    COLLATERAL_SHORT = "collateral_short"
    PRICE_LIMITS = "price_limits"
    DAILY_LIMIT_REACHED = "daily_limit_reached"
    NO_CONNECTION = "no_connection"
    CANNOT_PAY_FEES = "cannot_pay_fees"
    NOT_OPEN = "not_open"
    REFUSED = "refused"


class TradeEventType(StrEnum):
    """What can happen to a block in which the home trades."""

    CLEARED = "cleared"
    SETTLED = "settled"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class TradeEvent:
    """Something that happened to one block's trades: energy in Wh (+ sold), money in µcredit (+ to the home)."""

    type: TradeEventType
    block: int
    start: datetime
    sold_wh: int
    bought_wh: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What the home has traded in all that is final, in Wh and µcredit.

    Compensation and cost are those of energy that was traded and delivered, the others those of everything else that
    the community settled; compensation less cost, of both, is all that the balance changed by. Savings are that change
    less what the same energy would have brought or cost at the grid's prices.
    """

    sold_wh: int = 0
    bought_wh: int = 0
    compensation: int = 0
    cost: int = 0
    other_compensation: int = 0
    other_cost: int = 0
    savings: int = 0

    def __add__(self, other: Totals) -> Totals:
        """Take two stretches of time together."""
        return Totals(**{name: getattr(self, name) + getattr(other, name) for name in self.__slots__})

    def __sub__(self, other: Totals) -> Totals:
        """Take one stretch of time out."""
        return Totals(**{name: getattr(self, name) - getattr(other, name) for name in self.__slots__})


@dataclass(frozen=True, slots=True)
class Money:
    """The home's account in µcredit."""

    balance: int
    locked: int
    reserve: int
    free: int


@dataclass(frozen=True, slots=True)
class TradeState:
    """All that the entities show."""

    chain_time: float
    connected: bool
    seen: datetime
    membership: Membership
    first_delivery: datetime | None
    reason: Reason
    money: Money | None
    current_phase: Phase | None
    next_phase: Phase | None
    position_wh: int | None
    price: int | None
    next_price: int | None
    open_orders: int
    surplus_wh: int | None
    need_wh: int | None
    totals: Totals | None
    news: tuple[TradeEvent, ...] = ()
