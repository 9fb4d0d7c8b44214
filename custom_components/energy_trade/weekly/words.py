"""Tells what a time brought, in English, German or Korean, for the eye or for the ear."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ..speech.korean import with_particles
from ..speech.tongues import language_of
from .reckoning import Advice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..speech.speaker import Speaker
    from .reckoning import Account

HUNDRED: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one language says."""

    title: str
    sold: str
    bought: str
    sold_and_bought: str
    nothing: str
    better: str
    worse: str
    best: str
    own: str
    neighbours: str
    own_and_neighbours: str
    pending: str
    percent: tuple[str, str]
    """Written and spoken."""

    hour: tuple[str, str]
    """Of the day, written and spoken."""

    advice: Mapping[Advice, str]


ENGLISH: Final = Words(
    title="Your week in {community}",
    sold="You sold {sold} to neighbours for {earned}.",
    bought="You bought {bought} from neighbours for {spent}.",
    sold_and_bought="You sold {sold} to neighbours for {earned} and bought {bought} for {spent}.",
    nothing="Nothing was traded with neighbours.",
    better="With the grid alone you would be {saved} worse off.",
    worse="With the grid alone you would be {saved} better off.",
    best="Best day: {day}, with {amount} saved.",
    own="You covered {own} of your use yourself.",
    neighbours="{neighbours} of what you took from outside came from neighbours.",
    own_and_neighbours=("You covered {own} of your use yourself; of the rest, {neighbours} came from neighbours."),
    pending="Some of it is not settled yet.",
    percent=("{number}%", "{number} percent"),
    hour=("{hour}:00", "{hour}"),
    advice={
        Advice.NO_READINGS: "Next: see to your meter. For part of the time no reading came, which is expensive.",
        Advice.ESTIMATED: "Next: see to your meter. Part of its readings had to be estimated.",
        Advice.BALANCE: "Next: pay in. At this rate your balance lasts less than two weeks.",
        Advice.TRADING_OFF: "Next: trading is switched off. Switch it on to go on.",
        Advice.SELLING_OFF: "Next: selling is switched off, and your surplus goes to the grid. Switch it on?",
        Advice.BUYING_OFF: "Next: buying is switched off, and all you need comes from the grid. Switch it on?",
        Advice.SELLING_LIMIT: (
            "Next: consider a lower selling price. Neighbours would have paid more than the grid for {energy}, "
            "but less than your limit."
        ),
        Advice.RUN_THEN: "Next: run what can wait between {start} and {end}. Power was cheapest then.",
        Advice.NOTHING: "Nothing needs your attention.",
    },
)

GERMAN: Final = Words(
    title="Deine Woche in {community}",
    sold="Du hast {sold} für {earned} an Nachbarn verkauft.",
    bought="Du hast {bought} für {spent} von Nachbarn gekauft.",
    sold_and_bought="Du hast {sold} für {earned} an Nachbarn verkauft und {bought} für {spent} gekauft.",
    nothing="Mit Nachbarn wurde nichts gehandelt.",
    better="Mit dem Netz allein stündest du um {saved} schlechter da.",
    worse="Mit dem Netz allein stündest du um {saved} besser da.",
    best="Bester Tag: {day}, mit {amount} Ersparnis.",
    own="{own} deines Verbrauchs hast du selbst gedeckt.",
    neighbours="{neighbours} von dem, was von außen kam, lieferten Nachbarn.",
    own_and_neighbours="{own} deines Verbrauchs hast du selbst gedeckt; vom Rest kamen {neighbours} von Nachbarn.",
    pending="Ein Teil davon ist noch nicht abgerechnet.",
    percent=("{number}\u00a0%", "{number} Prozent"),
    hour=("{hour}:00", "{hour}"),
    advice={
        Advice.NO_READINGS: "Als Nächstes: Sieh nach dem Zähler. Zeitweise kam kein Zählerstand, und das ist teuer.",
        Advice.ESTIMATED: "Als Nächstes: Sieh nach dem Zähler. Ein Teil seiner Werte musste geschätzt werden.",
        Advice.BALANCE: "Als Nächstes: Zahle ein. So reicht dein Guthaben keine zwei Wochen mehr.",
        Advice.TRADING_OFF: "Als Nächstes: Der Handel ist ausgeschaltet. Schalte ihn ein, damit es weitergeht.",
        Advice.SELLING_OFF: (
            "Als Nächstes: Verkaufen ist ausgeschaltet, dein Überschuss geht ins Netz. Möchtest du es einschalten?"
        ),
        Advice.BUYING_OFF: (
            "Als Nächstes: Kaufen ist ausgeschaltet, alles kommt aus dem Netz. Möchtest du es einschalten?"
        ),
        Advice.SELLING_LIMIT: (
            "Als Nächstes: Denk über einen niedrigeren Verkaufspreis nach. Für {energy} hätten Nachbarn mehr gezahlt "
            "als das Netz, aber weniger als deine Grenze."
        ),
        Advice.RUN_THEN: (
            "Als Nächstes: Lass laufen, was warten kann, zwischen {start} und {end} Uhr. Da war Strom am günstigsten."
        ),
        Advice.NOTHING: "Zu tun ist nichts.",
    },
)

KOREAN: Final = Words(
    title="{community}의 지난 한 주",
    sold="이웃에게 {sold} 팔아 {earned} 벌었습니다.",
    bought="이웃에게서 {bought} 사는 데 {spent} 들었습니다.",
    sold_and_bought="이웃에게 {sold} 팔아 {earned} 벌었고, {bought} 사는 데 {spent} 들었습니다.",
    nothing="이웃과 거래한 전기가 없습니다.",
    better="전력망만 이용했을 때보다 {saved} 이득입니다.",
    worse="전력망만 이용했을 때보다 {saved} 손해입니다.",
    best="가장 좋았던 날은 {day}로, {amount} 절약했습니다.",
    own="사용량의 {own}를 스스로 충당했습니다.",
    neighbours="밖에서 가져온 전기의 {neighbours}가 이웃의 전기였습니다.",
    own_and_neighbours="사용량의 {own}를 스스로 충당했고, 나머지의 {neighbours}가 이웃의 전기였습니다.",
    pending="일부는 아직 정산되지 않았습니다.",
    percent=("{number}%", "{number}퍼센트"),
    hour=("{hour}시", "{hour}시"),
    advice={
        Advice.NO_READINGS: (
            "다음 할 일: 계량기를 확인하세요. 계량값이 오지 않은 시간이 있어 비용이 크게 늘 수 있습니다."
        ),
        Advice.ESTIMATED: "다음 할 일: 계량기를 확인하세요. 계량값 일부를 추정해야 했습니다.",
        Advice.BALANCE: "다음 할 일: 잔액을 채우세요. 이대로면 두 주를 넘기지 못합니다.",
        Advice.TRADING_OFF: "다음 할 일: 거래가 꺼져 있습니다. 계속하려면 켜세요.",
        Advice.SELLING_OFF: "다음 할 일: 판매가 꺼져 있어 남는 전기가 전력망으로 갑니다. 켜 보세요.",
        Advice.BUYING_OFF: "다음 할 일: 구매가 꺼져 있어 모두 전력망에서 옵니다. 켜 보세요.",
        Advice.SELLING_LIMIT: (
            "다음 할 일: 최저 판매 가격을 낮춰 보세요. 이웃이 전력망보다 더 낼 수 있었지만 한도보다 낮아 "
            "팔지 못한 전기가 {energy}입니다."
        ),
        Advice.RUN_THEN: "다음 할 일: 급하지 않은 기기는 {start}에서 {end} 사이에 돌리세요. 그때 전기가 가장 쌌습니다.",
        Advice.NOTHING: "따로 할 일은 없습니다.",
    },
)

LANGUAGES: Final = {"en": ENGLISH, "de": GERMAN, "ko": KOREAN}


def title(community: str, language: str) -> str:
    """Head the message."""
    return LANGUAGES[language_of(language)].title.format(community=community)


def message(told: Account, speaker: Speaker) -> str:
    """Tell an account in a few sentences."""
    return " ".join(with_particles(each) for each in _sentences(told, speaker))


def _sentences(told: Account, speaker: Speaker) -> Iterator[str]:
    words, totals = LANGUAGES[language_of(speaker.language)], told.totals
    traded = {
        (True, True): words.sold_and_bought,
        (True, False): words.sold,
        (False, True): words.bought,
        (False, False): words.nothing,
    }[bool(totals.sold_wh), bool(totals.bought_wh)]
    yield traded.format(
        sold=speaker.energy(totals.sold_wh),
        earned=speaker.money(totals.compensation),
        bought=speaker.energy(totals.bought_wh),
        spent=speaker.money(totals.cost),
    )
    if totals.savings:
        yield (words.better if totals.savings > 0 else words.worse).format(saved=speaker.money(abs(totals.savings)))
    if told.best is not None:
        day = speaker.tongue.weekdays[told.best.start.weekday()]
        yield words.best.format(day=day, amount=speaker.money(told.best.savings))
    own, neighbours = (_percent(share, speaker, words) for share in (told.own_share, told.neighbours_share))
    if own is not None and neighbours is not None:
        yield words.own_and_neighbours.format(own=own, neighbours=neighbours)
    elif own is not None:
        yield words.own.format(own=own)
    elif neighbours is not None:
        yield words.neighbours.format(neighbours=neighbours)
    if not told.is_whole:
        yield words.pending
    start, end = (words.hour[speaker.aloud].format(hour=hour) for hour in told.hours or (0, 0))
    yield words.advice[told.advice].format(energy=speaker.energy(told.unsold_wh), start=start, end=end)


def _percent(share: float | None, speaker: Speaker, words: Words) -> str | None:
    if share is None:
        return None
    return words.percent[speaker.aloud].format(number=speaker.number(Decimal(share) * HUNDRED, 0))
