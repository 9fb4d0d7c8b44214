"""Takes members' signed messages to the chain and pays for it, whichever member's home it runs in."""

from __future__ import annotations

from dataclasses import dataclass
import time
from typing import TYPE_CHECKING, Any, Final

from ..chain.errors import CallFailed
from ..chain.wallet import LineMessage, MoveMessage, OrdersMessage, ReadingsMessage
from ..market.state import MemberStatus
from ..office.batches import Batches
from ..office.guests import LimitReachedError, VoucherRefusedError
from ..office.limits import Allowance
from .witness_book import WitnessBook

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

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

GAS_A_MOVE: Final = 600_000
"""About what taking a member to the successor takes there and here."""

MEMBER_KNOWN_SECONDS: Final = 60

LINES: Final = 2**16
"""Keepers of lines have allowances beside the members', by the line's zone."""


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
        former: Sequence[Relay] = (),
    ) -> None:
        """Pay with the key that the market was opened with; `former` relay for the markets that members come from."""
        self.market = market
        self.budget = budget
        self.book = book
        self.former = former
        self.witness_book = WitnessBook(hass, market.market, founding, budget, self._async_member)
        self.batches = Batches(market, start, paid=self._paid)
        self._hass = hass
        self._founding = founding
        self._allowances: dict[int, Allowance] = {}
        self._members: dict[int, _Known] = {}

    def at(self, market: str) -> Relay | None:
        """Who carries to one of the community's markets: members may still be in one that this home has left."""
        places = (self, *self.former)
        return next((each for each in places if each.market.market.contract.address.lower() == market.lower()), None)

    async def async_carry(self, signed: SignedMessage) -> None:
        """Put on the chain what a member, or a line's keeper, has signed.

        Raises VoucherRefusedError for what is anybody else's, LimitReachedError, or a ChainError. What is on the chain
        can be read, and so handed in, by everybody: only what would still count is paid for, and only that uses an
        allowance up.
        """
        match signed.message:
            case OrdersMessage(member=index, deadline=deadline):
                if deadline < self.market.market.now():
                    raise VoucherRefusedError
                await self._async_check_signer(signed, index)
            case ReadingsMessage(member=index):
                await self._async_check_signer(signed, index)
            case MoveMessage(member=index):
                await self._async_check_move(signed, signed.message)
            case LineMessage(zone=zone):
                index = LINES + zone
        await self.market.check_message(signed.function, signed.arguments)
        gas = GAS_A_MOVE if isinstance(signed.message, MoveMessage) else GAS_A_MESSAGE
        if not self.budget.allows(gas * await self.market.market.gas_price()):
            raise LimitReachedError
        if not self._allowance_of(index).take():
            raise VoucherRefusedError
        await self.batches.send(signed)

    async def _async_check_signer(self, signed: SignedMessage, index: int) -> str:
        """Whose signature it is, if whoever may sign such a thing for a member has signed it."""
        member = await self._async_member(index)
        moves = isinstance(signed.message, MoveMessage)
        if member is None or not (member.is_member or (moves and member.status is MemberStatus.LEFT)):
            raise VoucherRefusedError
        domain = await self.market.market.domain()
        signer = await self._hass.async_add_executor_job(signed.signer, domain)
        meter = isinstance(signed.message, ReadingsMessage)
        if signer not in ((member.meter_key,) if meter else (member.agent, member.owner)):
            self._members.pop(index, None)  # its key may be a new one
            raise VoucherRefusedError
        return signer

    async def _async_check_move(self, signed: SignedMessage, message: MoveMessage) -> None:
        """Take whoever moves, and what is free of those who have moved; but nobody for nothing."""
        signer = await self._async_check_signer(signed, message.member)
        if not await self.market.would_move(message.member, message.successor, signer):
            raise VoucherRefusedError

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

    def _allowance_of(self, whose: int) -> Allowance:
        if (known := self._allowances.get(whose)) is None:
            known = self._allowances[whose] = Allowance(MESSAGES_A_BLOCK, self._founding.calendar().block_seconds)
        return known

    def _paid(self, receipt: Receipt, messages: int) -> None:
        self.budget.note(receipt.fee, messages)
