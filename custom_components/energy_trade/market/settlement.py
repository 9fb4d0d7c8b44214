"""What a member is paid or charged for its metered energy, in whole µcredit: the contract's integers, explained.

First the position at the local price, always; then what was not delivered as traded. Payments round down, charges up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .clearing import Zone, ZoneResult
from .matching import Matched
from .orders import NO_ORDERS, BlockOrders
from .readings import UNKNOWN_READING, BlockReadings, Reading
from .statement import IntervalStatement, PartKind, StatementPart
from .supply import SupplyArrangement
from .tariff import BlockTariff, GridPrice
from .units import BLOCK_INTERVALS, PriceGrid, ceil_div


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """The most that a member can import or export in one interval, in Wh."""

    import_wh: int
    export_wh: int

    def within(self, net_wh: int) -> int:
        """Metered net as far as it takes part in netting."""
        return max(-self.import_wh, min(self.export_wh, net_wh))


@dataclass(frozen=True, slots=True)
class Netting:
    """A zone's sums in one interval, in Wh: deviations (pooled), or delivered sales and purchases (individual)."""

    long_wh: int
    short_wh: int
    exported_wh: int = 0
    """Delivered sales that met purchases of other zones (individual supply)."""

    imported_wh: int = 0
    """Delivered purchases that met sales of other zones."""

    @property
    def netted_wh(self) -> int:
        """What meets its opposite within the zone."""
        return min(self.long_wh, self.short_wh)

    @property
    def sold_wh(self) -> int:
        """Delivered sales that were matched."""
        return self.netted_wh + self.exported_wh

    @property
    def bought_wh(self) -> int:
        """Delivered purchases that were matched."""
        return self.netted_wh + self.imported_wh


@dataclass(frozen=True, slots=True)
class Cut:
    """For how much export behind a line no payment is made, of how much in all, in Wh."""

    unpaid_wh: int
    exported_wh: int

    def of(self, amount: int) -> int:
        """The share of an amount that is cut, rounded up."""
        return ceil_div(amount * self.unpaid_wh, self.exported_wh) if self.exported_wh else 0


NO_CUT = Cut(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalTerms:
    """What settles an interval beside the member's own doing; prices in µcredit per Wh.

    `price` is that of the local tick; without volume, and so without positions, it is of no matter.
    """

    supply: SupplyArrangement
    price: int
    has_price: bool
    grid_price: GridPrice
    spread: int
    netting: Netting
    limits: ConnectionLimits
    cut: Cut = NO_CUT

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

    def long_payment(self, energy_wh: int, *, late: bool = False) -> int:
        """What energy beyond the position earns: the netted part of the zone's at the middle, the rest at F."""
        if energy_wh == 0:
            return 0
        if late:
            return energy_wh * self.grid_price.feed_in
        netted, total = self.netting.netted_wh, self.netting.long_wh
        return energy_wh * (netted * self.middle_down + (total - netted) * self.grid_price.feed_in) // total

    def short_charge(self, energy_wh: int, *, late: bool = False) -> int:
        """What energy missing from the position costs: the netted part of the zone's at the middle, the rest at R."""
        if energy_wh == 0:
            return 0
        if late:
            return energy_wh * self.grid_price.retail
        netted, total = self.netting.netted_wh, self.netting.short_wh
        return ceil_div(energy_wh * (netted * self.middle_up + (total - netted) * self.grid_price.retail), total)


def netting_share(
    supply: SupplyArrangement, position_wh: int, reading: Reading, limits: ConnectionLimits
) -> tuple[int, int]:
    """What a reading that came in time adds to its zone's long and short sums, in Wh."""
    if reading.unknown:
        return 0, 0
    net = limits.within(reading.net_wh)
    if supply is SupplyArrangement.POOLED:
        return max(0, net - position_wh), max(0, position_wh - net)
    return min(max(0, position_wh), max(0, net)), min(max(0, -position_wh), max(0, -net))


def settle_interval(
    terms: IntervalTerms, position_wh: int, reading: Reading, *, late: bool = False
) -> IntervalStatement:
    """Settle one interval of one member; an unknown reading stands for none at all."""
    if terms.supply is SupplyArrangement.POOLED:
        parts = _pooled_unknown(terms, position_wh) if reading.unknown else _pooled(terms, position_wh, reading, late)
    else:
        parts = (
            _individual_unknown(terms, position_wh)
            if reading.unknown
            else _individual(terms, position_wh, reading, late)
        )
    withheld = _withheld(terms, position_wh, reading, late)
    return IntervalStatement(
        position_wh=position_wh,
        metered_wh=None if reading.unknown else reading.net_wh,
        price=terms.price if terms.has_price else None,
        grid_price=terms.grid_price,
        parts=tuple(part for part in (*parts, withheld) if part.energy_wh or part.amount),
        estimated=reading.estimated,
        late=late,
        unpaid_wh=0 if reading.unknown else terms.cut.of(max(0, terms.limits.within(reading.net_wh))),
    )


def _pooled(terms: IntervalTerms, position: int, reading: Reading, late: bool) -> list[StatementPart]:  # noqa: FBT001
    price = terms.price
    net = terms.limits.within(reading.net_wh)
    excess = reading.net_wh - net
    deviation = net - position
    parts = [StatementPart(PartKind.TRADED, position, position * price)]
    if deviation > 0:
        undone = min(deviation, max(0, -position))
        parts += [
            StatementPart(PartKind.UNDONE, undone, min(price * undone, terms.long_payment(undone, late=late))),
            StatementPart(PartKind.BALANCING, deviation - undone, terms.long_payment(deviation - undone, late=late)),
        ]
    else:
        short = -deviation
        undone = min(short, max(0, position))
        parts += [
            StatementPart(PartKind.UNDONE, -undone, -max(price * undone, terms.short_charge(undone, late=late))),
            StatementPart(PartKind.BALANCING, undone - short, -terms.short_charge(short - undone, late=late)),
        ]
    parts.append(StatementPart(PartKind.EXCESS, excess, min(0, excess) * terms.grid_price.retail))
    return parts


def _pooled_unknown(terms: IntervalTerms, position: int) -> list[StatementPart]:
    """Silence counts as the connection's limit drawn at R, and what was sold undone at the worse of R and its price."""
    retail = terms.grid_price.retail
    sold = max(0, position)
    return [
        StatementPart(PartKind.TRADED, position, position * terms.price),
        StatementPart(PartKind.UNDONE, -sold, -sold * max(terms.price, retail)),
        StatementPart(PartKind.SILENCE, -terms.limits.import_wh, -terms.limits.import_wh * retail),
    ]


def _individual(terms: IntervalTerms, position: int, reading: Reading, late: bool) -> list[StatementPart]:  # noqa: FBT001
    price, netting = terms.price, terms.netting
    sold, bought = netting_share(terms.supply, position, reading, terms.limits)
    if position >= 0:
        # a late seller was matched with nobody
        matched = 0 if late or not sold else sold * netting.sold_wh // netting.long_wh
        payment = 0 if late or not sold else price * sold * netting.sold_wh // netting.long_wh
        missing = position - sold
        return [
            StatementPart(PartKind.TRADED, matched, payment),
            StatementPart(PartKind.UNDELIVERED, -missing, -terms.spread * missing),
        ]
    if late or not bought:
        matched, charge = bought, price * bought
    else:
        matched = ceil_div(bought * netting.bought_wh, netting.short_wh)
        charge = ceil_div(price * bought * netting.bought_wh, netting.short_wh)
    missing = -position - bought
    return [
        StatementPart(PartKind.TRADED, -matched, -charge),
        StatementPart(PartKind.UNDELIVERED, missing, -terms.spread * missing),
    ]


def _individual_unknown(terms: IntervalTerms, position: int) -> list[StatementPart]:
    """Silence counts as nothing delivered; a buyer pays its price or the spread, whichever is more."""
    rate = terms.spread if position > 0 else max(terms.price, terms.spread)
    return [StatementPart(PartKind.UNDELIVERED, -position, -rate * abs(position))]


def _withheld(terms: IntervalTerms, position: int, reading: Reading, late: bool) -> StatementPart:  # noqa: FBT001
    """Of what the export was paid, the share that the line's meter did not see."""
    exported = 0 if reading.unknown else max(0, terms.limits.within(reading.net_wh))
    sold = min(exported, max(0, position))
    if not exported or not terms.cut.unpaid_wh:
        return StatementPart(PartKind.WITHHELD, 0, 0)
    if terms.supply is SupplyArrangement.POOLED:
        paid = sold * terms.price + terms.long_payment(exported - sold, late=late)
    else:
        netting = terms.netting
        paid = 0 if late or not sold else terms.price * sold * netting.sold_wh // netting.long_wh
    return StatementPart(PartKind.WITHHELD, 0, -terms.cut.of(paid))


NOTHING = (0,) * BLOCK_INTERVALS
NO_CUTS = (NO_CUT,) * BLOCK_INTERVALS


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTerms:
    """What settles a block for the members of one zone: eight entries each."""

    supply: SupplyArrangement
    grid: PriceGrid
    tariff: BlockTariff
    spread: int
    results: tuple[ZoneResult, ...]
    longs: tuple[int, ...]
    shorts: tuple[int, ...]
    limits: ConnectionLimits
    exported: tuple[int, ...] = NOTHING
    """What of the longs was matched in other zones (individual supply)."""

    imported: tuple[int, ...] = NOTHING
    """What of the shorts was matched in other zones."""

    cuts: tuple[Cut, ...] = NO_CUTS
    """What of the export behind the zone's line is not paid; of a late reading, of its own."""

    def interval(self, position: int) -> IntervalTerms:
        """Terms of one of the block's intervals, by its position in the block."""
        result = self.results[position]
        return IntervalTerms(
            supply=self.supply,
            price=self.grid.price(result.tick),
            has_price=result.has_price,
            grid_price=self.tariff[position],
            spread=self.spread,
            netting=Netting(
                self.longs[position], self.shorts[position], self.exported[position], self.imported[position]
            ),
            limits=self.limits,
            cut=self.cuts[position],
        )


def own_cuts(unproven: Sequence[int], readings: BlockReadings, limits: ConnectionLimits) -> tuple[Cut, ...]:
    """What is not paid of a late reading's own export, for which the line left no room."""
    return tuple(
        Cut(unpaid, max(0, limits.within(reading.net_wh)))
        for unpaid, reading in zip(unproven, readings.readings, strict=True)
    )


def matched_elsewhere(
    zone: int,
    zones: Sequence[Zone],
    flows: Sequence[Sequence[int]],
    longs: Sequence[Sequence[int]],
    shorts: Sequence[Sequence[int]],
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Of a zone's block under individual supply, by interval: deliveries that other zones bought, and sold to it.

    `flows`, `longs` and `shorts` are by zone, then interval.
    """
    exported, imported = [], []
    for position in range(BLOCK_INTERVALS):
        rows = [[row[position] for row in table] for table in (flows, longs, shorts)]
        matched = Matched.across(zones, *rows)
        within = min(longs[zone][position], shorts[zone][position])
        exported.append(matched.sold[zone] - within)
        imported.append(matched.bought[zone] - within)
    return tuple(exported), tuple(imported)


def settle_block(
    terms: BlockTerms, orders: BlockOrders | None, readings: BlockReadings | None
) -> tuple[IntervalStatement, ...]:
    """Settle a member's block: eight statements whose amounts add up to what the contract moves."""
    placed = orders.orders if orders else NO_ORDERS
    counted: Sequence[Reading] = readings.readings if readings else (UNKNOWN_READING,) * BLOCK_INTERVALS
    return tuple(
        settle_interval(
            terms.interval(position),
            terms.results[position].position(placed[position]),
            counted[position],
            late=readings is not None and readings.late,
        )
        for position in range(BLOCK_INTERVALS)
    )


def block_amount(statements: Sequence[IntervalStatement]) -> int:
    """µcredit that a block moves from the grid account to the member."""
    return sum(statement.amount for statement in statements)
