"""What happened to the home's trades, one event for each block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, override

from homeassistant.components.event import EventEntity, EventEntityDescription
from homeassistant.core import callback

from .entity import EnergyTradeEntity
from .market.units import MICRO, WH_PER_KWH
from .model import TradeEventType
from .questions.manager import QuestionEvent

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant
    from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

    from .coordinator import EnergyTradeConfigEntry
    from .model import TradeState
    from .questions.manager import News

PARALLEL_UPDATES: Final = 0

LAST_TRADE: Final = EventEntityDescription(
    key="last_trade",
    translation_key="last_trade",
    event_types=[event.value for event in TradeEventType],
)
QUESTION: Final = EventEntityDescription(
    key="question",
    translation_key="question",
    event_types=[event.value for event in QuestionEvent],
)


async def async_setup_entry(
    hass: HomeAssistant, entry: EnergyTradeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the events."""
    coordinator = entry.runtime_data.coordinator
    async_add_entities([TradeEventEntity(coordinator, LAST_TRADE), QuestionEventEntity(coordinator, QUESTION)])


class TradeEventEntity(EnergyTradeEntity, EventEntity):
    """Fires when a block in which the home trades is cleared, settled or corrected."""

    _told: TradeState | None = None

    @override
    async def async_added_to_hass(self) -> None:
        """Announce what happened while Home Assistant was not running."""
        await super().async_added_to_hass()
        self._announce()

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Announce what happened since the last time."""
        self._announce()
        super()._handle_coordinator_update()

    @callback
    def _announce(self) -> None:
        state = self.coordinator.data
        if state is self._told:
            return
        self._told = state
        for news in state.news:
            self._trigger_event(
                news.type,
                {
                    "start": news.start.isoformat(),
                    "energy_sold": news.sold_wh / WH_PER_KWH,
                    "energy_bought": news.bought_wh / WH_PER_KWH,
                    "amount": news.amount / MICRO,
                },
            )
            self.async_write_ha_state()


class QuestionEventEntity(EnergyTradeEntity, EventEntity):
    """Fires when the home asks its people something, and when that is decided."""

    @property
    @override
    def available(self) -> bool:
        """A question waits whatever the network does."""
        return True

    @override
    async def async_added_to_hass(self) -> None:
        """Hear of questions."""
        await super().async_added_to_hass()
        self.async_on_remove(self.coordinator.questions.async_listen(self._announce))

    @callback
    def _announce(self, news: News) -> None:
        kind, details = news
        self._trigger_event(kind, details)
        self.async_write_ha_state()
