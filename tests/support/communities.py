"""Random communities: trees of zones, orders, prices."""

from hypothesis import strategies as st

from custom_components.energy_trade.market.clearing import MAX_ZONES, ROOT, Zone
from custom_components.energy_trade.market.orders import Order, Side
from custom_components.energy_trade.market.tariff import GridPrice
from custom_components.energy_trade.market.units import MAX_ENERGY_WH, TICKS

ENERGY = st.one_of(st.integers(1, 20), st.integers(1, 5000), st.integers(1, MAX_ENERGY_WH))
TICK = st.one_of(st.integers(0, TICKS - 1), st.integers(20, 40), st.sampled_from([0, 1, TICKS - 2, TICKS - 1]))
CAPACITY = st.one_of(st.just(0), st.integers(0, 30), st.integers(0, 5000), st.just(2**32 - 1))
FEE = st.one_of(st.just(0), st.integers(0, 5), st.integers(0, 63))
ORDER = st.builds(Order, st.sampled_from(Side), TICK, ENERGY)


@st.composite
def zone_trees(draw: st.DrawFn, most: int = MAX_ZONES) -> list[Zone]:
    """A tree of up to so many zones."""
    count = draw(st.integers(1, most))
    return [ROOT, *(Zone(draw(st.integers(0, index - 1)), draw(FEE), draw(CAPACITY)) for index in range(1, count))]


@st.composite
def books(
    draw: st.DrawFn, most_zones: int = MAX_ZONES, most_orders: int = 30
) -> tuple[list[Zone], list[tuple[int, Order]]]:
    """A tree and one interval's orders in it."""
    zones = draw(zone_trees(most_zones))
    placed = st.tuples(st.integers(0, len(zones) - 1), ORDER)
    return zones, draw(st.lists(placed, max_size=most_orders))


@st.composite
def grid_prices(draw: st.DrawFn, highest: int = 500) -> GridPrice:
    """A feed-in and a retail price."""
    low, high = sorted(draw(st.tuples(st.integers(0, highest), st.integers(0, highest))))
    return GridPrice(low, high)
