"""A community that is founded in the dialogs, on a real node."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar
from unittest.mock import patch

from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import Event, callback
from homeassistant.data_entry_flow import EVENT_DATA_ENTRY_FLOW_PROGRESSED, FlowResultType
from homeassistant.util import dt as dt_util
import pytest

from custom_components.energy_trade.chain.client import connect
from custom_components.energy_trade.chain.errors import CannotPay, NodeUnavailable, WrongChain
from custom_components.energy_trade.chain.founder import Chain, Founded, Founder
from custom_components.energy_trade.chain.invitation import Invitation
from custom_components.energy_trade.chain.wallet import AgentKey, checked_address
from custom_components.energy_trade.const import CONF_OPERATOR_KEY, DOMAIN
from custom_components.energy_trade.flows import founding as steps
from custom_components.energy_trade.founding_draft import DraftStore
from custom_components.energy_trade.market.founding import Sharing
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.office import joining
from custom_components.energy_trade.office.joining import open_operator
from simulation.bench.faults.community import TERMS
from simulation.operator import Operator
from tests.chain.conftest import COUNTER_CODE, deploy
from tests.support.flow_market import OWNER
from tests.support.texts import check_result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homeassistant.core import HomeAssistant

    from simulation.anvil import Anvil

SPOT = "sensor.spot"
FEED_FIELDS = ("retail_entity", "tax", "surcharge", "feed_in_entity", "notice")
TOKEN_OF_32_DECIMALS = "0x7460205f526001602052604160f81b60405260605ff35f526015600bf3"
"""Answers everything with an "A", which as a number is 32."""

pytestmark = pytest.mark.usefixtures("recorder_mock", "socket_enabled", "hourly_meters")


@pytest.fixture
def hourly_meters(hass: HomeAssistant) -> None:
    for name in ("import", "export"):
        hass.states.async_set(
            f"sensor.meter_{name}",
            "1234.5",
            {"device_class": "energy", "state_class": "total_increasing", "unit_of_measurement": "kWh"},
        )


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    with (
        patch.object(steps, "FUND_POLL_SECONDS", 0.05),
        patch.object(joining, "connect", partial(connect, node_timeout=60)),
        patch.object(steps, "Founder", lambda *rest: Founder(*rest, poll=0.02, replace_after=120, confirmations=0)),
        patch("custom_components.energy_trade.async_setup_entry", return_value=True),
    ):
        yield


class Dialog:
    """A person in front of the flow, who sees only translated texts."""

    def __init__(self, hass: HomeAssistant) -> None:
        self.hass = hass
        self.result: Any = {}
        self._moved = asyncio.Event()
        hass.bus.async_listen(EVENT_DATA_ENTRY_FLOW_PROGRESSED, self._on_moved)

    @callback
    def _on_moved(self, event: Event[Any]) -> None:
        if event.data["flow_id"] == self.result.get("flow_id"):
            self._moved.set()

    async def begin(self) -> Any:
        self._saw(await self.hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER}))
        return await self.fill(next_step_id="found")

    async def fill(self, **answers: Any) -> Any:
        return self._saw(await self.hass.config_entries.flow.async_configure(self.result["flow_id"], answers))

    async def wait(self) -> Any:
        """Ask on when Home Assistant says so, as its interface does: who asks in between may have a step done twice."""
        while self.result["type"] is FlowResultType.SHOW_PROGRESS:
            await self._moved.wait()
            self._saw(await self.hass.config_entries.flow.async_configure(self.result["flow_id"]))
        return self.result

    async def found(self, anvil: Anvil, **terms: Any) -> Any:
        await self.begin()
        await self.fill(nodes=[anvil.url])
        assert self.result["step_id"] == "found_terms"
        return await self.fill(**filled(**terms))

    def _saw(self, result: Any) -> Any:
        self.result = result
        self._moved.clear()
        check_result(result)
        return result


def filled(**changes: Any) -> dict[str, Any]:
    advanced = {
        "members": 8,
        "interval": 15,
        "gate": 10,
        "report": 4,
        "ahead": 24,
        "reserve": 25,
        "zones": "",
        "hours": "",
    }
    advanced |= {key: changes.pop(key) for key in list(changes) if key not in ("name", "retail", "feed_in", "supply")}
    feed = {key: advanced.pop(key) for key in FEED_FIELDS if key in advanced}
    plain = {"name": "Elm Street", "currency": "EUR", "supply": "pooled", "retail": 0.32, "feed_in": 0.08}
    return {**plain, **changes, "feed": feed, "advanced": advanced}


async def test_a_person_founds_a_community_and_is_its_first_member(hass: HomeAssistant, anvil: Anvil) -> None:
    dialog = Dialog(hass)
    await dialog.found(anvil, hours="22-6 0.26 0.08", zones="0 50 0.01\n1 20 0")
    await dialog.wait()
    assert dialog.result["step_id"] == "found_done"
    assert (await dialog.fill(import_kw=11, export_kw=8, zone=0))["step_id"] == "owner"
    await dialog.fill(next_step_id="owner_address")
    await dialog.fill(owner=OWNER)
    await dialog.fill(next_step_id="registers")
    meters = {"import": ["sensor.meter_import"], "export": ["sensor.meter_export"], "devices": {}}
    assert (await dialog.fill(**meters))["step_id"] == "found_finish"
    await dialog.fill(daily_limit=20)
    await dialog.wait()
    assert dialog.result["type"] is FlowResultType.CREATE_ENTRY
    assert dialog.result["description"] == "founded"  # not that it waits for itself to admit it
    data = dialog.result["data"]
    assert Invitation.parse(dialog.result["description_placeholders"]["invitation"]).market == data["market"]
    async with open_operator(hass, data) as operator:
        assert await operator.is_operator()
        (home,) = await operator.members()
        terms = await operator.market.founding()
    assert (home.status, home.owner) == (MemberStatus.ACTIVE, OWNER)
    assert (home.import_limit_wh, home.export_limit_wh, home.zone) == (2750, 2000, 0)
    assert home.agent != AgentKey.from_stored(data[CONF_OPERATOR_KEY]).address
    assert [hour.retail for hour in terms.tariff_table.hours] == [260] * 6 + [320] * 16 + [260] * 2
    assert [(zone.parent, zone.capacity_wh) for zone in terms.zones[1:]] == [(0, 12_500), (1, 5_000)]


async def test_a_community_whose_prices_follow_an_entity(hass: HomeAssistant, anvil: Anvil) -> None:
    dialog = Dialog(hass)
    assert (await dialog.found(anvil, retail_entity=SPOT))["errors"] == {"base": "no_coming_prices"}
    start = dt_util.utcnow().replace(minute=0, second=0, microsecond=0)
    prices = [{"start": (start + timedelta(hours=hour)).isoformat(), "price": 0.4} for hour in range(24)]
    hass.states.async_set(SPOT, "0.4", {"prices": prices, "unit_of_measurement": "EUR/kWh"})
    await dialog.fill(**filled(retail_entity=SPOT, surcharge=0.1, notice=4, floor=0.05, ceiling=0.5))
    await dialog.wait()
    assert dialog.result["step_id"] == "found_done"
    draft = await DraftStore(hass).async_load()
    assert draft is not None
    assert draft.feed == {"retail_entity": SPOT, "surcharge": 0.1, "feed_in": 0.08}
    assert (draft.terms.tariff_notice_blocks, draft.terms.max_retail) == (2, 1280)
    assert (draft.terms.price_floor, draft.terms.price_step) == (50, 8)


async def test_a_community_on_existing_money_shows_it_before_it_is_for_ever(hass: HomeAssistant, anvil: Anvil) -> None:
    """The credit of one community serves as the money of another."""
    first = Operator(anvil)
    await first.found(TERMS)
    token = checked_address((await first.view("founding"))[0][1])
    dialog = Dialog(hass)
    await dialog.found(anvil, credit=token, sharing="by_delivery")
    assert dialog.result["step_id"] == "found_token"
    assert dialog.result["description_placeholders"]["token"] == "Test Street credit"
    await dialog.fill()
    await dialog.wait()
    assert dialog.result["step_id"] == "found_done"
    draft = await DraftStore(hass).async_load()
    assert draft is not None
    assert (draft.terms.credit, draft.terms.initial_grant, draft.terms.sharing) == (token, 0, Sharing.BY_DELIVERY)


async def test_founding_waits_for_coin_and_goes_on_after_a_restart(hass: HomeAssistant, anvil: Anvil) -> None:
    anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(10**9))
    anvil.rpc("anvil_mine", "0x1")
    try:
        dialog = Dialog(hass)
        await dialog.found(anvil)
        assert dialog.result["progress_action"] == "found_fund"
        address = dialog.result["description_placeholders"]["address"]
        hass.config_entries.flow.async_abort(dialog.result["flow_id"])

        again = Dialog(hass)
        menu = await again.begin()
        assert menu["menu_options"] == ["found_fund", "found_drop"]
        assert menu["description_placeholders"]["address"] == address
        await again.fill(next_step_id="found_fund")
        anvil.rpc("anvil_setBalance", address, hex(10**18))
        await again.wait()
        assert again.result["step_id"] == "found_done"
    finally:
        anvil.rpc("anvil_setNextBlockBaseFeePerGas", "0x0")
        anvil.rpc("anvil_mine", "0x1")


async def test_coin_that_was_sent_is_never_thrown_away(hass: HomeAssistant, anvil: Anvil) -> None:
    dialog = Dialog(hass)
    anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(10**9))
    anvil.rpc("anvil_mine", "0x1")
    try:
        await dialog.found(anvil)
        address = dialog.result["description_placeholders"]["address"]
        hass.config_entries.flow.async_abort(dialog.result["flow_id"])
        anvil.rpc("anvil_setBalance", address, hex(10**15))
        again = Dialog(hass)
        await again.begin()
        assert (await again.fill(next_step_id="found_drop"))["reason"] == "coin_left"
        anvil.rpc("anvil_setBalance", address, "0x0")
        last = Dialog(hass)
        await last.begin()
        assert (await last.fill(next_step_id="found_drop"))["step_id"] == "found_drop"
        assert (await last.fill())["step_id"] == "found"
        assert await DraftStore(hass).async_load() is None
    finally:
        anvil.rpc("anvil_setNextBlockBaseFeePerGas", "0x0")
        anvil.rpc("anvil_mine", "0x1")


@pytest.mark.parametrize(
    ("terms", "error"),
    [
        ({"retail": 0.05}, {"feed_in": "prices_crossed"}),
        ({"hours": "noon 1 2"}, {"base": "hours_unreadable"}),
        ({"hours": "6-22 0.1 0.2"}, {"base": "prices_crossed"}),
        ({"hours": "6-30 0.2 0.1"}, {"base": "hours_unreadable"}),
        ({"zones": "7 1 1"}, {"base": "zones_unreadable"}),
        ({"zones": "0 much"}, {"base": "zones_unreadable"}),
        ({"interval": 7}, {"base": "interval_uneven"}),
        ({"floor": 0.3, "ceiling": 0.2}, {"base": "grid_crossed"}),
        ({"credit": "0x123"}, {"base": "bad_address"}),
        ({"credit": OWNER}, {"base": "token_not_there"}),
        ({"retail_entity": SPOT, "notice": 24, "ahead": 12}, {"base": "notice_too_short"}),
        ({"name": "x" * 65}, {"base": "terms_out_of_range"}),
        ({"retail": 1e9}, {"base": "terms_out_of_range"}),
    ],
)
async def test_terms_that_cannot_be_are_said_so(
    hass: HomeAssistant, anvil: Anvil, terms: dict[str, Any], error: dict[str, str]
) -> None:
    assert (await Dialog(hass).found(anvil, **terms))["errors"] == error


async def test_the_field_that_cannot_be_is_named(hass: HomeAssistant, anvil: Anvil) -> None:
    shown = await Dialog(hass).found(anvil, gate=10_000)
    assert shown["errors"] == {"base": "terms_out_of_range"}
    assert shown["description_placeholders"]["field"] == "Last changes before delivery"


async def test_what_is_no_money_is_said_so(hass: HomeAssistant, anvil: Anvil) -> None:
    counter = deploy(anvil, COUNTER_CODE)
    assert (await Dialog(hass).found(anvil, credit=counter))["errors"] == {"base": "token_not_money"}
    cents = deploy(anvil, TOKEN_OF_32_DECIMALS)
    assert (await Dialog(hass).found(anvil, credit=cents))["errors"] == {"base": "token_decimals"}


async def test_a_node_that_is_none_is_said_so(hass: HomeAssistant) -> None:
    dialog = Dialog(hass)
    await dialog.begin()
    assert (await dialog.fill(nodes=["http://127.0.0.1:1"]))["errors"] == {"base": "cannot_connect"}
    assert (await dialog.fill(nodes=["nonsense"]))["errors"] == {"nodes": "invitation_node"}


class Troubled:
    """A founder on a chain that does not do what it should."""

    failures: ClassVar[dict[str, Exception]] = {}

    def __init__(self, *_rest: Any) -> None:
        pass

    async def _try(self, name: str) -> int:
        if failure := self.failures.pop(name, None):
            raise failure
        return 0

    async def missing(self) -> int:
        return await self._try("missing")

    async def coin(self) -> int:
        return await self._try("coin")

    async def found(self, _on_progress: Any) -> Founded:
        await self._try("found")
        raise ValueError("nobody expects this")


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (CannotPay("0x1", 0, 1), "cannot_pay"),
        (NodeUnavailable("down"), "cannot_connect"),
        (WrongChain("other code"), "wrong_chain"),
    ],
)
async def test_what_stands_in_the_way_is_said_and_nothing_is_lost(
    hass: HomeAssistant, anvil: Anvil, failure: Exception, reason: str
) -> None:
    with patch.object(steps, "Founder", Troubled):
        Troubled.failures = {"found": failure}
        dialog = Dialog(hass)
        await dialog.found(anvil)
        await dialog.wait()
        assert (dialog.result["step_id"], dialog.result["errors"]) == ("found_trouble", {"base": reason})
        Troubled.failures = {"missing": failure}
        await dialog.fill()
        assert dialog.result["errors"] == {"base": reason}
        await dialog.fill()
        await dialog.wait()
        assert dialog.result["errors"] == {"base": "unknown"}
    assert await DraftStore(hass).async_load() is not None
    await dialog.fill()
    await dialog.wait()
    assert dialog.result["step_id"] == "found_done"


async def test_a_founding_is_not_given_up_while_nobody_knows_what_lies_there(hass: HomeAssistant, anvil: Anvil) -> None:
    with patch.object(steps, "Founder", Troubled):
        Troubled.failures = {"found": NodeUnavailable("down")}
        dialog = Dialog(hass)
        await dialog.found(anvil)
        await dialog.wait()
        Troubled.failures = {"coin": NodeUnavailable("down")}
        again = Dialog(hass)
        await again.begin()
        assert (await again.fill(next_step_id="found_drop"))["reason"] == "cannot_connect"
    assert await DraftStore(hass).async_load() is not None


async def test_waiting_for_coin_outlives_a_node_that_is_away(hass: HomeAssistant, anvil: Anvil) -> None:
    answers: list[int | Exception] = [5, NodeUnavailable("down"), 5, 0, 0]

    class Waiting(Troubled):
        async def missing(self) -> int:
            answer = answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

    with patch.object(steps, "Founder", Waiting):
        dialog = Dialog(hass)
        await dialog.found(anvil)
        assert dialog.result["progress_action"] == "found_fund"
        await dialog.wait()
    assert dialog.result["step_id"] == "found_trouble"
    assert len(answers) <= 1


async def test_nodes_of_two_chains_found_nothing(hass: HomeAssistant, anvil: Anvil) -> None:
    chains = iter([Chain(1, "0x1", 0), Chain(2, "0x2", 0)])
    dialog = Dialog(hass)
    await dialog.begin()

    async def look(*_rest: Any) -> Chain:
        return next(chains)

    with patch.object(steps, "look_at", look):
        result = await dialog.fill(nodes=[anvil.url, "http://127.0.0.1:2"])
    assert result["errors"] == {"base": "wrong_chain"}


async def test_a_draft_goes_once_its_key_is_kept_elsewhere(hass: HomeAssistant, anvil: Anvil) -> None:
    with patch.object(steps, "Founder", Troubled):
        Troubled.failures = {"found": NodeUnavailable("down")}
        dialog = Dialog(hass)
        await dialog.found(anvil)
        await dialog.wait()
    draft = await DraftStore(hass).async_load()
    assert draft is not None
    assert draft.key not in repr(draft)
    await DraftStore(hass).async_remove("another key")
    assert await DraftStore(hass).async_load() == draft
    await DraftStore(hass).async_remove(draft.key)
    assert await DraftStore(hass).async_load() is None
