"""The practice community behind the interface that chains have: no key, no node, nothing leaves the computer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
import logging
import time
from typing import TYPE_CHECKING, Final, Self

from ..chain.errors import Rejected
from ..market.community import Refused
from ..market.orders import version_at
from ..market.port import Ledger, Receipt
from ..market.state import MemberStatus
from .history import ledger_of
from .village import HOME, HOME_AGENT, HOME_OWNER, Village

if TYPE_CHECKING:
    from ..chain.outbox import Store
    from ..market.founding import Founding
    from ..market.orders import BlockOrders
    from ..market.readings import BlockDetails, BlockReadings
    from ..market.state import BlockState, Snapshot
    from .profiles import Profile
    from .terms import PracticeTerms

_LOGGER = logging.getLogger(__name__)

host_clock = time.monotonic

WITHDRAW: Final = "withdraw"


class PracticeMarket:
    """One home's access to its practice community. Time passes only while somebody practises."""

    agent: Final = HOME_AGENT

    def __init__(self, village: Village, memory: Store, clock: Callable[[], float]) -> None:
        """Use `open`."""
        self._village = village
        self._founding = village.twin.founding
        self._memory = memory
        self._clock = clock
        self._began, self._opened = village.twin.now, clock()
        self._turn = asyncio.Lock()
        self._kept = -1

    @classmethod
    async def open(
        cls,
        memory: Store,
        begin: Callable[[], Village],
        clock: Callable[[], float] | None = None,
    ) -> Self:
        """Go on where practice stopped, or begin; what cannot be lived again begins anew."""
        stored = await memory.load()
        if stored:
            try:
                return cls(await asyncio.to_thread(Village.from_json, stored), memory, clock or host_clock)
            except ValueError as error:
                _LOGGER.info("Practice begins anew: %s", error)
        return cls(await asyncio.to_thread(begin), memory, clock or host_clock)

    @property
    def home(self) -> Profile:
        """What flows through the home's connection in the week that is played."""
        return self._village.home

    @property
    def terms(self) -> PracticeTerms:
        """On which terms, and when, practice began."""
        return self._village.terms

    @property
    def interval_seconds(self) -> int:
        """How long a quarter of an hour takes."""
        return self._founding.interval_seconds

    @property
    def is_over(self) -> bool:
        """Whether the week has been played."""
        return self.now() >= self._village.end

    def now(self) -> float:
        """Tell the practice community's time: it stands still while Home Assistant is off, and after the week."""
        return min(self._began + self._clock() - self._opened, float(self._village.end))

    # ------ what is

    async def founding(self) -> Founding:
        """Tell what the community agreed on."""
        return self._founding

    async def snapshot(self) -> Snapshot:
        """Read all that the home shows now."""
        async with self._turn:
            snapshot = await asyncio.to_thread(self._look)
        await self._keep()
        return snapshot

    async def past_blocks(self, first: int, last: int) -> tuple[BlockState, ...]:
        """Read blocks of the last days as a snapshot shows coming ones."""
        async with self._turn:
            return await asyncio.to_thread(self._village.blocks, first, last)

    def _look(self) -> Snapshot:
        self._village.advance_to(self.now())
        return self._village.snapshot()

    async def _keep(self) -> None:
        """Remember once a block: a practice that loses a minute loses nothing."""
        if (block := self._village.calendar.block_at(self._village.twin.now)) != self._kept:
            self._kept = block
            await self._save()

    async def _save(self) -> None:
        async with self._turn:
            stored = await asyncio.to_thread(self._village.to_json)
        await self._memory.save(stored)

    async def status(self) -> MemberStatus:
        """Everybody here is a member from the beginning."""
        return self._village.twin.status(HOME_AGENT)

    async def is_owner(self, address: str) -> bool:
        """Tell whether the home belongs to this owner."""
        return address == HOME_OWNER

    async def history(self, since: int, until: int | None = None) -> Ledger:
        """Tell what was traded, delivered and paid."""
        async with self._turn:
            return await asyncio.to_thread(ledger_of, self._village, since, until)

    # ------ what the home does

    async def request(self, owner: str, daily_cap: int) -> Receipt:
        """Refuse: nobody needs to ask here."""
        raise Rejected("AgentTaken", {"agent": HOME_AGENT, "owner": owner, "dailyCap": daily_cap})

    async def withdraw_request(self) -> Receipt:
        """Refuse: nobody has asked."""
        raise Rejected("NoRequest", {"agent": HOME_AGENT})

    async def place(self, orders: Mapping[int, BlockOrders]) -> Receipt:
        """Place, replace or cancel orders."""
        standing = (self._village.twin.state.orders_of(HOME, block) for block in orders)
        version = version_at(self.now(), max((placed.version for placed in standing if placed), default=0))
        return await self._do(*(("order", block, version, wanted.pack()) for block, wanted in sorted(orders.items())))

    async def clear(self, block: int) -> Receipt:
        """Clear a block, unless a neighbour has."""
        return await self._do(("clear", block))

    async def report(
        self, readings: Mapping[int, BlockReadings], _details: Mapping[int, BlockDetails] | None = None
    ) -> Receipt:
        """Report what the replayed meter counted."""
        return await self._do(*(("report", block, told.pack()) for block, told in sorted(readings.items())))

    async def audit(self, block: int) -> Receipt:
        """Do nothing: no line of the practice street has a meter."""
        return Receipt("", int(self.now()), confirmed=True)

    async def settle(self, members: Sequence[int] | None = None) -> Receipt:
        """Settle final blocks; the neighbours see to theirs."""
        return Receipt("", int(self.now()), confirmed=True) if members else await self._do(("settle", 64))

    async def withdraw(self, amount: int) -> Receipt:
        """Pay free credit to the owner, who can buy nothing with it."""
        return await self._do((WITHDRAW, amount))

    async def deposit(self, amount: int) -> Receipt:
        """Refuse: there is no credit but the welcome."""
        raise Rejected("ERC20InsufficientBalance", {"sender": HOME_AGENT, "balance": 0, "needed": amount})

    async def close(self) -> None:
        """Remember where practice stopped."""
        await self._save()

    async def _do(self, *deeds: tuple[str, *tuple[int, ...]]) -> Receipt:
        async with self._turn:
            try:
                time = await asyncio.to_thread(self._act, deeds)
            except Refused as refusal:
                values = {str(number): value for number, value in enumerate(refusal.values)}
                raise Rejected(refusal.reason, values) from refusal
        return Receipt(f"practice-{len(self._village.deeds)}", time, confirmed=True)

    def _act(self, deeds: Sequence[tuple[str, *tuple[int, ...]]]) -> int:
        self._village.advance_to(self.now())
        for action, *values in deeds:
            self._village.do(HOME, action, *values)
        return self._village.twin.now
