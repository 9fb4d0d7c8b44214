"""A config, options or subentry flow of a running Home Assistant, filled in as a person would."""

from collections.abc import Mapping
from typing import Any, Self

from .home_assistant import HomeAssistant, HomeAssistantError

ENTRIES = "/api/config/config_entries"


class Flow:
    """A dialog: `step` is what it shows now."""

    def __init__(self, home: HomeAssistant, path: str, step: dict[str, Any]) -> None:
        self._home = home
        self._path = path
        self.step = step

    @classmethod
    async def add(cls, home: HomeAssistant, domain: str) -> Self:
        """Add an integration."""
        return await cls._start(home, f"{ENTRIES}/flow", {"handler": domain})

    @classmethod
    async def reconfigure(cls, home: HomeAssistant, entry: Mapping[str, Any]) -> Self:
        """Change an entry."""
        data = {"handler": entry["domain"], "entry_id": entry["entry_id"]}
        return await cls._start(home, f"{ENTRIES}/flow", data)

    @classmethod
    async def options(cls, home: HomeAssistant, entry: Mapping[str, Any]) -> Self:
        """Change an entry's options."""
        return await cls._start(home, f"{ENTRIES}/options/flow", {"handler": entry["entry_id"]})

    @classmethod
    async def subentry(cls, home: HomeAssistant, entry: Mapping[str, Any], kind: str, **data: str) -> Self:
        """Add a subentry, or with `subentry_id` change one."""
        return await cls._start(home, f"{ENTRIES}/subentries/flow", {"handler": [entry["entry_id"], kind], **data})

    @classmethod
    async def resume(cls, home: HomeAssistant, flow_id: str) -> Self:
        """Open a flow that Home Assistant started: discovery, reauthentication."""
        path = f"{ENTRIES}/flow"
        return cls(home, path, await home.rest("GET", f"{path}/{flow_id}"))

    @classmethod
    async def _start(cls, home: HomeAssistant, path: str, data: Mapping[str, Any]) -> Self:
        return cls(home, path, await home.rest("POST", path, data))

    async def submit(self, answer: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Submit a form with what it suggests and these answers on top, and return the step that follows."""
        return await self._send(self.suggested(self.step.get("data_schema")) | dict(answer or {}))

    async def choose(self, option: str) -> dict[str, Any]:
        """Choose from a menu, and return the step that follows."""
        return await self._send({"next_step_id": option})

    async def cancel(self) -> None:
        """Close the dialog."""
        await self._home.rest("DELETE", f"{self._path}/{self.step['flow_id']}")

    async def _send(self, data: Mapping[str, Any]) -> dict[str, Any]:
        flow_id = self.step["flow_id"]
        path = f"{self._path}/{flow_id}"
        async with self._home.ws() as ws:
            moves = await ws.listen("subscribe_events", event_type="data_entry_flow_progressed")
            self.step = await self._home.rest("POST", path, data)
            while self.step["type"] == "progress":
                # Only when Home Assistant says so: who asks in between may have a step done twice.
                while (await moves.get())["data"]["flow_id"] != flow_id:
                    pass
                self.step = await self._seen(path)
        return self.step

    async def _seen(self, path: str) -> dict[str, Any]:
        """What the dialog shows now; one that nobody looked at in time has ended by itself, with what was asked for."""
        try:
            step: dict[str, Any] = await self._home.rest("GET", path)
        except HomeAssistantError:
            handler = self.step.get("handler")
            if not isinstance(handler, str) or not await self._home.entries(handler):
                raise
            return {**self.step, "type": "create_entry"}
        return step

    @classmethod
    def suggested(cls, schema: list[dict[str, Any]] | None) -> dict[str, Any]:
        """What the form's fields hold before anything is typed."""
        values: dict[str, Any] = {}
        for field in schema or []:
            suggestion = (field.get("description") or {}).get("suggested_value")
            if field.get("type") == "expandable":
                values[field["name"]] = cls.suggested(field["schema"])
            elif suggestion is not None:
                values[field["name"]] = suggestion
            elif "default" in field:
                values[field["name"]] = field["default"]
        return values
