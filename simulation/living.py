"""A household with machines in a running Home Assistant: reads what they are told, lets time pass, shows what came."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, Protocol

from .furnished import devices, shown, told
from .household import Registers
from .machines import Machines, summer_outside

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .flow import Flow

STEP_SECONDS: Final = 900
STEPS_A_DAY: Final = 96
LONGEST_PIECE_SECONDS: Final = 120.0
HOME_HOUR, LOADED_HOUR, LEAVES_HOUR = 7, 11, 19
"""The car is at home from seven and the dryer loaded at eleven; both are to be ready at seven in the evening."""

CAR_COMES_HOME_WITH: Final = 0.4


class Home(Protocol):
    """A running Home Assistant."""

    async def states(self) -> dict[str, dict[str, Any]]:
        """Tell every entity's state."""

    async def call_action(self, domain: str, action: str, data: Mapping[str, object]) -> object:
        """Perform an action."""


class LivingHouse:
    """One household; a 15-minute step of its profile passes in each interval of the market."""

    def __init__(self, registers: Registers) -> None:
        """Begin with machines at rest."""
        self._registers = registers
        self._pace = STEP_SECONDS / registers.interval_seconds
        self._at: float | None = None
        self._begun_at: float | None = None
        self._begun_kwh: dict[str, float] = {}
        self._shown: dict[str, float | bool | str] = {}
        self._day = -1
        self._runs = 0
        self.machines = Machines()

    def _step(self, time: float) -> float:
        """The profile's step at a moment, with how much of it has passed."""
        interval, within = divmod(time, self._registers.interval_seconds)
        return self._registers.step_of(int(interval)) + within / self._registers.interval_seconds

    @property
    def began(self) -> int:
        """The interval in which its machines began to live; until then its meters counted what the profile says."""
        return int(self._begun_at or 0) // self._registers.interval_seconds

    def hour(self, time: float) -> float:
        """The hour of the profile's day."""
        return self._step(time) % STEPS_A_DAY / 4

    async def show(self, home: Home, time: float) -> None:
        """Live until a moment and show it."""
        states = {entity_id: state["state"] for entity_id, state in (await home.states()).items()}
        if self._at is None:
            self._at = self._begun_at = time
            self._begun_kwh = self._registers.at(time)
        self._begin_day(time)
        orders = told(states)
        while self._at < time:
            seconds = min(LONGEST_PIECE_SECONDS / self._pace, time - self._at)
            step = int(self._step(self._at)) % len(self._registers.profile)
            profile, hour = self._registers.profile, self.hour(self._at)
            self.machines.is_plugged = HOME_HOUR <= hour < LEAVES_HOUR
            load_w, pv_w = profile.load_wh[step] * 4, profile.pv_wh[step] * 4
            self.machines.live(orders, load_w, pv_w, summer_outside(hour), seconds * self._pace)
            self._at += seconds
        await self._tell(home, states, time)

    def _begin_day(self, time: float) -> None:
        hour = self.hour(time)
        today = int(self._step(time)) // STEPS_A_DAY
        if hour >= HOME_HOUR and today != self._day:
            self._day, self._runs = today, self.machines.dryer_runs
            self.machines.car_wh = min(self.machines.car_wh, Machines().car_wh)

    async def _tell(self, home: Home, states: Mapping[str, str], time: float) -> None:
        hour = self.hour(time)
        for entity_id, value in shown(self.machines, summer_outside(hour)).items():
            await self._set(home, "input_number", "set_value", entity_id, value)
        for meter, counted in self.machines.counted.items():
            value = round(self._begun_kwh[meter] + counted / 1000, 4)
            await self._set(home, "input_number", "set_value", f"input_number.{meter}_register", value)
        has_run = self.machines.dryer_runs > self._runs
        for name, on in {
            "dryer_loaded": LOADED_HOUR <= hour < LEAVES_HOUR and not has_run,
            "car_plugged": HOME_HOUR <= hour < LEAVES_HOUR,
        }.items():
            await self._switch(home, name, on=on)
        if states.get("input_boolean.dryer") == "on" and self.machines.dryer_is_done:
            await home.call_action("input_boolean", "turn_off", {"entity_id": "input_boolean.dryer"})
        hours_left = (LEAVES_HOUR - hour) % 24
        needed = datetime.fromtimestamp(time + hours_left * 3600 / self._pace).astimezone()
        text = f"{needed:%Y-%m-%d %H:%M}:00" if self._pace == 1 else f"{needed:%Y-%m-%d %H:%M:%S}"
        if self._shown.get("day") != str(self._day) or not self._shown.get("needed"):
            self._shown |= {"day": str(self._day), "needed": text}
            await home.call_action(
                "input_datetime", "set_datetime", {"entity_id": "input_datetime.needed_by", "datetime": text}
            )

    async def _set(self, home: Home, domain: str, action: str, entity_id: str, value: float) -> None:
        """Set a number unless it shows that already."""
        if self._shown.get(entity_id) != value:
            await home.call_action(domain, action, {"entity_id": entity_id, "value": value})
            self._shown[entity_id] = value

    async def _switch(self, home: Home, name: str, *, on: bool) -> None:
        if self._shown.get(name) is not on:
            await home.call_action(
                "input_boolean", "turn_on" if on else "turn_off", {"entity_id": f"input_boolean.{name}"}
            )
            self._shown[name] = on


def answers(kind: str, name: str) -> list[dict[str, Any] | str]:
    """What a person fills in to name a machine: forms, and choices from menus."""
    data = {"name": name, **devices()[name][1]}

    def only(*keys: str) -> dict[str, Any]:
        return {key: data[key] for key in keys if key in data}

    match kind:
        case "battery":
            return [
                only("name", "soc", "capacity", "charge_power", "discharge_power", "efficiency", "reserve", "wear"),
                only("rule"),
                "select",
                only("select", "charge_power_number", "discharge_power_number"),
                only("self_use", "charge", "discharge", "hold"),
            ]
        case "appliance":
            return ["remote", {key: value for key, value in data.items() if key != "duty"}]
        case "ev":
            first = ("name", "switch", "current", "plugged", "power_sensor", "min_current", "max_current", "phases")
            return [
                only(*first, "voltage"),
                only("soc", "capacity", "target", "departure", "surplus_only"),
            ]
        case _:
            return [data]


async def name_machine(flow: Flow, kind: str, name: str) -> None:
    """Go through a machine's dialog as a person does."""
    for answer in answers(kind, name):
        await (flow.choose(answer) if isinstance(answer, str) else flow.submit(answer))
    if flow.step.get("step_id") == "rivals":
        await flow.submit()
    if flow.step["type"] != "create_entry":
        raise RuntimeError(f"naming the {name} came to {flow.step}")
