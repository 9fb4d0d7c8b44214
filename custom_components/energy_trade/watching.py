"""Follows the homes that run here, through every reload, for triggers and conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.dispatcher import async_dispatcher_connect
import voluptuous as vol

from .const import DOMAIN
from .outlook import cheapest_today, expected_prices

if TYPE_CHECKING:
    from collections.abc import Callable

    from homeassistant.helpers.typing import ConfigType

    from .coordinator import EnergyTradeConfigEntry, EnergyTradeCoordinator

SIGNAL_HOME_READY: Final = f"{DOMAIN}_home_ready"
"""Sent with the entry whenever a home has been set up."""

CONF_HOURS: Final = "hours"
DEFAULT_HOURS: Final = 2
LONGEST_HOURS: Final = 12

COMMUNITY: Final = {vol.Required("config_entry_id"): cv.string}
PRICE: Final = vol.All(vol.Coerce(float), vol.Range(min=0, max=10**9))
HOURS: Final = vol.All(vol.Coerce(float), vol.Range(min=0, min_included=False, max=LONGEST_HOURS))


def checked(hass: HomeAssistant, config: ConfigType, schema: vol.Schema) -> ConfigType:
    """Check the fields of a trigger or condition, and that the community is one of ours."""
    checked_config: ConfigType = schema(config)
    entry_id = checked_config["options"]["config_entry_id"]
    entry = hass.config_entries.async_get_entry(entry_id)
    if entry is None or entry.domain != DOMAIN:
        raise vol.Invalid(f"{entry_id} is no community")
    return checked_config


@callback
def coordinator_of(hass: HomeAssistant, entry_id: str) -> EnergyTradeCoordinator | None:
    """Find a home that runs."""
    entry: EnergyTradeConfigEntry | None = hass.config_entries.async_get_entry(entry_id)
    if entry is None or entry.state is not ConfigEntryState.LOADED:
        return None
    return entry.runtime_data.coordinator


@callback
def follow(
    hass: HomeAssistant, entry_id: str, attach: Callable[[EnergyTradeCoordinator], CALLBACK_TYPE]
) -> CALLBACK_TYPE:
    """Attach to a home now and whenever it is set up anew; call the result to let go."""
    detach: CALLBACK_TYPE | None = None

    @callback
    def begin(coordinator: EnergyTradeCoordinator) -> None:
        nonlocal detach
        if detach:
            detach()
        detach = attach(coordinator)

    @callback
    def ready(entry: EnergyTradeConfigEntry) -> None:
        if entry.entry_id == entry_id:
            begin(entry.runtime_data.coordinator)

    forget = async_dispatcher_connect(hass, SIGNAL_HOME_READY, ready)
    if (coordinator := coordinator_of(hass, entry_id)) is not None:
        begin(coordinator)

    @callback
    def stop() -> None:
        forget()
        if detach:
            detach()

    return stop


def price_now(coordinator: EnergyTradeCoordinator) -> float | None:
    """What a Wh costs now in µcredit: among neighbours, or from the grid where they trade nothing."""
    if coordinator.is_stale:
        return None
    return next((each.price for each in expected_prices(coordinator)), None)


def is_cheap(coordinator: EnergyTradeCoordinator, hours: float) -> bool | None:
    """Whether these are the cheapest so many hours of the day; None where the prices are not known."""
    span = None if coordinator.is_stale else cheapest_today(coordinator, hours)
    return None if span is None else span.first <= coordinator.calendar.interval_at(coordinator.chain_time()) < span.end


def home_of(coordinator: EnergyTradeCoordinator) -> dict[str, Any]:
    """What every trigger tells of whose home it is."""
    entry = coordinator.config_entry
    return {"config_entry_id": entry.entry_id, "community": entry.title, "currency": coordinator.founding.currency}
