"""The forms in which a community's terms are written, and what they come to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from homeassistant.const import CONF_NAME
from homeassistant.data_entry_flow import SectionConfig, section
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
)
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..chain.wallet import InvalidAddress, checked_address
from ..const import CONF_CURRENCY, CONF_FEED_IN, CONF_RETAIL, DOMAIN
from ..market.calendar import HOURS
from ..market.clearing import MAX_ZONES, ROOT, Zone
from ..market.community.founded import MAX_DISPUTE
from ..market.community.refusal import Refused
from ..market.drafting import PriceTerms, micro_per_wh
from ..market.founding import Founding, Sharing, SupplyArrangement
from ..market.tariff import CLOCK_ENTRIES, ClockChange, GridPrice, LocalClock, TariffTable
from ..market.units import BASIS_POINTS, BLOCK_INTERVALS, MICRO, NO_ADDRESS, TICKS, PriceGrid, ceil_div
from ..office.feed import CONF_FEED_IN_ENTITY, CONF_RETAIL_ENTITY
from ..office.feed_forms import feed_fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from homeassistant.core import HomeAssistant

FIELD_SUPPLY: Final = "supply"
FIELD_ADVANCED: Final = "advanced"
FIELD_HOURS: Final = "hours"
FIELD_WELCOME: Final = "welcome"
FIELD_MEMBERS: Final = "members"
FIELD_INTERVAL: Final = "interval"
FIELD_GATE: Final = "gate"
FIELD_REPORT: Final = "report"
FIELD_AHEAD: Final = "ahead"
FIELD_SPREAD: Final = "spread"
FIELD_RESERVE: Final = "reserve"
FIELD_HIGHEST: Final = "highest_retail"
FIELD_ZONES: Final = "zones"
FIELD_FEED: Final = "feed"
FIELD_NOTICE: Final = "notice"
FIELD_SHARING: Final = "sharing"
FIELD_CREDIT: Final = "credit"
FIELD_TRUST: Final = "trust"
FIELD_MAIN_METER: Final = "main_meter"
FIELD_LINE_METERS: Final = "line_meters"
FIELD_TOLERANCE: Final = "tolerance"
FIELD_DISPUTE: Final = "dispute"
FIELD_CHALLENGE: Final = "challenge"
FIELD_WITNESSES: Final = "witnesses"
FIELD_FLOOR: Final = "floor"
FIELD_CEILING: Final = "ceiling"

SECONDS_PER_HOUR: Final = 3600
SECONDS_PER_MINUTE: Final = 60
HORIZON_BLOCKS: Final = 12
CLOCK_DAYS: Final = 900
"""The schedule of summer times is written this far ahead; the operator's home renews it."""

DEFAULTS: Final[dict[str, Any]] = {
    FIELD_MEMBERS: 50,
    FIELD_INTERVAL: 15,
    FIELD_GATE: 10,
    FIELD_REPORT: 12,
    FIELD_AHEAD: 24,
    FIELD_RESERVE: 25,
    FIELD_ZONES: "",
    FIELD_HOURS: "",
    FIELD_SHARING: Sharing.EQUAL.name.lower(),
}
TRUST_DEFAULTS: Final[dict[str, Any]] = {
    FIELD_MAIN_METER: False,
    FIELD_LINE_METERS: "",
    FIELD_TOLERANCE: 0.2,
    FIELD_DISPUTE: 48,
    FIELD_CHALLENGE: 24,
    FIELD_WITNESSES: 0,
}
LARGEST_MARGIN: Final = 1.5
"""Room for later tariffs: the highest retail price that the community may ever charge, over that of its founding."""

SPOT_MARGIN: Final = 4
"""The same where prices follow an exchange: they rise to a multiple on some days."""

USUAL_NOTICE: Final = 6
"""Hours before delivery from which on the standing prices hold, where an entity has told none."""

WELCOME_KWH: Final = 150
HOURS_FIELDS: Final = 3


class TermsProblem(StrEnum):
    """What is wrong with terms; each is a translation key."""

    PRICES = "prices_crossed"
    HOURS = "hours_unreadable"
    ZONES = "zones_unreadable"
    INTERVAL = "interval_uneven"
    GRID = "grid_crossed"
    CREDIT = "bad_address"
    NOTICE = "notice_too_short"
    METERS = "meters_unreadable"
    DISPUTE = "dispute_too_long"
    RANGE = "terms_out_of_range"


FIELD_OF: Final = {
    "name": CONF_NAME,
    "currency": CONF_CURRENCY,
    "dailyCap": FIELD_HIGHEST,
    "disputeBlocks": FIELD_DISPUTE,
    "challengeBlocks": FIELD_CHALLENGE,
    "gateLeadSeconds": FIELD_GATE,
    "horizonBlocks": FIELD_AHEAD,
    "initialGrant": FIELD_WELCOME,
    "intervalSeconds": FIELD_INTERVAL,
    "maxMembers": FIELD_MEMBERS,
    "maxRetail": FIELD_HIGHEST,
    "meteredZones": FIELD_LINE_METERS,
    "priceStep": FIELD_CEILING,
    "reportBlocks": FIELD_REPORT,
    "reserveBasisPoints": FIELD_RESERVE,
    "spread": FIELD_SPREAD,
    "tariffNoticeBlocks": FIELD_NOTICE,
    "toleranceWh": FIELD_TOLERANCE,
    "witnesses": FIELD_WITNESSES,
    "zones": FIELD_ZONES,
}
"""Where people find what the market refuses as a founding's."""


async def async_label(hass: HomeAssistant, error: Exception) -> str:
    """What the form calls the field that the market refuses; a dash where it is none of them."""
    values = error.values if isinstance(error, Refused) else ()
    field = FIELD_OF.get(str(values[0]) if values else "")
    texts = await async_get_translations(hass, hass.config.language, "config", {DOMAIN})
    step = f"component.{DOMAIN}.config.step.found_terms."
    places = ("", f"sections.{FIELD_ADVANCED}.", f"sections.{FIELD_TRUST}.", f"sections.{FIELD_FEED}.")
    return next((text for place in places if (text := texts.get(f"{step}{place}data.{field}"))), "–")


class BadTerms(ValueError):  # noqa: N818 - named for what is wrong
    """Terms on which no community can be founded."""

    def __init__(self, field: str, problem: TermsProblem) -> None:
        """Name the field, "base" if it is several."""
        super().__init__(problem)
        self.field = field
        self.problem = problem


def number_field(unit: str | None = None, *, least: float = 0, most: float | None = None) -> NumberSelector:
    """A box for a number."""
    config = NumberSelectorConfig(min=least, step="any", mode=NumberSelectorMode.BOX)
    if unit:
        config["unit_of_measurement"] = unit
    if most is not None:
        config["max"] = most
    return NumberSelector(config)


def terms_form(filled: Mapping[str, Any] | None = None) -> vol.Schema:
    """One page: what everybody decides, and what few change; shown again, it is open where something was filled in."""
    closed: SectionConfig = {"collapsed": filled is None}
    lines = TextSelector(TextSelectorConfig(multiline=True))
    advanced = vol.Schema(
        {
            vol.Optional(FIELD_HOURS): lines,
            vol.Optional(FIELD_HIGHEST): number_field(),
            vol.Optional(FIELD_FLOOR): number_field(),
            vol.Optional(FIELD_CEILING): number_field(),
            vol.Optional(FIELD_SPREAD): number_field(),
            vol.Optional(FIELD_WELCOME): number_field(),
            vol.Required(FIELD_RESERVE): number_field("%", most=100),
            vol.Required(FIELD_MEMBERS): number_field(least=2, most=1000),
            vol.Required(FIELD_INTERVAL): number_field("min", least=0.1, most=60),
            vol.Required(FIELD_GATE): number_field("min"),
            vol.Required(FIELD_REPORT): number_field("h"),
            vol.Required(FIELD_AHEAD): number_field("h"),
            vol.Optional(FIELD_ZONES): lines,
            vol.Required(FIELD_SHARING, default=DEFAULTS[FIELD_SHARING]): SelectSelector(
                SelectSelectorConfig(options=[each.name.lower() for each in Sharing], translation_key="sharing")
            ),
            vol.Optional(FIELD_CREDIT): TextSelector(),
        }
    )
    trust = vol.Schema(
        {
            vol.Required(FIELD_MAIN_METER, default=False): BooleanSelector(),
            vol.Optional(FIELD_LINE_METERS): TextSelector(),
            vol.Optional(FIELD_TOLERANCE): number_field("kW"),
            vol.Optional(FIELD_DISPUTE): number_field("h"),
            vol.Optional(FIELD_CHALLENGE): number_field("h"),
            vol.Optional(FIELD_WITNESSES): number_field(),
        }
    )
    feed = vol.Schema({**feed_fields(), vol.Optional(FIELD_NOTICE): number_field("h", most=24)})
    return vol.Schema(
        {
            vol.Required(CONF_NAME): TextSelector(),
            vol.Required(CONF_CURRENCY): TextSelector(),
            vol.Required(FIELD_SUPPLY): SelectSelector(
                SelectSelectorConfig(
                    options=[each.name.lower() for each in SupplyArrangement], translation_key="supply"
                )
            ),
            vol.Required(CONF_RETAIL): number_field(),
            vol.Required(CONF_FEED_IN): number_field(),
            # A default for a whole section would hide the suggestions within it from browsers.
            vol.Optional(FIELD_FEED): section(feed, {"collapsed": not (filled or {}).get(FIELD_FEED)}),
            vol.Optional(FIELD_TRUST): section(trust, closed),
            vol.Required(FIELD_ADVANCED): section(advanced, closed),
        }
    )


def terms_of(filled: Mapping[str, Any], zone: tzinfo, now: datetime) -> Founding:
    """The founding that a filled-in form describes; raise BadTerms where it describes none."""
    advanced = {**DEFAULTS, **filled[FIELD_ADVANCED]}
    seconds = round(advanced[FIELD_INTERVAL] * SECONDS_PER_MINUTE)
    if not seconds or SECONDS_PER_HOUR % seconds:
        raise BadTerms(FIELD_INTERVAL, TermsProblem.INTERVAL)
    hours = hours_of(advanced[FIELD_HOURS] or "", filled[CONF_RETAIL], filled[CONF_FEED_IN])
    retail = max(hour.retail for hour in hours)
    feed = filled.get(FIELD_FEED) or {}
    follows = bool(feed.get(CONF_RETAIL_ENTITY))
    margin = SPOT_MARGIN if follows else LARGEST_MARGIN
    highest = micro_per_wh(advanced[FIELD_HIGHEST]) if advanced.get(FIELD_HIGHEST) else round(retail * margin)
    terms = PriceTerms.fitting(hours, highest)
    grid = _grid(advanced, terms, lowest=0 if feed.get(CONF_FEED_IN_ENTITY) else None)
    middle = (retail - min(hour.feed_in for hour in hours)) // 2
    spread = micro_per_wh(advanced[FIELD_SPREAD]) if advanced.get(FIELD_SPREAD) else middle // 20
    welcome = advanced.get(FIELD_WELCOME)
    grant = WELCOME_KWH * 1000 * retail if welcome is None else round(welcome * MICRO)
    credit = _credit(advanced.get(FIELD_CREDIT) or "")
    # What is committed in a day at most covers a full connection at the highest price; each home may set less.
    cap = max(grant, WELCOME_KWH * 1000 * terms.max_retail)
    block = seconds * BLOCK_INTERVALS
    return Founding(
        name=filled[CONF_NAME].strip(),
        currency=filled[CONF_CURRENCY].strip(),
        supply=SupplyArrangement[filled[FIELD_SUPPLY].upper()],
        interval_seconds=seconds,
        tariff_hour_intervals=SECONDS_PER_HOUR // seconds,
        gate_lead_seconds=round(advanced[FIELD_GATE] * SECONDS_PER_MINUTE),
        horizon_blocks=_blocks(advanced[FIELD_AHEAD], block),
        report_blocks=_blocks(advanced[FIELD_REPORT], block),
        tariff_notice_blocks=_notice(feed, advanced, block) if follows else 0,
        price_floor=grid.floor,
        price_step=grid.step,
        tariff_unit=terms.unit,
        max_retail=terms.max_retail,
        spread=max(1, spread),
        reserve_basis_points=round(advanced[FIELD_RESERVE] * BASIS_POINTS / 100),
        daily_cap=cap,
        max_members=round(advanced[FIELD_MEMBERS]),
        initial_grant=grant if credit == NO_ADDRESS else 0,
        zones=_zones(advanced[FIELD_ZONES] or "", grid, seconds),
        tariff_table=TariffTable(terms.hours),
        clock=local_clock(zone, now, seconds),
        sharing=Sharing[advanced[FIELD_SHARING].upper()],
        credit=credit,
        **_trust({**TRUST_DEFAULTS, **(filled.get(FIELD_TRUST) or {})}, seconds),
    )


def _trust(chosen: Mapping[str, Any], seconds: int) -> dict[str, Any]:
    """Which lines have a meter, and what happens where readings differ from it; nothing where none has."""
    try:
        zones = {int(word) for word in (chosen[FIELD_LINE_METERS] or "").replace(",", " ").split()}
    except ValueError as error:
        raise BadTerms(FIELD_LINE_METERS, TermsProblem.METERS) from error
    if chosen[FIELD_MAIN_METER]:
        zones.add(0)
    if not zones:
        return {}
    block = seconds * BLOCK_INTERVALS
    dispute = max(1, round(chosen[FIELD_DISPUTE] * SECONDS_PER_HOUR / block))
    challenge = round(chosen[FIELD_CHALLENGE] * SECONDS_PER_HOUR / block)
    if dispute > MAX_DISPUTE or challenge >= dispute:
        raise BadTerms(FIELD_DISPUTE, TermsProblem.DISPUTE)
    return {
        "metered_zones": frozenset(zones),
        "tolerance_wh": round(chosen[FIELD_TOLERANCE] * 1000 * seconds / SECONDS_PER_HOUR),
        "dispute_blocks": dispute,
        "challenge_blocks": challenge,
        "witnesses": round(chosen[FIELD_WITNESSES]),
    }


def _grid(advanced: Mapping[str, Any], terms: PriceTerms, lowest: int | None) -> PriceGrid:
    """The prices that neighbours may name: what the grid pays to what it may ever take, unless others are wanted."""
    named = [advanced.get(field) for field in (FIELD_FLOOR, FIELD_CEILING)]
    floor = (terms.grid.floor if lowest is None else lowest) if named[0] is None else micro_per_wh(named[0])
    ceiling = terms.grid.ceiling if not named[1] else micro_per_wh(named[1])
    if floor >= ceiling:
        raise BadTerms(FIELD_CEILING, TermsProblem.GRID)
    return PriceGrid(floor, ceil_div(ceiling - floor, TICKS - 1))


def _credit(text: str) -> str:
    """The address of existing money; none where the community issues its own."""
    if not text.strip():
        return NO_ADDRESS
    try:
        return checked_address(text)
    except InvalidAddress as error:
        raise BadTerms(FIELD_CREDIT, TermsProblem.CREDIT) from error


def _notice(feed: Mapping[str, Any], advanced: Mapping[str, Any], block_seconds: int) -> int:
    """Blocks before delivery from which on one without prices of its own opens with the standing ones."""
    hours = feed.get(FIELD_NOTICE)
    notice = _blocks(USUAL_NOTICE if hours is None else hours, block_seconds)
    horizon = _blocks(advanced[FIELD_AHEAD], block_seconds)
    least: int = round(advanced[FIELD_GATE] * SECONDS_PER_MINUTE) // block_seconds + 1
    if least > horizon or (hours is not None and notice > horizon):
        raise BadTerms(FIELD_NOTICE, TermsProblem.NOTICE)
    return min(horizon, max(least, notice))


def _blocks(hours: float, block_seconds: int) -> int:
    """A length of time in whole blocks, as many as the market takes."""
    return min(HORIZON_BLOCKS, max(1, round(hours * SECONDS_PER_HOUR / block_seconds)))


def _price(retail: float, feed_in: float, field: str) -> GridPrice:
    if not 0 <= feed_in <= retail or not retail:
        raise BadTerms(field, TermsProblem.PRICES)
    return GridPrice(micro_per_wh(feed_in), micro_per_wh(retail))


def hours_of(text: str, retail: float, feed_in: float) -> list[GridPrice]:
    """The day's prices: the usual ones, but for the hours that lines such as `6-22 0.32 0.08` name."""
    day = [_price(retail, feed_in, CONF_FEED_IN)] * HOURS
    for line in filter(None, map(str.strip, text.splitlines())):
        words = line.split()
        try:
            first, last = map(int, words[0].split("-"))
            price = _price(_decimal(words[1]), _decimal(words[2]), FIELD_HOURS)
        except (ValueError, IndexError) as error:
            if isinstance(error, BadTerms):
                raise
            raise BadTerms(FIELD_HOURS, TermsProblem.HOURS) from error
        if not (0 <= first < HOURS and 0 < last <= HOURS and first != last) or len(words) != HOURS_FIELDS:
            raise BadTerms(FIELD_HOURS, TermsProblem.HOURS)
        for hour in range(first, last if first < last else last + HOURS):
            day[hour % HOURS] = price
    return day


def _zones(text: str, grid: PriceGrid, seconds: int) -> tuple[Zone, ...]:
    """The parts of the network: the first is there anyway; each line is the parent, the capacity in kW and the fee."""
    zones = [ROOT]
    for line in filter(None, map(str.strip, text.splitlines())):
        try:
            parent, capacity, fee = line.split()
            zone = Zone(
                parent=int(parent),
                fee_ticks=-(-micro_per_wh(_decimal(fee)) // grid.step),
                capacity_wh=int(_decimal(capacity) * 1000 * seconds / SECONDS_PER_HOUR),
            )
        except ValueError as error:
            raise BadTerms(FIELD_ZONES, TermsProblem.ZONES) from error
        if not (0 <= zone.parent < len(zones) < MAX_ZONES and 0 <= zone.fee_ticks < TICKS and zone.capacity_wh >= 0):
            raise BadTerms(FIELD_ZONES, TermsProblem.ZONES)
        zones.append(zone)
    return tuple(zones)


def _decimal(word: str) -> float:
    return float(word.replace(",", "."))


def local_clock(zone: tzinfo, now: datetime, seconds: int) -> LocalClock:
    """When local time is how far ahead of UTC, from now on; half hours count where intervals divide them."""

    def offset(at: datetime) -> int:
        ahead = at.astimezone(zone).utcoffset() or timedelta(0)
        return round(ahead.total_seconds() / seconds)

    hours = [now + timedelta(hours=hour) for hour in range(CLOCK_DAYS * HOURS)]
    changes = [ClockChange(0, offset(now))]
    for before, after in pairwise(hours):
        if len(changes) == CLOCK_ENTRIES:
            break
        if offset(after) != changes[-1].offset_intervals and offset(before) == changes[-1].offset_intervals:
            turned = int(after.replace(minute=0, second=0, microsecond=0).timestamp())
            changes.append(ClockChange(turned // (seconds * BLOCK_INTERVALS), offset(after)))
    return LocalClock(tuple(changes))


def now_here() -> tuple[tzinfo, datetime]:
    """The home's time zone, and the moment."""
    return dt_util.DEFAULT_TIME_ZONE, datetime.fromtimestamp(dt_util.utcnow().timestamp(), UTC)
