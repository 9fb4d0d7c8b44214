"""Plans compared with the best there are, how long they take, and what memory that needs.

Each problem is planned in a process of its own, on one core, in which Home Assistant is loaded already: the memory that
planning adds is the most that the process held more than before. Time is that of the core, which others may want as
well; the clock's is told beside it. The optimum comes from another formulation, cost and feasibility are reckoned from
the plan's powers alone.
"""

import argparse
from collections.abc import Sequence
from dataclasses import asdict, dataclass
import json
import os
from pathlib import Path
import sys

from simulation.bench.planning_case import BadCaseError, Case, cases
from simulation.bench.planning_check import Powers, cost, faults, without_battery
from simulation.bench.planning_optimum import NoOptimumError, optimum
from simulation.bench.planning_probe import ProbeError, plan_apart

DATA = Path(os.environ.get("ENERGY_TRADE_DATA", Path(__file__).parents[2] / "data"))
RUNS = 9
OPTIMUM_SECONDS = 300.0
BAR_GAP, BAR_MS, BAR_MB, BAR_STEPS = 0.001, 200.0, 50.0, 96


@dataclass(frozen=True, slots=True)
class Row:
    """One problem's figures."""

    cost_eur: float
    optimum_eur: float
    bound_eur: float
    no_battery_eur: float
    gap_share: float
    median_ms: float
    clock_ms: float
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
    except (BadCaseError, NoOptimumError, ProbeError) as error:
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
    rows: dict[str, Row] = {}
    for problem in problems:
        for case in cases(problem, options.series):
            name = case.name if case.name not in rows else f"{problem.stem}:{case.name}"
            rows[name] = _row(case, max(1, options.runs))
    return rows


def _row(case: Case, runs: int) -> Row:
    for note in case.notes:
        print(f"{case.name}: {note}", file=sys.stderr)
    best = optimum(case, OPTIMUM_SECONDS)
    planned = plan_apart(case, runs)
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
        clock_ms=round(planned.clock_ms, 1),
        rss_mb=round(planned.rss_mb, 1),
        feasible=not found,
        steps=len(case),
        status=planned.status,
        faults=found[:5],
        notes=list(case.notes),
    )


def _show(rows: dict[str, Row]) -> None:
    print(f"{'problem':28}{'cost':>10}{'optimum':>10}{'alone':>10}{'gap':>10}{'ms':>8}{'MB':>7}  feasible")
    for name, row in rows.items():
        print(
            f"{name:28}{row.cost_eur:10.4f}{row.optimum_eur:10.4f}{row.no_battery_eur:10.4f}{row.gap_share:10.5%}"
            f"{row.median_ms:8.1f}{row.rss_mb:7.1f}  {row.feasible}"
        )
