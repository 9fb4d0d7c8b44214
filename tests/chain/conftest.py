"""A home's way to a real node, through proxies that can be made to misbehave."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
import time
from typing import Any

import aiohttp
import pytest

from custom_components.energy_trade.chain.clock import ChainClock
from custom_components.energy_trade.chain.errors import Rejected
from custom_components.energy_trade.chain.failover import Nodes
from custom_components.energy_trade.chain.outbox import Call, MemoryStore
from custom_components.energy_trade.chain.rpc import Rpc
from custom_components.energy_trade.chain.sender import Sender, Timing
from custom_components.energy_trade.chain.wallet import AgentKey
from simulation.anvil import Anvil
from simulation.bench.faults.community import NODE_TIMEOUT, QUICK, TERMS, Community
from simulation.faulty_node import FaultyNode
from simulation.operator import Operator

COUNTER_RUNTIME = "5f546001015f5500"
"""storage[0] += 1, whatever is called."""

COUNTER_CODE = f"0x67{COUNTER_RUNTIME}5f5260086018f3"
REVERTING_CODE = "0x635f5ffd005f526004601cf3"
"""Reverts without a word."""


def deploy(anvil: Anvil, code: str) -> str:
    """Create a contract; return its address."""
    sent = anvil.rpc("eth_sendTransaction", {"from": anvil.account(0).address, "data": code, "gasPrice": "0x0"})
    address: str = anvil.receipt(sent)["contractAddress"]
    return address


async def identify_any(rpc: Rpc) -> str:
    return "the market"


@dataclass
class Counter:
    """A contract that counts how often it is called: what happened exactly once shows."""

    anvil: Anvil
    address: str

    @property
    def count(self) -> int:
        return int(self.anvil.rpc("eth_getStorageAt", self.address, "0x0", "latest"), 16)

    def call(self, label: str = "count", **changes: Any) -> Call:
        return replace(Call(label, self.address, b"", None), **changes)


@dataclass
class Patience:
    """Time as a sender's patience counts it: it passes with each look at the clock, however long the machine takes."""

    now: float = 0.0

    def __call__(self) -> float:
        self.now += QUICK.poll / 4
        return self.now


@dataclass
class Home:
    """What a sender is made of."""

    nodes: Nodes
    key: AgentKey
    store: MemoryStore
    chain_id: int
    clock: ChainClock
    timing: Timing = QUICK
    patience: Patience = field(default_factory=Patience)

    def sender(self, **changes: Any) -> Sender:
        return Sender(
            self.nodes,
            self.key,
            chain_id=self.chain_id,
            store=self.store,
            clock=self.clock,
            explain=lambda data: Rejected("Reverted", {"data": data}),
            **(dict[str, Any](timing=self.timing, monotonic=self.patience) | changes),
        )


@pytest.fixture
def counter(anvil: Anvil) -> Counter:
    counter = Counter(anvil, deploy(anvil, COUNTER_CODE))
    anvil.mine(5)  # out of reach of reorganisations
    return counter


@pytest.fixture(scope="session")
def founded(anvil_node: Anvil) -> Operator:
    """The operator of a street that is founded once for all tests, before `anvil` remembers the chain."""
    operator = Operator(anvil_node)
    asyncio.run(operator.found(TERMS))
    anvil_node.mine(5)  # out of reach of reorganisations
    return operator


@pytest.fixture
async def community(founded: Operator, anvil: Anvil, session: aiohttp.ClientSession, proxy: FaultyNode) -> Community:
    community = Community(anvil, founded, TERMS, session, [proxy.url])
    community.to_start()
    return community


@pytest.fixture
async def session(socket_enabled: None) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def proxy(anvil: Anvil) -> AsyncIterator[FaultyNode]:
    async with FaultyNode(anvil.url) as proxy:
        yield proxy


@pytest.fixture
async def home(anvil: Anvil, session: aiohttp.ClientSession, proxy: FaultyNode) -> Home:
    clock = ChainClock(lambda: anvil.time)
    nodes = Nodes(session, [proxy.url], anvil.chain_id, identify_any, timeout=NODE_TIMEOUT, on_head=clock.observe)
    return Home(nodes, AgentKey.create(), MemoryStore(), anvil.chain_id, clock)


CEILING = 120.0


async def advance(sender: Sender, until: Callable[[], bool]) -> None:
    """Let a sender look at the chain, as whoever polls it does, until something has come true."""
    end = time.monotonic() + CEILING
    while not until():
        assert time.monotonic() < end
        await sender.advance()
        await asyncio.sleep(0.01)


async def eventually(condition: Callable[[], bool]) -> None:
    """Wait until something has come true."""
    end = time.monotonic() + CEILING
    while not condition():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)
