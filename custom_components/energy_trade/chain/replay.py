"""Blocks that the market's rings have forgotten, worked out again from the events of all members."""

import asyncio
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..market.clearing import RESULT_BITS, ZoneResult
from ..market.founding import Founding, SupplyArrangement
from ..market.lines import watched_by
from ..market.orders import NO_ORDERS, BlockOrders
from ..market.readings import BlockReadings
from ..market.settlement import ConnectionLimits, netting_share
from ..market.tariff import LocalClock, TariffTable, table_tariff
from ..market.units import BLOCK_INTERVALS
from ..market.words import pack_fields, tagged, unpack_fields
from .abi import ContractAbi, Event, Fields
from .bindings import SUM_BITS, zones_in
from .errors import Reorged
from .events import Ranges
from .failover import Nodes
from .history import LATE_BLOCKS, BlockFacts, own_export, pack_elsewhere
from .rpc import Head, Rpc

TERMS = ("Admitted", "ClockSet", "LeaveRequested", "MemberTermsSet", "SpreadSet", "TariffTableSet")
LIFE = ("Audited", "Cleared", "ExportUnproven", "Ordered", "ReadingCorrected", "Reported", "TariffSet")
TARIFF_AHEAD = 31
"""Blocks ahead that a tariff may be set."""


@dataclass(slots=True)
class _Since[T]:
    """Values that hold from a block on."""

    blocks: list[int] = field(default_factory=list)
    values: list[T] = field(default_factory=list)

    def add(self, block: int, value: T) -> None:
        if self.blocks and self.blocks[-1] == block:
            self.values[-1] = value
        else:
            self.blocks.append(block)
            self.values.append(value)

    def at(self, block: int) -> T:
        return self.values[bisect_right(self.blocks, block) - 1]


@dataclass(frozen=True, slots=True)
class _Seat:
    zone: int
    limits: ConnectionLimits


@dataclass(slots=True)
class _Member:
    first_block: int
    last_block: int | None = None
    seats: _Since[_Seat] = field(default_factory=_Since)

    def delivers(self, block: int) -> bool:
        return self.first_block <= block and (self.last_block is None or block <= self.last_block)


@dataclass(slots=True)
class _Block:
    """What is known of one block; sums by zone and interval."""

    orders: dict[int, BlockOrders] = field(default_factory=dict)
    readings: dict[int, BlockReadings] = field(default_factory=dict)
    results: list[int] = field(default_factory=list)
    tariff: int | None = None
    reported: int = 0
    longs: list[list[int]] = field(default_factory=list)
    shorts: list[list[int]] = field(default_factory=list)
    flows: list[list[int]] = field(default_factory=list)
    watched_by: tuple[int | None, ...] = ()
    """Once it was held to its lines: for each zone the line that watches it."""

    cuts: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By line, a row of Wh of export that is not paid, and one of how much it is of."""

    unproven: dict[int, int] = field(default_factory=dict)
    """By member, a row of Wh of late export that is not paid."""


class Replay:
    """Runs the past of some blocks from their events, as the contract did."""

    def __init__(self, founding: Founding, wanted: range) -> None:
        """Work out the wanted blocks."""
        self._founding = founding
        self._calendar = founding.calendar()
        self._wanted = wanted
        self._members: dict[int, _Member] = {}
        self._spreads = _Since([0], [founding.spread])
        self._tables = _Since([0], [founding.tariff_table])
        self._clocks = _Since([0], [founding.clock])
        zones = len(founding.zones)
        self._blocks = {
            block: _Block(
                results=[0] * zones,
                longs=[[0] * BLOCK_INTERVALS for _ in range(zones)],
                shorts=[[0] * BLOCK_INTERVALS for _ in range(zones)],
                flows=[[0] * BLOCK_INTERVALS for _ in range(zones)],
            )
            for block in wanted
        }

    def take(self, terms: list[Event], life: list[Event], times: Mapping[int, int]) -> None:
        """Take in all events, in the chain's order; `times` are those of the chain's blocks that hold them."""
        for event in terms:
            self._take_terms(event.name, event.fields, times[event.log.block_number])
        transaction, final = "", dict[int, bool]()
        for event in life:
            if event.log.transaction_hash != transaction:
                transaction, final = event.log.transaction_hash, {}
            match event.name:
                case "Ordered":
                    self._take_orders(event.fields)
                case "TariffSet":
                    for block, word in enumerate(event.fields["words"], event.fields["firstBlock"]):
                        if block in self._blocks:
                            self._blocks[block].tariff = word
                case "Cleared":
                    self._take_results(event.fields)
                case "Reported":
                    self._take_readings(event.fields, times[event.log.block_number], final)
                case "Audited" | "ExportUnproven" | "ReadingCorrected" if event.fields["blockIndex"] in self._blocks:
                    self._take_audit(event.name, event.fields)

    def _take_terms(self, name: str, fields: Fields, time: int) -> None:
        match name:
            case "Admitted":
                member = _Member(fields["firstBlock"])
                member.seats.add(fields["firstBlock"], _seat(fields))
                self._members[fields["member"]] = member
            case "MemberTermsSet":
                self._members[fields["member"]].seats.add(fields["fromBlock"], _seat(fields))
            case "LeaveRequested":
                self._members[fields["member"]].last_block = fields["lastBlock"]
            case "SpreadSet":
                self._spreads.add(fields["fromBlock"], fields["spread"])
            case "TariffTableSet":
                table = TariffTable.unpack(fields["table"], self._founding.tariff_unit)
                self._tables.add(fields["fromBlock"], table)
            case "ClockSet":
                from_block = self._calendar.last_block(time) + 1
                self._clocks.add(from_block, LocalClock.unpack(fields["clock"]))

    def _take_orders(self, fields: Fields) -> None:
        for block, word in enumerate(fields["words"], fields["firstBlock"]):
            if block in self._blocks:
                seat = self._members[fields["member"]].seats.at(block)
                orders = BlockOrders.unpack(word)
                placed = BlockOrders(orders.orders, version=fields["version"], zone=seat.zone)
                self._blocks[block].orders[fields["member"]] = placed

    def _take_results(self, fields: Fields) -> None:
        if fields["blockIndex"] in self._blocks:
            state = self._blocks[fields["blockIndex"]]
            first, last = fields["firstInterval"], fields["firstInterval"] + fields["intervals"]
            for zone, word in enumerate(fields["results"]):
                state.results[zone] |= word
                row = fields["flows"][zone * BLOCK_INTERVALS : (zone + 1) * BLOCK_INTERVALS]
                state.flows[zone][first:last] = row[first:last]

    def _take_readings(self, fields: Fields, time: int, final: dict[int, bool]) -> None:
        """Whether a block was final is asked once in each transaction, as the contract does."""
        index = fields["member"]
        for block, word in enumerate(fields["words"], fields["firstBlock"]):
            if block not in self._blocks:
                continue
            state = self._blocks[block]
            if block not in final:
                final[block] = self._is_final(block, time)
            seat = self._members[index].seats.at(block)
            unaudited = final[block] and bool(state.watched_by) and state.watched_by[seat.zone] is not None
            readings = BlockReadings(BlockReadings.unpack(word).readings, late=final[block], unaudited=unaudited)
            state.readings[index] = readings
            if final[block]:
                continue
            self._add_sums(block, index, readings, 1)
            orders = state.orders.get(index)
            everybody = self._founding.supply is SupplyArrangement.POOLED or self._founding.is_metered
            if everybody or (orders is not None and not orders.is_empty):
                state.reported += 1

    def _add_sums(self, block: int, index: int, readings: BlockReadings, sign: int) -> None:
        """Add a reading's part to the sums that deviations net in, or take it out."""
        state, seat = self._blocks[block], self._members[index].seats.at(block)
        orders = state.orders.get(index)
        placed = NO_ORDERS if orders is None else orders.orders
        results = unpack_fields(state.results[seat.zone], RESULT_BITS, BLOCK_INTERVALS)
        for position, (order, reading) in enumerate(zip(placed, readings.readings, strict=True)):
            traded = ZoneResult.unpack(results[position]).position(order)
            long, short = netting_share(self._founding.supply, traded, reading, seat.limits)
            state.longs[seat.zone][position] += sign * long
            state.shorts[seat.zone][position] += sign * short

    def _take_audit(self, name: str, fields: Fields) -> None:
        block = fields["blockIndex"]
        state = self._blocks[block]
        match name:
            case "Audited":
                lines = zones_in(fields["lines"])
                state.watched_by = watched_by([zone.parent for zone in self._founding.zones], lines)
                state.cuts = {zone: (fields["cuts"][zone], fields["exported"][zone]) for zone in lines}
            case "ExportUnproven":
                state.unproven[fields["member"]] = fields["wh"]
            case "ReadingCorrected":
                before = state.readings[fields["member"]]
                after = replace(before, readings=BlockReadings.unpack(fields["word"]).readings, corrected=True)
                if not before.late:
                    self._add_sums(block, fields["member"], before, -1)
                    self._add_sums(block, fields["member"], after, 1)
                state.readings[fields["member"]] = after

    def _is_final(self, block: int, time: int) -> bool:
        state = self._blocks[block]
        if self._founding.supply is SupplyArrangement.POOLED or self._founding.is_metered:
            stake = sum(member.delivers(block) for member in self._members.values())
        else:
            stake = sum(not orders.is_empty for orders in state.orders.values())
        over = self._calendar.block_end(block) if state.reported == stake else self._calendar.deadline(block)
        return time >= over

    def facts(self, member: int, block_hash: str) -> dict[int, BlockFacts]:
        """Facts of the wanted blocks that the member delivered in."""
        own = self._members[member]
        found: dict[int, BlockFacts] = {}
        for block in self._wanted:
            state = self._blocks[block]
            if not own.delivers(block) or not state.results[0]:
                continue
            seat = own.seats.at(block)
            orders, readings = state.orders.get(member), state.readings.get(member)
            found[block] = BlockFacts(
                block,
                seat.zone,
                seat.limits.import_wh,
                seat.limits.export_wh,
                self._spreads.at(block),
                tagged(self._tariff(block), block),
                tagged(state.results[seat.zone], block),
                pack_fields(state.longs[seat.zone], SUM_BITS),
                pack_fields(state.shorts[seat.zone], SUM_BITS),
                *self._elsewhere(state, seat.zone),
                0 if orders is None else orders.pack_stored(block),
                0 if readings is None else readings.pack_stored(block),
                True,
                block_hash,
                *self._unpaid(state, member, seat),
            )
        return found

    @staticmethod
    def _unpaid(state: _Block, member: int, seat: _Seat) -> tuple[int, int]:
        """What of the member's export, or of that behind its line, is not paid, and of how much."""
        readings = state.readings.get(member)
        if readings is not None and readings.unaudited:
            return state.unproven.get(member, 0), own_export(readings, seat.limits)
        line = state.watched_by[seat.zone] if state.watched_by else None
        return (0, 0) if line is None else state.cuts[line]

    def _elsewhere(self, state: _Block, zone: int) -> tuple[int, int]:
        """What of a zone's deliveries other zones matched."""
        zones = self._founding.zones
        if self._founding.supply is SupplyArrangement.POOLED or len(zones) == 1:
            return 0, 0
        return pack_elsewhere(zone, zones, state.flows, state.longs, state.shorts)

    def _tariff(self, block: int) -> int:
        state = self._blocks[block]
        if state.tariff is not None:
            return state.tariff
        founding = self._founding
        table = table_tariff(block, self._tables.at(block), self._clocks.at(block), founding.tariff_hour_intervals)
        return founding.pack_tariff(table)


def _seat(fields: Fields) -> _Seat:
    return _Seat(fields["zone"], ConnectionLimits(fields["importLimitWh"], fields["exportLimitWh"]))


class EventSearch:
    """Finds the events that a replay needs."""

    def __init__(self, nodes: Nodes, abi: ContractAbi, market: str, deployment_block: int) -> None:
        """Search a market's events from its deployment on."""
        self._nodes = nodes
        self._abi = abi
        self._market = market
        self._deployment = deployment_block
        self._ranges = Ranges()

    async def replay(self, founding: Founding, wanted: range, member: int, head: Head) -> dict[int, BlockFacts]:
        """Facts of blocks that are older than the rings are long."""
        replay = await self.replay_all(founding, wanted, head)
        return await asyncio.to_thread(replay.facts, member, head.hash)

    async def replay_all(self, founding: Founding, wanted: range, head: Head) -> Replay:
        """Run the wanted blocks again, for all members."""
        calendar = founding.calendar()
        # A block's first event is its tariff's, its last a late reading.
        first_time = calendar.block_start(wanted.start - TARIFF_AHEAD - 1)
        last_time = calendar.block_start(wanted.stop + LATE_BLOCKS)
        first = await self.chain_block_at(first_time, head)
        last = await self.chain_block_at(last_time, head)
        terms = await self.events(TERMS, self._deployment, head.number)
        life = await self.events(LIFE, first, last)
        numbers = {event.log.block_number for event in life if event.name == "Reported"}
        numbers |= {event.log.block_number for event in terms if event.name == "ClockSet"}
        times = {event.log.block_number: 0 for event in [*terms, *life]} | await self._times(sorted(numbers))
        if (await self._nodes.run(lambda rpc: rpc.head(head.number))).hash != head.hash:
            raise Reorged("the chain changed while its events were read")

        def run() -> Replay:
            replay = Replay(founding, wanted)
            replay.take(terms, life, times)
            return replay

        return await asyncio.to_thread(run)

    async def events(self, names: tuple[str, ...], first: int, last: int) -> list[Event]:
        """All events of these names in a range of the chain."""
        topics = [[self._abi.topics[name] for name in names]]
        found: list[Event] = []

        async def read(rpc: Rpc, start: int, end: int) -> list[Event]:
            logs = await rpc.logs(self._market, topics, start, end)
            return await asyncio.to_thread(lambda: [event for event in map(self._abi.event, logs) if event is not None])

        while first <= last:
            events, end = await self._ranges.read(self._nodes, read, first, last)
            found += events
            first = end + 1
        return found

    async def _times(self, numbers: list[int]) -> dict[int, int]:
        async def read(rpc: Rpc) -> dict[int, int]:
            return {number: (await rpc.head(number)).timestamp for number in numbers}

        return await self._nodes.run(read)

    async def chain_block_at(self, time: int, head: Head) -> int:
        """Last block of the chain that is not later than a time, by halving."""
        low, high = self._deployment, head.number
        while low < high:
            middle = (low + high + 1) // 2
            if (await self._times([middle]))[middle] <= time:
                low = middle
            else:
                high = middle - 1
        return low
