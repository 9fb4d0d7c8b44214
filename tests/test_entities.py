"""What Home Assistant shows of a home and its community."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import PropertyMock, patch

from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension

from custom_components.energy_trade.market.orders import Order, Side
from tests.support.fake_market import FakeMarket
from tests.support.flow_market import founding
from tests.support.living_home import START, LivingHome, now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant
    from syrupy.assertion import SnapshotAssertion

MOST_ENABLED = 24


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    freezer.move_to(START)
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    return LivingHome(hass, freezer, market)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(HomeAssistantSnapshotExtension)


@pytest.fixture
def _all_enabled() -> Iterator[None]:
    with patch("homeassistant.helpers.entity.Entity.entity_registry_enabled_default", PropertyMock(return_value=True)):
        yield


@pytest.mark.usefixtures("_all_enabled")
async def test_everything_after_a_day_of_trading(
    home: LivingHome, entity_registry: er.EntityRegistry, snapshot: SnapshotAssertion
) -> None:
    assert await home.start()
    await home.live(40, export_wh=500)
    await home.calm()
    assert {state.domain for state in home.hass.states.async_all()} >= {"binary_sensor", "event", "number", "switch"}
    for entry in er.async_entries_for_config_entry(entity_registry, home.entry.entry_id):
        assert entry == snapshot(name=f"{entry.entity_id}-entry")
        assert home.hass.states.get(entry.entity_id) == snapshot(name=f"{entry.entity_id}-state")


async def test_few_are_enabled_at_first(home: LivingHome, entity_registry: er.EntityRegistry) -> None:
    assert await home.start()
    entries = er.async_entries_for_config_entry(entity_registry, home.entry.entry_id)
    enabled = [entry for entry in entries if entry.disabled_by is None]
    assert len(enabled) <= MOST_ENABLED
    assert all(entry.translation_key and entry.has_entity_name for entry in entries)


async def test_home_and_community_are_two_devices(home: LivingHome, device_registry: dr.DeviceRegistry) -> None:
    assert await home.start()
    devices = dr.async_entries_for_config_entry(device_registry, home.entry.entry_id)
    by_name = {device.name: device for device in devices}
    assert set(by_name) == {"Home in Elm Street", "Elm Street"}
    assert by_name["Elm Street"].entry_type is dr.DeviceEntryType.SERVICE
    assert by_name["Home in Elm Street"].via_device_id == by_name["Elm Street"].id


@pytest.mark.parametrize(
    ("currency", "unit", "device_class"), [("EUR", "EUR", "monetary"), ("Sunshine", None, None), ("eur", None, None)]
)
async def test_money_has_a_unit_only_where_it_is_a_real_currency(
    home: LivingHome, currency: str, unit: str | None, device_class: str | None
) -> None:
    home.market.terms = founding(currency=currency)
    assert await home.start()
    cost = home.hass.states.get("sensor.home_in_elm_street_cost")
    assert cost is not None
    assert cost.attributes.get("unit_of_measurement") == unit
    assert cost.attributes.get("device_class") == device_class
    balance = home.hass.states.get("sensor.home_in_elm_street_balance")
    assert balance is not None
    assert "device_class" not in balance.attributes
    price = home.hass.states.get("sensor.elm_street_price")
    assert price is not None
    assert price.attributes["unit_of_measurement"] == f"{currency}/kWh"


async def test_attributes_stay_small(home: LivingHome) -> None:
    assert await home.start()
    await home.live(24, export_wh=500)
    for state in home.hass.states.async_all():
        assert len(str(state.attributes)) < 600, state.entity_id


async def test_totals_reconcile_with_the_balance(home: LivingHome) -> None:
    assert await home.start()
    before = home.market.balance
    await home.live(20, export_wh=500)
    await home.live(20, import_wh=300)
    await home.calm()
    totals = home.coordinator.data.totals
    assert totals is not None
    settled = [block for block in home.coordinator.journal.blocks() if block.entry.settled]
    assert sum(block.entry.amount or 0 for block in settled) == home.market.balance - before
    final = [
        record for block in home.coordinator.journal.blocks() for record in block.intervals if record.amount is not None
    ]
    assert totals.compensation - totals.cost + totals.other_compensation - totals.other_cost == sum(
        record.amount or 0 for record in final
    )
    grid_only = sum(80 * max(0, record.net_wh or 0) - 300 * max(0, -(record.net_wh or 0)) for record in final)
    assert totals.savings == sum(record.amount or 0 for record in final) - grid_only
    assert totals.savings > 0


class TestTradeEvent:
    """One event for each thing that happens to a block."""

    EVENT = "event.home_in_elm_street_last_trade"

    async def test_cleared_then_settled(self, home: LivingHome) -> None:
        heard: list[tuple[str, float]] = []
        home.hass.bus.async_listen(
            "state_changed",
            lambda event: (
                heard.append(
                    (
                        event.data["new_state"].attributes.get("event_type"),
                        event.data["new_state"].attributes.get("energy_sold"),
                    )
                )
                if event.data["entity_id"] == self.EVENT and event.data["new_state"]
                else None
            ),
        )
        assert await home.start()
        await home.live(40, export_wh=500)
        await home.calm()
        told = [each for each in dict.fromkeys(heard) if each[0]]
        assert ("cleared", 4.0) in told
        assert ("settled", 4.0) in told

    async def test_a_late_reading_corrects(self, home: LivingHome) -> None:
        assert await home.start()
        home.market.blocks[home.block + 1].orders = None
        await home.live(12, export_wh=500)
        home.lose_meters()
        await home.until(now() + 9 * 3600, step=300)
        await home.calm()
        home.export_wh += 3000
        home.show()
        await home.live(2)
        await home.calm()
        state = home.hass.states.get(self.EVENT)
        assert state is not None
        assert state.attributes["event_type"] == "corrected"

    async def test_what_happened_before_the_first_start_is_no_news(self, home: LivingHome) -> None:
        assert await home.start()
        assert home.state(self.EVENT) == "unknown"

    async def test_nothing_is_told_twice_after_a_restart(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(24, export_wh=500)
        await home.calm()
        before = home.state(self.EVENT)
        await home.restart()
        await home.calm()
        assert home.state(self.EVENT) == before


async def test_position_and_price_of_the_interval_that_runs(home: LivingHome) -> None:
    home.market.neighbours = (Order(Side.BUY, 45, 200),)
    assert await home.start()
    await home.live(16, export_wh=500)
    await home.calm()
    assert float(home.state("sensor.home_in_elm_street_traded_now")) == pytest.approx(0.2, abs=0.002)
    assert 0.05 <= float(home.state("sensor.elm_street_price")) <= 0.365
    assert home.state("sensor.elm_street_current_block") == "delivering"
