"""Plans the home's devices: at every interval and whenever something happens, never without a plan."""

from __future__ import annotations

from functools import partial
import logging
from math import inf
from typing import TYPE_CHECKING, Any, Final

from homeassistant.util import dt as dt_util

from .market.units import BLOCK_INTERVALS, credit_per_kwh
from .planner.guide import Guide, guide
from .planner.plan import RunKind
from .planner.planning import make_plan
from .planner.problem import BadProblemError, Connection
from .planner.reliance import reliance
from .prices import PriceMemory
from .proposal import Flexibility
from .prospect import Ahead, Outlooks, OwnPrice, look_ahead
from .solar import SolarForecasts
from .wanted import Weather, planned_shift, problem_of
from .weather import TemperatureForecasts

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

    from .home.devices.fleet import Fleet
    from .market.founding import Founding
    from .market.state import MemberState, Snapshot
    from .planner.forecast import DayShape
    from .planner.plan import Plan, Run
    from .planner.problem import Problem
    from .proposal import Past

_LOGGER = logging.getLogger(__name__)

SECONDS_PER_HOUR: Final = 3600
TIME_LIMIT_SECONDS: Final = 10.0
"""A plan is wanted every quarter of an hour: a slow computer may think for a while."""


class Planning:
    """The home's plan and what it was made from; all its times are home time."""

    def __init__(self, hass: HomeAssistant, fleet: Fleet, founding: Founding, shape: DayShape) -> None:
        """Begin without a plan."""
        self._hass = hass
        self._founding = founding
        self._shape = shape
        self._weather = TemperatureForecasts(hass)
        self._is_due = True
        self._interval: int | None = None
        self.fleet = fleet
        self._solar = SolarForecasts(hass, founding.calendar(), founding.interval_seconds, fleet.memory.of("solar"))
        self.prices = PriceMemory(founding, fleet.memory.of("prices"))
        self.plan: Plan | None = None
        self.problem: Problem | None = None
        self.guide: Guide | None = None
        self._ahead: Ahead | None = None

    def ask_again(self) -> None:
        """Plan anew at the next turn: something has happened."""
        self._is_due = True

    def forget(self) -> None:
        """Have no plan: planning pauses."""
        self.plan = self.problem = self.guide = self._ahead = None
        self._is_due = True

    def is_due(self, now: float) -> bool:
        """Whether it is time to plan; `now` is the market's."""
        return bool(self.fleet.devices) and (
            self._is_due or self.plan is None or self._founding.calendar().interval_at(now) != self._interval
        )

    async def async_plan(
        self, snapshot: Snapshot, past: Past, now: float, own: OwnPrice, saved: int | None = None
    ) -> None:
        """Make a plan from what is known now; a failure leaves the last one standing.

        `saved` is what trading and planning have saved in µcredit against a battery that serves the home alone.
        """
        self._is_due = False
        self._interval = self._founding.calendar().interval_at(now)
        self.fleet.look()
        outdoor = {getattr(device.machine.config, "outdoor", None) for device in self.fleet.devices.values()}
        await self._weather.async_refresh(sorted(filter(None, outdoor)))
        if self.fleet.clock.pace == 1.0:
            await self._solar.async_refresh(now)
        self.prices.see(snapshot)
        evidence = self.prices.evidence
        outlooks = Outlooks(
            self._founding,
            snapshot,
            evidence,
            past,
            self.fleet.clock,
            now,
            self._shape,
            own,
            self._solar.said_wh,
            reliance=self._reliance(own, saved),
        )
        ahead = await self._hass.async_add_executor_job(look_ahead, outlooks)
        try:
            self.problem = problem_of(
                self._hass, self.fleet, ahead.steps, self._connection(snapshot.member), Weather(self._outside)
            )
        except BadProblemError as error:
            _LOGGER.warning("The home cannot be planned as it is described: %s", error)
            return
        self._ahead = ahead
        solve = partial(make_plan, self.problem, last=self.plan, time_limit_s=TIME_LIMIT_SECONDS)
        self.plan = await self._hass.async_add_executor_job(solve)
        self.guide = await self._hass.async_add_executor_job(_guide, self.problem, self.plan, ahead)

    def _reliance(self, own: OwnPrice, saved: int | None) -> float:
        """How far to count on neighbours; until a first problem tells of batteries, as if there were no end of them."""
        batteries = None if self.problem is None else self.problem.batteries
        storable = inf if batteries is None else sum(each.highest_wh - each.lowest_wh for each in batteries)
        calendar = self._founding.calendar()
        interval = self._interval or 0
        price = own(interval) or self._founding.table_tariff(calendar.block_of(interval))[interval % BLOCK_INTERVALS]
        return reliance(self._founding.supply, saved, storable, price)

    def _connection(self, member: MemberState) -> Connection:
        """What the fuse carries; before admission nobody has said."""
        hours = self._founding.interval_seconds * self.fleet.clock.pace / SECONDS_PER_HOUR
        if not member.import_limit_wh or not member.export_limit_wh:
            return Connection()
        return Connection(import_w=member.import_limit_wh / hours, export_w=member.export_limit_wh / hours)

    def _outside(self, entity_id: str, home: float) -> float | None:
        ahead = self.fleet.clock.market(home) - self.fleet.clock.now()
        return self._weather.at(entity_id, dt_util.utc_from_timestamp(dt_util.utcnow().timestamp() + ahead))

    # ------ what the plan says

    def run_of(self, device: str) -> Run | None:
        """The run under way or the next one; None while none is planned."""
        now = self.fleet.clock.home_now
        runs = self.plan.runs_of(device) if self.plan else ()
        return next((run for run in runs if run.end > now), None)

    def power_of(self, device: str) -> float | None:
        """What a device is planned to draw now, in W; a battery's is + for discharge. None without a plan for it."""
        if self.plan is None or device not in self.plan.power_w:
            return None
        step = self.plan.step_at(self.fleet.clock.home_now)
        return None if step is None else self.plan.power_w[device][step]

    def temperature_of(self, device: str) -> float | None:
        """The temperature that a room is planned to have at the end of this step."""
        if self.plan is None or device not in self.plan.temperature:
            return None
        step = self.plan.step_at(self.fleet.clock.home_now)
        return None if step is None else self.plan.temperature[device][step]

    def shift_wh(self) -> dict[int, int]:
        """What planned devices add to the home's net energy in each interval, in Wh: + given, − taken."""
        if self.plan is None or self.problem is None:
            return {}
        calendar, clock = self._founding.calendar(), self.fleet.clock
        batteries = frozenset(battery.device for battery in self.problem.batteries)
        length = self._founding.interval_seconds * clock.pace
        shift: dict[int, float] = {}
        for index, step in enumerate(self.plan.steps):
            watts = planned_shift(self.plan.power_w, batteries, index)
            first = calendar.interval_at(clock.market(step.start) + 1e-3)
            count = max(1, round(step.seconds / length))
            for interval in range(first, first + count):
                shift[interval] = shift.get(interval, 0.0) + watts * step.seconds / count / SECONDS_PER_HOUR
        return {interval: round(wh) for interval, wh in shift.items()}

    def flexibility(self) -> Flexibility | None:
        """Tell what the home can plan around its trades; None while that is nothing, or its habits are not known."""
        problem, ahead = self.problem, self._ahead
        if problem is None or ahead is None or ahead.net_wh is None or ahead.weights is None:
            return None
        if not (problem.batteries or problem.vehicles or problem.rooms) or len(ahead.steps) != len(problem.steps):
            return None
        calendar, clock = self._founding.calendar(), self.fleet.clock
        length = self._founding.interval_seconds * clock.pace
        steps = {
            calendar.interval_at(clock.market(step.start) + 1e-3): index
            for index, step in enumerate(problem.steps)
            if abs(step.seconds - length) < 1
        }
        return Flexibility(problem, ahead.net_wh, ahead.weights, steps)

    def board(self) -> dict[str, Any] | None:
        """Write the plan as a dashboard draws it, in the market's time; None without one."""
        if self.plan is None:
            return None
        clock = self.fleet.clock
        return {
            "status": self.plan.status,
            "steps": [
                {
                    "start": clock.market(step.start),
                    "seconds": step.seconds / clock.pace,
                    "net_w": round(-step.grid_w),
                    "load_w": round(step.load_w),
                    "pv_w": round(step.pv_w),
                    "battery_w": round(step.battery_w),
                    "soc_wh": round(step.soc_wh),
                    "buy": credit_per_kwh(round(step.buy)),
                    "sell": credit_per_kwh(round(step.sell)),
                }
                for step in self.plan.steps
            ],
            "runs": [self._board_run(run) for run in self.plan.runs],
        }

    def _board_run(self, run: Run) -> dict[str, Any]:
        clock = self.fleet.clock
        device = self.fleet.devices[run.device]
        return {
            "device": run.device,
            "name": device.name,
            "kind": RunKind.APPLIANCE if run.kind is RunKind.INTERRUPTIBLE else run.kind,
            "start": clock.market(run.start),
            "end": clock.market(run.end),
            "energy_wh": round(run.energy_wh),
            "cost": round(run.cost),
            "price": credit_per_kwh(round(run.price)),
            "price_at_once": credit_per_kwh(round(run.price_at_once)),
            "reason": run.reason,
            "can_run_now": device.can_run_now,
        }


def _guide(problem: Problem, plan: Plan, ahead: Ahead) -> Guide | None:
    """Value what is stored, in the courses that the home's past suggests; None while it suggests none."""
    if ahead.net_wh is None or ahead.weights is None:
        return None
    return guide(problem, plan, ahead.net_wh, ahead.weights, ahead.price_moves)
