"""Trade surplus energy with the neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from homeassistant.const import Platform
from homeassistant.exceptions import ConfigEntryAuthFailed, ConfigEntryNotReady
from homeassistant.helpers import config_validation as cv, device_registry as dr
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.recorder import DATA_INSTANCE
from homeassistant.util import dt as dt_util

from . import rehearsal, statistics
from .blueprint_shelf import async_tidy
from .chain.client import EvmMarket
from .chain.errors import NodeRefused
from .const import CONF_DEMO, CONF_METERS, DOMAIN
from .coordinator import EnergyTradeConfigEntry, EnergyTradeCoordinator, EnergyTradeRuntime
from .dashboard import async_remove_dashboard, async_setup_dashboard
from .desk import Desk
from .device_services import async_setup_device_services
from .entity import community_device, home_device
from .facts import is_iso_4217
from .formerly import async_connect_all, caches_of
from .home.devices.memory import DeviceMemory
from .home.meters import HomeMeters
from .home.replayed import ReplayedMeters
from .home.told import told_since
from .household import Household
from .issues import Issues
from .lines.watch import async_forget_lines, async_watch_lines
from .market.port import MarketError
from .moving import Moving
from .office.monthly import async_setup_statements
from .office.relay import async_setup_relay
from .office.services import async_setup_office_services
from .office.setup import async_close_for_good, async_open_office
from .practice.market import PracticeMarket
from .questions.manager import Questions
from .rehearsal import is_practice
from .relay.setup import async_find_relays, async_forget_relaying, async_open_relay
from .scoring.keeper import ScoreKeeper, score_store
from .services import async_setup_services
from .settings import SettingsStore
from .stores import ClosedStore, OutboxStore
from .voice.listening import async_listen
from .watching import SIGNAL_HOME_READY
from .websocket import async_setup_websocket
from .weekly.action import async_setup_summary
from .witnesses.witness import async_forget_neighbours, async_open_witness

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from homeassistant.core import HomeAssistant
    from homeassistant.helpers.typing import ConfigType

    from .home.port import Meters
    from .market.founding import Founding
    from .market.port import Market
    from .relay.book import RelayBook

CONFIG_SCHEMA: Final = cv.config_entry_only_config_schema(DOMAIN)
PLATFORMS: Final = (
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CALENDAR,
    Platform.EVENT,
    Platform.IMAGE,
    Platform.NUMBER,
    Platform.SENSOR,
    Platform.SWITCH,
)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register the actions and the subscription."""
    async_setup_services(hass)
    async_setup_office_services(hass)
    async_setup_device_services(hass)
    async_setup_websocket(hass)
    async_setup_relay(hass)
    async_setup_statements(hass)
    async_setup_summary(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: EnergyTradeConfigEntry) -> bool:
    """Begin to take part in a community."""
    market = await async_connect(hass, entry)
    entry.async_on_unload(market.close)
    relays = await async_find_relays(hass, entry, market)
    founding = await _async_reached(market.founding())
    named = dict(entry.subentries)
    runtime = entry.runtime_data = await _async_home(hass, entry, market, founding)
    await _async_roles(hass, entry, runtime, founding, relays)
    _name_devices(hass, entry, runtime.coordinator)
    await _async_start(hass, entry, runtime)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    _ask_and_listen(hass, entry, runtime)
    async_dispatcher_send(hass, SIGNAL_HOME_READY, entry)
    await async_tidy(hass)
    await async_setup_dashboard(hass)
    entry.async_on_unload(entry.add_update_listener(_async_reload))
    if dict(entry.subentries) != named:
        # A device was named meanwhile, before anybody listened.
        hass.config_entries.async_schedule_reload(entry.entry_id)
    return True


async def _async_home(
    hass: HomeAssistant, entry: EnergyTradeConfigEntry, market: Market, founding: Founding
) -> EnergyTradeRuntime:
    """Put together what trades: settings, questions, meters, devices, the coordinator; it has seen the market then."""
    settings = SettingsStore(hass, entry.entry_id)
    await settings.async_load()
    entry.async_on_unload(settings.async_save)
    questions = Questions(hass, entry, founding.currency)
    await questions.async_load()
    meters = await _async_meters(hass, entry, market, founding)
    household = await Household.async_load(
        hass, entry, market, founding, meters=meters, settings=settings, questions=questions
    )
    coordinator = EnergyTradeCoordinator(
        hass,
        entry,
        market=market,
        meters=meters,
        settings=settings,
        questions=questions,
        household=household,
        founding=founding,
        statistics=_statistics(hass, entry, founding),
    )
    await coordinator.async_config_entry_first_refresh()
    entry.async_on_unload(meters.async_listen(coordinator.async_look_again))
    return EnergyTradeRuntime(coordinator, Desk(coordinator, market), market, meters, questions)


async def _async_roles(
    hass: HomeAssistant,
    entry: EnergyTradeConfigEntry,
    runtime: EnergyTradeRuntime,
    founding: Founding,
    relays: RelayBook | None,
) -> None:
    """Take up what this home does for others besides: operate, carry messages, watch lines."""
    if (office := await async_open_office(hass, entry, founding)) is not None:
        runtime.office = office
        await office.async_refresh()
    runtime.relay = await async_open_relay(hass, entry, runtime.office, relays)
    runtime.lines = await async_watch_lines(hass, entry, runtime.market, founding)
    runtime.witness = await async_open_witness(hass, entry, runtime, relays)


def _name_devices(hass: HomeAssistant, entry: EnergyTradeConfigEntry, coordinator: EnergyTradeCoordinator) -> None:
    """Name the community and the home, before any entity belongs to them."""
    devices = dr.async_get(hass)
    community = devices.async_get_or_create(config_entry_id=entry.entry_id, **dict(community_device(entry)))
    coordinator.community_device = community.id
    home = devices.async_get_or_create(config_entry_id=entry.entry_id, **dict(home_device(coordinator)))
    coordinator.home_device = home.id


async def _async_start(hass: HomeAssistant, entry: EnergyTradeConfigEntry, runtime: EnergyTradeRuntime) -> None:
    """Set going what acts by itself."""
    coordinator, household = runtime.coordinator, runtime.coordinator.household
    if isinstance(runtime.market, EvmMarket):
        runtime.moving = moving = Moving(hass, entry, runtime.market, coordinator)
        entry.async_on_unload(moving.async_start())
    household.async_start(hass, coordinator.async_look_again)
    entry.async_on_unload(household.async_stop)
    household.scores = ScoreKeeper(hass, entry, coordinator, runtime.meters)
    await household.scores.async_load()
    household.scores.async_start()


def _ask_and_listen(hass: HomeAssistant, entry: EnergyTradeConfigEntry, runtime: EnergyTradeRuntime) -> None:
    """Ask people what is theirs to decide, hear what they say, and learn how they lived before."""
    coordinator, questions = runtime.coordinator, runtime.questions
    entry.async_on_unload(questions.async_listen(lambda _news: coordinator.async_update_listeners()))
    entry.async_on_unload(questions.async_start())
    entry.async_on_unload(async_listen(hass, questions))
    if not entry.data.get(CONF_DEMO):  # whose hours are not those of the recorder
        entry.async_create_background_task(hass, coordinator.async_recall(), f"{DOMAIN} habits", eager_start=False)


async def async_unload_entry(hass: HomeAssistant, entry: EnergyTradeConfigEntry) -> bool:
    """Stop; what is under way on the chain is taken up again next time."""
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)


async def async_remove_entry(hass: HomeAssistant, entry: EnergyTradeConfigEntry) -> None:
    """Leave nothing behind; membership and money on the chain are the owner's business."""
    for cache in caches_of(hass, entry):
        await cache.async_remove()
    for store in (
        SettingsStore(hass, entry.entry_id),
        OutboxStore(hass, entry.entry_id),
        ClosedStore(hass, entry.entry_id),
        HomeMeters(hass, entry.entry_id, entry.data[CONF_METERS], 1),
        Questions(hass, entry),
        DeviceMemory(hass, entry.entry_id),
        score_store(hass, entry.entry_id),
    ):
        await store.async_remove()
    Issues(hass, entry.entry_id, entry.title).clear()
    await async_close_for_good(hass, entry)
    await async_forget_relaying(hass, entry)
    await async_forget_lines(hass, entry)
    await async_forget_neighbours(hass, entry)
    await async_tidy(hass, leaving=entry)
    statistics.async_clear(hass, str(entry.unique_id))
    if not hass.config_entries.async_entries(DOMAIN):
        await async_remove_dashboard(hass)


async def async_connect(hass: HomeAssistant, entry: EnergyTradeConfigEntry) -> Market:
    """Get ready to speak to the community's market."""
    if is_practice(entry):
        return await rehearsal.async_open(hass, entry)
    return await async_connect_all(hass, entry)


async def _async_meters(
    hass: HomeAssistant, entry: EnergyTradeConfigEntry, market: Market, founding: Founding
) -> Meters:
    """Begin to read the home's meters; who practises has them replayed, and nothing is listened to."""
    if isinstance(market, PracticeMarket):
        return ReplayedMeters(market)
    meters = HomeMeters(
        hass, entry.entry_id, entry.data[CONF_METERS], founding.interval_seconds, lambda: _chain_ahead(market)
    )
    await meters.async_load()
    if (unknown := meters.unknown_from) is not None:
        meters.async_note_told(await _async_reached(told_since(market, founding.calendar(), unknown)))
    meters.async_start()
    entry.async_on_unload(meters.async_stop)
    return meters


async def _async_reached[T](asked: Awaitable[T]) -> T:
    try:
        return await asked
    except NodeRefused as error:
        raise ConfigEntryAuthFailed(translation_domain=DOMAIN, translation_key="node_refused") from error
    except MarketError as error:
        raise ConfigEntryNotReady(translation_domain=DOMAIN, translation_key="cannot_reach") from error


def _statistics(
    hass: HomeAssistant, entry: EnergyTradeConfigEntry, founding: Founding
) -> statistics.EnergyStatistics | None:
    """Write hourly statistics, unless nothing records or the community is a demonstration whose hours are not real."""
    if entry.data.get(CONF_DEMO) or DATA_INSTANCE not in hass.data:
        return None
    currency = founding.currency if is_iso_4217(founding.currency) else None
    return statistics.EnergyStatistics(hass, entry.title, str(entry.unique_id), currency, founding.interval_seconds)


def _chain_ahead(market: Market) -> float:
    return market.now() - dt_util.utcnow().timestamp()


async def _async_reload(hass: HomeAssistant, entry: EnergyTradeConfigEntry) -> None:
    await hass.config_entries.async_reload(entry.entry_id)
