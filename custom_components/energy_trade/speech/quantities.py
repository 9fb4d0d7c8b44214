"""What a sentence can contain besides words: kept as numbers until it is known who reads or hears them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a number means."""

    ENERGY = "energy"
    """Wh."""

    MONEY = "money"
    """µcredit."""

    PRICE = "price"
    """µcredit per Wh."""

    MOMENT = "moment"
    """Unix time: a time of day, with its day unless that is today."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its meaning."""

    kind: Kind
    value: float

    def to_stored(self) -> list[Any]:
        """Write it as JSON knows it."""
        return [self.kind.value, self.value]


type Fact = str | Quantity
"""A part of a sentence: a name as it is, or a quantity."""


def fact_from_stored(stored: Any) -> Fact:
    """Read a fact; raise ValueError for what is none."""
    if isinstance(stored, str):
        return stored
    kind, value = stored
    return Quantity(Kind(kind), float(value))


def fact_to_stored(fact: Fact) -> Any:
    """Write a fact as JSON knows it."""
    return fact if isinstance(fact, str) else fact.to_stored()


def energy(wh: float) -> Quantity:
    """An amount of energy in Wh."""
    return Quantity(Kind.ENERGY, wh)


def money(micro: float) -> Quantity:
    """An amount of money in µcredit."""
    return Quantity(Kind.MONEY, micro)


def price(micro_per_wh: float) -> Quantity:
    """A price in µcredit per Wh."""
    return Quantity(Kind.PRICE, micro_per_wh)


def moment(unix: float) -> Quantity:
    """A moment in unix time."""
    return Quantity(Kind.MOMENT, unix)
