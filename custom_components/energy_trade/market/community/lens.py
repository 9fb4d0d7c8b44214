"""What homes see of a community."""

from ..clearing import ZoneResult
from ..orders import BlockOrders, Side
from ..settlement import NO_CUTS, NOTHING, Cut
from ..state import AuditState, BlockState, MemberState, MemberStatus, Snapshot
from ..units import BLOCK_INTERVALS, NO_ADDRESS
from . import blocks, terms, treasury
from .model import Audit, Header, Member, State
from .refusal import demand

MAX_BLOCKS = 64
"""Most blocks in one overview."""


def status_of(state: State, agent: str) -> MemberStatus:
    """Where the home of an agent stands."""
    index = state.member_of.get(agent)
    if index is None:
        return MemberStatus.REQUESTED if agent in state.requests else MemberStatus.NONE
    return _status(state.members[index])


def member_state(state: State, index: int) -> MemberState:
    """A member as it sees itself."""
    member = state.members[index]
    account = member.account
    connection = member.connection
    today = state.calendar.delivery_day(state.current_block)
    buckets = {account.day: account.locked_today, account.day + 1: account.locked_tomorrow}
    return MemberState(
        index=index,
        status=_status(member),
        owner=member.owner,
        agent=member.agent,
        meter_key=member.meter_key,
        zone=connection.zone,
        import_limit_wh=connection.limits.import_wh,
        export_limit_wh=connection.limits.export_wh,
        first_block=member.first_block,
        last_block=member.last_block,
        settled_before=account.settled_before,
        balance=account.balance,
        locked=account.locked,
        reserve=treasury.required_reserve(state, member),
        free=treasury.free(state, member),
        daily_cap=member.daily_cap,
        locked_on_day=(buckets.get(today, 0), buckets.get(today + 1, 0)),
    )


def overview(state: State, agent: str, first_block: int, last_block: int) -> Snapshot:
    """All that a home shows; the twin stands on no chain, so its hash names the moment."""
    demand(first_block <= last_block < first_block + MAX_BLOCKS, "BadRange")
    tokens, positive = state.tokens_held, state.positive
    index = state.member_of.get(agent)
    return Snapshot(
        chain_time=state.now,
        block_hash=f"{state.market}@{state.now}",
        block_number=state.now,
        tokens_held=tokens,
        shortfall=max(0, positive - tokens),
        grid_account=state.grid_account,
        member_count=len(state.members),
        member=_stranger(state, agent) if index is None else member_state(state, index),
        blocks=tuple(block_state(state, block, index) for block in range(first_block, last_block + 1)),
    )


def block_state(state: State, block: int, index: int | None) -> BlockState:
    """One block as a member sees it, or somebody who is none."""
    header = state.header(block)
    cleared = header if header is not None and header.cleared else None
    supply, demand_wh = _book(state, block)
    audit = state.audit(block) if cleared else None
    readings = None if index is None else state.readings_of(index, block)
    nothing = ((0,) * BLOCK_INTERVALS,) * len(state.founding.zones)
    return BlockState(
        index=block,
        is_open=(
            state.next_gate_block <= block <= state.current_block + state.founding.horizon_blocks
            and terms.is_fixed(state, block)
            and blocks.slot_free(state, block)
        ),
        cleared_intervals=cleared.cleared if cleared else 0,
        final=cleared is not None and blocks.is_final(state, cleared),
        stake=cleared.stake if cleared else 0,
        reported=cleared.reported if cleared else 0,
        settled=cleared.settled if cleared else 0,
        tariff=header.tariff if header is not None else terms.tariff(state, block),
        results=_results(state, cleared),
        longs=tuple(tuple(sums) for sums in cleared.longs) if cleared else nothing,
        shorts=tuple(tuple(sums) for sums in cleared.shorts) if cleared else nothing,
        flows=tuple(tuple(row) for row in cleared.flows) if cleared else nothing,
        orders=None if index is None else state.orders_of(index, block),
        readings=readings,
        supply_wh=supply,
        demand_wh=demand_wh,
        audit=AuditState.OPEN if audit is None else audit.state,
        cuts=() if audit is None or audit.state is not AuditState.CONCLUDED else _cuts(audit),
        unproven_wh=audit.unproven[index]
        if audit and index is not None and readings and readings.unaudited
        else NOTHING,
    )


def _cuts(audit: Audit) -> tuple[tuple[Cut, ...], ...]:
    return tuple(NO_CUTS if line is None else audit.cuts.get(line, NO_CUTS) for line in audit.watched_by)


def _results(state: State, header: Header | None) -> tuple[tuple[ZoneResult | None, ...], ...]:
    pending: tuple[ZoneResult | None, ...] = (None,) * BLOCK_INTERVALS
    if header is None:
        return (pending,) * len(state.founding.zones)
    return tuple((*results, *pending[len(results) :]) for results in header.results)


def _book(state: State, block: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """All members' orders per interval, to sell and to buy; of no matter once the block was delivered."""
    supply, demand_wh = [0] * BLOCK_INTERVALS, [0] * BLOCK_INTERVALS
    if block >= state.current_block:
        for index in range(len(state.members)):
            for position, order in enumerate((state.orders_of(index, block) or BlockOrders()).orders):
                if order is not None:
                    (supply if order.side is Side.SELL else demand_wh)[position] += order.energy_wh
    return tuple(supply), tuple(demand_wh)


def _status(member: Member) -> MemberStatus:
    if member.leaving:
        done = member.account.settled_before > member.last_block
        return MemberStatus.LEFT if done else MemberStatus.LEAVING
    return MemberStatus.SUSPENDED if member.suspended else MemberStatus.ACTIVE


def _stranger(state: State, agent: str) -> MemberState:
    """Somebody who is no member, and what it asked for."""
    request = state.requests.get(agent)
    return MemberState(
        index=0,
        status=MemberStatus.NONE if request is None else MemberStatus.REQUESTED,
        owner=NO_ADDRESS if request is None else request.owner,
        agent=NO_ADDRESS if request is None else agent,
        meter_key=NO_ADDRESS,
        zone=0,
        import_limit_wh=0,
        export_limit_wh=0,
        first_block=0,
        last_block=0,
        settled_before=0,
        balance=0,
        locked=0,
        reserve=0,
        free=0,
        daily_cap=0 if request is None else request.daily_cap,
        locked_on_day=(0, 0),
    )
