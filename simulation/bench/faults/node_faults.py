"""What nodes do that work and tell nonsense, each with what was promised: nobody acts on it, or on nothing else."""

import asyncio
from collections.abc import Awaitable, Callable
import contextlib
from typing import Any

from aiohttp import web
from eth_utils.crypto import keccak

from custom_components.energy_trade.chain.errors import KeyUsedElsewhere
from custom_components.energy_trade.market.port import MarketError
from simulation import faulty_node
from simulation.anvil import Anvil, RpcError
from simulation.faulty_node import Fault, Request, only

from .chain_faults import BRIEFLY, answers, signed
from .life import Step, Struck
from .stages import Moment, Stage

FAR_AHEAD_SECONDS = 365 * 86_400
AHEAD_BLOCKS = 500
GHOSTS = 3
MOST_LOGS = 100
"""Blocks that a stingy node searches for events at once."""

LONG_CHAIN = 400
HEAVY_BYTES = 16 * 2**20
FOREIGN_NONCES = 2

type Change = Callable[[Request, Any], Any]
"""What a node makes of a true answer."""


def changed(home: Struck, change: Change, *methods: str) -> Fault:
    """A node that asks the real one, and changes what it says."""

    @only(*methods)
    async def fault(request: Request) -> web.StreamResponse:
        try:
            result = await asyncio.to_thread(home.anvil.rpc, request["method"], *request["params"])
        except RpcError as error:
            return faulty_node.error(request, error.error["code"], error.error["message"], error.error.get("data"))
        return faulty_node.answer(request, change(request, result))

    return fault


type Strike = Callable[[Struck, Moment, Step], Awaitable[None]]


def telling(change: Change, *methods: str, seconds: float = BRIEFLY) -> Strike:
    """Have the node change its answers for a while."""

    async def strike(home: Struck, stage: Moment, step: Step) -> None:
        await answers(home, step, changed(home, change, *methods), seconds)

    return strike


def _of_another(_request: Request, receipt: Any) -> Any:
    return receipt and receipt | {"transactionHash": "0x" + keccak(b"another").hex()}


def _on_a_block_that_is_not(_request: Request, receipt: Any) -> Any:
    return receipt and receipt | {"blockHash": "0x" + keccak(b"nowhere").hex()}


receipts_of_others = telling(_of_another, "eth_getTransactionReceipt")
receipts_from_nowhere = telling(_on_a_block_that_is_not, "eth_getTransactionReceipt")
receipts_missing = telling(lambda _request, _receipt: None, "eth_getTransactionReceipt", seconds=3 * BRIEFLY)


def _ahead(request: Request, head: Any) -> Any:
    if request["params"][0] != "latest":
        return head
    later = hex(int(head["timestamp"], 16) + FAR_AHEAD_SECONDS)
    return head | {"number": hex(int(head["number"], 16) + AHEAD_BLOCKS), "timestamp": later}


async def far_ahead(home: Struck, stage: Moment, step: Step) -> None:
    """Let the first of two nodes speak of a year from now."""
    await answers(home, step, changed(home, _ahead, "eth_getBlockByNumber"))


def _a_year_on(request: Request, head: Any) -> Any:
    if request["params"][0] != "latest":
        return head
    return head | {"timestamp": hex(int(head["timestamp"], 16) + FAR_AHEAD_SECONDS)}


async def time_wrong(home: Struck, stage: Moment, step: Step) -> None:
    """Let the only node show a year from now, while the home looks; then the home acts."""
    home.proxy.faults.append(changed(home, _a_year_on, "eth_getBlockByNumber"))
    for _ in range(3):
        home.anvil.mine()
        await home.market.contract.nodes.head()
    home.proxy.faults.clear()
    await home.insist(step)


async def stands_still(home: Struck, stage: Moment, step: Step) -> None:
    """Let the only node show the same newest block again and again, with all that it showed."""
    kept: dict[str, Any] = {}

    def frozen(request: Request, head: Any) -> Any:
        return kept.setdefault("head", head) if request["params"][0] == "latest" else head

    await answers(home, step, changed(home, frozen, "eth_getBlockByNumber"), 3 * BRIEFLY)


async def other_chain(home: Struck, stage: Moment, step: Step) -> None:
    """Let the only node turn to another, longer chain, with a clock of its own."""
    with Anvil(chain_id=1, timestamp=home.anvil.time + FAR_AHEAD_SECONDS) as other:
        other.mine(home.anvil.block_number + AHEAD_BLOCKS)

        async def elsewhere(request: Request) -> web.StreamResponse:
            try:
                result = await asyncio.to_thread(other.rpc, request["method"], *request["params"])
            except RpcError as error:
                return faulty_node.error(request, error.error["code"], error.error["message"])
            return faulty_node.answer(request, result)

        await answers(home, step, elsewhere, 3 * BRIEFLY)


def _ghosts(request: Request, nonce: Any) -> Any:
    return hex(int(nonce, 16) + GHOSTS) if request["params"][1] == "pending" else nonce


ghosts_waiting = telling(_ghosts, "eth_getTransactionCount")


async def takes_and_denies(home: Struck, stage: Moment, step: Step) -> None:
    """Let the only node take a transaction and say that it did not."""

    @only("eth_sendRawTransaction")
    async def denies(request: Request) -> web.StreamResponse:
        home.proxy.faults.clear()
        await asyncio.to_thread(home.anvil.rpc, request["method"], *request["params"])
        return faulty_node.error(request, -32000, "the pool did not take it")

    home.proxy.faults.append(denies)
    await step(home.market)
    home.proxy.faults.clear()


async def _too_many(_request: Request) -> web.StreamResponse:
    return web.Response(status=429, text="Too Many Requests", headers={"Retry-After": "1"})


async def too_many(home: Struck, stage: Moment, step: Step) -> None:
    """Let the only node have enough of this home for a while."""
    await answers(home, step, _too_many)


async def _cut(request: Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "4000"})
    incoming = request["incoming"]
    await response.prepare(incoming)
    await response.write(b'{"jsonrpc": "2.0", "id": 1, "resu')
    if incoming.transport is not None:
        incoming.transport.abort()
    return response


async def cut_off(home: Struck, stage: Moment, step: Step) -> None:
    """Let every answer of the only node end in its midst."""
    await answers(home, step, _cut)


async def _heavy(request: Request) -> web.StreamResponse:
    return faulty_node.answer(request, "0x" + "00" * HEAVY_BYTES)


async def heavy(home: Struck, stage: Moment, step: Step) -> None:
    """Let the only node answer with more than anybody can need."""
    await answers(home, step, _heavy)


async def few_logs(home: Struck, stage: Moment, step: Step) -> None:
    """Let the only node search no more than a few blocks for events; from now on, as such nodes do."""
    home.anvil.mine(LONG_CHAIN)

    @only("eth_getLogs")
    async def stingy(request: Request) -> web.StreamResponse | None:
        [query] = request["params"]
        if int(query["toBlock"], 16) - int(query["fromBlock"], 16) >= MOST_LOGS:
            return faulty_node.error(request, -32602, f"eth_getLogs is limited to {MOST_LOGS} blocks")
        return None

    home.proxy.faults.append(stingy)
    await step(home.market)
    await home.market.history(0)
    home.proxy.faults.clear()


async def logs_missing(home: Struck, stage: Moment, step: Step) -> None:
    """Let the only node leave events out while the home reads its past."""
    home.proxy.faults.append(changed(home, lambda _request, found: found[: len(found) // 2], "eth_getLogs"))
    await step(home.market)
    with contextlib.suppress(MarketError):
        await home.market.history(0)
    home.proxy.faults.clear()


async def key_elsewhere(home: Struck, stage: Moment, step: Step) -> None:
    """Let a wallet that holds the same key spend its next nonces, just when the home has signed."""
    if stage is Stage.DELIVER:
        home.anvil.rpc("eth_sendRawTransaction", signed(home, home.spent(), home.key))
        await step(home.market)
        return

    @only("eth_sendRawTransaction")
    async def overtaken(request: Request) -> None:
        home.proxy.faults.clear()
        for _ in range(FOREIGN_NONCES):
            sent = await asyncio.to_thread(
                home.anvil.rpc, "eth_sendRawTransaction", signed(home, home.spent(), home.key)
            )
            await asyncio.to_thread(home.anvil.receipt, sent)

    home.proxy.faults.append(overtaken)
    if stage is Stage.WITHDRAW:
        # It is not known whether it happened: the owner looks, and asks once more.
        before = (await home.market.snapshot()).member.balance
        try:
            await step(home.market)
        except KeyUsedElsewhere:
            await home.calm()
            if (await home.market.snapshot()).member.balance == before:
                await step(home.market)
        return
    await home.insist(step)
