"""Actions: orders by hand, trades and prices as data, money in and out."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
import io
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv, service
from homeassistant.helpers.selector import ConfigEntrySelector
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .const import CONF_DEMO, DOMAIN
from .facts import is_iso_4217
from .journal import totals_of
from .market.orders import Order, Side
from .market.units import MAX_ENERGY_WH, MICRO, WH_PER_KWH, credit_per_kwh
from .outlook import expected_prices
from .questions.causes import Cause
from .statistics import energy_sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .coordinator import EnergyTradeConfigEntry, EnergyTradeCoordinator
    from .desk import Desk
    from .journal import IntervalRecord

ATTR_AMOUNT: Final = "amount"
ATTR_CAUSE: Final = "cause"
ATTR_CHOICE: Final = "choice"
ATTR_CONFIG_ENTRY_ID: Final = "config_entry_id"
ATTR_END: Final = "end"
ATTR_ENERGY: Final = "energy"
ATTR_KEEP_FREE: Final = "keep_free"
ATTR_PRICE: Final = "price"
ATTR_QUESTION_ID: Final = "question_id"
ATTR_SIDE: Final = "side"
ATTR_START: Final = "start"

SERVICE_ANSWER: Final = "answer"
SERVICE_CANCEL_ORDER: Final = "cancel_order"
SERVICE_DEPOSIT: Final = "deposit"
SERVICE_EXPORT_HISTORY: Final = "export_history"
SERVICE_GET_ENERGY_SOURCES: Final = "get_energy_sources"
SERVICE_GET_ORDERS: Final = "get_orders"
SERVICE_GET_PRICES: Final = "get_prices"
SERVICE_GET_TRADES: Final = "get_trades"
SERVICE_PLACE_ORDER: Final = "place_order"
SERVICE_WITHDRAW: Final = "withdraw"

DEFAULT_PERIOD: Final = timedelta(days=1)
SIDES: Final = {"buy": Side.BUY, "sell": Side.SELL}

_ENTRY: Final = {vol.Required(ATTR_CONFIG_ENTRY_ID): ConfigEntrySelector({"integration": DOMAIN})}
_PERIOD: Final = {vol.Optional(ATTR_START): cv.datetime, vol.Optional(ATTR_END): cv.datetime}
_POSITIVE: Final = vol.All(vol.Coerce(float), vol.Range(min=0, min_included=False, max=10**12))

ENTRY_SCHEMA: Final = vol.Schema(_ENTRY)
PERIOD_SCHEMA: Final = vol.Schema({**_ENTRY, **_PERIOD})
CANCEL_SCHEMA: Final = vol.Schema({**_ENTRY, **_PERIOD, vol.Optional(ATTR_KEEP_FREE, default=False): cv.boolean})
MONEY_SCHEMA: Final = vol.Schema({**_ENTRY, vol.Required(ATTR_AMOUNT): _POSITIVE})
ANSWER_SCHEMA: Final = vol.Schema(
    {
        **_ENTRY,
        vol.Required(ATTR_CHOICE): cv.string,
        vol.Optional(ATTR_QUESTION_ID): cv.string,
        vol.Optional(ATTR_CAUSE): vol.In(list(Cause)),
    }
)
ORDER_SCHEMA: Final = vol.Schema(
    {
        **_ENTRY,
        vol.Required(ATTR_SIDE): vol.In(SIDES),
        vol.Required(ATTR_START): cv.datetime,
        vol.Optional(ATTR_END): cv.datetime,
        vol.Required(ATTR_ENERGY): vol.All(_POSITIVE, vol.Range(min=1 / WH_PER_KWH, max=MAX_ENERGY_WH / WH_PER_KWH)),
        vol.Required(ATTR_PRICE): vol.All(vol.Coerce(float), vol.Range(min=0, max=10**9)),
    }
)

FORMULA_STARTS: Final = frozenset("=+-@\t\r")
CSV_COLUMNS: Final = (
    "start_utc",
    "end_utc",
    "traded_kwh",
    "metered_net_kwh",
    "import_kwh",
    "export_kwh",
    "community_kwh",
    "price_per_kwh",
    "grid_takes_per_kwh",
    "grid_pays_per_kwh",
    "traded_amount",
    "other_amount",
    "amount",
    "currency",
    "flags",
    "transaction",
)


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions, whether or not a community is set up yet."""
    for name, action, schema, response in (
        (SERVICE_ANSWER, _answer, ANSWER_SCHEMA, SupportsResponse.OPTIONAL),
        (SERVICE_PLACE_ORDER, _place_order, ORDER_SCHEMA, SupportsResponse.OPTIONAL),
        (SERVICE_CANCEL_ORDER, _cancel_order, CANCEL_SCHEMA, SupportsResponse.OPTIONAL),
        (SERVICE_GET_ORDERS, _get_orders, ENTRY_SCHEMA, SupportsResponse.ONLY),
        (SERVICE_GET_TRADES, _get_trades, PERIOD_SCHEMA, SupportsResponse.ONLY),
        (SERVICE_GET_PRICES, _get_prices, PERIOD_SCHEMA, SupportsResponse.ONLY),
        (SERVICE_GET_ENERGY_SOURCES, _get_energy_sources, ENTRY_SCHEMA, SupportsResponse.ONLY),
        (SERVICE_EXPORT_HISTORY, _export_history, PERIOD_SCHEMA, SupportsResponse.ONLY),
    ):
        hass.services.async_register(DOMAIN, name, action, schema, response)
    for name, action in ((SERVICE_DEPOSIT, _deposit), (SERVICE_WITHDRAW, _withdraw)):
        service.async_register_admin_service(hass, DOMAIN, name, action, MONEY_SCHEMA, SupportsResponse.OPTIONAL)


def _runtime(call: ServiceCall) -> tuple[EnergyTradeCoordinator, Desk]:
    entry: EnergyTradeConfigEntry = service.async_get_config_entry(call.hass, DOMAIN, call.data[ATTR_CONFIG_ENTRY_ID])
    return entry.runtime_data.coordinator, entry.runtime_data.desk


async def _answer(call: ServiceCall) -> ServiceResponse:
    entry: EnergyTradeConfigEntry = service.async_get_config_entry(call.hass, DOMAIN, call.data[ATTR_CONFIG_ENTRY_ID])
    answer = await entry.runtime_data.questions.async_answer(
        call.data[ATTR_CHOICE], call.data.get(ATTR_QUESTION_ID), call.data.get(ATTR_CAUSE)
    )
    return {"question_id": answer.id, "cause": answer.question.cause, "choice": answer.choice}


async def _place_order(call: ServiceCall) -> ServiceResponse:
    coordinator, desk = _runtime(call)
    side, grid = SIDES[call.data[ATTR_SIDE]], coordinator.grid
    price = call.data[ATTR_PRICE] * MICRO / WH_PER_KWH
    price = round(price) if abs(price - round(price)) < 1e-6 else price  # noqa: PLR2004 - what floats lose
    tick = grid.tick_at_least(price) if side is Side.SELL else grid.tick_at_most(price)
    if tick is None:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="price_out_of_range",
            translation_placeholders={
                "lowest": f"{credit_per_kwh(grid.floor):g}",
                "highest": f"{credit_per_kwh(grid.ceiling):g}",
                "currency": coordinator.founding.currency,
            },
        )
    order = Order(side, tick, round(call.data[ATTR_ENERGY] * WH_PER_KWH))
    intervals = _intervals(coordinator, call)
    await desk.async_order_by_hand(dict.fromkeys(intervals, order))
    return {"orders": [_order_row(coordinator, interval, order, manual=True) for interval in intervals]}


async def _cancel_order(call: ServiceCall) -> ServiceResponse:
    coordinator, desk = _runtime(call)
    intervals: Iterable[int] = _intervals(coordinator, call) if ATTR_START in call.data else desk.open_intervals()
    cancelled = await desk.async_cancel_by_hand(intervals, keep_free=call.data[ATTR_KEEP_FREE])
    return {"cancelled": [_span(coordinator, interval) for interval in cancelled]}


async def _get_orders(call: ServiceCall) -> ServiceResponse:
    coordinator, _desk = _runtime(call)
    manual = coordinator.settings.current.manual
    return {
        "currency": coordinator.founding.currency,
        "orders": [
            _order_row(coordinator, interval, order, manual=interval in manual)
            for interval, order in coordinator.open_orders().items()
        ],
    }


async def _get_trades(call: ServiceCall) -> ServiceResponse:
    coordinator, desk = _runtime(call)
    records = await desk.async_history(*_period(coordinator, call))
    supply = coordinator.founding.supply
    return {
        "currency": coordinator.founding.currency,
        "trades": [
            {
                **_span(coordinator, record.interval),
                "traded": record.position_wh / WH_PER_KWH,
                "metered": _kwh(record.net_wh),
                "delivered": record.delivered_wh / WH_PER_KWH,
                "price": _price(record.price),
                "amount": _credit(record.amount),
                "traded_amount": None if record.amount is None else _credit(record.traded_amount),
                "saved": None if record.amount is None else _credit(totals_of(record, supply).savings),
                "grid_takes": credit_per_kwh(record.retail),
                "grid_pays": credit_per_kwh(record.feed_in),
                "estimated": record.estimated,
                "late": record.late,
            }
            for record in records
        ],
    }


async def _get_prices(call: ServiceCall) -> ServiceResponse:
    coordinator, desk = _runtime(call)
    prices = await desk.async_prices(*_period(coordinator, call))
    expected = {each.interval: each.price for each in expected_prices(coordinator)}
    return {
        "currency": coordinator.founding.currency,
        "prices": [
            {
                **_span(coordinator, each.interval),
                "price": _price(each.price),
                "grid_takes": _price(each.grid.retail),
                "grid_pays": _price(each.grid.feed_in),
                "expected": _expected(expected.get(each.interval)),
            }
            for each in prices
        ],
    }


async def _get_energy_sources(call: ServiceCall) -> ServiceResponse:
    coordinator, _desk = _runtime(call)
    entry = coordinator.config_entry
    if entry.data.get(CONF_DEMO):
        return {"sources": []}
    has_money = is_iso_4217(coordinator.founding.currency)
    return {"sources": energy_sources(str(entry.unique_id), has_money=has_money)}


async def _export_history(call: ServiceCall) -> ServiceResponse:
    coordinator, desk = _runtime(call)
    first = desk.first_delivery_time()
    start, end = _period(coordinator, call, default_start=first)
    records = await desk.async_history(start, end)
    text = await call.hass.async_add_executor_job(
        _csv, records, coordinator.calendar.interval_seconds, coordinator.founding.currency
    )
    return {"csv": text, "rows": len(records)}


async def _deposit(call: ServiceCall) -> ServiceResponse:
    coordinator, desk = _runtime(call)
    return {"transaction": await desk.async_deposit(_amount(coordinator, call))}


async def _withdraw(call: ServiceCall) -> ServiceResponse:
    coordinator, desk = _runtime(call)
    return {"transaction": await desk.async_withdraw(_amount(coordinator, call))}


def _amount(coordinator: EnergyTradeCoordinator, call: ServiceCall) -> int:
    amount: int = round(call.data[ATTR_AMOUNT] * MICRO)
    if amount <= 0:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="amount_too_small",
            translation_placeholders={"currency": coordinator.founding.currency},
        )
    return amount


def _timestamp(moment: datetime) -> float:
    """Read a moment as people give it: local where it does not say."""
    return dt_util.as_utc(moment).timestamp()


def _intervals(coordinator: EnergyTradeCoordinator, call: ServiceCall) -> range:
    """Every interval that the asked-for time touches."""
    calendar = coordinator.calendar
    start = _timestamp(call.data[ATTR_START])
    first = calendar.interval_at(start)
    if ATTR_END not in call.data:
        return range(first, first + 1)
    end = _timestamp(call.data[ATTR_END])
    if end <= start:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="bad_period")
    return range(first, calendar.interval_at(end - 1) + 1)


def _period(
    coordinator: EnergyTradeCoordinator, call: ServiceCall, default_start: float | None = None
) -> tuple[float, float]:
    now = coordinator.chain_time()
    start = (
        _timestamp(call.data[ATTR_START])
        if ATTR_START in call.data
        else default_start
        if default_start is not None
        else now - DEFAULT_PERIOD.total_seconds()
    )
    calendar = coordinator.calendar
    end = (
        _timestamp(call.data[ATTR_END])
        if ATTR_END in call.data
        else now + (calendar.horizon_blocks + 1) * calendar.block_seconds
    )
    if end <= start:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="bad_period")
    return start, end


def _span(coordinator: EnergyTradeCoordinator, interval: int) -> dict[str, Any]:
    calendar = coordinator.calendar
    return {
        "start": dt_util.as_local(dt_util.utc_from_timestamp(calendar.interval_start(interval))).isoformat(),
        "end": dt_util.as_local(dt_util.utc_from_timestamp(calendar.interval_end(interval))).isoformat(),
    }


def _order_row(coordinator: EnergyTradeCoordinator, interval: int, order: Order, *, manual: bool) -> dict[str, Any]:
    return {
        **_span(coordinator, interval),
        "side": order.side.name.lower(),
        "energy": order.energy_wh / WH_PER_KWH,
        "price": credit_per_kwh(coordinator.grid.price(order.tick)),
        "manual": manual,
    }


def _kwh(energy_wh: int | None) -> float | None:
    return None if energy_wh is None else energy_wh / WH_PER_KWH


def _credit(amount: int | None) -> float | None:
    return None if amount is None else amount / MICRO


def _expected(price: float | None) -> float | None:
    return None if price is None else round(price * WH_PER_KWH / MICRO, 6)


def _price(price: int | None) -> float | None:
    return None if price is None else credit_per_kwh(price)


def _decimal(value: int | None, digits: int) -> str:
    """Write a whole number of thousandths or millionths exactly."""
    if value is None:
        return ""
    sign, value = ("-", -value) if value < 0 else ("", value)
    whole, part = divmod(value, 10**digits)
    return f"{sign}{whole}.{part:0{digits}d}"


def _harmless(text: str) -> str:
    """Keep spreadsheets from taking a name for a formula."""
    return f"'{text}" if text[:1] in FORMULA_STARTS else text


def _csv(records: Iterable[IntervalRecord], interval_seconds: int, currency: str) -> str:
    """Write a table with exact decimals, one row an interval."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for record in records:
        start = datetime.fromtimestamp(record.interval * interval_seconds, UTC)
        flags = [name for name in ("estimated", "late", "unknown") if getattr(record, name)]
        settled = record.amount is not None
        writer.writerow(
            (
                f"{start:%Y-%m-%dT%H:%M:%SZ}",
                f"{start + timedelta(seconds=interval_seconds):%Y-%m-%dT%H:%M:%SZ}",
                _decimal(record.position_wh, 3),
                _decimal(record.net_wh, 3),
                _decimal(record.import_wh, 3),
                _decimal(record.export_wh, 3),
                _decimal(record.delivered_wh, 3),
                _decimal(record.price, 3),
                _decimal(record.retail, 3),
                _decimal(record.feed_in, 3),
                _decimal(record.traded_amount if settled else None, 6),
                _decimal(record.amount - record.traded_amount if record.amount is not None else None, 6),
                _decimal(record.amount, 6),
                _harmless(currency),
                " ".join(flags),
                record.transaction or "",
            )
        )
    return text.getvalue()
