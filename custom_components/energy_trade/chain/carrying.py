"""Signed orders and readings on their way through another home, which puts them on the chain and pays for it."""

from dataclasses import dataclass
from typing import Any, Final, Protocol, Self

from eth_account import Account
from eth_account.messages import encode_typed_data

from .wallet import Domain, OrdersMessage, ReadingsMessage

SIGNATURE_BYTES: Final = 65
MOST_BLOCKS: Final = 12
MOST_DETAILS: Final = 12 * 5 * 8 * 3
WORD: Final = 2**256
MEMBERS: Final = 2**16
BLOCKS: Final = 2**32
VERSIONS: Final = 2**40
TIMES: Final = 2**64


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
    """Orders or readings with their signature; whoever carries them can change nothing."""

    message: OrdersMessage | ReadingsMessage
    signature: bytes

    def signer(self, domain: Domain) -> str:
        """Whose signature it is; computes some milliseconds: call it in a thread. Raises ValueError for none."""
        signable = encode_typed_data(full_message=self.message.typed(domain))
        try:
            return str(Account.recover_message(signable, signature=self.signature))
        except Exception as error:
            raise ValueError("not a signature") from error

    @property
    def arguments(self) -> tuple[Any, ...]:
        """The struct as the market's batches take it."""
        message = self.message
        if isinstance(message, OrdersMessage):
            words = list(message.words)
            return message.member, message.first_block, message.version, message.deadline, words, self.signature
        return message.member, message.first_block, list(message.words), message.details, self.signature

    def to_json(self) -> dict[str, Any]:
        """Write it as JSON knows it, words as text."""
        message = self.message
        common = {
            "member": message.member,
            "first_block": message.first_block,
            "words": [hex(word) for word in message.words],
            "signature": self.signature.hex(),
        }
        if isinstance(message, OrdersMessage):
            return {"orders": {**common, "version": message.version, "deadline": message.deadline}}
        return {"readings": {**common, "details": message.details.hex()}}

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Self:
        """Read what somebody sent; raises ValueError for what is no message."""
        try:
            kind, body = next(iter(fields.items()))
            words = tuple(_number(int(word, 16), WORD) for word in body["words"])
            member, first = _number(body["member"], MEMBERS), _number(body["first_block"], BLOCKS)
            signature = bytes.fromhex(body["signature"])
            message: OrdersMessage | ReadingsMessage
            if kind == "orders":
                version, deadline = _number(body["version"], VERSIONS), _number(body["deadline"], TIMES)
                message = OrdersMessage(member, first, version, deadline, words)
            elif kind == "readings":
                message = ReadingsMessage(member, first, words, bytes.fromhex(body["details"]))
                if len(message.details) > MOST_DETAILS:
                    raise ValueError("too many details")
            else:
                raise ValueError("of no known kind")
        except (AttributeError, KeyError, StopIteration, TypeError) as error:
            raise ValueError("not a message") from error
        if len(signature) != SIGNATURE_BYTES or not 0 < len(words) <= MOST_BLOCKS:
            raise ValueError("not a message")
        return cls(message, signature)


def _number(value: object, limit: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < limit:
        raise ValueError("not a number that a message has")
    return value
