"""What the chain has recorded of a market: read once, kept between runs, told as a ledger or as everybody's books."""

import asyncio
from collections.abc import Mapping
from functools import partial
import logging
import time
from typing import Any

from ..market.founding import Founding
from ..market.port import Ledger
from .books import MONEY, CommunityBooks, EnergyAccount, GridBill, books_of, differences, energy_of, finished_blocks
from .contract import MarketContract
from .errors import HistoryMismatch, NodeRubbish, Reorged
from .events import EventLog
from .history import (
    KEPT_BLOCKS,
    LATE_BLOCKS,
    SETTLED_DEPTH,
    BlockFacts,
    Book,
    FactsCache,
    MemberPast,
    explained_by,
    facts_of,
)
from .outbox import Store
from .replay import EventSearch
from .rpc import Head

_LOGGER = logging.getLogger(__name__)

CACHE_VERSION = 3
REPLAYED_BLOCKS = 96
REORG_ATTEMPTS = 3
LONGEST_OVERVIEW = 64
LEFT_OUT = "the node leaves events of this home's past out"
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 60.0, 3600.0
"""Before a past that does not add up is read once more: it may be long."""


class Archive:
    """The past of one market; all of it can be read again from the chain."""

    def __init__(self, contract: MarketContract, cache: Store) -> None:
        """Begin with nothing read; see `restore`."""
        self.differences: tuple[str, ...] = ()
        """Settlements that the market's rules do not explain, as last found by `ledger`."""

        self.log = EventLog(contract.nodes, contract.abi, contract.address, contract.deployment_block)
        self.facts = FactsCache()
        self._contract = contract
        self._cache = cache
        self._search = EventSearch(contract.nodes, contract.abi, contract.address, contract.deployment_block)
        self._reading = asyncio.Lock()
        self._gaps = 0
        self._read_again_at = float("-inf")

    def restore(self, stored: Mapping[str, Any]) -> None:
        """Take up what a former process read; what is damaged is read again."""
        if stored.get("version") != CACHE_VERSION or stored.get("market") != self._contract.address:
            return
        try:
            self.log.restore(stored["log"])
            self.facts.restore(stored["facts"])
        except KeyError, TypeError, ValueError:
            _LOGGER.warning("What was kept of the market's history is damaged; it is read from the chain again")
            self.log.forget_all()
            self.facts.facts = {}

    def _to_keep(self) -> dict[str, Any]:
        return {
            "version": CACHE_VERSION,
            "market": self._contract.address,
            "identity": self._contract.nodes.identity,
            "log": self.log.to_json(),
            "facts": self.facts.to_json(),
        }

    async def ledger(self, member: int | None, since: int, until: int | None = None) -> Ledger:
        """Rebuild a member's blocks delivered from `since` to `until` (unix time).

        Raises HistoryMismatch, which carries the ledger, if what was moved is not what the rules give.
        """
        async with self._reading:
            founding = await self._contract.founding()
            calendar = founding.calendar()
            for attempt in range(REORG_ATTEMPTS):
                head = await self._contract.nodes.head()
                current = calendar.block_at(head.timestamp)
                end = current if until is None else min(current, calendar.block_at(until))
                try:
                    await self._follow(head, member)
                    wanted = range(calendar.block_at(since), end + 1)
                    log, past = await self._past(wanted, head, founding)
                    facts = await self._read_facts(member, wanted, current, past, head)
                    break
                except Reorged:
                    if attempt == REORG_ATTEMPTS - 1:
                        raise
            self.facts.keep(facts.values(), past.settled_by(head.number - SETTLED_DEPTH), current)
            limit = calendar.block_start(current + founding.horizon_blocks + 1) if until is None else until
            book = Book(founding, past, log)
            ledger, found = await asyncio.to_thread(book.ledger, facts, since, limit)
            self._forget(past.forgettable(current - KEPT_BLOCKS))
            await self._cache.save(await asyncio.to_thread(self._to_keep))
            self.differences = tuple(found)
            if found:
                _LOGGER.error("The market settled otherwise than its rules say: %s", "; ".join(found))
                raise HistoryMismatch(found, ledger)
            return ledger

    async def _follow(self, head: Head, member: int | None) -> None:
        """Read the events on to a block of the chain; again from the beginning where they do not explain the balance.

        Some nodes leave events out, for a moment or for good: half a past is shown to nobody.
        """
        if time.monotonic() < self._read_again_at:
            raise NodeRubbish(LEFT_OUT)
        for _ in range(1 if self.log.is_empty else 2):
            if await self.log.follow(head, member) is not None:
                self.facts.facts.clear()
            if await self._adds_up(head, member):
                self._gaps = 0
                return
            self.log.forget_all()
            self.facts.facts.clear()
        # At once again, perhaps by another node; then ever less often.
        pause = FIRST_PAUSE_SECONDS * 2 ** min(self._gaps - 1, 16) if self._gaps else 0.0
        self._gaps += 1
        self._read_again_at = time.monotonic() + min(LONGEST_PAUSE_SECONDS, pause)
        error = NodeRubbish(LEFT_OUT)
        self._contract.nodes.distrust(error)
        raise error

    async def _adds_up(self, head: Head, member: int | None) -> bool:
        """Whether a member's events come to the balance that it has as of a block of the chain."""
        if member is None:
            return True
        balance = await self._contract.nodes.run(lambda rpc: self._contract.balance(rpc, head, member))
        return explained_by(self.log) == balance

    async def _past(self, wanted: range, head: Head, founding: Founding) -> tuple[EventLog, MemberPast]:
        """What the kept events say of the wanted blocks, or all events there are where those were let go."""
        past = await asyncio.to_thread(MemberPast, self.log, founding)
        if max(wanted.start, past.first_block or 0) >= self.log.complete_from:
            return self.log, past
        contract = self._contract
        log = EventLog(contract.nodes, contract.abi, contract.address, contract.deployment_block)
        await log.follow(head, self.log.member)
        return log, await asyncio.to_thread(MemberPast, log, founding)

    def _forget(self, before: int) -> None:
        self.log.forget_before(before)
        self.facts.forget_before(before)

    async def _read_facts(
        self, member: int | None, wanted: range, current: int, past: MemberPast, head: Head
    ) -> dict[int, BlockFacts]:
        """Facts of the wanted blocks, and of those that were settled together with them."""
        founding = await self._contract.founding()
        indices = set(past.delivered(wanted))
        for event in past.settled:
            together = event.blocks
            if together.start < wanted.stop and wanted.start < together.stop:
                indices.update(together)
        facts = {index: self.facts.facts[index] for index in indices if index in self.facts.facts}
        # The ring slots of older blocks may hold coming blocks' tariffs and orders already.
        missing = sorted(index for index in indices - facts.keys() if index + LATE_BLOCKS <= current)
        while missing and member is not None:
            span = range(missing[0], max(index for index in missing if index < missing[0] + REPLAYED_BLOCKS) + 1)
            facts |= await self._search.replay(founding, span, member, head)
            missing = [index for index in missing if index >= span.stop]
        missing = sorted(index for index in indices - facts.keys() if index + LATE_BLOCKS > current)
        while missing:
            first = missing[0]
            last = max(index for index in missing if index < first + LONGEST_OVERVIEW)
            read = partial(self._contract.overview, head=head, first=first, last=last)
            overview = await self._contract.nodes.run(read)
            for view in overview["blocks"]:
                found = facts_of(view, past, founding, head.hash)
                if found is not None and found.index in missing:
                    facts[found.index] = found
            missing = [index for index in missing if index > last]
        return facts

    async def books(self, since: int, until: int) -> CommunityBooks:
        """Everybody's accounts from `since` and before `until` (unix time), held against what the chain shows now."""
        founding = await self._contract.founding()
        for attempt in range(REORG_ATTEMPTS):
            head = await self._contract.nodes.head()
            first = await self._search.chain_block_at(since - 1, head)
            last = await self._search.chain_block_at(until - 1, head)
            events = await self._search.events(MONEY, self._contract.deployment_block, head.number)
            try:
                members, grid_account = await self._contract.nodes.run(partial(self._contract.accounts, head=head))
                break
            except Reorged:
                if attempt == REORG_ATTEMPTS - 1:
                    raise
        before = [event for event in events if event.log.block_number <= first]
        within = [event for event in events if first < event.log.block_number <= last]
        books = books_of(before, within, len(members))
        found = differences(books_of([], events, len(members)), members, grid_account)
        settled = [block for account in books.members.values() for block in account.blocks]
        energy: dict[int, EnergyAccount] = {}
        bill: GridBill | None = None
        if settled:
            wanted = range(min(block.start for block in settled), max(block.stop for block in settled))
            replay = await self._search.replay_all(founding, wanted, head)
            finished = finished_blocks(events, within)
            energy, bill = await asyncio.to_thread(energy_of, books, replay, founding, finished)
        return CommunityBooks(books, energy, tuple(found), members, bill)
