"""Settlement: what a member is paid or charged for one interval, in whole µcredit, and why.

First its position at the local price, always; then what it did not deliver as traded. Payments round down, charges up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .clearing import ZoneResult
from .orders import NO_ORDERS, BlockOrders, SupplyArrangement
from .readings import UNKNOWN_READING, BlockReadings, Reading
from .tariff import BlockTariff, GridPrice
from .units import BLOCK_INTERVALS, PriceGrid, ceil_div


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """The most a member can import or export in one interval, in Wh."""

    import_wh: int
    export_wh: int


@dataclass(frozen=True, slots=True)
class Netting:
    """A zone's sums in one interval, in Wh: deviations (pooled), or delivered sales and purchases (individual)."""

    long_wh: int
    short_wh: int

    @property
    def netted_wh(self) -> int:
        """What meets its opposite within the zone."""
        return min(self.long_wh, self.short_wh)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalStatement:
    """What one interval came to for a member; energy in Wh, money in µcredit, + to the member.

    `amount` = `traded` + `undone` + `balancing` + `excess` + `deemed`:
    the position at the local price; what of the position was not delivered or not used; the rest of the deviation;
    import beyond the connection limit; and what a silent meter is taken to have drawn.
    `price` is the local price in µcredit per Wh, None where nothing was traded; `metered_wh` None where it is not known.
    """

    position_wh: int
    metered_wh: int | None
    price: int | None
    feed_in: int
    retail: int
    late: bool
    estimated: bool
    traded: int
    undone: int = 0
    balancing: int = 0
    excess: int = 0
    deemed: int = 0
    undone_wh: int = 0
    balancing_wh: int = 0

    @property
    def amount(self) -> int:
        """µcredit that the interval moves between the member and the grid account."""
        return self.traded + self.undone + self.balancing + self.excess + self.deemed


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalTerms:
    """What settles an interval beside the member's own doing; prices in µcredit per Wh."""

    supply: SupplyArrangement
    price: int
    grid_price: GridPrice
    spread: int
    netting: Netting
    limits: ConnectionLimits

    @property
    def middle_down(self) -> int:
        """Price of netted long energy: the middle of F and R less the spread, never below F."""
        feed_in, retail = self.grid_price.feed_in, self.grid_price.retail
        return max(feed_in, (feed_in + retail) // 2 - self.spread)

    @property
    def middle_up(self) -> int:
        """Price of netted short energy: the middle of F and R and the spread, never above R."""
        feed_in, retail = self.grid_price.feed_in, self.grid_price.retail
        return min(retail, ceil_div(feed_in + retail, 2) + self.spread)

    def long_payment(self, energy_wh: int, *, late: bool) -> int:
        """What energy beyond the position earns."""
        if energy_wh == 0:
            return 0
        if late:
            return energy_wh * self.grid_price.feed_in
        netted, total = self.netting.netted_wh, self.netting.long_wh
        return energy_wh * (netted * self.middle_down + (total - netted) * self.grid_price.feed_in) // total

    def short_charge(self, energy_wh: int, *, late: bool) -> int:
        """What energy missing from the position costs."""
        if energy_wh == 0:
            return 0
        if late:
            return energy_wh * self.grid_price.retail
        netted, total = self.netting.netted_wh, self.netting.short_wh
        return ceil_div(energy_wh * (netted * self.middle_up + (total - netted) * self.grid_price.retail), total)


def metered_within_limits(metered_wh: int, limits: ConnectionLimits) -> int:
    """What of a reading takes part in netting."""
    return max(-limits.import_wh, min(limits.export_wh, metered_wh))


def netting_share(
    supply: SupplyArrangement, position_wh: int, metered_wh: int, limits: ConnectionLimits
) -> tuple[int, int]:
    """What a timely, known reading adds to its zone's long and short sums, in Wh."""
    net = metered_within_limits(metered_wh, limits)
    if supply is SupplyArrangement.POOLED:
        return max(0, net - position_wh), max(0, position_wh - net)
    return min(max(0, position_wh), max(0, net)), min(max(0, -position_wh), max(0, -net))


def settle_interval(
    terms: IntervalTerms, position_wh: int, reading: Reading | None, *, late: bool = False
) -> IntervalStatement:
    """One interval of one member; no reading, or an unknown one, is deemed."""
    known = reading is not None and not reading.unknown
    metered = reading.net_wh if reading is not None and known else None
    parts = (_pooled if terms.supply is SupplyArrangement.POOLED else _individual)(terms, position_wh, metered, late)
    return IntervalStatement(
        position_wh=position_wh,
        metered_wh=metered,
        price=terms.price if position_wh else None,
        feed_in=terms.grid_price.feed_in,
        retail=terms.grid_price.retail,
        late=late,
        estimated=reading is not None and reading.estimated,
        **parts,
    )


def _pooled(terms: IntervalTerms, position: int, metered: int | None, late: bool) -> dict[str, int]:  # noqa: FBT001
    retail, price = terms.grid_price.retail, terms.price
    traded = position * price
    if metered is None:
        undone = -position * max(price, retail) if position > 0 else 0
        return {"traded": traded, "undone": undone, "deemed": -retail * terms.limits.import_wh}
    net = metered_within_limits(metered, terms.limits)
    excess = -retail * max(0, -metered - terms.limits.import_wh)
    deviation = net - position
    if deviation > 0:
        undone_wh = min(deviation, max(0, -position))
        undone = min(price * undone_wh, terms.long_payment(undone_wh, late=late))
        balancing = terms.long_payment(deviation - undone_wh, late=late)
    else:
        undone_wh = -min(-deviation, max(0, position))
        undone = -max(price * -undone_wh, terms.short_charge(-undone_wh, late=late))
        balancing = -terms.short_charge(-deviation + undone_wh, late=late)
    return {
        "traded": traded,
        "undone": undone,
        "undone_wh": undone_wh,
        "balancing": balancing,
        "balancing_wh": deviation - undone_wh,
        "excess": excess,
    }


def _individual(terms: IntervalTerms, position: int, metered: int | None, late: bool) -> dict[str, int]:  # noqa: FBT001
    price, spread, netting = terms.price, terms.spread, terms.netting
    if metered is None:
        charge = spread * position if position > 0 else max(price, spread) * -position
        return {"traded": 0, "deemed": -charge, "undone_wh": -position if position > 0 else 0}
    sold, bought = netting_share(SupplyArrangement.INDIVIDUAL, position, metered, terms.limits)
    if position >= 0:
        traded = price * sold * netting.netted_wh // netting.long_wh if sold and not late else 0
        undone_wh = sold - position
    else:
        undone_wh = -position - bought
        if late:
            traded = -price * bought
        else:
            traded = -ceil_div(price * bought * netting.netted_wh, netting.short_wh) if bought else 0
    return {"traded": traded, "undone": -spread * abs(undone_wh), "undone_wh": undone_wh}


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTerms:
    """What settles a block for a member of one zone: eight entries each."""

    supply: SupplyArrangement
    grid: PriceGrid
    tariff: BlockTariff
    spread: int
    results: tuple[ZoneResult, ...]
    longs: tuple[int, ...]
    shorts: tuple[int, ...]
    limits: ConnectionLimits

    def interval(self, position: int) -> IntervalTerms:
        """Terms of one of the block's intervals."""
        return IntervalTerms(
            supply=self.supply,
            price=self.grid.price(self.results[position].tick),
            grid_price=self.tariff[position],
            spread=self.spread,
            netting=Netting(self.longs[position], self.shorts[position]),
            limits=self.limits,
        )


def settle_block(
    terms: BlockTerms, orders: BlockOrders | None, readings: BlockReadings | None
) -> tuple[IntervalStatement, ...]:
    """The eight statements of a member's block; their amounts add up to what the contract moves."""
    placed = orders.orders if orders else NO_ORDERS
    counted: Sequence[Reading] = readings.readings if readings else (UNKNOWN_READING,) * BLOCK_INTERVALS
    return tuple(
        settle_interval(
            terms.interval(index),
            terms.results[index].position(order) if (order := placed[index]) else 0,
            counted[index],
            late=readings is not None and readings.late,
        )
        for index in range(BLOCK_INTERVALS)
    )
