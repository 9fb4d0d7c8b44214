"""One node, spoken to over a session that belongs to somebody else."""

import asyncio
import json
from typing import Any, cast, override

import aiohttp
from eth_hash.backends import pycryptodome as _keccak  # noqa: F401 - found lazily, the first hash would block the loop
from web3.providers.async_base import AsyncJSONBaseProvider
from web3.types import RPCEndpoint, RPCResponse

from .errors import AnswerTooLarge, NodeRefused, NodeRubbish, NodeUnavailable

RESPONSE_LIMIT = 8 * 2**20
INLINE_LIMIT = 64 * 2**10
"""Answers larger than this are parsed in a thread: megabytes of JSON would block the event loop."""

CHUNK = 64 * 2**10
REFUSED = frozenset({401, 402, 403, 407})


class SessionProvider(AsyncJSONBaseProvider):
    """JSON-RPC over an injected aiohttp session, which it neither configures nor closes."""

    def __init__(self, session: aiohttp.ClientSession, url: str, timeout: float = 10.0) -> None:
        """Speak to the node at `url`; a request that takes longer than `timeout` seconds in all has failed."""
        super().__init__()
        self.url = url
        self._session = session
        self._timeout = aiohttp.ClientTimeout(total=timeout)

    @override
    def __repr__(self) -> str:
        """Name the node."""
        return f"SessionProvider({self.url!r})"

    @override
    async def make_request(self, method: RPCEndpoint, params: Any) -> RPCResponse:
        """Ask the node; return its answer to exactly this request, a result or an error."""
        request = self.form_request(method, params)
        answer = await self._post(self.encode_rpc_dict(request))
        return _checked(answer, request["id"])

    @override
    async def is_connected(self, show_traceback: bool = False) -> bool:
        """Whether the node answers at all."""
        try:
            await self.make_request(RPCEndpoint("web3_clientVersion"), [])
        except NodeRefused, NodeRubbish, NodeUnavailable:
            if show_traceback:
                raise
            return False
        return True

    async def _post(self, body: bytes) -> object:
        try:
            async with self._session.post(
                self.url,
                data=body,
                headers={"Content-Type": "application/json"},
                timeout=self._timeout,
                allow_redirects=False,
            ) as response:
                content = await _read(response)
        except TimeoutError as error:
            msg = f"no answer within {self._timeout.total:g} s"
            raise NodeUnavailable(msg) from error
        except (aiohttp.ClientError, OSError) as error:
            msg = f"{type(error).__name__}: {error.strerror}" if isinstance(error, OSError) else type(error).__name__
            raise NodeUnavailable(msg) from error
        except ValueError as error:
            msg = f"not a usable address: {type(error).__name__}"
            raise NodeUnavailable(msg) from error
        if response.status in REFUSED:
            msg = f"the node refuses this home (HTTP {response.status})"
            raise NodeRefused(msg)
        try:
            parsed = _parse(content) if len(content) <= INLINE_LIMIT else await asyncio.to_thread(_parse, content)
        except ValueError as error:
            if response.status != 200:  # noqa: PLR2004 - HTTP's own number
                msg = f"HTTP {response.status}"
                raise NodeUnavailable(msg) from error
            msg = "the answer is not JSON"
            raise NodeRubbish(msg) from error
        if response.status != 200 and not (isinstance(parsed, dict) and "jsonrpc" in parsed):  # noqa: PLR2004
            msg = f"HTTP {response.status}"
            raise NodeUnavailable(msg)
        return parsed


async def _read(response: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        content += chunk
        if len(content) > RESPONSE_LIMIT:
            raise AnswerTooLarge(f"the answer is larger than {RESPONSE_LIMIT} bytes")
    return bytes(content)


def _parse(content: bytes) -> object:
    try:
        parsed: object = json.loads(content)
    except RecursionError as error:
        msg = "JSON nested without end"
        raise ValueError(msg) from error
    return parsed


def _checked(answer: object, identifier: object) -> RPCResponse:
    """Take an answer only if it is a JSON-RPC answer to this very request, with a result or else an error."""
    if not isinstance(answer, dict) or answer.get("jsonrpc") != "2.0":
        msg = "the answer is not JSON-RPC"
        raise NodeRubbish(msg)
    error = answer.get("error")
    # A node that could not even read the request answers without its id.
    if answer.get("id") != identifier and (error is None or answer.get("id") is not None):
        msg = "the answer belongs to another request"
        raise NodeRubbish(msg)
    if error is not None:
        if not isinstance(error, dict):
            msg = "the error has no form"
            raise NodeRubbish(msg)
        return cast("RPCResponse", {"jsonrpc": "2.0", "id": identifier, "error": error})
    if "result" not in answer:
        msg = "the answer holds neither result nor error"
        raise NodeRubbish(msg)
    return cast("RPCResponse", {"jsonrpc": "2.0", "id": identifier, "result": answer["result"]})
