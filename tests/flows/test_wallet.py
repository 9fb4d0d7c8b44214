"""What only an owner may do, from a dialog, on a real node: keys lost, stolen and moved to a hardware wallet."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from homeassistant.config_entries import SOURCE_RECONFIGURE
from homeassistant.core import Event, callback
from homeassistant.data_entry_flow import EVENT_DATA_ENTRY_FLOW_PROGRESSED, FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.energy_trade.chain.operating import OperatorMarket
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.flows.wallet import CONF_NEXT_AGENT
from custom_components.energy_trade.market.state import MemberState, MemberStatus
from simulation.bench.faults.community import LIMIT_WH, Community
from tests.chain.conftest import community, founded, proxy, session
from tests.support.texts import check_result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homeassistant.core import HomeAssistant

__all__ = ["community", "founded", "proxy", "session"]

pytestmark = pytest.mark.usefixtures("recorder_mock", "socket_enabled")


@pytest.fixture(autouse=True)
def _asleep() -> Iterator[None]:
    with patch("custom_components.energy_trade.async_setup_entry", return_value=True):
        yield


class Owner:
    """An owner with a home, a key on paper, and a dialog."""

    def __init__(self, hass: HomeAssistant, community: Community) -> None:
        self.hass = hass
        self.community = community
        self.key = AgentKey.create()
        self.agent = AgentKey.create()
        self.entry: MockConfigEntry
        self.result: Any = {}
        self._moved = asyncio.Event()
        hass.bus.async_listen(EVENT_DATA_ENTRY_FLOW_PROGRESSED, self._on_moved)

    @callback
    def _on_moved(self, event: Event[Any]) -> None:
        if event.data["flow_id"] == self.result.get("flow_id"):
            self._moved.set()

    async def join(self, **data: Any) -> None:
        home = await self.community.home(self.agent)
        await home.request(self.key.address, self.community.terms.daily_cap)
        await self.community.operator.admit_waiting(0, LIMIT_WH, LIMIT_WH)
        invitation = self.community.invitation
        self.entry = MockConfigEntry(
            domain=DOMAIN,
            title="Test Street",
            data={
                "market": invitation.market,
                "deployment_block": invitation.deployment_block,
                "chain_id": invitation.chain_id,
                "nodes": list(invitation.nodes),
                "name": "Test Street",
                "demo": False,
                "owner": self.key.address,
                "agent_key": self.agent.stored(),
                "meters": {"mode": "registers"},
                **data,
            },
        )
        self.entry.add_to_hass(self.hass)

    async def member(self) -> MemberState:
        return await OperatorMarket(await self.community.home()).member(0)

    async def begin(self, *steps: str) -> Any:
        context: Any = {"source": SOURCE_RECONFIGURE, "entry_id": self.entry.entry_id}
        self._saw(await self.hass.config_entries.flow.async_init(DOMAIN, context=context))
        for step in steps:
            await self.fill(next_step_id=step)
        return self.result

    async def fill(self, **answers: Any) -> Any:
        return self._saw(await self.hass.config_entries.flow.async_configure(self.result["flow_id"], answers))

    async def sign(self, key: AgentKey | None = None) -> Any:
        await self.fill(next_step_id="sign_key")
        return await self.enter(key or self.key)

    async def enter(self, key: AgentKey) -> Any:
        await self.fill(owner_key=key.stored())
        while self.result["type"] is FlowResultType.SHOW_PROGRESS:
            await self._moved.wait()
            self._saw(await self.hass.config_entries.flow.async_configure(self.result["flow_id"]))
        return self.result

    def send_by_wallet(self, address: str) -> None:
        """Send what the dialog shows, as a wallet somewhere else would."""
        shown, anvil = self.result["description_placeholders"], self.community.anvil
        anvil.rpc("anvil_impersonateAccount", address)
        anvil.rpc(
            "eth_sendTransaction",
            {"from": address, "to": shown["market"], "data": shown["data"], "gasPrice": "0x0", "gas": hex(10**6)},
        )
        anvil.mine()

    def _saw(self, result: Any) -> Any:
        self.result = result
        self._moved.clear()
        check_result(result)
        return result


@pytest.fixture
async def owner(hass: HomeAssistant, community: Community) -> Owner:
    owner = Owner(hass, community)
    await owner.join()
    return owner


async def test_a_home_gets_a_new_key_and_the_old_one_counts_no_more(owner: Owner) -> None:
    await owner.begin("wallet", "new_key")
    await owner.fill()
    waiting = AgentKey.from_stored(owner.entry.data[CONF_NEXT_AGENT])
    assert owner.entry.data["agent_key"] == owner.agent.stored()
    assert (await owner.sign())["reason"] == "reconfigure_successful"
    assert owner.entry.data["agent_key"] == waiting.stored()
    assert CONF_NEXT_AGENT not in owner.entry.data
    member = await owner.member()
    assert (member.agent, member.meter_key) == (waiting.address, waiting.address)
    old = await owner.community.home(owner.agent)
    assert await old.status() is MemberStatus.NONE


async def test_a_new_key_survives_a_dialog_that_was_closed(owner: Owner) -> None:
    await owner.begin("wallet", "new_key")
    await owner.fill()
    waiting = owner.entry.data[CONF_NEXT_AGENT]
    owner.hass.config_entries.flow.async_abort(owner.result["flow_id"])
    await owner.begin("wallet", "new_key")
    await owner.fill()
    assert owner.entry.data[CONF_NEXT_AGENT] == waiting


async def test_a_home_that_was_lost_is_taken_up_again_with_the_owners_key(
    hass: HomeAssistant, community: Community
) -> None:
    """Its Home Assistant is gone without a backup; the owner has the key on paper."""
    owner = Owner(hass, community)
    await owner.join(agent_waiting=True)
    anew = AgentKey.create()
    hass.config_entries.async_update_entry(owner.entry, data={**owner.entry.data, "agent_key": anew.stored()})
    assert "appoint" in (await owner.begin())["menu_options"]
    await owner.fill(next_step_id="appoint")
    assert (await owner.sign())["reason"] == "reconfigure_successful"
    assert (await owner.member()).agent == anew.address
    assert "agent_waiting" not in owner.entry.data


async def test_an_owner_moves_to_a_hardware_wallet(owner: Owner) -> None:
    hardware = AgentKey.create()
    await owner.begin("wallet", "new_owner")
    assert (await owner.fill(owner=hardware.address.lower()))["errors"] == {"owner": "owner_unchecked"}
    await owner.fill(owner=hardware.address)
    assert (await owner.sign())["description_placeholders"]["owner"] == hardware.address
    assert owner.entry.data["owner"] == owner.key.address
    await owner.fill(next_step_id="sign_wallet")
    assert (await owner.fill())["errors"] == {"base": "not_seen_yet"}
    owner.send_by_wallet(hardware.address)
    assert (await owner.fill())["reason"] == "reconfigure_successful"
    assert owner.entry.data["owner"] == hardware.address
    assert (await owner.member()).owner == hardware.address


async def test_a_call_for_a_wallet_is_shown_as_text_and_picture(owner: Owner) -> None:
    await owner.begin("wallet", "leave")
    await owner.fill()
    shown = await owner.fill(next_step_id="sign_wallet")
    picture = next(iter(shown["data_schema"].schema.values())).config["data"]
    assert picture == f"ethereum:{owner.community.operator.market}@31337/leave?uint16=0"
    owner.send_by_wallet(owner.key.address)
    assert (await owner.fill())["reason"] == "owner_done"
    assert (await owner.member()).status is MemberStatus.LEAVING


@pytest.mark.parametrize(
    ("step", "filled", "check"),
    [
        ("owner_limit", {"daily_limit": 250}, lambda member: member.daily_cap == 250_000_000),
        ("meter_key", {"meter_key": "0x" + "0b" * 20}, lambda member: member.meter_key.lower() == "0x" + "0b" * 20),
        ("leave", {}, lambda member: member.status is MemberStatus.LEAVING),
    ],
)
async def test_the_owners_other_deeds(owner: Owner, step: str, filled: Any, check: Any) -> None:
    await owner.begin("wallet", step)
    await owner.fill(**filled)
    assert (await owner.sign())["reason"] == "owner_done"
    assert check(await owner.member())


async def test_only_the_owners_key_signs_and_it_is_kept_nowhere(owner: Owner, hass_storage: Any) -> None:
    await owner.begin("wallet", "leave")
    await owner.fill()
    await owner.fill(next_step_id="sign_key")
    assert (await owner.fill(owner_key="0x1234"))["errors"] == {"owner_key": "not_a_key"}
    assert (await owner.fill(owner_key=AgentKey.create().stored()))["errors"] == {"owner_key": "another_key"}
    assert (await owner.enter(owner.key))["reason"] == "owner_done"
    await owner.hass.async_block_till_done()
    secret = owner.key.stored().removeprefix("0x")
    assert secret not in json.dumps(hass_storage, default=str)
    assert secret not in json.dumps(dict(owner.entry.data))


async def test_an_owner_without_coin_is_told_where_to_send_some(owner: Owner) -> None:
    anvil = owner.community.anvil
    anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(10**9))
    anvil.mine()
    try:
        await owner.begin("wallet", "leave")
        await owner.fill()
        shown = await owner.sign()
        assert shown["errors"] == {"base": "owner_cannot_pay"}
        assert shown["description_placeholders"]["agent"] == owner.key.address
        anvil.rpc("anvil_setBalance", owner.key.address, hex(10**18))
        assert (await owner.enter(owner.key))["reason"] == "owner_done"
    finally:
        anvil.rpc("anvil_setNextBlockBaseFeePerGas", "0x0")
        anvil.mine()


async def test_an_owner_of_several_homes_says_which(hass: HomeAssistant, community: Community) -> None:
    owner = Owner(hass, community)
    await owner.join(agent_waiting=True)
    second = await community.home()
    await second.request(owner.key.address, community.terms.daily_cap)
    await community.operator.admit_waiting(0, LIMIT_WH, LIMIT_WH)
    anew = AgentKey.create()
    hass.config_entries.async_update_entry(owner.entry, data={**owner.entry.data, "agent_key": anew.stored()})
    assert (await owner.begin("appoint"))["step_id"] == "which_home"
    await owner.fill(home="1")
    await owner.sign()
    assert (await OperatorMarket(second).member(1)).agent == anew.address


async def test_where_no_home_is_there_is_nothing_to_do(hass: HomeAssistant, community: Community) -> None:
    owner = Owner(hass, community)
    await owner.join()
    stranger = AgentKey.create()
    hass.config_entries.async_update_entry(
        owner.entry, data={**owner.entry.data, "agent_key": stranger.stored(), "owner": stranger.address}
    )
    assert (await owner.begin("wallet"))["reason"] == "no_home"
