"""What the operator sets for coming blocks, and what is in force for any block."""

from collections.abc import Sequence
from dataclasses import replace

from ..tariff import BlockTariff, LocalClock, TariffTable, table_tariff
from ..units import BLOCK_INTERVALS, TICKS
from . import blocks
from .founded import MAX_PRICE, within_retail
from .model import Slot, State, Terms
from .refusal import demand

TARIFF_AHEAD = 31
"""Tariffs may be set this far ahead: further, and the ring slot's earlier block could still be corrected."""


def tariff(state: State, block: int) -> BlockTariff:
    """The block's tariff: set for it, or as the table of local hours says."""
    slot = state.tariffs.get(block % state.ring)
    if slot is not None and slot.block == block:
        return slot.content
    terms = state.terms_for(block)
    return table_tariff(block, terms.table, terms.clock, state.founding.tariff_hour_intervals)


def is_fixed(state: State, block: int) -> bool:
    """Whether the tariff of a coming block can no longer change, apart from the horizon."""
    notice = state.founding.tariff_notice_blocks
    slot = state.tariffs.get(block % state.ring)
    return notice == 0 or block <= state.current_block + notice or (slot is not None and slot.block == block)


def set_tariff(state: State, first_block: int, tariffs: Sequence[BlockTariff]) -> None:
    """Set the tariffs of consecutive blocks that are not open; all of them or none."""
    current, horizon = state.current_block, state.founding.horizon_blocks
    placed: dict[int, BlockTariff] = {}
    for block, prices in enumerate(tariffs, first_block):
        frozen = block <= current or (block <= current + horizon and is_fixed(state, block))
        demand(not frozen, "TermsFrozen", block)
        demand(block <= current + TARIFF_AHEAD, "TooFarAhead", block)
        demand(blocks.slot_free(state, block), "RingFull", block - state.ring)
        demand(within_retail(prices, state.founding), "BadTariff", block)
        placed[block] = prices
    for block, prices in placed.items():
        state.tariffs[block % state.ring] = Slot(block, prices)
    state.emit("TariffSet", first_block, tuple(tariffs))


def set_tariff_table(state: State, table: TariffTable) -> None:
    """Replace the standing table from the next unopened block on."""
    for word in range(3):
        hours = table.hours[word * BLOCK_INTERVALS : (word + 1) * BLOCK_INTERVALS]
        demand(within_retail(hours, state.founding), "BadTariff", word)
    _change(state, replace(state.terms.values[-1], table=table))
    state.emit("TariffTableSet", state.first_unopened, table)


def set_clock(state: State, clock: LocalClock) -> None:
    """Replace the schedule of UTC offsets from the next unopened block on."""
    _change(state, replace(state.terms.values[-1], clock=clock))
    state.emit("ClockSet", clock)


def set_line(state: State, zone: int, fee_ticks: int, capacity_wh: int) -> None:
    """Change a line from the next unopened block on."""
    latest = state.terms.values[-1]
    demand(0 < zone < len(latest.zones), "BadZone", zone)
    demand(fee_ticks < TICKS, "BadLine", zone)
    zones = list(latest.zones)
    zones[zone] = replace(zones[zone], fee_ticks=fee_ticks, capacity_wh=capacity_wh)
    _change(state, replace(latest, zones=tuple(zones)))
    state.emit("LineSet", zone, fee_ticks, capacity_wh, state.first_unopened)


def set_spread(state: State, spread: int) -> None:
    """Change the spread from the next unopened block on."""
    demand(0 < spread <= MAX_PRICE, "BadSpread")
    _change(state, replace(state.terms.values[-1], spread=spread))
    state.emit("SpreadSet", spread, state.first_unopened)


def _change(state: State, terms: Terms) -> None:
    state.terms.put(state.first_unopened, terms)
