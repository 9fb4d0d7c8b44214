"""The bench replays any measured home, with every tariff and controller, and says what it cannot."""

from __future__ import annotations

from datetime import datetime, timedelta
import json
from pathlib import Path

import numpy as np
import pytest

from simulation.bench.closed_loop import main

DAYS = 50


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home by the hour, whose evenings and suns differ from day to day, with a gap."""
    rng = np.random.default_rng(5)
    start = datetime(2025, 3, 1)  # noqa: DTZ001 - files name local times
    lines = ["time,consumption_kw,solar_kw"]
    for index in range(DAYS * 24):
        hour = index % 24
        load = rng.gamma(2.0, 0.25) * (3 if 17 <= hour < 21 else 1)
        sun = max(0.0, 4 - 0.16 * (hour - 12) ** 2) * rng.uniform(0.2, 1)
        lines.append(
            f"{(start + timedelta(hours=index)).isoformat()},{'' if index % 97 == 5 else round(load, 3)},{sun:.3f}"
        )
    path = tmp_path / "home.csv"
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    start = datetime(2024, 1, 1)  # noqa: DTZ001
    lines = ["t,DE_LU"]
    lines += [
        f"{(start + timedelta(hours=index)).isoformat()},{60 + 40 * np.sin(index / 24 * 2 * np.pi):.2f}"
        for index in range(366 * 24)
    ]
    path = tmp_path / "prices.csv"
    path.write_text("\n".join(lines))
    return path


def test_every_controller_under_every_tariff(home: Path, prices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stretch = ["--start", "2025-04-05", "--days", "3"]
    assert main(["--home", str(home), "--prices", str(prices), "--json", *stretch]) == 0
    report = json.loads(capsys.readouterr().out)
    kinds = {"known_tariffs", "uncertain_prices"}
    assert set(report["tariffs"]) == {"flat", "time_of_use", "two_rate", "dynamic", "community", "market"} | kinds
    for tariff in report["tariffs"].values():
        assert set(tariff["share"]) == {"self_use", "literal_plan", "ours"}
        assert all(share <= 1 + 1e-6 for share in tariff["share"].values())
    assert report["tariffs"]["flat"]["share"]["ours"] > 0.97
    assert report["tariffs"]["time_of_use"]["share"]["ours"] > report["tariffs"]["time_of_use"]["share"]["self_use"]


def test_what_it_cannot_replay_it_says(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(home)]) == 2
    assert "days after the 28" in capsys.readouterr().err
    assert main(["--home", str(home), "--homes", "nobody"]) == 2
    assert "no home nobody" in capsys.readouterr().err
    assert main(["--home", str(home), "--tariffs", "market", "--start", "2025-04-05", "--days", "1"]) == 2
    assert "--prices" in capsys.readouterr().err
