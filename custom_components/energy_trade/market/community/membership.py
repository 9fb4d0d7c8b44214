"""Who takes part, with which keys, where and from when to when."""

from dataclasses import dataclass

from ..clearing import Zone
from ..settlement import ConnectionLimits
from ..units import MAX_ENERGY_WH, NO_ADDRESS
from . import succession, treasury
from .founded import MAX_LOCKED
from .model import Account, Connection, Member, Request, State, Timeline, count_one_more
from .refusal import demand


@dataclass(frozen=True, slots=True)
class RequestMessage:
    """A home's wish to be admitted, to relay until the deadline; signed by `signer` and `voucher_signer`."""

    agent: str
    request: Request
    deadline: int
    signer: str
    voucher_signer: str


def member_at(state: State, index: int) -> Member:
    """A member by its index."""
    demand(0 <= index < len(state.members), "NoMember", index)
    return state.members[index]


def owned(state: State, sender: str, index: int) -> Member:
    """A member, for its owner."""
    demand(0 <= index < len(state.members) and state.members[index].owner == sender, "NotOwner", index, sender)
    return state.members[index]


def request(state: State, sender: str, owner: str, daily_cap: int) -> None:
    """Ask to be admitted."""
    _request(state, sender, Request(owner, daily_cap))


def request_for(state: State, message: RequestMessage) -> None:
    """Ask for a home that signed, with a voucher that counts once."""
    demand(state.now <= message.deadline, "Expired", message.deadline)
    voucher = message.request.voucher
    for signer, expected in ((message.signer, message.agent), (message.voucher_signer, voucher)):
        demand(signer == expected != NO_ADDRESS, "BadSignature", expected)
    demand(voucher not in state.vouchers_used, "VoucherUsedBefore", voucher)
    _request(state, message.agent, message.request)
    state.vouchers_used.add(voucher)
    state.emit("VoucherUsed", voucher, message.agent)


def _request(state: State, agent: str, asked: Request) -> None:
    demand(asked.owner != NO_ADDRESS, "NoOwner")
    demand(asked.daily_cap <= state.founding.daily_cap, "CapTooHigh", asked.daily_cap, state.founding.daily_cap)
    # what waits with a predecessor's member is its owner's
    demand(agent not in state.member_of and agent not in state.moves.origin_of, "AgentTaken", agent)
    state.requests[agent] = asked
    state.emit("Requested", agent, asked.owner, asked.daily_cap)


def end_request(state: State, agent: str) -> None:
    """Drop a request, withdrawn by the agent or declined by the operator; what came along is its owner's again."""
    forget(state, agent)
    succession.give_up(state, agent)


def forget(state: State, agent: str) -> None:
    """Strike a request."""
    demand(agent in state.requests, "NoRequest", agent)
    del state.requests[agent]
    state.emit("RequestEnded", agent)


def admit(state: State, agent: str, connection: Connection) -> int:
    """Make a member of somebody who asked; it delivers from the next gate on."""
    demand(agent in state.requests, "NoRequest", agent)
    check_room(state, connection)
    if (origin := state.moves.origin_of.get(agent)) is not None:
        return succession.take_in(state, origin, connection)
    if state.founding.initial_grant:
        treasury.check_issue(state, state.founding.initial_grant)
    index = join(state, agent, state.requests.pop(agent), connection, state.next_gate_block)
    if state.founding.initial_grant:
        treasury.credit(state, index, state.founding.initial_grant)
    return index


def check_room(state: State, connection: Connection) -> None:
    """Refuse a newcomer for whom there is no place."""
    check_connection(state.founding.zones, connection)
    demand(len(state.members) < state.founding.max_members, "CommunityFull", len(state.members))


def join(state: State, agent: str, asked: Request, connection: Connection, first_block: int) -> int:
    """Make a member of a newcomer."""
    check_room(state, connection)
    index = len(state.members)
    meter_key = agent if asked.meter_key == NO_ADDRESS else asked.meter_key
    connections = Timeline[Connection]()
    connections.put(first_block, connection)
    state.members.append(
        Member(
            owner=asked.owner,
            agent=agent,
            meter_key=meter_key,
            daily_cap=asked.daily_cap,
            first_block=first_block,
            account=Account(settled_before=first_block),
            connections=connections,
        )
    )
    if agent != NO_ADDRESS:
        state.member_of[agent] = index
    count_one_more(state.joined, first_block)
    limits = connection.limits
    state.emit("Admitted", index, asked.owner, agent, connection.zone, limits.import_wh, limits.export_wh, first_block)
    if meter_key != agent:
        state.emit("MeterKeySet", index, meter_key)
    return index


def set_terms(state: State, index: int, connection: Connection) -> None:
    """Change zone and limits from the next unopened block on."""
    member = member_at(state, index)
    check_connection(state.founding.zones, connection)
    from_block = max(state.first_unopened, member.first_block)
    member.connections.put(from_block, connection)
    limits = connection.limits
    state.emit("MemberTermsSet", index, connection.zone, limits.import_wh, limits.export_wh, from_block)


def suspend(state: State, index: int, *, suspended: bool) -> None:
    """Keep a member from ordering, or let it order again."""
    member_at(state, index).suspended = suspended
    state.emit("Suspended", index, suspended)


def leave(state: State, index: int) -> None:
    """End membership with the last block that an order can have reached."""
    member = member_at(state, index)
    demand(not member.leaving, "AlreadyLeaving", index)
    member.leaving = True
    # who comes from another market may not have begun by then
    after = max(state.first_unopened, member.first_block)
    member.last_block = after - 1
    count_one_more(state.left, after)
    state.emit("LeaveRequested", index, member.last_block)


def set_agent(state: State, index: int, agent: str) -> None:
    """Replace or revoke the agent; the old one stops working at once, as meter key too."""
    member = state.members[index]
    before = member.agent
    if agent != before:
        if agent != NO_ADDRESS:
            demand(agent not in state.member_of and agent not in state.requests, "AgentTaken", agent)
            state.member_of[agent] = index
        state.member_of.pop(before, None)
        member.agent = agent
    state.emit("AgentSet", index, agent)
    if before not in {agent, NO_ADDRESS} and member.meter_key == before:
        set_meter_key(state, index, agent)


def set_meter_key(state: State, index: int, meter_key: str) -> None:
    """Replace the key that signs readings."""
    state.members[index].meter_key = meter_key
    state.emit("MeterKeySet", index, meter_key)


def set_daily_cap(state: State, index: int, daily_cap: int) -> None:
    """Change what the agent's orders for one delivery day may lock."""
    demand(daily_cap <= MAX_LOCKED, "CapTooHigh", daily_cap, MAX_LOCKED)
    state.members[index].daily_cap = daily_cap
    state.emit("DailyCapSet", index, daily_cap)


def propose_owner(state: State, index: int, owner: str) -> None:
    """Offer the member to another owner."""
    state.members[index].proposed_owner = owner
    state.emit("OwnerProposed", index, owner)


def accept_owner(state: State, sender: str, index: int) -> None:
    """Take over a member that was offered."""
    demand(
        0 <= index < len(state.members) and state.members[index].proposed_owner == sender,
        "NotProposed",
        index,
        sender,
    )
    member = state.members[index]
    member.owner, member.proposed_owner = sender, NO_ADDRESS
    state.emit("OwnerSet", index, sender)


def check_connection(zones: tuple[Zone, ...], connection: Connection) -> None:
    """Refuse a place that the network does not have."""
    limits: ConnectionLimits = connection.limits
    demand(0 <= connection.zone < len(zones), "BadZone", connection.zone)
    demand(limits.import_wh <= MAX_ENERGY_WH, "BadLimit", limits.import_wh)
    demand(limits.export_wh <= MAX_ENERGY_WH, "BadLimit", limits.export_wh)
