"""The dashboard's code brought to browsers, and a page of it that stands ready without being in anybody's way."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, override

from homeassistant.components import frontend
from homeassistant.components.http import StaticPathConfig
from homeassistant.components.lovelace.const import LOVELACE_DATA, MODE_YAML
from homeassistant.components.lovelace.dashboard import LovelaceConfig
from homeassistant.components.lovelace.resources import ResourceStorageCollection
from homeassistant.helpers.json import json_bytes, json_fragment
from homeassistant.loader import async_get_integration
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

BUNDLE: Final = Path(__file__).parent / "frontend" / "energy-trade.js"
URL: Final = f"/{DOMAIN}/energy-trade.js"
PAGE: Final = "energy-trade"
TITLE: Final = "Energy Trade"
ICON: Final = "mdi:home-lightning-bolt"
STRATEGY: Final = {"strategy": {"type": "custom:energy-trade"}}
FINGERPRINT_LETTERS: Final = 8

_LOCK: HassKey[asyncio.Lock] = HassKey(f"{DOMAIN}_dashboard_lock")
_ADDRESS: HassKey[str] = HassKey(f"{DOMAIN}_dashboard_address")


class StrategyPage(LovelaceConfig):
    """A page that its strategy makes anew each time; who wants to change it makes a dashboard of their own."""

    @property
    @override
    def mode(self) -> str:
        return MODE_YAML

    @override
    async def async_get_info(self) -> dict[str, Any]:
        return {"mode": self.mode, "views": 0}

    @override
    async def async_load(self, force: bool) -> dict[str, Any]:
        return STRATEGY

    @override
    async def async_json(self, force: bool) -> json_fragment:
        return json_fragment(json_bytes(STRATEGY))


async def async_setup_dashboard(hass: HomeAssistant) -> None:
    """Serve cards and strategy and offer the page; a Home Assistant without an interface needs neither."""
    if not _has_interface(hass):
        return
    async with hass.data.setdefault(_LOCK, asyncio.Lock()):
        address = hass.data.get(_ADDRESS)
        if address is None:
            integration = await async_get_integration(hass, DOMAIN)
            fingerprint = await hass.async_add_executor_job(_fingerprint)
            await hass.http.async_register_static_paths([StaticPathConfig(URL, str(BUNDLE), cache_headers=True)])
            address = hass.data[_ADDRESS] = f"{URL}?v={integration.version}-{fingerprint}"
        await _async_add_resource(hass, address)
        _offer_page(hass)


async def async_remove_dashboard(hass: HomeAssistant) -> None:
    """Take back what was added, once no community is left."""
    if not _has_interface(hass):
        return
    async with hass.data.setdefault(_LOCK, asyncio.Lock()):
        await _async_remove_resources(hass)
        dashboards = hass.data[LOVELACE_DATA].dashboards
        if isinstance(dashboards.get(PAGE), StrategyPage):
            del dashboards[PAGE]
            frontend.async_remove_panel(hass, PAGE, warn_if_unknown=False)


def _has_interface(hass: HomeAssistant) -> bool:
    return LOVELACE_DATA in hass.data and "frontend" in hass.config.components


def _fingerprint() -> str:
    return hashlib.sha256(BUNDLE.read_bytes()).hexdigest()[:FINGERPRINT_LETTERS]


async def _async_add_resource(hass: HomeAssistant, address: str) -> None:
    """Name the bundle among the dashboards' resources; where those are kept in YAML, load it with every page."""
    resources = hass.data[LOVELACE_DATA].resources
    if not isinstance(resources, ResourceStorageCollection):
        frontend.add_extra_js_url(hass, address)
        return
    own = await _async_own_resources(resources)
    for surplus in own[1:]:
        await resources.async_delete_item(surplus["id"])
    if not own:
        await resources.async_create_item({"res_type": "module", "url": address})
    elif own[0]["url"] != address:
        await resources.async_update_item(own[0]["id"], {"res_type": "module", "url": address})


async def _async_remove_resources(hass: HomeAssistant) -> None:
    resources = hass.data[LOVELACE_DATA].resources
    if isinstance(resources, ResourceStorageCollection):
        for item in await _async_own_resources(resources):
            await resources.async_delete_item(item["id"])
    elif (address := hass.data.get(_ADDRESS)) in hass.data[frontend.DATA_EXTRA_MODULE_URL].urls:
        frontend.remove_extra_js_url(hass, str(address))


async def _async_own_resources(resources: ResourceStorageCollection) -> list[dict[str, Any]]:
    await resources.async_get_info()  # which loads them
    return [item for item in resources.async_items() if str(item["url"]).partition("?")[0] == URL]


def _offer_page(hass: HomeAssistant) -> None:
    """Let the page be visited from the community's device, outside the sidebar until somebody puts it there."""
    dashboards = hass.data[LOVELACE_DATA].dashboards
    if PAGE in dashboards or frontend.async_panel_exists(hass, PAGE):
        return
    listed = {"title": TITLE, "icon": ICON, "mode": MODE_YAML, "show_in_sidebar": False, "require_admin": False}
    dashboards[PAGE] = StrategyPage(hass, PAGE, listed)
    frontend.async_register_built_in_panel(
        hass,
        "lovelace",
        TITLE,
        ICON,
        frontend_url_path=PAGE,
        config={"mode": MODE_YAML},
        show_in_sidebar=False,
    )
