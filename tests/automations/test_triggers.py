"""Triggers and conditions in automations, as the editor writes them."""

from __future__ import annotations

from datetime import timedelta
import json
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from homeassistant.helpers.condition import async_validate_condition_config
from homeassistant.helpers.trigger import async_validate_trigger_config
from homeassistant.util import dt as dt_util
import pytest
import voluptuous as vol
import yaml

from custom_components.energy_trade.condition import CONDITIONS
from custom_components.energy_trade.market.tariff import GridPrice
from custom_components.energy_trade.market.units import MICRO
from custom_components.energy_trade.outlook import ExpectedPrice
from custom_components.energy_trade.questions.causes import Cause
from custom_components.energy_trade.trigger import TRIGGERS
from tests.support.living_home import now
from tests.support.texts import INTEGRATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custom_components.energy_trade.coordinator import EnergyTradeCoordinator
    from tests.automations.conftest import AutomatedHome


def prices_by_hour(cheap_hours: Sequence[int]) -> Any:
    """Expected prices that are low in some hours of the day."""

    def expected(coordinator: EnergyTradeCoordinator, since: int | None = None) -> tuple[ExpectedPrice, ...]:
        current = coordinator.calendar.interval_at(now())
        first = current if since is None else since
        return tuple(
            ExpectedPrice(each, 120 if each // 4 % 24 in cheap_hours else 250, known=True, grid=GridPrice(80, 300))
            for each in range(first, current + 80)
        )

    return expected


def cheap_at(*hours: int) -> _Both:
    return _Both(prices_by_hour(hours))


class _Both:
    """Replaces what prices are expected wherever they are asked for."""

    def __init__(self, expected: Any) -> None:
        self._patches = [
            patch(f"custom_components.energy_trade.{module}.expected_prices", expected)
            for module in ("outlook", "watching")
        ]

    def __enter__(self) -> None:
        for each in self._patches:
            each.start()

    def __exit__(self, *_: object) -> None:
        for each in self._patches:
            each.stop()


async def test_price_crosses(home: AutomatedHome) -> None:
    with cheap_at(12):
        await home.automate(trigger=[home.trigger("price_crossed", direction="below", price=0.2)])
        await home.until(now() + 3600)
        assert home.ran == []
        await home.until(now() + 3700)
        assert len(home.ran) == 1
        assert home.ran[0]["trigger"]["price"] == 0.12
        await home.until(now() + 7200)
        assert len(home.ran) == 1


async def test_cheap_hours_begin_and_end(home: AutomatedHome) -> None:
    with cheap_at(12, 13):
        await home.automate(
            trigger=[home.trigger("cheap_period_started", hours=2), home.trigger("cheap_period_ended", hours=2)]
        )
        await home.until(now() + 2 * 3600 + 60)
        assert len(home.ran) == 1
        assert home.ran[0]["trigger"]["start"] == "2026-11-21T12:00:00+00:00"
        await home.until(now() + 2 * 3600)
        assert len(home.ran) == 2


async def test_a_trade_is_settled(home: AutomatedHome) -> None:
    await home.automate(trigger=[home.trigger("trade_settled")])
    await home.live(34, export_wh=500)
    await home.calm()
    assert home.ran
    assert home.ran[0]["trigger"]["kind"] == "settled"
    assert any(ran["trigger"]["energy_sold"] == 4.0 and ran["trigger"]["amount"] > 0 for ran in home.ran)


async def test_balance_falls(home: AutomatedHome) -> None:
    await home.automate(trigger=[home.trigger("balance_low", amount=10)])
    home.market.balance = 9 * MICRO
    await home.wait(60)
    assert len(home.ran) == 1
    await home.wait(60)
    assert len(home.ran) == 1
    home.market.balance = 20 * MICRO
    await home.wait(60)
    home.market.balance = 5 * MICRO
    await home.wait(60)
    assert len(home.ran) == 2


async def test_a_question_is_raised(home: AutomatedHome) -> None:
    await home.automate(trigger=[home.trigger("question_raised", cause="balance_low")])
    for cause in (Cause.DAILY_LIMIT, Cause.BALANCE_LOW):
        home.entry.runtime_data.questions.ask(cause, expires=dt_util.utcnow() + timedelta(hours=1), facts={})
    await home.settle()
    assert len(home.ran) == 1
    assert home.ran[0]["trigger"]["cause"] == "balance_low"


async def test_triggers_outlive_a_reload(home: AutomatedHome) -> None:
    await home.automate(trigger=[home.trigger("balance_low", amount=10)])
    await home.restart()
    home.market.balance = 9 * MICRO
    await home.wait(60)
    assert len(home.ran) == 1


class TestConditions:
    """Checked when an automation runs."""

    async def passes(self, home: AutomatedHome, name: str, **options: Any) -> bool:
        if self._is_new(home):
            trigger = {"trigger": "event", "event_type": f"try_{name}"}
            await home.automate(trigger=[trigger], condition=[home.condition(name, **options)])
        before = len(home.ran)
        home.hass.bus.async_fire(f"try_{name}")
        await home.settle()
        return len(home.ran) > before

    def _is_new(self, home: AutomatedHome) -> bool:
        return home.hass.states.get("automation.test") is None

    async def test_price_below(self, home: AutomatedHome) -> None:
        with cheap_at(12):
            assert not await self.passes(home, "price_below", price=0.2)
            await home.until(now() + 2 * 3600 + 10)
            assert await self.passes(home, "price_below")

    async def test_is_cheap(self, home: AutomatedHome) -> None:
        with cheap_at(12, 13):
            assert not await self.passes(home, "is_cheap", hours=2)
            await home.until(now() + 2 * 3600 + 10)
            assert await self.passes(home, "is_cheap")

    async def test_is_selling(self, home: AutomatedHome) -> None:
        assert not await self.passes(home, "is_selling")
        await home.live(20, export_wh=500)
        await home.calm()
        assert await self.passes(home, "is_selling")

    async def test_surplus(self, home: AutomatedHome) -> None:
        assert not await self.passes(home, "surplus_available", energy=0.5)
        await home.live(20, export_wh=800)
        await home.calm()
        state = home.coordinator.data
        assert state.surplus_wh is not None
        assert state.need_wh is not None
        assert await self.passes(home, "surplus_available") == (state.surplus_wh - state.need_wh >= 500)

    async def test_what_is_not_known_is_not_so(self, home: AutomatedHome) -> None:
        with cheap_at(10):
            assert await self.passes(home, "price_below", price=0.2)
            await home.hass.config_entries.async_unload(home.entry.entry_id)
            assert not await self.passes(home, "price_below")


@pytest.mark.parametrize("kind", ["triggers", "conditions"])
def test_everything_is_described_for_the_editor(kind: str) -> None:
    known = TRIGGERS if kind == "triggers" else CONDITIONS
    described = yaml.safe_load((INTEGRATION / f"{kind}.yaml").read_text(encoding="utf-8"))
    texts = json.loads((INTEGRATION / "translations" / "en.json").read_text(encoding="utf-8"))
    icons = json.loads((INTEGRATION / "icons.json").read_text(encoding="utf-8"))
    assert set(known) == set(described) == set(texts[kind]) == set(icons[kind])
    for name, cls in known.items():
        fields = set(described[name]["fields"])
        assert fields == set(texts[kind][name]["fields"])
        assert fields == {"config_entry_id", *map(str, getattr(cls, "fields", ()))}


@pytest.mark.parametrize(
    "options",
    [{}, {"config_entry_id": "nobody", "price": 1}, {"price": -1}, {"price": "dear"}, {"price": 1, "direction": "up"}],
)
async def test_nonsense_is_refused(home: AutomatedHome, options: dict[str, Any]) -> None:
    given = {"config_entry_id": home.entry.entry_id} | options if options else {}
    with pytest.raises(vol.Invalid):
        await async_validate_trigger_config(home.hass, [{"platform": "energy_trade.price_crossed", "options": given}])
    if "direction" not in options:
        with pytest.raises(vol.Invalid):
            await async_validate_condition_config(
                home.hass, {"condition": "energy_trade.price_below", "options": given}
            )
