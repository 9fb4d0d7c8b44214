"""How members buy what they did not trade, and how they share what is left over."""

from enum import IntEnum


class SupplyArrangement(IntEnum):
    """How members buy what they did not trade; chosen at founding, for ever."""

    POOLED = 0
    """The community buys and sells the rest as one; deviations net within a zone."""

    INDIVIDUAL = 1
    """Each member keeps its own supplier; only what is traded and delivered is settled."""


class Sharing(IntEnum):
    """How the community gives back what its grid account has left over; chosen at founding, for ever."""

    EQUAL = 0
    """Alike to every member that delivers now."""

    BY_CONSUMPTION = 1
    """To each by what its settled readings imported since the last time."""

    BY_DELIVERY = 2
    """To each by what its settled readings exported since the last time."""
