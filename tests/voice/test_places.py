"""Where several homes could be meant, one of them can be named, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homeassistant.helpers import area_registry as ar, device_registry as dr
import pytest

from custom_components.energy_trade.questions.causes import Cause
from custom_components.energy_trade.voice.phrases import Ask
from tests.voice.asking import ask, waiting
from tests.voice.test_sentences import NAMING

if TYPE_CHECKING:
    from tests.support.living_home import LivingHome
    from tests.voice.conftest import Talk


def is_trading(home: LivingHome) -> bool:
    return home.coordinator.settings.current.wishes.trading


@pytest.mark.parametrize("language", ["en", "de", "ko"])
async def test_whoever_is_named_answers_alone(home: LivingHome, second: LivingHome, talk: Talk, language: str) -> None:
    for said_in, asked, text in NAMING:
        if said_in == language and asked is not Ask.QUESTION:
            told = await talk(language, text)
            assert told.startswith("Elm Street: "), (text, told)
            assert "Hill Road" not in told


class TestActing:
    """Only what was named is stopped or started."""

    @pytest.mark.parametrize(
        ("language", "stop", "resume"),
        [
            ("en", "Stop trading in Hill Road", "Resume trading in Hill Road"),
            ("de", "Stoppe den Handel in der Hill Road", "Setze den Handel in Hill Road fort"),
            ("ko", "Hill Road에서 거래 멈춰", "Hill Road의 거래 다시 시작해"),
        ],
    )
    async def test_one_home_stops_and_goes_on(
        self, home: LivingHome, second: LivingHome, talk: Talk, language: str, stop: str, resume: str
    ) -> None:
        await talk(language, stop)
        assert (is_trading(home), is_trading(second)) == (True, False)
        await talk(language, resume)
        assert is_trading(second)

    @pytest.mark.parametrize(
        ("language", "stop", "told"),
        [
            ("en", "Stop trading in Rose Lane", "I know no community Rose Lane here. I know: Elm Street, Hill Road."),
            (
                "de",
                "Stoppe den Handel in der Rose Lane",
                "Ich kenne hier keine Gemeinschaft Rose Lane. Ich kenne: Elm Street, Hill Road.",
            ),
            (
                "ko",
                "Rose Lane에서 거래 멈춰",
                "여기에 Rose Lane라는 커뮤니티는 없어요. 아는 커뮤니티는 Elm Street, Hill Road예요.",
            ),
        ],
    )
    async def test_a_home_that_nobody_knows_stops_nothing(
        self, home: LivingHome, second: LivingHome, talk: Talk, language: str, stop: str, told: str
    ) -> None:
        assert await talk(language, stop) == told
        assert is_trading(home)
        assert is_trading(second)

    async def test_the_only_home_is_not_stopped_under_another_name(self, home: LivingHome, talk: Talk) -> None:
        assert (
            await talk("en", "Stop trading in Rose Lane") == "I know no community Rose Lane here. I know: Elm Street."
        )
        assert is_trading(home)
        assert await talk("en", "Stop trading in Elm Street") == (
            "Trading is stopped. What has been traded already still counts."
        )

    async def test_what_fits_two_of_three_is_asked_back(
        self, home: LivingHome, second: LivingHome, third: LivingHome, talk: Talk
    ) -> None:
        assert third.entry.title == "Hill Street"
        assert await talk("en", "Stop trading in Hill") == "Which one do you mean: Hill Road or Hill Street?"
        assert await talk("de", "Stoppe den Handel in Hill") == "Welche meinst du: Hill Road oder Hill Street?"
        assert all(is_trading(each) for each in (home, second, third))
        told = await talk("en", "What's my balance in Hill?")
        assert told.startswith("Hill Road: "), "a question may be answered for both"
        assert "Hill Street: " in told
        assert "Elm Street" not in told


class TestNames:
    """People need not know what a community was called when it was founded."""

    @pytest.mark.parametrize("said", ["elm street", "the Elm Street", "Elm", "Elm Streat"])
    async def test_as_it_is_heard(self, home: LivingHome, second: LivingHome, talk: Talk, said: str) -> None:
        assert (await talk("en", f"What's my balance in {said}?")).startswith("Elm Street: ")

    async def test_by_the_name_that_the_device_was_given(
        self, home: LivingHome, second: LivingHome, talk: Talk
    ) -> None:
        device = second.coordinator.home_device
        assert device is not None
        dr.async_get(home.hass).async_update_device(device, name_by_user="Ferienhaus")
        assert (await talk("de", "Wie hoch ist mein Guthaben im Ferienhaus?")).startswith("Hill Road: ")

    async def test_by_an_area_and_its_alias(self, home: LivingHome, second: LivingHome, talk: Talk) -> None:
        area = ar.async_get(home.hass).async_create("Holiday flat", aliases={"언덕길"})
        device = second.coordinator.community_device
        assert device is not None
        dr.async_get(home.hass).async_update_device(device, area_id=area.id)
        assert (await talk("ko", "언덕길에서 오늘 얼마 벌었어?")).startswith("Hill Road: ")
        assert (await talk("en", "Are we trading in the holiday flat?")).startswith("Hill Road: ")

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "What's my balance in both communities?"),
            ("de", "Wie hoch ist mein Guthaben in allen Gemeinschaften?"),
            ("ko", "우리 집에서 오늘 얼마 벌었어?"),
        ],
    )
    async def test_all_of_them(
        self, home: LivingHome, second: LivingHome, talk: Talk, language: str, text: str
    ) -> None:
        told = await talk(language, text)
        assert "Elm Street: " in told
        assert "Hill Road: " in told


class TestQuestions:
    """A question is answered where it was asked."""

    @pytest.mark.parametrize(
        ("language", "answer"),
        [
            ("en", "No, keep my limit in Hill Road"),
            ("de", "Nein, behalte meine Grenze in Hill Road"),
            ("ko", "Hill Road에서는 한도를 지켜 줘"),
        ],
    )
    async def test_the_answer_names_the_home(
        self, home: LivingHome, second: LivingHome, talk: Talk, language: str, answer: str
    ) -> None:
        one, _ = await ask(home), await ask(second)
        await talk(language, answer)
        assert (waiting(home), waiting(second)) == ([one], [])

    @pytest.mark.parametrize(
        ("language", "answer", "which"),
        [
            ("en", "No, keep my limit", "The one in Hill Road"),
            ("de", "Nein, behalte meine Grenze", "Die in Hill Road"),
            ("ko", "아니, 한도를 지켜 줘", "Hill Road의 질문이요"),
        ],
    )
    async def test_asked_back_the_home_is_answer_enough(
        self, home: LivingHome, second: LivingHome, talk: Talk, language: str, answer: str, which: str
    ) -> None:
        one, _ = await ask(home), await ask(second)
        await talk(language, answer)
        await talk(language, which)
        assert (waiting(home), waiting(second)) == ([one], [])

    async def test_a_home_of_which_nothing_waits_answers_nothing(
        self, home: LivingHome, second: LivingHome, talk: Talk
    ) -> None:
        one = await ask(home)
        assert await talk("en", "Keep my limit in Hill Road") == "That question is settled already."
        assert await talk("en", "Keep my limit in Rose Lane") == (
            "I know no community Rose Lane here. I know: Elm Street, Hill Road."
        )
        assert waiting(home) == [one]

    async def test_a_home_s_question_is_read_out_on_its_name(
        self, home: LivingHome, second: LivingHome, talk: Talk
    ) -> None:
        await ask(home)
        await ask(second, Cause.DAILY_LIMIT)
        told = await talk("en", "What is the open question in Hill Road?")
        assert told.startswith("Hill Road: ")
        assert "Raise the limit for that day" in told
        assert (await talk("en", "The one in Elm Street")).startswith("Elm Street: ")
