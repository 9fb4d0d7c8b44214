"""Orders of a home that can plan around them carry what energy is worth to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.energy_trade.market.calendar import MarketCalendar
from custom_components.energy_trade.market.orders import Order, Side
from custom_components.energy_trade.market.supply import SupplyArrangement
from custom_components.energy_trade.market.tariff import GridPrice
from custom_components.energy_trade.market.units import MICRO, PriceGrid
from custom_components.energy_trade.planner.curves import EnergyCurve, energy_curves
from custom_components.energy_trade.planner.evidence import Outlook
from custom_components.energy_trade.planner.exchange import Terms
from custom_components.energy_trade.planner.forecast import Forecast, Method
from custom_components.energy_trade.planner.orders import (
    OrderReason,
    OrderTerms,
    OrderWishes,
    Purse,
    Situation,
    plan_orders,
)
from custom_components.energy_trade.planner.problem import Battery, Problem, Step
from custom_components.energy_trade.planner.prospect import FlexibleProspect, Prospect, position_terms

CALENDAR = MarketCalendar(
    interval_seconds=900, gate_lead_seconds=600, horizon_blocks=12, report_blocks=2, tariff_hour_intervals=4
)
GRID = PriceGrid(60, 5)
PRICE = GridPrice(80, 300)
BLOCK = 1000
FIRST = BLOCK * 8
VIEW = Outlook(clearing=190.0, long=120.0, short=260.0)


def order_terms(supply: SupplyArrangement) -> OrderTerms:
    return OrderTerms(calendar=CALENDAR, grid=GRID, supply=supply, spread=5, import_limit_wh=2750, export_limit_wh=2000)


def home(nets_wh: list[float], prices: list[float], stored: float | None = None) -> Problem:
    """Quarter hours with these surpluses, at prices at which the home buys and, 10 below, sells."""
    return Problem(
        steps=tuple(
            Step(
                start=900.0 * at,
                seconds=900,
                load_w=max(0.0, -4 * net),
                pv_w=max(0.0, 4 * net),
                buy=price,
                sell=price - 10,
            )
            for at, (net, price) in enumerate(zip(nets_wh, prices, strict=True))
        ),
        batteries=()
        if stored is None
        else (
            Battery(
                device="battery", capacity_wh=4000, charge_w=4000, discharge_w=4000, initial_wh=stored,
                charge_efficiency=1.0, discharge_efficiency=1.0,
            ),
        ),
    )  # fmt: skip


class TestCurve:
    @given(st.lists(st.integers(-600, 600), min_size=1, max_size=4), st.sampled_from(list(SupplyArrangement)))
    @settings(max_examples=40, deadline=None)
    def test_of_a_home_without_devices_says_what_its_scenarios_say(
        self, nets: list[int], supply: SupplyArrangement
    ) -> None:
        terms = order_terms(supply)
        curves = energy_curves([home([net], [200.0]) for net in nets], {0: position_terms(VIEW, PRICE, terms)})
        plain = Prospect(tuple(sorted(nets)), PRICE, VIEW, terms)
        flexible = FlexibleProspect(tuple(sorted(nets)), PRICE, VIEW, terms, curves[0], ())
        for position in curves[0].positions_wh:
            expected = plain.gain(round(position), VIEW.clearing)
            assert flexible.gain(round(position), VIEW.clearing) == pytest.approx(expected, abs=600)

    def test_rises_ever_more_steeply(self) -> None:
        problems = [home([net, 0, -500], [200, 150, 280], 1500) for net in (300.0, 100.0, -200.0, -400.0)]
        curve = energy_curves(problems, {0: Terms(long=100, short=280, sold=280, bought=100)})[0]
        slopes = [
            (curve.cost(right) - curve.cost(left)) / (right - left)
            for left, right in zip(curve.positions_wh, curve.positions_wh[1:], strict=False)
        ]
        assert slopes == sorted(slopes)
        assert curve.cost(0) == 0

    def test_energy_in_a_battery_is_worth_what_it_saves_later(self) -> None:
        problem = home([0, 0, -1000], [250, 250, 280], 1000)
        curve = energy_curves([problem], {0: Terms(long=80, short=300, sold=300, bought=80)})[0]
        assert curve.nets_wh[0] == pytest.approx(0, abs=1)
        dear = home([0, 0, -1000], [300, 250, 280], 2000)
        curve = energy_curves([dear], {0: Terms(long=80, short=400, sold=400, bought=80)})[0]
        assert curve.nets_wh[0] == pytest.approx(1000, abs=1)
        assert curve.cost(1000) / 1000 == pytest.approx(240, abs=1)

    def test_beyond_what_it_can_do_the_home_makes_good_what_is_missing(self) -> None:
        assert SELLER.cost(1100) == pytest.approx(225_000 + 26_000)
        assert BUYER.cost(-900) == pytest.approx(-160_000 - 12_000)
        assert SELLER.kept(1100) == 1000

    def test_works_out_what_there_is_time_for(self) -> None:
        assert energy_curves([home([1.0], [200.0])], {0: Terms(100, 280, 280, 100)}, time_limit_s=-1.0) == {}


def situation(curve: EnergyCurve, supply: SupplyArrangement = SupplyArrangement.POOLED, **changes: Any) -> Situation:
    base = Situation(
        terms=order_terms(supply),
        tariffs={BLOCK: (PRICE,) * 8},
        forecasts={FIRST: Forecast(FIRST, 0, (0,), Method.HABIT)},
        purse=Purse(free=100 * MICRO),
        curves={FIRST: curve},
        clearings={FIRST: (150.0, 190.0, 230.0)},
    )
    return replace(base, **changes)


def first(given_situation: Situation) -> tuple[Order | None, OrderReason]:
    plan = plan_orders(given_situation)
    return plan.orders[BLOCK].orders[0], plan.reasons[FIRST]


SELLER = EnergyCurve(
    (0.0, 500.0, 1000.0), (0.0, 75_000.0, 225_000.0), (0.0, 500.0, 1000.0), (500.0, 1000.0), (120.0, 260.0)
)
BUYER = EnergyCurve((-800.0, 0.0), (-160_000.0, 0.0), (-800.0, 0.0), (-800.0,), (120.0, 260.0))


class TestOrder:
    def test_sells_for_no_less_than_its_energy_is_worth_to_the_home(self) -> None:
        order, reason = first(situation(SELLER))
        assert reason is OrderReason.SELLS
        assert order == Order(Side.SELL, 18, 500)  # 150 µcredit a Wh, and no loss on any trade
        assert GRID.price(18) == 150

    def test_sells_more_where_it_will_probably_earn_more(self) -> None:
        order, _ = first(situation(SELLER, clearings={FIRST: (290.0, 320.0)}))
        assert order == Order(Side.SELL, 33, 1000)  # 225 on average

    def test_buys_for_no_more_than_its_energy_is_worth_to_the_home(self) -> None:
        order, reason = first(situation(BUYER))
        assert reason is OrderReason.BUYS
        assert order == Order(Side.BUY, 28, 800)  # 200

    def test_a_price_that_never_comes_is_not_waited_for(self) -> None:
        assert first(situation(SELLER, clearings={FIRST: (100.0,)})) == (None, OrderReason.NOT_WORTHWHILE)

    def test_keeps_its_owners_limit(self) -> None:
        wishes = OrderWishes(lowest_selling_price=200)
        assert first(situation(SELLER, wishes=wishes))[0] == Order(Side.SELL, 28, 500)
        assert first(situation(SELLER, wishes=OrderWishes(selling=False))) == (None, OrderReason.SWITCHED_OFF)

    def test_an_order_by_hand_holds_its_interval(self) -> None:
        by_hand = Order(Side.BUY, 40, 300)
        assert first(situation(SELLER, manual={FIRST: by_hand})) == (by_hand, OrderReason.MANUAL)

    def test_never_offers_more_than_the_connection_carries(self) -> None:
        large = EnergyCurve((0.0, 3000.0), (0.0, 300_000.0), (0.0, 3000.0), (3000.0,), (120.0, 260.0))
        order, _ = first(situation(large))
        assert order == Order(Side.SELL, 8, 2000)

    @given(
        st.sampled_from(list(SupplyArrangement)),
        st.lists(st.integers(-500, 500), min_size=2, max_size=3),
        st.integers(0, 3000),
        st.floats(90, 280),
    )
    @settings(max_examples=40, deadline=None)
    def test_none_loses_at_any_price_at_which_it_can_trade(
        self, supply: SupplyArrangement, nets: list[int], stored: int, clearing: float
    ) -> None:
        view = replace(VIEW, clearing=clearing)
        terms = order_terms(supply)
        problems = [home([net, -300, 200], [200, 250, 150], stored) for net in nets]
        curve = energy_curves(problems, {0: position_terms(view, PRICE, terms)})[0]
        plan = plan_orders(situation(curve, supply, clearings={FIRST: (clearing,)}))
        order, prospect = plan.orders[BLOCK].orders[0], plan.prospects[FIRST]
        if order is not None:
            sign = 1 if order.side is Side.SELL else -1
            for price in range(GRID.price(order.tick), 376 if sign > 0 else 59, 5 * sign):
                assert prospect.gain(sign * order.energy_wh, price) >= 0
