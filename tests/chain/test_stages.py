"""Whatever fails, at whatever stage of a block's life: the money ends where it ends without any failure."""

from collections.abc import AsyncIterator, Callable, Sequence

import pytest

from simulation.bench.faults.campaign import Row, strike_clocks, strike_lines, strike_meters, strike_moves
from simulation.bench.faults.catalogue import FAULTS, Fault
from simulation.bench.faults.community import TERMS, Community
from simulation.bench.faults.life import live
from simulation.bench.faults.stages import Stage
from simulation.faulty_node import FaultyNode

EVERYWHERE = {
    "three blocks reorganised",
    "mempool dropped",
    "node down",
    "home killed before sending",
    "home killed after sending",
}
CASES = [
    (fault, stage)
    for number, fault in enumerate(FAULTS)
    for place, stage in enumerate(fault.stages)
    # The rest strikes one stage each here, and all of them in `script/bench faults`.
    if fault.terms is TERMS and (fault.name in EVERYWHERE or place == number % len(fault.stages))
]


@pytest.fixture
async def spare(community: Community) -> AsyncIterator[FaultyNode]:
    async with FaultyNode(community.anvil.url) as node:
        yield node


@pytest.mark.parametrize(("fault", "stage"), CASES, ids=lambda each: each.name if isinstance(each, Fault) else each)
async def test_nothing_is_lost_and_nothing_paid_twice(
    fault: Fault, stage: Stage, community: Community, proxy: FaultyNode, spare: FaultyNode
) -> None:
    outcome = await live(
        community,
        proxy,
        stage,
        fault.strike,
        spare=spare if fault.nodes > 1 else None,
        course=fault.course,
    )
    assert outcome.findings.differences == []
    assert (outcome.lost_microcredit, outcome.lost_wh) == (0, 0)


@pytest.mark.anvil
@pytest.mark.parametrize(("strikes", "only"), [(strike_meters, ""), (strike_clocks, "forward")])
async def test_meters_and_clocks_that_fail_cost_no_wh_and_no_microcredit(
    strikes: Callable[[str], AsyncIterator[Row]], only: str, socket_enabled: None
) -> None:
    rows = [row async for row in strikes(only)]
    assert rows
    assert [row for row in rows if not row.survived] == []


# What else strikes there, and all other tales, `script/bench faults` tells.
STRIKING_FEW = tuple(fault for fault in FAULTS if fault.name == "home killed after sending")


@pytest.mark.anvil
@pytest.mark.parametrize("strikes", [strike_lines, strike_moves])
async def test_lies_lines_that_fail_and_a_move_cost_nobody_what_the_rules_do_not_take(
    strikes: Callable[[Sequence[Fault], str], AsyncIterator[Row]], socket_enabled: None
) -> None:
    rows = [row async for row in strikes(STRIKING_FEW, "home")]
    assert len(rows) > len(STRIKING_FEW)
    assert [row for row in rows if not row.survived] == []
