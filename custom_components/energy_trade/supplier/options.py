"""The dialogs in which a member of a community without common supply names its own supplier's prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.config_entries import ConfigEntryState, OptionsFlow
from homeassistant.helpers.selector import TextSelector, TextSelectorConfig
from homeassistant.util import dt as dt_util

from ..home.devices.reading import Measure, state_of
from ..market.founding import SupplyArrangement
from ..subentries import fields as ask
from .config import (
    CONF_FACTOR,
    CONF_FEED_IN,
    CONF_KIND,
    CONF_LEVY,
    CONF_MARKUP,
    CONF_PRICES,
    CONF_RETAIL,
    CONF_SUPPLIER,
    CONF_TAX,
    CONF_TIERS,
    CONF_WEEKDAY,
    CONF_WEEKEND,
    SupplierKind,
    hourly_prices,
    tier_sheet,
)
from .published import published

if TYPE_CHECKING:
    from collections.abc import Mapping

    from homeassistant.config_entries import ConfigFlowResult
    from homeassistant.core import HomeAssistant

type Input = dict[str, Any] | None

MOST_PER_KWH: Final = 10_000
PRICE_ENTITIES: Final = ["sensor", "event", "input_number", "number"]
LINES: Final = TextSelector(TextSelectorConfig(multiline=True))


def _text(key: str, *, required: bool = False) -> ask.Field:
    return ask.Field(key=key, selector=LINES, required=required)


class SupplierOptions(OptionsFlow):
    """One kind of tariff at a time; what is chosen last holds."""

    @property
    def has_own_supplier(self) -> bool:
        """Whether the community leaves supply to its members, as far as that is known."""
        entry = self.config_entry
        if entry.state is not ConfigEntryState.LOADED:
            return CONF_SUPPLIER in entry.options
        founding = entry.runtime_data.coordinator.founding
        return bool(founding.supply is SupplyArrangement.INDIVIDUAL)

    async def async_step_supplier(self, _user_input: Input = None) -> ConfigFlowResult:
        """Choose how the supplier charges."""
        return self.async_show_menu(step_id="supplier", menu_options=[kind.value for kind in SupplierKind])

    async def async_step_community_prices(self, _user_input: Input = None) -> ConfigFlowResult:
        """Take the community's grid prices for the supplier's."""
        return self._supplied({CONF_KIND: SupplierKind.COMMUNITY})

    async def async_step_flat(self, user_input: Input = None) -> ConfigFlowResult:
        """One price all the time."""
        return self._asked(SupplierKind.FLAT, (self._price(CONF_RETAIL, required=True), self._feed_in()), user_input)

    async def async_step_hourly(self, user_input: Input = None) -> ConfigFlowResult:
        """Prices by the hour of the day."""
        fields = (_text(CONF_WEEKDAY, required=True), _text(CONF_WEEKEND), self._feed_in())
        return self._asked(SupplierKind.HOURLY, fields, user_input)

    async def async_step_price_entity(self, user_input: Input = None) -> ConfigFlowResult:
        """Prices that an entity publishes."""
        fields = (
            ask.entity(CONF_PRICES, PRICE_ENTITIES, required=True),
            ask.number(CONF_FACTOR, 0.0001, 10_000, None, proposed=1),
            ask.number(CONF_MARKUP, -MOST_PER_KWH, MOST_PER_KWH, self._unit, proposed=0),
            ask.amount(CONF_FEED_IN, Measure.PRICE, 0, MOST_PER_KWH, unit=self._unit, proposed=0, required=True),
        )
        return self._asked(SupplierKind.ENTITY, fields, user_input)

    async def async_step_korean(self, user_input: Input = None) -> ConfigFlowResult:
        """Korea's progressive tariff for homes."""
        return self._asked(SupplierKind.KOREAN, (self._feed_in(),), user_input)

    async def async_step_tiered(self, user_input: Input = None) -> ConfigFlowResult:
        """A progressive tariff of any other place."""
        fields = (
            _text(CONF_TIERS, required=True),
            ask.number(CONF_LEVY, 0, MOST_PER_KWH, self._unit, proposed=0),
            ask.number(CONF_TAX, 0, 100, "%", proposed=0),
            self._feed_in(),
        )
        return self._asked(SupplierKind.TIERED, fields, user_input)

    def _asked(self, kind: SupplierKind, fields: tuple[ask.Field, ...], user_input: Input) -> ConfigFlowResult:
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            errors, details = ask.problems(self.hass, fields, user_input)
            errors = errors or problems_of(self.hass, user_input)
            if not errors:
                return self._supplied({CONF_KIND: kind, **user_input})
        kept = self.config_entry.options.get(CONF_SUPPLIER, {})
        known = {each.key: each.proposed for each in fields if each.proposed is not None}
        if kept.get(CONF_KIND) == kind:
            known |= kept
        return self.async_show_form(
            step_id=kind.value,
            data_schema=self.add_suggested_values_to_schema(ask.schema(fields), user_input or known),
            errors=errors,
            description_placeholders=details,
        )

    def _supplied(self, supplier: Mapping[str, Any]) -> ConfigFlowResult:
        return self.async_create_entry(data={**self.config_entry.options, CONF_SUPPLIER: dict(supplier)})

    def _price(self, key: str, *, required: bool = False, proposed: float | None = None) -> ask.Field:
        return ask.number(key, 0, MOST_PER_KWH, self._unit, required=required, proposed=proposed)

    def _feed_in(self) -> ask.Field:
        return self._price(CONF_FEED_IN, required=True, proposed=0)

    @property
    def _unit(self) -> str:
        entry = self.config_entry
        loaded = entry.state is ConfigEntryState.LOADED
        currency = entry.runtime_data.coordinator.founding.currency if loaded else self.hass.config.currency
        return f"{currency}/kWh"


def problems_of(hass: HomeAssistant, answers: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with a tariff: its table, its tiers, or a feed-in above what it charges."""
    for key in (CONF_WEEKDAY, CONF_WEEKEND):
        if text := answers.get(key):
            try:
                hourly_prices(text)
            except ValueError:
                return {key: "hours_unreadable"}
    if text := answers.get(CONF_TIERS):
        try:
            tier_sheet(text)
        except ValueError:
            return {CONF_TIERS: "tiers_unreadable"}
    retail, feed_in = answers.get(CONF_RETAIL), answers.get(CONF_FEED_IN)
    if isinstance(retail, int | float) and isinstance(feed_in, int | float) and feed_in > retail:
        return {CONF_FEED_IN: "feed_in_above_retail"}
    prices = answers.get(CONF_PRICES)
    if prices is not None and not _tells_prices(hass, str(prices)):
        return {CONF_PRICES: "no_prices"}
    return {}


def _tells_prices(hass: HomeAssistant, entity_id: str) -> bool:
    """Whether an entity publishes anything; one that is silent right now is taken at its owner's word."""
    state = state_of(hass, entity_id)
    return state is None or bool(published(state, dt_util.utcnow()).prices)
