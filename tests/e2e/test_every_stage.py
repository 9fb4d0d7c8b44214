"""Whatever strikes a home at whatever stage of a block's life: no Wh or µcredit is lost, and nothing happens twice.

A real Home Assistant and a real node. The home joins by the dialogs and trades; then Home Assistant is killed, the node
restarted, the chain taken back by three blocks and the mempool emptied, each while an order is placed and revised, a
block cleared, delivered, reported and settled, and money taken out. At last it is away until its readings are late, and
comes back from a backup that was made before all this.
"""

from pathlib import Path

import pytest

from custom_components.energy_trade.market.units import BLOCK_INTERVALS
from simulation.bench.faults.home import strike_home
from simulation.bench.faults.stages import Stage
from simulation.bench.faults.street import Blow
from simulation.street import CONNECTION_LIMIT_WH, NIGHT

EXPECTED = (
    "chain.failover] Node 127.0.0.1",  # goes and comes
    # Struck as it was, what the chain took too late for these short blocks, or had gone back too far for, it refuses,
    # and the home says so in one line; that nothing is lost by that is what the figures above say.
    "did not take a transaction (",
    "Error during service call to energy_trade.place_order",
    "Error during service call to energy_trade.withdraw",
)


@pytest.mark.long(500)
async def test_nothing_is_lost_and_nothing_happens_twice(tmp_path: Path) -> None:
    verdict = await strike_home(tmp_path)
    assert sorted(verdict.dealt) == sorted((stage, blow) for stage in Stage for blow in Blow)
    assert verdict.findings.traded_wh > 0
    assert verdict.settled_trades
    assert verdict.broken == []

    # Silence is charged as if the connection's limit had been drawn, until a late reading undoes that.
    assert verdict.charged > (BLOCK_INTERVALS - 1) * CONNECTION_LIMIT_WH * NIGHT
    assert verdict.findings.corrections

    assert verdict.lost_wh == 0
    assert verdict.compared > len(verdict.findings.readings)
    assert [line for line in verdict.problems if not any(usual in line for usual in EXPECTED)] == []
