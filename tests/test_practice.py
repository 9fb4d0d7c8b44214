"""Practice in a running Home Assistant, from the first dialog to a settled trade."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.db_schema import StatisticsShortTerm
from homeassistant.components.recorder.models import StatisticData, StatisticMeanType, StatisticMetaData
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, ConfigEntryState
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr, issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.practice import market as practice
from custom_components.energy_trade.stores import CacheStore
from tests.support.texts import check_issue, check_result

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

START = datetime(2026, 11, 21, 10, 0, 3, tzinfo=UTC)
FIVE_MINUTES = 300

pytestmark = pytest.mark.usefixtures("recorder_mock")


class Clock:
    """Time that tests move."""

    def __init__(self, hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
        self.hass = hass
        self.freezer = freezer
        freezer.move_to(START)

    def __call__(self) -> float:
        return dt_util.utcnow().timestamp()

    async def pass_by(self, seconds: int, step: int = 2) -> None:
        for _ in range(seconds // step):
            self.freezer.tick(step)
            async_fire_time_changed(self.hass)
            await self.hass.async_block_till_done(wait_background_tasks=True)


@pytest.fixture
def clock(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Any:
    clock = Clock(hass, freezer)
    with patch.object(practice, "host_clock", clock):
        yield clock


async def begin(hass: HomeAssistant, **answers: Any) -> Any:
    flow = hass.config_entries.flow
    result: Any = await flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    check_result(result)
    result = await flow.async_configure(result["flow_id"], {"next_step_id": "practice"})
    check_result(result)
    suggested = {
        str(key): key.description["suggested_value"]
        for key in result["data_schema"].schema
        if key.description and "suggested_value" in key.description
    }
    result = await flow.async_configure(result["flow_id"], {"source": "sample", **suggested, **answers})
    check_result(result)
    await hass.async_block_till_done()
    return result


def entry_of(hass: HomeAssistant) -> ConfigEntry[Any]:
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    return entry


async def test_a_newcomer_sees_a_settled_trade_within_five_minutes_without_network(
    hass: HomeAssistant, clock: Clock
) -> None:
    with patch("aiohttp.ClientSession._request", side_effect=AssertionError("practice asks no network")):
        result = await begin(hass)
        assert result["type"] is FlowResultType.CREATE_ENTRY
        entry = entry_of(hass)
        assert entry.state is ConfigEntryState.LOADED
        await clock.pass_by(FIVE_MINUTES - 60)
    coordinator = entry.runtime_data.coordinator
    settled = [record for record in coordinator.journal.blocks() if record.settled_amount is not None]
    assert any(record.is_traded for record in settled)
    assert coordinator.data.totals.sold_wh > 0
    assert coordinator.data.money.balance > coordinator.founding.initial_grant
    assert coordinator.board()["practice"] is True


async def test_everything_says_practice_and_nothing_makes_statistics(hass: HomeAssistant, clock: Clock) -> None:
    await begin(hass)
    await clock.pass_by(10)
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry_of(hass).entry_id)
    assert len(devices) == 2
    assert all("practice" in (device.name or "").lower() and device.model for device in devices)
    assert not [state for state in hass.states.async_all("sensor") if "state_class" in state.attributes]
    assert entry_of(hass).runtime_data.coordinator.chronicle._statistics is None


async def test_practice_goes_on_where_it_stopped(hass: HomeAssistant, clock: Clock) -> None:
    await begin(hass)
    await clock.pass_by(240)
    entry = entry_of(hass)
    before = entry.runtime_data.coordinator
    stopped = before.chain_time()
    assert await hass.config_entries.async_unload(entry.entry_id)
    clock.freezer.tick(timedelta(days=3))
    assert await hass.config_entries.async_setup(entry.entry_id)
    await clock.pass_by(10)
    after = entry.runtime_data.coordinator
    assert 0 < after.chain_time() - stopped < 30
    assert after.data.totals.sold_wh >= before.data.totals.sold_wh > 0
    assert not [issue for issue in ir.async_get(hass).issues if issue[0] == DOMAIN]


async def test_after_the_week_practice_can_begin_again(hass: HomeAssistant, clock: Clock) -> None:
    await begin(hass)
    entry = entry_of(hass)
    clock.freezer.tick(timedelta(hours=3))
    await clock.pass_by(20)
    over = entry.runtime_data.coordinator.chain_time()
    await clock.pass_by(20)
    assert entry.runtime_data.coordinator.chain_time() == over
    issue = ir.async_get(hass).issues[DOMAIN, f"{entry.entry_id}.practice_over"]
    check_issue(issue)
    flow: Any = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id}
    )
    check_result(flow)
    done = await hass.config_entries.flow.async_configure(flow["flow_id"], {})
    check_result(done)
    await hass.async_block_till_done()
    await clock.pass_by(10)
    assert entry.state is ConfigEntryState.LOADED
    assert not entry.runtime_data.market.is_over
    assert entry.runtime_data.coordinator.data.money.balance == entry.runtime_data.coordinator.founding.initial_grant
    assert not [issue for issue in ir.async_get(hass).issues if issue[0] == DOMAIN]


async def test_a_repair_leads_to_the_same(hass: HomeAssistant, clock: Clock) -> None:
    await begin(hass)
    entry = entry_of(hass)
    flow = await hass.config_entries.flow.async_init(
        DOMAIN,
        context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id},
        data={"next_step_id": "practice_again"},
    )
    assert flow["step_id"] == "practice_again"


@pytest.mark.parametrize(
    ("retail", "feed_in", "problem"),
    [(0.1, 0.1, "prices_crossed"), (0.1, 0.2, "prices_crossed"), (1e9, 0, "prices_out_of_range")],
)
async def test_prices_that_make_no_sense_are_not_taken(
    hass: HomeAssistant, retail: float, feed_in: float, problem: str
) -> None:
    result = await begin(hass, retail=retail, feed_in=feed_in)
    assert result["errors"] == {"base": problem}


async def test_nobody_practises_twice(hass: HomeAssistant, clock: Clock) -> None:
    await begin(hass)
    flow: Any = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    result = await hass.config_entries.flow.async_configure(flow["flow_id"], {"next_step_id": "practice"})
    assert result["reason"] == "already_configured"


async def test_the_practice_file_goes_with_the_entry(
    hass: HomeAssistant, clock: Clock, hass_storage: dict[str, Any]
) -> None:
    await begin(hass)
    await clock.pass_by(10)
    await hass.config_entries.async_remove(entry_of(hass).entry_id)
    await hass.async_block_till_done()
    assert not [name for name in hass_storage if name.startswith(f"{DOMAIN}.")]


def record(hass: HomeAssistant, sensor: str, days: int, wh: float) -> None:
    """Let the recorder know a sensor's five-minute statistics of the last days."""
    begin = dt_util.start_of_local_day() - timedelta(days=days)
    rows = [
        StatisticData(start=begin + timedelta(minutes=5 * step), state=step * wh / 1000, sum=step * wh / 1000)
        for step in range(days * 288)
    ]
    metadata = StatisticMetaData(
        mean_type=StatisticMeanType.NONE,
        has_sum=True,
        name=None,
        source="recorder",
        statistic_id=sensor,
        unit_class="energy",
        unit_of_measurement="kWh",
    )
    instance = get_instance(hass)
    instance.async_import_statistics(metadata, rows, StatisticsShortTerm)


async def test_the_homes_own_days_can_be_played(hass: HomeAssistant, clock: Clock) -> None:
    record(hass, "sensor.taken", 2, 20)
    record(hass, "sensor.given", 2, 50)
    await async_wait_recording_done(hass)
    flow = hass.config_entries.flow
    result: Any = await begin(hass, source="own")
    assert result["step_id"] == "practice_meters"
    empty = await flow.async_configure(result["flow_id"], {})
    check_result(empty)
    assert empty["errors"] == {"base": "needs_reading"}
    unknown = await flow.async_configure(result["flow_id"], {"import": ["sensor.unheard_of"]})
    check_result(unknown)
    assert unknown["errors"] == {"base": "history_too_short"}
    done = await flow.async_configure(
        result["flow_id"], {"import": ["sensor.taken"], "export": ["sensor.given"], "pv": ["sensor.taken"]}
    )
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    home = entry_of(hass).runtime_data.market.home
    assert len(home.import_wh) in (96, 192)
    assert set(home.import_wh[4:90]) == set(home.generation_wh[4:90]) == {60}
    assert set(home.export_wh[4:90]) == {150}


async def test_days_that_the_recorder_has_lost_meanwhile_are_missed_in_words(hass: HomeAssistant, clock: Clock) -> None:
    await begin(hass)
    entry = entry_of(hass)
    await hass.config_entries.async_unload(entry.entry_id)
    await CacheStore(hass, entry.entry_id).async_remove()
    hass.config_entries.async_update_entry(
        entry, data={**entry.data, "meters": {"mode": "registers", "import": ["sensor.taken"]}}
    )
    await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.error_reason_translation_key == "no_recorded_days"
