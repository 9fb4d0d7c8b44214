"""What a market did, held against what the written rules give: money from the chain's own words, sums from events."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from custom_components.energy_trade.chain import artifacts
from custom_components.energy_trade.chain.abi import ContractAbi, Event
from custom_components.energy_trade.chain.deploy import MARKET
from custom_components.energy_trade.chain.rpc import Log
from simulation.operator import Operator

from .line_reckoning import Home, LinedBlock, Network, row, withheld
from .reckoning import Bid, Metered, Prices, balance, bids, metered, nets, positions, settled

BLOCK_INTERVALS = 8
MEMBERS_AT_ONCE = 64
WITNESSED, AFTER_AUDIT, PRESENT = 1 << 235, 1 << 237, 1 << 238
PRICE_BITS, PRICE_MASK = 15, 2**15 - 1
"""Feed-in and then retail price of an hour in a tariff table's word."""

type GridPrices = Callable[[int], tuple[int, int]]
"""Feed-in and retail price of an interval, in µcredit per Wh."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Prices that the community agreed on: what ticks cost, the spread, what the grid pays and takes."""

    floor: int
    step: int
    spread: int
    prices: GridPrices
    network: Network | None = None
    """Where lines are metered: all zones are one market, for its lines bind nobody and cost nothing."""


@dataclass(slots=True)
class Findings:
    """What an audit found; `differences` is empty where all is as it must be."""

    differences: list[str] = field(default_factory=list)
    microcredit: int = 0
    """Money by which balances, the grid account and the tokens are off."""

    balances: list[int] = field(default_factory=list)
    readings: dict[int, list[Metered]] = field(default_factory=dict)
    """The audited home's, by block."""

    traded_wh: int = 0
    """Energy that the audited home has sold or bought."""

    corrections: int = 0
    """Blocks whose settlement a late reading has put right."""

    withdrawn: list[int] = field(default_factory=list)
    """What was taken out, in µcredit, each time."""

    orders: dict[int, list[Bid | None]] = field(default_factory=dict)
    """The audited home's as they stood at each gate, by block."""

    def expect(self, what: str, found: object, expected: object) -> None:
        """Note what is not as it should be."""
        if isinstance(found, int) and isinstance(expected, int):
            self.microcredit += abs(found - expected)
        if found != expected:
            self.differences.append(f"{what}: {found} instead of {expected}")


class Terms:
    """What was agreed on, and what an operator has changed since: flat tables and spreads, each from a block on."""

    def __init__(self, grid: Grid, events: list[Event]) -> None:
        self._grid = grid
        self._tables = [
            (
                event.fields["fromBlock"],
                event.fields["table"][0] & PRICE_MASK,
                event.fields["table"][0] >> PRICE_BITS & PRICE_MASK,
            )
            for event in events
            if event.name == "TariffTableSet"
        ]
        self._spreads = [
            (event.fields["fromBlock"], event.fields["spread"]) for event in events if event.name == "SpreadSet"
        ]
        self._connections = [
            (
                event.fields["member"],
                event.fields[since],
                event.fields["zone"],
                (event.fields["importLimitWh"], event.fields["exportLimitWh"]),
            )
            for event in events
            if (since := {"Admitted": "firstBlock", "MemberTermsSet": "fromBlock"}.get(event.name))
        ]

    def connection(self, member: int, block: int) -> tuple[int, tuple[int, int]]:
        """A member's zone, and the most that it imports and exports in an interval of a block, in Wh."""
        found = [each for each in self._connections if each[0] == member and each[1] <= block]
        return found[-1][2:]

    def at(self, interval: int) -> tuple[int, int, int]:
        """Feed-in, retail and spread of an interval, in µcredit per Wh."""
        block = interval // BLOCK_INTERVALS
        feed_in, retail = self._grid.prices(interval)
        for from_block, given, taken in self._tables:
            if from_block <= block:
                feed_in, retail = given, taken
        spread = self._grid.spread
        for from_block, value in self._spreads:
            if from_block <= block:
                spread = value
        return feed_in, retail, spread


class LineBook:
    """What was told of lines and against readings, from events alone."""

    def __init__(self, events: list[Event]) -> None:
        self._lines: dict[int, dict[int, list[int]]] = {}
        self._told: dict[tuple[int, int], int] = {}
        self._announced: dict[int, dict[int, int]] = {}
        for event in events:
            fields = event.fields
            match event.name:
                case "LineReported":
                    for block, word in enumerate(fields["words"], fields["firstBlock"]):
                        self._lines.setdefault(block, {}).setdefault(fields["zone"], row(word))
                case "Reported":
                    for block, word in enumerate(fields["words"], fields["firstBlock"]):
                        self._told.setdefault((fields["member"], block), word)
                case "CorrectionAnnounced":
                    self._announced.setdefault(fields["blockIndex"], {})[fields["member"]] = fields["word"]

    def held_to_lines(
        self, network: Network, block: int, there: list[int], homes: list[Home], findings: Findings
    ) -> dict[tuple[int, int], tuple[int, int]]:
        """Put right what is to be put right, compare with what the market made of it; return what is not paid for."""
        stored = [home.readings for home in homes]
        for index, home in zip(there, homes, strict=True):
            if (word := self._told.get((index, block))) is not None:
                late = any(reading.late for reading in home.readings)
                home.readings = [Metered(each.net, each.estimated, late) for each in metered(word | PRESENT)]
        lined = LinedBlock(network, self._lines.get(block, {}), homes)
        if lined.is_disputed:
            for member, word in self._announced.get(block, {}).items():
                lined.correct(there.index(member), nets(word))
        for index, home, found in zip(there, homes, stored, strict=True):
            if [each.net for each in found] != [each.net for each in home.readings]:
                findings.differences.append(f"readings of member {index} in block {block}: {found}")
        return lined.unpaid()


class Auditor:
    """Reads one market of pooled supply without lines that bind; nothing may change meanwhile."""

    def __init__(self, operator: Operator, grid: Grid) -> None:
        self._operator = operator
        self._grid = grid
        self._abi = ContractAbi(artifacts.load(MARKET).abi)

    async def members(self) -> list[dict[str, Any]]:
        """Every member's seat and money."""
        names = [part["name"] for part in self._operator.outputs("member")]
        [views] = await self._operator.view("members", 0, MEMBERS_AT_ONCE)
        return [dict(zip(names, view, strict=True)) for view in views]

    async def events(self) -> list[Event]:
        """All that the market ever said."""
        query = {"address": self._operator.market, "fromBlock": "0x0", "toBlock": "latest"}
        logs = await asyncio.to_thread(self._operator.node.rpc, "eth_getLogs", query)
        return [event for log in logs if (event := self._abi.event(Log.parse(log))) is not None]

    async def audit(self, agent: str) -> Findings:
        """Reckon everybody's money anew, and look at what one home's key has done."""
        findings = Findings()
        members, events = await self.members(), await self.events()
        home = next(index for index, member in enumerate(members) if member["agent"].lower() == agent.lower())
        owed = await self._settlements(members, home, Terms(self._grid, events), LineBook(events), findings)
        moved = self._moved(events, len(members))
        taken = sum(event.fields["amount"] for event in events if event.name == "SurplusTaken")
        given = sum(event.fields["amount"] for event in events if event.name == "Shared")
        unpaid = sum(
            event.fields["claim"] - event.fields["amount"] for event in events if event.name in {"Moved", "Withdrawn"}
        )
        findings.balances = [member["balance"] for member in members]
        for index, member in enumerate(members):
            findings.expect(f"balance of member {index}", member["balance"], moved[index] + owed[index])
        overview = (await self._operator.view("overview", agent, 0, 0))[0]
        findings.expect("grid account", overview[3], -sum(owed) - taken - given + unpaid)
        token = (await self._operator.view("founding"))[0][1]
        held = await self._operator.tokens(token, self._operator.market)
        findings.expect("tokens held", held, sum(moved) - given - taken + unpaid)
        findings.expect("unpaid claims", unpaid, 0)
        self._once(events, home, findings)
        await self._spent(agent, findings)
        return findings

    async def _settlements(
        self, members: list[dict[str, Any]], home: int, terms: Terms, book: LineBook, findings: Findings
    ) -> list[int]:
        """What every member's settled blocks come to."""
        owed = [0] * len(members)
        first = min(member["firstBlock"] for member in members)
        for block in range(first, max(member["settledBefore"] for member in members)):
            there = [
                index for index, member in enumerate(members) if member["firstBlock"] <= block <= member["lastBlock"]
            ]
            words = (await self._operator.view("ordersOf", block))[0]
            orders = [bids(words[index]) for index in there]
            words = (await self._operator.view("readingsOf", block))[0]
            readings = [metered(words[index]) for index in there]
            if home in there:
                findings.readings[block] = readings[there.index(home)]
                findings.orders[block] = orders[there.index(home)]
            connections = [terms.connection(index, block) for index in there]
            unpaid: dict[tuple[int, int], tuple[int, int]] = {}
            if self._grid.network is not None:
                homes = [
                    Home(zone, limits, told, bool(words[index] & AFTER_AUDIT), bool(words[index] & WITNESSED))
                    for index, (zone, limits), told in zip(there, connections, readings, strict=True)
                ]
                unpaid = book.held_to_lines(self._grid.network, block, there, homes, findings)
            for position in range(BLOCK_INTERVALS):
                traded, tick = positions([each[position] for each in orders])
                feed_in, retail, spread = terms.at(block * BLOCK_INTERVALS + position)
                prices = Prices(self._grid.floor + self._grid.step * tick, feed_in, retail, spread)
                for zone in {zone for zone, _ in connections}:
                    within = [place for place, (where, _) in enumerate(connections) if where == zone]
                    told = [readings[place][position] for place in within]
                    limits = [connections[place][1] for place in within]
                    bought = [traded[place] for place in within]
                    paid = settled(bought, told, limits, prices)
                    sums = balance(bought, told, limits, prices)
                    for place, amount, reading, limit in zip(within, paid, told, limits, strict=True):
                        share, net = unpaid.get((place, position)), min(limit[1], reading.net or 0)
                        kept = withheld(net, traded[place], share, sums, late=reading.late) if share else 0
                        if block < members[there[place]]["settledBefore"]:
                            owed[there[place]] += amount - kept
                if home in there:
                    findings.traded_wh += abs(traded[there.index(home)])
        return owed

    @staticmethod
    def _moved(events: list[Event], members: int) -> list[int]:
        """What came to every member and left it other than by settlement."""
        moved = [0] * members
        for event in events:
            fields = event.fields
            if event.name in {"Arrived", "Issued", "Deposited", "Shared"}:
                moved[fields["member"]] += fields["amount"]
            elif event.name in {"Moved", "Withdrawn"}:
                moved[fields["member"]] -= fields["claim"]
        return moved

    @staticmethod
    def _once(events: list[Event], home: int, findings: Findings) -> None:
        """Nothing happens twice: no block is reported or settled again, no interval cleared again, versions rise."""
        reported: Counter[int] = Counter()
        settlements: Counter[int] = Counter()
        cleared: Counter[int] = Counter()
        versions: dict[int, int] = {}
        for event in events:
            fields: Mapping[str, Any] = event.fields
            if event.name == "Cleared":
                first = fields["blockIndex"] * BLOCK_INTERVALS + fields["firstInterval"]
                cleared.update(range(first, first + fields["intervals"]))
            if fields.get("member") != home:
                continue
            match event.name:
                case "Reported":
                    reported.update(range(fields["firstBlock"], fields["firstBlock"] + len(fields["words"])))
                case "Settled":
                    settlements.update(range(fields["firstBlock"], fields["firstBlock"] + fields["blocks"]))
                case "Corrected":
                    findings.corrections += 1
                case "Withdrawn":
                    findings.withdrawn.append(fields["amount"])
                case "Ordered":
                    for block in range(fields["firstBlock"], fields["firstBlock"] + len(fields["words"])):
                        if fields["version"] <= versions.get(block, 0):
                            findings.differences.append(f"orders of block {block} stand twice")
                        versions[block] = fields["version"]
        for what, counted in (("reported", reported), ("settled", settlements), ("cleared", cleared)):
            if twice := sorted(index for index, times in counted.items() if times > 1):
                findings.differences.append(f"{what} twice: {twice}")

    async def _spent(self, agent: str, findings: Findings) -> None:
        """Every nonce of the home's key was spent once, and no data was mined twice."""
        node = self._operator.node

        def sent() -> list[dict[str, Any]]:
            blocks = (node.rpc("eth_getBlockByNumber", hex(number), True) for number in range(node.block_number + 1))
            return [
                transaction
                for block in blocks
                for transaction in block["transactions"]
                if transaction["from"].lower() == agent.lower()
            ]

        transactions = await asyncio.to_thread(sent)
        nonces = sorted(int(transaction["nonce"], 16) for transaction in transactions)
        findings.expect("nonces", nonces, list(range(len(nonces))))
