"""A node that misbehaves on demand: a proxy in front of a real one."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
import json
from typing import Any, Self

import aiohttp
from aiohttp import web

type Request = dict[str, Any]
"""What was asked by JSON-RPC; `incoming` is how it came."""

type Fault = Callable[[Request], Awaitable[web.StreamResponse | None]]
"""Answers a request instead of the real node, or None to let it pass."""


def answer(request: Request, result: Any) -> web.Response:
    """Answer a request with a result."""
    return web.json_response({"jsonrpc": "2.0", "id": request["id"], "result": result})


def error(request: Request, code: int, message: str, data: Any = None) -> web.Response:
    """Answer a request with an error."""
    body = {"code": code, "message": message} | ({} if data is None else {"data": data})
    return web.json_response({"jsonrpc": "2.0", "id": request["id"], "error": body})


def only(*methods: str) -> Callable[[Fault], Fault]:
    """Restrict a fault to some methods."""

    def restrict(fault: Fault) -> Fault:
        async def restricted(request: Request) -> web.StreamResponse | None:
            return await fault(request) if request["method"] in methods else None

        return restricted

    return restrict


def always(text: str, status: int = 200) -> Fault:
    """Say the same to everything."""

    async def say(request: Request) -> web.StreamResponse:
        return web.Response(text=text, status=status, content_type="application/json")

    return say


def result(value: Any) -> Fault:
    """Answer everything with this result."""

    async def say(request: Request) -> web.StreamResponse:
        return answer(request, value)

    return say


def refusal(code: int, message: str, data: Any = None) -> Fault:
    """Answer everything with this error."""

    async def say(request: Request) -> web.StreamResponse:
        return error(request, code, message, data)

    return say


def slow(seconds: float) -> Fault:
    """Think about everything for a while."""

    async def wait(request: Request) -> None:
        await asyncio.sleep(seconds)

    return wait


class FaultyNode:
    """The proxy; `faults` are asked in order, the first that answers wins."""

    def __init__(self, upstream: str) -> None:
        self._upstream = upstream
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None
        self._port = 0
        self.faults: list[Fault] = []
        self.asked: Counter[str] = Counter()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}/"

    @property
    def name(self) -> str:
        """What logs call it."""
        return f"127.0.0.1:{self._port}"

    async def start(self) -> None:
        """Listen, on the same port as before."""
        self._session = aiohttp.ClientSession()
        application = web.Application(client_max_size=2**24)
        application.router.add_post("/", self._handle)
        self._runner = web.AppRunner(application, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, shutdown_timeout=0.1, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Be down."""
        if self._runner:
            await self._runner.cleanup()
        if self._session:
            await self._session.close()
        self._runner = self._session = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _handle(self, incoming: web.Request) -> web.StreamResponse:
        body = await incoming.read()
        request: Request = json.loads(body) | {"incoming": incoming}
        self.asked[request["method"]] += 1
        for fault in list(self.faults):
            if (response := await fault(request)) is not None:
                return response
        if self._session is None:
            return web.Response(status=503)
        try:
            async with self._session.post(
                self._upstream, data=body, headers={"Content-Type": "application/json"}
            ) as upstream:
                return web.Response(body=await upstream.read(), status=upstream.status, content_type="application/json")
        except aiohttp.ClientError:
            return web.Response(status=502)
