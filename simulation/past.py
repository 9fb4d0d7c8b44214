"""What a home's meters have kept of the days before it joined, as the integration itself keeps it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from custom_components.energy_trade.home.book import EnergyBook
from custom_components.energy_trade.home.plan import meter_plan

from .household import METERS, MWH_PER_WH, sensor

if TYPE_CHECKING:
    from pathlib import Path

    from .household import Registers

METERS_DATA: Final = {
    "mode": "registers",
    "import": [sensor("grid_import")],
    "export": [sensor("grid_export")],
    "pv": [sensor("solar")],
}
DAY_INTERVALS: Final = 96
START_MICRO_WH: Final = 10**12


def write_past(folder: Path, entry_id: str, registers: Registers, until: int, days: int) -> None:
    """Write the store of a Home Assistant that does not run: the days before an interval, by the profile."""
    length = registers.interval_seconds
    book = EnergyBook(meter_plan(METERS_DATA), length)
    for interval in range(until - days * DAY_INTERVALS, until + 1):
        counted = registers.counted_mwh(interval)
        for meter in METERS:
            book.sample(sensor(meter), interval * length, START_MICRO_WH + counted[meter] * MWH_PER_WH)
        book.close(interval * length + 1)
    key = f"energy_trade.{entry_id}.meters"
    kept = {"version": 1, "minor_version": 1, "key": key, "data": book.dump(until * length + 1)}
    (folder / ".storage" / key).write_text(json.dumps(kept), encoding="utf-8")
