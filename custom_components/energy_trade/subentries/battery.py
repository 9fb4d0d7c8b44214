"""Names a home battery: what tells its charge, what it can do, its owner's rules, and how its mode is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from homeassistant.const import PERCENTAGE

from ..home.devices.config import (
    CONF_CAPACITY,
    CONF_CHARGE_BELOW,
    CONF_CHARGE_POWER,
    CONF_CONTROL,
    CONF_DISCHARGE_POWER,
    CONF_EFFICIENCY,
    CONF_RESERVE,
    CONF_RULE,
    CONF_SELL_ABOVE,
    CONF_SELL_DOWN_TO,
    CONF_SOC,
    CONF_WEAR,
    BatteryControl,
    DeviceKind,
    Mode,
)
from ..home.devices.reading import Measure
from ..planner.problem import BatteryGoal
from . import fields as ask
from .flow import NAME, DeviceFlow, Input
from .suggestions import async_suggested_battery

if TYPE_CHECKING:
    from homeassistant.config_entries import SubentryFlowResult

    from .fields import Field

CHARGE_NUMBER: Final = f"{CONF_CHARGE_POWER}_number"
DISCHARGE_NUMBER: Final = f"{CONF_DISCHARGE_POWER}_number"
POWER_NUMBERS: Final = (
    ask.entity(CHARGE_NUMBER, ["number", "input_number"]),
    ask.entity(DISCHARGE_NUMBER, ["number", "input_number"]),
)


class BatteryFlow(DeviceFlow):
    """Adds or changes a battery."""

    kind: ClassVar = DeviceKind.BATTERY

    async def _async_begin(self) -> SubentryFlowResult:
        return await self.async_step_user()

    @property
    def _fields(self) -> tuple[Field, ...]:
        return (
            NAME,
            ask.sensor(CONF_SOC, Measure.SHARE, required=True),
            ask.amount(CONF_CAPACITY, Measure.CAPACITY, 0.1, 1000, required=True),
            ask.amount(CONF_CHARGE_POWER, Measure.POWER, 1, 500_000, proposed=3000, required=True),
            ask.amount(CONF_DISCHARGE_POWER, Measure.POWER, 1, 500_000, proposed=3000, required=True),
            ask.number(CONF_EFFICIENCY, 30, 100, PERCENTAGE, proposed=90),
            ask.amount(CONF_RESERVE, Measure.SHARE, 0, 95, proposed=10, required=True),
            ask.number(CONF_WEAR, 0, 10, self._price_unit, proposed=0.03),
        )

    async def async_step_user(self, user_input: Input = None) -> SubentryFlowResult:
        """Ask what the battery is."""
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        proposed: dict[str, Any] = {}
        if user_input is not None:
            errors, details = self._take(self._fields, user_input)
            if not errors:
                return await self.async_step_rules()
        else:
            proposed = await async_suggested_battery(self.hass)
        return self._ask("user", self._fields, errors, details, **proposed)

    async def async_step_rules(self, user_input: Input = None) -> SubentryFlowResult:
        """Ask what the owner wants of it."""
        unit = self._price_unit
        fields = (
            ask.choice(CONF_RULE, [goal.value for goal in BatteryGoal], BatteryGoal.EARN),
            ask.amount(CONF_CHARGE_BELOW, Measure.PRICE, -1, 100, unit=unit),
            ask.amount(CONF_SELL_ABOVE, Measure.PRICE, -1, 100, unit=unit),
            ask.amount(CONF_SELL_DOWN_TO, Measure.SHARE, 0, 100),
        )
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            errors, details = self._take(fields, user_input)
            reserve, floor = self._data[CONF_RESERVE], user_input.get(CONF_SELL_DOWN_TO)
            if not errors and isinstance(reserve, int | float) and isinstance(floor, int | float) and floor < reserve:
                errors = {CONF_SELL_DOWN_TO: "below_reserve"}
            if not errors:
                return await self.async_step_control()
        return self._ask("rules", fields, errors, details)

    async def async_step_control(self, _user_input: Input = None) -> SubentryFlowResult:
        """Ask how its mode is set."""
        return self.async_show_menu(step_id="control", menu_options=[control.value for control in BatteryControl])

    def _choose(self, control: BatteryControl) -> None:
        """Forget how it was controlled otherwise."""
        if self._data.get(CONF_CONTROL) != control:
            for key in (BatteryControl.SELECT, CHARGE_NUMBER, DISCHARGE_NUMBER, *Mode):
                self._data.pop(key, None)
        self._data[CONF_CONTROL] = control.value

    async def async_step_none(self, _user_input: Input = None) -> SubentryFlowResult:
        """Plan around what it does by itself."""
        self._choose(BatteryControl.NONE)
        return await self._async_done()

    async def async_step_select(self, user_input: Input = None) -> SubentryFlowResult:
        """Take the entity whose options are modes."""
        fields = (ask.entity(BatteryControl.SELECT, ask.SELECTS, required=True), *POWER_NUMBERS)
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            self._choose(BatteryControl.SELECT)
            errors, details = self._take(fields, user_input)
            if not errors and (details := self._taken()):
                errors = {BatteryControl.SELECT: "entity_taken"}
            elif not errors and not ask.options_of(self.hass, user_input[BatteryControl.SELECT]):
                errors = {BatteryControl.SELECT: "select_without_options"}
                details = {"entity_id": user_input[BatteryControl.SELECT]}
            if not errors:
                return await self.async_step_options()
        return self._ask("select", fields, errors, details)

    async def async_step_options(self, user_input: Input = None) -> SubentryFlowResult:
        """Ask which option is which mode."""
        options = ask.options_of(self.hass, self._data[BatteryControl.SELECT])
        fields = tuple(ask.optional_choice(mode, options, required=mode is Mode.SELF_USE) for mode in Mode)
        return await self._async_modes("options", fields, user_input)

    async def async_step_switches(self, user_input: Input = None) -> SubentryFlowResult:
        """Take a switch for each mode; with none on, the battery serves the home."""
        fields = (
            *(ask.entity(mode, ask.SWITCHES) for mode in (Mode.CHARGE, Mode.DISCHARGE, Mode.HOLD)),
            *POWER_NUMBERS,
        )
        return await self._async_modes("switches", fields, user_input, BatteryControl.SWITCHES)

    async def async_step_scripts(self, user_input: Input = None) -> SubentryFlowResult:
        """Take a script for each mode; those that charge and discharge are given the power in W."""
        fields = tuple(ask.entity(mode, ["script"], required=mode is Mode.SELF_USE) for mode in Mode)
        return await self._async_modes("scripts", fields, user_input, BatteryControl.SCRIPTS)

    async def _async_modes(
        self, step_id: str, fields: tuple[Field, ...], user_input: Input, control: BatteryControl | None = None
    ) -> SubentryFlowResult:
        errors: dict[str, str] = {}
        details: dict[str, str] = {}
        if user_input is not None:
            if control is not None:
                self._choose(control)
            errors, details = self._take(fields, user_input)
            chosen = [user_input[mode] for mode in Mode if user_input.get(mode)]
            if not errors and len(set(chosen)) < len(chosen):
                errors = {"base": "mode_twice"}
            if not errors and not any(mode in user_input for mode in (Mode.CHARGE, Mode.DISCHARGE, Mode.HOLD)):
                errors = {"base": "mode_missing"}
            if not errors and (details := self._taken()):
                errors = {"base": "entity_taken"}
            if not errors:
                return await self._async_done()
        return self._ask(step_id, fields, errors, details)
