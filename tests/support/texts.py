"""Holds what a flow or an issue shows against the translations, as the frontend will."""

from __future__ import annotations

from functools import cache
import json
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any, cast

from homeassistant.data_entry_flow import FlowResultType, section
import voluptuous as vol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from homeassistant.helpers.issue_registry import IssueEntry

INTEGRATION = Path(__file__).parents[2] / "custom_components" / "energy_trade"
BY_HOME_ASSISTANT = {"already_in_progress", "reauth_successful", "reconfigure_successful"}


@cache
def _texts() -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads((INTEGRATION / "translations" / "en.json").read_text(encoding="utf-8")))


def _at(*path: str) -> Any:
    texts: Any = _texts()
    for key in path:
        assert key in texts, f"{'.'.join(path)} is not translated"
        texts = texts[key]
    return texts


def _filled(text: str, placeholders: Mapping[str, Any] | None) -> str:
    names = {name for _, name, _, _ in Formatter().parse(text) if name}
    missing = names - set(placeholders or {})
    assert not missing, f"{text!r} lacks {missing}"
    return text.format(**(placeholders or {}))


def check_result(result: Mapping[str, Any], *root: str) -> str:
    """Assert that all a step shows is translated with all its placeholders filled; return it as one text."""
    root = root or ("config",)
    placeholders = result.get("description_placeholders")
    shown: list[str] = []
    match result["type"]:
        case FlowResultType.FORM | FlowResultType.MENU:
            step = _at(*root, "step", result["step_id"])
            shown += [_filled(step[key], placeholders) for key in ("title", "description", "submit") if key in step]
            shown += [_filled(_at(*root, "error", error), placeholders) for error in _errors(result).values()]
            shown += _fields(step, result)
            shown += [step["menu_options"][option] for option in result.get("menu_options") or ()]
        case FlowResultType.ABORT if result["reason"] not in BY_HOME_ASSISTANT:
            shown.append(_filled(_at(*root, "abort", result["reason"]), placeholders))
        case FlowResultType.CREATE_ENTRY if root == ("config",):
            shown.append(_filled(_at(*root, "create_entry", result["description"] or "default"), placeholders))
        case FlowResultType.SHOW_PROGRESS:
            shown.append(_filled(_at(*root, "progress", result["progress_action"]), placeholders))
    return "\n".join(shown)


def check_issue(issue: IssueEntry) -> None:
    """Assert that an issue is translated, and that it is fixable where its translation says so."""
    texts = _at("issues", str(issue.translation_key))
    _filled(texts["title"], issue.translation_placeholders)
    assert issue.is_fixable is ("fix_flow" in texts)
    if "description" in texts:
        _filled(texts["description"], issue.translation_placeholders)


def _errors(result: Mapping[str, Any]) -> dict[str, str]:
    return cast("dict[str, str]", result.get("errors") or {})


def _fields(step: Mapping[str, Any], result: Mapping[str, Any]) -> list[str]:
    schema = result.get("data_schema") if result["type"] is FlowResultType.FORM else None
    shown: list[str] = []
    for key, value in (schema.schema if schema else {}).items():
        if isinstance(value, section):
            # Browsers would open it empty, even of what it requires and suggests, and then refuse to send the form.
            assert isinstance(key.default, vol.Undefined), f"the default of {key} hides what is suggested within"
            part = step["sections"][str(key)]
            shown.append(part["name"])
            shown += [part["data"][str(inner)] for inner in value.schema.schema]
        else:
            assert str(key) in step.get("data", {}), f"field {key} of {result['step_id']} is not translated"
            shown.append(step["data"][str(key)])
    return shown


def check_health(info: Mapping[str, Any]) -> None:
    """Assert that all that system health tells is translated, and nothing else."""
    assert set(_at("system_health", "info")) == set(info)
