"""At which prices a measured home buys and sells, and what it knows of them ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from custom_components.energy_trade.planner.courses import Courses
    from simulation.measured import Measured, PriceYear

    type Values = NDArray[np.float64]

CENT = 10.0
"""µcredit/Wh of one ct/kWh."""
FEED_IN, RETAIL = 8 * CENT, 30 * CENT
NIGHT, PEAK = 20 * CENT, 40 * CENT
OFF_PEAK, ON_PEAK, TWO_RATE_FEED_IN = 14.19 * CENT, 19.07 * CENT, 6.5 * CENT
NIGHT_HOURS, PEAK_HOURS = (22, 6), (17, 21)
SPREAD = 0.75 * CENT
"""What trading costs either side, over or under the clearing price."""
MARKUP = 15 * CENT
"""Taxes and network on top of a wholesale price."""
PUBLISHED_HOUR = 13
"""From this hour on tomorrow's day-ahead prices are known."""
BLOCK_HOURS = 2
USUAL = (2, 98)
"""Percentiles of wholesale prices that become feed-in and retail as clearing prices."""


@dataclass(frozen=True, slots=True)
class Market:
    """Prices of every step in µcredit per Wh, and how far ahead each step knows them.

    `base` is what is forecast where it is not known; buying and selling follow from it.
    """

    name: str
    base: Values
    known_steps: Values | None
    """From each step on, for how many steps the base is known; None: always, so that nothing is forecast."""

    markup: float = 0.0
    markdown: float = 0.0
    sells_at: float | None = None
    """A fixed price for what is fed in; None: the base less the markdown."""

    bounds: tuple[float, float] | None = None
    """Between which prices the base always is."""

    def prices(self, base: Values) -> tuple[Values, Values]:
        """Buying and selling price at a base price."""
        buy = base + self.markup
        sell = base - self.markdown if self.sells_at is None else np.minimum(self.sells_at, buy)
        return buy, sell

    def true(self, start: int, end: int) -> tuple[Values, Values]:
        """What is paid and earned in some steps."""
        return self.prices(self.base[start:end])

    def seen(self, start: int, end: int) -> Values | None:
        """Past base prices, if the coming ones must be forecast."""
        return None if self.known_steps is None else self.base[start:end]

    def known(self, step: int) -> Values | None:
        """Base prices that are known from a step on, if those after them must be forecast."""
        return None if self.known_steps is None else self.base[step : step + int(self.known_steps[step])]

    def expected(self, step: int, courses: Courses) -> tuple[Values, Values]:
        """Buying and selling prices of each course."""
        ahead = courses.load_wh.shape[1]
        if courses.price is None or self.known_steps is None:
            return self.prices(self.base[None, step : step + ahead])
        return self.prices(courses.price if self.bounds is None else np.clip(courses.price, *self.bounds))


def flat(home: Measured) -> Market:
    """30 ct to buy, 8 ct to sell."""
    return Market("flat", np.full(len(home), RETAIL), None, sells_at=FEED_IN)


def time_of_use(home: Measured) -> Market:
    """20 ct at night, 40 in the evening, 30 else; 8 ct to sell."""
    hour = np.arange(len(home)) % home.day * 24 // home.day
    night = (hour >= NIGHT_HOURS[0]) | (hour < NIGHT_HOURS[1])
    peak = (hour >= PEAK_HOURS[0]) & (hour < PEAK_HOURS[1])
    return Market("time_of_use", np.where(night, NIGHT, np.where(peak, PEAK, RETAIL)), None, sells_at=FEED_IN)


def two_rate(home: Measured) -> Market:
    """14.19 ct in off-peak hours (20:30 to 3:00, 15:30 to 17:30), 19.07 else, 6.5 to sell."""
    hour = np.arange(len(home)) % home.day * 24 / home.day
    off_peak = (hour >= 20.5) | (hour < 3) | ((hour >= 15.5) & (hour < 17.5))
    return Market("two_rate", np.where(off_peak, OFF_PEAK, ON_PEAK), None, sells_at=TWO_RATE_FEED_IN)


def dynamic(home: Measured, prices: PriceYear) -> Market:
    """A dynamic tariff: the wholesale price and 15 ct; 8 ct to sell. Tomorrow's prices are known from 13:00 on."""
    hour = np.arange(len(home)) % home.day * 24 / home.day
    days = np.where(hour >= PUBLISHED_HOUR, 2, 1)
    known = days * home.day - np.arange(len(home)) % home.day
    return Market("dynamic", _aligned(home, prices), known, markup=MARKUP, sells_at=FEED_IN)


def local_market(home: Measured, prices: PriceYear) -> Market:
    """A local market whose prices move as wholesale ones do, from feed-in to retail; known for the running block."""
    wholesale = _aligned(home, prices)
    low, high = np.percentile(wholesale, USUAL)
    base = FEED_IN + (RETAIL - FEED_IN) * np.clip((wholesale - low) / max(1e-9, high - low), 0.0, 1.0)
    return _uncertain("market", home, base)


def community_market(home: Measured, homes: Sequence[tuple[Values, Values]]) -> Market:
    """A local market of these homes (load, generation): the price falls as they have more over than they need."""
    load = np.mean([each[0] for each in homes], axis=0)
    sun = np.mean([each[1] for each in homes], axis=0)
    surplus = (sun - load) / max(1e-9, float(load.mean()))
    share = 1.0 / (1.0 + np.exp(np.clip(1.5 * (surplus + 0.5), -50, 50)))
    return _uncertain("community", home, FEED_IN + (RETAIL - FEED_IN) * share)


def _uncertain(name: str, home: Measured, base: Values) -> Market:
    """Prices that are known, as positions are, from the gate of a two-hour block until its end."""
    block = max(1, BLOCK_HOURS * home.day // 24)
    known = (block - np.arange(len(home)) % block).astype(np.float64)
    return Market(name, base, known, markup=SPREAD, markdown=SPREAD, bounds=(FEED_IN, RETAIL))


def _aligned(home: Measured, prices: PriceYear) -> Values:
    step = timedelta(seconds=home.step_seconds)
    return np.array([prices.at(home.first + index * step) for index in range(len(home))])
