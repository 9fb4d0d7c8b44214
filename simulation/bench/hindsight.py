"""What rules without any forecast come to, had their owner known beforehand which of them would turn out best.

A rule says, by how dear the running step is beside the prices of the day before and after it, up to which charge the
battery is filled from the grid, down to which it covers the load, and down to which it sells. The best of some hundred
of them is chosen for each week after the week: no rule that has to be chosen before can do better than that.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from custom_components.energy_trade.planner.storage import moved

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custom_components.energy_trade.planner.problem import Battery
    from simulation.bench.battery_home import Truth

    type Values = NDArray[np.float64]

FILLED = (0.0, 0.15, 0.3, 0.45, 0.6, 0.8, 1.0)
"""Shares of what fits into the battery, up to which cheap energy is bought."""

KEPT = (0.0, 0.15, 0.3, 0.5, 0.7)
"""Shares that are kept for dear steps."""

CHEAP, DEAR = (0.15, 0.3), (0.6, 0.8)
"""Places in the order of a day's prices, from which on they count as cheap, as dear."""

SELLS = (False, True)


def rules(truth: Truth, battery: Battery, start: int, steps: int) -> Values:
    """Let every rule run from a half full battery: what it takes (+) or gives (−) in Wh, one rule a row."""
    buy, _ = truth.market.true(0, len(truth.load_wh))
    day = truth.measured.day
    choices = np.array(list(product(FILLED, KEPT, CHEAP, DEAR, SELLS)), dtype=np.float64)
    fill, keep, cheap, dear, sells = choices.T
    span = battery.highest_wh - battery.lowest_wh
    charge = np.full(len(choices), battery.initial_wh)
    moves = np.empty((len(choices), steps))
    for index in range(steps):
        now = start + index
        around = buy[max(0, now - day) : now + day]
        place = (float((around < buy[now]).mean()) + float((around <= buy[now]).mean())) / 2
        is_cheap, is_dear = place <= cheap, place >= dear
        levels = (
            battery.lowest_wh + np.where(is_cheap, fill, 0.0) * span,
            np.full(len(choices), battery.highest_wh),
            battery.lowest_wh + np.where(is_dear, 0.0, np.where(is_cheap, fill, keep)) * span,
            np.where(is_dear & (sells > 0), battery.lowest_wh + keep * span, battery.highest_wh),
        )
        net = np.full(len(choices), truth.pv_wh[now] - truth.load_wh[now])
        after = moved(battery, levels, charge, net, truth.hours)
        change = after - charge
        moves[:, index] = np.where(
            change > 0, change / battery.charge_efficiency, change * battery.discharge_efficiency
        )
        charge = after
    return moves
