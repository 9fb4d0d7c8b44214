"""A home whose days are hard to foresee trades with what trading has gained it, and with no more."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, strategies as st
import pytest

from custom_components.energy_trade.market.orders import Order, Side
from custom_components.energy_trade.market.supply import SupplyArrangement
from custom_components.energy_trade.market.tariff import GridPrice
from custom_components.energy_trade.market.units import MICRO, PriceGrid
from custom_components.energy_trade.planner.forecast import Forecast, Method
from custom_components.energy_trade.planner.orders import Purse, Situation, plan_orders
from custom_components.energy_trade.planner.stakes import FIRST_WH, LEAST_WH, SHARE, SURE_FAILS
from tests.planner.test_orders import BLOCK, FIRST as FIRST_INTERVAL, GRID, PRICE, situation

SPREAD = 5
FIRST, LEAST = (SPREAD * stakes[SupplyArrangement.INDIVIDUAL] for stakes in (FIRST_WH, LEAST_WH))
FIRST_POOLED, LEAST_POOLED = (
    (PRICE.retail - PRICE.feed_in) * stakes[SupplyArrangement.POOLED] for stakes in (FIRST_WH, LEAST_WH)
)


def sunny(*scenarios: int) -> Situation:
    """Eight intervals of hopes for a surplus, none of it sure unless said so."""
    forecasts = {
        it: Forecast(it, scenarios[-1], scenarios, Method.HABIT) for it in range(FIRST_INTERVAL, FIRST_INTERVAL + 8)
    }
    return situation(SupplyArrangement.INDIVIDUAL, forecasts=forecasts)


def ordered(asked: Situation) -> list[Order]:
    return [order for order in plan_orders(asked).orders[BLOCK].orders if order is not None]


def ordered_wh(asked: Situation) -> int:
    return sum(order.energy_wh for order in ordered(asked))


def test_the_first_orders_stake_little() -> None:
    asked = sunny(0, 500, 500, 500)
    assert ordered_wh(asked) == 8 * 500
    assert 0 < SPREAD * ordered_wh(replace(asked, saved=0)) <= SHARE * FIRST


def test_what_trading_saved_may_be_staked() -> None:
    asked = sunny(0, 500, 500, 500)
    some, much = (ordered_wh(replace(asked, saved=saved)) for saved in (5_000, 1_000_000))
    assert SHARE * FIRST < SPREAD * some <= SHARE * (FIRST + 5_000)
    assert much == 8 * 500


def test_what_is_sure_is_free_until_trading_has_lost() -> None:
    sure = sunny(500, 500, 500, 500)
    assert ordered_wh(replace(sure, saved=0)) >= 8 * 375
    assert 0 < ordered_wh(replace(sure, saved=-FIRST // 2)) <= SHARE * FIRST / SPREAD / SURE_FAILS


def pooled(*scenarios: int, saved: int = 0) -> int:
    """What is ordered in a pool where these nets were seen, all to sell or all to buy."""
    forecasts = {
        it: Forecast(it, scenarios[-1], scenarios, Method.HABIT) for it in range(FIRST_INTERVAL, FIRST_INTERVAL + 8)
    }
    return ordered_wh(situation(forecasts=forecasts, saved=saved))


def test_a_pool_is_sold_what_is_sure_to_be_over() -> None:
    assert pooled(500, 500, 500, 500) == 8 * 500
    assert 0 < pooled(0, 500, 500, 500) < 8 * 100


def test_of_a_pool_is_bought_as_much_as_may_go_unused() -> None:
    assert 0 < pooled(-500, -500, -500, 0) < pooled(-500, -500, -500, -500) < 8 * 375
    assert pooled(-500, -500, -500, -500, saved=1_000_000) == 8 * 500


def test_what_was_seen_twice_is_less_sure_than_what_was_seen_often() -> None:
    seldom = ordered_wh(replace(sunny(300, 500), saved=0))
    assert seldom < ordered_wh(replace(sunny(300, *[500] * 20), saved=0))
    assert ordered_wh(replace(sunny(500), saved=0)) <= SHARE * FIRST / SPREAD


def test_who_has_lost_tries_its_luck_with_next_to_nothing() -> None:
    lost = replace(sunny(500, 500, 500), saved=-1_000_000)
    assert 0 < SPREAD * SURE_FAILS * ordered_wh(lost) <= SHARE * LEAST
    assert ordered_wh(replace(sunny(0, 500, 500, 500), saved=-1_000_000)) <= SHARE * LEAST / SPREAD


@given(st.lists(st.integers(-2_000, 2_000), min_size=2, max_size=12), st.integers(-100_000, 100_000))
def test_failing_orders_of_a_pool_cost_no_more_than_may_be_lost(nets: list[int], saved: int) -> None:
    """Whatever flows: against having ordered nothing, a block costs no more than its stake and what is sure."""
    scenarios = tuple(sorted(nets))
    forecasts = {
        it: Forecast(it, scenarios[0], scenarios, Method.HABIT) for it in range(FIRST_INTERVAL, FIRST_INTERVAL + 8)
    }
    asked = situation(forecasts=forecasts, saved=saved)
    stake = SHARE * max(LEAST_POOLED, FIRST_POOLED + saved)
    at_risk = 0.0
    for order in ordered(asked):
        limit = GRID.price(order.tick)
        sure = scenarios[0] if order.side is Side.SELL else -scenarios[-1]
        undone = PRICE.retail - limit if order.side is Side.SELL else limit - PRICE.feed_in
        at_risk += undone * max(0, order.energy_wh - max(0, sure))
    assert at_risk <= stake + 1


@pytest.mark.parametrize("supply", SupplyArrangement)
def test_homes_begin_alike_in_every_currency(supply: SupplyArrangement) -> None:
    """A kWh for 0.30 euro or for 300 won: what may fail at first is the same energy."""
    euro = situation(supply, forecasts=sunny(0, 300, 500).forecasts, saved=0)
    won = replace(
        euro,
        terms=replace(euro.terms, grid=PriceGrid(1000 * GRID.floor, 1000 * GRID.step), spread=1000 * SPREAD),
        tariffs={BLOCK: (GridPrice(1000 * PRICE.feed_in, 1000 * PRICE.retail),) * 8},
        purse=Purse(free=100_000 * MICRO),
    )
    assert 0 < ordered_wh(won) == ordered_wh(euro)


def test_the_owners_own_orders_are_the_owners_risk() -> None:
    own = Order(Side.SELL, 10, 700)
    asked = replace(sunny(0, 500, 500), saved=-1_000_000, manual={FIRST_INTERVAL: own})
    assert plan_orders(asked).orders[BLOCK].orders[0] == own
