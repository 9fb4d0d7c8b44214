"""What a language model may do: read, and order within the household's own limits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context
from homeassistant.helpers import llm
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

TRADING = "switch.home_in_elm_street_trading"
PRICE = "sensor.elm_street_price"


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    freezer.move_to(START)
    for component in ("homeassistant", "conversation", "llm"):
        assert await async_setup_component(hass, component, {})
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    home = LivingHome(hass, freezer, market)
    assert await home.start()
    for entity in (TRADING, PRICE):
        async_expose_entity(hass, "conversation", entity, should_expose=False)
    return home


def expose(home: LivingHome, *entities: str) -> None:
    for entity in entities:
        async_expose_entity(home.hass, "conversation", entity, should_expose=True)


async def api(home: LivingHome) -> llm.APIInstance:
    context = llm.LLMContext("test", Context(), "en", "conversation", None)
    return await llm.async_get_api(home.hass, llm.LLM_API_ASSIST, context)


async def tools(home: LivingHome) -> dict[str, llm.Tool]:
    return {tool.name: tool for tool in (await api(home)).tools if tool.name.startswith("energy_trade__")}


async def use(home: LivingHome, tool: str, **arguments: Any) -> llm.ToolResult:
    return await (await api(home)).async_call_tool(llm.ToolInput(f"energy_trade__{tool}", arguments))


def soon() -> str:
    return (dt_util.now() + timedelta(hours=4)).isoformat()


async def test_nothing_is_offered_that_is_not_exposed(home: LivingHome) -> None:
    for state in home.hass.states.async_all():
        async_expose_entity(home.hass, "conversation", state.entity_id, should_expose=False)
    assert await tools(home) == {}
    expose(home, PRICE)
    assert set(await tools(home)) == {"energy_trade__get_market"}
    expose(home, TRADING)
    assert set(await tools(home)) == {
        "energy_trade__get_market",
        "energy_trade__place_order",
        "energy_trade__cancel_order",
    }


async def test_no_tool_moves_money_or_limits(home: LivingHome) -> None:
    expose(home, TRADING, PRICE)
    names = " ".join(await tools(home))
    assert all(word not in names for word in ("deposit", "withdraw", "answer", "limit"))


async def test_annotations_are_honest(home: LivingHome) -> None:
    expose(home, TRADING, PRICE)
    there = await tools(home)
    reading = there["energy_trade__get_market"].annotations
    assert reading == llm.ToolAnnotations(read_only=True, destructive=False, idempotent=True, open_world=False)
    ordering = there["energy_trade__place_order"].annotations
    assert not ordering.read_only
    assert ordering.destructive
    assert ordering.open_world
    assert all(tool.integration == "energy_trade" for tool in there.values())


async def test_reading_the_market(home: LivingHome) -> None:
    expose(home, PRICE)
    told = (await use(home, "get_market")).data
    assert told["currency"] == "EUR"
    assert told["balance"] == 50
    assert told["price_now"] == {"price": 0.3, "from_neighbours": False, "grid_takes": 0.3, "grid_pays": 0.08}
    assert told["orders"] == []
    assert told["open_question"] is None


async def test_homes_of_one_name_can_both_be_read(home: LivingHome) -> None:
    market = FakeMarket(now)
    market.balance = 7_000_000
    entry = MockConfigEntry(domain="energy_trade", title="Elm Street", unique_id="31337-0xh", data=home.entry.data)
    other = LivingHome(home.hass, home.freezer, market, entry)
    assert await other.start()
    expose(home, *(state.entity_id for state in home.hass.states.async_all("sensor")))
    told = [(await use(home, "get_market", community=name)).data for name in ("Elm Street", "Elm Street 2")]
    assert [each["balance"] for each in told] == [50, 7]
    assert (await use(home, "get_market")).error, "which one is not guessed"


async def test_an_order_within_the_limits_stands(home: LivingHome) -> None:
    expose(home, TRADING)
    done = await use(home, "place_order", side="buy", start=soon(), energy=1, price=0.2)
    assert not done.error
    (order,) = home.coordinator.open_orders().values()
    assert (order.side.name, order.energy_wh) == ("BUY", 1000)
    assert not (await use(home, "cancel_order", start=soon())).error
    assert home.coordinator.open_orders() == {}


@pytest.mark.parametrize(
    ("side", "price", "wish"),
    [("buy", 0.25, {"highest_buying_price": 200}), ("sell", 0.1, {"lowest_selling_price": 200})],
)
async def test_an_order_beyond_the_households_own_limit_is_refused(
    home: LivingHome, side: str, price: float, wish: dict[str, int]
) -> None:
    expose(home, TRADING)
    home.coordinator.async_wish(**wish)
    await home.calm()
    refused = await use(home, "place_order", side=side, start=soon(), energy=1, price=price)
    assert refused.error
    assert home.coordinator.open_orders() == {}


@pytest.mark.parametrize(
    "arguments", [{}, {"side": "steal"}, {"energy": -1}, {"start": "never"}, {"price": "free"}, {"energy": 100}]
)
async def test_nonsense_is_told_and_not_done(home: LivingHome, arguments: dict[str, Any]) -> None:
    expose(home, TRADING)
    given = {"side": "buy", "start": soon(), "energy": 1, "price": 0.2} | arguments if arguments else {}
    refused = await use(home, "place_order", **given)
    assert refused.error
    assert "error" in refused.data
    assert home.coordinator.open_orders() == {}
