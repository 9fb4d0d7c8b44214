"""Asks the planner what to order: gathers what it needs, and says in a word what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from homeassistant.util import dt as dt_util

from .market.orders import BlockOrders, Side
from .model import Reason
from .planner.concerns import Concerns, concerns
from .planner.curves import EnergyCurve, energy_curves
from .planner.evidence import clearings, evidence_of
from .planner.forecast import DayShape, Forecast, Forecaster
from .planner.orders import (
    OrderPlan,
    OrderReason,
    OrderTerms,
    OrderWishes,
    Purse,
    Situation,
    plan_orders,
    prospects_of,
)
from .planner.prospect import position_terms
from .planner.scenarios import scenarios
from .settings import Limit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from .market.calendar import MarketCalendar
    from .market.founding import Founding
    from .market.state import BlockState, MemberState, Snapshot
    from .market.tariff import GridPrice
    from .planner.problem import Problem
    from .settings import ManualOrders, Settings

SECONDS_PER_DAY: Final = 86_400
SECONDS_PER_HOUR: Final = 3600
CURVES_SECONDS: Final = 3.0
"""What later intervals trade is decided by the plan alone if curves have not come so far by then."""

PRICE_LIMITS: Final = {Side.SELL: Limit.LOWEST_SELLING_PRICE, Side.BUY: Limit.HIGHEST_BUYING_PRICE}

REASONS: Final = {
    OrderReason.SELLS: Reason.TRADING,
    OrderReason.BUYS: Reason.TRADING,
    OrderReason.MANUAL: Reason.TRADING,
    OrderReason.DAILY_LIMIT: Reason.DAILY_LIMIT_REACHED,
    OrderReason.NO_BALANCE: Reason.COLLATERAL_SHORT,
    OrderReason.PRICE_LIMIT: Reason.PRICE_LIMITS,
    OrderReason.NOT_WORTHWHILE: Reason.NOTHING_WORTHWHILE,
    OrderReason.BELOW_MINIMUM: Reason.NOTHING_WORTHWHILE,
    OrderReason.NO_FORECAST: Reason.LEARNING,
    OrderReason.SWITCHED_OFF: Reason.SWITCHED_OFF,
}
"""What the home is told, the reason that weighs most first."""


@dataclass(frozen=True, slots=True)
class Past:
    """Energy that the home's meters have counted, in Wh by interval."""

    net_wh: dict[int, int] = field(default_factory=dict)
    generation_wh: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """All that a proposal rests on."""

    founding: Founding
    snapshot: Snapshot
    blocks: Sequence[BlockState]
    past: Past
    settings: Settings
    manual: ManualOrders
    now: float
    shift_wh: Mapping[int, int] = field(default_factory=dict)
    """What planned devices add to the net energy of intervals: + given, − taken; the past is without them."""

    curves: Mapping[int, EnergyCurve] = field(default_factory=dict)
    """What positions cost a home whose devices plan around them, by interval."""

    saved: int | None = None
    """What trading has saved so far, in µcredit, where that is known."""

    own: Mapping[int, GridPrice] = field(default_factory=dict)
    """What the home's own supplier charges and pays, where the community leaves supply to its members."""


@dataclass(frozen=True, slots=True)
class Flexibility:
    """What a home can plan around its trades, in courses that its net energy may take; `steps` by interval."""

    problem: Problem
    net_wh: NDArray[np.float64]
    weights: NDArray[np.float64]
    steps: Mapping[int, int]


def with_curves(inquiry: Inquiry, flexibility: Flexibility) -> Inquiry:
    """Work out what trades cost a home that plans around them; takes seconds, the nearest intervals first."""
    prospects = prospects_of(situation_of(inquiry))
    steps = {flexibility.steps[interval]: interval for interval in prospects if interval in flexibility.steps}
    terms = {
        step: position_terms(prospects[interval].outlook, prospects[interval].price, prospects[interval].terms)
        for step, interval in steps.items()
    }
    problems = scenarios(flexibility.problem, flexibility.net_wh, flexibility.weights)
    curves = energy_curves(problems, terms, time_limit_s=CURVES_SECONDS)
    return replace(inquiry, curves={steps[step]: curve for step, curve in curves.items()})


def propose(inquiry: Inquiry) -> OrderPlan:
    """Forecast the home's energy and plan its orders; takes a while, so not for the event loop."""
    return plan_orders(situation_of(inquiry))


def concerns_of(inquiry: Inquiry, plan: OrderPlan, answerable: frozenset[int]) -> Concerns:
    """Tell what the owner's limits keep a plan from, in blocks about which there is time to ask; takes a while, too."""
    return concerns(situation_of(inquiry), plan, answerable, inquiry.snapshot.member.daily_cap)


def situation_of(inquiry: Inquiry) -> Situation:
    """Gather what orders are planned from."""
    founding, member = inquiry.founding, inquiry.snapshot.member
    calendar = founding.calendar()
    forecaster = Forecaster(inquiry.past.net_wh, inquiry.past.generation_wh, day_shape(founding))
    current = calendar.interval_at(inquiry.now)
    intervals = [interval for block in inquiry.blocks for interval in calendar.intervals_of(block.index)]
    evidence = evidence_of(inquiry.snapshot.blocks, member.zone, founding.grid())
    return Situation(
        terms=OrderTerms(
            calendar=calendar,
            grid=founding.grid(),
            supply=founding.supply,
            spread=founding.spread,
            import_limit_wh=member.import_limit_wh,
            export_limit_wh=member.export_limit_wh,
        ),
        tariffs={block.index: block.tariff for block in inquiry.blocks},
        forecasts={
            interval: shifted(forecaster.forecast(interval, current), inquiry.shift_wh.get(interval, 0))
            for interval in intervals
        },
        evidence=evidence,
        wishes=_order_wishes(inquiry.settings),
        manual=inquiry.manual,
        purse=_purse(member, inquiry.settings, calendar, calendar.delivery_day(calendar.block_at(inquiry.now))),
        current=standing(inquiry.blocks),
        saved=inquiry.saved,
        own=inquiry.own,
        curves=inquiry.curves,
        clearings={interval: clearings(interval, evidence, calendar.day_intervals) for interval in inquiry.curves},
    )


def day_shape(founding: Founding) -> DayShape:
    """How a community's intervals make days."""
    calendar = founding.calendar()
    return DayShape(
        calendar.day_intervals,
        founding.interval_seconds,
        _local_offset(founding.interval_seconds, calendar.day_intervals),
    )


def shifted(forecast: Forecast | None, energy_wh: int) -> Forecast | None:
    """Add what planned devices give, or take, to what is expected."""
    if forecast is None or not energy_wh:
        return forecast
    return replace(
        forecast,
        expected_wh=forecast.expected_wh + energy_wh,
        scenarios_wh=tuple(scenario + energy_wh for scenario in forecast.scenarios_wh),
    )


def standing(blocks: Sequence[BlockState]) -> dict[int, BlockOrders]:
    """Tell the orders that stand, by block."""
    return {block.index: block.orders or BlockOrders() for block in blocks}


def within(plan: OrderPlan, blocks: Sequence[BlockState]) -> OrderPlan:
    """Leave out blocks that are not open any more."""
    indices = {block.index for block in blocks}
    return replace(
        plan,
        orders={index: orders for index, orders in plan.orders.items() if index in indices},
        must_change=plan.must_change & indices,
    )


def outcome(plan: OrderPlan) -> Reason:
    """Say in a word what a plan came to."""
    counted = Counter(plan.reasons.values())
    return next((said for reason, said in REASONS.items() if counted[reason]), Reason.NOT_OPEN)


def _order_wishes(settings: Settings) -> OrderWishes:
    wishes = settings.wishes
    lifted = {
        side: tuple((each.first, each.end) for each in settings.exemptions if each.limit is limit)
        for side, limit in PRICE_LIMITS.items()
    }
    return OrderWishes(
        selling=wishes.trading and wishes.selling,
        buying=wishes.trading and wishes.buying,
        lowest_selling_price=wishes.lowest_selling_price,
        highest_buying_price=wishes.highest_buying_price,
        unlimited=lifted,
    )


def _purse(member: MemberState, settings: Settings, calendar: MarketCalendar, today: int) -> Purse:
    """Tell what orders may bind: the chain's cap for a day, or less if the homeowner wants less."""
    limit = settings.wishes.daily_limit
    return Purse(
        free=member.free,
        daily_cap=member.daily_cap if limit is None else min(member.daily_cap, limit),
        caps={
            calendar.delivery_day(calendar.block_of(each.first)): min(member.daily_cap, each.amount)
            for each in settings.exemptions
            if each.limit is Limit.DAILY_LIMIT and each.amount is not None
        },
        locked_on_day={today + offset: locked for offset, locked in enumerate(member.locked_on_day)},
    )


def _local_offset(interval_seconds: int, day_intervals: int) -> Callable[[int], int]:
    """Tell by how many intervals local time is ahead of UTC; a demonstration's short days know no local time."""
    if interval_seconds * day_intervals != SECONDS_PER_DAY:
        return lambda _interval: 0

    @cache
    def at_hour(hour: int) -> int:
        local = datetime.fromtimestamp(hour * SECONDS_PER_HOUR, UTC).astimezone(dt_util.DEFAULT_TIME_ZONE)
        ahead = local.utcoffset()
        return 0 if ahead is None else int(ahead.total_seconds()) // interval_seconds

    return lambda interval: at_hour(interval * interval_seconds // SECONDS_PER_HOUR)
