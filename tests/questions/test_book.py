"""Questions are asked one at a time for a cause, and answered once."""

from __future__ import annotations

from itertools import count
import json
from typing import Any

import pytest

from custom_components.energy_trade.questions.book import (
    NotAChoiceError,
    NotOpenError,
    Question,
    QuestionBook,
    Source,
)
from custom_components.energy_trade.questions.causes import MANNERS, Cause
from custom_components.energy_trade.speech.quantities import price


def book() -> QuestionBook:
    numbers = count(1)
    return QuestionBook(lambda: f"Q{next(numbers)}")


def question(**changes: Any) -> Question:
    terms: dict[str, Any] = {
        "cause": "price",
        "choices": ("buy", "keep"),
        "default": "keep",
        "expires": 1000.0,
        "facts": {"price": "0.31 EUR/kWh"},
        "context": {"first": 8, "end": 16},
    }
    return Question(**terms | changes)


def test_one_open_question_for_a_cause_and_what_it_is_about() -> None:
    questions = book()
    questions.ask(question(), 0)
    assert not questions.may_ask(question(facts={"price": "0.35 EUR/kWh"}), 1)
    assert questions.may_ask(question(subject="dryer"), 1)
    assert questions.may_ask(question(cause="balance"), 1)


def test_only_the_first_answer_counts() -> None:
    questions = book()
    asked = questions.ask(question(), 0)
    answer = questions.answer(asked.id, "buy")
    assert (answer.choice, answer.source, answer.question.context) == ("buy", Source.PERSON, {"first": 8, "end": 16})
    with pytest.raises(NotOpenError):
        questions.answer(asked.id, "keep")
    assert questions.open() == []


def test_an_old_button_does_not_answer_the_next_question() -> None:
    questions = book()
    first = questions.ask(question(), 0)
    questions.answer(first.id, "buy")
    second = questions.ask(question(), 10)
    with pytest.raises(NotOpenError):
        questions.answer(first.id, "buy")
    assert questions.open() == [second]


def test_other_choices_are_refused_and_the_question_stays_open() -> None:
    questions = book()
    asked = questions.ask(question(), 0)
    with pytest.raises(NotAChoiceError, match="buy, keep"):
        questions.answer(asked.id, "sell")
    assert questions.open() == [asked]


def test_nobody_answers_in_time() -> None:
    questions = book()
    questions.ask(question(), 0)
    assert questions.expire(999.9) == []
    answer = questions.expire(1000)[0]
    assert (answer.choice, answer.source) == ("keep", Source.EXPIRY)
    assert questions.next_expiry() is None


def test_the_first_expiry_is_the_next() -> None:
    questions = book()
    questions.ask(question(subject="dryer", expires=300), 0)
    questions.ask(question(), 0)
    assert questions.next_expiry() == 300


def test_an_answer_may_give_rest() -> None:
    questions = book()
    asked = questions.ask(question(), 0)
    questions.answer(asked.id, "keep")
    assert questions.may_ask(question(), 1)
    questions.rest("price", "", 5000)
    assert not questions.may_ask(question(expires=9000), 4999)
    assert questions.may_ask(question(expires=9000), 5000)


def test_what_passed_by_itself_may_be_asked_again_at_once() -> None:
    questions = book()
    questions.ask(question(), 0)
    assert questions.withdraw("price") is not None
    assert questions.withdraw("price") is None
    assert questions.may_ask(question(), 1)


def test_too_late_to_ask() -> None:
    assert not book().may_ask(question(expires=10), 10)


def test_a_rule_decides_without_asking() -> None:
    questions = book()
    answer = questions.rule(question(), "buy")
    assert answer.source is Source.RULE
    assert questions.open() == []


def test_survives_on_disk() -> None:
    questions = book()
    asked = questions.ask(question(subject="dryer", facts={"name": "Dryer", "price": price(280)}), 3)
    questions.rest("price", "", 7000)
    stored = json.loads(json.dumps(questions.to_stored()))
    again = QuestionBook.from_stored(stored, lambda: "Q9")
    assert again.open() == [asked]
    assert not again.may_ask(question(), 6999)
    assert again.answer(asked.id, "buy").question == asked.question


@pytest.mark.parametrize("broken", [{"id": "Q1"}, {"cause": 3}, {}])
def test_what_cannot_be_read_any_more_is_not_asked_any_more(broken: dict[str, Any]) -> None:
    assert QuestionBook.from_stored({"open": [broken]}, lambda: "Q9").open() == []


def test_a_question_must_be_able_to_end() -> None:
    with pytest.raises(ValueError, match="sell"):
        question(default="sell")
    with pytest.raises(ValueError, match="keep"):
        question(choices=("keep",))


def test_every_cause_can_be_asked() -> None:
    for cause in Cause:
        question(cause=cause, choices=MANNERS[cause].choices, default=MANNERS[cause].default)
