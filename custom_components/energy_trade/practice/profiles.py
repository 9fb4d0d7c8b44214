"""What homes draw and generate in the quarter hours of some days."""

from __future__ import annotations

import csv
from dataclasses import dataclass
import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

WEEK: Final = Path(__file__).parent / "data" / "week.csv.gz"
STEPS_A_DAY: Final = 96


@dataclass(frozen=True, slots=True)
class Profile:
    """A home behind one meter: Wh taken, given and generated in each quarter of an hour, in whole days from midnight.

    The days repeat, into the past too.
    """

    import_wh: tuple[int, ...]
    export_wh: tuple[int, ...]
    generation_wh: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse days that are not whole."""
        steps = {len(self.import_wh), len(self.export_wh), len(self.generation_wh)}
        if len(steps) != 1 or not self.import_wh or len(self.import_wh) % STEPS_A_DAY:
            msg = f"{sorted(steps)} steps are no whole days"
            raise ValueError(msg)

    @classmethod
    def behind_the_meter(cls, load_wh: tuple[int, ...], generation_wh: tuple[int, ...]) -> Self:
        """Net a home's load and generation in each step, as its connection does."""
        net = [generated - used for used, generated in zip(load_wh, generation_wh, strict=True)]
        return cls(tuple(max(0, -wh) for wh in net), tuple(max(0, wh) for wh in net), generation_wh)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read it back."""
        return cls(*(tuple(int(wh) for wh in stored[name]) for name in cls.__slots__))

    def to_json(self) -> dict[str, Any]:
        """Write it as JSON knows it."""
        return {name: list(getattr(self, name)) for name in self.__slots__}

    def at(self, step: int) -> int:
        """Position in the days of a step that is counted without end."""
        return step % len(self.import_wh)

    def net_wh(self, step: int) -> int:
        """Export less import."""
        at = self.at(step)
        return self.export_wh[at] - self.import_wh[at]

    @property
    def peak_wh(self) -> int:
        """The largest energy that a step moves, either way."""
        return max(*self.import_wh, *self.export_wh)


def read_week() -> tuple[Profile, ...]:
    """The newcomer's sample home, then its neighbours; reads a file."""
    with gzip.open(WEEK, "rt", newline="") as lines:
        rows = [tuple(map(int, row)) for row in csv.reader(lines) if not row[0].endswith("_load")]
    columns = list(zip(*rows, strict=True))
    return tuple(Profile.behind_the_meter(*pair) for pair in zip(columns[::2], columns[1::2], strict=True))
