"""Answers are true, and sound as a person would say them."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest

from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.coordinator import EnergyTradeCoordinator
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.market.tariff import GridPrice
from custom_components.energy_trade.market.units import MICRO
from custom_components.energy_trade.outlook import ExpectedPrice
from custom_components.energy_trade.questions.causes import Cause
from custom_components.energy_trade.speech.quantities import energy, moment, money, price
from tests.support.devices import car, dryer
from tests.support.living_home import now

if TYPE_CHECKING:
    from pytest_homeassistant_custom_component.typing import WebSocketGenerator

    from tests.support.living_home import LivingHome
    from tests.voice.conftest import Talk


async def test_balance(home: LivingHome, talk: Talk) -> None:
    home.market.balance = 12_340_000
    await home.wait(60)
    assert await talk("en", "What's my balance?") == "Your balance is 12 euros and 34 cents."
    assert await talk("de", "Wie hoch ist mein Guthaben?") == "Dein Guthaben beträgt 12 Euro und 34 Cent."
    assert await talk("ko", "잔액이 얼마야?") == "잔액은 12유로 34센트예요."
    home.market.reserve = 10 * MICRO
    await home.wait(60)
    assert (
        await talk("en", "What's my balance?")
        == "Your balance is 12 euros and 34 cents; 2 euros and 34 cents of it can be spent now."
    )


async def test_over_the_websocket_as_apps_and_satellites_ask(
    home: LivingHome, hass_ws_client: WebSocketGenerator
) -> None:
    client = await hass_ws_client(home.hass)
    await client.send_json_auto_id({"type": "conversation/process", "text": "잔액이 얼마야?", "language": "ko"})
    answer = await client.receive_json()
    assert answer["result"]["response"]["speech"]["plain"]["speech"] == "잔액은 50유로예요."


async def test_a_home_that_is_no_member_has_no_balance(home: LivingHome, talk: Talk) -> None:
    home.market.status_now = MemberStatus.REQUESTED
    await home.wait(60)
    assert "no account" in await talk("en", "What's my balance?")
    assert "no account" in await talk("en", "How much did we earn today?")
    assert "no account" in await talk("en", "Sell my surplus")


async def test_earned_today(home: LivingHome, talk: Talk) -> None:
    assert await talk("en", "How much did we earn today?") == "Nothing has been settled today yet."
    await home.live(32, export_wh=500)
    await home.calm()
    coordinator = home.coordinator
    told = await talk("en", "How much did we earn today?")
    totals = coordinator.data.totals
    assert totals is not None
    assert totals.sold_wh
    speaker = home.entry.runtime_data.questions.speaker("en")
    assert speaker.energy(totals.sold_wh) in told
    assert speaker.money(totals.compensation) in told
    assert "With the grid alone you would be" in told
    assert "verkauft" in await talk("de", "Was haben wir heute verdient?")
    assert "벌었어요" in await talk("ko", "오늘 얼마 벌었어?")


async def test_yesterday_is_not_today(home: LivingHome, talk: Talk) -> None:
    await home.live(32, export_wh=500)
    await home.until(dt_util.start_of_local_day().timestamp() + 86_400 + 60)
    assert await talk("en", "How much did we earn today?") == "Nothing has been settled today yet."


async def test_price_now(home: LivingHome, talk: Talk) -> None:
    assert (
        await talk("en", "What does power cost now?") == "Nothing is traded among neighbours right now. "
        "The grid takes 30 cents per kilowatt hour and pays 8 cents per kilowatt hour."
    )
    await home.live(20, export_wh=500)
    await home.calm()
    value = home.coordinator.data.price
    assert value is not None
    spoken = home.entry.runtime_data.questions.speaker("de").price(value)
    assert (
        await talk("de", "Was kostet der Strom jetzt?")
        == f"Strom von deinen Nachbarn kostet jetzt {spoken}. Das Netz verlangt 30 Cent pro Kilowattstunde."
    )


async def test_cheapest(home: LivingHome, talk: Talk) -> None:
    assert "costs about the same until" in await talk("en", "When is it cheapest?")
    cheap = dt_util.now().replace(hour=13, minute=0, second=0, microsecond=0)
    with patch(
        "custom_components.energy_trade.voice.replies.expected_prices", return_value=_prices(home, cheap.timestamp())
    ):
        assert (
            await talk("en", "When is it cheapest?")
            == "Power will probably be cheapest from 1 PM to 2 PM, at about 12 cents per kilowatt hour."
        )
        assert (
            await talk("de", "Wann ist es am billigsten?")
            == "Am günstigsten ist Strom voraussichtlich von 13 Uhr bis 14 Uhr, mit etwa 12 Cent pro Kilowattstunde."
        )
        assert (
            await talk("ko", "언제 제일 싸?")
            == "전기는 오후 1시부터 오후 2시까지 가장 쌀 것 같아요. 킬로와트시당 12센트 정도예요."
        )
    with patch("custom_components.energy_trade.voice.replies.expected_prices", return_value=_prices(home, now())):
        assert "cheapest right now" in await talk("en", "When is it cheapest?")
    with patch("custom_components.energy_trade.voice.replies.expected_prices", return_value=()):
        assert await talk("en", "When is it cheapest?") == "The prices are not known yet."


def _prices(home: LivingHome, cheap_from: float) -> tuple[Any, ...]:
    calendar = home.coordinator.calendar
    first, cheap = calendar.interval_at(now()), calendar.interval_at(cheap_from)
    return tuple(
        ExpectedPrice(each, 120 if cheap <= each < cheap + 4 else 250, known=False, grid=GridPrice(80, 300))
        for each in range(first, first + 40)
    )


async def test_stop_and_resume(home: LivingHome, talk: Talk) -> None:
    await home.live(20, export_wh=500)
    assert home.coordinator.open_orders()
    assert (await talk("en", "Stop trading")).startswith("Trading is stopped.")
    await home.calm()
    assert home.state("switch.home_in_elm_street_trading") == "off"
    assert not home.coordinator.open_orders()
    assert await talk("de", "Stoppe den Handel") == "Der Handel ist schon angehalten."
    assert await talk("ko", "거래 다시 시작해") == "네, 다시 거래할게요."
    await home.calm()
    assert home.state("switch.home_in_elm_street_trading") == "on"
    assert home.coordinator.open_orders()
    assert (await talk("en", "Resume trading")).startswith("Trading is on already.")


async def test_sell_my_surplus(home: LivingHome, talk: Talk) -> None:
    await home.live(20, export_wh=500)
    await home.calm()
    told = await talk("en", "Sell my surplus")
    assert told.startswith("Your surplus is for sale already.")
    assert "kilowatt hours are on offer" in told
    home.coordinator.async_wish(selling=False, buying=False)
    await home.calm()
    assert (await talk("de", "Verkaufe meinen Überschuss")).startswith("In Ordnung")
    await home.calm()
    wishes = home.coordinator.settings.current.wishes
    assert (wishes.trading, wishes.selling, wishes.buying) == (True, True, False)


async def test_selling_after_a_stop_does_not_begin_to_buy(home: LivingHome, talk: Talk) -> None:
    await talk("en", "Stop trading")
    await talk("en", "Sell my surplus")
    wishes = home.coordinator.settings.current.wishes
    assert (wishes.trading, wishes.selling, wishes.buying) == (True, True, False)


class TestDevices:
    """Devices that the home plans, by the names that people give them."""

    @pytest.fixture
    async def planned(self, home: LivingHome) -> list[ServiceCall]:
        named = (
            ("appliance", "Dryer", "DRYER", dryer()["data"]),
            ("appliance", "Spülmaschine", "DISH", dryer(starter="input_boolean.dishes")["data"]),
            ("ev", "Ioniq", "CAR", car()["data"]),
        )
        with home.reachable():
            for kind, title, key, data in named:
                subentry = ConfigSubentry(
                    data=MappingProxyType(dict(data)), subentry_type=kind, title=title, unique_id=None, subentry_id=key
                )
                home.hass.config_entries.async_add_subentry(home.entry, subentry)
                await home.settle()
        calls: list[ServiceCall] = []

        async def plan(call: ServiceCall) -> None:
            calls.append(call)

        home.hass.services.async_register(DOMAIN, "plan_run", plan)
        return calls

    async def test_run_when_cheapest(self, home: LivingHome, talk: Talk, planned: list[ServiceCall]) -> None:
        assert (
            await talk("en", "Run the dryer when it's cheapest") == "All right, Dryer will run when power is cheapest."
        )
        assert planned[0].data == {"config_entry_id": home.entry.entry_id, "device": "DRYER"}
        assert "Spülmaschine" in await talk("de", "Starte die Spülmaschine, wenn der Strom am günstigsten ist")
        assert planned[1].data["device"] == "DISH"

    async def test_when_it_runs(self, home: LivingHome, talk: Talk, planned: list[ServiceCall]) -> None:
        assert await talk("en", "When will the dryer run?") == "No run of Dryer is planned."
        start = dt_util.now().replace(hour=13, minute=0, second=0, microsecond=0).timestamp()
        run = {"device": "DRYER", "start": start, "end": start + 7200}
        with patch.object(EnergyTradeCoordinator, "board", return_value={"plan": {"runs": [run]}}):
            assert await talk("en", "When will the dryer run?") == "Dryer is planned from 1 PM to 3 PM."
            assert await talk("ko", "dryer 언제 돌아가?") == "Dryer는 오후 1시부터 오후 3시까지 돌아갈 예정이에요."
            assert (
                await talk("de", "Lass den Dryer laufen, wenn es am billigsten ist")
                == "Dryer ist von 13 Uhr bis 15 Uhr geplant."
            )

    @pytest.mark.parametrize(
        ("language", "text", "answer"),
        [
            ("en", "Charge the car by seven", "All right, Ioniq will be charged by 7 PM."),
            ("en", "Charge the Ioniq by seven tomorrow morning", "All right, Ioniq will be charged by 7 AM tomorrow."),
            ("de", "Lade das Auto bis morgen um sieben auf", "In Ordnung, Ioniq wird bis morgen 7 Uhr geladen."),
            ("ko", "자동차를 내일 아침 일곱 시까지 충전해 줘", "네, Ioniq를 내일 오전 7시까지 충전할게요."),
        ],
    )
    async def test_charge_the_car(
        self, talk: Talk, planned: list[ServiceCall], language: str, text: str, answer: str
    ) -> None:
        assert await talk(language, text) == answer
        assert planned[0].data["device"] == "CAR"
        ready: datetime = planned[0].data["ready_by"]
        assert ready - dt_util.now() < timedelta(days=1)

    async def test_what_is_not_understood(self, talk: Talk, planned: list[ServiceCall]) -> None:
        assert "by when" in await talk("en", "Charge the car by banana")
        assert await talk("en", "Run the sauna when it's cheapest") == (
            "I know no sauna that I could plan. I can plan: Dryer, Ioniq, Spülmaschine."
        )
        assert planned == []

    async def test_what_is_refused(self, home: LivingHome, talk: Talk, planned: list[ServiceCall]) -> None:
        async def refuse(call: ServiceCall) -> None:
            raise HomeAssistantError("It is running already")

        home.hass.services.async_register(DOMAIN, "plan_run", refuse)
        assert await talk("en", "Run the dryer when it's cheapest") == "That did not work: It is running already"


async def test_without_devices_it_says_where_to_add_them(talk: Talk) -> None:
    assert "no dryer that I could plan" in await talk("en", "Run the dryer when it's cheapest")
    assert "kein Gerät Auto" in await talk("de", "Lade das Auto bis sieben Uhr")
    assert "건조기가 없어요" in await talk("ko", "건조기를 제일 쌀 때 돌려 줘")


class TestQuestions:
    """What the home asks can be heard and answered."""

    async def ask(self, home: LivingHome) -> None:
        start = dt_util.utcnow().timestamp()
        home.entry.runtime_data.questions.ask(
            Cause.PRICE_ABOVE_LIMIT,
            expires=dt_util.utcnow() + timedelta(hours=1),
            facts={
                "start": moment(start + 7200),
                "end": moment(start + 14_400),
                "energy": energy(2400),
                "price": price(280),
                "limit": price(200),
                "amount": money(672_000),
                "instead": money(720_000),
                "until": moment(start + 3600),
            },
            context={"first": 10, "end": 18},
        )
        await home.settle()

    async def test_nothing_is_open(self, talk: Talk) -> None:
        assert await talk("en", "What is the open question?") == "There is no open question."
        assert await talk("de", "Was ist die offene Frage?") == "Es ist keine Frage offen."

    async def test_it_is_read_out(self, home: LivingHome, talk: Talk) -> None:
        await self.ask(home)
        told = await talk("en", "What is the open question?")
        assert "2.4 kilowatt hours" in told
        assert "28 cents per kilowatt hour" in told
        assert told.endswith("Buy it this time, Buy for the rest of the day or Keep my limit.")

    @pytest.mark.parametrize(
        ("language", "text", "choice"),
        [
            ("en", "Yes, buy it", "buy_once"),
            ("en", "Yes, buy it this time", "buy_once"),
            ("en", "Buy it today", "buy_today"),
            ("en", "Buy for the rest of the day", "buy_today"),
            ("de", "Ja, für den Rest des Tages", "buy_today"),
            ("en", "No, keep my limit", "keep_limit"),
            ("en", "No, don't buy it", "keep_limit"),
            ("de", "Ja, kauf ihn", "buy_once"),
            ("de", "Ja, kaufe den Strom heute", "buy_today"),
            ("de", "Nein, behalte meine Grenze", "keep_limit"),
            ("ko", "응, 사 줘", "buy_once"),
            ("ko", "네, 오늘은 계속 사 줘", "buy_today"),
            ("ko", "아니, 한도를 지켜 줘", "keep_limit"),
        ],
    )
    async def test_it_is_answered(self, home: LivingHome, talk: Talk, language: str, text: str, choice: str) -> None:
        heard: list[str] = []
        home.hass.bus.async_listen(
            "energy_trade_question", lambda event: heard.append(str(event.data.get("choice", "")))
        )
        await self.ask(home)
        assert await talk(language, text)
        assert heard == ["", choice]
        assert home.state("sensor.home_in_elm_street_open_question") == "none"

    async def test_nobody_listens_for_answers_while_nothing_is_open(self, home: LivingHome, talk: Talk) -> None:
        with pytest.raises(AssertionError):
            await talk("en", "Yes, buy it")
        await self.ask(home)
        await talk("en", "Yes, buy it")
        with pytest.raises(AssertionError):
            await talk("en", "Yes, buy it")


async def test_a_home_that_goes_takes_its_sentences_along(home: LivingHome, talk: Talk) -> None:
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await home.settle()
    with pytest.raises(AssertionError):
        await talk("en", "Stop trading")
    with home.reachable():
        await home.hass.config_entries.async_setup(home.entry.entry_id)
    await home.settle()
    assert await talk("en", "Stop trading")
