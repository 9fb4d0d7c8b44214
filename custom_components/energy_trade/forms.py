"""The forms that a person fills in to join and to change what was set up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.const import Platform
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    QrCodeSelector,
    QrCodeSelectorConfig,
    QrErrorCorrectionLevel,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from .const import (
    CONF_BATTERY_CHARGE,
    CONF_BATTERY_DISCHARGE,
    CONF_EXPORT,
    CONF_IMPORT,
    CONF_MODE,
    CONF_NET,
    CONF_NODES,
    CONF_OWNER,
    CONF_POWER,
    CONF_PV,
    MeterMode,
)
from .market.units import MICRO

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD_DAILY_LIMIT: Final = "daily_limit"
FIELD_DEVICES: Final = "devices"
FIELD_INVITATION: Final = "invitation"
FIELD_LAST_CHARACTERS: Final = "last_characters"
FIELD_LOST: Final = "lost"
FIELD_QR: Final = "qr"

INVITATION: Final = vol.Schema({vol.Required(FIELD_INVITATION): TextSelector(TextSelectorConfig(multiline=True))})
OWNER: Final = vol.Schema({vol.Required(CONF_OWNER): TextSelector()})
OWNER_SAVED: Final = vol.Schema(
    {
        vol.Optional(FIELD_LAST_CHARACTERS): TextSelector(),
        vol.Optional(FIELD_LOST, default=False): BooleanSelector(),
    }
)
NODES: Final = vol.Schema({vol.Required(CONF_NODES): TextSelector(TextSelectorConfig(multiple=True))})
NOTHING: Final = vol.Schema({})

DEVICE_METERS: Final = (CONF_PV, CONF_BATTERY_CHARGE, CONF_BATTERY_DISCHARGE)
OWN_METERS: Final = {
    MeterMode.REGISTERS: (CONF_IMPORT, CONF_EXPORT),
    MeterMode.NET: (CONF_NET,),
    MeterMode.POWER: (CONF_POWER,),
}


def qr(text: str) -> vol.Schema:
    """A picture that a phone's camera reads."""
    return vol.Schema(
        {
            vol.Optional(FIELD_QR): QrCodeSelector(
                QrCodeSelectorConfig(data=text, scale=5, error_correction_level=QrErrorCorrectionLevel.QUARTILE)
            )
        }
    )


def meters(mode: MeterMode, suggested: Mapping[str, Any]) -> vol.Schema:
    """The sensors that one way of metering needs, and those of the home's own devices."""
    energy = EntitySelectorConfig(domain=Platform.SENSOR, device_class=SensorDeviceClass.ENERGY)
    several = EntitySelector({**energy, "multiple": True})
    own: dict[Any, Any]
    match mode:
        case MeterMode.REGISTERS:
            own = {vol.Optional(CONF_IMPORT): several, vol.Optional(CONF_EXPORT): several}
        case MeterMode.NET:
            own = {vol.Required(CONF_NET): EntitySelector(energy)}
        case MeterMode.POWER:
            power = EntitySelectorConfig(domain=Platform.SENSOR, device_class=SensorDeviceClass.POWER)
            own = {vol.Required(CONF_POWER): EntitySelector(power)}
    devices = vol.Schema({vol.Optional(key): several for key in DEVICE_METERS})
    collapsed = not any(suggested.get(key) for key in DEVICE_METERS)
    return vol.Schema({**own, vol.Required(FIELD_DEVICES): section(devices, {"collapsed": collapsed})})


def filled_meters(mode: MeterMode, user_input: Mapping[str, Any]) -> dict[str, Any]:
    """What the entry keeps of a filled-in form."""
    devices = user_input.get(FIELD_DEVICES, {})
    chosen = {key: user_input.get(key) for key in OWN_METERS[mode]} | {key: devices.get(key) for key in DEVICE_METERS}
    return {CONF_MODE: mode.value, **{key: value for key, value in chosen.items() if value}}


def suggested_meters(known: Mapping[str, Any]) -> dict[str, Any]:
    """Values for the form, from an entry or from the Energy dashboard."""
    own = {key: value for key, value in known.items() if key not in DEVICE_METERS}
    return {**own, FIELD_DEVICES: {key: known[key] for key in DEVICE_METERS if known.get(key)}}


def daily_limit(largest: int, currency: str) -> vol.Schema:
    """How much Home Assistant may commit in a day, up to what the community allows at first."""
    if not largest:
        return NOTHING
    return vol.Schema(
        {
            vol.Required(FIELD_DAILY_LIMIT, default=largest / MICRO): NumberSelector(
                NumberSelectorConfig(
                    min=0,
                    max=largest / MICRO,
                    step="any",
                    mode=NumberSelectorMode.BOX,
                    unit_of_measurement=currency,
                )
            )
        }
    )
