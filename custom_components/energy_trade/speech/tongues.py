"""How each language writes and says numbers, money, energy and time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Coin:
    """The names of a currency: of one and of several of its units, and of its hundredths, if it has any."""

    one: str
    many: str
    hundredth: str | None = None
    hundredths: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """One language's ways."""

    decimal: str
    group: str
    coins: Mapping[str, Coin]
    counted: str
    """Of a number and what is counted."""

    whole_and_hundredths: str
    watt_hours: tuple[str, str]
    kilowatt_hours: tuple[str, str]
    per_kilowatt_hour: str
    clock: Callable[[datetime], str]
    tomorrow: str
    yesterday: str
    weekdays: tuple[str, ...]
    on_day: str
    """A weekday, and a time of it."""

    next_to: str
    """Tomorrow or yesterday, and a time of it."""

    at: str
    """A moment at which something happens."""

    between: str
    """Something that lasts from one moment to another."""

    about: str
    less_than_one: str


def _english_clock(moment: datetime) -> str:
    if moment.minute == 0 and moment.hour in {0, 12}:
        return "noon" if moment.hour else "midnight"
    hour, half = moment.hour % 12 or 12, "AM" if moment.hour < 12 else "PM"  # noqa: PLR2004 - noon
    return f"{hour} {half}" if moment.minute == 0 else f"{hour}:{moment.minute:02d} {half}"


def _german_clock(moment: datetime) -> str:
    return f"{moment.hour} Uhr" if moment.minute == 0 else f"{moment.hour} Uhr {moment.minute}"


def _korean_clock(moment: datetime) -> str:
    if moment.minute == 0 and moment.hour in {0, 12}:
        return "낮 12시" if moment.hour else "밤 12시"
    hour, half = moment.hour % 12 or 12, "오전" if moment.hour < 12 else "오후"  # noqa: PLR2004 - noon
    return f"{half} {hour}시" if moment.minute == 0 else f"{half} {hour}시 {moment.minute}분"


ENGLISH: Final = Tongue(
    decimal=".",
    group=",",
    coins={
        "AUD": Coin("dollar", "dollars", "cent", "cents"),
        "CAD": Coin("dollar", "dollars", "cent", "cents"),
        "CHF": Coin("franc", "francs", "centime", "centimes"),
        "EUR": Coin("euro", "euros", "cent", "cents"),
        "GBP": Coin("pound", "pounds", "penny", "pence"),
        "JPY": Coin("yen", "yen"),
        "KRW": Coin("won", "won"),
        "USD": Coin("dollar", "dollars", "cent", "cents"),
    },
    counted="{number} {name}",
    whole_and_hundredths="{whole} and {hundredths}",
    watt_hours=("watt hour", "watt hours"),
    kilowatt_hours=("kilowatt hour", "kilowatt hours"),
    per_kilowatt_hour="{money} per kilowatt hour",
    clock=_english_clock,
    tomorrow="tomorrow",
    yesterday="yesterday",
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    on_day="{clock} on {day}",
    next_to="{clock} {day}",
    at="at {moment}",
    between="from {start} to {end}",
    about="about {what}",
    less_than_one="less than {money}",
)

GERMAN: Final = Tongue(
    decimal=",",
    group=".",
    coins={
        "AUD": Coin("Dollar", "Dollar", "Cent", "Cent"),
        "CAD": Coin("Dollar", "Dollar", "Cent", "Cent"),
        "CHF": Coin("Franken", "Franken", "Rappen", "Rappen"),
        "EUR": Coin("Euro", "Euro", "Cent", "Cent"),
        "GBP": Coin("Pfund", "Pfund", "Penny", "Pence"),
        "JPY": Coin("Yen", "Yen"),
        "KRW": Coin("Won", "Won"),
        "USD": Coin("Dollar", "Dollar", "Cent", "Cent"),
    },
    counted="{number} {name}",
    whole_and_hundredths="{whole} und {hundredths}",
    watt_hours=("Wattstunde", "Wattstunden"),
    kilowatt_hours=("Kilowattstunde", "Kilowattstunden"),
    per_kilowatt_hour="{money} pro Kilowattstunde",
    clock=_german_clock,
    tomorrow="morgen",
    yesterday="gestern",
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    on_day="{day} {clock}",
    next_to="{day} {clock}",
    at="um {moment}",
    between="von {start} bis {end}",
    about="etwa {what}",
    less_than_one="weniger als {money}",
)

KOREAN: Final = Tongue(
    decimal=".",
    group=",",
    coins={
        "AUD": Coin("호주 달러", "호주 달러", "센트", "센트"),
        "CAD": Coin("캐나다 달러", "캐나다 달러", "센트", "센트"),
        "CHF": Coin("프랑", "프랑", "상팀", "상팀"),
        "EUR": Coin("유로", "유로", "센트", "센트"),
        "GBP": Coin("파운드", "파운드", "펜스", "펜스"),
        "JPY": Coin("엔", "엔"),
        "KRW": Coin("원", "원"),
        "USD": Coin("달러", "달러", "센트", "센트"),
    },
    counted="{number}{name}",
    whole_and_hundredths="{whole} {hundredths}",
    watt_hours=("와트시", "와트시"),
    kilowatt_hours=("킬로와트시", "킬로와트시"),
    per_kilowatt_hour="킬로와트시당 {money}",
    clock=_korean_clock,
    tomorrow="내일",
    yesterday="어제",
    weekdays=("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"),
    on_day="{day} {clock}",
    next_to="{day} {clock}",
    at="{moment}에",
    between="{start}부터 {end}까지",
    about="약 {what}",
    less_than_one="{money} 미만",
)

TONGUES: Final = {"de": GERMAN, "en": ENGLISH, "ko": KOREAN}


def language_of(tag: str) -> str:
    """Tell which of the languages spoken here a language tag asks for: English where it is none of them."""
    language = tag.replace("_", "-").split("-")[0].lower()
    return language if language in TONGUES else "en"
