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
        """Submit a form with what it suggests and these answers on top, and return the step that follows.

        A form that a browser would not send, for what it requires is not filled in, is not sent here either.
        """
        schema = self.step.get("data_schema")
        filled = self.suggested(schema)
        for name, value in (answer or {}).items():
            known = filled.get(name)
            filled[name] = {**known, **value} if isinstance(known, dict) and isinstance(value, dict) else value
        if missing := self._missing(schema, filled):
            raise HomeAssistantError(f"{self.step['step_id']}: not all required fields are filled: {missing}")
        return await self._send(filled)

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
            name = field["name"]
            suggestion = (field.get("description") or {}).get("suggested_value")
            if suggestion is not None:
                values[name] = suggestion
            elif "default" in field:
                values[name] = field["default"]
            elif field.get("type") == "expandable":
                inner = cls.suggested(field["schema"])
                if inner or field.get("required"):
                    values[name] = inner
            elif field.get("required") and "boolean" in field.get("selector", {}):
                values[name] = False
        return values

    @classmethod
    def _missing(cls, schema: list[dict[str, Any]] | None, filled: Mapping[str, Any]) -> list[str]:
        """What the form requires and nobody has filled in, also within its sections."""
        missing: list[str] = []
        for field in schema or []:
            value = filled.get(field["name"])
            if field.get("required") and value in ("", None):
                missing.append(field["name"])
            elif field.get("type") == "expandable" and value is not None:
                missing += cls._missing(field["schema"], value)
        return missing
