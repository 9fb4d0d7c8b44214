"""One neighbour's word that a member's readings of a block are true, on its way to whoever collects enough of them."""

from dataclasses import dataclass
from typing import Any, Self

from eth_account import Account
from eth_account.messages import encode_typed_data

from .carrying import BLOCKS, MEMBERS, SIGNATURE_BYTES, WORD, number
from .wallet import Domain, WitnessMessage


@dataclass(frozen=True, slots=True)
class WitnessWord:
    """What member `by` has signed with its meter key, about another member's readings of one block."""

    message: WitnessMessage
    by: int
    signature: bytes

    @property
    def block(self) -> int:
        """The block that it is about."""
        return self.message.first_block

    def signer(self, domain: Domain) -> str:
        """Whose signature it is; computes some milliseconds: call it in a thread. Raises ValueError for none."""
        signable = encode_typed_data(full_message=self.message.typed(domain))
        try:
            return str(Account.recover_message(signable, signature=self.signature))
        except Exception as error:
            raise ValueError("not a signature") from error

    def to_json(self) -> dict[str, Any]:
        """Write it as JSON knows it."""
        message = self.message
        return {
            "witness": {
                "member": message.member,
                "block": message.first_block,
                "word": hex(message.words[0]),
                "by": self.by,
                "signature": self.signature.hex(),
            }
        }

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Self:
        """Read what somebody sent; raises ValueError for what is no testimony."""
        try:
            member, by = number(body["member"], MEMBERS), number(body["by"], MEMBERS)
            block, word = number(body["block"], BLOCKS), number(int(body["word"], 16), WORD)
            signature = bytes.fromhex(body["signature"])
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError("not a testimony") from error
        if len(signature) != SIGNATURE_BYTES or member == by:
            raise ValueError("not a testimony")
        return cls(WitnessMessage(member, block, (word,)), by, signature)
