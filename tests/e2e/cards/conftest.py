"""Every card in a real browser, fed with what a home in the demonstration was sent."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from simulation.cards import CardPage, cards, recording
from tests.e2e.cards.harness import QUESTION


@pytest.fixture
def recorded() -> dict[str, Any]:
    made = recording()
    made["board"]["questions"] = [QUESTION | {"expires": made["board"]["time"] + 3600}]
    made["board"]["operator"] = {
        "homes": [
            {
                "member": 0,
                "name": "Number 7",
                "agent": "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
                "status": "active",
            },
            {"member": 1, "name": None, "agent": "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65", "status": "suspended"},
        ],
        "requests": [{"agent": "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc", "name": None, "since": None}],
        "disputes": [],
    }
    return made


@pytest.fixture
async def page() -> AsyncIterator[CardPage]:
    async with cards() as opened:
        yield opened
        assert not opened.errors
