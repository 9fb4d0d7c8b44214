"""Issues come and go with what they are about, and the fixable ones lead out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unittest.mock import AsyncMock, Mock

from homeassistant.components.repairs.issue_handler import RepairsFlowManager
from homeassistant.config_entries import ConfigEntryState
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.home.book import Jump
from custom_components.energy_trade.issues import IssueKind, Issues
from tests.support.texts import check_issue, check_result

if TYPE_CHECKING:
    from collections.abc import Callable

    from homeassistant.components.recorder import Recorder
    from homeassistant.core import HomeAssistant

SINCE = datetime(2026, 6, 21, 12, 0, tzinfo=UTC)
METER = "sensor.meter_import"
JUMP = Jump(sensor=METER, energy_wh=1_250_000, limit_wh=2_750, at=SINCE.timestamp())


@pytest.fixture
def entry(hass: HomeAssistant) -> MockConfigEntry:
    entry = MockConfigEntry(domain=DOMAIN, title="Elm Street", data={"name": "Elm Street"})
    entry.add_to_hass(hass)
    return entry


@pytest.fixture
def issues(hass: HomeAssistant, entry: MockConfigEntry) -> Issues:
    return Issues(hass, entry.entry_id, entry.title)


def standing(hass: HomeAssistant) -> list[ir.IssueEntry]:
    return [issue for issue in ir.async_get(hass).issues.values() if issue.domain == DOMAIN]


@pytest.mark.parametrize(
    ("kind", "arises", "passes"),
    [
        (IssueKind.APPOINT, lambda it: it.appoint("0xAgent", "0xOwner"), lambda it: it.appoint(None, "0xOwner")),
        (IssueKind.CANNOT_PAY, lambda it: it.cannot_pay("0xAgent"), lambda it: it.cannot_pay(None)),
        (IssueKind.CLOCK_OFF, lambda it: it.clock_off(-45.2), lambda it: it.clock_off(3.0)),
        (IssueKind.CLOCK_OFF, lambda it: it.clock_off(31.0), lambda it: it.clock_off(None)),
        (IssueKind.COLLATERAL_SHORT, lambda it: it.collateral_short("3.20 EUR"), lambda it: it.collateral_short(None)),
        (
            IssueKind.SUSPENDED,
            lambda it: it.suspended(is_suspended=True),
            lambda it: it.suspended(is_suspended=False),
        ),
        (IssueKind.NODES_DOWN, lambda it: it.nodes_down(SINCE), lambda it: it.nodes_down(None)),
        (IssueKind.METER_SILENT, lambda it: it.meters_silent({METER: SINCE}), lambda it: it.meters_silent({})),
        (IssueKind.METER_JUMP, lambda it: it.meter_jumps([JUMP]), lambda it: it.meter_jumps([])),
    ],
)
def test_an_issue_stands_as_long_as_its_cause(
    hass: HomeAssistant,
    issues: Issues,
    kind: IssueKind,
    arises: Callable[[Issues], None],
    passes: Callable[[Issues], None],
) -> None:
    arises(issues)
    arises(issues)
    (issue,) = standing(hass)
    assert issue.translation_key == kind
    check_issue(issue)
    passes(issues)
    assert not standing(hass)


def test_each_meter_has_an_issue_of_its_own(hass: HomeAssistant, issues: Issues) -> None:
    issues.meters_silent({"sensor.a": SINCE, "sensor.b": SINCE})
    issues.meters_silent({"sensor.b": SINCE})
    (issue,) = standing(hass)
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["entity_id"] == "sensor.b"


def test_what_one_entry_withdraws_stays_for_another(hass: HomeAssistant, issues: Issues) -> None:
    other = Issues(hass, f"{issues.entry_id}2", "Oak Street")
    issues.nodes_down(SINCE)
    issues.meters_silent({METER: SINCE})
    other.nodes_down(SINCE)
    issues.clear()
    (issue,) = standing(hass)
    assert issue.data is not None
    assert issue.data["entry_id"] == other.entry_id


@pytest.fixture
async def fix(recorder_mock: Recorder, hass: HomeAssistant) -> RepairsFlowManager:
    assert await async_setup_component(hass, "repairs", {})
    assert await async_setup_component(hass, DOMAIN, {})
    await hass.async_block_till_done()
    manager: RepairsFlowManager = hass.data["repairs"]["flow_manager"]
    return manager


@pytest.mark.parametrize(("choice", "is_energy"), [("accept", True), ("discard", False)])
async def test_the_owner_says_whether_a_jump_was_energy(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    issues: Issues,
    fix: RepairsFlowManager,
    choice: str,
    is_energy: bool,
) -> None:
    entry.runtime_data = Mock(async_resolve_jump=AsyncMock())
    entry.mock_state(hass, ConfigEntryState.LOADED)
    issues.meter_jumps([JUMP])
    (issue,) = standing(hass)

    menu = await fix.async_init(DOMAIN, context={"issue_id": issue.issue_id})
    check_result(menu, "issues", IssueKind.METER_JUMP, "fix_flow")
    result = await fix.async_configure(menu["flow_id"], {"next_step_id": choice})

    assert result["type"] is FlowResultType.CREATE_ENTRY
    entry.runtime_data.async_resolve_jump.assert_awaited_once_with(METER, is_energy=is_energy)
    assert not standing(hass)


async def test_a_jump_waits_for_an_entry_that_runs(
    hass: HomeAssistant, entry: MockConfigEntry, issues: Issues, fix: RepairsFlowManager
) -> None:
    entry.mock_state(hass, ConfigEntryState.SETUP_RETRY)
    issues.meter_jumps([JUMP])
    (issue,) = standing(hass)
    menu = await fix.async_init(DOMAIN, context={"issue_id": issue.issue_id})
    result = await fix.async_configure(menu["flow_id"], {"next_step_id": "accept"})
    check_result(result, "issues", IssueKind.METER_JUMP, "fix_flow")
    assert result["reason"] == "not_loaded"
    assert standing(hass) == [issue]


@pytest.mark.parametrize(
    ("arise", "step"),
    [
        (lambda it: it.meters_silent({METER: SINCE}), "meters"),
        (lambda it: it.nodes_down(SINCE), "nodes"),
    ],
)
async def test_the_way_out_leads_to_the_step_that_helps(
    hass: HomeAssistant,
    issues: Issues,
    fix: RepairsFlowManager,
    arise: Callable[[Issues], None],
    step: str,
) -> None:
    arise(issues)
    (issue,) = standing(hass)
    form = await fix.async_init(DOMAIN, context={"issue_id": issue.issue_id})
    check_result(form, "issues", str(issue.translation_key), "fix_flow")
    result = await fix.async_configure(form["flow_id"], {})

    assert result["type"] is FlowResultType.CREATE_ENTRY
    (reconfigure,) = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    assert reconfigure["step_id"] == step
    assert result["next_flow"] == ("config_flow", reconfigure["flow_id"])
