"""Plans in a process of its own: how long that takes, and what memory it adds to a Home Assistant.

Nothing of the planner or its solver is imported here before the memory is first looked at.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
import os
from pathlib import Path
from statistics import median
import sys
from time import perf_counter, process_time
from typing import Any

from simulation.bench.planning_case import BLOCK, MODULATING, Case

INTEGRATION = "custom_components.energy_trade"
PLANNING = {"highspy", "numpy"}


class ProbeError(Exception):
    """The process that plans has failed, and how."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What the planner made of a problem: kW by step, and what that took."""

    battery: list[float]
    curtailed: list[float]
    loads: dict[str, list[float]]
    status: str
    median_ms: float
    clock_ms: float
    rss_mb: float


def plan_apart(case: Case, runs: int) -> Planned:
    """Plan a problem some times in a new process."""
    planned: Planned = _apart(_plan, case, runs, _surroundings())
    return planned


@cache
def _surroundings() -> tuple[str, ...]:
    """Name the modules that a home's Home Assistant holds for the integration, planning apart."""
    names: list[str] = _apart(_loaded)
    others = PLANNING | {"custom_components", "simulation"}
    chosen = [name for name in names if name.partition(".")[0] not in others]
    # Home Assistant's first: it insists on being asked before some others.
    return tuple(sorted(chosen, key=lambda name: not name.startswith("homeassistant")))


def _loaded() -> list[str]:
    before = set(sys.modules)
    import_module(INTEGRATION)
    return [name for name in sys.modules if name not in before]


def _apart(work: Callable[..., Any], *arguments: Any) -> Any:
    """Do something in a process of its own; what goes wrong there goes wrong here."""
    context = get_context("spawn")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, work, arguments))
    process.start()
    theirs.close()
    try:
        kind, answer = mine.recv()
    except EOFError:
        raise ProbeError("the measuring process ended without a word") from None
    finally:
        process.join()
    if kind != "ok":
        raise ProbeError(answer)
    return answer


def _answer(pipe: Connection, work: Callable[..., Any], arguments: Sequence[Any]) -> None:
    try:
        pipe.send(("ok", work(*arguments)))
    except Exception as error:  # noqa: BLE001
        pipe.send(("failed", f"{type(error).__name__}: {error}"))


def _plan(case: Case, runs: int, surroundings: Sequence[str]) -> Planned:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for name in surroundings:
        with suppress(ImportError):  # what only its own package can import comes with that
            import_module(name)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak counts from here
    before = _memory_mb("VmRSS")
    from custom_components.energy_trade.planner.planning import make_plan  # noqa: PLC0415

    problem = problem_of(case)
    times: list[float] = []
    clocks: list[float] = []
    for _ in range(runs):
        begun, clock = process_time(), perf_counter()
        plan = make_plan(problem, time_limit_s=30.0)
        times.append(1000 * (process_time() - begun))
        clocks.append(1000 * (perf_counter() - clock))
    powers = {device: [watts / 1000 for watts in each] for device, each in plan.power_w.items()}
    return Planned(
        battery=powers.pop("battery:", [0.0] * len(case)),
        curtailed=[step.curtailed_w / 1000 for step in plan.steps],
        loads=powers,
        status=plan.status,
        median_ms=median(times),
        clock_ms=median(clocks),
        rss_mb=_memory_mb("VmHWM") - before,
    )


def problem_of(case: Case) -> Any:
    """The problem in the planner's words."""
    from custom_components.energy_trade.planner import problem as words  # noqa: PLC0415

    begin, seconds = case.start.timestamp(), case.hours * 3600
    steps = tuple(
        words.Step(
            start=begin + step * seconds,
            seconds=seconds,
            load_w=case.load[step] * 1000,
            pv_w=case.pv[step] * 1000,
            buy=case.buy[step] * 1000,
            sell=case.sell[step] * 1000,
        )
        for step in range(len(case))
    )

    def moment(step: int) -> float:
        return begin + step * seconds

    blocks = [load for load in case.loads if load.kind in BLOCK]
    modulating = [load for load in case.loads if load.kind in MODULATING]
    cells = case.battery
    return words.Problem(
        steps=steps,
        connection=words.Connection(
            import_w=case.import_max * 1000, export_w=case.export_max * 1000, curtailable=case.curtailment
        ),
        batteries=()
        if cells is None
        else (
            words.Battery(
                device="battery:",
                capacity_wh=cells.capacity * 1000,
                charge_w=cells.charge * 1000,
                discharge_w=cells.discharge * 1000,
                initial_wh=cells.initial * cells.capacity * 1000,
                charge_efficiency=cells.eta_charge,
                discharge_efficiency=cells.eta_discharge,
                floor_wh=cells.lowest * cells.capacity * 1000,
                ceiling_wh=cells.highest * cells.capacity * 1000,
                final_wh=None if cells.final is None else cells.final * cells.capacity * 1000,
                wear=cells.wear * 1000,
            ),
        ),
        appliances=tuple(
            words.Appliance(
                device=load.name,
                profile_w=_profile(load.kw * 1000, load.hours, case.hours),
                profile_seconds=seconds,
                earliest=moment(load.first),
                latest=moment(load.after),
            )
            for load in blocks
        ),
        interruptibles=tuple(
            words.Interruptible(
                device=load.name,
                power_w=load.kw * 1000,
                needed_seconds=load.hours * 3600,
                earliest=moment(load.first),
                latest=moment(load.after),
            )
            for load in case.loads
            if load not in blocks and load not in modulating
        ),
        vehicles=tuple(
            words.Vehicle(
                device=load.name,
                least_w=0.0,
                most_w=load.kw * 1000,
                needed_wh=load.kw * load.hours * 1000,
                arrival=moment(load.first),
                departure=moment(load.after),
            )
            for load in modulating
        ),
    )


def _profile(power: float, hours: float, step: float) -> tuple[float, ...]:
    whole = int(hours / step + 1e-9)
    rest = hours / step - whole
    return (power,) * whole + ((power * rest,) if rest > 1e-9 else ())


def _memory_mb(field: str) -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    raise OSError(f"no {field} in /proc/self/status")
