"""A home whose days are hard to foresee trades with what trading has gained it, and with no more."""

from __future__ import annotations

from dataclasses import replace

from custom_components.energy_trade.market.orders import Order, Side
from custom_components.energy_trade.market.supply import SupplyArrangement
from custom_components.energy_trade.planner.forecast import Forecast, Method
from custom_components.energy_trade.planner.orders import OrderReason, Situation, plan_orders
from custom_components.energy_trade.planner.stakes import FIRST_WH, SHARE, SURE_SALE
from tests.planner.test_orders import BLOCK, FIRST, situation

SPREAD = 5


def sunny(*scenarios: int) -> Situation:
    """Eight intervals of hopes for a surplus, none of it sure unless said so."""
    forecasts = {it: Forecast(it, scenarios[-1], scenarios, Method.HABIT) for it in range(FIRST, FIRST + 8)}
    return situation(SupplyArrangement.INDIVIDUAL, forecasts=forecasts)


def ordered_wh(asked: Situation) -> int:
    return sum(order.energy_wh for order in plan_orders(asked).orders[BLOCK].orders if order is not None)


def test_the_first_orders_stake_little() -> None:
    asked = sunny(0, 500, 500, 500)
    assert ordered_wh(asked) == 8 * 500
    assert ordered_wh(replace(asked, saved=0)) <= SHARE * FIRST_WH


def test_what_trading_saved_may_be_staked() -> None:
    asked = sunny(0, 500, 500, 500)
    some, much = (ordered_wh(replace(asked, saved=saved)) for saved in (5_000, 1_000_000))
    assert SHARE * FIRST_WH < some < much
    assert much == 8 * 500


def test_who_has_lost_stakes_nothing_but_what_is_sure() -> None:
    asked = sunny(200, 500, 500, 500)
    lost = replace(asked, saved=-FIRST_WH * SPREAD)
    assert ordered_wh(lost) == 8 * round(SURE_SALE * 200)
    assert ordered_wh(replace(sunny(0, 500, 500), saved=-FIRST_WH * SPREAD)) == 0
    assert set(plan_orders(replace(sunny(0, 500, 500), saved=-FIRST_WH * SPREAD)).reasons.values()) == {
        OrderReason.NOT_WORTHWHILE
    }


def test_a_need_that_is_sure_is_bought_without_a_stake() -> None:
    needs = {it: Forecast(it, -400, (-500, -400, -300), Method.HABIT) for it in range(FIRST, FIRST + 8)}
    asked = situation(SupplyArrangement.INDIVIDUAL, forecasts=needs, saved=-1_000_000)
    assert ordered_wh(asked) == 8 * 300


def test_the_owners_own_orders_are_the_owners_risk() -> None:
    own = Order(Side.SELL, 10, 700)
    asked = replace(sunny(0, 500, 500), saved=-1_000_000, manual={FIRST: own})
    assert plan_orders(asked).orders[BLOCK].orders[0] == own


def test_where_the_community_supplies_deviations_are_priced_already() -> None:
    pooled = situation(saved=-1_000_000)
    assert plan_orders(pooled).orders == plan_orders(situation()).orders
