"""A home whose community moves: its owner agrees once, and it arrives, wherever Home Assistant is killed on the way."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.energy_trade.chain.client import connect
from custom_components.energy_trade.chain.moved import MovedMarket
from custom_components.energy_trade.chain.operating import OperatorMarket
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.connection import invitation_of
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.formerly import async_connect_all, caches_of, moved_data
from custom_components.energy_trade.issues import IssueKind
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.moving import Moving
from custom_components.energy_trade.office.succession import Heir
from custom_components.energy_trade.repairs import MoveRepair
from simulation.bench.faults.community import LIMIT_WH, NODE_TIMEOUT, OWNERS, QUICK, Community
from tests.chain.conftest import community, founded, proxy, session

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

    from custom_components.energy_trade.chain.client import EvmMarket

__all__ = ["community", "founded", "proxy", "session"]

WEEK = 7 * 86_400


async def found_next(community: Community) -> Community:
    """The next market, not announced yet."""
    founding = await (await community.home()).founding()
    terms = replace(community.terms, predecessor=community.operator.market, credit=founding.credit, spread=7)
    return await Community.found(community.anvil, community.session, community.urls, terms)


def entry_of(community: Community, key: AgentKey, **data: Any) -> MockConfigEntry:
    """The entry that the dialogs made when the home joined."""
    return MockConfigEntry(
        domain=DOMAIN,
        title="Elm Street",
        unique_id=f"{community.anvil.chain_id}-{community.operator.market.lower()}",
        data={
            "market": community.invitation.market,
            "deployment_block": community.operator.deployment_block,
            "chain_id": community.anvil.chain_id,
            "nodes": list(community.urls),
            "name": "Elm Street",
            "owner": OWNERS[0],
            "agent_key": key.stored(),
            "demo": True,
            "meters": {"mode": "registers", "import": ["sensor.in"], "export": ["sensor.out"]},
            **data,
        },
    )


class House:
    """One home's entry, and Home Assistant that begins anew as often as it is killed."""

    def __init__(self, hass: HomeAssistant, community: Community, entry: MockConfigEntry, home: EvmMarket) -> None:
        self.hass, self.community, self.entry, self.home = hass, community, entry, home

    async def begin(self) -> Moving:
        """What a start of Home Assistant makes, from the entry's data alone."""
        founding = await self.home.founding()
        snapshot = await self.home.snapshot()
        coordinator: Any = SimpleNamespace(
            chain_time=lambda: self.community.anvil.time,
            snapshot=snapshot,
            founding=founding,
            calendar=founding.calendar(),
        )
        moving = Moving(self.hass, self.entry, self.home, coordinator)
        self.entry.runtime_data = SimpleNamespace(moving=moving, office=None, relay=None)
        self.entry.mock_state(self.hass, ConfigEntryState.LOADED)
        return moving

    def issue(self, kind: IssueKind) -> ir.IssueEntry | None:
        return ir.async_get(self.hass).async_get_issue(DOMAIN, f"{self.entry.entry_id}.{kind}")

    async def agree(self) -> dict[str, Any]:
        """Fill the dialog in."""
        issue = self.issue(IssueKind.MOVE_OFFERED)
        assert issue is not None
        assert issue.is_fixable
        flow = MoveRepair(self.entry, "")
        flow.hass, flow.issue_id, flow.handler, flow.flow_id = self.hass, issue.issue_id, DOMAIN, "1"
        shown = await flow.async_step_init()
        assert shown["type"] == "form"
        assert (shown["description_placeholders"] or {})["market"] == self.where_to
        return dict(await flow.async_step_init({}))

    where_to = ""


@pytest.fixture
async def house(hass: HomeAssistant, community: Community) -> House:
    """A home whose community was announced to move a week ago; it is welcome there."""
    after = await found_next(community)
    await community.operator.send("announce", after.operator.market)
    community.anvil.set_time(community.anvil.time + WEEK + 5)
    key = AgentKey.create()
    home = await community.member(0, key=key)
    await after.operator.send("welcome", [(0, 0, LIMIT_WH, LIMIT_WH, True)])
    community.to_start()
    entry = entry_of(community, key)
    entry.add_to_hass(hass)
    house = House(hass, community, entry, home)
    house.where_to = (await home.ask("succession"))["successor"]
    return house


async def test_nothing_moves_before_the_owner_agrees(house: House) -> None:
    moving = await house.begin()
    assert not await moving.async_go_on()
    issue = house.issue(IssueKind.MOVE_OFFERED)
    assert issue is not None
    facts = issue.translation_placeholders or {}
    assert facts["spread"] == "0.005 → 0.007", "what changes is shown as before and after"
    assert facts["reserve"] == "0 %"
    assert (await house.home.ask("movedTo", 0)).strip("0x") == ""
    assert house.entry.data["market"] == house.community.invitation.market


async def test_the_owner_agrees_and_the_home_is_in_the_new_market(house: House) -> None:
    unique_id, title = house.entry.unique_id, house.entry.title
    moving = await house.begin()
    await moving.async_go_on()
    assert (await house.agree())["type"] == "create_entry"
    await moving.async_go_on()
    assert house.entry.data["market"] == house.where_to
    assert (house.entry.unique_id, house.entry.title) == (unique_id, title), "entities and statistics stay"
    assert house.entry.data["former"] == [
        {
            "market": house.community.invitation.market,
            "deployment_block": house.community.operator.deployment_block,
        }
    ]
    assert "move_to" not in house.entry.data
    for kind in (IssueKind.MOVE_OFFERED, IssueKind.MOVE_WAITS, IssueKind.MOVE_ASKS):
        assert house.issue(kind) is None

    market = await async_connect_all(house.hass, house.entry)
    assert isinstance(market, MovedMarket)
    assert market.dispatch.sender is market.old.dispatch.sender, "one key, one sender"
    member = (await market.snapshot()).member
    assert member.status is MemberStatus.ACTIVE
    assert member.balance == house.community.terms.initial_grant
    ledger = await market.history(0)
    assert sum(each.amount for each in ledger.movements) == member.balance


@pytest.mark.parametrize("killed", ["after agreeing", "after moving", "before the entry was written"])
async def test_killed_on_the_way_it_arrives_all_the_same(house: House, killed: str) -> None:
    moving = await house.begin()
    await moving.async_go_on()
    await house.agree()
    if killed != "after agreeing":
        await moving._mover.move(house.where_to)
    if killed == "before the entry was written":
        before = dict(house.entry.data)
        await moving.async_go_on()
        house.hass.config_entries.async_update_entry(house.entry, data=before)
    again = await house.begin()
    await again.async_go_on()
    assert house.entry.data["market"] == house.where_to
    assert len(house.entry.data["former"]) == 1
    market = await async_connect_all(house.hass, house.entry)
    assert (await market.snapshot()).member.balance == house.community.terms.initial_grant


async def test_who_agreed_to_one_market_does_not_move_to_another(house: House) -> None:
    moving = await house.begin()
    await moving.async_go_on()
    await house.agree()
    other = await found_next(house.community)
    await house.community.operator.send("announce", other.operator.market)
    again = await house.begin()
    await again.async_go_on()
    assert house.entry.data["market"] == house.community.invitation.market
    issue = house.issue(IssueKind.MOVE_OFFERED)
    assert issue is not None
    assert (issue.translation_placeholders or {})["market"].lower() == other.operator.market.lower()


async def test_unknown_code_is_not_moved_to(house: House) -> None:
    node = house.community.anvil
    code = node.rpc("eth_getCode", house.where_to, "latest")
    node.rpc("anvil_setCode", house.where_to, code[:3000] + ("01" if code[3000:3002] == "00" else "00") + code[3002:])
    moving = await house.begin()
    assert not await moving.async_go_on()
    assert house.issue(IssueKind.MOVE_OFFERED) is None
    assert house.issue(IssueKind.MOVE_OTHER_CODE) is not None
    node.rpc("anvil_setCode", house.where_to, code)


async def test_the_office_welcomes_everybody_and_announces(hass: HomeAssistant, community: Community) -> None:
    node = community.anvil
    operator_key = AgentKey.from_stored(AgentKey.create().stored())
    node.rpc("anvil_setBalance", operator_key.address, hex(10**20))
    homes = [await community.member(number) for number in range(2)]
    founding = await homes[0].founding()
    terms = replace(community.terms, predecessor=community.operator.market, credit=founding.credit)
    after = await Community.found(node, community.session, community.urls, terms)
    for where in (community, after):
        await where.operator.send("transferOwnership", operator_key.address)
    options: Any = {"timing": QUICK, "node_timeout": NODE_TIMEOUT, "host_clock": community.now}
    markets = [
        await connect(community.session, each.invitation, operator_key, **options) for each in (community, after)
    ]
    for market in markets:
        await OperatorMarket(market).accept_role()
    successor = {
        "market": after.invitation.market,
        "deployment_block": after.operator.deployment_block,
        "operator_key": operator_key.stored(),
    }
    entry = entry_of(community, homes[0].dispatch.key, operator_key=operator_key.stored(), successor=successor)
    entry.add_to_hass(hass)
    operator = OperatorMarket(markets[0])
    members = await operator.members()
    for _ in range(2):  # a second start does nothing twice
        await Heir(hass, entry, operator).async_step(members)
    assert (await operator.market.ask("succession"))["successor"].lower() == after.invitation.market.lower()
    for member in members:
        welcome = await markets[1].ask("welcomeOf", member.index)
        assert (welcome["welcome"], welcome["importLimitWh"]) == (True, LIMIT_WH)
    data = moved_data(entry.data, after.invitation.market, 1)
    assert data["operator_key"] == successor["operator_key"]
    assert "successor" not in data
    assert len(caches_of(hass, MockConfigEntry(domain=DOMAIN, data=data))) == 2
    assert invitation_of(data).market == after.invitation.market
