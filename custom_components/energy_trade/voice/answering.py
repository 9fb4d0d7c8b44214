"""Takes spoken answers to what the home asks; where they could mean several questions, it asks back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from ..questions.texts import async_wording
from .homes import UnclearError, homes, meant
from .phrases import Say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from homeassistant.components.conversation import ConversationInput
    from homeassistant.core import HomeAssistant

    from ..questions.book import OpenQuestion
    from .homes import Home
    from .tongue import Tongue

MEMORY_SECONDS: Final = 180
"""For so long after it was said, something in a conversation is what the next words refer to."""

MOST: Final = 5
"""Questions that can be told apart by their number."""

ALL: Final = 0
"""The number that means every one of them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question and the home that asks it."""

    home: Home
    opened: OpenQuestion


@dataclass(frozen=True, slots=True)
class Thread:
    """What was said last in one place: questions by number, and the choice that was made among them, if any."""

    questions: tuple[str, ...]
    choice: str | None
    until: float


class Answers:
    """Remembers, for each place where people talk, what an answer may refer to."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Nothing was said yet."""
        self._hass = hass
        self._threads: dict[str, Thread] = {}

    async def async_read(self, heard: ConversationInput, place: str | None, tongue: Tongue) -> str:
        """Read out what waits longest, in a home that was named or in any, and name what waits behind it."""
        try:
            waiting = self._of(place, self._open(tongue), tongue)
        except UnclearError as unclear:
            return str(unclear)
        if not waiting:
            return tongue.plain(Say.NO_QUESTION)
        self._read_out(heard, waiting[:1])
        told = await self._async_text(waiting[0], tongue)
        return told if len(waiting) == 1 else f"{told} {await self._async_another(waiting[1], tongue)}"

    def _read_out(self, heard: ConversationInput, questions: Iterable[Asked]) -> None:
        """Remember what was just read out: "yes, buy it" then means this."""
        self._remember(heard, [each.opened.id for each in questions], None)

    async def async_choose(self, choice: str, heard: ConversationInput, place: str | None, tongue: Tongue) -> str:
        """Take a choice as the answer to the only question that leaves it, or to the one that was just read out.

        Where a home was named, only its questions are meant.
        """
        fitting = [each for each in self._open(tongue) if choice in each.opened.question.choices]
        try:
            fitting = self._of(place, fitting, tongue)
        except UnclearError as unclear:
            return str(unclear)
        thread = self._thread(heard)
        read = [each for each in fitting if thread and thread.choice is None and each.opened.id in thread.questions]
        meant = read if len(read) == 1 else fitting
        if not meant:
            return tongue.plain(Say.ANSWERED_ALREADY)
        if len(meant) == 1:
            return await self._async_answer(meant, choice, heard, tongue)
        self._remember(heard, [each.opened.id for each in meant[:MOST]], choice)
        return await self._async_which(meant[:MOST], tongue)

    async def async_number(self, number: int, heard: ConversationInput, tongue: Tongue) -> str:
        """Take the number of a question: with a choice made before as its answer, else to read it out."""
        waiting = self._open(tongue)
        thread = self._thread(heard)
        ids = thread.questions if thread and thread.choice is not None else tuple(each.opened.id for each in waiting)
        there = {each.opened.id: each for each in waiting}
        named = ids if number == ALL else ids[number - 1 : number]
        meant = [there[each] for each in named if each in there]
        if not meant:
            return tongue.plain(Say.ANSWERED_ALREADY)
        if thread is not None and thread.choice is not None:
            return await self._async_answer(meant, thread.choice, heard, tongue)
        self._read_out(heard, meant)
        return " ".join([await self._async_text(each, tongue) for each in meant])

    async def async_locate(self, place: str, heard: ConversationInput, tongue: Tongue) -> str:
        """Take the name of a home for one of several questions: as its number would be."""
        waiting = self._open(tongue)
        thread = self._thread(heard)
        ids = thread.questions if thread and thread.choice is not None else tuple(each.opened.id for each in waiting)
        try:
            some = self._of(place, [each for each in waiting if each.opened.id in ids], tongue)
        except UnclearError as unclear:
            return str(unclear)
        if not some:
            return tongue.plain(Say.ANSWERED_ALREADY)
        if len(some) > 1:
            self._remember(heard, [each.opened.id for each in some[:MOST]], thread.choice if thread else None)
            return await self._async_which(some[:MOST], tongue)
        if thread is not None and thread.choice is not None:
            return await self._async_answer(some, thread.choice, heard, tongue)
        self._read_out(heard, some)
        return await self._async_text(some[0], tongue)

    def _of(self, place: str | None, asked: list[Asked], tongue: Tongue) -> list[Asked]:
        """Keep the questions of the home that was named."""
        there = homes(self._hass, tongue.language)
        entries = {home.entry.entry_id for home in meant(self._hass, place, there, tongue, only_one=True)}
        return [each for each in asked if each.home.entry.entry_id in entries]

    async def _async_answer(self, meant: Sequence[Asked], choice: str, heard: ConversationInput, tongue: Tongue) -> str:
        """Answer one question, or each of several; say which other one waits."""
        self._threads.pop(_place(heard), None)
        told = tongue.plain(Say.ANSWERED_ALREADY)
        for each in meant:
            wording = await async_wording(self._hass, each.opened.question, each.home.entry.title, each.home.speaker)
            try:
                await each.home.questions.async_answer(choice, each.opened.id)
            except HomeAssistantError:
                continue
            told = tongue.plain(Say.ANSWERED, choice=wording.choices[choice])
        if waiting := self._open(tongue):
            return f"{told} {await self._async_another(waiting[0], tongue)}"
        return told

    async def _async_another(self, asked: Asked, tongue: Tongue) -> str:
        return tongue.plain(Say.ANOTHER_QUESTION, title=await self._async_title(asked, tongue))

    async def _async_which(self, meant: Sequence[Asked], tongue: Tongue) -> str:
        titles = [
            f"{ordinal.capitalize()}: {await self._async_title(each, tongue)}"
            for ordinal, each in zip(tongue.book.ordinals, meant, strict=False)
        ]
        return tongue.plain(Say.WHICH_QUESTION, questions=" ".join(titles))

    async def _async_text(self, asked: Asked, tongue: Tongue) -> str:
        """Read a question, and what can be said to it."""
        home, question = asked.home, asked.opened.question
        wording = await async_wording(self._hass, question, home.entry.title, home.speaker)
        text = " ".join(wording.text.split())
        told = tongue.say(home, Say.ASKED, text=text, choices=tongue.listed(wording.choices.values()))
        return f"{home.entry.title}: {told}" if self._several(tongue) else told

    def _several(self, tongue: Tongue) -> bool:
        return len(homes(self._hass, tongue.language)) > 1

    async def _async_title(self, asked: Asked, tongue: Tongue) -> str:
        """Name a question as a sentence of its own, with its home where there are several."""
        home = asked.home
        wording = await async_wording(self._hass, asked.opened.question, home.entry.title, home.speaker)
        title = wording.title if wording.title.endswith(("?", ".", "!")) else f"{wording.title}."
        return f"{home.entry.title}: {title}" if self._several(tongue) else title

    def _open(self, tongue: Tongue) -> list[Asked]:
        """What waits in all homes, the oldest first."""
        waiting = [Asked(home, opened) for home in homes(self._hass, tongue.language) for opened in home.questions.open]
        return sorted(waiting, key=lambda each: (each.opened.asked, each.opened.id))

    def _thread(self, heard: ConversationInput) -> Thread | None:
        thread = self._threads.get(_place(heard))
        return thread if thread and thread.until > dt_util.utcnow().timestamp() else None

    def _remember(self, heard: ConversationInput, questions: Iterable[str], choice: str | None) -> None:
        now = dt_util.utcnow().timestamp()
        self._threads = {place: thread for place, thread in self._threads.items() if thread.until > now}
        self._threads[_place(heard)] = Thread(tuple(questions), choice, now + MEMORY_SECONDS)


def _place(heard: ConversationInput) -> str:
    """Tell rooms and people apart: one's "the first one" does not answer what another was asked."""
    return heard.satellite_id or heard.device_id or heard.context.user_id or ""
