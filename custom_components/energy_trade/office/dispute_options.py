"""Line meters and disputed blocks, in the operator's dialogs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from homeassistant.helpers.selector import (
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
from ..market.readings import BlockReadings, Reading
from ..market.state import AuditState, MemberStatus
from ..market.units import BLOCK_INTERVALS, NO_ADDRESS, WH_PER_KWH
from ..options_dialog import Input, refusal
from .dialog import OfficeDialog
from .forms import FIELD_ZONE
from .member_options import FIELD_MEMBER

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigFlowResult

    from ..market.lines import BlockAudit

FIELD_BLOCK = "block"
FIELD_HOLDER = "holder"
NOBODY = "nobody"
MOST_BLOCKS = 96
INTERVAL_FIELDS = tuple(f"interval_{number}" for number in range(1, BLOCK_INTERVALS + 1))


class DisputeOptions(OfficeDialog):
    """The dialogs of a community whose readings are held against meters of lines."""

    _audits: dict[int, BlockAudit]
    _block: int = 0
    _corrected: int = 0

    async def async_step_line_meters(self, user_input: Input = None) -> ConfigFlowResult:
        """Name the home that reports a line's meter."""
        founding = self.opened.founding
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            holder = user_input[FIELD_HOLDER]
            key = NO_ADDRESS if holder == NOBODY else holder
            errors, details = await self.async_try(
                self.opened.operator.set_line_meter(int(user_input[FIELD_ZONE]), key)
            )
            if not errors:
                return self.done()
        zones = [SelectOptionDict(value=str(zone), label=str(zone)) for zone in sorted(founding.metered_zones)]
        homes = [
            SelectOptionDict(value=home.agent, label=f"{home.index} · {self._name(home.index) or home.owner}")
            for home in self.opened.data.members
            if home.status is not MemberStatus.LEFT
        ]
        schema = vol.Schema(
            {
                vol.Required(FIELD_ZONE, default=zones[0]["value"]): SelectSelector(
                    SelectSelectorConfig(options=zones)
                ),
                vol.Required(FIELD_HOLDER): SelectSelector(
                    SelectSelectorConfig(options=[*homes, SelectOptionDict(value=NOBODY, label="–")])
                ),
            }
        )
        return self.async_show_form(
            step_id="line_meters",
            data_schema=self.add_suggested_values_to_schema(schema, user_input),
            errors=errors,
            description_placeholders=details,
        )

    async def async_step_disputes(self, user_input: Input = None) -> ConfigFlowResult:
        """Choose a disputed block, and the home whose readings were not right."""
        if self.office is None:
            return self.async_abort(reason="not_loaded")
        try:
            self._audits = await self._async_disputed()
        except ChainError as error:
            return self.async_abort(reason=refusal(error)[0], description_placeholders={"reason": "", "agent": ""})
        if not self._audits:
            return self.async_abort(reason="no_disputes")
        if user_input is not None:
            self._block, self._corrected = int(user_input[FIELD_BLOCK]), int(user_input[FIELD_MEMBER])
            return await self.async_step_correction()
        calendar = self.opened.founding.calendar()
        blocks = [
            SelectOptionDict(value=str(block), label=f"{_moment(calendar.block_start(block))}")
            for block in sorted(self._audits, reverse=True)
        ]
        homes = [
            SelectOptionDict(value=str(home.index), label=f"{home.index} · {self._name(home.index) or home.owner}")
            for home in self.opened.data.members
            if home.status is not MemberStatus.LEFT
        ]
        schema = vol.Schema(
            {
                vol.Required(FIELD_BLOCK, default=blocks[0]["value"]): SelectSelector(
                    SelectSelectorConfig(options=blocks)
                ),
                vol.Required(FIELD_MEMBER): SelectSelector(SelectSelectorConfig(options=homes)),
            }
        )
        return self.async_show_form(
            step_id="disputes",
            data_schema=schema,
            description_placeholders={
                "disputes": "\n".join(f"- {self._told_of(audit)}" for _, audit in sorted(self._audits.items()))
            },
        )

    async def async_step_correction(self, user_input: Input = None) -> ConfigFlowResult:
        """Say what that home really gave or took; it counts after the time that the founding leaves for objections."""
        errors: dict[str, str] = {}
        details: dict[str, str] = {"reason": "", "agent": ""}
        operator = self.opened.operator
        if user_input is not None:
            nets = [Reading(round(user_input[name] * WH_PER_KWH)) for name in INTERVAL_FIELDS]
            errors, found = await self.async_try(
                operator.correct_reading(self._corrected, self._block, BlockReadings(tuple(nets)))
            )
            details |= found
            if not errors:
                return self.done()
        try:
            told = (await operator.readings_of(self._block)).get(self._corrected)
        except ChainError as error:
            return self.async_abort(reason=refusal(error)[0], description_placeholders={"reason": "", "agent": ""})
        power = NumberSelector(
            NumberSelectorConfig(min=-300, max=300, step="any", mode=NumberSelectorMode.BOX, unit_of_measurement="kWh")
        )
        fields: dict[Any, Any] = {vol.Required(name): power for name in INTERVAL_FIELDS}
        readings = told.readings if told else (Reading(0),) * BLOCK_INTERVALS
        suggested = {
            name: (reading.net_wh or 0) / WH_PER_KWH for name, reading in zip(INTERVAL_FIELDS, readings, strict=True)
        }
        return self.async_show_form(
            step_id="correction",
            data_schema=self.add_suggested_values_to_schema(vol.Schema(fields), user_input or suggested),
            errors=errors,
            description_placeholders={
                "home": self._name(self._corrected) or f"#{self._corrected}",
                "dispute": self._told_of(self._audits[self._block]),
                **details,
            },
        )

    async def _async_disputed(self) -> dict[int, BlockAudit]:
        """Blocks whose dispute is open."""
        office, calendar = self.opened, self.opened.founding.calendar()
        now = office.operator.market.now()
        current = calendar.block_at(now)
        blocks = range(current - 1, max(current - 1 - MOST_BLOCKS, office.founding.founded_block - 1), -1)
        open_ones = [block for block in blocks if now < calendar.window_end(block)]
        audits = await asyncio.gather(*(office.operator.audit_of(block) for block in open_ones))
        return {audit.block: audit for audit in audits if audit.state is AuditState.DISPUTED}

    def _told_of(self, audit: BlockAudit) -> str:
        """A dispute in figures: when, and by how much the homes' readings and each line differ."""
        start = _moment(self.opened.founding.calendar().block_start(audit.block))
        differences = ", ".join(
            f"{zone}: {sum(row) / WH_PER_KWH:+.3f} kWh" for zone, row in sorted(audit.excess.items()) if any(row)
        )
        return f"{start} ({differences or '–'}) → {_moment(audit.window_end)}"

    def _name(self, index: int) -> str | None:
        home = next(home for home in self.opened.data.members if home.index == index)
        return self.opened.guests.name_of(home.agent)


def _moment(unix: float) -> str:
    return f"{dt_util.as_local(dt_util.utc_from_timestamp(unix)):%Y-%m-%d %H:%M}"
