"""Any file of measured homes is read for what it says, or refused with a word of what is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
import gzip
from pathlib import Path

import numpy as np
import pytest

from simulation.measured import BadFileError, read_households, read_prices

START = datetime(2023, 5, 1)  # noqa: DTZ001 - files name local times


def written(path: Path, header: str, rows: list[str], delimiter: str = ",") -> Path:
    text = "\n".join([header, *rows]).replace(",", delimiter)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text)
    return path


def times(minutes: int, count: int) -> list[str]:
    return [(START + index * timedelta(minutes=minutes)).isoformat(timespec="minutes") for index in range(count)]


@pytest.mark.parametrize(("minutes", "step_wh"), [(15, 250.0), (30, 500.0), (60, 1000.0)])
def test_power_becomes_energy_of_the_step(tmp_path: Path, minutes: int, step_wh: float) -> None:
    rows = [f"{time},1.0,0.5" for time in times(minutes, 200)]
    (home,) = read_households(written(tmp_path / "home.csv.gz", "t_local,load_kw,pv_kw", rows))
    assert home.step_seconds == minutes * 60
    assert home.load_wh[0] == pytest.approx(step_wh)
    assert home.pv_wh[0] == pytest.approx(step_wh / 2)


@pytest.mark.parametrize(
    ("header", "load"),
    [("timestamp,consumption_w,solar_w", 0.5), ("Datetime,Load kWh,PV kWh", 1000.0), ("utc,demand,generation", 500.0)],
)
def test_columns_are_found_by_what_they_are_called(tmp_path: Path, header: str, load: float) -> None:
    rows = [f"{time},1.0,0.0" for time in times(30, 200)]
    (home,) = read_households(written(tmp_path / "home.csv", header, rows, ";"))
    assert home.load_wh[3] == pytest.approx(load)


def test_unix_seconds_are_times_too(tmp_path: Path) -> None:
    rows = [f"{1_700_000_000 // 1800 * 1800 + index * 1800},1.0" for index in range(200)]
    (home,) = read_households(written(tmp_path / "home.csv", "time,load_kw", rows))
    assert np.isfinite(home.load_wh).sum() == 200
    assert (home.pv_wh == 0).all()


def test_many_homes_each_with_its_own_generation(tmp_path: Path) -> None:
    rows = [f"{time},1.0,0.0,2.0,4.0" for time in times(60, 100)]
    header = "t,h01_load_kw,h01_pv_kw,h02_load_kw,h02_pv_kw"
    homes = {home.home: home for home in read_households(written(tmp_path / "homes.csv", header, rows))}
    assert set(homes) == {"h01", "h02"}
    assert homes["h02"].pv_wh[0] == pytest.approx(4000)


def test_gaps_stay_unknown_and_lost_lines_do_not_shift_the_rest(tmp_path: Path) -> None:
    rows = [f"{time},{'' if index == 7 else 1.0}" for index, time in enumerate(times(60, 100)) if index != 5]
    (home,) = read_households(written(tmp_path / "home.csv", "t,load_kw", rows))
    assert np.flatnonzero(~np.isfinite(home.load_wh)).tolist() == [5, 7]


def test_an_hour_that_comes_twice_is_averaged(tmp_path: Path) -> None:
    rows = [f"{time},1.0" for time in times(60, 100)]
    rows.insert(6, f"{times(60, 100)[5]},3.0")
    (home,) = read_households(written(tmp_path / "home.csv", "t,load_kw", rows))
    assert home.load_wh[5] == pytest.approx(2000)


@pytest.mark.parametrize(
    ("header", "cells", "said"),
    [("t,temperature", "20.0", "no column of load"), ("moment,load_kw", "", "no numbers|no column")],
)
def test_what_is_missing_is_said(tmp_path: Path, header: str, cells: str, said: str) -> None:
    rows = [f"{time},{cells}" for time in times(60, 100)]
    with pytest.raises(BadFileError, match=said):
        read_households(written(tmp_path / "home.csv", header, rows))


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "home.csv.gz"
    broken.write_bytes(b"\x1f\x8bnothing")
    with pytest.raises(BadFileError, match="cannot be read"):
        read_households(broken)
    with pytest.raises(BadFileError, match="no such file"):
        read_households(tmp_path / "none.csv")


def test_wholesale_prices_are_found_and_turned_into_prices_a_wh(tmp_path: Path) -> None:
    rows = [f"{time},{80 + index % 24}" for index, time in enumerate(times(60, 72))]
    prices = read_prices(written(tmp_path / "prices.csv", "t_utc,DE_LU", rows))
    assert prices.at(datetime(2020, 5, 2, 3, 30)) == pytest.approx(83)  # noqa: DTZ001
    with pytest.raises(BadFileError, match="do not cover"):
        prices.at(datetime(2020, 9, 2))  # noqa: DTZ001


MANGLED: dict[str, tuple[str, Callable[[datetime, float, float], str]]] = {
    "camel case": ("Time,houseLoad_kW,PV_kW", lambda time, load, pv: f"{time.isoformat()},{load},{pv}"),
    "units in brackets": (
        "Datetime;Load (kWh);PV (kWh)",
        lambda time, load, pv: f"{time.isoformat()};{load};{pv}".replace(".", ","),
    ),
    "thousandths of seconds": (
        "time,load_kw,pv_kw",
        lambda time, load, pv: f"{int(time.replace(tzinfo=UTC).timestamp() * 1000)},{load},{pv}",
    ),
    "day first": ("date,pv_kw,load_kw", lambda time, load, pv: f"{time:%d/%m/%Y %H:%M},{pv},{load}"),
    "date and time apart": (
        "date,time,load_kw,pv_kw",
        lambda time, load, pv: f"{time:%Y-%m-%d},{time:%H:%M},{load},{pv}",
    ),
    "an empty column": ("t,note,load_kw,pv_kw", lambda time, load, pv: f"{time.isoformat()},,{load},{pv}"),
}


@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize("manner", MANGLED)
def test_however_a_file_is_written_it_says_the_same(tmp_path: Path, manner: str, *, backwards: bool) -> None:
    header, line = MANGLED[manner]
    times = [datetime(2025, 3, 1) + timedelta(hours=hour) for hour in range(72)]  # noqa: DTZ001 - files name local times
    lines = [line(time, 0.5 + time.hour / 10, max(0.0, 3 - abs(12 - time.hour) / 2)) for time in times]
    path = tmp_path / "home.csv"
    path.write_text("\n".join([header, *(reversed(lines) if backwards else lines)]))
    (home,) = read_households(path)
    assert home.step_seconds == 3600
    assert home.load_wh[:24] == pytest.approx([500 + 100 * hour for hour in range(24)])
    assert home.pv_wh[12] == pytest.approx(3000)
    assert home.first == times[0]


def test_days_are_no_steps(tmp_path: Path) -> None:
    path = tmp_path / "home.csv"
    path.write_text("\n".join(["date,load_kw", *(f"2025-{1 + day // 28:02}-{1 + day % 28:02},1" for day in range(60))]))
    with pytest.raises(BadFileError, match="no parts of an hour"):
        read_households(path)
