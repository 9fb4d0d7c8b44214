"""Measured-like household days: what each home's meters will have counted at any moment of a day."""

from __future__ import annotations

import csv
from dataclasses import dataclass
import gzip
from pathlib import Path

SIMBENCH = Path(__file__).parent / "data" / "simbench"
STEP_SECONDS = 900
STEPS_A_DAY = 96


@dataclass(frozen=True, slots=True)
class Profile:
    """One home's load and PV energy in each 15-minute step, in Wh; the steps of whole days, from midnight."""

    home: str
    load_wh: tuple[float, ...]
    pv_wh: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.load_wh)

    def net_wh(self, step: int) -> float:
        """Export minus import of a step behind one meter; the profile repeats."""
        index = step % len(self)
        return self.pv_wh[index] - self.load_wh[index]

    @property
    def import_wh(self) -> tuple[float, ...]:
        """What the grid meter's import register gains in each step."""
        return tuple(max(0.0, -self.net_wh(step)) for step in range(len(self)))

    @property
    def export_wh(self) -> tuple[float, ...]:
        """What the grid meter's export register gains in each step."""
        return tuple(max(0.0, self.net_wh(step)) for step in range(len(self)))

    def peak_import_wh(self) -> int:
        """The largest import of any step, rounded up."""
        return int(max(self.import_wh)) + 1

    def peak_export_wh(self) -> int:
        """The largest export of any step, rounded up."""
        return int(max(self.export_wh)) + 1


def read_simbench(
    first_day: str, days: int, *, folder: Path = SIMBENCH, grid: str = "rural1", pv: str = "pv50"
) -> dict[str, Profile]:
    """All homes of a SimBench grid for consecutive days of one of its weeks, by home.

    `first_day` is a date such as 2016-04-19. ValueError where the data has not all of these days.
    """
    load = _read(folder / f"{grid}_load_kw.csv.gz")
    generation = _read(folder / f"{grid}_pv_{pv}_kw.csv.gz")
    first = next((i for i, row in enumerate(load) if row["t"].startswith(first_day)), None)
    if first is None or first + days * STEPS_A_DAY > len(load):
        msg = f"{grid} has no {days} days from {first_day}"
        raise ValueError(msg)
    span = slice(first, first + days * STEPS_A_DAY)
    kw_to_wh = 1000 * STEP_SECONDS / 3600
    return {
        home: Profile(
            home,
            tuple(float(row[home]) * kw_to_wh for row in load[span]),
            tuple(float(row.get(home) or 0) * kw_to_wh for row in generation[span]),
        )
        for home in load[0]
        if home.startswith("h")
    }


def _read(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", newline="") as lines:
        return list(csv.DictReader(lines))
