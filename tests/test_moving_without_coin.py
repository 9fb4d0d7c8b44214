"""A home without coin whose community moves, where gas costs something: its neighbours' relays take it along."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.energy_trade.carrier import OwnCarrier, door_of
from custom_components.energy_trade.chain.carrying import SignedMessage
from custom_components.energy_trade.chain.errors import Rejected
from custom_components.energy_trade.chain.operating import OperatorMarket
from custom_components.energy_trade.chain.wallet import AgentKey, MoveMessage
from custom_components.energy_trade.connection import invitation_of
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.formerly import async_connect_all, moved_data
from custom_components.energy_trade.issues import IssueKind
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.office.batches import Batches
from custom_components.energy_trade.office.guests import VoucherRefusedError
from custom_components.energy_trade.office.relay import async_setup_relay
from custom_components.energy_trade.relay.budget import Budget
from custom_components.energy_trade.relay.relay import GAS_A_MOVE, Relay
from custom_components.energy_trade.relay.setup import async_find_relays, async_open_relay
from simulation.bench.faults.community import sells
from simulation.bench.faults.relay_faults import Relay as SimpleRelay
from tests.chain.conftest import community, founded, proxy, session
from tests.support.texts import check_issue
from tests.test_moving import House, house

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from custom_components.energy_trade.chain.client import EvmMarket

__all__ = ["community", "founded", "house", "proxy", "session"]


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
