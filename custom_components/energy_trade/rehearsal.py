"""Puts practice in the place of a chain: the same loop, entities and actions, on simulated neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homeassistant.exceptions import ConfigEntryNotReady
from homeassistant.util import dt as dt_util

from .const import CONF_CURRENCY, CONF_FEED_IN, CONF_METERS, CONF_PRACTICE, CONF_RETAIL, DOMAIN
from .home.plan import meter_plan
from .home.recorded import async_recorded_profile
from .practice.market import PracticeMarket
from .practice.profiles import read_week
from .practice.terms import PracticeTerms
from .practice.village import Village
from .settings import SettingsStore
from .stores import CacheStore

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from .practice.profiles import Profile


def is_practice(entry: ConfigEntry[Any]) -> bool:
    """Whether an entry's community is a practice one."""
    return CONF_PRACTICE in entry.data


async def async_begin_again(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Forget the week that was played, with what was said of it, and begin it anew."""
    await hass.config_entries.async_unload(entry.entry_id)
    await CacheStore(hass, entry.entry_id).async_remove()
    await SettingsStore(hass, entry.entry_id).async_remove()
    hass.config_entries.async_schedule_reload(entry.entry_id)


async def async_open(hass: HomeAssistant, entry: ConfigEntry[Any]) -> PracticeMarket:
    """Go on practising, or begin."""
    memory = CacheStore(hass, entry.entry_id)
    entry.async_on_unload(memory.async_close)
    chosen = entry.data[CONF_PRACTICE]
    own: Profile | None = None
    if meter_plan(entry.data[CONF_METERS]).all_sensors and await memory.load() is None:
        own = await async_recorded_profile(hass, entry.data[CONF_METERS])
        if own is None:
            raise ConfigEntryNotReady(translation_domain=DOMAIN, translation_key="no_recorded_days")

    def begin() -> Village:
        terms = PracticeTerms(
            currency=chosen[CONF_CURRENCY],
            retail=chosen[CONF_RETAIL],
            feed_in=chosen[CONF_FEED_IN],
            began=int(dt_util.utcnow().timestamp()),
        )
        return Village(terms, own or read_week()[0])

    return await PracticeMarket.open(memory, begin)
