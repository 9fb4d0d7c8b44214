"""Any member's home may carry for the others: what it pays is bounded, and nobody depends on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import aiohttp
from homeassistant.config_entries import ConfigEntryState
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.energy_trade.carrier import LYING_SECONDS, RelayCarrier, door_of
from custom_components.energy_trade.chain.carrying import SignedMessage
from custom_components.energy_trade.chain.errors import Rejected, TooLate
from custom_components.energy_trade.chain.operating import OperatorMarket
from custom_components.energy_trade.chain.wallet import AgentKey, LineMessage
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.market.lines import pack_row
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.office.batches import Batches
from custom_components.energy_trade.office.guests import LimitReachedError, VoucherRefusedError
from custom_components.energy_trade.office.relay import async_setup_relay
from custom_components.energy_trade.relay.book import VALID_SECONDS, Announcement, RelayBook
from custom_components.energy_trade.relay.budget import Budget
from custom_components.energy_trade.relay.entities import RELAY_SENSORS, RelaySensor
from custom_components.energy_trade.relay.relay import GAS_A_MESSAGE, MESSAGES_A_BLOCK, Relay
from custom_components.energy_trade.relay.setup import doors_of
from simulation.bench.faults.community import TERMS, Community, sells
from simulation.bench.faults.relay_faults import Censor, Relay as RelayFault, Silent
from tests.chain.conftest import community, founded, proxy, session
from tests.office.test_doors import AGENT, DOMAIN_712, STRANGER, member
from tests.support.flow_market import MARKET

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

    from custom_components.energy_trade.chain.client import EvmMarket
    from simulation.anvil import Anvil

__all__ = ["community", "founded", "proxy", "session"]

pytestmark = pytest.mark.usefixtures("recorder_mock")

GWEI = 10**9
URL = "https://neighbour.example/"


class TestOnAChain:
    """A member without an office carries, and pays with its own key."""

    async def relay(self, hass: HomeAssistant, community: Community, limit: int | None) -> tuple[Relay, EvmMarket]:
        payer, home = await community.member(0), await community.member(1)
        relay = Relay(
            hass, OperatorMarket(payer), community.terms, hass.async_create_task, budget=Budget(hass, "1", limit)
        )
        relay.batches = Batches(OperatorMarket(payer), hass.async_create_task, 0.01, relay._paid)
        community.anvil.rpc("anvil_setBalance", payer.agent, hex(10**18))
        community.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(GWEI))
        community.anvil.mine()
        return relay, home

    async def test_a_neighbours_orders_are_placed_and_their_fee_is_counted(
        self, hass: HomeAssistant, community: Community
    ) -> None:
        relay, home = await self.relay(hass, community, None)
        try:
            home.carrier = Direct(relay)
            block = community.block + 2
            receipt = await home.place({block: sells()})
            assert receipt.transaction_hash == ""
            placed = next(each for each in (await home.snapshot()).blocks if each.index == block)
            assert placed.orders is not None
            paid = 10**18 - await relay.market.market.coin()
            assert relay.budget.spent == paid > 0
            assert relay.budget.carried == 1
        finally:
            community.anvil.rpc("anvil_setNextBlockBaseFeePerGas", "0x0")

    async def test_beyond_the_days_limit_nothing_is_paid(self, hass: HomeAssistant, community: Community) -> None:
        relay, home = await self.relay(hass, community, GAS_A_MESSAGE * GWEI // 2)
        try:
            home.carrier = Direct(relay)
            before = await relay.market.market.coin()
            with pytest.raises(LimitReachedError):
                await home.place({community.block + 2: sells()})
            assert await relay.market.market.coin() == before
        finally:
            community.anvil.rpc("anvil_setNextBlockBaseFeePerGas", "0x0")

    async def test_a_line_s_report_is_carried_for_its_keeper_and_for_nobody_else(
        self, hass: HomeAssistant, anvil: Anvil, session: aiohttp.ClientSession
    ) -> None:
        terms = replace(TERMS, metered_zones=frozenset({0}), tolerance_wh=20, dispute_blocks=6, challenge_blocks=2)
        community = await Community.found(anvil, session, [anvil.url], terms)
        community.to_start()
        relay, keeper = await self.relay(hass, community, None)
        try:
            community.anvil.rpc("anvil_setBalance", community.operator.address, hex(10**24))
            await community.operator.send("setLineMeter", 0, keeper.agent)
            block = community.block + terms.horizon_blocks + 1
            community.to_end(block)
            stranger = AgentKey.create()
            message = LineMessage(0, block, (pack_row((5,) * 8),))
            for _ in range(2 * MESSAGES_A_BLOCK):
                with pytest.raises(Rejected):
                    await relay.async_carry(SignedMessage(message, stranger.sign(message, await keeper.domain())))
            keeper.carrier = Direct(relay)
            receipt = await keeper.report_line(0, {block: (400,) * 8})
            assert receipt.transaction_hash == ""
            assert (await keeper.audit_of(block)).lines == {0: (400,) * 8}
            assert relay.budget.carried == 1
        finally:
            community.anvil.rpc("anvil_setNextBlockBaseFeePerGas", "0x0")

    @pytest.mark.parametrize("kind", [Silent, Censor])
    async def test_a_dead_or_lying_relay_stops_nobody(self, community: Community, kind: type[RelayFault]) -> None:
        home = await community.member(0)
        relay = kind(community.operator)
        home.carrier = relay
        block = community.block + 2
        assert (await home.place({block: sells()})).transaction_hash
        placed = next(each for each in (await home.snapshot()).blocks if each.index == block)
        assert placed.orders is not None
        assert bool(relay.doubted) is (kind is Censor)

    async def test_nobody_is_to_blame_for_what_was_carried_too_late(self, community: Community) -> None:
        home = await community.member(0)
        block = community.block + 2

        class Late:
            async def carry(self, fields: dict[str, Any]) -> bool:
                community.to_gate(block)
                return True

            def doubt(self) -> None:
                raise AssertionError("it was the gate")

        home.carrier = Late()
        with pytest.raises(TooLate):
            await home.place({block: sells()})


class Direct:
    """Hands messages to a relay without a door between."""

    def __init__(self, relay: Relay) -> None:
        self.relay = relay

    async def carry(self, fields: dict[str, Any]) -> bool:
        await self.relay.async_carry(SignedMessage.from_json(fields))
        return True

    def doubt(self) -> None:
        raise AssertionError("it did what it said")


class TestChoosing:
    """A home goes from relay to relay, and back to itself."""

    async def test_one_that_lied_is_left_alone_and_the_next_one_asked(
        self, hass: HomeAssistant, aioclient_mock: Any
    ) -> None:
        now = 0.0
        carrier = RelayCarrier(hass, lambda: ["http://a.example", "http://b.example"], MARKET, clock=lambda: now)
        first, second = door_of("http://a.example", MARKET), door_of("http://b.example", MARKET)
        aioclient_mock.post(first, json={})
        aioclient_mock.post(second, json={})
        assert await carrier.carry({})
        carrier.doubt()
        assert await carrier.carry({})
        carrier.doubt()
        assert not await carrier.carry({})
        now = LYING_SECONDS + 1
        assert await carrier.carry({})
        assert [str(call[1]) for call in aioclient_mock.mock_calls] == [first, second, first]

    async def test_one_that_wants_no_more_today_is_left_alone_for_a_while(
        self, hass: HomeAssistant, aioclient_mock: Any
    ) -> None:
        carrier = RelayCarrier(hass, lambda: ["http://a.example"], MARKET, clock=lambda: 0.0)
        aioclient_mock.post(door_of("http://a.example", MARKET), status=503)
        assert not await carrier.carry({})
        assert not await carrier.carry({})
        assert aioclient_mock.call_count == 1


class Members:
    """A market of which only the members matter."""

    agent = AGENT.address

    async def ask(self, function: str, index: int) -> Any:
        assert function == "member"
        return {"agent": AGENT.address if index == 0 else STRANGER.address}

    async def domain(self) -> Any:
        return DOMAIN_712


@pytest.fixture
def book(hass: HomeAssistant) -> RelayBook:
    market: Any = Members()
    return RelayBook(hass, "entry", market, MARKET)


def told(at: float | None = None, index: int = 0, url: str = URL) -> Announcement:
    return Announcement.sign(AGENT, DOMAIN_712, index, url, time.time() if at is None else at)


class TestFinding:
    """Who relays says so, signed; every door tells of the others."""

    async def test_a_members_word_is_kept_and_a_newer_one_replaces_it(
        self, hass: HomeAssistant, book: RelayBook
    ) -> None:
        assert await book.async_take(told(time.time() - 100))
        assert not await book.async_take(told(time.time() - 200, url="https://old.example/"))
        assert await book.async_take(told(url="https://moved.example/"))
        assert book.urls == ("https://moved.example/",)
        again = RelayBook(hass, "entry", book._market, MARKET)
        await again.async_load()
        assert again.urls == book.urls

    async def test_nobody_speaks_for_another_and_old_words_count_no_more(self, book: RelayBook) -> None:
        with pytest.raises(ValueError, match="word"):
            await book.async_take(told(index=1))
        assert not await book.async_take(told(time.time() - VALID_SECONDS - 1))
        assert not await book.async_take(told(time.time() + 86_400))
        assert book.urls == ()

    @pytest.mark.parametrize(
        "change",
        [
            {"url": "file:///etc/passwd"},
            {"url": "https://u:p@x.example/"},
            {"member": -1},
            {"signature": "00"},
            {"time": "x"},
        ],
    )
    def test_rubbish_is_no_announcement(self, change: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="announcement"):
            Announcement.from_json({**told().to_json(), **change})

    async def test_doors_tell_of_each_other(self, book: RelayBook, aioclient_mock: Any) -> None:
        door = door_of("http://operator.example", MARKET)
        theirs = told(url="https://theirs.example/")
        forged = {**told().to_json(), "member": 1}
        aioclient_mock.post(door, json={})
        aioclient_mock.get(door, json={"relays": [forged, theirs.to_json(), "nothing"]})
        own = Announcement.sign(STRANGER, DOMAIN_712, 1, URL, time.time())
        await book.async_exchange(["http://operator.example", URL], own)
        assert book.urls == ("https://theirs.example/",)
        assert aioclient_mock.mock_calls[0][2] == {"relay": own.to_json()}
        assert aioclient_mock.call_count == 2

    async def test_a_door_that_is_silent_or_talks_rubbish_is_no_trouble(
        self, book: RelayBook, aioclient_mock: Any
    ) -> None:
        for url, answer in (("http://a.example", {"exc": aiohttp.ClientError}), ("http://b.example", {"text": "?"})):
            aioclient_mock.get(door_of(url, MARKET), **answer)
        await book.async_exchange(["http://a.example", "http://b.example"], None)
        assert book.urls == ()

    async def test_the_door_takes_announcements_and_tells_them(
        self, hass: HomeAssistant, book: RelayBook, hass_client_no_auth: Any
    ) -> None:
        entry = MockConfigEntry(domain=DOMAIN, data={"market": MARKET, "relays": ["http://operator.example/"]})
        entry.add_to_hass(hass)
        entry.runtime_data = SimpleNamespace(office=None, relay=SimpleNamespace(book=book))
        entry.mock_state(hass, ConfigEntryState.LOADED)
        assert await async_setup_component(hass, "http", {})
        async_setup_relay(hass)
        client = await hass_client_no_auth()
        word = told().to_json()
        assert (await client.post(door_of("", MARKET), json={"relay": word})).status == 200
        assert (await client.post(door_of("", MARKET), json={"relay": {**word, "member": 1}})).status == 400
        assert await (await client.get(door_of("", MARKET))).json() == {"relays": [word]}
        assert doors_of(entry, book) == ("http://operator.example/", URL)
        entry.runtime_data = SimpleNamespace(office=None, relay=None)
        assert (await client.get(door_of("", MARKET))).status == 404


class TestBudget:
    """A day's fees are counted through restarts, and begin anew at midnight."""

    async def test_a_day(self, hass: HomeAssistant, freezer: FrozenDateTimeFactory, hass_storage: Any) -> None:
        freezer.move_to(datetime(2027, 5, 1, 12, tzinfo=dt_util.DEFAULT_TIME_ZONE))
        budget = Budget(hass, "entry", 100)
        assert budget.allows(100)
        heard = []
        stop = budget.async_listen(lambda: heard.append(budget.spent))
        budget.note(60, 3)
        assert not budget.allows(41)
        assert heard == [60]
        stop()
        hass_storage["energy_trade.entry.relay"] = {"version": 1, "data": budget._written()}
        again = Budget(hass, "entry", 100)
        await again.async_load()
        assert not again.allows(41)
        freezer.tick(timedelta(days=1))
        assert again.allows(100)

    async def test_what_it_costs_is_shown(self, hass: HomeAssistant) -> None:
        entry = MockConfigEntry(domain=DOMAIN, unique_id="x", title="Elm Street")
        budget = Budget(hass, "entry", None)
        budget.note(10**15, 4)
        relay: Any = SimpleNamespace(budget=budget)
        assert [RelaySensor(entry, relay, each).native_value for each in RELAY_SENSORS] == [0.001, 4]


async def test_a_member_that_left_is_not_carried_for(hass: HomeAssistant) -> None:
    class Left:
        market = SimpleNamespace(now=lambda: 0)

        async def member(self, index: int) -> Any:
            return member(index, status=MemberStatus.LEFT)

    market: Any = Left()
    terms: Any = None
    relay = Relay(hass, market, terms, hass.async_create_task, budget=Budget(hass, "1", None))
    with pytest.raises(VoucherRefusedError):
        await relay.async_carry(
            SignedMessage.from_json(
                {"readings": {"member": 0, "first_block": 1, "words": ["0x1"], "details": "", "signature": "00" * 65}}
            )
        )
