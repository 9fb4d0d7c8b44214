"""Reports what the meter of a line counted, in the home that holds the line's key."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

from ..chain.client import EvmMarket
from ..chain.errors import ChainError
from ..home.meters import HomeMeters

if TYPE_CHECKING:
    from datetime import datetime

    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from ..market.founding import Founding
    from ..market.lines import LineRow

_LOGGER = logging.getLogger(__name__)

CONF_LINES: Final = "lines"
"""What counts on which line: the sensors of each metered part of the network, by its number."""

LOOK_EVERY: Final = timedelta(seconds=60)
MOST_BLOCKS: Final = 96


class LineWatch:
    """One line, its meter in Home Assistant, and what of it was told."""

    def __init__(self, market: EvmMarket, founding: Founding, zone: int, meters: HomeMeters) -> None:
        """Know the line by the part of the network that it leads out of."""
        self.zone = zone
        self.meters = meters
        self.is_appointed = False
        """Whether the operator has named this home's key for the line."""

        self._market = market
        self._founding = founding
        self._told: set[int] = set()

    def rows(self, now: float) -> dict[int, LineRow]:
        """Blocks that are over and wholly known and not told yet: net Wh towards the parent, + out of the part."""
        calendar = self._founding.calendar()
        current = calendar.block_at(now)
        found: dict[int, LineRow] = {}
        for block in range(max(self._founding.founded_block, current - MOST_BLOCKS), current):
            if block in self._told or now >= calendar.window_end(block):
                continue
            intervals = calendar.intervals_of(block)
            row = [each.net_wh for each in self.meters.readings(intervals.start, intervals.stop)]
            if len(row) == len(intervals) and None not in row:
                found[block] = tuple(wh for wh in row if wh is not None)
        return found

    async def async_step(self) -> None:
        """Tell what has become known; raises ChainError."""
        self.is_appointed = self.zone in await self._market.lines()
        if not self.is_appointed:
            return
        now = self._market.now()
        self._told = {block for block in self._told if block >= self._founding.calendar().block_at(now) - MOST_BLOCKS}
        if rows := self.rows(now):
            await self.meters.async_save()
            await self._market.report_line(self.zone, rows)
            self._told |= rows.keys()


async def async_watch_lines(
    hass: HomeAssistant, entry: ConfigEntry[Any], market: object, founding: Founding
) -> tuple[LineWatch, ...]:
    """Begin to read and report the lines that this home's owner has named meters for."""
    if not isinstance(market, EvmMarket) or not founding.is_metered:
        return ()
    watches: list[LineWatch] = []
    for name, chosen in entry.options.get(CONF_LINES, {}).items():
        if int(name) not in founding.metered_zones:
            continue
        meters = HomeMeters(
            hass, file_of(entry.entry_id, name), chosen, founding.interval_seconds, partial(_chain_ahead, market)
        )
        await meters.async_load()
        meters.async_start()
        entry.async_on_unload(meters.async_stop)
        watches.append(LineWatch(market, founding, int(name), meters))

    async def look(_now: datetime, watch: LineWatch) -> None:
        try:
            await watch.async_step()
        except ChainError as error:
            _LOGGER.warning("What the meter of line %s counted could not be told: %s", watch.zone, error)

    for watch in watches:
        entry.async_on_unload(async_track_time_interval(hass, partial(look, watch=watch), LOOK_EVERY))
    return tuple(watches)


async def async_forget_lines(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Forget what the lines' meters counted."""
    for name, chosen in entry.options.get(CONF_LINES, {}).items():
        await HomeMeters(hass, file_of(entry.entry_id, name), chosen, 1).async_remove()


def _chain_ahead(market: EvmMarket) -> float:
    return market.now() - dt_util.utcnow().timestamp()


def file_of(entry_id: str, zone: str) -> str:
    """What the book of a line's meter is called."""
    return f"{entry_id}.line_{zone}"
