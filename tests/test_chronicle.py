"""A home's history does not grow with the years, and what it came to stays exact."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from custom_components.energy_trade import chronicle
from custom_components.energy_trade.market.units import BLOCK_INTERVALS
from custom_components.energy_trade.model import Totals
from custom_components.energy_trade.stores import ClosedStore
from tests.support.fake_market import EAGER_BUYER, EAGER_SELLER, FakeMarket
from tests.support.living_home import START, LivingHome, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

BLOCKS, KEPT = 8, 2


@pytest.fixture(autouse=True)
def short_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep blocks one by one for less time than these tests live."""
    monkeypatch.setattr(chronicle, "KEPT_BLOCKS", KEPT)
    monkeypatch.setattr(chronicle, "CLOSED_AT_ONCE", 1)
    monkeypatch.setattr(chronicle, "STATISTICS_BLOCKS", 3)


@pytest.fixture
def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    freezer.move_to(START)
    market = FakeMarket(now)
    market.terms = replace(market.terms, report_blocks=1)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    return LivingHome(hass, freezer, market)


async def live_long(home: LivingHome) -> None:
    """Sell in some blocks and buy in others."""
    home.market.neighbours = (EAGER_BUYER,)
    await home.live(BLOCKS * BLOCK_INTERVALS // 2, export_wh=500)
    home.market.neighbours = (EAGER_SELLER,)
    await home.live(BLOCKS * BLOCK_INTERVALS // 2, import_wh=700)
    await home.calm()


def all_of_it(home: LivingHome) -> Totals:
    """What all settled blocks came to, reckoned from the market alone."""
    journal = home.coordinator.journal
    whole = type(journal)(journal.founding, journal.gross)
    entries = [
        home.market._entry(index, int(home.market.clock()))
        for index in sorted(home.market.blocks)
        if home.market.blocks[index].results is not None and index >= home.market.first_block
    ]
    ledger: Any = type("Ledger", (), {"blocks": entries})
    whole.take(whole.explain(ledger), ledger, 0)
    return whole.totals


async def test_old_blocks_become_a_sum_that_is_exact_whatever_happens(home: LivingHome) -> None:
    assert await home.start()
    await live_long(home)
    journal, calendar, first = home.coordinator.journal, home.market.terms.calendar(), home.market.first_block
    assert len(list(journal.blocks())) <= KEPT + 3
    assert journal.closed.before >= first + 3
    assert journal.totals == all_of_it(home)
    assert journal.totals.compensation > 0
    assert journal.totals.cost > 0

    # Trades of closed blocks are read from the chain when somebody asks for them.
    records = await home.entry.runtime_data.desk.async_history(calendar.block_start(first), home.market.clock())
    assert [each.interval for each in records] == [first * BLOCK_INTERVALS + number for number in range(len(records))]
    settled = {index for index, block in home.market.blocks.items() if block.settled}
    entries = [home.market._entry(index, int(home.market.clock())) for index in settled]
    told = [each for each in records if each.interval // BLOCK_INTERVALS in settled]
    assert sum(each.amount or 0 for each in told) == sum(entry.amount or 0 for entry in entries) != 0

    # A restart goes on from the sum and reads no more than the rest.
    before, totals = journal.closed.before, journal.totals
    home.market.calls.clear()
    await home.restart()
    await home.calm()
    assert home.coordinator.journal.totals == totals
    assert all(since >= calendar.block_start(before) for since, _ in home.market.made("history"))

    # A sum that was lost, or is another member's, is reckoned again.
    store = ClosedStore(home.hass, home.entry.entry_id)
    for stored in ({"member": "7 from 9", "before": 10**6, "totals": {}}, {"member": 5}, {}):
        await home.hass.config_entries.async_unload(home.entry.entry_id)
        await home.settle()
        await store._store.async_save(stored)
        assert await home.start()
        await home.calm()
        assert home.coordinator.journal.totals == totals
