"""What an owner does in a dialog after joining: another way to the community, other meters, another owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from homeassistant.config_entries import SOURCE_RECONFIGURE
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.energy_trade.chain.errors import NodeRubbish, NodeUnavailable, WrongChain
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.market.state import MemberStatus
from tests.support.flow_market import MARKET, NEW_OWNER, NODE, OTHER_NODE, OWNER, FlowMarket
from tests.support.texts import check_result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homeassistant.core import HomeAssistant

METERS = {"mode": "registers", "import": ["sensor.meter_import"], "pv": ["sensor.meter_solar"]}

pytestmark = pytest.mark.usefixtures("recorder_mock")


@pytest.fixture
def market() -> Iterator[FlowMarket]:
    market = FlowMarket(status=MemberStatus.ACTIVE)
    with market.in_place():
        yield market
    assert market.opened == 0


@pytest.fixture(autouse=True)
def _meters(hass: HomeAssistant) -> None:
    for name in ("import", "export", "net", "solar"):
        hass.states.async_set(
            f"sensor.meter_{name}",
            "1234.5",
            {"device_class": "energy", "state_class": "total_increasing", "unit_of_measurement": "kWh"},
        )


@pytest.fixture
def entry(hass: HomeAssistant) -> MockConfigEntry:
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Elm Street",
        unique_id=f"31337-{MARKET.lower()}",
        data={
            "market": MARKET,
            "deployment_block": 7,
            "chain_id": 31337,
            "nodes": [NODE],
            "name": "Elm Street",
            "owner": OWNER,
            "agent_key": AgentKey.create().stored(),
            "demo": False,
            "meters": METERS,
        },
    )
    entry.add_to_hass(hass)
    return entry


class Dialog:
    """A person in front of a flow of one entry."""

    def __init__(self, hass: HomeAssistant, entry: MockConfigEntry) -> None:
        self.hass = hass
        self.entry = entry
        self.reloads: list[str] = []
        self.result: Any = {}

    async def reconfigure(self, choice: str) -> Any:
        self._saw(
            await self.hass.config_entries.flow.async_init(
                DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": self.entry.entry_id}
            )
        )
        return await self.fill(next_step_id=choice)

    async def reauthenticate(self) -> Any:
        return self._saw(await self.entry.start_reauth_flow(self.hass))

    async def fill(self, **answers: Any) -> Any:
        return self._saw(await self.hass.config_entries.flow.async_configure(self.result["flow_id"], answers))

    async def look_again(self) -> Any:
        await self.hass.async_block_till_done()
        return self._saw(await self.hass.config_entries.flow.async_configure(self.result["flow_id"]))

    def _saw(self, result: Any) -> Any:
        check_result(result)
        self.result = result
        return result


@pytest.fixture
def dialog(hass: HomeAssistant, entry: MockConfigEntry, market: FlowMarket) -> Iterator[Dialog]:
    dialog = Dialog(hass, entry)
    with patch.object(hass.config_entries, "async_schedule_reload", dialog.reloads.append):
        yield dialog


def reason(result: Any) -> str:
    assert result["type"] is FlowResultType.ABORT
    return str(result["reason"])


class TestMeters:
    """Other sensors."""

    async def test_the_present_ones_are_offered_and_replaced(self, dialog: Dialog, entry: MockConfigEntry) -> None:
        await dialog.reconfigure("meters")
        form = await dialog.fill(next_step_id="registers")
        suggested = {str(key): key.description for key in form["data_schema"].schema if key.description}
        assert suggested["import"] == {"suggested_value": ["sensor.meter_import"]}
        result = await dialog.fill(
            **{"import": ["sensor.meter_import"], "export": ["sensor.meter_export"], "devices": {}}
        )
        assert reason(result) == "reconfigure_successful"
        assert entry.data["meters"] == {
            "mode": "registers",
            "import": ["sensor.meter_import"],
            "export": ["sensor.meter_export"],
        }

    async def test_another_way_of_metering_starts_afresh(self, dialog: Dialog, entry: MockConfigEntry) -> None:
        await dialog.reconfigure("meters")
        form = await dialog.fill(next_step_id="net")
        assert not any(key.description for key in form["data_schema"].schema)
        assert reason(await dialog.fill(net="sensor.meter_net", devices={})) == "reconfigure_successful"
        assert entry.data["meters"] == {"mode": "net", "net": "sensor.meter_net"}


class TestNodes:
    """Another way to the community."""

    async def test_nodes_that_lead_to_the_community_are_taken(self, dialog: Dialog, entry: MockConfigEntry) -> None:
        await dialog.reconfigure("nodes")
        assert reason(await dialog.fill(nodes=[OTHER_NODE, NODE])) == "reconfigure_successful"
        assert entry.data["nodes"] == [OTHER_NODE, NODE]

    @pytest.mark.parametrize(
        ("nodes", "errors"),
        [
            ([], {"nodes": "invitation_no_node"}),
            (["ftp://node.test"], {"nodes": "invitation_node"}),
            (["https://user:password@node.test"], {"nodes": "invitation_secret"}),
        ],
    )
    async def test_unusable_ones_are_refused(self, dialog: Dialog, nodes: list[str], errors: dict[str, str]) -> None:
        await dialog.reconfigure("nodes")
        assert (await dialog.fill(nodes=nodes))["errors"] == errors

    @pytest.mark.parametrize(
        ("failure", "problem"),
        [
            (NodeUnavailable("down"), "cannot_connect"),
            (WrongChain("1"), "wrong_chain"),
            (NodeRubbish("<html>"), "node_rubbish"),
        ],
    )
    async def test_a_new_one_must_answer_for_this_community(
        self, dialog: Dialog, market: FlowMarket, entry: MockConfigEntry, failure: Exception, problem: str
    ) -> None:
        market.failing_nodes[OTHER_NODE] = failure
        await dialog.reconfigure("nodes")
        assert (await dialog.fill(nodes=[NODE, OTHER_NODE]))["errors"] == {"base": problem}
        assert entry.data["nodes"] == [NODE]

    async def test_one_that_was_known_may_be_down_beside_one_that_answers(
        self, dialog: Dialog, market: FlowMarket, entry: MockConfigEntry
    ) -> None:
        market.failing_nodes[NODE] = NodeUnavailable("down")
        await dialog.reconfigure("nodes")
        assert (await dialog.fill(nodes=[NODE]))["errors"] == {"base": "cannot_connect"}
        assert reason(await dialog.fill(nodes=[NODE, OTHER_NODE])) == "reconfigure_successful"
        assert entry.data["nodes"] == [NODE, OTHER_NODE]


class TestOwner:
    """The membership was handed over on the chain."""

    async def test_the_new_owner_is_taken_over_once_confirmed(
        self, dialog: Dialog, market: FlowMarket, entry: MockConfigEntry
    ) -> None:
        market.owner = NEW_OWNER
        form = await dialog.reconfigure("moved")
        assert form["description_placeholders"] == {"owner": NEW_OWNER, "before": OWNER}
        assert entry.data["owner"] == OWNER
        assert reason(await dialog.fill()) == "reconfigure_successful"
        assert entry.data["owner"] == NEW_OWNER

    async def test_an_owner_who_did_not_change_is_left(self, dialog: Dialog) -> None:
        assert reason(await dialog.reconfigure("moved")) == "owner_unchanged"

    async def test_without_a_node_nobody_knows(self, dialog: Dialog, market: FlowMarket) -> None:
        market.failure = NodeUnavailable("down")
        assert reason(await dialog.reconfigure("moved")) == "cannot_connect"


class TestReauthentication:
    """The community no longer lets the home in."""

    async def test_nothing_is_asked_of_the_chain_before_somebody_is_there(
        self, dialog: Dialog, market: FlowMarket
    ) -> None:
        market.failure = NodeUnavailable("down")
        assert (await dialog.reauthenticate())["step_id"] == "reauth_confirm"

    @pytest.mark.parametrize("status", [MemberStatus.REQUESTED, MemberStatus.ACTIVE, MemberStatus.SUSPENDED])
    async def test_what_is_well_again_is_started_again(
        self, dialog: Dialog, market: FlowMarket, entry: MockConfigEntry, status: MemberStatus
    ) -> None:
        market.status = status
        await dialog.reauthenticate()
        assert reason(await dialog.fill()) == "reauth_successful"
        assert dialog.reloads == [entry.entry_id]

    async def test_nodes_that_do_not_answer_can_be_replaced(
        self, dialog: Dialog, market: FlowMarket, entry: MockConfigEntry
    ) -> None:
        market.failing_nodes[NODE] = WrongChain("1")
        await dialog.reauthenticate()
        form = await dialog.fill()
        assert (form["step_id"], form["errors"]) == ("nodes", {"base": "wrong_chain"})
        assert reason(await dialog.fill(nodes=[OTHER_NODE])) == "reauth_successful"
        assert entry.data["nodes"] == [OTHER_NODE]
        assert dialog.reloads == [entry.entry_id]

    async def test_a_running_entry_reloads_itself(
        self, dialog: Dialog, market: FlowMarket, entry: MockConfigEntry
    ) -> None:
        async def listener(_hass: HomeAssistant, _entry: Any) -> None:
            pass

        entry.add_update_listener(listener)
        market.failing_nodes[NODE] = NodeUnavailable("down")
        await dialog.reauthenticate()
        await dialog.fill()
        assert reason(await dialog.fill(nodes=[OTHER_NODE])) == "reauth_successful"
        assert not dialog.reloads

    async def test_a_home_that_left_is_told_so(self, dialog: Dialog, market: FlowMarket) -> None:
        market.status = MemberStatus.LEFT
        await dialog.reauthenticate()
        assert reason(await dialog.fill()) == "left"

    async def test_a_declined_home_may_ask_again_with_its_key(
        self, dialog: Dialog, market: FlowMarket, entry: MockConfigEntry
    ) -> None:
        market.status = MemberStatus.NONE
        agent = AgentKey.from_stored(entry.data["agent_key"]).address
        await dialog.reauthenticate()
        assert (await dialog.fill())["step_id"] == "finish"
        await dialog.fill(daily_limit=5)
        assert reason(await dialog.look_again()) == "reauth_successful"
        assert market.requests == [(agent, OWNER, 5_000_000)]

    async def test_a_revoked_key_is_replaced_and_kept_before_its_address_is_shown(
        self, dialog: Dialog, market: FlowMarket, entry: MockConfigEntry
    ) -> None:
        market.status, market.owners = MemberStatus.NONE, {OWNER}
        revoked = entry.data["agent_key"]
        await dialog.reauthenticate()
        assert (await dialog.fill())["step_id"] == "returning"
        result = await dialog.fill(next_step_id="replace")
        assert (result["step_id"], result["description_placeholders"]["owner"]) == ("sign", OWNER)
        assert entry.data["agent_key"] != revoked
        assert entry.data["agent_waiting"] is True

    async def test_a_new_key_stays_the_same_until_it_is_appointed(
        self, dialog: Dialog, market: FlowMarket, entry: MockConfigEntry
    ) -> None:
        market.status, market.owners = MemberStatus.NONE, {OWNER}
        agents = set()
        for _ in range(2):
            await dialog.reauthenticate()
            await dialog.fill()
            assert (await dialog.fill(next_step_id="replace"))["step_id"] == "sign"
            agents.add(AgentKey.from_stored(entry.data["agent_key"]).address)
        assert len(agents) == 1

        market.appointed |= agents
        await dialog.reauthenticate()
        assert reason(await dialog.fill()) == "reauth_successful"
        assert "agent_waiting" not in entry.data

    async def test_a_declined_second_home_may_ask_again(
        self, dialog: Dialog, market: FlowMarket, entry: MockConfigEntry
    ) -> None:
        market.status, market.owners = MemberStatus.NONE, {OWNER}
        await dialog.reauthenticate()
        await dialog.fill()
        finish = await dialog.fill(next_step_id="another")
        assert finish["step_id"] == "finish"
        assert [str(key) for key in finish["data_schema"].schema] == ["daily_limit"], "the options stay as they are"
        await dialog.fill(daily_limit=5)
        assert reason(await dialog.look_again()) == "reauth_successful"
        assert len(market.requests) == 1
