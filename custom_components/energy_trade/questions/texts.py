"""A question in people's words: its texts are those of its repair issue, in whatever language is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from homeassistant.helpers.translation import async_get_cached_translations, async_get_translations

from ..const import DOMAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from homeassistant.core import HomeAssistant

    from ..speech.speaker import Speaker
    from .book import Question

CATEGORY: Final = "issues"


def issue_key(cause: str) -> str:
    """Name the texts of a cause."""
    return f"question_{cause}"


def choice_key(cause: str, choice: str) -> str:
    """Name the short text of a choice."""
    return f"component.{DOMAIN}.selector.choice_{cause}.options.{choice}"


@dataclass(frozen=True, slots=True)
class Wording:
    """What people read and hear of a question."""

    title: str
    text: str
    choices: Mapping[str, str]


async def async_wording(hass: HomeAssistant, question: Question, community: str, speaker: Speaker) -> Wording:
    """Word a question in any language, its choices in short; what is not translated is said in English."""
    texts = await async_get_translations(hass, speaker.language, CATEGORY, [DOMAIN])
    short = await async_get_translations(hass, speaker.language, "selector", [DOMAIN])
    worded = _worded(texts, question, community, speaker)
    return replace(
        worded,
        choices={
            choice: short.get(choice_key(question.cause, choice), text) for choice, text in worded.choices.items()
        },
    )


def wording(hass: HomeAssistant, question: Question, community: str, speaker: Speaker) -> Wording:
    """Word a question in the home's language, which is always at hand."""
    return _worded(
        async_get_cached_translations(hass, speaker.language, CATEGORY, DOMAIN), question, community, speaker
    )


def placeholders(question: Question, community: str, speaker: Speaker) -> dict[str, str]:
    """Word the facts of a question."""
    return {"community": community, **{name: speaker.say(fact) for name, fact in question.facts.items()}}


def _worded(texts: Mapping[str, str], question: Question, community: str, speaker: Speaker) -> Wording:
    step = f"component.{DOMAIN}.{CATEGORY}.{issue_key(question.cause)}.fix_flow.step.init"
    facts = placeholders(question, community, speaker)

    def filled(key: str, instead: str) -> str:
        try:
            return texts.get(key, instead).format_map(facts)
        except KeyError, ValueError:  # asked by another version, whose facts were others
            return instead

    return Wording(
        filled(f"{step}.title", question.cause),
        filled(f"{step}.description", question.cause),
        {choice: filled(f"{step}.menu_options.{choice}", choice) for choice in question.choices},
    )
