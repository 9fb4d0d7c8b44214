"""What a dashboard draws: a subscription to the market as the home sees it, and sums of money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.components import websocket_api
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .const import DOMAIN
from .office.board import office_board
from .outlook import expected_board
from .summary import summary

if TYPE_CHECKING:
    from .coordinator import EnergyTradeConfigEntry, EnergyTradeCoordinator

TYPE_SUBSCRIBE: Final = f"{DOMAIN}/subscribe"
TYPE_SUMMARY: Final = f"{DOMAIN}/summary"


@callback
def async_setup_websocket(hass: HomeAssistant) -> None:
    """Register the commands."""
    websocket_api.async_register_command(hass, subscribe)
    websocket_api.async_register_command(hass, summarise)


@callback
def _coordinator(
    hass: HomeAssistant, connection: websocket_api.ActiveConnection, msg: dict[str, Any]
) -> EnergyTradeCoordinator | None:
    """Find the community that is asked for, or answer why it cannot be."""
    entry: EnergyTradeConfigEntry | None = hass.config_entries.async_get_entry(msg["config_entry_id"])
    if entry is None or entry.domain != DOMAIN:
        connection.send_error(msg["id"], websocket_api.ERR_NOT_FOUND, "No such community")
        return None
    if entry.state is not ConfigEntryState.LOADED:
        connection.send_error(msg["id"], "not_loaded", "The community is not set up")
        return None
    return entry.runtime_data.coordinator


@websocket_api.websocket_command(
    {vol.Required("type"): TYPE_SUMMARY, vol.Required("config_entry_id"): str},
)
@websocket_api.async_response
async def summarise(hass: HomeAssistant, connection: websocket_api.ActiveConnection, msg: dict[str, Any]) -> None:
    """Tell what the home earned, paid and saved, by day and in all; null until its history was read."""
    if (coordinator := _coordinator(hass, connection, msg)) is None:
        return
    sums = None
    if coordinator.chronicle.is_read:
        sums = await hass.async_add_executor_job(summary, coordinator.journal, dt_util.start_of_local_day())
    connection.send_result(msg["id"], sums)


@websocket_api.websocket_command(
    {vol.Required("type"): TYPE_SUBSCRIBE, vol.Required("config_entry_id"): str},
)
@callback
def subscribe(hass: HomeAssistant, connection: websocket_api.ActiveConnection, msg: dict[str, Any]) -> None:
    """Send the market as the home sees it, now and whenever it changes, until the entry is unloaded.

    An administrator of a Home Assistant in which the operator lives is sent what waits for the operator, too.
    """
    if (coordinator := _coordinator(hass, connection, msg)) is None:
        return
    office = coordinator.config_entry.runtime_data.office if connection.user.is_admin else None
    sent: dict[str, Any] = {}

    @callback
    def send() -> None:
        nonlocal sent
        board = coordinator.board()
        if board:
            board |= {"expected": expected_board(coordinator)}
        if board and office is not None:
            board |= {"operator": office_board(office)}
        if board != sent:
            sent = board
            event = {**board, "time": coordinator.chain_time()} if board else board
            connection.send_message(websocket_api.event_message(msg["id"], event))

    listening = [each.async_add_listener(send) for each in (coordinator, office) if each is not None]

    def unsubscribe() -> None:
        for stop_listening in listening:
            stop_listening()

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
