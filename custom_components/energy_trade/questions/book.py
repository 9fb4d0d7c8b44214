"""Which questions are open, and what was answered: each once, one at a time for a cause and what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from ..speech.quantities import Fact, fact_from_stored, fact_to_stored

type Key = tuple[str, str]


class Source(StrEnum):
    """Who gave an answer."""

    PERSON = "person"
    """Somebody in the home."""

    EXPIRY = "expiry"
    """Nobody, in time: the choice that holds then."""

    RULE = "rule"
    """The homeowner, once and for all: this is not to be asked."""


class QuestionError(Exception):
    """An answer that cannot be taken."""


class NotOpenError(QuestionError):
    """The question is answered already, expired, or was never asked."""


class NotAChoiceError(QuestionError):
    """The question leaves other choices."""

    def __init__(self, choices: tuple[str, ...]) -> None:
        """Say which."""
        super().__init__(", ".join(choices))
        self.choices = choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something to decide until a moment (unix time); `facts` fill its text, `context` comes back with the answer."""

    cause: str
    subject: str = ""
    choices: tuple[str, ...]
    default: str
    expires: float
    facts: Mapping[str, Fact] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """A question that could not end would be no question."""
        if self.default not in self.choices or len(self.choices) < 2:  # noqa: PLR2004 - between two things at least
            raise ValueError(f"{self.default} is not among the choices {self.choices}")

    @property
    def key(self) -> Key:
        """What may be open only once."""
        return self.cause, self.subject


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits; its id is not used twice, so an old button answers nothing new."""

    id: str
    question: Question
    asked: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided, and by whom."""

    id: str
    question: Question
    choice: str
    source: Source


@dataclass(slots=True)
class QuestionBook:
    """All that is open; changed by asking, answering, time, and causes that pass."""

    new_id: Callable[[], str]
    _open: dict[str, OpenQuestion] = field(default_factory=dict)
    _quiet: dict[Key, float] = field(default_factory=dict)

    def open(self) -> list[OpenQuestion]:
        """Tell what waits, the oldest first."""
        return sorted(self._open.values(), key=lambda each: (each.asked, each.id))

    def find(self, cause: str, subject: str = "") -> OpenQuestion | None:
        """Tell whether a cause is being asked about."""
        return next((each for each in self._open.values() if each.question.key == (cause, subject)), None)

    def may_ask(self, question: Question, now: float) -> bool:
        """Whether this is neither open nor answered lately nor too late; what people see never changes under them."""
        return (
            question.expires > now >= self._quiet.get(question.key, 0)
            and self.find(question.cause, question.subject) is None
        )

    def ask(self, question: Question, now: float) -> OpenQuestion:
        """Open a question that may be asked."""
        opened = OpenQuestion(self.new_id(), question, now)
        self._open[opened.id] = opened
        return opened

    def rule(self, question: Question, choice: str) -> Answer:
        """Decide without asking, as the homeowner once did."""
        return self._decided(OpenQuestion(self.new_id(), question, 0), choice, Source.RULE)

    def answer(self, question_id: str, choice: str) -> Answer:
        """Take an answer, the first one only; raise NotOpenError or NotAChoiceError."""
        opened = self._open.get(question_id)
        if opened is None:
            raise NotOpenError(question_id)
        if choice not in opened.question.choices:
            raise NotAChoiceError(opened.question.choices)
        return self._decided(opened, choice, Source.PERSON)

    def expire(self, now: float) -> list[Answer]:
        """Let what nobody answered in time come to its default."""
        late = [each for each in self.open() if each.question.expires <= now]
        self._quiet = {key: until for key, until in self._quiet.items() if until > now}
        return [self._decided(each, each.question.default, Source.EXPIRY) for each in late]

    def rest(self, cause: str, subject: str, until: float) -> None:
        """Do not ask this again before a moment."""
        self._quiet[cause, subject] = until

    def withdraw(self, cause: str, subject: str = "") -> OpenQuestion | None:
        """Take back a question whose cause has passed."""
        opened = self.find(cause, subject)
        return self._open.pop(opened.id) if opened else None

    def next_expiry(self) -> float | None:
        """Tell when the first open question expires."""
        return min((each.question.expires for each in self._open.values()), default=None)

    def _decided(self, opened: OpenQuestion, choice: str, source: Source) -> Answer:
        self._open.pop(opened.id, None)
        return Answer(opened.id, opened.question, choice, source)

    # ------ kept over restarts

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any], new_id: Callable[[], str]) -> Self:
        """Read what was kept; a question that cannot be read any more is not asked any more."""
        opened = (_read(each) for each in stored.get("open", ()))
        return cls(
            new_id,
            {each.id: each for each in opened if each},
            {(cause, subject): until for cause, subject, until in stored.get("quiet", ())},
        )

    def to_stored(self) -> dict[str, Any]:
        """Write it as JSON knows it."""
        return {
            "open": [_written(each) for each in self.open()],
            "quiet": [[*key, until] for key, until in sorted(self._quiet.items())],
        }


def _written(opened: OpenQuestion) -> dict[str, Any]:
    question = opened.question
    return {
        "id": opened.id,
        "asked": opened.asked,
        "cause": question.cause,
        "subject": question.subject,
        "choices": list(question.choices),
        "default": question.default,
        "expires": question.expires,
        "facts": {name: fact_to_stored(fact) for name, fact in question.facts.items()},
        "context": dict(question.context),
    }


def _read(stored: Mapping[str, Any]) -> OpenQuestion | None:
    try:
        question = Question(
            cause=stored["cause"],
            subject=stored["subject"],
            choices=tuple(stored["choices"]),
            default=stored["default"],
            expires=stored["expires"],
            facts={name: fact_from_stored(fact) for name, fact in stored["facts"].items()},
            context=stored["context"],
        )
        return OpenQuestion(stored["id"], question, stored["asked"])
    except AttributeError, KeyError, TypeError, ValueError:
        return None
