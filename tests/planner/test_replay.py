"""Weeks of a real grid's homes: trading as the planner does pays, for each home and for all together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from custom_components.energy_trade.market.supply import SupplyArrangement
from simulation.profiles import SIMBENCH, read_simbench
from tests.planner.community import CALENDAR, Community, Home

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WEEKS = {"winter": "2016-01-18", "spring": "2016-04-18", "summer": "2016-07-18", "autumn": "2016-10-17"}
WEEK = 7
BLOCKS_A_DAY = 12


def community(folder: Path, first_day: str, pv: str, supply: SupplyArrangement) -> Community:
    first_block = CALENDAR.block_at(datetime.fromisoformat(first_day).replace(tzinfo=UTC).timestamp())
    homes = [
        Home([round(home.net_wh(step)) for step in range(len(home))], [round(wh) for wh in home.pv_wh])
        for home in read_simbench(first_day, WEEK, folder=folder, pv=pv).values()
    ]
    return Community(homes, supply, first_block)


@pytest.fixture
def folder(request: pytest.FixtureRequest) -> Path:
    data: Path | None = request.config.getoption("--data")
    if data is None or not (data / "simbench").is_dir():
        pytest.skip("needs --data with the SimBench weeks")
    return data / "simbench"


def check_pooled(folder: Path, week: str, pv: str, days: int) -> None:
    trading, idle = (community(folder, WEEKS[week], pv, SupplyArrangement.POOLED) for _ in range(2))
    trading.run(days * BLOCKS_A_DAY)
    idle.run(days * BLOCKS_A_DAY, trading=False)
    for home in trading.homes:
        assert home.amount >= home.alone(days * CALENDAR.day_intervals)
    assert sum(home.sold_wh for home in trading.homes) > 0
    assert sum(home.amount for home in trading.homes) >= sum(home.amount for home in idle.homes)


def check_individual(folder: Path, week: str, pv: str, days: int) -> None:
    trading = community(folder, WEEKS[week], pv, SupplyArrangement.INDIVIDUAL)
    trading.run(days * BLOCKS_A_DAY)
    alone = [home.alone(days * CALENDAR.day_intervals) for home in trading.homes]
    assert sum(home.amount for home in trading.homes) > sum(alone)
    for home, tariff in zip(trading.homes, alone, strict=True):
        # What a forecast promises on average may fail in a week: by no more than a few thousandths of the bill.
        assert home.amount >= tariff - 3 * abs(tariff) // 1000


@pytest.mark.parametrize("check", [check_pooled, check_individual])
def test_days_of_spring(check: Callable[[Path, str, str, int], None]) -> None:
    check(SIMBENCH, "spring", "pv50", 3)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("check", "week", "pv"),
    [
        (check_pooled, "winter", "pv50"),
        (check_individual, "spring", "s0"),
        (check_individual, "summer", "pv50"),
        (check_pooled, "autumn", "s0"),
    ],
)
def test_a_week_of_every_season(folder: Path, check: Callable[[Path, str, str, int], None], week: str, pv: str) -> None:
    check(folder, week, pv, WEEK)
