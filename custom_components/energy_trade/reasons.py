"""Why the home trades or does not, in one word: the first thing that stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .chain.errors import CannotPay, FeeTooHigh, Rejected
from .market.orders import Side
from .model import Membership, Reason

if TYPE_CHECKING:
    from .market.port import MarketError
    from .settings import Wishes

OUTSIDE: Final = {
    Membership.NOT_ASKED: Reason.NOT_ASKED,
    Membership.PENDING: Reason.WAITING_FOR_ADMISSION,
    Membership.SUSPENDED: Reason.SUSPENDED,
    Membership.LEFT: Reason.LEFT,
}
WAITING: Final = {Membership.ADMITTED: Reason.WAITING_FOR_FIRST_DELIVERY, Membership.LEAVING: Reason.LEAVING}
REFUSALS: Final = {"NotCovered": Reason.COLLATERAL_SHORT, "CapExceeded": Reason.DAILY_LIMIT_REACHED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What decides; `planned` is what the plan itself came to."""

    connected: bool
    membership: Membership
    wishes: Wishes
    refusal: MarketError | None
    trades: bool
    anything_open: bool
    meters_silent: bool
    planned: Reason


def why(so: Circumstances) -> Reason:
    """Tell the first thing that stands in the way."""
    if not so.connected:
        return Reason.NO_CONNECTION
    if so.membership in OUTSIDE:
        return OUTSIDE[so.membership]
    if not (so.wishes.allows(Side.SELL) or so.wishes.allows(Side.BUY)):
        return Reason.SWITCHED_OFF
    return _refused(so.refusal) or _idle(so)


def _refused(refusal: MarketError | None) -> Reason | None:
    if isinstance(refusal, CannotPay | FeeTooHigh):
        return Reason.CANNOT_PAY_FEES
    if isinstance(refusal, Rejected):
        return REFUSALS.get(refusal.reason, Reason.REFUSED)
    return None


def _idle(so: Circumstances) -> Reason:
    if so.trades:
        return Reason.TRADING
    if so.membership in WAITING:
        return WAITING[so.membership]
    if not so.anything_open:
        return Reason.NOT_OPEN
    return Reason.METERS_SILENT if so.meters_silent else so.planned
