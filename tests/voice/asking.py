"""A home that asks something, and what it waits for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from homeassistant.util import dt as dt_util

from custom_components.energy_trade.questions.causes import Cause
from custom_components.energy_trade.speech.quantities import energy, moment, money, price

if TYPE_CHECKING:
    from tests.support.living_home import LivingHome


async def ask(home: LivingHome, cause: Cause = Cause.PRICE_ABOVE_LIMIT, **names: str) -> str:
    """Let a home ask; return the question's id."""
    start = dt_util.utcnow().timestamp()
    opened = home.entry.runtime_data.questions.ask(
        cause,
        subject=names.get("name", ""),
        expires=dt_util.utcnow() + timedelta(hours=1),
        facts={
            **{name: moment(start + 3600) for name in ("start", "end", "until")},
            "energy": energy(2400),
            "price": price(280),
            "limit": price(200),
            **{name: money(672_000) for name in ("amount", "instead", "gain")},
            **names,
        },
        context={"first": 10, "end": 18},
    )
    assert opened is not None
    await home.wait(1)
    return str(opened.id)


def waiting(home: LivingHome) -> list[str]:
    return [opened.id for opened in home.entry.runtime_data.questions.open]
