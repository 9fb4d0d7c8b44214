"""The operator's actions: who is in, credit, prices, lines, the books, and handing the role over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import config_validation as cv, service
from homeassistant.helpers.selector import ConfigEntrySelector
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..chain.errors import ChainError, Rejected
from ..chain.wallet import InvalidAddress, checked_address
from ..connection import problem
from ..const import CONF_FEED_IN, CONF_RETAIL, DOMAIN
from ..flows.terms import BadTerms, hours_of
from ..market.drafting import micro_per_wh
from ..market.tariff import GridPrice, TariffTable
from ..market.units import MICRO, NO_ADDRESS
from ..options_dialog import REFUSALS
from .forms import FIELD_EXPORT, FIELD_IMPORT, FIELD_ZONE, SECONDS_PER_HOUR, place_of
from .monthly import async_statement
from .page import async_page
from .tariffs import Charges, PriceSpan, grid_price, tariffs_of
from .terms_options import fitted, line_of

if TYPE_CHECKING:
    from ..market.founding import Founding
    from .office import Office

ATTR_ADDRESS: Final = "address"
ATTR_AGENT: Final = "agent"
ATTR_AMOUNT: Final = "amount"
ATTR_CAPACITY: Final = "capacity_kw"
ATTR_CONFIG_ENTRY_ID: Final = "config_entry_id"
ATTR_FEE: Final = "fee"
ATTR_HOURS: Final = "hours"
ATTR_LANGUAGE: Final = "language"
ATTR_MEMBER: Final = "member"
ATTR_MONTH: Final = "month"
ATTR_NAME: Final = "name"
ATTR_PRICES: Final = "prices"
ATTR_SPREAD: Final = "spread"
ATTR_START: Final = "start"
ATTR_SUSPENDED: Final = "suspended"

TROUBLES: Final = {"cannot_pay": "office_cannot_pay", "key_used_elsewhere": "key_used_elsewhere"}

_POSITIVE: Final = vol.All(vol.Coerce(float), vol.Range(min=0, min_included=False, max=10**9))
_PRICE: Final = vol.All(vol.Coerce(float), vol.Range(min=0, max=10**6))
_MEMBER: Final = vol.All(vol.Coerce(int), vol.Range(min=0, max=2**16 - 1))
_PLACE: Final[dict[Any, Any]] = {
    vol.Required(FIELD_IMPORT): _POSITIVE,
    vol.Required(FIELD_EXPORT): _POSITIVE,
    vol.Optional(FIELD_ZONE, default=0): vol.All(vol.Coerce(int), vol.Range(min=0, max=15)),
}

type Act = Callable[[Office, dict[str, Any]], Awaitable[ServiceResponse]]


async def _invite(office: Office, data: dict[str, Any]) -> ServiceResponse:
    text = await office.async_invite(data[ATTR_NAME], place_of(data, office.founding))
    return {"invitation": text}


async def _get_members(office: Office, _data: dict[str, Any]) -> ServiceResponse:
    state = office.data
    return {
        "members": [
            {
                "member": member.index,
                "name": office.guests.name_of(member.agent),
                "status": member.status.name.lower(),
                "owner": member.owner,
                "agent": member.agent,
                "zone": member.zone,
                "balance": member.balance / MICRO,
            }
            for member in state.members
        ],
        "asking": [{"agent": each.agent, "owner": each.owner} for each in state.asking],
    }


async def _admit(office: Office, data: dict[str, Any]) -> ServiceResponse:
    await office.async_admit(_address(data[ATTR_AGENT]), place_of(data, office.founding))
    return None


async def _decline(office: Office, data: dict[str, Any]) -> ServiceResponse:
    await office.async_decline(_address(data[ATTR_AGENT]))
    return None


async def _set_connection(office: Office, data: dict[str, Any]) -> ServiceResponse:
    await office.operator.move(data[ATTR_MEMBER], place_of(data, office.founding))
    return None


async def _suspend(office: Office, data: dict[str, Any]) -> ServiceResponse:
    await office.operator.suspend(data[ATTR_MEMBER], suspended=data[ATTR_SUSPENDED])
    return None


async def _expel(office: Office, data: dict[str, Any]) -> ServiceResponse:
    await office.operator.expel(data[ATTR_MEMBER])
    return None


async def _issue_credit(office: Office, data: dict[str, Any]) -> ServiceResponse:
    await office.operator.issue(data[ATTR_MEMBER], round(data[ATTR_AMOUNT] * MICRO))
    return None


async def _set_grid_prices(office: Office, data: dict[str, Any]) -> ServiceResponse:
    """Replace the standing table; what is open or ordered already stays as it is."""
    founding = office.founding
    try:
        hours = hours_of(data.get(ATTR_HOURS, ""), data[CONF_RETAIL], data[CONF_FEED_IN])
    except BadTerms as error:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="prices_unreadable") from error
    table = fitted(hours, founding)
    for hour in table:
        _check_retail(hour, founding)
    await office.operator.set_table(TariffTable(table), founding.tariff_unit)
    return None


async def _set_hourly_prices(office: Office, data: dict[str, Any]) -> ServiceResponse:
    """Set the prices of coming hours, as far as their blocks are not open yet and wholly known."""
    founding, calendar = office.founding, office.founding.calendar()
    retail: list[PriceSpan] = []
    feed_in: list[PriceSpan] = []
    for hour in data[ATTR_PRICES]:
        if not 0 <= hour[CONF_FEED_IN] <= hour[CONF_RETAIL]:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="prices_unreadable")
        start = int(dt_util.as_utc(hour[ATTR_START]).timestamp())
        retail.append(PriceSpan(start, start + SECONDS_PER_HOUR, hour[CONF_RETAIL]))
        feed_in.append(PriceSpan(start, start + SECONDS_PER_HOUR, hour[CONF_FEED_IN]))
        _check_retail(grid_price(hour[CONF_RETAIL], hour[CONF_FEED_IN], founding), founding)
    found = tariffs_of(retail, feed_in, Charges(), founding, int(office.operator.market.now()))
    held = sorted(await office.operator.set_tariffs(found.blocks, founding)) if found.blocks else []
    if not held:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="prices_too_late")
    return {
        "start": dt_util.utc_from_timestamp(calendar.block_start(held[0])).isoformat(),
        "end": dt_util.utc_from_timestamp(calendar.block_end(held[-1])).isoformat(),
    }


def _check_retail(price: GridPrice, founding: Founding) -> None:
    if price.retail > founding.max_retail:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="retail_too_high",
            translation_placeholders={"highest": f"{founding.max_retail * 1000 / MICRO:g}"},
        )


async def _set_line(office: Office, data: dict[str, Any]) -> ServiceResponse:
    founding = office.founding
    zone = data[FIELD_ZONE]
    if not 0 < zone < len(founding.zones):
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_line")
    await office.operator.set_line(zone, line_of(zone, data[ATTR_CAPACITY], data[ATTR_FEE], founding))
    return None


async def _set_deviation_cost(office: Office, data: dict[str, Any]) -> ServiceResponse:
    await office.operator.set_spread(max(1, micro_per_wh(data[ATTR_SPREAD])))
    return None


async def _pay_out_surplus(office: Office, data: dict[str, Any]) -> ServiceResponse:
    await office.operator.take_surplus(_address(data[ATTR_ADDRESS]), round(data[ATTR_AMOUNT] * MICRO))
    return None


async def _share_surplus(office: Office, data: dict[str, Any]) -> ServiceResponse:
    await office.operator.share_surplus(round(data[ATTR_AMOUNT] * MICRO))
    return None


async def _hand_over(office: Office, data: dict[str, Any]) -> ServiceResponse:
    await office.operator.offer_role(_address(data[ATTR_ADDRESS]))
    return None


async def _announce_successor(office: Office, data: dict[str, Any]) -> ServiceResponse:
    await office.operator.announce(_address(data[ATTR_ADDRESS]))
    return None


async def _withdraw_announcement(office: Office, _data: dict[str, Any]) -> ServiceResponse:
    await office.operator.announce(NO_ADDRESS)
    await office.async_forget_successor()
    return None


async def _get_statement(office: Office, data: dict[str, Any]) -> ServiceResponse:
    statement = await async_statement(office, data.get(ATTR_MONTH))
    return {**statement, "html": await async_page(office.hass, statement, data.get(ATTR_LANGUAGE))}


def _address(text: str) -> str:
    try:
        return checked_address(text)
    except InvalidAddress as error:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="bad_address") from error


ACTIONS: Final[dict[str, tuple[Act, dict[Any, Any], SupportsResponse]]] = {
    "invite": (_invite, {vol.Required(ATTR_NAME): cv.string, **_PLACE}, SupportsResponse.ONLY),
    "get_members": (_get_members, {}, SupportsResponse.ONLY),
    "admit": (_admit, {vol.Required(ATTR_AGENT): cv.string, **_PLACE}, SupportsResponse.NONE),
    "decline": (_decline, {vol.Required(ATTR_AGENT): cv.string}, SupportsResponse.NONE),
    "set_connection": (_set_connection, {vol.Required(ATTR_MEMBER): _MEMBER, **_PLACE}, SupportsResponse.NONE),
    "suspend": (
        _suspend,
        {vol.Required(ATTR_MEMBER): _MEMBER, vol.Optional(ATTR_SUSPENDED, default=True): cv.boolean},
        SupportsResponse.NONE,
    ),
    "expel": (_expel, {vol.Required(ATTR_MEMBER): _MEMBER}, SupportsResponse.NONE),
    "issue_credit": (
        _issue_credit,
        {vol.Required(ATTR_MEMBER): _MEMBER, vol.Required(ATTR_AMOUNT): _POSITIVE},
        SupportsResponse.NONE,
    ),
    "set_grid_prices": (
        _set_grid_prices,
        {
            vol.Required(CONF_RETAIL): _PRICE,
            vol.Required(CONF_FEED_IN): _PRICE,
            vol.Optional(ATTR_HOURS): cv.string,
        },
        SupportsResponse.NONE,
    ),
    "set_hourly_prices": (
        _set_hourly_prices,
        {
            vol.Required(ATTR_PRICES): [
                vol.Schema(
                    {
                        vol.Required(ATTR_START): cv.datetime,
                        vol.Required(CONF_RETAIL): _PRICE,
                        vol.Required(CONF_FEED_IN): _PRICE,
                    }
                )
            ]
        },
        SupportsResponse.OPTIONAL,
    ),
    "set_line": (
        _set_line,
        {
            vol.Required(FIELD_ZONE): vol.All(vol.Coerce(int), vol.Range(min=0, max=15)),
            vol.Required(ATTR_CAPACITY): _PRICE,
            vol.Required(ATTR_FEE): _PRICE,
        },
        SupportsResponse.NONE,
    ),
    "set_deviation_cost": (_set_deviation_cost, {vol.Required(ATTR_SPREAD): _POSITIVE}, SupportsResponse.NONE),
    "pay_out_surplus": (
        _pay_out_surplus,
        {vol.Required(ATTR_ADDRESS): cv.string, vol.Required(ATTR_AMOUNT): _POSITIVE},
        SupportsResponse.NONE,
    ),
    "share_surplus": (_share_surplus, {vol.Required(ATTR_AMOUNT): _POSITIVE}, SupportsResponse.NONE),
    "announce_successor": (_announce_successor, {vol.Required(ATTR_ADDRESS): cv.string}, SupportsResponse.NONE),
    "withdraw_announcement": (_withdraw_announcement, {}, SupportsResponse.NONE),
    "hand_over": (_hand_over, {vol.Required(ATTR_ADDRESS): cv.string}, SupportsResponse.NONE),
    "get_statement": (
        _get_statement,
        {vol.Optional(ATTR_MONTH): cv.date, vol.Optional(ATTR_LANGUAGE): cv.string},
        SupportsResponse.ONLY,
    ),
}


@callback
def async_setup_office_services(hass: HomeAssistant) -> None:
    """Register the operator's actions, for administrators."""
    entry: dict[Any, Any] = {vol.Required(ATTR_CONFIG_ENTRY_ID): ConfigEntrySelector({"integration": DOMAIN})}
    for name, (act, fields, response) in ACTIONS.items():

        async def run(call: ServiceCall, act: Act = act) -> ServiceResponse:
            return await _run(call, act)

        service.async_register_admin_service(hass, DOMAIN, name, run, vol.Schema({**entry, **fields}), response)


async def _run(call: ServiceCall, act: Act) -> ServiceResponse:
    entry: Any = service.async_get_config_entry(call.hass, DOMAIN, call.data[ATTR_CONFIG_ENTRY_ID])
    office: Office | None = entry.runtime_data.office
    if office is None:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="not_the_operator",
            translation_placeholders={"community": entry.title},
        )
    try:
        answer = await act(office, dict(call.data))
    except Rejected as error:
        reason = REFUSALS.get(error.reason, "office_refused")
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key=reason,
            translation_placeholders={"community": entry.title, "reason": error.reason},
        ) from error
    except ChainError as error:
        reason, details = problem(error)
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key=TROUBLES.get(reason, "cannot_reach"),
            translation_placeholders={"community": entry.title, "operator": office.operator.address, **details},
        ) from error
    await office.async_request_refresh()
    return answer
