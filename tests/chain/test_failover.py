"""A node that is down, slow, on another chain or answering rubbish costs one log line, and another one back."""

import asyncio
from collections.abc import AsyncIterator
import logging
import threading
from typing import Any

import aiohttp
from aiohttp import web
import pytest

from custom_components.energy_trade.chain.errors import (
    AnswerTooLarge,
    CallFailed,
    NodeError,
    NodeLagging,
    NodeRefused,
    NodeRubbish,
    NodeUnavailable,
    WrongChain,
    WrongHistory,
)
from custom_components.energy_trade.chain.failover import Nodes
from custom_components.energy_trade.chain.provider import RESPONSE_LIMIT, SessionProvider
from custom_components.energy_trade.chain.rpc import Rpc
from simulation import faulty_node
from simulation.anvil import Anvil
from simulation.bench.faults.community import NODE_TIMEOUT
from simulation.faulty_node import Fault, FaultyNode, always, only
from tests.chain.conftest import identify_any

LOGGER = "custom_components.energy_trade.chain.failover"


class Clock:
    """Time that passes when told to."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def proxies(anvil: Anvil) -> AsyncIterator[list[FaultyNode]]:
    proxies = [FaultyNode(anvil.url) for _ in range(3)]
    for proxy in proxies:
        await proxy.start()
    yield proxies
    for proxy in proxies:
        await proxy.stop()


def nodes_of(session: aiohttp.ClientSession, proxies: list[FaultyNode], clock: Clock, **options: Any) -> Nodes:
    options = {"timeout": NODE_TIMEOUT} | options
    return Nodes(session, [proxy.url for proxy in proxies], 31337, identify_any, monotonic=clock, **options)


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == LOGGER]


async def endless(request: faulty_node.Request) -> web.StreamResponse | None:
    await asyncio.Event().wait()
    return None


async def refused(request: faulty_node.Request) -> web.StreamResponse:
    return web.Response(status=401, text="who are you?")


async def broken(request: faulty_node.Request) -> web.StreamResponse:
    return web.Response(status=502, text="<html>bad gateway</html>")


async def wrong_id(request: faulty_node.Request) -> web.StreamResponse:
    return faulty_node.answer({"id": 10**9}, "0x1")


async def huge(request: faulty_node.Request) -> web.StreamResponse:
    return web.Response(text='{"jsonrpc":"2.0","id":1,"result":"' + "0" * RESPONSE_LIMIT + '"}')


async def redirect(request: faulty_node.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "http://127.0.0.1:1/"})


FAULTS: dict[str, tuple[Fault, type[NodeError]]] = {
    "without answer": (endless, NodeUnavailable),
    "another chain": (only("eth_chainId")(faulty_node.result("0x1")), WrongChain),
    "who are you": (refused, NodeRefused),
    "bad gateway": (broken, NodeUnavailable),
    "redirect": (redirect, NodeUnavailable),
    "html": (always("<html>hello</html>"), NodeRubbish),
    "not a call": (always("[1, 2]"), NodeRubbish),
    "nested": (always("[" * 200_000), NodeRubbish),
    "no result": (always('{"jsonrpc": "2.0", "id": 0}'), NodeRubbish),
    "another's answer": (wrong_id, NodeRubbish),
    "without end": (huge, AnswerTooLarge),
    "error without form": (always('{"jsonrpc": "2.0", "id": null, "error": "no"}'), NodeRubbish),
    "error without code": (always('{"jsonrpc": "2.0", "id": null, "error": {"message": 5}}'), NodeRubbish),
    "enough of you": (faulty_node.refusal(-32005, "daily request count exceeded"), NodeUnavailable),
    "method not found": (faulty_node.refusal(-32601, "the method does not exist"), NodeUnavailable),
    "nothing": (faulty_node.result(None), NodeRubbish),
    "a word": (faulty_node.result("hello"), NodeRubbish),
    "a float": (faulty_node.result(3.5), NodeRubbish),
    "too long": (faulty_node.result("0x1" + "0" * 64), NodeRubbish),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_the_next_node_answers_and_one_line_is_logged_each_way(
    fault: str,
    session: aiohttp.ClientSession,
    proxies: list[FaultyNode],
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, LOGGER)
    failing, kind = FAULTS[fault]
    nodes = nodes_of(session, proxies[:2], clock)
    first = await nodes.head()
    assert not lines(caplog)
    if failing is endless:
        nodes._nodes[0].rpc = Rpc(SessionProvider(session, proxies[0].url, 0.3))
    proxies[0].faults.append(failing)
    for _ in range(20):
        assert (await nodes.head()).number >= first.number
        nodes._nodes[0].verified = False
        clock.now += 5
    assert isinstance(nodes.health[0].problem, kind)
    assert nodes.health[1].in_use
    assert len(lines(caplog)) == 1
    assert proxies[0].name in lines(caplog)[0]
    proxies[0].faults.clear()
    nodes._nodes[0].rpc = Rpc(SessionProvider(session, proxies[0].url, NODE_TIMEOUT))
    for _ in range(20):
        await nodes.head()
        clock.now += 30
    assert len(lines(caplog)) == 2
    assert nodes.health[0].problem is None


async def test_one_node_alone_is_asked_again_and_says_one_line_each_way(
    session: aiohttp.ClientSession, proxy: FaultyNode, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, LOGGER)
    nodes = nodes_of(session, [proxy], clock)
    await nodes.head()
    await proxy.stop()
    for _ in range(5):
        with pytest.raises(NodeUnavailable):
            await nodes.head()
    await proxy.start()
    for _ in range(3):
        await nodes.head()
    assert len(lines(caplog)) == 2


async def test_the_node_that_works_is_kept(
    session: aiohttp.ClientSession, proxies: list[FaultyNode], clock: Clock
) -> None:
    nodes = nodes_of(session, proxies, clock)
    await proxies[0].stop()
    await nodes.head()
    await proxies[0].start()
    asked = proxies[0].asked.total()
    for _ in range(5):
        await nodes.head()
    assert nodes.health[1].in_use
    assert proxies[0].asked.total() == asked


async def test_a_replica_that_is_behind_stands_back_until_it_caught_up(
    session: aiohttp.ClientSession,
    proxies: list[FaultyNode],
    clock: Clock,
    anvil: Anvil,
    caplog: pytest.LogCaptureFixture,
) -> None:
    old = anvil.rpc("eth_getBlockByNumber", "latest", False)
    anvil.mine(10)
    anvil.increase_time(600)

    @only("eth_getBlockByNumber")
    async def stands_still(request: faulty_node.Request) -> web.StreamResponse | None:
        return faulty_node.answer(request, old) if request["params"][0] == "latest" else None

    proxies[0].faults.append(stands_still)
    nodes = nodes_of(session, proxies[:2], clock)
    assert (await nodes.head()).number == anvil.block_number
    assert isinstance(nodes.health[0].problem, NodeLagging)
    for _ in range(10):
        clock.now += 60
        assert (await nodes.head()).number == anvil.block_number
    await proxies[1].stop()
    assert (await nodes.head()).hash == old["hash"]  # better than none
    await proxies[1].start()
    proxies[0].faults.clear()
    for _ in range(20):
        clock.now += 60
        await nodes.head()
    assert [health.problem for health in nodes.health] == [None, None]
    assert len([line for line in lines(caplog) if proxies[0].name in line]) == 2


async def test_one_node_that_claims_to_be_far_ahead_makes_nobody_look_slow(
    session: aiohttp.ClientSession, proxies: list[FaultyNode], clock: Clock, anvil: Anvil
) -> None:
    ahead = dict(anvil.rpc("eth_getBlockByNumber", "latest", False), number="0xffffff", timestamp="0xffffffff")

    @only("eth_getBlockByNumber")
    async def boasts(request: faulty_node.Request) -> web.StreamResponse | None:
        return faulty_node.answer(request, ahead) if request["params"][0] == "latest" else None

    proxies[2].faults.append(boasts)
    nodes = nodes_of(session, proxies, clock)
    assert (await nodes.head()).number == anvil.block_number
    assert [health.problem for health in nodes.health[:2]] == [None, None]


async def test_a_node_that_is_alone_with_its_history_is_not_believed(
    session: aiohttp.ClientSession, proxies: list[FaultyNode], clock: Clock, anvil: Anvil
) -> None:
    anvil.mine(10)

    @only("eth_getBlockByNumber")
    async def other_history(request: faulty_node.Request) -> web.StreamResponse | None:
        block = await asyncio.to_thread(anvil.rpc, request["method"], *request["params"])
        return faulty_node.answer(request, dict(block, hash="0x" + "ab" * 32))

    proxies[0].faults.append(other_history)
    nodes = nodes_of(session, proxies, clock)
    assert (await nodes.head()).hash != "0x" + "ab" * 32
    assert isinstance(nodes.health[0].problem, WrongHistory)
    await proxies[1].stop()
    await proxies[2].stop()
    with pytest.raises(NodeError):
        await nodes.head()


async def test_the_market_that_was_seen_first_is_held_on_to(
    session: aiohttp.ClientSession, proxies: list[FaultyNode], clock: Clock
) -> None:
    shown = {proxies[0].url: "false", proxies[1].url: "true", proxies[2].url: "true"}

    async def identify(rpc: Rpc) -> str:
        await rpc.head()
        return shown[rpc.url]

    urls = [proxy.url for proxy in proxies]
    nodes = Nodes(session, urls, 31337, identify, monotonic=clock)
    await nodes.head()
    assert nodes.identity == "true"
    assert isinstance(nodes.health[0].problem, WrongChain)
    known = Nodes(session, urls[:1], 31337, identify, identity="true", monotonic=clock)
    with pytest.raises(WrongChain):
        await known.head()


async def test_what_the_node_refuses_is_no_fault_of_the_node(
    session: aiohttp.ClientSession, proxy: FaultyNode, clock: Clock
) -> None:
    nodes = nodes_of(session, [proxy], clock)
    with pytest.raises(CallFailed):
        await nodes.run(lambda rpc: rpc.send(b"\x01"))
    assert nodes.health[0].problem is None


async def test_the_session_stays_open_and_no_thread_is_left(
    session: aiohttp.ClientSession, proxy: FaultyNode, clock: Clock
) -> None:
    before = threading.active_count()
    nodes = nodes_of(session, [proxy], clock)
    for _ in range(5):
        await nodes.head()
    assert threading.active_count() == before
    assert not session.closed


async def test_several_things_are_asked_at_once(session: aiohttp.ClientSession, proxy: FaultyNode) -> None:
    provider = SessionProvider(session, proxy.url)
    assert await provider.is_connected()
    assert proxy.url in repr(provider)
    await proxy.stop()
    assert not await provider.is_connected()
    with pytest.raises(NodeUnavailable):
        await provider.is_connected(show_traceback=True)
