"""The dashboard's code reaches browsers with the first community and leaves with the last."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from homeassistant.components import frontend
from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.components.lovelace.resources import ResourceStorageCollection
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
import pytest

from custom_components.energy_trade.dashboard import PAGE, URL
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, entry, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant
    from pytest_homeassistant_custom_component.typing import ClientSessionGenerator


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    freezer.move_to(START)
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    return LivingHome(hass, freezer, market)


@pytest.fixture(autouse=True)
def _no_statistics(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no recorder here, nor anything in it to clear."""
    monkeypatch.setattr("custom_components.energy_trade.statistics.async_clear", lambda *_: None)


async def interface(hass: HomeAssistant, **lovelace: Any) -> None:
    assert await async_setup_component(hass, "lovelace", {"lovelace": lovelace} if lovelace else {})
    assert await async_setup_component(hass, "frontend", {})
    await hass.async_block_till_done()


async def resources(hass: HomeAssistant) -> list[dict[str, Any]]:
    collection = hass.data[LOVELACE_DATA].resources
    await collection.async_get_info()
    return list(collection.async_items())


async def add_resource(hass: HomeAssistant, url: str) -> None:
    collection = hass.data[LOVELACE_DATA].resources
    assert isinstance(collection, ResourceStorageCollection)
    await collection.async_create_item({"res_type": "module", "url": url})


async def test_brings_its_cards_along(home: LivingHome, hass_client_no_auth: ClientSessionGenerator) -> None:
    """One resource, which changes its address with its contents, and is served."""
    await interface(home.hass)
    assert await home.start()
    [resource] = await resources(home.hass)
    assert resource["type"] == "module"
    assert resource["url"].startswith(f"{URL}?v=0.1.0-")
    answer = await (await hass_client_no_auth()).get(resource["url"])
    assert answer.status == HTTPStatus.OK
    assert "energy-trade-market-card" in await answer.text()


async def test_an_older_version_is_replaced_and_others_are_left_alone(home: LivingHome) -> None:
    await interface(home.hass)
    for url in (f"{URL}?v=0.0.9", "/local/other.js", f"{URL}?v=0.0.8"):
        await add_resource(home.hass, url)
    assert await home.start()
    urls = [resource["url"] for resource in await resources(home.hass)]
    assert len(urls) == 2
    assert "/local/other.js" in urls
    assert any(url.startswith(f"{URL}?v=0.1.0-") for url in urls)


async def test_leaves_nothing_behind_once_the_last_community_is_removed(home: LivingHome) -> None:
    await interface(home.hass)
    await add_resource(home.hass, "/local/other.js")
    other = entry(name="Oak Street")
    object.__setattr__(other, "entry_id", "01JXOAKSTREETOAKSTREETOAKS")
    object.__setattr__(other, "disabled_by", "user")
    other.add_to_hass(home.hass)
    assert await home.start()
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    assert len(await resources(home.hass)) == 2, "another community still wants it, even disabled"
    await home.hass.config_entries.async_remove(other.entry_id)
    assert [resource["url"] for resource in await resources(home.hass)] == ["/local/other.js"]
    assert not frontend.async_panel_exists(home.hass, PAGE)
    assert PAGE not in home.hass.data[LOVELACE_DATA].dashboards


async def test_is_there_again_when_a_community_is_added_again(home: LivingHome) -> None:
    await interface(home.hass)
    assert await home.start()
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    home.entry = entry()
    home.entry.add_to_hass(home.hass)
    with home.reachable():
        assert await home.hass.config_entries.async_setup(home.entry.entry_id)
    assert len(await resources(home.hass)) == 1
    assert frontend.async_panel_exists(home.hass, PAGE)


async def test_the_page_stands_ready_but_not_in_the_sidebar(home: LivingHome) -> None:
    """The community's device leads to it."""
    await interface(home.hass)
    assert await home.start()
    panel = home.hass.data[frontend.DATA_PANELS][PAGE].to_response()
    assert panel["show_in_sidebar"] is False
    page = home.hass.data[LOVELACE_DATA].dashboards[PAGE]
    assert await page.async_load(False) == {"strategy": {"type": "custom:energy-trade"}}
    devices = dr.async_entries_for_config_entry(dr.async_get(home.hass), home.entry.entry_id)
    assert f"homeassistant://{PAGE}" in {device.configuration_url for device in devices}


async def test_a_dashboard_of_that_name_is_left_alone(home: LivingHome) -> None:
    await interface(home.hass)
    frontend.async_register_built_in_panel(home.hass, "lovelace", frontend_url_path=PAGE, config={"mode": "storage"})
    assert await home.start()
    assert home.hass.data[frontend.DATA_PANELS][PAGE].config == {"mode": "storage"}
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    assert frontend.async_panel_exists(home.hass, PAGE)


async def test_where_resources_are_kept_in_yaml_every_page_loads_it(home: LivingHome) -> None:
    await interface(home.hass, resource_mode="yaml")
    assert await home.start()
    urls = home.hass.data[frontend.DATA_EXTRA_MODULE_URL].urls
    assert [url.partition("?")[0] for url in urls] == [URL]
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    assert not home.hass.data[frontend.DATA_EXTRA_MODULE_URL].urls


async def test_a_home_assistant_without_an_interface_does_without(home: LivingHome) -> None:
    assert await home.start()
    await home.hass.config_entries.async_remove(home.entry.entry_id)
