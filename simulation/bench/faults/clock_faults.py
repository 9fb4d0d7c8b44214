"""Local time changes while a home acts: each block is settled at the prices of its own local hours."""

from collections.abc import AsyncIterator
from dataclasses import replace

from custom_components.energy_trade.market.tariff import ClockChange, GridPrice, LocalClock, TariffTable
from custom_components.energy_trade.market.units import BLOCK_INTERVALS

from .community import TERMS, Community
from .life import FEED_IN, Course, Step, Strike, Struck, live
from .rows import Row, nodes, tried
from .stages import Moment, Stage

HOUR_INTERVALS = 4
SUMMER = {"clocks go forward": (4, 8), "clocks go back": (8, 4)}
"""UTC offset in intervals, before and after."""

CHANGES = {
    Stage.PLACE: 1,
    Stage.REVISE: 1,
    Stage.CLEAR: TERMS.horizon_blocks,
    Stage.DELIVER: TERMS.horizon_blocks,
    Stage.REPORT: TERMS.horizon_blocks + 2,
    Stage.SETTLE: TERMS.horizon_blocks + 2,
    Stage.WITHDRAW: TERMS.horizon_blocks + 2,
}
"""Blocks after that in which a life begins; the traded one is the last that is open then."""

PROMISE = "every interval is settled at the prices of its local hour"


def hourly(interval: int, offset: int) -> tuple[int, int]:
    """A tariff that differs in every local hour."""
    return FEED_IN, 200 + 8 * ((interval + offset) // HOUR_INTERVALS % 24)


def _at(moment: int) -> Strike:
    """The home acts as the block begins with which local time is another."""

    async def strike(home: Struck, stage: Moment, step: Step) -> None:
        if home.anvil.time < moment:
            home.anvil.set_time(moment)
        await step(home.market)

    return strike


async def strike_clocks(only: str = "") -> AsyncIterator[Row]:
    """Let local time change at every stage of a block's life."""
    for name, (before, after) in SUMMER.items():
        if only not in name:
            continue
        for stage, blocks in CHANGES.items():
            async with nodes() as (anvil, session, first, _):
                calendar = TERMS.calendar()
                now = calendar.block_at(anvil.time) + 1
                anvil.set_time(calendar.block_start(now))
                change = now + blocks
                terms = replace(
                    TERMS,
                    tariff_table=TariffTable(tuple(GridPrice(FEED_IN, 200 + 8 * hour) for hour in range(24))),
                    clock=LocalClock((ClockChange(0, before), ClockChange(change, after))),
                )
                community = await Community.found(anvil, session, [first.url], terms)

                def prices(
                    interval: int, change: int = change, before: int = before, after: int = after
                ) -> tuple[int, int]:
                    return hourly(interval, after if interval >= change * BLOCK_INTERVALS else before)

                strike, course = _at(calendar.block_start(change)), Course(prices=prices)
                yield await tried(name, PROMISE, stage, live(community, first, stage, strike, course=course))
