"""A home that trades, and automations around it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from homeassistant.core import callback
from homeassistant.setup import async_setup_component
import pytest

from custom_components.energy_trade.market.orders import Order, Side
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant


class AutomatedHome(LivingHome):
    """A home with automations, and what they did."""

    ran: list[dict[str, Any]]

    async def automate(self, **automation: Any) -> None:
        """Set an automation up that remembers what triggered it."""
        self.ran = []
        self.hass.bus.async_listen("automation_ran", callback(lambda event: self.ran.append(dict(event.data))))
        action = {"event": "automation_ran", "event_data_template": {"trigger": "{{ trigger }}"}}
        config = {"alias": "test", "action": [action], **automation}
        assert await async_setup_component(self.hass, "automation", {"automation": [config]})
        await self.settle()
        state = self.hass.states.get("automation.test")
        assert state is not None
        assert state.state == "on", "the automation's configuration was refused"

    def trigger(self, name: str, **options: Any) -> dict[str, Any]:
        """Write a trigger as the editor does."""
        return {"trigger": f"energy_trade.{name}", "options": {"config_entry_id": self.entry.entry_id, **options}}

    def condition(self, name: str, **options: Any) -> dict[str, Any]:
        """Write a condition as the editor does."""
        return {"condition": f"energy_trade.{name}", "options": {"config_entry_id": self.entry.entry_id, **options}}


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> AsyncIterator[AutomatedHome]:
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to(START)
    market = FakeMarket(now, neighbours=(Order(Side.BUY, 40, 3000),))
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    home = AutomatedHome(hass, freezer, market)
    assert await home.start()
    yield home
    if running := hass.states.async_entity_ids("automation"):
        await hass.services.async_call("automation", "turn_off", {"entity_id": running}, blocking=True)
