"""Several nodes for one chain: the best one that works is kept, the others stand by."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
import logging
import time

import aiohttp
from yarl import URL

from .errors import CallFailed, NodeError, NodeLagging, NodeUnavailable, WrongChain, WrongHistory
from .provider import SessionProvider
from .rpc import Head, Rpc

_LOGGER = logging.getLogger(__name__)

BACKOFF_FIRST = 2.0
BACKOFF_LAST = 300.0
COMPARE_SECONDS = 30.0
LAG_BLOCKS = 3
LAG_SECONDS = 30
VOTERS = 3
"""With this many nodes one that is alone with its view of the chain is wrong."""

NODE_FAULTS = (
    "header not found",
    "missing trie node",
    "unknown block",
    "block not found",
    "not available",
    "internal error",
)
METHOD_NOT_FOUND = -32601

type Identify = Callable[[Rpc], Awaitable[str]]
"""Tells which market a node shows; raises WrongChain if none."""


@dataclass(slots=True, eq=False)
class _Node:
    rpc: Rpc
    verified: bool = False
    head: Head | None = None
    fault: NodeError | None = None
    failures: int = 0
    not_before: float = float("-inf")
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def name(self) -> str:
        """Host and port: the rest of an address may be somebody's secret."""
        url = URL(self.rpc.url)
        return f"{url.host}:{url.port}"


@dataclass(frozen=True, slots=True)
class NodeHealth:
    """How a node does, for people who look after the system."""

    name: str
    in_use: bool
    problem: NodeError | None
    head: int | None


class Nodes:
    """Answers from whichever node works, never from two in one operation."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        urls: Sequence[str],
        chain_id: int,
        identify: Identify,
        *,
        identity: str | None = None,
        timeout: float = 10.0,
        on_head: Callable[[Head], None] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Know the nodes in order of preference; `identity` is the market's, once it has been seen.

        `on_head` is told each newest block that is read.
        """
        self._on_head = on_head
        self._nodes = [_Node(Rpc(SessionProvider(session, url, timeout))) for url in urls]
        self._chain_id = chain_id
        self._identify = identify
        self._identity = identity
        self._monotonic = monotonic
        self._current: _Node | None = None
        self._compared_at = float("-inf")
        self._comparing = asyncio.Lock()

    @property
    def identity(self) -> str | None:
        """What tells this market from any other; None until a node has shown it."""
        return self._identity

    @property
    def health(self) -> tuple[NodeHealth, ...]:
        """How each node does."""
        return tuple(
            NodeHealth(node.name, node is self._current, node.fault, node.head.number if node.head else None)
            for node in self._nodes
        )

    async def run[T](self, operation: Callable[[Rpc], Awaitable[T]]) -> T:
        """Carry an operation out on one node, again on the next one if that node fails.

        An operation must not mind being begun several times.
        """
        await self._compare()
        last: NodeError | None = None
        for node in self._candidates():
            if isinstance(node.fault, WrongHistory):
                last = node.fault
                continue
            try:
                await self._verify(node)
                answer = await operation(node.rpc)
            except NodeError as error:
                self._failed(node, error)
                last = error
            except CallFailed as error:
                if not _is_node_fault(error):
                    self._serves(node)
                    raise
                last = NodeUnavailable(error.message)
                self._failed(node, last)
            else:
                self._serves(node)
                return answer
        if last is None:
            msg = "no node is known"
            raise NodeUnavailable(msg)
        raise last

    async def everywhere[T](self, operation: Callable[[Rpc], Awaitable[T]]) -> list[T]:
        """Carry an operation out on every node that is not known to be useless; return what succeeded."""
        now = self._monotonic()
        nodes = [node for node in self._nodes if node.not_before <= now and not isinstance(node.fault, WrongHistory)]

        async def attempt(node: _Node) -> list[T]:
            try:
                await self._verify(node)
                return [await operation(node.rpc)]
            except NodeError as error:
                self._failed(node, error)
            except CallFailed:
                pass
            return []

        return [answer for answers in await asyncio.gather(*map(attempt, nodes)) for answer in answers]

    def distrust(self, error: NodeError) -> None:
        """Let another node serve, where there is one: what this one told does not add up."""
        if self._current is not None:
            self._failed(self._current, error)

    async def head(self) -> Head:
        """Newest block of the chain."""
        return await self.run(self.head_of)

    async def head_of(self, rpc: Rpc) -> Head:
        """Newest block that a node knows, as part of an operation on this node."""
        head = await rpc.head()
        for node in self._nodes:
            if node.rpc is rpc:
                node.head = head
        if self._on_head is not None:
            self._on_head(head)
        return head

    def _candidates(self) -> list[_Node]:
        now = self._monotonic()
        waiting = sorted((node for node in self._nodes if node.not_before > now), key=lambda node: node.not_before)
        ready = [node for node in self._nodes if node.not_before <= now]
        if self._current in ready:
            ready.sort(key=lambda node: node is not self._current)
        return ready + waiting

    async def _verify(self, node: _Node) -> None:
        async with node.lock:
            if node.verified:
                return
            found = await node.rpc.chain_id()
            if found != self._chain_id:
                msg = f"the node is on chain {found}, not {self._chain_id}"
                raise WrongChain(msg)
            identity = await self._identify(node.rpc)
            if self._identity is None:
                self._identity = await self._elect(identity)
            if identity != self._identity:
                msg = "the node shows another market at this address"
                raise WrongChain(msg)
            node.verified = True

    async def _elect(self, first: str) -> str:
        """Take the market that most nodes show when it is met for the first time."""
        if len(self._nodes) < VOTERS:
            return first
        found = await asyncio.gather(
            *(self._vote(node) for node in self._nodes),
        )
        votes = Counter(identity for identity in found if identity is not None)
        best, count = votes.most_common(1)[0] if votes else (first, 1)
        return best if count > votes[first] else first

    async def _vote(self, node: _Node) -> str | None:
        try:
            if await node.rpc.chain_id() != self._chain_id:
                return None
            return await self._identify(node.rpc)
        except NodeError, CallFailed:
            return None

    async def _compare(self) -> None:
        """Look at all nodes that are not in backoff now and then; what is behind or alone with its view stands back."""
        now = self._monotonic()
        if len(self._nodes) == 1 or self._comparing.locked() or now - self._compared_at < COMPARE_SECONDS:
            return
        async with self._comparing:
            self._compared_at = now
            ready = [node for node in self._nodes if node.not_before <= now]
            answered = [
                node
                for node, answers in zip(ready, await asyncio.gather(*map(self._probe, ready)), strict=True)
                if answers
            ]
            faults = _behind(answered) | await self._outvoted(answered)
            for node in answered:
                if node in faults:
                    self._failed(node, faults[node])
                else:
                    self._works(node)

    async def _probe(self, node: _Node) -> bool:
        try:
            await self._verify(node)
            node.head = await node.rpc.head()
        except NodeError as error:
            self._failed(node, error)
        except CallFailed as error:
            self._failed(node, NodeUnavailable(error.message))
        else:
            return True
        return False

    async def _outvoted(self, nodes: list[_Node]) -> dict[_Node, NodeError]:
        """Find nodes that tell another history than most do."""
        if len(nodes) < VOTERS:
            return {}
        height = min(node.head.number for node in nodes if node.head)
        hashes = await asyncio.gather(*(self._hash_at(node, max(0, height - LAG_BLOCKS)) for node in nodes))
        best, count = Counter(hashes).most_common(1)[0]
        if best is None or 2 * count <= len(nodes):
            return {}
        return {
            node: WrongHistory("the node tells another history than the others")
            for node, found in zip(nodes, hashes, strict=True)
            if found not in {best, None}
        }

    async def _hash_at(self, node: _Node, height: int) -> str | None:
        try:
            return (await node.rpc.head(height)).hash
        except NodeError, CallFailed:
            return None

    def _failed(self, node: _Node, error: NodeError) -> None:
        if node.fault is None:
            _LOGGER.warning("Node %s: %s", node.name, error)
        node.fault = error
        node.verified = False
        node.not_before = self._monotonic() + min(BACKOFF_LAST, BACKOFF_FIRST * 2 ** min(node.failures, 16))
        node.failures += 1
        if node is self._current:
            self._current = None

    def _serves(self, node: _Node) -> None:
        self._current = node
        # One that is behind serves only while there is no better one; whether it caught up, comparing tells.
        if not isinstance(node.fault, NodeLagging):
            self._works(node)

    def _works(self, node: _Node) -> None:
        if node.fault is not None:
            _LOGGER.warning("Node %s works again", node.name)
        node.fault = None
        node.failures = 0
        node.not_before = float("-inf")


def _behind(nodes: list[_Node]) -> dict[_Node, NodeError]:
    """Find nodes that are well behind the others."""
    heads = sorted((node.head for node in nodes if node.head), key=lambda head: head.number, reverse=True)
    if len(heads) < 2:  # noqa: PLR2004 - behind takes two
        return {}
    # One node that claims to be far ahead must not make all others look slow.
    reference = heads[1] if len(heads) >= VOTERS else heads[0]
    return {
        node: NodeLagging(f"the node is {reference.number - node.head.number} blocks behind")
        for node in nodes
        if node.head
        and reference.number - node.head.number > LAG_BLOCKS
        and reference.timestamp - node.head.timestamp > LAG_SECONDS
    }


def _is_node_fault(error: CallFailed) -> bool:
    """Whether a refusal says more about the node than about the request."""
    message = error.message.lower()
    if error.data or "revert" in message:
        return False
    return error.code == METHOD_NOT_FOUND or any(words in message for words in NODE_FAULTS)
