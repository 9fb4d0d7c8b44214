"""What sensors say, as whole µWh and mW."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from homeassistant.const import UnitOfEnergy, UnitOfPower

MICRO: Final = 1_000_000
MILLI: Final = 1000
JOULES_PER_WH: Final = 3600

MICRO_WH: Final = {
    UnitOfEnergy.MILLIWATT_HOUR: Fraction(MICRO, 1000),
    UnitOfEnergy.WATT_HOUR: Fraction(MICRO),
    UnitOfEnergy.KILO_WATT_HOUR: Fraction(MICRO) * 1000,
    UnitOfEnergy.MEGA_WATT_HOUR: Fraction(MICRO) * 1000**2,
    UnitOfEnergy.GIGA_WATT_HOUR: Fraction(MICRO) * 1000**3,
    UnitOfEnergy.JOULE: Fraction(MICRO, JOULES_PER_WH),
    UnitOfEnergy.KILO_JOULE: Fraction(MICRO, JOULES_PER_WH) * 1000,
    UnitOfEnergy.MEGA_JOULE: Fraction(MICRO, JOULES_PER_WH) * 1000**2,
    UnitOfEnergy.GIGA_JOULE: Fraction(MICRO, JOULES_PER_WH) * 1000**3,
}
"""µWh in each unit of energy that meters count in."""

MILLIWATT: Final = {
    UnitOfPower.MILLIWATT: Fraction(1),
    UnitOfPower.WATT: Fraction(MILLI),
    UnitOfPower.KILO_WATT: Fraction(MILLI) * 1000,
    UnitOfPower.MEGA_WATT: Fraction(MILLI) * 1000**2,
}
"""mW in each unit of power."""


def number(text: str) -> Decimal | None:
    """A sensor's state; None if it is no finite number."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _scaled(text: str, scale: Fraction | None) -> int | None:
    value = number(text)
    return None if value is None or scale is None else round(Fraction(value) * scale)


def micro_wh(text: str, unit: str | None) -> int | None:
    """Energy in µWh; None if the state is no number or the unit no energy."""
    return _scaled(text, MICRO_WH.get(UnitOfEnergy(unit)) if unit in MICRO_WH else None)


def milliwatt(text: str, unit: str | None) -> int | None:
    """Power in mW; None if the state is no number or the unit no power."""
    return _scaled(text, MILLIWATT.get(UnitOfPower(unit)) if unit in MILLIWATT else None)
