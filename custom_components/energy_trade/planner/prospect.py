"""What an order is worth in one interval: to a home that takes what comes, and to one that can plan around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, override

from ..market.orders import Order, Side
from ..market.supply import SupplyArrangement
from ..market.units import TICKS
from .exchange import Terms

if TYPE_CHECKING:
    from ..market.tariff import GridPrice
    from .curves import EnergyCurve
    from .evidence import Outlook
    from .orders import OrderTerms

CONFIDENT_SHARE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Prospect:
    """One interval's scenarios and prices: what an order in it is worth."""

    scenarios_wh: tuple[int, ...]
    price: GridPrice
    outlook: Outlook
    terms: OrderTerms

    @property
    def typical_wh(self) -> int:
        """The scenario in the middle, + to give."""
        return self.scenarios_wh[int(CONFIDENT_SHARE * len(self.scenarios_wh))]

    def worth(self, side: Side) -> float:
        """What a Wh earns or costs untraded, in µcredit."""
        pooled = self.terms.supply is SupplyArrangement.POOLED
        if side is Side.SELL:
            return self.outlook.long if pooled else self.price.feed_in
        return self.outlook.short if pooled else self.price.retail

    def value(self, order: Order | None) -> float:
        """µcredit that an order gains over none, on average, if it trades whole."""
        if order is None:
            return 0.0
        limit = self.terms.grid.price(order.tick)
        if order.side is Side.SELL:
            return self.gain(order.energy_wh, max(limit, self.outlook.clearing))
        return self.gain(-order.energy_wh, min(limit, self.outlook.clearing))

    def worst(self, order: Order) -> float:
        """The same where it trades at its very limit: the least that it gains at any price."""
        sign = 1 if order.side is Side.SELL else -1
        return self.gain(sign * order.energy_wh, self.terms.grid.price(order.tick))

    def gain(self, position: int, clearing: float) -> float:
        """µcredit that a position gains over none, on average, at a price."""
        pooled = self.terms.supply is SupplyArrangement.POOLED
        of_scenario = self._pooled_gain if pooled else self._individual_gain
        return sum(of_scenario(position, clearing, net) for net in self.scenarios_wh) / len(self.scenarios_wh)

    def _pooled_gain(self, position: int, clearing: float, net: int) -> float:
        long, short = self.outlook.long, self.outlook.short
        deviation = net - position
        if deviation >= 0:
            undone = min(deviation, max(0, -position))
            balancing = min(clearing, long) * undone + long * (deviation - undone)
        else:
            undone = min(-deviation, max(0, position))
            balancing = -max(clearing, short) * undone - short * (-deviation - undone)
        return clearing * position + balancing - net * (long if net >= 0 else short)

    def _individual_gain(self, position: int, clearing: float, net: int) -> float:
        done = min(abs(position), max(0, net if position >= 0 else -net))
        if position >= 0:
            margin = (clearing - self.price.feed_in) * self.outlook.sales_matched
        else:
            margin = (self.price.retail - clearing) * self.outlook.purchases_matched
        return margin * done - self.terms.spread * (abs(position) - done)


def position_terms(view: Outlook, price: GridPrice, terms: OrderTerms) -> Terms:
    """What deviating from a position, and keeping it, is worth: the terms that curves are worked out with.

    Under individual supply only what was both traded and delivered is settled: keeping a Wh earns the neighbours'
    price, as far as they deliver their part, and spares the spread.
    """
    if terms.supply is SupplyArrangement.POOLED:
        return Terms(
            long=view.long,
            short=max(view.short, view.long),
            sold=max(view.clearing, view.short),
            bought=min(view.clearing, view.long),
        )
    return Terms(
        long=price.feed_in,
        short=price.retail,
        sold=_matched(view.clearing, price.feed_in, view.sales_matched) + terms.spread,
        bought=_matched(view.clearing, price.retail, view.purchases_matched) - terms.spread,
    )


def _matched(clearing: float, otherwise: float, share: float) -> float:
    return share * clearing + (1 - share) * otherwise


@dataclass(frozen=True, slots=True)
class FlexibleProspect(Prospect):
    """One interval of a home whose devices are planned around what it trades; `clearings` are equally likely."""

    curve: EnergyCurve
    clearings: tuple[float, ...]

    @property
    @override
    def typical_wh(self) -> int:
        """What it trades in the middle of its scenarios."""
        return round(self.curve.nets_wh[int(CONFIDENT_SHARE * len(self.curve.nets_wh))])

    @override
    def worth(self, side: Side) -> float:
        """What a Wh is worth to it untraded, on average."""
        typical = self.typical_wh
        if not typical or (typical > 0) is not (side is Side.SELL):
            return Prospect.worth(self, side)
        return self.curve.cost(typical) / typical

    @override
    def value(self, order: Order | None) -> float:
        """µcredit that an order gains over none, on average over the prices at which it trades."""
        if order is None:
            return 0.0
        limit = self.terms.grid.price(order.tick)
        sign = 1 if order.side is Side.SELL else -1
        clearings = self.clearings or (self.outlook.clearing,)
        gains = [
            self.gain(sign * order.energy_wh, clearing) if sign * (clearing - limit) >= 0 else 0.0
            for clearing in clearings
        ]
        return sum(gains) / len(gains)

    @override
    def gain(self, position: int, clearing: float) -> float:
        """µcredit that a position gains over none at a price, all devices planned around it."""
        cost = self.curve.cost(position)
        if self.terms.supply is SupplyArrangement.POOLED:
            return clearing * position - cost
        sells = position > 0
        otherwise = self.price.feed_in if sells else self.price.retail
        share = self.outlook.sales_matched if sells else self.outlook.purchases_matched
        expected = _matched(self.outlook.clearing, otherwise, share)
        return expected * position - cost + share * (clearing - self.outlook.clearing) * self.curve.kept(position)

    def least_tick(self, side: Side, quantity: int) -> int | None:
        """The tick that lets most trades through of which none loses; None where every one would."""
        sign = 1 if side is Side.SELL else -1
        ticks = range(TICKS) if side is Side.SELL else range(TICKS - 1, -1, -1)
        return next((tick for tick in ticks if self.gain(sign * quantity, self.terms.grid.price(tick)) >= 0), None)
