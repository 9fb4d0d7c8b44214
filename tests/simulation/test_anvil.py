"""The node's faults are what the fault tests stand on: so they are tested themselves."""

import pytest

from simulation.anvil import Anvil, RpcError


def send(node: Anvil) -> str:
    sender = node.account(0).address
    receiver = "0x" + "11" * 20
    transaction: str = node.rpc(
        "eth_sendTransaction", {"from": sender, "to": receiver, "value": "0x1", "gasPrice": "0x0"}
    )
    return transaction


def received(node: Anvil) -> int:
    return int(node.rpc("eth_getBalance", "0x" + "11" * 20, "latest"), 16)


def test_charges_no_gas_price(anvil: Anvil) -> None:
    assert int(anvil.rpc("eth_gasPrice"), 16) == 0
    assert int(anvil.rpc("eth_getBlockByNumber", "latest", False)["baseFeePerGas"], 16) == 0


def test_accounts_are_funded(anvil: Anvil) -> None:
    assert anvil.account(0).address == "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
    assert int(anvil.rpc("eth_getBalance", anvil.account(9).address, "latest"), 16) > 0


@pytest.mark.parametrize("_repeat", [1, 2])
def test_chain_is_put_back_after_each_test(anvil: Anvil, _repeat: int) -> None:
    assert received(anvil) == 0
    anvil.set_automine(False)
    send(anvil)
    anvil.increase_time(10**6)
    anvil.mine(3)
    assert received(anvil) == 1


def test_time_can_be_set(anvil: Anvil) -> None:
    later = anvil.time + 3600
    anvil.set_time(later)
    assert anvil.time == later
    with pytest.raises(RpcError, match="timestamp"):
        anvil.set_time(later - 1)


def test_transactions_wait_and_can_be_dropped(anvil: Anvil) -> None:
    anvil.set_automine(False)
    send(anvil)
    anvil.drop_all()
    anvil.mine()
    assert received(anvil) == 0


def test_reorg_undoes_transactions(anvil: Anvil) -> None:
    anvil.mine()
    transaction = send(anvil)
    anvil.receipt(transaction)
    anvil.mine(2)
    assert received(anvil) == 1
    height = anvil.block_number
    anvil.reorg(3)
    assert (anvil.block_number, received(anvil)) == (height, 0)
    assert anvil.rpc("eth_getTransactionReceipt", transaction) is None


def test_chain_survives_a_restart_and_mostly_a_kill(own_anvil: Anvil) -> None:
    own_anvil.receipt(send(own_anvil))
    own_anvil.restart()
    assert received(own_anvil) == 1
    own_anvil.kill()
    assert own_anvil.pid is None
    with pytest.raises(OSError, match="refused"):
        own_anvil.rpc("eth_chainId")
    own_anvil.start()
    assert received(own_anvil) == 1
