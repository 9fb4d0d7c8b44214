"""What the practice community has agreed on: the shape of a real one, at the speed of a game."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from ..market.clearing import ROOT
from ..market.drafting import PriceTerms, micro_per_wh
from ..market.founding import Founding, SupplyArrangement
from ..market.tariff import ClockChange, GridPrice, LocalClock, TariffTable
from ..market.units import BLOCK_INTERVALS
from .profiles import STEPS_A_DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME: Final = "Practice Street"
"""Wherever the community is named, it is said that this is practice."""
INTERVAL_SECONDS: Final = 10
"""A quarter of an hour passes in so many seconds: a day in 16 minutes, a week in less than two hours."""

GATE_LEAD_SECONDS: Final = 5
HOUR_STEPS: Final = 4
FIRST_STEP: Final = 9 * HOUR_STEPS
"""Practice begins at nine in the morning: the sun is up, and surplus is near."""

DAYS: Final = 7
WEEK_BLOCKS: Final = DAYS * STEPS_A_DAY // BLOCK_INTERVALS
"""A week fits into the market's ring: nothing of it is ever forgotten, nothing grows beyond it."""

MAX_MEMBERS: Final = 16
EVENING_HOURS: Final = range(17, 21)
DAY_HOURS: Final = range(6, 22)
NIGHT_SHARE, DAY_SHARE = 0.85, 0.95
"""Retail prices by night and by day, as shares of the evening's."""

GRANT_KWH: Final = 500
"""A newcomer's welcome credit buys so much from the grid: a week's security and more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeTerms:
    """What a person chose: currency, the grid's prices in credit per kWh, and when it began (unix time)."""

    currency: str
    retail: float
    feed_in: float
    began: int

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read it back."""
        return cls(**{name: stored[name] for name in cls.__slots__})

    def to_json(self) -> dict[str, Any]:
        """Write it as JSON knows it."""
        return {name: getattr(self, name) for name in self.__slots__}

    @property
    def first_interval(self) -> int:
        """The interval in which the profile's `FIRST_STEP` is played."""
        return self.began // INTERVAL_SECONDS + 1

    def step_of(self, interval: int) -> int:
        """Quarter of an hour of the week that an interval plays, counted from its first midnight."""
        return FIRST_STEP + interval - self.first_interval

    def founding(self) -> Founding:
        """Pooled supply in one zone, with retail prices that depend on the hour."""
        evening, feed_in = micro_per_wh(self.retail), micro_per_wh(self.feed_in)
        hours = [
            GridPrice(feed_in, max(feed_in, round(evening * share)))
            for hour in range(24)
            for share in (1 if hour in EVENING_HOURS else DAY_SHARE if hour in DAY_HOURS else NIGHT_SHARE,)
        ]
        terms = PriceTerms.fitting(hours)
        grant = GRANT_KWH * 1000 * terms.max_retail
        return Founding(
            name=NAME,
            currency=self.currency,
            supply=SupplyArrangement.POOLED,
            interval_seconds=INTERVAL_SECONDS,
            tariff_hour_intervals=HOUR_STEPS,
            gate_lead_seconds=GATE_LEAD_SECONDS,
            horizon_blocks=12,
            report_blocks=2,
            tariff_notice_blocks=0,
            price_floor=terms.grid.floor,
            price_step=terms.grid.step,
            tariff_unit=terms.unit,
            max_retail=terms.max_retail,
            spread=max(1, (terms.max_retail - feed_in) // 50),
            reserve_basis_points=10_000,
            daily_cap=grant // 2,
            max_members=MAX_MEMBERS,
            initial_grant=grant,
            zones=(ROOT,),
            tariff_table=TariffTable(terms.hours),
            clock=LocalClock((ClockChange(0, (FIRST_STEP - self.first_interval) % STEPS_A_DAY),)),
        )
