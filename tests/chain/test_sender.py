"""Each action happens exactly once, whatever the nodes, the chain and the process go through."""

import asyncio
from dataclasses import replace
import json
from typing import Any

import aiohttp
from aiohttp import web
import pytest

from custom_components.energy_trade.chain.errors import (
    CannotPay,
    FeeTooHigh,
    KeyUsedElsewhere,
    NodeUnavailable,
    NotKept,
    Rejected,
    Superseded,
    TooLate,
    Undecided,
    WrongChain,
)
from custom_components.energy_trade.chain.failover import Nodes
from custom_components.energy_trade.chain.outbox import Call, MemoryStore
from simulation import faulty_node
from simulation.anvil import Anvil
from simulation.bench.faults.community import NODE_TIMEOUT, QUICK
from simulation.faulty_node import FaultyNode, only
from tests.chain.conftest import REVERTING_CODE, Counter, Home, advance, deploy, eventually, identify_any


async def test_an_action_is_mined_once(home: Home, counter: Counter) -> None:
    mined = await home.sender().submit(counter.call())
    assert mined.succeeded
    assert counter.count == 1


async def test_actions_that_come_at_once_are_mined_in_their_order(home: Home, counter: Counter) -> None:
    sender = home.sender()
    mined = await asyncio.gather(*(sender.submit(counter.call(str(number))) for number in range(5)))
    assert counter.count == 5
    assert [receipt.block_number for receipt in mined] == sorted(receipt.block_number for receipt in mined)


async def test_a_key_without_coin_pays_nothing_where_nothing_is_asked(
    home: Home, counter: Counter, anvil: Anvil
) -> None:
    assert int(anvil.rpc("eth_getBalance", home.key.address, "latest"), 16) == 0
    await home.sender().submit(counter.call())
    assert counter.count == 1


async def test_a_node_that_cannot_tell_what_gas_costs_refuses_nothing(
    home: Home, counter: Counter, proxy: FaultyNode, anvil: Anvil
) -> None:
    proxy.faults.append(only("eth_gasPrice")(faulty_node.refusal(-32603, "Cannot mix BigInt and other types")))
    anvil.fund(home.key.address)
    assert (await home.sender().submit(counter.call())).succeeded
    assert counter.count == 1


async def test_a_key_without_coin_says_so_where_gas_costs(
    home: Home, counter: Counter, proxy: FaultyNode, anvil: Anvil
) -> None:
    proxy.faults.append(only("eth_gasPrice")(faulty_node.result(hex(10**9))))
    proxy.faults.append(only("eth_maxPriorityFeePerGas")(faulty_node.result(hex(10**9))))
    with pytest.raises(CannotPay) as caught:
        await home.sender().submit(counter.call())
    assert caught.value.balance == 0
    assert caught.value.needed > 0
    assert counter.count == 0
    anvil.fund(home.key.address)
    await home.sender().submit(counter.call())
    assert counter.count == 1


async def test_a_node_that_asks_for_a_fortune_gets_nothing(home: Home, counter: Counter, proxy: FaultyNode) -> None:
    proxy.faults.append(only("eth_gasPrice")(faulty_node.result(hex(10**15))))
    proxy.faults.append(only("eth_maxPriorityFeePerGas")(faulty_node.result(hex(10**15))))
    sender = home.sender(timing=QUICK.__class__(poll=0.02, patience=0.3))
    with pytest.raises(FeeTooHigh):
        await sender.submit(counter.call())
    assert not sender.pending
    assert counter.count == 0


async def test_what_the_contract_refuses_costs_no_transaction(home: Home, anvil: Anvil) -> None:
    refusing = deploy(anvil, REVERTING_CODE)
    with pytest.raises(Rejected):
        await home.sender().submit(Call("refused", refusing, b"", None))
    assert int(anvil.rpc("eth_getTransactionCount", home.key.address, "pending"), 16) == 0


async def test_what_reverts_only_when_mined_is_told_too(
    home: Home, anvil: Anvil, proxy: FaultyNode, counter: Counter
) -> None:
    refusing = deploy(anvil, REVERTING_CODE)
    proxy.faults.append(only("eth_estimateGas")(faulty_node.result(hex(50_000))))
    sender = home.sender()
    with pytest.raises(Rejected):
        await sender.submit(Call("refused", refusing, b"", None))
    proxy.faults.clear()
    await sender.submit(counter.call())
    assert counter.count == 1


async def test_without_any_node_nothing_happens_and_nothing_stays(
    home: Home, counter: Counter, proxy: FaultyNode
) -> None:
    await proxy.stop()
    sender = home.sender(timing=QUICK.__class__(poll=0.02, patience=0.2))
    with pytest.raises(NodeUnavailable):
        await sender.submit(counter.call())
    await proxy.start()
    await sender.advance()
    assert counter.count == 0
    assert not sender.pending


class FullDisk(MemoryStore):
    """Takes nothing more while it is full, from the save after the next on or at once."""

    full_after: int | None = None

    async def save(self, data: dict[str, Any]) -> None:
        if self.full_after is not None:
            if self.full_after == 0:
                raise NotKept("No space left on device")
            self.full_after -= 1
        await super().save(data)


async def test_what_the_disk_does_not_take_is_not_begun(home: Home, counter: Counter, proxy: FaultyNode) -> None:
    home.store = disk = FullDisk()
    sender = home.sender()
    disk.full_after = 0
    with pytest.raises(NotKept):
        await sender.submit(counter.call(repeatable=False))
    assert not sender.pending
    assert proxy.asked["eth_sendRawTransaction"] == 0
    disk.full_after = None
    await sender.submit(counter.call(repeatable=False))
    assert counter.count == 1


async def test_what_is_signed_and_cannot_be_kept_is_not_sent(home: Home, counter: Counter, proxy: FaultyNode) -> None:
    home.store = disk = FullDisk()
    sender = home.sender(timing=replace(QUICK, patience=0.5))
    disk.full_after = 1
    with pytest.raises(NotKept):
        await sender.submit(counter.call(repeatable=False))
    assert not sender.pending
    await sender.advance()
    assert proxy.asked["eth_sendRawTransaction"] == 0
    # and with room again in time it goes out, once
    disk.full_after = 1
    sender = home.sender()
    action = asyncio.create_task(sender.submit(counter.call(repeatable=False)))
    await eventually(lambda: disk.full_after == 0)
    for _ in range(10):
        await asyncio.sleep(QUICK.poll)
    disk.full_after = None
    await action
    assert counter.count == 1


async def test_what_was_mined_is_told_though_the_disk_is_full(home: Home, counter: Counter) -> None:
    home.store = disk = FullDisk()
    sender = home.sender()
    disk.full_after = 2
    await sender.submit(counter.call())
    assert counter.count == 1
    await sender.advance()
    assert not sender.pending


async def test_a_node_that_comes_back_in_time_is_waited_for(home: Home, counter: Counter, proxy: FaultyNode) -> None:
    await proxy.stop()
    action = asyncio.create_task(home.sender().submit(counter.call()))
    await eventually(lambda: home.nodes.health[0].problem is not None)
    await proxy.start()
    await action
    assert counter.count == 1


async def test_killed_between_signing_and_sending_it_is_sent_by_the_next_process(
    home: Home, counter: Counter, proxy: FaultyNode
) -> None:
    held, over = asyncio.Event(), asyncio.Event()

    @only("eth_sendRawTransaction")
    async def hold(request: faulty_node.Request) -> web.StreamResponse | None:
        held.set()
        await over.wait()
        return faulty_node.error(request, -32000, "too late")

    proxy.faults.append(hold)
    action = asyncio.create_task(home.sender().submit(counter.call()))
    await held.wait()
    kept = json.loads(json.dumps(home.store.data))
    action.cancel()
    over.set()
    proxy.faults.clear()
    assert counter.count == 0

    home.store = MemoryStore(kept)
    second = home.sender()
    await second.advance()
    await eventually(lambda: counter.count == 1)
    await second.advance()
    assert not second.pending
    assert counter.count == 1


async def test_killed_between_sending_and_the_receipt_it_is_not_sent_twice(
    home: Home, counter: Counter, proxy: FaultyNode, anvil: Anvil
) -> None:
    proxy.faults.append(only("eth_getTransactionReceipt")(faulty_node.result(None)))
    action = asyncio.create_task(home.sender().submit(counter.call()))
    await eventually(lambda: counter.count == 1)
    action.cancel()
    proxy.faults.clear()
    second = home.sender()
    for _ in range(5):
        await second.advance()
        await asyncio.sleep(0.02)
    assert counter.count == 1
    assert not second.pending


async def test_the_outbox_holds_no_key(home: Home, counter: Counter) -> None:
    await home.sender().submit(counter.call())
    assert home.key.stored().removeprefix("0x") not in json.dumps(home.store.data)


async def test_a_stuck_transaction_is_replaced_by_a_dearer_one(
    home: Home, counter: Counter, anvil: Anvil, proxy: FaultyNode
) -> None:
    anvil.fund(home.key.address)
    anvil.set_automine(False)
    sender = home.sender()
    action = asyncio.create_task(sender.submit(counter.call()))
    await eventually(lambda: proxy.asked["eth_sendRawTransaction"] >= 1)
    first = home.store.data["entries"][0]["attempts"][0]  # type: ignore[index]
    await eventually(lambda: len(home.store.data["entries"][0]["attempts"]) >= 2)  # type: ignore[index]
    second = home.store.data["entries"][0]["attempts"][1]  # type: ignore[index]
    assert second["most"] * 8 >= first["most"] * 9
    assert second["tip"] > first["tip"]
    anvil.set_automine(True)
    anvil.mine()
    await action
    assert counter.count == 1


async def test_a_transaction_that_the_mempool_dropped_is_handed_in_again(
    home: Home, counter: Counter, anvil: Anvil, proxy: FaultyNode
) -> None:
    anvil.set_automine(False)
    action = asyncio.create_task(home.sender().submit(counter.call()))
    await eventually(lambda: int(anvil.rpc("eth_getTransactionCount", home.key.address, "pending"), 16) == 1)
    anvil.drop_all()
    anvil.set_automine(True)
    await action
    assert counter.count == 1


async def test_what_a_reorganisation_takes_back_happens_again(home: Home, counter: Counter, anvil: Anvil) -> None:
    sender = home.sender()
    await sender.submit(counter.call())
    await sender.submit(counter.call())
    anvil.reorg(3)
    assert counter.count == 0
    await advance(sender, lambda: sender.taken_back == 2 and not sender.pending)
    assert counter.count == 2


async def test_what_a_reorganisation_takes_back_past_its_time_does_not_happen_again(
    home: Home, counter: Counter, anvil: Anvil
) -> None:
    sender = home.sender()
    anvil.fund(home.key.address)
    await sender.submit(counter.call(valid_until=anvil.time + 10_000))
    anvil.reorg(2)
    anvil.increase_time(20_000)
    await advance(sender, lambda: sender.taken_back == 1 and not sender.pending)
    assert counter.count == 0
    await sender.submit(counter.call())
    assert counter.count == 1


async def test_what_is_too_late_is_never_signed(home: Home, counter: Counter, anvil: Anvil) -> None:
    with pytest.raises(TooLate):
        await home.sender().submit(counter.call(valid_until=anvil.time))
    assert counter.count == 0


async def test_what_is_stuck_past_its_time_gives_its_nonce_up(home: Home, counter: Counter, anvil: Anvil) -> None:
    anvil.fund(home.key.address)
    anvil.set_automine(False)
    sender = home.sender()
    action = asyncio.create_task(sender.submit(counter.call(valid_until=anvil.time + 1_000)))
    await eventually(lambda: int(anvil.rpc("eth_getTransactionCount", home.key.address, "pending"), 16) == 1)
    anvil.rpc("anvil_setCode", counter.address, "0x" + "5f5ffd")
    anvil.drop_all()
    home.clock._ahead.append(2000)
    await eventually(lambda: any(attempt["filler"] for attempt in home.store.data["entries"][0]["attempts"]))  # type: ignore[index]
    anvil.set_automine(True)
    anvil.mine()
    with pytest.raises(TooLate):
        await action
    assert int(anvil.rpc("eth_getTransactionCount", home.key.address, "latest"), 16) == 1


async def test_a_newer_order_takes_the_place_of_one_that_waits(home: Home, counter: Counter, anvil: Anvil) -> None:
    anvil.set_automine(False)
    sender = home.sender()
    actions = [asyncio.create_task(sender.submit(counter.call("first")))]
    await eventually(lambda: int(anvil.rpc("eth_getTransactionCount", home.key.address, "pending"), 16) == 1)
    actions += [asyncio.create_task(sender.submit(counter.call("old", topic="block 7")))]
    await eventually(lambda: sender.pending == ("first", "old"))
    actions += [asyncio.create_task(sender.submit(counter.call("new", topic="block 7")))]
    await eventually(lambda: sender.pending == ("first", "new"))
    anvil.set_automine(True)
    anvil.mine()
    results = await asyncio.gather(*actions, return_exceptions=True)
    assert isinstance(results[1], Superseded)
    assert counter.count == 2


async def test_a_backup_of_this_home_that_runs_elsewhere_takes_no_action_away(
    home: Home, counter: Counter, anvil: Anvil
) -> None:
    anvil.set_automine(False)
    elsewhere = replace(home, store=MemoryStore())
    sender, other = home.sender(), elsewhere.sender()
    actions = [asyncio.create_task(sender.submit(counter.call("here")))]
    await eventually(lambda: int(anvil.rpc("eth_getTransactionCount", home.key.address, "pending"), 16) == 1)
    anvil.drop_all()
    anvil.rpc("anvil_setNonce", home.key.address, "0x3")
    anvil.set_automine(True)
    await asyncio.gather(*actions)
    assert counter.count == 1
    assert sender.foreign == 1
    await other.submit(counter.call("there"))
    await sender.submit(counter.call("here"))
    assert counter.count == 3


async def test_what_may_have_happened_and_must_not_happen_twice_is_left_open(
    home: Home, counter: Counter, anvil: Anvil
) -> None:
    anvil.set_automine(False)
    sender = home.sender()
    action = asyncio.create_task(sender.submit(counter.call("withdraw", repeatable=False)))
    await eventually(lambda: int(anvil.rpc("eth_getTransactionCount", home.key.address, "pending"), 16) == 1)
    anvil.drop_all()
    anvil.rpc("anvil_setNonce", home.key.address, "0x1")
    anvil.set_automine(True)
    with pytest.raises(KeyUsedElsewhere):
        await action
    assert counter.count == 0


@pytest.mark.parametrize(("repeatable", "count"), [(True, 2), (False, 1)])
async def test_what_a_backup_had_not_signed_yet_is_only_done_if_it_may_happen_twice(
    repeatable: bool, count: int, home: Home, counter: Counter, proxy: FaultyNode
) -> None:
    backups: list[dict[str, Any] | None] = []

    @only("eth_estimateGas")
    async def back_up(request: faulty_node.Request) -> None:
        backups.append(home.store.data)

    proxy.faults.append(back_up)
    await home.sender().submit(counter.call("withdrawal", repeatable=repeatable))
    proxy.faults.clear()
    home.store = MemoryStore(backups[0])
    restored = home.sender()
    await restored.advance()
    await advance(restored, lambda: not restored.pending)
    assert counter.count == count


async def test_a_gap_before_our_transaction_is_filled(
    home: Home, counter: Counter, anvil: Anvil, proxy: FaultyNode
) -> None:
    anvil.fund(home.key.address)

    claims = only("eth_getTransactionCount")

    @claims
    async def two_wait(request: faulty_node.Request) -> web.StreamResponse | None:
        return faulty_node.answer(request, "0x2") if request["params"][1] == "pending" else None

    proxy.faults.append(two_wait)
    mined = await home.sender().submit(counter.call())
    assert mined.succeeded
    assert counter.count == 1
    assert int(anvil.rpc("eth_getTransactionCount", home.key.address, "latest"), 16) == 3


async def test_patience_has_an_end_but_the_action_goes_on(home: Home, counter: Counter, anvil: Anvil) -> None:
    anvil.set_automine(False)
    sender = home.sender(timing=QUICK.__class__(poll=0.02, patience=0.3))
    with pytest.raises(Undecided):
        await sender.submit(counter.call())
    assert list(sender.pending) == ["count"]
    anvil.set_automine(True)
    anvil.mine()
    await sender.advance()
    assert list(sender.pending) == []
    assert counter.count == 1


async def test_a_chain_without_base_fee_is_paid_the_old_way(
    home: Home, counter: Counter, anvil: Anvil, proxy: FaultyNode
) -> None:
    real = anvil.rpc

    @only("eth_getBlockByNumber")
    async def without_base_fee(request: faulty_node.Request) -> web.StreamResponse | None:
        block = await asyncio.to_thread(real, request["method"], *request["params"])
        block.pop("baseFeePerGas", None)
        return faulty_node.answer(request, block)

    proxy.faults.append(without_base_fee)
    mined = await home.sender().submit(counter.call())
    assert anvil.rpc("eth_getTransactionByHash", mined.transaction_hash)["type"] == "0x0"
    assert counter.count == 1


async def test_a_damaged_outbox_does_not_keep_the_home_from_acting(home: Home, counter: Counter) -> None:
    await home.sender().submit(counter.call())
    assert home.store.data
    home.store.data["entries"] = [{"nonsense": 1}]
    await home.sender().submit(counter.call())
    assert counter.count == 2


async def test_a_node_that_knows_no_waiting_transactions_will_do(
    home: Home, counter: Counter, proxy: FaultyNode
) -> None:
    @only("eth_getTransactionCount")
    async def no_pending(request: faulty_node.Request) -> web.StreamResponse | None:
        return faulty_node.error(request, -32602, "pending?") if request["params"][1] == "pending" else None

    proxy.faults.append(no_pending)
    await home.sender().submit(counter.call())
    assert counter.count == 1


@pytest.mark.parametrize("words", ["already known", "nonce too low", "replacement transaction underpriced"])
async def test_what_a_node_says_of_a_transaction_that_it_has_is_no_failure(
    words: str, home: Home, counter: Counter, proxy: FaultyNode, anvil: Anvil
) -> None:
    anvil.fund(home.key.address)

    @only("eth_sendRawTransaction")
    async def grudging(request: faulty_node.Request) -> web.StreamResponse | None:
        await asyncio.to_thread(anvil.rpc, request["method"], *request["params"])
        proxy.faults.clear()
        return faulty_node.error(request, -32000, words)

    proxy.faults.append(grudging)
    await home.sender().submit(counter.call())
    assert counter.count == 1


async def test_what_a_node_took_and_denies_is_not_done_twice(
    home: Home, counter: Counter, proxy: FaultyNode, anvil: Anvil
) -> None:
    @only("eth_sendRawTransaction")
    async def denying(request: faulty_node.Request) -> web.StreamResponse | None:
        await asyncio.to_thread(anvil.rpc, request["method"], *request["params"])
        proxy.faults.clear()
        return faulty_node.error(request, -32000, "the pool did not take it")

    proxy.faults.append(denying)
    await home.sender().submit(counter.call(repeatable=False))
    assert counter.count == 1


async def test_a_node_without_receipts_makes_nobody_a_thief(
    home: Home, counter: Counter, proxy: FaultyNode, anvil: Anvil
) -> None:
    proxy.faults.append(only("eth_getTransactionReceipt")(faulty_node.result(None)))
    home.timing = replace(QUICK, patience=4 * QUICK.doubt)
    sender = home.sender()
    with pytest.raises(Undecided):
        await sender.submit(counter.call(repeatable=False))
    assert counter.count == 1
    assert sender.foreign == 0
    proxy.faults.clear()
    await advance(sender, lambda: not sender.pending)


async def test_nothing_is_signed_by_another_chains_numbers(home: Home, counter: Counter, proxy: FaultyNode) -> None:
    sender = home.sender()
    await sender.submit(counter.call())
    other = {
        "eth_chainId": "0x1",
        "eth_getTransactionCount": "0x0",
        "eth_getTransactionReceipt": None,
        "eth_getBlockByNumber": {
            "number": "0xffffff", "hash": "0x" + "11" * 32, "parentHash": "0x" + "22" * 32, "timestamp": "0x70000000",
        },
    }  # fmt: skip
    proxy.faults += [only(method)(faulty_node.result(told)) for method, told in other.items()]
    sent = proxy.asked["eth_sendRawTransaction"]
    for _ in range(5):
        with pytest.raises(WrongChain):
            await sender.advance()
    assert proxy.asked["eth_sendRawTransaction"] == sent
    assert (sender.taken_back, sender.foreign) == (0, 0)
    proxy.faults.clear()
    await sender.submit(counter.call())
    assert counter.count == 2


async def test_a_transaction_that_no_node_takes_has_not_happened(
    home: Home, counter: Counter, proxy: FaultyNode
) -> None:
    proxy.faults.append(only("eth_sendRawTransaction")(faulty_node.refusal(-32000, "exceeds block gas limit")))
    sender = home.sender()
    with pytest.raises(Rejected):
        await sender.submit(counter.call())
    assert not sender.pending
    proxy.faults[:] = [only("eth_sendRawTransaction")(faulty_node.refusal(-32000, "insufficient funds for gas"))]
    with pytest.raises(CannotPay):
        await sender.submit(counter.call())
    proxy.faults.clear()
    await sender.submit(counter.call())
    assert counter.count == 1


async def test_a_transaction_that_one_node_may_have_taken_is_still_looked_for(
    home: Home, counter: Counter, proxy: FaultyNode, anvil: Anvil, session: aiohttp.ClientSession
) -> None:
    async with FaultyNode(anvil.url) as second:
        home.nodes = Nodes(session, [proxy.url, second.url], home.chain_id, identify_any, timeout=NODE_TIMEOUT)

        @only("eth_sendRawTransaction")
        async def takes_and_is_not_heard(request: faulty_node.Request) -> web.StreamResponse | None:
            await asyncio.to_thread(anvil.rpc, request["method"], *request["params"])
            return web.Response(status=504, text="gateway timeout")

        proxy.faults.append(takes_and_is_not_heard)
        second.faults.append(only("eth_sendRawTransaction")(faulty_node.refusal(-32000, "gapped nonce")))
        assert (await home.sender().submit(counter.call())).succeeded
    assert counter.count == 1


async def test_what_needs_more_gas_than_any_chain_gives_is_not_sent(
    home: Home, counter: Counter, proxy: FaultyNode
) -> None:
    proxy.faults.append(only("eth_estimateGas")(faulty_node.result(hex(2**24 + 1))))
    with pytest.raises(Rejected) as caught:
        await home.sender().submit(counter.call())
    assert caught.value.reason == "TooMuchGas"


async def test_a_replica_that_is_behind_takes_nothing_back(
    home: Home, counter: Counter, proxy: FaultyNode, anvil: Anvil
) -> None:
    sender = home.sender()
    old = anvil.rpc("eth_getBlockByNumber", "latest", False)
    await sender.submit(counter.call())
    proxy.faults += [
        only("eth_getBlockByNumber")(faulty_node.result(old)),
        only("eth_getTransactionCount")(faulty_node.result("0x0")),
        only("eth_getTransactionReceipt")(faulty_node.result(None)),
    ]
    sent = proxy.asked["eth_sendRawTransaction"]
    for _ in range(5):
        await sender.advance()
    assert sender.taken_back == 0
    assert proxy.asked["eth_sendRawTransaction"] == sent


async def test_without_a_coin_what_is_stuck_past_its_time_is_let_go(home: Home, counter: Counter, anvil: Anvil) -> None:
    for repeatable, error in ((True, TooLate), (False, Undecided)):
        anvil.set_automine(False)
        home.store.data = None
        sender = home.sender()
        call = counter.call(valid_until=anvil.time + 5_000, repeatable=repeatable)
        action = asyncio.create_task(sender.submit(call))
        await eventually(lambda sender=sender: bool(sender._outbox.numbered))  # type: ignore[misc]
        home.clock._ahead.append(20_000)
        with pytest.raises(error):
            await action
        assert not sender.pending
        home.clock._ahead.clear()
        anvil.drop_all()
        anvil.set_automine(True)
    assert counter.count == 0


async def test_without_a_coin_what_was_forgotten_and_is_past_its_time_leaves_no_gap(
    home: Home, counter: Counter, anvil: Anvil
) -> None:
    home.timing = replace(home.timing, replace_after=60)
    anvil.set_automine(False)
    sender = home.sender()
    call = counter.call("order", valid_until=anvil.time + 5_000)
    action = asyncio.create_task(sender.submit(call))
    await eventually(lambda: int(anvil.rpc("eth_getTransactionCount", home.key.address, "pending"), 16) == 1)
    anvil.drop_all()
    home.clock._ahead.append(20_000)
    await eventually(lambda: int(anvil.rpc("eth_getTransactionCount", home.key.address, "pending"), 16) == 1)
    anvil.set_automine(True)
    anvil.mine()
    with pytest.raises(TooLate):
        await action
    home.clock._ahead.clear()
    assert (await sender.submit(counter.call("next"))).succeeded
    assert counter.count == 1


async def test_while_a_fortune_is_asked_the_old_offer_stands(
    home: Home, counter: Counter, proxy: FaultyNode, anvil: Anvil
) -> None:
    anvil.fund(home.key.address)
    anvil.set_automine(False)
    sender = home.sender()
    action = asyncio.create_task(sender.submit(counter.call()))
    await eventually(lambda: bool(sender._outbox.numbered))
    proxy.faults.append(only("eth_gasPrice")(faulty_node.result(hex(10**15))))
    proxy.faults.append(only("eth_maxPriorityFeePerGas")(faulty_node.result(hex(10**15))))
    long_enough = home.patience.now + 2 * QUICK.replace_after
    await eventually(lambda: home.patience.now > long_enough)
    assert len(sender._outbox.numbered[0][1].attempts) == 1
    anvil.set_automine(True)
    anvil.mine()
    await action
    assert counter.count == 1
