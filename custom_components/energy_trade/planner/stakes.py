"""How much a home puts at stake by trading: little to begin with, then a part of what trading has saved it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..market.orders import Order, Side
from ..market.supply import SupplyArrangement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .orders import OrderTerms
    from .prospect import Prospect

FIRST_WH: Final = {SupplyArrangement.INDIVIDUAL: 100, SupplyArrangement.POOLED: 25}
"""What may fail at its dearest before trading has saved anything; in energy, for that is the same in any currency."""

SHARE: Final = 0.5
"""Of all that may be lost, for one block: the one before it is under way and not settled."""

LEAST_WH: Final = {SupplyArrangement.INDIVIDUAL: 40, SupplyArrangement.POOLED: 1}
"""What remains to who has lost the first stake, so that luck can turn."""

SURE_SALE: Final = {SupplyArrangement.INDIVIDUAL: 0.75, SupplyArrangement.POOLED: 1.0}
"""How much of the least that a home may have over is sure; of what it needs the least is sure as it is."""

SURE_FAILS: Final = 0.1
"""How much of what is sure goes undelivered all the same, at worst.

A home that has lost reckons with that, and who buys from a pool always does: what is bought there and not used costs
most of its price.
"""


def staked(
    wanted: Mapping[int, Order | None],
    prospects: Mapping[int, Prospect],
    terms: OrderTerms,
    saved: int | None,
    *,
    least_wh: int,
) -> dict[int, Order | None]:
    """Cut a block's orders so that their failure costs no more than what trading has saved so far; best value first.

    What is traded and not delivered costs: under individual supply the spread, under pooled supply up to what lies
    between the order's limit and the grid's price. A home whose days are hard to foresee would lose little by little;
    so it trades with its gains alone, and is never worse off than at its tariff. `saved` is in µcredit; None: not
    reckoned, nothing is cut.
    """
    if saved is None:
        return dict(wanted)
    left = stake(terms, prospects.values(), saved)
    found: dict[int, Order | None] = dict(wanted)
    for interval in _by_worth(wanted, prospects):
        order = wanted[interval]
        if order is None:
            continue
        prospect = prospects[interval]
        sure, risk = _sure_wh(prospect, order.side, terms), _risk(order, prospect, terms)
        fails = _fails(order.side, terms, saved)
        energy = _affordable(order.energy_wh, sure, risk, left, fails)
        if energy < least_wh:
            found[interval] = None
            continue
        found[interval] = Order(order.side, order.tick, energy)
        left = max(0.0, left - _at_stake(energy, sure, risk, fails))
    return found


def _fails(side: Side, terms: OrderTerms, saved: int) -> float:
    """How much of what is sure is reckoned to fail."""
    is_dear = terms.supply is SupplyArrangement.POOLED and side is Side.BUY
    return SURE_FAILS if saved < 0 or is_dear else 0.0


def stake(terms: OrderTerms, prospects: Iterable[Prospect], saved: int) -> float:
    """µcredit that a block's orders may lose at worst."""
    dearest = terms.spread
    if terms.supply is SupplyArrangement.POOLED:
        dearest = max((each.price.retail - each.price.feed_in for each in prospects), default=dearest)
    return SHARE * max(LEAST_WH[terms.supply] * dearest, FIRST_WH[terms.supply] * dearest + saved)


def _risk(order: Order, prospect: Prospect, terms: OrderTerms) -> float:
    """µcredit that a Wh costs at worst which is traded and not delivered."""
    if terms.supply is SupplyArrangement.INDIVIDUAL:
        return float(terms.spread)
    limit, price = terms.grid.price(order.tick), prospect.price
    undone = price.retail - limit if order.side is Side.SELL else limit - price.feed_in
    return float(max(terms.spread, undone))


def _at_stake(energy_wh: int, sure_wh: float, risk: float, fails: float) -> float:
    return risk * (fails * min(energy_wh, sure_wh) + max(0.0, energy_wh - sure_wh))


def _affordable(energy_wh: int, sure_wh: float, risk: float, left: float, fails: float) -> int:
    """As much of an order as may fail."""
    if _at_stake(energy_wh, sure_wh, risk, fails) <= left:
        return energy_wh
    surely = risk * fails * sure_wh
    return int(left / risk / fails) if left < surely else int(sure_wh + (left - surely) / risk)


def _sure_wh(prospect: Prospect, side: Side, terms: OrderTerms) -> float:
    """What of an order will be delivered as surely as the home's past can tell.

    The less often such a time was seen, the further beyond the least seen the next one may lie.
    """
    seen = prospect.scenarios_wh
    if len(seen) < 2:  # noqa: PLR2004
        return 0.0
    least, most = min(seen), max(seen)
    beyond = (most - least) / (len(seen) - 1)
    share = SURE_SALE[terms.supply]
    return max(0.0, (share * least if side is Side.SELL else float(-most)) - beyond)


def _by_worth(wanted: Mapping[int, Order | None], prospects: Mapping[int, Prospect]) -> Iterable[int]:
    """Intervals with orders that the home forecasts, those first that gain most for each Wh."""
    worth = {
        interval: prospects[interval].value(order) / order.energy_wh
        for interval, order in wanted.items()
        if order is not None and interval in prospects
    }
    return sorted(worth, key=lambda interval: -worth[interval])
