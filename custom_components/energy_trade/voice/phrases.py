"""What can be asked and said; the languages' own words are in the modules beside this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
import re
from typing import Final

PLACE: Final = re.compile("@")
"""Where a sentence may name one of several homes."""


class Ask(StrEnum):
    """Something that people say."""

    BALANCE = "balance"
    EARNED = "earned"
    PRICE_NOW = "price_now"
    CHEAPEST = "cheapest"
    STATUS = "status"
    SELL_SURPLUS = "sell_surplus"
    STOP = "stop"
    RESUME = "resume"
    RUN_CHEAPEST = "run_cheapest"
    WHEN_RUN = "when_run"
    CHARGE_BY = "charge_by"
    QUESTION = "question"


class Say(StrEnum):
    """Something that the home answers."""

    NOT_RUNNING = "not_running"
    NO_ACCOUNT = "no_account"
    BALANCE = "balance"
    BALANCE_FREE = "balance_free"
    EARNED_NOTHING = "earned_nothing"
    SOLD = "sold"
    BOUGHT = "bought"
    SOLD_AND_BOUGHT = "sold_and_bought"
    SAVED = "saved"
    PRICE = "price"
    PRICE_GRID = "price_grid"
    NO_PRICE = "no_price"
    CHEAPEST = "cheapest"
    CHEAPEST_NOW = "cheapest_now"
    ALIKE = "alike"
    ON_OFFER = "on_offer"
    NOTHING_ON_OFFER = "nothing_on_offer"
    SELLING = "selling"
    SELLING_ALREADY = "selling_already"
    STOPPED = "stopped"
    STOPPED_ALREADY = "stopped_already"
    RESUMED = "resumed"
    RESUMED_ALREADY = "resumed_already"
    HELD_UP = "held_up"
    NO_DEVICE = "no_device"
    NO_DEVICES = "no_devices"
    WHICH_DEVICE = "which_device"
    NO_HOME = "no_home"
    WHICH_HOME = "which_home"
    RUN_PLANNED = "run_planned"
    RUN_WANTED = "run_wanted"
    RUNNING = "running"
    NOT_PLANNED = "not_planned"
    CHARGE_WANTED = "charge_wanted"
    WHEN = "when"
    REFUSED = "refused"
    NO_QUESTION = "no_question"
    ASKED = "asked"
    CHOICES = "choices"
    ANSWERED = "answered"
    ANSWERED_ALREADY = "answered_already"
    WHICH_QUESTION = "which_question"
    ANOTHER_QUESTION = "another_question"


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """One language: sentence templates for what is said, the answers, and how choices may be answered."""

    asks: Mapping[Ask, tuple[str, ...]]
    says: Mapping[Say, str]
    choices: Mapping[str, tuple[str, ...]]
    or_: str
    """Between the last two of several."""

    place: str
    """How a home is named within a sentence, at every `@`."""

    one_in: tuple[str, ...]
    """How people name one of several questions by its home."""

    ordinals: tuple[str, ...]
    """What counts questions."""

    numbers: Mapping[int, tuple[str, ...]]
    """How people name one of several questions by its number, or with 0 all of them."""

    def spoken(self, ask: Ask) -> list[str]:
        """List the sentences of an ask, those that name no home first: what fits one of them names none."""
        return list(self.placed(self.asks[ask]))

    def with_place(self, sentence: str) -> str:
        """Leave room for a home where the language has it in short sentences: in front or at the end."""
        return f"@{sentence}" if self.place.startswith("{") else f"{sentence}@"

    def placed(self, sentences: Iterable[str]) -> Iterator[str]:
        """Write sentences without a home, then with one at each place that is left for it."""
        all_ = list(sentences)
        yield from (PLACE.sub("", sentence) for sentence in all_)
        for sentence in all_:
            for at in PLACE.finditer(sentence):
                before, after = PLACE.sub("", sentence[: at.start()]), PLACE.sub("", sentence[at.end() :])
                yield f"{before}{self.place}{after}"
