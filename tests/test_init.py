"""Set-up, unloading and removal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.helpers import device_registry as dr, entity_registry as er, issue_registry as ir
from homeassistant.helpers.storage import Store
from homeassistant.util.file import WriteError
import pytest

from custom_components.energy_trade.chain.errors import NodeRefused, NodeUnavailable, NotKept
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.stores import CACHE_DELAY_SECONDS, CacheStore, OutboxStore
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    freezer.move_to(START)
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    return LivingHome(hass, freezer, market)


async def test_loads_and_unloads(home: LivingHome) -> None:
    assert await home.start()
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert home.entry.state == ConfigEntryState.NOT_LOADED
    assert home.market.closed
    asked = home.market.block_number
    await home.wait(3600)
    assert home.market.block_number == asked, "an unloaded entry asks nothing"


async def test_tries_again_while_no_node_answers(home: LivingHome) -> None:
    home.market.failure = NodeUnavailable("down")
    await home.start()
    assert home.entry.state is ConfigEntryState.SETUP_RETRY
    assert home.market.closed


async def test_a_node_that_fails_after_the_founding_was_read(home: LivingHome) -> None:
    terms = home.market.terms

    async def founding() -> Any:
        home.market.failure = NodeUnavailable("down")
        return terms

    home.market.founding = founding  # type: ignore[method-assign]
    await home.start()
    assert home.entry.state is ConfigEntryState.SETUP_RETRY


@pytest.mark.parametrize("later", [False, True])
async def test_asks_for_help_when_the_nodes_refuse_the_home(home: LivingHome, *, later: bool) -> None:
    terms = home.market.terms

    async def founding() -> Any:
        home.market.failure = NodeRefused("401")
        return terms

    if later:
        home.market.founding = founding  # type: ignore[method-assign]
    else:
        home.market.failure = NodeRefused("401")
    await home.start()
    assert home.entry.state is ConfigEntryState.SETUP_ERROR
    flows = home.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    assert [flow["context"]["source"] for flow in flows] == [SOURCE_REAUTH]


async def test_changed_data_reload_the_entry(home: LivingHome) -> None:
    assert await home.start()
    before = home.entry.runtime_data
    with home.reachable():
        home.hass.config_entries.async_update_entry(home.entry, data={**home.entry.data, "nodes": ["http://b.test"]})
        await home.settle()
    assert home.entry.state is ConfigEntryState.LOADED
    assert home.entry.runtime_data is not before


async def test_is_removed_without_a_trace(home: LivingHome, hass_storage: dict[str, Any]) -> None:
    assert await home.start()
    home.coordinator.async_wish(buying=False)
    home.market.failure = NodeUnavailable("down")
    await home.until(now() + 1000)
    await OutboxStore(home.hass, home.entry.entry_id).save({"version": 1})
    cache = CacheStore(home.hass, home.entry.entry_id)
    await cache.save({"version": 1})
    await cache.async_close()
    assert [key for key in hass_storage if key.startswith(f"{DOMAIN}.")]
    assert [issue for domain, issue in ir.async_get(home.hass).issues if domain == DOMAIN]
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await home.wait(2 * CACHE_DELAY_SECONDS)
    assert not [key for key in hass_storage if key.startswith(f"{DOMAIN}.")]
    assert not [issue for domain, issue in ir.async_get(home.hass).issues if domain == DOMAIN]
    assert not er.async_entries_for_config_entry(er.async_get(home.hass), home.entry.entry_id)
    assert not dr.async_entries_for_config_entry(dr.async_get(home.hass), home.entry.entry_id)


async def test_what_was_read_from_the_chain_is_kept_at_leisure(home: LivingHome, hass_storage: dict[str, Any]) -> None:
    cache = CacheStore(home.hass, "entry")
    await cache.save({"version": 1})
    assert "energy_trade.entry.history" not in hass_storage
    await home.wait(CACHE_DELAY_SECONDS + 1)
    assert await CacheStore(home.hass, "entry").load() == {"version": 1}
    await cache.async_close()
    await cache.save({"version": 2})
    await home.wait(CACHE_DELAY_SECONDS + 1)
    assert await CacheStore(home.hass, "entry").load() == {"version": 1}


async def test_what_is_under_way_is_kept_at_once(home: LivingHome, hass_storage: dict[str, Any]) -> None:
    await OutboxStore(home.hass, "entry").save({"version": 1})
    assert hass_storage["energy_trade.entry.outbox"]["data"] == {"version": 1}
    assert await OutboxStore(home.hass, "entry").load() == {"version": 1}


@pytest.mark.parametrize("error", [WriteError("No space left on device"), OSError(30, "Read-only file system")])
async def test_a_disk_that_takes_nothing_more_is_heard(
    home: LivingHome, hass_storage: dict[str, Any], error: Exception
) -> None:
    outbox = OutboxStore(home.hass, "entry")
    await outbox.save({"version": 1})
    with patch.object(Store, "_async_write_data", side_effect=error), pytest.raises(NotKept, match=r"space|Read-only"):
        await outbox.save({"version": 2})
    assert await OutboxStore(home.hass, "entry").load() == {"version": 1}
    await outbox.save({"version": 3})
    assert await OutboxStore(home.hass, "entry").load() == {"version": 3}


async def test_decides_on_jumps_of_meters(home: LivingHome) -> None:
    assert await home.start()
    await home.live(3, export_wh=500)
    home.export_wh += 900_000
    home.show()
    await home.calm()
    assert any("meter_jump" in issue for _, issue in ir.async_get(home.hass).issues)
    await home.entry.runtime_data.async_resolve_jump("sensor.meter_export", is_energy=False)
    await home.calm()
    assert not any("meter_jump" in issue for _, issue in ir.async_get(home.hass).issues)
