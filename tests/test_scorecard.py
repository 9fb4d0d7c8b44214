"""What trading and planning brought: reckoned by local days, kept over restarts, never made up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from unittest.mock import AsyncMock, patch
from zoneinfo import ZoneInfo

from homeassistant.util import dt as dt_util
import pytest

from custom_components.energy_trade.market.founding import SupplyArrangement
from custom_components.energy_trade.scoring.days import Span, span_of
from custom_components.energy_trade.scoring.keeper import ScoreKeeper
from tests.support.devices import Rooms, battery
from tests.support.fake_market import EAGER_BUYER, EAGER_SELLER, FakeMarket
from tests.support.flow_market import founding
from tests.support.living_home import LivingHome, entry, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

    from custom_components.energy_trade.scoring.keeper import Scorecard

BEFORE_MIDNIGHT = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
TODAY, MONTH = "sensor.home_in_elm_street_saved_today_against_no_trading", "against_no_trading"


@pytest.fixture(autouse=True)
async def _time_zone(hass: HomeAssistant) -> None:
    await hass.config.async_set_time_zone("UTC")


async def living(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, *devices: object, supply: SupplyArrangement | None = None
) -> LivingHome:
    """A home that begins to deliver at ten in the evening."""
    freezer.move_to(BEFORE_MIDNIGHT)
    market = FakeMarket(now)
    if supply is not None:
        market.terms = founding(supply=supply)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    home = LivingHome(hass, freezer, market, entry(*devices))  # type: ignore[arg-type]
    assert await home.start()
    return home


def card(home: LivingHome) -> Scorecard:
    scores = home.coordinator.household.scores
    assert scores is not None
    return scores.card


async def scored(home: LivingHome, days: int) -> Scorecard:
    """The card once so many days, and all that is settled, are in it."""
    for _ in range(30):
        await home.calm()
        found, totals = card(home), home.coordinator.journal.totals
        if found.days == days and found.against_no_trading == pytest.approx(totals.savings):
            return found
    raise AssertionError(f"{card(home)} knows less than {home.coordinator.journal.totals}")


def test_days_are_local_and_as_long_as_clocks_make_them() -> None:
    calendar = founding().calendar()
    before, dt_util.DEFAULT_TIME_ZONE = dt_util.DEFAULT_TIME_ZONE, ZoneInfo("Europe/Berlin")
    try:
        noon = datetime(2026, 10, 25, 12, tzinfo=ZoneInfo("Europe/Berlin"))
        spring = datetime(2026, 3, 29, 12, tzinfo=ZoneInfo("Europe/Berlin"))
        autumn = span_of(calendar, noon.timestamp())
        assert autumn.end - autumn.first == 25 * 4
        assert span_of(calendar, spring.timestamp()).end - span_of(calendar, spring.timestamp()).first == 23 * 4
        assert span_of(calendar, noon.timestamp(), 1).end == autumn.first
        assert span_of(calendar, (noon + timedelta(hours=11, minutes=59)).timestamp()) == autumn
    finally:
        dt_util.DEFAULT_TIME_ZONE = before
    short = founding(interval_seconds=15).calendar()
    assert span_of(short, 96 * 15 * 7 + 3) == Span(96 * 7, 96 * 8)


async def test_nothing_is_known_before_anything_is_final(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    home = await living(hass, freezer)
    assert home.state(TODAY) == "unknown"
    assert card(home).month is None
    assert card(home).days == 0
    told = home.coordinator.board()["score"]
    assert (told["days"], told["past"]) == (0, 0)
    assert {told[name] for name in ("today", "saved", "self_use", "reached", "possible", "share", "lost")} == {None}


@pytest.mark.parametrize("supply", SupplyArrangement)
async def test_what_trading_saved_is_what_was_settled_beyond_the_supplier(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, supply: SupplyArrangement
) -> None:
    home = await living(hass, freezer, supply=supply)
    home.market.neighbours = (EAGER_BUYER,)
    await home.live(24, export_wh=500)
    home.market.neighbours = (EAGER_SELLER,)
    await home.live(24, import_wh=700)
    found = await scored(home, days=2)
    assert home.coordinator.journal.totals.savings
    assert found.today is not None
    assert found.today.intervals < sum(1 for block in home.coordinator.journal.blocks() for _ in block.intervals)
    assert float(home.state(TODAY)) == pytest.approx(found.today.against_no_trading / 1e6, abs=1e-4)
    assert found.month is not None
    assert found.month.reached <= found.month.possible + 1e-6
    told = home.coordinator.board()["score"]
    assert (told["days"], told["past"], told["battery"]) == (2, 1, False)
    assert found.against_no_trading is not None
    assert told["saved"] == pytest.approx(found.against_no_trading / 1e6, abs=1e-4)
    assert told["share"] == found.month.share_of_possible
    lost = sum(told["lost"].values())
    assert told["reached"] + lost == pytest.approx(told["possible"], abs=1e-3), "what is not reached was lost somewhere"


async def test_restarts_lose_no_day_and_no_forecast(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    freezer.move_to(BEFORE_MIDNIGHT)
    rooms = Rooms(hass)
    await rooms.furnish()
    rooms.show_soc(50)
    home = await living(hass, freezer, battery())
    await home.live(30, import_wh=400)
    before = await scored(home, days=2)
    assert before.foreseen is not None, "the second day began with a forecast"
    await home.restart()
    assert card(home) == before
    await home.live(12, import_wh=400)
    after = await scored(home, days=2)
    assert after.today is not None
    assert before.today is not None
    assert after.today.intervals > before.today.intervals
    assert after.foreseen is not None
    lost = (
        after.foreseen.lost_to_load_forecast
        + after.foreseen.lost_to_generation_forecast
        + after.foreseen.lost_to_price_forecast
        + after.foreseen.lost_in_execution
    )
    assert lost == pytest.approx(after.foreseen.possible - after.foreseen.reached, abs=1)


async def test_a_day_that_began_unseen_has_no_forecast_losses(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to(BEFORE_MIDNIGHT + timedelta(hours=12))
    rooms = Rooms(hass)
    await rooms.furnish()
    rooms.show_soc(50)
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    home = LivingHome(hass, freezer, market, entry(battery()))
    assert await home.start()
    await home.live(12, import_wh=400)
    await scored(home, days=1)
    assert card(home).month is not None
    assert card(home).foreseen is None


async def test_silence_costs_and_its_energy_is_not_invented(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    home = await living(hass, freezer)
    await home.live(2, export_wh=500)
    home.lose_meters()
    await home.live_in_silence(40)
    found = await scored(home, days=2)
    assert found.against_no_trading is not None
    assert found.against_no_trading < 0


async def test_days_older_than_thirty_do_not_count(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    home = await living(hass, freezer)
    await home.live(16, export_wh=500)
    await scored(home, days=2)
    freezer.move_to(BEFORE_MIDNIGHT + timedelta(days=45))
    with patch.object(ScoreKeeper, "_async_reckon", AsyncMock()):  # the days since would come in at any moment
        await home.restart()
        assert card(home).days == 0
        assert card(home).against_no_trading is None
