"""What the operator sees of the community, on a device of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorEntityDescription, SensorStateClass
from homeassistant.const import EntityCategory
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from ..const import DOMAIN
from .office import Office

if TYPE_CHECKING:
    from datetime import datetime

    from homeassistant.helpers.entity import EntityDescription

WEI: Final = 10**18


@dataclass(frozen=True, kw_only=True)
class OfficeSensorDescription(SensorEntityDescription):
    """One fact that an operator watches."""

    value_fn: Callable[[Office], int | float | datetime | None]
    exists_fn: Callable[[Office], bool] = lambda _office: True


OFFICE_SENSORS: Final = (
    OfficeSensorDescription(
        key="members",
        translation_key="members",
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda office: office.data.active,
    ),
    OfficeSensorDescription(
        key="asking",
        translation_key="asking",
        value_fn=lambda office: len(office.data.asking),
    ),
    OfficeSensorDescription(
        key="operator_coin",
        translation_key="operator_coin",
        entity_category=EntityCategory.DIAGNOSTIC,
        suggested_display_precision=6,
        value_fn=lambda office: office.data.coin / WEI,
    ),
    OfficeSensorDescription(
        key="prices_until",
        translation_key="prices_until",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda office: office.feed.until if office.feed else None,
        exists_fn=lambda office: office.feed is not None,
    ),
)


class OfficeEntity(CoordinatorEntity[Office]):
    """An entity of the operator's."""

    _attr_has_entity_name = True

    def __init__(self, office: Office, description: EntityDescription) -> None:
        """Put it on the operator's device."""
        super().__init__(office)
        entry = office.config_entry
        self.entity_description = description
        self._attr_unique_id = f"{entry.unique_id}-office-{description.key}"
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, f"{entry.unique_id}-office")},
            translation_key="office",
            translation_placeholders={"community": entry.title},
            entry_type=DeviceEntryType.SERVICE,
        )


class OfficeSensor(OfficeEntity, SensorEntity):
    """A fact about the community as its operator sees it."""

    entity_description: OfficeSensorDescription

    @property
    @override
    def available(self) -> bool:
        """Nothing is known before the chain was read once."""
        return super().available and self.coordinator.data is not None

    @property
    @override
    def native_value(self) -> int | float | datetime | None:
        """Return the fact."""
        return self.entity_description.value_fn(self.coordinator)
