"""What an operator does in dialogs."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.energy_trade import repairs
from custom_components.energy_trade.chain.errors import CannotPay, NodeUnavailable, Rejected
from custom_components.energy_trade.chain.invitation import Invitation
from custom_components.energy_trade.chain.operating import Asking
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.founding_draft import DraftStore, FoundingDraft
from custom_components.energy_trade.image import InvitationImage
from custom_components.energy_trade.office.entities import OFFICE_SENSORS, OfficeSensor
from custom_components.energy_trade.office.kept import async_kept
from custom_components.energy_trade.office.letters import letter_of
from custom_components.energy_trade.office.setup import async_close_for_good, async_open_office
from tests.office.test_doors import AGENT, PLACE, STRANGER, Chain, chain, invited, office, request
from tests.support.flow_market import MARKET, NODE, OWNER, founding
from tests.support.texts import check_issue, check_result

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

    from custom_components.energy_trade.office.office import Office

__all__ = ["chain", "office"]

pytestmark = pytest.mark.usefixtures("recorder_mock")


def run(hass: HomeAssistant, office: Office | None, entry: Any) -> None:
    entry.runtime_data = SimpleNamespace(office=office, coordinator=SimpleNamespace(founding=founding(), snapshot=None))
    entry.mock_state(hass, ConfigEntryState.LOADED)


async def open_step(hass: HomeAssistant, entry: Any, step: str) -> Any:
    options = hass.config_entries.options
    menu = await options.async_init(entry.entry_id)
    check_result(menu, "options")
    return await answer(hass, menu, next_step_id=step)


async def answer(hass: HomeAssistant, shown: Any, **filled: Any) -> Any:
    result = await hass.config_entries.options.async_configure(shown["flow_id"], filled)
    check_result(result, "options")
    return result


async def test_an_operator_invites_a_home(hass: HomeAssistant, office: Office) -> None:
    run(hass, office, office.config_entry)
    office.known_relays = lambda: tuple(f"https://home-{number}.example/" for number in range(16))
    shown = await open_step(hass, office.config_entry, "invite")
    shown = await answer(hass, shown, name=" The Lindgrens ", import_kw=11, export_kw=8)
    invitation = Invitation.parse(shown["description_placeholders"]["invitation"])
    assert len(invitation.relays) == 4
    guest = office.guests.latest
    assert guest is not None
    assert (guest.name, guest.place, guest.voucher_key) == ("The Lindgrens", PLACE, invitation.voucher)
    assert (await answer(hass, shown))["type"] == "create_entry"


async def test_a_letter_lets_its_home_in(hass: HomeAssistant, office: Office, chain: Chain) -> None:
    run(hass, office, office.config_entry)
    await invited(office)
    shown = await open_step(hass, office.config_entry, "let_in")
    assert (await answer(hass, shown, letter="hello"))["errors"] == {"letter": "letter_unreadable"}
    wrong = letter_of(request(voucher=STRANGER))
    assert (await answer(hass, shown, letter=wrong))["errors"] == {"letter": "voucher_refused"}
    for failure, error in ((Rejected("CapTooHigh"), "rejected"), (CannotPay("0x1", 0, 1), "cannot_pay")):
        chain.failure = failure
        chain.used.clear()
        assert (await answer(hass, shown, letter=letter_of(request())))["errors"] == {"base": error}
    chain.failure = None
    chain.used.clear()
    assert (await answer(hass, shown, letter=letter_of(request())))["type"] == "create_entry"
    assert ("requestFor", AGENT.address) in chain.deeds


async def test_a_member_can_become_the_operator(hass: HomeAssistant, office: Office) -> None:
    entry = office.config_entry
    run(hass, None, entry)
    shown = await open_step(hass, entry, "take_role")
    told = await answer(hass, shown)
    address = told["description_placeholders"]["address"]
    assert AgentKey.from_stored(entry.data["operator_key"]).address == address
    again = await open_step(hass, entry, "take_role")
    assert again["description_placeholders"]["address"] == address


async def test_a_role_that_was_offered_is_taken(office: Office, chain: Chain) -> None:
    operator: Any = office.operator
    operator.in_charge = False
    await office.async_refresh()
    assert not office.data.is_operator

    async def offered() -> bool:
        operator.in_charge = bool(chain.deeds and chain.deeds[-1] == ("acceptOwnership",))
        return True

    operator.is_offered = offered
    chain.deeds.clear()
    await office.async_refresh()
    assert ("acceptOwnership",) in chain.deeds


async def test_a_home_that_asks_is_admitted_or_turned_away_by_repair(
    hass: HomeAssistant,
    office: Office,
    chain: Chain,
) -> None:
    run(hass, office, office.config_entry)
    operator: Any = office.operator
    operator.waiting = [Asking(STRANGER.address, OWNER, 1, None)]
    await office.async_refresh()
    issue_id = f"{office.config_entry.entry_id}.asks_to_join.{STRANGER.address}"
    issue = ir.async_get(hass).async_get_issue(DOMAIN, issue_id)
    assert issue is not None
    check_issue(issue)

    async def repair() -> Any:
        flow: Any = await repairs.async_create_fix_flow(hass, issue_id, dict(issue.data or {}))
        flow.hass, flow.issue_id, flow.flow_id, flow.handler = hass, issue_id, "1", DOMAIN
        return flow

    flow = await repair()
    assert (await flow.async_step_init())["menu_options"] == ["admit", "decline"]
    assert (await flow.async_step_admit())["step_id"] == "admit"
    chain.failure = NodeUnavailable("down")
    assert (await flow.async_step_admit({"import_kw": 11, "export_kw": 8}))["errors"] == {"base": "cannot_connect"}
    assert (await flow.async_step_decline())["reason"] == "not_now"
    chain.failure = None
    assert (await (await repair()).async_step_decline())["type"] == "create_entry"
    assert (await flow.async_step_admit({"import_kw": 11, "export_kw": 8}))["type"] == "create_entry"
    assert ("admit", STRANGER.address, PLACE) in chain.deeds
    run(hass, None, office.config_entry)
    for step in (flow.async_step_admit, flow.async_step_decline):
        assert (await step())["reason"] == "not_loaded"
    await office.async_refresh()
    assert ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is None


async def test_the_operator_sees_who_is_there_and_a_picture_of_the_invitation(
    hass: HomeAssistant,
    office: Office,
) -> None:
    values = {each.key: OfficeSensor(office, each).native_value for each in OFFICE_SENSORS if each.exists_fn(office)}
    assert values == {"members": 1, "asking": 0, "operator_coin": 1.0}
    image: Any = InvitationImage(hass, office)
    image.hass = hass
    assert not image.available
    assert await image.async_image() is None
    await office.guests.async_invite("Guest", PLACE, 1)
    image._take()
    assert image.available
    assert b"<svg" in (await image.async_image() or b"")


async def test_an_operators_key_outlives_its_entry(hass: HomeAssistant, office: Office) -> None:
    entry = office.config_entry
    assert await async_kept(hass, MARKET) == {}
    await async_close_for_good(hass, entry)
    assert await async_kept(hass, MARKET) == {}
    hass.config_entries.async_update_entry(entry, data={**entry.data, "operator_key": AGENT.stored()})
    await async_close_for_good(hass, entry)
    assert await async_kept(hass, MARKET) == {"operator_key": AGENT.stored()}
    assert await async_kept(hass, OWNER) == {}


async def test_an_operators_key_in_two_places_is_noticed(
    hass: HomeAssistant, office: Office, chain: Chain, freezer: FrozenDateTimeFactory
) -> None:
    issue_id = f"{office.config_entry.entry_id}.operator_twice"
    registry = ir.async_get(hass)
    for sent, noticed in (((1, 1), False), ((2, 2), False), ((3, 2), True)):
        chain.sent = sent
        await office.async_refresh()
        issue = registry.async_get_issue(DOMAIN, issue_id)
        assert (issue is not None) is noticed
    assert issue is not None
    check_issue(issue)
    freezer.tick(timedelta(hours=7))
    await office.async_refresh()
    assert registry.async_get_issue(DOMAIN, issue_id) is None


async def test_the_office_opens_where_the_operators_key_is(
    hass: HomeAssistant,
    office: Office,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = office.config_entry
    assert await async_open_office(hass, entry, office.founding) is None
    hass.config_entries.async_update_entry(
        entry, data={**entry.data, "operator_key": AGENT.stored(), "agent_key": AGENT.stored()}
    )
    await DraftStore(hass).async_save(FoundingDraft(AGENT.stored(), (NODE,), 1, office.founding))
    opened = await async_open_office(hass, entry, office.founding)
    assert opened is not None
    assert opened.operator.address == AGENT.address
    freezer.tick(61)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    assert await DraftStore(hass).async_load() is None
