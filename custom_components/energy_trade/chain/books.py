"""A community's books for a stretch of time, from the market's events alone: every µcredit in them is accounted for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field

from ..market.founding import Founding, SupplyArrangement
from ..market.state import MemberState
from ..market.statement import IntervalStatement, PartKind
from ..market.tariff import GridPrice
from .abi import Event
from .history import statements_of
from .replay import Replay

MONEY = (
    "Arrived",
    "Corrected",
    "Deposited",
    "Issued",
    "Moved",
    "Settled",
    "Shared",
    "SurplusTaken",
    "Withdrawn",
)


@dataclass(slots=True)
class MemberAccount:
    """One member's money in µcredit; what is settled and corrected may be negative, the rest is not."""

    index: int
    opening: int = 0
    issued: int = 0
    deposited: int = 0
    arrived: int = 0
    """Came along from the market's predecessor."""

    settled: int = 0
    corrected: int = 0
    shared: int = 0
    """Of what the grid account had left over."""

    withdrawn: int = 0
    moved_out: int = 0
    """Claims that went along to the market's successor."""

    blocks: list[range] = field(default_factory=list)
    """Market blocks that were settled in the time."""

    @property
    def closing(self) -> int:
        """Balance at the end."""
        into = self.issued + self.deposited + self.arrived + self.shared
        return self.opening + into + self.settled + self.corrected - self.withdrawn - self.moved_out


@dataclass(slots=True)
class GridAccount:
    """The account on the other side of every settlement, in µcredit."""

    opening: int = 0
    settled: int = 0
    """What members paid more than they got, corrections included."""

    written_off: int = 0
    """Claims that a shortfall left unpaid."""

    surplus_taken: int = 0
    surplus_shared: int = 0

    @property
    def closing(self) -> int:
        """What it holds at the end."""
        return self.opening + self.settled + self.written_off - self.surplus_taken - self.surplus_shared


@dataclass(frozen=True, slots=True)
class Books:
    """Everybody's accounts over a stretch of the chain."""

    members: Mapping[int, MemberAccount]
    grid: GridAccount

    @property
    def opening(self) -> int:
        """Credit that stood in the market at the beginning."""
        return sum(account.opening for account in self.members.values()) + self.grid.opening

    @property
    def closing(self) -> int:
        """Credit that stood in the market at the end."""
        return sum(account.closing for account in self.members.values()) + self.grid.closing

    @property
    def moved(self) -> int:
        """Credit that came in less what went out."""
        accounts = self.members.values()
        into = sum(account.issued + account.deposited + account.arrived for account in accounts)
        out = sum(account.withdrawn + account.moved_out for account in accounts)
        return into - out + self.grid.written_off - self.grid.surplus_taken


@dataclass(slots=True)
class EnergyAccount:
    """A member's energy in Wh and its money in µcredit, of the blocks that were settled in a stretch of time.

    `sales` and `purchases` are what was paid for positions at the local price, `other` all that the community settled
    besides, by its reasons in `reasons`; all are + to the member.
    """

    sold_wh: int = 0
    bought_wh: int = 0
    exported_wh: int = 0
    imported_wh: int = 0
    unknown_intervals: int = 0
    sales: int = 0
    purchases: int = 0
    other: int = 0
    reasons: Counter[PartKind] = field(default_factory=Counter)

    @property
    def amount(self) -> int:
        """What the rules say these blocks come to."""
        return self.sales + self.purchases + self.other


@dataclass(slots=True)
class GridBill:
    """What a community that buys its power as one took from the grid and gave it by its homes' meters, and the price.

    Energy in Wh, what the grid asks for both in µcredit (negative: it pays). Silent homes count as they were charged.
    """

    imported_wh: int = 0
    exported_wh: int = 0
    amount: int = 0


@dataclass(frozen=True, slots=True)
class CommunityBooks:
    """Books, the energy behind them by member, and where they are not what the chain says: there must be nothing."""

    money: Books
    energy: Mapping[int, EnergyAccount]
    differences: tuple[str, ...]
    members: Sequence[MemberState]
    bill: GridBill | None = None
    """Of the blocks whose last home was settled in the time; None where every home has a supplier of its own."""

    @property
    def left_over(self) -> int:
        """What the grid account earned less the grid's bill: fees, full lines and deviations, in µcredit."""
        return self.money.grid.settled - (self.bill.amount if self.bill else 0)


def energy_of(
    books: Books, replay: Replay, founding: Founding, finished: AbstractSet[int]
) -> tuple[dict[int, EnergyAccount], GridBill | None]:
    """Explain what was settled by what was traded and metered; takes a while for many homes.

    `finished` are the blocks that count for the grid's bill.
    """
    found: dict[int, EnergyAccount] = {}
    flows: dict[int, list[tuple[int, GridPrice]]] = {}
    for index, account in books.members.items():
        energy = found[index] = EnergyAccount()
        own = {block for together in account.blocks for block in together}
        for block, facts in replay.facts(index, "").items():
            if block not in own and block not in finished:
                continue
            statements = statements_of(facts, founding)
            if block in own:
                for statement in statements:
                    _count(energy, statement)
            if block in finished:
                before = flows.get(block) or [(0, statement.grid_price) for statement in statements]
                nets = zip(before, statements, strict=True)
                flows[block] = [(net + _net(statement), price) for (net, price), statement in nets]
    return found, _bill(flows) if founding.supply is SupplyArrangement.POOLED else None


def finished_blocks(everything: Iterable[Event], within: Iterable[Event]) -> frozenset[int]:
    """Blocks whose last home was settled by one of these events and by none after them."""

    def settled(events: Iterable[Event]) -> dict[int, int]:
        last: dict[int, int] = {}
        for event in events:
            if event.name == "Settled":
                first = event.fields["firstBlock"]
                for block in range(first, first + event.fields["blocks"]):
                    last[block] = max(last.get(block, 0), event.log.block_number)
        return last

    ever = settled(everything)
    return frozenset(block for block, number in settled(within).items() if ever[block] == number)


def _net(statement: IntervalStatement) -> int:
    """Metered net in Wh, or what a silent home was charged for."""
    if statement.metered_wh is not None:
        return statement.metered_wh
    return sum(part.energy_wh for part in statement.parts if part.kind is PartKind.SILENCE)


def _bill(flows: Mapping[int, Sequence[tuple[int, GridPrice]]]) -> GridBill:
    bill = GridBill()
    for net, price in (flow for block in flows.values() for flow in block):
        bill.imported_wh += max(0, -net)
        bill.exported_wh += max(0, net)
        bill.amount += max(0, -net) * price.retail - max(0, net) * price.feed_in
    return bill


def _count(energy: EnergyAccount, statement: IntervalStatement) -> None:
    position, net = statement.position_wh, statement.metered_wh
    energy.sold_wh += max(0, position)
    energy.bought_wh += max(0, -position)
    energy.exported_wh += max(0, net or 0)
    energy.imported_wh += max(0, -(net or 0))
    energy.unknown_intervals += net is None
    energy.sales += max(0, statement.traded_amount)
    energy.purchases += min(0, statement.traded_amount)
    energy.other += statement.balancing_amount
    for part in statement.parts:
        if part.kind is not PartKind.TRADED:
            energy.reasons[part.kind] += part.amount


def books_of(before: Iterable[Event], within: Iterable[Event], members: int) -> Books:
    """Add up what happened before a stretch of time, and in it."""
    earlier = _added(before, members)
    books = _added(within, members)
    for index, account in books.members.items():
        account.opening = earlier.members[index].closing
    books.grid.opening = earlier.grid.closing
    return books


def _added(events: Iterable[Event], members: int) -> Books:
    accounts = {index: MemberAccount(index) for index in range(members)}
    grid = GridAccount()
    for event in events:
        fields = event.fields
        account = accounts.get(fields.get("member", -1))
        match event.name:
            case "SurplusTaken":
                grid.surplus_taken += fields["amount"]
            case "Settled" if account:
                account.settled += fields["amount"]
                grid.settled -= fields["amount"]
                account.blocks.append(range(fields["firstBlock"], fields["firstBlock"] + fields["blocks"]))
            case "Corrected" if account:
                account.corrected += fields["amount"]
                grid.settled -= fields["amount"]
            case "Shared" if account:
                account.shared += fields["amount"]
                grid.surplus_shared += fields["amount"]
            case "Issued" if account:
                account.issued += fields["amount"]
            case "Arrived" if account:
                account.arrived += fields["amount"]
            case "Moved" if account:
                account.moved_out += fields["claim"]
                grid.written_off += fields["claim"] - fields["amount"]
            case "Deposited" if account:
                account.deposited += fields["amount"]
            case "Withdrawn" if account:
                account.withdrawn += fields["claim"]
                grid.written_off += fields["claim"] - fields["amount"]
    return Books(accounts, grid)


def differences(books: Books, members: Iterable[MemberState], grid_account: int) -> list[str]:
    """Where books that end now are not what the chain shows now: there must be nothing."""
    found = [
        f"member {member.index}: {books.members[member.index].closing} by the books, {member.balance} on the chain"
        for member in members
        if books.members[member.index].closing != member.balance
    ]
    if books.grid.closing != grid_account:
        found.append(f"grid account: {books.grid.closing} by the books, {grid_account} on the chain")
    if books.closing != books.opening + books.moved:
        found.append(f"in all: {books.closing} by the books, {books.opening + books.moved} moved")
    return found
