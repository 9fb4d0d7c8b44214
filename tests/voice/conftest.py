"""A home that trades, and Assist to talk to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, cast

from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.market.orders import Order, Side
from tests.support.fake_market import FakeMarket
from tests.support.living_home import KEY, START, LivingHome, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

type Talk = Callable[[str, str], Awaitable[str]]


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to(START)
    for component in ("homeassistant", "conversation"):
        assert await async_setup_component(hass, component, {})
    market = FakeMarket(now, neighbours=(Order(Side.BUY, 40, 3000),))
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    home = LivingHome(hass, freezer, market)
    assert await home.start()
    return home


async def another(home: LivingHome, name: str, balance: int) -> LivingHome:
    """Another home of the same people, in another community."""
    market = FakeMarket(now)
    market.balance = balance
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    data = {**home.entry.data, "name": name, "agent_key": KEY, "demo": True}
    entry = MockConfigEntry(domain=DOMAIN, title=name, unique_id=f"31337-{name}", data=data)
    other = LivingHome(home.hass, home.freezer, market, entry)
    assert await other.start()
    return other


@pytest.fixture
async def second(home: LivingHome) -> LivingHome:
    return await another(home, "Hill Road", 7_000_000)


@pytest.fixture
async def third(home: LivingHome, second: LivingHome) -> LivingHome:
    return await another(home, "Hill Street", 8_000_000)


@pytest.fixture
def talk(home: LivingHome) -> Talk:
    """Say something in a language to Assist; hear the answer."""

    async def say(language: str, text: str) -> str:
        answer = await home.hass.services.async_call(
            "conversation",
            "process",
            {"text": text, "language": language},
            blocking=True,
            return_response=True,
        )
        await home.settle()
        response = cast("dict[str, Any]", answer)["response"]
        speech: str = response["speech"]["plain"]["speech"]
        assert response["response_type"] != "error", f"{text}: {speech}"
        return speech

    return say
