"""A week in words, in three languages, through the action that automations call."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.energy_trade.market.orders import Order, Side
from custom_components.energy_trade.model import Totals
from custom_components.energy_trade.speech.speaker import Speaker
from custom_components.energy_trade.weekly.reckoning import Account, Advice, Day
from custom_components.energy_trade.weekly.words import LANGUAGES, message
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

TOTALS = Totals(sold_wh=12_300, bought_wh=4_500, compensation=2_460_000, cost=900_000, savings=1_830_000)
WEEK = Account(
    totals=TOTALS,
    is_whole=False,
    best=Day(datetime(2026, 11, 15), 612_000),  # noqa: DTZ001 - a local day
    own_share=0.614,
    neighbours_share=0.38,
    advice=Advice.RUN_THEN,
    hours=(12, 14),
)


def told(language: str, *, aloud: bool = False, week: Account = WEEK, currency: str = "EUR") -> str:
    return message(week, Speaker(language=language, currency=currency, now=START.timestamp(), aloud=aloud))


@pytest.mark.parametrize(
    ("language", "aloud", "text"),
    [
        (
            "en",
            False,
            (
                "You sold 12.3 kWh to neighbours for 2.46 EUR and bought 4.5 kWh for 0.90 EUR. With "
                "the grid alone you "
                "would be 1.83 EUR worse off. Best day: Sunday, with 0.61 EUR saved. You covered "
                "61% of your use yourself; "
                "of the rest, 38% came from neighbours. Some of it is not settled yet. Next: run "
                "what can wait between "
                "12:00 and 14:00. Power was cheapest then."
            ),
        ),
        (
            "de",
            False,
            (
                "Du hast 12,3 kWh für 2,46 EUR an Nachbarn verkauft und 4,5 kWh für 0,90 EUR "
                "gekauft. Mit dem Netz allein "
                "stündest du um 1,83 EUR schlechter da. Bester Tag: Sonntag, mit 0,61 EUR "
                "Ersparnis. 61\u00a0% deines "
                "Verbrauchs hast du selbst gedeckt; vom Rest kamen 38\u00a0% von Nachbarn. Ein Teil "
                "davon ist noch nicht "
                "abgerechnet. Als Nächstes: Lass laufen, was warten kann, zwischen 12:00 und 14:00 "
                "Uhr. Da war Strom am "
                "günstigsten."
            ),
        ),
        (
            "ko",
            False,
            (
                "이웃에게 12.3 kWh 팔아 2.46 EUR 벌었고, 4.5 kWh 사는 데 0.90 EUR 들었습니다. "
                "전력망만 이용했을 때보다 "
                "1.83 EUR 이득입니다. 가장 좋았던 날은 일요일로, 0.61 EUR 절약했습니다. "
                "사용량의 61%를 스스로 충당했고, "
                "나머지의 38%가 이웃의 전기였습니다. 일부는 아직 정산되지 않았습니다. "
                "다음 할 일: 급하지 않은 기기는 "
                "12시에서 14시 사이에 돌리세요. 그때 전기가 가장 쌌습니다."
            ),
        ),
        (
            "en",
            True,
            (
                "You sold 12.3 kilowatt hours to neighbours for 2 euros and 46 cents and bought 4.5 "
                "kilowatt hours for "
                "90 cents. With the grid alone you would be 1 euro and 83 cents worse off. Best "
                "day: Sunday, with 61 cents "
                "saved. You covered 61 percent of your use yourself; of the rest, 38 percent came "
                "from neighbours. Some of "
                "it is not settled yet. Next: run what can wait between 12 and 14. Power was cheapest then."
            ),
        ),
    ],
)
def test_a_week_in_words(language: str, aloud: bool, text: str) -> None:
    assert told(language, aloud=aloud) == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("advice", Advice)
@pytest.mark.parametrize("totals", [Totals(), Totals(sold_wh=1000), Totals(bought_wh=9, savings=-5), TOTALS])
@pytest.mark.parametrize("shares", [(None, None), (0.5, None), (None, 1.0)])
def test_whatever_the_week_was_like_it_can_be_told(
    language: str, advice: Advice, totals: Totals, shares: tuple[float | None, float | None]
) -> None:
    own, neighbours = shares
    week = Account(
        totals=totals,
        is_whole=True,
        best=None,
        own_share=own,
        neighbours_share=neighbours,
        advice=advice,
        unsold_wh=2100,
    )
    for aloud in (False, True):
        text = told(language, week=week, aloud=aloud, currency="KRW")
        assert "None" not in text
        assert "{" not in text
        assert text.endswith((".", "?"))


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    await hass.config.async_set_time_zone("Asia/Seoul")
    freezer.move_to(START)
    market = FakeMarket(now, neighbours=(Order(Side.BUY, 40, 3000),))
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    home = LivingHome(hass, freezer, market)
    assert await home.start()
    return home


async def summary(home: LivingHome, **data: Any) -> dict[str, Any]:
    answer = await home.hass.services.async_call(
        "energy_trade",
        "get_summary",
        {"config_entry_id": home.entry.entry_id, **data},
        blocking=True,
        return_response=True,
    )
    return cast("dict[str, Any]", answer)


class TestAction:
    """`energy_trade.get_summary`."""

    async def test_the_week_ends_at_the_homes_own_midnight(self, home: LivingHome) -> None:
        await home.live(16, export_wh=500)
        assert (week := await summary(home))["end"] == "2026-11-21T00:00:00+09:00"
        assert week["start"] == "2026-11-14T00:00:00+09:00"
        assert week["sold"] == 0, "what was sold today is next week's"
        assert week["message"].startswith("Nothing was traded with neighbours.")
        await home.live(24, export_wh=500)
        await home.calm()
        assert (week := await summary(home))["end"] == "2026-11-22T00:00:00+09:00"
        assert 0 < week["sold"] < home.coordinator.journal.totals.sold_wh / 1000

    async def test_tells_what_the_ledger_holds(self, home: LivingHome) -> None:
        await home.live(40, export_wh=500)
        await home.calm()
        end = START + timedelta(hours=12)
        found = await summary(home, start=START.isoformat(), end=end.isoformat(), language="de")
        totals = home.coordinator.journal.totals
        assert found["sold"] == pytest.approx(totals.sold_wh / 1000)
        assert found["savings"] == pytest.approx(totals.savings / 1e6)
        assert found["sold"] > 0
        assert found["title"] == "Deine Woche in Elm Street"
        assert found["message"].startswith("Du hast ")
        assert found["spoken"] != found["message"]

    async def test_an_unknown_language_is_told_english(self, home: LivingHome) -> None:
        assert (await summary(home, language="fr"))["title"] == "Your week in Elm Street"

    async def test_a_time_that_ends_before_it_begins_is_refused(self, home: LivingHome) -> None:
        with pytest.raises(ServiceValidationError):
            await summary(home, start="2026-11-20 12:00:00", end="2026-11-20 11:00:00")
