"""Home time: seconds in which devices draw their watts; it runs faster than the clock in a demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Self

from homeassistant.util import dt as dt_util

if TYPE_CHECKING:
    from collections.abc import Callable

USUAL_INTERVAL_SECONDS: Final = 900


@dataclass(frozen=True, slots=True)
class HomeClock:
    """`pace` seconds pass at home in each second of the market's clock."""

    now: Callable[[], float]
    """The market's time, in seconds since 1970."""

    pace: float = 1.0

    @classmethod
    def of(cls, now: Callable[[], float], interval_seconds: int, *, demo: bool) -> Self:
        """A demonstration's short intervals stand for usual ones; a real community's are what they are."""
        return cls(now, max(1.0, USUAL_INTERVAL_SECONDS / interval_seconds) if demo else 1.0)

    def home(self, time: float) -> float:
        """Home time of a moment of the market's."""
        return time * self.pace

    def market(self, home: float) -> float:
        """The market's time of a moment in home time."""
        return home / self.pace

    @property
    def home_now(self) -> float:
        """Home time now."""
        return self.home(self.now())

    def of_moment(self, moment: datetime) -> float:
        """Home time of a moment by Home Assistant's clock."""
        return self.home(moment.timestamp() - dt_util.utcnow().timestamp() + self.now())
