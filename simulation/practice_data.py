"""Writes the week that the integration's practice community lives, from the SimBench profiles of the simulation.

`python -m simulation.practice_data`; the result is checked in.
"""

import csv
import gzip
import io
from pathlib import Path

from custom_components.energy_trade.practice import profiles

from .profiles import read_simbench
from .street import HOME, NEIGHBOURS

FIRST_DAY = "2016-04-18"
DAYS = 7


def week() -> bytes:
    """The homes' load and generation in whole Wh a quarter of an hour, the newcomer's home first."""
    homes = read_simbench(FIRST_DAY, DAYS)
    names = (HOME, *NEIGHBOURS)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(f"{name}_{kind}" for name in names for kind in ("load", "pv"))
    for step in range(DAYS * profiles.STEPS_A_DAY):
        writer.writerow(round(series[step]) for name in names for series in (homes[name].load_wh, homes[name].pv_wh))
    return gzip.compress(text.getvalue().encode(), mtime=0)


if __name__ == "__main__":
    Path(profiles.WEEK).write_bytes(week())
