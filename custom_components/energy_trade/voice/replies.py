"""Answers to what people ask about their home's trading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..market.orders import Side
from ..outlook import are_alike, cheapest, expected_prices
from ..speech.quantities import energy, moment, money, price
from .phrases import Ask, Say

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from homeassistant.core import HomeAssistant

    from ..speech.quantities import Fact
    from .homes import Home
    from .tongue import Tongue

type Reply = Callable[[HomeAssistant, Home, Tongue], Awaitable[str]]

NEARLY_ALL: Final = 0.99
"""A free balance of more than this share of all needs no mention."""


async def _balance(_hass: HomeAssistant, home: Home, tongue: Tongue) -> str:
    account = home.coordinator.data.money
    if account is None:
        return tongue.say(home, Say.NO_ACCOUNT)
    say = Say.BALANCE if account.free >= NEARLY_ALL * account.balance else Say.BALANCE_FREE
    return tongue.say(home, say, balance=money(account.balance), free=money(account.free))


async def _earned(_hass: HomeAssistant, home: Home, tongue: Tongue) -> str:
    coordinator = home.coordinator
    if coordinator.data.money is None:
        return tongue.say(home, Say.NO_ACCOUNT)
    since_midnight = (dt_util.utcnow() - dt_util.start_of_local_day()).total_seconds()
    now = coordinator.chain_time()
    first, end = coordinator.calendar.interval_at(now - since_midnight), coordinator.calendar.interval_at(now)
    totals = coordinator.journal.totals_between(first, end)
    if not (totals.sold_wh or totals.bought_wh):
        return tongue.say(home, Say.EARNED_NOTHING)
    facts: dict[str, Fact] = {
        "sold": energy(totals.sold_wh),
        "bought": energy(totals.bought_wh),
        "earned": money(totals.compensation),
        "spent": money(totals.cost),
    }
    say = (Say.SOLD_AND_BOUGHT if totals.bought_wh else Say.SOLD) if totals.sold_wh else Say.BOUGHT
    told = tongue.say(home, say, **facts)
    if totals.savings > 0:
        told = f"{told} {tongue.say(home, Say.SAVED, saved=money(totals.savings))}"
    return told


async def _price_now(_hass: HomeAssistant, home: Home, tongue: Tongue) -> str:
    expected = expected_prices(home.coordinator)
    if not expected:
        return tongue.say(home, Say.NO_PRICE)
    now = expected[0]
    return tongue.say(
        home,
        Say.PRICE if now.known else Say.PRICE_GRID,
        price=price(now.price),
        retail=price(now.grid.retail),
        feed_in=price(now.grid.feed_in),
    )


async def _cheapest(_hass: HomeAssistant, home: Home, tongue: Tongue) -> str:
    expected, calendar = expected_prices(home.coordinator), home.coordinator.calendar
    best = cheapest(expected)
    if best is None:
        return tongue.say(home, Say.NO_PRICE)
    facts: dict[str, Fact] = {"price": price(best.price), "end": moment(calendar.interval_start(best.end))}
    if are_alike(expected):
        facts["end"] = moment(calendar.interval_start(expected[-1].interval + 1))
        return tongue.say(home, Say.ALIKE, **facts)
    if best.first == expected[0].interval:
        return tongue.say(home, Say.CHEAPEST_NOW, **facts)
    span = home.speaker.between(calendar.interval_start(best.first), calendar.interval_start(best.end))
    return tongue.say(home, Say.CHEAPEST, span=span, **facts)


async def status(hass: HomeAssistant, home: Home, tongue: Tongue) -> str:
    """Say why the home trades or does not, in the words of its status."""
    texts = await async_get_translations(hass, tongue.language, "entity", [DOMAIN])
    reason = home.coordinator.data.reason
    key = f"component.{DOMAIN}.entity.sensor.reason.state.{reason}"
    return tongue.say(home, Say.HELD_UP, reason=texts.get(key, reason))


def offers(home: Home, tongue: Tongue) -> str:
    """Say what is on offer now."""
    calendar, orders = home.coordinator.calendar, home.coordinator.open_orders()
    sold = {interval: order.energy_wh for interval, order in orders.items() if order.side is Side.SELL}
    if not sold:
        return tongue.say(home, Say.NOTHING_ON_OFFER)
    return tongue.say(
        home, Say.ON_OFFER, energy=energy(sum(sold.values())), end=moment(calendar.interval_start(max(sold) + 1))
    )


REPLIES: Final[Mapping[Ask, Reply]] = {
    Ask.BALANCE: _balance,
    Ask.EARNED: _earned,
    Ask.PRICE_NOW: _price_now,
    Ask.CHEAPEST: _cheapest,
    Ask.STATUS: status,
}
