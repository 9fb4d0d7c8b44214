"""Diagnostics tell what happened, and never a key."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum, IntEnum
import json
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

from homeassistant.helpers.json import json_dumps
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.energy_trade.chain.client import connect
from custom_components.energy_trade.chain.errors import NodeUnavailable, Rejected
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.connection import agent_of, invitation_of
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.diagnostics import async_get_config_entry_diagnostics, plain
from custom_components.energy_trade.errands import Errand
from custom_components.energy_trade.home.book import Jump
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.settings import Settings
from tests.support.flow_market import MARKET, NODE, OWNER, FlowMarket, founding

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

HIDDEN_NODE = "https://node.test/rpc/MySecretPath1"


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Elm Street",
        data={
            "market": MARKET,
            "deployment_block": 7,
            "chain_id": 31337,
            "nodes": [NODE, HIDDEN_NODE],
            "name": "Elm Street",
            "owner": OWNER,
            "agent_key": AgentKey.create().stored(),
            "demo": False,
            "meters": {"mode": "registers", "import": ["sensor.meter_import"]},
        },
    )
    entry.add_to_hass(hass)
    fake = FlowMarket(status=MemberStatus.ACTIVE)
    async with fake.open(hass, entry.data) as view:
        snapshot = await view.snapshot()
    failures = {Errand.ORDER: Rejected("LimitExceeded", {"limit": 1}), Errand.REPORT: NodeUnavailable(HIDDEN_NODE)}
    coordinator = Mock(
        founding=founding(),
        settings=Mock(current=Settings()),
        data={"reason": "learning"},
        snapshot=snapshot,
        open_orders=Mock(return_value={12: None}),
        errands=Mock(error=failures.get),
        chain_time=Mock(return_value=1_782_000_000.0),
        journal=Mock(blocks=Mock(return_value={index: f"block {index}" for index in range(30)}.values())),
    )
    meters = Mock(
        complete_through=Mock(return_value=99),
        silent=Mock(return_value={"sensor.meter_import": datetime(2026, 6, 21, tzinfo=UTC)}),
        jumps=Mock(return_value=(Jump("sensor.meter_import", 9_000, 2_750, 1.5),)),
        readings=Mock(return_value=()),
    )
    market = await connect(Mock(), invitation_of(entry.data), agent_of(entry.data))
    entry.runtime_data = Mock(coordinator=coordinator, market=market, meters=meters)
    return entry


async def read(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, Any]:
    """What a person downloads."""
    told: dict[str, Any] = json.loads(json_dumps(await async_get_config_entry_diagnostics(hass, entry)))
    return told


async def test_no_key_is_in_it_nor_what_a_node_address_may_hide(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    text = json.dumps(await read(hass, entry))
    assert entry.data["agent_key"].removeprefix("0x") not in text
    assert "MySecretPath1" not in text
    assert "**REDACTED**" in text


async def test_the_owner_is_only_hinted_at(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    told = await read(hass, entry)
    assert OWNER not in json.dumps(told)
    assert told["entry"]["owner"] == told["snapshot"]["member"]["owner"] == "0x7099***dc79C8"


async def test_it_tells_terms_money_meters_and_nodes(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    told = await read(hass, entry)
    assert told["entry"]["agent"] == agent_of(entry.data).address
    assert told["entry"]["nodes"] == ["node.test", "node.test"]
    assert told["founding"]["supply"] == "pooled"
    assert told["snapshot"]["member"]["status"] == "active"
    assert told["settings"]["wishes"]["trading"] is True
    assert told["meters"]["jumps"] == [
        {"sensor": "sensor.meter_import", "energy_wh": 9_000, "limit_wh": 2_750, "at": 1.5}
    ]
    assert told["meters"]["silent"] == {"sensor.meter_import": "2026-06-21T00:00:00+00:00"}
    assert [node["name"] for node in told["chain"]["nodes"]] == ["node.test:8545", "node.test:443"]
    assert told["chain"]["pending"] == []
    assert told["ledger"] == [f"block {index}" for index in range(6, 30)]


async def test_failures_are_named_but_not_quoted(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    assert (await read(hass, entry))["errands"] == {
        "order": "Rejected LimitExceeded",
        "audit": None,
        "clear": None,
        "report": "NodeUnavailable",
        "settle": None,
    }


async def test_a_market_without_a_chain_has_no_nodes(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    entry.runtime_data.market = Mock()
    assert (await read(hass, entry))["chain"] == {}


class Colour(Enum):
    RED = "rot"


class Level(IntEnum):
    HIGH = 3


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (True, True),
        (1.5, 1.5),
        ("text", "text"),
        (2**53 - 1, 2**53 - 1),
        (2**200, hex(2**200)),
        (Colour.RED, "red"),
        (Level.HIGH, "high"),
        ({Level.HIGH: (1, {2})}, {"high": [1, [2]]}),
        (object(), "object"),
        (Jump, "type"),
    ],
)
def test_values_are_written_as_json_knows_them(value: Any, written: Any) -> None:
    assert plain(value) == written
