"""What a home remembers of its community's market."""

from dataclasses import replace

import pytest

from custom_components.energy_trade.market.orders import BlockOrders, Order, Side
from custom_components.energy_trade.market.port import MarketError
from custom_components.energy_trade.market.state import BlockState, Snapshot
from custom_components.energy_trade.planner.evidence import Evidence, usual_surplus_wh
from custom_components.energy_trade.prices import PriceMemory
from tests.support.fake_market import FakeMarket
from tests.support.flow_market import founding

TERMS = founding()
DAY = TERMS.calendar().day_intervals


@pytest.fixture
def market() -> FakeMarket:
    return FakeMarket(clock=lambda: 1_790_000_000.0)


async def look(market: FakeMarket) -> tuple[Snapshot, BlockState]:
    """A snapshot, and its last cleared block."""
    snapshot = await market.snapshot()
    return snapshot, next(block for block in reversed(snapshot.blocks) if block.cleared)


async def test_volumes_stay_known_when_the_chain_adds_them_up_no_more(market: FakeMarket) -> None:
    memory = PriceMemory(TERMS, {})
    snapshot, block = await look(market)
    seen = replace(block, supply_wh=(900,) * 8, demand_wh=(600,) * 8, orders=None)
    memory.see(replace(snapshot, blocks=(seen,)))
    memory.see(replace(snapshot, blocks=(replace(seen, supply_wh=(0,) * 8, demand_wh=(0,) * 8),)))
    assert memory.evidence[block.index * 8].surplus_wh == 300


async def test_it_is_remembered_over_a_restart(market: FakeMarket) -> None:
    notes: dict[str, list[int | None]] = {}
    snapshot, block = await look(market)
    own = BlockOrders((Order(Side.BUY, 30, 200), *[None] * 7))
    seen = replace(block, supply_wh=(900,) * 8, demand_wh=(600,) * 8, orders=own)
    PriceMemory(TERMS, notes).see(replace(snapshot, blocks=(seen,)))
    first = PriceMemory(TERMS, notes).evidence[block.index * 8]
    assert first.own_wh == -200
    assert first.surplus_wh == 500, "what the home itself wanted was there for it"


async def test_a_market_that_does_not_answer_teaches_nothing(
    market: FakeMarket, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(first: int, last: int) -> tuple[BlockState, ...]:
        raise MarketError("no answer")

    monkeypatch.setattr(market, "past_blocks", silent)
    memory = PriceMemory(TERMS, {})
    await memory.async_learn(market, 0)
    assert not memory.evidence


async def test_the_last_days_are_read_once(market: FakeMarket) -> None:
    memory = PriceMemory(TERMS, {})
    market.first_block = TERMS.calendar().block_at(market.clock()) - 40
    await market.snapshot()
    await memory.async_learn(market, 0)
    assert len(memory.evidence) >= DAY


def test_what_neighbours_have_left_is_judged_by_the_same_time_of_the_last_days() -> None:
    evidence = {
        1000 - DAY: Evidence(190, 900, 600),
        1000 - 2 * DAY: Evidence(190, 700, 600),
        1000 - 3 * DAY: Evidence(190, 0, 0),
    }
    assert usual_surplus_wh(1000, evidence, DAY) == 200
    assert usual_surplus_wh(1000, {990: Evidence(190, 0, 0)}, DAY) is None
