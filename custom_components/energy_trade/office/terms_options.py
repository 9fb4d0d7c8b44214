"""What an operator changes for coming days, in dialogs: the grid's prices, lines, what deviations cost, the surplus."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from ..chain.errors import ChainError
from ..chain.wallet import InvalidAddress, checked_address
from ..const import CONF_FEED_IN, CONF_RETAIL
from ..facts import amount
from ..flows.terms import BadTerms, TermsProblem, hours_of
from ..forms import FIELD_AMOUNT, money_form
from ..market.clearing import Zone
from ..market.drafting import micro_per_wh
from ..market.tariff import GridPrice, TariffTable
from ..market.units import MICRO, ceil_div, credit_per_kwh
from ..options_dialog import Input, refusal
from .dialog import OfficeDialog
from .feed_forms import price_field
from .forms import FIELD_ZONE, SECONDS_PER_HOUR, W_PER_KW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from homeassistant.config_entries import ConfigFlowResult

    from ..market.founding import Founding

FIELD_ADDRESS: Final = "address"
FIELD_CAPACITY: Final = "capacity_kw"
FIELD_FEE: Final = "fee"
FIELD_HOURS: Final = "hours"
FIELD_SPREAD: Final = "spread"
CONF_SHARE_MONTHLY: Final = "share_monthly"


class TermsOptions(OfficeDialog):
    """The dialogs about the community's terms and its common money."""

    _zone: int = 0

    async def async_step_operate(self, _user_input: Input = None) -> ConfigFlowResult:
        """Choose what to change."""
        if (office := self.office) is None:
            return self.async_abort(reason="not_loaded")
        lines = ["lines"] if len(office.founding.zones) > 1 else []
        metered = ["line_meters", "disputes"] if office.founding.is_metered else []
        return self.async_show_menu(
            step_id="operate",
            menu_options=["grid_prices", "price_feed", *lines, *metered, "deviation_cost", "surplus", "hand_over"],
        )

    # ------ prices

    async def async_step_grid_prices(self, user_input: Input = None) -> ConfigFlowResult:
        """Replace the standing prices."""
        founding = self.opened.founding
        errors: dict[str, str] = {}
        details = {"reason": "", "agent": "", "highest": f"{credit_per_kwh(founding.max_retail):g} {founding.currency}"}
        if user_input is not None:
            try:
                hours = fitted(
                    hours_of(user_input.get(FIELD_HOURS) or "", user_input[CONF_RETAIL], user_input[CONF_FEED_IN]),
                    founding,
                )
            except BadTerms as error:
                unread = error.problem is TermsProblem.HOURS
                errors["base"] = "price_lines_unreadable" if unread else error.problem.value
            else:
                if max(hour.retail for hour in hours) > founding.max_retail:
                    errors["base"] = "retail_too_high"
                else:
                    table = TariffTable(hours)
                    errors, found = await self.async_try(self.opened.operator.set_table(table, founding.tariff_unit))
                    details |= found
                    if not errors:
                        return self.done()
        schema = vol.Schema(
            {
                vol.Required(CONF_RETAIL): price_field(self.opened.founding.currency),
                vol.Required(CONF_FEED_IN): price_field(self.opened.founding.currency),
                vol.Optional(FIELD_HOURS): TextSelector(TextSelectorConfig(multiline=True)),
            }
        )
        try:
            suggested = user_input or written(await self.opened.operator.standing_hours(founding))
        except ChainError as error:
            return self.async_abort(reason=refusal(error)[0], description_placeholders={"reason": "", "agent": ""})
        return self.async_show_form(
            step_id="grid_prices",
            data_schema=self.add_suggested_values_to_schema(schema, suggested),
            errors=errors,
            description_placeholders=details,
        )

    # ------ lines and deviations

    async def async_step_lines(self, user_input: Input = None) -> ConfigFlowResult:
        """Choose a line."""
        if user_input is not None:
            self._zone = int(user_input[FIELD_ZONE])
            return await self.async_step_line()
        zones = range(1, len(self.opened.founding.zones))
        choices = [
            SelectOptionDict(value=str(zone), label=f"{zone} → {self.opened.founding.zones[zone].parent}")
            for zone in zones
        ]
        schema = vol.Schema({vol.Required(FIELD_ZONE): SelectSelector(SelectSelectorConfig(options=choices))})
        return self.async_show_form(step_id="lines", data_schema=schema)

    async def async_step_line(self, user_input: Input = None) -> ConfigFlowResult:
        """Change what a line carries and costs."""
        founding, hours = self.opened.founding, self.opened.founding.interval_seconds / SECONDS_PER_HOUR
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            line = line_of(self._zone, user_input[FIELD_CAPACITY], user_input[FIELD_FEE], founding)
            errors, details = await self.async_try(self.opened.operator.set_line(self._zone, line))
            if not errors:
                return self.done()
        _, zones = await self._async_terms()
        now = zones[self._zone]
        power = NumberSelectorConfig(min=0, step="any", mode=NumberSelectorMode.BOX, unit_of_measurement="kW")
        price = price_field(founding.currency)
        schema = vol.Schema({vol.Required(FIELD_CAPACITY): NumberSelector(power), vol.Required(FIELD_FEE): price})
        suggested = {
            FIELD_CAPACITY: round(now.capacity_wh / hours / W_PER_KW, 3),
            FIELD_FEE: credit_per_kwh(now.fee_ticks * founding.price_step),
        }
        return self.async_show_form(
            step_id="line",
            data_schema=self.add_suggested_values_to_schema(schema, user_input or suggested),
            errors=errors,
            description_placeholders={"zone": str(self._zone), "parent": str(now.parent), **details},
        )

    async def async_step_deviation_cost(self, user_input: Input = None) -> ConfigFlowResult:
        """Change what deviations cost."""
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            spread = max(1, micro_per_wh(user_input[FIELD_SPREAD]))
            errors, details = await self.async_try(self.opened.operator.set_spread(spread))
            if not errors:
                return self.done()
        spread, _ = await self._async_terms()
        return self.async_show_form(
            step_id="deviation_cost",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema({vol.Required(FIELD_SPREAD): price_field(self.opened.founding.currency)}),
                user_input or {FIELD_SPREAD: credit_per_kwh(spread)},
            ),
            errors=errors,
            description_placeholders=details,
        )

    async def _async_terms(self) -> tuple[int, tuple[Zone, ...]]:
        """Spread and lines of the blocks that nobody can order for yet."""
        try:
            return await self.opened.operator.coming_terms(self.opened.founding)
        except ChainError:
            return self.opened.founding.spread, self.opened.founding.zones

    # ------ what is left over

    async def async_step_surplus(self, _user_input: Input = None) -> ConfigFlowResult:
        """Choose what becomes of it."""
        try:
            spare = await self.opened.operator.surplus()
        except ChainError as error:
            reason, details = refusal(error)
            return self.async_abort(reason=reason, description_placeholders={"reason": "", "agent": "", **details})
        return self.async_show_menu(
            step_id="surplus",
            menu_options=["surplus_share", "surplus_pay", "surplus_monthly"],
            description_placeholders={"surplus": f"{amount(spare)} {self.opened.founding.currency}"},
        )

    async def async_step_surplus_share(self, user_input: Input = None) -> ConfigFlowResult:
        """Give of it back to the homes."""
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            micro = round(user_input[FIELD_AMOUNT] * MICRO)
            errors, details = await self.async_try(self.opened.operator.share_surplus(micro))
            if not errors:
                return self.done()
        return self.async_show_form(
            step_id="surplus_share",
            data_schema=self.add_suggested_values_to_schema(money_form(self.opened.founding.currency), user_input),
            errors=errors,
            description_placeholders=details,
        )

    async def async_step_surplus_pay(self, user_input: Input = None) -> ConfigFlowResult:
        """Pay of it to an address, such as for the grid's bill."""
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            try:
                address = checked_address(user_input[FIELD_ADDRESS])
            except InvalidAddress:
                errors[FIELD_ADDRESS] = "bad_address"
            else:
                micro = round(user_input[FIELD_AMOUNT] * MICRO)
                errors, details = await self.async_try(self.opened.operator.take_surplus(address, micro))
                if not errors:
                    return self.done()
        schema = vol.Schema({vol.Required(FIELD_ADDRESS): TextSelector()}).extend(
            money_form(self.opened.founding.currency).schema
        )
        return self.async_show_form(
            step_id="surplus_pay",
            data_schema=self.add_suggested_values_to_schema(schema, user_input),
            errors=errors,
            description_placeholders=details,
        )

    async def async_step_surplus_monthly(self, user_input: Input = None) -> ConfigFlowResult:
        """Give it back by itself at the beginning of each month, or not."""
        options: dict[str, Any] = dict(self.config_entry.options)
        if user_input is not None:
            return self.async_create_entry(data={**options, CONF_SHARE_MONTHLY: user_input[CONF_SHARE_MONTHLY]})
        wanted = bool(options.get(CONF_SHARE_MONTHLY))
        schema = vol.Schema({vol.Required(CONF_SHARE_MONTHLY, default=wanted): BooleanSelector()})
        return self.async_show_form(step_id="surplus_monthly", data_schema=schema)

    # ------ the role

    async def async_step_hand_over(self, user_input: Input = None) -> ConfigFlowResult:
        """Offer the role to another address, which has to take it."""
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            try:
                address = checked_address(user_input[FIELD_ADDRESS])
            except InvalidAddress:
                errors[FIELD_ADDRESS] = "bad_address"
            else:
                errors, details = await self.async_try(self.opened.operator.offer_role(address))
                if not errors:
                    return self.done()
        schema = vol.Schema({vol.Required(FIELD_ADDRESS): TextSelector()})
        return self.async_show_form(
            step_id="hand_over",
            data_schema=self.add_suggested_values_to_schema(schema, user_input),
            errors=errors,
            description_placeholders=details,
        )


def fitted(hours: Sequence[GridPrice], founding: Founding) -> tuple[GridPrice, ...]:
    """A day's prices in the community's steps: feed-in rounded down, retail up."""
    unit = founding.tariff_unit
    return tuple(GridPrice(hour.feed_in // unit * unit, ceil_div(hour.retail, unit) * unit) for hour in hours)


def line_of(zone: int, capacity_kw: float, fee: float, founding: Founding) -> Zone:
    """A line as the market counts it: Wh in an interval, whole steps of the price."""
    return Zone(
        founding.zones[zone].parent,
        ceil_div(micro_per_wh(fee), founding.price_step),
        int(capacity_kw * W_PER_KW * founding.interval_seconds / SECONDS_PER_HOUR),
    )


def written(hours: Sequence[GridPrice]) -> dict[str, Any]:
    """A day's prices as the form has them: the most frequent ones, and a line for each stretch of others."""
    usual = Counter(hours).most_common(1)[0][0]
    lines: list[str] = []
    start = 0
    for hour in range(1, len(hours) + 1):
        if hour == len(hours) or hours[hour] != hours[start]:
            if hours[start] != usual:
                price = hours[start]
                lines.append(f"{start}-{hour} {credit_per_kwh(price.retail):g} {credit_per_kwh(price.feed_in):g}")
            start = hour
    return {
        CONF_RETAIL: credit_per_kwh(usual.retail),
        CONF_FEED_IN: credit_per_kwh(usual.feed_in),
        FIELD_HOURS: "\n".join(lines),
    }
