"""The dialogs in which a homeowner names the devices that may be planned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..home.devices.config import DeviceKind
from .appliance import ApplianceFlow
from .battery import BatteryFlow
from .ev import EvFlow
from .thermostat import ThermostatFlow

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigSubentryFlow

DEVICE_FLOWS: Final[dict[str, type[ConfigSubentryFlow]]] = {
    DeviceKind.BATTERY: BatteryFlow,
    DeviceKind.APPLIANCE: ApplianceFlow,
    DeviceKind.EV: EvFlow,
    DeviceKind.THERMOSTAT: ThermostatFlow,
}
