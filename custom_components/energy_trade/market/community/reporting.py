"""Takes in readings: the first valid one of a member and block counts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..orders import BlockOrders
from ..readings import BlockReadings
from ..supply import SupplyArrangement
from ..units import NO_ADDRESS
from . import auditing, blocks, disputes, settling
from .founded import MAX_BLOCKS
from .model import Header, Slot, State
from .refusal import Refused, demand
from .treasury import LATE_BLOCKS


@dataclass(frozen=True, slots=True)
class ReadingMessage:
    """Readings of one member for consecutive blocks, signed by `signer` (no address: the signature is not valid)."""

    signer: str
    member: int
    first_block: int
    readings: tuple[BlockReadings, ...]


def report(state: State, message: ReadingMessage) -> None:
    """Take in one report, whole or not at all."""
    final: dict[int, bool] = {}
    # all of it is right before any of it counts
    for block in list(_checked(state, message, final)):
        final[block] = blocks.is_closed(state, blocks.ensure_cleared(state, block))
    _accept(state, message, final)


def report_batch(state: State, messages: Iterable[ReadingMessage]) -> list[Refused]:
    """Take in what many signed; what is refused is skipped and told."""
    refusals: list[Refused] = []
    final: dict[int, bool] = {}
    for message in messages:
        try:
            # what a report clears before it turns out wrong stays cleared for the others
            for block in _checked(state, message, final):
                final[block] = blocks.is_closed(state, blocks.ensure_cleared(state, block))
        except Refused as refusal:
            refusals.append(refusal)
            state.emit("ReadingsSkipped", message.member, message.first_block, refusal.reason)
        else:
            _accept(state, message, final)
    return refusals


def _checked(state: State, message: ReadingMessage, final: Mapping[int, bool]) -> Iterator[int]:
    """Check a report block by block; yield those that the transaction has not seen yet."""
    index, first_block, readings = message.member, message.first_block, message.readings
    demand(0 <= index < len(state.members), "NoMember", index)
    member = state.members[index]
    allowed = message.signer not in (NO_ADDRESS, "") and message.signer == member.meter_key
    demand(allowed, "NotMeterKey", index, message.signer)
    demand(0 < len(readings) <= MAX_BLOCKS, "BadLength", len(readings))
    demand(first_block >= member.first_block, "NotDelivering", index, first_block)
    last = first_block + len(readings) - 1
    demand(last <= member.last_block, "NotDelivering", index, last)
    for block in range(first_block, last + 1):
        demand(state.readings_of(index, block) is None, "AlreadyReported", index, block)
        if block not in final:
            end = state.calendar.block_end(block)
            demand(state.now >= end, "NotOver", block, end)
            demand(block + LATE_BLOCKS > state.current_block, "TooLate", block)
            demand(blocks.can_be_cleared(state, block), "RingFull", block - state.ring)
            yield block


def _accept(state: State, message: ReadingMessage, final: Mapping[int, bool]) -> None:
    """Take a report in; `final` says which blocks were final as the transaction saw them first."""
    for block, told in enumerate(message.readings, message.first_block):
        _take(state, message.member, block, told, late=final[block])
    state.emit("Reported", message.member, message.first_block, message.readings)


def _take(state: State, index: int, block: int, told: BlockReadings, *, late: bool) -> None:
    kept = replace(told, late=late)
    if late and state.founding.is_metered:
        kept = disputes.late(state, index, block, kept)
    state.readings[block % state.ring, index] = Slot(block, kept)
    header = state.headers[block % state.ring]
    if late:
        _correct(state, index, header, kept)
        return
    auditing.add_sums(state, header, index, kept)
    orders = state.orders_of(index, block) or BlockOrders()
    everybody = state.founding.supply is SupplyArrangement.POOLED or state.founding.is_metered
    if everybody or not orders.is_empty:
        header.reported += 1


def _correct(state: State, index: int, header: Header, kept: BlockReadings) -> None:
    """Replace what silence was deemed to be, if that was settled already."""
    member = state.members[index]
    if header.block >= member.account.settled_before:
        return
    before, deemed = settling.block_amounts(state, member, index, header, None)
    amount, _ = settling.block_amounts(state, member, index, header, kept)
    header.deemed -= deemed
    state.move(member.account, amount - before)
    state.emit("Corrected", index, header.block, amount - before)
