"""A question's life in Home Assistant: seen everywhere, answered once, not lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.guards import Guards
from custom_components.energy_trade.questions.book import Answer, OpenQuestion
from custom_components.energy_trade.questions.causes import Cause
from custom_components.energy_trade.speech.quantities import energy, moment, money, price
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, now, words_of
from tests.support.texts import check_issue, check_result

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import Event, HomeAssistant, ServiceCall
    from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

SENSOR = "sensor.home_in_elm_street_open_question"
EVENT = "event.home_in_elm_street_question"
PHONE = "mobile_app_ann"
FACTS = {
    "start": moment(START.timestamp() + 4 * 3600),
    "end": moment(START.timestamp() + 6 * 3600),
    "energy": energy(2400),
    "price": price(280),
    "limit": price(200),
    "amount": money(672_000),
    "instead": money(720_000),
    "until": moment(START.timestamp() + 3600),
}


class Asking:
    """A home with somebody who acts on answers."""

    def __init__(self, home: LivingHome) -> None:
        self.home = home
        self.answers: list[Answer] = []
        self.events: list[dict[str, Any]] = []
        home.hass.bus.async_listen("energy_trade_question", self._heard)

    def _heard(self, event: Event) -> None:
        self.events.append(dict(event.data))

    async def start(self, **options: Any) -> None:
        if options:
            self.home.entry.add_to_hass(self.home.hass)
            self.home.hass.config_entries.async_update_entry(self.home.entry, options=options)
        assert await self.home.start()
        self.listen()

    def listen(self) -> None:
        self.home.entry.runtime_data.questions.handle(Cause.PRICE_ABOVE_LIMIT, self._act)

    async def _act(self, answer: Answer) -> None:
        self.answers.append(answer)

    async def ask(self, minutes: int = 60) -> OpenQuestion | None:
        opened: OpenQuestion | None = self.home.entry.runtime_data.questions.ask(
            Cause.PRICE_ABOVE_LIMIT,
            expires=dt_util.utcnow() + timedelta(minutes=minutes),
            facts=FACTS,
            context={"first": 8},
        )
        await self.home.settle()
        return opened

    async def asked(self) -> OpenQuestion:
        opened = await self.ask()
        assert opened is not None
        return opened

    async def answer(self, **data: Any) -> None:
        await self.home.hass.services.async_call(
            DOMAIN, "answer", {"config_entry_id": self.home.entry.entry_id, **data}, blocking=True
        )
        await self.home.settle()

    @property
    def told(self) -> list[tuple[str, str | None]]:
        return [(event["status"], event.get("choice")) for event in self.events]

    def notifications(self) -> dict[str, Any]:
        return {
            key: value
            for key, value in self.home.hass.data.get("persistent_notification", {}).items()
            if key.startswith(DOMAIN)
        }

    def issues(self) -> list[ir.IssueEntry]:
        return [
            issue
            for (domain, key), issue in ir.async_get(self.home.hass).issues.items()
            if domain == DOMAIN and ".question." in key
        ]


@pytest.fixture
async def asking(hass: HomeAssistant, freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch) -> Asking:
    monkeypatch.setattr(Guards, "look", lambda *_: None)  # the home has nothing of its own to ask
    freezer.move_to(START)
    assert await async_setup_component(hass, "persistent_notification", {})
    return Asking(LivingHome(hass, freezer, FakeMarket(now)))


async def test_a_question_is_seen_everywhere(asking: Asking) -> None:
    messages = async_mock_service(asking.home.hass, "notify", PHONE)
    await asking.start(notify=[PHONE])
    opened = await asking.asked()

    state = asking.home.hass.states.get(SENSOR)
    assert state is not None
    assert state.state == "price_above_limit"
    assert state.attributes["question_id"] == opened.id
    assert state.attributes["default"] == "keep_limit"
    assert state.attributes["choices"]["buy_once"] == "Yes, buy it this time"
    assert "about 2.4 kWh" in state.attributes["text"]

    event = asking.home.hass.states.get(EVENT)
    assert event is not None
    assert event.attributes["event_type"] == "asked"
    assert asking.events[0]["question_id"] == opened.id
    assert asking.events[0]["config_entry_id"] == asking.home.entry.entry_id

    (notification,) = asking.notifications().values()
    assert "0.72 EUR" in notification["message"]
    (issue,) = asking.issues()
    check_issue(issue)

    (message,) = messages
    assert message.data["title"] == "Buy above your limit?"
    assert [action["title"] for action in message.data["data"]["actions"]] == [
        "Yes, buy it this time",
        "Yes, for the rest of the day",
        "No, keep my limit",
    ]
    (drawn,) = asking.home.coordinator.board()["questions"]
    assert drawn["title"] == "Buy above your limit?"


async def test_the_first_answer_counts_and_takes_it_back_everywhere(asking: Asking) -> None:
    messages = async_mock_service(asking.home.hass, "notify", PHONE)
    await asking.start(notify=[PHONE])
    await asking.asked()
    await asking.answer(choice="buy_once")

    assert [answer.choice for answer in asking.answers] == ["buy_once"]
    assert asking.answers[0].question.context == {"first": 8}
    assert asking.home.state(SENSOR) == "none"
    assert asking.notifications() == {}
    assert asking.issues() == []
    assert messages[-1].data["message"] == "clear_notification"
    assert messages[-1].data["data"]["tag"] == messages[0].data["data"]["tag"]
    assert asking.told == [("asked", None), ("answered", "buy_once")]

    with pytest.raises(ServiceValidationError) as refused:
        await asking.answer(choice="keep_limit")
    assert "not open any more" in words_of(refused.value)
    assert len(asking.answers) == 1


async def test_a_phone_answers_with_a_button(asking: Asking) -> None:
    messages = async_mock_service(asking.home.hass, "notify", PHONE)
    await asking.start(notify=[PHONE])
    await asking.asked()
    press = messages[0].data["data"]["actions"][1]["action"]
    asking.home.hass.bus.async_fire("mobile_app_notification_action", {"action": press})
    await asking.home.settle()
    assert [answer.choice for answer in asking.answers] == ["buy_today"]

    await asking.asked()
    asking.home.hass.bus.async_fire("mobile_app_notification_action", {"action": press})
    asking.home.hass.bus.async_fire("mobile_app_notification_action", {"action": "ENERGY_TRADE.x"})
    asking.home.hass.bus.async_fire("mobile_app_notification_action", {"action": "something else"})
    await asking.home.settle()
    assert len(asking.answers) == 1
    assert asking.home.state(SENSOR) == "price_above_limit"


async def test_two_people_press_at_once_and_the_first_counts(asking: Asking) -> None:
    hass = asking.home.hass
    phones = {name: async_mock_service(hass, "notify", f"mobile_app_{name}") for name in ("ann", "ben", "cem")}
    await asking.start(notify=[f"mobile_app_{name}" for name in phones])
    await asking.asked()
    buttons = [each["action"] for each in phones["ann"][0].data["data"]["actions"]]
    assert all(
        [each["action"] for each in messages[0].data["data"]["actions"]] == buttons for messages in phones.values()
    )
    for press in (buttons[0], buttons[2]):
        hass.bus.async_fire("mobile_app_notification_action", {"action": press})
    await asking.home.settle()
    assert [answer.choice for answer in asking.answers] == ["buy_once"]
    assert asking.told == [("asked", None), ("answered", "buy_once")]
    for messages in phones.values():
        assert [each.data["message"] for each in messages[1:]] == ["clear_notification"]


async def test_two_places_answer_at_once_and_the_other_is_told(asking: Asking) -> None:
    await asking.start()
    opened = await asking.asked()
    answers = await asyncio.gather(
        *(asking.answer(choice=choice, question_id=opened.id) for choice in ("keep_limit", "buy_today")),
        return_exceptions=True,
    )
    assert [isinstance(each, ServiceValidationError) for each in answers] == [False, True]
    assert [answer.choice for answer in asking.answers] == ["keep_limit"]


async def test_a_phone_that_hangs_or_breaks_keeps_no_other_from_ringing(
    asking: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    hass, gate = asking.home.hass, asyncio.Event()

    async def hang(call: ServiceCall) -> None:
        await gate.wait()

    async def fail(call: ServiceCall) -> None:
        raise OSError("the network is down")

    hass.services.async_register("notify", "mobile_app_slow", hang)
    hass.services.async_register("notify", "mobile_app_broken", fail)
    messages = async_mock_service(hass, "notify", PHONE)
    await asking.start(notify=["mobile_app_slow", "mobile_app_broken", PHONE])
    asking.home.entry.runtime_data.questions.ask(
        Cause.PRICE_ABOVE_LIMIT, expires=dt_util.utcnow() + timedelta(hours=1), facts=FACTS
    )
    for _ in range(100):
        await asyncio.sleep(0)
    assert len(messages) == 1
    assert "mobile_app_broken failed" in caplog.text
    gate.set()
    await asking.home.settle()


async def test_a_phone_that_is_gone_keeps_nobody_from_asking(asking: Asking, caplog: pytest.LogCaptureFixture) -> None:
    await asking.start(notify=["mobile_app_lost"])
    await asking.asked()
    assert len(asking.notifications()) == 1
    assert "mobile_app_lost could not be sent" in caplog.text
    await asking.answer(choice="keep_limit")


async def test_repairs_answer_with_a_click(asking: Asking, hass_client: ClientSessionGenerator) -> None:
    assert await async_setup_component(asking.home.hass, REPAIRS, {})
    await asking.start()
    await asking.asked()
    (issue,) = asking.issues()
    client = await hass_client()
    response = await client.post("/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": issue.issue_id})
    shown = await response.json()
    assert shown["menu_options"] == ["buy_once", "buy_today", "keep_limit"]
    assert "Buy above your limit?" in check_result(shown, "issues", "question_price_above_limit", "fix_flow")
    response = await client.post(f"/api/repairs/issues/fix/{shown['flow_id']}", json={"next_step_id": "buy_today"})
    assert (await response.json())["type"] == "create_entry"
    await asking.home.settle()
    assert [answer.choice for answer in asking.answers] == ["buy_today"]
    assert asking.issues() == []


async def test_silence_comes_to_the_choice_that_the_homeowner_chose(asking: Asking) -> None:
    await asking.start(questions={"price_above_limit": {"ask": True, "default": "buy_once"}})
    await asking.asked()
    await asking.home.wait(3601)
    assert [(answer.choice, answer.source) for answer in asking.answers] == [("buy_once", "expiry")]
    assert asking.told == [("asked", None), ("expired", "buy_once")]
    assert asking.notifications() == {}


async def test_whoever_does_not_want_to_be_asked_is_not(asking: Asking) -> None:
    await asking.start(questions={"price_above_limit": {"ask": False, "default": "buy_today"}})
    assert await asking.ask() is None
    assert [(answer.choice, answer.source) for answer in asking.answers] == [("buy_today", "rule")]
    assert asking.events == []
    assert asking.notifications() == {}


async def test_one_at_a_time(asking: Asking) -> None:
    await asking.start()
    await asking.asked()
    assert await asking.ask() is None
    assert len(asking.notifications()) == 1


async def test_a_cause_that_passes_takes_its_question_back(asking: Asking) -> None:
    await asking.start()
    await asking.asked()
    asking.home.entry.runtime_data.questions.withdraw(Cause.PRICE_ABOVE_LIMIT)
    await asking.home.settle()
    assert asking.told == [("asked", None), ("withdrawn", None)]
    assert asking.home.state(SENSOR) == "none"
    assert asking.answers == []


async def test_a_restart_loses_nothing_and_disturbs_nobody(asking: Asking) -> None:
    messages = async_mock_service(asking.home.hass, "notify", PHONE)
    await asking.start(notify=[PHONE])
    opened = await asking.asked()
    await asking.home.restart()
    asking.listen()
    assert asking.home.state(SENSOR) == "price_above_limit"
    assert len(messages) == 1
    assert len(asking.notifications()) == 1
    await asking.answer(choice="buy_once", question_id=opened.id)
    assert [answer.choice for answer in asking.answers] == ["buy_once"]
    await asking.home.restart()
    assert asking.home.state(SENSOR) == "none"


async def test_what_expired_while_home_assistant_was_off_comes_to_its_default(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def act(_guards: Guards, answer: Answer) -> None:
        asking.answers.append(answer)

    monkeypatch.setattr(Guards, "_async_price_decided", act)
    await asking.start()
    await asking.asked()
    await asking.home.hass.config_entries.async_unload(asking.home.entry.entry_id)
    asking.home.freezer.tick(2 * 3600)
    with asking.home.reachable():
        await asking.home.hass.config_entries.async_setup(asking.home.entry.entry_id)
        await asking.home.settle()
    assert [(answer.choice, answer.source) for answer in asking.answers] == [("keep_limit", "expiry")]
    assert asking.notifications() == {}
    assert asking.issues() == []


async def test_the_community_goes_and_its_questions_with_it(asking: Asking, hass_storage: dict[str, Any]) -> None:
    await asking.start()
    await asking.asked()
    assert f"{DOMAIN}.{asking.home.entry.entry_id}.questions" in hass_storage
    await asking.home.hass.config_entries.async_remove(asking.home.entry.entry_id)
    await asking.home.settle()
    assert asking.notifications() == {}
    assert asking.issues() == []
    assert f"{DOMAIN}.{asking.home.entry.entry_id}.questions" not in hass_storage


async def test_actions_say_what_is_wrong(asking: Asking) -> None:
    await asking.start()
    with pytest.raises(ServiceValidationError) as nothing:
        await asking.answer(choice="buy_once")
    assert "not open" in words_of(nothing.value)
    await asking.asked()
    asking.home.entry.runtime_data.questions.ask(
        Cause.DAILY_LIMIT,
        expires=dt_util.utcnow() + timedelta(hours=1),
        facts={"limit": "", "missing": "", "energy": "", "amount": "", "until": "", "more": ""},
    )
    with pytest.raises(ServiceValidationError) as several:
        await asking.answer(choice="keep_limit")
    assert "Say which one" in words_of(several.value)
    with pytest.raises(ServiceValidationError) as other:
        await asking.answer(choice="raise_today", cause="price_above_limit")
    assert "buy_once, buy_today, keep_limit" in words_of(other.value)
    await asking.answer(choice="keep_limit", cause="price_above_limit")
    assert asking.home.state(SENSOR) == "daily_limit"
