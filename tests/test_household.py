"""A home that plans: its devices run when energy is cheap, and never unsafely."""

from __future__ import annotations

from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigSubentry
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest

from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.household import Household
from custom_components.energy_trade.market.orders import Side
from custom_components.energy_trade.planner.prospect import FlexibleProspect
from custom_components.energy_trade.proposal import Past
from tests.support.devices import BATTERY_ID, BOILER_ID, DRYER_ID, Rooms, battery, boiler, dryer
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, entry, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

READY = "switch.dryer_ready_to_run"


@pytest.fixture
async def rooms(hass: HomeAssistant) -> Rooms:
    rooms = Rooms(hass)
    await rooms.furnish()
    return rooms


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms) -> LivingHome:
    freezer.move_to(START)
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    return LivingHome(hass, freezer, market, entry(battery(), dryer()))


async def turn(home: LivingHome, entity_id: str, *, on: bool) -> None:
    """Switch one of the integration's own switches."""
    action = "turn_on" if on else "turn_off"
    await home.hass.services.async_call("switch", action, {"entity_id": entity_id}, blocking=True)
    await home.calm()


async def test_each_device_has_a_device_of_its_own_behind_the_home(
    home: LivingHome, device_registry: dr.DeviceRegistry, entity_registry: er.EntityRegistry
) -> None:
    assert await home.start()
    own = device_registry.async_get_device_by_identifier(
        (DOMAIN, f"{home.entry.unique_id}-{DRYER_ID}"), home.entry.entry_id
    )
    assert own is not None
    assert own.name == "Dryer"
    above = device_registry.async_get(own.via_device_id or "")
    assert above is not None
    assert above.name == "Home in Elm Street"
    entities = er.async_entries_for_device(entity_registry, own.id, include_disabled_entities=True)
    assert {each.config_subentry_id for each in entities} == {DRYER_ID}
    assert {each.domain for each in entities} == {"button", "sensor", "switch"}
    assert len([each for each in entities if each.disabled_by is None]) <= 6


async def test_a_loaded_machine_is_planned_into_cheap_time_and_started_once(home: LivingHome, rooms: Rooms) -> None:
    assert await home.start()
    await turn(home, READY, on=True)
    start = home.state("sensor.dryer_planned_start")
    assert datetime.fromisoformat(start) <= datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
    assert home.state("sensor.dryer_reason") != "unknown"
    planned = datetime.fromisoformat(start).timestamp()
    if planned > now():
        assert not rooms.is_on("dryer")
    await home.until(planned + 61)
    assert rooms.is_on("dryer")
    rooms.show_power("dryer", 1300)
    await home.wait(60)
    assert home.state("sensor.dryer_reason") == "running"
    await home.until(planned + 5400)
    rooms.show_power("dryer", 0)
    await home.until(planned + 9000, step=120)
    assert rooms.count("input_boolean.dryer", "turn_on") == 1
    assert home.state(READY) == "off"
    assert home.state("sensor.dryer_control") == "idle"


async def test_the_battery_serves_the_home_again_when_the_integration_stops(home: LivingHome, rooms: Rooms) -> None:
    assert await home.start()
    await home.live(1, import_wh=300)
    await home.hass.services.async_call(
        "input_select", "select_option", {"entity_id": "input_select.mode", "option": "Rest"}, blocking=True
    )
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert home.state("input_select.mode") == "Self use"


async def test_the_plan_is_there_for_scripts_and_dashboards(home: LivingHome) -> None:
    assert await home.start()
    await turn(home, READY, on=True)
    plan = await home.hass.services.async_call(
        DOMAIN, "get_plan", {"config_entry_id": home.entry.entry_id}, blocking=True, return_response=True
    )
    assert plan is not None
    assert isinstance(plan["steps"], list)
    assert len(plan["steps"]) > 96
    board = home.coordinator.board()["plan"]
    assert [run["name"] for run in board["runs"] if run["device"] == DRYER_ID] == ["Dryer"]
    assert board["steps"][0]["start"] <= now() <= board["steps"][0]["start"] + board["steps"][0]["seconds"]
    assert {run["device"] for run in board["runs"]} <= {BATTERY_ID, DRYER_ID}


async def test_what_it_orders_is_planned_around_by_its_battery(
    home: LivingHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await home.start()
    coordinator = home.coordinator
    current = coordinator.calendar.interval_at(now())
    lived = range(current - 14 * coordinator.calendar.day_intervals, current)
    sun = {interval: 700 if 36 <= interval % 96 < 60 else 0 for interval in lived}
    past = Past({interval: sun[interval] - 150 - interval % 7 * 10 for interval in lived}, sun)

    async def remember(_now: float) -> Past:
        return past

    monkeypatch.setattr(coordinator._ordering, "async_past", remember)
    coordinator.household.planning.ask_again()
    await coordinator.async_refresh()
    await home.calm()
    plan = await coordinator.async_propose({})
    flexible = [each for each in plan.prospects.values() if isinstance(each, FlexibleProspect)]
    assert len(flexible) > len(plan.prospects) / 2
    for interval, order in (
        (block * 8 + place, order)
        for block, orders in plan.orders.items()
        for place, order in enumerate(orders.orders)
        if order is not None
    ):
        prospect = plan.prospects[interval]
        assert prospect.value(order) > 0
        assert (
            prospect.gain(order.energy_wh * (1 if order.side is Side.SELL else -1), coordinator.grid.price(order.tick))
            >= 0
        )


async def test_a_device_that_is_named_while_the_integration_starts_is_not_overlooked(
    home: LivingHome, entity_registry: er.EntityRegistry
) -> None:
    late = boiler()
    load = Household.async_load

    async def slowly(*args: Any, **kwargs: Any) -> Household:
        made = await load(*args, **kwargs)
        if BOILER_ID not in home.entry.subentries:
            home.hass.config_entries.async_add_subentry(
                home.entry,
                ConfigSubentry(
                    data=MappingProxyType(dict(late["data"])),
                    subentry_id=BOILER_ID,
                    subentry_type="appliance",
                    title="Boiler",
                    unique_id=None,
                ),
            )
        return made

    with patch.object(Household, "async_load", slowly), home.reachable():
        await home.start()
        await home.settle()
    assert BOILER_ID in home.coordinator.household.fleet.devices
