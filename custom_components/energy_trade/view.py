"""Reads a snapshot of the chain as people see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .market.state import AuditState, MemberStatus
from .market.units import BLOCK_INTERVALS, MICRO, WH_PER_KWH, credit_per_kwh
from .model import Membership, Money, Phase
from .summary import written

if TYPE_CHECKING:
    from .market.calendar import MarketCalendar
    from .market.founding import Founding
    from .market.orders import Order
    from .market.state import BlockState, MemberState, Snapshot
    from .model import TradeState

STANDINGS = {
    MemberStatus.NONE: Membership.NOT_ASKED,
    MemberStatus.REQUESTED: Membership.PENDING,
    MemberStatus.ACTIVE: Membership.ACTIVE,
    MemberStatus.SUSPENDED: Membership.SUSPENDED,
    MemberStatus.LEAVING: Membership.LEAVING,
    MemberStatus.LEFT: Membership.LEFT,
}


def has_account(member: MemberState) -> bool:
    """Whether the home was admitted, now or once."""
    return member.status >= MemberStatus.ACTIVE


def membership(member: MemberState, current_block: int) -> Membership:
    """Tell where the home stands: admitted is who does not deliver yet."""
    if member.status is MemberStatus.ACTIVE and current_block < member.first_block:
        return Membership.ADMITTED
    return STANDINGS[member.status]


def _phase_ahead(block: BlockState, calendar: MarketCalendar, now: float) -> Phase:
    if now < calendar.gate(block.index):
        return Phase.OPEN if block.is_open else Phase.NOT_OPEN
    if now < calendar.block_start(block.index):
        return Phase.CLEARED if block.cleared else Phase.GATE_CLOSED
    return Phase.DELIVERING


def phase(block: BlockState, calendar: MarketCalendar, now: float, settled_before: int | None) -> Phase:
    """Tell where a block stands; `settled_before` is the home's, None if it has nothing to settle in the block."""
    if now < calendar.block_end(block.index):
        return _phase_ahead(block, calendar, now)
    if settled_before is not None and block.index < settled_before:
        return Phase.SETTLED
    if block.final or now >= calendar.window_end(block.index):
        return Phase.FINAL
    if block.audit is AuditState.DISPUTED:
        return Phase.DISPUTED
    return Phase.AWAITING_READINGS


def settled_before(member: MemberState, block: int) -> int | None:
    """Block before which the home is settled, as far as it takes part in this one."""
    return member.settled_before if member.delivers_in(block) else None


def money(member: MemberState) -> Money | None:
    """Tell the home's account, once it has one."""
    return Money(member.balance, member.locked, member.reserve, member.free) if has_account(member) else None


def standing_orders(snapshot: Snapshot, calendar: MarketCalendar, now: float) -> dict[int, Order]:
    """Tell the home's orders that can still be changed, by interval."""
    return {
        block.index * BLOCK_INTERVALS + position: order
        for block in snapshot.blocks
        if block.orders is not None and now < calendar.gate(block.index)
        for position, order in enumerate(block.orders.orders)
        if order is not None
    }


def position_wh(snapshot: Snapshot, interval: int) -> int | None:
    """Tell what the home has traded for an interval; None before it is cleared."""
    block = snapshot.block(interval // BLOCK_INTERVALS)
    return None if block is None else block.position_wh(interval % BLOCK_INTERVALS)


def local_price(snapshot: Snapshot, founding: Founding, interval: int) -> int | None:
    """Tell the price of an interval where the home is; None before it is cleared and where nothing was traded."""
    block = snapshot.block(interval // BLOCK_INTERVALS)
    if block is None:
        return None
    return block.prices(zone_of(snapshot, block), founding.grid())[interval % BLOCK_INTERVALS]


def zone_of(snapshot: Snapshot, block: BlockState) -> int:
    """Tell where in the network the home is in a block; its orders were stored with it."""
    if block.orders is not None:
        return block.orders.zone
    return snapshot.member.zone


def board(
    snapshot: Snapshot, founding: Founding, state: TradeState, now: float, settings: dict[str, Any]
) -> dict[str, Any]:
    """Write what a dashboard draws; lists have an entry for each interval of a block."""
    calendar = founding.calendar()
    return {
        "community": founding.name,
        "currency": founding.currency,
        "interval_seconds": founding.interval_seconds,
        "connected": state.connected,
        "membership": state.membership,
        "reason": state.reason,
        "balance": None if state.money is None else state.money.balance / MICRO,
        "available": None if state.money is None else state.money.free / MICRO,
        "members": snapshot.member_count,
        "zones": len(founding.zones),
        "totals": None if state.totals is None else written(state.totals),
        "settings": settings,
        "disputes": [
            calendar.block_start(block.index) for block in snapshot.blocks if block.audit is AuditState.DISPUTED
        ],
        "blocks": [_board_block(block, snapshot, founding, calendar, now) for block in snapshot.blocks],
    }


def _board_block(
    block: BlockState, snapshot: Snapshot, founding: Founding, calendar: MarketCalendar, now: float
) -> dict[str, Any]:
    zone = zone_of(snapshot, block)
    orders = block.orders.orders if block.orders else ()
    readings = block.readings.readings if block.readings else ()
    return {
        "start": calendar.block_start(block.index),
        "gate": calendar.gate(block.index),
        "phase": phase(block, calendar, now, settled_before(snapshot.member, block.index)),
        "grid_takes": [credit_per_kwh(price.retail) for price in block.tariff],
        "grid_pays": [credit_per_kwh(price.feed_in) for price in block.tariff],
        "prices": [None if price is None else credit_per_kwh(price) for price in block.prices(zone, founding.grid())],
        "orders": [
            None
            if order is None
            else {
                "side": order.side.name.lower(),
                "energy": order.energy_wh / WH_PER_KWH,
                "price": credit_per_kwh(founding.grid().price(order.tick)),
            }
            for order in orders
        ],
        "traded": [None if traded is None else traded / WH_PER_KWH for traded in block.positions()],
        "metered": [None if reading.unknown else reading.net_wh / WH_PER_KWH for reading in readings],
        "offered": [energy / WH_PER_KWH for energy in block.supply_wh],
        "wanted": [energy / WH_PER_KWH for energy in block.demand_wh],
        "reported": block.reported,
        "awaited": block.stake,
    }
