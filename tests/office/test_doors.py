"""What comes to an operator's door, and what is let in."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from http import HTTPStatus
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntryState
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.energy_trade.carrier import OwnCarrier, RelayCarrier, door_of
from custom_components.energy_trade.chain.books import Books, CommunityBooks, GridAccount, GridBill, MemberAccount
from custom_components.energy_trade.chain.carrying import SignedMessage
from custom_components.energy_trade.chain.errors import CallFailed, NodeUnavailable, Rejected
from custom_components.energy_trade.chain.operating import Asking, OperatorMarket, Place
from custom_components.energy_trade.chain.vouchers import SignedRequest
from custom_components.energy_trade.chain.wallet import AgentKey, Domain, OrdersMessage, ReadingsMessage
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.market.port import Receipt
from custom_components.energy_trade.market.state import MemberState, MemberStatus
from custom_components.energy_trade.market.units import NO_ADDRESS
from custom_components.energy_trade.office import relay
from custom_components.energy_trade.office.batches import Batches
from custom_components.energy_trade.office.guests import GuestBook, VoucherRefusedError
from custom_components.energy_trade.office.letters import letter_of, read_letter
from custom_components.energy_trade.office.limits import Allowance, Visitors
from custom_components.energy_trade.office.office import MOST_ASKING_SHOWN, Office
from custom_components.energy_trade.office.relay import async_setup_relay
from custom_components.energy_trade.relay.budget import Budget
from custom_components.energy_trade.relay.relay import MESSAGES_A_BLOCK, Relay
from tests.support.flow_market import MARKET, NODE, OWNER, founding

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from homeassistant.core import HomeAssistant

AGENT, VOUCHER, STRANGER = AgentKey.create(), AgentKey.create(), AgentKey.create()
DOMAIN_712 = Domain(31337, MARKET, bytes(32))
PLACE = Place(0, 2750, 2000)
ORDERS = OrdersMessage(0, 7, 1, 2**40, (5,))


def request(voucher: AgentKey = VOUCHER, agent: AgentKey = AGENT) -> SignedRequest:
    return SignedRequest.sign(agent, voucher, DOMAIN_712, owner=OWNER, daily_cap=1, deadline=2**40)


def signed(message: OrdersMessage | ReadingsMessage = ORDERS, key: AgentKey = AGENT) -> SignedMessage:
    return SignedMessage(message, key.sign(message, DOMAIN_712))


def member(index: int = 0, agent: str = AGENT.address, status: MemberStatus = MemberStatus.ACTIVE) -> MemberState:
    numbers = dict.fromkeys(
        ("zone", "import_limit_wh", "export_limit_wh", "first_block", "settled_before", "balance", "locked", "reserve"),
        0,
    )
    return MemberState(
        index=index, status=status, owner=OWNER, agent=agent, meter_key=agent, last_block=2**32 - 1, free=0,
        daily_cap=0, locked_on_day=(0, 0), **numbers,
    )  # fmt: skip


class Chain:
    """The market in the operator's hands, as far as an office uses it."""

    agent = "0x00000000000000000000000000000000000000Aa"

    def __init__(self) -> None:
        self.deeds: list[tuple[Any, ...]] = []
        self.used: set[str] = set()
        self.failure: Exception | None = None
        self.refused: set[Any] = set()
        self.asked_with: dict[str, str] = {}
        self.coins = 10**18
        self.tariffs: dict[int, int] = {}
        self.notice = False
        self.earned = 9_000_000

    async def ask(self, function: str, *arguments: Any) -> Any:
        if function == "requestOf":
            voucher = self.asked_with.get(arguments[0], NO_ADDRESS)
            return {
                "owner": OWNER if arguments[0] in self.asked_with else NO_ADDRESS,
                "dailyCap": 1,
                "voucher": voucher,
            }
        if function == "termsOf":
            return 12, ({"parent": 0, "feeTicks": 0, "capacityWh": 0}, {"parent": 0, "feeTicks": 2, "capacityWh": 5000})
        if function == "tariffOf":
            return self.tariffs.get(arguments[0], 0), not self.notice or arguments[0] in self.tariffs
        if arguments[0][:2] in self.refused:
            raise CallFailed(3, "execution reverted", "0x1234")
        return ()

    async def act(self, _label: str, function: str, *arguments: Any, repeatable: bool = True) -> Receipt:
        if self.failure:
            raise self.failure
        self.deeds.append((function, *arguments))
        if function == "setTariff":
            self.tariffs |= dict(enumerate(arguments[1], arguments[0]))
        return Receipt("0x1", 1, confirmed=True)

    async def try_out(self, _function: str, *_arguments: Any) -> None:
        raise self.failure or Rejected("NoSurplus", {"surplus": 7_000_000})

    async def books(self, _since: int, _until: int) -> CommunityBooks:
        if self.failure:
            raise self.failure
        grid = GridAccount(settled=self.earned)
        money = Books({0: MemberAccount(0, opening=5_000_000)}, grid)
        return CommunityBooks(money, {}, (), [member()], GridBill(amount=4_000_000))

    async def relay_request(self, asked: SignedRequest) -> Receipt:
        self.used.add(asked.message.voucher)
        self.asked_with[asked.message.agent] = asked.message.voucher
        return await self.act("", "requestFor", asked.message.agent)

    async def voucher_used(self, voucher: str) -> bool:
        return voucher in self.used

    async def domain(self) -> Domain:
        return DOMAIN_712

    async def coin(self) -> int:
        return self.coins

    async def gas_price(self) -> int:
        return 10

    key_used_elsewhere = 0
    sent = (0, 0)

    async def transactions(self) -> tuple[int, int]:
        return self.sent

    async def go_on(self) -> None:
        pass

    async def settle(self, members: Any) -> None:
        self.deeds.append(("settle", *members))

    async def clear(self, block: int) -> None:
        self.deeds.append(("clear",))

    def now(self) -> float:
        return 1_800_000_000


class Operator(OperatorMarket):
    """Reads from lists instead of a chain."""

    def __init__(self, chain: Any) -> None:
        super().__init__(chain)
        self.waiting: list[Asking] = []
        self.homes: list[MemberState] = [member()]
        self.in_charge = True
        self.expected: list[str] = []

    async def is_operator(self) -> bool:
        return self.in_charge

    async def is_offered(self) -> bool:
        return False

    async def asking(self, expected: Iterable[str] = ()) -> tuple[Asking, ...]:
        self.expected = list(expected)
        return tuple(self.waiting)

    async def members(self) -> tuple[MemberState, ...]:
        return tuple(self.homes)

    async def member(self, index: int) -> MemberState:
        if found := [each for each in self.homes if each.index == index]:
            return found[0]
        raise CallFailed(3, "execution reverted")

    async def admit(self, agent: str, place: Place) -> None:
        await self.market.act("", "admit", agent, place)
        self.waiting = [each for each in self.waiting if each.agent != agent]


@pytest.fixture
def chain() -> Chain:
    return Chain()


@pytest.fixture
async def office(hass: HomeAssistant, chain: Chain) -> AsyncIterator[Office]:
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Elm Street",
        unique_id="x",
        data={"market": MARKET, "deployment_block": 7, "chain_id": 31337, "nodes": [NODE], "name": "E", "demo": False},
    )
    entry.add_to_hass(hass)
    guests = GuestBook(hass, entry.entry_id)
    await guests.async_load()
    office = Office(hass, entry, Operator(chain), founding(), guests)
    await office.async_refresh()
    chain.deeds.clear()
    yield office
    await office.async_shutdown()


@pytest.fixture
def carrying(hass: HomeAssistant, office: Office) -> Relay:
    budget = Budget(hass, office.config_entry.entry_id, None)
    relay = Relay(hass, office.operator, office.founding, hass.async_create_task, budget=budget)
    relay.batches = Batches(office.operator, hass.async_create_task, collecting=0.01)
    return relay


async def invited(office: Office) -> str:
    """Invite somebody with a voucher that the test knows."""
    await office.guests.async_invite("Guest", PLACE, 1)
    guest = office.guests.guests.popitem()[1]
    office.guests.guests[VOUCHER.address] = guest
    return VOUCHER.address


async def test_who_was_invited_is_relayed_and_admitted_as_promised(office: Office, chain: Chain) -> None:
    voucher = await invited(office)
    operator: Any = office.operator
    operator.waiting = [Asking(AGENT.address, OWNER, 1, voucher)]
    await office.async_let_in(request())
    await office.async_refresh()
    assert chain.deeds[:2] == [("requestFor", AGENT.address), ("admit", AGENT.address, PLACE)]
    assert office.guests.name_of(AGENT.address) == "Guest"
    assert office.guests.latest is None


async def test_a_voucher_admits_one_home_only(office: Office, chain: Chain) -> None:
    await invited(office)
    await office.async_let_in(request())
    with pytest.raises(VoucherRefusedError):
        await office.async_let_in(request(agent=STRANGER))
    await office.async_let_in(request())
    assert [deed[0] for deed in chain.deeds].count("requestFor") == 1


async def test_nothing_is_paid_for_whom_nobody_invited(office: Office, chain: Chain) -> None:
    with pytest.raises(VoucherRefusedError):
        await office.async_let_in(request(voucher=STRANGER))
    operator: Any = office.operator
    operator.waiting = [Asking(STRANGER.address, OWNER, 1, None)]
    await office.async_refresh()
    assert not [deed for deed in chain.deeds if deed[0] in ("requestFor", "admit")]


async def test_guests_are_known_after_a_restart(hass: HomeAssistant, office: Office) -> None:
    text = await office.async_invite("The Lindgrens", PLACE)
    again = GuestBook(hass, office.config_entry.entry_id)
    await again.async_load()
    assert again.guests == office.guests.guests
    assert text.startswith("energytrade:1:")
    assert again.latest is not None
    assert again.latest.voucher_key not in repr(again.latest)


async def test_orders_of_members_travel_together(
    hass: HomeAssistant, office: Office, carrying: Relay, chain: Chain
) -> None:
    operator: Any = office.operator
    operator.homes.append(member(1, STRANGER.address))
    await office.async_refresh()
    carrying.batches = Batches(office.operator, hass.async_create_task, collecting=1)
    second = signed(OrdersMessage(1, 7, 1, 2**40, (6,)), STRANGER)
    await asyncio.gather(carrying.async_carry(signed()), carrying.async_carry(second))
    (batch,) = (deed for deed in chain.deeds if deed[0] == "orderBatch")
    assert sorted(entry[0] for entry in batch[1]) == [0, 1]


async def test_a_batch_that_fails_is_told_to_those_who_wait(office: Office, carrying: Relay, chain: Chain) -> None:
    chain.failure = NodeUnavailable("down")
    with pytest.raises(NodeUnavailable):
        await carrying.async_carry(signed(ReadingsMessage(0, 7, (5,), b"")))
    assert not await OwnCarrier(carrying).carry(signed().to_json())
    chain.failure = None
    assert await OwnCarrier(carrying).carry(signed().to_json())


async def test_what_a_member_did_not_sign_is_not_carried(office: Office, carrying: Relay, chain: Chain) -> None:
    for wrong in (
        signed(key=STRANGER),
        signed(OrdersMessage(9, 7, 1, 2**40, (5,))),
        SignedMessage(ORDERS, bytes(65)),
        signed(ReadingsMessage(0, 7, (5,), b""), STRANGER),
    ):
        with pytest.raises((VoucherRefusedError, ValueError)):
            await carrying.async_carry(wrong)
    assert not [deed for deed in chain.deeds if deed[0].endswith("Batch")]


async def test_a_member_that_floods_pays_for_itself(office: Office, carrying: Relay) -> None:
    for number in range(MESSAGES_A_BLOCK):
        await carrying.async_carry(signed(OrdersMessage(0, 7, number, 2**40, (5,))))
    with pytest.raises(VoucherRefusedError):
        await carrying.async_carry(signed(OrdersMessage(0, 7, 99, 2**40, (5,))))


async def test_nobody_uses_up_what_a_member_may_send(office: Office, carrying: Relay, chain: Chain) -> None:
    """Forged messages and old ones, which everybody can read on the chain, are not paid for and not counted."""
    chain.refused.add((0, 6))
    for number in range(2 * MESSAGES_A_BLOCK):
        for attack in (
            signed(OrdersMessage(0, 7, number, 2**40, (5,)), STRANGER),
            signed(OrdersMessage(0, 7, 1, 1_700_000_000, (number,))),
            signed(ReadingsMessage(0, 6, (number,), b"")),
        ):
            with pytest.raises((VoucherRefusedError, Rejected)):
                await carrying.async_carry(attack)
    assert not [deed for deed in chain.deeds if deed[0].endswith("Batch")]
    await carrying.async_carry(signed())
    assert [deed[0] for deed in chain.deeds] == ["orderBatch"]


async def test_the_same_message_twice_travels_once(
    hass: HomeAssistant, office: Office, carrying: Relay, chain: Chain
) -> None:
    carrying.batches = Batches(office.operator, hass.async_create_task, collecting=1)
    await asyncio.gather(*(carrying.async_carry(signed()) for _ in range(5)))
    ((_, batch),) = chain.deeds
    assert len(batch) == 1


async def test_a_voucher_that_is_used_up_opens_the_door_for_nobody_else(office: Office, chain: Chain) -> None:
    """Once it is used, everybody can read a voucher's address on the chain."""
    voucher = await invited(office)
    chain.used.add(voucher)  # its guest asked the chain by itself
    chain.asked_with[AGENT.address] = voucher
    unsigned = replace(request(agent=STRANGER), signature=bytes(65), voucher_signature=bytes(65))
    with pytest.raises(VoucherRefusedError):
        await office.async_let_in(unsigned)
    assert office.guests.guests[voucher].agent is None
    await office.async_let_in(request())
    assert office.guests.guests[voucher].agent == AGENT.address


async def test_guests_are_found_in_a_crowd_of_strangers(office: Office, hass: HomeAssistant) -> None:
    await invited(office)
    operator: Any = office.operator
    operator.homes = []
    operator.waiting = [Asking(f"0x{number:040x}", OWNER, 1, None) for number in range(1, 60)]
    await office.async_let_in(request())
    await office.async_refresh()
    assert operator.expected == [AGENT.address]
    standing = [issue for _, issue in ir.async_get(hass).issues if "asks_to_join" in issue]
    assert len(standing) == MOST_ASKING_SHOWN
    operator.homes.append(member(1))
    await office.async_refresh()
    assert operator.expected == []


async def test_the_office_settles_who_is_behind(office: Office, chain: Chain) -> None:
    await office.async_refresh()
    assert ("settle", 0) in chain.deeds


async def test_the_chain_that_is_away_is_no_crash(office: Office) -> None:
    chain: Any = office.operator.market

    async def down() -> int:
        raise NodeUnavailable("down")

    chain.coin = down
    await office.async_refresh()
    assert not office.last_update_success


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"request": request().to_json()}, HTTPStatus.OK),
        (signed().to_json(), HTTPStatus.OK),
        ({"request": request(voucher=STRANGER).to_json()}, HTTPStatus.FORBIDDEN),
        ({"request": {"agent": 5}}, HTTPStatus.BAD_REQUEST),
        ({"orders": {"member": 0}}, HTTPStatus.BAD_REQUEST),
        (["nothing"], HTTPStatus.BAD_REQUEST),
        ({"orders": {"words": ["0x1"] * 5000}}, HTTPStatus.BAD_REQUEST),
    ],
)
async def test_the_door_answers_in_the_words_of_the_web(
    hass: HomeAssistant, office: Office, carrying: Relay, hass_client_no_auth: Any, body: Any, status: HTTPStatus
) -> None:
    await invited(office)
    assert await async_setup_component(hass, "http", {})
    async_setup_relay(hass)
    office.config_entry.runtime_data = SimpleNamespace(office=office, relay=carrying)
    mocked: Any = office.config_entry
    mocked.mock_state(hass, ConfigEntryState.LOADED)
    client = await hass_client_no_auth()
    answer = await client.post(door_of("", MARKET), json=body)
    assert answer.status == status
    assert (await client.post(door_of("", OWNER), json=body)).status == HTTPStatus.NOT_FOUND


async def test_the_door_tells_what_the_chain_says(
    hass: HomeAssistant, office: Office, carrying: Relay, chain: Chain, hass_client_no_auth: Any
) -> None:
    await invited(office)
    assert await async_setup_component(hass, "http", {})
    async_setup_relay(hass)
    office.config_entry.runtime_data = SimpleNamespace(office=office, relay=carrying)
    mocked: Any = office.config_entry
    mocked.mock_state(hass, ConfigEntryState.LOADED)
    client = await hass_client_no_auth()
    for failure, status in (
        (Rejected("CapTooHigh"), HTTPStatus.CONFLICT),
        (NodeUnavailable("down"), HTTPStatus.SERVICE_UNAVAILABLE),
    ):
        chain.failure = failure
        chain.used.clear()
        answer = await client.post(door_of("", MARKET), json={"request": request().to_json()})
        assert answer.status == status


async def test_the_door_takes_only_so_much(hass: HomeAssistant, hass_client_no_auth: Any) -> None:
    assert await async_setup_component(hass, "http", {})
    with patch.object(relay, "A_MINUTE", 1):
        async_setup_relay(hass)
    client = await hass_client_no_auth()
    answers = [(await client.post(door_of("", OWNER), json={})).status for _ in range(2)]
    assert answers == [HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS]


async def test_the_door_listens_to_what_comes_in_pieces_but_not_for_ever(
    hass: HomeAssistant, office: Office, carrying: Relay, chain: Chain, hass_client_no_auth: Any
) -> None:
    """Over a real network a message comes in packets of 1.4 kB."""
    assert await async_setup_component(hass, "http", {})
    async_setup_relay(hass)
    office.config_entry.runtime_data = SimpleNamespace(office=office, relay=carrying)
    mocked: Any = office.config_entry
    mocked.mock_state(hass, ConfigEntryState.LOADED)
    client = await hass_client_no_auth()
    message = json.dumps(signed().to_json()).encode()
    rest = asyncio.Event()

    async def pieces(*, all_of_it: bool) -> AsyncIterator[bytes]:
        yield message[:50]
        await asyncio.sleep(0.05)
        if all_of_it:
            yield message[50:]
        else:
            await rest.wait()

    assert (await client.post(door_of("", MARKET), data=pieces(all_of_it=True))).status == HTTPStatus.OK
    with patch.object(relay, "READ_SECONDS", 0.1):
        answer = await client.post(door_of("", MARKET), data=pieces(all_of_it=False))
    assert answer.status == HTTPStatus.REQUEST_TIMEOUT
    rest.set()


def test_a_visitor_that_floods_keeps_nobody_else_out() -> None:
    def clock() -> float:
        return 0.0

    visitors = Visitors(Allowance(100, clock=clock), lambda: Allowance(3, clock=clock))
    assert [visitors.take("a") for _ in range(5)] == [True, True, True, False, False]
    assert visitors.take("b")
    for number in range(2000):
        visitors.take(f"{number}")
    assert len(visitors._known) <= 1000


async def test_a_home_tries_one_relay_after_the_other_and_leaves_silent_ones_alone(
    hass: HomeAssistant, aioclient_mock: Any
) -> None:
    now = 0.0
    carrier = RelayCarrier(hass, lambda: ["http://a.example/", "http://b.example"], MARKET, clock=lambda: now)
    aioclient_mock.post(door_of("http://a.example", MARKET), exc=TimeoutError)
    aioclient_mock.post(door_of("http://b.example", MARKET), json={})
    assert await carrier.carry({})
    assert await carrier.carry({})
    assert aioclient_mock.call_count == 3
    now = 1000.0
    aioclient_mock.clear_requests()
    aioclient_mock.post(door_of("http://a.example", MARKET), status=503)
    aioclient_mock.post(door_of("http://b.example", MARKET), status=403)
    assert not await carrier.carry({})


def test_a_letter_survives_mail_and_is_read_only_if_it_is_one() -> None:
    letter = letter_of(request())
    assert read_letter(f"  {letter[:50]}\n{letter[50:]} ") == request_of(letter)
    for wrong in ("", "hello", letter[:-9], letter + "AAAA" * 2000, "energytrade-request:1:WzFd"):
        with pytest.raises(ValueError, match=r"."):
            read_letter(wrong)


def request_of(letter: str) -> SignedRequest:
    return read_letter(letter)


@pytest.mark.parametrize("message", [ORDERS, ReadingsMessage(3, 9, (1, 2**200), b"\x01\x02")])
def test_a_message_is_the_same_after_its_journey(message: OrdersMessage | ReadingsMessage) -> None:
    travelled = SignedMessage.from_json(signed(message).to_json())
    assert travelled == signed(message)
    assert travelled.signer(DOMAIN_712) == AGENT.address


def test_an_allowance_fills_up_again_but_never_over() -> None:
    now = 0.0
    allowance = Allowance(2, clock=lambda: now)
    assert [allowance.take() for _ in range(3)] == [True, True, False]
    now = 30.0
    assert [allowance.take() for _ in range(2)] == [True, False]
    now = 9999.0
    assert [allowance.take() for _ in range(3)] == [True, True, False]
