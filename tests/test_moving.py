"""A home whose community moves: its owner agrees once, and it arrives, wherever Home Assistant is killed on the way."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.energy_trade.carrier import OwnCarrier, door_of
from custom_components.energy_trade.chain.carrying import SignedMessage
from custom_components.energy_trade.chain.client import connect
from custom_components.energy_trade.chain.errors import Rejected
from custom_components.energy_trade.chain.moved import MovedMarket
from custom_components.energy_trade.chain.operating import OperatorMarket
from custom_components.energy_trade.chain.wallet import AgentKey, MoveMessage
from custom_components.energy_trade.connection import invitation_of
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.formerly import async_connect_all, caches_of, moved_data
from custom_components.energy_trade.issues import IssueKind
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.moving import Moving
from custom_components.energy_trade.office.batches import Batches
from custom_components.energy_trade.office.guests import VoucherRefusedError
from custom_components.energy_trade.office.relay import async_setup_relay
from custom_components.energy_trade.office.succession import Heir
from custom_components.energy_trade.relay.budget import Budget
from custom_components.energy_trade.relay.relay import GAS_A_MOVE, Relay
from custom_components.energy_trade.relay.setup import async_find_relays, async_open_relay
from custom_components.energy_trade.repairs import MoveRepair
from simulation.bench.faults.community import LIMIT_WH, NODE_TIMEOUT, OWNERS, QUICK, Community, sells
from simulation.bench.faults.relay_faults import Relay as SimpleRelay
from tests.chain.conftest import community, founded, proxy, session
from tests.support.texts import check_issue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


@pytest.fixture
def gas_costs(house: House) -> Iterator[Callable[..., None]]:
    """Gas has a price from now on, and only those who are named have coin."""
    node = house.community.anvil

    def rise(*rich: str) -> None:
        for address in (node.account(0).address, *rich):
            node.rpc("anvil_setBalance", address, hex(10**24))
        node.rpc("anvil_setNextBlockBaseFeePerGas", hex(10**9))
        node.mine()

    yield rise
    node.rpc("anvil_setNextBlockBaseFeePerGas", "0x0")


async def relay_of(house: House, payer: EvmMarket, budget: int | None = None) -> Relay:
    """A neighbour's relay, as its Home Assistant opens it."""
    founding = await house.home.founding()
    relay = Relay(
        house.hass,
        OperatorMarket(payer),
        founding,
        house.hass.async_create_task,
        budget=Budget(house.hass, "1", budget),
    )
    relay.batches = Batches(OperatorMarket(payer), house.hass.async_create_task, 0.01, relay._paid)
    return relay


async def test_a_home_without_coin_arrives_by_another_s_relay(
    house: House, gas_costs: Callable[..., None], recorder_mock: Any
) -> None:
    neighbour = await house.community.member(1)
    gas_costs(neighbour.agent)
    relay = await relay_of(house, neighbour)
    house.home.carrier = OwnCarrier(relay)
    moving = await house.begin()
    await moving.async_go_on()
    await house.agree()
    await moving.async_go_on()
    assert house.entry.data["market"] == house.where_to
    market = await async_connect_all(house.hass, house.entry)
    member = (await market.snapshot()).member
    assert (member.status, member.balance) == (MemberStatus.ACTIVE, house.community.terms.initial_grant)
    assert await house.home.coin() == 0
    assert relay.budget.carried == 1
    assert relay.budget.spent <= GAS_A_MOVE * 2 * 10**9, "what a move takes is known beforehand"


async def test_without_coin_and_relay_it_waits_and_nothing_is_lost(
    house: House, gas_costs: Callable[..., None]
) -> None:
    gas_costs()
    moving = await house.begin()
    await moving.async_go_on()
    await house.agree()
    assert not await moving.async_go_on()
    issue = house.issue(IssueKind.MOVE_STUCK)
    assert issue is not None
    check_issue(issue)
    assert (issue.translation_placeholders or {})["agent"] == house.home.agent
    assert house.entry.data["market"] == house.community.invitation.market
    assert (await house.home.snapshot()).member.balance == house.community.terms.initial_grant
    house.home.carrier = SimpleRelay(house.community.operator)
    await moving.async_go_on()
    assert house.entry.data["market"] == house.where_to, "it goes on as soon as it can"
    assert house.issue(IssueKind.MOVE_STUCK) is None


async def test_a_relay_pays_for_no_move_that_brings_nothing(
    house: House, gas_costs: Callable[..., None], recorder_mock: Any
) -> None:
    neighbour = await house.community.member(1)
    gas_costs(neighbour.agent)
    relay = await relay_of(house, neighbour)
    key, domain = house.home.dispatch.key, await house.home.domain()

    def move(deadline: int, by: AgentKey = key, member: int = 0) -> SignedMessage:
        message = MoveMessage(member, house.where_to, deadline)
        return SignedMessage(message, by.sign(message, domain))

    soon = house.community.anvil.time + 1000
    for refused in (move(soon, AgentKey.create()), move(soon, member=1), move(soon, member=77)):
        with pytest.raises(VoucherRefusedError):
            await relay.async_carry(refused)
    with pytest.raises(Rejected):
        await relay.async_carry(move(soon - 2000))
    await relay.async_carry(move(soon))
    with pytest.raises(VoucherRefusedError):
        await relay.async_carry(move(soon + 1))
    assert relay.budget.carried == 1
    await house.community.operator.send("issue", 0, 3)
    await relay.async_carry(move(soon + 2))
    assert (await house.home.snapshot()).member.balance == 0
    assert relay.budget.carried == 2


async def test_the_operator_s_door_stays_open_for_those_who_move_later(
    house: House, gas_costs: Callable[..., None], recorder_mock: Any, hass_client_no_auth: Any
) -> None:
    """Its home is in the new market by now; a neighbour without coin is still in the old one."""
    hass, moved = house.hass, await house.community.member(1)
    gas_costs(moved.agent)
    place = invitation_of(house.entry.data)
    data = moved_data({**house.entry.data, "agent_key": moved.dispatch.key.stored()}, house.where_to, 1)
    entry = MockConfigEntry(domain=DOMAIN, data=data, options={"relay": {"carry": True}}, unique_id="moved")
    entry.add_to_hass(hass)
    market = await async_connect_all(hass, entry)
    coordinator = SimpleNamespace(founding=await market.founding())
    entry.runtime_data = SimpleNamespace(market=market, coordinator=coordinator, office=None)
    book = await async_find_relays(hass, entry, market)
    entry.runtime_data.relay = relay = await async_open_relay(hass, entry, None, book)
    entry.mock_state(hass, ConfigEntryState.LOADED)
    assert relay is not None
    for each in (relay, *relay.former):
        each.batches._collecting = 0.01
    assert await async_setup_component(hass, "http", {})
    async_setup_relay(hass)
    client = await hass_client_no_auth()

    class Door:
        """What the home without coin reaches of it."""

        async def carry(self, fields: dict[str, Any]) -> bool:
            answer = await client.post(door_of("", place.market), json=fields)
            return bool(answer.status == 200)

        def doubt(self) -> None:
            raise AssertionError("it did what it said")

    house.home.carrier = Door()
    block = house.community.block + 2
    await house.home.place({block: sells()})
    placed = (await house.home.snapshot()).block(block)
    assert placed is not None
    assert placed.orders is not None
    moving = await house.begin()
    await moving.async_go_on()
    await house.agree()
    await moving.async_go_on()
    assert house.entry.data["market"] == house.where_to
    other = await client.post(door_of("", "0x" + "77" * 20), json={})
    assert other.status == 404


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
