"""Courses of prices: those known of coming intervals, cleared or published, count as the last of the past."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from .days import LEAST_COURSES, Frame
from .habit import Manner, learned

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .past import Past

    type Values = NDArray[np.float64]
    type Flags = NDArray[np.bool_]

PRICE: Final = Manner(half_life_days=14.0, other_kind=0.3, error_half_life_hours=12.0, caution=0.5)


def price_courses(past: Past, steps: int) -> Values | None:
    """Courses of prices: those that are known, and from their end on what is learned from all of them.

    One whose own day does not tell has what is expected. None where no day tells.
    """
    if past.price is None:
        return None
    known = np.zeros(0) if past.price_ahead is None else past.price_ahead[:steps]
    later = Frame(replace(past, end=past.end + len(known)), steps)
    rows = learned(later, np.concatenate([past.price, known]), PRICE)
    told = np.broadcast_to(known, (len(rows), len(known)))
    return _as_expected(np.concatenate([told, rows], axis=1)[:, :steps])


def _as_expected(price: Values) -> Values | None:
    finite = np.isfinite(price)
    if not finite.any():
        return None
    # at times of day at which there never was a price nobody trades
    price = np.where(finite.any(axis=0), price, price[finite].mean())
    told: Flags = np.array(np.isfinite(price).all(axis=1))
    if told.sum() < LEAST_COURSES:
        return None
    return np.where(told[:, None], price, price[told].mean(axis=0))
