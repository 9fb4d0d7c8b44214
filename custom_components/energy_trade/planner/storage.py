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

LEAST_WIDTH_WH: Final = 1e-6
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
        slopes = self._slopes(step)
        index = int(np.searchsorted(self.levels_wh, wh, side="right")) - 1
        return float(slopes[min(max(index, 0), len(slopes) - 1)])

    def thresholds(self, step: int, buy: float, sell: float) -> Thresholds:
        """What to do in a step at its prices a Wh."""
        slopes = self._slopes(step)
        prices = _prices(self.battery, np.array([float(buy)]), np.array([float(sell)]))
        return Thresholds(*(float(level[0]) for level in _thresholds(self.battery, self.levels_wh, slopes, prices)))

    def _slopes(self, step: int) -> NDArray[np.float64]:
        """What one more Wh is worth between two levels; nothing in a battery that has no room at all."""
        rises = np.diff(self.levels_wh)
        slopes: NDArray[np.float64] = np.zeros(len(rises))
        np.divide(np.diff(self.worth[step]), rises, out=slopes, where=rises > 0)
        return slopes


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
    later = np.tile(price * (levels - levels[0]), (len(weights), 1))
    backward = _Backward(battery, levels, Cases(net, buy, sell, weights))
    for first in (max(0, last_day), 0) if again else (0,):
        for step in range(steps - 1, first - 1, -1):
            worth[step] = weights @ later
            ahead = FORESEEN * later + (1 - FORESEEN) * worth[step]
            later = backward.earlier(ahead, step, float(hours[step]))
        mean = weights @ later
        later = np.tile(mean - mean[0], (len(weights), 1))
    return StoredValue(battery, levels, worth)


class _Backward:
    """Steps backward through courses; what stays the same from step to step is worked out once."""

    def __init__(self, battery: Battery, levels: NDArray[np.float64], cases: Cases) -> None:
        self._battery, self._levels, self._cases = battery, levels, cases
        self._prices = _prices(battery, cases.buy, cases.sell)
        # a battery that is all reserve has no room between its levels
        self._width = max(float(levels[1] - levels[0]), LEAST_WIDTH_WH)
        rows = np.arange(len(cases.weights))[:, None]
        self._first_level, self._first_slope = rows * len(levels), rows * (len(levels) - 1)

    def earlier(self, later: NDArray[np.float64], step: int, hours: float) -> NDArray[np.float64]:
        """Worth before a step, from the worth after it: the best that can be done in the step is done."""
        battery, levels = self._battery, self._levels
        net = self._cases.net_wh[:, step, None]
        rises = later[:, 1:] - later[:, :-1]
        thresholds = _thresholds(battery, levels, rises / self._width, self._prices[:, :, step])
        after = _after(battery, thresholds[..., None], levels, net, hours)
        change = after - levels
        # of what goes in more is taken, of what comes out less is given: the lesser of both is right either way
        outward = np.minimum(change * (-1 / battery.charge_efficiency), change * -battery.discharge_efficiency)
        grid = net + outward
        sell, buy = self._cases.sell[:, step, None], self._cases.buy[:, step, None]
        worth: NDArray[np.float64] = grid * np.where(grid > 0, sell, buy)
        if battery.wear:
            worth -= battery.wear * np.maximum(outward, 0.0)
        place = (after - levels[0]) / self._width
        low = np.maximum(np.minimum(place.astype(np.intp), len(levels) - 2), 0)
        worth += later.take(low + self._first_level)
        worth += (place - low) * rises.take(low + self._first_slope)
        return worth


def moved(
    battery: Battery,
    thresholds: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    before: NDArray[np.float64],
    net: NDArray[np.float64],
    hours: float,
) -> NDArray[np.float64]:
    """Charge after a step in which the battery followed its thresholds, from the charge before and the net in Wh."""
    after = _after(battery, thresholds, before, net, hours)
    return np.clip(after, battery.lowest_wh, np.maximum(battery.highest_wh, before))


def _after(
    battery: Battery,
    thresholds: NDArray[np.float64] | Sequence[NDArray[np.float64]],
    before: NDArray[np.float64],
    net: NDArray[np.float64],
    hours: float,
) -> NDArray[np.float64]:
    buys, stores, covers, sells = thresholds
    most_in = battery.charge_w * hours * battery.charge_efficiency
    most_out = battery.discharge_w * hours / battery.discharge_efficiency
    surplus = np.minimum(np.maximum(net, 0.0) * battery.charge_efficiency, most_in)
    need = np.minimum(np.maximum(-net, 0.0) / battery.discharge_efficiency, most_out)
    wanted = np.where(net > 0, stores, covers)
    after = np.minimum(np.maximum(wanted, before - need), before + surplus)
    after = np.minimum(after, np.maximum(before - most_out, sells))
    return np.where(before < buys, np.maximum(after, np.minimum(before + most_in, buys)), after)


def _prices(battery: Battery, buy: NDArray[np.float64], sell: NDArray[np.float64]) -> NDArray[np.float64]:
    """What a stored Wh must be worth to be bought, kept as surplus, not used for the load and not sold."""
    into, out = battery.charge_efficiency, battery.discharge_efficiency
    buys, sells = buy / into + TIE, (sell - battery.wear) * out - TIE
    if battery.highest_grid_charge_price is not None:
        buys = np.where(buy > battery.highest_grid_charge_price, np.inf, buys)
    if battery.lowest_selling_price is not None:
        sells = np.where(sell < battery.lowest_selling_price, -np.inf, sells)
    return np.stack([buys, sell / into - TIE, (buy - battery.wear) * out + TIE, sells])


def _thresholds(
    battery: Battery, levels: NDArray[np.float64], slopes: NDArray[np.float64], prices: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Levels, by case: to fill from the grid, to keep surplus, to cover the load, to sell.

    Each is the highest up to which every Wh is worth more than its price.
    """
    worth = np.zeros((*prices.shape, len(levels)), dtype=bool)
    np.greater(slopes, prices[..., None], out=worth[..., :-1])
    found: NDArray[np.float64] = levels.take(worth.argmin(axis=-1))
    np.maximum(found[1], found[0], out=found[1])
    np.maximum(np.maximum(found[3], found[2]), battery.selling_floor_wh, out=found[3])
    return found
