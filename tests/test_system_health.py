"""System health tells whether the way to each community is in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import aiohttp
from homeassistant.config_entries import ConfigEntryState
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, get_system_health_info

from custom_components.energy_trade.chain.client import EvmMarket
from custom_components.energy_trade.const import DOMAIN
from tests.support.flow_market import NODE, OTHER_NODE
from tests.support.texts import check_health

if TYPE_CHECKING:
    from homeassistant.components.recorder import Recorder
    from homeassistant.core import HomeAssistant

NOW = 1_782_000_000.0


def community(hass: HomeAssistant, name: str, nodes: list[str], *, offset: float | None = None) -> MockConfigEntry:
    entry = MockConfigEntry(domain=DOMAIN, title=name, data={"chain_id": 31337, "nodes": nodes})
    entry.add_to_hass(hass)
    entry.runtime_data = Mock(
        coordinator=Mock(snapshot=Mock(chain_time=NOW - 4), chain_time=Mock(return_value=NOW)),
        market=Mock(spec=EvmMarket, clock=Mock(offset=offset)),
    )
    entry.mock_state(hass, ConfigEntryState.LOADED)
    return entry


@pytest.fixture
async def info(recorder_mock: Recorder, hass: HomeAssistant) -> Any:
    async def read() -> dict[str, Any]:
        info = await get_system_health_info(hass, DOMAIN)
        told = {key: value if isinstance(value, str) else await value for key, value in info.items()}
        check_health(told)
        return told

    assert await async_setup_component(hass, "system_health", {})
    assert await async_setup_component(hass, DOMAIN, {})
    await hass.async_block_till_done()
    return read


async def test_it_asks_every_node_once(hass: HomeAssistant, info: Any, aioclient_mock: Any) -> None:
    aioclient_mock.get(NODE, text="")
    aioclient_mock.get(OTHER_NODE, exc=aiohttp.ClientError)
    community(hass, "Elm Street", [NODE, OTHER_NODE], offset=0.25)
    community(hass, "Oak Street", [NODE])
    assert await info() == {
        "communities": "Elm Street, Oak Street",
        "chains": "31337, 31337",
        "nodes_reachable": "1 / 2",
        "head_age": "4.0 s, 4.0 s",
        "clock_offset": "-0.2 s, –",
    }


async def test_a_community_that_is_not_running_has_no_time(hass: HomeAssistant, info: Any, aioclient_mock: Any) -> None:
    aioclient_mock.get(NODE, text="")
    community(hass, "Elm Street", [NODE]).mock_state(hass, ConfigEntryState.SETUP_RETRY)
    told = await info()
    assert (told["communities"], told["head_age"], told["clock_offset"]) == ("Elm Street", "", "")


async def test_before_the_chain_was_seen_its_age_is_unknown(
    hass: HomeAssistant, info: Any, aioclient_mock: Any
) -> None:
    aioclient_mock.get(NODE, text="")
    entry = community(hass, "Elm Street", [NODE])
    entry.runtime_data.coordinator.snapshot = None
    entry.runtime_data.market = Mock()
    told = await info()
    assert (told["head_age"], told["clock_offset"]) == ("–", "–")
