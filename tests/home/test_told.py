"""A home that comes back with an old book tells its community nothing twice and leaves nothing out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given, settings, strategies as st

from custom_components.energy_trade.home.book import EnergyBook, IntervalEnergy
from custom_components.energy_trade.home.plan import meter_plan

if TYPE_CHECKING:
    from collections.abc import Mapping

LENGTH = 900
FIRST = 1_950_000
START = FIRST * LENGTH
UWH = 1_000_000
LIMIT_WH = 3000
REGISTERS = {"mode": "registers", "import": ["day", "night"], "export": ["out"]}
NET = {"mode": "net", "net": "both"}


def book(meters: Mapping[str, object], stored: str | None = None) -> EnergyBook:
    return EnergyBook(meter_plan(meters), LENGTH, LIMIT_WH, json.loads(stored) if stored else None)


def show(known: EnergyBook, time: float, shown: dict[str, int]) -> None:
    for sensor, uwh in shown.items():
        known.sample(sensor, time, uwh)
    known.close(time)


def counted(sensors: list[str], steps: list[int]) -> list[dict[str, int]]:
    """What every register shows before and after each interval: the steps' µWh go to the sensors in turn."""
    totals = dict.fromkeys(sensors, 7 * UWH)
    shown = [dict(totals)]
    for index, step in enumerate(steps):
        totals[sensors[index % len(sensors)]] += step
        shown.append(dict(totals))
    return shown


def live(known: EnergyBook, shown: list[dict[str, int]], first: int, end: int) -> None:
    """Watch the registers through some intervals; their energy passes in the middle of each."""
    for step in range(first, end):
        show(known, START + step * LENGTH + (step > 0), shown[step])
        show(known, START + step * LENGTH + LENGTH // 2, shown[step + 1])
    show(known, START + end * LENGTH + 0.5, shown[end])


def net_counted(shown: list[dict[str, int]], until: int) -> int:
    """Whole Wh that the registers give more than they take, rounded as each quantity's readings are."""
    gains = {sensor: shown[until][sensor] - shown[0][sensor] for sensor in shown[0]}
    if "both" in gains:
        return -(gains["both"] // UWH)
    return gains["out"] // UWH - (gains["day"] + gains["night"]) // UWH


class TestRestoredFromABackup:
    @settings(max_examples=150, deadline=None)
    @given(
        meters=st.sampled_from([REGISTERS, NET]),
        steps=st.lists(st.integers(0, 1500 * UWH), min_size=24, max_size=24),
        backup=st.integers(1, 10),
        went_on=st.integers(0, 8),
        away=st.integers(0, 5),
    )
    def test_all_that_was_told_adds_up_to_the_registers(
        self, meters: Mapping[str, object], steps: list[int], backup: int, went_on: int, away: int
    ) -> None:
        sensors = ["both"] if meters is NET else ["day", "night", "out"]
        if meters is NET:
            steps = [step if index % 3 else -step for index, step in enumerate(steps)]
        shown = counted(sensors, steps)
        first_life = book(meters)
        live(first_life, shown, 0, backup)
        kept = json.dumps(first_life.dump(START + backup * LENGTH + 1))
        live(first_life, shown, backup, backup + went_on)
        told = {energy.interval: energy for energy in first_life.readings(range(FIRST, FIRST + backup + went_on))}

        second_life = book(meters, kept)
        assert second_life.next_interval == FIRST + backup
        second_life.note_told(told[it] for it in range(FIRST + backup, FIRST + backup + went_on))
        back = backup + went_on + away
        live(second_life, shown, back, 24)

        found = second_life.readings(range(FIRST, FIRST + 24))
        assert list(found[: backup + went_on]) == [
            IntervalEnergy(it, energy.import_wh, energy.export_wh, estimated=found[it - FIRST].estimated)
            for it, energy in told.items()
        ]
        assert sum(energy.net_wh or 0 for energy in found) == net_counted(shown, 24)
        if meters is REGISTERS:
            assert all((energy.import_wh or 0) >= 0 and (energy.export_wh or 0) >= 0 for energy in found)

    def test_what_nobody_watched_is_shared_among_what_was_not_told(self) -> None:
        shown = counted(["day", "night", "out"], [0, 0, 300 * UWH] * 8)
        first_life = book(REGISTERS)
        live(first_life, shown, 0, 3)
        kept = json.dumps(first_life.dump(START + 3 * LENGTH + 1))
        live(first_life, shown, 3, 6)
        second_life = book(REGISTERS, kept)
        second_life.note_told(first_life.readings(range(FIRST + 3, FIRST + 6)))
        live(second_life, shown, 12, 24)
        nets = [energy.net_wh for energy in second_life.readings(range(FIRST, FIRST + 13))]
        # Told: 300 Wh in every third interval. Not watched: 600 Wh in six intervals, and a second of the next.
        assert nets[:6] == [0, 0, 300, 0, 0, 300]
        assert nets[6:12] == [99, 100, 100, 100, 100, 100]

    def test_more_told_than_counted_is_made_up_for(self) -> None:
        shown = counted(["out", "day", "night"], [100 * UWH, 0, 0] * 8)
        first_life = book(REGISTERS)
        live(first_life, shown, 0, 3)
        kept = json.dumps(first_life.dump(START + 3 * LENGTH + 1))
        second_life = book(REGISTERS, kept)
        second_life.note_told([IntervalEnergy(FIRST + 3, import_wh=0, export_wh=250)])
        live(second_life, shown, 4, 24)
        nets = [energy.net_wh or 0 for energy in second_life.readings(range(FIRST, FIRST + 24))]
        assert nets[3] == 250
        assert nets[4:12] == [0, 0, 0, 0, 0, 50, 0, 0]
        assert sum(nets) == 800

    def test_a_book_that_knows_better_keeps_its_word(self) -> None:
        shown = counted(["out", "day", "night"], [100 * UWH, 0, 0] * 8)
        known = book(REGISTERS)
        live(known, shown, 0, 6)
        known.note_told([IntervalEnergy(FIRST + 2, import_wh=0, export_wh=999)])
        live(known, shown, 6, 12)
        assert known.reading(FIRST + 2).net_wh == 0
