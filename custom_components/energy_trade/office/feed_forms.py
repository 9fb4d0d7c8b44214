"""The form in which a price entity is chosen, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.const import Platform
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
)
import voluptuous as vol

from .feed import CONF_FEED_IN, CONF_FEED_IN_ENTITY, CONF_RETAIL_ENTITY, CONF_SURCHARGE, CONF_TAX, FeedSource
from .spot import async_coming_prices
from .tariffs import PriceDoubt, tariffs_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from homeassistant.core import HomeAssistant

    from ..market.founding import Founding

PRICE_ENTITIES: Final = (Platform.SENSOR, Platform.EVENT)
FEED_FIELDS: Final = (CONF_RETAIL_ENTITY, CONF_TAX, CONF_SURCHARGE, CONF_FEED_IN_ENTITY)


def feed_fields() -> dict[Any, Any]:
    """Which entity tells what the grid takes, what comes on top, and which one tells what it pays."""
    entity = EntitySelector(EntitySelectorConfig(domain=list(PRICE_ENTITIES)))
    plain = NumberSelectorConfig(min=0, step="any", mode=NumberSelectorMode.BOX)
    return {
        vol.Optional(CONF_RETAIL_ENTITY): entity,
        vol.Optional(CONF_TAX): NumberSelector({**plain, "max": 100, "unit_of_measurement": "%"}),
        vol.Optional(CONF_SURCHARGE): NumberSelector(plain),
        vol.Optional(CONF_FEED_IN_ENTITY): entity,
    }


def price_field(currency: str) -> NumberSelector:
    """A price of a kWh in the community's money."""
    unit = f"{currency}/kWh"
    return NumberSelector(
        NumberSelectorConfig(min=0, step="any", mode=NumberSelectorMode.BOX, unit_of_measurement=unit)
    )


def feed_of(filled: Mapping[str, Any], feed_in: float) -> dict[str, Any] | None:
    """What is kept of it; None where no entity was chosen. `feed_in` holds where no entity tells one."""
    if not filled.get(CONF_RETAIL_ENTITY):
        return None
    return {**{key: filled[key] for key in FEED_FIELDS if filled.get(key)}, CONF_FEED_IN: feed_in}


async def async_feed_problem(hass: HomeAssistant, stored: Mapping[str, Any], founding: Founding) -> dict[str, str]:
    """What is wrong with chosen entities, by field: each must tell prices of coming hours, and believable ones."""
    source = FeedSource.of(stored)
    spans = {}
    for key, entity_id in ((CONF_RETAIL_ENTITY, source.retail), (CONF_FEED_IN_ENTITY, source.feed_in)):
        if entity_id is None:
            continue
        if not (found := await async_coming_prices(hass, entity_id)):
            return {key: "no_coming_prices"}
        spans[key] = found
    first = min(span.start for span in spans[CONF_RETAIL_ENTITY])
    block = founding.calendar().block_seconds
    tariffs = tariffs_of(
        spans[CONF_RETAIL_ENTITY], spans.get(CONF_FEED_IN_ENTITY), source.charges, founding, first - block
    )
    if tariffs.doubt is PriceDoubt.MISSING:
        return {CONF_RETAIL_ENTITY: "no_coming_prices"}
    return {CONF_RETAIL_ENTITY: tariffs.doubt.value} if tariffs.doubt else {}
