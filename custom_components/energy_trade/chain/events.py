"""The market's events that a home keeps, found in ranges as large as the node bears and pinned to block hashes."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
import logging
from typing import Any, Self

from .abi import ContractAbi, Event
from .errors import CallFailed, NodeError, Reorged
from .failover import Nodes
from .rpc import Head, Rpc

_LOGGER = logging.getLogger(__name__)

COMMUNITY_EVENTS = ("Cleared", "SpreadSet")
MEMBER_EVENTS = (
    "Admitted",
    "Arrived",
    "Corrected",
    "Deposited",
    "ExportUnproven",
    "Issued",
    "LeaveRequested",
    "MemberTermsSet",
    "Moved",
    "Ordered",
    "ReadingCorrected",
    "Reported",
    "Settled",
    "Shared",
    "Withdrawn",
)
FORGETTABLE = frozenset({"Cleared", "Ordered", "Reported"})
SETTLING = frozenset({"Corrected", "Settled"})
TIMED_EVENTS = frozenset({"Arrived", "Deposited", "Issued", "Moved", "Shared", "Withdrawn"})
FIRST_RANGE = 5_000
LARGEST_RANGE = 100_000
FEW_BLOCKS = 100
MARKS = 64
MARK_DISTANCE = 16
JSON_BITS = 53
WORD_MARK = "word:"
KEPT_EVENTS = 20_000


@dataclass(frozen=True, slots=True)
class Kept:
    """An event as it is kept; `time` only where it is shown."""

    name: str
    fields: dict[str, Any]
    block_number: int
    index: int
    transaction_hash: str
    time: int | None

    @property
    def blocks(self) -> range:
        """Market blocks that an event is about."""
        fields = self.fields
        match self.name:
            case "Ordered" | "Reported":
                return range(fields["firstBlock"], fields["firstBlock"] + fields["words"])
            case "Settled":
                return range(fields["firstBlock"], fields["firstBlock"] + fields["blocks"])
            case "Cleared" | "Corrected" | "ExportUnproven" | "ReadingCorrected":
                return range(fields["blockIndex"], fields["blockIndex"] + 1)
        return range(0)

    def to_json(self) -> list[Any]:
        """Write it as JSON knows it."""
        fields = {name: _written(value) for name, value in self.fields.items()}
        return [self.name, fields, self.block_number, self.index, self.transaction_hash, self.time]

    @classmethod
    def from_json(cls, stored: list[Any]) -> Self:
        """Read it back."""
        name, fields, *rest = stored
        return cls(name, {key: _read_back(value) for key, value in fields.items()}, *rest)


class Ranges:
    """How many blocks of the chain a node searches for events at once: found by trying."""

    def __init__(self) -> None:
        """Begin with what most nodes bear."""
        self._size = FIRST_RANGE

    async def read[T](
        self, nodes: Nodes, read: Callable[[Rpc, int, int], Awaitable[T]], first: int, limit: int
    ) -> tuple[T, int]:
        """Read from `first` on as far as can be, at most to `limit`; return what was found and the last block."""
        while True:
            last = min(limit, first + self._size - 1)
            try:
                found = await nodes.run(partial(_between, read, first, last))
            except CallFailed:
                if last == first:
                    raise
                self._size = max(1, (last - first + 1) // 2)
            except NodeError:
                # Perhaps it was too much for the time there is: less the next time.
                self._size = max(FEW_BLOCKS, self._size // 2)
                raise
            else:
                self._size = min(LARGEST_RANGE, self._size * 2)
                return found, last


async def _between[T](read: Callable[[Rpc, int, int], Awaitable[T]], first: int, last: int, rpc: Rpc) -> T:
    return await read(rpc, first, last)


class EventLog:
    """Events of the community and of one member from the market's deployment on."""

    def __init__(self, nodes: Nodes, abi: ContractAbi, market: str, deployment_block: int) -> None:
        """Start without any."""
        self._nodes = nodes
        self._abi = abi
        self._market = market
        self._deployment = deployment_block
        self._ranges = Ranges()
        self.member: int | None = None
        self.events: list[Kept] = []
        self.complete_from = 0
        """Market block from which on no event about blocks has been let go."""

        self.settled_before = 0
        """What the settlements that were let go came to, in µcredit."""

        self._marks: list[tuple[int, str]] = []

    # ------ keeping

    def to_json(self) -> dict[str, Any]:
        """Write it as JSON knows it."""
        return {
            "member": self.member,
            "complete_from": self.complete_from,
            "settled_before": self.settled_before,
            "events": [event.to_json() for event in self.events],
            "marks": [list(mark) for mark in self._marks],
        }

    def restore(self, stored: dict[str, Any]) -> None:
        """Take up what was kept; raises ValueError, KeyError or TypeError for what is damaged."""
        self.events = [Kept.from_json(event) for event in stored["events"]]
        self._marks = [(int(number), str(found)) for number, found in stored["marks"]]
        self.member = stored["member"]
        self.complete_from = int(stored["complete_from"])
        self.settled_before = int(stored.get("settled_before", 0))

    def forget_all(self) -> None:
        """Begin anew."""
        self.member, self.events, self._marks = None, [], []
        self.complete_from = self.settled_before = 0

    # ------ following the chain

    @property
    def read_to(self) -> int:
        """Last block of the chain whose events are here."""
        return self._marks[-1][0] if self._marks else self._deployment - 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been read yet."""
        return not self._marks

    async def follow(self, head: Head, member: int | None) -> int | None:
        """Read on to a block of the chain; return down to which block things were taken back, None if nowhere.

        Progress is kept when a node fails midway.
        """
        if member != self.member:
            self.forget_all()
            self.member = member
        taken_back = await self._roll_back(head)
        while self.read_to < head.number:
            first = self.read_to + 1
            (events, mark), _ = await self._ranges.read(self._nodes, partial(self._read, head=head), first, head.number)
            self.events.extend(events)
            self._marks.append(mark)
        self._forget()
        return taken_back

    async def _roll_back(self, head: Head) -> int | None:
        """Drop what stands on blocks that are no longer part of the chain."""
        before = self.read_to

        async def shared(rpc: Rpc) -> int:
            for position in range(len(self._marks), 0, -1):
                number, known = self._marks[position - 1]
                if number <= head.number and (await rpc.head(number)).hash == known:
                    return position
            return 0

        kept = await self._nodes.run(shared)
        if kept == len(self._marks):
            return None
        del self._marks[kept:]
        if not self._marks:
            self.complete_from = self.settled_before = 0
        self.events = [event for event in self.events if event.block_number <= self.read_to]
        _LOGGER.debug("The chain was reorganised: events after block %s are read again", self.read_to)
        return min(before, self.read_to)

    async def _read(self, rpc: Rpc, first: int, last: int, *, head: Head) -> tuple[list[Kept], tuple[int, str]]:
        topics = self._abi.topics
        logs = await rpc.logs(self._market, [[topics[name] for name in COMMUNITY_EVENTS]], first, last)
        if self.member is not None:
            own = [[topics[name] for name in MEMBER_EVENTS], f"0x{self.member:064x}"]
            logs += await rpc.logs(self._market, own, first, last)
        end = head if last == head.number else await rpc.head(last)
        if last == head.number and (await rpc.head(last)).hash != head.hash:
            raise Reorged("the chain changed while its events were read")
        logs.sort(key=lambda log: (log.block_number, log.index))
        decoded = await asyncio.to_thread(lambda: [event for event in map(self._abi.event, logs) if event is not None])
        timed = sorted({event.log.block_number for event in decoded if event.name in TIMED_EVENTS})
        times = {number: (await rpc.head(number)).timestamp for number in timed}
        return [_kept(event, times.get(event.log.block_number)) for event in decoded], (last, end.hash)

    def _forget(self) -> None:
        """Keep the marks near the head, where reorganisations happen, and of old events those that fit."""
        while len(self._marks) > MARKS:
            # The newest of the older half stay apart by growing distances.
            self._marks = [*self._marks[: MARKS // 2 : 2], *self._marks[MARKS // 2 :]]
        if len(self.events) > KEPT_EVENTS:
            surplus = len(self.events) - KEPT_EVENTS
            old = [event for event in self.events if event.name in FORGETTABLE][:surplus]
            gone = {(event.block_number, event.index) for event in old}
            self.events = [event for event in self.events if (event.block_number, event.index) not in gone]

    def forget_before(self, block: int) -> None:
        """Let go of what is only about market blocks before this one; memberships, terms and movements stay."""
        if block > self.complete_from:
            gone = [event for event in self.events if event.blocks and event.blocks.stop <= block]
            self.settled_before += sum(event.fields["amount"] for event in gone if event.name in SETTLING)
            self.events = [event for event in self.events if not event.blocks or event.blocks.stop > block]
            self.complete_from = block

    def named(self, *names: str) -> Iterable[Kept]:
        """Events of some kinds, oldest first."""
        return (event for event in self.events if event.name in names)


def _kept(event: Event, time: int | None) -> Kept:
    fields = {name: _plain(value) for name, value in event.fields.items()}
    if event.name in {"Ordered", "Reported"}:
        # The words themselves stand in the market's state, or in the facts that were made of it.
        fields["words"] = len(fields["words"])
    log = event.log
    return Kept(event.name, fields, log.block_number, log.index, log.transaction_hash, time)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.hex() if isinstance(value, bytes) else value


def _written(value: Any) -> Any:
    """Words of 256 bits as text: JSON's numbers, as Home Assistant writes them, end at 64 bits."""
    if isinstance(value, list):
        return [_written(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > JSON_BITS:
        return f"{WORD_MARK}{value:x}"
    return value


def _read_back(value: Any) -> Any:
    if isinstance(value, list):
        return [_read_back(item) for item in value]
    if isinstance(value, str) and value.startswith(WORD_MARK):
        return int(value.removeprefix(WORD_MARK), 16)
    return value
