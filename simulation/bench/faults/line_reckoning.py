"""What lines' meters do to readings and to what is paid, reckoned a second time from the written rules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .reckoning import Balance, Metered

INTERVALS = 8
LANE = 32


@dataclass(frozen=True)
class Network:
    """Zones by their parents, and by how many Wh a line and the homes behind it may differ."""

    parents: Sequence[int]
    tolerance: int

    def watcher(self, zone: int, lines: Mapping[int, Sequence[int]]) -> int | None:
        """The nearest line on a zone's way out that told anything."""
        while zone not in lines:
            if zone == 0:
                return None
            zone = self.parents[zone]
        return zone


@dataclass
class Home:
    """A home in a block: where it is, what its connection bears (imported, exported), what it told."""

    zone: int
    limits: tuple[int, int]
    readings: list[Metered]
    after_audit: bool = False
    """It told after its block had been held to the lines."""

    witnessed: bool = False

    def net(self, position: int, readings: Sequence[Metered] | None = None) -> int | None:
        """What it told of an interval, as far as its connection bears it."""
        told = (readings or self.readings)[position].net
        return None if told is None else max(-self.limits[0], min(self.limits[1], told))


def row(word: int) -> list[int]:
    """A line's word: eight signed amounts of 32 bits."""
    lanes = [word >> LANE * position & 2**LANE - 1 for position in range(INTERVALS)]
    return [lane - 2**LANE if lane >= 2 ** (LANE - 1) else lane for lane in lanes]


@dataclass
class LinedBlock:
    """A block whose homes' readings are held to its lines."""

    network: Network
    lines: Mapping[int, Sequence[int]]
    homes: Sequence[Home]
    room: dict[tuple[int, int], int] = field(default_factory=dict)
    """What late readings may still add, by line and interval."""

    def _behind(self, line: int) -> Iterator[Home]:
        return (
            home for home in self.homes if self.network.watcher(home.zone, self.lines) == line and not home.after_audit
        )

    def _told(self, line: int, position: int) -> tuple[int, int, bool]:
        """What is told in a line's part, what of it is export, and whether all told."""
        nets = [home.net(position) for home in self._behind(line)]
        silent = sum(
            home.limits[0]
            for home in self.homes
            if self.network.watcher(home.zone, self.lines) == line and (home.after_audit or home.net(position) is None)
        )
        inner = sum(
            nets[position]
            for zone, nets in self.lines.items()
            if zone and self.network.watcher(self.network.parents[zone], self.lines) == line
        )
        known = [net for net in nets if net is not None]
        return sum(known) - silent + inner, sum(net for net in known if net > 0), silent == 0

    def excess(self, line: int, position: int) -> int:
        """What is told beyond a line, where they differ by more than they may; 0 where they agree."""
        told, _, all_told = self._told(line, position)
        off = told - self.lines[line][position]
        return off if off > self.network.tolerance or (off < -self.network.tolerance and all_told) else 0

    @property
    def is_disputed(self) -> bool:
        """Whether any line and its homes differ."""
        return any(self.excess(line, position) for line in self.lines for position in range(INTERVALS))

    def correct(self, index: int, nets: Sequence[int]) -> bool:
        """Put a home's readings right, if each change brings them nearer to the line and nobody else vouches."""
        home = self.homes[index]
        line = self.network.watcher(home.zone, self.lines)
        if line is None or home.witnessed:
            return False
        for position, net in enumerate(nets):
            before = home.net(position)
            if home.readings[position].net == net:
                continue
            off = self.excess(line, position)
            if before is None or not -home.limits[0] <= net <= home.limits[1]:
                return False
            left = off + net - before
            nearer = (off > 0 and net < before and left >= -self.network.tolerance) or (
                off < 0 and net > before and left <= self.network.tolerance
            )
            if not nearer:
                return False
        home.readings = [replace(reading, net=net) for reading, net in zip(home.readings, nets, strict=True)]
        return True

    def unpaid(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Export in Wh that is not paid for, of how much, by home and interval; and what is left for the late."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for line in self.lines:
            for position in range(INTERVALS):
                told, exported, _ = self._told(line, position)
                off = told - self.lines[line][position]
                cut = min(off, exported) if off > self.network.tolerance else 0
                self.room[line, position] = max(0, self.network.tolerance - (off - cut))
                for index, home in enumerate(self.homes):
                    if cut and not home.after_audit and self.network.watcher(home.zone, self.lines) == line:
                        found[index, position] = cut, exported
        for index, home in enumerate(self.homes):
            where = self.network.watcher(home.zone, self.lines)
            if not home.after_audit or where is None:
                continue
            for position in range(INTERVALS):
                net = home.net(position)
                if net is None:
                    continue
                wanted, room = net + home.limits[0], self.room[where, position]
                self.room[where, position] = max(0, room - wanted)
                if wanted > room and net > 0:
                    found[index, position] = min(net, wanted - room), net
        return found


def withheld(net: int, position: int, share: tuple[int, int], zone: Balance, *, late: bool) -> int:
    """What is not paid for an interval's export, in µcredit, rounded up: of what it was paid, its share."""
    if net <= 0:
        return 0
    sold = min(max(0, position), net)
    paid = sold * zone.prices.local + zone.earned(net - sold, late=late)
    cut, exported = share
    return -(-paid * cut // exported)
