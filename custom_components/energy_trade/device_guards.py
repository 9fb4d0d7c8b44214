"""Asks when a device's own limits stand in the way of what it is there for, and does what is answered.

Until somebody answers, the stated default holds: a price limit is kept, a room stays planned, a reserve waits for cheap
energy. Each cause is asked about once for a device, and taken back when it has passed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from .home.devices.appliance import ApplianceReading, Phase
from .home.devices.battery import BatteryReading
from .home.devices.ev import EvReading
from .home.devices.hours import HoursReading
from .home.devices.thermostat import RoomReading
from .planner.plan import Want
from .questions.causes import Cause
from .speech.quantities import energy, moment, price

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from .home.devices.fleet import Device, Fleet
    from .planner.plan import Shortfall
    from .planning import Planning
    from .questions.book import Answer
    from .questions.manager import Questions
    from .speech.quantities import Fact

TIME_TO_ANSWER: Final = timedelta(minutes=5)
"""Nobody is asked with less time left to answer."""

CAR_LEAST_SHARE: Final = 0.1
"""A car that lacks less than this share of what it needs is as good as charged."""

ROOM_LEAST_KELVIN: Final = 1.0
RESERVE_LEAST_SHARE: Final = 0.03
"""A battery is worth a question only so far below its reserve: charges are rounded."""

REST: Final = timedelta(hours=12)
CAUSES: Final = (Cause.RUN_TOO_DEAR, Cause.CAR_NOT_READY, Cause.COMFORT_NOT_HELD, Cause.RESERVE_NOT_HELD)


class DeviceGuards:
    """Watches the limits of one home's devices."""

    def __init__(
        self, fleet: Fleet, planning: Planning, questions: Questions, on_answer: Callable[[], Awaitable[None]]
    ) -> None:
        """Act on answers from now on, also on those to questions from before a restart."""
        self._fleet = fleet
        self._planning = planning
        self._questions = questions
        self._on_answer = on_answer
        questions.handle(Cause.RUN_TOO_DEAR, self._async_run_decided)
        questions.handle(Cause.CAR_NOT_READY, self._async_car_decided)
        questions.handle(Cause.COMFORT_NOT_HELD, self._async_room_decided)
        questions.handle(Cause.RESERVE_NOT_HELD, self._async_reserve_decided)

    # ------ asking

    @callback
    def look(self) -> None:
        """Ask about what the plan leaves wanting, and take back what it does not any more."""
        plan = self._planning.plan
        wanting: dict[str, list[Shortfall]] = {}
        for each in plan.shortfalls if plan else ():
            wanting.setdefault(each.device, []).append(each)
        for device in self._fleet.devices.values():
            asked: Cause | None = None
            if device.is_planned:
                asked = self._ask_about(device, wanting.get(device.subentry_id, []))
            for cause in CAUSES:
                if cause is not asked:
                    self._questions.withdraw(cause, device.subentry_id)

    def _ask_about(self, device: Device, wanting: list[Shortfall]) -> Cause | None:
        """Ask about a device, if there is a cause; tell which holds, asked anew or not."""
        match device.reading:
            case ApplianceReading(phase=Phase.READY) as reading if self._lacks(wanting, Want.PRICE_CEILING):
                return self._ask_run(device, reading.latest, reading.profile.seconds)
            case HoursReading() as reading if self._lacks(wanting, Want.PRICE_CEILING):
                return self._ask_run(device, reading.latest, reading.needed_seconds)
            case EvReading() as reading:
                return self._ask_car(device, reading, wanting)
            case RoomReading() as reading:
                return self._ask_room(device, reading, wanting)
            case BatteryReading() as reading:
                return self._ask_reserve(device, reading)
        return None

    @staticmethod
    def _lacks(wanting: list[Shortfall], *wants: Want) -> float:
        return max((each.amount for each in wanting if each.want in wants), default=0.0)

    def _ask_run(self, device: Device, latest: float, seconds: float) -> Cause | None:
        limit = self._limit(device)
        if limit is None:
            return None
        facts: dict[str, Fact] = {
            "name": device.name,
            "limit": price(limit),
            "price": price(self._cheapest(latest, seconds)),
            "end": moment(self._fleet.clock.market(latest)),
        }
        return self._ask(Cause.RUN_TOO_DEAR, device, latest - seconds, facts)

    def _ask_car(self, device: Device, reading: EvReading, wanting: list[Shortfall]) -> Cause | None:
        missing = self._lacks(wanting, Want.PRICE_CEILING, Want.ENERGY)
        if missing < CAR_LEAST_SHARE * reading.needed_wh or not reading.needed_wh or device.notes.get("charge_now"):
            return None
        facts: dict[str, Fact] = {
            "name": device.name,
            "missing": energy(missing),
            "end": moment(self._fleet.clock.market(reading.departure)),
            "price": price(self._cheapest(reading.departure, 0.0)),
        }
        return self._ask(Cause.CAR_NOT_READY, device, reading.departure, facts)

    def _ask_room(self, device: Device, reading: RoomReading, wanting: list[Shortfall]) -> Cause | None:
        kelvin = self._lacks(wanting, Want.COLDER, Want.WARMER)
        now_off = max(0.0, reading.band.low - reading.inside, reading.inside - reading.band.high)
        # A room that is on its way back into its band needs no decision.
        if kelvin < ROOM_LEAST_KELVIN or kelvin <= now_off + ROOM_LEAST_KELVIN / 2:
            return None
        until = self._fleet.clock.home_now + REST.total_seconds()
        return self._ask(Cause.COMFORT_NOT_HELD, device, until, {"name": device.name, "kelvin": f"{kelvin:.0f}"})

    def _ask_reserve(self, device: Device, reading: BatteryReading) -> Cause | None:
        missing = reading.reserve_wh - reading.stored_wh
        if missing < RESERVE_LEAST_SHARE * reading.capacity_wh or device.notes.get("refill"):
            return None
        until = self._fleet.clock.home_now + REST.total_seconds()
        step = self._planning.plan.step_at(self._fleet.clock.home_now) if self._planning.plan else None
        if self._planning.plan is None or step is None:
            return None
        facts: dict[str, Fact] = {
            "name": device.name,
            "missing": energy(missing),
            "price": price(self._planning.plan.steps[step].buy),
        }
        return self._ask(Cause.RESERVE_NOT_HELD, device, until, facts)

    def _limit(self, device: Device) -> float | None:
        """The owner's price limit as the plan had it, in µcredit per Wh."""
        problem = self._planning.problem
        if problem is None:
            return None
        limits = {each.device: each.highest_price for each in problem.appliances}
        limits |= {each.device: each.highest_price for each in problem.interruptibles}
        return limits.get(device.subentry_id)

    def _cheapest(self, latest: float, seconds: float) -> float:
        """What energy costs in the cheapest time that is left, in µcredit per Wh."""
        plan, now = self._planning.plan, self._fleet.clock.home_now
        steps = [each for each in (plan.steps if plan else ()) if now - each.seconds < each.start < latest]
        if not steps:
            return 0.0
        width = max(1, round(seconds / steps[0].seconds))
        spans = [steps[at : at + width] for at in range(max(1, len(steps) - width + 1))]
        return min(sum(each.buy for each in span) / len(span) for span in spans)

    def _ask(self, cause: Cause, device: Device, latest: float, facts: Mapping[str, Fact]) -> Cause | None:
        """Ask until a moment of home time, if that leaves time to answer."""
        expires = self._moment(latest)
        if expires - dt_util.utcnow() < TIME_TO_ANSWER / self._fleet.clock.pace:
            return cause
        until = moment(self._fleet.clock.market(latest))
        self._questions.ask(cause, subject=device.subentry_id, expires=expires, facts={**facts, "until": until})
        return cause

    def _moment(self, home: float) -> datetime:
        """Home Assistant's time at a moment of home time."""
        return dt_util.utcnow() + timedelta(seconds=(home - self._fleet.clock.home_now) / self._fleet.clock.pace)

    # ------ what was answered

    def _device(self, answer: Answer) -> Device | None:
        return self._fleet.devices.get(answer.question.subject)

    def _rest(self, cause: Cause, device: Device) -> None:
        self._questions.rest(cause, dt_util.utcnow() + REST / self._fleet.clock.pace, device.subentry_id)

    async def _async_run_decided(self, answer: Answer) -> None:
        if (device := self._device(answer)) is None:
            return
        if answer.choice == "run_anyway":
            device.notes["anyway"] = True
        else:
            self._rest(Cause.RUN_TOO_DEAR, device)
        await self._on_answer()

    async def _async_car_decided(self, answer: Answer) -> None:
        if (device := self._device(answer)) is None:
            return
        if answer.choice == "charge_anyway":
            device.notes["charge_now"] = True
        else:
            self._rest(Cause.CAR_NOT_READY, device)
        await self._on_answer()

    async def _async_room_decided(self, answer: Answer) -> None:
        if (device := self._device(answer)) is None:
            return
        if answer.choice == "stop_planning":
            self._fleet.allow(device.subentry_id, allowed=False)
        self._rest(Cause.COMFORT_NOT_HELD, device)
        await self._on_answer()

    async def _async_reserve_decided(self, answer: Answer) -> None:
        if (device := self._device(answer)) is None:
            return
        if answer.choice == "refill":
            device.notes["refill"] = True
        self._rest(Cause.RESERVE_NOT_HELD, device)
        await self._on_answer()
