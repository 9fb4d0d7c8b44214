"""What the home's own supplier charges: told in any form, used where the community leaves supply to its members."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from homeassistant.core import State
from homeassistant.data_entry_flow import FlowResultType
from hypothesis import given, strategies as st
import pytest

from custom_components.energy_trade.market.founding import SupplyArrangement
from custom_components.energy_trade.market.tariff import GridPrice
from custom_components.energy_trade.supplier.config import hourly_prices, tier_sheet
from custom_components.energy_trade.supplier.published import from_answer, published
from tests.support.fake_market import EAGER_SELLER, FakeMarket
from tests.support.flow_market import founding
from tests.support.living_home import START, LivingHome, entry, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant
    from pytest_homeassistant_custom_component.common import MockConfigEntry

    from custom_components.energy_trade.supplier.supplier import Supplier

NOON = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def _time_zone(hass: HomeAssistant) -> None:
    await hass.config.async_set_time_zone("UTC")


def spans(start: str, value: str, factor: float = 1.0) -> list[dict[str, Any]]:
    return [
        {start: (MIDNIGHT + timedelta(hours=hour)).isoformat(), value: (10 + hour) / 100 * factor} for hour in range(24)
    ]


FORMS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "nord pool": ("0.22", "EUR/kWh", {"raw_today": spans("start", "value"), "today": [0.1] * 24}),
    "nord pool, cents": ("22", "ct/kWh", {"raw_today": spans("start", "value", 100)}),
    "per MWh": ("220", "EUR/MWh", {"raw_today": spans("start", "value", 1000)}),
    "energi data service": ("0.22", "DKK/kWh", {"raw_today": spans("hour", "price")}),
    "tibber template": ("0.22", "NOK/kWh", {"today": spans("startsAt", "total")}),
    "octopus rates": ("2026-11-21T00:00:00+00:00", "", {"rates": spans("start", "value_inc_vat")}),
    "entso-e": ("0.22", "€/kWh", {"prices_today": spans("time", "price")}),
    "epex spot": ("0.22", "€/kWh", {"data": spans("start_time", "price_per_kwh")}),
    "epex spot, cents": ("0.22", "€/kWh", {"data": spans("start_time", "price_ct_per_kwh", 100)}),
    "bare hours": ("0.22", "EUR/kWh", {"today": [(10 + hour) / 100 for hour in range(24)]}),
    "bare quarters": ("0.22", "EUR/kWh", {"today": [(10 + at // 4) / 100 for at in range(96)]}),
    "by moment": (
        "0.22",
        "EUR/kWh",
        {"prices": {(MIDNIGHT + timedelta(hours=at)).isoformat(): (10 + at) / 100 for at in range(24)}},
    ),
}


class TestForms:
    """Price entities differ; their prices come out the same."""

    @pytest.mark.parametrize("form", FORMS)
    async def test_of_known_integrations_are_read(self, hass: HomeAssistant, form: str) -> None:
        state, unit, attributes = FORMS[form]
        told = published(State("sensor.price", state, {"unit_of_measurement": unit, **attributes}), NOON)
        for hour in (0, 12, 23):
            at = (MIDNIGHT + timedelta(hours=hour)).timestamp()
            assert told.prices[at] == pytest.approx((10 + hour) / 100)
        assert told.lasts_seconds == (900 if form == "bare quarters" else 3600)

    async def test_a_bare_state_is_the_price_of_this_hour(self, hass: HomeAssistant) -> None:
        told = published(State("sensor.price", "0.31", {"unit_of_measurement": "EUR/kWh"}), NOON)
        assert dict(told.prices) == {NOON.timestamp() - 1800: 0.31}

    @pytest.mark.parametrize("hours", [23, 25])
    async def test_a_day_with_a_clock_change_has_its_own_hours(self, hass: HomeAssistant, hours: int) -> None:
        state = State("sensor.price", "1", {"today": [0.2] * hours})
        assert len(published(state, NOON).prices) == hours

    async def test_actions_that_answer_per_mwh(self, hass: HomeAssistant) -> None:
        answer = {"SE3": [{"start": MIDNIGHT.isoformat(), "end": NOON.isoformat(), "price": 220.0}]}
        assert from_answer(answer, 0.001).prices == {MIDNIGHT.timestamp(): pytest.approx(0.22)}

    @given(
        st.dictionaries(
            st.sampled_from(["today", "tomorrow", "raw_today", "rates", "prices", "data"]),
            st.recursive(
                st.none() | st.booleans() | st.floats() | st.text(max_size=8) | st.integers(),
                lambda inner: (
                    st.lists(inner, max_size=25)
                    | st.dictionaries(st.sampled_from(["start", "value", "price", "total", "x"]), inner, max_size=4)
                ),
                max_leaves=30,
            ),
            max_size=4,
        ),
        st.sampled_from(["nan", "inf", "-1e300", "unknown", "0.3", "", "1e9"]),
    )
    def test_whatever_an_entity_says_is_a_price_or_nothing(self, attributes: dict[str, Any], state: str) -> None:
        for start, price in published(State("sensor.price", state, attributes), NOON).prices.items():
            assert start == start  # noqa: PLR0124
            assert abs(price) <= 10_000


class TestTables:
    """Tariff sheets as people write them."""

    @pytest.mark.parametrize(
        "text", ["0-6 0.18; 6-22 0.32; 22-24 0.18", "0-6 0,18\n6-22 0,32\n22–24 0,18", "22-24: 0.18;0-6 0.18;6-22 0.32"]
    )
    def test_of_hours(self, text: str) -> None:
        prices = hourly_prices(text)
        assert (prices[0], prices[6], prices[21], prices[23]) == (0.18, 0.32, 0.32, 0.18)

    @pytest.mark.parametrize(
        "text",
        ["", "0-24", "0-23 1", "0-24 1; 5-6 2", "0-25 1", "6-6 1; 0-24 1", "0-24 -1", "0-24 nan", "0-24 1e5", "x"],
    )
    def test_that_leave_a_doubt_are_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=r".*"):
            hourly_prices(text)

    def test_of_tiers(self) -> None:
        assert [row[0] for row in tier_sheet("200 910 120; 400 1600 214,6; - 7300 307.3")] == [200, 400, None]

    @pytest.mark.parametrize("text", ["", "200 910 120", "400 1 1; 200 1 1; - 1 1", "- 1 1; - 2 2", "200 1; - 1 1"])
    def test_of_no_tiers_are_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=r".*"):
            tier_sheet(text)


async def living(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    supplier: dict[str, Any],
    supply: SupplyArrangement = SupplyArrangement.INDIVIDUAL,
) -> LivingHome:
    freezer.move_to(START)
    market = FakeMarket(now, terms=founding(supply=supply))
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    made: MockConfigEntry = entry()
    home = LivingHome(hass, freezer, market, made)
    made.add_to_hass(hass)
    hass.config_entries.async_update_entry(made, options={"supplier": supplier})
    assert await home.start()
    return home


def supplier_of(home: LivingHome) -> Supplier:
    found: Supplier = home.coordinator.household.supplier
    return found


def current(home: LivingHome) -> int:
    return home.coordinator.calendar.interval_at(now())


async def test_a_flat_price_limits_what_a_neighbours_energy_is_worth(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    dear = await living(hass, freezer, {"kind": "flat", "retail": 0.39, "feed_in": 0.1})
    dear.market.neighbours = (EAGER_SELLER,)
    await dear.live(24, import_wh=700)
    assert supplier_of(dear).price(current(dear)) == GridPrice(100, 390)
    records = [record for block in dear.coordinator.journal.blocks() for record in block.intervals]
    assert {record.retail for record in records} == {390}
    grid = dear.coordinator.grid
    bids = [
        order
        for placed in dear.market.made("place")
        for block in placed.values()
        for order in block.orders
        if order is not None
    ]
    assert bids
    assert max(grid.price(order.tick) for order in bids) > 300, "above the community's 300, for it costs 390 elsewhere"


async def test_common_supply_takes_no_notice(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    home = await living(hass, freezer, {"kind": "flat", "retail": 0.39, "feed_in": 0.1}, SupplyArrangement.POOLED)
    assert supplier_of(home).price(current(home)) is None
    assert "supplier" not in (await menu(home))["menu_options"]


async def test_a_price_entity_that_vanishes_keeps_its_hours_and_then_gives_way_to_the_communitys_prices(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to(START)
    hours = [(10 + hour) / 100 for hour in range(24)]
    hass.states.async_set("sensor.spot", "0.2", {"unit_of_measurement": "EUR/kWh", "today": hours})
    home = await living(
        hass, freezer, {"kind": "price_entity", "prices": "sensor.spot", "factor": 1.2, "markup": 0.05, "feed_in": 0}
    )
    ten = current(home)
    await home.live(1, import_wh=300)
    assert supplier_of(home).price(ten) == GridPrice(0, 290)
    hass.states.async_set("sensor.spot", "unavailable")
    await home.live(7, import_wh=300)
    assert supplier_of(home).price(current(home)) == GridPrice(0, ((10 + 12) * 12) + 50)
    tomorrow = home.coordinator.calendar.interval_at(now() + 20 * 3600)
    assert supplier_of(home).price(tomorrow) is None
    await home.restart()
    assert supplier_of(home).price(ten) == GridPrice(0, 290), "what was charged is remembered"


async def test_koreas_progressive_tariff_follows_the_month(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    home = await living(hass, freezer, {"kind": "korean", "feed_in": 0})
    await home.live(3, import_wh=100)
    light = supplier_of(home).price(current(home))
    await home.live(12, import_wh=2500)
    heavy = supplier_of(home).price(current(home))
    assert light is not None
    assert heavy is not None
    assert heavy.retail > light.retail > 100_000, "won a kWh, as µcredit a Wh"


async def test_an_unreadable_tariff_is_none(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    home = await living(hass, freezer, {"kind": "hourly", "weekday": "nonsense", "feed_in": 0})
    await home.live(1, import_wh=100)
    assert supplier_of(home).price(current(home)) is None


async def menu(home: LivingHome) -> dict[str, Any]:
    return dict(await home.hass.config_entries.options.async_init(home.entry.entry_id))


async def test_the_dialogs_keep_what_is_right_and_say_what_is_wrong(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    home = await living(hass, freezer, {})
    options = hass.config_entries.options

    async def choose(kind: str) -> str:
        begun = await menu(home)
        assert "supplier" in begun["menu_options"]
        await options.async_configure(begun["flow_id"], {"next_step_id": "supplier"})
        await options.async_configure(begun["flow_id"], {"next_step_id": kind})
        return str(begun["flow_id"])

    hass.states.async_set("sensor.temperature", "20", {"unit_of_measurement": "x"})
    hass.states.async_set("sensor.words", "cheap")
    wrong: tuple[tuple[str, dict[str, Any], dict[str, str]], ...] = (
        ("flat", {"retail": 0.1, "feed_in": 0.2}, {"feed_in": "feed_in_above_retail"}),
        ("hourly", {"weekday": "0-12 1", "feed_in": 0}, {"weekday": "hours_unreadable"}),
        ("tiered", {"tiers": "x", "levy": 0, "tax": 0, "feed_in": 0}, {"tiers": "tiers_unreadable"}),
        ("price_entity", {"prices": "sensor.words", "factor": 1, "markup": 0, "feed_in": 0}, {"prices": "no_prices"}),
        (
            "price_entity",
            {"prices": "sensor.no", "factor": 1, "markup": 0, "feed_in": 0},
            {"prices": "entity_not_found"},
        ),
    )
    for kind, answers, errors in wrong:
        result = await options.async_configure(await choose(kind), answers)
        assert result["type"] is FlowResultType.FORM
        assert result["errors"] == errors
    right: tuple[tuple[str, dict[str, Any]], ...] = (
        ("flat", {"retail": 0.3, "feed_in": 0.1}),
        ("hourly", {"weekday": "0-6 0,18; 6-24 0,3", "feed_in": 0}),
        ("korean", {"feed_in": 0}),
        ("tiered", {"tiers": "200 910 120; - 1600 214.6", "levy": 14, "tax": 12.7, "feed_in": 0}),
    )
    for kind, answers in right:
        with home.reachable():
            result = await options.async_configure(await choose(kind), answers)
            await home.settle()
        assert result["type"] is FlowResultType.CREATE_ENTRY
        assert home.entry.options["supplier"] == {"kind": kind, **answers}
        await home.live(1, import_wh=100)
        assert supplier_of(home).price(current(home)) is not None
    begun = await menu(home)
    await options.async_configure(begun["flow_id"], {"next_step_id": "supplier"})
    with home.reachable():
        await options.async_configure(begun["flow_id"], {"next_step_id": "community_prices"})
        await home.settle()
    assert supplier_of(home).price(current(home)) is None
