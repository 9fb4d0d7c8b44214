"""What people choose after set-up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from custom_components.energy_trade.questions.causes import MANNERS, Cause
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, now
from tests.support.texts import INTEGRATION, check_result

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.config_entries import ConfigFlowResult
    from homeassistant.core import HomeAssistant


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    freezer.move_to(START)
    home = LivingHome(hass, freezer, FakeMarket(now))
    assert await home.start()
    return home


async def open_step(home: LivingHome, step: str) -> ConfigFlowResult:
    options = home.hass.config_entries.options
    menu = await options.async_init(home.entry.entry_id)
    check_result(menu, "options")
    shown = await options.async_configure(menu["flow_id"], {"next_step_id": step})
    check_result(shown, "options")
    return shown


def rules(**changes: Any) -> dict[str, Any]:
    return {cause.value: {"ask": True, "default": manner.default} for cause, manner in MANNERS.items()} | changes


async def test_who_is_asked_and_what_holds_without_an_answer(home: LivingHome) -> None:
    async_mock_service(home.hass, "notify", "mobile_app_ann")
    shown = await open_step(home, "questions")
    with home.reachable():
        done = await home.hass.config_entries.options.async_configure(
            shown["flow_id"],
            {"notify": ["mobile_app_ann"], **rules(daily_limit={"ask": False, "default": "raise_today"})},
        )
        await home.settle()
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert home.entry.options["notify"] == ["mobile_app_ann"]
    questions = home.entry.runtime_data.questions
    assert not questions.is_asked(Cause.DAILY_LIMIT)
    assert questions.is_asked(Cause.BALANCE_LOW)

    again = await open_step(home, "questions")
    schema = again["data_schema"]
    assert schema is not None
    suggested = {str(key): key.description for key in schema.schema}
    assert suggested["notify"] == {"suggested_value": ["mobile_app_ann"]}


async def test_phones_come_first_and_what_is_no_phone_is_left_out(home: LivingHome) -> None:
    for name in ("alexa", "mobile_app_ann", "persistent_notification"):
        async_mock_service(home.hass, "notify", name)
    shown = await open_step(home, "questions")
    schema = shown["data_schema"]
    assert schema is not None
    selector = next(value for key, value in schema.schema.items() if key == "notify")
    assert selector.config["options"] == ["mobile_app_ann", "alexa"]


class TestPayingOut:
    """Free money goes to its owner's address, without an action's name or a developer's page."""

    async def test_what_is_free_is_offered_and_paid_out(self, home: LivingHome) -> None:
        shown = await open_step(home, "pay_out")
        schema = shown["data_schema"]
        assert schema is not None
        (field,) = schema.schema
        snapshot = home.entry.runtime_data.coordinator.snapshot
        assert field.description == {"suggested_value": snapshot.member.free / 1_000_000}
        assert (shown["description_placeholders"] or {})["owner"] == snapshot.member.owner
        flow = home.hass.config_entries.options
        done = await flow.async_configure(shown["flow_id"], {"amount": 12.5})
        assert done["type"] is FlowResultType.CREATE_ENTRY
        assert home.market.made("withdraw") == [12_500_000]

    async def test_more_than_is_free_is_not_sent(self, home: LivingHome) -> None:
        shown = await open_step(home, "pay_out")
        refused = await home.hass.config_entries.options.async_configure(shown["flow_id"], {"amount": 5000})
        check_result(refused, "options")
        assert refused["errors"] == {"amount": "more_than_free"}
        assert not home.market.made("withdraw")


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_is_worded_everywhere(cause: Cause) -> None:
    """A question is seen in Repairs, as a sensor's state, in the options and in an action's field."""
    texts = _texts()
    issue = texts["issues"][f"question_{cause}"]
    step = issue["fix_flow"]["step"]["init"]
    choices = set(MANNERS[cause].choices)
    assert issue["title"]
    assert step["title"]
    assert step["description"]
    assert set(step["menu_options"]) == choices
    assert set(texts["selector"][f"choice_{cause}"]["options"]) == choices
    assert cause in texts["selector"]["cause"]["options"]
    assert cause in texts["entity"]["sensor"]["question"]["state"]
    section = texts["options"]["step"]["questions"]["sections"][cause]
    assert set(section["data"]) == {"ask", "default"}
    for file in ("services.yaml", "triggers.yaml"):
        assert f"- {cause}\n" in (INTEGRATION / file).read_text(encoding="utf-8")


def _texts() -> dict[str, Any]:
    texts: dict[str, Any] = json.loads((INTEGRATION / "translations" / "en.json").read_text(encoding="utf-8"))
    return texts
