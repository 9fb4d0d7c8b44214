"""What Home Assistant's and HACS's checks ask of the integration's files."""

from __future__ import annotations

import ast
from functools import cache
import json
from pathlib import Path
import re
from typing import TYPE_CHECKING, Any

from homeassistant import components
from PIL import Image
import pytest
import yaml

from custom_components.energy_trade.home.devices.config import DeviceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
INTEGRATION = ROOT / "custom_components" / "energy_trade"
FLOWS = ("config_flow.py", *(f"flows/{path.name}" for path in sorted((INTEGRATION / "flows").glob("*.py"))))
KEY = re.compile(r"^(?!.+[_-]{2})(?![_-])[a-z0-9-_]+(?<![_-])$")
WEB_ADDRESS = re.compile(r"(https?://|www\.)", re.IGNORECASE)
MANIFEST_KEYS = {
    "domain",
    "name",
    "after_dependencies",
    "codeowners",
    "config_flow",
    "dependencies",
    "documentation",
    "homeassistant",
    "import_executor",
    "integration_type",
    "iot_class",
    "issue_tracker",
    "loggers",
    "quality_scale",
    "requirements",
    "single_config_entry",
    "version",
}
HACS_KEYS = {
    "content_in_root",
    "country",
    "filename",
    "hacs",
    "hide_default_branch",
    "homeassistant",
    "name",
    "persistent_directory",
    "zip_release",
}
TRANSLATION_ROOTS = {
    "conditions",
    "config",
    "config_subentries",
    "device",
    "entity",
    "exceptions",
    "issues",
    "options",
    "selector",
    "services",
    "system_health",
    "title",
    "triggers",
}
ENTITY_PLATFORMS = {
    "binary_sensor",
    "button",
    "calendar",
    "event",
    "image",
    "number",
    "select",
    "sensor",
    "switch",
    "time",
}


@cache
def read(name: str) -> dict[str, Any]:
    """One of the integration's JSON files."""
    content: dict[str, Any] = json.loads((INTEGRATION / name).read_text(encoding="utf-8"))
    return content


@cache
def source(name: str) -> ast.Module:
    """One of the integration's modules."""
    return ast.parse((INTEGRATION / name).read_text(encoding="utf-8"))


def modules() -> Iterator[Path]:
    """All modules of the integration."""
    return INTEGRATION.rglob("*.py")


@cache
def words_in_source() -> frozenset[str]:
    """Every text that the integration's modules contain."""
    return frozenset(
        node.value
        for module in modules()
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def leaves(tree: dict[str, Any], *path: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """All texts of a tree of translations with the way to them."""
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, *path, key)
        else:
            yield (*path, key), value


def keyword_texts(module: str, keyword: str, *functions: str) -> set[str]:
    """Plain texts given as one keyword argument to calls of the named functions, or of any."""
    found = set()
    for node in ast.walk(source(module)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if functions and name not in functions:
            continue
        for argument in node.keywords:
            if argument.arg == keyword:
                found |= {
                    inner.value
                    for inner in ast.walk(argument.value)
                    if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
                }
    return found


def in_flows(keyword: str, *functions: str) -> set[str]:
    """The same in all modules of the config flow."""
    return set().union(*(keyword_texts(module, keyword, *functions) for module in FLOWS))


class TestManifest:
    """manifest.json, by the rules of hassfest."""

    def test_begins_with_domain_and_name_and_goes_on_by_the_alphabet(self) -> None:
        """People find a key where they expect it."""
        keys = list(read("manifest.json"))
        assert keys[:2] == ["domain", "name"]
        assert keys[2:] == sorted(keys[2:])

    def test_has_only_keys_that_are_known(self) -> None:
        """An unknown key is a misspelt one."""
        assert set(read("manifest.json")) <= MANIFEST_KEYS

    def test_names_the_folder_and_a_version(self) -> None:
        """Without these Home Assistant does not load a custom integration."""
        manifest = read("manifest.json")
        assert manifest["domain"] == INTEGRATION.name
        assert re.fullmatch(r"\d+\.\d+\.\d+", manifest["version"])
        assert manifest["config_flow"] is True
        assert manifest["integration_type"] in {"device", "hub", "service"}
        assert manifest["iot_class"] in {"calculated", "cloud_polling", "cloud_push", "local_polling", "local_push"}

    def test_says_where_to_read_and_to_ask(self) -> None:
        """HACS asks for documentation, issue tracker and somebody who cares."""
        manifest = read("manifest.json")
        assert manifest["documentation"].startswith("https://")
        assert manifest["issue_tracker"].startswith("https://")
        assert manifest["codeowners"]
        assert all(owner.startswith("@") for owner in manifest["codeowners"])

    def test_pins_what_it_installs(self) -> None:
        """What a home runs is what was tested."""
        assert all(re.fullmatch(r"[\w-]+==[\w.]+", each) for each in read("manifest.json")["requirements"])

    def test_uses_only_integrations_that_it_names(self) -> None:
        """What is imported from another integration must have been set up before."""
        base = {  # always there, or asked for only once it is
            "automation",
            "climate",
            "conversation",
            "diagnostics",
            "energy",
            "homeassistant",
            "llm",
            "notify",
            "persistent_notification",
            "repairs",
            "system_health",
            "websocket_api",
            *ENTITY_PLATFORMS,
        }
        manifest = read("manifest.json")
        named = {*manifest["dependencies"], *manifest["after_dependencies"]}
        used = {
            match
            for module in modules()
            for match in re.findall(
                r"^from homeassistant\.components(?:\.| import )(\w+)", module.read_text(encoding="utf-8"), re.MULTILINE
            )
        }
        assert used - base <= named


def test_hacs_finds_the_integration() -> None:
    """hacs.json has known keys only, and the integration is the only one in the repository."""
    hacs = json.loads((ROOT / "hacs.json").read_text(encoding="utf-8"))
    assert hacs["name"]
    assert re.fullmatch(r"\d{4}\.\d+\.\d+", hacs["homeassistant"])
    assert set(hacs) <= HACS_KEYS
    assert [path.name for path in INTEGRATION.parent.iterdir() if (path / "manifest.json").exists()] == ["energy_trade"]


@pytest.mark.parametrize("prefix", ["", "dark_"])
class TestBrand:
    """Images, by the rules of Home Assistant's brands."""

    @pytest.mark.parametrize(("name", "size"), [("icon.png", 256), ("icon@2x.png", 512)])
    def test_icons_are_squares_of_the_size_asked_for(self, prefix: str, name: str, size: int) -> None:
        """Icons are trimmed squares with a transparent background."""
        with Image.open(INTEGRATION / "brand" / f"{prefix}{name}") as image:
            assert image.size == (size, size)
            assert image.mode == "RGBA"

    @pytest.mark.parametrize(("name", "least", "most"), [("logo.png", 128, 256), ("logo@2x.png", 256, 512)])
    def test_logos_lie_and_have_the_height_asked_for(self, prefix: str, name: str, least: int, most: int) -> None:
        """A logo's shortest side is bounded."""
        with Image.open(INTEGRATION / "brand" / f"{prefix}{name}") as image:
            assert least <= image.height <= most < image.width


class TestTranslations:
    """translations/en.json against the code."""

    def test_has_the_sections_that_home_assistant_knows(self) -> None:
        """A custom integration is translated in translations/, never in strings.json."""
        assert set(read("translations/en.json")) <= TRANSLATION_ROOTS
        assert not (INTEGRATION / "strings.json").exists()

    def test_texts_are_plain(self) -> None:
        """No HTML, no stray blanks, no quoted placeholders, no web addresses, no keys out of shape."""
        for path, text in leaves(read("translations/en.json")):
            assert text == text.strip(), path
            assert text, path
            assert not re.search(r"<[^>]+>", text), path
            assert not re.search(r"'{\w+}'", text), path
            assert not WEB_ADDRESS.search(text), path
            assert all(KEY.match(key) for key in path), path

    def test_every_flow_step_is_translated_and_nothing_else(self) -> None:
        """A step that is shown has a text; a text belongs to a step that exists."""
        steps = {
            node.name.removeprefix("async_step_")
            for module in FLOWS
            for node in ast.walk(source(module))
            if isinstance(node, ast.AsyncFunctionDef) and node.name.startswith("async_step_")
        }
        shown = in_flows("step_id", "async_show_form", "async_show_menu")
        translated = set(read("translations/en.json")["config"]["step"])
        assert shown <= translated
        assert translated <= steps

    def test_every_menu_option_leads_to_a_step(self) -> None:
        """No dead choices."""
        for step, texts in read("translations/en.json")["config"]["step"].items():
            options = texts.get("menu_options", {})
            assert set(texts.get("menu_option_descriptions", {})) <= set(options), step
            for option in options:
                assert f"async_step_{option}" in {
                    node.name
                    for module in FLOWS
                    for node in ast.walk(source(module))
                    if isinstance(node, ast.AsyncFunctionDef)
                }, option

    def test_described_fields_have_a_label(self) -> None:
        """Home Assistant refuses a description of a field without a name."""
        for step, texts in read("translations/en.json")["config"]["step"].items():
            for part in (texts, *texts.get("sections", {}).values()):
                assert set(part.get("data_description", {})) <= set(part.get("data", {})), step

    def test_every_abort_and_progress_is_translated(self) -> None:
        """The last thing that a flow says is never a bare key."""
        config = read("translations/en.json")["config"]
        assert in_flows("reason", "async_abort") <= set(config["abort"])
        assert in_flows("progress_action") == set(config["progress"])

    def test_every_device_dialog_is_translated_and_nothing_else(self) -> None:
        """Each kind of device has texts for its steps, menus and errors, and for nothing that is never shown."""
        texts = read("translations/en.json")["config_subentries"]
        assert set(texts) == {kind.value for kind in DeviceKind}
        for kind, flow in texts.items():
            module = f"subentries/{kind}.py"
            steps = {
                node.name.removeprefix("async_step_")
                for name in (module, "subentries/flow.py")
                for node in ast.walk(source(name))
                if isinstance(node, ast.AsyncFunctionDef) and node.name.startswith("async_step_")
            }
            assert set(flow["step"]) <= steps, kind
            assert steps - set(flow["step"]) <= {"reconfigure", "none"}, kind
            for step in flow["step"].values():
                assert set(step.get("menu_options", {})) <= steps
                assert set(step.get("data_description", {})) <= set(step.get("data", {}))
            words = {
                node.value
                for name in (module, "subentries/flow.py", "subentries/fields.py")
                for node in ast.walk(source(name))
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
            assert set(flow["error"]) <= words, kind

    def test_no_text_is_left_over(self) -> None:
        """Every leaf of the flow, its errors, issues, exceptions and health is named somewhere in the code."""
        translations = read("translations/en.json")
        config = translations["config"]
        keys = {
            *config["error"],
            *config["abort"],
            *translations.get("exceptions", {}),
            *translations.get("issues", {}),
            *translations.get("system_health", {}).get("info", {}),
        } - {"already_configured"}
        words = words_in_source()
        prefixes = [word for word in words if word.endswith("_")]
        composed = {prefix + word for prefix in prefixes for word in words}
        assert keys <= words | composed

    def test_every_exception_is_translated(self) -> None:
        """What an action answers is a sentence in the user's language."""
        raised = {
            key
            for module in modules()
            for key in keyword_texts(str(module.relative_to(INTEGRATION)), "translation_key", *_error_names())
        }
        assert raised <= set(read("translations/en.json").get("exceptions", {}))

    def test_every_entity_is_translated(self) -> None:
        """Every translation key of a platform has a name there, and no name is left over."""
        entities = read("translations/en.json").get("entity", {})
        for platform in ENTITY_PLATFORMS:
            module = INTEGRATION / f"{platform}.py"
            if not module.exists():
                assert platform not in entities
                continue
            names = [module.name, *(each.name for each in INTEGRATION.glob(f"device_{platform}*.py"))]
            used = {key for name in names for key in keyword_texts(name, "translation_key") - raised_keys(name)}
            named = set(entities.get(platform, {}))
            assert used <= named, platform
            assert named <= words_in_source(), platform

    def test_every_action_is_translated(self) -> None:
        """services.yaml, its texts and its icons name the same actions and fields."""
        file = INTEGRATION / "services.yaml"
        actions = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
        texts = read("translations/en.json").get("services", {})
        icons = read("icons.json").get("services", {})
        assert set(texts) == set(actions) == set(icons)
        for name, action in actions.items():
            assert {"name", "description"} <= set(texts[name])
            assert set(texts[name].get("fields", {})) == set((action or {}).get("fields") or {}), name
            for field in texts[name].get("fields", {}).values():
                assert {"name", "description"} <= set(field)


def raised_keys(module: str) -> set[str]:
    """Translation keys of errors that a module raises."""
    return keyword_texts(module, "translation_key", *_error_names())


def _error_names() -> tuple[str, ...]:
    return (
        "ConfigEntryAuthFailed",
        "ConfigEntryError",
        "ConfigEntryNotReady",
        "HomeAssistantError",
        "ServiceValidationError",
        "UpdateFailed",
    )


def test_icons_are_of_the_material_design_set() -> None:
    """Every icon begins with mdi: and belongs to an entity or action that is translated."""
    icons = read("icons.json")
    assert set(icons) <= {"entity", "services", "triggers", "conditions"}
    assert all(text.startswith("mdi:") for _, text in leaves(icons))
    entities = read("translations/en.json").get("entity", {})
    for platform, keys in icons.get("entity", {}).items():
        assert set(keys) <= set(entities.get(platform, {})), platform


class TestQualityScale:
    def rules(self, folder: Path) -> dict[str, Any]:
        rules: dict[str, Any] = yaml.safe_load((folder / "quality_scale.yaml").read_text())["rules"]
        return rules

    def test_every_rule_of_home_assistant_is_answered(self) -> None:
        of_home_assistant = self.rules(Path(components.__path__[0]) / "nordpool")

        assert self.rules(INTEGRATION).keys() == of_home_assistant.keys()

    def test_a_rule_is_done_or_exempt_for_a_reason(self) -> None:
        for name, answer in self.rules(INTEGRATION).items():
            assert answer == "done" or (answer["status"] == "exempt" and answer["comment"]), name

    def test_every_platform_says_how_many_updates_may_run_at_once(self) -> None:
        for platform in ENTITY_PLATFORMS:
            module = INTEGRATION / f"{platform}.py"
            assert not module.exists() or "PARALLEL_UPDATES" in module.read_text(), platform
