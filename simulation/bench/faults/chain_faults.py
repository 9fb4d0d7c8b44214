"""What nodes and chains do to a home, each with what was promised."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from custom_components.energy_trade.chain import artifacts
from custom_components.energy_trade.chain.abi import ContractAbi
from custom_components.energy_trade.chain.deploy import MARKET
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.market.orders import BlockOrders
from simulation import faulty_node
from simulation.anvil import Anvil, RpcError
from simulation.faulty_node import Fault, only

from .community import buys, sells
from .life import PAUSE, Step, Struck, Stuck
from .stages import Moment, Stage

BRIEFLY = 0.4
HANGS = 2.5

REORGANISED_BLOCKS = 3
LAG_BLOCKS = 6
SPIKE_WEI = 50 * 10**9
LOOKS = 5000


async def eventually(condition: Callable[[], bool], what: str) -> None:
    """Wait until something has come true."""
    for _ in range(LOOKS):
        if await asyncio.to_thread(condition):
            return
        await asyncio.sleep(PAUSE)
    raise Stuck(what)


async def meanwhile(home: Struck, step: Step, trouble: Callable[[], Awaitable[None]]) -> None:
    """Let the home try while there is trouble, and after it."""
    action = asyncio.ensure_future(home.insist(step))
    try:
        await trouble()
    finally:
        await action


async def reorganised(home: Struck, stage: Moment, step: Step) -> None:
    """Take the last three blocks back once the step is done."""
    home.anvil.mine(REORGANISED_BLOCKS)
    await step(home.market)
    home.anvil.mine(REORGANISED_BLOCKS - 1)
    await home.market.snapshot()
    home.anvil.reorg(REORGANISED_BLOCKS)


async def mempool_dropped(home: Struck, stage: Moment, step: Step) -> None:
    """Let the node forget what waits."""
    if stage is Stage.DELIVER:
        home.anvil.drop_all()
        await step(home.market)
        return
    home.anvil.set_automine(False)
    action = asyncio.ensure_future(step(home.market))
    try:
        await eventually(lambda: home.waiting() > home.spent(), "nothing is sent")
        home.anvil.drop_all()
    finally:
        home.anvil.set_automine(True)
    await action


async def node_down(home: Struck, stage: Moment, step: Step) -> None:
    """Let the only node go away in the midst of it, and come back."""

    async def trouble() -> None:
        await asyncio.sleep(0.03)
        await home.proxy.stop()
        await asyncio.sleep(BRIEFLY)
        await home.proxy.start()

    await meanwhile(home, step, trouble)


async def answers(home: Struck, step: Step, fault: Fault, seconds: float = BRIEFLY) -> None:
    """Let the node answer so for a while, in which the home tries."""

    async def trouble() -> None:
        home.proxy.faults.append(fault)
        await asyncio.sleep(seconds)
        home.proxy.faults.clear()

    await meanwhile(home, step, trouble)


async def node_slow(home: Struck, stage: Moment, step: Step) -> None:
    """Let the only node think for longer than a home waits."""
    home.market = await home.again(node_timeout=BRIEFLY)
    await answers(home, step, faulty_node.slow(HANGS), HANGS)
    await home.calm()
    home.market = await home.again()


async def node_rubbish(home: Struck, stage: Moment, step: Step) -> None:
    """Let the only node answer with a page of a web server."""
    await answers(home, step, faulty_node.always("<html>502 Bad Gateway</html>"))


async def node_empty(home: Struck, stage: Moment, step: Step) -> None:
    """Let the only node answer null to everything."""
    await answers(home, step, faulty_node.result(None))


async def wrong_chain(home: Struck, stage: Moment, step: Step) -> None:
    """Let the first of two nodes turn to another chain."""
    with Anvil(chain_id=1) as other:
        other.mine(3)

        async def elsewhere(request: faulty_node.Request) -> web.StreamResponse:
            try:
                result = await asyncio.to_thread(other.rpc, request["method"], *request["params"])
            except RpcError as error:
                return faulty_node.error(request, error.error["code"], error.error["message"])
            return faulty_node.answer(request, result)

        await answers(home, step, elsewhere)


def _lagging(anvil: Anvil) -> Fault:
    """A replica that has not heard of the last blocks."""

    async def lag(request: faulty_node.Request) -> web.StreamResponse | None:
        method, params = request["method"], list(request["params"])
        known = max(0, await asyncio.to_thread(lambda: anvil.block_number) - LAG_BLOCKS)
        if method == "eth_blockNumber":
            return faulty_node.answer(request, hex(known))
        if not params or method in {"eth_sendRawTransaction", "eth_getLogs"}:
            return None
        older = [hex(known) if each in {"latest", "pending"} else each for each in params]
        try:
            result: Any = await asyncio.to_thread(anvil.rpc, method, *older)
        except RpcError as error:
            return faulty_node.error(request, error.error["code"], error.error["message"], error.error.get("data"))
        if method == "eth_getTransactionReceipt" and result and int(result["blockNumber"], 16) > known:
            result = None
        return faulty_node.answer(request, result)

    return lag


async def lagging_replica(home: Struck, stage: Moment, step: Step) -> None:
    """Let the first of two nodes fall behind."""
    home.anvil.mine(LAG_BLOCKS)
    await answers(home, step, _lagging(home.anvil))


def signed(home: Struck, nonce: int, key: AgentKey, data: bytes = b"", gas: int = 21_000) -> str:
    """A transaction of a key's, to itself or to the market."""
    raw = key.sign_transaction(
        {
            "chainId": home.anvil.chain_id,
            "nonce": nonce,
            "to": to_checksum_address(home.community.operator.market) if data else key.address,
            "value": 0,
            "gas": gas,
            "gasPrice": 0,
            "data": data,
        }
    )
    return "0x" + raw.hex()


async def nonce_gap(home: Struck, stage: Moment, step: Step) -> None:
    """Let something wait in the node under the nonce after the next."""
    later = signed(home, home.spent() + 1, home.key)
    home.anvil.rpc("eth_sendRawTransaction", later)
    await step(home.market)
    if stage is not Stage.DELIVER:
        sent = "0x" + keccak(hexstr=later).hex()
        await eventually(lambda: home.anvil.rpc("eth_getTransactionReceipt", sent) is not None, "the gap stays")
    home.anvil.drop_all()


async def fee_spike(home: Struck, stage: Moment, step: Step) -> None:
    """Let gas become dear between signing and mining; the home has a coin."""
    home.anvil.fund(home.key.address)
    if stage is Stage.DELIVER:
        home.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(SPIKE_WEI))
        home.anvil.mine()
        await step(home.market)
    else:
        home.anvil.set_automine(False)
        action = asyncio.ensure_future(step(home.market))
        try:
            await eventually(lambda: home.waiting() > home.spent(), "nothing is sent")
            home.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(SPIKE_WEI))
            home.anvil.mine()
        finally:
            home.anvil.set_automine(True)
        await action
    home.anvil.rpc("anvil_setNextBlockBaseFeePerGas", "0x0")
    home.anvil.mine()


# ------ what happens to the home


async def killed(home: Struck, step: Step, fault: Fault, held: asyncio.Event) -> None:
    """End the process while a node holds it up, and begin a new one."""
    home.proxy.faults.append(fault)
    action = asyncio.ensure_future(step(home.market))
    await held.wait()
    action.cancel()
    home.proxy.faults.clear()
    home.market = await home.again()


async def killed_before_sending(home: Struck, stage: Moment, step: Step) -> None:
    """End the process when all is signed and nothing sent."""
    if stage is Stage.DELIVER:
        home.market = await home.again()
        await step(home.market)
        return
    held, over = asyncio.Event(), asyncio.Event()

    @only("eth_sendRawTransaction")
    async def hold(request: faulty_node.Request) -> Any:
        held.set()
        await over.wait()
        return faulty_node.error(request, -32000, "gone")

    await killed(home, step, hold, held)
    over.set()


async def killed_after_sending(home: Struck, stage: Moment, step: Step) -> None:
    """End the process when the node has it, before it answers."""
    if stage is Stage.DELIVER:
        await step(home.market)
        home.market = await home.again()
        return
    held = asyncio.Event()

    @only("eth_sendRawTransaction")
    async def swallow(request: faulty_node.Request) -> Any:
        await asyncio.to_thread(home.anvil.rpc, request["method"], *request["params"])
        held.set()
        await asyncio.sleep(HANGS)

    await killed(home, step, swallow, held)


async def restored(home: Struck, stage: Moment, step: Step) -> None:
    """Come back from a backup that was made when the step was decided and not signed; only the backup goes on."""
    backup: dict[str, Any] = dict(home.stores["outbox"].data or {})

    @only("eth_estimateGas")
    async def copy(request: faulty_node.Request) -> None:
        backup.update(home.stores["outbox"].data or {})

    home.proxy.faults.append(copy)
    await step(home.market)
    home.proxy.faults.clear()
    home.market = await home.again(backup)
    await home.calm()


async def same_key_twice(home: Struck, stage: Moment, step: Step) -> None:
    """Let two processes with the same key do the same at once; money is taken out by one of them."""
    twin = await home.again({})
    await twin.snapshot()
    if stage is Stage.WITHDRAW:
        await asyncio.gather(step(home.market), twin.snapshot())
    else:
        await asyncio.gather(home.insist(step), home.insist(step, twin))
    await home.calm(twin)


def clock_off(seconds: float) -> Callable[[Struck, Moment, Step], Awaitable[None]]:
    """Let the host's clock be wrong from now on."""

    async def strike(home: Struck, stage: Moment, step: Step) -> None:
        home.clock.off = seconds
        for _ in range(3):
            home.anvil.mine()
            await home.market.snapshot()
        await home.insist(step)

    return strike


FLOOD_ORDERS = 40
FLOOD_GAS = 600_000


async def flooded(home: Struck, stage: Moment, step: Step) -> None:
    """Let a neighbour order again and again in the same breath, and take it all back in the end."""
    neighbour, key = home.bystander, home.bystander_key
    if neighbour is None or key is None:
        raise Stuck("there is no neighbour to flood the market")
    snapshot = await neighbour.snapshot()
    blocks = [block.index for block in snapshot.blocks if block.is_open and snapshot.member.delivers_in(block.index)]
    abi = ContractAbi(artifacts.load(MARKET).abi)
    nonce = int(home.anvil.rpc("eth_getTransactionCount", key.address, "latest"), 16)
    version = home.anvil.time * 64

    def order(number: int, orders: BlockOrders) -> None:
        call = abi.call("order", snapshot.member.index, blocks[0], version + number, [orders.pack()] * len(blocks))
        home.anvil.rpc("eth_sendRawTransaction", signed(home, nonce + number, key, call, FLOOD_GAS))

    home.anvil.set_automine(False)
    for number in range(FLOOD_ORDERS):
        order(number, buys(number + 1, 60) if number % 2 else sells(number + 1, 1))
    action = asyncio.ensure_future(home.insist(step))
    await asyncio.sleep(BRIEFLY / 2)
    home.anvil.set_automine(True)
    home.anvil.mine()
    await action
    order(FLOOD_ORDERS, BlockOrders())
    home.anvil.mine()
