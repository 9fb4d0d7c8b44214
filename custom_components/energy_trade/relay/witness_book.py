"""Collects neighbours' signatures under a disputed reading, and puts them on the chain once there are enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..chain.errors import Rejected
from ..market.state import AuditState
from ..office.guests import LimitReachedError, VoucherRefusedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from homeassistant.core import HomeAssistant

    from ..chain.client import EvmMarket
    from ..chain.witness_word import WitnessWord
    from ..market.founding import Founding
    from ..market.state import MemberState
    from .budget import Budget

GAS_A_WITNESS: Final = 100_000
"""About what checking and noting one signature takes, with its share of the transaction."""

MOST_READINGS: Final = 256
"""So many disputed readings are collected for at once."""


class WitnessBook:
    """Believes nobody.

    A word counts for the reading that the chain shows, while its dispute is open, and signed by the meter key that the
    chain names for the witness.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        market: EvmMarket,
        founding: Founding,
        budget: Budget,
        member_of: Callable[[int], Awaitable[MemberState | None]],
    ) -> None:
        """Begin with none; who has given one gives it again while the dispute is open."""
        self._hass = hass
        self._market = market
        self._founding = founding
        self._budget = budget
        self._member_of = member_of
        self._collected: dict[tuple[int, int], dict[int, WitnessWord]] = {}
        self._under_way: set[tuple[int, int]] = set()

    async def async_take(self, told: WitnessWord) -> None:
        """Keep a neighbour's word, and make the reading final if that was the last one needed.

        Raises VoucherRefusedError for what is not wanted, LimitReachedError, or a ChainError.
        """
        subject = (told.message.member, told.block)
        witness = await self._member_of(told.by) if self._founding.witnesses else None
        if witness is None:
            raise VoucherRefusedError
        domain = await self._market.domain()
        if await self._hass.async_add_executor_job(told.signer, domain) != witness.meter_key:
            raise VoucherRefusedError
        audit = await self._market.audit_of(told.block)
        if audit.state is not AuditState.DISPUTED:
            self._collected.pop(subject, None)
            raise VoucherRefusedError
        reading = (await self._market.readings_of(told.block)).get(told.message.member)
        if reading is None or (reading.pack(),) != told.message.words:
            raise VoucherRefusedError
        if reading.witnessed or subject in self._under_way:
            return
        self._collected.setdefault(subject, {})[told.by] = told
        while len(self._collected) > MOST_READINGS:
            del self._collected[next(iter(self._collected))]
        if len(self._collected[subject]) >= self._founding.witnesses:
            await self._async_hand_in(subject)

    async def _async_hand_in(self, subject: tuple[int, int]) -> None:
        words = sorted(self._collected[subject].values(), key=lambda each: each.by)[: self._founding.witnesses]
        if not self._budget.allows(GAS_A_WITNESS * (1 + len(words)) * await self._market.gas_price()):
            raise LimitReachedError
        self._under_way.add(subject)
        try:
            receipt = await self._market.witness(words[0].message, {each.by: each.signature for each in words})
        except Rejected:
            # a key has changed since, or somebody was quicker: who still stands by it says so again
            self._collected.pop(subject, None)
            raise
        finally:
            self._under_way.discard(subject)
        self._collected.pop(subject, None)
        self._budget.note(receipt.fee, len(words))
