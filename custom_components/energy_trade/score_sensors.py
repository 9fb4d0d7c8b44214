"""What trading and planning brought, as sensors: today and over thirty days, and where the rest was lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorEntityDescription
from homeassistant.const import PERCENTAGE

from .entity import EnergyTradeEntity
from .facts import is_iso_4217
from .market.units import MICRO

if TYPE_CHECKING:
    from .coordinator import EnergyTradeCoordinator
    from .planner.scorecard import Score
    from .scoring.keeper import Scorecard

PERCENT: Final = 100


@dataclass(frozen=True, kw_only=True)
class ScoreSensorDescription(SensorEntityDescription):
    """One figure of the scorecard; `share` has no currency."""

    value_fn: Callable[[Scorecard], float | None]
    is_share: bool = False


def _money(amount: float | None) -> float | None:
    return None if amount is None else round(amount / MICRO, 4)


def _part(pick: Callable[[Score], float]) -> Callable[[Scorecard], float | None]:
    return lambda card: None if card.foreseen is None else _money(pick(card.foreseen))


def _share(card: Scorecard) -> float | None:
    share = card.month.share_of_possible if card.month else None
    return None if share is None else round(PERCENT * share, 1)


def _today_against_self_use(card: Scorecard) -> float | None:
    today = card.today.score if card.today else None
    return None if today is None else _money(today.against_self_use)


SENSORS: Final = (
    ScoreSensorDescription(
        key="saved_today",
        translation_key="saved_today",
        value_fn=lambda card: _money(card.today.against_no_trading if card.today else None),
    ),
    ScoreSensorDescription(
        key="saved_month",
        translation_key="saved_month",
        value_fn=lambda card: _money(card.against_no_trading),
    ),
    ScoreSensorDescription(
        key="saved_today_self_use",
        translation_key="saved_today_self_use",
        entity_registry_enabled_default=False,
        value_fn=_today_against_self_use,
    ),
    ScoreSensorDescription(
        key="saved_month_self_use",
        translation_key="saved_month_self_use",
        entity_registry_enabled_default=False,
        value_fn=lambda card: _money(card.month.against_self_use if card.month else None),
    ),
    ScoreSensorDescription(
        key="share_of_possible",
        translation_key="share_of_possible",
        native_unit_of_measurement=PERCENTAGE,
        suggested_display_precision=0,
        entity_registry_enabled_default=False,
        is_share=True,
        value_fn=_share,
    ),
    ScoreSensorDescription(
        key="lost_to_load",
        translation_key="lost_to_load",
        entity_registry_enabled_default=False,
        value_fn=_part(lambda score: score.lost_to_load_forecast),
    ),
    ScoreSensorDescription(
        key="lost_to_generation",
        translation_key="lost_to_generation",
        entity_registry_enabled_default=False,
        value_fn=_part(lambda score: score.lost_to_generation_forecast),
    ),
    ScoreSensorDescription(
        key="lost_to_price",
        translation_key="lost_to_price",
        entity_registry_enabled_default=False,
        value_fn=_part(lambda score: score.lost_to_price_forecast),
    ),
    ScoreSensorDescription(
        key="lost_in_execution",
        translation_key="lost_in_execution",
        entity_registry_enabled_default=False,
        value_fn=_part(lambda score: score.lost_in_execution),
    ),
)


class ScoreSensor(EnergyTradeEntity, SensorEntity):
    """One figure of the scorecard; it has no statistics, for late readings still change what it told."""

    entity_description: ScoreSensorDescription

    def __init__(self, coordinator: EnergyTradeCoordinator, description: ScoreSensorDescription) -> None:
        """Give money the community's currency."""
        super().__init__(coordinator, description)
        if not description.is_share:
            currency = coordinator.founding.currency
            real = is_iso_4217(currency)
            self._attr_native_unit_of_measurement = currency if real else None
            self._attr_device_class = SensorDeviceClass.MONETARY if real else None
            self._attr_suggested_display_precision = 2

    @property
    def _card(self) -> Scorecard | None:
        scores = self.coordinator.household.scores
        return None if scores is None else scores.card

    @property
    @override
    def available(self) -> bool:
        """What was reckoned stays true whatever the network does."""
        return True

    @property
    @override
    def native_value(self) -> float | None:
        """Return the figure; None while it is not known."""
        card = self._card
        return None if card is None else self.entity_description.value_fn(card)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any] | None:
        """Return how many days count."""
        card = self._card
        return None if card is None or "today" in self.entity_description.key else {"days": card.days}
