"""A community of homes that plan, trade and are settled by the market's own rules, without a chain."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from custom_components.energy_trade.market.auction import clear_block
from custom_components.energy_trade.market.calendar import MarketCalendar
from custom_components.energy_trade.market.clearing import ROOT, ZoneResult
from custom_components.energy_trade.market.orders import BlockOrders
from custom_components.energy_trade.market.readings import BlockReadings, Reading
from custom_components.energy_trade.market.settlement import (
    BlockTerms,
    ConnectionLimits,
    block_amount,
    netting_share,
    settle_block,
)
from custom_components.energy_trade.market.supply import SupplyArrangement
from custom_components.energy_trade.market.tariff import BlockTariff, GridPrice
from custom_components.energy_trade.market.units import BLOCK_INTERVALS, MICRO, PriceGrid
from custom_components.energy_trade.planner.evidence import Evidence
from custom_components.energy_trade.planner.forecast import DayShape, Forecaster
from custom_components.energy_trade.planner.orders import OrderTerms, OrderWishes, Purse, Situation, plan_orders

if TYPE_CHECKING:
    from collections.abc import Sequence

CALENDAR = MarketCalendar(
    interval_seconds=900, gate_lead_seconds=600, horizon_blocks=12, report_blocks=2, tariff_hour_intervals=4
)
GRID = PriceGrid(60, 5)
TARIFF = GridPrice(80, 300)
SPREAD = 5
SHAPE = DayShape(CALENDAR.day_intervals, CALENDAR.interval_seconds)


@dataclass
class Home:
    """A home whose meter follows a profile, in Wh by interval from the community's first."""

    net_wh: Sequence[int]
    generation_wh: Sequence[int]
    wishes: OrderWishes = field(default_factory=OrderWishes)
    amount: int = 0
    sold_wh: int = 0
    bought_wh: int = 0

    @property
    def limits(self) -> ConnectionLimits:
        return ConnectionLimits(
            import_wh=max(1000, *(-wh for wh in self.net_wh)), export_wh=max(1000, *(wh for wh in self.net_wh))
        )

    def alone(self, intervals: int) -> int:
        """What the tariff alone would pay."""
        return sum(wh * (TARIFF.feed_in if wh > 0 else TARIFF.retail) for wh in self.net_wh[:intervals])


@dataclass
class Community:
    """Homes in one zone; block 0 of the replay is `first_block`."""

    homes: Sequence[Home]
    supply: SupplyArrangement
    first_block: int
    evidence: dict[int, Evidence] = field(default_factory=dict)
    traded_wh: int = 0

    def run(self, blocks: int, *, trading: bool = True) -> None:
        """Deliver block after block; orders are made right before the gate, from what the meters then know."""
        for count in range(blocks):
            orders = [self._orders(home, count) if trading else BlockOrders() for home in self.homes]
            self._deliver(count, orders)

    def _orders(self, home: Home, count: int) -> BlockOrders:
        block = self.first_block + count
        first = self.first_block * BLOCK_INTERVALS
        now = CALENDAR.interval_at(CALENDAR.gate(block) - 60)
        seen = range(first, now)
        generation = {it: home.generation_wh[it - first] for it in seen} if any(home.generation_wh) else {}
        forecaster = Forecaster({it: home.net_wh[it - first] for it in seen}, generation, SHAPE)
        plan = plan_orders(
            Situation(
                terms=OrderTerms(
                    calendar=CALENDAR,
                    grid=GRID,
                    supply=self.supply,
                    spread=SPREAD,
                    import_limit_wh=home.limits.import_wh,
                    export_limit_wh=home.limits.export_wh,
                ),
                tariffs={block: self.tariff},
                forecasts={it: forecaster.forecast(it, now) for it in CALENDAR.intervals_of(block)},
                evidence=self.evidence,
                wishes=home.wishes,
                purse=Purse(free=1000 * MICRO),
            )
        )
        return plan.orders[block]

    @property
    def tariff(self) -> BlockTariff:
        return (TARIFF,) * BLOCK_INTERVALS

    def _deliver(self, count: int, orders: Sequence[BlockOrders]) -> None:
        block = self.first_block + count
        span = slice(count * BLOCK_INTERVALS, (count + 1) * BLOCK_INTERVALS)
        results = clear_block(orders, [ROOT]).results[0]
        readings = [BlockReadings(tuple(Reading(wh) for wh in home.net_wh[span])) for home in self.homes]
        longs, shorts = [0] * BLOCK_INTERVALS, [0] * BLOCK_INTERVALS
        for home, placed, read in zip(self.homes, orders, readings, strict=True):
            for position, (order, reading) in enumerate(zip(placed.orders, read.readings, strict=True)):
                traded = results[position].position(order)
                long, short = netting_share(self.supply, traded, reading, home.limits)
                longs[position] += long
                shorts[position] += short
                home.sold_wh += max(0, traded)
                home.bought_wh += max(0, -traded)
        for home, placed, read in zip(self.homes, orders, readings, strict=True):
            terms = BlockTerms(
                supply=self.supply,
                grid=GRID,
                tariff=self.tariff,
                spread=SPREAD,
                results=results,
                longs=tuple(longs),
                shorts=tuple(shorts),
                limits=home.limits,
            )
            home.amount += block_amount(settle_block(terms, placed, read))
            if self.supply is SupplyArrangement.INDIVIDUAL:
                home.amount += _suppliers_bill(home, results, placed, read, longs, shorts)
        self._remember(block, orders, results, longs, shorts)

    def _remember(
        self,
        block: int,
        orders: Sequence[BlockOrders],
        results: Sequence[ZoneResult],
        longs: Sequence[int],
        shorts: Sequence[int],
    ) -> None:
        for position, result in enumerate(results):
            placed = [order for member in orders if (order := member.orders[position])]
            self.evidence[block * BLOCK_INTERVALS + position] = Evidence(
                result.price(GRID),
                supply_wh=sum(order.energy_wh for order in placed if order.side),
                demand_wh=sum(order.energy_wh for order in placed if not order.side),
                long_wh=longs[position],
                short_wh=shorts[position],
            )


def _suppliers_bill(
    home: Home,
    results: Sequence[ZoneResult],
    placed: BlockOrders,
    read: BlockReadings,
    longs: Sequence[int],
    shorts: Sequence[int],
) -> int:
    """What each home's own supplier bills for what the community did not match."""
    bill = 0
    for position, reading in enumerate(read.readings):
        traded = results[position].position(placed.orders[position])
        sold, bought = netting_share(SupplyArrangement.INDIVIDUAL, traded, reading, home.limits)
        matched = min(longs[position], shorts[position])
        rest = reading.net_wh
        if sold:
            rest -= sold * matched // longs[position]
        if bought:
            rest += bought * matched // shorts[position]
        bill += rest * (TARIFF.feed_in if rest > 0 else TARIFF.retail)
    return bill
