"""What planning and trading brought, against worlds without them, and where the rest was lost.

All worlds have the same load and generation. What is left in the battery at a day's end counts in each of them at what
it saves on average. Losses are told by deciding the same day again, with one true series after another in place of its
forecast: what knowing the load would have brought, then the generation, then the prices; what is still missing between
the decisions on the forecast and what happened was lost in carrying them out.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from .storage import Cases, moved, stored_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from .problem import Battery

    type Values = NDArray[np.float64]

LEAST_SAVING: Final = 1_000.0
"""µcredit that there must be to save before a share of it means anything."""


@dataclass(frozen=True, slots=True)
class Series:
    """Load and generation in Wh by interval, and what a Wh costs and earns in µcredit in the market."""

    load_wh: Values
    pv_wh: Values
    buy: Values
    sell: Values

    @property
    def net_wh(self) -> Values:
        """Surplus (+) or need (−) without a battery."""
        net: Values = self.pv_wh - self.load_wh
        return net

    def amount(self, battery_wh: Values) -> float:
        """What the day comes to (− to pay) with what the battery took (+) or gave (−)."""
        return _amount(self.net_wh - battery_wh, self.buy, self.sell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day as it was: `amount` is what it came to in µcredit, from market and supplier together (− paid)."""

    hours: float
    """Length of an interval."""

    true: Series
    forecast: Series | None
    """As it was expected when the day began; None if nothing was."""

    retail: Values
    feed_in: Values
    """What the home's supplier alone charges and pays in each interval."""

    battery_wh: Values
    """Taken (+) or given (−) at the meter in each interval."""

    amount: float
    stored_at_start_wh: float = 0.0
    stored_at_end_wh: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a time brought, in µcredit.

    Savings are against the same energy at the supplier's prices: `against_no_trading` with what the battery did,
    `against_self_use` with a battery that only stores surplus and covers need. `possible` is what all-knowing control
    would have saved against neither battery nor trading, `reached` what was; the losses add up to the difference.
    """

    against_no_trading: float = 0.0
    against_self_use: float = 0.0
    possible: float = 0.0
    reached: float = 0.0
    lost_to_load_forecast: float = 0.0
    lost_to_generation_forecast: float = 0.0
    lost_to_price_forecast: float = 0.0
    lost_in_execution: float = 0.0

    @property
    def share_of_possible(self) -> float | None:
        """Share of what was possible that was reached; None where there was next to nothing to save."""
        return self.reached / self.possible if self.possible >= LEAST_SAVING else None


def together(scores: Iterable[Score]) -> Score:
    """Add up days."""
    total = dict.fromkeys((each.name for each in fields(Score)), 0.0)
    for score in scores:
        for name in total:
            total[name] += getattr(score, name)
    return Score(**total)


def score(day: Day, battery: Battery | None) -> Score:
    """Reckon a day; takes some hundredths of a second."""
    alone = _amount(day.true.net_wh, day.retail, day.feed_in)
    untraded = _amount(day.true.net_wh - day.battery_wh, day.retail, day.feed_in)
    if battery is None:
        possible = day.true.amount(np.zeros(len(day.retail))) - alone
        return Score(
            against_no_trading=day.amount - untraded,
            against_self_use=day.amount - untraded,
            possible=possible,
            reached=day.amount - alone,
            lost_in_execution=alone + possible - day.amount,
        )
    battery = replace(battery, initial_wh=day.stored_at_start_wh)
    worth = battery.stored_value or float(day.true.buy.mean()) * battery.discharge_efficiency
    happened = day.amount + worth * (day.stored_at_end_wh - day.stored_at_start_wh)
    self_use = _self_use(day, battery, worth)
    if day.forecast is None:
        best = _decided(day, battery, day.true, worth)
        steps = [best, best, best, best]
    else:
        known = day.forecast
        steps = [_decided(day, battery, known, worth)]
        for name in ("load_wh", "pv_wh"):
            known = replace(known, **{name: getattr(day.true, name)})
            steps.append(_decided(day, battery, known, worth))
        steps.append(_decided(day, battery, day.true, worth))
    blind, with_load, with_sun, best = steps
    return Score(
        against_no_trading=day.amount - untraded,
        against_self_use=happened - self_use,
        possible=best - alone,
        reached=happened - alone,
        lost_to_load_forecast=with_load - blind,
        lost_to_generation_forecast=with_sun - with_load,
        lost_to_price_forecast=best - with_sun,
        lost_in_execution=blind - happened,
    )


def _amount(grid_wh: Values, buy: Values, sell: Values) -> float:
    return float(np.where(grid_wh > 0, grid_wh * sell, grid_wh * buy).sum())


def _decided(day: Day, battery: Battery, known: Series, worth: float) -> float:
    """What a day comes to whose battery follows what is known of it, against what was true."""
    value = stored_value(
        replace(battery, stored_value=worth),
        Cases(known.net_wh[None], known.buy[None], known.sell[None], np.ones(1)),
        np.full(len(day.retail), day.hours),
        again=False,
    )
    levels = [
        value.thresholds(step, float(known.buy[step]), float(known.sell[step])) for step in range(len(day.retail))
    ]
    taken, change = _followed(
        day,
        battery,
        [(each.buy_up_to_wh, each.store_up_to_wh, each.cover_down_to_wh, each.sell_down_to_wh) for each in levels],
    )
    return day.true.amount(taken) + worth * change


def _self_use(day: Day, battery: Battery, worth: float) -> float:
    """What a day comes to at the supplier's prices with a battery that only serves the home."""
    lowest, highest = battery.lowest_wh, battery.highest_wh
    taken, change = _followed(day, battery, [(lowest, highest, lowest, highest)] * len(day.retail))
    return _amount(day.true.net_wh - taken, day.retail, day.feed_in) + worth * change


def _followed(day: Day, battery: Battery, levels: list[tuple[float, float, float, float]]) -> tuple[Values, float]:
    """What a battery takes and gives that follows levels, and by how much more is in it at the end."""
    taken = np.zeros(len(levels))
    stored = battery.initial_wh
    for step, (buy, keep, cover, sell) in enumerate(levels):
        asked = (np.array([buy]), np.array([keep]), np.array([cover]), np.array([sell]))
        after = float(moved(battery, asked, np.array([stored]), day.true.net_wh[step : step + 1], day.hours)[0])
        change = after - stored
        taken[step] = change / battery.charge_efficiency if change > 0 else change * battery.discharge_efficiency
        stored = after
    return taken, stored - battery.initial_wh
