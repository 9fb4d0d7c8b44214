"""Several homes, several questions: nothing that is said is guessed at."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import Context, ServiceCall
import pytest

from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.questions.causes import Cause
from tests.support.devices import dryer
from tests.voice.asking import ask, waiting

if TYPE_CHECKING:
    from tests.support.living_home import LivingHome
    from tests.voice.conftest import Talk


class TestHomes:
    """Each home answers for itself, by its name."""

    async def test_every_home_tells_its_own_balance(self, second: LivingHome, talk: Talk) -> None:
        told = await talk("en", "What's my balance?")
        assert told == "Elm Street: Your balance is 50 euros. Hill Road: Your balance is 7 euros."

    async def test_stopping_stops_all_and_says_so(self, home: LivingHome, second: LivingHome, talk: Talk) -> None:
        told = await talk("de", "Stoppe den Handel")
        assert told.count("Der Handel ist angehalten.") == 2
        for each in (home, second):
            assert not each.coordinator.settings.current.wishes.trading

    async def test_two_dryers_are_told_apart_by_their_home(
        self, home: LivingHome, second: LivingHome, talk: Talk
    ) -> None:
        for each in (home, second):
            subentry = ConfigSubentry(
                data=MappingProxyType(dict(dryer()["data"])), subentry_type="appliance", title="Dryer", unique_id=None
            )
            with each.reachable():
                each.hass.config_entries.async_add_subentry(each.entry, subentry)
                await each.settle()
        calls: list[ServiceCall] = []

        async def plan(call: ServiceCall) -> None:
            calls.append(call)

        home.hass.services.async_register(DOMAIN, "plan_run", plan)
        told = await talk("en", "Run the dryer when it's cheapest")
        assert told == "Which one do you mean: Dryer in Elm Street or Dryer in Hill Road?"
        assert calls == []
        await talk("en", "Run the dryer in Hill Road when it's cheapest")
        await talk("ko", "Elm Street의 Dryer를 제일 쌀 때 돌려 줘")
        assert [call.data["config_entry_id"] for call in calls] == [second.entry.entry_id, home.entry.entry_id]


class TestQuestions:
    """An answer that fits several questions is not given to any of them."""

    @pytest.mark.parametrize(
        ("language", "answer", "first", "second_one"),
        [
            ("en", "No, keep my limit", "The first one", "the second question please"),
            ("de", "Nein, behalte meine Grenze", "Die erste", "Ich meine die zweite Frage"),
            ("ko", "아니, 한도를 지켜 줘", "첫 번째", "두 번째요"),
        ],
    )
    async def test_two_homes_ask_the_same(
        self,
        home: LivingHome,
        second: LivingHome,
        talk: Talk,
        language: str,
        answer: str,
        first: str,
        second_one: str,
    ) -> None:
        one, other = await ask(home), await ask(second)
        told = await talk(language, answer)
        assert "Elm Street" in told
        assert "Hill Road" in told
        assert (waiting(home), waiting(second)) == ([one], [other]), "nothing is decided yet"
        await talk(language, second_one)
        assert (waiting(home), waiting(second)) == ([one], [])
        assert await talk(language, answer), "the only one that is left needs no number"
        assert waiting(home) == []
        with pytest.raises(AssertionError):
            await talk(language, first)

    async def test_all_of_them_at_once(self, home: LivingHome, second: LivingHome, talk: Talk) -> None:
        await ask(home)
        await ask(second)
        await talk("en", "No, keep my limit")
        assert await talk("en", "both of them") == "All right: Keep my limit."
        assert (waiting(home), waiting(second)) == ([], [])

    async def test_one_home_asks_two_things_that_leave_the_same_choice(self, home: LivingHome, talk: Talk) -> None:
        above, daily = await ask(home), await ask(home, Cause.DAILY_LIMIT)
        assert await talk("en", "Keep my limit") == (
            "That could answer more than one question. First: Buy above your limit? "
            "Second: Trade beyond your daily limit? Say, for example: the first one."
        )
        assert await talk("en", "the first one") == (
            "All right: Keep my limit. Another question is open. Trade beyond your daily limit?"
        )
        assert waiting(home) == [daily]
        assert above != daily

    async def test_two_machines_wait_to_be_started(self, home: LivingHome, talk: Talk) -> None:
        dryer_id = await ask(home, Cause.START_APPLIANCE, name="Dryer")
        await ask(home, Cause.START_APPLIANCE, name="Washer")
        told = await talk("en", "I started it")
        assert "First: Time to start Dryer. Second: Time to start Washer." in told
        await talk("en", "the second one")
        assert waiting(home) == [dryer_id]

    async def test_a_choice_that_only_one_question_leaves_needs_no_number(self, home: LivingHome, talk: Talk) -> None:
        await ask(home)
        machine = await ask(home, Cause.START_APPLIANCE, name="Dryer")
        assert (await talk("en", "Yes, buy it")).startswith("All right: Buy it this time.")
        assert waiting(home) == [machine]

    async def test_what_was_read_out_is_what_is_meant(self, home: LivingHome, talk: Talk) -> None:
        await ask(home)
        daily = await ask(home, Cause.DAILY_LIMIT)
        told = await talk("en", "What is the open question?")
        assert told.endswith("Another question is open. Trade beyond your daily limit?")
        await talk("en", "Keep my limit")
        assert waiting(home) == [daily]

    async def test_a_number_alone_reads_that_question_out(self, home: LivingHome, talk: Talk) -> None:
        above, daily = await ask(home), await ask(home, Cause.DAILY_LIMIT)
        assert "You can say: Raise the limit for that day or Keep my limit." in await talk("en", "the second question")
        await talk("en", "keep my limit")
        assert waiting(home) == [above]
        assert daily not in waiting(home)

    async def test_one_room_does_not_answer_for_another(self, home: LivingHome, talk: Talk) -> None:
        one, other = await ask(home), await ask(home, Cause.DAILY_LIMIT)
        await talk("en", "Keep my limit")
        user = await home.hass.auth.async_create_user("Somebody else")
        await home.hass.services.async_call(
            "conversation",
            "process",
            {"text": "the first one", "language": "en"},
            blocking=True,
            return_response=True,
            context=Context(user_id=user.id),
        )
        assert waiting(home) == [one, other]

    async def test_what_was_said_long_ago_is_forgotten(self, home: LivingHome, talk: Talk) -> None:
        one, other = await ask(home), await ask(home, Cause.DAILY_LIMIT)
        await talk("en", "Keep my limit")
        await home.wait(200)
        assert "You can say" in await talk("en", "the first one")
        assert waiting(home) == [one, other]
