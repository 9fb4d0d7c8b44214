"""How much a home puts at stake by trading: little to begin with, then a part of what trading has saved it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..market.orders import Order, Side
from ..market.supply import SupplyArrangement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .orders import OrderTerms
    from .prospect import Prospect

FIRST_WH: Final = 800
"""What may go undelivered before trading has saved anything."""

SHARE: Final = 0.5
"""Of all that may be lost, for one block: the one before it is under way and not settled."""

SURE_SALE: Final = 0.75
"""How much of the least that a home may have over is sure; of what it needs the least is sure as it is."""


def staked(
    wanted: Mapping[int, Order | None],
    prospects: Mapping[int, Prospect],
    terms: OrderTerms,
    saved: int | None,
    *,
    least_wh: int,
) -> dict[int, Order | None]:
    """Cut a block's orders so that their failure costs no more than what trading has saved so far; best value first.

    Under individual supply what is traded and not delivered costs the spread. A home whose days are hard to foresee
    would lose little by little; so it trades with its gains alone, and is never worse off than at its tariff. `saved`
    is in µcredit; None: not reckoned, nothing is cut.
    """
    if saved is None or terms.supply is not SupplyArrangement.INDIVIDUAL or terms.spread <= 0:
        return dict(wanted)
    left = max(0.0, SHARE * (FIRST_WH + saved / terms.spread))
    found: dict[int, Order | None] = dict(wanted)
    for interval in _by_worth(wanted, prospects):
        order = wanted[interval]
        if order is None:
            continue
        sure = _sure_wh(prospects[interval], order.side)
        energy = min(order.energy_wh, int(sure + left))
        found[interval] = Order(order.side, order.tick, energy) if energy >= least_wh else None
        left -= max(0.0, energy - sure) if energy >= least_wh else 0.0
    return found


def _sure_wh(prospect: Prospect, side: Side) -> float:
    """What of an order will be delivered as surely as the home's past can tell."""
    least, most = min(prospect.scenarios_wh, default=0), max(prospect.scenarios_wh, default=0)
    return max(0.0, SURE_SALE * least) if side is Side.SELL else float(max(0, -most))


def _by_worth(wanted: Mapping[int, Order | None], prospects: Mapping[int, Prospect]) -> Iterable[int]:
    """Intervals with orders that the home forecasts, those first that gain most for each Wh."""
    worth = {
        interval: prospects[interval].value(order) / order.energy_wh
        for interval, order in wanted.items()
        if order is not None and interval in prospects
    }
    return sorted(worth, key=lambda interval: -worth[interval])
