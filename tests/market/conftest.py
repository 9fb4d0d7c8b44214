"""Facts that worked examples start from."""

from collections.abc import Callable
import json
from pathlib import Path
from typing import Any

import pytest

FACTS = Path(__file__).parents[1] / "fixtures"

type Facts = Callable[[str], dict[str, Any]]


@pytest.fixture
def facts(request: pytest.FixtureRequest) -> Facts:
    """Read a case or a tariff by its path in the folder of `--data`, or its copy here."""
    folder: Path | None = request.config.getoption("--data")

    def read(path: str) -> dict[str, Any]:
        file = folder / path if folder else FACTS / path
        content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return content

    return read
