"""Actions on the home's plan: read it, run a device now or later, ask for a run by a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv, service
from homeassistant.helpers.selector import ConfigEntrySelector
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .const import DOMAIN
from .market.units import MICRO

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

    from .coordinator import EnergyTradeConfigEntry, EnergyTradeCoordinator

ATTR_CONFIG_ENTRY_ID: Final = "config_entry_id"
ATTR_DEVICE: Final = "device"
ATTR_READY_BY: Final = "ready_by"
ATTR_START: Final = "start"

SERVICE_GET_PLAN: Final = "get_plan"
SERVICE_PLAN_RUN: Final = "plan_run"
SERVICE_RUN_LATER: Final = "run_later"
SERVICE_RUN_NOW: Final = "run_now"

_ENTRY: Final = {vol.Required(ATTR_CONFIG_ENTRY_ID): ConfigEntrySelector({"integration": DOMAIN})}
_DEVICE: Final = {**_ENTRY, vol.Required(ATTR_DEVICE): cv.string}
GET_PLAN_SCHEMA: Final = vol.Schema(_ENTRY)
RUN_NOW_SCHEMA: Final = vol.Schema(_DEVICE)
RUN_LATER_SCHEMA: Final = vol.Schema({**_DEVICE, vol.Optional(ATTR_START): cv.datetime})
PLAN_RUN_SCHEMA: Final = vol.Schema({**_DEVICE, vol.Optional(ATTR_READY_BY): cv.datetime})


@callback
def async_setup_device_services(hass: HomeAssistant) -> None:
    """Register the actions, whether or not a device is set up yet."""
    for name, action, schema, response in (
        (SERVICE_GET_PLAN, _get_plan, GET_PLAN_SCHEMA, SupportsResponse.ONLY),
        (SERVICE_RUN_NOW, _run_now, RUN_NOW_SCHEMA, SupportsResponse.NONE),
        (SERVICE_RUN_LATER, _run_later, RUN_LATER_SCHEMA, SupportsResponse.OPTIONAL),
        (SERVICE_PLAN_RUN, _plan_run, PLAN_RUN_SCHEMA, SupportsResponse.OPTIONAL),
    ):
        hass.services.async_register(DOMAIN, name, action, schema, response)


def _coordinator(call: ServiceCall) -> EnergyTradeCoordinator:
    entry: EnergyTradeConfigEntry = service.async_get_config_entry(call.hass, DOMAIN, call.data[ATTR_CONFIG_ENTRY_ID])
    return entry.runtime_data.coordinator


async def _get_plan(call: ServiceCall) -> ServiceResponse:
    """Return steps and runs with readable times and money in credit."""
    coordinator = _coordinator(call)
    board = coordinator.household.planning.board()
    if board is None:
        return {"status": None, "steps": [], "runs": []}
    return {
        "status": board["status"],
        "steps": [{**step, "start": _text(step["start"])} for step in board["steps"]],
        "runs": [
            {**run, "start": _text(run["start"]), "end": _text(run["end"]), "cost": run["cost"] / MICRO}
            for run in board["runs"]
        ],
    }


async def _run_now(call: ServiceCall) -> None:
    coordinator = _coordinator(call)
    await coordinator.household.async_run_now(call.data[ATTR_DEVICE])


async def _run_later(call: ServiceCall) -> ServiceResponse:
    """Plan a device's run anew, not before a start or not in the slot that it has now."""
    coordinator = _coordinator(call)
    household, device = coordinator.household, call.data[ATTR_DEVICE]
    after = call.data.get(ATTR_START)
    if after is None and (run := household.planning.run_of(household.device(device).subentry_id)) is not None:
        after = dt_util.utc_from_timestamp(household.fleet.clock.market(run.end))
    household.plan_run(device, after=after, ready_by=None)
    return await _planned(coordinator, device)


async def _plan_run(call: ServiceCall) -> ServiceResponse:
    coordinator = _coordinator(call)
    device = call.data[ATTR_DEVICE]
    coordinator.household.plan_run(device, after=None, ready_by=call.data.get(ATTR_READY_BY))
    return await _planned(coordinator, device)


async def _planned(coordinator: EnergyTradeCoordinator, device: str) -> ServiceResponse:
    """Plan at once and tell what came of it."""
    await coordinator.async_refresh()
    run = coordinator.household.planning.run_of(device)
    if run is None:
        return {}
    clock = coordinator.household.fleet.clock
    told: dict[str, Any] = {
        "start": _text(clock.market(run.start)),
        "end": _text(clock.market(run.end)),
        "cost": round(run.cost / MICRO, 4),
        "reason": run.reason.value,
    }
    return told


def _text(time: float) -> str:
    return dt_util.as_local(dt_util.utc_from_timestamp(time)).isoformat()
