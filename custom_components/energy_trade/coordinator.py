"""The one loop in which chain, home and plan meet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
import logging
from typing import TYPE_CHECKING, Any, Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.debounce import Debouncer
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed
from homeassistant.util import dt as dt_util

from .chain.errors import NodeRefused, Rejected, Undecided
from .chronicle import Chronicle
from .const import DOMAIN
from .duties import block_to_audit, block_to_clear, must_settle, reports_due, unreported
from .errands import Errand, Errands
from .journal import Journal
from .market.port import MarketError
from .market.readings import BlockReadings
from .market.units import BLOCK_INTERVALS
from .model import Membership, Phase, TradeState
from .ordering import Ordering
from .planner.orders import OrderPlan
from .reasons import Circumstances, why
from .rehearsal import is_practice
from .scoring.board import score_board
from .timing import Rhythm
from .upkeep import Upkeep
from .view import (
    board,
    has_account,
    local_price,
    membership,
    money,
    phase,
    position_wh,
    settled_before,
    standing_orders,
)

if TYPE_CHECKING:
    from datetime import datetime

    from .desk import Desk
    from .home.port import Meters
    from .household import Household
    from .lines.watch import LineWatch
    from .market.founding import Founding
    from .market.orders import BlockOrders, Order
    from .market.port import Market, Receipt
    from .market.readings import BlockDetails
    from .market.state import BlockState, MemberState, Snapshot
    from .moving import Moving
    from .office.office import Office
    from .questions.manager import Questions
    from .relay.relay import Relay
    from .settings import Exemption, ManualOrders, SettingsStore
    from .statistics import EnergyStatistics
    from .witnesses.witness import Witness

_LOGGER = logging.getLogger(__name__)

STALE_BLOCKS: Final = 2
REFRESH_COOLDOWN_SECONDS: Final = 0.3
ORDER_ATTEMPTS: Final = 10
ORDER_PAUSE_SECONDS: Final = 2
RING_FULL: Final = "RingFull"


@dataclass(slots=True)
class EnergyTradeRuntime:
    """What lives as long as the entry is loaded."""

    coordinator: EnergyTradeCoordinator
    desk: Desk
    market: Market
    meters: Meters
    questions: Questions
    office: Office | None = None
    """Where the community's operator lives here."""

    relay: Relay | None = None
    """Where this home puts others' messages on the chain."""

    moving: Moving | None = None
    """What takes the home to its market's successor; none in practice."""

    lines: tuple[LineWatch, ...] = ()
    """Lines whose meters are read here."""

    witness: Witness | None = None
    """What the home says about neighbours' readings; none where nothing is metered."""

    async def async_resolve_jump(self, entity_id: str, *, is_energy: bool) -> None:
        """Take the owner's word on a meter's jump, and go on with what it allows."""
        self.meters.async_resolve_jump(entity_id, is_energy=is_energy)
        await self.coordinator.async_request_refresh()


type EnergyTradeConfigEntry = ConfigEntry[EnergyTradeRuntime]


@dataclass(frozen=True, slots=True)
class HomeState:
    """What the meters say of the blocks that wait for a report, and which of them will say no more."""

    waiting: list[BlockState]
    metered: Mapping[int, BlockReadings]
    details: Mapping[int, BlockDetails]
    complete: Mapping[int, bool]


class EnergyTradeCoordinator(DataUpdateCoordinator[TradeState]):
    """Reads the chain and the home, plans, orders, reports, settles and publishes, whenever something is due."""

    config_entry: EnergyTradeConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: EnergyTradeConfigEntry,
        *,
        market: Market,
        meters: Meters,
        settings: SettingsStore,
        questions: Questions,
        household: Household,
        founding: Founding,
        statistics: EnergyStatistics | None,
    ) -> None:
        """Bring together what the loop uses; without statistics it writes none."""
        super().__init__(
            hass,
            _LOGGER,
            config_entry=entry,
            name=entry.title,
            request_refresh_debouncer=Debouncer(
                hass, _LOGGER, cooldown=REFRESH_COOLDOWN_SECONDS, immediate=True, background=True
            ),
        )
        self.founding = founding
        self.calendar = founding.calendar()
        self.grid = founding.grid()
        self.settings = settings
        self.questions = questions
        self.household = household
        self.rhythm = Rhythm.of(self.calendar)
        self.is_practice = is_practice(entry)
        self._market = market
        self._meters = meters
        self.errands = Errands(hass, entry, self.async_look_again)
        self.chronicle = Chronicle(
            hass,
            entry,
            market=market,
            meters=meters,
            founding=founding,
            settings=settings,
            statistics=statistics,
            on_read=self.async_look_again,
            own=household.supplier.price,
        )
        self._ordering = Ordering(self, meters)
        self._upkeep = Upkeep(hass, entry, market=market, meters=meters, household=household, founding=founding)
        self.snapshot: Snapshot | None = None
        self._failure: MarketError | None = None
        self._connected = False
        self._seen_at = dt_util.utcnow()
        self.community_device: str | None = None
        self.home_device: str | None = None
        self._turn = asyncio.Lock()
        self._order_waits = False
        self._cancel_wake: CALLBACK_TYPE | None = None
        self._on_end: set[CALLBACK_TYPE] = set()

    # ------ the loop

    @override
    async def _async_update_data(self) -> TradeState:
        """Read the chain, read the home, plan, place orders, clear, report, settle, remember, publish."""
        async with self._turn:
            snapshot = await self._async_read_chain()
            await self._async_plan_devices()
            if snapshot is not None:
                member = snapshot.member
                if has_account(member):
                    home = self._read_home(snapshot, member)
                    self._place(snapshot, await self._ordering.async_changes(snapshot))
                    self._clear(snapshot)
                    self._report(snapshot, home)
                    self._audit(snapshot)
                    self._settle(snapshot)
                    self.chronicle.follow(snapshot, member)
                self._upkeep.look(snapshot, [self.errands.error(kind) for kind in Errand], self.chain_time())
            return self._publish()

    async def _async_read_chain(self) -> Snapshot | None:
        """Read the market; None while no node answers."""
        try:
            snapshot = await self._market.snapshot()
        except MarketError as error:
            self._lost(error)
            return None
        self._connected, self._failure = True, None
        self._seen_at = dt_util.utcnow()
        self.snapshot = snapshot
        self._upkeep.nodes_answer()
        self._upkeep.role(snapshot.member.status)
        return snapshot

    def _lost(self, error: MarketError) -> None:
        """Go on with what is known; the nodes themselves have logged why."""
        self._connected, self._failure = False, error
        if isinstance(error, NodeRefused):
            if self.snapshot is None:
                raise ConfigEntryAuthFailed(translation_domain=DOMAIN, translation_key="node_refused") from error
            self.config_entry.async_start_reauth(self.hass)
        if self.snapshot is None:
            raise UpdateFailed(translation_domain=DOMAIN, translation_key="cannot_reach") from error
        self._upkeep.nodes_silent(self._seen_at)

    def _read_home(self, snapshot: Snapshot, member: MemberState) -> HomeState:
        """Read what the meters counted in the blocks that the community waits for."""
        self._meters.async_set_limits(member.import_limit_wh, member.export_limit_wh)
        waiting = unreported(snapshot, self.rhythm, self.chain_time())
        through = self._meters.complete_through()
        counted = {
            block.index: self._meters.readings(block.index * BLOCK_INTERVALS, (block.index + 1) * BLOCK_INTERVALS)
            for block in waiting
        }
        return HomeState(
            waiting,
            {index: BlockReadings(tuple(each.reading() for each in energies)) for index, energies in counted.items()},
            {index: tuple(each.details() for each in energies) for index, energies in counted.items()},
            {index: through is not None and through >= (index + 1) * BLOCK_INTERVALS - 1 for index in counted},
        )

    async def _async_plan_devices(self) -> None:
        """Plan the home's devices, by what was last seen of the market if no node answers."""
        if self.snapshot is not None:
            now = self.chain_time()
            savings = self.journal.totals.savings
            await self.household.async_plan(self.snapshot, lambda: self._ordering.async_past(now), now, savings)

    async def async_recall(self) -> None:
        """Learn from the recorder how the home lived before it traded."""
        await self._ordering.async_recall()

    async def async_propose(self, manual: ManualOrders) -> OrderPlan:
        """Ask the planner what should stand in the open blocks, given these orders by hand."""
        return await self._ordering.async_propose(manual)

    def _place(self, snapshot: Snapshot, changes: dict[int, BlockOrders]) -> None:
        """Place, replace and cancel orders."""
        is_sent = self._send(Errand.ORDER, snapshot, partial(self._market.place, changes) if changes else None)
        self._order_waits = bool(changes) and not is_sent

    def _clear(self, snapshot: Snapshot) -> None:
        """Clear a block that nobody else has."""
        block = block_to_clear(snapshot, self.rhythm, self.chain_time())
        self._send(Errand.CLEAR, snapshot, None if block is None else partial(self._market.clear, block))

    def _report(self, snapshot: Snapshot, home: HomeState) -> None:
        """Report what the meters counted."""
        due = reports_due(home.waiting, home.metered, home.complete, self.rhythm, self.chain_time())
        details = {index: home.details[index] for index in due}
        self._send(Errand.REPORT, snapshot, partial(self._async_report, due, details) if due else None)

    async def _async_report(
        self, readings: Mapping[int, BlockReadings], details: Mapping[int, BlockDetails]
    ) -> Receipt:
        # Readings are told once: after a crash the book must say the same.
        await self._meters.async_save()
        return await self._market.report(readings, details)

    def _audit(self, snapshot: Snapshot) -> None:
        """Hold a closed block to its lines' meters, where there are any and nobody else has."""
        block = block_to_audit(snapshot, self.founding, self.rhythm, self.chain_time())
        self._send(Errand.AUDIT, snapshot, None if block is None else partial(self._market.audit, block))

    def _settle(self, snapshot: Snapshot) -> None:
        """Settle the home's final blocks, several at once."""
        refused = self.errands.error(Errand.ORDER)
        settle: Callable[[], Coroutine[Any, Any, Receipt]] | None = None
        if isinstance(refused, Rejected) and refused.reason == RING_FULL:
            # Somebody else's unsettled block is in the way of new ones; anybody may settle it.
            settle = partial(self._market.settle, range(snapshot.member_count))
        elif must_settle(snapshot, self.founding, self.rhythm):
            settle = self._market.settle
        self._send(Errand.SETTLE, snapshot, settle)

    def _send(
        self, kind: Errand, snapshot: Snapshot, errand: Callable[[], Coroutine[Any, Any, Receipt]] | None
    ) -> bool:
        """Send one of a kind unless one is under way; whether it was. With nothing to do, a failure is past."""
        if errand is None:
            self.errands.forgive(kind)
            return False
        now = self.chain_time()
        is_due = self.errands.is_due(kind, snapshot.block_number, now)
        if is_due:
            self.errands.start(kind, errand, now)
        return is_due

    # ------ publishing

    def _publish(self) -> TradeState:
        """Tell what is so now, from what was last seen of the chain."""
        snapshot = self.snapshot
        if snapshot is None:
            raise UpdateFailed(translation_domain=DOMAIN, translation_key="cannot_reach")
        now, calendar, member = self.chain_time(), self.calendar, snapshot.member
        current, interval = calendar.block_at(now), calendar.interval_at(now)
        upcoming = snapshot.block(calendar.next_block(now))
        standing = membership(member, current)
        return TradeState(
            chain_time=now,
            connected=self._connected,
            seen=self._seen_at,
            membership=standing,
            first_delivery=_moment(calendar.block_start(member.first_block)) if has_account(member) else None,
            reason=why(self._circumstances(snapshot, standing)),
            money=money(member),
            current_phase=self._phase(snapshot.block(current), now),
            next_phase=self._phase(snapshot.block(current + 1), now),
            position_wh=position_wh(snapshot, interval) if has_account(member) else None,
            price=local_price(snapshot, self.founding, interval),
            next_price=local_price(snapshot, self.founding, interval + 1),
            open_orders=len(self.open_orders()),
            surplus_wh=sum(upcoming.supply_wh) if upcoming else None,
            need_wh=sum(upcoming.demand_wh) if upcoming else None,
            totals=self.journal.totals if self.chronicle.is_read else None,
            news=self.chronicle.news(current),
        )

    def _phase(self, block: BlockState | None, now: float) -> Phase | None:
        if block is None or self.snapshot is None:
            return None
        return phase(block, self.calendar, now, settled_before(self.snapshot.member, block.index))

    def _circumstances(self, snapshot: Snapshot, standing: Membership) -> Circumstances:
        first = self.calendar.interval_at(self.chain_time())
        return Circumstances(
            connected=self._connected,
            membership=standing,
            wishes=self.settings.current.wishes,
            refusal=self.errands.error(Errand.ORDER),
            trades=bool(self.open_orders())
            or any(position_wh(snapshot, first + ahead) for ahead in range(2 * BLOCK_INTERVALS)),
            anything_open=self._ordering.is_open,
            meters_silent=bool(self._meters.silent()),
            planned=self._ordering.reason,
        )

    @callback
    def board(self) -> dict[str, Any]:
        """Write what a dashboard draws."""
        if self.snapshot is None:
            return {}
        wishes = self.settings.current.wishes
        market = board(
            self.snapshot,
            self.founding,
            self.data,
            self.chain_time(),
            {"trading": wishes.trading, "selling": wishes.selling, "buying": wishes.buying},
        )
        plan = self.household.planning.board()
        told = {**market, "practice": self.is_practice, "questions": self.questions.board()}
        if (scores := self.household.scores) is not None:
            told["score"] = score_board(scores.card)
        return told if plan is None else {**told, "plan": plan}

    @callback
    def open_blocks(self) -> list[BlockState]:
        """Tell the blocks that the home can order for."""
        snapshot, now = self.snapshot, self.chain_time()
        if snapshot is None or not snapshot.member.may_order:
            return []
        return [
            block
            for block in snapshot.blocks
            if block.is_open and now < self.calendar.gate(block.index) and snapshot.member.delivers_in(block.index)
        ]

    @callback
    def open_orders(self) -> dict[int, Order]:
        """Tell the home's orders that can still change, by interval."""
        return standing_orders(self.snapshot, self.calendar, self.chain_time()) if self.snapshot else {}

    @property
    def journal(self) -> Journal:
        """What became of the home's blocks, as far as it is read."""
        return self.chronicle.journal

    # ------ time

    def chain_time(self) -> float:
        """Tell the time that decides gates and deadlines."""
        return self._market.now()

    @property
    def is_stale(self) -> bool:
        """Whether the chain was last seen too long ago to show what it said."""
        return (dt_util.utcnow() - self._seen_at).total_seconds() > STALE_BLOCKS * self.calendar.block_seconds

    @callback
    @override
    def _async_refresh_finished(self) -> None:
        """Wake when something is due next, whoever listens."""
        if self._cancel_wake:
            self._cancel_wake()
            self._cancel_wake = None
        if self._shutdown_requested:
            return
        now, snapshot = self.chain_time(), self.snapshot
        waiting = unreported(snapshot, self.rhythm, now) if snapshot else []
        attempt = self.errands.next_attempt(now)
        delay = self.rhythm.next_wake(now, (block.index for block in waiting), () if attempt is None else (attempt,))
        self._cancel_wake = async_call_later(self.hass, delay, self._async_wake)

    @callback
    def _async_wake(self, _now: datetime) -> None:
        self._cancel_wake = None
        self.async_look_again()

    @callback
    def async_look_again(self) -> None:
        """Go round once more."""
        if not self._shutdown_requested:
            self.config_entry.async_create_background_task(
                self.hass, self.async_request_refresh(), f"{DOMAIN} refresh", eager_start=False
            )

    @callback
    def async_on_end(self, end: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Call back once the entry is unloaded."""
        self._on_end.add(end)
        return lambda: self._on_end.discard(end)

    @override
    async def async_shutdown(self) -> None:
        """Go to sleep for good."""
        await super().async_shutdown()
        if self._cancel_wake:
            self._cancel_wake()
            self._cancel_wake = None
        for end in tuple(self._on_end):
            end()
        self._on_end.clear()

    # ------ what the homeowner decides

    @property
    def daily_cap(self) -> int:
        """What the chain lets the home's key bind for a day, in µcredit."""
        member = self.snapshot.member if self.snapshot else None
        return member.daily_cap if member and has_account(member) else self.founding.daily_cap

    @callback
    def async_wish(self, **changes: Any) -> None:
        """Change what the home may do by itself; open orders follow at once."""
        self.settings.wish(**changes)
        self._ordering.decide()
        self.errands.hurry(Errand.ORDER)
        self.async_look_again()

    @callback
    def async_exempt(self, exemption: Exemption) -> None:
        """Lift a limit for a while; open orders follow at once."""
        self.settings.exempt(exemption)
        self._ordering.decide()
        self.errands.hurry(Errand.ORDER)
        self.async_look_again()

    async def async_order_now(self) -> MarketError | None:
        """Go round until the market has taken what should stand; return why it has not."""
        self._ordering.decide()
        for _ in range(ORDER_ATTEMPTS):
            await self.errands.async_wait(Errand.ORDER)
            self.errands.hurry(Errand.ORDER)
            await self.async_refresh()
            if self._failure is not None:
                return self._failure
            if not self._order_waits:
                await self.errands.async_wait(Errand.ORDER)
                return self.errands.error(Errand.ORDER)
            await asyncio.sleep(min(ORDER_PAUSE_SECONDS, self.rhythm.poll))
        return Undecided("the orders still wait for their turn")


def _moment(time: float) -> datetime:
    return dt_util.utc_from_timestamp(time)
