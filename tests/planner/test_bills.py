"""What a household's own supplier bills under a progressive tariff."""

from fractions import Fraction

import pytest

from custom_components.energy_trade.planner.bills import TieredTariff, tiers

TARIFF = TieredTariff(
    tiers(
        [100, 200, None],
        [Fraction(1), Fraction(2), Fraction(5)],
        [Fraction("0.1"), Fraction("0.2"), Fraction("0.4")],
    ),
    levy=Fraction("0.01"),
    tax=Fraction("0.1"),
)


@pytest.mark.parametrize(
    ("energy", "charge"), [(0, "1"), (100, "12"), (101, "13.21"), (200, "34"), (250, "57.5"), (Fraction(1, 2), "1.055")]
)
def test_each_tier_costs_its_price_and_the_last_sets_the_base(energy: int | Fraction, charge: str) -> None:
    assert TARIFF.charge(energy) == Fraction(charge)
    assert TARIFF.cost(energy) == Fraction(charge) * Fraction("1.1")


def test_a_neighbours_kilowatt_hours_are_worth_the_dear_end_and_the_lower_base() -> None:
    assert TARIFF.saved(250, 100) == (TARIFF.charge(250) - TARIFF.charge(150)) * Fraction("1.1")
    assert TARIFF.worth(250, 100) == TARIFF.saved(250, 100) / 100
    dear_end = (Fraction("0.4") + TARIFF.levy) * (1 + TARIFF.tax)
    assert TARIFF.worth(250, 50) == dear_end + (5 - 2) * (1 + TARIFF.tax) / 50


def test_energy_that_nobody_drew_has_no_charge() -> None:
    with pytest.raises(ValueError, match="month"):
        TARIFF.charge(-1)


@pytest.mark.parametrize("bounds", [[100, 200], [None, None], [200, 100, None], [100, 100, None]])
def test_tiers_must_rise_to_an_open_end(bounds: list[int | None]) -> None:
    prices = [Fraction(1)] * len(bounds)
    with pytest.raises(ValueError, match="tier"):
        TieredTariff(tiers(bounds, prices, prices))
