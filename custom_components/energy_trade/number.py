"""Limits that the homeowner sets on what the home does by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, override

from homeassistant.components.number import NumberEntity, NumberEntityDescription, NumberMode
from homeassistant.const import EntityCategory, UnitOfEnergy

from .entity import EnergyTradeEntity
from .market.units import MICRO, WH_PER_KWH

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant
    from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

    from .coordinator import EnergyTradeConfigEntry, EnergyTradeCoordinator

PARALLEL_UPDATES: Final = 0


@dataclass(frozen=True, kw_only=True)
class LimitDescription(NumberEntityDescription):
    """A wish in µcredit (a Wh or a day) that people set in credit; `range_fn` is what the market itself allows."""

    range_fn: Callable[[EnergyTradeCoordinator], tuple[int, int]]
    default_fn: Callable[[EnergyTradeCoordinator], int]
    micro: int = MICRO
    per_kwh: bool = False


def _prices(coordinator: EnergyTradeCoordinator) -> tuple[int, int]:
    grid = coordinator.grid
    return grid.floor, grid.ceiling


LIMITS: Final = (
    LimitDescription(
        key="lowest_selling_price",
        translation_key="lowest_selling_price",
        entity_category=EntityCategory.CONFIG,
        mode=NumberMode.BOX,
        native_step=0.001,
        range_fn=_prices,
        default_fn=lambda coordinator: coordinator.grid.floor,
        micro=MICRO // WH_PER_KWH,
        per_kwh=True,
    ),
    LimitDescription(
        key="highest_buying_price",
        translation_key="highest_buying_price",
        entity_category=EntityCategory.CONFIG,
        mode=NumberMode.BOX,
        native_step=0.001,
        range_fn=_prices,
        default_fn=lambda coordinator: coordinator.grid.ceiling,
        micro=MICRO // WH_PER_KWH,
        per_kwh=True,
    ),
    LimitDescription(
        key="daily_limit",
        translation_key="daily_limit",
        entity_category=EntityCategory.CONFIG,
        entity_registry_enabled_default=False,
        mode=NumberMode.BOX,
        native_step=0.01,
        range_fn=lambda coordinator: (0, coordinator.daily_cap),
        default_fn=lambda coordinator: coordinator.daily_cap,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: EnergyTradeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the limits."""
    async_add_entities(LimitNumber(entry.runtime_data.coordinator, description) for description in LIMITS)


class LimitNumber(EnergyTradeEntity, NumberEntity):
    """A limit; its key is the name of the wish that it sets."""

    entity_description: LimitDescription

    def __init__(self, coordinator: EnergyTradeCoordinator, description: LimitDescription) -> None:
        """Give the limit the community's currency."""
        super().__init__(coordinator, description)
        currency = coordinator.founding.currency
        self._attr_native_unit_of_measurement = (
            f"{currency}/{UnitOfEnergy.KILO_WATT_HOUR}" if description.per_kwh else currency
        )

    @property
    @override
    def available(self) -> bool:
        """A decision can be made whatever the network does."""
        return True

    @property
    @override
    def native_min_value(self) -> float:
        """Return the least that the market allows."""
        return self.entity_description.range_fn(self.coordinator)[0] / self.entity_description.micro

    @property
    @override
    def native_max_value(self) -> float:
        """Return the most that the market allows."""
        return self.entity_description.range_fn(self.coordinator)[1] / self.entity_description.micro

    @property
    @override
    def native_value(self) -> float:
        """Return the limit, which is the market's own until the homeowner sets one."""
        limit = getattr(self.coordinator.settings.current.wishes, self.entity_description.key)
        if limit is None:
            limit = self.entity_description.default_fn(self.coordinator)
        return float(limit / self.entity_description.micro)

    @override
    async def async_set_native_value(self, value: float) -> None:
        """Set the limit; orders follow at once."""
        self.coordinator.async_wish(**{self.entity_description.key: round(value * self.entity_description.micro)})
        self.async_write_ha_state()
