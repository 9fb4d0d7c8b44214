"""Whatever fails, at whatever stage of a block's life: the money ends where it ends without any failure."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from custom_components.energy_trade.chain.client import EvmMarket
from custom_components.energy_trade.chain.outbox import MemoryStore
from custom_components.energy_trade.market.port import Receipt
from simulation import faulty_node
from simulation.bench.faults.community import Community, buys, metered, sells
from simulation.faulty_node import FaultyNode, only
from tests.chain.conftest import eventually

type Step = Callable[[EvmMarket], Awaitable[Receipt]]


class Seller:
    """The home that fails: acts under a fault, perhaps as a new process."""

    def __init__(self, community: Community, market: EvmMarket, proxy: FaultyNode, stores: dict[str, Any]) -> None:
        self.community = community
        self.anvil = community.anvil
        self.market = market
        self.proxy = proxy
        self.stores = stores

    async def act(self, step: Step, fault: str) -> None:
        await getattr(self, f"_{fault}")(step)
        for _ in range(200):
            await self.market._sender.advance()
            if not self.market.pending:
                return
            await asyncio.sleep(0.02)
        pytest.fail("the action is never mined")

    async def _nothing(self, step: Step) -> None:
        await step(self.market)

    async def _reorganisation(self, step: Step) -> None:
        self.anvil.mine(3)
        await step(self.market)
        self.anvil.mine(2)
        await self.market._sender.advance()
        self.anvil.reorg(3)

    async def _mempool_dropped(self, step: Step) -> None:
        self.anvil.set_automine(False)
        action = asyncio.ensure_future(step(self.market))
        try:
            await eventually(lambda: self._waiting() == 1 + self._spent())
            self.anvil.drop_all()
        finally:
            self.anvil.set_automine(True)
        await action

    async def _node_down(self, step: Step) -> None:
        action = asyncio.ensure_future(step(self.market))
        await asyncio.sleep(0.03)
        await self.proxy.stop()
        await asyncio.sleep(0.3)
        await self.proxy.start()
        await action

    async def _killed_before_sending(self, step: Step) -> None:
        held, over = asyncio.Event(), asyncio.Event()

        @only("eth_sendRawTransaction")
        async def hold(request: faulty_node.Request) -> Any:
            held.set()
            await over.wait()
            return faulty_node.error(request, -32000, "gone")

        await self._killed(step, hold, held)
        over.set()

    async def _killed_after_sending(self, step: Step) -> None:
        held = asyncio.Event()

        @only("eth_sendRawTransaction")
        async def swallow(request: faulty_node.Request) -> Any:
            await asyncio.to_thread(self.anvil.rpc, request["method"], *request["params"])
            held.set()
            await asyncio.sleep(5)

        await self._killed(step, swallow, held)

    async def _killed(self, step: Step, fault: Any, held: asyncio.Event) -> None:
        self.proxy.faults.append(fault)
        action = asyncio.ensure_future(step(self.market))
        await held.wait()
        action.cancel()
        self.proxy.faults.clear()
        stores = {name: MemoryStore(store.data) for name, store in self.stores.items()}
        self.market = await self.community.home(self.market._key, **stores)

    def _spent(self) -> int:
        return int(self.anvil.rpc("eth_getTransactionCount", self.market.agent, "latest"), 16)

    def _waiting(self) -> int:
        return int(self.anvil.rpc("eth_getTransactionCount", self.market.agent, "pending"), 16)


STAGES = ("place", "revise", "clear", "report", "settle", "withdraw")
FAULTS = (
    "reorganisation",
    "mempool_dropped",
    "node_down",
    "killed_before_sending",
    "killed_after_sending",
)
PAID_OUT = 1_000_000


async def live(community: Community, proxy: FaultyNode, stage: str, fault: str) -> tuple[int, int]:
    """Live a block's life with a fault at one stage; return both balances."""
    stores = {"outbox": MemoryStore(), "cache": MemoryStore()}
    seller = Seller(community, await community.member(0, zone=0, **stores), proxy, stores)
    buyer = await community.member(1)
    snapshot = await seller.market.snapshot()
    block, first = snapshot.blocks[-1].index, snapshot.member.first_block

    async def act(name: str, step: Step) -> None:
        await seller.act(step, fault if name == stage else "nothing")

    await act("place", lambda market: market.place({block: sells(900)}))
    await act("revise", lambda market: market.place({block: sells(600)}))
    await buyer.place({block: buys(600)})
    community.to_gate(block)
    await act("clear", lambda market: market.clear(block))
    community.to_end(block)
    before = {index: metered(0) for index in range(first, block)}
    await act("report", lambda market: market.report(before | {block: metered(500)}))
    await buyer.report(before | {block: metered(-700)})
    await act("settle", lambda market: market.settle([0, 1]))
    await act("withdraw", lambda market: market.withdraw(PAID_OUT))
    ledger = await seller.market.history(0)
    balance = (await seller.market.snapshot()).member.balance
    assert balance == sum(entry.amount or 0 for entry in ledger.blocks) + sum(move.amount for move in ledger.movements)
    return balance, (await buyer.snapshot()).member.balance


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("stage", STAGES)
async def test_nothing_is_lost_and_nothing_paid_twice(
    stage: str, fault: str, community: Community, proxy: FaultyNode
) -> None:
    # Flat tariff, F 80, R 320, spread 5: 600 Wh at the cleared price, 100 Wh short each, unmatched, at R.
    price = 80 + 4 * 25
    assert await live(community, proxy, stage, fault) == (
        community.terms.initial_grant + 8 * (600 * price - 100 * 320) - PAID_OUT,
        community.terms.initial_grant - 8 * (600 * price + 100 * 320),
    )
