"""How an operator says where and how strongly a home is connected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.helpers.selector import NumberSelector, NumberSelectorConfig, NumberSelectorMode
import voluptuous as vol

from ..chain.operating import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..market.founding import Founding

FIELD_IMPORT: Final = "import_kw"
FIELD_EXPORT: Final = "export_kw"
FIELD_ZONE: Final = "zone"
USUAL_PLACE: Final = {FIELD_IMPORT: 11, FIELD_EXPORT: 11, FIELD_ZONE: 0}
W_PER_KW: Final = 1000
SECONDS_PER_HOUR: Final = 3600


def place_form(founding: Founding) -> vol.Schema:
    """The connection's strength, and its part of the network where there are several."""
    power = NumberSelector(
        NumberSelectorConfig(min=0.1, max=900, step="any", mode=NumberSelectorMode.BOX, unit_of_measurement="kW")
    )
    fields: dict[Any, Any] = {vol.Required(FIELD_IMPORT): power, vol.Required(FIELD_EXPORT): power}
    if (zones := len(founding.zones)) > 1:
        fields[vol.Required(FIELD_ZONE)] = NumberSelector(
            NumberSelectorConfig(min=0, max=zones - 1, step=1, mode=NumberSelectorMode.BOX)
        )
    return vol.Schema(fields)


def place_of(filled: Mapping[str, Any], founding: Founding) -> Place:
    """What a filled-in form says, in Wh of an interval."""

    def energy(kilowatts: float) -> int:
        return round(kilowatts * W_PER_KW * founding.interval_seconds / SECONDS_PER_HOUR)

    return Place(int(filled.get(FIELD_ZONE, 0)), energy(filled[FIELD_IMPORT]), energy(filled[FIELD_EXPORT]))
