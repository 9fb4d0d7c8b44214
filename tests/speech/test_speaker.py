"""Quantities as people say and write them, in three languages."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from custom_components.energy_trade.market.units import MICRO
from custom_components.energy_trade.speech.quantities import (
    Fact,
    energy,
    fact_from_stored,
    fact_to_stored,
    moment,
    money,
    price,
)
from custom_components.energy_trade.speech.speaker import Speaker
from custom_components.energy_trade.speech.tongues import language_of

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 21, 10, 30, tzinfo=BERLIN).timestamp()  # a Saturday


def at(day: int, hour: int, minute: int = 0) -> float:
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN).timestamp()


def speaker(language: str, currency: str = "EUR", *, aloud: bool = True) -> Speaker:
    return Speaker(language=language, currency=currency, now=NOW, zone=BERLIN, aloud=aloud)


@pytest.mark.parametrize(
    ("fact", "english", "german", "korean"),
    [
        (energy(2400), "2.4 kilowatt hours", "2,4 Kilowattstunden", "2.4킬로와트시"),
        (energy(1000), "1 kilowatt hour", "1 Kilowattstunde", "1킬로와트시"),
        (energy(350), "0.35 kilowatt hours", "0,35 Kilowattstunden", "0.35킬로와트시"),
        (energy(80), "80 watt hours", "80 Wattstunden", "80와트시"),
        (energy(1), "1 watt hour", "1 Wattstunde", "1와트시"),
        (energy(0), "0 kilowatt hours", "0 Kilowattstunden", "0킬로와트시"),
        (energy(12_345_600), "12,345.6 kilowatt hours", "12.345,6 Kilowattstunden", "12,345.6킬로와트시"),
        (money(3_450_000), "3 euros and 45 cents", "3 Euro und 45 Cent", "3유로 45센트"),
        (money(1_000_000), "1 euro", "1 Euro", "1유로"),
        (money(670_000), "67 cents", "67 Cent", "67센트"),
        (money(10_000), "1 cent", "1 Cent", "1센트"),
        (money(0), "0 euros", "0 Euro", "0유로"),
        (money(900), "less than 1 cent", "weniger als 1 Cent", "1센트 미만"),
        (money(-1_500_000), "-1 euro and 50 cents", "-1 Euro und 50 Cent", "-1유로 50센트"),
        (money(999_999), "1 euro", "1 Euro", "1유로"),
        (money(1_234_560_000), "1,234 euros and 56 cents", "1.234 Euro und 56 Cent", "1,234유로 56센트"),
        (
            price(283),
            "28.3 cents per kilowatt hour",
            "28,3 Cent pro Kilowattstunde",
            "킬로와트시당 28.3센트",
        ),
        (
            price(1200),
            "1 euro and 20 cents per kilowatt hour",
            "1 Euro und 20 Cent pro Kilowattstunde",
            "킬로와트시당 1유로 20센트",
        ),
        (moment(at(21, 14)), "2 PM", "14 Uhr", "오후 2시"),
        (moment(at(21, 0, 15)), "12:15 AM", "0 Uhr 15", "오전 12시 15분"),
        (moment(at(21, 12)), "noon", "12 Uhr", "낮 12시"),
        (moment(at(22, 6, 5)), "6:05 AM tomorrow", "morgen 6 Uhr 5", "내일 오전 6시 5분"),
        (moment(at(20, 18)), "6 PM yesterday", "gestern 18 Uhr", "어제 오후 6시"),
        (moment(at(24, 18)), "6 PM on Tuesday", "Dienstag 18 Uhr", "화요일 오후 6시"),
        ("Dryer", "Dryer", "Dryer", "Dryer"),
    ],
)
def test_aloud(fact: Fact, english: str, german: str, korean: str) -> None:
    assert [speaker(language).say(fact) for language in ("en", "de", "ko")] == [english, german, korean]


@pytest.mark.parametrize(
    ("fact", "english", "german", "korean"),
    [
        (money(4_500 * MICRO), "4,500 won", "4.500 Won", "4,500원"),
        (money(1), "less than 1 won", "weniger als 1 Won", "1원 미만"),
        (price(182_400), "182 won per kilowatt hour", "182 Won pro Kilowattstunde", "킬로와트시당 182원"),
    ],
)
def test_money_without_hundredths(fact: Fact, english: str, german: str, korean: str) -> None:
    assert [speaker(language, "KRW").say(fact) for language in ("en", "de", "ko")] == [english, german, korean]


def test_a_community_may_call_its_money_what_it_likes() -> None:
    assert speaker("en", "Sunshine").say(money(3_450_000)) == "3.45 Sunshine"
    assert speaker("de", "Sunshine").say(price(283)) == "0,283 Sunshine pro Kilowattstunde"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["2.4 kWh", "0.67 EUR", "0.283 EUR/kWh", "14:00"]),
        ("de", ["2,4 kWh", "0,67 EUR", "0,283 EUR/kWh", "14:00"]),
    ],
)
def test_written(language: str, expected: list[str]) -> None:
    writer = speaker(language, aloud=False)
    assert [writer.say(fact) for fact in (energy(2400), money(670_000), price(283), moment(at(21, 14)))] == expected


def test_spans_name_the_day_once() -> None:
    assert speaker("en").between(at(22, 1), at(22, 3)) == "from 1 AM tomorrow to 3 AM"
    assert speaker("de").between(at(21, 14), at(21, 16)) == "von 14 Uhr bis 16 Uhr"
    assert speaker("ko").between(at(21, 23), at(22, 1)) == "오후 11시부터 내일 오전 1시까지"
    assert speaker("ko").at(at(22, 7)) == "내일 오전 7시에"


def test_other_languages_are_answered_in_english() -> None:
    assert [language_of(tag) for tag in ("de-AT", "ko_KR", "KO", "fr", "")] == ["de", "ko", "ko", "en", "en"]


@pytest.mark.parametrize("fact", [energy(2400), price(283.5), "Dryer"])
def test_facts_survive_on_disk(fact: Fact) -> None:
    assert fact_from_stored(fact_to_stored(fact)) == fact
