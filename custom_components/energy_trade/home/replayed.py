"""Meters of a home that practises: its own past or a sample home's, played again. No sensor is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homeassistant.core import callback

from .book import IntervalEnergy

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from homeassistant.core import CALLBACK_TYPE

    from ..practice.market import PracticeMarket
    from .book import Jump


class ReplayedMeters:
    """What the practice home's connection carries; always complete up to the practice community's time."""

    def __init__(self, market: PracticeMarket) -> None:
        """Play what the practice community knows of the home."""
        self._market = market

    def readings(self, interval_from: int, interval_to: int) -> tuple[IntervalEnergy, ...]:
        """What flowed in the intervals of a range (its end excluded); what is yet to come is not known."""
        home, terms = self._market.home, self._market.terms
        through = self.complete_through()
        return tuple(
            IntervalEnergy(interval)
            if interval > through
            else IntervalEnergy(
                interval,
                import_wh=home.import_wh[at],
                export_wh=home.export_wh[at],
                generation_wh=home.generation_wh[at],
            )
            for interval in range(interval_from, interval_to)
            for at in (home.at(terms.step_of(interval)),)
        )

    def complete_through(self) -> int:
        """The interval before this one."""
        return int(self._market.now()) // self._market.interval_seconds - 1

    def jumps(self) -> tuple[Jump, ...]:
        """None: what was recorded was looked at before."""
        return ()

    def silent(self) -> dict[str, datetime]:
        """None: nothing is listened to."""
        return {}

    async def async_save(self) -> None:
        """Nothing: what is replayed can be replayed again."""

    @callback
    def async_set_limits(self, import_wh: int, export_wh: int) -> None:
        """Take no notice: the limits were made for these meters."""

    @callback
    def async_resolve_jump(self, sensor: str, *, is_energy: bool) -> None:
        """Take no notice: there are no jumps."""

    @callback
    def async_listen(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Tell nothing: the loop wakes at every interval's end anyway."""
        return lambda: None
