"""What a household's own supplier bills: needed to know what a neighbour's kWh is worth to it.

Under a progressive tariff the last kWh of a heavy user costs several times the first one's, and the standing charge
follows the highest tier that was reached, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor

TEN = 10


@dataclass(frozen=True, slots=True)
class Tier:
    """Energy up to `upto_kwh` a month (None: without end) at `energy_price` a kWh.

    `base_charge` is due for the month if its last kWh falls in this tier.
    """

    upto_kwh: Fraction | None
    base_charge: Fraction
    energy_price: Fraction


@dataclass(frozen=True, slots=True)
class TieredTariff:
    """A progressive monthly tariff, as Korea's homes have it; money in the tariff's currency.

    `levy` is charged on every kWh (climate and fuel), `tax` (VAT) and `fund` are shares of the charge.
    """

    tiers: tuple[Tier, ...]
    levy: Fraction = Fraction(0)
    tax: Fraction = Fraction(0)
    fund: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        """Refuse tiers out of order, or a last one with an end."""
        bounds = [tier.upto_kwh for tier in self.tiers]
        if not bounds or bounds[-1] is not None or None in bounds[:-1]:
            msg = "the last tier, and only it, has no end"
            raise ValueError(msg)
        if any(earlier >= later for earlier, later in pairwise(bound for bound in bounds if bound is not None)):
            msg = "tiers do not rise"
            raise ValueError(msg)

    def charge(self, energy_kwh: Fraction | int) -> Fraction:
        """A month's charge before tax and fund, unrounded."""
        energy = Fraction(energy_kwh)
        if energy < 0:
            msg = f"{energy_kwh} kWh is no month's use"
            raise ValueError(msg)
        total, used = self.levy * energy, Fraction(0)
        for tier in self.tiers:
            upto = energy if tier.upto_kwh is None else min(tier.upto_kwh, energy)
            total += (upto - used) * tier.energy_price
            used = upto
            if used == energy:
                total += tier.base_charge
                break
        return total

    def cost(self, energy_kwh: Fraction | int) -> Fraction:
        """A month's cost with tax and fund, unrounded: what differences are worth."""
        return self.charge(energy_kwh) * (1 + self.tax + self.fund)

    def bill(self, energy_kwh: Fraction | int) -> int:
        """A month's bill as it is printed: whole charge, fund and total rounded down to tens, tax to the nearest."""
        charge = floor(self.charge(energy_kwh))
        tax = floor(charge * self.tax + Fraction(1, 2))
        fund = floor(charge * self.fund) // TEN * TEN
        return (charge + tax + fund) // TEN * TEN

    def saved(self, energy_kwh: Fraction | int, traded_kwh: Fraction | int) -> Fraction:
        """By how much a month costs less if a neighbour delivers part of the energy, unrounded."""
        return self.cost(energy_kwh) - self.cost(energy_kwh - traded_kwh)

    def worth(self, energy_kwh: Fraction | int, traded_kwh: Fraction | int) -> Fraction:
        """Highest price a kWh at which buying part of a month's energy from a neighbour costs nothing more."""
        return self.saved(energy_kwh, traded_kwh) / traded_kwh


def tiers(
    upto_kwh: Sequence[Fraction | int | None], base_charges: Sequence[Fraction], energy_prices: Sequence[Fraction]
) -> tuple[Tier, ...]:
    """Put a tariff sheet's columns together."""
    return tuple(
        Tier(None if upto is None else Fraction(upto), Fraction(base), Fraction(price))
        for upto, base, price in zip(upto_kwh, base_charges, energy_prices, strict=True)
    )
