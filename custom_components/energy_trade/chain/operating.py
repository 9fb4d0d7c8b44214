"""What a community's operator does, with a key of its own that is no home's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..market.calendar import HOURS
from ..market.clearing import Zone
from ..market.founding import Founding
from ..market.lines import BlockAudit
from ..market.readings import BlockReadings
from ..market.state import MemberState, MemberStatus
from ..market.tariff import BlockTariff, GridPrice, LocalClock, TariffTable, pack_tariff, unpack_tariff
from ..market.units import BLOCK_INTERVALS, NO_ADDRESS, ceil_div
from . import bindings
from .client import EvmMarket
from .contract import PAGE_MEMBERS
from .errors import CallFailed, Rejected
from .replay import TARIFF_AHEAD

MORE_THAN_ALL = 2**61
"""More µcredit than any market holds."""

MOST_ASKING = 64
"""Of those who ask, so many are looked at: where gas is free, anybody can ask under any number of names."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who asks to be admitted; no voucher's address if it asked without one."""

    agent: str
    owner: str
    daily_cap: int
    voucher: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how strongly a home is connected: its part of the network, and Wh in an interval."""

    zone: int
    import_limit_wh: int
    export_limit_wh: int


class OperatorMarket:
    """The market in the hands of its operator; every action may raise a ChainError."""

    def __init__(self, market: EvmMarket) -> None:
        """Act with the key that the market was opened with."""
        self.market = market

    @property
    def address(self) -> str:
        """Address of the operator's key."""
        return self.market.agent

    async def is_operator(self) -> bool:
        """Read whether the chain still names this key as operator."""
        return str(await self.market.ask("operator")) == self.address

    async def is_offered(self) -> bool:
        """Read whether the role was offered to this key."""
        return str(await self.market.ask("pendingOwner")) == self.address

    async def asking(self, expected: Iterable[str] = ()) -> tuple[Asking, ...]:
        """Read who waits to be admitted: those who are expected, and of the others the newest."""
        agents, _ = await self.market.ask("requests")
        found: list[Asking] = []
        for agent in dict.fromkeys([*expected, *agents[-MOST_ASKING:]]):
            view = await self.market.ask("requestOf", agent)
            if view["owner"] != NO_ADDRESS:
                voucher = None if view["voucher"] == NO_ADDRESS else view["voucher"]
                found.append(Asking(agent, view["owner"], view["dailyCap"], voucher))
        return tuple(found)

    async def has_asked_with(self, agent: str, voucher: str) -> bool:
        """Read whether somebody waits who asked with this voucher."""
        view = await self.market.ask("requestOf", agent)
        return bool(view["owner"] != NO_ADDRESS and view["voucher"] == voucher)

    async def check_message(self, function: str, message: tuple[Any, ...]) -> None:
        """Raise Rejected for a signed message that the market would not take; nothing is sent."""
        try:
            await self.market.ask(function, message)
        except CallFailed as error:
            raise Rejected("Reverted", {"data": error.data} if error.data else {}) from error

    async def would_move(self, member: int, successor: str, mover: str) -> bool:
        """Whether a move brings anything: the member, or what is free of one that has moved; may raise Rejected."""
        if await self.market.contract.try_out(mover, "move", member, successor):
            return True
        return str(await self.market.ask("movedTo", member)) == NO_ADDRESS

    async def member(self, index: int) -> MemberState:
        """Read who a member is; raises CallFailed for a number that nobody has."""
        return bindings.member(await self.market.ask("member", index))

    async def members(self) -> tuple[MemberState, ...]:
        """Read everybody who was ever admitted."""
        found: list[MemberState] = []
        while True:
            page = await self.market.ask("members", len(found), PAGE_MEMBERS)
            found += [bindings.member(fields) for fields in page]
            if len(page) < PAGE_MEMBERS:
                return tuple(found)

    async def admit(self, agent: str, place: Place) -> None:
        """Admit somebody who asked; once is enough, whoever did it."""
        try:
            await self.market.act(
                f"admission of {agent}", "admit", agent, place.zone, place.import_limit_wh, place.export_limit_wh
            )
        except Rejected as error:
            if error.reason != "NoRequest" or not await self._is_member(agent):
                raise

    async def _is_member(self, agent: str) -> bool:
        _, status = await self.market.ask("memberOf", agent)
        return bindings.member_status(status) not in (MemberStatus.NONE, MemberStatus.REQUESTED)

    async def decline(self, agent: str) -> None:
        """Refuse somebody who asked."""
        await self.market.act(f"refusal of {agent}", "decline", agent)

    async def move(self, member: int, place: Place) -> None:
        """Change where and how strongly a member is connected, from the next unopened block on."""
        await self.market.act(
            f"connection of member {member}",
            "setMemberTerms",
            member,
            place.zone,
            place.import_limit_wh,
            place.export_limit_wh,
        )

    async def suspend(self, member: int, *, suspended: bool) -> None:
        """Keep a member from ordering, or let it again."""
        await self.market.act(f"suspension of member {member}", "suspend", member, suspended)

    async def expel(self, member: int) -> None:
        """End a membership; the member's money stays its own."""
        await self.market.act(f"expulsion of member {member}", "expel", member)

    async def issue(self, member: int, amount: int) -> None:
        """Issue the community's own credit to a member, in µcredit; never twice for one decision."""
        await self.market.act(f"credit for member {member}", "issue", member, amount, repeatable=False)

    async def set_tariff(self, first_block: int, tariffs: Sequence[BlockTariff], unit: int) -> None:
        """Set the grid's prices of blocks that are not open yet."""
        words = [pack_tariff(tariff, unit) for tariff in tariffs]
        await self.market.act(f"tariff from block {first_block}", "setTariff", first_block, words)

    async def set_tariffs(self, wanted: Mapping[int, BlockTariff], founding: Founding) -> frozenset[int]:
        """Set the grid's prices of those blocks that can still have others; return where the wanted ones hold now.

        A block is fixed once it can be ordered for: where tariffs have a notice, it opens as soon as its own is set.
        """
        current = founding.calendar().block_at(self.market.now())
        holds: set[int] = set()
        missing: dict[int, BlockTariff] = {}
        for block in sorted(wanted):
            if not current < block <= current + TARIFF_AHEAD:
                continue
            word, fixed = await self.market.ask("tariffOf", block)
            if fixed and unpack_tariff(word, founding.tariff_unit) == wanted[block]:
                holds.add(block)
            elif block > current + founding.horizon_blocks or not fixed:
                missing[block] = wanted[block]
        for first, tariffs in _runs(missing):
            await self.set_tariff(first, tariffs, founding.tariff_unit)
            holds.update(range(first, first + len(tariffs)))
        return frozenset(holds)

    async def set_table(self, table: TariffTable, unit: int) -> None:
        """Replace the standing table of the grid's prices for coming blocks."""
        await self.market.act("tariff table", "setTariffTable", list(table.pack(unit)))

    async def set_clock(self, clock: LocalClock) -> None:
        """Replace the schedule of UTC offsets for coming blocks."""
        await self.market.act("local clock", "setClock", clock.pack())

    async def set_line(self, zone: int, line: Zone) -> None:
        """Change a zone's line to its parent for coming blocks."""
        await self.market.act(f"line of zone {zone}", "setLine", zone, line.fee_ticks, line.capacity_wh)

    async def set_spread(self, spread: int) -> None:
        """Change the spread, in µcredit per Wh, for coming blocks."""
        await self.market.act("spread", "setSpread", spread)

    async def surplus(self) -> int:
        """What the grid account has to spare, in µcredit; raises Rejected while something due is not settled."""
        try:
            await self.market.try_out("shareSurplus", MORE_THAN_ALL)
        except Rejected as error:
            if error.reason != "NoSurplus":
                raise
            return int(error.values["surplus"])
        raise AssertionError("nobody has so much")  # pragma: no cover

    async def coming_terms(self, founding: Founding) -> tuple[int, tuple[Zone, ...]]:
        """Spread and lines of the blocks that nobody can order for yet."""
        block = founding.calendar().last_block(self.market.now()) + 1
        spread, zones = await self.market.ask("termsOf", block)
        return spread, tuple(Zone(zone["parent"], zone["feeTicks"], zone["capacityWh"]) for zone in zones)

    async def standing_hours(self, founding: Founding) -> tuple[GridPrice, ...]:
        """The standing prices of the day's 24 local hours, as they hold for blocks beyond those with their own."""
        calendar = founding.calendar()
        first = calendar.block_at(self.market.now()) + TARIFF_AHEAD + 1
        hours: dict[int, GridPrice] = {}
        for block in range(first, first + ceil_div(calendar.day_intervals, BLOCK_INTERVALS) + 1):
            word, _ = await self.market.ask("tariffOf", block)
            prices = unpack_tariff(word, founding.tariff_unit)
            offset = founding.clock.offset(block)
            for interval, price in zip(calendar.intervals_of(block), prices, strict=True):
                hours[(interval + offset) // founding.tariff_hour_intervals % HOURS] = price
        return tuple(hours.get(hour, founding.tariff_table.hours[hour]) for hour in range(HOURS))

    async def set_line_meter(self, zone: int, key: str) -> None:
        """Name the key that reports a zone's line, from the next unopened block on; no address: nobody does."""
        await self.market.act(f"meter of line {zone}", "setLineMeter", zone, key)

    async def line_meter(self, zone: int, block: int) -> str:
        """Read the key that reports a zone's line in a block; no address if nobody does."""
        return str(await self.market.ask("lineMeterOf", zone, block))

    async def audit_of(self, block: int) -> BlockAudit:
        """Read how a block's readings compare with its lines, and what was announced."""
        return await self.market.audit_of(block)

    async def readings_of(self, block: int) -> dict[int, BlockReadings]:
        """Read what members have told of a block, by index."""
        return await self.market.readings_of(block)

    async def correct_reading(self, member: int, block: int, readings: BlockReadings) -> None:
        """Announce, in an open dispute, what a member's readings are to be when it ends."""
        label = f"correction of member {member} in block {block}"
        await self.market.act(label, "correctReading", member, block, readings.pack())

    async def take_surplus(self, to: str, amount: int) -> None:
        """Pay out what the grid account has earned, in µcredit."""
        await self.market.act("surplus", "takeSurplus", to, amount, repeatable=False)

    async def share_surplus(self, amount: int) -> None:
        """Give of what the grid account has earned to the members, in µcredit, by the rule of the founding."""
        await self.market.act("shares of the surplus", "shareSurplus", amount, repeatable=False)

    async def announce(self, successor: str) -> None:
        """Name the market that members may move to; no address takes it back."""
        await self.market.act("announcement", "announce", successor)

    async def hand_over_credit(self) -> None:
        """Leave issuing the community's credit to the successor alone, for ever."""
        await self.market.act("credit", "handOverCredit")

    async def offer_role(self, address: str) -> None:
        """Offer the operator's role to another address, which has to accept it."""
        await self.market.act("offer of the role", "transferOwnership", address)

    async def accept_role(self) -> None:
        """Take the operator's role over."""
        await self.market.act("acceptance of the role", "acceptOwnership")


def _runs(tariffs: Mapping[int, BlockTariff]) -> Iterator[tuple[int, list[BlockTariff]]]:
    """Blocks that follow each other, together."""
    run: list[BlockTariff] = []
    for block in sorted(tariffs):
        run.append(tariffs[block])
        if block + 1 not in tariffs:
            yield block + 1 - len(run), run
            run = []
