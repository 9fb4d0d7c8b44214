"""Does what people say: sell, stop, go on, run and charge what is planned, and answer what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.exceptions import HomeAssistantError, ServiceNotFound
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..market.orders import Side
from ..speech.hearing import heard_time
from ..speech.quantities import moment
from .homes import homes
from .names import plainly
from .phrases import Ask, Say
from .planned import VEHICLE, apart, devices, heard
from .replies import offers, status

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from homeassistant.core import Context, HomeAssistant

    from .homes import Home
    from .planned import PlannedDevice
    from .tongue import Tongue

type Slots = Mapping[str, str]
type Deed = Callable[[HomeAssistant, Home, Tongue], Awaitable[str]]
type DeviceDeed = Callable[[HomeAssistant, Slots, Tongue, Context], Awaitable[str]]

SERVICE_PLAN_RUN: Final = "plan_run"


# ------ trading


async def _sell(hass: HomeAssistant, home: Home, tongue: Tongue) -> str:
    coordinator = home.coordinator
    if coordinator.data.money is None:
        return tongue.say(home, Say.NO_ACCOUNT)
    if coordinator.settings.current.wishes.allows(Side.SELL):
        return f"{tongue.say(home, Say.SELLING_ALREADY)} {offers(home, tongue)}"
    wishes = coordinator.settings.current.wishes
    # Whoever had stopped all trading now wants to sell, and has not said anything about buying.
    coordinator.async_wish(trading=True, selling=True, buying=wishes.trading and wishes.buying)
    await coordinator.async_request_refresh()
    return f"{tongue.say(home, Say.SELLING)} {offers(home, tongue)}"


async def _stop(_hass: HomeAssistant, home: Home, tongue: Tongue) -> str:
    if not home.coordinator.settings.current.wishes.trading:
        return tongue.say(home, Say.STOPPED_ALREADY)
    home.coordinator.async_wish(trading=False)
    return tongue.say(home, Say.STOPPED)


async def _resume(hass: HomeAssistant, home: Home, tongue: Tongue) -> str:
    wishes = home.coordinator.settings.current.wishes
    if wishes.trading and (wishes.selling or wishes.buying):
        return f"{tongue.say(home, Say.RESUMED_ALREADY)} {await status(hass, home, tongue)}"
    both = {} if wishes.selling or wishes.buying else {"selling": True, "buying": True}
    home.coordinator.async_wish(trading=True, **both)
    return tongue.say(home, Say.RESUMED)


DEEDS: Final[Mapping[Ask, Deed]] = {Ask.SELL_SURPLUS: _sell, Ask.STOP: _stop, Ask.RESUME: _resume}


# ------ devices


async def _run(hass: HomeAssistant, slots: Slots, tongue: Tongue, context: Context) -> str:
    device, problem = _found(hass, slots["device"], tongue)
    if device is None:
        return problem
    if refusal := await _async_plan(hass, device, None, tongue, context):
        return refusal
    return _planned(device, tongue) or tongue.plain(Say.RUN_WANTED, device=device.title)


async def _when(hass: HomeAssistant, slots: Slots, tongue: Tongue, _context: Context) -> str:
    device, problem = _found(hass, slots["device"], tongue)
    if device is None:
        return problem
    return _planned(device, tongue) or tongue.plain(Say.NOT_PLANNED, device=device.title)


async def _charge(hass: HomeAssistant, slots: Slots, tongue: Tongue, context: Context) -> str:
    name, time = _apart(slots, tongue)
    vehicle, problem = _found(hass, name, tongue, VEHICLE)
    if vehicle is None:
        return problem
    if time is None:
        return tongue.plain(Say.WHEN)
    if refusal := await _async_plan(hass, vehicle, time, tongue, context):
        return refusal
    return tongue.say(vehicle.home, Say.CHARGE_WANTED, device=vehicle.title, time=moment(time.timestamp()))


def _apart(slots: Slots, tongue: Tongue) -> tuple[str, datetime | None]:
    """Tell the device from the time, also where nothing but their order keeps them apart."""
    now = dt_util.now()
    if "device_and_time" not in slots:
        return slots["device"], heard_time(slots["time"], tongue.language, now)
    words = slots["device_and_time"].split()
    for length in range(1, len(words)):
        if (time := heard_time(" ".join(words[length:]), tongue.language, now)) is not None:
            return " ".join(words[:length]), time
    return " ".join(words), None


def _found(hass: HomeAssistant, said: str, tongue: Tongue, kind: str | None = None) -> tuple[PlannedDevice | None, str]:
    """Find the device that is meant, or say why there is none."""
    known = [each for each in devices(hass, homes(hass, tongue.language)) if kind in {None, each.kind}]
    meant = heard(said, known)
    if len(meant) == 1:
        return meant[0], ""
    if meant:
        return None, tongue.plain(Say.WHICH_DEVICE, devices=tongue.listed(apart(meant)))
    if known:
        names = ", ".join(sorted(apart(known)))
        return None, tongue.plain(Say.NO_DEVICE, device=plainly(said), devices=names)
    return None, tongue.plain(Say.NO_DEVICES, device=plainly(said))


def _planned(device: PlannedDevice, tongue: Tongue) -> str | None:
    if (run := device.next_run()) is None:
        return None
    home = device.home
    if run["start"] <= home.coordinator.chain_time():
        return tongue.say(home, Say.RUNNING, device=device.title, end=moment(run["end"]))
    span = home.speaker.between(run["start"], run["end"])
    return tongue.say(home, Say.RUN_PLANNED, device=device.title, span=span)


async def _async_plan(
    hass: HomeAssistant, device: PlannedDevice, ready_by: datetime | None, tongue: Tongue, context: Context
) -> str | None:
    """Have a run planned, in the name of who asked; return why it cannot be."""
    data: dict[str, Any] = {"config_entry_id": device.home.entry.entry_id, "device": device.id}
    if ready_by is not None:
        data["ready_by"] = ready_by
    try:
        await hass.services.async_call(DOMAIN, SERVICE_PLAN_RUN, data, blocking=True, context=context)
    except ServiceNotFound:
        return tongue.plain(Say.NOT_RUNNING)
    except HomeAssistantError as error:
        return tongue.plain(Say.REFUSED, reason=str(error))
    return None


DEVICE_DEEDS: Final[Mapping[Ask, DeviceDeed]] = {
    Ask.RUN_CHEAPEST: _run,
    Ask.WHEN_RUN: _when,
    Ask.CHARGE_BY: _charge,
}
