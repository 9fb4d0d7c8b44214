"""An invitation is taken whole or refused with a reason that a homeowner can act on."""

import base64
import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.energy_trade.chain.invitation import Invitation, InvitationError, checked_nodes

MARKET = "0x5FbDB2315678afecb367f032d93F642f64180aa3"
GOOD: dict[str, Any] = {
    "market": MARKET,
    "deployment_block": 7,
    "chain_id": 100,
    "nodes": ["https://node.example/rpc", "http://192.168.1.5:8545"],
    "name": "Sonnenstraße",
}


def reason(text: str) -> str:
    with pytest.raises(InvitationError) as caught:
        Invitation.parse(text)
    return caught.value.reason


def test_plain_json_and_the_one_word_form_say_the_same() -> None:
    invitation = Invitation.parse(json.dumps(GOOD))
    assert invitation == Invitation(
        MARKET, 7, 100, ("https://node.example/rpc", "http://192.168.1.5:8545"), "Sonnenstraße"
    )
    assert invitation.encode().startswith("energytrade:1:")
    assert Invitation.parse(invitation.encode()) == invitation
    assert not invitation.demo


def test_a_demo_says_that_it_is_one() -> None:
    invitation = Invitation.parse(json.dumps(GOOD | {"demo": True}))
    assert invitation.demo
    assert Invitation.parse(invitation.encode()).demo


def test_what_mail_programs_do_to_long_words_does_no_harm() -> None:
    word = Invitation.parse(json.dumps(GOOD)).encode()
    broken = "\n".join(word[start : start + 60] for start in range(0, len(word), 60))
    assert Invitation.parse(f"  {broken}\n") == Invitation.parse(word)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"market": MARKET.replace("F", "f", 1)}, "invitation_checksum"),
        ({"market": "0x1234"}, "invitation_address"),
        ({"market": "0x" + "0" * 40}, "invitation_address"),
        ({"market": 7}, "invitation_address"),
        ({"deployment_block": -1}, "invitation_block"),
        ({"deployment_block": "7"}, "invitation_block"),
        ({"deployment_block": True}, "invitation_block"),
        ({"chain_id": 0}, "invitation_chain"),
        ({"chain_id": 1.5}, "invitation_chain"),
        ({"nodes": []}, "invitation_no_node"),
        ({"nodes": "https://node.example"}, "invitation_no_node"),
        ({"nodes": ["https://node.example"] * 20}, "invitation_node"),
        ({"nodes": ["ftp://node.example"]}, "invitation_node"),
        ({"nodes": ["node.example"]}, "invitation_node"),
        ({"nodes": ["https://"]}, "invitation_node"),
        ({"nodes": ["https://node.example:99999"]}, "invitation_node"),
        ({"nodes": ["https://no de.example"]}, "invitation_node"),
        ({"nodes": [5]}, "invitation_node"),
        ({"nodes": ["https://me:word@node.example"]}, "invitation_secret"),
        ({"nodes": ["https://me@node.example"]}, "invitation_secret"),
        ({"nodes": ["https://node.example/?apikey=1"]}, "invitation_secret"),
        ({"nodes": ["https://node.example/?x=0123456789abcdef0123456789abcdef"]}, "invitation_secret"),
        ({"nodes": ["https://node.example/v3/0123456789abcdef0123456789abcdef"]}, "invitation_secret"),
        ({"nodes": ["https://node.example/#token"]}, "invitation_secret"),
        ({"name": ""}, "invitation_name"),
        ({"name": "x" * 101}, "invitation_name"),
        ({"name": "bell\x07"}, "invitation_name"),
        ({"version": 2}, "invitation_version"),
    ],
)
def test_what_is_wrong_has_a_reason(changes: dict[str, Any], expected: str) -> None:
    assert reason(json.dumps(GOOD | changes)) == expected


@pytest.mark.parametrize("field", ["market", "deployment_block", "chain_id", "nodes", "name"])
def test_what_is_missing_has_a_reason(field: str) -> None:
    assert reason(json.dumps({name: value for name, value in GOOD.items() if name != field})) == "invitation_incomplete"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        "null",
        "energytrade:1:",
        "energytrade:1:!!!!",
        "energytrade:1:" + base64.urlsafe_b64encode(b"\xff\xfe").decode(),
        "{" * 10_000,
        "x" * 20_000,
        json.dumps(GOOD)[:-1] + ', "name": "twice"}',
    ],
)
def test_what_is_no_invitation_is_called_unreadable(text: str) -> None:
    assert reason(text) == "invitation_unreadable"


def test_a_later_version_is_called_so() -> None:
    assert reason("energytrade:2:e30") == "invitation_version"


def test_a_reason_never_quotes_a_secret() -> None:
    with pytest.raises(InvitationError) as caught:
        Invitation.parse(json.dumps(GOOD | {"nodes": ["https://me:hunter2@node.example"]}))
    assert "hunter2" not in str(caught.value)


def test_a_node_named_twice_counts_once() -> None:
    assert checked_nodes(["https://node.example", "https://node.example"]) == ("https://node.example",)


@given(st.text())
def test_whatever_is_pasted_is_refused_or_taken_never_a_crash(text: str) -> None:
    for pasted in (text, f"energytrade:1:{text}"):
        with pytest.raises(InvitationError):
            Invitation.parse(pasted)
