"""What a plan counts on for energy that is not traded yet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from custom_components.energy_trade.market.supply import SupplyArrangement
from custom_components.energy_trade.market.tariff import GridPrice
from custom_components.energy_trade.planner.evidence import Outlook
from custom_components.energy_trade.planner.reliance import Exchange, reliance

PRICE = GridPrice(80, 300)
POOLED = Exchange(
    supply=SupplyArrangement.POOLED,
    price=PRICE,
    outlook=Outlook(clearing=200, long=130, short=250, sales_matched=0.6, purchases_matched=0.5),
    clearing=200,
    spread=5,
    traded=0.75,
)
OWN = replace(POOLED, supply=SupplyArrangement.INDIVIDUAL)


def test_in_a_pool_what_is_not_traded_nets() -> None:
    assert POOLED.buy == pytest.approx(0.75 * 200 + 0.25 * 250)
    assert POOLED.sell == pytest.approx(0.75 * 200 + 0.25 * 130)


def test_with_a_supplier_of_ones_own_nothing_is_bought_in_the_hope_of_neighbours() -> None:
    assert OWN.buy == 300


def test_with_a_supplier_of_ones_own_a_sale_counts_as_far_as_neighbours_take_it() -> None:
    share = 0.75 * 0.6
    assert OWN.sell == pytest.approx(share * 200 + (1 - share) * 80)
    assert replace(OWN, reliance=0.5).sell == pytest.approx(share / 2 * 200 + (1 - share / 2) * 80)
    assert replace(OWN, reliance=0.0).sell == 80


def test_a_position_is_worth_what_the_other_side_delivers_and_the_spread_that_keeping_it_spares() -> None:
    assert OWN.kept_sale == pytest.approx(0.6 * 200 + 0.4 * 80 + 5)
    assert OWN.kept_purchase == pytest.approx(0.5 * 200 + 0.5 * 300 - 5)
    assert replace(OWN, reliance=0.0).kept_sale == 85


def test_prices_stay_between_the_tariffs() -> None:
    for exchange in (replace(OWN, clearing=999), replace(POOLED, clearing=999)):
        assert exchange.sell <= 300
    assert replace(OWN, clearing=0).sell == 80


@pytest.mark.parametrize(("saved", "expected"), [(-5, 0.0), (0, 0.0), (1_100_000, 0.5), (9_000_000, 1.0)])
def test_a_plan_relies_on_neighbours_as_far_as_trading_has_saved_enough(saved: int, expected: float) -> None:
    assert reliance(SupplyArrangement.INDIVIDUAL, saved, 10_000, PRICE) == pytest.approx(expected)


def test_without_a_battery_in_a_pool_or_without_a_reckoning_nothing_is_at_stake() -> None:
    assert reliance(SupplyArrangement.INDIVIDUAL, 0, 0, PRICE) == 1
    assert reliance(SupplyArrangement.POOLED, 0, 10_000, PRICE) == 1
    assert reliance(SupplyArrangement.INDIVIDUAL, None, 10_000, PRICE) == 1
