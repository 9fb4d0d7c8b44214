"""What the owner's own limits keep from being traded, and what that costs: worth a question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ..market.orders import BlockOrders, Side
from .orders import LEAST_ENERGY_WH, OrderPlan, OrderReason, Situation, plan_orders, revise

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST_ASKED_WH: Final = 100
"""Nobody is asked about less energy."""

LEAST_GAIN_SHARE: Final = 0.05
"""Nor about a gain that is a smaller share of what the energy costs or earns anyway."""

PLENTY: Final = 10**15


@dataclass(frozen=True, slots=True)
class PriceConcern:
    """Energy in one block, from interval `first` up to `end`, that a price limit keeps from trading.

    Money in µcredit: `amount` is what it would probably trade for, `instead` what it costs or earns untraded.
    """

    block: int
    first: int
    end: int
    energy_wh: int
    amount: int
    instead: int
    limit: int
    """The owner's, in µcredit per Wh."""

    @property
    def price(self) -> float:
        """The probable price in µcredit per Wh."""
        return self.amount / self.energy_wh


@dataclass(frozen=True, slots=True)
class CoverConcern:
    """Energy on one delivery day that money does not cover, what is missing for it, and what it would gain."""

    block: int
    """The first that is cut."""

    day: int
    energy_wh: int
    missing: int
    gain: int


@dataclass(frozen=True, slots=True)
class Concerns:
    """All that stands between a plan and a better one; None where nothing does."""

    buying_price: PriceConcern | None = None
    selling_price: PriceConcern | None = None
    daily_limit: CoverConcern | None = None
    balance: CoverConcern | None = None


def concerns(situation: Situation, plan: OrderPlan, answerable: frozenset[int], owner_cap: int) -> Concerns:
    """Look for concerns in the blocks about which there is time to ask; only the owner lifts the chain's own cap."""
    blocks = sorted(answerable & set(situation.tariffs))
    limits = situation.purse
    raised = replace(situation, purse=replace(limits, daily_cap=owner_cap, caps={}))
    rich = replace(situation, purse=replace(limits, free=PLENTY))
    return Concerns(
        next(filter(None, (_price_concern(situation, plan, Side.BUY, block) for block in blocks)), None),
        next(filter(None, (_price_concern(situation, plan, Side.SELL, block) for block in blocks)), None),
        _cover_concern(plan, raised, OrderReason.DAILY_LIMIT, blocks),
        _cover_concern(plan, rich, OrderReason.NO_BALANCE, blocks),
    )


def _price_concern(situation: Situation, plan: OrderPlan, side: Side, block: int) -> PriceConcern | None:
    if not situation.wishes.allows(side):
        return None
    sign = 1 if side is Side.SELL else -1
    kept: list[tuple[int, int, float, float, int]] = []
    for interval in situation.terms.calendar.intervals_of(block):
        limit, prospect = situation.wishes.price_limit(side, interval), plan.prospects.get(interval)
        if limit is None or prospect is None or interval in situation.manual:
            continue
        energy, clearing, worth = sign * prospect.typical_wh, prospect.outlook.clearing, prospect.worth(side)
        beyond_limit, gains = sign * (limit - clearing) > 0, sign * (clearing - worth) > 0
        if energy >= LEAST_ENERGY_WH and beyond_limit and gains:
            kept.append((interval, energy, clearing, worth, limit))
    energy = sum(each[1] for each in kept)
    amount = sum(energy * clearing for _, energy, clearing, _, _ in kept)
    instead = sum(energy * worth for _, energy, _, worth, _ in kept)
    if energy < LEAST_ASKED_WH or abs(amount - instead) < LEAST_GAIN_SHARE * max(amount, instead):
        return None
    return PriceConcern(block, kept[0][0], kept[-1][0] + 1, energy, round(amount), round(instead), kept[0][4])


def _cover_concern(
    plan: OrderPlan, better: Situation, reason: OrderReason, blocks: Iterable[int]
) -> CoverConcern | None:
    calendar = better.terms.calendar
    cut = [block for block in blocks if any(plan.reasons.get(each) is reason for each in calendar.intervals_of(block))]
    if not cut:
        return None
    day = calendar.delivery_day(cut[0])
    alike = [block for block in cut if calendar.delivery_day(block) == day]
    whole, stay = plan_orders(better), {**better.current, **revise(better.current, plan)}
    missing = energy = gain = 0
    for block in alike:
        wanted, planned = whole.orders[block], stay.get(block, BlockOrders())
        lock = (better.terms.grid, better.tariffs[block], better.terms.supply, better.terms.spread)
        missing += wanted.lock(*lock) - planned.lock(*lock)
        energy += sum(each.energy_wh for each in wanted.orders if each)
        energy -= sum(each.energy_wh for each in planned.orders if each)
        gain += round(whole.value(block, wanted) - plan.value(block, planned))
    if energy < LEAST_ASKED_WH or missing <= 0 or gain <= 0:
        return None
    return CoverConcern(cut[0], day, energy, missing, gain)
