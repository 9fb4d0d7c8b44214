"""Calls, answers, events and errors are read by the ABI, and by nothing else."""

from eth_abi.abi import encode
import pytest

from custom_components.energy_trade.chain import artifacts, bindings
from custom_components.energy_trade.chain.abi import ContractAbi
from custom_components.energy_trade.chain.errors import NodeRubbish, Rejected
from custom_components.energy_trade.chain.rpc import Log
from custom_components.energy_trade.market.state import MemberStatus

ABI = ContractAbi(artifacts.load("EnergyMarket").abi)


def log(topics: list[str], data: bytes = b"") -> Log:
    return Log("0x" + "11" * 20, tuple(bytes.fromhex(topic[2:]) for topic in topics), data, 1, "0x1", "0x2", 0)


def test_a_number_that_no_contract_could_be_told_is_refused_by_name() -> None:
    with pytest.raises(Rejected) as refused:
        ABI.call("setLine", 1, 256, 0)
    assert refused.value.reason == "OutOfRange"


def test_an_error_has_its_name_and_values() -> None:
    selector = next(found for found, entry in ABI._errors.items() if entry["name"] == "NotFree")
    rejected = ABI.explain("0x" + (selector + encode(["uint256", "uint256"], [7, 3])).hex())
    assert (rejected.reason, rejected.values) == ("NotFree", {"amount": 7, "free": 3})
    assert str(rejected) == "NotFree(amount=7, free=3)"


@pytest.mark.parametrize(
    ("data", "reason", "values"),
    [
        (None, "Reverted", {}),
        ("0x", "Reverted", {}),
        ("nonsense", "Reverted", {}),
        ("0x12345678", "Reverted", {"data": "0x12345678"}),
        ("0x08c379a0" + encode(["string"], ["no"]).hex(), "Reverted", {"message": "no"}),
        ("0x4e487b71" + encode(["uint256"], [17]).hex(), "Panic", {"code": 17}),
        ("0x08c379a0ff", "Reverted", {"data": "0x08c379a0ff"}),
    ],
)
def test_any_revert_is_explained_as_far_as_it_goes(data: str | None, reason: str, values: dict[str, object]) -> None:
    rejected = ABI.explain(data)
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.values) == (reason, values)


def test_an_event_is_read_with_its_indexed_fields() -> None:
    topics = [ABI.topics["Settled"], f"0x{3:064x}", f"0x{100:064x}"]
    event = ABI.event(log(topics, encode(["uint32", "int256"], [2, -5])))
    assert event
    assert event.fields == {"member": 3, "firstBlock": 100, "blocks": 2, "amount": -5}


def test_events_of_others_are_passed_over_and_broken_ones_are_rubbish() -> None:
    assert ABI.event(log(["0x" + "77" * 32])) is None
    assert ABI.event(log([])) is None
    with pytest.raises(NodeRubbish):
        ABI.event(log([ABI.topics["Settled"]]))
    with pytest.raises(NodeRubbish):
        ABI.event(log([ABI.topics["Settled"], f"0x{3:064x}", f"0x{100:064x}"], b"\x01"))


@pytest.mark.parametrize("data", [b"", b"\x00" * 31, b"\xff" * 64, b"\x00" * 31 + b"\x20" + b"\xff" * 32])
def test_answers_that_no_market_gives_are_rubbish(data: bytes) -> None:
    with pytest.raises(NodeRubbish):
        ABI.answer("founding", data)
    with pytest.raises(NodeRubbish):
        ABI.answer("overview", data)


def test_a_status_that_there_is_not_is_rubbish() -> None:
    assert bindings.member_status(2) is MemberStatus.ACTIVE
    with pytest.raises(NodeRubbish):
        bindings.member_status(9)


def test_blocks_that_follow_each_other_travel_together() -> None:
    entries = dict.fromkeys([9, 5, 6, 7, 12], "x") | {8: "y"}
    assert list(bindings.runs(entries, 3)) == [(5, ["x"] * 3), (8, ["y", "x"]), (12, ["x"])]
    assert not list(bindings.runs({}, 3))
