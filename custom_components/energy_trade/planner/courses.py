"""What load, generation and prices may do in the coming hours, judged by the home's own past and by nothing else.

Courses: what the same method missed on each of the last days, from this time of day on, kept together across load,
generation and prices, because a dull day is dull for the neighbours too. Days that began like this one weigh more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from .daylight import sun_courses
from .days import COURSE_DAYS, LEAST_COURSES, MEMORY_DAYS, Frame
from .forecast import SECONDS_PER_DAY, STALE_INTERVALS, DayShape
from .habit import LOAD, learned
from .past import Past, Signs, series_of
from .price_courses import price_courses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    type Values = NDArray[np.float64]
    type Flags = NDArray[np.bool_]

LEAST_PRICED: Final = 0.2
"""Share of the last weeks' intervals whose price is known, for prices to be forecast."""


@dataclass(frozen=True, slots=True)
class Courses:
    """Courses of the coming intervals, one a row, and how likely each is (sum 1)."""

    load_wh: Values
    pv_wh: Values
    price: Values | None
    weights: Values

    @property
    def net_wh(self) -> Values:
        """Surplus (+) or need (−) of each course."""
        net: Values = self.pv_wh - self.load_wh
        return net

    def mean(self, rows: Values) -> Values:
        """Expectation of something over the courses."""
        mean: Values = self.weights @ rows
        return mean


def home_courses(
    net: Mapping[int, int],
    generation: Mapping[int, int],
    shape: DayShape,
    current: int,
    steps: int,
    *,
    signs: Signs | None = None,
) -> Courses | None:
    """Courses from interval `current` on, of a home whose meters counted this by interval; None where they do not tell.

    Energy in Wh, net + surplus. What is called load is all that is not generated.
    """
    signs = signs or Signs()
    last = max(net, default=None)
    if last is None or current - last > STALE_INTERVALS:
        return None
    made = {it: energy for it, energy in generation.items() if it in net} if generation else dict.fromkeys(net, 0)
    end, length = current + shape.offset(current), MEMORY_DAYS * shape.day_intervals
    local = {interval: interval + shape.offset(interval) for interval in made if interval < current}
    steps = min(steps, 2 * shape.day_intervals)
    solar = {it + shape.offset(it): wh for it, wh in signs.solar_wh.items()} if generation else {}
    solar_ahead = series_of(solar, end + steps, steps)
    price = {it + shape.offset(it): each for it, each in signs.price.items()}
    price_past, price_ahead = series_of(price, end, length), series_of(price, end + steps, steps)
    known = int(np.argmax(~np.isfinite(price_ahead))) if not np.isfinite(price_ahead).all() else steps
    has_prices = np.isfinite(price_past[-COURSE_DAYS * shape.day_intervals :]).mean() >= LEAST_PRICED
    return courses(
        Past(
            end=end,
            day=shape.day_intervals,
            load_wh=series_of({local[it]: made[it] - net[it] for it in local}, end, length),
            pv_wh=series_of({local[it]: made[it] for it in local}, end, length),
            weekly=shape.day_intervals * shape.interval_seconds == SECONDS_PER_DAY,
            price=price_past if has_prices else None,
            price_ahead=price_ahead[:known],
            solar_wh=series_of(solar, end, length),
        ),
        steps,
        solar_ahead if np.isfinite(solar_ahead).any() else None,
    )


def courses(past: Past, steps: int, solar_wh: Values | None = None) -> Courses | None:
    """Courses of the next `steps` intervals (two days at most); None while too little is known.

    `solar_wh` is what a solar forecast says of them; without one generation is judged by its own past.
    """
    frame = Frame(past, steps)
    load = learned(frame, past.load_wh, LOAD)
    sun, weights = sun_courses(frame, past, solar_wh)
    known: Flags = np.logical_and(np.isfinite(load).all(axis=1), np.isfinite(sun).all(axis=1))
    if known.sum() < LEAST_COURSES:
        return None
    price = price_courses(past, steps)
    if price is not None:
        price = price[known]
    load, sun, weights = load[known], sun[known], weights[known]
    # where generation is not metered, what is called load falls below nothing
    least = 0.0 if not (past.load_wh < 0).any() else -np.inf
    return Courses(np.maximum(load, least), np.maximum(sun, 0.0), price, weights / weights.sum())
