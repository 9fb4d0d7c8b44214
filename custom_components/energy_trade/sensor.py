"""Money, energy and prices of the home, and the state of its community's market."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING, Any, Final, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import EntityCategory, UnitOfEnergy
from homeassistant.util import dt as dt_util

from .device_sensors import async_add_device_sensors
from .entity import EnergyTradeEntity, Place, ReadingEntity
from .facts import is_iso_4217
from .market.units import MICRO, WH_PER_KWH, credit_per_kwh
from .model import Membership, Phase, Reason, TradeState
from .office.entities import OFFICE_SENSORS, OfficeSensor
from .questions.causes import Cause
from .relay.entities import RELAY_SENSORS, RelaySensor
from .score_sensors import SENSORS as SCORE_SENSORS, ScoreSensor

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant
    from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

    from .coordinator import EnergyTradeConfigEntry, EnergyTradeCoordinator

PARALLEL_UPDATES: Final = 0

ADDED_AT_ONCE: Final = 5


def _kwh(energy_wh: int | None) -> float | None:
    return None if energy_wh is None else energy_wh / WH_PER_KWH


def _credit(amount: int | None) -> float | None:
    return None if amount is None else amount / MICRO


def _price(price: int | None) -> float | None:
    return None if price is None else credit_per_kwh(price)


@dataclass(frozen=True, kw_only=True)
class TradeSensorDescription(SensorEntityDescription):
    """One fact of the published state; `per_kwh` and `in_currency` say how the community's currency is its unit."""

    value_fn: Callable[[TradeState], str | float | datetime | None]
    place: Place = Place.HOME
    in_currency: bool = False
    per_kwh: bool = False


SENSORS: Final = (
    TradeSensorDescription(
        key="membership",
        translation_key="membership",
        device_class=SensorDeviceClass.ENUM,
        options=[status.value for status in Membership],
        value_fn=lambda state: state.membership,
    ),
    TradeSensorDescription(
        key="first_delivery",
        translation_key="first_delivery",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=lambda state: state.first_delivery,
    ),
    TradeSensorDescription(
        key="reason",
        translation_key="reason",
        device_class=SensorDeviceClass.ENUM,
        options=[reason.value for reason in Reason],
        value_fn=lambda state: state.reason,
    ),
    TradeSensorDescription(
        key="balance",
        translation_key="balance",
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=2,
        in_currency=True,
        value_fn=lambda state: _credit(state.money.balance if state.money else None),
    ),
    TradeSensorDescription(
        key="available_balance",
        translation_key="available_balance",
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=2,
        entity_registry_enabled_default=False,
        in_currency=True,
        value_fn=lambda state: _credit(state.money.free if state.money else None),
    ),
    TradeSensorDescription(
        key="position",
        translation_key="position",
        device_class=SensorDeviceClass.ENERGY,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        suggested_display_precision=3,
        value_fn=lambda state: _kwh(state.position_wh),
    ),
    TradeSensorDescription(
        key="energy_sold",
        translation_key="energy_sold",
        device_class=SensorDeviceClass.ENERGY,
        state_class=SensorStateClass.TOTAL,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        suggested_display_precision=2,
        value_fn=lambda state: _kwh(state.totals.sold_wh if state.totals else None),
    ),
    TradeSensorDescription(
        key="energy_bought",
        translation_key="energy_bought",
        device_class=SensorDeviceClass.ENERGY,
        state_class=SensorStateClass.TOTAL,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        suggested_display_precision=2,
        value_fn=lambda state: _kwh(state.totals.bought_wh if state.totals else None),
    ),
    TradeSensorDescription(
        key="compensation",
        translation_key="compensation",
        device_class=SensorDeviceClass.MONETARY,
        state_class=SensorStateClass.TOTAL,
        suggested_display_precision=2,
        in_currency=True,
        value_fn=lambda state: _credit(state.totals.compensation if state.totals else None),
    ),
    TradeSensorDescription(
        key="cost",
        translation_key="cost",
        device_class=SensorDeviceClass.MONETARY,
        state_class=SensorStateClass.TOTAL,
        suggested_display_precision=2,
        in_currency=True,
        value_fn=lambda state: _credit(state.totals.cost if state.totals else None),
    ),
    TradeSensorDescription(
        key="other_compensation",
        translation_key="other_compensation",
        device_class=SensorDeviceClass.MONETARY,
        state_class=SensorStateClass.TOTAL,
        suggested_display_precision=2,
        entity_registry_enabled_default=False,
        in_currency=True,
        value_fn=lambda state: _credit(state.totals.other_compensation if state.totals else None),
    ),
    TradeSensorDescription(
        key="other_cost",
        translation_key="other_cost",
        device_class=SensorDeviceClass.MONETARY,
        state_class=SensorStateClass.TOTAL,
        suggested_display_precision=2,
        entity_registry_enabled_default=False,
        in_currency=True,
        value_fn=lambda state: _credit(state.totals.other_cost if state.totals else None),
    ),
    TradeSensorDescription(
        key="savings",
        translation_key="savings",
        device_class=SensorDeviceClass.MONETARY,
        state_class=SensorStateClass.TOTAL,
        suggested_display_precision=2,
        in_currency=True,
        value_fn=lambda state: _credit(state.totals.savings if state.totals else None),
    ),
    TradeSensorDescription(
        key="open_orders",
        translation_key="open_orders",
        entity_registry_enabled_default=False,
        value_fn=lambda state: state.open_orders,
    ),
    TradeSensorDescription(
        key="current_block",
        translation_key="current_block",
        device_class=SensorDeviceClass.ENUM,
        options=[phase.value for phase in Phase],
        place=Place.COMMUNITY,
        value_fn=lambda state: state.current_phase,
    ),
    TradeSensorDescription(
        key="next_block",
        translation_key="next_block",
        device_class=SensorDeviceClass.ENUM,
        options=[phase.value for phase in Phase],
        entity_registry_enabled_default=False,
        place=Place.COMMUNITY,
        value_fn=lambda state: state.next_phase,
    ),
    TradeSensorDescription(
        key="price",
        translation_key="price",
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=4,
        place=Place.COMMUNITY,
        per_kwh=True,
        value_fn=lambda state: _price(state.price),
    ),
    TradeSensorDescription(
        key="next_price",
        translation_key="next_price",
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=4,
        place=Place.COMMUNITY,
        per_kwh=True,
        value_fn=lambda state: _price(state.next_price),
    ),
    TradeSensorDescription(
        key="surplus",
        translation_key="surplus",
        device_class=SensorDeviceClass.ENERGY,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        suggested_display_precision=2,
        entity_registry_enabled_default=False,
        place=Place.COMMUNITY,
        value_fn=lambda state: _kwh(state.surplus_wh),
    ),
    TradeSensorDescription(
        key="need",
        translation_key="need",
        device_class=SensorDeviceClass.ENERGY,
        native_unit_of_measurement=UnitOfEnergy.KILO_WATT_HOUR,
        suggested_display_precision=2,
        entity_registry_enabled_default=False,
        place=Place.COMMUNITY,
        value_fn=lambda state: _kwh(state.need_wh),
    ),
)

NO_QUESTION: Final = "none"
QUESTION: Final = SensorEntityDescription(
    key="question",
    translation_key="question",
    device_class=SensorDeviceClass.ENUM,
    options=[NO_QUESTION, *(cause.value for cause in Cause)],
)


async def async_setup_entry(
    hass: HomeAssistant, entry: EnergyTradeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the sensors, a few at a time: registering all of them would keep the event loop too long."""
    async_add_device_sensors(entry.runtime_data.coordinator, async_add_entities)
    for some in batched(SENSORS, ADDED_AT_ONCE, strict=False):
        async_add_entities(TradeSensor(entry.runtime_data.coordinator, description) for description in some)
        await asyncio.sleep(0)
    async_add_entities(ScoreSensor(entry.runtime_data.coordinator, description) for description in SCORE_SENSORS)
    async_add_entities([QuestionSensor(entry.runtime_data.coordinator, QUESTION)])
    if (relay := entry.runtime_data.relay) is not None:
        async_add_entities(RelaySensor(entry, relay, each) for each in RELAY_SENSORS)
    if (office := entry.runtime_data.office) is not None:
        async_add_entities(OfficeSensor(office, each) for each in OFFICE_SENSORS if each.exists_fn(office))


class TradeSensor(ReadingEntity, SensorEntity):
    """One fact about the home or its community."""

    entity_description: TradeSensorDescription

    def __init__(self, coordinator: EnergyTradeCoordinator, description: TradeSensorDescription) -> None:
        """Give money the community's currency."""
        super().__init__(coordinator, description, description.place)
        if coordinator.is_practice:
            self._attr_state_class = None  # statistics outlive practice, and would look like real ones
        currency = coordinator.founding.currency
        if description.per_kwh:
            self._attr_native_unit_of_measurement = f"{currency}/{UnitOfEnergy.KILO_WATT_HOUR}"
        if description.in_currency:
            real = is_iso_4217(currency)
            self._attr_native_unit_of_measurement = currency if real else None
            self._attr_device_class = description.device_class if real else None

    @property
    @override
    def native_value(self) -> str | float | datetime | None:
        """Return the fact as the coordinator last published it."""
        return self.entity_description.value_fn(self.coordinator.data)


class QuestionSensor(EnergyTradeEntity, SensorEntity):
    """What the home asks its people now: the question that waits longest."""

    _unrecorded_attributes = frozenset({"title", "text", "choices"})

    @property
    @override
    def available(self) -> bool:
        """A question waits whatever the network does."""
        return True

    @property
    @override
    def native_value(self) -> str:
        """Return what is asked about."""
        opened = self.coordinator.questions.current
        return opened.question.cause if opened else NO_QUESTION

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return what is needed to answer."""
        questions = self.coordinator.questions
        if (opened := questions.current) is None:
            return {"waiting": 0}
        described = questions.described(opened)
        return {
            "waiting": len(questions.open),
            **{key: described[key] for key in ("question_id", "subject", "title", "text", "default")},
            "choices": {each["choice"]: each["text"] for each in described["choices"]},
            "expires": dt_util.utc_from_timestamp(opened.question.expires).isoformat(),
        }
