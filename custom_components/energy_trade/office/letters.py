"""A signed request as one word, for a newcomer whose home cannot reach the operator's: it goes by mail or chat."""

from __future__ import annotations

import base64
import json
from typing import Final

from ..chain.vouchers import SignedRequest

PREFIX: Final = "energytrade-request:1:"
MAX_TEXT: Final = 4_096


def letter_of(asked: SignedRequest) -> str:
    """Write it; there is no secret in it, and nobody can change it."""
    packed = json.dumps(asked.to_json(), separators=(",", ":")).encode()
    return PREFIX + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_letter(text: str) -> SignedRequest:
    """Read what was pasted; raise ValueError for anything else."""
    word = "".join(text.split())
    if not word.startswith(PREFIX) or len(word) > MAX_TEXT:
        raise ValueError("no request")
    body = word.removeprefix(PREFIX)
    fields = json.loads(base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True))
    if not isinstance(fields, dict):
        raise ValueError("no request")  # noqa: TRY004 - whoever pasted it gave no type
    return SignedRequest.from_json(fields)
