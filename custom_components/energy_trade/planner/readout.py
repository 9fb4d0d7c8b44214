"""Reads from decided powers what then flows, costs, and is left wanting.

It knows nothing of how they were decided, so a plan says what would really happen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from typing import Final

from .plan import PlanStep, Shortfall, Want
from .problem import SECONDS_PER_HOUR, Battery, Problem, Room

LEAST_WH: Final = 1.0
LEAST_KELVIN: Final = 0.05
TOLERANCE_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Powers by device and step; batteries' are + for discharge. `marginal` and `stored_value` as in a plan."""

    power_w: Mapping[str, tuple[float, ...]]
    curtailed_w: tuple[float, ...]
    marginal: tuple[float, ...] | None = None
    stored_value: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    costs: Mapping[str, RunCost] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunCost:
    """What a device's energy costs a Wh as planned, and if it ran at once."""

    price: float
    at_once: float


def follow(battery: Battery, stored_wh: float, power_w: float, hours: float) -> tuple[float, float]:
    """Power that a battery really gives (+) or takes in a span, and what is in it then."""
    if power_w >= 0:
        most = max(0.0, stored_wh - battery.lowest_wh) * battery.discharge_efficiency / hours
        power = min(power_w, battery.discharge_w, most)
        return power, max(0.0, stored_wh - power * hours / battery.discharge_efficiency)
    most = max(0.0, battery.highest_wh - stored_wh) / battery.charge_efficiency / hours
    power = min(-power_w, battery.charge_w, most)
    return -power, min(battery.capacity_wh, stored_wh + power * hours * battery.charge_efficiency)


def warm(room: Room, step: int, temperature: float, power_w: float, hours: float) -> float:
    """Temperature of a room after a step."""
    kept = exp(-room.leak_per_hour * hours)
    drift = room.drift_per_hour[step] if room.drift_per_hour else 0.0
    moved = drift + room.kelvin_per_kwh * power_w / 1000
    return kept * temperature + (1 - kept) * (room.outdoor[step] + moved / room.leak_per_hour)


@dataclass(slots=True)
class Flows:
    """What really happens if the decisions are followed."""

    power_w: dict[str, tuple[float, ...]]
    soc_wh: dict[str, tuple[float, ...]]
    temperature: dict[str, tuple[float, ...]]
    steps: list[PlanStep]
    cost: float


def flows_of(problem: Problem, decisions: Decisions) -> Flows:
    """Follow decisions through the steps."""
    power = dict(decisions.power_w)
    soc: dict[str, tuple[float, ...]] = {}
    for battery in problem.batteries:
        stored, given, levels = min(max(battery.initial_wh, 0.0), battery.capacity_wh), [], []
        for step, wanted in zip(problem.steps, power[battery.device], strict=True):
            each, stored = follow(battery, stored, wanted, step.hours)
            given.append(each)
            levels.append(stored)
        power[battery.device], soc[battery.device] = tuple(given), tuple(levels)
    temperature: dict[str, tuple[float, ...]] = {}
    for room in problem.rooms:
        now, course = room.initial, []
        for index, step in enumerate(problem.steps):
            now = warm(room, index, now, power[room.device][index], step.hours)
            course.append(now)
        temperature[room.device] = tuple(course)
    batteries = {battery.device for battery in problem.batteries}
    wear = sum(
        battery.wear * max(0.0, watts) * step.hours
        for battery in problem.batteries
        for watts, step in zip(power[battery.device], problem.steps, strict=True)
    )
    steps: list[PlanStep] = []
    cost = wear
    for index, step in enumerate(problem.steps):
        load = step.load_w + sum(watts[index] for device, watts in power.items() if device not in batteries)
        given_w = sum(power[device][index] for device in batteries)
        curtailed = min(max(0.0, decisions.curtailed_w[index]), step.pv_w)
        grid = load - (step.pv_w - curtailed) - given_w
        cost += step.cost(-grid * step.hours)
        steps.append(
            PlanStep(
                start=step.start,
                seconds=step.seconds,
                load_w=load,
                pv_w=step.pv_w - curtailed,
                curtailed_w=curtailed,
                battery_w=given_w,
                grid_w=grid,
                soc_wh=sum(levels[index] for levels in soc.values()),
                buy=step.buy,
                sell=step.sell,
                marginal=(step.buy if grid > 0 else step.sell)
                if decisions.marginal is None
                else decisions.marginal[index],
            )
        )
    return Flows(power, soc, temperature, steps, cost)


def shortfalls(problem: Problem, flows: Flows) -> tuple[Shortfall, ...]:
    """Tell what is left wanting."""
    found: list[Shortfall] = []

    def energy(device: str, latest: float) -> float:
        return sum(
            watts * max(0.0, min(step.end, latest) - step.start) / SECONDS_PER_HOUR
            for watts, step in zip(flows.power_w[device], problem.steps, strict=True)
        )

    needs: list[tuple[str, float, float, bool]] = [
        (each.device, each.energy_wh, each.latest, each.highest_price is not None)
        for each in problem.appliances
        if each.running_since is None
    ]
    needs += [
        (
            each.device,
            each.power_w * each.needed_seconds / SECONDS_PER_HOUR,
            each.latest,
            each.highest_price is not None,
        )
        for each in problem.interruptibles
    ]
    needs += [
        (each.device, min(each.needed_wh, each.most_wh), each.departure, each.highest_price is not None)
        for each in problem.vehicles
    ]
    for device, needed, latest, has_ceiling in needs:
        missing = needed - energy(device, latest + TOLERANCE_SECONDS)
        if missing > max(LEAST_WH, needed * 1e-3):
            found.append(
                Shortfall(want=Want.PRICE_CEILING if has_ceiling else Want.ENERGY, amount=missing, device=device)
            )
    for room in problem.rooms:
        course = list(zip(flows.temperature[room.device], room.comfort, strict=True))
        colder = max(band.low - now for now, band in course)
        warmer = max(now - band.high for now, band in course)
        if colder > LEAST_KELVIN:
            found.append(Shortfall(want=Want.COLDER, amount=colder, device=room.device))
        if warmer > LEAST_KELVIN:
            found.append(Shortfall(want=Want.WARMER, amount=warmer, device=room.device))
    for battery in problem.batteries:
        last = flows.soc_wh[battery.device][-1]
        missing = max(battery.final_wh or 0.0, battery.lowest_wh) - last
        if missing > max(LEAST_WH, battery.capacity_wh * 1e-4):
            found.append(Shortfall(want=Want.CHARGE, amount=missing, device=battery.device))
    limits = problem.connection
    over = sum(
        max(0.0, step.grid_w - limits.import_w, -step.grid_w - limits.export_w) * step.seconds / SECONDS_PER_HOUR
        for step in flows.steps
    )
    if over > LEAST_WH:
        found.append(Shortfall(want=Want.CONNECTION, amount=over))
    return tuple(found)


def means(values: Sequence[float], weights: Sequence[float]) -> float:
    """Weighted mean; of nothing, the plain one."""
    total = sum(weights)
    if total <= 0:
        return sum(values) / len(values) if values else 0.0
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / total
