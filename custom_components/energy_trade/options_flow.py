"""What people choose after set-up: how they are asked, and which blueprints they want."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.components.notify import DOMAIN as NOTIFY
from homeassistant.core import callback
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import voluptuous as vol

from .const import CONF_BLUEPRINTS, CONF_MARKET, CONF_NOTIFY, CONF_QUESTIONS
from .lines.options import LineOptions
from .office.options import OfficeOptions
from .payout_options import PayoutOptions
from .questions.causes import MANNERS
from .questions.channels import PHONES
from .questions.manager import CONF_ASK, CONF_DEFAULT
from .relay.options import RelayOptions
from .supplier.options import SupplierOptions
from .witnesses.options import WitnessOptions

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigFlowResult
    from homeassistant.core import HomeAssistant

type Input = dict[str, Any] | None

NOT_PHONES: Final = frozenset({"notify", "persistent_notification", "send_message"})


class EnergyTradeOptionsFlow(SupplierOptions, RelayOptions, LineOptions, WitnessOptions, PayoutOptions, OfficeOptions):
    """Changes one concern at a time and leaves the others as they are."""

    async def async_step_init(self, user_input: Input = None) -> ConfigFlowResult:
        """Choose a concern; a repair goes straight to what helps."""
        match user_input:
            case {"next_step_id": "price_feed"}:
                return await self.async_step_price_feed()
            case {"next_step_id": "disputes"}:
                return await self.async_step_disputes()
        of_office = ["members", "invite", "let_in", "operate", "statement"] if self.office else []
        if self.office and self.office.carried.came_from:
            of_office = ["carried", *of_office]
        if not self.office and CONF_MARKET in self.config_entry.data:
            of_office = ["take_role"]
        if CONF_MARKET in self.config_entry.data:
            trust = ["line_meter"] if self.has_lines else []
            trust += ["vouch", "neighbour_meter"] if self.witness else []
            of_office = ["pay_out", "relay", *trust, *of_office]
        supplier = ["supplier"] if self.has_own_supplier else []
        return self.async_show_menu(step_id="init", menu_options=["questions", *supplier, "blueprints", *of_office])

    async def async_step_questions(self, user_input: Input = None) -> ConfigFlowResult:
        """Choose who is asked, about what, and what holds when nobody answers."""
        options = self.config_entry.options
        if user_input is not None:
            rules = {cause: user_input[cause] for cause in MANNERS}
            return self._changed({CONF_NOTIFY: user_input.get(CONF_NOTIFY, []), CONF_QUESTIONS: rules})
        suggested = {CONF_NOTIFY: options.get(CONF_NOTIFY, []), **options.get(CONF_QUESTIONS, {})}
        return self.async_show_form(
            step_id="questions",
            data_schema=self.add_suggested_values_to_schema(_questions(self.hass, options), suggested),
        )

    async def async_step_blueprints(self, user_input: Input = None) -> ConfigFlowResult:
        """Choose whether the blueprints that come along are installed."""
        if user_input is not None:
            return self._changed({CONF_BLUEPRINTS: user_input[CONF_BLUEPRINTS]})
        wanted = bool(self.config_entry.options.get(CONF_BLUEPRINTS))
        return self.async_show_form(
            step_id="blueprints",
            data_schema=vol.Schema({vol.Required(CONF_BLUEPRINTS, default=wanted): BooleanSelector()}),
        )

    @callback
    def _changed(self, changes: dict[str, Any]) -> ConfigFlowResult:
        return self.async_create_entry(data={**self.config_entry.options, **changes})


def _questions(hass: HomeAssistant, options: Any) -> vol.Schema:
    """A choice of phones, and a section for each cause."""
    known = set(options.get(CONF_NOTIFY, []))
    targets = sorted(known | set(hass.services.async_services_for_domain(NOTIFY)) - NOT_PHONES, key=_rank)
    return vol.Schema(
        {
            vol.Optional(CONF_NOTIFY): SelectSelector(
                SelectSelectorConfig(options=targets, multiple=True, mode=SelectSelectorMode.DROPDOWN)
            ),
            **{
                vol.Required(cause.value): section(
                    vol.Schema(
                        {
                            vol.Required(CONF_ASK, default=True): BooleanSelector(),
                            vol.Required(CONF_DEFAULT, default=manner.default): SelectSelector(
                                SelectSelectorConfig(
                                    options=list(manner.choices),
                                    translation_key=f"choice_{cause}",
                                    mode=SelectSelectorMode.LIST,
                                )
                            ),
                        }
                    ),
                    {"collapsed": True},
                )
                for cause, manner in MANNERS.items()
            },
        }
    )


def _rank(target: str) -> tuple[bool, str]:
    """Phones first: they alone have buttons."""
    return not target.startswith(PHONES), target
