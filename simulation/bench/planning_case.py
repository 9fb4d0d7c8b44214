"""Planning problems as files: a JSON with battery, grid and loads, and a CSV with load, generation and prices by step.

Fields that may be missing have a stated value; fields that nobody knows are told; what cannot be planned is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
import csv
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
import json
from math import ceil, inf, isfinite
from pathlib import Path
from typing import Any

ON_OFF = ("interruptible_onoff", "interruptible")
BLOCK = ("contiguous_block", "contiguous")
MODULATING = ("interruptible_continuous", "continuous", "modulating")

KNOWN = {
    "": {
        "id", "title", "source", "price_source", "start", "horizon_h", "curtailment", "battery", "grid", "loads",
        "steps",
    },
    "battery": {
        "capacity_kwh", "p_charge_max_kw", "p_discharge_max_kw", "eta_charge", "eta_discharge", "soc_min", "soc_max",
        "soc_init", "soc_final", "wear_eur_per_kwh_discharged",
    },
    "grid": {"import_max_kw", "export_max_kw"},
    "loads": {"name", "kind", "p_kw", "hours", "window"},
}  # fmt: skip


class BadCaseError(Exception):
    """A file that is no planning problem, and why."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A battery: kWh, kW, shares of its capacity; `final` None leaves its end free."""

    capacity: float
    charge: float
    discharge: float
    eta_charge: float
    eta_discharge: float
    lowest: float
    highest: float
    initial: float
    final: float | None
    wear: float


@dataclass(frozen=True, slots=True)
class Load:
    """A load that can wait: kW for so many hours, in the steps of its window."""

    name: str
    kind: str
    kw: float
    hours: float
    first: int
    after: int

    def pieces(self, hours: float) -> int:
        """How many whole steps of a length it is on."""
        return ceil(self.hours / hours - 1e-9)


@dataclass(frozen=True, slots=True)
class Case:
    """A problem in kW, kWh, hours and EUR."""

    name: str
    start: datetime
    hours: float
    load: tuple[float, ...]
    pv: tuple[float, ...]
    buy: tuple[float, ...]
    sell: tuple[float, ...]
    import_max: float
    export_max: float
    curtailment: bool
    battery: Cells | None
    loads: tuple[Load, ...]
    notes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.load)


def cases(problem: Path, series: Path | None) -> Iterator[Case]:
    """Read a problem with one series, or with each that it names itself."""
    try:
        said = json.loads(problem.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadCaseError(f"{problem}: {error}") from error
    if not isinstance(said, dict):
        raise BadCaseError(f"{problem} is no JSON object")
    steps = said.get("steps") or {}
    if series is not None:
        own: Mapping[str, Any] = next((each for each in steps.values() if each.get("csv") == series.name), {})
        yield _case(said, problem, series, own.get("windows") or {})
        return
    if not steps:
        raise BadCaseError(f"{problem} names no series: give one with --series")
    for each in steps.values():
        if "csv" not in each:
            raise BadCaseError(f"{problem}: a step without csv")
        yield _case(said, problem, problem.parent / each["csv"], each.get("windows") or {})


def _case(said: Mapping[str, Any], problem: Path, series: Path, windows: Mapping[str, Any]) -> Case:
    notes = [*_unknown(said)]
    rows, start, hours = _read(series)
    grid = said.get("grid") or {}
    clock = (start, hours, len(rows))
    loads = [_load(each, index, windows, clock) for index, each in enumerate(said.get("loads") or [])]
    return Case(
        name=series.stem,
        start=start,
        hours=hours,
        load=tuple(row["load_w"] / 1000 for row in rows),
        pv=tuple(max(0.0, row["pv_w"] / 1000) for row in rows),
        buy=tuple(row["buy_eur_kwh"] for row in rows),
        sell=tuple(row["sell_eur_kwh"] for row in rows),
        import_max=_number(grid, "import_max_kw", f"{problem.name}: grid", inf),
        export_max=_number(grid, "export_max_kw", f"{problem.name}: grid", inf),
        curtailment=bool(said.get("curtailment", False)),
        battery=_battery(said["battery"], problem.name) if said.get("battery") else None,
        loads=tuple(loads),
        notes=tuple(notes),
    )


def _unknown(said: Mapping[str, Any]) -> Iterator[str]:
    parts: list[tuple[str, Mapping[str, Any]]] = [("", said)]
    parts += [(part, said[part]) for part in ("battery", "grid") if isinstance(said.get(part), dict)]
    parts += [("loads", each) for each in said.get("loads") or [] if isinstance(each, dict)]
    for part, fields in parts:
        for field in sorted(set(fields) - KNOWN[part]):
            yield f"{part + '.' if part else ''}{field} is not known here and has no effect"


def _battery(said: Mapping[str, Any], where: str) -> Cells:
    where = f"{where}: battery"
    capacity = _number(said, "capacity_kwh", where)
    lowest, highest = _number(said, "soc_min", where, 0.0), _number(said, "soc_max", where, 1.0)
    final = said.get("soc_final")
    cells = Cells(
        capacity=capacity,
        charge=_number(said, "p_charge_max_kw", where),
        discharge=_number(said, "p_discharge_max_kw", where),
        eta_charge=_number(said, "eta_charge", where, 1.0),
        eta_discharge=_number(said, "eta_discharge", where, 1.0),
        lowest=lowest,
        highest=highest,
        initial=_number(said, "soc_init", where, lowest),
        final=None if final is None else _number(said, "soc_final", where),
        wear=_number(said, "wear_eur_per_kwh_discharged", where, 0.0),
    )
    if capacity <= 0 or not 0 <= lowest <= cells.initial <= highest <= 1:
        raise BadCaseError(f"{where}: capacity must be above 0, and 0 ≤ soc_min ≤ soc_init ≤ soc_max ≤ 1")
    if not (0 < cells.eta_charge <= 1 and 0 < cells.eta_discharge <= 1):
        raise BadCaseError(f"{where}: efficiencies are above 0 and at most 1")
    if min(cells.charge, cells.discharge, cells.wear) < 0:
        raise BadCaseError(f"{where}: powers and wear are not negative")
    if cells.final is not None and cells.final > highest:
        raise BadCaseError(f"{where}: soc_final is above soc_max")
    return cells


def _load(said: Any, index: int, windows: Mapping[str, Any], clock: tuple[datetime, float, int]) -> Load:
    start, hours, count = clock
    if not isinstance(said, dict):
        raise BadCaseError(f"load {index + 1} is no JSON object")
    name = str(said.get("name", f"load_{index + 1}"))
    kind = str(said.get("kind", ON_OFF[0]))
    if kind not in (*ON_OFF, *BLOCK, *MODULATING):
        raise BadCaseError(
            f"load {name}: kind {kind} is not known; known are {', '.join((*ON_OFF, *BLOCK, *MODULATING))}"
        )
    needed = _number(said, "hours", f"load {name}")
    power = _number(said, "p_kw", f"load {name}")
    if needed <= 0 or power < 0:
        raise BadCaseError(f"load {name}: hours must be above 0 and p_kw not negative")
    first, after = _window(windows.get(name), said.get("window"), start, (hours, count, needed))
    if (after - first) * hours < needed - 1e-9:
        raise BadCaseError(f"load {name}: its window of {after - first} steps is shorter than its {needed} hours")
    return Load(name, kind, power, needed, first, after)


def _window(
    given: Sequence[int] | None, times: Sequence[str] | None, start: datetime, size: tuple[float, int, float]
) -> tuple[int, int]:
    """Steps of a window: as the file counts them, else by the clock, else all."""
    hours, count, needed = size
    if given is not None:
        return max(0, int(given[0])), min(count, int(given[1]))
    if not times:
        return 0, count
    opens, closes = (_clock(each) for each in times)
    length = (closes - opens) % 24 or 24.0
    midnight = start.hour + start.minute / 60
    best = (0, 0)
    for day in range(-1, ceil(count * hours / 24) + 1):
        begin = opens + 24 * day - midnight
        first, after = max(0, ceil(begin / hours - 1e-9)), min(count, int((begin + length) / hours + 1e-9))
        if (after - first) * hours >= needed - 1e-9:
            return first, after
        best = max(best, (first, after), key=lambda each: each[1] - each[0])
    return best


def _clock(said: str) -> float:
    try:
        hour, minute = said.split(":")[:2]
        return int(hour) + int(minute) / 60
    except ValueError as error:
        raise BadCaseError(f"{said} is no time of day") from error


def _read(series: Path) -> tuple[list[dict[str, float]], datetime, float]:
    """Rows of a series, its first moment, and the length of its steps in hours."""
    wanted = ("load_w", "pv_w", "buy_eur_kwh", "sell_eur_kwh")
    try:
        with series.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise BadCaseError(str(error)) from error
    if not rows:
        raise BadCaseError(f"{series.name} has no rows")
    if missing := [name for name in ("start", *wanted) if name not in rows[0]]:
        raise BadCaseError(f"{series.name} has no column {', '.join(missing)}")
    try:
        moments = [datetime.fromisoformat(row["start"]) for row in rows]
        numbers = [{name: float(row[name]) for name in wanted} for row in rows]
    except (TypeError, ValueError) as error:
        raise BadCaseError(f"{series.name}: {error}") from error
    if not all(isfinite(value) for row in numbers for value in row.values()):
        raise BadCaseError(f"{series.name} has cells that are no numbers")
    lengths = {(after - before) / timedelta(hours=1) for before, after in pairwise(moments)}
    if not lengths:
        lengths = {float(rows[0].get("dt_h") or 1.0)}
    if len({round(each, 6) for each in lengths}) != 1 or min(lengths) <= 0:
        raise BadCaseError(f"{series.name}: its steps are not equally long")
    return numbers, moments[0], lengths.pop()


def _number(said: Mapping[str, Any], name: str, where: str, otherwise: float | None = None) -> float:
    value = said.get(name)
    if value is None:
        if otherwise is None:
            raise BadCaseError(f"{where} has no {name}")
        return otherwise
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise BadCaseError(f"{where}: {name} is no number")
    return float(value)
