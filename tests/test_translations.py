"""English, Korean and German say the same things: the same keys, with the same placeholders."""

from __future__ import annotations

from collections.abc import Iterator
import json
from string import Formatter
from typing import Any

import pytest

from tests.support.texts import INTEGRATION

FOLDER = INTEGRATION / "translations"
LANGUAGES = ("de", "ko")
UNTRANSLATED = {
    "kWh",
    "In kW.",
    "In {currency}.",
    "Energy Trade",
    "Name",
    "Reserve",
    "Thermostat",
    "{community}",
    "{home}",
    "{name}",
}
"""What reads the same in another language."""


def read(language: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return content


def leaves(tree: dict[str, Any], *path: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, *path, key)
        else:
            yield ".".join((*path, key)), value


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


ENGLISH = dict(leaves(read("en")))


def test_there_are_three_languages() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == {"en", *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
class TestTranslation:
    """One language against English."""

    def test_same_keys(self, language: str) -> None:
        texts = dict(leaves(read(language)))
        assert set(ENGLISH) - set(texts) == set(), "not translated yet"
        assert set(texts) - set(ENGLISH) == set(), "left over"

    def test_same_placeholders(self, language: str) -> None:
        texts = dict(leaves(read(language)))
        for key, text in texts.items():
            assert placeholders(text) == placeholders(ENGLISH.get(key, "")), key

    def test_same_marks(self, language: str) -> None:
        """Paragraphs, list items, code and emphasis are those of English."""
        for key, text in leaves(read(language)):
            for mark in ("\n\n", "\n- ", "`", "**"):
                assert text.count(mark) == ENGLISH[key].count(mark), f"{key}: {mark!r}"

    def test_nothing_is_left_in_english(self, language: str) -> None:
        same = {text for key, text in leaves(read(language)) if text == ENGLISH[key]}
        assert same <= UNTRANSLATED

    def test_nothing_is_empty_or_padded(self, language: str) -> None:
        for key, text in leaves(read(language)):
            assert text, key
            assert text == text.strip(), key
