"""What a plan really costs and whether it can be carried out: reckoned from its powers alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from simulation.bench.planning_case import BLOCK, MODULATING, Case, Cells, Load

TOLERANCE_KW = 1e-3
TOLERANCE_KWH = 1e-3


@dataclass(frozen=True, slots=True)
class Powers:
    """kW by step: of the battery (+ discharge), held back of the generation, and of each load."""

    battery: Sequence[float]
    curtailed: Sequence[float]
    loads: Mapping[str, Sequence[float]]


def cost(case: Case, powers: Powers) -> float:
    """EUR for what is exchanged, and for wear."""
    total = 0.0
    for step in range(len(case)):
        net = _net(case, powers, step)
        total += case.hours * net * (case.buy[step] if net > 0 else case.sell[step])
        if case.battery is not None:
            total += case.hours * max(0.0, powers.battery[step]) * case.battery.wear
    return total


def faults(case: Case, powers: Powers) -> Iterator[str]:
    """Tell what of a plan could not be carried out."""
    for step in range(len(case)):
        net = _net(case, powers, step)
        if not -case.export_max - TOLERANCE_KW <= net <= case.import_max + TOLERANCE_KW:
            yield f"step {step}: {net:.3f} kW through the connection"
        curtailed = powers.curtailed[step]
        if not -TOLERANCE_KW <= curtailed <= (case.pv[step] if case.curtailment else 0.0) + TOLERANCE_KW:
            yield f"step {step}: {curtailed:.3f} kW held back"
    if case.battery is None:
        if any(powers.battery):
            yield "a battery that is not there gives power"
    else:
        yield from _battery_faults(case.battery, case.hours, powers.battery)
    for load in case.loads:
        yield from _load_faults(load, case.hours, powers.loads[load.name])


def without_battery(case: Case) -> float:
    """EUR if all loads run as soon as they may, and no battery is there."""
    loads: dict[str, list[float]] = {}
    for load in case.loads:
        pieces = load.pieces(case.hours)
        loads[load.name] = [load.kw * (load.first <= step < load.first + pieces) for step in range(len(case))]
        if load.kind in (*BLOCK, *MODULATING):
            loads[load.name][load.first + pieces - 1] *= load.hours / case.hours - pieces + 1
    idle = [0.0] * len(case)
    used = [case.load[step] + sum(each[step] for each in loads.values()) for step in range(len(case))]
    held = [
        max(0.0, case.pv[step] - used[step] - (case.export_max if case.sell[step] >= 0 else 0.0))
        if case.curtailment
        else 0.0
        for step in range(len(case))
    ]
    return cost(case, Powers(idle, held, loads))


def _net(case: Case, powers: Powers, step: int) -> float:
    loads = sum(each[step] for each in powers.loads.values())
    return case.load[step] + loads - (case.pv[step] - powers.curtailed[step]) - powers.battery[step]


def _battery_faults(battery: Cells, hours: float, given: Sequence[float]) -> Iterator[str]:
    changes = [-kw * hours / battery.eta_discharge if kw > 0 else -kw * hours * battery.eta_charge for kw in given]
    stored = list(accumulate(changes, initial=battery.initial * battery.capacity))
    low, high = battery.lowest * battery.capacity, battery.highest * battery.capacity
    for step, level in enumerate(stored):
        if not low - TOLERANCE_KWH <= level <= high + TOLERANCE_KWH:
            yield f"before step {step}: {level:.3f} kWh in the battery"
    if battery.final is not None and stored[-1] < battery.final * battery.capacity - TOLERANCE_KWH:
        yield f"{stored[-1]:.3f} kWh in the battery at the end"
    for step, kw in enumerate(given):
        if not -battery.charge - TOLERANCE_KW <= kw <= battery.discharge + TOLERANCE_KW:
            yield f"step {step}: {kw:.3f} kW from the battery"


def _load_faults(load: Load, hours: float, powers: Sequence[float]) -> Iterator[str]:
    on = [step for step, kw in enumerate(powers) if kw > TOLERANCE_KW]
    if any(not load.first <= step < load.after for step in on):
        yield f"{load.name} runs outside of its window"
    if any(not -TOLERANCE_KW <= kw <= load.kw + TOLERANCE_KW for kw in powers):
        yield f"{load.name} does not run at its power"
    if load.kind in MODULATING:
        if abs(sum(powers) * hours - load.kw * load.hours) > TOLERANCE_KWH:
            yield f"{load.name} takes {sum(powers) * hours:.3f} kWh"
        return
    partial = [step for step in on if powers[step] < load.kw - TOLERANCE_KW]
    if len(on) != load.pieces(hours):
        yield f"{load.name} is on for {len(on)} steps"
    if load.kind in BLOCK:
        if on and on[-1] - on[0] + 1 != len(on):
            yield f"{load.name} is interrupted"
        if abs(sum(powers) * hours - load.kw * load.hours) > TOLERANCE_KWH:
            yield f"{load.name} takes {sum(powers) * hours:.3f} kWh"
        partial = [step for step in partial if step != on[-1]]
    if partial:
        yield f"{load.name} is neither on nor off"
