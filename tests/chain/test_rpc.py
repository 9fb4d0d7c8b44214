"""A node's answers are taken in their one form; any other is rubbish, not a crash."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from aiohttp import web
import pytest

from custom_components.energy_trade.chain.errors import (
    CallFailed,
    FeeTooHigh,
    NodeRefused,
    NodeRubbish,
    NodeUnavailable,
    Reorged,
)
from custom_components.energy_trade.chain.fees import Fees, current_fees
from custom_components.energy_trade.chain.provider import SessionProvider
from custom_components.energy_trade.chain.rpc import Rpc
from simulation import faulty_node
from simulation.anvil import Anvil
from simulation.bench.faults.community import NODE_TIMEOUT
from simulation.faulty_node import FaultyNode, only
from tests.chain.conftest import COUNTER_CODE, deploy

HASH = "0x" + "ab" * 32
ADDRESS = "0x" + "11" * 20
RUBBISH: tuple[Any, ...] = (5, True, "", "0x", "0xzz", "hello", [], {}, {"number": "0x1"}, ["0x1"], 1.5)


@pytest.fixture
def rpc(session: aiohttp.ClientSession, proxy: FaultyNode) -> Rpc:
    return Rpc(SessionProvider(session, proxy.url, timeout=NODE_TIMEOUT))


QUESTIONS: dict[str, Callable[[Rpc], Awaitable[Any]]] = {
    "chain": lambda rpc: rpc.chain_id(),
    "head": lambda rpc: rpc.head(),
    "by hash": lambda rpc: rpc.head(HASH),
    "balance": lambda rpc: rpc.balance(ADDRESS),
    "nonce": lambda rpc: rpc.nonce(ADDRESS),
    "price": lambda rpc: rpc.gas_price(),
    "estimate": lambda rpc: rpc.estimate({}),
    "send": lambda rpc: rpc.send(b"\x01"),
    "receipt": lambda rpc: rpc.receipt(HASH),
}


@pytest.mark.parametrize("question", QUESTIONS)
async def test_rubbish_is_told_apart(question: str, rpc: Rpc, proxy: FaultyNode) -> None:
    for rubbish in RUBBISH:
        proxy.faults[:] = [faulty_node.result(rubbish)]
        with pytest.raises(NodeRubbish):
            await QUESTIONS[question](rpc)


@pytest.mark.parametrize("rubbish", [{}, "0x", [5], [{}], [{"topics": []}], [{"topics": [], "removed": True}]])
async def test_logs_that_are_none_are_rubbish(rubbish: Any, rpc: Rpc, proxy: FaultyNode) -> None:
    proxy.faults.append(faulty_node.result(rubbish))
    with pytest.raises(NodeRubbish):
        await rpc.logs(ADDRESS, [], 1, 2)


async def test_many_logs_are_read_as_well(rpc: Rpc, proxy: FaultyNode) -> None:
    logs = [
        {
            "address": ADDRESS,
            "topics": [HASH],
            "data": "0x01",
            "blockNumber": hex(1 + number % 2),
            "blockHash": HASH,
            "transactionHash": HASH,
            "logIndex": hex(number),
        }
        for number in range(500)
    ]
    proxy.faults.append(faulty_node.result(logs))
    found = await rpc.logs(ADDRESS, [], 1, 2)
    assert len(found) == 500
    assert [log.block_number for log in found] == [1] * 250 + [2] * 250


async def test_a_receipt_of_something_else_is_rubbish(rpc: Rpc, proxy: FaultyNode) -> None:
    proxy.faults.append(faulty_node.result({"transactionHash": "0x" + "cd" * 32, "blockHash": HASH}))
    with pytest.raises(NodeRubbish):
        await rpc.receipt(HASH)
    proxy.faults[:] = [faulty_node.result({"transactionHash": HASH, "blockHash": None})]
    assert await rpc.receipt(HASH) is None


@pytest.mark.parametrize(
    ("code", "message", "kind"),
    [
        (-32005, "too many requests", NodeUnavailable),
        (429, "slow down", NodeUnavailable),
        (-32005, "query returned more than 10000 results", CallFailed),
        (-32051, "who are you", NodeRefused),
        (3, "execution reverted", CallFailed),
    ],
)
async def test_a_refusal_is_told_by_its_kind(
    code: int, message: str, kind: type[Exception], rpc: Rpc, proxy: FaultyNode
) -> None:
    proxy.faults.append(faulty_node.refusal(code, message, {"data": "0x1234"}))
    with pytest.raises(kind) as caught:
        await rpc.chain_id()
    if isinstance(caught.value, CallFailed):
        assert caught.value.data == "0x1234"


async def test_a_block_that_the_node_does_not_know_is_not_there(rpc: Rpc) -> None:
    with pytest.raises(NodeUnavailable):
        await rpc.head(10**9)
    with pytest.raises(NodeUnavailable):
        await rpc.head(HASH)
    assert not await rpc.knows(HASH)


async def test_reading_stays_on_one_block_even_where_nodes_know_no_hashes(
    rpc: Rpc, proxy: FaultyNode, anvil: Anvil
) -> None:
    @only("eth_call")
    async def numbers_only(request: faulty_node.Request) -> web.StreamResponse | None:
        if isinstance(request["params"][1], dict):
            return faulty_node.error(request, -32602, "invalid argument 1: cannot unmarshal object")
        return None

    proxy.faults.append(numbers_only)
    head = await rpc.head()
    assert await rpc.call(ADDRESS, b"", head) == b""
    assert await rpc.call(ADDRESS, b"", head) == b""
    assert proxy.asked["eth_call"] == 3


async def test_a_block_that_was_replaced_is_not_read(rpc: Rpc, anvil: Anvil, proxy: FaultyNode) -> None:
    deploy(anvil, COUNTER_CODE)
    head = await rpc.head()
    anvil.reorg(1)
    proxy.faults.append(only("eth_call")(faulty_node.refusal(-32000, "header for hash not found")))
    with pytest.raises(Reorged):
        await rpc.call(ADDRESS, b"", head)
    proxy.faults.clear()
    rpc._by_hash = False
    with pytest.raises(Reorged):
        await rpc.call(ADDRESS, b"", head)


GWEI = 10**9


async def test_where_nothing_is_asked_nothing_is_paid(rpc: Rpc) -> None:
    assert await current_fees(rpc, await rpc.head(), GWEI) == Fees(0, 0)


async def test_without_a_base_fee_the_nodes_price_is_paid(rpc: Rpc, proxy: FaultyNode, anvil: Anvil) -> None:
    head = await rpc.head()
    old = type(head)(head.number, head.hash, head.parent, head.timestamp, None)
    proxy.faults.append(only("eth_gasPrice")(faulty_node.result(hex(5 * GWEI))))
    assert await current_fees(rpc, old, 10 * GWEI) == Fees(5 * GWEI, None)
    with pytest.raises(FeeTooHigh):
        await current_fees(rpc, old, 4 * GWEI)


async def test_a_tip_that_the_node_does_not_suggest_follows_from_its_price(rpc: Rpc, proxy: FaultyNode) -> None:
    head = await rpc.head()
    busy = type(head)(head.number, head.hash, head.parent, head.timestamp, 3 * GWEI)
    proxy.faults.append(only("eth_gasPrice")(faulty_node.result(hex(5 * GWEI))))
    proxy.faults.append(only("eth_maxPriorityFeePerGas")(faulty_node.refusal(-32601, "not found")))
    assert await current_fees(rpc, busy, 100 * GWEI) == Fees(8 * GWEI, 2 * GWEI)
    assert await current_fees(rpc, busy, 6 * GWEI) == Fees(6 * GWEI, 2 * GWEI)


@pytest.mark.parametrize(
    ("old", "market", "bid"),
    [
        (Fees(0, 0), Fees(0, 0), Fees(1, 1)),
        (Fees(80, 8), Fees(0, 0), Fees(90, 9)),
        (Fees(80, 8), Fees(200, 50), Fees(200, 50)),
        (Fees(81, None), Fees(0, None), Fees(92, None)),
        (Fees(900, 8), Fees(0, 0), None),
    ],
)
def test_a_replacement_pays_an_eighth_more(old: Fees, market: Fees, bid: Fees | None) -> None:
    assert old.bumped(market, 1000) == bid
