"""Dialogs in which an owner speaks for a neighbour's reading, or names a neighbour's meter that the home can see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.const import Platform
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
)
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..chain.errors import ChainError
from ..const import CONF_EXPORT, CONF_IMPORT, CONF_MODE, MeterMode
from ..home.validation import async_meter_problems
from ..market.units import WH_PER_KWH
from ..options_dialog import EntryDialog, Input, refusal
from .witness import CONF_NEIGHBOURS, Witness

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigFlowResult

    from ..market.founding import Founding
    from ..market.readings import BlockReadings

FIELD_HOME: Final = "home"
FIELD_READING: Final = "reading"
FIELD_SURE: Final = "sure"


class WitnessOptions(EntryDialog):
    """The dialogs of a community that asks for witnesses."""

    _readings: dict[str, tuple[int, int, BlockReadings]]
    _chosen: str = ""

    @property
    def witness(self) -> Witness | None:
        """What this home says about neighbours, where the community asks for it."""
        runtime = self.config_entry.runtime_data if self.is_running else None
        witness: Witness | None = getattr(runtime, "witness", None)
        return witness if witness is not None and self._terms.witnesses else None

    @property
    def _terms(self) -> Founding:
        founding: Founding = self.config_entry.runtime_data.coordinator.founding
        return founding

    async def async_step_vouch(self, user_input: Input = None) -> ConfigFlowResult:
        """Choose whose reading of which stretch."""
        witness = self.witness
        if witness is None:
            return self.async_abort(reason="not_loaded")
        try:
            if not await witness.async_may_speak():
                return self.async_abort(reason="meter_speaks")
            corrections = {block: await witness.async_corrections(block) for block in witness.disputed}
            self._readings = {
                f"{block}.{member}": (block, member, told)
                for block in corrections
                for member, told in (await witness.async_told(block)).items()
            }
        except ChainError as error:
            return self.async_abort(reason=refusal(error)[0], description_placeholders={"reason": "", "agent": ""})
        if not self._readings:
            return self.async_abort(reason="nothing_to_vouch_for")
        if user_input is not None and user_input[FIELD_READING] in self._readings:
            self._chosen = user_input[FIELD_READING]
            return await self.async_step_testimony()
        choices: list[SelectOptionDict] = []
        for name, (block, member, told) in self._readings.items():
            label = f"{self._moment(block)} · #{member} · {_kwh(_net(told))}"
            if (instead := corrections[block].get(member)) is None:
                choices.append(SelectOptionDict(value=name, label=label))
            else:  # what is to be corrected comes first
                choices.insert(0, SelectOptionDict(value=name, label=f"{label} → {_kwh(_net(instead))}"))
        return self.async_show_form(
            step_id="vouch",
            data_schema=vol.Schema(
                {vol.Required(FIELD_READING): SelectSelector(SelectSelectorConfig(options=choices))}
            ),
            description_placeholders={"witnesses": str(self._terms.witnesses)},
        )

    async def async_step_testimony(self, user_input: Input = None) -> ConfigFlowResult:
        """Show the figures, and speak for them if the owner knows them to be true."""
        witness = self.witness
        if witness is None:
            return self.async_abort(reason="not_loaded")
        block, member, told = self._readings[self._chosen]
        errors: dict[str, str] = {}
        if user_input is not None:
            if not user_input.get(FIELD_SURE):
                errors[FIELD_SURE] = "not_sure"
            else:
                try:
                    if await witness.async_speak(member, block, told):
                        return self.done()
                    errors["base"] = "nobody_heard"
                except ChainError as error:
                    errors["base"], _ = refusal(error)
        seconds = self._terms.interval_seconds
        start = self._terms.calendar().block_start(block)
        figures = "\n".join(
            f"- {_clock(start + seconds * number)}: {_kwh(None if each.unknown else each.net_wh)}"
            for number, each in enumerate(told.readings)
        )
        return self.async_show_form(
            step_id="testimony",
            data_schema=vol.Schema({vol.Required(FIELD_SURE, default=False): BooleanSelector()}),
            errors=errors,
            description_placeholders={
                "home": str(member),
                "start": self._moment(block),
                "figures": figures,
                "reason": "",
                "agent": "",
            },
        )

    async def async_step_neighbour_meter(self, user_input: Input = None) -> ConfigFlowResult:
        """Take the counters of a neighbour's meter that this home sees; none ends that."""
        errors: dict[str, str] = {}
        snapshot = self.config_entry.runtime_data.coordinator.snapshot
        own = "–" if snapshot is None or snapshot.member.index is None else str(snapshot.member.index)
        details = {"entity_id": "", "unit": "", "own": own}
        options: dict[str, Any] = dict(self.config_entry.options)
        known: dict[str, Any] = options.get(CONF_NEIGHBOURS, {})
        if user_input is not None:
            sensors = {key: user_input[key] for key in (CONF_IMPORT, CONF_EXPORT) if user_input.get(key)}
            chosen = {CONF_MODE: MeterMode.REGISTERS.value, **sensors}
            if sensors:
                errors, found = await async_meter_problems(self.hass, chosen)
                details |= found
            if not errors:
                home = str(int(user_input[FIELD_HOME]))
                kept = {key: meters for key, meters in known.items() if key != home}
                return self.async_create_entry(
                    data={**options, CONF_NEIGHBOURS: {**kept, **({home: chosen} if sensors else {})}}
                )
        counters = EntitySelector(
            EntitySelectorConfig(domain=Platform.SENSOR, device_class=SensorDeviceClass.ENERGY, multiple=True)
        )
        schema = vol.Schema(
            {
                vol.Required(FIELD_HOME): NumberSelector(
                    NumberSelectorConfig(min=0, max=1023, step=1, mode=NumberSelectorMode.BOX)
                ),
                vol.Optional(CONF_IMPORT): counters,
                vol.Optional(CONF_EXPORT): counters,
            }
        )
        suggested = (
            {FIELD_HOME: int(name), **meters} if (name := next(iter(known), None)) and (meters := known[name]) else {}
        )
        return self.async_show_form(
            step_id="neighbour_meter",
            data_schema=self.add_suggested_values_to_schema(schema, user_input or suggested),
            errors=errors,
            description_placeholders=details,
        )

    def _moment(self, block: int) -> str:
        start = self._terms.calendar().block_start(block)
        return f"{dt_util.as_local(dt_util.utc_from_timestamp(start)):%Y-%m-%d %H:%M}"


def _clock(unix: float) -> str:
    return f"{dt_util.as_local(dt_util.utc_from_timestamp(unix)):%H:%M}"


def _net(told: BlockReadings) -> int:
    return sum(each.net_wh for each in told.readings)


def _kwh(energy_wh: int | None) -> str:
    return "–" if energy_wh is None else f"{energy_wh / WH_PER_KWH:+.3f} kWh"
