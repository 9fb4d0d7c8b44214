"""What energy will cost and earn that is not traded yet, and how far a plan may count on neighbours for it.

Under pooled supply what a home does not trade still nets within its zone. Under individual supply it does not: what no
neighbour takes earns the supplier's feed-in, what none gives costs retail. So there a battery is not filled in the hope
of buying, and it keeps its energy from the home for a sale to come only as far as trading has saved enough to bear that
the sale does not come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..market.supply import SupplyArrangement

if TYPE_CHECKING:
    from ..market.tariff import GridPrice
    from .evidence import Outlook


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """The market that a home meets in one interval; prices in µcredit per Wh.

    `price` is what the home falls back to: under individual supply its own supplier's. `traded` is how surely it finds
    someone to trade with, `reliance` how far it may count on that.
    """

    supply: SupplyArrangement
    price: GridPrice
    outlook: Outlook
    clearing: float
    spread: int
    traded: float
    reliance: float = 1.0

    @property
    def buy(self) -> float:
        """What a Wh will cost."""
        if self.supply is SupplyArrangement.INDIVIDUAL:
            return float(self.price.retail)
        return max(self._netted(self.outlook.short), self.sell)

    @property
    def sell(self) -> float:
        """What a Wh will earn."""
        if self.supply is SupplyArrangement.INDIVIDUAL:
            return self._matched(self.price.feed_in, self.traded * self.outlook.sales_matched)
        return self._netted(self.outlook.long)

    @property
    def kept_sale(self) -> float:
        """What delivering a Wh that is sold is worth, under individual supply: not delivering it costs the spread."""
        return self._matched(self.price.feed_in, self.outlook.sales_matched) + self.spread

    @property
    def kept_purchase(self) -> float:
        """What taking a Wh that is bought costs, under individual supply: not taking it costs the spread."""
        return self._matched(self.price.retail, self.outlook.purchases_matched) - self.spread

    def _netted(self, untraded: float) -> float:
        return self.traded * self._cleared + (1 - self.traded) * untraded

    def _matched(self, otherwise: int, share: float) -> float:
        counted = self.reliance * share
        return counted * self._cleared + (1 - counted) * otherwise

    @property
    def _cleared(self) -> float:
        return min(float(self.price.retail), max(float(self.price.feed_in), self.clearing))


def reliance(supply: SupplyArrangement, saved: int | None, storable_wh: float, price: GridPrice) -> float:
    """How far a plan may count on sales to come, 0 to 1: at stake is what is stored, given away instead of used.

    `saved` is what trading has saved in µcredit against a battery that serves its home alone; None: not reckoned.
    """
    at_stake = storable_wh * (price.retail - price.feed_in)
    if supply is SupplyArrangement.POOLED or saved is None or at_stake <= 0:
        return 1.0
    return min(1.0, max(0.0, saved / at_stake))
