"""Chain time alone decides what is open, closed and over."""

import pytest

from custom_components.energy_trade.market.calendar import MarketCalendar
from custom_components.energy_trade.market.units import PriceGrid, credit_per_kwh

DAY = 86_400
QUARTERS = MarketCalendar(
    interval_seconds=900, gate_lead_seconds=600, horizon_blocks=12, report_blocks=2, tariff_hour_intervals=4
)


def test_a_block_lasts_two_hours() -> None:
    assert QUARTERS.block_seconds == 7200
    assert QUARTERS.block_at(7199.9) == 0
    assert QUARTERS.block_at(7200) == 1
    assert list(QUARTERS.intervals_of(3)) == list(range(24, 32))
    assert QUARTERS.block_of(31) == 3
    assert QUARTERS.interval_at(901) == 1
    assert (QUARTERS.interval_start(1), QUARTERS.interval_end(1)) == (900, 1800)


def test_gate_and_deadline() -> None:
    assert QUARTERS.gate(12) == DAY - 600
    assert QUARTERS.block_end(12) == DAY + 7200
    assert QUARTERS.deadline(12) == DAY + 3 * 7200


def test_the_next_block_changes_at_its_gate() -> None:
    gate = QUARTERS.gate(12)
    assert QUARTERS.next_block(gate - 1) == 12
    assert QUARTERS.next_gate(gate - 1) == gate
    assert QUARTERS.next_block(gate) == 13
    assert QUARTERS.within_horizon(gate) == range(13, 24)
    assert QUARTERS.within_horizon(DAY) == range(13, 25)


def test_delivery_days_are_counted_in_tariff_hours() -> None:
    assert QUARTERS.delivery_day(11) == 0
    assert QUARTERS.delivery_day(12) == 1
    short = MarketCalendar(30, 10, 12, 2, tariff_hour_intervals=4)
    assert short.delivery_day(12) == 1
    assert short.day_intervals == 96


def test_the_price_grid() -> None:
    grid = PriceGrid(50, 5)
    assert (grid.price(0), grid.ceiling) == (50, 365)
    assert grid.tick_at_most(49.9) is None
    assert [grid.tick_at_most(price) for price in (50, 54.9, 55, 1000)] == [0, 0, 1, 63]
    assert [grid.tick_at_least(price) for price in (0, 50, 50.1, 365)] == [0, 0, 1, 63]
    assert grid.tick_at_least(365.1) is None
    assert credit_per_kwh(300) == pytest.approx(0.3)
    with pytest.raises(ValueError, match="not on the grid"):
        grid.price(64)
    with pytest.raises(ValueError, match="does not rise"):
        PriceGrid(50, 0)
