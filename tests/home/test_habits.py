"""A home that joins today has lived before: the recorder tells how, and trading begins with that."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from homeassistant.components.recorder.models import StatisticMeanType
from homeassistant.components.recorder.statistics import async_import_statistics
from homeassistant.const import UnitOfEnergy, UnitOfPower
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from custom_components.energy_trade.home.habits import Habits, async_recorded_habits, by_interval
from tests.support.fake_market import EAGER_BUYER, FakeMarket
from tests.support.living_home import EXPORT, IMPORT, START, LivingHome, entry, now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.components.recorder import Recorder
    from homeassistant.core import HomeAssistant

LENGTH = 900
REGISTERS = {"mode": "registers", "import": [IMPORT], "export": [EXPORT]}


def remember(hass: HomeAssistant, sensor: str, hours: Sequence[float | None], *, power: bool = False) -> None:
    """Let the recorder know what a sensor counted (kWh) or showed (W) in the hours before now, None what it missed."""
    begin = dt_util.utcnow().replace(minute=0, second=0, microsecond=0) - timedelta(hours=len(hours))
    total = 0.0
    rows: list[Any] = []
    for hour, value in enumerate(hours):
        if value is None:
            continue
        total += value
        row = {"start": begin + timedelta(hours=hour)}
        rows.append(row | ({"mean": value, "min": value, "max": value} if power else {"state": total, "sum": total}))
    metadata: Any = {
        "statistic_id": sensor,
        "source": "recorder",
        "name": None,
        "unit_of_measurement": UnitOfPower.WATT if power else UnitOfEnergy.KILO_WATT_HOUR,
        "unit_class": "power" if power else "energy",
        "mean_type": StatisticMeanType.ARITHMETIC if power else StatisticMeanType.NONE,
        "has_sum": not power,
    }
    async_import_statistics(hass, metadata, rows)


async def recorded(hass: HomeAssistant, meters: dict[str, Any], *, has_planned_battery: bool = False) -> Habits:
    await async_wait_recording_done(hass)
    return await async_recorded_habits(hass, meters, LENGTH, has_planned_battery=has_planned_battery)


@pytest.fixture
def hass_at_start(recorder_mock: Recorder, hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> HomeAssistant:
    freezer.move_to(START)
    return hass


def test_what_an_hour_counted_is_shared_evenly_by_its_intervals() -> None:
    assert by_interval([{"start": 7200, "change": 400.0}], 3600, 900) == {8: 100, 9: 100, 10: 100, 11: 100}


def test_an_interval_that_is_only_partly_covered_is_not_known() -> None:
    rows = [{"start": 300 * step, "change": 10.0} for step in range(2, 8)]
    assert by_interval(rows, 300, 900) == {1: 30}


async def test_a_home_is_remembered_with_its_surplus_and_its_need(hass_at_start: HomeAssistant) -> None:
    remember(hass_at_start, IMPORT, [2.0, 2.0, 0.0])
    remember(hass_at_start, EXPORT, [0.0, 0.0, 1.2])
    habits = await recorded(hass_at_start, REGISTERS)
    current = int(now()) // LENGTH
    assert [habits.net_wh[current - back] for back in (8, 5, 4, 1)] == [-500, -500, 300, 300]


async def test_what_one_of_its_meters_missed_is_not_known(hass_at_start: HomeAssistant) -> None:
    remember(hass_at_start, IMPORT, [2.0, 2.0, 2.0])
    remember(hass_at_start, EXPORT, [0.0, None, 0.0])
    habits = await recorded(hass_at_start, REGISTERS)
    assert int(now()) // LENGTH - 6 not in habits.net_wh


async def test_power_is_remembered_as_energy(hass_at_start: HomeAssistant) -> None:
    remember(hass_at_start, "sensor.power", [400.0, -1200.0], power=True)
    habits = await recorded(hass_at_start, {"mode": "power", "power": "sensor.power"})
    current = int(now()) // LENGTH
    assert (habits.net_wh[current - 5], habits.net_wh[current - 1]) == (-100, 300)


class TestBattery:
    METERS = REGISTERS | {"battery_charge": ["sensor.charge"], "battery_discharge": ["sensor.discharge"]}

    async def test_what_a_planned_battery_did_is_no_habit(self, hass_at_start: HomeAssistant) -> None:
        for sensor, hours in ((IMPORT, [1.0, 1.0]), (EXPORT, [0.0, 0.0]), ("sensor.charge", [0.8, 0.0])):
            remember(hass_at_start, sensor, hours)
        remember(hass_at_start, "sensor.discharge", [0.0, 2.0])
        habits = await recorded(hass_at_start, self.METERS, has_planned_battery=True)
        current = int(now()) // LENGTH
        assert (habits.net_wh[current - 5], habits.net_wh[current - 1]) == (-50, -750)

    async def test_one_that_no_meter_tells_apart_leaves_none(self, hass_at_start: HomeAssistant) -> None:
        remember(hass_at_start, IMPORT, [1.0, 1.0])
        remember(hass_at_start, EXPORT, [0.0, 0.0])
        assert await recorded(hass_at_start, REGISTERS, has_planned_battery=True) == Habits()


@pytest.fixture
async def newcomer(hass_at_start: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    market = FakeMarket(now)
    market.neighbours = (EAGER_BUYER,)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    return LivingHome(hass_at_start, freezer, market, entry(demo=False))


async def test_a_newcomer_offers_its_usual_surplus_at_once(newcomer: LivingHome) -> None:
    remember(newcomer.hass, IMPORT, [0.0] * 24 * 8)
    remember(newcomer.hass, EXPORT, [2.0] * 24 * 8)
    await async_wait_recording_done(newcomer.hass)
    await newcomer.start()
    await newcomer.calm()
    assert {order.energy_wh for order in newcomer.coordinator.open_orders().values()} == {500}


async def test_what_its_connection_cannot_have_carried_is_forgotten(newcomer: LivingHome) -> None:
    remember(newcomer.hass, IMPORT, [0.0] * 24 * 8)
    remember(newcomer.hass, EXPORT, [900.0] * 24 * 8)
    await async_wait_recording_done(newcomer.hass)
    await newcomer.start()
    await newcomer.calm()
    assert not newcomer.coordinator.open_orders()
