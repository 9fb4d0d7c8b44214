"""A home whose integration runs in Home Assistant, at a time that tests move."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed, mock_component

from custom_components import energy_trade
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.const import DOMAIN
from tests.support.fake_market import FakeMarket
from tests.support.flow_market import MARKET, NODE, OWNER

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.config_entries import ConfigSubentryDataWithId
    from homeassistant.core import HomeAssistant
    from homeassistant.exceptions import HomeAssistantError

    from custom_components.energy_trade.coordinator import EnergyTradeCoordinator

START = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
"""The beginning of a block of two hours."""

TRANSLATIONS = Path(energy_trade.__file__).with_name("translations") / "en.json"
IMPORT, EXPORT = "sensor.meter_import", "sensor.meter_export"
KEY = AgentKey.create().stored()


def words_of(error: HomeAssistantError) -> str:
    """What a person reads of an error: its translation, with nothing left unfilled."""
    texts = json.loads(TRANSLATIONS.read_text(encoding="utf-8"))["exceptions"]
    message: str = texts[error.translation_key]["message"]
    return message.format(**(error.translation_placeholders or {}))


def now() -> float:
    """Chain time: the host's, unless a test says otherwise."""
    return dt_util.utcnow().timestamp()


def entry(*devices: ConfigSubentryDataWithId, **data: Any) -> MockConfigEntry:
    """The config entry that the dialogs make, and what they make of devices."""
    return MockConfigEntry(
        domain=DOMAIN,
        title="Elm Street",
        unique_id=f"31337-{MARKET.lower()}",
        entry_id="01JXELMSTREETELMSTREETELMS",
        data={
            "market": MARKET,
            "deployment_block": 7,
            "chain_id": 31337,
            "nodes": [NODE],
            "name": "Elm Street",
            "owner": OWNER,
            "agent_key": KEY,
            "demo": True,
            "meters": {"mode": "registers", "import": [IMPORT], "export": [EXPORT]},
            **data,
        },
        subentries_data=devices,
    )


@dataclass
class LivingHome:
    """A home, its community and the clock."""

    hass: HomeAssistant
    freezer: FrozenDateTimeFactory
    market: FakeMarket
    entry: MockConfigEntry = field(default_factory=entry)
    import_wh: int = 1_000_000
    export_wh: int = 500_000

    @property
    def block(self) -> int:
        """The block in delivery."""
        return self.market.terms.calendar().block_at(now())

    @property
    def coordinator(self) -> EnergyTradeCoordinator:
        """The loop."""
        coordinator: EnergyTradeCoordinator = self.entry.runtime_data.coordinator
        return coordinator

    def show(self) -> None:
        """Let the meters tell what they have counted."""
        for sensor, energy in ((IMPORT, self.import_wh), (EXPORT, self.export_wh)):
            self.hass.states.async_set(
                sensor,
                str(energy / 1000),
                {"unit_of_measurement": "kWh", "device_class": "energy", "state_class": "total_increasing"},
            )

    def lose_meters(self) -> None:
        """Let the meters fall silent."""
        for sensor in (IMPORT, EXPORT):
            self.hass.states.async_set(sensor, "unavailable")

    async def settle(self) -> None:
        """Wait until everything is done that can be done now."""
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def start(self) -> bool:
        """Set the integration up."""
        if not {"recorder"} & (self.hass.data.keys() | self.hass.config.components):
            mock_component(self.hass, "recorder")  # statistics are off: it is only named
        self.show()
        if self.hass.config_entries.async_get_entry(self.entry.entry_id) is None:
            self.entry.add_to_hass(self.hass)
        with self.reachable():
            started = await self.hass.config_entries.async_setup(self.entry.entry_id)
            await self.settle()
        return started

    async def restart(self) -> None:
        """Unload and set up again."""
        with self.reachable():
            await self.hass.config_entries.async_reload(self.entry.entry_id)
            await self.settle()

    async def wait(self, seconds: float) -> None:
        """Let time pass at once."""
        self.freezer.tick(timedelta(seconds=seconds))
        async_fire_time_changed(self.hass)
        await self.settle()

    async def calm(self) -> None:
        """Let what was just decided take its course."""
        for _ in range(4):
            await self.wait(1)

    async def until(self, time: float, step: float = 60) -> None:
        """Let time pass in steps."""
        while (left := time - now()) > 0:
            await self.wait(min(step, left))

    async def live(self, intervals: int, *, import_wh: int = 0, export_wh: int = 0) -> None:
        """Let whole intervals pass in which so much flows in each."""
        length = self.market.terms.interval_seconds
        for _ in range(intervals):
            end = (int(now()) // length + 1) * length
            await self.until(end - length / 2)
            self.import_wh += import_wh
            self.export_wh += export_wh
            self.show()
            await self.until(end + 1)

    async def live_in_silence(self, intervals: int) -> None:
        """Let whole intervals pass without a word from the meters."""
        length = self.market.terms.interval_seconds
        await self.until((int(now()) // length + intervals) * length + 1)

    async def tick_only(self, seconds: float) -> None:
        """Let time pass without waiting for what hangs."""
        self.freezer.tick(timedelta(seconds=seconds))
        async_fire_time_changed(self.hass)
        await self.hass.async_block_till_done()

    def reachable(self) -> AbstractContextManager[object]:
        """Let the entry set itself up meanwhile."""
        return patch("custom_components.energy_trade.async_connect", return_value=self.market)

    def state(self, entity_id: str) -> str:
        """What an entity shows."""
        state = self.hass.states.get(entity_id)
        assert state is not None, entity_id
        return state.state
