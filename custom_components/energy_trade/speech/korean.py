"""Korean particles, which depend on how the word before them ends."""

from __future__ import annotations

import re
from typing import Final

FIRST_SYLLABLE: Final = 0xAC00
LAST_SYLLABLE: Final = 0xD7A3
FINALS: Final = 28
FINAL_RIEUL: Final = 8
PAIRS: Final = re.compile(r"(\S)(은/는|이/가|을/를|과/와|으로/로|이에요/예요|이고/고|이라는/라는)")
WRITTEN: Final = {"은(는)": "은/는", "이(가)": "이/가", "을(를)": "을/를", "(으)로": "으로/로"}
BRACKETED: Final = re.compile("|".join(map(re.escape, WRITTEN)))
CLOSED: Final = frozenset("013678LMNRlmn")
"""Digits, single letters and ends of foreign words that are read with a consonant at the end."""

CLOSED_BY_RIEUL: Final = frozenset("178LRl")


def unbracketed(text: str) -> str:
    """Turn particles as texts for the eye have them, such as 은(는), into pairs."""
    return BRACKETED.sub(lambda match: WRITTEN[match[0]], text)


def with_particles(text: str) -> str:
    """Choose between particles that are written in pairs, such as 은/는."""
    return PAIRS.sub(_chosen, text)


def _chosen(match: re.Match[str]) -> str:
    last, pair = match.groups()
    closed, open_ = pair.split("/")
    if FIRST_SYLLABLE <= ord(last) <= LAST_SYLLABLE:
        final = (ord(last) - FIRST_SYLLABLE) % FINALS
        has_final, is_rieul = bool(final), final == FINAL_RIEUL
    else:
        has_final, is_rieul = last in CLOSED, last in CLOSED_BY_RIEUL
    if pair == "으로/로" and is_rieul:
        has_final = False
    return last + (closed if has_final else open_)
