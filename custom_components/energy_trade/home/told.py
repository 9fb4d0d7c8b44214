"""What the home has told its community of its meters, beyond what its own book knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..chain.errors import HistoryMismatch
from ..market.readings import NO_DETAILS
from ..market.units import BLOCK_INTERVALS
from .book import IntervalEnergy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..market.calendar import MarketCalendar
    from ..market.port import LedgerBlock, Market
    from ..market.readings import IntervalDetails, Reading


async def told_since(market: Market, calendar: MarketCalendar, interval: int) -> list[IntervalEnergy]:
    """Read the home's own reports of an interval and all later ones; may raise a MarketError."""
    first = interval // BLOCK_INTERVALS
    if calendar.block_at(market.now()) <= first:
        return []  # no block can have been reported meanwhile
    snapshot = await market.snapshot()
    shown = [block for block in snapshot.blocks if block.index >= first]
    if len(shown) < len(snapshot.blocks) and not any(block.readings for block in shown):
        return []
    try:
        ledger = await market.history(calendar.block_start(first))
    except HistoryMismatch as error:
        ledger = error.ledger
    return [energy for block in ledger.blocks for energy in _told(block) if energy.interval >= interval]


def _told(block: LedgerBlock) -> Iterator[IntervalEnergy]:
    if block.readings is None:
        return
    details = block.details or NO_DETAILS
    for trade, reading, detail in zip(block.trades, block.readings.readings, details, strict=True):
        if not reading.unknown:
            yield _energy(trade.interval, reading, detail)


def _energy(interval: int, reading: Reading, detail: IntervalDetails) -> IntervalEnergy:
    taken, given = detail.import_wh, detail.export_wh
    if taken is None or given is None or given - taken != reading.net_wh:
        taken, given = max(0, -reading.net_wh), max(0, reading.net_wh)
    return IntervalEnergy(
        interval,
        import_wh=taken,
        export_wh=given,
        generation_wh=detail.generation_wh,
        charge_wh=detail.charge_wh,
        discharge_wh=detail.discharge_wh,
        estimated=reading.estimated,
    )
