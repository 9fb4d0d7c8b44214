"""Puts the blueprints that come along where Home Assistant finds them, and never touches what people have changed."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store
from homeassistant.setup import async_when_setup
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.yaml import parse_yaml
from homeassistant.util.yaml.objects import NodeStrClass

from .const import CONF_BLUEPRINTS, DOMAIN
from .speech.tongues import language_of

if TYPE_CHECKING:
    from homeassistant.components.blueprint import DomainBlueprints
    from homeassistant.config_entries import ConfigEntry

_LOGGER = logging.getLogger(__name__)

AUTOMATION: Final = "automation"
SHIPPED: Final = Path(__file__).with_name("blueprints")
TEXTS: Final = Path(__file__).with_name("blueprint_texts")
"""What people read of the blueprints, by the English text: blueprints themselves know one language only."""

STORAGE_VERSION: Final = 1
TEXT_TYPES: Final = (str, NodeStrClass)
LOCK: HassKey[asyncio.Lock] = HassKey(f"{DOMAIN}_blueprints")


async def async_tidy(hass: HomeAssistant, leaving: ConfigEntry | None = None) -> None:
    """Install the blueprints if any community's people want them, else take back those that nobody has changed."""
    wanted = any(
        entry.options.get(CONF_BLUEPRINTS)
        for entry in hass.config_entries.async_entries(DOMAIN)
        if entry is not leaving
    )

    async def tidy(hass: HomeAssistant, _component: str) -> None:
        async with hass.data.setdefault(LOCK, asyncio.Lock()):
            shelf = _Shelf(hass)
            await (shelf.async_install() if wanted else shelf.async_remove())

    async_when_setup(hass, AUTOMATION, tidy)


class _Shelf:
    """The blueprints of this integration, and what was written of them: a file that reads otherwise is its owner's."""

    def __init__(self, hass: HomeAssistant) -> None:
        # Automations bring their own requirements: what is imported before they are there would not be found.
        from homeassistant.components.automation.helpers import async_get_blueprints  # noqa: PLC0415

        self._hass = hass
        self._store: Store[dict[str, str]] = Store(hass, STORAGE_VERSION, f"{DOMAIN}.blueprints")
        self._blueprints: DomainBlueprints = async_get_blueprints(hass)

    async def async_install(self) -> None:
        """Write what is new; leave alone what was changed, or removed on purpose."""
        from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA  # noqa: PLC0415
        from homeassistant.components.blueprint import Blueprint  # noqa: PLC0415

        written = await self._store.async_load() or {}
        before = dict(written)
        words = await self._hass.async_add_executor_job(_words, language_of(self._hass.config.language))
        for name, text in (await self._hass.async_add_executor_job(_shipped)).items():
            path = f"{DOMAIN}/{name}"
            present = await self._async_mark(path)
            if name in written and present != written[name]:
                continue
            if present is not None and name not in written:
                continue
            try:
                blueprint = Blueprint(
                    _in_words(parse_yaml(text), words),
                    path=path,
                    expected_domain=AUTOMATION,
                    schema=AUTOMATION_BLUEPRINT_SCHEMA,
                )
                if present is None or present != _mark(blueprint.yaml()):
                    await self._blueprints.async_add_blueprint(blueprint, path, allow_override=True)
            except (HomeAssistantError, OSError) as error:
                _LOGGER.warning("The blueprint %s could not be installed: %s", name, error)
                continue
            written[name] = _mark(blueprint.yaml())
        if written != before:
            await self._store.async_save(written)

    async def async_remove(self) -> None:
        """Take back what is as it was written."""
        written = await self._store.async_load()
        if written is None:
            return
        for name, mark in written.items():
            path = f"{DOMAIN}/{name}"
            if await self._async_mark(path) == mark:
                try:
                    await self._blueprints.async_remove_blueprint(path)
                except (HomeAssistantError, OSError) as error:
                    _LOGGER.info("The blueprint %s stays: %s", name, error)
        await self._store.async_remove()
        await self._hass.async_add_executor_job(_remove_if_empty, self._blueprints.blueprint_folder / DOMAIN)

    async def _async_mark(self, path: str) -> str | None:
        file = self._blueprints.blueprint_folder / path
        return await self._hass.async_add_executor_job(
            lambda: _mark(file.read_text("utf-8")) if file.exists() else None
        )


def _shipped() -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(SHIPPED.glob("*.yaml"))}


def _words(language: str) -> dict[str, str]:
    """Read the texts of the home's language; English needs none."""
    file = TEXTS / f"{language}.json"
    return cast("dict[str, str]", json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def _in_words(content: Any, words: dict[str, str]) -> Any:
    """Word all that people read in their own language, and leave the rest as it is."""
    if isinstance(content, dict):
        return {key: _in_words(value, words) for key, value in content.items()}
    if isinstance(content, list):
        return [_in_words(value, words) for value in content]
    return words.get(content, content) if type(content) in TEXT_TYPES else content


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
