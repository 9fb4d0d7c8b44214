"""Registers what can be said with Assist, without a file to copy; answers to questions only while one is open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Set as AbstractSet
import re
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.translation import async_get_translations
from homeassistant.setup import async_when_setup
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..questions.texts import CATEGORY, choice_key, issue_key
from .answering import Answers
from .deeds import DEEDS, DEVICE_DEEDS
from .homes import UnclearError, homes, meant
from .phrases import Ask, Say
from .replies import REPLIES
from .tongue import PHRASEBOOKS, Tongue

if TYPE_CHECKING:
    from homeassistant.components.conversation import ConversationInput

    from ..questions.manager import News, Questions

type Answering = Callable[[ConversationInput, Any], Awaitable[str | None]]
type Waiting = tuple[AbstractSet[tuple[str, str]], bool]
"""Causes with their choices, and whether several questions are open."""

type Register = Callable[[list[str], Answering], CALLBACK_TYPE]

NOTHING: Final[Waiting] = (frozenset(), False)
CONVERSATION: Final = "conversation"
UNSPEAKABLE: Final = re.compile(r"[^\w\s'’-]")


class Listener:
    """Listens for all homes; the last one to go takes it along."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Know nothing yet: Assist may be set up later."""
        self._hass = hass
        self._answers = Answers(hass)
        self._register: Register | None = None
        self._fixed: list[CALLBACK_TYPE] = []
        self._choices: list[CALLBACK_TYPE] = []
        self._listened_for: Waiting = NOTHING
        self._homes = 0

    @callback
    def async_join(self) -> CALLBACK_TYPE:
        """Listen for one home more; call the result when it goes."""
        self._homes += 1
        if self._homes == 1:
            async_when_setup(self._hass, CONVERSATION, self._async_begin)

        @callback
        def leave() -> None:
            self._homes -= 1
            if not self._homes:
                self._end()

        return leave

    async def _async_begin(self, hass: HomeAssistant, _component: str) -> None:
        if not self._homes or self._fixed:
            return
        # Assist brings its own requirements: what is imported before it is there would not be found.
        from homeassistant.components.conversation.agent_manager import get_agent_manager  # noqa: PLC0415

        manager = get_agent_manager(hass)
        self._register = manager.register_trigger
        self._fixed = [
            manager.register_trigger(book.spoken(ask), self._answering(ask, Tongue(language)))
            for language, book in PHRASEBOOKS.items()
            for ask in book.asks
        ]
        await self.async_listen_for_choices()

    async def async_listen_for_choices(self) -> None:
        """Listen for the choices of what is open now, and for nothing of the kind else."""
        register = self._register
        if register is None:
            return
        open_now = [opened for home in homes(self._hass, "en") for opened in home.questions.open]
        waiting = {(opened.question.cause, choice) for opened in open_now for choice in opened.question.choices}
        several = len(open_now) > 1
        if (waiting, several) == self._listened_for:
            return
        asked: dict[str, set[str]] = {}
        for cause, choice in waiting:
            asked.setdefault(choice, set()).add(cause)
        sentences = {
            (choice, language): await self._sentences(language, causes, choice)
            for choice, causes in asked.items()
            for language in PHRASEBOOKS
        }
        if self._register is not register:
            return  # the last home went meanwhile
        self._forget_choices()
        self._listened_for = waiting, several
        self._choices = [
            register(list(PHRASEBOOKS[language].placed(some)), self._choosing(choice, Tongue(language)))
            for (choice, language), some in sentences.items()
            if some
        ]
        if several:
            self._choices += [
                register(list(some), self._numbering(number, Tongue(language)))
                for language, book in PHRASEBOOKS.items()
                for number, some in book.numbers.items()
            ]
            self._choices += [
                register(list(book.one_in), self._locating(Tongue(language))) for language, book in PHRASEBOOKS.items()
            ]

    async def _sentences(self, language: str, causes: Iterable[str], choice: str) -> list[str]:
        """What means a choice: people's own ways, and the very words on its button."""
        texts = await async_get_translations(self._hass, language, CATEGORY, [DOMAIN])
        keys = [
            key
            for cause in causes
            for key in (
                f"component.{DOMAIN}.{CATEGORY}.{issue_key(cause)}.fix_flow.step.init.menu_options.{choice}",
                choice_key(cause, choice),
            )
        ]
        short = await async_get_translations(self._hass, language, "selector", [DOMAIN])
        texts = {**texts, **short}
        own = PHRASEBOOKS[language].choices.get(choice, ())
        shown = {" ".join(UNSPEAKABLE.sub(" ", texts[key]).split()) for key in keys if key in texts}
        return [PHRASEBOOKS[language].with_place(sentence) for sentence in [*own, *sorted(shown - set(own))]]

    @callback
    def _forget_choices(self) -> None:
        for forget in self._choices:
            forget()
        self._choices, self._listened_for = [], NOTHING

    @callback
    def _end(self) -> None:
        self._forget_choices()
        for forget in self._fixed:
            forget()
        self._fixed, self._register = [], None

    def _answering(self, ask: Ask, tongue: Tongue) -> Answering:
        async def answer(heard: ConversationInput, result: Any) -> str:
            slots = {name: str(entity.value).strip() for name, entity in result.entities.items()}
            if (device_deed := DEVICE_DEEDS.get(ask)) is not None:
                return await device_deed(self._hass, slots, tongue, heard.context)
            place = _place(result)
            if ask is Ask.QUESTION:
                return await self._answers.async_read(heard, place, tongue)
            there = homes(self._hass, tongue.language)
            if not there:
                return tongue.plain(Say.NOT_RUNNING)
            try:
                some = meant(self._hass, place, there, tongue, only_one=ask in DEEDS)
            except UnclearError as unclear:
                return str(unclear)
            reply = REPLIES.get(ask) or DEEDS[ask]
            told = [(home, await reply(self._hass, home, tongue)) for home in some]
            return told[0][1] if len(there) == 1 else " ".join(tongue.named(home, text) for home, text in told)

        return answer

    def _choosing(self, choice: str, tongue: Tongue) -> Answering:
        async def answer(heard: ConversationInput, result: Any) -> str:
            return await self._answers.async_choose(choice, heard, _place(result), tongue)

        return answer

    def _numbering(self, number: int, tongue: Tongue) -> Answering:
        async def answer(heard: ConversationInput, _result: Any) -> str:
            return await self._answers.async_number(number, heard, tongue)

        return answer

    def _locating(self, tongue: Tongue) -> Answering:
        async def answer(heard: ConversationInput, result: Any) -> str:
            return await self._answers.async_locate(_place(result) or "", heard, tongue)

        return answer


def _place(result: Any) -> str | None:
    """Find the name of a home in what was said."""
    entity = result.entities.get("home")
    return None if entity is None else str(entity.value).strip()


LISTENER: HassKey[Listener] = HassKey(f"{DOMAIN}_listener")


@callback
def async_listen(hass: HomeAssistant, questions: Questions) -> CALLBACK_TYPE:
    """Listen for a home that has just been set up, and for what it asks; call the result when it goes."""
    listener = hass.data.setdefault(LISTENER, Listener(hass))

    @callback
    def heed(_news: News | None = None) -> None:
        hass.async_create_task(listener.async_listen_for_choices(), f"{DOMAIN} voice")

    leave, forget = listener.async_join(), questions.async_listen(heed)
    heed()

    @callback
    def stop() -> None:
        forget()
        leave()

    return stop
