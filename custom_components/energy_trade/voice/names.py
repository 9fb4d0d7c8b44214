"""Finds which of several names somebody means, as speech recognition may have written it."""

from __future__ import annotations

from difflib import SequenceMatcher
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Set as AbstractSet

SIMILAR: Final = 0.82
"""How like a name what was heard must be, of 1."""

_ARTICLES: Final = re.compile(
    r"^(?:the|my|our|a|an|der|die|das|den|dem|mein|meine|meinen|meinem|meiner|unser|unsere|unseren|unserem|unserer"
    r"|내|우리|우리 집)\s+"
)
_PARTICLES: Final = re.compile(r"(?<=[가-힣A-Za-z0-9])(?:을|를|은|는|이|가)$")
_VERBS: Final = re.compile(r"\s+(?:laufen|an|please|bitte)$")


def forms(said: str) -> set[str]:
    """What was heard, with and without what languages put before and behind a name."""
    whole = plain(said)
    bare = _VERBS.sub("", _ARTICLES.sub("", whole))
    return {form for form in (whole, bare, _PARTICLES.sub("", bare)) if form}


def plain(name: str) -> str:
    """Write a name without capitals and punctuation."""
    return " ".join(re.sub(r"[^\w\s]", " ", name.casefold()).split())


def plainly(said: str) -> str:
    """Repeat what was heard without article or particle, spelled as it was."""
    bare = min(forms(said), key=len)
    start = said.casefold().rfind(bare)
    return said[start : start + len(bare)] if start >= 0 else bare


def matching[T](said: str, known: Iterable[tuple[T, AbstractSet[str]]]) -> list[T]:
    """Find what is meant: by the very name, else by whole words of it, else by a name that sounds like it."""
    candidates, heard = list(known), forms(said)
    if exact := [each for each, names in candidates if names & heard]:
        return exact
    if part := [each for each, names in candidates if any(_is_part(form, name) for form in heard for name in names)]:
        return part
    return [
        each
        for each, names in candidates
        if any(SequenceMatcher(None, form, name).ratio() >= SIMILAR for form in heard for name in names)
    ]


def _is_part(form: str, name: str) -> bool:
    """Whole words of one in the other: "washer" is no part of "dishwasher"."""
    said, known = form.split(), name.split()
    return bool(said) and bool(known) and (set(said) <= set(known) or set(known) <= set(said))
