"""The Energy dashboard counts every Wh of the meter once, and what it cost."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from homeassistant.components.energy import async_get_manager
from homeassistant.components.energy.data import ENERGY_SOURCE_SCHEMA, GridSourceType
from homeassistant.components.energy.validate import async_validate
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import list_statistic_ids, statistics_during_period
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from custom_components.energy_trade.journal import IntervalRecord
from custom_components.energy_trade.market.founding import SupplyArrangement
from custom_components.energy_trade.statistics import SERIES, HourTotals, hourly, interval_totals, statistic_id
from tests.support.fake_market import EAGER_BUYER, EAGER_SELLER, FakeMarket
from tests.support.flow_market import founding
from tests.support.living_home import START, LivingHome, entry, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.components.recorder import Recorder
    from homeassistant.core import HomeAssistant

IMPORTS, EXPORTS = ("bought", "residual_import"), ("sold", "residual_export")


@pytest.fixture
async def home(recorder_mock: Recorder, hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    freezer.move_to(START)
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    return LivingHome(hass, freezer, market, entry(demo=False))


async def read(home: LivingHome) -> dict[str, dict[int, tuple[float, float]]]:
    """Sum and hour's own amount of every statistic, by hour."""
    await home.calm()
    await async_wait_recording_done(home.hass)
    ids = {series.key: statistic_id(str(home.entry.unique_id), series) for series in SERIES}
    found = await get_instance(home.hass).async_add_executor_job(
        statistics_during_period,
        home.hass,
        datetime.fromtimestamp(0, UTC),
        None,
        set(ids.values()),
        "hour",
        None,
        {"sum", "state"},
    )
    return {
        key: {int(row["start"]): (row.get("sum") or 0, row.get("state") or 0) for row in found.get(name, [])}
        for key, name in ids.items()
    }


async def known_ids(home: LivingHome) -> dict[str, Any]:
    """Our statistics as the Energy dashboard finds them."""
    listed = await get_instance(home.hass).async_add_executor_job(list_statistic_ids, home.hass)
    return {each["statistic_id"]: each for each in listed if each["statistic_id"].startswith("energy_trade:")}


def total(told: dict[str, dict[int, tuple[float, float]]], *keys: str) -> float:
    """The last sums, added."""
    return sum(told[key][max(told[key])][0] for key in keys)


async def a_mixed_day(home: LivingHome) -> None:
    """Surplus, need, and both within an interval."""
    home.market.neighbours = (EAGER_BUYER,)
    await home.live(16, export_wh=500)
    home.market.neighbours = (EAGER_SELLER,)
    await home.live(24, import_wh=700)
    await home.live(8, import_wh=150, export_wh=400)
    await home.live(10, export_wh=100)


async def test_all_suggested_sources_together_are_the_meter(home: LivingHome) -> None:
    assert await home.start()
    await a_mixed_day(home)
    told = await read(home)
    hours = set(told["bought"])
    assert all(set(told[key]) == hours for key in told), "every statistic has every hour"
    assert sorted(hours) == list(range(min(hours), max(hours) + 1, 3600))
    assert total(told, "bought") > 0
    assert total(told, "sold") > 0
    counted: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for interval in range(int(START.timestamp()) // 900, int(now()) // 900):
        energy = home.entry.runtime_data.meters.readings(interval, interval + 1)[0]
        hour = interval * 900 // 3600 * 3600
        counted[hour][0] += energy.import_wh or 0
        counted[hour][1] += energy.export_wh or 0
    for hour in hours:
        assert sum(told[key][hour][1] for key in IMPORTS) == pytest.approx(counted[hour][0] / 1000, abs=1e-9)
        assert sum(told[key][hour][1] for key in EXPORTS) == pytest.approx(counted[hour][1] / 1000, abs=1e-9)
    first, last = min(hours), max(hours)
    metered = sum(counted[hour][0] for hour in range(first, last + 1, 3600))
    assert total(told, *IMPORTS) == pytest.approx(metered / 1000, abs=1e-9)


@pytest.mark.parametrize("supply", SupplyArrangement)
async def test_the_money_beside_the_energy_is_what_was_settled(home: LivingHome, supply: SupplyArrangement) -> None:
    home.market.terms = founding(supply=supply)
    assert await home.start()
    await a_mixed_day(home)
    told = await read(home)
    last = max(told["bought"])
    amounts = sum(
        record.amount or 0
        for block in home.coordinator.journal.blocks()
        for record in block.intervals
        if record.interval * 900 < last + 3600
    )
    gained = total(told, "sold_compensation", "residual_export_compensation")
    paid = total(told, "bought_cost", "residual_import_cost")
    assert gained - paid == pytest.approx(amounts / 1_000_000, abs=1e-9)


async def test_hours_that_may_still_change_are_not_told(home: LivingHome) -> None:
    assert await home.start()
    await home.live(7, export_wh=500)
    assert not (await read(home))["sold"]
    await home.live(2, export_wh=500)
    assert sorted((await read(home))["sold"]) == [START.timestamp(), START.timestamp() + 3600]


async def test_a_late_correction_is_imported_over_what_was_told(home: LivingHome) -> None:
    assert await home.start()
    await home.live(10, export_wh=500)
    home.lose_meters()
    await home.until(now() + 9 * 3600, step=300)
    silent = await read(home)
    home.export_wh += 3000
    home.show()
    await home.live(2)
    corrected = await read(home)
    assert total(corrected, *EXPORTS) > total(silent, *EXPORTS)
    rows = corrected["sold"]
    running = 0.0
    for hour in sorted(rows):
        running += rows[hour][1]
        assert rows[hour][0] == pytest.approx(running, abs=1e-9)


async def test_a_restart_changes_nothing(home: LivingHome) -> None:
    assert await home.start()
    await a_mixed_day(home)
    before = await read(home)
    await home.restart()
    assert await read(home) == before
    await home.live(10, export_wh=500)
    after = await read(home)
    assert before["sold"].items() <= after["sold"].items()


async def test_sums_go_on_from_what_is_older_than_the_journal_looks_back(
    home: LivingHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await home.start()
    await a_mixed_day(home)
    before = await read(home)
    monkeypatch.setattr("custom_components.energy_trade.chronicle.STATISTICS_BLOCKS", 2)
    await home.restart()
    await home.live(16, export_wh=500)
    after = await read(home)
    assert before["sold"].items() <= after["sold"].items()
    hours = sorted(after["sold"])
    for former, hour in pairwise(hours):
        assert after["sold"][hour][0] == pytest.approx(after["sold"][former][0] + after["sold"][hour][1], abs=1e-9)


async def test_a_demonstration_writes_none(home: LivingHome) -> None:
    home.entry = entry(demo=True)
    assert await home.start()
    await home.live(18, export_wh=500)
    assert not any((await read(home)).values())


async def test_credit_that_is_no_currency_has_no_money_statistics(home: LivingHome) -> None:
    home.market.terms = founding(currency="Sunshine")
    assert await home.start()
    await home.live(18, export_wh=500)
    told = await read(home)
    assert told["sold"]
    assert not told["sold_compensation"]


async def test_removal_clears_them(home: LivingHome) -> None:
    assert await home.start()
    await home.live(18, export_wh=500)
    assert (await read(home))["sold"]
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await async_wait_recording_done(home.hass)
    assert not await known_ids(home)


async def test_the_energy_dashboard_accepts_them(home: LivingHome) -> None:
    assert await async_setup_component(home.hass, "energy", {})
    assert await home.start()
    await home.live(18, export_wh=500)
    await read(home)
    known = await known_ids(home)
    answer = await home.hass.services.async_call(
        "energy_trade",
        "get_energy_sources",
        {"config_entry_id": home.entry.entry_id},
        blocking=True,
        return_response=True,
    )
    assert answer is not None
    sources = cast("list[GridSourceType]", answer["sources"])
    manager = await async_get_manager(home.hass)
    await manager.async_update(
        {"energy_sources": ENERGY_SOURCE_SCHEMA(sources), "device_consumption": [], "device_consumption_water": []}
    )
    named = {value for source in sources for key, value in source.items() if key.startswith("stat_")}
    assert named == set(known)
    assert not (await async_validate(home.hass)).as_dict()["energy_sources"][0]
    for series in SERIES:
        metadata = known[statistic_id(str(home.entry.unique_id), series)]
        assert metadata["has_sum"]
        assert metadata["statistics_unit_of_measurement"] == ("EUR" if series.is_money else "kWh")


def record(**changes: Any) -> IntervalRecord:
    """An interval in which half of an export was sold."""
    fields: dict[str, Any] = {
        "interval": 4,
        "position_wh": 250,
        "delivered_wh": 250,
        "net_wh": 500,
        "import_wh": 100,
        "export_wh": 600,
        "price": 200,
        "feed_in": 80,
        "retail": 300,
        "traded_amount": 50_000,
        "amount": 70_000,
    }
    return IntervalRecord(**fields | changes)


class TestHours:
    """How intervals become hours."""

    def test_what_is_not_traded_is_the_residual(self) -> None:
        assert interval_totals(record()) == HourTotals(
            sold_wh=250,
            sold_compensation=50_000,
            residual_import_wh=100,
            residual_export_wh=350,
            residual_compensation=20_000,
        )

    def test_an_interval_without_a_reading_has_no_energy_but_its_charge(self) -> None:
        unknown = record(net_wh=None, import_wh=None, export_wh=None, delivered_wh=0, traded_amount=0, amount=-9)
        assert interval_totals(unknown) == HourTotals(residual_cost=9)

    def test_money_counts_once_it_is_final(self) -> None:
        open_one = interval_totals(record(amount=None))
        assert (open_one.sold_wh, open_one.sold_compensation, open_one.residual_compensation) == (250, 0, 0)

    def test_only_whole_hours_that_are_over(self) -> None:
        records = [record(interval=interval) for interval in (4, 5, 6, 7, 12, 13, 16)]
        hours = hourly(records, 900, until=17 * 900)
        assert list(hours) == [3600, 7200, 10800]
        assert hours[3600].sold_wh == 1000
        assert hours[7200] == HourTotals()
        assert hourly(records, 900, until=0) == {}
