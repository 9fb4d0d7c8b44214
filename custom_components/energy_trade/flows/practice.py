"""How practice begins: a few prices, and whose days are played."""

from __future__ import annotations

from typing import Any, Final

from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.config_entries import ConfigFlow, ConfigFlowResult
from homeassistant.const import CONF_NAME, Platform
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
)
import voluptuous as vol

from ..const import (
    CONF_CHAIN_ID,
    CONF_CURRENCY,
    CONF_DEMO,
    CONF_EXPORT,
    CONF_FEED_IN,
    CONF_IMPORT,
    CONF_METERS,
    CONF_MODE,
    CONF_NODES,
    CONF_OWNER,
    CONF_PRACTICE,
    CONF_PV,
    CONF_RETAIL,
    MeterMode,
)
from ..home.recorded import async_recorded_profile
from ..home.suggestions import async_suggested_meters
from ..market.community import Refused
from ..market.community.founded import check
from ..practice.terms import NAME, PracticeTerms
from ..practice.village import HOME_OWNER
from ..rehearsal import async_begin_again
from .prices import usual_prices

type Input = dict[str, Any] | None

UNIQUE_ID: Final = "practice"
FIELD_SOURCE: Final = "source"
SAMPLE, OWN = "sample", "own"
METERS: Final = (CONF_IMPORT, CONF_EXPORT, CONF_PV)


def _terms_form() -> vol.Schema:
    price = NumberSelector(NumberSelectorConfig(min=0, step="any", mode=NumberSelectorMode.BOX))
    return vol.Schema(
        {
            vol.Required(FIELD_SOURCE, default=SAMPLE): SelectSelector(
                SelectSelectorConfig(options=[SAMPLE, OWN], translation_key="practice_source")
            ),
            vol.Required(CONF_RETAIL): price,
            vol.Required(CONF_FEED_IN): price,
        }
    )


def _meters_form() -> vol.Schema:
    several = EntitySelector(
        EntitySelectorConfig(domain=Platform.SENSOR, device_class=SensorDeviceClass.ENERGY, multiple=True)
    )
    return vol.Schema({vol.Optional(key): several for key in METERS})


class PracticeSteps(ConfigFlow):
    """The steps that lead to a practice community."""

    _practice: dict[str, Any]

    async def async_step_practice(self, user_input: Input = None) -> ConfigFlowResult:
        """Say what practice is, and take the prices that power costs here."""
        await self.async_set_unique_id(UNIQUE_ID, raise_on_progress=False)
        self._abort_if_unique_id_configured()
        currency = self.hass.config.currency
        errors: dict[str, str] = {}
        if user_input is not None:
            self._practice = {
                CONF_CURRENCY: currency,
                CONF_RETAIL: float(user_input[CONF_RETAIL]),
                CONF_FEED_IN: float(user_input[CONF_FEED_IN]),
            }
            if not (problem := _price_problem(self._practice)):
                return (
                    await self.async_step_practice_meters()
                    if user_input[FIELD_SOURCE] == OWN
                    else self._async_practise({})
                )
            errors["base"] = problem
        retail, feed_in = usual_prices(currency)
        return self.async_show_form(
            step_id="practice",
            data_schema=self.add_suggested_values_to_schema(
                _terms_form(), user_input or {CONF_RETAIL: retail, CONF_FEED_IN: feed_in}
            ),
            errors=errors,
            description_placeholders={"currency": currency, "name": NAME},
        )

    async def async_step_practice_meters(self, user_input: Input = None) -> ConfigFlowResult:
        """Take the sensors whose past is to be played; nothing of them is read later."""
        errors: dict[str, str] = {}
        if user_input is not None:
            chosen = {key: user_input[key] for key in METERS if user_input.get(key)}
            if not (chosen.get(CONF_IMPORT) or chosen.get(CONF_EXPORT)):
                errors["base"] = "needs_reading"
            elif await async_recorded_profile(self.hass, chosen) is None:
                errors["base"] = "history_too_short"
            else:
                return self._async_practise(chosen)
        suggested = user_input or {
            key: value for key, value in (await async_suggested_meters(self.hass)).items() if key in METERS
        }
        return self.async_show_form(
            step_id="practice_meters",
            data_schema=self.add_suggested_values_to_schema(_meters_form(), suggested),
            errors=errors,
        )

    async def async_step_practice_again(self, user_input: Input = None) -> ConfigFlowResult:
        """Play the week from its first morning."""
        entry = self._get_reconfigure_entry()
        if user_input is None or "next_step_id" in user_input:
            return self.async_show_form(step_id="practice_again")
        await async_begin_again(self.hass, entry)
        return self.async_abort(reason="practice_again")

    def _async_practise(self, meters: dict[str, Any]) -> ConfigFlowResult:
        return self.async_create_entry(
            title=NAME,
            data={
                CONF_PRACTICE: self._practice,
                CONF_NAME: NAME,
                CONF_OWNER: HOME_OWNER,
                CONF_CHAIN_ID: 0,
                CONF_NODES: [],
                CONF_DEMO: True,
                CONF_METERS: {CONF_MODE: MeterMode.REGISTERS.value, **meters},
            },
            description="practice",
        )


def _price_problem(chosen: dict[str, Any]) -> str | None:
    """Why no community can be founded on these prices."""
    if not 0 <= chosen[CONF_FEED_IN] < chosen[CONF_RETAIL]:
        return "prices_crossed"
    terms = PracticeTerms(
        currency=chosen[CONF_CURRENCY], retail=chosen[CONF_RETAIL], feed_in=chosen[CONF_FEED_IN], began=0
    )
    try:
        check(terms.founding())
    except Refused, ValueError:
        return "prices_out_of_range"
    return None
