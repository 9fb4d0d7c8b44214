"""Fields of the device dialogs: what they ask, and what is wrong with an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import HomeAssistant, split_entity_id
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    BooleanSelector,
    ChooseSelector,
    ChooseSelectorChoiceConfig,
    ChooseSelectorConfig,
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    Selector,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TimeSelector,
)
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..const import DOMAIN
from ..home.devices.reading import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

type Check = Callable[[HomeAssistant, Any], str | None]

NUMBERS: Final = ["sensor", "number", "input_number"]
MOMENTS: Final = ["input_datetime", "time", "datetime", "sensor"]
SWITCHES: Final = ["switch", "input_boolean"]
SELECTS: Final = ["select", "input_select"]
STARTERS: Final = [*SWITCHES, "button", "input_button", "script", *SELECTS]
YES_OR_NO: Final = ["binary_sensor", "input_boolean", "switch", "sensor", "device_tracker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form; its answer goes into the subentry's data under `key`."""

    key: str
    selector: Selector[Any]
    required: bool = False
    proposed: Any = None
    check: Check | None = None


def text(key: str) -> Field:
    """A name."""
    return Field(key=key, selector=TextSelector(), required=True)


def entity(key: str, domains: Sequence[str], *, required: bool = False, check: Check | None = None) -> Field:
    """An entity of some domains."""
    return Field(
        key=key,
        selector=EntitySelector(EntitySelectorConfig(domain=list(domains))),
        required=required,
        check=_both(entity_problem, check),
    )


def sensor(key: str, measure: Measure, *, required: bool = False) -> Field:
    """An entity that measures something."""
    return entity(key, NUMBERS, required=required, check=_measures(measure))


def number(
    key: str, lowest: float, highest: float, unit: str | None, *, proposed: float | None = None, required: bool = True
) -> Field:
    """A fixed number."""
    return Field(key=key, selector=_number(lowest, highest, unit), required=required, proposed=proposed)


def amount(
    key: str,
    measure: Measure,
    lowest: float,
    highest: float,
    *,
    unit: str | None = None,
    proposed: float | None = None,
    required: bool = False,
) -> Field:
    """A fixed number, or an entity that tells it."""
    return Field(
        key=key,
        selector=ChooseSelector(
            ChooseSelectorConfig(
                choices={
                    "number": _one_of(_number(lowest, highest, unit or measure.unit)),
                    "entity": _one_of(EntitySelector(EntitySelectorConfig(domain=NUMBERS))),
                },
                translation_key="amount",
            )
        ),
        required=required,
        proposed=proposed,
        check=_if_entity(_both(entity_problem, _measures(measure))),
    )


def time_of_day(key: str, *, required: bool = False, proposed: str | None = None) -> Field:
    """A time of day, or an entity that tells one or a moment."""
    return Field(
        key=key,
        selector=ChooseSelector(
            ChooseSelectorConfig(
                choices={
                    "time": _one_of(TimeSelector()),
                    "entity": _one_of(EntitySelector(EntitySelectorConfig(domain=MOMENTS))),
                },
                translation_key="moment",
            )
        ),
        required=required,
        proposed=proposed,
        check=_if_entity(_both(entity_problem, _tells_time)),
    )


def choice(key: str, options: Iterable[str], proposed: str | None = None, *, translated: bool = True) -> Field:
    """One of a few."""
    config = SelectSelectorConfig(options=list(options))
    if translated:
        config["translation_key"] = key
    return Field(key=key, selector=SelectSelector(config), required=True, proposed=proposed)


def options_of(hass: HomeAssistant, entity_id: str) -> list[str]:
    """What a select entity can be set to."""
    state = hass.states.get(entity_id)
    return list(state.attributes.get("options", ())) if state else []


def optional_choice(key: str, options: Iterable[str], *, required: bool = False) -> Field:
    """One of a select entity's own options, or none."""
    return Field(key=key, selector=SelectSelector(SelectSelectorConfig(options=list(options))), required=required)


def flag(key: str) -> Field:
    """Yes or no."""
    return Field(key=key, selector=BooleanSelector(), required=True, proposed=False)


def schema(fields: Iterable[Field]) -> vol.Schema:
    """A form of these questions."""
    return vol.Schema({(vol.Required if each.required else vol.Optional)(each.key): each.selector for each in fields})


def problems(
    hass: HomeAssistant, fields: Iterable[Field], answers: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, str]]:
    """Errors by field, and what fills in their texts."""
    for each in fields:
        answer = answers.get(each.key)
        if answer is None or each.check is None:
            continue
        if (problem := each.check(hass, answer)) is not None:
            state = hass.states.get(answer)
            unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT) if state else None
            return {each.key: problem}, {"entity_id": answer, "unit": unit or "–"}
    return {}, {}


def entity_problem(hass: HomeAssistant, entity_id: str) -> str | None:
    """What keeps an entity from being used at all; one may be silent right now."""
    if hass.states.get(entity_id) is None:
        return "entity_not_found"
    registered = er.async_get(hass).async_get(entity_id)
    return "entity_own" if registered is not None and registered.platform == DOMAIN else None


def _one_of(selector: Selector[Any]) -> ChooseSelectorChoiceConfig:
    """A choice of several selectors, which has to be written as the frontend is sent it."""
    return {"selector": selector.serialize()["selector"]}


def _number(lowest: float, highest: float, unit: str | None) -> NumberSelector:
    config = NumberSelectorConfig(min=lowest, max=highest, step="any", mode=NumberSelectorMode.BOX)
    if unit:
        config["unit_of_measurement"] = unit
    return NumberSelector(config)


def _both(first: Check, second: Check | None) -> Check:
    if second is None:
        return first
    return lambda hass, answer: first(hass, answer) or second(hass, answer)


def _if_entity(check: Check) -> Check:
    def checked(hass: HomeAssistant, answer: Any) -> str | None:
        return check(hass, answer) if isinstance(answer, str) and "." in answer else None

    return checked


def _measures(measure: Measure) -> Check:
    def checked(hass: HomeAssistant, entity_id: str) -> str | None:
        state = hass.states.get(entity_id)
        if state is None or not measure.takes(state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)):
            return "entity_wrong_unit"
        if state.state in {STATE_UNAVAILABLE, STATE_UNKNOWN}:
            return None
        try:
            float(state.state)
        except ValueError:
            return "entity_not_a_number"
        return None

    return checked


def _tells_time(hass: HomeAssistant, entity_id: str) -> str | None:
    state = hass.states.get(entity_id)
    if state is None or state.state in {STATE_UNAVAILABLE, STATE_UNKNOWN}:
        return None
    if split_entity_id(entity_id)[0] in {"input_datetime", "time", "datetime"}:
        return None
    return None if dt_util.parse_datetime(state.state) or dt_util.parse_time(state.state) else "entity_not_a_time"
