"""The loop: it reads chain and home, orders, reports and settles, and asks nothing twice."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from homeassistant.config_entries import ConfigEntryState
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.energy_trade.chain.errors import CannotPay, NodeRefused, NodeUnavailable, Rejected
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.market.orders import Side
from custom_components.energy_trade.market.state import MemberStatus
from tests.support.fake_market import EAGER_SELLER, FakeMarket
from tests.support.living_home import START, LivingHome, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    freezer.move_to(START)
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    return LivingHome(hass, freezer, market)


async def test_sells_what_is_left_and_settles_it(home: LivingHome) -> None:
    assert await home.start()
    first = home.block
    await home.live(24, export_wh=500)
    placed = [index for orders in home.market.made("place") for index in orders]
    assert placed
    assert all(
        order is None or order.side is Side.SELL for orders in home.market.made("place") for block in orders.values()
        for order in block.orders
    )
    reports = [index for readings, _ in home.market.made("report") for index in readings]
    assert reports == [first, first + 1, first + 2]
    assert home.market.blocks[first + 2].readings is not None
    assert [each.net_wh for each in home.market.blocks[first + 2].readings.readings] == [500] * 8
