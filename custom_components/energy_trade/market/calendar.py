"""Intervals, blocks, gates and deadlines as functions of unix time in seconds."""

from dataclasses import dataclass

from .units import BLOCK_INTERVALS

HOURS = 24


@dataclass(frozen=True, slots=True)
class MarketCalendar:
    """When things happen in one community: all that chain time decides."""

    interval_seconds: int
    gate_lead_seconds: int
    horizon_blocks: int
    report_blocks: int
    tariff_hour_intervals: int
    dispute_blocks: int = 0

    @property
    def block_seconds(self) -> int:
        """Length of a block in seconds."""
        return BLOCK_INTERVALS * self.interval_seconds

    @property
    def day_intervals(self) -> int:
        """Intervals in a day of the tariff table: a real day unless the community's hours are short."""
        return HOURS * self.tariff_hour_intervals

    def interval_at(self, time: float) -> int:
        """Interval in delivery at a time."""
        return int(time) // self.interval_seconds

    def interval_start(self, interval: int) -> int:
        """First second of an interval."""
        return interval * self.interval_seconds

    def interval_end(self, interval: int) -> int:
        """First second after an interval."""
        return (interval + 1) * self.interval_seconds

    def block_at(self, time: float) -> int:
        """Block in delivery at a time."""
        return int(time) // self.block_seconds

    def block_of(self, interval: int) -> int:
        """Block that an interval belongs to."""
        return interval // BLOCK_INTERVALS

    def block_start(self, block: int) -> int:
        """First second of a block's delivery."""
        return block * self.block_seconds

    def block_end(self, block: int) -> int:
        """First second after a block's delivery."""
        return self.block_start(block + 1)

    def gate(self, block: int) -> int:
        """Second from which nothing about a block's orders can change."""
        return self.block_start(block) - self.gate_lead_seconds

    def deadline(self, block: int) -> int:
        """Second from which a block is closed even though some have not reported."""
        return self.block_start(block + 1 + self.report_blocks)

    def window_end(self, block: int) -> int:
        """Second at which a dispute about a block ends; the deadline where nothing is metered."""
        return self.block_start(block + 1 + self.report_blocks + self.dispute_blocks)

    def intervals_of(self, block: int) -> range:
        """The eight intervals of a block."""
        return range(block * BLOCK_INTERVALS, (block + 1) * BLOCK_INTERVALS)

    def delivery_day(self, block: int) -> int:
        """Day, counted in tariff hours from the epoch, on which an agent's daily cap counts a block's locks."""
        return block * BLOCK_INTERVALS // self.day_intervals

    def next_block(self, time: float) -> int:
        """First block whose gate is still ahead."""
        return (int(time) + self.gate_lead_seconds) // self.block_seconds + 1

    def next_gate(self, time: float) -> int:
        """The coming gate, that of `next_block`."""
        return self.gate(self.next_block(time))

    def last_block(self, time: float) -> int:
        """Last block within the horizon."""
        return self.block_at(time) + self.horizon_blocks

    def within_horizon(self, time: float) -> range:
        """Blocks whose gate is ahead and that the horizon reaches; each opens once its tariff is fixed."""
        return range(self.next_block(time), self.last_block(time) + 1)
