"""What energy in a battery is worth in coming hours, and what follows from it for every minute.

For each of many equally made courses of load, generation and prices the best use of the battery is known backward from
the end; the mean of what a stored Wh is then worth is its value now. At the end the last day begins again, so that
nothing is given away there. Because buying costs at least what selling earns,
the value of the next Wh falls as the battery fills, and four levels of charge say all that there is to do in a step:
up to which to buy, up to which to keep surplus, down to which to cover the load and down to which to sell. They hold
whatever the load turns out to be, so the battery follows what is measured and not what was forecast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .problem import Battery

LEVELS: Final = 41
"""Levels of charge at which the value is known; straight lines between them."""

FORESEEN: Final = 0.5
"""How far a course is taken to be known once it has begun: 0, every step surprises; 1, none does."""

DAY_HOURS: Final = 24.0

TIE: Final = 0.01
"""Difference in µcredit per Wh that decides nothing: then the home comes first, and the grid last."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Courses that the coming steps may take, one a row, and how likely each is.

    Net energy in Wh (+ surplus, − need) without the battery; prices in µcredit per Wh, a row for each or one for all.
    """

    net_wh: NDArray[np.float64]
    buy: NDArray[np.float64]
    sell: NDArray[np.float64]
    weights: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Levels of charge in Wh that say what a battery does in a step, whatever is measured."""

    buy_up_to_wh: float
    """Below this it is charged from the grid."""

    store_up_to_wh: float
    """Up to this it takes the home's surplus."""

    cover_down_to_wh: float
    """Down to this it covers the home's load."""

    sell_down_to_wh: float
    """Above this it is discharged into the grid."""


@dataclass(frozen=True, slots=True)
class StoredValue:
    """Worth of what is in a battery at the end of each step, in µcredit, at rising levels of charge in Wh."""

    battery: Battery
    levels_wh: NDArray[np.float64]
    worth: NDArray[np.float64]
    """One row a step, one column a level."""

    def marginal(self, step: int, wh: float) -> float:
        """What one more Wh in the battery is worth at the end of a step."""
        slopes = np.diff(self.worth[step]) / np.diff(self.levels_wh)
        index = int(np.searchsorted(self.levels_wh, wh, side="right")) - 1
        return float(slopes[min(max(index, 0), len(slopes) - 1)])

    def thresholds(self, step: int, buy: float, sell: float) -> Thresholds:
        """What to do in a step at its prices a Wh."""
        found = _thresholds(
            self.battery, self.levels_wh, self.worth[step][None, :], np.array([float(buy)]), np.array([float(sell)])
        )
        return Thresholds(*(float(level[0]) for level in found))


def stored_value(
    battery: Battery, cases: Cases, hours: Sequence[float] | NDArray[np.float64], *, again: bool = True
) -> StoredValue:
    """Work the value of stored energy out backward over steps of these lengths.

    At the end the last day begins `again`; else what is left has the battery's own value.
    """
    steps = len(hours)
    levels = np.linspace(battery.lowest_wh, battery.highest_wh, LEVELS)
    shape = (len(cases.weights), steps)
    net, buy, sell = (np.broadcast_to(each, shape) for each in (cases.net_wh, cases.buy, cases.sell))
    weights = cases.weights / cases.weights.sum()
    last_day = steps - int(np.searchsorted(np.cumsum(np.asarray(hours)[::-1]), DAY_HOURS * 0.999) + 1)
    worth = np.empty((steps, LEVELS))
    price = battery.stored_value or float(weights @ buy.mean(axis=1)) * battery.discharge_efficiency
    later = np.broadcast_to(price * (levels - levels[0]), (len(weights), LEVELS))
    for first in (max(0, last_day), 0) if again else (0,):
        for step in range(steps - 1, first - 1, -1):
            worth[step] = weights @ later
            ahead = FORESEEN * later + (1 - FORESEEN) * worth[step]
            now = Cases(net[:, step], buy[:, step], sell[:, step], weights)
            later = _earlier(battery, levels, ahead, now, float(hours[step]))
        mean = weights @ later
        later = np.broadcast_to(mean - mean[0], later.shape)
    return StoredValue(battery, levels, worth)


def _earlier(
    battery: Battery,
    levels: NDArray[np.float64],
    later: NDArray[np.float64],
    step: Cases,
    hours: float,
) -> NDArray[np.float64]:
    """Worth before a step, from the worth after it: the best that can be done in the step is done."""
    net, buy, sell = step.net_wh, step.buy, step.sell
    buys, stores, covers, sells = (each[:, None] for each in _thresholds(battery, levels, later, buy, sell))
    before = np.broadcast_to(levels, later.shape)
    after = moved(battery, (buys, stores, covers, sells), before, net[:, None], hours)
    change = after - before
    outward = np.where(change > 0, -change / battery.charge_efficiency, -change * battery.discharge_efficiency)
    grid = net[:, None] + outward
    earned = np.where(grid > 0, grid * sell[:, None], grid * buy[:, None])
    earned -= battery.wear * np.maximum(outward, 0.0)
    worth: NDArray[np.float64] = earned + _at(levels, later, after)
    return worth


def moved(
    battery: Battery,
    thresholds: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    before: NDArray[np.float64],
    net: NDArray[np.float64],
    hours: float,
) -> NDArray[np.float64]:
    """Charge after a step in which the battery followed its thresholds, from the charge before and the net in Wh."""
    buys, stores, covers, sells = thresholds
    most_in = battery.charge_w * hours * battery.charge_efficiency
    most_out = battery.discharge_w * hours / battery.discharge_efficiency
    surplus = np.minimum(np.maximum(net, 0.0) * battery.charge_efficiency, most_in)
    need = np.minimum(np.maximum(-net, 0.0) / battery.discharge_efficiency, most_out)
    kept = np.maximum(before, np.minimum(before + surplus, stores))
    covered = np.minimum(before, np.maximum(before - need, covers))
    after = np.where(net > 0, kept, covered)
    after = np.minimum(after, np.maximum(before - most_out, sells))
    after = np.where(before < buys, np.maximum(after, np.minimum(before + most_in, buys)), after)
    return np.clip(after, battery.lowest_wh, np.maximum(battery.highest_wh, before))


def _thresholds(
    battery: Battery,
    levels: NDArray[np.float64],
    later: NDArray[np.float64],
    buy: NDArray[np.float64],
    sell: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Levels, by case: to fill from the grid, to keep surplus, to cover the load, to sell."""
    slopes = np.diff(later, axis=1) / np.diff(levels)
    into, out = battery.charge_efficiency, battery.discharge_efficiency

    def level(price: NDArray[np.float64]) -> NDArray[np.float64]:
        """Highest level up to which every Wh is worth more than the price."""
        worth = slopes > price[:, None]
        return np.take(levels, np.where(worth.all(axis=1), slopes.shape[1], np.argmin(worth, axis=1)))

    buys = level(buy / into + TIE)
    stores = level(sell / into - TIE)
    covers = level((buy - battery.wear) * out + TIE)
    sells = level((sell - battery.wear) * out - TIE)
    if battery.highest_grid_charge_price is not None:
        buys = np.where(buy > battery.highest_grid_charge_price, levels[0], buys)
    if battery.lowest_selling_price is not None:
        sells = np.where(sell < battery.lowest_selling_price, levels[-1], sells)
    return buys, np.maximum(stores, buys), covers, np.maximum(np.maximum(sells, covers), battery.selling_floor_wh)


def _at(levels: NDArray[np.float64], worth: NDArray[np.float64], wh: NDArray[np.float64]) -> NDArray[np.float64]:
    """Worth at charges between the levels, row by row."""
    place = (wh - levels[0]) / (levels[1] - levels[0])
    low = np.clip(place.astype(np.intp), 0, len(levels) - 2)
    share = place - low
    left = np.take_along_axis(worth, low, axis=1)
    right = np.take_along_axis(worth, low + 1, axis=1)
    worth_there: NDArray[np.float64] = left + share * (right - left)
    return worth_there
