"""A common meter that a home reads, from the sensor to the dispute and its end, on a real node."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.energy_trade import repairs
from custom_components.energy_trade.chain.operating import OperatorMarket
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.home.book import IntervalEnergy
from custom_components.energy_trade.lines.watch import CONF_LINES, LineWatch
from custom_components.energy_trade.market.state import AuditState
from custom_components.energy_trade.market.units import NO_ADDRESS
from custom_components.energy_trade.office.guests import GuestBook
from custom_components.energy_trade.office.office import Office
from simulation.bench.faults.community import QUICK, TERMS, Community, buys, metered, sells
from tests.chain.conftest import proxy, session
from tests.office.test_dialogs import answer, open_step
from tests.support.texts import check_issue

if TYPE_CHECKING:
    import aiohttp
    from homeassistant.core import HomeAssistant

    from custom_components.energy_trade.chain.client import EvmMarket
    from simulation.anvil import Anvil

__all__ = ["proxy", "session"]

pytestmark = pytest.mark.usefixtures("recorder_mock")

CHECKED = replace(
    TERMS, metered_zones=frozenset({0}), tolerance_wh=50, dispute_blocks=4, challenge_blocks=1, horizon_blocks=2
)


class Meters:
    """A line's counters, as far as a watch reads them."""

    def __init__(self, net_wh: dict[int, int]) -> None:
        self.net_wh = net_wh
        self.saved = 0

    def readings(self, first: int, last: int) -> tuple[IntervalEnergy, ...]:
        return tuple(
            IntervalEnergy(each, *((0, self.net_wh[each // 8]) if each // 8 in self.net_wh else (None, None)))
            for each in range(first, last)
        )

    async def async_save(self) -> None:
        self.saved += 1


@pytest.fixture
async def community(anvil: Anvil, session: aiohttp.ClientSession) -> Community:
    community = await Community.found(anvil, session, [anvil.url], CHECKED)
    community.to_start()
    return community


async def operating(community: Community) -> OperatorMarket:
    return OperatorMarket(await community.home(AgentKey(community.anvil.account(0)), timing=QUICK))


async def lied(community: Community) -> tuple[int, EvmMarket, EvmMarket, LineWatch]:
    """A block in which a home says that it gave 1000 Wh a step, of which the community's meter saw 400."""
    operator = await operating(community)
    liar, honest = await community.member(0), await community.member(1)
    await operator.set_line_meter(0, honest.agent)
    block = community.block + CHECKED.horizon_blocks + 1
    community.to_end(block - 2)
    meters: Any = Meters({})
    watch = LineWatch(honest, CHECKED, 0, meters)
    await liar.place({block: sells()})
    await honest.place({block: buys()})
    community.to_end(block)
    await liar.report({block: metered(1000)})
    await honest.report({block: metered(0)})
    meters.net_wh = {block: 400}
    return block, liar, honest, watch


async def test_a_line_is_told_once_by_the_home_that_was_named_for_it(community: Community) -> None:
    block, _, honest, watch = await lied(community)
    assert watch.rows(honest.now()) == {block: (400,) * 8}
    await watch.async_step()
    assert watch.is_appointed
    assert (await honest.audit_of(block)).lines == {0: (400,) * 8}
    assert watch.rows(honest.now()) == {}


async def test_blocks_before_its_key_counted_do_not_stop_it(community: Community) -> None:
    block, _, honest, watch = await lied(community)
    meters: Any = watch.meters
    meters.net_wh = {block - 1: 7, block: 400}
    await watch.async_step()
    assert (await honest.audit_of(block - 1)).lines == {}
    assert (await honest.audit_of(block)).lines == {0: (400,) * 8}
    assert watch.rows(honest.now()) == {}


async def test_nobody_else_tells_it(community: Community) -> None:
    block, liar, honest, watch = await lied(community)
    other = LineWatch(liar, CHECKED, 0, watch.meters)
    await other.async_step()
    assert not other.is_appointed
    assert (await honest.audit_of(block)).lines == {}


async def test_what_is_not_wholly_known_waits(community: Community) -> None:
    block, _, honest, watch = await lied(community)
    meters: Any = watch.meters
    meters.net_wh = {}
    assert watch.rows(honest.now()) == {}
    meters.net_wh = {block: 400}
    community.to_end(block + 1 + CHECKED.report_blocks + CHECKED.dispute_blocks)
    assert watch.rows(community.now()) == {}


async def test_an_operator_sees_a_dispute_and_corrects_the_reading(hass: HomeAssistant, community: Community) -> None:
    block, liar, honest, watch = await lied(community)
    await watch.async_step()
    await honest.audit(block)
    assert (await honest.audit_of(block)).state is AuditState.DISPUTED

    entry = MockConfigEntry(domain=DOMAIN, title="Test Street", unique_id="x", data={"market": honest.contract.address})
    entry.add_to_hass(hass)
    office = Office(hass, entry, await operating(community), CHECKED, GuestBook(hass, entry.entry_id))
    snapshot = await honest.snapshot()
    entry.runtime_data = SimpleNamespace(
        office=office,
        relay=None,
        market=honest,
        coordinator=SimpleNamespace(founding=await honest.founding(), snapshot=snapshot),
    )
    entry.mock_state(hass, ConfigEntryState.LOADED)
    await office.async_refresh()
    assert office.last_update_success
    issue_id = f"{entry.entry_id}.disputed.{block}"
    issue = ir.async_get(hass).async_get_issue(DOMAIN, issue_id)
    assert issue is not None
    check_issue(issue)
    flow: Any = await repairs.async_create_fix_flow(hass, issue_id, dict(issue.data or {}))
    flow.hass, flow.issue_id, flow.flow_id, flow.handler = hass, issue_id, "1", DOMAIN
    await flow.async_step_init({})
    (shown,) = hass.config_entries.options.async_progress()
    assert shown["step_id"] == "disputes"

    shown = await answer(hass, shown, block=str(block), member="0")
    suggested = [key.description["suggested_value"] for key in shown["data_schema"].schema]
    assert suggested == [1.0] * 8
    wrong = {f"interval_{number}": 3.0 for number in range(1, 9)}
    shown = await answer(hass, shown, **wrong)
    assert shown["errors"] == {"base": "bad_correction"}
    right = {f"interval_{number}": 0.4 for number in range(1, 9)}
    assert (await answer(hass, shown, **right))["type"] == "create_entry"
    (announced,) = (await honest.audit_of(block)).corrections
    assert (announced.member, announced.readings) == (0, metered(400))

    shown = await answer(hass, await open_step(hass, entry, "operate"), next_step_id="line_meters")
    await answer(hass, shown, zone="0", holder=liar.agent)
    coming = community.block + CHECKED.horizon_blocks + 1
    assert await office.operator.line_meter(0, coming) == liar.agent
    assert await office.operator.line_meter(0, block) == honest.agent
    await answer(hass, await answer(hass, await open_step(hass, entry, "operate"), next_step_id="line_meters"),
                 zone="0", holder="nobody")  # fmt: skip
    assert await office.operator.line_meter(0, coming) == NO_ADDRESS


async def test_the_home_that_reads_a_meter_chooses_its_sensors(hass: HomeAssistant, community: Community) -> None:
    home = await community.member(0)
    entry = MockConfigEntry(domain=DOMAIN, title="Test Street", data={"market": home.contract.address})
    entry.add_to_hass(hass)
    entry.runtime_data = SimpleNamespace(
        office=None,
        relay=None,
        market=home,
        coordinator=SimpleNamespace(founding=await home.founding(), snapshot=None),
    )
    entry.mock_state(hass, ConfigEntryState.LOADED)
    shown = await open_step(hass, entry, "line_meter")
    shown = await answer(hass, shown, zone="0", **{"import": ["sensor.missing"]})
    assert shown["errors"] == {"import": "meter_not_found"}
    for name in ("main_import", "main_export"):
        hass.states.async_set(
            f"sensor.{name}",
            "5",
            {"device_class": "energy", "state_class": "total_increasing", "unit_of_measurement": "kWh"},
        )
    chosen = {"import": ["sensor.main_import"], "export": ["sensor.main_export"]}
    done = await answer(hass, shown, zone="0", **chosen)
    assert done["data"][CONF_LINES] == {"0": {"mode": "registers", **chosen}}
    done = await answer(hass, await open_step(hass, entry, "line_meter"), zone="0")
    assert done["data"][CONF_LINES] == {}
