"""Keys: the agent's, which Home Assistant keeps, and the owner's, which it never does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Never, Protocol, Self, override

from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_account.signers.local import LocalAccount
from eth_utils.address import is_checksum_address, is_hex_address, to_checksum_address

KEY_BYTES = 32
CONFIRMED_CHARACTERS = 6
"""Last characters of a shown key that prove that it was kept."""

EIP712_NAME: Final = "EnergyTrade"
EIP712_VERSION: Final = "1"

DOMAIN_TYPE: Final = [
    {"name": "name", "type": "string"},
    {"name": "version", "type": "string"},
    {"name": "chainId", "type": "uint256"},
    {"name": "verifyingContract", "type": "address"},
    {"name": "salt", "type": "bytes32"},
]
ORDERS_TYPE: Final = [
    {"name": "member", "type": "uint16"},
    {"name": "firstBlock", "type": "uint32"},
    {"name": "version", "type": "uint40"},
    {"name": "deadline", "type": "uint64"},
    {"name": "words", "type": "uint256[]"},
]
READINGS_TYPE: Final = [
    {"name": "member", "type": "uint16"},
    {"name": "firstBlock", "type": "uint32"},
    {"name": "words", "type": "uint256[]"},
    {"name": "details", "type": "bytes"},
]

WITNESS_TYPE: Final = [
    {"name": "member", "type": "uint16"},
    {"name": "firstBlock", "type": "uint32"},
    {"name": "words", "type": "uint256[]"},
]

LINE_TYPE: Final = [
    {"name": "zone", "type": "uint8"},
    {"name": "firstBlock", "type": "uint32"},
    {"name": "words", "type": "uint256[]"},
]

MOVE_TYPE: Final = [
    {"name": "member", "type": "uint16"},
    {"name": "successor", "type": "address"},
    {"name": "deadline", "type": "uint64"},
]

REQUEST_TYPE: Final = [
    {"name": "agent", "type": "address"},
    {"name": "owner", "type": "address"},
    {"name": "meterKey", "type": "address"},
    {"name": "dailyCap", "type": "uint64"},
    {"name": "voucher", "type": "address"},
    {"name": "deadline", "type": "uint64"},
]


RELAY_TYPE: Final = [
    {"name": "member", "type": "uint16"},
    {"name": "url", "type": "string"},
    {"name": "time", "type": "uint64"},
]


class InvalidAddress(ValueError):  # noqa: N818 - named for what is wrong
    """Not an address; `reason` is `not_an_address`, `checksum` (a typing error, likely) or `zero`."""

    def __init__(self, reason: str) -> None:
        """Say what is wrong with it."""
        super().__init__(reason)
        self.reason = reason


class InvalidKey(ValueError):  # noqa: N818 - named for what is wrong
    """Not a private key; never says what was given."""


def checked_address(text: str) -> str:
    """Return an address with its checksum; raise InvalidAddress for one that was mistyped.

    All-lower-case and all-upper-case addresses carry no checksum and are taken as they are.
    """
    address = text.strip()
    if not is_hex_address(address) or not address.startswith(("0x", "0X")):
        raise InvalidAddress("not_an_address")
    digits = address[2:]
    if digits not in {digits.lower(), digits.upper()} and not is_checksum_address(address):
        raise InvalidAddress("checksum")
    if not int(digits, 16):
        raise InvalidAddress("zero")
    return to_checksum_address(address)


@dataclass(frozen=True, slots=True)
class Domain:
    """What EIP-712 signatures are bound to: one founding of one market on one chain."""

    chain_id: int
    market: str
    salt: bytes

    def message(self, name: str, fields: Sequence[Mapping[str, str]], values: Mapping[str, Any]) -> dict[str, Any]:
        """Build the typed message."""
        return {
            "types": {"EIP712Domain": DOMAIN_TYPE, name: list(fields)},
            "primaryType": name,
            "domain": {
                "name": EIP712_NAME,
                "version": EIP712_VERSION,
                "chainId": self.chain_id,
                "verifyingContract": self.market,
                "salt": self.salt,
            },
            "message": dict(values),
        }


class Typed(Protocol):
    """A message that can be signed."""

    def typed(self, domain: Domain) -> dict[str, Any]:
        """Write it as EIP-712 has it."""
        ...


@dataclass(frozen=True, slots=True)
class OrdersMessage:
    """Orders for consecutive blocks as an agent or owner signs them; anybody may relay them until `deadline`."""

    member: int
    first_block: int
    version: int
    deadline: int
    words: tuple[int, ...]

    def typed(self, domain: Domain) -> dict[str, Any]:
        """Write it as EIP-712 has it."""
        return domain.message(
            "Orders",
            ORDERS_TYPE,
            {
                "member": self.member,
                "firstBlock": self.first_block,
                "version": self.version,
                "deadline": self.deadline,
                "words": list(self.words),
            },
        )


@dataclass(frozen=True, slots=True)
class ReadingsMessage:
    """Readings of consecutive blocks as a meter key signs them."""

    member: int
    first_block: int
    words: tuple[int, ...]
    details: bytes

    def typed(self, domain: Domain) -> dict[str, Any]:
        """Write it as EIP-712 has it."""
        return domain.message(
            "Readings",
            READINGS_TYPE,
            {
                "member": self.member,
                "firstBlock": self.first_block,
                "words": list(self.words),
                "details": self.details,
            },
        )


@dataclass(frozen=True, slots=True)
class WitnessMessage:
    """A member's readings of consecutive blocks, as another member's meter key signs that it believes them."""

    member: int
    first_block: int
    words: tuple[int, ...]

    def typed(self, domain: Domain) -> dict[str, Any]:
        """Write it as EIP-712 has it."""
        return domain.message(
            "Witness",
            WITNESS_TYPE,
            {"member": self.member, "firstBlock": self.first_block, "words": list(self.words)},
        )


@dataclass(frozen=True, slots=True)
class LineMessage:
    """What a line's meter counted in consecutive blocks, as the line's key signs it."""

    zone: int
    first_block: int
    words: tuple[int, ...]

    def typed(self, domain: Domain) -> dict[str, Any]:
        """Write it as EIP-712 has it."""
        return domain.message(
            "Line", LINE_TYPE, {"zone": self.zone, "firstBlock": self.first_block, "words": list(self.words)}
        )


@dataclass(frozen=True, slots=True)
class MoveMessage:
    """A member's move to the announced successor, as its agent or owner signs it; counts once, until `deadline`."""

    member: int
    successor: str
    deadline: int

    def typed(self, domain: Domain) -> dict[str, Any]:
        """Write it as EIP-712 has it."""
        return domain.message(
            "Move", MOVE_TYPE, {"member": self.member, "successor": self.successor, "deadline": self.deadline}
        )

    def struct_hash(self, domain: Domain) -> bytes:
        """By what the market remembers that it was carried."""
        return bytes(encode_typed_data(full_message=self.typed(domain)).body)


@dataclass(frozen=True, slots=True)
class RequestMessage:
    """A home's wish to be admitted, as its agent and the voucher of its invitation both sign it.

    `daily_cap` in µcredit, `deadline` in unix seconds. No address as meter key: the agent's counts.
    """

    agent: str
    owner: str
    meter_key: str
    daily_cap: int
    voucher: str
    deadline: int

    def typed(self, domain: Domain) -> dict[str, Any]:
        """Write it as EIP-712 has it."""
        return domain.message(
            "Request",
            REQUEST_TYPE,
            {
                "agent": self.agent,
                "owner": self.owner,
                "meterKey": self.meter_key,
                "dailyCap": self.daily_cap,
                "voucher": self.voucher,
                "deadline": self.deadline,
            },
        )


@dataclass(frozen=True, slots=True)
class RelayMessage:
    """A member's word that its home relays from `time` (unix seconds) on, at a web address."""

    member: int
    url: str
    time: int

    def typed(self, domain: Domain) -> dict[str, Any]:
        """Write it as EIP-712 has it; no contract reads it."""
        return domain.message("Relay", RELAY_TYPE, {"member": self.member, "url": self.url, "time": self.time})


class AgentKey:
    """The key that orders and reports; it never shows itself but through `stored`.

    Signing takes pure Python some milliseconds of computing: call it in a thread.
    """

    __slots__ = ("_account",)

    def __init__(self, account: LocalAccount) -> None:
        """Wrap an account; use `create` or `from_stored`."""
        self._account = account

    @classmethod
    def create(cls) -> Self:
        """Make a new key from the system's randomness."""
        return cls(Account.create())

    @classmethod
    def from_stored(cls, stored: str) -> Self:
        """Take a kept key up again; raise InvalidKey if it is none."""
        try:
            raw = bytes.fromhex(stored.removeprefix("0x"))
            if len(raw) == KEY_BYTES:
                return cls(Account.from_key(raw))
        except Exception:  # noqa: BLE001, S110 - whatever the library says could quote the key
            pass
        raise InvalidKey("not a private key")

    def stored(self) -> str:
        """The key itself, 0x-prefixed hex: for the one place where it is kept."""
        return "0x" + bytes(self._account.key).hex()

    @property
    def address(self) -> str:
        """Address of the key."""
        return str(self._account.address)

    def sign_transaction(self, transaction: Mapping[str, Any]) -> bytes:
        """Sign a transaction and return it as nodes take it."""
        return bytes(self._account.sign_transaction(dict(transaction)).raw_transaction)

    def sign(self, message: Typed, domain: Domain) -> bytes:
        """Sign a message; return the 65 bytes of the signature."""
        signable = encode_typed_data(full_message=message.typed(domain))
        return bytes(self._account.sign_message(signable).signature)

    @override
    def __repr__(self) -> str:
        return f"AgentKey({self.address})"

    @override
    def __reduce__(self) -> Never:
        raise TypeError("a key is not copied or pickled")

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, AgentKey) and other.address == self.address

    @override
    def __hash__(self) -> int:
        return hash(self.address)


class OwnerKey:
    """A key made for an owner who has none: shown once, then forgotten."""

    __slots__ = ("_account", "address")

    def __init__(self) -> None:
        """Make it from the system's randomness."""
        self._account: LocalAccount | None = Account.create()
        self.address = str(self._account.address)

    def reveal(self) -> str:
        """The key, 0x-prefixed hex, for its owner's eyes."""
        if self._account is None:
            raise InvalidKey("the key is forgotten")
        return "0x" + bytes(self._account.key).hex()

    def confirms(self, last_characters: str) -> bool:
        """Whether somebody who kept the key typed its end."""
        typed = last_characters.strip().lower()
        return len(typed) >= CONFIRMED_CHARACTERS and self.reveal().endswith(typed)

    def forget(self) -> None:
        """Keep the address only."""
        self._account = None

    @override
    def __repr__(self) -> str:
        return f"OwnerKey({self.address})"

    @override
    def __reduce__(self) -> Never:
        raise TypeError("a key is not copied or pickled")
