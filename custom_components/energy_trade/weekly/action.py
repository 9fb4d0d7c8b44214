"""The action that tells what a week brought."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv, service
from homeassistant.helpers.selector import ConfigEntrySelector
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..const import DOMAIN
from ..market.units import MICRO
from ..summary import written
from .reckoning import Circumstances, Told, account
from .words import message, title

if TYPE_CHECKING:
    from datetime import datetime

    from ..coordinator import EnergyTradeConfigEntry, EnergyTradeCoordinator
    from .reckoning import Account

SERVICE_GET_SUMMARY: Final = "get_summary"
DAYS: Final = 7
SECONDS_PER_DAY: Final = 86_400
PERCENT: Final = 100

SCHEMA: Final = vol.Schema(
    {
        vol.Required("config_entry_id"): ConfigEntrySelector({"integration": DOMAIN}),
        vol.Optional("start"): cv.datetime,
        vol.Optional("end"): cv.datetime,
        vol.Optional("language"): cv.string,
    }
)


@callback
def async_setup_summary(hass: HomeAssistant) -> None:
    """Register the action."""
    hass.services.async_register(DOMAIN, SERVICE_GET_SUMMARY, _get_summary, SCHEMA, SupportsResponse.ONLY)


async def _get_summary(call: ServiceCall) -> ServiceResponse:
    entry: EnergyTradeConfigEntry = service.async_get_config_entry(call.hass, DOMAIN, call.data["config_entry_id"])
    runtime = entry.runtime_data
    coordinator, calendar = runtime.coordinator, runtime.coordinator.calendar
    start, end = _period(call)
    records = await runtime.desk.async_history(start.timestamp(), end.timestamp())
    # What lies across midnight is the earlier day's.
    first, last = (-int(-each.timestamp() // calendar.interval_seconds) for each in (start, end))
    told = Told(
        [each for each in records if first <= each.interval < last],
        runtime.meters.readings(first, last),
        coordinator.founding.supply,
        lambda interval: dt_util.as_local(dt_util.utc_from_timestamp(calendar.interval_start(interval))),
        (end - start).total_seconds() / SECONDS_PER_DAY,
    )
    found = await call.hass.async_add_executor_job(account, told, _circumstances(coordinator))
    language = call.data.get("language", call.hass.config.language)
    return {
        "title": title(entry.title, language),
        "message": message(found, runtime.questions.speaker(language, aloud=False)),
        "spoken": message(found, runtime.questions.speaker(language)),
        "currency": coordinator.founding.currency,
        "start": start.isoformat(),
        "end": end.isoformat(),
        **_figures(found),
    }


def _period(call: ServiceCall) -> tuple[datetime, datetime]:
    """The time that was asked for: by default the seven days before today."""
    today = dt_util.start_of_local_day()
    end = _local(call.data["end"]) if "end" in call.data else today
    # By the calendar: a day on which clocks change is a day.
    start = _local(call.data["start"]) if "start" in call.data else end - timedelta(days=DAYS)
    if end <= start:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="bad_period")
    return start, end


def _local(moment: datetime) -> datetime:
    """Read a moment as people give it: local where it does not say."""
    return dt_util.as_local(moment)


def _circumstances(coordinator: EnergyTradeCoordinator) -> Circumstances:
    wishes, money = coordinator.settings.current.wishes, coordinator.data.money
    return Circumstances(
        trading=wishes.trading,
        selling=wishes.selling,
        buying=wishes.buying,
        lowest_selling_price=wishes.lowest_selling_price,
        free=None if money is None else money.free,
    )


def _figures(found: Account) -> dict[str, Any]:
    best = found.best
    return {
        **written(found.totals),
        "settled": found.is_whole,
        "best_day": None if best is None else best.start.date().isoformat(),
        "best_day_savings": None if best is None else best.savings / MICRO,
        "self_sufficiency": _percentage(found.own_share),
        "from_neighbours": _percentage(found.neighbours_share),
        "advice": found.advice.value,
    }


def _percentage(share: float | None) -> float | None:
    return None if share is None else round(share * PERCENT, 1)
