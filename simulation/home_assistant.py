"""A real Home Assistant on this machine, as a child process: started, onboarded, driven over its HTTP interfaces."""

import asyncio
import atexit
from collections.abc import AsyncIterator, Callable, Mapping
import contextlib
import json
import os
from pathlib import Path
import shutil
import signal
import subprocess
import sys
import time
from typing import Any, Self

import aiohttp

from .anvil import free_port

INTEGRATION = Path(__file__).parents[1] / "custom_components/energy_trade"
OWNER = "owner"
# Ceilings for a machine that does other things too.
START_TIMEOUT = 600.0
STOP_TIMEOUT = 180.0
ANSWER_TIMEOUT = 300.0
# The smallest configuration with a usable interface. Not default_config: that wants hardware, the internet and system
# libraries. Not http: here either: from YAML it is a pending configuration that ends in a restart after five minutes.
CONFIGURATION = """\
homeassistant:
  packages: !include_dir_named packages
config:
conversation:
energy:
frontend:
history:
logbook:
my:
recorder:
  commit_interval: 1
sun:
system_health:
automation: !include automations.yaml
script: !include scripts.yaml
scene: !include scenes.yaml
"""
# Said at every start on a machine without the libraries of media integrations or by design, and after a kill.
USUAL = (
    "We found a custom integration",
    "FFmpeg",
    "libturbojpeg",
    "Skipping pip",
    "could not validate that the sqlite3 database",
    "Ended unfinished session",
)
# Said where the machine has other things to do.
SLOW = (
    "is taking over",
    "is taking longer than",
    "Waiting for integrations to complete setup",
    "blocking Home Assistant from wrapping up the start up",
    "Updating state for",
)


class HomeAssistantError(Exception):
    """Home Assistant refused what was asked."""


class Connection:
    """A websocket connection: commands with their results, and subscriptions."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._last = 0
        self._results: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._events: dict[int, asyncio.Queue[Any]] = {}

    async def read(self) -> None:
        """Hand out what arrives, until the connection ends."""
        async for message in self._socket:
            data = json.loads(message.data)
            for item in data if isinstance(data, list) else [data]:
                if item["type"] == "event" and item["id"] in self._events:
                    self._events[item["id"]].put_nowait(item["event"])
                elif (result := self._results.pop(item["id"], None)) and not result.done():
                    result.set_result(item)
        for result in self._results.values():
            if not result.done():
                result.set_exception(ConnectionError("Home Assistant closed the websocket"))

    async def call(self, command: str, **data: Any) -> Any:
        """Send a command and return its result; raise HomeAssistantError if it is refused."""
        return await self._call(self._next(), command, data)

    async def listen(self, command: str, **data: Any) -> asyncio.Queue[Any]:
        """Send a subscribing command, and return where its events will be."""
        identifier = self._next()
        events = self._events[identifier] = asyncio.Queue()
        await self._call(identifier, command, data)
        return events

    async def subscribe(self, command: str, **data: Any) -> AsyncIterator[Any]:
        """Yield the events of a subscribing command."""
        events = await self.listen(command, **data)
        while True:
            yield await events.get()

    def _next(self) -> int:
        self._last += 1
        return self._last

    async def _call(self, identifier: int, command: str, data: Mapping[str, Any]) -> Any:
        future = self._results[identifier] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": identifier, "type": command, **data})
        answer = await asyncio.wait_for(future, ANSWER_TIMEOUT)
        if not answer.get("success", True):
            raise HomeAssistantError(f"{command}: {answer['error']}")
        return answer.get("result")


class HomeAssistant:
    """One Home Assistant with its configuration folder, stopped with the block that opened it.

    `packages` are Home Assistant packages by name. `integrations` are folders of custom integrations: linked, not
    copied, so that a restart loads what was changed. With `fresh` what the folder held before is deleted.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int | None = None,
        packages: Mapping[str, Mapping[str, object]] | None = None,
        integrations: tuple[Path, ...] = (INTEGRATION,),
        fresh: bool = True,
        name: str = "Home",
        password: str = "energy-trade",  # noqa: S107  # of a throw-away instance on the loopback
        language: str = "en",
        country: str = "DE",
        currency: str = "EUR",
        time_zone: str = "Europe/Berlin",
        debug: tuple[str, ...] = (),
    ) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.username = OWNER
        self.password = password
        self.language = language
        self.time_zone = time_zone
        self.log = folder / "output.log"
        self.token = ""
        self._name = name
        self._country = country
        self._currency = currency
        self._process: subprocess.Popen[bytes] | None = None
        if fresh:
            shutil.rmtree(folder, ignore_errors=True)
        self._write_configuration(packages or {}, integrations, debug)
        if (kept := folder / "token").exists():
            self.token = kept.read_text()

    # ---- the process ----------------------------------------------------------

    @property
    def pid(self) -> int | None:
        """The running process, None while there is none."""
        return self._process.pid if self._process and self._process.poll() is None else None

    async def start(self) -> None:
        """Start, onboard if the configuration is new, and return once everything is set up."""
        if self.pid:
            return
        environment = dict(os.environ)
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # or it compiles itself at each start
        with self.log.open("ab") as output:
            # A session of its own: Ctrl-C in the terminal is for whoever started this, who then stops it in order.
            self._process = subprocess.Popen(  # noqa: ASYNC220  # must outlive the event loop that started it
                [sys.executable, "-m", "homeassistant", "--config", str(self.folder), "--skip-pip", "--log-no-color"],
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        atexit.register(self.kill)
        await self._until(self._answers, "the HTTP server")
        if not self.token:
            await self._onboard()
        await self._until(self._running, "the end of the start")

    async def stop(self) -> None:
        """Stop in good order."""
        await self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the process as a power cut would."""
        atexit.unregister(self.kill)
        process, self._process = self._process, None
        if process and process.poll() is None:
            process.kill()
            process.wait()

    async def restart(self) -> None:
        """Stop in good order and start again with the same configuration."""
        await self.stop()
        await self.start()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    # ---- what a user can do ---------------------------------------------------

    async def rest(self, method: str, path: str, body: object = None) -> Any:
        """Make a REST call as the owner and return the answer; raise HomeAssistantError if it is refused."""
        status, answer = await self._request(method, path, json=body, headers=self._authorization)
        if status >= 400:
            raise HomeAssistantError(f"{method} {path}: {status} {answer}")
        return answer

    @contextlib.asynccontextmanager
    async def ws(self) -> AsyncIterator[Connection]:
        """Open a websocket connection as the owner."""
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{self.url}/api/websocket", max_msg_size=0) as socket,
        ):
            await socket.receive_json()
            await socket.send_json({"type": "auth", "access_token": self.token})
            if (answer := await socket.receive_json())["type"] != "auth_ok":
                raise HomeAssistantError(f"no websocket: {answer}")
            connection = Connection(socket)
            reader = asyncio.create_task(connection.read())
            try:
                yield connection
            finally:
                reader.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await reader

    async def call_action(
        self, domain: str, action: str, data: Mapping[str, object] | None = None, *, response: bool = False
    ) -> Any:
        """Perform an action; return its response data if that was asked for."""
        query = "?return_response" if response else ""
        answer = await self.rest("POST", f"/api/services/{domain}/{action}{query}", dict(data or {}))
        return answer["service_response"] if response else None

    async def state(self, entity_id: str) -> dict[str, Any] | None:
        """Return an entity's state object, None if there is no such entity."""
        status, answer = await self._request("GET", f"/api/states/{entity_id}", headers=self._authorization)
        return answer if status == 200 else None

    async def states(self) -> dict[str, dict[str, Any]]:
        """Return every state object by entity id."""
        return {state["entity_id"]: state for state in await self.rest("GET", "/api/states")}

    async def entries(self, domain: str) -> list[dict[str, Any]]:
        """Return the config entries of an integration."""
        answer: list[dict[str, Any]] = await self.rest("GET", f"/api/config/config_entries/entry?domain={domain}")
        return answer

    def problems(self) -> list[str]:
        """Return what the log holds above INFO that is not said at every start, nor for slowness."""
        lines = self.log.read_text(errors="replace").splitlines()
        return [
            line
            for line in lines
            if any(f" {level} " in line for level in ("WARNING", "ERROR", "CRITICAL"))
            and not any(usual in line for usual in (*USUAL, *SLOW))
        ]

    async def log_in(self, username: str, password: str) -> str:
        """Log in as somebody with a name and a password, as their browser would; return an access token."""
        client = f"{self.url}/"
        asked = {"client_id": client, "handler": ["homeassistant", None], "redirect_uri": client}
        _, flow = await self._request("POST", "/auth/login_flow", json=asked)
        answer = {"client_id": client, "username": username, "password": password}
        _, done = await self._request("POST", f"/auth/login_flow/{flow['flow_id']}", json=answer)
        if done["type"] != "create_entry":
            raise HomeAssistantError(f"{username} cannot log in: {done}")
        form = {"grant_type": "authorization_code", "code": done["result"], "client_id": client}
        _, tokens = await self._request("POST", "/auth/token", data=form)
        return str(tokens["access_token"])

    # ---- how ------------------------------------------------------------------

    @property
    def _authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def _write_configuration(
        self, packages: Mapping[str, Mapping[str, object]], integrations: tuple[Path, ...], debug: tuple[str, ...]
    ) -> None:
        storage, linked = self.folder / ".storage", self.folder / "custom_components"
        for folder in (self.folder / "packages", linked):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        logger = {"logger": {"default": "warning", "logs": dict.fromkeys(debug, "debug")}}
        for name, content in {"logger": logger, **packages}.items():
            (self.folder / "packages" / f"{name}.yaml").write_text(json.dumps(content))  # JSON is YAML
        (self.folder / "configuration.yaml").write_text(CONFIGURATION)
        for name, empty in (("automations", "[]"), ("scripts", "{}"), ("scenes", "[]")):
            if not (file := self.folder / f"{name}.yaml").exists():
                file.write_text(empty)
        for integration in integrations:
            (linked / integration.name).symlink_to(integration.resolve())
        storage.mkdir(exist_ok=True)
        server = {
            "server_host": ["127.0.0.1"], "server_port": self.port, "cors_allowed_origins": [],
            "login_attempts_threshold": -1, "ip_ban_enabled": False, "ssl_profile": "intermediate_v6",
            "use_x_frame_options": True, "created_at": "2026-01-01T00:00:00+00:00", "error": None,
            "error_message": None,
        }  # fmt: skip
        self._store("http", 3, {"yaml_migration_done": True, "pending": None, "stable": server})
        if not (storage / "onboarding").exists():
            # This one step starts integrations that need the internet; the others are done as a person does them.
            self._store("onboarding", 4, {"done": ["core_config"]})

    def _store(self, key: str, version: int, data: object) -> None:
        content = {"version": version, "minor_version": 1, "key": key, "data": data}
        (self.folder / ".storage" / key).write_text(json.dumps(content))

    async def _onboard(self) -> None:
        client = f"{self.url}/"

        async def post(path: str, body: object = None, *, form: dict[str, str] | None = None) -> Any:
            status, answer = await self._request("POST", path, json=body, data=form, headers=self._authorization)
            if status >= 400:
                raise HomeAssistantError(f"onboarding: {path}: {status} {answer}")
            return answer

        async def log_in(code: str) -> None:
            form = {"grant_type": "authorization_code", "code": code, "client_id": client}
            self.token = (await post("/auth/token", form=form))["access_token"]

        person = {"name": "Owner", "username": self.username, "password": self.password, "language": self.language}
        await log_in((await post("/api/onboarding/users", {"client_id": client, **person}))["auth_code"])
        await post("/api/onboarding/analytics", {})
        back = {"client_id": client, "redirect_uri": f"{client}?auth_callback=1"}
        await log_in((await post("/api/onboarding/integration", back))["auth_code"])
        async with self.ws() as ws:
            await ws.call(
                "config/core/update", location_name=self._name, country=self._country, currency=self._currency,
                language=self.language, time_zone=self.time_zone, latitude=52.37, longitude=9.73, elevation=55,
                unit_system="metric",
            )  # fmt: skip
            await ws.call("frontend/set_system_data", key="home", value={"welcome_banner_dismissed": True})
            self.token = await ws.call("auth/long_lived_access_token", client_name="simulation", lifespan=365)
        kept = self.folder / "token"
        kept.touch(0o600)
        kept.write_text(self.token)

    async def _request(self, method: str, path: str, **options: Any) -> tuple[int, Any]:
        async with (
            aiohttp.ClientSession() as session,
            session.request(
                method, self.url + path, timeout=aiohttp.ClientTimeout(ANSWER_TIMEOUT), **options
            ) as response,
        ):
            text = await response.text()
            try:
                return response.status, json.loads(text)
            except ValueError:
                return response.status, text

    async def _answers(self) -> bool:
        return (await self._request("GET", "/api/onboarding"))[0] in {200, 401, 404}

    async def _running(self) -> bool:
        status, answer = await self._request("GET", "/api/config", headers=self._authorization)
        if status == 401:
            raise HomeAssistantError("the kept token is not valid any more: start with a fresh folder")
        return status == 200 and answer["state"] == "RUNNING"

    async def _until(self, condition: Callable[[], Any], what: str) -> None:
        end = time.monotonic() + START_TIMEOUT
        while time.monotonic() < end:
            output = self.log.read_text(errors="replace")
            # A core that cannot start says so and hangs.
            if self.pid is None or "core failed to initialize" in output:
                self.kill()
                raise HomeAssistantError(f"Home Assistant ended while starting:\n{output[-3000:]}")
            with contextlib.suppress(aiohttp.ClientError):
                if await condition():
                    return
            await asyncio.sleep(0.1)
        self.kill()
        raise TimeoutError(f"Home Assistant: waited {START_TIMEOUT:.0f} s for {what}")

    async def _end(self, sign: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                await asyncio.to_thread(self._process.wait, STOP_TIMEOUT)
        self.kill()
