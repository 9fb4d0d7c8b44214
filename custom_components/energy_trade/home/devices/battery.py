"""A battery: how full it is, if that can be believed, and its mode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ...planner.policy import BatteryMode, Command, ModeReason
from .config import BatteryConfig, BatteryControl, Mode
from .hand import Hand, Obedience, Wish, number, option, script, switched
from .reading import Measure, amount, measured, state_of

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

WH_PER_KWH: Final = 1000
PERCENT: Final = 100
SECONDS_PER_HOUR: Final = 3600
JUMP_PERCENT: Final = 3.0
"""What the charge may change by at once without being doubted: sensors round, and reckon anew when full."""

JUMP_FACTOR: Final = 3.0
DOUBT_SECONDS: Final = 600
"""A charge that jumped is believed once it has stayed where it is for so long."""

POWER_STEP_W: Final = 50.0
MODES: Final = {
    BatteryMode.SELF_USE: Mode.SELF_USE,
    BatteryMode.CHARGE: Mode.CHARGE,
    BatteryMode.DISCHARGE: Mode.DISCHARGE,
    BatteryMode.HOLD: Mode.HOLD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BatteryReading:
    """What a battery holds and can do, in Wh and W."""

    capacity_wh: float
    stored_wh: float
    reserve_wh: float
    charge_w: float
    discharge_w: float


class SocWatch:
    """Believes a charge that moves as a battery can, and doubts one that jumps until it has stood for a while."""

    def __init__(self) -> None:
        """Begin without having seen any."""
        self._believed: float | None = None
        self._at = 0.0
        self._doubted: float | None = None
        self._since = 0.0

    def believe(self, percent: float | None, fastest_percent_an_hour: float, now: float) -> float | None:
        """Return the charge in percent that can be believed; None while none can. `now` is home time."""
        if percent is None:
            self._doubted = None
            return None
        if self._believed is None:
            self._believed, self._at = percent, now
            return percent
        hours = max(0.0, now - self._at) / SECONDS_PER_HOUR
        most = JUMP_PERCENT + JUMP_FACTOR * fastest_percent_an_hour * hours
        if abs(percent - self._believed) <= most:
            self._believed, self._at, self._doubted = percent, now, None
            return percent
        if self._doubted is None or abs(percent - self._doubted) > JUMP_PERCENT:
            self._doubted, self._since = percent, now
        if now - self._since >= DOUBT_SECONDS:
            self._believed, self._at, self._doubted = percent, now, None
            return percent
        return None


class BatteryDevice:
    """One battery, as its subentry describes it."""

    def __init__(self, hass: HomeAssistant, config: BatteryConfig) -> None:
        """Begin without having read anything."""
        self._hass = hass
        self.config = config
        self.hand = Hand(hass)
        self._watch = SocWatch()
        self._capacity: float | None = None
        self._charge: float | None = None
        self._discharge: float | None = None
        self._reserve: float | None = None

    def read(self, now: float) -> BatteryReading | None:
        """Read it; limits that vanish keep their last value, but without a believable charge there is no reading."""
        config = self.config
        self._capacity = amount(self._hass, config.capacity, Measure.CAPACITY) or self._capacity
        charge = amount(self._hass, config.charge_power, Measure.POWER)
        discharge = amount(self._hass, config.discharge_power, Measure.POWER)
        reserve = amount(self._hass, config.reserve, Measure.SHARE)
        self._charge = self._charge if charge is None else charge
        self._discharge = self._discharge if discharge is None else discharge
        self._reserve = self._reserve if reserve is None else reserve
        if not self._capacity or self._charge is None or self._discharge is None or self._reserve is None:
            return None
        capacity_wh = self._capacity * WH_PER_KWH
        fastest = PERCENT * max(self._charge, self._discharge) / capacity_wh
        percent = self._watch.believe(measured(state_of(self._hass, config.soc), Measure.SHARE), fastest, now)
        if percent is None:
            return None
        return BatteryReading(
            capacity_wh=capacity_wh,
            stored_wh=capacity_wh * percent / PERCENT,
            reserve_wh=capacity_wh * min(self._reserve, PERCENT) / PERCENT,
            charge_w=self._charge,
            discharge_w=self._discharge,
        )

    @property
    def can_be_told(self) -> bool:
        """Whether its mode can be set at all."""
        return self.config.control is not BatteryControl.NONE

    def can(self, mode: BatteryMode) -> bool:
        """Whether it knows a mode."""
        return mode is BatteryMode.SELF_USE or MODES[mode] in self.config.modes

    def safe(self, command: Command, reading: BatteryReading | None) -> Command:
        """Return what can be told: never a discharge at or below the reserve, nothing forced without a reading."""
        mode = command.mode
        if reading is None:
            # It may be emptier than its reserve: what was kept for a power cut stays.
            mode = BatteryMode.HOLD if self.config.reserve != 0 else BatteryMode.SELF_USE
        elif mode is BatteryMode.DISCHARGE and reading.stored_wh <= reading.reserve_wh:
            mode = BatteryMode.HOLD
        if not self.can(mode):
            mode = BatteryMode.SELF_USE
        return Command(
            mode=mode,
            reason=command.reason,
            power_w=command.power_w if mode in {BatteryMode.CHARGE, BatteryMode.DISCHARGE} else None,
        )

    async def async_command(self, command: Command, now: float) -> Obedience:
        """Set its mode; `now` is any clock's."""
        return await self.hand.async_apply(self._wishes(command), now)

    async def async_release(self) -> None:
        """Let it serve the home by itself."""
        if self.can_be_told:
            self.hand.resume()
            await self.hand.async_apply(
                self._wishes(Command(mode=BatteryMode.SELF_USE, reason=ModeReason.PLAN_STALE)), 0
            )

    def _wishes(self, command: Command) -> list[Wish]:
        config, mode = self.config, MODES[command.mode]
        power = None if command.power_w is None else round(command.power_w / POWER_STEP_W) * POWER_STEP_W
        wishes: list[Wish] = []
        target = {Mode.CHARGE: config.charge_number, Mode.DISCHARGE: config.discharge_number}.get(mode)
        if target is not None and power is not None:
            wishes.append(number(self._hass, target, _in_unit_of(self._hass, target, power)))
        match config.control:
            case BatteryControl.SELECT if config.setter is not None:
                wishes.append(option(config.setter, config.modes[mode]))
            case BatteryControl.SWITCHES:
                # What is off goes off first: two modes at once are none.
                order = sorted(config.modes, key=lambda each: each is mode)
                wishes += [switched(config.modes[each], on=each is mode) for each in order]
            case BatteryControl.SCRIPTS:
                variables = {} if power is None else {"power": power}
                wishes += [script(entity, (mode, power), **variables) for entity in [config.modes[mode]]]
        return wishes


def _in_unit_of(hass: HomeAssistant, entity_id: str, watts: float) -> float:
    state = hass.states.get(entity_id)
    unit = state.attributes.get("unit_of_measurement") if state else None
    return watts / WH_PER_KWH if unit == "kW" else watts
