"""Conditions for automations: is power cheap, is the home selling, do the neighbours have energy to spare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Unpack, override

from homeassistant.helpers.condition import Condition
import voluptuous as vol

from .market.units import MICRO, WH_PER_KWH
from .watching import COMMUNITY, CONF_HOURS, DEFAULT_HOURS, HOURS, PRICE, checked, coordinator_of, is_cheap, price_now

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant
    from homeassistant.helpers.condition import ConditionCheckParams, ConditionConfig
    from homeassistant.helpers.typing import ConfigType

    from .coordinator import EnergyTradeCoordinator

LEAST_SURPLUS_KWH: Final = 0.1


class HomeCondition(Condition):
    """A condition of one home; what is not known is not so."""

    fields: ClassVar[dict[Any, Any]] = {}

    @classmethod
    @override
    async def async_validate_config(cls, hass: HomeAssistant, config: ConfigType) -> ConfigType:
        """Check the fields."""
        return checked(hass, config, vol.Schema({vol.Required("options"): {**COMMUNITY, **cls.fields}}))

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        """Take the fields over."""
        super().__init__(hass, config)
        self._options = config.options or {}

    @override
    def _async_check(self, **kwargs: Unpack[ConditionCheckParams]) -> bool:
        """Check a home that runs and knows its market."""
        coordinator = coordinator_of(self._hass, self._options["config_entry_id"])
        return coordinator is not None and not coordinator.is_stale and self._is(coordinator)

    def _is(self, coordinator: EnergyTradeCoordinator) -> bool:
        raise NotImplementedError


class PriceBelowCondition(HomeCondition):
    """Power costs less than a price now."""

    fields: ClassVar = {vol.Required("price"): PRICE}

    @override
    def _is(self, coordinator: EnergyTradeCoordinator) -> bool:
        price = price_now(coordinator)
        return price is not None and price < self._options["price"] * MICRO / WH_PER_KWH


class IsCheapCondition(HomeCondition):
    """These are the cheapest hours of the day."""

    fields: ClassVar = {vol.Required(CONF_HOURS, default=DEFAULT_HOURS): HOURS}

    @override
    def _is(self, coordinator: EnergyTradeCoordinator) -> bool:
        return bool(is_cheap(coordinator, self._options[CONF_HOURS]))


class IsSellingCondition(HomeCondition):
    """The home has sold energy for the interval that runs."""

    @override
    def _is(self, coordinator: EnergyTradeCoordinator) -> bool:
        return (coordinator.data.position_wh or 0) > 0


class SurplusAvailableCondition(HomeCondition):
    """The members offer more energy in the next block than they want."""

    fields: ClassVar = {vol.Required("energy", default=LEAST_SURPLUS_KWH): PRICE}

    @override
    def _is(self, coordinator: EnergyTradeCoordinator) -> bool:
        state = coordinator.data
        if state.surplus_wh is None or state.need_wh is None:
            return False
        least: float = self._options["energy"] * WH_PER_KWH
        return state.surplus_wh - state.need_wh >= max(1, least)


CONDITIONS: Final[dict[str, type[Condition]]] = {
    "is_cheap": IsCheapCondition,
    "is_selling": IsSellingCondition,
    "price_below": PriceBelowCondition,
    "surplus_available": SurplusAvailableCondition,
}


async def async_get_conditions(hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Offer the conditions."""
    return CONDITIONS
