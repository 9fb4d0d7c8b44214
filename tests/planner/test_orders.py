"""What a home offers, at which limits, and why not more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.energy_trade.market.calendar import MarketCalendar
from custom_components.energy_trade.market.clearing import NO_PRICE, ZoneResult
from custom_components.energy_trade.market.orders import BlockOrders, Order, Side
from custom_components.energy_trade.market.state import BlockState
from custom_components.energy_trade.market.supply import SupplyArrangement
from custom_components.energy_trade.market.tariff import GridPrice
from custom_components.energy_trade.market.units import MICRO, PriceGrid
from custom_components.energy_trade.planner.evidence import Evidence, evidence_of, outlook
from custom_components.energy_trade.planner.forecast import Forecast, Method
from custom_components.energy_trade.planner.orders import (
    LEAST_ENERGY_WH,
    OrderReason,
    OrderTerms,
    OrderWishes,
    Purse,
    Situation,
    plan_orders,
    revise,
)

CALENDAR = MarketCalendar(
    interval_seconds=900, gate_lead_seconds=600, horizon_blocks=12, report_blocks=2, tariff_hour_intervals=4
)
GRID = PriceGrid(60, 5)
PRICE = GridPrice(80, 300)
"""Deviations that meet earn 185 and cost 195 µcredit per Wh: the middle is 190, the spread 5."""

BLOCK = 1000
FIRST = BLOCK * 8


def tick(price: int) -> int:
    found = GRID.tick_at_least(price)
    assert found is not None
    return found


def certain(*nets: int, first: int = FIRST) -> dict[int, Forecast | None]:
    return {first + index: Forecast(first + index, net, (net,), Method.HABIT) for index, net in enumerate(nets)}


def situation(supply: SupplyArrangement = SupplyArrangement.POOLED, **changes: Any) -> Situation:
    base = Situation(
        terms=OrderTerms(
            calendar=CALENDAR, grid=GRID, supply=supply, spread=5, import_limit_wh=2750, export_limit_wh=2000
        ),
        tariffs={BLOCK: (PRICE,) * 8},
        forecasts=certain(*[500] * 4, *[-400] * 4),
        purse=Purse(free=100 * MICRO),
    )
    return replace(base, **changes)


def orders(given_situation: Situation, block: int = BLOCK) -> tuple[Order | None, ...]:
    return plan_orders(given_situation).orders[block].orders


def reasons(given_situation: Situation) -> list[OrderReason]:
    return list(plan_orders(given_situation).reasons.values())


class TestPooled:
    def test_surplus_is_offered_and_need_asked_for_at_what_they_are_worth_untraded(self) -> None:
        plan = plan_orders(situation())
        assert plan.orders[BLOCK].orders == (
            *[Order(Side.SELL, tick(185), 500)] * 4,
            *[Order(Side.BUY, tick(195), 400)] * 4,
        )
        assert list(plan.reasons.values()) == [OrderReason.SELLS] * 4 + [OrderReason.BUYS] * 4
        assert plan.expected_value == 4 * 5 * 500 + 4 * 5 * 400

    def test_where_neighbours_have_too_much_surplus_is_worth_little(self) -> None:
        past = dict.fromkeys(
            range(FIRST - 8, FIRST), Evidence(85, supply_wh=9000, demand_wh=500, long_wh=8500, short_wh=0)
        )
        assert orders(situation(evidence=past))[0] == Order(Side.SELL, tick(80), 500)
        assert orders(situation(evidence=past))[4] == Order(Side.BUY, tick(195), 400)

    def test_where_neighbours_lack_energy_it_is_worth_much_to_have_it(self) -> None:
        past = dict.fromkeys(
            range(FIRST - 8, FIRST), Evidence(280, supply_wh=0, demand_wh=900, long_wh=0, short_wh=9000)
        )
        assert orders(situation(evidence=past))[0] == Order(Side.SELL, tick(185), 500)
        last = orders(situation(evidence=past))[4]
        assert last is not None
        assert GRID.price(last.tick) >= 290

    def test_the_same_time_of_the_last_days_tells_more_than_the_last_hours(self) -> None:
        day = CALENDAR.day_intervals
        past = {FIRST - 1: Evidence(85, 1, 1), FIRST - day: Evidence(250, 1, 1), FIRST - 2 * day: Evidence(260, 1, 1)}
        view = outlook(FIRST, PRICE, past, spread=5, day_intervals=day, energy_wh=100)
        assert view.clearing == 255

    def test_uncertain_surplus_is_offered_in_part(self) -> None:
        scenarios = tuple(range(0, 1000, 50))
        unsure = {FIRST: Forecast(FIRST, 475, scenarios, Method.HABIT)}
        order = orders(situation(forecasts=unsure))[0]
        assert order is not None
        assert 100 <= order.energy_wh <= 500

    def test_where_missing_energy_is_dear_uncertain_surplus_is_not_offered(self) -> None:
        unsure = {FIRST: Forecast(FIRST, 475, tuple(range(0, 1000, 50)), Method.HABIT)}
        past = {FIRST - 1: Evidence(190, 500, 500, long_wh=100, short_wh=5000)}
        assert reasons(situation(forecasts=unsure, evidence=past))[0] is OrderReason.NOT_WORTHWHILE

    def test_an_order_gains_at_whatever_price_it_trades(self) -> None:
        unsure = {FIRST: Forecast(FIRST, 475, (-200, 100, 400, 500, 600, 700), Method.HABIT)}
        plan = plan_orders(situation(forecasts=unsure))
        order = plan.orders[BLOCK].orders[0]
        assert order is not None
        assert plan.prospects[FIRST].worst(order) >= 0

    def test_chance_is_no_surplus(self) -> None:
        chance = {FIRST: Forecast(FIRST, 0, (-1000, -900, 900, 1000), Method.HABIT)}
        flat = situation(forecasts=chance, tariffs={BLOCK: (GridPrice(100, 100),) * 8})
        assert reasons(flat)[0] is OrderReason.NOT_WORTHWHILE

    def test_a_limit_beyond_the_grid_of_prices_is_no_order(self) -> None:
        steep = situation(terms=replace(situation().terms, grid=PriceGrid(60, 1)))
        assert reasons(steep)[0] is OrderReason.PRICE_LIMIT


class TestIndividual:
    def test_the_alternative_is_the_own_tariff(self) -> None:
        plan = plan_orders(situation(SupplyArrangement.INDIVIDUAL))
        assert plan.orders[BLOCK].orders[0] == Order(Side.SELL, tick(80), 500)
        assert plan.orders[BLOCK].orders[4] == Order(Side.BUY, tick(300), 400)
        assert plan.expected_value == 4 * 110 * 500 + 4 * 110 * 400

    def test_what_may_not_be_delivered_raises_the_limit(self) -> None:
        unsure = {FIRST: Forecast(FIRST, 350, (0, 200, 500, 700), Method.HABIT)}
        order = orders(situation(SupplyArrangement.INDIVIDUAL, forecasts=unsure))[0]
        assert order is not None
        assert GRID.price(order.tick) > 80

    def test_purchases_that_sales_do_not_meet_gain_less(self) -> None:
        past = dict.fromkeys(range(FIRST - 8, FIRST), Evidence(190, 900, 900, long_wh=100, short_wh=1000))
        full = plan_orders(situation(SupplyArrangement.INDIVIDUAL)).expected_value
        assert plan_orders(situation(SupplyArrangement.INDIVIDUAL, evidence=past)).expected_value < full


class TestWishes:
    def test_no_sale_below_the_lowest_price(self) -> None:
        sold = orders(situation(wishes=OrderWishes(lowest_selling_price=222)))[0]
        assert sold is not None
        assert GRID.price(sold.tick) == 225

    def test_no_purchase_above_the_highest_price(self) -> None:
        bought = orders(situation(wishes=OrderWishes(highest_buying_price=113)))[4]
        assert bought is not None
        assert GRID.price(bought.tick) == 110

    def test_prices_nobody_can_name(self) -> None:
        wishes = OrderWishes(lowest_selling_price=1000, highest_buying_price=10)
        assert reasons(situation(wishes=wishes)) == [OrderReason.PRICE_LIMIT] * 8

    def test_switches(self) -> None:
        assert reasons(situation(wishes=OrderWishes(selling=False)))[3:5] == [
            OrderReason.SWITCHED_OFF,
            OrderReason.BUYS,
        ]
        assert reasons(situation(wishes=OrderWishes(buying=False)))[3:5] == [
            OrderReason.SELLS,
            OrderReason.SWITCHED_OFF,
        ]


class TestQuantities:
    def test_never_more_than_the_connection_carries(self) -> None:
        placed = orders(situation(forecasts=certain(9000, -9000)))
        assert [order.energy_wh for order in placed[:2] if order] == [2000, 2750]

    def test_dust_is_not_traded(self) -> None:
        assert reasons(situation(forecasts=certain(LEAST_ENERGY_WH - 1, 0)))[:2] == [OrderReason.BELOW_MINIMUM] * 2

    def test_without_a_forecast_there_is_no_order(self) -> None:
        plan = plan_orders(situation(forecasts={FIRST: None}))
        assert plan.orders[BLOCK].is_empty
        assert set(plan.reasons.values()) == {OrderReason.NO_FORECAST}
        assert plan.expected_value == 0


class TestMoney:
    def lock(self, *placed: Order | None) -> int:
        return sum(order.lock(GRID, PRICE.retail, SupplyArrangement.POOLED, 5) for order in placed if order)

    def test_the_earliest_come_first(self) -> None:
        needs = certain(*[-400] * 8)
        one = self.lock(Order(Side.BUY, tick(195), 400))
        placed = orders(situation(forecasts=needs, purse=Purse(free=2 * one + one // 2)))
        assert [order and order.energy_wh for order in placed] == [400, 400, 199, None, None, None, None, None]
        assert self.lock(*placed) <= 2 * one + one // 2

    def test_what_orders_that_stand_have_locked_can_be_used_again(self) -> None:
        needs = certain(*[-400] * 8)
        standing = BlockOrders((Order(Side.BUY, tick(195), 400),) * 8)
        placed = orders(situation(forecasts=needs, purse=Purse(free=0), current={BLOCK: standing}))
        assert placed == standing.orders

    @pytest.mark.parametrize(
        ("purse", "reason"),
        [
            (Purse(free=0), OrderReason.NO_BALANCE),
            (Purse(free=-5), OrderReason.NO_BALANCE),
            (Purse(free=MICRO, daily_cap=0), OrderReason.DAILY_LIMIT),
            (
                Purse(free=MICRO, daily_cap=MICRO, locked_on_day={CALENDAR.delivery_day(BLOCK): MICRO}),
                OrderReason.DAILY_LIMIT,
            ),
        ],
    )
    def test_without_money_there_is_no_order(self, purse: Purse, reason: OrderReason) -> None:
        plan = plan_orders(situation(purse=purse))
        assert plan.orders[BLOCK].is_empty
        assert set(plan.reasons.values()) == {reason}

    def test_each_day_has_its_own_cap(self) -> None:
        tomorrow = BLOCK + 12
        needs = certain(*[-400] * 8) | certain(*[-400] * 8, first=tomorrow * 8)
        one = self.lock(Order(Side.BUY, tick(195), 400))
        standing = Order(Side.BUY, 0, 100)
        plan = plan_orders(
            situation(
                forecasts=needs,
                tariffs=dict.fromkeys((BLOCK, tomorrow), (PRICE,) * 8),
                purse=Purse(
                    free=100 * MICRO,
                    daily_cap=2 * one,
                    locked_on_day={CALENDAR.delivery_day(BLOCK): self.lock(standing)},
                ),
                current={BLOCK: BlockOrders((standing, *[None] * 7))},
            )
        )
        assert [sum(order is not None for order in it.orders) for it in plan.orders.values()] == [2, 2]

    @settings(deadline=None)
    @given(
        st.lists(st.integers(-3000, 3000), min_size=8, max_size=8), st.integers(0, 10 * MICRO), st.integers(0, MICRO)
    )
    def test_a_plan_never_locks_more_than_there_is(self, nets: list[int], free: int, cap: int) -> None:
        placed = orders(situation(forecasts=certain(*nets), purse=Purse(free=free, daily_cap=cap)))
        assert self.lock(*placed) <= min(free, cap)


class TestManual:
    def test_an_order_by_hand_stands_instead_of_the_automatic_one(self) -> None:
        by_hand = {FIRST: Order(Side.SELL, tick(250), 100), FIRST + 1: None}
        plan = plan_orders(situation(manual=by_hand))
        assert plan.orders[BLOCK].orders[:3] == (by_hand[FIRST], None, Order(Side.SELL, tick(185), 500))
        assert list(plan.reasons.values())[:3] == [OrderReason.MANUAL, OrderReason.MANUAL, OrderReason.SELLS]

    def test_it_needs_no_forecast(self) -> None:
        by_hand = {FIRST: Order(Side.BUY, tick(250), 100)}
        assert orders(situation(manual=by_hand, forecasts={}))[0] == by_hand[FIRST]

    def test_it_stays_within_the_connection(self) -> None:
        by_hand = {FIRST: Order(Side.SELL, tick(250), 9000)}
        assert orders(situation(manual=by_hand))[0] == Order(Side.SELL, tick(250), 2000)
        shut = situation(manual=by_hand, terms=replace(situation().terms, export_limit_wh=0))
        assert orders(shut)[0] is None

    def test_a_switch_stops_it_too(self) -> None:
        by_hand = {FIRST: Order(Side.SELL, tick(250), 100)}
        assert reasons(situation(manual=by_hand, wishes=OrderWishes(selling=False)))[0] is OrderReason.SWITCHED_OFF

    def test_it_is_paid_for_first(self) -> None:
        by_hand = {FIRST + 7: Order(Side.BUY, tick(300), 1000)}
        placed = orders(situation(forecasts=certain(*[-400] * 8), manual=by_hand, purse=Purse(free=300_100)))
        assert [order is not None for order in placed] == [False] * 7 + [True]


class TestRevising:
    def sent(self, current: BlockOrders, **changes: Any) -> dict[int, BlockOrders]:
        standing = {BLOCK: current}
        return revise(standing, plan_orders(situation(current=standing, **changes)))

    def test_orders_that_stand_as_planned_are_left_alone(self) -> None:
        assert self.sent(plan_orders(situation()).orders[BLOCK]) == {}

    def test_orders_that_are_missing_are_sent(self) -> None:
        plan = plan_orders(situation())
        assert revise({}, plan) == plan.orders

    def test_nothing_is_sent_where_there_is_nothing_to_say(self) -> None:
        assert revise({}, plan_orders(situation(forecasts={}))) == {}

    def test_a_little_better_is_not_worth_a_message(self) -> None:
        plan = plan_orders(situation())
        assert self.sent(plan.orders[BLOCK], forecasts=certain(*[505] * 4, *[-400] * 4)) == {}
        assert self.sent(plan.orders[BLOCK], forecasts=certain(*[900] * 4, *[-400] * 4))

    def test_what_would_lose_is_taken_back(self) -> None:
        plan = plan_orders(situation())
        changed = self.sent(plan.orders[BLOCK], forecasts=certain(*[-500] * 8))
        assert changed[BLOCK].orders[0] == Order(Side.BUY, tick(195), 500)

    @pytest.mark.parametrize(
        "changes",
        [
            {"forecasts": {}},
            {"wishes": OrderWishes(selling=False)},
            {"wishes": OrderWishes(lowest_selling_price=190)},
            {"wishes": OrderWishes(highest_buying_price=190)},
            {"manual": {FIRST: None}},
            {"manual": {FIRST: Order(Side.SELL, 63, 1)}},
        ],
    )
    def test_what_is_not_allowed_is_changed_whatever_it_gains(self, changes: dict[str, Any]) -> None:
        plan = plan_orders(situation(forecasts=certain(*[100] * 4, *[-100] * 4)))
        assert BLOCK in self.sent(plan.orders[BLOCK], **{"forecasts": certain(*[100] * 4, *[-100] * 4)} | changes)

    def test_orders_by_hand_that_stand_need_no_message(self) -> None:
        by_hand = {FIRST: Order(Side.SELL, 63, 1)}
        assert self.sent(plan_orders(situation(manual=by_hand)).orders[BLOCK], manual=by_hand) == {}

    def test_more_than_a_new_connection_limit_is_taken_back(self) -> None:
        plan = plan_orders(situation(forecasts=certain(*[100] * 8)))
        small = replace(situation().terms, export_limit_wh=90)
        assert self.sent(plan.orders[BLOCK], terms=small, forecasts=certain(*[100] * 8))


def test_evidence_is_what_cleared_blocks_show() -> None:
    traded, idle = ZoneResult(20, Side.SELL, 1 << 22), ZoneResult(31, Side.SELL, NO_PRICE)
    block = BlockState(
        index=BLOCK,
        is_open=False,
        cleared_intervals=8,
        final=True,
        stake=2,
        reported=2,
        settled=0,
        tariff=(PRICE,) * 8,
        results=((traded, *[idle] * 7),),
        longs=((7,) * 8,),
        shorts=((5,) * 8,),
        orders=None,
        readings=None,
        supply_wh=(100,) * 8,
        demand_wh=(200,) * 8,
    )
    seen = evidence_of([block, replace(block, index=BLOCK + 1, cleared_intervals=3)], 0, GRID)
    assert len(seen) == 8
    assert seen[FIRST] == Evidence(160, 100, 200, 7, 5)
    assert seen[FIRST + 1].price is None
    assert evidence_of([replace(block, final=False)], 0, GRID)[FIRST] == Evidence(160, 100, 200)


class TestOwnTariff:
    def test_who_pays_less_at_home_bids_less_for_a_neighbours_energy(self) -> None:
        own = {FIRST + position: GridPrice(80, 250) for position in range(8)}
        cheap = situation(SupplyArrangement.INDIVIDUAL, own=own)
        dear = situation(SupplyArrangement.INDIVIDUAL)
        bids = [plan_orders(each).orders[BLOCK].orders[5] for each in (cheap, dear)]
        assert all(bid is not None and bid.side is Side.BUY for bid in bids)
        assert [GRID.price(bid.tick) for bid in bids if bid] == [250, 300]

    def test_a_pool_has_one_price_for_all(self) -> None:
        own = {FIRST + position: GridPrice(80, 190) for position in range(8)}
        assert orders(situation(own=own)) == orders(situation())
