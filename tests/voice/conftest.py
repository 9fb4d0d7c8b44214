"""A home that trades, and Assist to talk to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, cast

from homeassistant.setup import async_setup_component
import pytest

from custom_components.energy_trade.market.orders import Order, Side
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, now

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
