"""Which of a home's sensors count what, as the config entry keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ..const import (
    CONF_BATTERY_CHARGE,
    CONF_BATTERY_DISCHARGE,
    CONF_EXPORT,
    CONF_IMPORT,
    CONF_MODE,
    CONF_NET,
    CONF_POWER,
    CONF_PV,
    MeterMode,
)
from .book import MeterPlan, Quantity, SensorKind

if TYPE_CHECKING:
    from collections.abc import Mapping

QUANTITIES: Final = {
    CONF_IMPORT: Quantity.IMPORT,
    CONF_EXPORT: Quantity.EXPORT,
    CONF_NET: Quantity.NET,
    CONF_POWER: Quantity.NET,
    CONF_PV: Quantity.GENERATION,
    CONF_BATTERY_CHARGE: Quantity.CHARGE,
    CONF_BATTERY_DISCHARGE: Quantity.DISCHARGE,
}
KINDS: Final = {
    MeterMode.REGISTERS: SensorKind.COUNTER,
    MeterMode.NET: SensorKind.NET,
    MeterMode.POWER: SensorKind.POWER,
}
DEVICE_KEYS: Final = (CONF_PV, CONF_BATTERY_CHARGE, CONF_BATTERY_DISCHARGE)
GRID_KEYS: Final = {
    MeterMode.REGISTERS: (CONF_IMPORT, CONF_EXPORT),
    MeterMode.NET: (CONF_NET,),
    MeterMode.POWER: (CONF_POWER,),
}


def sensors_of(meters: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Sensors under a key of the entry's meters, which holds one or a list."""
    chosen = meters.get(key) or ()
    return (chosen,) if isinstance(chosen, str) else tuple(chosen)


def meter_plan(meters: Mapping[str, Any]) -> MeterPlan:
    """Read the entry's meters."""
    mode = MeterMode(meters[CONF_MODE])
    return MeterPlan(
        KINDS[mode],
        {QUANTITIES[key]: sensors for key in (*GRID_KEYS[mode], *DEVICE_KEYS) if (sensors := sensors_of(meters, key))},
    )
