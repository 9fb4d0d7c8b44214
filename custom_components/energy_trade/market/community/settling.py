"""Pays members for final blocks, lazily and in order; every amount has its opposite in the grid account."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..readings import BlockReadings
from ..settlement import NO_CUTS, NOTHING, BlockTerms, Cut, matched_elsewhere, own_cuts, settle_block
from ..state import AuditState
from ..statement import IntervalStatement
from ..supply import Sharing, SupplyArrangement
from . import auditing, blocks, membership
from .model import Connection, Header, Member, State


def statements(
    state: State, member: Member, index: int, header: Header, readings: BlockReadings | None
) -> tuple[IntervalStatement, ...]:
    """What a member's block comes to with these readings."""
    connection = member.connection_in(header.block)
    exported = imported = NOTHING
    if state.matches_over_lines:
        zones = state.terms.values[0].zones
        exported, imported = matched_elsewhere(connection.zone, zones, header.flows, header.longs, header.shorts)
    terms = BlockTerms(
        supply=state.founding.supply,
        grid=state.grid,
        tariff=header.tariff,
        spread=header.spread,
        results=tuple(header.results[connection.zone]),
        longs=tuple(header.longs[connection.zone]),
        shorts=tuple(header.shorts[connection.zone]),
        limits=connection.limits,
        exported=exported,
        imported=imported,
        cuts=cuts_of(state, index, header, connection, readings),
    )
    return settle_block(terms, state.orders_of(index, header.block), readings)


def cuts_of(
    state: State, index: int, header: Header, connection: Connection, readings: BlockReadings | None
) -> tuple[Cut, ...]:
    """What of a member's export is not paid, because the line's meter did not see it."""
    audit = state.audit(header.block)
    if readings is None or audit is None or audit.state is not AuditState.CONCLUDED:
        return NO_CUTS
    if readings.unaudited:
        return own_cuts(audit.unproven[index], readings, connection.limits)
    line = audit.watched_by[connection.zone]
    return NO_CUTS if line is None else audit.cuts.get(line, NO_CUTS)


def block_amounts(
    state: State, member: Member, index: int, header: Header, readings: BlockReadings | None
) -> tuple[int, int]:
    """Amount of a member's block in µcredit, and what of it silence is charged beyond the position's value."""
    settled = statements(state, member, index, header, readings)
    amount = sum(statement.amount for statement in settled)
    if readings is not None:
        return amount, 0
    pooled = state.founding.supply is SupplyArrangement.POOLED
    values = (statement.traded_amount if pooled else 0 for statement in settled)
    return amount, sum(max(0, value - statement.amount) for value, statement in zip(values, settled, strict=True))


MAX_AUDITED = 1024
"""Readings that settling holds to lines on the way, and the block that exceeds it."""


@dataclass(slots=True)
class _Run:
    """One call: the block that each ring slot was first asked for, and readings held to lines on the way."""

    touched: dict[int, int] = field(default_factory=dict)
    audited: int = 0


def settle(state: State, members: Iterable[int], max_blocks: int) -> int:
    """Settle final blocks of each member in order, at most so many each; return how many in all."""
    indices = list(members)
    for index in indices:
        membership.member_at(state, index)
    run = _Run()
    return sum(_settle(state, index, max_blocks, run) for index in indices)


def _settle(state: State, index: int, max_blocks: int, run: _Run) -> int:
    member = state.members[index]
    account = member.account
    first = account.settled_before
    count = total = 0
    while count < max_blocks and first + count <= member.last_block:
        block = first + count
        # a ring slot's earlier block that is settled only now keeps its place until the transaction's end
        header = (
            _final_header(state, block, run) if run.touched.setdefault(block % state.ring, block) == block else None
        )
        if header is None:
            break
        orders = state.orders_of(index, block)
        if orders is not None:
            account.locked -= orders.lock(state.grid, header.tariff, state.founding.supply, header.spread)
        readings = state.readings_of(index, block)
        amount, deemed = block_amounts(state, member, index, header, readings)
        member.weight_wh += _weight(state, readings)
        header.settled += 1
        header.deemed += deemed
        total += amount
        count += 1
    if count:
        account.settled_before = first + count
        state.move(account, total)
        state.emit("Settled", index, first, count, total)
    return count


def _weight(state: State, readings: BlockReadings | None) -> int:
    if readings is None:
        return 0
    match state.founding.sharing:
        case Sharing.BY_CONSUMPTION:
            return readings.imported_wh
        case Sharing.BY_DELIVERY:
            return readings.exported_wh
    return 0


def _final_header(state: State, block: int, run: _Run) -> Header | None:
    if state.now < state.calendar.block_end(block):
        return None
    # a block that nobody touched is final at its deadline: without a reading nothing ends it sooner
    if state.header(block) is None and state.now < state.calendar.deadline(block):
        return None
    if not blocks.can_be_cleared(state, block):
        return None
    header = blocks.ensure_cleared(state, block)
    if state.founding.is_metered and not _audited(state, header, run):
        return None
    return header if blocks.is_final(state, header) else None


def _audited(state: State, header: Header, run: _Run) -> bool:
    """See to it that a block was held to its lines, in one call no more readings than a transaction bears."""
    if blocks.is_final(state, header):
        return True
    if run.audited > MAX_AUDITED or not auditing.conclude(state, header.block):
        return False
    run.audited += len(state.members)
    return True
