"""Homes without a Home Assistant: the same forecast, orders, reports and duties, on meters that a profile moves."""

import asyncio
from collections.abc import Coroutine
import logging
from typing import Any, Self

import aiohttp

from custom_components.energy_trade.chain.client import EvmMarket, connect
from custom_components.energy_trade.chain.invitation import Invitation
from custom_components.energy_trade.chain.sender import Timing
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.duties import block_to_clear, must_settle, reports_due, unreported
from custom_components.energy_trade.home.book import IntervalEnergy
from custom_components.energy_trade.market.founding import Founding
from custom_components.energy_trade.market.port import MarketError, Receipt
from custom_components.energy_trade.market.readings import BlockReadings
from custom_components.energy_trade.market.state import BlockState, MemberState, Snapshot
from custom_components.energy_trade.market.units import BLOCK_INTERVALS
from custom_components.energy_trade.planner.evidence import evidence_of
from custom_components.energy_trade.planner.forecast import DayShape, Forecaster
from custom_components.energy_trade.planner.orders import OrderTerms, Purse, Situation, plan_orders, revise
from custom_components.energy_trade.timing import Rhythm

from .household import Registers

_LOGGER = logging.getLogger(__name__)

DAYS_REMEMBERED = 4
PATIENCE = Timing(poll=0.2, confirmations=1)


class Neighbour:
    """One member of the community with a key of its own."""

    def __init__(
        self, market: EvmMarket, session: aiohttp.ClientSession, registers: Registers, founding: Founding
    ) -> None:
        self.market = market
        self.registers = registers
        self.clears = True
        """Whether it clears blocks as all members do, or leaves that to the others."""

        self._session = session
        self._founding = founding
        self._rhythm = Rhythm.of(founding.calendar())
        self._shape = DayShape(
            founding.calendar().day_intervals,
            founding.interval_seconds,
            lambda interval: founding.clock.offset(interval // BLOCK_INTERVALS),
        )

    @classmethod
    async def join(cls, invitation: Invitation, registers: Registers, owner: str, daily_cap: int | None = None) -> Self:
        """Make a key and ask to be admitted."""
        session = aiohttp.ClientSession()
        key = await asyncio.to_thread(AgentKey.create)
        market = await connect(session, invitation, key, timing=PATIENCE)
        founding = await market.founding()
        await market.request(owner, founding.daily_cap if daily_cap is None else daily_cap)
        return cls(market, session, registers, founding)

    async def close(self) -> None:
        """Let go of the node."""
        await self.market.close()
        await self._session.close()

    async def live(self) -> None:
        """Do what is due, for ever; what fails is tried again."""
        while True:
            try:
                await self.act()
            except MarketError as error:
                _LOGGER.info("a neighbour waits: %s", error)
            await asyncio.sleep(self._rhythm.poll)

    async def act(self) -> None:
        """Order, clear, report and settle what is due now."""
        snapshot = await self.market.snapshot()
        member = snapshot.member
        if not member.is_member:
            return
        now = self.market.now()
        for errand in (self._order(snapshot, member, now), self._clear(snapshot, now), self._report(snapshot, now)):
            await _attempt(errand)
        if must_settle(snapshot, self._founding, self._rhythm):
            await _attempt(self.market.settle())

    # ------ what is due

    async def _order(self, snapshot: Snapshot, member: MemberState, now: float) -> Receipt | None:
        calendar = self._founding.calendar()
        near = self._rhythm.before_gate(now)
        blocks = [
            block
            for block in snapshot.blocks
            if block.is_open
            and now < calendar.gate(block.index)
            and member.delivers_in(block.index)
            and (block.orders is None or block.index == near)
        ]
        if not blocks or not member.may_order:
            return None
        current = {block.index: block.orders for block in blocks if block.orders}
        plan = await asyncio.to_thread(lambda: plan_orders(self._situation(snapshot, member, blocks, now)))
        changes = revise(current, plan)
        return await self.market.place(changes) if changes else None

    def _situation(self, snapshot: Snapshot, member: MemberState, blocks: list[BlockState], now: float) -> Situation:
        founding, calendar = self._founding, self._founding.calendar()
        today = calendar.delivery_day(calendar.block_at(now))
        interval = calendar.interval_at(now)
        past = [self.energy(it) for it in range(interval - DAYS_REMEMBERED * calendar.day_intervals, interval)]
        forecaster = Forecaster(
            {each.interval: each.net_wh for each in past if each.net_wh is not None},
            {each.interval: each.generation_wh for each in past if each.generation_wh is not None},
            self._shape,
        )
        return Situation(
            terms=OrderTerms(
                calendar=calendar,
                grid=founding.grid(),
                supply=founding.supply,
                spread=founding.spread,
                import_limit_wh=member.import_limit_wh,
                export_limit_wh=member.export_limit_wh,
            ),
            tariffs={block.index: block.tariff for block in blocks},
            forecasts={
                it: forecaster.forecast(it, interval) for block in blocks for it in calendar.intervals_of(block.index)
            },
            evidence=evidence_of(snapshot.blocks, member.zone, founding.grid()),
            purse=Purse(
                free=member.free,
                daily_cap=member.daily_cap,
                locked_on_day={today + later: locked for later, locked in enumerate(member.locked_on_day)},
            ),
            current={block.index: block.orders for block in blocks if block.orders},
        )

    async def _clear(self, snapshot: Snapshot, now: float) -> Receipt | None:
        block = block_to_clear(snapshot, self._rhythm, now)
        return None if block is None or not self.clears else await self.market.clear(block)

    async def _report(self, snapshot: Snapshot, now: float) -> Receipt | None:
        waiting = unreported(snapshot, self._rhythm, now)
        energies = {
            block.index: [self.energy(it) for it in self._founding.calendar().intervals_of(block.index)]
            for block in waiting
        }
        metered = {index: BlockReadings(tuple(each.reading() for each in block)) for index, block in energies.items()}
        due = reports_due(waiting, metered, dict.fromkeys(metered, True), self._rhythm, now)
        details = {index: tuple(each.details() for each in energies[index]) for index in due}
        return await self.market.report(due, details) if due else None

    # ------ its meters

    def energy(self, interval: int) -> IntervalEnergy:
        """What the registers gained in an interval, in whole Wh whose sums stay exact."""
        first, last = self.registers.counted_wh(interval), self.registers.counted_wh(interval + 1)
        return IntervalEnergy(
            interval,
            import_wh=last["grid_import"] - first["grid_import"],
            export_wh=last["grid_export"] - first["grid_export"],
            generation_wh=last["solar"] - first["solar"],
        )


async def _attempt(errand: Coroutine[Any, Any, object]) -> None:
    """One errand's failure keeps none of the others from being done."""
    try:
        await errand
    except MarketError as error:
        _LOGGER.info("a neighbour tries again later: %s", error)
