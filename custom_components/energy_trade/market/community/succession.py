"""Members and their credit on their way to the next market, and in from the one before."""

from dataclasses import dataclass

from ..settlement import ConnectionLimits
from ..units import NO_ADDRESS, ceil_div
from . import membership, treasury
from .model import Connection, Member, Request, State, Waiting
from .refusal import demand, refuse

NOTICE_SECONDS = 7 * 86_400
"""From the announcement until agents may move their members."""

LONGEST_SECONDS = 62 * 86_400
"""No market opens blocks further ahead."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A member of the predecessor, as it comes."""

    member: int
    owner: str
    agent: str
    meter_key: str
    daily_cap: int
    begins: int
    """Unix time at which its last block in the predecessor ends."""

    standing: bool
    """Neither suspended there nor expelled or gone before it moved."""

    amount: int
    """µcredit that comes along."""


def announce(state: State, successor: str, *, fits: bool) -> None:
    """Name the market that members may move to; `fits`: it names this one as its predecessor, and counts alike."""
    demand(successor == NO_ADDRESS or fits, "BadSuccessor", successor)
    if state.issues_credit:
        demand(state.credit.issuer == state.market, "OnlyMarket", state.market)
        state.credit.heir = successor
    state.moves.successor, state.moves.announced_at = successor, state.now
    state.emit("SuccessorAnnounced", successor, state.now + NOTICE_SECONDS)


def hand_over_credit(state: State) -> None:
    """From now on the successor alone issues."""
    demand(state.issues_credit, "NotOwnCredit")
    successor = state.moves.successor
    demand(successor != NO_ADDRESS, "NotSuccessor", successor)
    demand(state.credit.issuer == state.market, "OnlyMarket", state.market)
    state.credit.issuer, state.credit.heir = state.credit.heir, NO_ADDRESS
    state.emit("CreditHandedOver", successor)


def depart(state: State, sender: str, index: int, successor: str) -> Arrival:
    """Leave, unless that was done, and take what is free along."""
    member = membership.member_at(state, index)
    first = _check_mover(state, sender, index, successor)
    standing = not member.suspended and not (member.leaving and first)
    state.moves.moved_to[index] = successor
    if not member.leaving:
        membership.leave(state, index)
    free = _free(state, member)
    paid = treasury.release(state, member, free) if free else 0
    state.emit("Moved", index, successor, paid, free)
    begins = state.calendar.block_end(member.last_block)
    return Arrival(index, member.owner, member.agent, member.meter_key, member.daily_cap, begins, standing, paid)


def _check_mover(state: State, sender: str, index: int, successor: str) -> bool:
    """Whether the member has not moved before."""
    member, moves = state.members[index], state.moves
    before = moves.moved_to.get(index)
    if before is None:
        demand(successor == moves.successor != NO_ADDRESS, "NotSuccessor", successor)
    else:
        demand(successor == before, "MovedBefore", before)
    if sender != member.owner:
        demand(sender == member.agent, "NotAllowed", index, sender)
        since = moves.announced_at + NOTICE_SECONDS
        demand(before is not None or state.now >= since, "TooSoon", since)
    return before is None


def _free(state: State, member: Member) -> int:
    """What of a member's balance nothing holds up to its last block; all of it where a market has failed."""
    account = member.account
    if account.settled_before <= member.last_block and state.now >= state.calendar.deadline(
        member.last_block + state.ring
    ):
        return max(0, account.balance)
    return max(0, account.balance - account.locked - treasury.reserve_up_to(state, member, member.last_block))


def welcome(state: State, origin: int, connection: Connection | None, told: Connection) -> None:
    """Take in a member of the predecessor in advance, or with no connection no longer."""
    membership.check_connection(state.founding.zones, told)
    if connection is None:
        state.moves.welcome.pop(origin, None)
    else:
        state.moves.welcome[origin] = connection
    limits: ConnectionLimits = told.limits
    state.emit("Welcomed", origin, connection is not None, told.zone, limits.import_wh, limits.export_wh)


def arrive(state: State, sender: str, arrival: Arrival) -> None:
    """Let somebody in who comes from the predecessor, have it wait, or credit what followed it."""
    moves = state.moves
    demand(sender == moves.predecessor != NO_ADDRESS, "NotPredecessor", sender)
    late = arrival.begins > state.now + LONGEST_SECONDS
    demand(arrival.owner != NO_ADDRESS and not late, "BadArrival")
    state.tokens[sender] = state.tokens.get(sender, 0) - arrival.amount
    state.tokens[state.market] = state.tokens.get(state.market, 0) + arrival.amount
    known = moves.arrived.get(arrival.member)
    if known is None and (known := state.member_of.get(arrival.agent)) is not None:
        moves.arrived[arrival.member] = known
    if known is not None:
        demand(state.members[known].owner == arrival.owner, "OwnerDiffers", arrival.owner)
        if arrival.amount:
            treasury.add(state, known, arrival.amount)
        state.emit("Arrived", known, arrival.member, arrival.amount)
        return
    _wait(state, arrival)
    connection = moves.welcome.get(arrival.member)
    if connection is not None and arrival.standing:
        take_in(state, arrival.member, connection)
    elif arrival.agent == NO_ADDRESS:
        refuse("BadArrival")


def _wait(state: State, arrival: Arrival) -> None:
    """Note who waits with how much, in place of what waited for the same member or agent before."""
    moves = state.moves
    before = moves.waiting.get(arrival.member)
    if before is not None:
        demand(before.owner == arrival.owner, "OwnerDiffers", arrival.owner)
        if before.agent != arrival.agent:
            moves.origin_of.pop(before.agent, None)
            membership.forget(state, before.agent)
    other = moves.origin_of.get(arrival.agent)
    demand(other in (None, arrival.member), "AgentTaken", arrival.agent)
    asked = Request(arrival.owner, arrival.daily_cap, arrival.meter_key)
    escrow = arrival.amount + (before.escrow if before else 0)
    moves.waiting[arrival.member] = Waiting(arrival.owner, arrival.begins, arrival.agent, escrow, asked)
    if arrival.agent != NO_ADDRESS:
        moves.origin_of[arrival.agent] = arrival.member
        state.requests[arrival.agent] = asked
        state.emit("Requested", arrival.agent, arrival.owner, arrival.daily_cap)
    state.emit("Waits", arrival.member, arrival.agent, arrival.owner, arrival.amount)


def take_in(state: State, origin: int, connection: Connection) -> int:
    """Admit a predecessor's member that waits, with what came along, from the block that follows its last one there."""
    moves = state.moves
    waiting = moves.waiting.pop(origin)
    moves.origin_of.pop(waiting.agent, None)
    asked = state.requests.pop(waiting.agent, waiting.asked)
    first = max(state.next_gate_block, ceil_div(waiting.begins, state.calendar.block_seconds))
    index = membership.join(state, waiting.agent, asked, connection, first)
    moves.arrived[origin] = index
    if waiting.escrow:
        treasury.add(state, index, waiting.escrow)
    state.emit("Arrived", index, origin, waiting.escrow)
    return index


def give_up(state: State, agent: str) -> None:
    """Pay what came along with somebody who waited to its owner."""
    moves = state.moves
    origin = moves.origin_of.pop(agent, None)
    if origin is None:
        return
    waiting = moves.waiting.pop(origin)
    state.emit("Returned", origin, waiting.owner, waiting.escrow)
    state.tokens[state.market] = state.tokens.get(state.market, 0) - waiting.escrow
    state.tokens[waiting.owner] = state.tokens.get(waiting.owner, 0) + waiting.escrow


def stop_waiting(state: State, sender: str, origin: int) -> None:
    """Give up waiting, for the owner."""
    waiting = state.moves.waiting.get(origin)
    if waiting is None or waiting.owner != sender:
        refuse("OwnerDiffers", sender)
    membership.forget(state, waiting.agent)
    give_up(state, waiting.agent)
