"""Tariffs that follow an entity's prices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from homeassistant.core import SupportsResponse
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest

from custom_components.energy_trade import repairs
from custom_components.energy_trade.chain.errors import NodeUnavailable
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.market.tariff import GridPrice, unpack_tariff
from custom_components.energy_trade.office.feed import CONF_PRICE_FEED, FeedSource, PriceFeed
from custom_components.energy_trade.office.spot import async_coming_prices, spans_of, unit_factor
from custom_components.energy_trade.office.tariffs import (
    Charges,
    PriceDoubt,
    PriceSpan,
    Tariffs,
    mean_price,
    tariffs_of,
)
from tests.office.test_dialogs import answer, open_step, run
from tests.office.test_doors import Chain, chain, office
from tests.support.flow_market import founding
from tests.support.texts import check_issue

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

    from custom_components.energy_trade.office.office import Office

__all__ = ["chain", "office"]

pytestmark = pytest.mark.usefixtures("recorder_mock")

NOON = 1_800_000_000 // 7200 * 7200
"""The chain's time in these tests, at the beginning of a block."""

ENTITY = "sensor.spot"


def hours(count: int, price: float = 0.2, seconds: int = 3600) -> list[dict[str, Any]]:
    return [
        {"start": datetime.fromtimestamp(NOON + step * seconds, UTC).isoformat(), "price": price}
        for step in range(count)
    ]


def spans(count: int, price: float = 0.2, seconds: int = 3600) -> list[PriceSpan]:
    return [PriceSpan(NOON + step * seconds, NOON + (step + 1) * seconds, price) for step in range(count)]


class TestReading:
    """Every integration writes its prices in a way of its own."""

    @pytest.mark.parametrize(
        ("attributes", "price"),
        [
            ({"prices": hours(2), "unit_of_measurement": "EUR/kWh"}, 0.2),
            ({"prices": hours(2, 20), "unit_of_measurement": "ct/kWh"}, 0.2),
            ({"prices": hours(2, 200), "unit_of_measurement": "EUR/MWh"}, 0.2),
            ({"raw_today": hours(1), "raw_tomorrow": hours(2), "unit_of_measurement": "SEK/kWh"}, 0.2),
            ({"data": [{"start_time": row["start"], "price_per_kwh": 0.2} for row in hours(2)]}, 0.2),
            ({"data": [{"start_time": row["start"], "price_ct_per_kwh": 20} for row in hours(2)]}, 0.2),
            ({"forecasts": [{"start_time": row["start"], "per_kwh": 0.2} for row in hours(2)]}, 0.2),
            (
                {"rates": [{"start": dt_util.parse_datetime(at["start"]), "value_inc_vat": 0.2} for at in hours(2)]},
                0.2,
            ),
            ({"prices": {row["start"]: 0.2 for row in hours(2)}}, 0.2),
        ],
    )
    def test_prices_are_found_whatever_they_are_called(self, attributes: dict[str, Any], price: float) -> None:
        found = spans_of(attributes)
        assert [(span.start, span.end) for span in found] == [(NOON, NOON + 3600), (NOON + 3600, NOON + 7200)]
        assert [span.price for span in found] == pytest.approx([price, price])

    def test_quarters_of_an_hour_are_as_long_as_they_are(self) -> None:
        assert spans_of({"prices": hours(4, seconds=900)}) == tuple(spans(4, seconds=900))

    @pytest.mark.parametrize(
        "attributes",
        [
            {},
            {"prices": "tomorrow"},
            {"prices": [1, 2, 3]},
            {"prices": [{"start": "noon", "price": 1}]},
            {"prices": [{"start": hours(1)[0]["start"], "price": "dear"}]},
            {"prices": [{"start": hours(1)[0]["start"], "price": float("nan")}]},
            {"friendly_name": "Price", "options": {"a": "b"}},
        ],
    )
    def test_what_is_no_price_is_none(self, attributes: dict[str, Any]) -> None:
        assert spans_of(attributes) == ()

    def test_units(self) -> None:
        assert [unit_factor(unit) for unit in ("EUR/kWh", "ct/kWh", "öre/kWh", "€/MWh", None)] == [
            1, 0.01, 0.01, 0.001, 1,
        ]  # fmt: skip

    async def test_nord_pool_is_asked_by_its_action(self, hass: HomeAssistant, entity_registry: Any) -> None:
        entry = entity_registry.async_get_or_create("sensor", "nordpool", "SE3-current_price")
        hass.states.async_set(entry.entity_id, "0.2", {"unit_of_measurement": "SEK/kWh"})

        async def prices(call: Any) -> Any:
            if call.data["date"] != dt_util.now().date().isoformat():
                raise ServiceValidationError("not yet")
            return {call.data["areas"][0]: [{"start": row["start"], "price": 200} for row in hours(2)]}

        hass.services.async_register("nordpool", "get_prices_for_date", prices, supports_response=SupportsResponse.ONLY)
        found = await async_coming_prices(hass, entry.entity_id)
        assert found is not None
        assert [(span.start, span.price) for span in found] == [(NOON, 0.2), (NOON + 3600, 0.2)]


class TestTariffs:
    """From prices of stretches of time to tariffs of blocks."""

    def test_only_blocks_that_are_wholly_known(self) -> None:
        found = tariffs_of(spans(7), None, Charges(feed_in=0.08), founding(), NOON)
        block = NOON // 7200
        assert found.blocks == dict.fromkeys((block + 1, block + 2), (GridPrice(80, 200),) * 8)
        assert found.doubt is None

    def test_tax_and_surcharge_come_on_top(self) -> None:
        found = tariffs_of(spans(4, 0.1), None, Charges(tax=19, surcharge=0.15, feed_in=0.08), founding(), NOON)
        assert found.blocks[NOON // 7200 + 1][0] == GridPrice(80, 269)

    def test_each_interval_has_its_own_price(self) -> None:
        quarters = [PriceSpan(NOON + 900 * step, NOON + 900 * (step + 1), 0.1 + step / 1000) for step in range(16)]
        found = tariffs_of(quarters, quarters, Charges(), founding(), NOON - 1)
        assert [price.retail for price in found.blocks[NOON // 7200]] == [100 + step for step in range(8)]

    def test_prices_below_zero_count_as_zero_and_the_grid_never_pays_more_than_it_takes(self) -> None:
        prices = [*spans(2, 0.2), PriceSpan(NOON + 7200, NOON + 14400, -0.05)]
        found = tariffs_of(prices, None, Charges(feed_in=0.08), founding(), NOON - 1)
        assert found.blocks[NOON // 7200 + 1][0] == GridPrice(0, 0)

    def test_what_is_above_the_highest_agreed_price_is_left_out(self) -> None:
        dear = [*spans(4), *[PriceSpan(NOON + 14400, NOON + 21600, 9)]]
        found = tariffs_of(dear, None, Charges(feed_in=0.08), founding(), NOON - 1)
        assert sorted(found.blocks) == [NOON // 7200, NOON // 7200 + 1]
        assert found.doubt is PriceDoubt.TOO_HIGH

    def test_prices_in_another_unit_are_not_believed(self) -> None:
        found = tariffs_of(spans(8, 0.0002), None, Charges(feed_in=0.08), founding(), NOON)
        assert found == Tariffs({}, PriceDoubt.TOO_LOW)

    def test_a_gap_makes_a_mean_unknown(self) -> None:
        assert mean_price(spans(1), NOON, NOON + 7200) is None
        assert mean_price(spans(8, 0.2, 900), NOON, NOON + 3600) == pytest.approx(0.2)


@pytest.fixture
def feed(hass: HomeAssistant, office: Office) -> PriceFeed:
    office.feed = PriceFeed(hass, office.operator, office.founding, FeedSource(ENTITY, None, Charges(feed_in=0.08)))
    return office.feed


class TestFeed:
    """What becomes known goes to the market by itself, and nothing else does."""

    async def test_each_day_is_set_once(
        self, hass: HomeAssistant, office: Office, feed: PriceFeed, chain: Chain
    ) -> None:
        chain.notice = True
        hass.states.async_set(ENTITY, "0.2", {"prices": hours(24)})
        for _ in range(3):
            await office.async_refresh()
        (deed,) = (deed for deed in chain.deeds if deed[0] == "setTariff")
        assert deed[1] == NOON // 7200 + 1
        assert len(deed[2]) == 11
        assert {price.retail for word in deed[2] for price in unpack_tariff(word, 1)} == {200}
        assert feed.until == datetime.fromtimestamp(NOON + 24 * 3600, UTC)

        hass.states.async_set(ENTITY, "0.2", {"prices": hours(48)})
        await office.async_refresh()
        later = [deed for deed in chain.deeds if deed[0] == "setTariff"][1]
        assert later[1] == NOON // 7200 + 12

    async def test_what_can_be_ordered_for_keeps_its_price(
        self, hass: HomeAssistant, office: Office, feed: PriceFeed, chain: Chain
    ) -> None:
        hass.states.async_set(ENTITY, "0.2", {"prices": hours(36)})
        await office.async_refresh()
        (deed,) = (deed for deed in chain.deeds if deed[0] == "setTariff")
        assert deed[1] == NOON // 7200 + office.founding.horizon_blocks + 1
        chain.deeds.clear()
        await office.async_refresh()
        assert not [deed for deed in chain.deeds if deed[0] == "setTariff"]

    async def test_an_entity_that_is_away_for_long_is_told_of_and_changes_nothing(
        self, hass: HomeAssistant, office: Office, feed: PriceFeed, chain: Chain, freezer: FrozenDateTimeFactory
    ) -> None:
        issue_id = f"{office.config_entry.entry_id}.prices_missing"
        await office.async_refresh()
        assert ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is None
        freezer.tick(timedelta(minutes=31))
        await office.async_refresh()
        issue = ir.async_get(hass).async_get_issue(DOMAIN, issue_id)
        assert issue is not None
        check_issue(issue)
        assert not [deed for deed in chain.deeds if deed[0] == "setTariff"]
        hass.states.async_set(ENTITY, "0.2", {"prices": hours(36)})
        await office.async_refresh()
        assert ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is None

    async def test_absurd_prices_are_told_of_at_once_and_not_set(
        self, hass: HomeAssistant, office: Office, feed: PriceFeed, chain: Chain
    ) -> None:
        for price, reason in ((900, "prices_too_high"), (0.0001, "prices_too_low")):
            hass.states.async_set(ENTITY, str(price), {"prices": hours(36, price)})
            await office.async_refresh()
            issue = ir.async_get(hass).async_get_issue(DOMAIN, f"{office.config_entry.entry_id}.{reason}")
            assert issue is not None
            check_issue(issue)
        assert not [deed for deed in chain.deeds if deed[0] == "setTariff"]

    async def test_a_chain_that_is_away_keeps_the_office_open(
        self, hass: HomeAssistant, office: Office, feed: PriceFeed, chain: Chain
    ) -> None:
        hass.states.async_set(ENTITY, "0.2", {"prices": hours(36)})
        chain.failure = NodeUnavailable("down")
        await office.async_refresh()
        assert office.last_update_success
        chain.failure = None
        await office.async_refresh()
        assert [deed for deed in chain.deeds if deed[0] == "setTariff"]


async def test_the_entity_is_chosen_in_a_dialog(hass: HomeAssistant, office: Office) -> None:
    run(hass, office, office.config_entry)
    shown = await answer(hass, await open_step(hass, office.config_entry, "operate"), next_step_id="price_feed")
    hass.states.async_set(ENTITY, "0.2")
    shown = await answer(hass, shown, retail_entity=ENTITY, feed_in=0.08)
    assert shown["errors"] == {"retail_entity": "no_coming_prices"}
    hass.states.async_set(ENTITY, "900", {"prices": hours(36, 900)})
    shown = await answer(hass, shown, retail_entity=ENTITY, feed_in=0.08)
    assert shown["errors"] == {"retail_entity": "prices_too_high"}
    hass.states.async_set(ENTITY, "0.2", {"prices": hours(36)})
    done = await answer(hass, shown, retail_entity=ENTITY, feed_in=0.08, surcharge=0.05)
    assert done["data"][CONF_PRICE_FEED] == {"retail_entity": ENTITY, "surcharge": 0.05, "feed_in": 0.08}
    shown = await answer(hass, await open_step(hass, office.config_entry, "operate"), next_step_id="price_feed")
    assert (await answer(hass, shown, feed_in=0.08))["data"][CONF_PRICE_FEED] is None


async def test_a_repair_leads_to_the_dialog(hass: HomeAssistant, office: Office) -> None:
    run(hass, office, office.config_entry)
    office._issues.price_feed(PriceDoubt.TOO_HIGH, ENTITY)
    issue_id = f"{office.config_entry.entry_id}.prices_too_high"
    issue = ir.async_get(hass).async_get_issue(DOMAIN, issue_id)
    assert issue is not None
    flow: Any = await repairs.async_create_fix_flow(hass, issue_id, dict(issue.data or {}))
    flow.hass, flow.issue_id, flow.flow_id, flow.handler = hass, issue_id, "1", DOMAIN
    assert (await flow.async_step_init())["step_id"] == "init"
    await flow.async_step_init({})
    (shown,) = hass.config_entries.options.async_progress()
    assert shown["step_id"] == "price_feed"
