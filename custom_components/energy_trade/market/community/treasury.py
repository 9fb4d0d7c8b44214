"""Credit in and out: balances of all members and the grid account are what the market holds."""

from ..supply import Sharing, SupplyArrangement
from ..units import BASIS_POINTS, BLOCK_INTERVALS, ceil_div
from . import blocks, membership
from .model import Member, State
from .refusal import demand

LATE_BLOCKS = 96
"""A late reading is taken until the block is this old: later, its ring slot may hold a coming block's orders."""

MAX_AMOUNT = 2**60
"""Far above any community's money, far below what a balance can hold with all that settlement may add."""


def required_reserve(state: State, member: Member) -> int:
    """What a member must hold against its own flow of blocks that are not settled yet, in µcredit."""
    return reserve_up_to(state, member, min(state.next_gate_block, member.last_block))


def reserve_up_to(state: State, member: Member, last: int) -> int:
    """The same against the flow of all blocks up to one."""
    founding = state.founding
    if founding.supply is not SupplyArrangement.POOLED:
        return 0
    first = member.account.settled_before
    if first > last:
        return 0
    limit = max(member.connection.limits.import_wh, member.connection_in(first).limits.import_wh)
    intervals = (last + 1 - first) * BLOCK_INTERVALS
    return ceil_div(limit * founding.max_retail * intervals * founding.reserve_basis_points, BASIS_POINTS)


def free(state: State, member: Member) -> int:
    """Balance that neither orders nor flow hold, in µcredit."""
    account = member.account
    return max(0, account.balance - account.locked - required_reserve(state, member))


def deposit(state: State, sender: str, index: int, amount: int) -> None:
    """Take credit from the sender for a member."""
    membership.member_at(state, index)
    owned = state.tokens.get(sender, 0)
    demand(owned >= amount, "ERC20InsufficientBalance", sender, owned, amount)
    demand(amount, "NothingReceived")
    add(state, index, amount)
    state.tokens[sender] = owned - amount
    state.tokens[state.market] = state.tokens.get(state.market, 0) + amount
    state.emit("Deposited", index, sender, amount)


def issue(state: State, index: int, amount: int) -> None:
    """Issue the community's own credit."""
    demand(state.issues_credit, "NotOwnCredit")
    demand(amount, "NothingReceived")
    membership.member_at(state, index)
    credit(state, index, amount)


def check_issue(state: State, amount: int) -> None:
    """Refuse what could not be issued."""
    _check_amount(state, amount)
    demand(state.credit.is_issued_by(state.market), "OnlyMarket", state.market)


def credit(state: State, index: int, amount: int) -> None:
    """Mint credit into a member's balance."""
    check_issue(state, amount)
    add(state, index, amount)
    state.tokens[state.market] = state.tokens.get(state.market, 0) + amount
    state.emit("Issued", index, amount)


def withdraw(state: State, sender: str, index: int, amount: int) -> int:
    """Pay free balance to the owner; if members are owed more than is held, all bear it alike."""
    member = membership.member_at(state, index)
    demand(sender in (member.owner, member.agent), "NotAllowed", index, sender)
    available = free(state, member)
    demand(0 < amount <= available, "NotFree", amount, available)
    paid = release(state, member, amount)
    _transfer(state, member.owner, paid)
    state.emit("Withdrawn", index, member.owner, paid, amount)
    return paid


def release(state: State, member: Member, amount: int) -> int:
    """Take a claim on its way out from the books; return what it is worth."""
    tokens, positive = state.tokens_held, state.positive
    paid = amount * tokens // positive if positive > tokens else amount
    member.account.balance -= amount
    # what the claim did not get is no longer owed to anybody
    state.grid_account += amount - paid
    state.held -= paid
    return paid


def take_surplus(state: State, to: str, amount: int) -> None:
    """Pay the operator what the grid account has earned, once nothing due is unsettled."""
    _check_surplus(state, amount)
    state.grid_account -= amount
    _pay(state, to, amount)
    state.emit("SurplusTaken", to, amount)


def share_surplus(state: State, amount: int) -> None:
    """Give what the grid account has left over to the members, by the founding's rule and rounded down."""
    _check_surplus(state, amount)
    weights = {index: weight for index in range(len(state.members)) if (weight := weight_of(state, index))}
    total = sum(weights.values())
    demand(total, "NobodyToShareWith")
    for index, weight in weights.items():
        member = state.members[index]
        member.weight_wh = 0
        share = amount * weight // total
        state.move(member.account, share)
        state.emit("Shared", index, share, weight)
    state.emit("SurplusShared", amount, total)


def weight_of(state: State, index: int) -> int:
    """What a member's share goes by: itself, or Wh."""
    member = state.members[index]
    if state.founding.sharing is not Sharing.EQUAL:
        return member.weight_wh
    return int(member.first_block <= state.current_block <= member.last_block)


def _check_surplus(state: State, amount: int) -> None:
    kept = _unsettled_deemed(state)
    surplus = max(0, min(state.grid_account - kept, state.tokens_held - state.positive))
    demand(0 < amount <= surplus, "NoSurplus", amount, surplus)


def _unsettled_deemed(state: State) -> int:
    """Require that what is final or past its deadline is settled; return what late readings may still give back."""
    current, deemed = state.current_block, 0
    for block in range(max(state.founded_block, current - state.ring), current):
        header = state.header(block)
        due = state.now >= state.calendar.window_end(block)
        if header is not None:
            is_due = due or blocks.is_final(state, header)
            demand(not is_due or header.settled == header.delivering, "NotSettled", block)
            if block + LATE_BLOCKS > current:
                deemed += header.deemed
        else:
            demand(not due or blocks.delivering(state, block) == 0, "NotSettled", block)
    return deemed


def _pay(state: State, to: str, amount: int) -> None:
    state.held -= amount
    _transfer(state, to, amount)


def _transfer(state: State, to: str, amount: int) -> None:
    state.tokens[state.market] = state.tokens.get(state.market, 0) - amount
    state.tokens[to] = state.tokens.get(to, 0) + amount


def _check_amount(state: State, amount: int) -> None:
    demand(amount <= MAX_AMOUNT and state.held + amount <= MAX_AMOUNT, "TooMuch", amount)


def add(state: State, index: int, amount: int) -> None:
    """Add what has come to a member's balance."""
    _check_amount(state, amount)
    state.members[index].account.balance += amount
    state.held += amount
