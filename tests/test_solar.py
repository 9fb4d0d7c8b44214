"""The solar forecasts of the Energy dashboard reach the planner, whoever provides them and however they fail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

from homeassistant.components.energy import async_get_manager
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockModule, mock_integration, mock_platform

from custom_components.energy_trade.solar import SolarForecasts
from tests.support.flow_market import founding

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

NOON = datetime(2026, 6, 21, 12, tzinfo=UTC)
TERMS = founding()
LENGTH = TERMS.interval_seconds


def interval(hour: float) -> int:
    return int((NOON.timestamp() + (hour - 12) * 3600) // LENGTH)


class Provider:
    """An integration whose energy platform tells a forecast, or fails to."""

    def __init__(self, hass: HomeAssistant, domain: str) -> None:
        self.answer: Any = None
        mock_integration(hass, MockModule(domain))
        mock_platform(hass, f"{domain}.energy", Mock(async_get_solar_forecast=self.tell))
        self.entry = MockConfigEntry(domain=domain)
        self.entry.add_to_hass(hass)

    async def tell(self, _hass: HomeAssistant, entry_id: str) -> Any:
        assert entry_id == self.entry.entry_id
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def says(self, **wh: float) -> None:
        self.answer = {"wh_hours": {(NOON.replace(hour=int(hour[1:]))).isoformat(): each for hour, each in wh.items()}}


@pytest.fixture
def provider(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Provider:
    freezer.move_to(NOON)
    return Provider(hass, "sunny")


@pytest.fixture
def notes() -> dict[str, Any]:
    return {}


@pytest.fixture
async def forecasts(hass: HomeAssistant, provider: Provider, notes: dict[str, Any]) -> SolarForecasts:
    await point_to(hass, provider)
    return SolarForecasts(hass, TERMS.calendar(), LENGTH, notes)


async def point_to(hass: HomeAssistant, *providers: Provider) -> None:
    """Name providers in the Energy dashboard's preferences, as its dialog does."""
    manager = await async_get_manager(hass)
    manager.data = manager.default_preferences()
    manager.data["energy_sources"] = [
        {
            "type": "solar",
            "stat_energy_from": "sensor.panels",
            "config_entry_solar_forecast": [each.entry.entry_id for each in providers],
        }
    ]


async def test_an_hour_is_shared_out_over_its_intervals(forecasts: SolarForecasts, provider: Provider) -> None:
    provider.says(h12=2000, h13=1600)
    await forecasts.async_refresh(NOON.timestamp())
    assert forecasts.said_wh[interval(12)] == pytest.approx(2000 * LENGTH / 3600)
    assert forecasts.said_wh[interval(13)] == pytest.approx(1600 * LENGTH / 3600)


async def test_two_roofs_add_up(hass: HomeAssistant, forecasts: SolarForecasts, provider: Provider) -> None:
    other = Provider(hass, "cloudy")
    await point_to(hass, provider, other)
    provider.says(h13=1600)
    other.says(h13=400)
    await forecasts.async_refresh(NOON.timestamp())
    assert forecasts.said_wh[interval(13)] == pytest.approx(2000 * LENGTH / 3600)


async def test_what_was_said_before_an_interval_began_stays(
    forecasts: SolarForecasts, provider: Provider, freezer: FrozenDateTimeFactory
) -> None:
    provider.says(h12=2000, h13=1600)
    await forecasts.async_refresh(NOON.timestamp())
    freezer.tick(timedelta(hours=1, minutes=1))
    provider.says(h12=100, h13=300, h14=200)
    await forecasts.async_refresh(NOON.timestamp() + 3660)
    assert forecasts.said_wh[interval(12)] == pytest.approx(2000 * LENGTH / 3600)
    assert forecasts.said_wh[interval(14)] == pytest.approx(200 * LENGTH / 3600)


@pytest.mark.parametrize(
    "answer",
    [None, {}, {"wh_hours": {"no time": 5, NOON.isoformat(): "much"}}, RuntimeError("no sun"), TimeoutError()],
    ids=["nothing", "empty", "rubbish", "fault", "silence"],
)
async def test_a_provider_that_fails_leaves_what_it_said(
    forecasts: SolarForecasts, provider: Provider, freezer: FrozenDateTimeFactory, answer: Any
) -> None:
    provider.says(h14=1000)
    await forecasts.async_refresh(NOON.timestamp())
    provider.answer = answer
    freezer.tick(timedelta(hours=1))
    await forecasts.async_refresh(NOON.timestamp() + 3600)
    assert forecasts.said_wh[interval(14)] == pytest.approx(1000 * LENGTH / 3600)


async def test_without_a_provider_nothing_is_said(hass: HomeAssistant) -> None:
    forecasts = SolarForecasts(hass, TERMS.calendar(), LENGTH, {})
    await forecasts.async_refresh(NOON.timestamp())
    assert not forecasts.said_wh


async def test_it_is_kept_across_restarts(
    hass: HomeAssistant, forecasts: SolarForecasts, provider: Provider, notes: dict[str, Any]
) -> None:
    provider.says(h14=1000)
    await forecasts.async_refresh(NOON.timestamp())
    again = SolarForecasts(hass, TERMS.calendar(), LENGTH, notes)
    assert again.said_wh == pytest.approx(forecasts.said_wh)
