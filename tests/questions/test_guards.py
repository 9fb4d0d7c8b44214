"""When a limit of the homeowner's stands in the way, the home asks, and does what it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.market.orders import Order, Side
from custom_components.energy_trade.market.units import MICRO
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

SENSOR = "sensor.home_in_elm_street_open_question"
SELLER_AT_150 = Order(Side.SELL, 20, 3000)
BUYER_AT_250 = Order(Side.BUY, 40, 3000)


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    freezer.move_to(START)
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    return LivingHome(hass, freezer, market)


def question(home: LivingHome) -> dict[str, Any]:
    state = home.hass.states.get(SENSOR)
    assert state is not None
    return {"cause": state.state, **state.attributes}


async def answer(home: LivingHome, choice: str) -> None:
    await home.hass.services.async_call(
        DOMAIN, "answer", {"config_entry_id": home.entry.entry_id, "choice": choice}, blocking=True
    )
    await home.calm()


def prices(home: LivingHome, side: Side) -> dict[int, int]:
    """Limits of the orders that stand, by interval, in µcredit per Wh."""
    return {
        interval: home.coordinator.grid.price(order.tick)
        for interval, order in home.coordinator.open_orders().items()
        if order.side is side
    }


@pytest.fixture
async def buyer(home: LivingHome) -> LivingHome:
    """A home that has bought at about 150 for a day."""
    home.market.neighbours = (SELLER_AT_150,)
    assert await home.start()
    await home.live(40, import_wh=500)
    await home.calm()
    return home


async def limit(home: LivingHome, **wishes: Any) -> None:
    home.coordinator.async_wish(**wishes)
    await home.calm()


class TestPriceAboveLimit:
    """No price is within the limit."""

    async def test_it_asks_with_cost_and_alternative(self, buyer: LivingHome) -> None:
        await limit(buyer, highest_buying_price=100)
        asked = question(buyer)
        assert asked["cause"] == "price_above_limit"
        assert "your limit of 0.1 EUR/kWh" in asked["text"]
        assert "from the grid the same costs" in asked["text"]
        assert all(price <= 100 for price in prices(buyer, Side.BUY).values())

    async def test_no_limit_no_question(self, buyer: LivingHome) -> None:
        assert question(buyer)["cause"] == "none"
        await limit(buyer, highest_buying_price=290)
        assert question(buyer)["cause"] == "none"

    async def test_buying_once_lifts_the_limit_for_the_time_asked_about(self, buyer: LivingHome) -> None:
        await limit(buyer, highest_buying_price=100)
        opened = buyer.entry.runtime_data.questions.current
        first, end = opened.question.context["first"], opened.question.context["end"]
        await answer(buyer, "buy_once")
        beyond = {interval for interval, price in prices(buyer, Side.BUY).items() if price > 100}
        assert beyond
        assert beyond <= set(range(first, end))
        buyer.market.made("place")
        await buyer.restart()
        await buyer.calm()
        assert {interval for interval, price in prices(buyer, Side.BUY).items() if price > 100} == beyond

    async def test_buying_today_lasts_until_midnight(self, buyer: LivingHome) -> None:
        await limit(buyer, highest_buying_price=100)
        await answer(buyer, "buy_today")
        (exemption,) = buyer.coordinator.settings.current.exemptions
        end = buyer.coordinator.calendar.interval_start(exemption.end)
        assert (end - 8 * 3600) % 86_400 == 0  # tests' local time is eight hours behind
        assert question(buyer)["cause"] == "none"

    async def test_keeping_the_limit_gives_rest_for_the_day(self, buyer: LivingHome) -> None:
        await limit(buyer, highest_buying_price=100)
        await answer(buyer, "keep_limit")
        await buyer.live(12, import_wh=500)
        assert question(buyer)["cause"] == "none"
        assert all(price <= 100 for price in prices(buyer, Side.BUY).values())

    async def test_raising_the_limit_takes_the_question_back(self, buyer: LivingHome) -> None:
        await limit(buyer, highest_buying_price=100)
        await limit(buyer, highest_buying_price=None)
        assert question(buyer)["cause"] == "none"

    async def test_nobody_answers_and_the_limit_stays(self, buyer: LivingHome) -> None:
        await limit(buyer, highest_buying_price=100)
        expires = buyer.entry.runtime_data.questions.current.question.expires
        await buyer.until(expires + 30)
        assert question(buyer)["cause"] == "none"
        assert buyer.coordinator.settings.current.exemptions == ()


async def test_selling_below_the_limit_is_asked_too(home: LivingHome) -> None:
    home.market.neighbours = (BUYER_AT_250,)
    assert await home.start()
    await home.live(40, export_wh=500)
    await limit(home, lowest_selling_price=350)
    asked = question(home)
    assert asked["cause"] == "price_below_limit"
    assert "the grid pays" in asked["text"]
    await answer(home, "sell_once")
    assert any(price < 350 for price in prices(home, Side.SELL).values())


async def test_the_daily_limit_is_raised_for_one_day(buyer: LivingHome) -> None:
    await limit(buyer, trading=False)
    await limit(buyer, trading=True, daily_limit=1_000_000)
    asked = question(buyer)
    assert asked["cause"] == "daily_limit"
    before = sum(order.energy_wh for order in buyer.coordinator.open_orders().values())
    await answer(buyer, "raise_today")
    assert sum(order.energy_wh for order in buyer.coordinator.open_orders().values()) > before
    days = {exemption.end - exemption.first for exemption in buyer.coordinator.settings.current.exemptions}
    assert days == {96}


async def test_the_owners_own_cap_is_no_question(buyer: LivingHome) -> None:
    buyer.market.daily_cap = 100_000
    await buyer.wait(60)
    await limit(buyer, daily_limit=100_000)
    assert question(buyer)["cause"] == "none"


async def test_a_balance_that_covers_a_part(buyer: LivingHome) -> None:
    await limit(buyer, trading=False)
    buyer.market.balance = MICRO // 4 + buyer.market.member().locked
    await buyer.wait(60)
    await limit(buyer, trading=True)
    asked = question(buyer)
    assert asked["cause"] == "balance_low"
    assert "are missing on your balance" in asked["text"]
    await answer(buyer, "stop_buying")
    assert not buyer.coordinator.settings.current.wishes.buying
    await limit(buyer, buying=True)
    assert question(buyer)["cause"] == "none"  # it has just been asked


async def test_a_balance_below_the_reserve_is_for_repairs(buyer: LivingHome) -> None:
    buyer.market.balance, buyer.market.reserve = MICRO, 2 * MICRO
    await buyer.wait(60)
    await limit(buyer, buying=True)
    assert question(buyer)["cause"] == "none"
