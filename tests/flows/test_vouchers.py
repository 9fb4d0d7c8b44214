"""How a home without a coin comes in with the voucher of its invitation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from yarl import URL

from custom_components.energy_trade.carrier import door_of
from custom_components.energy_trade.chain.errors import CannotPay, NodeUnavailable, Rejected
from custom_components.energy_trade.chain.invitation import Invitation, InvitationError
from custom_components.energy_trade.chain.vouchers import SignedRequest
from custom_components.energy_trade.chain.wallet import AgentKey, Domain
from custom_components.energy_trade.market.port import Receipt
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.office import joining
from custom_components.energy_trade.office.letters import read_letter
from tests.support.flow_market import MARKET, NODE, FlowMarket, View
from tests.test_config_flow import Dialog

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

VOUCHER = AgentKey.create()
RELAY = "https://founder.example"
INVITATION = Invitation(MARKET, 7, 31337, (NODE,), "Elm Street", voucher=VOUCHER.stored(), relays=(RELAY,))
DOOR = door_of(RELAY, MARKET)

pytestmark = pytest.mark.usefixtures("recorder_mock")


@pytest.fixture(autouse=True)
def _meters(hass: HomeAssistant) -> None:
    for name in ("import", "export"):
        hass.states.async_set(
            f"sensor.meter_{name}",
            "1234.5",
            {"device_class": "energy", "state_class": "total_increasing", "unit_of_measurement": "kWh"},
        )


@pytest.fixture
def market() -> Iterator[FlowMarket]:
    market = FlowMarket()

    async def domain(_view: View) -> Domain:
        return Domain(31337, MARKET, bytes(32))

    async def relay_request(view: View, asked: SignedRequest) -> Receipt:
        if view.market.request_failure:
            raise view.market.request_failure
        view.market.requests.append((asked.message.agent, asked.message.owner, asked.message.daily_cap))
        view.market.status = MemberStatus.REQUESTED
        return Receipt("0x", 1, confirmed=True)

    with (
        market.in_place(),
        patch.object(View, "domain", domain, create=True),
        patch.object(View, "now", lambda _view: 1_800_000_000.0, create=True),
        patch.object(View, "relay_request", relay_request, create=True),
        patch.object(joining, "LOOK_SECONDS", 0.01),
        patch.object(joining, "SEEN_WITHIN_SECONDS", 0.05),
        patch("custom_components.energy_trade.async_setup_entry", return_value=True),
    ):
        yield market


async def asked(hass: HomeAssistant) -> Dialog:
    """Fill everything in with an invitation that holds a voucher, and ask."""
    dialog = Dialog(hass)
    with patch("tests.test_config_flow.INVITATION", INVITATION):
        await dialog.come_to("finish")
    await dialog.fill(daily_limit=5)
    for _ in range(200):
        if dialog.result["type"] != "progress":
            break
        await hass.async_block_till_done()
        await dialog.look_again()
    return dialog


def admits(market: FlowMarket) -> Callable[..., Any]:
    async def take(_method: str, _url: Any, data: Any) -> Any:
        market.requests.append(("relayed", data["request"]["owner"], data["request"]["daily_cap"]))
        market.status = MemberStatus.ACTIVE
        return AiohttpClientMockResponse("post", URL(DOOR), json={"accepted": "yes"})

    from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMockResponse  # noqa: PLC0415

    return take


async def test_the_operators_home_asks_for_the_newcomer(
    hass: HomeAssistant, market: FlowMarket, aioclient_mock: Any
) -> None:
    aioclient_mock.post(DOOR, side_effect=admits(market))
    dialog = await asked(hass)
    assert dialog.result["type"] == "create_entry"
    assert [request[0] for request in market.requests] == ["relayed"]
    assert dialog.result["data"]["relays"] == [RELAY]
    assert VOUCHER.stored() not in str(dialog.result["data"])


async def test_where_nobody_relays_and_the_chain_is_free_the_home_asks_itself(
    hass: HomeAssistant, market: FlowMarket, aioclient_mock: Any
) -> None:
    aioclient_mock.post(DOOR, exc=TimeoutError)
    dialog = await asked(hass)
    assert dialog.result["type"] == "create_entry"
    assert len(market.requests) == 1


async def test_else_the_request_goes_by_letter_and_the_key_is_kept(
    hass: HomeAssistant, market: FlowMarket, aioclient_mock: Any
) -> None:
    aioclient_mock.post(DOOR, status=503)
    market.request_failure = CannotPay("0x1", 0, 1)
    dialog = await asked(hass)
    assert dialog.result["step_id"] == "letter"
    letter = dialog.result["description_placeholders"]["letter"]
    done = await dialog.fill()
    assert done["type"] == "create_entry"
    assert done["data"]["letter"] == letter
    assert read_letter(letter).message.agent == AgentKey.from_stored(done["data"]["agent_key"]).address


@pytest.mark.parametrize(
    ("status", "failure", "error"),
    [
        (403, None, "voucher_refused"),
        (503, Rejected("VoucherUsedBefore"), "voucher_refused"),
        (503, Rejected("CapTooHigh"), "rejected"),
        (503, NodeUnavailable("down"), "cannot_connect"),
        (200, None, "undecided"),
    ],
)
async def test_what_went_wrong_is_said(
    hass: HomeAssistant,
    market: FlowMarket,
    aioclient_mock: Any,
    status: int,
    failure: Exception | None,
    error: str,
) -> None:
    aioclient_mock.post(DOOR, status=status, json={})
    market.request_failure = failure
    dialog = await asked(hass)
    assert dialog.result["step_id"] == "finish"
    assert dialog.result["errors"] == {"base": error}


def test_an_invitation_with_a_voucher_survives_the_mail() -> None:
    assert Invitation.parse(INVITATION.encode()) == INVITATION
    assert VOUCHER.stored() not in repr(INVITATION)
    broken = INVITATION.to_json() | {"voucher": "0x12"}
    with pytest.raises(InvitationError, match="invitation_voucher"):
        Invitation.parse(str(broken).replace("'", '"'))
