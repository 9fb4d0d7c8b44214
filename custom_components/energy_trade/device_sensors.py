"""What is planned for each device: when, at what cost, why then, and who has it in hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorEntityDescription
from homeassistant.const import EntityCategory, UnitOfTemperature
from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from .entity import DeviceEntity
from .home.devices.config import DeviceKind
from .home.devices.fleet import Control
from .market.units import MICRO, credit_per_kwh
from .planner.plan import RunReason
from .planner.policy import BatteryMode, ModeReason

if TYPE_CHECKING:
    from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

    from .coordinator import EnergyTradeCoordinator
    from .home.devices.fleet import Device
    from .planner.plan import Run

RUNNERS: Final = frozenset({DeviceKind.APPLIANCE, DeviceKind.EV})


@dataclass(frozen=True, kw_only=True)
class DeviceSensorDescription(SensorEntityDescription):
    """One fact of a device's plan; `kinds` have it."""

    value_fn: Callable[[DeviceSensor], str | float | datetime | None]
    kinds: frozenset[DeviceKind] = frozenset(DeviceKind)
    in_currency: bool = False
    told_fn: Callable[[DeviceSensor], dict[str, Any] | None] = lambda _sensor: None


class DeviceSensor(DeviceEntity, SensorEntity):
    """A fact of one device's plan."""

    entity_description: DeviceSensorDescription

    def __init__(
        self, coordinator: EnergyTradeCoordinator, description: DeviceSensorDescription, planned: Device
    ) -> None:
        """Give money the community's currency."""
        super().__init__(coordinator, description, planned)
        if description.in_currency:
            self._attr_native_unit_of_measurement = coordinator.founding.currency

    @property
    def run(self) -> Run | None:
        """The run under way or the next one."""
        return self.coordinator.household.planning.run_of(self.planned.subentry_id)

    @property
    def temperature(self) -> float | None:
        """The temperature that a room is planned to reach in this step."""
        return self.coordinator.household.planning.temperature_of(self.planned.subentry_id)

    def moment(self, home: float | None) -> datetime | None:
        """A moment of home time by Home Assistant's clock."""
        clock = self.coordinator.household.fleet.clock
        return None if home is None else dt_util.utc_from_timestamp(round(clock.market(home)))

    @property
    @override
    def native_value(self) -> str | float | datetime | None:
        """Return the fact."""
        return self.entity_description.value_fn(self)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any] | None:
        """Return the figures that belong to it."""
        return self.entity_description.told_fn(self)


def _prices(sensor: DeviceSensor) -> dict[str, Any] | None:
    """What the run's energy costs a kWh then, and what it would cost at once."""
    run = sensor.run
    if run is None:
        return None
    return {"price": credit_per_kwh(round(run.price)), "price_at_once": credit_per_kwh(round(run.price_at_once))}


SENSORS: Final = (
    DeviceSensorDescription(
        key="planned_start",
        translation_key="planned_start",
        device_class=SensorDeviceClass.TIMESTAMP,
        kinds=RUNNERS,
        value_fn=lambda sensor: sensor.moment(sensor.run.start if sensor.run else None),
    ),
    DeviceSensorDescription(
        key="planned_end",
        translation_key="planned_end",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_registry_enabled_default=False,
        kinds=RUNNERS,
        value_fn=lambda sensor: sensor.moment(sensor.run.end if sensor.run else None),
    ),
    DeviceSensorDescription(
        key="planned_cost",
        translation_key="planned_cost",
        suggested_display_precision=2,
        entity_registry_enabled_default=False,
        kinds=RUNNERS,
        in_currency=True,
        value_fn=lambda sensor: round(sensor.run.cost / MICRO, 4) if sensor.run else None,
    ),
    DeviceSensorDescription(
        key="plan_reason",
        translation_key="plan_reason",
        device_class=SensorDeviceClass.ENUM,
        options=[reason.value for reason in RunReason],
        kinds=frozenset(DeviceKind) - {DeviceKind.BATTERY},
        value_fn=lambda sensor: sensor.run.reason if sensor.run else None,
        told_fn=_prices,
    ),
    DeviceSensorDescription(
        key="control",
        translation_key="control",
        device_class=SensorDeviceClass.ENUM,
        options=[control.value for control in Control],
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=lambda sensor: sensor.planned.control,
    ),
    DeviceSensorDescription(
        key="battery_mode",
        translation_key="battery_mode",
        device_class=SensorDeviceClass.ENUM,
        options=[mode.value for mode in BatteryMode],
        kinds=frozenset({DeviceKind.BATTERY}),
        value_fn=lambda sensor: sensor.planned.notes.get("mode"),
    ),
    DeviceSensorDescription(
        key="mode_reason",
        translation_key="mode_reason",
        device_class=SensorDeviceClass.ENUM,
        options=[reason.value for reason in ModeReason],
        kinds=frozenset({DeviceKind.BATTERY}),
        value_fn=lambda sensor: sensor.planned.notes.get("mode_reason"),
    ),
    DeviceSensorDescription(
        key="planned_temperature",
        translation_key="planned_temperature",
        device_class=SensorDeviceClass.TEMPERATURE,
        native_unit_of_measurement=UnitOfTemperature.CELSIUS,
        suggested_display_precision=1,
        entity_registry_enabled_default=False,
        kinds=frozenset({DeviceKind.THERMOSTAT}),
        value_fn=lambda sensor: sensor.temperature,
    ),
)


@callback
def async_add_device_sensors(
    coordinator: EnergyTradeCoordinator, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add each device's sensors to it."""
    for device in coordinator.household.fleet.devices.values():
        async_add_entities(
            [DeviceSensor(coordinator, each, device) for each in SENSORS if device.kind in each.kinds],
            config_subentry_id=device.subentry_id,
        )
