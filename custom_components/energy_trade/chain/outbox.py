"""What the home has decided to do on the chain and what of it is under way; survives a crash at any moment."""

from contextlib import suppress
from dataclasses import dataclass, field
import logging
from typing import Any, Protocol, Self

from .errors import NotKept
from .fees import Fees
from .rpc import Mined

_LOGGER = logging.getLogger(__name__)

STORED_VERSION = 1


class Store(Protocol):
    """Keeps one JSON object safe on disk; what `save` has returned from survives a power cut.

    It raises NotKept where the disk does not take it.
    """

    async def load(self) -> dict[str, Any] | None:
        """Return what was saved last."""

    async def save(self, data: dict[str, Any]) -> None:
        """Keep this instead."""


class MemoryStore:
    """Keeps it as long as the process lives: for simulations and dialogs."""

    def __init__(self, data: dict[str, Any] | None = None) -> None:
        """Start with what was kept elsewhere."""
        self.data = data

    async def load(self) -> dict[str, Any] | None:
        """Return what was saved last."""
        return self.data

    async def save(self, data: dict[str, Any]) -> None:
        """Keep this instead."""
        self.data = data


@dataclass(frozen=True, slots=True)
class Call:
    """One action on a contract.

    `valid_until` is the chain time from which it is pointless, None for never. An action that is not `repeatable` is
    never sent again while it is not known whether it happened. Of several that wait under one `topic` the last counts.
    """

    label: str
    to: str
    data: bytes
    valid_until: int | None
    repeatable: bool = True
    topic: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Write it as JSON knows it."""
        return {
            "label": self.label,
            "to": self.to,
            "data": self.data.hex(),
            "valid_until": self.valid_until,
            "repeatable": self.repeatable,
            "topic": self.topic,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Read it back."""
        return cls(**{**stored, "data": bytes.fromhex(stored["data"])})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One signed transaction; a filler does nothing but use its nonce up."""

    hash: str
    raw: bytes
    fees: Fees
    gas: int
    filler: bool

    def to_json(self) -> dict[str, Any]:
        """Write it as JSON knows it."""
        return {
            "hash": self.hash,
            "raw": self.raw.hex(),
            "most": self.fees.most,
            "tip": self.fees.tip,
            "gas": self.gas,
            "filler": self.filler,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Read it back."""
        return cls(
            stored["hash"],
            bytes.fromhex(stored["raw"]),
            Fees(stored["most"], stored["tip"]),
            stored["gas"],
            stored["filler"],
        )


@dataclass(slots=True, eq=False)
class Entry:
    """A call and what was tried for it; all attempts share one nonce, so at most one of them ever happens."""

    id: int
    call: Call | None
    nonce: int | None = None
    attempts: list[Attempt] = field(default_factory=list)
    mined: Mined | None = None
    mined_by: Attempt | None = None
    attempted_at: float | None = None
    sent_at: float | None = None
    missing_since: float | None = None

    @property
    def label(self) -> str:
        """What it is, for people."""
        return "filler" if self.call is None else self.call.label

    def is_over(self, chain_time: float) -> bool:
        """Whether its time has passed."""
        return self.call is None or (self.call.valid_until is not None and chain_time >= self.call.valid_until)

    def to_json(self) -> dict[str, Any]:
        """Write what a new process must know."""
        return {
            "id": self.id,
            "call": None if self.call is None else self.call.to_json(),
            "nonce": self.nonce,
            "attempts": [attempt.to_json() for attempt in self.attempts],
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Read it back."""
        return cls(
            stored["id"],
            None if stored["call"] is None else Call.from_json(stored["call"]),
            stored["nonce"],
            [Attempt.from_json(attempt) for attempt in stored["attempts"]],
        )


class Outbox:
    """The entries of one key on one chain, in the order in which they were decided."""

    def __init__(self, store: Store, chain_id: int, address: str) -> None:
        """Keep them in a store."""
        self._store = store
        self._owner = {"chain_id": chain_id, "address": address}
        self._next = 1
        self.entries: list[Entry] = []

    async def load(self) -> None:
        """Take up what a former process left; another key's or chain's entries are nothing to this one."""
        stored = await self._store.load()
        if stored is None or stored.get("version") != STORED_VERSION or stored.get("owner") != self._owner:
            return
        try:
            found = [Entry.from_json(entry) for entry in stored["entries"]]
            # What is not signed has not happened before a crash, and nobody waits for it any more; but before this
            # was restored from a backup it may have.
            self.entries = [
                entry for entry in found if entry.nonce is not None or entry.call is None or entry.call.repeatable
            ]
            self._next = int(stored["next"])
        except KeyError, TypeError, ValueError:
            _LOGGER.warning("What was kept of transactions under way is damaged; starting without it")
            self.entries = []

    async def save(self) -> None:
        """Make what is decided survive; raises NotKept."""
        await self._store.save(
            {
                "version": STORED_VERSION,
                "owner": self._owner,
                "next": self._next,
                "entries": [entry.to_json() for entry in self.entries],
            }
        )

    async def note(self) -> None:
        """Make what the chain tells anyway survive, if the disk takes it; else the next process asks the chain."""
        with suppress(NotKept):
            await self.save()

    def add(self, call: Call | None, nonce: int | None = None) -> Entry:
        """Append a call, or a filler for a nonce."""
        entry = Entry(self._next, call, nonce)
        self._next += 1
        self.entries.append(entry)
        return entry

    def remove(self, entry: Entry) -> None:
        """Forget an entry whose fate is settled."""
        self.entries.remove(entry)

    @property
    def queued(self) -> list[Entry]:
        """Entries that have no nonce yet."""
        return [entry for entry in self.entries if entry.nonce is None]

    @property
    def numbered(self) -> list[tuple[int, Entry]]:
        """Entries that were signed, with their nonces, lowest first."""
        return sorted(
            ((entry.nonce, entry) for entry in self.entries if entry.nonce is not None), key=lambda pair: pair[0]
        )
