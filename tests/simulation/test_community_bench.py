"""The bench lets a whole street live in the market's twin and compares the worlds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from custom_components.energy_trade.planner.problem import Battery
from simulation.bench.community import main
from simulation.bench.street_battery import self_used


@pytest.mark.parametrize("supply", ["pooled", "individual"])
def test_a_day_of_spring_in_every_world(supply: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--weeks", "spring", "--days", "2", "--supply", supply, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    (found,) = report["communities"].values()
    assert len(found["homes"]) == 13
    saving = found["saving_eur"]
    assert saving["never_ordering"] < saving["ordering"] <= saving["netting_optimum"]
    assert saving["ordering_with_community_account"] <= saving["netting_optimum"] + 1e-3
    assert found["homes_worse_than_tariff"] == 0
    if supply == "individual":
        assert saving["never_ordering"] == 0


def test_data_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path)]) == 2
    assert "no data" in capsys.readouterr().err


def test_a_battery_for_its_own_use_makes_no_energy_and_needs_its_description() -> None:
    hours = 0.25
    surplus = [round(2500 * (8 <= index % 96 / 4 < 14)) - 300 for index in range(3 * 96)]
    battery = Battery(device="battery", capacity_wh=10_000, charge_w=5_000, discharge_w=5_000, initial_wh=5_000)
    used, charges = self_used(surplus, battery, hours)
    left = charges[-1]
    assert len(used) == len(surplus)
    lost = sum(surplus) - sum(used)
    assert lost >= left - battery.initial_wh - len(used)
    assert max(used) < max(surplus) + 1
    assert main(["--weeks", "spring", "--days", "1", "--supply", "pooled", "--batteries"]) == 2
