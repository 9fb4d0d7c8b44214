"""Plans compared with the best there are, how long they take, and what memory that needs.

Each problem is planned in a process of its own, on one core, in which Home Assistant is loaded already: the memory that
planning adds is the most that the process held more than before. The optimum comes from another formulation, cost and
feasibility are reckoned from the plan's powers alone.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
import json
from multiprocessing import get_context
from multiprocessing.connection import Connection
import os
from pathlib import Path
from statistics import median
import sys
from time import perf_counter
from typing import Any

from simulation.bench.planning_case import BLOCK, MODULATING, BadCaseError, Case, cases
from simulation.bench.planning_check import Powers, cost, faults, without_battery

DATA = Path(os.environ.get("ENERGY_TRADE_DATA", Path(__file__).parents[2] / "data"))
RUNS = 9
OPTIMUM_SECONDS = 300.0
BAR_GAP, BAR_MS, BAR_MB, BAR_STEPS = 0.001, 200.0, 50.0, 96


@dataclass(frozen=True, slots=True)
class Planned:
    """What the planner made of a problem: kW by step, and what that took."""

    battery: list[float]
    curtailed: list[float]
    loads: dict[str, list[float]]
    status: str
    median_ms: float
    rss_mb: float


@dataclass(frozen=True, slots=True)
class Row:
    """One problem's figures."""

    cost_eur: float
    optimum_eur: float
    bound_eur: float
    no_battery_eur: float
    gap_share: float
    median_ms: float
    rss_mb: float
    feasible: bool
    steps: int
    status: str
    faults: list[str]
    notes: list[str]

    def misses(self) -> list[str]:
        """What of the bar it misses."""
        found = [] if self.feasible else ["feasible"]
        found += ["gap_share"] if self.gap_share > BAR_GAP else []
        found += ["median_ms"] if self.steps <= BAR_STEPS and self.median_ms > BAR_MS else []
        return found + (["rss_mb"] if self.rss_mb > BAR_MB else [])


def main(arguments: Sequence[str]) -> int:
    """Plan problems and print how good the plans are."""
    parser = argparse.ArgumentParser(prog="script/bench planning", description=__doc__)
    parser.add_argument("--problem", type=Path, action="append", help="a problem as JSON; may be given several times")
    parser.add_argument("--series", type=Path, help="its series as CSV; without it, those that the problem names")
    parser.add_argument("--data", type=Path, default=DATA, help="folder with planning/*.json (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=RUNS, help="plans of which the median time is told")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    try:
        rows = _measure(options)
    except BadCaseError as error:
        print(f"planning: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"problems": {name: asdict(row) for name, row in rows.items()}}, indent=1))
    else:
        _show(rows)
    missed = {name: row.misses() for name, row in rows.items() if row.misses()}
    for name, which in missed.items():
        print(f"{name} misses the bar: {', '.join(which)}", file=sys.stderr)
    return 1 if missed else 0


def _measure(options: argparse.Namespace) -> dict[str, Row]:
    problems: list[Path] = options.problem or sorted((options.data / "planning").glob("*.json"))
    if not problems:
        raise BadCaseError(f"no problems in {options.data / 'planning'}: give --data or --problem")
    if options.series is not None and len(problems) > 1:
        raise BadCaseError("--series belongs to one --problem")
    # As in a home: what the integration needs anyway is in memory before it plans.
    import_module("custom_components.energy_trade")
    rows: dict[str, Row] = {}
    for problem in problems:
        for case in cases(problem, options.series):
            name = case.name if case.name not in rows else f"{problem.stem}:{case.name}"
            rows[name] = _row(case, max(1, options.runs))
    return rows


def _row(case: Case, runs: int) -> Row:
    for note in case.notes:
        print(f"{case.name}: {note}", file=sys.stderr)
    best = _apart(_optimum, case)
    planned: Planned = _apart(_plan, case, runs)
    powers = Powers(planned.battery, planned.curtailed, planned.loads)
    found = list(faults(case, powers))
    paid, alone = cost(case, powers), without_battery(case)
    saving, lost = alone - best.cost, paid - best.cost
    share = lost / saving if saving > 1e-6 else float(lost > 1e-6)
    return Row(
        cost_eur=round(paid, 6),
        optimum_eur=round(best.cost, 6),
        bound_eur=round(best.bound, 6),
        no_battery_eur=round(alone, 6),
        gap_share=round(share, 7),
        median_ms=round(planned.median_ms, 1),
        rss_mb=round(planned.rss_mb, 1),
        feasible=not found,
        steps=len(case),
        status=planned.status,
        faults=found[:5],
        notes=list(case.notes),
    )


def _apart(work: Callable[..., Any], *arguments: Any) -> Any:
    """Do something in a process of its own, forked from this one; what goes wrong there goes wrong here."""
    context = get_context("fork")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, work, arguments))
    process.start()
    theirs.close()
    try:
        kind, answer = mine.recv()
    except EOFError:
        raise BadCaseError("the measuring process ended without a word") from None
    finally:
        process.join()
    if kind != "ok":
        raise BadCaseError(answer)
    return answer


def _answer(pipe: Connection, work: Callable[..., Any], arguments: Sequence[Any]) -> None:
    try:
        pipe.send(("ok", work(*arguments)))
    except Exception as error:  # noqa: BLE001
        pipe.send(("failed", f"{type(error).__name__}: {error}"))


def _optimum(case: Case) -> Any:
    from simulation.bench.planning_optimum import optimum  # noqa: PLC0415

    return optimum(case, OPTIMUM_SECONDS)


def _plan(case: Case, runs: int) -> Planned:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak counts from here
    before = _memory_mb("VmRSS")
    from custom_components.energy_trade.planner.planning import make_plan  # noqa: PLC0415

    problem = problem_of(case)
    times: list[float] = []
    for _ in range(runs):
        begun = perf_counter()
        plan = make_plan(problem, time_limit_s=30.0)
        times.append(1000 * (perf_counter() - begun))
    powers = {device: [watts / 1000 for watts in each] for device, each in plan.power_w.items()}
    return Planned(
        battery=powers.pop("battery:", [0.0] * len(case)),
        curtailed=[step.curtailed_w / 1000 for step in plan.steps],
        loads=powers,
        status=plan.status,
        median_ms=median(times),
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


def _show(rows: dict[str, Row]) -> None:
    print(f"{'problem':28}{'cost':>10}{'optimum':>10}{'alone':>10}{'gap':>10}{'ms':>8}{'MB':>7}  feasible")
    for name, row in rows.items():
        print(
            f"{name:28}{row.cost_eur:10.4f}{row.optimum_eur:10.4f}{row.no_battery_eur:10.4f}{row.gap_share:10.5%}"
            f"{row.median_ms:8.1f}{row.rss_mb:7.1f}  {row.feasible}"
        )
