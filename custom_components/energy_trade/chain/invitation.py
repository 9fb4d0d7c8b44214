"""An invitation: what a newcomer pastes to find its community's market."""

import base64
import binascii
from dataclasses import dataclass, field
from enum import StrEnum
import json
import re
from typing import Any, Final, Self, cast

from yarl import URL

from .wallet import AgentKey, InvalidAddress, InvalidKey, checked_address

PREFIX: Final = "energytrade:1:"
SCHEME: Final = re.compile(r"energytrade:([^:]*):(.*)", re.DOTALL | re.IGNORECASE)
MAX_TEXT: Final = 16_384
MAX_NODES: Final = 16
MAX_NAME: Final = 100
MAX_URL: Final = 500
MAX_CHAIN_ID: Final = 2**63
MAX_BLOCK: Final = 2**63
SECRET_KEYS: Final = re.compile(r"key|token|secret|auth|pass|pwd|sig|jwt|credential|access", re.IGNORECASE)
SECRET_PATH: Final = re.compile(r"^(?=.*\d)[0-9a-zA-Z_\-]{24,}$")
"""A long word of letters and digits in a path is some provider's key for one customer."""


class InvitationProblem(StrEnum):
    """What is wrong with an invitation."""

    NOT_AN_INVITATION = "invitation_unreadable"
    WRONG_VERSION = "invitation_version"
    MISSING = "invitation_incomplete"
    BAD_ADDRESS = "invitation_address"
    BAD_CHECKSUM = "invitation_checksum"
    BAD_CHAIN = "invitation_chain"
    BAD_BLOCK = "invitation_block"
    BAD_NAME = "invitation_name"
    NO_NODE = "invitation_no_node"
    BAD_NODE = "invitation_node"
    BAD_VOUCHER = "invitation_voucher"
    SECRET_IN_NODE = "invitation_secret"  # noqa: S105 - the problem's name


class InvitationError(ValueError):
    """An invitation that cannot be used; `reason` is a key for translations and never quotes what was pasted."""

    def __init__(self, problem: InvitationProblem, detail: str = "") -> None:
        """Say what is wrong."""
        super().__init__(f"{problem.value}: {detail}" if detail else problem.value)
        self.problem = problem
        self.reason = problem.value


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where a community's market is, and who helps a newcomer to get there.

    Without a voucher it holds no secret, so it may be printed. A voucher admits one home, the first that uses it: an
    invitation with one is meant for one person. `relays` are web addresses at which other homes take signed messages.
    """

    market: str
    deployment_block: int
    chain_id: int
    nodes: tuple[str, ...]
    name: str
    demo: bool = False
    voucher: str | None = field(default=None, repr=False)
    """The voucher's private key."""

    relays: tuple[str, ...] = ()
    formerly: str | None = None
    """The market that the community had on another chain, for a home that was a member there."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a pasted invitation, in its text form or as plain JSON; raise InvitationError if it cannot be used."""
        fields = _fields(text)
        missing = [name for name in ("market", "deployment_block", "chain_id", "nodes", "name") if name not in fields]
        if missing:
            raise InvitationError(InvitationProblem.MISSING, ", ".join(missing))
        name = fields["name"]
        if not isinstance(name, str) or not 0 < len(name.strip()) <= MAX_NAME or not name.isprintable():
            raise InvitationError(InvitationProblem.BAD_NAME)
        return cls(
            _market(fields["market"]),
            _number(fields["deployment_block"], 0, MAX_BLOCK, InvitationProblem.BAD_BLOCK),
            _number(fields["chain_id"], 1, MAX_CHAIN_ID, InvitationProblem.BAD_CHAIN),
            checked_nodes(fields["nodes"]),
            name.strip(),
            fields.get("demo") is True,
            _voucher(fields.get("voucher")),
            checked_nodes(fields["relays"]) if fields.get("relays") else (),
            _market(fields["formerly"]) if fields.get("formerly") else None,
        )

    def to_json(self) -> dict[str, Any]:
        """Write it as JSON knows it."""
        return {
            "market": self.market,
            "deployment_block": self.deployment_block,
            "chain_id": self.chain_id,
            "nodes": list(self.nodes),
            "name": self.name,
            **({"demo": True} if self.demo else {}),
            **({"voucher": self.voucher} if self.voucher else {}),
            **({"relays": list(self.relays)} if self.relays else {}),
            **({"formerly": self.formerly} if self.formerly else {}),
        }

    def encode(self) -> str:
        """Write the text form, one word that survives mail and chat."""
        packed = json.dumps(self.to_json(), separators=(",", ":"), ensure_ascii=False).encode()
        return PREFIX + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def checked_nodes(nodes: object) -> tuple[str, ...]:
    """Return the node addresses, each once; raise InvitationError for one that is unusable or carries a secret."""
    if not isinstance(nodes, list | tuple) or not nodes:
        raise InvitationError(InvitationProblem.NO_NODE)
    if len(nodes) > MAX_NODES:
        raise InvitationError(InvitationProblem.BAD_NODE, f"more than {MAX_NODES}")
    return tuple(dict.fromkeys(_checked_node(node) for node in nodes))


def _checked_node(node: object) -> str:
    if not isinstance(node, str) or len(node) > MAX_URL:
        raise InvitationError(InvitationProblem.BAD_NODE)
    try:
        url = URL(node.strip())
        usable = url.scheme in {"http", "https"} and bool(url.host) and (url.port or 0) > 0
    except ValueError:
        usable = False
    if not usable or any(character.isspace() or not character.isprintable() for character in node.strip()):
        raise InvitationError(InvitationProblem.BAD_NODE)
    if (
        url.user is not None
        or url.password is not None
        or url.fragment
        or any(SECRET_KEYS.search(name) or SECRET_PATH.match(value) for name, value in url.query.items())
        or any(SECRET_PATH.match(part) for part in url.parts)
    ):
        raise InvitationError(InvitationProblem.SECRET_IN_NODE)
    return str(url)


def _fields(text: str) -> dict[str, Any]:
    words = text.strip()
    if len(words) > MAX_TEXT:
        raise InvitationError(InvitationProblem.NOT_AN_INVITATION, "too long")
    if found := SCHEME.fullmatch(words):
        version, body = found.groups()
        if version != "1":
            raise InvitationError(InvitationProblem.WRONG_VERSION)
        # Mail programs break long words.
        body = "".join(body.split())
        try:
            words = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True).decode()
        except (binascii.Error, UnicodeDecodeError, ValueError) as error:
            raise InvitationError(InvitationProblem.NOT_AN_INVITATION) from error
    try:
        fields = json.loads(words, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise InvitationError(InvitationProblem.NOT_AN_INVITATION) from error
    if not isinstance(fields, dict):
        raise InvitationError(InvitationProblem.NOT_AN_INVITATION)
    if "version" in fields and fields["version"] != 1:
        raise InvitationError(InvitationProblem.WRONG_VERSION)
    return cast("dict[str, Any]", fields)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a field stands twice")
    return fields


def _voucher(value: object) -> str | None:
    if value is None:
        return None
    try:
        return AgentKey.from_stored(str(value)).stored()
    except InvalidKey as error:
        raise InvitationError(InvitationProblem.BAD_VOUCHER) from error


def _market(value: object) -> str:
    if not isinstance(value, str):
        raise InvitationError(InvitationProblem.BAD_ADDRESS)
    try:
        return checked_address(value)
    except InvalidAddress as error:
        problem = InvitationProblem.BAD_CHECKSUM if error.reason == "checksum" else InvitationProblem.BAD_ADDRESS
        raise InvitationError(problem) from error


def _number(value: object, least: int, limit: int, problem: InvitationProblem) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value < limit:
        raise InvitationError(problem)
    return value
