"""Signed messages on their way through another home, which puts them on the chain and pays for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, Self

from eth_account import Account
from eth_account.messages import encode_typed_data

from .wallet import Domain, LineMessage, MoveMessage, OrdersMessage, ReadingsMessage, checked_address

SIGNATURE_BYTES: Final = 65
MOST_BLOCKS: Final = 12
MOST_DETAILS: Final = 12 * 5 * 8 * 3
WORD: Final = 2**256
MEMBERS: Final = 2**16
BLOCKS: Final = 2**32
VERSIONS: Final = 2**40
TIMES: Final = 2**64
ZONES: Final = 16

type Message = OrdersMessage | ReadingsMessage | LineMessage | MoveMessage


class Carrier(Protocol):
    """Somebody who takes messages to the chain."""

    async def carry(self, fields: dict[str, Any]) -> bool:
        """Whether a message was put on the chain; False where nobody can be reached or nobody wants to."""
        ...

    def doubt(self) -> None:
        """Hear that what was said to be carried last is not to be seen: others are asked from now on."""
        ...


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """A message with its signature; whoever carries it can change nothing."""

    message: Message
    signature: bytes

    def signer(self, domain: Domain) -> str:
        """Whose signature it is; computes some milliseconds: call it in a thread. Raises ValueError for none."""
        signable = encode_typed_data(full_message=self.message.typed(domain))
        try:
            return str(Account.recover_message(signable, signature=self.signature))
        except Exception as error:
            raise ValueError("not a signature") from error

    @property
    def function(self) -> str:
        """What the market takes it by."""
        match self.message:
            case OrdersMessage():
                return "orderFor"
            case ReadingsMessage():
                return "reportFor"
            case LineMessage():
                return "reportLineFor"
            case MoveMessage():
                return "moveFor"

    @property
    def batch(self) -> str | None:
        """What the market takes many of its kind by; None for what travels alone."""
        return {"orderFor": "orderBatch", "reportFor": "reportBatch"}.get(self.function)

    @property
    def arguments(self) -> tuple[Any, ...]:
        """The struct as the market takes it."""
        match self.message:
            case OrdersMessage(member, first, version, deadline, words):
                return member, first, version, deadline, list(words), self.signature
            case ReadingsMessage(member, first, words, details):
                return member, first, list(words), details, self.signature
            case LineMessage(zone, first, words):
                return zone, first, list(words), self.signature
            case MoveMessage(member, successor, deadline):
                return member, successor, deadline, self.signature

    def to_json(self) -> dict[str, Any]:
        """Write it as JSON knows it, words as text."""
        kind: str
        fields: dict[str, Any]
        match self.message:
            case OrdersMessage(member, first, version, deadline, words):
                kind, fields = "orders", {"member": member, "first_block": first, "words": _texts(words)}
                fields |= {"version": version, "deadline": deadline}
            case ReadingsMessage(member, first, words, details):
                kind, fields = "readings", {"member": member, "first_block": first, "words": _texts(words)}
                fields |= {"details": details.hex()}
            case LineMessage(zone, first, words):
                kind, fields = "line", {"zone": zone, "first_block": first, "words": _texts(words)}
            case MoveMessage(member, successor, deadline):
                kind, fields = "move", {"member": member, "successor": successor, "deadline": deadline}
        return {kind: {**fields, "signature": self.signature.hex()}}

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Self:
        """Read what somebody sent; raises ValueError for what is no message."""
        try:
            kind, body = next(iter(fields.items()))
            message, signature = _READERS[kind](body), bytes.fromhex(body["signature"])
        except (AttributeError, KeyError, StopIteration, TypeError) as error:
            raise ValueError("not a message") from error
        if len(signature) != SIGNATURE_BYTES:
            raise ValueError("not a signature")
        return cls(message, signature)


def _orders(body: dict[str, Any]) -> OrdersMessage:
    version, deadline = number(body["version"], VERSIONS), number(body["deadline"], TIMES)
    member, first = number(body["member"], MEMBERS), number(body["first_block"], BLOCKS)
    return OrdersMessage(member, first, version, deadline, _words(body))


def _readings(body: dict[str, Any]) -> ReadingsMessage:
    member, first, details = number(body["member"], MEMBERS), number(body["first_block"], BLOCKS), body["details"]
    if len(details) > 2 * MOST_DETAILS:
        raise ValueError("too many details")
    return ReadingsMessage(member, first, _words(body), bytes.fromhex(details))


def _line(body: dict[str, Any]) -> LineMessage:
    return LineMessage(number(body["zone"], ZONES), number(body["first_block"], BLOCKS), _words(body))


def _move(body: dict[str, Any]) -> MoveMessage:
    return MoveMessage(
        number(body["member"], MEMBERS), checked_address(body["successor"]), number(body["deadline"], TIMES)
    )


_READERS: Final[dict[str, Callable[[dict[str, Any]], Message]]] = {
    "orders": _orders,
    "readings": _readings,
    "line": _line,
    "move": _move,
}


def _texts(words: Sequence[int]) -> list[str]:
    return [hex(word) for word in words]


def _words(body: dict[str, Any]) -> tuple[int, ...]:
    words = tuple(number(int(word, 16), WORD) for word in body["words"])
    if not 0 < len(words) <= MOST_BLOCKS:
        raise ValueError("not as many blocks as a message has")
    return words


def number(value: object, limit: int) -> int:
    """A whole number below a limit; raises ValueError for anything else."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < limit:
        raise ValueError("not a number that a message has")
    return value
