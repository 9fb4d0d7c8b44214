"""Keys sign, and never show themselves."""

import copy
import pickle

from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_utils.address import to_checksum_address
import pytest

from custom_components.energy_trade.chain.wallet import (
    AgentKey,
    Domain,
    InvalidAddress,
    InvalidKey,
    OrdersMessage,
    OwnerKey,
    ReadingsMessage,
    checked_address,
)

ADDRESS = "0x5FbDB2315678afecb367f032d93F642f64180aa3"
DOMAIN = Domain(31337, ADDRESS, b"\x07" * 32)
ORDERS = OrdersMessage(3, 100, 17_000_000_000, 2_000_000_000, (5, 6))
READINGS = ReadingsMessage(3, 100, (7,), b"\x01\x02")


def test_a_kept_key_is_the_same_key() -> None:
    key = AgentKey.create()
    assert AgentKey.from_stored(key.stored()) == key
    assert AgentKey.from_stored(key.stored().removeprefix("0x")).address == key.address
    assert len({key, AgentKey.from_stored(key.stored())}) == 1
    assert AgentKey.create() != key


def test_a_key_never_shows_itself() -> None:
    key = AgentKey.create()
    secret = key.stored()[2:]
    for shown in (repr(key), str(key), f"{key}", repr({"key": key}), repr(key._account)):
        assert secret not in shown
    with pytest.raises(TypeError):
        pickle.dumps(key)
    with pytest.raises(TypeError):
        copy.deepcopy(key)


@pytest.mark.parametrize("stored", ["", "0x", "zz" * 32, "00" * 32, "ff" * 32, "11" * 31])
def test_what_is_no_key_is_refused_without_being_quoted(stored: str) -> None:
    with pytest.raises(InvalidKey) as caught:
        AgentKey.from_stored(stored)
    assert stored == "" or stored not in str(caught.value)
    assert caught.value.__cause__ is None


def test_an_owners_key_is_shown_confirmed_and_forgotten() -> None:
    owner = OwnerKey()
    shown = owner.reveal()
    assert Account.from_key(shown).address == owner.address
    assert owner.confirms(f" {shown[-6:].upper()} ")
    assert not owner.confirms(shown[-5:])
    assert not owner.confirms("000000" if shown[-6:] != "000000" else "111111")
    assert shown[2:] not in repr(owner)
    with pytest.raises(TypeError):
        pickle.dumps(owner)
    owner.forget()
    with pytest.raises(InvalidKey):
        owner.reveal()


@pytest.mark.parametrize("given", [ADDRESS, ADDRESS.lower(), f"  {ADDRESS}\n", "0x" + ADDRESS[2:].upper()])
def test_an_address_gets_its_checksum(given: str) -> None:
    assert checked_address(given) == to_checksum_address(ADDRESS)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (ADDRESS.replace("F", "f", 1), "checksum"),
        (ADDRESS[2:], "not_an_address"),
        (ADDRESS[:-1], "not_an_address"),
        ("", "not_an_address"),
        ("0x" + "0" * 40, "zero"),
    ],
)
def test_a_mistyped_address_is_refused(given: str, reason: str) -> None:
    with pytest.raises(InvalidAddress) as caught:
        checked_address(given)
    assert caught.value.reason == reason


@pytest.mark.parametrize("message", [ORDERS, READINGS])
def test_a_signature_names_its_signer(message: OrdersMessage | ReadingsMessage) -> None:
    key = AgentKey.create()
    signable = encode_typed_data(full_message=message.typed(DOMAIN))
    assert Account.recover_message(signable, signature=key.sign(message, DOMAIN)) == key.address
