"""Measured households from files: whichever columns they have, in any step, with gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
import csv
from dataclasses import dataclass
from datetime import UTC, datetime
import gzip
from itertools import pairwise
from pathlib import Path
import re
from statistics import median_low
import zlib
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

type Values = NDArray[np.float64]

LOAD_WORDS = ("load", "consumption", "demand", "usage", "use")
PV_WORDS = ("pv", "solar", "generation", "production")
PRICE_WORDS = ("price", "day_ahead", "spot", "eur")
TIME_WORDS = ("t", "time", "timestamp", "date", "datetime", "start", "utc", "local")
UNITS = {"kw": (1000.0, False), "w": (1.0, False), "kwh": (1000.0, True), "wh": (1.0, True)}
"""What a column's last word says: factor to W or Wh, and whether it is energy of the step rather than power."""

DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}")
CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
FORMS = ("%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d.%m.%Y %H:%M:%S")
"""Ways to write a time besides ISO 8601, the day first."""

GZIP = b"\x1f\x8b"
SECONDS_PER_DAY = 86_400
SECONDS_PER_HOUR = 3600
PER_MWH = 5.0
"""Prices whose median is above this are not per kWh but per MWh."""


class BadFileError(ValueError):
    """A file that does not say what is needed; the message says what was looked for and what was found."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One home's load and generation in Wh by step, from midnight of local time on; NaN where nothing was measured."""

    home: str
    first: datetime
    """Local start of the first step."""

    step_seconds: int
    load_wh: Values
    pv_wh: Values

    def __len__(self) -> int:
        return len(self.load_wh)

    @property
    def day(self) -> int:
        """Steps in a day."""
        return SECONDS_PER_DAY // self.step_seconds

    @property
    def ordinal(self) -> int:
        """Steps of local time since 1970 at the first step."""
        return int(self.first.replace(tzinfo=UTC).timestamp()) // self.step_seconds


@dataclass(frozen=True, slots=True)
class _Table:
    times: list[datetime]
    step_seconds: int
    columns: dict[str, list[float]]


def read_households(path: Path, pv_path: Path | None = None, zone: str | None = None) -> list[Measured]:
    """All homes of a file (or of one for load and one for generation, with the same column for each home).

    A column is a home's load or generation by its name (`load_kw`, `h03_pv_kw`, `solar_w`, `consumption_kwh` …). `zone`
    turns times of UTC into local ones.
    """
    table = _read(path, zone)
    names = {name: _words(name) for name in table.columns}
    loads = {_home(words, LOAD_WORDS): name for name, words in names.items() if _is(words, LOAD_WORDS)}
    suns = {_home(words, PV_WORDS): name for name, words in names.items() if _is(words, PV_WORDS)}
    if not loads and pv_path is not None:
        loads = {name: name for name in names if not _is(names[name], PV_WORDS)}
    if not loads:
        raise BadFileError(
            f"{path}: no column of load (named with {', '.join(LOAD_WORDS)}); there are {', '.join(names)}"
        )
    if len(loads) == len(suns) == 1:
        # one home, however its columns are called
        suns = dict(zip(loads, suns.values(), strict=True))
    sun_table = table
    if pv_path is not None:
        sun_table = _read(pv_path, zone)
        suns = {_home(_words(name), (*PV_WORDS, *LOAD_WORDS)): name for name in sun_table.columns}
        suns |= {name: name for name in sun_table.columns if name in loads}
    homes = []
    for home, column in loads.items():
        first, load = _regular(table, column, path)
        sun = np.zeros(len(load))
        if home in suns:
            sun_first, found = _regular(sun_table, suns[home], pv_path or path)
            shift = int((sun_first - first).total_seconds()) // table.step_seconds
            if sun_table.step_seconds != table.step_seconds:
                raise BadFileError(f"{pv_path}: its steps are of another length than those of {path}")
            sun = np.full(len(load), np.nan)
            for index in range(max(0, shift), min(len(load), shift + len(found))):
                sun[index] = found[index - shift]
            sun = np.maximum(sun, 0.0)
        homes.append(Measured(home or "home", first, table.step_seconds, np.maximum(load, 0.0), sun))
    return homes


@dataclass(frozen=True, slots=True)
class PriceYear:
    """Prices in µcredit per Wh by month, day and step of the day, so that any year finds its own."""

    by_time: dict[tuple[int, int, int], float]
    step_seconds: int

    def at(self, time: datetime) -> float:
        """Price of the same day and time in the file's year; of the day before where it has no such day."""
        step = (time.hour * SECONDS_PER_HOUR + time.minute * 60) // self.step_seconds
        for day in range(time.day, 0, -1):
            price = self.by_time.get((time.month, day, step))
            if price is not None:
                return price
        raise BadFileError(f"the prices do not cover {time:%d %B %H:%M}")


def read_prices(path: Path, column: str | None = None, zone: str | None = None) -> PriceYear:
    """Prices of a file: of the column that is named, or of the first one that looks like prices."""
    table = _read(path, zone)
    if column is not None and column not in table.columns:
        raise BadFileError(f"{path}: no column {column}; there are {', '.join(table.columns)}")
    likely = [name for name in table.columns if any(word in name.lower() for word in PRICE_WORDS)]
    name = column or (likely or list(table.columns))[0]
    values = np.array(table.columns[name])
    known = values[np.isfinite(values)]
    if not len(known):
        raise BadFileError(f"{path}: column {name} has no numbers")
    factor = 1.0 if float(np.median(np.abs(known))) > PER_MWH else 1000.0
    by_time: dict[tuple[int, int, int], float] = {}
    for time, value in zip(table.times, values, strict=True):
        if np.isfinite(value):
            step = (time.hour * SECONDS_PER_HOUR + time.minute * 60) // table.step_seconds
            by_time[time.month, time.day, step] = float(value) * factor
    return PriceYear(by_time, table.step_seconds)


# ------ columns


def _words(name: str) -> list[str]:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z][a-z]{2})", "_", name)
    return [word for word in re.split(r"[^a-z0-9]+", apart.lower()) if word]


def _is(words: Sequence[str], kinds: Iterable[str]) -> bool:
    return any(kind in words for kind in kinds)


def _home(words: Sequence[str], kinds: Iterable[str]) -> str:
    skipped = {*kinds, *UNITS, "power", "energy", "total"}
    return "_".join(word for word in words if word not in skipped)


def _regular(table: _Table, column: str, path: Path) -> tuple[datetime, Values]:
    """Put a column on a grid that starts at midnight: Wh by step, repeated times averaged, gaps unknown."""
    factor, is_energy = next((UNITS[word] for word in reversed(_words(column)) if word in UNITS), UNITS["kw"])
    if not is_energy:
        factor *= table.step_seconds / SECONDS_PER_HOUR
    first = min(table.times).replace(hour=0, minute=0, second=0, microsecond=0)
    length = int((max(table.times) - first).total_seconds()) // table.step_seconds + 1
    total, count = np.zeros(length), np.zeros(length)
    for time, value in zip(table.times, table.columns[column], strict=True):
        if np.isfinite(value):
            index = int((time - first).total_seconds()) // table.step_seconds
            total[index] += value * factor
            count[index] += 1
    if not count.any():
        raise BadFileError(f"{path}: column {column} has no numbers")
    return first, np.where(count > 0, total / np.maximum(count, 1), np.nan)


# ------ files


def _read(path: Path, zone: str | None) -> _Table:
    if not path.is_file():
        raise BadFileError(f"{path}: no such file")
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw.startswith(GZIP) else raw).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise BadFileError(f"{path}: cannot be read: {error}") from error
    first_line = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    rows = [row for row in csv.reader(text.splitlines(), delimiter=delimiter) if row]
    if len(rows) < 2 * 24:
        raise BadFileError(f"{path}: {len(rows)} lines are less than two days")
    names, lines_of_data = [name.strip() for name in rows[0]], rows[1:]
    names, lines_of_data = _joined(names, lines_of_data)
    time_column = _time_column(names, lines_of_data)
    if time_column is None:
        raise BadFileError(f"{path}: no column of times (ISO 8601 or unix seconds); there are {', '.join(names)}")
    times: list[datetime] = []
    kept: list[list[str]] = []
    local = ZoneInfo(zone) if zone else None
    for row in lines_of_data:
        time = _time(row[time_column]) if time_column < len(row) else None
        if time is not None:
            times.append(_local(time, local))
            kept.append(row)
    order = sorted(range(len(times)), key=times.__getitem__)
    times, kept = [times[index] for index in order], [kept[index] for index in order]
    steps = [int((after - before).total_seconds()) for before, after in pairwise(times)]
    positive = [step for step in steps if step > 0]
    if not positive:
        raise BadFileError(f"{path}: its times do not rise")
    step = median_low(positive)
    if SECONDS_PER_DAY % step or step > SECONDS_PER_HOUR:
        raise BadFileError(f"{path}: steps of {step} s are no parts of an hour or do not divide a day")
    columns = {
        name: [_number(row[index]) if index < len(row) else float("nan") for row in kept]
        for index, name in enumerate(names)
        if index != time_column and any(index < len(row) and np.isfinite(_number(row[index])) for row in kept)
    }
    return _Table(times, step, columns)


def _joined(names: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Join a date and a time of the day that stand in columns of their own."""
    seen = [row for row in rows[:48] if len(row) == len(names)]
    dates = [index for index in range(len(names)) if seen and all(DATE.fullmatch(row[index].strip()) for row in seen)]
    clocks = [index for index in range(len(names)) if seen and all(CLOCK.fullmatch(row[index].strip()) for row in seen)]
    if not dates or not clocks:
        return names, rows
    date, clock = dates[0], clocks[0]
    others = [index for index in range(len(names)) if index not in {date, clock}]
    whole = [row for row in rows if len(row) == len(names)]
    return (
        ["time", *(names[index] for index in others)],
        [[f"{row[date].strip()} {row[clock].strip()}", *(row[index] for index in others)] for row in whole],
    )


def _time_column(names: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
    candidates = [
        index
        for index in range(len(names))
        if sum(index < len(row) and _time(row[index]) is not None for row in rows[:48]) >= min(len(rows), 48) * 0.9
    ]
    named = [index for index in candidates if set(_words(names[index])) & set(TIME_WORDS)]
    return next(iter(named or candidates), None)


def _time(text: str) -> datetime | None:
    text = text.strip()
    if not (text.isdigit() and len(text) > len("20110701")):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    for form in FORMS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - files name local times
        except ValueError:
            continue
    try:
        number = float(text)
    except ValueError:
        return None
    if 1e12 <= number < 4e12:
        number /= 1000
    # 2001 to 2096 in seconds, or in thousandths of them: energy and prices are never as large
    return datetime.fromtimestamp(number, UTC) if 1e9 <= number < 4e9 else None


def _local(time: datetime, zone: ZoneInfo | None) -> datetime:
    if zone is not None:
        time = (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(zone)
    return time.replace(tzinfo=None)


def _number(text: str) -> float:
    try:
        return float(text if "." in text else text.replace(",", "."))
    except ValueError:
        return float("nan")
