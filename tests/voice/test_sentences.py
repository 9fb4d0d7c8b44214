"""Everything that can be said is said, in three languages, through the conversation API."""

from __future__ import annotations

from itertools import groupby
import re
from typing import TYPE_CHECKING

from hassil import Intents, recognize_all
from hassil.intents import WildcardSlotList
import pytest

from custom_components.energy_trade.voice.phrases import Ask, Say
from custom_components.energy_trade.voice.tongue import PHRASEBOOKS

if TYPE_CHECKING:
    from tests.support.living_home import LivingHome
    from tests.voice.conftest import Talk

SAID = {
    "en": {
        Ask.BALANCE: ("What's my balance?", "What is our energy balance", "How much money do we have in the market?"),
        Ask.EARNED: (
            "How much did we earn today?",
            "How much have we earned from selling power today?",
            "What did we make today?",
            "Tell me our earnings",
        ),
        Ask.PRICE_NOW: (
            "What does power cost now?",
            "How much is electricity right now?",
            "What's the current price of electricity?",
            "How expensive is power at the moment?",
        ),
        Ask.CHEAPEST: (
            "When is it cheapest?",
            "When will power be cheap tomorrow?",
            "What's the best time to use electricity?",
            "When should we use power?",
        ),
        Ask.STATUS: ("Are we trading?", "Why aren't we trading?", "What's our trading status?"),
        Ask.SELL_SURPLUS: (
            "Sell my surplus",
            "Sell our solar power surplus to the neighbours",
            "Sell the spare electricity",
            "Start selling our surplus",
        ),
        Ask.STOP: ("Stop trading", "Pause energy trading", "Stop trading electricity", "Don't trade any more"),
        Ask.RESUME: ("Resume trading", "Start trading again", "Continue energy trading"),
        Ask.RUN_CHEAPEST: (
            "Run the dryer when it's cheapest",
            "Start the dishwasher at the cheapest time",
            "When power is cheapest, run the dryer",
            "Run my dryer as cheaply as possible",
        ),
        Ask.WHEN_RUN: (
            "When will the dryer run?",
            "When is the dishwasher going to start?",
            "When is the dryer planned?",
        ),
        Ask.CHARGE_BY: (
            "Charge the car by seven",
            "Charge my car by half past six tomorrow",
            "The car must be full by 7:30 AM",
            "Have the car charged by eight in the morning",
        ),
        Ask.QUESTION: ("What is the open question?", "Are there any questions about energy?"),
    },
    "de": {
        Ask.BALANCE: (
            "Wie hoch ist mein Guthaben?",
            "Wie ist unser Stromguthaben?",
            "Wie viel Geld haben wir am Strommarkt?",
        ),
        Ask.EARNED: (
            "Wie viel haben wir heute verdient?",
            "Was haben wir heute mit dem Solarstrom verdient?",
            "Wie hoch sind unsere Stromeinnahmen heute?",
        ),
        Ask.PRICE_NOW: (
            "Was kostet der Strom jetzt?",
            "Wie teuer ist Strom gerade?",
            "Wie hoch ist der aktuelle Strompreis?",
            "Was kostet gerade der Strom?",
        ),
        Ask.CHEAPEST: (
            "Wann ist es am billigsten?",
            "Wann ist Strom heute am günstigsten?",
            "Wann wird der Strom wieder günstig?",
            "Wann ist die beste Zeit für Strom?",
        ),
        Ask.STATUS: ("Handeln wir gerade?", "Warum handeln wir nicht?", "Wie ist der Handelsstatus?"),
        Ask.SELL_SURPLUS: (
            "Verkaufe meinen Überschuss",
            "Verkauf bitte den überschüssigen Strom an die Nachbarn",
            "Überschuss verkaufen",
        ),
        Ask.STOP: ("Stoppe den Handel", "Halte den Stromhandel an", "Stromhandel beenden"),
        Ask.RESUME: ("Setze den Handel fort", "Stromhandel wieder starten", "Nimm den Handel wieder auf"),
        Ask.RUN_CHEAPEST: (
            "Lass den Trockner laufen, wenn es am billigsten ist",
            "Starte die Spülmaschine, wenn der Strom am günstigsten ist",
            "Starte den Trockner zur günstigsten Zeit",
            "Lass den Trockner so billig wie möglich laufen",
        ),
        Ask.WHEN_RUN: ("Wann läuft der Trockner?", "Wann wird die Spülmaschine laufen?", "Wann ist der Trockner dran?"),
        Ask.CHARGE_BY: (
            "Lade das Auto bis sieben Uhr",
            "Lade das Auto bis morgen um sieben auf",
            "Das Auto soll bis halb acht voll sein",
        ),
        Ask.QUESTION: ("Was ist die offene Frage?", "Gibt es eine Frage zum Strom?"),
    },
    "ko": {
        Ask.BALANCE: ("잔액이 얼마야?", "우리 전기 잔액 알려 줘", "전기 시장 계좌에 돈이 얼마나 있어?"),
        Ask.EARNED: ("오늘 얼마 벌었어?", "오늘 전기 팔아서 얼마나 벌었어요?", "오늘 우리 집 수익이 얼마야?"),
        Ask.PRICE_NOW: ("지금 전기 요금 얼마야?", "전기는 지금 얼마예요?", "현재 전기 가격 알려줘", "지금 전기 비싸?"),
        Ask.CHEAPEST: ("언제 제일 싸?", "전기가 언제 제일 싸요?", "가장 싼 시간이 언제야?", "전기를 언제 쓰면 좋아?"),
        Ask.STATUS: ("지금 거래하고 있어?", "왜 거래를 안 해?", "거래 상태가 어때?"),
        Ask.SELL_SURPLUS: ("남는 전기 팔아 줘", "남는 전기를 이웃에게 팔아줘", "잉여 전력을 팔아 주세요"),
        Ask.STOP: ("거래 멈춰", "전기 거래를 중지해 줘", "거래 중단"),
        Ask.RESUME: ("거래 다시 시작해", "전기 거래를 재개해 줘", "거래 재개"),
        Ask.RUN_CHEAPEST: (
            "건조기를 제일 쌀 때 돌려 줘",
            "전기가 가장 쌀 때 건조기 돌려줘",
            "식기세척기를 가장 싼 시간에 돌려 주세요",
        ),
        Ask.WHEN_RUN: ("건조기 언제 돌아가?", "건조기는 언제 돌아가요?", "언제 건조기 시작해?"),
        Ask.CHARGE_BY: (
            "자동차를 일곱 시까지 충전해 줘",
            "내일 아침 7시까지 차 충전해 줘",
            "전기차 오전 7시 반까지 다 충전해 줘",
        ),
        Ask.QUESTION: ("전기에 대한 질문 있어?", "남은 질문이 뭐야?"),
    },
}
IN_ONE = {
    "en": {
        Ask.BALANCE: ("What's my balance in Elm Street?", "What is the balance of Elm Street"),
        Ask.EARNED: (
            "What did I earn in Elm Street today?",
            "How much did we earn today in Elm Street?",
            "How much have we earned from selling power in Elm Street today?",
        ),
        Ask.PRICE_NOW: ("What does power cost in Elm Street right now?", "How expensive is power now in Elm Street?"),
        Ask.CHEAPEST: ("When is it cheapest in Elm Street today?", "When is power cheapest tomorrow in Elm Street"),
        Ask.STATUS: ("Why aren't we trading in Elm Street?", "Are we trading in Elm Street now?"),
        Ask.SELL_SURPLUS: ("Sell my surplus in Elm Street", "Sell our surplus in Elm Street to the neighbours"),
        Ask.STOP: (
            "Stop trading in Elm Street",
            "Stop trading in Elm Street, please",
            "Don't trade in Elm Street for now",
        ),
        Ask.RESUME: ("Resume trading in Elm Street", "Start trading in Elm Street again"),
        Ask.QUESTION: ("What is the open question in Elm Street?",),
    },
    "de": {
        Ask.BALANCE: ("Wie hoch ist mein Guthaben in Elm Street?", "Wie hoch ist in der Elm Street unser Guthaben?"),
        Ask.EARNED: (
            "Wie viel haben wir heute in der Elm Street verdient?",
            "Was habe ich in Elm Street heute verdient?",
            "Was haben wir heute mit dem Solarstrom in Elm Street verdient?",
        ),
        Ask.PRICE_NOW: ("Was kostet der Strom jetzt in Elm Street?", "Wie teuer ist in Elm Street gerade der Strom?"),
        Ask.CHEAPEST: (
            "Wann ist es in der Elm Street am billigsten?",
            "Wann ist Strom heute in Elm Street am günstigsten?",
        ),
        Ask.STATUS: ("Warum handeln wir in Elm Street nicht?", "Handeln wir in Elm Street gerade?"),
        Ask.SELL_SURPLUS: ("Verkaufe meinen Überschuss in Elm Street", "Überschuss in Elm Street verkaufen"),
        Ask.STOP: ("Stoppe den Handel in der Elm Street", "Halte den Stromhandel in Elm Street an"),
        Ask.RESUME: ("Setze den Handel in Elm Street fort", "Nimm den Handel in Elm Street wieder auf"),
        Ask.QUESTION: ("Was ist die offene Frage in Elm Street?",),
    },
    "ko": {
        Ask.BALANCE: ("Elm Street의 잔액이 얼마야?", "Elm Street에서 우리 전기 잔액 알려 줘"),
        Ask.EARNED: ("Elm Street에서 오늘 얼마 벌었어?", "오늘 Elm Street에서 얼마나 벌었어요?"),
        Ask.PRICE_NOW: ("지금 Elm Street의 전기 요금 얼마야?", "Elm Street에서 전기는 지금 얼마예요?"),
        Ask.CHEAPEST: ("Elm Street에서는 언제 제일 싸?", "Elm Street에서 전기가 언제 제일 싸요?"),
        Ask.STATUS: ("왜 Elm Street에서 거래를 안 해?", "Elm Street의 거래 상태가 어때?"),
        Ask.SELL_SURPLUS: ("Elm Street에서 남는 전기 팔아 줘", "Elm Street의 남는 전기를 팔아 줘"),
        Ask.STOP: ("Elm Street에서 거래 멈춰", "Elm Street의 전기 거래를 중지해 줘"),
        Ask.RESUME: ("Elm Street에서 거래 다시 시작해", "Elm Street의 거래 재개"),
        Ask.QUESTION: ("Elm Street에 남은 질문이 뭐야?",),
    },
}
"""What names the home that is meant; devices are named with their home in tests/voice/test_several.py."""

NAMING = [(language, ask, text) for language, asks in IN_ONE.items() for ask, texts in asks.items() for text in texts]
ALL = [(language, ask, text) for language, asks in SAID.items() for ask, texts in asks.items() for text in texts]


def test_every_ask_is_said_in_every_language() -> None:
    assert all(set(asks) == set(Ask) and all(len(texts) >= 2 for texts in asks.values()) for asks in SAID.values())


def test_every_language_answers_everything() -> None:
    for book in PHRASEBOOKS.values():
        assert set(book.says) == set(Say)
        assert set(book.asks) == set(Ask)
        assert set(book.choices) == set(PHRASEBOOKS["en"].choices)
        assert set(book.numbers) == set(range(6))
        assert len(book.ordinals) == 5


@pytest.mark.parametrize("say", list(Say))
def test_answers_contain_the_same_facts_in_all_languages(say: Say) -> None:
    facts = {frozenset(re.findall(r"\{(\w+)\}", book.says[say])) for book in PHRASEBOOKS.values()}
    assert len(facts) == 1 or say in {Say.NO_DEVICES, Say.CHOICES}


def test_no_sentence_means_two_things() -> None:
    """Whatever is said runs all that it matches: stopping must not also sell."""
    intents = {
        f"{language}.{ask}": {"data": [{"sentences": list(sentences)}]}
        for language, book in PHRASEBOOKS.items()
        for ask, sentences in [
            *((ask, book.spoken(ask)) for ask in book.asks),
            *(
                (f"choice.{key}", list(book.placed(map(book.with_place, some))))
                for key, some in [*book.choices.items(), *book.numbers.items(), ("one_in", book.one_in)]
            ),
        ]
    }
    recognizer = Intents.from_dict({"language": "en", "intents": intents})
    for name in ("device", "time", "device_and_time", "home"):
        recognizer.slot_lists[name] = WildcardSlotList(name)
    for language, ask, text in [*ALL, *NAMING]:
        names = sorted(result.intent.name for result in recognize_all(text, recognizer))
        assert [name for name, _ in groupby(names)] == [f"{language}.{ask}"], text


def test_whatever_is_not_about_a_device_can_be_said_of_one_home() -> None:
    about_devices = {Ask.RUN_CHEAPEST, Ask.WHEN_RUN, Ask.CHARGE_BY}
    assert all(set(asks) == set(Ask) - about_devices for asks in IN_ONE.values())


@pytest.mark.parametrize("language", ["en", "de", "ko"])
async def test_every_sentence_is_answered(home: LivingHome, talk: Talk, language: str) -> None:
    await home.live(40, export_wh=500)
    await home.calm()
    acknowledged = set()
    for asked, ask, text in ALL:
        if asked == language:
            told = await talk(language, text)
            assert len(told) > 5, text
            assert "{" not in told
            acknowledged.add(ask)
    assert acknowledged == set(Ask)
