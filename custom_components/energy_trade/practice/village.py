"""The practice community's life on the market's twin: what neighbours do by themselves, and what the home does.

All that happened is kept in a log, by which a restart lives it again. Nothing here waits; all of it may take a while.
"""

from __future__ import annotations

from dataclasses import dataclass
import logging
from typing import TYPE_CHECKING, Any, Final, Self

from ..market.community import MarketTwin, Refused
from ..market.orders import BlockOrders, version_at
from ..market.readings import BlockReadings
from .neighbour import Neighbour
from .profiles import Profile, read_week
from .terms import WEEK_BLOCKS, PracticeTerms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..market.state import BlockState, Snapshot

_LOGGER = logging.getLogger(__name__)

OPERATOR: Final = "practice operator"
HOME_AGENT: Final = "practice home"
HOME_OWNER: Final = "practice owner"
HOME: Final = 0
SHARED_LIMIT_WH: Final = 2_500
"""A household connection of 10 kW in a quarter of an hour, if nobody ever drew more."""

ORDER_LEAD_SECONDS: Final = 12
"""Neighbours order so long before a gate, so that the newcomer sees what they want."""

BLOCKS_SHOWN_BEFORE: Final = 6
LONGEST_SETTLEMENT: Final = 64


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done: when, by which member, what, and the words that say more."""

    time: int
    member: int
    action: str
    values: tuple[int, ...]

    @classmethod
    def from_json(cls, stored: Sequence[Any]) -> Self:
        """Read it back; words stand as text, for JSON's readers have no large numbers."""
        time, member, action, values = stored
        return cls(int(time), int(member), str(action), tuple(int(value, 16) for value in values))

    def to_json(self) -> list[Any]:
        """Write it as JSON knows it."""
        return [self.time, self.member, self.action, [hex(value) for value in self.values]]


class Village:
    """The community, its clock standing where it was last told to go."""

    def __init__(self, terms: PracticeTerms, home: Profile) -> None:
        """Found the community, and admit everybody."""
        founding = terms.founding()
        self.terms = terms
        self.home = home
        self.twin = MarketTwin(founding, OPERATOR, terms.began, market="practice")
        self.calendar = founding.calendar()
        profiles = (home, *read_week()[1:])
        self._neighbours = {
            index: Neighbour(profile, terms, founding) for index, profile in enumerate(profiles) if index != HOME
        }
        self.deeds: list[Deed] = []
        self._ordered_through = self._cleared_through = self._reported_through = self.twin.founding.founded_block - 1
        for index, profile in enumerate(profiles):
            agent = HOME_AGENT if index == HOME else f"neighbour {index}"
            owner = HOME_OWNER if index == HOME else f"owner {index}"
            limit = max(SHARED_LIMIT_WH, round(profile.peak_wh * 1.25))
            self.twin.request(agent, owner, founding.daily_cap)
            self.twin.admit(OPERATOR, agent, 0, limit, limit)

    @property
    def first_block(self) -> int:
        """First block that the community delivers in."""
        return self.twin.founding.founded_block

    @property
    def end(self) -> int:
        """When the week is over and settled, in unix time."""
        return self.calendar.deadline(self.first_block + WEEK_BLOCKS - 1)

    # ------ time

    def advance_to(self, time: float) -> None:
        """Let neighbours do, each in its time, all that is due until then; after the week time stands still."""
        until = min(int(time), self.end)
        for moment, act in self._due(until):
            self._go_to(moment)
            act()
        self._go_to(until)
        self._settle()

    def _go_to(self, time: int) -> None:
        self.twin.advance_to(max(time, self.twin.now))

    def _due(self, until: int) -> Iterable[tuple[int, Any]]:
        """What neighbours have to do until a moment, in the order of time."""
        last = self.first_block + WEEK_BLOCKS - 1
        due: list[tuple[int, int, Any]] = []
        calendar = self.calendar
        for block in range(self._ordered_through + 1, last + 1):
            if (moment := calendar.gate(block) - ORDER_LEAD_SECONDS) > until:
                break
            due.append((moment, block, self._order))
        for block in range(self._cleared_through + 1, last + 1):
            if (moment := calendar.gate(block)) > until:
                break
            due.append((moment, block, self._clear))
        for block in range(self._reported_through + 1, last + 1):
            if (moment := calendar.block_end(block)) > until:
                break
            due.append((moment, block, self._report))
        for moment, block, act in sorted(due, key=lambda each: each[:2]):
            yield moment, lambda act=act, block=block: act(block)

    def _order(self, block: int) -> None:
        self._ordered_through = block
        if self.twin.now >= self.calendar.gate(block):
            return
        for index, neighbour in self._neighbours.items():
            orders = neighbour.orders(self.snapshot(index), block)
            if orders is not None and not orders.is_empty:
                self._try(index, "order", block, version_at(self.twin.now), orders.pack())

    def _clear(self, block: int) -> None:
        self._cleared_through = block
        self._try(HOME + 1, "clear", block)

    def _report(self, block: int) -> None:
        self._reported_through = block
        for index, neighbour in self._neighbours.items():
            self._try(index, "report", block, neighbour.readings(block).pack())
        self._settle()

    def _settle(self) -> None:
        """Settle what is final, for all neighbours."""
        for index in self._neighbours:
            before = self.twin.state.members[index].account.settled_before
            if self.twin.settle([index], LONGEST_SETTLEMENT):
                count = self.twin.state.members[index].account.settled_before - before
                self.deeds.append(Deed(self.twin.now, index, "settle", (count,)))

    # ------ deeds

    def do(self, member: int, action: str, *values: int) -> int:
        """Do something and remember it; raise Refused if the market does not take it. Return what came of it."""
        deed = Deed(self.twin.now, member, action, values)
        done = self._apply(deed)
        self.deeds.append(deed)
        return done

    def _try(self, member: int, action: str, *values: int) -> None:
        """A neighbour whose order or report is refused lives with it."""
        try:
            self.do(member, action, *values)
        except Refused as refusal:
            _LOGGER.debug("Practice neighbour %s could not %s: %s", member, action, refusal.reason)

    def _apply(self, deed: Deed) -> int:
        twin, index = self.twin, deed.member
        agent = twin.state.members[index].agent
        match deed.action, deed.values:
            case "order", (first, version, *words):
                twin.order(agent, index, first, version, [BlockOrders.unpack(word) for word in words])
            case "clear", (block,):
                return twin.clear(block)
            case "report", (first, *words):
                twin.report(agent, index, first, [BlockReadings.unpack(word) for word in words])
            case "settle", (count,):
                return twin.settle([index], count)
            case "withdraw", (amount,):
                return twin.withdraw(agent, index, amount)
            case _:
                msg = f"nobody knows how to {deed.action}"
                raise ValueError(msg)
        return 0

    def snapshot(self, member: int = HOME) -> Snapshot:
        """Show all that a member shows."""
        current, horizon = self.calendar.block_at(self.twin.now), self.twin.founding.horizon_blocks
        settled = self.twin.state.members[member].account.settled_before
        last = current + horizon
        first = max(last - LONGEST_SETTLEMENT + 1, min(settled, current - BLOCKS_SHOWN_BEFORE))
        return self.twin.overview(self.twin.state.members[member].agent, max(0, first), last)

    def blocks(self, first: int, last: int) -> tuple[BlockState, ...]:
        """Show some blocks as the newcomer sees them."""
        return self.twin.overview(self.twin.state.members[HOME].agent, max(self.first_block, first), last).blocks

    # ------ memory

    def to_json(self) -> dict[str, Any]:
        """Write all that is needed to live it again."""
        return {
            "terms": self.terms.to_json(),
            "home": self.home.to_json(),
            "now": self.twin.now,
            "deeds": [deed.to_json() for deed in self.deeds],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Live again what was kept; raise ValueError if it does not fit the market's rules any more."""
        try:
            village = cls(PracticeTerms.from_json(stored["terms"]), Profile.from_json(stored["home"]))
            for deed in map(Deed.from_json, stored["deeds"]):
                village._go_to(deed.time)
                village._apply(deed)
                village.deeds.append(deed)
            village._go_to(int(stored["now"]))
        except (KeyError, TypeError, IndexError, Refused) as error:
            raise ValueError("what was kept of the practice community cannot be lived again") from error
        village._catch_up()
        return village

    def _catch_up(self) -> None:
        """What was due until now was done before."""
        now, calendar = self.twin.now, self.calendar
        while calendar.gate(self._ordered_through + 1) - ORDER_LEAD_SECONDS <= now:
            self._ordered_through += 1
        while calendar.gate(self._cleared_through + 1) <= now:
            self._cleared_through += 1
        while calendar.block_end(self._reported_through + 1) <= now:
            self._reported_through += 1
