"""The year's bench counts every µcredit, and sees what grows without end."""

from dataclasses import replace

import pytest

from simulation.bench.year import verdict
from simulation.bench.year.home import Month, live
from simulation.bench.year.rings import Turn

MONTH = Month(5, 3_000, 1_200, 1_100, 1_800_000, 18_000, 150, 0, 6.0, 3.0, 250.0)
LATER = replace(MONTH, month=12)
TURNS = [Turn(1, 1_500), Turn(11, 13_000), Turn(22, 13_000)]
EXACT = {"lost_microcredit": 0, "unexplained": 0}


async def test_a_home_shows_every_microcredit_that_was_moved() -> None:
    months, accounts = await live(homes=5, days=4, say=lambda _: None)
    assert accounts["settled_blocks"] >= 40
    assert accounts["settled_microcredit"] == accounts["shown_microcredit"] != 0
    assert (accounts["lost_microcredit"], accounts["unexplained"]) == (0, 0)
    assert accounts["join_calls"] > 0
    assert months[-1].log_lines == 0


def test_what_is_flat_is_bounded() -> None:
    assert verdict([MONTH, LATER], TURNS, EXACT) == []


@pytest.mark.parametrize(
    ("months", "turns", "accounts", "said"),
    [
        ([MONTH, replace(LATER, blocks=2_600)], TURNS, EXACT, "blocks grows"),
        ([MONTH, replace(LATER, history_bytes=4_000_000)], TURNS, EXACT, "history_bytes grows"),
        ([MONTH, replace(LATER, memory_mb=400.0)], TURNS, EXACT, "memory_mb grows"),
        ([MONTH, replace(LATER, log_lines=1)], TURNS, EXACT, "log lines"),
        ([MONTH, LATER], [*TURNS, Turn(33, 13_001)], EXACT, "slots grow"),
        ([MONTH, LATER], TURNS, {"lost_microcredit": 1, "unexplained": 0}, "1 µcredit"),
    ],
)
def test_what_grows_or_is_lost_is_said(
    months: list[Month], turns: list[Turn], accounts: dict[str, int], said: str
) -> None:
    assert [line for line in verdict(months, turns, accounts) if said in line]
