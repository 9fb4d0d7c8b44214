"""From what a home expects to what it offers: quantities, limits and what it may spend.

Under pooled supply energy that was not traded still nets within the zone. So the limit of an order is what its energy
would earn or cost untraded, and its quantity the one that gains most over the forecast's scenarios, in which trading
less than what flows is lost gain and trading more is charged. Under individual supply the alternative is the home's own
tariff. An order that gains nothing on average is not placed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ..market.orders import BlockOrders, Order, Side
from ..market.supply import SupplyArrangement
from ..market.units import BLOCK_INTERVALS, MAX_ENERGY_WH, TICKS
from .evidence import Evidence, outlook
from .prospect import FlexibleProspect, Prospect
from .stakes import staked

if TYPE_CHECKING:
    from ..market.calendar import MarketCalendar
    from ..market.tariff import BlockTariff, GridPrice
    from ..market.units import PriceGrid
    from .curves import EnergyCurve
    from .forecast import Forecast

LEAST_ENERGY_WH: Final = 10
WORTH_A_MESSAGE: Final = 2_000
"""µcredit that a block's new orders must gain over those that stand: 0.2 cent."""

SHARE_WORTH_A_MESSAGE: Final = 0.02


class OrderReason(StrEnum):
    """Why an interval has the order that it has, or none."""

    SELLS = "sells"
    BUYS = "buys"
    MANUAL = "manual"
    NO_FORECAST = "no_forecast"
    NOT_WORTHWHILE = "not_worthwhile"
    BELOW_MINIMUM = "below_minimum"
    PRICE_LIMIT = "price_limit"
    SWITCHED_OFF = "switched_off"
    NO_BALANCE = "no_balance"
    DAILY_LIMIT = "daily_limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTerms:
    """What the community's founding and the home's membership say about orders."""

    calendar: MarketCalendar
    grid: PriceGrid
    supply: SupplyArrangement
    spread: int
    import_limit_wh: int
    export_limit_wh: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderWishes:
    """What the owner allows; prices in µcredit per Wh, None where only the market limits.

    `unlimited` are spans of intervals (from, up to) for which the owner has lifted a side's price limit.
    """

    selling: bool = True
    buying: bool = True
    lowest_selling_price: int | None = None
    highest_buying_price: int | None = None
    unlimited: Mapping[Side, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def allows(self, side: Side) -> bool:
        """Whether orders of a side may stand."""
        return self.selling if side is Side.SELL else self.buying

    def price_limit(self, side: Side, interval: int) -> int | None:
        """The owner's own limit for an interval, in µcredit per Wh."""
        if any(first <= interval < end for first, end in self.unlimited.get(side, ())):
            return None
        return self.lowest_selling_price if side is Side.SELL else self.highest_buying_price


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """What orders may lock, in µcredit: the free balance, and a cap for each delivery day.

    `free` and `locked_on_day` (by day) are those of now, with the orders that stand; replacing these sets theirs free.
    """

    free: int
    daily_cap: int | None = None
    locked_on_day: Mapping[int, int] = field(default_factory=dict)
    caps: Mapping[int, int] = field(default_factory=dict)
    """Days on which the owner allows another cap."""

    def cap(self, day: int) -> int | None:
        """The cap of a delivery day."""
        return self.caps.get(day, self.daily_cap)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that a plan is made from: tariffs of the open blocks, forecasts and past of intervals, orders that stand.

    `manual` are the owner's own orders by interval, None to keep one free; they stand until they are taken back.
    """

    terms: OrderTerms
    tariffs: Mapping[int, BlockTariff]
    forecasts: Mapping[int, Forecast | None]
    evidence: Mapping[int, Evidence] = field(default_factory=dict)
    wishes: OrderWishes = field(default_factory=OrderWishes)
    manual: Mapping[int, Order | None] = field(default_factory=dict)
    purse: Purse
    current: Mapping[int, BlockOrders] = field(default_factory=dict)
    curves: Mapping[int, EnergyCurve] = field(default_factory=dict)
    """By interval, what positions cost a home that can plan around them."""

    clearings: Mapping[int, tuple[float, ...]] = field(default_factory=dict)
    """Prices at which intervals may clear, equally likely."""

    saved: int | None = None
    """What trading has saved the home so far, in µcredit: it stakes no more. None: all."""

    own: Mapping[int, GridPrice] = field(default_factory=dict)
    """What the member's own supplier charges and pays, under individual supply; else the community's grid price."""


@dataclass(frozen=True, slots=True)
class OrderPlan:
    """Orders of every open block, why they are so, and what they should gain over trading nothing, in µcredit."""

    orders: Mapping[int, BlockOrders]
    reasons: Mapping[int, OrderReason]
    expected_value: int
    prospects: Mapping[int, Prospect] = field(default_factory=dict)
    must_change: frozenset[int] = frozenset()
    """Blocks in which orders stand that must not, or that the owner has just freed of a limit."""

    def value(self, block: int, orders: BlockOrders) -> float:
        """µcredit that a block's orders should gain over trading nothing."""
        first = block * BLOCK_INTERVALS
        return sum(
            self.prospects[first + position].value(order)
            for position, order in enumerate(orders.orders)
            if order is not None and first + position in self.prospects
        )


def prospects_of(situation: Situation) -> dict[int, Prospect]:
    """Tell what orders are worth in the intervals of open blocks, as far as there is a forecast."""
    found: dict[int, Prospect] = {}
    for block, tariff in sorted(situation.tariffs.items()):
        for interval, price in zip(situation.terms.calendar.intervals_of(block), tariff, strict=True):
            prospect = _prospect(situation, interval, price)
            if prospect:
                found[interval] = prospect
    return found


def plan_orders(situation: Situation) -> OrderPlan:
    """Decide what to offer in every open block; what balance or cap do not cover is cut, latest delivery first."""
    wanted: dict[int, Order | None] = {}
    reasons: dict[int, OrderReason] = {}
    prospects = prospects_of(situation)
    for block in sorted(situation.tariffs):
        intervals = situation.terms.calendar.intervals_of(block)
        for interval in intervals:
            wanted[interval], reasons[interval] = _decide(situation, interval, prospects.get(interval))
        planned = {it: wanted[it] for it in intervals if reasons[it] is not OrderReason.MANUAL}
        for interval, order in staked(
            planned, prospects, situation.terms, situation.saved, least_wh=LEAST_ENERGY_WH
        ).items():
            if order is None and wanted[interval] is not None:
                reasons[interval] = OrderReason.NOT_WORTHWHILE
            wanted[interval] = order
    affordable = _afford(situation, wanted, reasons)
    orders = {
        block: BlockOrders(tuple(affordable[it] for it in situation.terms.calendar.intervals_of(block)))
        for block in sorted(situation.tariffs)
    }
    value = sum(prospects[it].value(order) for it, order in affordable.items() if it in prospects)
    must_change = _offending(situation, reasons) | _held_back(situation, orders)
    return OrderPlan(orders, reasons, int(value), prospects, must_change)


def revise(current: Mapping[int, BlockOrders], plan: OrderPlan) -> dict[int, BlockOrders]:
    """Blocks whose orders are worth a message: those that must not stand and those that gain enough by new ones."""
    changes: dict[int, BlockOrders] = {}
    for block, orders in plan.orders.items():
        stands = current.get(block, BlockOrders())
        if orders.orders == stands.orders:
            continue
        new, old = plan.value(block, orders), plan.value(block, stands)
        enough = max(WORTH_A_MESSAGE, SHARE_WORTH_A_MESSAGE * abs(new))
        if block in plan.must_change or (stands.is_empty and new > 0) or new - old > enough:
            changes[block] = orders
    return changes


# ------ one interval


def _prospect(situation: Situation, interval: int, price: GridPrice) -> Prospect | None:
    forecast = situation.forecasts.get(interval)
    if forecast is None:
        return None
    terms = situation.terms
    if terms.supply is SupplyArrangement.INDIVIDUAL:
        price = situation.own.get(interval, price)
    scenarios = tuple(max(-terms.import_limit_wh, min(terms.export_limit_wh, wh)) for wh in forecast.scenarios_wh)
    energy = max(1, abs(forecast.expected_wh))
    view = outlook(
        interval,
        price,
        situation.evidence,
        spread=terms.spread,
        day_intervals=terms.calendar.day_intervals,
        energy_wh=energy,
    )
    curve = situation.curves.get(interval)
    if curve is None:
        return Prospect(scenarios, price, view, terms)
    return FlexibleProspect(scenarios, price, view, terms, curve, situation.clearings.get(interval, ()))


def _decide(situation: Situation, interval: int, prospect: Prospect | None) -> tuple[Order | None, OrderReason]:
    wishes = situation.wishes
    if interval in situation.manual:
        order = _within_limits(situation.manual[interval], situation.terms)
        if order is not None and not wishes.allows(order.side):
            return None, OrderReason.SWITCHED_OFF
        return order, OrderReason.MANUAL
    if prospect is None:
        return None, OrderReason.NO_FORECAST
    if isinstance(prospect, FlexibleProspect):
        return _decide_flexibly(prospect, wishes, interval)
    return _decide_plainly(prospect, wishes, interval)


def _decide_plainly(prospect: Prospect, wishes: OrderWishes, interval: int) -> tuple[Order | None, OrderReason]:
    """The usual side, for no worse than what energy is worth untraded."""
    side = Side.SELL if prospect.typical_wh >= 0 else Side.BUY
    if not wishes.allows(side):
        return None, OrderReason.SWITCHED_OFF
    tick = _limit(prospect, wishes.price_limit(side, interval), side)
    if tick is None:
        return None, OrderReason.PRICE_LIMIT
    return _best(prospect, side, tick)


def _decide_flexibly(
    prospect: FlexibleProspect, wishes: OrderWishes, interval: int
) -> tuple[Order | None, OrderReason]:
    """The point of the home's curve that gains most: so much, for no worse than what it costs the home."""
    best: Order | None = None
    reason, gain = OrderReason.BELOW_MINIMUM, 0.0
    for position in prospect.curve.positions_wh:
        side = Side.SELL if position > 0 else Side.BUY
        limit = prospect.terms.export_limit_wh if position > 0 else prospect.terms.import_limit_wh
        quantity = min(round(abs(position)), limit, MAX_ENERGY_WH)
        if quantity < LEAST_ENERGY_WH:
            continue
        if not wishes.allows(side):
            reason = OrderReason.SWITCHED_OFF
            continue
        tick = prospect.least_tick(side, quantity)
        own = wishes.price_limit(side, interval)
        if tick is not None and own is not None:
            grid = prospect.terms.grid
            bound = grid.tick_at_least(own) if side is Side.SELL else grid.tick_at_most(own)
            tick = None if bound is None else max(tick, bound) if side is Side.SELL else min(tick, bound)
            if tick is None:
                reason = OrderReason.PRICE_LIMIT
        if tick is None:
            continue
        order = Order(side, tick, quantity)
        value = prospect.value(order)
        if value > gain:
            best, gain = order, value
        elif best is None and reason is OrderReason.BELOW_MINIMUM:
            reason = OrderReason.NOT_WORTHWHILE
    if best is None:
        return None, reason
    return best, OrderReason.SELLS if best.side is Side.SELL else OrderReason.BUYS


def _limit(prospect: Prospect, own: int | None, side: Side) -> int | None:
    """Tick of what the energy is worth untraded, as far as the owner's own limit allows."""
    grid, worth = prospect.terms.grid, prospect.worth(side)
    if side is Side.SELL:
        return grid.tick_at_least(max(worth, own or 0))
    return grid.tick_at_most(worth if own is None else min(worth, own))


def _best(prospect: Prospect, side: Side, tick: int) -> tuple[Order | None, OrderReason]:
    """The quantity among the scenarios' that gains most on average."""
    sign = 1 if side is Side.SELL else -1
    quantities = {min(MAX_ENERGY_WH, sign * net) for net in prospect.scenarios_wh if sign * net > 0}
    worthwhile = {quantity for quantity in quantities if quantity >= LEAST_ENERGY_WH}
    if not worthwhile:
        return None, OrderReason.BELOW_MINIMUM
    orders = [Order(side, tick, quantity) for quantity in sorted(worthwhile)]
    best = max(orders, key=prospect.value)
    if prospect.value(best) <= 0:
        return None, OrderReason.NOT_WORTHWHILE
    # What may go wrong in delivery has its price: the limit moves until the order gains at any price it can trade at.
    while prospect.worst(best) < 0:
        moved = best.tick + sign
        if not 0 <= moved < TICKS:
            return None, OrderReason.NOT_WORTHWHILE
        best = Order(side, moved, best.energy_wh)
    return best, OrderReason.SELLS if side is Side.SELL else OrderReason.BUYS


def _within_limits(order: Order | None, terms: OrderTerms) -> Order | None:
    if order is None:
        return None
    limit = terms.export_limit_wh if order.side is Side.SELL else terms.import_limit_wh
    energy = min(order.energy_wh, limit)
    return Order(order.side, order.tick, energy) if energy > 0 else None


# ------ what can be paid for


def _afford(
    situation: Situation, wanted: Mapping[int, Order | None], reasons: dict[int, OrderReason]
) -> dict[int, Order | None]:
    """Cut orders to what may be locked: the owner's own orders come first, then the earliest."""
    terms, purse = situation.terms, situation.purse
    free = purse.free
    days: dict[int, int] = {}
    for block in situation.tariffs:
        day = terms.calendar.delivery_day(block)
        cap = purse.cap(day)
        if cap is not None:
            days.setdefault(day, cap - purse.locked_on_day.get(day, 0))
    for block, orders in situation.current.items():
        if block in situation.tariffs:
            lock = orders.lock(terms.grid, situation.tariffs[block], terms.supply, terms.spread)
            free += lock
            day = terms.calendar.delivery_day(block)
            if day in days:
                days[day] += lock
    affordable = dict(wanted)
    for interval in sorted(wanted, key=lambda it: (reasons[it] is not OrderReason.MANUAL, it)):
        order = wanted[interval]
        if order is None:
            continue
        block, position = divmod(interval, BLOCK_INTERVALS)
        day = terms.calendar.delivery_day(block)
        left = min(free, days.get(day, free))
        cut = _cut(order, left, situation.tariffs[block][position], terms)
        if cut is None:
            reasons[interval] = OrderReason.DAILY_LIMIT if left < free else OrderReason.NO_BALANCE
        else:
            lock = cut.lock(terms.grid, situation.tariffs[block][position].retail, terms.supply, terms.spread)
            free -= lock
            if day in days:
                days[day] -= lock
        affordable[interval] = cut
    return affordable


def _cut(order: Order, left: int, price: GridPrice, terms: OrderTerms) -> Order | None:
    def lock(energy: int) -> int:
        return Order(order.side, order.tick, energy).lock(terms.grid, price.retail, terms.supply, terms.spread)

    if lock(order.energy_wh) <= left:
        return order
    for_one = lock(1) - 1
    energy = (left - 1) // for_one if for_one else 0
    return Order(order.side, order.tick, energy) if energy >= LEAST_ENERGY_WH else None


# ------ what must not stand


def _offending(situation: Situation, reasons: Mapping[int, OrderReason]) -> frozenset[int]:
    """Blocks with an order that the owner, the connection or a missing forecast forbids, or without one by hand."""
    blocks: set[int] = set()
    for block in situation.tariffs:
        stands = situation.current.get(block, BlockOrders())
        for interval, order in zip(situation.terms.calendar.intervals_of(block), stands.orders, strict=True):
            if interval in situation.manual:
                wrong = order != _decide(situation, interval, None)[0]
            else:
                wrong = order is not None and (
                    reasons[interval] is OrderReason.NO_FORECAST or _is_forbidden(order, situation, interval)
                )
            if wrong:
                blocks.add(block)
    return frozenset(blocks)


def _held_back(situation: Situation, orders: Mapping[int, BlockOrders]) -> frozenset[int]:
    """Blocks whose order still keeps to a limit that the owner has lifted: by its value alone it looks the better."""
    wishes = situation.wishes
    own = {Side.SELL: wishes.lowest_selling_price, Side.BUY: wishes.highest_buying_price}
    blocks: set[int] = set()
    for block, planned in orders.items():
        stands = situation.current.get(block, BlockOrders())
        for interval, new, old in zip(
            situation.terms.calendar.intervals_of(block), planned.orders, stands.orders, strict=True
        ):
            if new is None or old is None or new.side is not old.side or own[new.side] is None:
                continue
            reaches_further = new.tick < old.tick if new.side is Side.SELL else new.tick > old.tick
            if wishes.price_limit(new.side, interval) is None and reaches_further:
                blocks.add(block)
    return frozenset(blocks)


def _is_forbidden(order: Order, situation: Situation, interval: int) -> bool:
    wishes, terms = situation.wishes, situation.terms
    price, own = terms.grid.price(order.tick), wishes.price_limit(order.side, interval)
    if not wishes.allows(order.side):
        return True
    if order.side is Side.SELL:
        return order.energy_wh > terms.export_limit_wh or price < (own or 0)
    return order.energy_wh > terms.import_limit_wh or (own is not None and price > own)
