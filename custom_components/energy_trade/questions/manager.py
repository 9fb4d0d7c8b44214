"""Asks the people of one home, wherever they are, and takes the first answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import CALLBACK_TYPE, Event, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util
from homeassistant.util.ulid import ulid_now

from ..const import CONF_NOTIFY, CONF_QUESTIONS, DOMAIN
from ..speech.speaker import Speaker
from .book import Answer, NotAChoiceError, NotOpenError, OpenQuestion, Question, QuestionBook, Source
from .causes import MANNERS, Cause
from .channels import Channels, pressed
from .store import QuestionStore
from .texts import wording

if TYPE_CHECKING:
    from datetime import datetime

    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from ..speech.quantities import Fact

_LOGGER = logging.getLogger(__name__)

EVENT_QUESTION: Final = f"{DOMAIN}_question"
EVENT_BUTTON: Final = "mobile_app_notification_action"
CONF_ASK: Final = "ask"
CONF_DEFAULT: Final = "default"

type Handler = Callable[[Answer], Awaitable[None]]
"""Acts on an answer to one cause's questions."""


class QuestionEvent(StrEnum):
    """What can happen to a question."""

    ASKED = "asked"
    ANSWERED = "answered"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


type News = tuple[QuestionEvent, dict[str, Any]]
type Listener = Callable[[News], None]
"""Called when the open questions change, with what is told of it."""


class Questions:
    """The questions of one community's entry."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, currency: str = "") -> None:
        """Take over how people want to be asked, and in which currency."""
        self._currency = currency
        self._hass = hass
        self._entry = entry
        self._store = QuestionStore(hass, entry.entry_id)
        self._book = QuestionBook(ulid_now)
        self._channels = Channels(hass, entry.entry_id, entry.title, entry.options.get(CONF_NOTIFY, ()))
        self._rules: Mapping[str, Mapping[str, Any]] = entry.options.get(CONF_QUESTIONS, {})
        self._handlers: dict[str, Handler] = {}
        self._listeners: set[Listener] = set()
        self._cancel_expiry: CALLBACK_TYPE | None = None
        self._started = False

    async def async_load(self) -> None:
        """Take up what was open before the restart; it is answered from `async_start` on."""
        self._book = QuestionBook.from_stored(await self._store.async_load(), ulid_now)

    async def async_remove(self) -> None:
        """Forget everything, for good: the entry is gone."""
        await self.async_load()
        for opened in self._book.open():
            self._channels.forget(opened)
        await self._store.async_remove()

    @callback
    def handle(self, cause: str, handler: Handler) -> None:
        """Name who acts on a cause's answers; before `async_start`, as answers may wait from before a restart."""
        self._handlers[cause] = handler

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Show again what is open, and listen; call the result to stop."""
        self._started = True
        for opened in self._book.open():
            self._channels.remind(opened, self._writer())
        unsubscribe = self._hass.bus.async_listen(EVENT_BUTTON, self._async_pressed)
        self._expire()

        @callback
        def stop() -> None:
            self._started = False
            unsubscribe()
            if self._cancel_expiry:
                self._cancel_expiry()
                self._cancel_expiry = None

        return stop

    # ------ asking

    @callback
    def ask(
        self,
        cause: Cause,
        *,
        subject: str = "",
        expires: datetime,
        facts: Mapping[str, Fact],
        context: Mapping[str, Any] | None = None,
    ) -> OpenQuestion | None:
        """Ask, unless this is open already, was answered lately, or is never to be asked; return it if it was asked.

        `facts` are the placeholders of the cause's texts, `context` (as JSON knows it) what its handler needs.
        """
        now, manner = dt_util.utcnow(), MANNERS[cause]
        question = Question(
            cause=cause,
            subject=subject,
            choices=manner.choices,
            default=self._default(cause),
            expires=expires.timestamp(),
            facts=dict(facts),
            context=dict(context or {}),
        )
        if not self._book.may_ask(question, now.timestamp()):
            return None
        if not self.is_asked(cause):
            self._later(self._async_act(self._book.rule(question, question.default)))
            self._keep()
            return None
        opened = self._book.ask(question, now.timestamp())
        self._keep()
        self._channels.remind(opened, self._writer())
        self._later(self._channels.async_ring(opened, self._writer()))
        self._tell(QuestionEvent.ASKED, opened)
        self._await_expiry()
        return opened

    @callback
    def withdraw(self, cause: Cause, subject: str = "") -> None:
        """Take a question back: its cause has passed."""
        if opened := self._book.withdraw(cause, subject):
            self._end(opened)
            self._tell(QuestionEvent.WITHDRAWN, opened)

    @callback
    def rest(self, cause: Cause, until: datetime, subject: str = "") -> None:
        """Do not ask this again before a moment; a handler says so when an answer holds for longer."""
        self._book.rest(cause, subject, until.timestamp())
        self._keep()

    def is_asked(self, cause: Cause) -> bool:
        """Whether people want to be asked about a cause at all."""
        return bool(self._rules.get(cause, {}).get(CONF_ASK, True))

    def _default(self, cause: Cause) -> str:
        chosen = self._rules.get(cause, {}).get(CONF_DEFAULT)
        return chosen if chosen in MANNERS[cause].choices else MANNERS[cause].default

    # ------ answering

    @property
    def open(self) -> list[OpenQuestion]:
        """Tell what waits for an answer, the oldest first."""
        return self._book.open()

    @property
    def current(self) -> OpenQuestion | None:
        """Tell what waits longest."""
        return next(iter(self.open), None)

    async def async_answer(self, choice: str, question_id: str | None = None, cause: str | None = None) -> Answer:
        """Take an answer, the first one only, and act on it; a question that is not named must be the only one."""
        answer = self._taken(self._meant(question_id, cause), choice)
        await self._async_settle(answer)
        return answer

    def _meant(self, question_id: str | None, cause: str | None) -> str:
        if question_id is not None:
            return question_id
        meant = [each.id for each in self.open if cause in (None, each.question.cause)]
        if len(meant) == 1:
            return meant[0]
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="which_question" if meant else "no_question"
        )

    def _taken(self, question_id: str, choice: str) -> Answer:
        opened = next((each for each in self.open if each.id == question_id), None)
        if opened is not None and opened.question.expires <= dt_util.utcnow().timestamp():
            self._expire()
        try:
            return self._book.answer(question_id, choice)
        except NotOpenError as error:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_question") from error
        except NotAChoiceError as error:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="not_a_choice",
                translation_placeholders={"choices": ", ".join(error.choices)},
            ) from error

    async def _async_settle(self, answer: Answer) -> None:
        """Take a decided question back everywhere, tell it, and act on it."""
        opened = OpenQuestion(answer.id, answer.question, 0)
        self._end(opened)
        kind = QuestionEvent.EXPIRED if answer.source is Source.EXPIRY else QuestionEvent.ANSWERED
        self._tell(kind, opened, choice=answer.choice)
        await self._async_act(answer)

    async def _async_act(self, answer: Answer) -> None:
        if handler := self._handlers.get(answer.question.cause):
            await handler(answer)
        else:
            _LOGGER.debug("Nobody acts on the answer to %s any more", answer.question.cause)

    async def _async_pressed(self, event: Event) -> None:
        """Take an answer from a phone's button; one that comes late is not."""
        if (found := pressed(str(event.data.get("action", "")))) is None:
            return
        question_id, choice = found
        if any(each.id == question_id for each in self.open):
            try:
                await self.async_answer(choice, question_id)
            except ServiceValidationError as error:
                _LOGGER.debug("A button was pressed that is none any more: %s", error)

    # ------ time

    @callback
    def _expire(self, _now: datetime | None = None) -> None:
        self._cancel_expiry = None
        answers = self._book.expire(dt_util.utcnow().timestamp())
        for answer in answers:
            self._later(self._async_settle(answer))
        if answers:
            self._keep()
        self._await_expiry()

    @callback
    def _await_expiry(self) -> None:
        if self._cancel_expiry:
            self._cancel_expiry()
            self._cancel_expiry = None
        expiry = self._book.next_expiry()
        if self._started and expiry is not None:
            delay = max(0.0, expiry - dt_util.utcnow().timestamp())
            self._cancel_expiry = async_call_later(self._hass, delay, self._expire)

    # ------ telling

    @callback
    def async_listen(self, listener: Listener) -> CALLBACK_TYPE:
        """Call a listener whenever the open questions change."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    @callback
    def board(self) -> list[dict[str, Any]]:
        """Write the open questions as a dashboard draws them."""
        return [self.described(opened) for opened in self.open]

    def speaker(self, language: str, *, aloud: bool = True) -> Speaker:
        """Find somebody who says quantities in a language."""
        return Speaker(
            language=language,
            currency=self._currency,
            now=dt_util.utcnow().timestamp(),
            zone=dt_util.get_default_time_zone(),
            aloud=aloud,
        )

    def _writer(self) -> Speaker:
        return self.speaker(self._hass.config.language, aloud=False)

    @callback
    def described(self, opened: OpenQuestion) -> dict[str, Any]:
        """Write a question with its words."""
        question = opened.question
        worded = wording(self._hass, question, self._entry.title, self._writer())
        return {
            "question_id": opened.id,
            "cause": question.cause,
            "subject": question.subject,
            "title": worded.title,
            "text": worded.text,
            "choices": [{"choice": choice, "text": text} for choice, text in worded.choices.items()],
            "default": question.default,
            "expires": question.expires,
        }

    @callback
    def _tell(self, kind: QuestionEvent, opened: OpenQuestion, choice: str | None = None) -> None:
        described = self.described(opened)
        details = {
            **{key: described[key] for key in ("question_id", "cause", "subject", "title", "text", "default")},
            "choices": list(opened.question.choices),
            "expires": dt_util.utc_from_timestamp(opened.question.expires).isoformat(),
            **({"choice": choice} if choice else {}),
        }
        self._hass.bus.async_fire(
            EVENT_QUESTION, {"config_entry_id": self._entry.entry_id, "status": kind.value, **details}
        )
        for listener in tuple(self._listeners):
            listener((kind, details))

    @callback
    def _end(self, opened: OpenQuestion) -> None:
        self._keep()
        self._await_expiry()
        self._later(self._channels.async_take_back(opened))

    @callback
    def _keep(self) -> None:
        self._later(self._store.async_save(self._book.to_stored()))

    @callback
    def _later(self, work: Awaitable[None]) -> None:
        self._hass.async_create_task(work, f"{DOMAIN} question")  # type: ignore[arg-type]
