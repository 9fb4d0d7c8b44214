"""What became of the home's blocks: read from the chain in the background, kept, told as statistics and as news."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from .chain.errors import HistoryMismatch
from .const import DOMAIN
from .journal import Journal, OwnPrice
from .market.port import MarketError
from .market.units import BLOCK_INTERVALS
from .model import TradeEvent
from .stores import ClosedStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from .home.port import Meters
    from .market.founding import Founding
    from .market.port import Market
    from .market.state import MemberState, Snapshot
    from .settings import SettingsStore
    from .statistics import EnergyStatistics

_LOGGER = logging.getLogger(__name__)

STATISTICS_BLOCKS: Final = 120
"""Statistics are brought up to date this far back: no late reading changes anything older."""

TOLD_BLOCKS: Final = 128
KEPT_BLOCKS: Final = 1_100
"""Three months of two-hour blocks are kept one by one, older ones as a sum; the chain and statistics know more."""

CLOSED_AT_ONCE: Final = 12


class Chronicle:
    """The history of one home in its community."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        *,
        market: Market,
        meters: Meters,
        founding: Founding,
        settings: SettingsStore,
        statistics: EnergyStatistics | None,
        on_read: Callable[[], None],
        own: OwnPrice | None = None,
    ) -> None:
        """Begin with nothing read; without statistics it writes none."""
        self.journal = Journal(founding, self._gross, own)
        self.is_read = False
        self._hass = hass
        self._entry = entry
        self._market = market
        self._meters = meters
        self._calendar = founding.calendar()
        self._settings = settings
        self._statistics = statistics
        self._on_read = on_read
        self._closed = ClosedStore(hass, entry.entry_id)
        self._read_for: object = None
        self._reading: asyncio.Task[None] | None = None

    @callback
    def follow(self, snapshot: Snapshot, member: MemberState) -> None:
        """Bring the history up to date in the background, once anything in it can have changed."""
        self._settings.remember_member()
        key = (
            member.settled_before,
            tuple(
                (block.index, block.cleared, block.final, block.settled, block.readings)
                for block in snapshot.blocks
                if member.delivers_in(block.index)
            ),
        )
        if key != self._read_for and self._reading is None:
            self._reading = self._entry.async_create_background_task(
                self._hass, self._async_read(key, member), f"{DOMAIN} history", eager_start=False
            )

    async def _async_read(self, key: object, member: MemberState) -> None:
        whose = f"{member.index} from {member.first_block}"
        if not self.is_read:
            self.journal.begin_after(await self._closed.async_load(whose))
        first = max(member.first_block, self.journal.closed.before)
        if self.is_read:
            current = self._current_block()
            first = max(first, min(current - STATISTICS_BLOCKS, self.journal.open_from(current)))
        try:
            try:
                ledger = await self._market.history(self._calendar.block_start(first))
            except HistoryMismatch as error:
                ledger = error.ledger  # said once in the log; what was moved is what counts
            explained = await self._hass.async_add_executor_job(self.journal.explain, ledger)
            self.journal.take(explained, ledger, first)
            self.is_read, self._read_for = True, key
            await self._async_write_statistics()
            await self._async_close(whose)
        except MarketError as error:
            _LOGGER.debug("The home's history could not be read: %s", error)  # and is, when the chain is read next
        else:
            self._on_read()
        finally:
            self._reading = None

    async def _async_write_statistics(self) -> None:
        if self._statistics is None or self._hass.is_stopping:
            return  # a stopped recorder writes nothing; what is missing is written next time
        final = self.journal.final_through()
        first = max(0, self._current_block() - STATISTICS_BLOCKS)
        if not self._statistics.is_begun:
            # What was imported before Home Assistant started stays: meters' own counts are not kept as long as that.
            last = await self._statistics.async_last_hour()
            first = 0 if last is None else max(0, min(first, self._calendar.block_at(last) - STATISTICS_BLOCKS))
        await self._statistics.async_update(
            self.journal.records(first * BLOCK_INTERVALS, final * BLOCK_INTERVALS),
            self._calendar.block_start(final),
        )

    async def _async_close(self, whose: str) -> None:
        """Let go of old blocks, a day's at a time."""
        before = self._current_block() - KEPT_BLOCKS
        if before - self.journal.closed.before >= CLOSED_AT_ONCE and self.journal.close(before):
            await self._closed.async_save(whose, self.journal.closed)

    def _current_block(self) -> int:
        return self._calendar.block_at(self._market.now())

    def _gross(self, interval: int) -> tuple[int, int] | None:
        """Tell import and export as the meters counted them."""
        energy = self._meters.readings(interval, interval + 1)[0]
        return None if energy.import_wh is None or energy.export_wh is None else (energy.import_wh, energy.export_wh)

    @callback
    def news(self, current: int) -> tuple[TradeEvent, ...]:
        """Tell what has come of blocks since the last time; on the very first run, history is no news."""
        if not self.is_read:
            return ()
        told, since = self._settings.current.told, current - TOLD_BLOCKS
        news = [] if told is None else self.journal.news(told, since)
        self._settings.remember_told(
            {
                record.entry.block: record.settled_amount
                for record in self.journal.blocks()
                if record.entry.block >= since and (record.is_traded or record.settled_amount is not None)
            }
        )
        return tuple(
            TradeEvent(
                each.type,
                each.record.entry.block,
                dt_util.utc_from_timestamp(self._calendar.block_start(each.record.entry.block)),
                sum(max(0, record.position_wh) for record in each.record.intervals),
                sum(max(0, -record.position_wh) for record in each.record.intervals),
                each.record.settled_amount or 0,
            )
            for each in news
        )
