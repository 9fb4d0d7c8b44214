"""What people ask for: orders by hand, money in and out, what was."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util

from .chain.errors import CannotPay, HistoryMismatch, NodeError, NotKept, Rejected, Undecided
from .const import DOMAIN
from .facts import amount as money_text
from .market.orders import Order, Side
from .market.port import MarketError
from .market.units import BLOCK_INTERVALS, WH_PER_KWH
from .planner.orders import OrderReason
from .view import has_account, zone_of

if TYPE_CHECKING:
    from .coordinator import EnergyTradeCoordinator
    from .journal import IntervalRecord
    from .market.calendar import MarketCalendar
    from .market.port import Market, Receipt
    from .market.state import Snapshot
    from .market.tariff import GridPrice
    from .settings import ManualOrders

WORDED_REFUSALS: Final = {
    "NotCovered": "not_covered",
    "NotFree": "not_covered",
    "CapExceeded": "cap_exceeded",
    "NothingReceived": "nothing_received",
    "ERC20InsufficientBalance": "nothing_received",
}

UNDECIDED: Final = "undecided"


@dataclass(frozen=True, slots=True)
class PriceRow:
    """An interval's local price, None where nothing was traded, and the grid's, in µcredit per Wh."""

    interval: int
    price: int | None
    grid: GridPrice


@dataclass(frozen=True, slots=True)
class Desk:
    """Serves actions from what the coordinator knows, in the loop's own ways."""

    _coordinator: EnergyTradeCoordinator
    _market: Market

    @property
    def _snapshot(self) -> Snapshot | None:
        return self._coordinator.snapshot

    @property
    def _calendar(self) -> MarketCalendar:
        return self._coordinator.calendar

    @callback
    def open_intervals(self) -> list[int]:
        """Tell the intervals that can be ordered for."""
        return [
            interval
            for block in self._coordinator.open_blocks()
            for interval in self._calendar.intervals_of(block.index)
        ]

    @callback
    def first_delivery_time(self) -> float | None:
        """Tell when the home delivered, or will deliver, for the first time."""
        member = self._snapshot.member if self._snapshot else None
        return self._calendar.block_start(member.first_block) if member and has_account(member) else None

    async def async_order_by_hand(self, orders: Mapping[int, Order]) -> None:
        """Let these orders stand instead of the automatic ones; if the market refuses them, nothing has changed."""
        for interval, order in orders.items():
            self._check_order(interval, order)
        before = self._coordinator.settings.current.manual
        await self._async_check_cover(orders, {**before, **orders})
        self._coordinator.settings.order_by_hand(orders)
        await self._coordinator.settings.async_save()  # what the market takes must still be wished after a crash
        try:
            await self._async_order_now()
        except HomeAssistantError as error:
            if error.translation_key == UNDECIDED:
                raise  # it is on its way
            self._coordinator.settings.back_to_automatic(orders)
            self._coordinator.settings.order_by_hand(
                {interval: before[interval] for interval in orders if interval in before}
            )
            raise

    async def async_cancel_by_hand(self, intervals: Iterable[int], *, keep_free: bool) -> list[int]:
        """Hand intervals back to the automatics, or keep them free of any order."""
        asked, manual = set(intervals), self._coordinator.settings.current.manual
        if keep_free:
            chosen = sorted(asked & set(self.open_intervals()))
            self._coordinator.settings.order_by_hand(dict.fromkeys(chosen))
        else:
            chosen = sorted(asked & set(manual))
            if not chosen:
                raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_manual_order")
            self._coordinator.settings.back_to_automatic(chosen)
        await self._coordinator.settings.async_save()
        await self._async_order_now()
        return chosen

    async def _async_order_now(self) -> None:
        if (error := await self._coordinator.async_order_now()) is not None:
            raise self._refusal(error) from error

    def _check_order(self, interval: int, order: Order) -> None:
        """Refuse at once, in words, what the market would refuse."""
        snapshot, calendar, now = self._snapshot, self._calendar, self._coordinator.chain_time()
        index = interval // BLOCK_INTERVALS
        if snapshot is None or not snapshot.member.may_order:
            self._refuse("not_a_member", community=self._coordinator.config_entry.title)
        member = snapshot.member
        start = _text(calendar.interval_start(interval))
        if now >= calendar.gate(index):
            self._refuse("gate_closed", start=start, gate=_text(calendar.gate(index)))
        block = snapshot.block(index)
        if block is None or not block.is_open or not member.delivers_in(index):
            last = max((each.index for each in snapshot.blocks if each.is_open), default=calendar.block_at(now))
            self._refuse("not_open", start=start, until=_text(calendar.block_end(last)))
        if not self._coordinator.settings.current.wishes.allows(order.side):
            self._refuse("side_switched_off")
        limit = member.export_limit_wh if order.side is Side.SELL else member.import_limit_wh
        if order.energy_wh > limit:
            self._refuse("energy_above_limit", limit=f"{limit / WH_PER_KWH:g}")

    async def _async_check_cover(self, orders: Mapping[int, Order], manual: ManualOrders) -> None:
        """Refuse what balance or limits do not cover, rather than order less than was asked for."""
        plan = await self._coordinator.async_propose(manual)
        planned = {
            interval: plan.orders[interval // BLOCK_INTERVALS].orders[interval % BLOCK_INTERVALS]
            for interval in orders
            if interval // BLOCK_INTERVALS in plan.orders
        }
        if planned == orders:
            return
        if any(plan.reasons[interval] is OrderReason.NO_BALANCE for interval in planned) or self._lock(orders) > (
            self._snapshot.member.free if self._snapshot else 0
        ):
            self._refuse("not_covered")
        limit, cap = self._coordinator.settings.current.wishes.daily_limit, self._coordinator.daily_cap
        self._refuse(
            "above_daily_limit",
            limit=money_text(cap if limit is None else min(cap, limit)),
            currency=self._coordinator.founding.currency,
        )

    def _lock(self, orders: Mapping[int, Order]) -> int:
        """Tell what orders would bind."""
        terms, snapshot = self._coordinator.founding, self._snapshot
        blocks = {block.index: block for block in snapshot.blocks} if snapshot else {}
        return sum(
            order.lock(
                self._coordinator.grid,
                blocks[interval // BLOCK_INTERVALS].tariff[interval % BLOCK_INTERVALS].retail,
                terms.supply,
                terms.spread,
            )
            for interval, order in orders.items()
        )

    async def async_withdraw(self, amount: int) -> str:
        """Pay free balance out to the owner; return the transaction."""
        snapshot = self._snapshot
        if snapshot is None or not has_account(member := snapshot.member):
            self._refuse("not_a_member", community=self._coordinator.config_entry.title)
        if amount > member.free:
            self._refuse_amount(member.free)
        return await self._async_move(self._market.withdraw(amount))

    async def async_deposit(self, amount: int) -> str:
        """Pay credit that the home's key was sent into its balance; return the transaction."""
        if self._snapshot is None or not has_account(self._snapshot.member):
            self._refuse("not_a_member", community=self._coordinator.config_entry.title)
        return await self._async_move(self._market.deposit(amount))

    async def _async_move(self, movement: Coroutine[Any, Any, Receipt]) -> str:
        try:
            receipt = await movement
        except MarketError as error:
            raise self._refusal(error) from error
        self._coordinator.async_look_again()
        return receipt.transaction_hash

    async def async_history(self, start: float, end: float) -> list[IntervalRecord]:
        """Tell what the home traded, delivered and was paid in a time."""
        if self._snapshot is not None and not has_account(self._snapshot.member):
            return []
        if not self._coordinator.chronicle.is_read:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="cannot_reach")
        calendar, journal = self._calendar, self._coordinator.journal
        first, last = calendar.interval_at(start), calendar.interval_at(end - 1)
        kept = list(journal.records(first, last + 1))
        if first >= journal.closed.before * BLOCK_INTERVALS:
            return kept
        until = min(int(end), calendar.block_start(journal.closed.before))
        try:
            ledger = await self._market.history(int(start), until)
        except HistoryMismatch as error:
            ledger = error.ledger  # what was moved is what counts
        except MarketError as error:
            raise self._refusal(error) from error
        former = await self._coordinator.hass.async_add_executor_job(journal.former, ledger)
        return [record for record in former if first <= record.interval <= last] + kept

    async def async_prices(self, start: float, end: float) -> list[PriceRow]:
        """Tell the community's prices where the home is, and the grid's beside them."""
        snapshot, calendar = self._snapshot, self._calendar
        first, last = calendar.interval_at(start), calendar.interval_at(end - 1)
        rows: dict[int, PriceRow] = {}
        if snapshot is None:
            return []
        if not snapshot.blocks or first < snapshot.blocks[0].index * BLOCK_INTERVALS:
            rows |= await self._async_former_prices(start, end)
        for block in snapshot.blocks:
            prices = block.prices(zone_of(snapshot, block), self._coordinator.grid)
            for interval, price, grid in zip(calendar.intervals_of(block.index), prices, block.tariff, strict=True):
                rows[interval] = PriceRow(interval, price, grid)
        return [rows[interval] for interval in sorted(rows) if first <= interval <= last]

    async def _async_former_prices(self, start: float, end: float) -> dict[int, PriceRow]:
        """Read prices that the snapshot does not reach; the grid's are known where the home delivered."""
        try:
            ledger = await self._market.history(int(start), int(end))
        except MarketError as error:
            raise self._refusal(error) from error
        zones = {block.block: block.zone for block in ledger.blocks}
        grid = {trade.interval: trade.grid_price for block in ledger.blocks for trade in block.trades}
        return {
            point.interval: PriceRow(point.interval, point.price, grid[point.interval])
            for point in ledger.prices
            if point.interval in grid and point.zone == zones[point.interval // BLOCK_INTERVALS]
        }

    def _refusal(self, error: MarketError) -> HomeAssistantError:
        """Say in the homeowner's words why the chain did not do what was asked."""
        if isinstance(error, CannotPay):
            return HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="cannot_pay",
                translation_placeholders={"address": error.address},
            )
        if isinstance(error, Rejected):
            key = WORDED_REFUSALS.get(error.reason)
            if key is not None:
                return HomeAssistantError(translation_domain=DOMAIN, translation_key=key)
            return HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="refused",
                translation_placeholders={"community": self._coordinator.config_entry.title, "reason": error.reason},
            )
        if isinstance(error, Undecided):
            return HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key=UNDECIDED,
                translation_placeholders={"community": self._coordinator.config_entry.title},
            )
        if isinstance(error, NodeError | NotKept):
            key = "not_kept" if isinstance(error, NotKept) else "cannot_reach"
            return HomeAssistantError(translation_domain=DOMAIN, translation_key=key)
        return HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="not_done",
            translation_placeholders={"community": self._coordinator.config_entry.title, "reason": str(error)},
        )

    def _refuse_amount(self, most: int) -> NoReturn:
        self._refuse(
            "amount_too_large", available=money_text(max(0, most)), currency=self._coordinator.founding.currency
        )

    def _refuse(self, key: str, **placeholders: str) -> NoReturn:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key=key, translation_placeholders=placeholders or None
        )


def _text(time: float) -> str:
    return f"{dt_util.as_local(dt_util.utc_from_timestamp(time)):%Y-%m-%d %H:%M:%S}"
