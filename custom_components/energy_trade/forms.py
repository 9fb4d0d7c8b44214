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

from .chain.wallet import InvalidAddress, checked_address
from .const import (
    CONF_BLUEPRINTS,
    CONF_EXPORT,
    CONF_IMPORT,
    CONF_MODE,
    CONF_NET,
    CONF_NODES,
    CONF_OWNER,
    CONF_POWER,
    MeterMode,
)
from .home.plan import DEVICE_KEYS, GRID_KEYS
from .market.units import MICRO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FIELD_AMOUNT: Final = "amount"
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


def owner_address(text: str, *, not_these: Iterable[str]) -> str:
    """Return an owner's address; raise InvalidAddress for one that money should not go to.

    One in small letters only could hold a mistake that nobody would notice, so here it does not do.
    """
    address = checked_address(text)
    if text.strip() != address:
        raise InvalidAddress("unchecked")
    if address in not_these:
        raise InvalidAddress("not_a_person")
    return address


def qr(text: str, *, dense: bool = False) -> vol.Schema:
    """A picture that a phone's camera reads; a dense one holds more and forgives less."""
    level = QrErrorCorrectionLevel.LOW if dense else QrErrorCorrectionLevel.QUARTILE
    return vol.Schema(
        {
            vol.Optional(FIELD_QR): QrCodeSelector(
                QrCodeSelectorConfig(data=text, scale=3 if dense else 5, error_correction_level=level)
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
        case _:
            power = EntitySelectorConfig(domain=Platform.SENSOR, device_class=SensorDeviceClass.POWER)
            own = {vol.Required(CONF_POWER): EntitySelector(power)}
    devices = vol.Schema({vol.Optional(key): several for key in DEVICE_KEYS})
    collapsed = not suggested.get(FIELD_DEVICES)
    return vol.Schema({**own, vol.Required(FIELD_DEVICES): section(devices, {"collapsed": collapsed})})


def filled_meters(mode: MeterMode, user_input: Mapping[str, Any]) -> dict[str, Any]:
    """What the entry keeps of a filled-in form."""
    devices = user_input.get(FIELD_DEVICES, {})
    chosen = {key: user_input.get(key) for key in GRID_KEYS[mode]} | {key: devices.get(key) for key in DEVICE_KEYS}
    return {CONF_MODE: mode.value, **{key: value for key, value in chosen.items() if value}}


def suggested_meters(known: Mapping[str, Any]) -> dict[str, Any]:
    """Values for the form, from an entry or from the Energy dashboard."""
    own = {key: value for key, value in known.items() if key not in DEVICE_KEYS}
    return {**own, FIELD_DEVICES: {key: known[key] for key in DEVICE_KEYS if known.get(key)}}


def finish(largest_cap: int, currency: str, *, is_new: bool) -> vol.Schema:
    """What is asked last: the daily limit, and of a home that is new here whether it wants the blueprints."""
    limit = daily_limit(largest_cap, currency)
    return limit.extend({vol.Optional(CONF_BLUEPRINTS, default=False): BooleanSelector()}) if is_new else limit


def daily_limit(largest: int, currency: str) -> vol.Schema:
    """How much Home Assistant may commit in a day, up to what the community allows at first."""
    if not largest:
        return NOTHING
    return vol.Schema(
        {
            vol.Required(FIELD_DAILY_LIMIT): NumberSelector(
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


def money_form(currency: str) -> vol.Schema:
    """An amount of the community's money."""
    field = NumberSelectorConfig(min=0.000001, step="any", mode=NumberSelectorMode.BOX, unit_of_measurement=currency)
    fields: dict[Any, Any] = {vol.Required(FIELD_AMOUNT): NumberSelector(field)}
    return vol.Schema(fields)
