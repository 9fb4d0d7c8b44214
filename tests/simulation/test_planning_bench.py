"""The planning bench reads problems that it has not seen, and lets no plan pass that could not be carried out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
import json
from pathlib import Path
from typing import Any

import pytest

from simulation.bench.planning import main
from simulation.bench.planning_case import BadCaseError, Case, cases
from simulation.bench.planning_check import Powers, cost, faults, without_battery
from simulation.bench.planning_optimum import NoOptimumError, optimum

PROBLEM: dict[str, Any] = {
    "id": "evening",
    "battery": {
        "capacity_kwh": 4.0, "p_charge_max_kw": 2.0, "p_discharge_max_kw": 2.0, "eta_charge": 0.95,
        "eta_discharge": 0.95, "soc_min": 0.1, "soc_max": 0.95, "soc_init": 0.5, "soc_final": 0.5,
        "wear_eur_per_kwh_discharged": 0.01,
    },
    "grid": {"import_max_kw": 8.0, "export_max_kw": 5.0},
    "loads": [
        {"name": "heater", "kind": "interruptible_onoff", "p_kw": 2.0, "hours": 2.0, "window": None},
        {"name": "washer", "kind": "contiguous_block", "p_kw": 1.0, "hours": 1.5, "window": ["22:00", "06:00"]},
    ],
}  # fmt: skip


def write(
    folder: Path, *, minutes: int = 30, count: int = 48, start: str = "2026-03-01T18:00:00+01:00", **changes: Any
) -> tuple[Path, Path]:
    """A problem and its series, from six in the evening on."""
    problem, series = folder / "evening.json", folder / f"evening_{minutes}min.csv"
    problem.write_text(json.dumps(PROBLEM | changes), encoding="utf-8")
    first = datetime.fromisoformat(start)
    rows = ["start,dt_h,load_w,pv_w,buy_eur_kwh,sell_eur_kwh"]
    for at in range(count):
        moment = first + timedelta(minutes=minutes * at)
        sun = 3000 if 9 <= moment.hour < 15 else 0
        buy = 0.2 if moment.hour < 6 else 0.35
        rows.append(f"{moment.isoformat(sep=' ')},{minutes / 60},{300 + at % 7 * 50},{sun},{buy},0.08")
    series.write_text("\n".join(rows), encoding="utf-8")
    return problem, series


def case_of(folder: Path, **changes: Any) -> Case:
    problem, series = write(folder, **changes)
    return next(cases(problem, series))


class TestReading:
    def test_a_window_over_midnight_is_found_by_the_clock(self, tmp_path: Path) -> None:
        heater, washer = case_of(tmp_path).loads
        assert (heater.first, heater.after) == (0, 48)
        assert (washer.first, washer.after) == (8, 24)

    def test_what_is_left_out_has_a_stated_value(self, tmp_path: Path) -> None:
        case = case_of(tmp_path, battery=None, grid=None, loads=None)
        assert case.battery is None
        assert case.loads == ()
        assert case.import_max == float("inf")
        assert not case.curtailment

    def test_what_nobody_knows_is_told(self, tmp_path: Path) -> None:
        case = case_of(tmp_path, colour="red", grid={"import_max_kw": 8.0, "phases": 3})
        assert [note.split()[0] for note in case.notes] == ["colour", "grid.phases"]

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"loads": [{"name": "x", "kind": "quantum", "p_kw": 1, "hours": 1}]}, "kind quantum is not known"),
            ({"loads": [{"name": "x", "p_kw": 1}]}, "load x has no hours"),
            ({"loads": [{"name": "x", "p_kw": 1, "hours": 30}]}, "shorter than its 30.0 hours"),
            ({"loads": [{"name": "x", "p_kw": 1, "hours": 1, "window": ["noon", "13:00"]}]}, "no time of day"),
            ({"battery": {"p_charge_max_kw": 1.0}}, "has no capacity_kwh"),
            ({"battery": PROBLEM["battery"] | {"soc_init": 2.0}}, "soc_init"),
            ({"battery": PROBLEM["battery"] | {"eta_charge": 0.0}}, "efficiencies"),
        ],
    )
    def test_what_cannot_be_planned_is_refused_in_words(
        self, tmp_path: Path, changes: dict[str, Any], said: str
    ) -> None:
        with pytest.raises(BadCaseError, match=said):
            case_of(tmp_path, **changes)

    def test_a_broken_series_is_refused_in_words(self, tmp_path: Path) -> None:
        problem, series = write(tmp_path)
        text = series.read_text(encoding="utf-8")
        for broken, said in (
            ("start,load_w\n", "no rows"),
            (text.replace("pv_w", "sun"), "no column pv_w"),
            (text.replace(",300,", ",nan,", 1), "no numbers"),
            (text.replace(",300,", ",,", 1), "could not convert"),
            ("\n".join(line for at, line in enumerate(text.splitlines()) if at != 5), "not equally long"),
        ):
            series.write_text(broken, encoding="utf-8")
            with pytest.raises(BadCaseError, match=said):
                next(cases(problem, series))
        with pytest.raises(BadCaseError, match="No such file"):
            next(cases(problem, tmp_path / "gone.csv"))


class TestChecking:
    @pytest.fixture
    def idle(self, tmp_path: Path) -> tuple[Case, Powers]:
        case = case_of(tmp_path, battery=PROBLEM["battery"] | {"soc_final": 0.1})
        heater = [2.0] * 4 + [0.0] * 44
        washer = [0.0] * 10 + [1.0] * 3 + [0.0] * 35
        return case, Powers([0.0] * 48, [0.0] * 48, {"heater": heater, "washer": washer})

    def test_a_plan_that_can_be_carried_out_passes(self, idle: tuple[Case, Powers]) -> None:
        assert list(faults(*idle)) == []

    def test_each_thing_that_cannot_is_seen(self, idle: tuple[Case, Powers]) -> None:
        case, powers = idle
        zeros = [0.0] * 48
        loads = dict(powers.loads)
        much = loads | {"heater": [7.0, 1.0, *zeros[2:]]}
        wrong = {
            "through the connection": replace(powers, battery=[-2.0, *zeros[1:]], loads=much),
            "held back": replace(powers, curtailed=[1.0, *zeros[1:]]),
            "kWh in the battery": replace(powers, battery=[2.0] * 4 + zeros[4:]),
            "kW from the battery": replace(powers, battery=[3.0, -3.0, *zeros[2:]]),
            "outside of its window": replace(powers, loads=loads | {"washer": [1.0] * 3 + zeros[3:]}),
            "is interrupted": replace(powers, loads=loads | {"washer": [*zeros[:10], 1.0, 0.0, 1.0, 1.0, *zeros[14:]]}),
            "is on for 3 steps": replace(powers, loads=loads | {"heater": [2.0] * 3 + zeros[3:]}),
            "neither on nor off": replace(powers, loads=loads | {"heater": [1.0] * 4 + zeros[4:]}),
        }  # fmt: skip
        for said, plan in wrong.items():
            assert any(said in fault for fault in faults(case, plan)), said

    def test_the_optimum_is_no_dearer_than_any_plan(self, idle: tuple[Case, Powers]) -> None:
        case, powers = idle
        best = optimum(case, 60)
        assert best.bound <= best.cost <= min(cost(case, powers), without_battery(case))

    def test_a_problem_without_a_solution_says_so(self, tmp_path: Path) -> None:
        case = case_of(tmp_path, grid={"import_max_kw": 0.1, "export_max_kw": 0.1})
        with pytest.raises(NoOptimumError):
            optimum(case, 60)


@pytest.mark.parametrize(
    ("minutes", "count", "changes"),
    [(30, 48, {}), (60, 24, {"curtailment": True}), (15, 40, {"battery": None}), (30, 48, {"loads": []})],
)
def test_prints_what_each_problem_costs(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], minutes: int, count: int, changes: dict[str, Any]
) -> None:
    problem, series = write(tmp_path, minutes=minutes, count=count, **changes)
    status = main(["--problem", str(problem), "--series", str(series), "--json", "--runs", "1"])
    row = json.loads(capfd.readouterr().out)["problems"][series.stem]
    assert row["feasible"], row["faults"]
    assert row["gap_share"] <= 0.001
    assert row["optimum_eur"] <= row["cost_eur"] + 1e-6
    assert row["cost_eur"] <= row["no_battery_eur"] + 1e-6
    assert status == 0 or row["rss_mb"] > 50 or row["median_ms"] > 200


def test_a_file_that_is_no_problem_ends_with_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    assert main(["--problem", str(broken), "--json"]) == 2
    assert "broken.json" in capsys.readouterr().err
    assert main(["--data", str(tmp_path)]) == 2
