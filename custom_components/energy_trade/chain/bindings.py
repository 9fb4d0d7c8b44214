"""The contract's structs as the market's own types."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..market.clearing import MAX_ZONES, Zone, unpack_results
from ..market.founding import Founding, Sharing, SupplyArrangement
from ..market.lines import Announced, BlockAudit, unpack_signed
from ..market.orders import BlockOrders, Side
from ..market.readings import BlockReadings
from ..market.settlement import Cut
from ..market.state import AuditState, BlockState, MemberState, MemberStatus, Snapshot
from ..market.tariff import LocalClock, TariffTable
from ..market.units import BLOCK_INTERVALS
from ..market.words import unpack_fields
from .abi import Fields
from .errors import NodeRubbish
from .rpc import Head

SUM_BITS = 32
INTERVALS = 8

NOT_MEMBERS = (MemberStatus.NONE, MemberStatus.REQUESTED)


def founding(view: Fields) -> Founding:
    """Read `founding()`; raise NodeRubbish for terms that no community can have agreed on."""
    terms = view["terms"]
    try:
        return Founding(
            name=terms["name"],
            currency=terms["currency"],
            supply=SupplyArrangement(terms["supply"]),
            sharing=Sharing(terms["sharing"]),
            interval_seconds=terms["intervalSeconds"],
            tariff_hour_intervals=terms["tariffHourIntervals"],
            gate_lead_seconds=terms["gateLeadSeconds"],
            horizon_blocks=terms["horizonBlocks"],
            report_blocks=terms["reportBlocks"],
            tariff_notice_blocks=terms["tariffNoticeBlocks"],
            price_floor=terms["priceFloor"],
            price_step=terms["priceStep"],
            tariff_unit=terms["tariffUnit"],
            max_retail=terms["maxRetail"],
            spread=terms["spread"],
            reserve_basis_points=terms["reserveBasisPoints"],
            daily_cap=terms["dailyCap"],
            max_members=terms["maxMembers"],
            initial_grant=terms["initialGrant"],
            zones=tuple(zone(entry) for entry in terms["zones"]),
            tariff_table=TariffTable.unpack(terms["tariffTable"], terms["tariffUnit"]),
            clock=LocalClock.unpack(terms["clock"]),
            metered_zones=zones_in(terms["meteredZones"]),
            tolerance_wh=terms["toleranceWh"],
            dispute_blocks=terms["disputeBlocks"],
            challenge_blocks=terms["challengeBlocks"],
            witnesses=terms["witnesses"],
            credit=view["credit"],
            predecessor=terms["predecessor"],
            operator=view["operator"],
            salt="0x" + view["salt"].hex(),
            founded_block=view["foundedBlock"],
            ring_blocks=view["ringBlocks"],
        )
    except ValueError as error:
        raise NodeRubbish("founding terms that contradict themselves") from error


def zones_in(mask: int) -> frozenset[int]:
    """Read a set of zones."""
    return frozenset(zone for zone in range(MAX_ZONES) if mask >> zone & 1)


def zone(fields: Fields) -> Zone:
    """Read a `Zone`."""
    return Zone(fields["parent"], fields["feeTicks"], fields["capacityWh"])


def member_status(value: int) -> MemberStatus:
    """Read a `MemberStatus`."""
    try:
        return MemberStatus(value)
    except ValueError as error:
        raise NodeRubbish("a member's status that there is not") from error


def member(fields: Fields) -> MemberState:
    """Read a `MemberView`."""
    return MemberState(
        index=fields["index"],
        status=member_status(fields["status"]),
        owner=fields["owner"],
        agent=fields["agent"],
        meter_key=fields["meterKey"],
        zone=fields["zone"],
        import_limit_wh=fields["importLimitWh"],
        export_limit_wh=fields["exportLimitWh"],
        first_block=fields["firstBlock"],
        last_block=fields["lastBlock"],
        settled_before=fields["settledBefore"],
        balance=fields["balance"],
        locked=fields["locked"],
        reserve=fields["reserve"],
        free=fields["free"],
        daily_cap=fields["dailyCap"],
        locked_on_day=(fields["lockedOnDay"][0], fields["lockedOnDay"][1]),
    )


def flows(words: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """What crosses lines, by zone and interval."""
    return tuple(
        tuple(field - (field >> SUM_BITS - 1 << SUM_BITS) for field in unpack_fields(word, SUM_BITS, INTERVALS))
        for word in words
    )


def cuts(unpaid: Sequence[int], exported: Sequence[int]) -> tuple[tuple[Cut, ...], ...]:
    """What of the export behind each zone's line is not paid, by zone and interval."""
    return tuple(
        tuple(Cut(*pair) for pair in zip(*rows, strict=True))
        for rows in zip(_sums(unpaid), _sums(exported), strict=True)
    )


def _sums(words: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    return tuple(unpack_fields(word, SUM_BITS, INTERVALS) for word in words)


def block(fields: Fields, terms: Founding) -> BlockState:
    """Read a `MemberBlock`."""
    summary = fields["summary"]
    index, cleared = summary["index"], summary["clearedIntervals"]
    try:
        return BlockState(
            index=index,
            is_open=summary["open"],
            cleared_intervals=cleared,
            final=summary["finalized"],
            stake=summary["stake"],
            reported=summary["reported"],
            settled=summary["settled"],
            tariff=terms.unpack_tariff(summary["tariff"]),
            results=tuple(unpack_results(word, index, cleared) for word in summary["results"]),
            longs=_sums(summary["longs"]),
            shorts=_sums(summary["shorts"]),
            flows=flows(summary["flows"]),
            orders=BlockOrders.stored(fields["orders"], index),
            readings=BlockReadings.stored(fields["readings"], index),
            supply_wh=fields["supplyWh"],
            demand_wh=fields["demandWh"],
            audit=AuditState(summary["audit"]),
            cuts=cuts(summary["cuts"], summary["exported"]),
            unproven_wh=unpack_fields(fields["unproven"], SUM_BITS, INTERVALS),
        )
    except ValueError as error:
        raise NodeRubbish(f"block {index} holds what no market holds") from error


def audit(fields: Fields, index: int) -> BlockAudit:
    """Read an `AuditView`."""
    try:
        state, lines = AuditState(fields["state"]), zones_in(fields["linesIn"])
        return BlockAudit(
            block=index,
            state=state,
            window_end=fields["windowEnd"],
            expected=zones_in(fields["expected"]),
            lines={zone: unpack_signed(fields["lines"][zone]) for zone in sorted(lines)},
            excess={zone: unpack_signed(fields["excess"][zone]) for zone in sorted(lines)},
            corrections=tuple(
                Announced(entry["member"], entry["countsFrom"], BlockReadings.unpack(entry["word"]))
                for entry in fields["corrections"]
            ),
        )
    except ValueError as error:
        raise NodeRubbish(f"an audit of block {index} that no market makes") from error


def with_book(block: BlockState, words: Iterable[int]) -> BlockState:
    """Add up what all members' order words of a block offer and want."""
    energy = {Side.SELL: [0] * BLOCK_INTERVALS, Side.BUY: [0] * BLOCK_INTERVALS}
    for word in words:
        stored = BlockOrders.stored(word, block.index)
        for position, order in enumerate(stored.orders if stored is not None else ()):
            if order is not None:
                energy[order.side][position] += order.energy_wh
    return replace(block, supply_wh=tuple(energy[Side.SELL]), demand_wh=tuple(energy[Side.BUY]))


def snapshot(fields: Fields, head: Head, terms: Founding) -> Snapshot:
    """Read an `Overview` as of a block of the chain."""
    if fields["chainTime"] != head.timestamp:
        raise NodeRubbish("an overview of another moment than the one asked for")
    return Snapshot(
        chain_time=fields["chainTime"],
        block_hash=head.hash,
        block_number=head.number,
        tokens_held=fields["tokensHeld"],
        shortfall=fields["shortfall"],
        grid_account=fields["gridAccount"],
        member_count=fields["memberCount"],
        member=member(fields["member"]),
        blocks=tuple(block(entry, terms) for entry in fields["blocks"]),
    )


def runs[T](by_block: Mapping[int, T], longest: int) -> Iterator[tuple[int, list[T]]]:
    """Split entries by block into runs of consecutive blocks, as one transaction takes them."""
    first, run = 0, list[T]()
    for index in sorted(by_block):
        if run and (index != first + len(run) or len(run) == longest):
            yield first, run
            run = []
        if not run:
            first = index
        run.append(by_block[index])
    if run:
        yield first, run
