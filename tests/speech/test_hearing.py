"""Times of day as people say them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from custom_components.energy_trade.speech.hearing import heard_time
from custom_components.energy_trade.speech.korean import unbracketed, with_particles

BERLIN = ZoneInfo("Europe/Berlin")


def at(hour: int, minute: int = 0, day: int = 21) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("language", "text", "now", "meant"),
    [
        ("en", "seven", at(21), at(7, day=22)),
        ("en", "seven", at(15), at(19)),
        ("en", "7", at(5), at(7)),
        ("en", "7 am", at(5), at(7)),
        ("en", "7 a.m.", at(15), at(7, day=22)),
        ("en", "7:30 PM", at(15), at(19, 30)),
        ("en", "19:30", at(15), at(19, 30)),
        ("en", "seven thirty", at(15), at(19, 30)),
        ("en", "seven o'clock", at(21), at(7, day=22)),
        ("en", "half past six", at(21), at(6, 30, day=22)),
        ("en", "quarter to eight", at(21), at(7, 45, day=22)),
        ("en", "tomorrow at seven", at(5), at(7, day=22)),
        ("en", "seven in the morning", at(15), at(7, day=22)),
        ("en", "eight in the evening", at(15), at(20)),
        ("en", "tomorrow at 5 pm", at(15), at(17, day=22)),
        ("en", "noon", at(9), at(12)),
        ("en", "noon", at(13), at(12, day=22)),
        ("en", "midnight", at(13), at(0, day=22)),
        ("en", "twelve", at(9), at(12)),
        ("de", "sieben", at(21), at(7, day=22)),
        ("de", "sieben uhr", at(21), at(7, day=22)),
        ("de", "7 Uhr 30", at(21), at(7, 30, day=22)),
        ("de", "19 Uhr", at(15), at(19)),
        ("de", "halb acht", at(21), at(7, 30, day=22)),
        ("de", "halb eins", at(9), at(12, 30)),
        ("de", "viertel vor acht", at(21), at(7, 45, day=22)),
        ("de", "viertel nach sieben", at(21), at(7, 15, day=22)),
        ("de", "morgen um sieben", at(5), at(7, day=22)),
        ("de", "morgen früh um sieben", at(5), at(7, day=22)),
        ("de", "sieben uhr abends", at(5), at(19)),
        ("de", "heute abend um acht", at(5), at(20)),
        ("de", "mitternacht", at(5), at(0, day=22)),
        ("de", "zwanzig uhr", at(5), at(20)),
        ("ko", "일곱 시", at(21), at(7, day=22)),
        ("ko", "일곱시", at(15), at(19)),
        ("ko", "7시", at(21), at(7, day=22)),
        ("ko", "오전 7시", at(15), at(7, day=22)),
        ("ko", "오후 3시 반", at(9), at(15, 30)),
        ("ko", "내일 아침 일곱 시", at(5), at(7, day=22)),
        ("ko", "저녁 8시 30분", at(9), at(20, 30)),
        ("ko", "열두 시", at(9), at(12)),
        ("ko", "자정", at(9), at(0, day=22)),
        ("ko", "19시", at(9), at(19)),
        ("ko", "밤 11시", at(9), at(23)),
    ],
)
def test_what_is_meant(language: str, text: str, now: datetime, meant: datetime) -> None:
    assert heard_time(text, language, now) == meant


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the blue one"),
        ("en", "25"),
        ("en", "7:75"),
        ("de", "gleich"),
        ("ko", "곧"),
        ("en", ""),
        ("en", "today at six"),
    ],
)
def test_what_is_no_time_or_past(language: str, text: str) -> None:
    assert heard_time(text, language, at(21)) is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("건조기은/는 쉬어요", "건조기는 쉬어요"),
        ("세탁물은/는", "세탁물은"),
        ("식기세척기을/를", "식기세척기를"),
        ("자동차이/가", "자동차가"),
        ("3시으로/로", "3시로"),
        ("서울으로/로", "서울로"),
        ("집으로/로", "집으로"),
        ("EV은/는", "EV는"),
        ("약 2.4킬로와트시이(가) 필요", "약 2.4킬로와트시가 필요"),
        ("28센트을(를)", "28센트를"),
        ("12센트이에요/예요", "12센트예요"),
        ("4,500원이에요/예요", "4,500원이에요"),
        ("2유로이고/고", "2유로고"),
        ("주소(으)로", "주소로"),
    ],
)
def test_korean_particles(written: str, said: str) -> None:
    assert with_particles(unbracketed(written)) == said
