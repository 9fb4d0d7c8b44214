"""The one subscription from which dashboards draw."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from custom_components.energy_trade.chain.operating import Asking
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.auth.models import User
    from homeassistant.core import HomeAssistant
    from pytest_homeassistant_custom_component.typing import WebSocketGenerator

SUBSCRIBE = "energy_trade/subscribe"


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    freezer.move_to(START)
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    return LivingHome(hass, freezer, market)


async def test_streams_the_market_and_says_nothing_twice(
    home: LivingHome, hass_ws_client: WebSocketGenerator, hass_admin_user: User
) -> None:
    assert await home.start()
    await home.live(24, export_wh=500)
    await home.calm()
    pass_for_today = await home.hass.auth.async_create_refresh_token(hass_admin_user, "https://example.com/app")
    client = await hass_ws_client(home.hass, home.hass.auth.async_create_access_token(pass_for_today))
    await client.send_json_auto_id({"type": SUBSCRIBE, "config_entry_id": home.entry.entry_id})
    assert (await client.receive_json())["success"]
    board: dict[str, Any] = (await client.receive_json())["event"]
    assert board["community"] == "Elm Street"
    assert board["currency"] == "EUR"
    assert board["membership"] == "active"
    assert board["zones"] == 1
    assert board["time"] == now()
    by_start = {block["start"]: block for block in board["blocks"]}
    calendar = home.market.terms.calendar()
    done = by_start[calendar.block_start(home.block - 1)]
    assert done["metered"] == [0.5] * 8
    assert done["phase"] in {"final", "settled"}
    assert done["traded"] == [0.5] * 8
    assert done["orders"][0]["side"] == "sell"
    assert all(0.05 <= price <= 0.365 for price in done["prices"])
    assert by_start[calendar.block_start(home.block)]["phase"] == "delivering"
    assert {block["phase"] for block in board["blocks"]} >= {"open", "delivering"}
    coming = {each["start"]: each["price"] for each in board["expected"]}
    assert coming, "what was traded yesterday and today tells what to expect"
    assert min(coming) >= now(), "what is cleared is known"
    assert all(0.05 <= price < 0.3 for price in coming.values())
    await home.coordinator.async_refresh()
    home.coordinator.async_wish(buying=False)
    await home.calm()
    assert (await client.receive_json())["event"]["settings"] == {"trading": True, "selling": True, "buying": False}
    await client.close()


async def test_ends_with_the_entry(home: LivingHome, hass_ws_client: WebSocketGenerator) -> None:
    assert await home.start()
    client = await hass_ws_client(home.hass)
    await client.send_json_auto_id({"type": SUBSCRIBE, "config_entry_id": home.entry.entry_id})
    assert (await client.receive_json())["success"]
    await client.receive_json()
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert (await client.receive_json())["event"] == {"ended": True}
    await client.send_json_auto_id({"type": SUBSCRIBE, "config_entry_id": home.entry.entry_id})
    assert (await client.receive_json())["error"]["code"] == "not_loaded"


async def test_can_be_cancelled(home: LivingHome, hass_ws_client: WebSocketGenerator) -> None:
    assert await home.start()
    client = await hass_ws_client(home.hass)
    await client.send_json_auto_id({"type": SUBSCRIBE, "config_entry_id": home.entry.entry_id})
    subscribed = await client.receive_json()
    await client.receive_json()
    await client.send_json_auto_id({"type": "unsubscribe_events", "subscription": subscribed["id"]})
    assert (await client.receive_json())["success"]
    home.coordinator.async_wish(trading=False)
    await home.calm()
    await client.send_json_auto_id({"type": "ping"})
    assert (await client.receive_json())["type"] == "pong"


async def test_knows_only_its_own_communities(home: LivingHome, hass_ws_client: WebSocketGenerator) -> None:
    assert await home.start()
    client = await hass_ws_client(home.hass)
    await client.send_json_auto_id({"type": SUBSCRIBE, "config_entry_id": "another"})
    assert (await client.receive_json())["error"]["code"] == "not_found"


async def test_sums_money_up(home: LivingHome, hass_ws_client: WebSocketGenerator, hass_admin_user: User) -> None:
    assert await home.start()
    await home.live(24, export_wh=500)
    await home.calm()
    pass_for_today = await home.hass.auth.async_create_refresh_token(hass_admin_user, "https://example.com/app")
    client = await hass_ws_client(home.hass, home.hass.auth.async_create_access_token(pass_for_today))
    await client.send_json_auto_id({"type": "energy_trade/summary", "config_entry_id": home.entry.entry_id})
    sums = (await client.receive_json())["result"]
    assert sums["today"] == sums["all"]
    assert sums["all"]["sold"] > 0
    assert sums["all"]["savings"] > 0
    await client.send_json_auto_id({"type": "energy_trade/summary", "config_entry_id": "another"})
    assert (await client.receive_json())["error"]["code"] == "not_found"
    await client.close()


async def test_an_administrator_sees_what_waits_for_the_operator(
    home: LivingHome,
    hass_ws_client: WebSocketGenerator,
    hass_admin_user: User,
    hass_read_only_user: User,
) -> None:
    assert await home.start()
    guests = {"0xvoucher": SimpleNamespace(agent=home.market.agent, name="Number 7")}
    asking = (Asking("0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc", "0x1", 5, None),)
    member = home.coordinator.snapshot.member if home.coordinator.snapshot else None
    state = SimpleNamespace(is_operator=True, members=(member,), asking=asking)
    office = SimpleNamespace(
        data=state, guests=SimpleNamespace(guests=guests), async_add_listener=lambda _update: lambda: None
    )
    home.entry.runtime_data.office = office

    async def told(user: User) -> dict[str, Any]:
        refresh = await home.hass.auth.async_create_refresh_token(user, "https://example.com/app")
        client = await hass_ws_client(home.hass, home.hass.auth.async_create_access_token(refresh))
        await client.send_json_auto_id({"type": SUBSCRIBE, "config_entry_id": home.entry.entry_id})
        assert (await client.receive_json())["success"]
        event: dict[str, Any] = (await client.receive_json())["event"]
        await client.close()
        return event

    assert "operator" not in await told(hass_read_only_user)
    board = (await told(hass_admin_user))["operator"]
    assert board["requests"] == [{"agent": asking[0].agent, "name": None}]
    assert [each["status"] for each in board["homes"]] == ["active"]
    state.is_operator = False
    assert (await told(hass_admin_user))["operator"] is None
