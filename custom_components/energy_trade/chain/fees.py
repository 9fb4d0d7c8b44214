"""What a transaction may cost on chains with a base fee, without one, and on those that charge nothing."""

from dataclasses import dataclass
from typing import Any, Self

from .errors import CallFailed, FeeTooHigh, NodeUnavailable
from .rpc import Head, Rpc

BUMP_NUMERATOR, BUMP_DENOMINATOR = 9, 8
"""Nodes take a replacement only if it pays an eighth more."""

BASE_FEE_ROOM = 2
"""The base fee may double before a transaction gets stuck."""

USUAL_TIP = 10**9
"""What block makers commonly ask for, in wei per gas, where a node does not tell."""


@dataclass(frozen=True, slots=True)
class Fees:
    """Wei per gas: the most to pay in all, and of it to the block's maker (None on chains without a base fee)."""

    most: int
    tip: int | None

    def bumped(self, market: Self, limit: int) -> Self | None:
        """Return fees that replace a transaction with these ones; None where the limit forbids it."""
        most = max(_bump(self.most), market.most)
        if most > limit:
            return None
        if self.tip is None:
            return type(self)(most, None)
        return type(self)(most, min(most, max(_bump(self.tip), market.tip or 0)))

    def fields(self) -> dict[str, Any]:
        """Write them as a transaction has them."""
        if self.tip is None:
            return {"gasPrice": self.most}
        return {"type": 2, "maxFeePerGas": self.most, "maxPriorityFeePerGas": self.tip}


def _bump(fee: int) -> int:
    return -(-fee * BUMP_NUMERATOR // BUMP_DENOMINATOR) or 1


async def current_fees(rpc: Rpc, head: Head, limit: int) -> Fees:
    """Ask what is paid now; raise FeeTooHigh above `limit` wei per gas."""
    try:
        price = await rpc.gas_price()
    except CallFailed as error:
        # That says nothing about what is to be done: it is no refusal by the market.
        if head.base_fee is None:
            raise NodeUnavailable("the node does not tell what gas costs") from error
        price = head.base_fee + USUAL_TIP
    if head.base_fee is None:
        if price > limit:
            raise FeeTooHigh(price, limit)
        return Fees(price, None)
    # A chain that asks nothing still suggests a tip, which nobody need pay.
    tip = 0 if not price else await rpc.priority_fee()
    if tip is None:
        tip = max(0, price - head.base_fee)
    if head.base_fee + tip > limit:
        raise FeeTooHigh(head.base_fee + tip, limit)
    return Fees(min(limit, BASE_FEE_ROOM * head.base_fee + tip), tip)
