"""Holds a closed block's readings to its lines' meters, once, and once more when a dispute ends.

The lines whose meters have reported cut the tree of zones into parts: what is told in a part, with what the lines into
it counted, must be what its own line counted. So a line answers only for what no line behind it explains.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..lines import MOST_WH, watched_by
from ..readings import BlockReadings, Reading
from ..settlement import ConnectionLimits, Cut, netting_share
from ..state import AuditState
from ..units import BLOCK_INTERVALS, NO_ADDRESS
from . import blocks
from .founded import MAX_BLOCKS
from .model import Audit, Connection, Header, State
from .refusal import demand


def set_line_meter(state: State, zone: int, key: str) -> None:
    """Name the key of a line's meter from the next unopened block on."""
    demand(zone in state.founding.metered_zones, "NotMetered", zone)
    from_block = state.first_unopened
    state.meters[zone].put(from_block, key)
    state.emit("LineMeterSet", zone, key, from_block)


def key_of(state: State, zone: int, block: int) -> str:
    """The key that reports a line in a block; no address if it has no meter then."""
    return state.meters[zone].at(block, NO_ADDRESS) if zone in state.meters else NO_ADDRESS


def expected(state: State, block: int) -> set[int]:
    """Zones whose line has a meter in a block."""
    return {zone for zone in state.founding.metered_zones if key_of(state, zone, block) != NO_ADDRESS}


def report_line(state: State, sender: str, zone: int, first_block: int, lines: Sequence[Sequence[int]]) -> None:
    """Take in what a line's meter counted in consecutive blocks: net energy towards the parent, in Wh."""
    demand(0 < len(lines) <= MAX_BLOCKS, "BadLength", len(lines))
    # all of it is right before any of it counts
    for block, line in enumerate(lines, first_block):
        key = key_of(state, zone, block)
        demand(key != NO_ADDRESS and sender == key, "NotLineMeter", zone, sender)
        demand(all(-MOST_WH <= net <= MOST_WH for net in line), "BadReading", block)
        end = state.calendar.block_end(block)
        demand(state.now >= end, "NotOver", block, end)
        demand(state.now < state.calendar.window_end(block), "TooLate", block)
        demand(blocks.can_be_cleared(state, block), "RingFull", block - state.ring)
        audit = state.audit(block)
        demand(audit is None or zone not in audit.lines, "LineReportedBefore", zone, block)
        demand(audit is None or audit.state is AuditState.OPEN, "TooLate", block)
    for block, line in enumerate(lines, first_block):
        blocks.ensure_cleared(state, block)
        begun(state, block).lines[zone] = tuple(line)
    state.emit("LineReported", zone, first_block, tuple(tuple(line) for line in lines))


def begun(state: State, block: int) -> Audit:
    """The block's audit, begun if its ring slot holds an older one's."""
    audit = state.audit(block)
    if audit is None:
        audit = state.audits[block % state.ring] = Audit(block)
    return audit


def audit(state: State, block: int) -> bool:
    """Hold a block's readings to its lines as far as that can be done now; tell whether it is done for good."""
    demand(state.founding.is_metered, "NotMetered", 0)
    demand(blocks.can_be_cleared(state, block), "UnknownBlock", block)
    blocks.ensure_cleared(state, block)
    return conclude(state, block)


def conclude(state: State, block: int) -> bool:
    """Go on with a cleared block's audit as far as it can go now."""
    header = state.headers[block % state.ring]
    if not blocks.is_closed(state, header):
        return False
    record = begun(state, block)
    if record.state is AuditState.CONCLUDED:
        return True
    ended = state.now >= state.calendar.window_end(block)
    if not ended and (record.state is AuditState.DISPUTED or expected(state, block) != set(record.lines)):
        return False
    books = _Books(state, block, record)
    if not ended and any(books.is_off(zone, position) for zone, position in books.places()):
        _open(state, books)
        return False
    if record.state is AuditState.DISPUTED:
        _correct(state, header, books)
    _close(state, books)
    return True


@dataclass(slots=True)
class _Part:
    """What is told in one part of the network in one interval, in Wh."""

    told: int = 0
    exported: int = 0
    unknown: bool = False


@dataclass(slots=True)
class _Books:
    """An audit under way."""

    state: State
    block: int
    record: Audit
    watched_by: tuple[int | None, ...] = ()
    parts: dict[int, list[_Part]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        zones = self.state.founding.zones
        self.watched_by = watched_by([zone.parent for zone in zones], frozenset(self.record.lines))
        self.parts = {zone: [_Part() for _ in range(BLOCK_INTERVALS)] for zone in self.record.lines}
        for index, member in enumerate(self.state.members):
            if member.first_block <= self.block <= member.last_block:
                told = self.state.readings_of(index, self.block)
                self.add(member.connection_in(self.block), told.readings if told else (None,) * BLOCK_INTERVALS)
        for zone, line in self.record.lines.items():
            outer = None if zone == 0 else self.watched_by[zones[zone].parent]
            if outer is not None:
                for part, net in zip(self.parts[outer], line, strict=True):
                    part.told += net

    def add(self, connection: Connection, readings: Sequence[Reading | None], sign: int = 1) -> None:
        """Add a member's readings to the part that it is in, or take them out."""
        line = self.watched_by[connection.zone]
        if line is None:
            return
        for part, reading in zip(self.parts[line], readings, strict=True):
            if reading is None or reading.unknown:
                part.told -= sign * connection.limits.import_wh
                part.unknown = True
            else:
                net = connection.limits.within(reading.net_wh)
                part.told += sign * net
                part.exported += sign * max(0, net)

    def places(self) -> Iterator[tuple[int, int]]:
        """All lines that are in, by zone, and intervals."""
        return ((zone, position) for zone in sorted(self.record.lines) for position in range(BLOCK_INTERVALS))

    def excess(self, zone: int, position: int) -> int:
        """What is told beyond what the line counted."""
        return self.parts[zone][position].told - self.record.lines[zone][position]

    def is_off(self, zone: int, position: int) -> bool:
        """Whether line and readings differ too much; told too little is nothing where not everybody told."""
        tolerance, excess = self.state.founding.tolerance_wh, self.excess(zone, position)
        return excess > tolerance or (excess < -tolerance and not self.parts[zone][position].unknown)

    def disputed(self, zone: int, position: int) -> int:
        """What is told beyond the line, nothing where they agree."""
        return self.excess(zone, position) if self.is_off(zone, position) else 0


def _open(state: State, books: _Books) -> None:
    record = books.record
    record.state = AuditState.DISPUTED
    record.watched_by = books.watched_by
    record.excess = {
        zone: tuple(books.disputed(zone, position) for position in range(BLOCK_INTERVALS)) for zone in record.lines
    }
    state.emit("Disputed", books.block, _by_zone(state, record.excess))


def _close(state: State, books: _Books) -> None:
    """What is paid for export behind a line is scaled down to what the line counted."""
    record, tolerance = books.record, state.founding.tolerance_wh
    cuts: dict[int, list[int]] = {zone: [0] * BLOCK_INTERVALS for zone in record.lines}
    exported: dict[int, list[int]] = {zone: [0] * BLOCK_INTERVALS for zone in record.lines}
    room: dict[int, list[int]] = {zone: [0] * BLOCK_INTERVALS for zone in record.lines}
    for zone, position in books.places():
        excess, sent = books.excess(zone, position), books.parts[zone][position].exported
        if excess > tolerance and sent:
            cut = min(excess, sent)
            cuts[zone][position], exported[zone][position] = cut, sent
            excess -= cut
        room[zone][position] = max(0, tolerance - excess)
    record.state = AuditState.CONCLUDED
    record.watched_by = books.watched_by
    record.excess = {zone: tuple(row) for zone, row in room.items()}
    record.cuts = {
        zone: tuple(Cut(*pair) for pair in zip(cuts[zone], exported[zone], strict=True))
        for zone in record.lines
        if any(cuts[zone])
    }
    mask = sum(1 << zone for zone in record.lines)
    told = [{zone: tuple(row) for zone, row in rows.items()} for rows in (cuts, exported)]
    state.emit("Audited", books.block, mask, *(_by_zone(state, rows) for rows in told))


def _by_zone(state: State, rows: dict[int, tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
    return tuple(rows.get(zone, (0,) * BLOCK_INTERVALS) for zone in range(len(state.founding.zones)))


def _correct(state: State, header: Header, books: _Books) -> None:
    """Apply what the operator announced and no witnesses stopped, as long as each brings readings and line together."""
    for index, told in books.record.announced.items():
        before = state.readings_of(index, books.block)
        if before is not None and before.readings == told.readings:
            continue  # taken back
        connection = state.members[index].connection_in(books.block)
        line = books.watched_by[connection.zone]
        if (
            before is None
            or before.witnessed
            or line is None
            or any(
                not allows(connection.limits, change, books.disputed(line, position), state.founding.tolerance_wh)
                for position, change in enumerate(zip(before.readings, told.readings, strict=True))
            )
        ):
            state.emit("CorrectionDropped", index, books.block)
            continue
        after = replace(before, readings=told.readings, corrected=True)
        books.add(connection, before.readings, -1)
        books.add(connection, after.readings)
        if not before.late:
            add_sums(state, header, index, before, -1)
            add_sums(state, header, index, after)
        state.readings[books.block % state.ring, index].content = after
        state.emit("ReadingCorrected", index, books.block, told)


def allows(limits: ConnectionLimits, change: tuple[Reading, Reading], excess: int, tolerance: int) -> bool:
    """Whether the operator may change an interval so; `excess` is what is told beyond the line, 0 where they agree."""
    before, after = change
    if before == after:
        return True
    if before.unknown or after.unknown or limits.within(after.net_wh) != after.net_wh:
        return False
    was = limits.within(before.net_wh)
    left = excess + after.net_wh - was
    if excess > 0:
        return after.net_wh < was and left >= -tolerance
    return excess < 0 and after.net_wh > was and left <= tolerance


def add_sums(state: State, header: Header, index: int, told: BlockReadings, sign: int = 1) -> None:
    """Add a reading's part to the sums that deviations net in, or take it out."""
    connection = state.members[index].connection_in(header.block)
    placed = state.orders_of(index, header.block)
    longs, shorts = header.longs[connection.zone], header.shorts[connection.zone]
    for position, reading in enumerate(told.readings):
        order = placed.orders[position] if placed else None
        traded = header.results[connection.zone][position].position(order)
        long, short = netting_share(state.founding.supply, traded, reading, connection.limits)
        longs[position] += sign * long
        shorts[position] += sign * short
