"""One home through a year: what its client keeps, writes and takes to start, measured month by month."""

from dataclasses import asdict, dataclass
import logging
import os
from pathlib import Path
from random import Random
import time
from typing import Any

import orjson

from custom_components.energy_trade.chain.archive import Archive
from custom_components.energy_trade.chain.errors import HistoryMismatch
from custom_components.energy_trade.chain.outbox import MemoryStore
from custom_components.energy_trade.chronicle import CLOSED_AT_ONCE, KEPT_BLOCKS, STATISTICS_BLOCKS
from custom_components.energy_trade.home.book import EnergyBook, MeterPlan, Quantity, SensorKind
from custom_components.energy_trade.journal import Journal
from custom_components.energy_trade.market.port import Ledger
from custom_components.energy_trade.market.units import BLOCK_INTERVALS

from .feed import BLOCKS_A_DAY, GRANT, HOME, LIMIT_WH, Feed

IMPORT, EXPORT = "import", "export"
UWH = 1_000_000
MONTH_DAYS = 30
SAMPLES = 4


@dataclass(frozen=True, slots=True)
class Month:
    """What there is at a month's end: counts, bytes as written, megabytes of the process, seconds of a start."""

    month: int
    events: int
    facts: int
    blocks: int
    history_bytes: int
    meters_bytes: int
    closed_bytes: int
    log_lines: int
    calls_a_day: float
    start_seconds: float
    memory_mb: float


BOUNDED = ("events", "facts", "blocks", "history_bytes", "meters_bytes", "closed_bytes", "start_seconds", "memory_mb")


class _Lines(logging.Handler):
    """Counts what the home logs."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += record.name.startswith("custom_components")


class Home:
    """What a home's process holds of the market's past, and its meters' book."""

    def __init__(self, feed: Feed) -> None:
        """Begin with nothing."""
        self.feed = feed
        self.store = MemoryStore()
        self.book = EnergyBook(
            MeterPlan(SensorKind.COUNTER, {Quantity.IMPORT: (IMPORT,), Quantity.EXPORT: (EXPORT,)}),
            feed.terms.interval_seconds,
            LIMIT_WH,
        )
        self.kept: bytes = orjson.dumps({"member": None})
        self.differences = 0
        self.calendar = feed.terms.calendar()
        self._random = Random(1)
        self._counted = {IMPORT: 0, EXPORT: 0}
        self._open()

    def _open(self) -> None:
        contract: Any = self.feed
        self.archive = Archive(contract, self.store)
        self.journal = Journal(self.feed.terms, lambda _interval: None)
        self.is_read = False

    async def read(self) -> None:
        """Bring the history up to date, as the loop does."""
        current = self.calendar.block_at(self.feed.now)
        first = max(self.feed.first_block, self.journal.closed.before)
        if self.is_read:
            first = max(first, min(current - STATISTICS_BLOCKS, self.journal.open_from(current)))
        try:
            ledger: Ledger = await self.archive.ledger(HOME, self.calendar.block_start(first))
        except HistoryMismatch as error:
            self.differences += 1
            ledger = error.ledger
        self.journal.take(self.journal.explain(ledger), ledger, first)
        self.is_read = True
        before = current - KEPT_BLOCKS
        if before - self.journal.closed.before >= CLOSED_AT_ONCE:
            self.journal.close(before)

    async def restart(self) -> float:
        """Start anew from what was written; return the seconds that it takes to know the past again."""
        totals, closed = self.journal.totals, self.journal.closed
        written = orjson.dumps(self.store.data)
        self._open()
        began = time.perf_counter()
        self.archive.restore(orjson.loads(written))
        self.journal.begin_after(closed)
        await self.read()
        seconds = time.perf_counter() - began
        if self.journal.totals != totals:
            raise RuntimeError("a restart changed what the home has earned")
        return seconds

    def meter(self, day: int) -> None:
        """Let a day flow through the meters."""
        length = self.feed.terms.interval_seconds
        first = day * BLOCKS_A_DAY * BLOCK_INTERVALS
        for interval in range(first, first + BLOCKS_A_DAY * BLOCK_INTERVALS):
            for part in range(SAMPLES):
                self._counted[IMPORT if interval % 3 else EXPORT] += self._random.randint(0, 300) * UWH
                for sensor, counted in self._counted.items():
                    self.book.sample(sensor, interval * length + part * length / SAMPLES, counted)
            self.book.close((interval + 1) * length)


async def live(homes: int, days: int, say: Any) -> tuple[list[Month], dict[str, Any]]:
    """Live so many days; return what there was at each month's end, and what the year came to."""
    lines = _Lines()
    logging.getLogger().addHandler(lines)
    began = 20_800 * 86_400
    feed = Feed(homes, began)
    home = Home(feed)
    months: list[Month] = []
    for day in range(1, days + 1):
        feed.now = began + day * 86_400
        calls = feed.calls
        await home.read()
        calls = feed.calls - calls
        home.meter(began // 86_400 + day - 1)
        if day % MONTH_DAYS == 0 or day == days:
            seconds = await home.restart()
            book = home.book.dump(feed.now)
            closed = {"member": "0 from 1", "before": home.journal.closed.before, **asdict(home.journal.closed.totals)}
            months.append(
                Month(
                    -(-day // MONTH_DAYS),
                    len(home.archive.log.events),
                    len(home.archive.facts.facts),
                    len(list(home.journal.blocks())),
                    len(orjson.dumps(home.store.data)),
                    len(orjson.dumps(book)),
                    len(orjson.dumps(closed)),
                    lines.count,
                    calls,
                    round(seconds, 2),
                    _memory_mb(),
                )
            )
            say(months[-1])
    logging.getLogger().removeHandler(lines)
    return months, await _accounts(home)


async def _accounts(home: Home) -> dict[str, Any]:
    """Hold what the home has added up against what every settled block moved, and join anew after all that time."""
    feed, totals = home.feed, home.journal.totals
    shown = totals.compensation - totals.cost + totals.other_compensation - totals.other_cost
    final = home.journal.open_from(2**31)
    over = home.calendar.block_at(feed.now)
    told = range(feed.first_block, min(final, over + 1))
    open_now = sum(
        record.totals.compensation - record.totals.cost + record.totals.other_compensation - record.totals.other_cost
        for record in home.journal.blocks()
        if record.entry.block >= told.stop
    )
    moved = sum(map(feed.amount, told))
    newcomer = Feed(feed.terms.max_members, feed.began, member=HOME + 1, joined=over - 2)
    newcomer.now = feed.now
    contract: Any = newcomer
    archive, began = Archive(contract, MemoryStore()), time.perf_counter()
    await archive.ledger(HOME + 1, home.calendar.block_start(newcomer.first_block))
    return {
        "settled_blocks": len(told),
        "settled_microcredit": moved,
        "shown_microcredit": shown - open_now,
        "lost_microcredit": abs(shown - open_now - moved),
        "unexplained": home.differences,
        "granted_microcredit": GRANT,
        "join_calls": newcomer.calls,
        "join_seconds": round(time.perf_counter() - began, 1),
    }


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)
