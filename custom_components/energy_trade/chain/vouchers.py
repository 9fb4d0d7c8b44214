"""A request to be admitted that a home without a coin signs, and that anybody may relay and pay for."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from ..market.units import NO_ADDRESS
from .wallet import AgentKey, Domain, RequestMessage, checked_address

SIGNATURE_BYTES = 65
MAX_CAP = 2**64
MAX_TIME = 2**64


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request with the agent's and the voucher's signature; holds no secret."""

    message: RequestMessage
    signature: bytes
    voucher_signature: bytes

    @classmethod
    def sign(
        cls, key: AgentKey, voucher: AgentKey, domain: Domain, *, owner: str, daily_cap: int, deadline: int
    ) -> Self:
        """Ask to be admitted, with the agent's key as meter key; computes some milliseconds: call it in a thread."""
        message = RequestMessage(key.address, owner, NO_ADDRESS, daily_cap, voucher.address, deadline)
        return cls(message, key.sign(message, domain), voucher.sign(message, domain))

    @property
    def arguments(self) -> tuple[Any, ...]:
        """The struct as the market's `requestFor` takes it."""
        message = self.message
        return (
            message.agent,
            message.owner,
            message.meter_key,
            message.daily_cap,
            message.voucher,
            message.deadline,
            self.signature,
            self.voucher_signature,
        )

    def to_json(self) -> dict[str, Any]:
        """Write it as JSON knows it."""
        signatures = {"signature": self.signature.hex(), "voucher_signature": self.voucher_signature.hex()}
        return asdict(self.message) | signatures

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Self:
        """Read what somebody sent; raises ValueError for what can be no request."""
        try:
            message = RequestMessage(
                agent=checked_address(fields["agent"]),
                owner=checked_address(fields["owner"]),
                meter_key=_address_or_none(fields["meter_key"]),
                daily_cap=_number(fields["daily_cap"], MAX_CAP),
                voucher=checked_address(fields["voucher"]),
                deadline=_number(fields["deadline"], MAX_TIME),
            )
            signatures = [bytes.fromhex(fields[name]) for name in ("signature", "voucher_signature")]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueError("not a request") from error
        if any(len(signature) != SIGNATURE_BYTES for signature in signatures):
            raise ValueError("not a signature")
        return cls(message, *signatures)


def _address_or_none(text: str) -> str:
    return NO_ADDRESS if text == NO_ADDRESS else checked_address(text)


def _number(value: object, limit: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < limit:
        raise ValueError("not a number that a request has")
    return value
