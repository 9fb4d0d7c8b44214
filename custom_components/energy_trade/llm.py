"""Tools for language models: read the market, and order within the limits that the homeowner has set."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Any, ClassVar, Final, override

from homeassistant.components.homeassistant import async_should_expose
from homeassistant.components.llm import LLMTools
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.llm import LLM_API_ASSIST, LLMContext, Tool, ToolAnnotations, ToolInput, ToolResult
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .const import DOMAIN
from .market.orders import Side
from .market.units import MICRO, WH_PER_KWH, credit_per_kwh
from .outlook import cheapest, expected_prices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .coordinator import EnergyTradeConfigEntry, EnergyTradeCoordinator

PROMPT: Final = (
    "This home trades energy with its neighbours. Energy is in kWh, prices in the community's currency per kWh. "
    "Use energy_trade__get_market before speaking about prices or money. Orders bind the household's money: place or "
    "cancel one only when the person has asked for exactly that. Money cannot be paid in or out, and limits cannot be "
    "changed, with these tools. An open question of the home is for its people to answer."
)


class MarketTool(Tool):
    """A tool of the homes that the assistant may see."""

    integration = DOMAIN

    def __init__(self, homes: dict[str, EnergyTradeConfigEntry]) -> None:
        """Let the model name a community where there are several."""
        self._homes = homes
        community = {vol.Required("community"): vol.In(sorted(homes))} if len(homes) > 1 else {}
        self.parameters = vol.Schema({**community, **self.fields})

    fields: ClassVar[dict[Any, Any]] = {}

    @override
    async def async_call(self, hass: HomeAssistant, tool_input: ToolInput, llm_context: LLMContext) -> ToolResult:
        """Do it; what cannot be done is said, not raised."""
        try:
            data = self.parameters(tool_input.tool_args)
        except vol.Invalid as error:
            return ToolResult({"error": str(error)}, error=True)
        entry = self._homes[data.pop("community", next(iter(self._homes)))]
        try:
            return ToolResult(await self._async_do(hass, entry, data, llm_context))
        except HomeAssistantError as error:
            return ToolResult({"error": str(error)}, error=True)

    async def _async_do(
        self, hass: HomeAssistant, entry: EnergyTradeConfigEntry, data: dict[str, Any], context: LLMContext
    ) -> dict[str, Any]:
        raise NotImplementedError


class GetMarketTool(MarketTool):
    """Reads; changes nothing."""

    name = f"{DOMAIN}__get_market"
    title = "Look at the energy market"
    description = (
        "Read the home's balance, what power costs now and when it is cheapest, the home's open orders, its own price "
        "limits, why it trades or not, and the question that waits for an answer, if any."
    )
    annotations = ToolAnnotations(read_only=True, destructive=False, idempotent=True, open_world=False)

    @override
    async def _async_do(
        self, hass: HomeAssistant, entry: EnergyTradeConfigEntry, data: dict[str, Any], context: LLMContext
    ) -> dict[str, Any]:
        coordinator, questions = entry.runtime_data.coordinator, entry.runtime_data.questions
        state, wishes = coordinator.data, coordinator.settings.current.wishes
        prices = expected_prices(coordinator)
        best = cheapest(prices)
        orders = await hass.services.async_call(
            DOMAIN, "get_orders", {"config_entry_id": entry.entry_id}, blocking=True, return_response=True
        )
        return {
            "community": entry.title,
            "currency": coordinator.founding.currency,
            "up_to_date": not coordinator.is_stale,
            "status": state.reason.value,
            "balance": None if state.money is None else state.money.balance / MICRO,
            "available_balance": None if state.money is None else state.money.free / MICRO,
            "price_now": None
            if not prices
            else {
                "price": _kwh_price(prices[0].price),
                "from_neighbours": prices[0].known,
                "grid_takes": _kwh_price(prices[0].grid.retail),
                "grid_pays": _kwh_price(prices[0].grid.feed_in),
            },
            "cheapest_hour": None
            if best is None
            else {
                "start": _time(coordinator, best.first),
                "end": _time(coordinator, best.end),
                "expected_price": _kwh_price(best.price),
            },
            "limits": {
                "trading": wishes.trading,
                "selling": wishes.selling,
                "buying": wishes.buying,
                "lowest_selling_price": _limit(wishes.lowest_selling_price),
                "highest_buying_price": _limit(wishes.highest_buying_price),
            },
            "orders": orders["orders"] if orders else [],
            "open_question": questions.described(questions.current)["text"] if questions.current else None,
        }


class PlaceOrderTool(MarketTool):
    """Orders by hand, within the homeowner's own limits."""

    name = f"{DOMAIN}__place_order"
    title = "Place an energy order"
    description = (
        "Offer to sell or ask to buy energy from neighbours in one or more coming intervals, at a limit price. "
        "It replaces the home's automatic order for that time, binds money, and is refused outside the household's own "
        "limits. What is traded cannot be taken back. The energy is that of each interval."
    )
    # It replaces what stands and binds money on a chain that others see; the same order twice is one order.
    annotations = ToolAnnotations(read_only=False, destructive=True, idempotent=True, open_world=True)
    fields: ClassVar = {
        vol.Required("side"): vol.In(["buy", "sell"]),
        vol.Required("start", description="Local time, ISO 8601"): cv.datetime,
        vol.Optional("end", description="Local time, ISO 8601; without it one interval"): cv.datetime,
        vol.Required("energy", description="kWh in each interval"): vol.All(vol.Coerce(float), vol.Range(min=0)),
        vol.Required("price", description="Limit per kWh"): vol.All(vol.Coerce(float), vol.Range(min=0)),
    }

    @override
    async def _async_do(
        self, hass: HomeAssistant, entry: EnergyTradeConfigEntry, data: dict[str, Any], context: LLMContext
    ) -> dict[str, Any]:
        wishes = entry.runtime_data.coordinator.settings.current.wishes
        side = Side.SELL if data["side"] == "sell" else Side.BUY
        own = wishes.lowest_selling_price if side is Side.SELL else wishes.highest_buying_price
        asked = data["price"] * MICRO / WH_PER_KWH
        if own is not None and (asked < own if side is Side.SELL else asked > own):
            raise HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="beyond_own_limit",
                translation_placeholders={"limit": f"{credit_per_kwh(own):g}"},
            )
        return await _async_call(hass, "place_order", entry, data, context)


class CancelOrderTool(MarketTool):
    """Takes orders by hand back."""

    name = f"{DOMAIN}__cancel_order"
    title = "Cancel energy orders placed by hand"
    description = "Take back orders that were placed by hand for a time, and leave that time to the home's automatics."
    annotations = ToolAnnotations(read_only=False, destructive=True, idempotent=True, open_world=True)
    fields: ClassVar = {
        vol.Required("start", description="Local time, ISO 8601"): cv.datetime,
        vol.Optional("end", description="Local time, ISO 8601; without it one interval"): cv.datetime,
    }

    @override
    async def _async_do(
        self, hass: HomeAssistant, entry: EnergyTradeConfigEntry, data: dict[str, Any], context: LLMContext
    ) -> dict[str, Any]:
        return await _async_call(hass, "cancel_order", entry, data, context)


@callback
def async_get_tools(hass: HomeAssistant, llm_context: LLMContext, api_id: str) -> LLMTools | None:
    """Offer reading where any of a home's entities is exposed, and ordering where its trading switch is."""
    if api_id != LLM_API_ASSIST:
        return None
    entries: list[EnergyTradeConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    exposed = {entry.entry_id: _exposed(hass, entry, llm_context.assistant) for entry in entries}
    read = _named(entry for entry in entries if exposed[entry.entry_id])
    order = _named(entry for entry in entries if f"{entry.unique_id}-trading" in exposed[entry.entry_id])
    tools: list[Tool] = [GetMarketTool(read)] if read else []
    if order:
        tools += [PlaceOrderTool(order), CancelOrderTool(order)]
    return LLMTools(tools=tools, prompt=PROMPT) if tools else None


def _named(entries: Iterable[EnergyTradeConfigEntry]) -> dict[str, EnergyTradeConfigEntry]:
    """Name homes by their communities, those of one name by a number, too."""
    named: dict[str, EnergyTradeConfigEntry] = {}
    for entry in entries:
        names = chain([entry.title], (f"{entry.title} {number}" for number in count(2)))
        named[next(name for name in names if name not in named)] = entry
    return named


def _exposed(hass: HomeAssistant, entry: EnergyTradeConfigEntry, assistant: str) -> set[str]:
    """Tell which of a home's entities an assistant may see, by their unique ids."""
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    return {each.unique_id for each in entities if async_should_expose(hass, assistant, each.entity_id)}


async def _async_call(
    hass: HomeAssistant, action: str, entry: EnergyTradeConfigEntry, data: dict[str, Any], context: LLMContext
) -> dict[str, Any]:
    answer = await hass.services.async_call(
        DOMAIN,
        action,
        {"config_entry_id": entry.entry_id, **data},
        blocking=True,
        return_response=True,
        context=context.context,
    )
    return dict(answer or {})


def _kwh_price(price: float) -> float:
    return round(price * WH_PER_KWH / MICRO, 6)


def _limit(price: int | None) -> float | None:
    return None if price is None else credit_per_kwh(price)


def _time(coordinator: EnergyTradeCoordinator, interval: int) -> str:
    start = coordinator.calendar.interval_start(interval)
    return dt_util.as_local(dt_util.utc_from_timestamp(start)).isoformat()
