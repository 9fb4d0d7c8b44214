"""How a home joins."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import aiohttp
from homeassistant.config_entries import SOURCE_USER
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.energy_trade import config_flow
from custom_components.energy_trade.chain.errors import (
    CallFailed,
    CannotPay,
    FeeTooHigh,
    NodeRefused,
    NodeRubbish,
    NodeUnavailable,
    Rejected,
    Undecided,
    WrongChain,
)
from custom_components.energy_trade.chain.invitation import PREFIX, Invitation, InvitationProblem
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.facts import amount, duration
from custom_components.energy_trade.flows import meters
from custom_components.energy_trade.home.validation import MeterProblem
from custom_components.energy_trade.market.founding import SupplyArrangement
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.market.units import MICRO
from tests.support.flow_market import MARKET, NODE, OTHER_NODE, OWNER, FlowMarket, founding
from tests.support.texts import check_result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homeassistant.core import HomeAssistant

INVITATION = Invitation(MARKET, 7, 31337, (NODE, OTHER_NODE), "Elm Street")
UNIQUE_ID = f"31337-{MARKET.lower()}"
METERS = {"import": ["sensor.meter_import"], "export": ["sensor.meter_export"], "devices": {}}

pytestmark = pytest.mark.usefixtures("recorder_mock")


@pytest.fixture
def market() -> Iterator[FlowMarket]:
    market = FlowMarket()
    with market.in_place():
        yield market
    assert market.opened == 0


@pytest.fixture(autouse=True)
def _set_up() -> Iterator[None]:
    with patch("custom_components.energy_trade.async_setup_entry", return_value=True):
        yield


@pytest.fixture(autouse=True)
def _meters(hass: HomeAssistant) -> None:
    for name in ("import", "export", "net", "solar"):
        hass.states.async_set(
            f"sensor.meter_{name}",
            "1234.5",
            {"device_class": "energy", "state_class": "total_increasing", "unit_of_measurement": "kWh"},
        )
    hass.states.async_set(
        "sensor.grid_power", "1200", {"device_class": "power", "state_class": "measurement", "unit_of_measurement": "W"}
    )


class Dialog:
    """A person in front of a flow, who sees only translated texts."""

    def __init__(self, hass: HomeAssistant) -> None:
        self.hass = hass
        self.result: Any = {}
        self.seen: list[str] = []

    async def begin(self) -> Any:
        self._saw(await self.hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER}))
        return await self.choose("join")

    async def fill(self, **answers: Any) -> Any:
        return self._saw(await self.hass.config_entries.flow.async_configure(self.result["flow_id"], answers))

    async def choose(self, option: str) -> Any:
        assert option in self.result["menu_options"]
        return await self.fill(next_step_id=option)

    async def look_again(self) -> Any:
        return self._saw(await self.hass.config_entries.flow.async_configure(self.result["flow_id"]))

    async def come_to(self, step: str) -> Any:
        """Answer sensibly until a step is reached."""
        await self.begin()
        for _ in range(8):
            if self.result["step_id"] == step:
                break
            match self.result["step_id"]:
                case "join":
                    await self.fill(invitation=INVITATION.encode())
                case "pooled" | "individual":
                    await self.fill()
                case "owner":
                    await self.choose("owner_address")
                case "owner_address":
                    await self.fill(owner=OWNER)
                case "meters":
                    await self.choose("registers")
                case "registers":
                    await self.fill(**METERS)
        assert self.result["step_id"] == step
        return self.result

    def _saw(self, result: Any) -> Any:
        self.seen.append(check_result(result))
        self.result = result
        return result


@pytest.fixture
def dialog(hass: HomeAssistant, market: FlowMarket) -> Dialog:
    return Dialog(hass)


async def test_a_home_joins_with_a_wallet_that_its_owner_has(
    hass: HomeAssistant, dialog: Dialog, market: FlowMarket
) -> None:
    assert (await dialog.begin())["step_id"] == "join"
    assert (await dialog.fill(invitation=f"  {INVITATION.encode()}\n"))["step_id"] == "pooled"
    assert (await dialog.fill())["step_id"] == "owner"
    assert (await dialog.choose("owner_address"))["step_id"] == "owner_address"
    assert (await dialog.fill(owner=OWNER))["step_id"] == "meters"
    assert (await dialog.choose("registers"))["step_id"] == "registers"
    assert (await dialog.fill(**METERS))["step_id"] == "finish"
    assert (await dialog.fill(daily_limit=12.5))["type"] is FlowResultType.SHOW_PROGRESS
    await hass.async_block_till_done()
    result = await dialog.look_again()

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "Elm Street"
    assert result["result"].unique_id == UNIQUE_ID
    key = AgentKey.from_stored(result["data"]["agent_key"])
    assert result["data"] == {
        "market": MARKET,
        "deployment_block": 7,
        "chain_id": 31337,
        "nodes": list(INVITATION.nodes),
        "name": "Elm Street",
        "owner": OWNER,
        "agent_key": key.stored(),
        "demo": False,
        "meters": {"mode": "registers", "import": ["sensor.meter_import"], "export": ["sensor.meter_export"]},
    }
    assert market.requests == [(key.address, OWNER, 12_500_000)]
    assert not any(key.stored().removeprefix("0x") in text for text in dialog.seen)


async def test_the_community_is_shown_in_figures_before_one_agrees(dialog: Dialog) -> None:
    await dialog.come_to("pooled")
    shown = dialog.seen[-1]
    for fact in (
        "Elm Street",
        "from 0.05 to 0.365 EUR",
        "pays 0.08 and takes 0.30 EUR",
        "10 min",
        "20.00 EUR",
        "0.40 EUR",
    ):
        assert fact in shown
    assert "everybody who can read" in shown


async def test_each_supply_arrangement_is_told_in_its_own_words(dialog: Dialog, market: FlowMarket) -> None:
    market.terms = founding(supply=SupplyArrangement.INDIVIDUAL)
    assert (await dialog.come_to("individual"))["step_id"] == "individual"
    assert "keeps its own electricity supplier" in dialog.seen[-1]


@pytest.mark.parametrize(
    ("supply", "step"),
    [(SupplyArrangement.POOLED, "pooled_metered"), (SupplyArrangement.INDIVIDUAL, "individual_metered")],
)
async def test_common_meters_are_told_before_the_owner_is_asked_for(
    dialog: Dialog, market: FlowMarket, supply: SupplyArrangement, step: str
) -> None:
    market.terms = founding(supply=supply, metered_zones=frozenset({0}), dispute_blocks=12, challenge_blocks=4)
    assert (await dialog.come_to(step))["step_id"] == step
    assert (await dialog.fill())["step_id"] == "owner"


async def test_a_demonstration_says_so_first(hass: HomeAssistant, dialog: Dialog) -> None:
    await dialog.begin()
    demo = Invitation(MARKET, 7, 31337, (NODE,), "Elm Street", demo=True)
    assert (await dialog.fill(invitation=demo.encode()))["step_id"] == "demo"
    assert (await dialog.fill())["step_id"] == "pooled"


@pytest.mark.parametrize(
    ("pasted", "problem"),
    [
        ("", InvitationProblem.NOT_AN_INVITATION),
        ("hello", InvitationProblem.NOT_AN_INVITATION),
        (f"{PREFIX}????", InvitationProblem.NOT_AN_INVITATION),
        ("energytrade:2:abc", InvitationProblem.WRONG_VERSION),
        ("{}", InvitationProblem.MISSING),
    ],
)
async def test_what_is_no_invitation_is_said_to_be_none(
    dialog: Dialog, pasted: str, problem: InvitationProblem
) -> None:
    await dialog.begin()
    result = await dialog.fill(invitation=pasted)
    assert result["errors"] == {"invitation": problem}
    assert (await dialog.fill(invitation=INVITATION.encode()))["step_id"] == "pooled"


@pytest.mark.parametrize("problem", InvitationProblem)
def test_every_problem_of_an_invitation_is_explained(problem: InvitationProblem) -> None:
    check_result({"type": FlowResultType.FORM, "step_id": "join", "errors": {"invitation": problem.value}})


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (NodeUnavailable("refused"), "cannot_connect"),
        (WrongChain("1"), "wrong_chain"),
        (NodeRubbish("<html>"), "node_rubbish"),
        (NodeRefused("401"), "node_refused"),
    ],
)
async def test_a_community_that_cannot_be_reached_is_told_apart(
    dialog: Dialog, market: FlowMarket, failure: Exception, reason: str
) -> None:
    await dialog.begin()
    market.failure = failure
    assert (await dialog.fill(invitation=INVITATION.encode()))["errors"] == {"base": reason}
    market.failure = None
    assert (await dialog.fill(invitation=INVITATION.encode()))["step_id"] == "pooled"


async def test_a_community_is_joined_once(hass: HomeAssistant, dialog: Dialog) -> None:
    MockConfigEntry(domain=DOMAIN, unique_id=UNIQUE_ID).add_to_hass(hass)
    await dialog.begin()
    result = await dialog.fill(invitation=INVITATION.encode())
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "already_configured")


async def test_a_dialog_left_open_does_not_lock_a_second_one_out(hass: HomeAssistant, dialog: Dialog) -> None:
    await dialog.come_to("finish")
    other = Dialog(hass)
    await other.come_to("finish")
    await other.fill(daily_limit=1)
    await hass.async_block_till_done()
    assert (await other.look_again())["type"] is FlowResultType.CREATE_ENTRY
    assert not hass.config_entries.flow.async_progress()


@pytest.mark.parametrize(
    ("entered", "reason"),
    [
        ("alice.eth", "owner_not_an_address"),
        (OWNER[:-1], "owner_not_an_address"),
        (OWNER.replace("C8", "c8"), "owner_checksum"),
        (OWNER.lower(), "owner_unchecked"),
        ("0x" + "0" * 40, "owner_zero"),
        (MARKET, "owner_not_a_person"),
    ],
)
async def test_a_mistyped_owner_is_refused(dialog: Dialog, entered: str, reason: str) -> None:
    await dialog.come_to("owner_address")
    assert (await dialog.fill(owner=entered))["errors"] == {"owner": reason}
    assert (await dialog.fill(owner=f" {OWNER} "))["step_id"] == "meters"


async def test_the_way_lost_at_the_owner_is_told(dialog: Dialog, market: FlowMarket) -> None:
    await dialog.come_to("owner_address")
    market.failure = NodeUnavailable("down")
    assert (await dialog.fill(owner=OWNER))["errors"] == {"base": "cannot_connect"}


async def test_a_new_owner_key_is_shown_once_and_kept_by_its_owner_only(
    hass: HomeAssistant, dialog: Dialog, market: FlowMarket, caplog: pytest.LogCaptureFixture
) -> None:
    await dialog.come_to("owner")
    shown = await dialog.choose("owner_new")
    key, address = shown["description_placeholders"]["owner_key"], shown["description_placeholders"]["owner"]
    assert shown["data_schema"].schema["qr"].config["data"] == key
    assert (await dialog.fill())["step_id"] == "owner_saved"
    assert (await dialog.fill(last_characters="0x1234"))["errors"] == {"last_characters": "not_the_key"}
    assert (await dialog.fill())["errors"] == {"last_characters": "not_the_key"}
    assert (await dialog.fill(last_characters=f" {key[-6:].upper()} "))["step_id"] == "meters"
    await dialog.choose("registers")
    await dialog.fill(**METERS)
    await dialog.fill(daily_limit=1)
    await hass.async_block_till_done()
    result = await dialog.look_again()

    assert result["data"]["owner"] == address
    assert market.requests[0][1] == address
    secret = key.removeprefix("0x")
    assert secret not in str(result)
    assert secret not in caplog.text
    assert [secret in text for text in dialog.seen].count(True) == 1


async def test_an_owner_who_lost_the_new_key_gets_another_one(dialog: Dialog) -> None:
    await dialog.come_to("owner")
    first = (await dialog.choose("owner_new"))["description_placeholders"]["owner_key"]
    await dialog.fill()
    again = await dialog.fill(last_characters=first[-6:], lost=True)
    assert again["step_id"] == "owner_new"
    assert again["description_placeholders"]["owner_key"] != first


@pytest.mark.parametrize(
    ("mode", "answers", "kept"),
    [
        (
            "registers",
            {"import": ["sensor.meter_import"], "devices": {"pv": ["sensor.meter_solar"]}},
            {"mode": "registers", "import": ["sensor.meter_import"], "pv": ["sensor.meter_solar"]},
        ),
        ("net", {"net": "sensor.meter_net", "devices": {}}, {"mode": "net", "net": "sensor.meter_net"}),
        ("power", {"power": "sensor.grid_power", "devices": {}}, {"mode": "power", "power": "sensor.grid_power"}),
    ],
)
async def test_a_home_is_metered_in_one_of_three_ways(
    hass: HomeAssistant, dialog: Dialog, mode: str, answers: dict[str, Any], kept: dict[str, Any]
) -> None:
    await dialog.come_to("meters")
    await dialog.choose(mode)
    assert (await dialog.fill(**answers))["step_id"] == "finish"
    await dialog.fill(daily_limit=1)
    await hass.async_block_till_done()
    assert (await dialog.look_again())["data"]["meters"] == kept


@pytest.mark.parametrize(
    ("answers", "errors", "mentions"),
    [
        ({"devices": {}}, {"base": "needs_reading"}, "at least one"),
        ({"import": ["sensor.gone"], "devices": {}}, {"import": "meter_not_found"}, "sensor.gone"),
        ({"import": ["sensor.grid_power"], "devices": {}}, {"import": "meter_wrong_class"}, "sensor.grid_power"),
        (
            {"import": ["sensor.meter_import"], "devices": {"pv": ["sensor.meter_import"]}},
            {"base": "meter_chosen_twice"},
            "sensor.meter_import",
        ),
    ],
)
async def test_sensors_that_cannot_serve_are_refused(
    dialog: Dialog, answers: dict[str, Any], errors: dict[str, str], mentions: str
) -> None:
    await dialog.come_to("registers")
    assert (await dialog.fill(**answers))["errors"] == errors
    assert mentions in dialog.seen[-1]
    assert (await dialog.fill(**METERS))["step_id"] == "finish"


@pytest.mark.parametrize("problem", MeterProblem)
def test_every_problem_of_a_meter_is_explained(problem: MeterProblem) -> None:
    check_result(
        {
            "type": FlowResultType.FORM,
            "step_id": "registers",
            "errors": {"base": problem.value},
            "description_placeholders": {"entity_id": "sensor.meter", "unit": "kWh"},
        }
    )


async def test_what_the_energy_dashboard_knows_is_suggested(hass: HomeAssistant, dialog: Dialog) -> None:
    known = {"import": ["sensor.meter_import"], "pv": ["sensor.meter_solar"]}
    with patch.object(meters, "async_suggested_meters", return_value=known):
        form = await dialog.come_to("registers")
    fields = {str(key): (key, value) for key, value in form["data_schema"].schema.items()}
    assert fields["import"][0].description == {"suggested_value": ["sensor.meter_import"]}
    devices = fields["devices"][1]
    assert devices.options["collapsed"] is False
    suggested = {str(key): (key.description or {}).get("suggested_value") for key in devices.schema.schema}
    assert suggested["pv"] == ["sensor.meter_solar"]


async def test_a_community_without_a_daily_cap_does_not_ask_for_one(
    hass: HomeAssistant, dialog: Dialog, market: FlowMarket
) -> None:
    market.terms = founding(daily_cap=0)
    result = await dialog.come_to("finish")
    assert [str(key) for key in result["data_schema"].schema] == ["blueprints"]
    await dialog.fill()
    await hass.async_block_till_done()
    assert (await dialog.look_again())["type"] is FlowResultType.CREATE_ENTRY
    assert market.requests[0][2] == 0


@pytest.mark.parametrize(
    ("answers", "options"), [({"blueprints": True}, {"blueprints": True}), ({"blueprints": False}, {}), ({}, {})]
)
async def test_blueprints_come_along_if_they_are_asked_for(
    hass: HomeAssistant, dialog: Dialog, answers: dict[str, bool], options: dict[str, bool]
) -> None:
    await dialog.come_to("finish")
    await dialog.fill(daily_limit=2, **answers)
    await hass.async_block_till_done()
    result = await dialog.look_again()
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["result"].options == options


@pytest.mark.parametrize(
    ("failure", "reason", "mentions"),
    [
        (CannotPay("0xPoor", 0, 10**15), "cannot_pay", "0xPoor"),
        (Rejected("CapTooHigh", {"cap": 1}), "rejected", "CapTooHigh"),
        (FeeTooHigh(10**13, 10**12), "fee_too_high", "more than usual"),
        (NodeUnavailable("slow"), "cannot_connect", "nodes"),
        (CallFailed(-32000, "odd"), "node_rubbish", "no sense"),
        (Undecided("wait"), "undecided", "nothing happens twice"),
        (ZeroDivisionError(), "unknown", "unexpected"),
    ],
)
async def test_a_request_that_fails_says_why_and_can_be_sent_again(
    hass: HomeAssistant, dialog: Dialog, market: FlowMarket, failure: Exception, reason: str, mentions: str
) -> None:
    await dialog.come_to("finish")
    market.request_failure = failure
    await dialog.fill(daily_limit=2)
    await hass.async_block_till_done()
    result = await dialog.look_again()
    assert (result["step_id"], result["errors"]) == ("finish", {"base": reason})
    assert mentions in dialog.seen[-1]
    assert not hass.config_entries.async_entries(DOMAIN)

    market.request_failure = None
    await dialog.fill(daily_limit=3)
    await hass.async_block_till_done()
    assert (await dialog.look_again())["type"] is FlowResultType.CREATE_ENTRY
    assert [cap for _, _, cap in market.requests] == [3 * MICRO]


async def test_a_request_whose_answer_was_lost_is_not_sent_twice(
    hass: HomeAssistant, dialog: Dialog, market: FlowMarket
) -> None:
    await dialog.come_to("finish")
    market.request_failure = NodeUnavailable("went away")
    await dialog.fill(daily_limit=2)
    await hass.async_block_till_done()
    await dialog.look_again()
    market.status = MemberStatus.REQUESTED
    await dialog.fill(daily_limit=2)
    await hass.async_block_till_done()
    assert (await dialog.look_again())["type"] is FlowResultType.CREATE_ENTRY
    assert not market.requests


async def test_progress_is_shown_as_long_as_the_chain_takes(
    hass: HomeAssistant, dialog: Dialog, market: FlowMarket
) -> None:
    await dialog.come_to("finish")
    market.request_answer = asyncio.Event()
    assert (await dialog.fill(daily_limit=2))["progress_action"] == "request"
    assert (await dialog.look_again())["type"] is FlowResultType.SHOW_PROGRESS
    market.request_answer.set()
    await hass.async_block_till_done()
    assert (await dialog.look_again())["type"] is FlowResultType.CREATE_ENTRY


async def test_the_key_of_a_sent_request_is_kept_even_if_the_browser_is_closed(
    hass: HomeAssistant, dialog: Dialog, market: FlowMarket
) -> None:
    await dialog.come_to("finish")
    with patch.object(config_flow, "UNATTENDED_SECONDS", 0):
        await dialog.fill(daily_limit=2)
        await hass.async_block_till_done()
    await asyncio.sleep(0)
    await hass.async_block_till_done()
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    assert AgentKey.from_stored(entry.data["agent_key"]).address == market.requests[0][0]


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(30, "30 s"), (90, "90 s"), (240, "4 min"), (7200, "2 h"), (23_040, "6 h"), (691_200, "8 d")],
)
def test_lengths_of_time_are_short_numbers(seconds: int, told: str) -> None:
    assert duration(seconds) == told


@pytest.mark.parametrize(
    ("micro", "told"), [(0, "0.00"), (1, "0.000001"), (80_000, "0.08"), (332_000, "0.332"), (1_234_500_000, "1,234.50")]
)
def test_money_has_two_decimals_and_more_where_they_say_something(micro: int, told: str) -> None:
    assert amount(micro) == told


async def test_a_dialog_asks_the_nodes_of_the_invitation(
    hass: HomeAssistant, aioclient_mock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    for node in INVITATION.nodes:
        aioclient_mock.post(node, exc=aiohttp.ClientConnectionError())
    dialog = Dialog(hass)
    await dialog.begin()
    assert (await dialog.fill(invitation=INVITATION.encode()))["errors"] == {"base": "cannot_connect"}
    assert {str(url) for _, url, _, _ in aioclient_mock.mock_calls} == set(INVITATION.nodes)


class TestReturning:
    """An owner who is a member already."""

    async def test_sets_the_same_home_up_anew_with_a_key_to_appoint(self, dialog: Dialog, market: FlowMarket) -> None:
        market.owners.add(OWNER)
        await dialog.come_to("returning")
        assert (await dialog.choose("replace"))["step_id"] == "meters"
        await dialog.choose("registers")
        result = await dialog.fill(**METERS)
        assert result["type"] is FlowResultType.CREATE_ENTRY
        assert result["description"] == "appoint"
        assert result["description_placeholders"]["agent"] == AgentKey.from_stored(result["data"]["agent_key"]).address
        assert result["data"]["agent_waiting"] is True
        assert not market.requests

    async def test_asks_for_another_home(self, hass: HomeAssistant, dialog: Dialog, market: FlowMarket) -> None:
        market.owners.add(OWNER)
        await dialog.come_to("returning")
        assert (await dialog.choose("another"))["step_id"] == "meters"
        await dialog.choose("registers")
        await dialog.fill(**METERS)
        await dialog.fill(daily_limit=2)
        await hass.async_block_till_done()
        result = await dialog.look_again()
        assert result["type"] is FlowResultType.CREATE_ENTRY
        assert "agent_waiting" not in result["data"]
        assert [owner for _, owner, _ in market.requests] == [OWNER]
