"""Speaks one of the languages, from its phrasebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..speech.korean import unbracketed, with_particles
from .english import ENGLISH
from .german import GERMAN
from .korean import KOREAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..speech.quantities import Fact
    from .homes import Home
    from .phrases import Phrasebook, Say

PHRASEBOOKS: Final = {"de": GERMAN, "en": ENGLISH, "ko": KOREAN}


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language that answers."""

    language: str

    @property
    def book(self) -> Phrasebook:
        """Its words."""
        return PHRASEBOOKS[self.language]

    def say(self, home: Home, what: Say, **facts: Fact) -> str:
        """Word an answer for a home."""
        return self._finished(home.speaker.fill(self.book.says[what], facts))

    def plain(self, what: Say, **words: str) -> str:
        """Word an answer that contains words only."""
        return self._finished(self.book.says[what].format(**words))

    def named(self, home: Home, told: str) -> str:
        """Say whose answer it is, where several homes could have given it."""
        return f"{home.entry.title}: {told}"

    def listed(self, words: Iterable[str]) -> str:
        """List alternatives."""
        *most, last = words
        return f"{', '.join(most)} {self.book.or_} {last}" if most else last

    def _finished(self, text: str) -> str:
        finished = with_particles(unbracketed(text)) if self.language == "ko" else text
        return finished[:1].upper() + finished[1:]
