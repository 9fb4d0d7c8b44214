"""One subscription that streams what a dashboard draws: blocks with prices, orders and trades."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.components import websocket_api
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback
import voluptuous as vol

from .const import DOMAIN

if TYPE_CHECKING:
    from .coordinator import EnergyTradeConfigEntry

TYPE_SUBSCRIBE: Final = f"{DOMAIN}/subscribe"


@callback
def async_setup_websocket(hass: HomeAssistant) -> None:
    """Register the subscription."""
    websocket_api.async_register_command(hass, subscribe)


@websocket_api.websocket_command(
    {vol.Required("type"): TYPE_SUBSCRIBE, vol.Required("config_entry_id"): str},
)
@callback
def subscribe(hass: HomeAssistant, connection: websocket_api.ActiveConnection, msg: dict[str, Any]) -> None:
    """Send the market as the home sees it, now and whenever it changes, until the entry is unloaded."""
    entry: EnergyTradeConfigEntry | None = hass.config_entries.async_get_entry(msg["config_entry_id"])
    if entry is None or entry.domain != DOMAIN:
        connection.send_error(msg["id"], websocket_api.ERR_NOT_FOUND, "No such community")
        return
    if entry.state is not ConfigEntryState.LOADED:
        connection.send_error(msg["id"], "not_loaded", "The community is not set up")
        return
    coordinator = entry.runtime_data.coordinator
    sent: dict[str, Any] = {}

    @callback
    def send() -> None:
        nonlocal sent
        board = coordinator.board()
        if board != sent:
            sent = board
            event = {**board, "time": coordinator.chain_time()} if board else board
            connection.send_message(websocket_api.event_message(msg["id"], event))

    unsubscribe = coordinator.async_add_listener(send)

    @callback
    def end() -> None:
        connection.subscriptions.pop(msg["id"], None)
        unsubscribe()
        connection.send_message(websocket_api.event_message(msg["id"], {"ended": True}))

    forget = coordinator.async_on_end(end)

    @callback
    def stop() -> None:
        forget()
        unsubscribe()

    connection.subscriptions[msg["id"]] = stop
    connection.send_result(msg["id"])
    send()
