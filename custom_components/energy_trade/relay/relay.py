"""Takes members' signed orders and readings to the chain and pays for it, whichever member's home it runs in."""

from __future__ import annotations

from dataclasses import dataclass
import time
from typing import TYPE_CHECKING, Any, Final

from ..chain.errors import CallFailed
from ..chain.wallet import OrdersMessage
from ..office.batches import Batches
from ..office.guests import LimitReachedError, VoucherRefusedError
from ..office.limits import Allowance

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from homeassistant.core import HomeAssistant

    from ..chain.carrying import SignedMessage
    from ..chain.operating import OperatorMarket
    from ..market.founding import Founding
    from ..market.port import Receipt
    from ..market.state import MemberState
    from .book import RelayBook
    from .budget import Budget

MESSAGES_A_BLOCK: Final = 12
"""A home orders and reports a few times a block; one that floods is left to pay for itself."""

GAS_A_MESSAGE: Final = 150_000
"""About what a signed message of twelve words takes; what it really took is counted afterwards."""

MEMBER_KNOWN_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class _Known:
    member: MemberState | None
    at: float


class Relay:
    """Carries what members signed and what would still count, within an allowance for each and its owner's limit."""

    def __init__(
        self,
        hass: HomeAssistant,
        market: OperatorMarket,
        founding: Founding,
        start: Callable[[Coroutine[Any, Any, None]], object],
        *,
        budget: Budget,
        book: RelayBook | None = None,
    ) -> None:
        """Pay with the key that the market was opened with."""
        self.market = market
        self.budget = budget
        self.book = book
        self.batches = Batches(market, start, paid=self._paid)
        self._hass = hass
        self._founding = founding
        self._allowances: dict[int, Allowance] = {}
        self._members: dict[int, _Known] = {}

    async def async_carry(self, signed: SignedMessage) -> None:
        """Put a member's orders or readings on the chain.

        Raises VoucherRefusedError for those of anybody else, LimitReachedError, or a ChainError. What is on the chain
        can be read, and so handed in, by everybody: only what would still count is paid for, and only that uses a
        member's allowance up.
        """
        message = signed.message
        member = await self._async_member(message.member)
        orders = isinstance(message, OrdersMessage)
        if member is None or not member.is_member:
            raise VoucherRefusedError
        if isinstance(message, OrdersMessage) and message.deadline < self.market.market.now():
            raise VoucherRefusedError
        domain = await self.market.market.domain()
        signer = await self._hass.async_add_executor_job(signed.signer, domain)
        if signer not in ((member.agent, member.owner) if orders else (member.meter_key,)):
            self._members.pop(message.member, None)  # its key may be a new one
            raise VoucherRefusedError
        await self.market.check_message("orderFor" if orders else "reportFor", signed.arguments)
        if not self.budget.allows(GAS_A_MESSAGE * await self.market.market.gas_price()):
            raise LimitReachedError
        if not self._allowance_of(member.index).take():
            raise VoucherRefusedError
        await self.batches.send(signed)

    async def _async_member(self, index: int) -> MemberState | None:
        """Whom a number belongs to, asked of the chain once a minute."""
        known = self._members.get(index)
        if known is None or time.monotonic() - known.at > MEMBER_KNOWN_SECONDS:
            try:
                member = await self.market.member(index)
            except CallFailed:
                member = None
            known = self._members[index] = _Known(member, time.monotonic())
        return known.member

    def _allowance_of(self, member: int) -> Allowance:
        if (known := self._allowances.get(member)) is None:
            known = self._allowances[member] = Allowance(MESSAGES_A_BLOCK, self._founding.calendar().block_seconds)
        return known

    def _paid(self, receipt: Receipt, messages: int) -> None:
        self.budget.note(receipt.fee, messages)
