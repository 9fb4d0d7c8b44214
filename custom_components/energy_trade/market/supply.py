"""How members buy what they did not trade."""

from enum import IntEnum


class SupplyArrangement(IntEnum):
    """How members buy what they did not trade; chosen at founding, for ever."""

    POOLED = 0
    """The community buys and sells the rest as one; deviations net within a zone."""

    INDIVIDUAL = 1
    """Each member keeps its own supplier; only what is traded and delivered is settled."""
