"""Understands times of day as people say them: "seven", "half past six", "halb acht", "오전 7시 반"."""

from __future__ import annotations

from datetime import datetime, timedelta
import re
from typing import Final

NOON: Final = 12
MINUTES: Final = 60

_ENGLISH: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    *("twenty", "twenty-one", "twenty-two", "twenty-three"),
)
_GERMAN: Final = (
    *("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    *("dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"),
    *("zwanzig", "einundzwanzig", "zweiundzwanzig", "dreiundzwanzig"),
)
_KOREAN: Final = ("영", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두")
_TENS: Final = {
    "en": {"ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50},
    "de": {
        "zehn": 10,
        "fünfzehn": 15,
        "zwanzig": 20,
        "dreißig": 30,
        "vierzig": 40,
        "fünfundvierzig": 45,
        "fünfzig": 50,
    },
    "ko": {"십": 10, "십오": 15, "이십": 20, "삼십": 30, "사십": 40, "사십오": 45, "오십": 50},
}
_HOURS: Final = {
    "en": {word: hour for hour, word in enumerate(_ENGLISH)},
    "de": {**{word: hour for hour, word in enumerate(_GERMAN)}, "eins": 1},
    "ko": {word: hour for hour, word in enumerate(_KOREAN)},
}
_TOMORROW: Final = {"en": r"\btomorrow\b", "de": r"\bmorgen\b(?!s)", "ko": r"내일"}
_TODAY: Final = {"en": r"\b(?:today|tonight)\b", "de": r"\bheute\b", "ko": r"오늘"}
_MORNING: Final = {
    "en": r"\b(?:a\.?m\b\.?|in the morning|morning)",
    "de": r"\b(?:früh|morgens|vormittags?|nachts|am morgen|in der früh)\b",
    "ko": r"오전|아침|새벽",
}
_EVENING: Final = {
    "en": r"\b(?:p\.?m\b\.?|in the (?:afternoon|evening)|at night|tonight|evening|afternoon)",
    "de": r"\b(?:nachmittags?|abends?|am (?:abend|nachmittag))\b",
    "ko": r"오후|저녁|밤",
}
_NOON: Final = {"en": r"\bnoon\b", "de": r"\bmittags?\b", "ko": r"정오"}
_MIDNIGHT: Final = {"en": r"\bmidnight\b", "de": r"\bmitternacht\b", "ko": r"자정"}
_FILLERS: Final = {"en": r"\b(?:at|o'?clock|the|by|in)\b", "de": r"\b(?:um|gegen|in|der)\b", "ko": r"까지|에"}


def heard_time(text: str, language: str, now: datetime) -> datetime | None:
    """Find the next moment that somebody means; None where no time is understood.

    An hour up to twelve without a half of the day is the next such one, morning or evening.
    """
    words = text.lower().replace("’", "'").strip(" .!?")
    words, is_tomorrow = _without(words, _TOMORROW[language])
    if language == "de" and is_tomorrow and re.search(r"\bmorgen\b", words):
        words = words.replace("morgen", "morgens")
    words, is_today = _without(words, _TODAY[language]) if language != "en" else (words, "today" in words)
    words, is_morning = _without(words, _MORNING[language])
    words, is_evening = _without(words, _EVENING[language])
    words, is_noon = _without(words, _NOON[language])
    words, is_midnight = _without(words, _MIDNIGHT[language])
    words = " ".join(re.sub(_FILLERS[language], " ", words.replace("today", " ")).split())
    if is_midnight and not words:
        return _on_day(now, 0, 0, is_tomorrow=True)
    if is_noon and not words:
        return _next(now, [(NOON, 0)], is_tomorrow=is_tomorrow, is_today=is_today)
    if (clock := _clock(words, language)) is None:
        return None
    hour, minute = clock
    if hour >= MINUTES or minute >= MINUTES or hour > 2 * NOON:
        return None
    hour %= 24
    if is_noon:
        is_evening = True
    candidates = _halves(hour, minute, is_morning=is_morning, is_evening=is_evening)
    if is_tomorrow and not (is_morning or is_evening):
        candidates = candidates[:1]
    return _next(now, candidates, is_tomorrow=is_tomorrow, is_today=is_today)


def _halves(hour: int, minute: int, *, is_morning: bool, is_evening: bool) -> list[tuple[int, int]]:
    if hour > NOON or hour == 0:
        return [(hour, minute)]
    morning, evening = (hour % NOON, minute), (hour % NOON + NOON, minute)
    if is_evening:
        return [evening]
    if is_morning:
        return [morning]
    return [evening, morning] if hour == NOON else [morning, evening]


def _next(now: datetime, candidates: list[tuple[int, int]], *, is_tomorrow: bool, is_today: bool) -> datetime | None:
    moments = [_on_day(now, *each, is_tomorrow=is_tomorrow) for each in candidates]
    ahead = [moment for moment in moments if moment > now]
    if ahead:
        return min(ahead)
    return None if is_today else _on_day(now, *candidates[0], is_tomorrow=True)


def _on_day(now: datetime, hour: int, minute: int, *, is_tomorrow: bool) -> datetime:
    day = now + timedelta(days=1) if is_tomorrow else now
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def _without(words: str, pattern: str) -> tuple[str, bool]:
    rest, found = re.subn(pattern, " ", words, count=1)
    return rest, bool(found)


def _clock(words: str, language: str) -> tuple[int, int] | None:
    """Read hour and minute of what is left."""
    if found := re.fullmatch(r"(\d{1,2})[:.](\d{2})(?: ?uhr| ?h)?", words):
        return int(found[1]), int(found[2])
    match language:
        case "de":
            return _german_clock(words)
        case "ko":
            return _korean_clock(words)
    return _english_clock(words)


def _english_clock(words: str) -> tuple[int, int] | None:
    if found := re.fullmatch(r"(half|quarter) (past|to) (\S+)", words):
        if (hour := _number(found[3], "en")) is None:
            return None
        minutes = 30 if found[1] == "half" else 15
        return (hour, minutes) if found[2] == "past" else ((hour - 1) or NOON, MINUTES - minutes)
    return _hour_and_minutes(words.split(), "en")


def _german_clock(words: str) -> tuple[int, int] | None:
    if found := re.fullmatch(r"halb (\S+)", words):
        hour = _number(found[1], "de")
        return None if hour is None else ((hour - 1) or NOON, 30)
    if found := re.fullmatch(r"viertel (vor|nach) (\S+)(?: uhr)?", words):
        if (hour := _number(found[2], "de")) is None:
            return None
        return (hour, 15) if found[1] == "nach" else ((hour - 1) or NOON, 45)
    return _hour_and_minutes(words.replace("uhr", " ").split(), "de")


def _korean_clock(words: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"(\S+?) ?시(?: ?(반|(\S+?) ?분))?", words)
    if found is None or (hour := _number(found[1], "ko")) is None:
        return None
    if found[2] is None:
        return hour, 0
    if found[2] == "반":
        return hour, 30
    minute = _minute(found[3], "ko")
    return None if minute is None else (hour, minute)


def _hour_and_minutes(words: list[str], language: str) -> tuple[int, int] | None:
    if not 1 <= len(words) <= 2 or (hour := _number(words[0], language)) is None:  # noqa: PLR2004 - hour, minute
        return None
    if len(words) == 1:
        return hour, 0
    minute = _minute(words[1], language)
    return None if minute is None else (hour, minute)


def _number(word: str, language: str) -> int | None:
    return int(word) if word.isdecimal() and word.isascii() else _HOURS[language].get(word)


def _minute(word: str, language: str) -> int | None:
    return int(word) if word.isdecimal() and word.isascii() else _TENS[language].get(word)
