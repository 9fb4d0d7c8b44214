"""What the operator may set right in an open dispute, what neighbours say against it, and what the late may add."""

from dataclasses import dataclass, replace

from ..readings import BlockReadings
from ..state import AuditState
from ..units import BLOCK_INTERVALS, NO_ADDRESS
from .auditing import allows
from .founded import MAX_BLOCKS
from .model import State
from .refusal import Refused, demand

MAX_ANNOUNCED = 64


@dataclass(frozen=True, slots=True)
class WitnessMessage:
    """A member's readings of consecutive blocks as other members' meter keys have signed them, too.

    `signers` says whose signatures they are (no address: not valid), in the order of the members who are named.
    """

    member: int
    first_block: int
    readings: tuple[BlockReadings, ...]
    witnesses: tuple[int, ...]
    signers: tuple[str, ...]


def announce(state: State, index: int, block: int, told: BlockReadings) -> None:
    """Announce what a member's readings are to be; it counts when the dispute ends."""
    founding = state.founding
    delay = founding.challenge_blocks * state.calendar.block_seconds
    end = state.calendar.window_end(block)
    audit = state.audit(block)
    if audit is None or audit.state is not AuditState.DISPUTED or state.now >= end:
        raise Refused("NotDisputed", block)
    demand(delay and state.now + delay <= end, "TooLate", block)
    before = _told(state, index, block)
    demand(not before.witnessed, "ReadingWitnessed", index, block)
    connection = state.members[index].connection_in(block)
    line = audit.watched_by[connection.zone]
    if line is None:
        raise Refused("NotMetered", connection.zone)
    for position, change in enumerate(zip(before.readings, told.readings, strict=True)):
        allowed = allows(connection.limits, change, audit.excess[line][position], founding.tolerance_wh)
        demand(allowed, "BadCorrection", block, position)
    demand(index in audit.announced or len(audit.announced) < MAX_ANNOUNCED, "BadLength", MAX_ANNOUNCED)
    audit.announced[index] = BlockReadings(told.readings)
    state.emit("CorrectionAnnounced", index, block, told, state.now + delay)


def witness(state: State, message: WitnessMessage) -> None:
    """Make a member's readings final against corrections."""
    member, first_block, readings = message.member, message.first_block, message.readings
    demand(0 < len(readings) <= MAX_BLOCKS, "BadLength", len(readings))
    _check_witnesses(state, message)
    kept: list[tuple[int, BlockReadings]] = []
    for block, told in enumerate(readings, first_block):
        before = _told(state, member, block)
        demand(before.readings == told.readings, "BadReading", block)
        audit = state.audit(block)
        demand(audit is None or audit.state is not AuditState.CONCLUDED, "TooLate", block)
        kept.append((block, replace(before, witnessed=True)))
    for block, content in kept:
        state.readings[block % state.ring, member].content = content
    state.emit("Witnessed", member, first_block, len(readings), message.witnesses)


def _check_witnesses(state: State, message: WitnessMessage) -> None:
    needed, named = state.founding.witnesses, message.witnesses
    enough = needed and len(named) >= needed and len(named) == len(message.signers)
    demand(enough, "TooFewWitnesses", len(named), needed)
    before = -1
    for index, signer in zip(named, message.signers, strict=True):
        demand(index != message.member and index > before, "NoMember", index)
        key = state.members[index].meter_key if index < len(state.members) else NO_ADDRESS
        demand(key != NO_ADDRESS and signer == key, "BadSignature", key)
        before = index


def late(state: State, index: int, block: int, told: BlockReadings) -> BlockReadings:
    """Take in a reading that came after its block was held to the line for good: only the line's room is paid."""
    audit = state.audit(block)
    if audit is None or audit.state is not AuditState.CONCLUDED:
        return told
    connection = state.members[index].connection_in(block)
    line = audit.watched_by[connection.zone]
    if line is None:
        return told
    room, unproven = list(audit.excess[line]), [0] * BLOCK_INTERVALS
    for position, reading in enumerate(told.readings):
        if reading.unknown:
            continue
        net = connection.limits.within(reading.net_wh)
        wanted = net + connection.limits.import_wh
        used = min(wanted, room[position])
        room[position] -= used
        unproven[position] = min(wanted - used, max(0, net))
    audit.excess[line] = tuple(room)
    audit.unproven[index] = tuple(unproven)
    if any(unproven):
        state.emit("ExportUnproven", index, block, tuple(unproven))
    return replace(told, unaudited=True)


def _told(state: State, index: int, block: int) -> BlockReadings:
    demand(0 <= index < len(state.members), "NoMember", index)
    told = state.readings_of(index, block)
    if told is None:
        raise Refused("NotReported", index, block)
    return told
