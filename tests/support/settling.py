"""A community's interval from orders and meters to amounts, in one step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from hypothesis import strategies as st

from custom_components.energy_trade.market.auction import IntervalOutcome, clear_interval
from custom_components.energy_trade.market.clearing import Zone
from custom_components.energy_trade.market.matching import Matched
from custom_components.energy_trade.market.orders import Order
from custom_components.energy_trade.market.readings import UNKNOWN_READING, Reading
from custom_components.energy_trade.market.settlement import (
    ConnectionLimits,
    IntervalTerms,
    Netting,
    netting_share,
    settle_interval,
)
from custom_components.energy_trade.market.statement import IntervalStatement
from custom_components.energy_trade.market.supply import SupplyArrangement
from custom_components.energy_trade.market.tariff import GridPrice
from custom_components.energy_trade.market.units import PriceGrid

from .communities import ORDER, grid_prices, zone_trees


class Conduct(Enum):
    """What a home does with its meter's reading."""

    ON_TIME = "on time"
    LATE = "late"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Home:
    """A home in one interval: its order, and what truly flows."""

    zone: int
    order: Order | None
    net_wh: int
    limits: ConnectionLimits
    conduct: Conduct = Conduct.ON_TIME

    @property
    def reading(self) -> Reading:
        """What it tells."""
        return UNKNOWN_READING if self.conduct is Conduct.SILENT else Reading(self.net_wh)


@dataclass(frozen=True, slots=True)
class Interval:
    """A community in one interval."""

    supply: SupplyArrangement
    zones: tuple[Zone, ...]
    grid: PriceGrid
    grid_price: GridPrice
    spread: int
    homes: tuple[Home, ...]

    def cleared(self) -> IntervalOutcome:
        """The auction's outcome."""
        return clear_interval(((home.zone, home.order) for home in self.homes if home.order), self.zones)

    def positions(self) -> list[int]:
        """What each home has traded."""
        outcome = self.cleared()
        return [outcome.results[home.zone].position(home.order) for home in self.homes]

    def settled(self) -> list[IntervalStatement]:
        """What each home is paid."""
        outcome = self.cleared()
        return self.settle(self.positions(), [self.grid.price(result.tick) for result in outcome.results])

    def settle(
        self, positions: Sequence[int], prices: Sequence[int], flows: Sequence[int] | None = None
    ) -> list[IntervalStatement]:
        """What each home is paid for positions at local prices."""
        sums = [(0, 0) for _ in self.zones]
        for home, position in zip(self.homes, positions, strict=True):
            if home.conduct is Conduct.ON_TIME:
                long, short = netting_share(self.supply, position, home.reading, home.limits)
                sums[home.zone] = sums[home.zone][0] + long, sums[home.zone][1] + short
        elsewhere = [(0, 0)] * len(self.zones)
        if self.supply is SupplyArrangement.INDIVIDUAL:
            flows = self.cleared().flows if flows is None else flows
            longs, shorts = zip(*sums, strict=True)
            matched = Matched.across(self.zones, flows, longs, shorts)
            within = [min(pair) for pair in sums]
            elsewhere = [
                (sold - met, bought - met)
                for sold, bought, met in zip(matched.sold, matched.bought, within, strict=True)
            ]
        return [
            settle_interval(
                IntervalTerms(
                    supply=self.supply,
                    price=prices[home.zone],
                    has_price=True,
                    grid_price=self.grid_price,
                    spread=self.spread,
                    netting=Netting(*sums[home.zone], *elsewhere[home.zone]),
                    limits=home.limits,
                ),
                position,
                home.reading,
                late=home.conduct is Conduct.LATE,
            )
            for home, position in zip(self.homes, positions, strict=True)
        ]

    def grid_bill(self, net_wh: int) -> int:
        """What the grid pays the community for its net energy; negative if it charges."""
        return self.grid_price.feed_in * max(0, net_wh) - self.grid_price.retail * max(0, -net_wh)

    def with_home(self, index: int, home: Home) -> Interval:
        """The same with one home changed."""
        return replace(self, homes=(*self.homes[:index], home, *self.homes[index + 1 :]))


@st.composite
def homes(draw: st.DrawFn, zones: int, *, honest: bool = False) -> Home:
    """A home that keeps within its connection."""
    limits = ConnectionLimits(draw(st.integers(0, 6000)), draw(st.integers(0, 6000)))
    flow = st.one_of(st.just(0), st.integers(-limits.import_wh, limits.export_wh))
    order = draw(st.one_of(st.none(), ORDER.filter(lambda order: order.energy_wh <= 6000)))
    conduct = Conduct.ON_TIME if honest else draw(st.sampled_from(Conduct))
    return Home(draw(st.integers(0, zones - 1)), order, draw(flow), limits, conduct)


@st.composite
def intervals(
    draw: st.DrawFn,
    supply: SupplyArrangement = SupplyArrangement.POOLED,
    *,
    most_zones: int = 5,
    most_homes: int = 12,
    honest: bool = False,
) -> Interval:
    """A community that traded, and what flowed."""
    zones = draw(zone_trees(most_zones))
    return Interval(
        supply=supply,
        zones=tuple(zones),
        grid=PriceGrid(draw(st.integers(0, 200)), draw(st.integers(1, 10))),
        grid_price=draw(grid_prices()),
        spread=draw(st.integers(1, 100)),
        homes=tuple(draw(st.lists(homes(len(zones), honest=honest), min_size=1, max_size=most_homes))),
    )
