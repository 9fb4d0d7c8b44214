"""A year of a community's chain as one home's client reads it: made up block by block, kept nowhere, always the same.

Fifty homes order, are cleared, report and settle by the market's own rules; a few dozen blocks' orders and readings
repeat. Every event is encoded as the contract emits it, and money moves exactly as the rules give.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

from eth_abi.abi import encode
from eth_utils.abi import collapse_if_tuple
from eth_utils.crypto import keccak

from custom_components.energy_trade.chain import artifacts
from custom_components.energy_trade.chain.abi import ContractAbi, Fields
from custom_components.energy_trade.chain.deploy import MARKET
from custom_components.energy_trade.chain.history import BlockFacts, statements_of
from custom_components.energy_trade.chain.rpc import Head, Log
from custom_components.energy_trade.market.auction import clear_block
from custom_components.energy_trade.market.clearing import RESULT_BITS, ROOT
from custom_components.energy_trade.market.founding import Founding, SupplyArrangement
from custom_components.energy_trade.market.orders import BlockOrders, Order, Side
from custom_components.energy_trade.market.readings import BlockReadings, IntervalDetails, Reading, encode_details
from custom_components.energy_trade.market.settlement import ConnectionLimits, block_amount, netting_share
from custom_components.energy_trade.market.tariff import LocalClock, TariffTable
from custom_components.energy_trade.market.units import BLOCK_INTERVALS, MICRO
from custom_components.energy_trade.market.words import pack_fields, tagged

HOME = 0
SECONDS_PER_CHAIN_BLOCK = 12
DEPLOYED_BLOCK = 1
SUM_BITS = 32
PATTERNS = 36
SETTLED_TOGETHER = 4
LIMIT_WH = 4000
BLOCKS_A_DAY = 12
MONTH_BLOCKS = 30 * BLOCKS_A_DAY
GRANT, PAID_OUT = 10_000 * MICRO, MICRO
TARIFF = (80, 300)
ADDRESS = "0x" + "ab" * 20


def terms(homes: int) -> Founding:
    """Quarter hours, one zone, pooled supply."""
    return Founding(
        name="Elm Street",
        currency="EUR",
        supply=SupplyArrangement.POOLED,
        interval_seconds=900,
        tariff_hour_intervals=4,
        gate_lead_seconds=300,
        horizon_blocks=12,
        report_blocks=12,
        tariff_notice_blocks=0,
        price_floor=80,
        price_step=4,
        tariff_unit=1,
        max_retail=400,
        spread=10,
        reserve_basis_points=0,
        daily_cap=100 * MICRO,
        max_members=homes,
        initial_grant=GRANT,
        zones=(ROOT,),
        tariff_table=TariffTable.flat(*TARIFF),
        clock=LocalClock(),
    )


@dataclass(frozen=True, slots=True)
class Pattern:
    """What happens in a block, whichever it is."""

    orders: BlockOrders
    readings: BlockReadings
    result: int
    long: int
    short: int
    details: bytes


@cache
def patterns(homes: int) -> tuple[Pattern, ...]:
    """Blocks that repeat, each cleared and netted by the rules."""
    random, founding = Random(homes), terms(homes)
    limits = ConnectionLimits(LIMIT_WH, LIMIT_WH)
    found = []
    for number in range(PATTERNS):
        orders = [_orders(random, (home + number) % 2 == 0) for home in range(homes)]
        readings = [[random.randint(-1500, 1500) for _ in range(BLOCK_INTERVALS)] for _ in range(homes)]
        outcome = clear_block(orders, founding.zones)
        longs, shorts = [0] * BLOCK_INTERVALS, [0] * BLOCK_INTERVALS
        for placed, nets in zip(orders, readings, strict=True):
            for position, (order, net) in enumerate(zip(placed.orders, nets, strict=True)):
                traded = outcome.results[0][position].position(order)
                long, short = netting_share(founding.supply, traded, Reading(net), limits)
                longs[position] += long
                shorts[position] += short
        own = tuple(Reading(net) for net in readings[HOME])
        shown = tuple(IntervalDetails(max(0, -each.net_wh), max(0, each.net_wh), 300, 0, 0) for each in own)
        found.append(
            Pattern(
                orders[HOME],
                BlockReadings(own),
                pack_fields([result.pack() for result in outcome.results[0]], RESULT_BITS),
                pack_fields(longs, SUM_BITS),
                pack_fields(shorts, SUM_BITS),
                encode_details([shown]),
            )
        )
    return tuple(found)


def _orders(random: Random, sells: bool) -> BlockOrders:  # noqa: FBT001
    side = Side.SELL if sells else Side.BUY
    return BlockOrders(
        tuple(Order(side, random.randint(5, 50), random.randint(1, 2000)) for _ in range(BLOCK_INTERVALS))
    )


MONEY = {"Issued": 1, "Settled": 1, "Withdrawn": -1}


class Feed:
    """What a client of one member asks of its market, answered by making it up; time is `now`."""

    def __init__(self, homes: int, began: int, *, member: int = HOME, joined: int | None = None) -> None:
        """Begin at a time; the member joins in a block, at once if none is named."""
        self.terms = terms(homes)
        self.address, self.deployment_block = ADDRESS, DEPLOYED_BLOCK
        self.abi = ContractAbi(artifacts.load(MARKET).abi)
        self.nodes = self
        self.identity = "the year"
        self.now = began
        self.calls = 0
        self._events = {entry["name"]: entry for entry in artifacts.load(MARKET).abi if entry["type"] == "event"}
        self._calendar = self.terms.calendar()
        self.began, self._member, self._patterns = began, member, patterns(homes)
        self.founded = self._calendar.block_at(began) + 1
        self.first_block = self.founded if joined is None else joined
        self._payments: list[tuple[int, int]] = []
        self._paid_to = self.founded

    # ------ what there is

    def facts(self, block: int) -> BlockFacts:
        """What the member's amounts in a block follow from."""
        pattern = self._pattern(block)
        orders = replace(pattern.orders, version=block)
        return BlockFacts(
            block, 0, LIMIT_WH, LIMIT_WH, self.terms.spread,
            tagged(self.terms.pack_tariff(self.terms.table_tariff(block)), block), tagged(pattern.result, block),
            pattern.long, pattern.short, 0, 0, orders.pack_stored(block), pattern.readings.pack_stored(block),
            final=True, block_hash="0x",
        )  # fmt: skip

    def amount(self, block: int) -> int:
        """What the member is paid for a block."""
        return self._amounts(block % len(self._patterns))

    @cache  # noqa: B019 - as long as the feed lives
    def _amounts(self, pattern: int) -> int:
        block = self.founded - self.founded % len(self._patterns) + pattern
        return block_amount(statements_of(self.facts(block), self.terms))

    def _is_boundary(self, block: int) -> bool:
        return (block - self.first_block) % SETTLED_TOGETHER == 0

    def _settled_at(self, last: int) -> int:
        return self._calendar.block_end(last) + 240

    def _pattern(self, block: int) -> Pattern:
        return self._patterns[block % len(self._patterns)]

    def _happens(self, block: int) -> Iterator[tuple[int, str, Fields]]:
        """Events about a block, with their times."""
        calendar, pattern, own = self._calendar, self._pattern(block), {"member": self._member}
        if block == self.founded:
            yield self.began, "SpreadSet", {"spread": self.terms.spread, "fromBlock": 0}
        if block == self.first_block:
            admitted = {**own, "owner": ADDRESS, "agent": ADDRESS, "zone": 0, "importLimitWh": LIMIT_WH,
                        "exportLimitWh": LIMIT_WH, "firstBlock": block}  # fmt: skip
            yield calendar.block_start(block) - 600, "Admitted", admitted
            yield calendar.block_start(block) - 600, "Issued", {**own, "amount": GRANT}
        gate = calendar.gate(block)
        yield gate + 12, "Cleared", {"blockIndex": block, "firstInterval": 0, "intervals": 8,
                                     "results": [pattern.result], "flows": [0] * BLOCK_INTERVALS}  # fmt: skip
        if block < self.first_block:
            return
        words = [pattern.orders.pack()] * (BLOCKS_A_DAY if block % BLOCKS_A_DAY == 0 else 2)
        if block % BLOCKS_A_DAY == 0 or block % SETTLED_TOGETHER == 0:
            yield gate - 600, "Ordered", {**own, "firstBlock": block, "version": block, "words": words}
        end = calendar.block_end(block)
        yield end + 60, "Reported", {**own, "firstBlock": block, "words": [pattern.readings.pack()],
                                     "details": pattern.details}  # fmt: skip
        if self._is_boundary(block + 1):
            together = range(block + 1 - SETTLED_TOGETHER, block + 1)
            amount = sum(map(self.amount, together))
            yield self._settled_at(block), "Settled", {**own, "firstBlock": together.start,
                                                       "blocks": SETTLED_TOGETHER, "amount": amount}  # fmt: skip
        if (block - self.first_block) % MONTH_BLOCKS == MONTH_BLOCKS - 1:
            yield end + 600, "Withdrawn", {**own, "to": ADDRESS, "amount": PAID_OUT, "claim": PAID_OUT}

    # ------ as a node answers

    async def founding(self) -> Founding:
        """What was agreed on."""
        return self.terms

    async def run[T](self, read: Callable[[Any], Awaitable[T]]) -> T:
        """Ask the one node there is."""
        return await read(self)

    async def head(self, tag: int | str | None = None) -> Head:
        """Header of a block of the chain, the newest if none is named."""
        self.calls += 1
        newest = DEPLOYED_BLOCK + (self.now - self.began) // SECONDS_PER_CHAIN_BLOCK
        number = tag if isinstance(tag, int) else newest
        time = self.began + (number - DEPLOYED_BLOCK) * SECONDS_PER_CHAIN_BLOCK
        return Head(number, _hash(number), _hash(number - 1), time, None)

    async def logs(self, _address: str, topics: list[Any], first: int, last: int) -> list[Log]:
        """Events in a range of the chain."""
        self.calls += 1
        times = [self.began + (number - DEPLOYED_BLOCK) * SECONDS_PER_CHAIN_BLOCK for number in (first, last)]
        begin, end = (self._calendar.block_at(time) for time in times)
        found = []
        for block in range(max(self.founded, begin - SETTLED_TOGETHER), end + 2):
            for index, (time, name, fields) in enumerate(self._happens(block)):
                number = DEPLOYED_BLOCK + max(0, time - self.began) // SECONDS_PER_CHAIN_BLOCK
                if first <= number <= last and self.abi.topics[name] in topics[0]:
                    found.append(self._log(name, fields, number, 10 * (block % 1000) + index))
        return found

    async def overview(self, _rpc: Any, *, head: Head, first: int, last: int) -> Fields:
        """Blocks as the member sees them, as of a moment."""
        self.calls += 1
        views = []
        for block in range(first, last + 1):
            facts = self.facts(block)
            over = head.timestamp >= self._calendar.gate(block) + 12
            told = head.timestamp >= self._calendar.block_end(block) + 60
            summary = {
                "index": block, "clearedIntervals": 8 * over, "finalized": told, "tariff": facts.tariff,
                "results": [facts.result], "longs": [facts.long], "shorts": [facts.short], "flows": [0],
                "cuts": [], "exported": [],
            }  # fmt: skip
            views.append({"summary": summary, "orders": facts.orders, "readings": facts.readings * told, "unproven": 0})
        return {"blocks": views}

    async def balance(self, _rpc: Any, head: Head, member: int) -> int:
        """What the member has as of a moment, by what happened until then."""
        self.calls += 1
        if member != self._member:
            raise KeyError(member)
        last = self._calendar.block_at(head.timestamp)
        while self._paid_to <= last:
            for time, name, fields in self._happens(self._paid_to):
                if (share := MONEY.get(name)) is not None:
                    number = DEPLOYED_BLOCK + max(0, time - self.began) // SECONDS_PER_CHAIN_BLOCK
                    self._payments.append((number, share * fields["amount"]))
            self._paid_to += 1
        return sum(amount for number, amount in self._payments if number <= head.number)

    def _log(self, name: str, fields: Fields, number: int, index: int) -> Log:
        inputs = self._events[name]["inputs"]
        topics = [bytes.fromhex(self.abi.topics[name][2:])]
        topics += [encode([each["type"]], [fields[each["name"]]]) for each in inputs if each["indexed"]]
        plain = [each for each in inputs if not each["indexed"]]
        data = encode([collapse_if_tuple(each) for each in plain], [fields[each["name"]] for each in plain])
        return Log(ADDRESS, tuple(topics), data, number, _hash(number), _hash(-number), index)


def _hash(number: int) -> str:
    return "0x" + keccak(text=f"{number}").hex()
