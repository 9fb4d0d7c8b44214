"""What can be asked and said; the languages' own words are in the modules beside this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


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

    ordinals: tuple[str, ...]
    """What counts questions."""

    numbers: Mapping[int, tuple[str, ...]]
    """How people name one of several questions by its number, or with 0 all of them."""
