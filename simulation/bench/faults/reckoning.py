"""One zone of pooled supply reckoned a second time, from the written rules and nothing of the product's code."""

from collections.abc import Sequence
from dataclasses import dataclass

TICKS = 64
FULL = 2**22


@dataclass(frozen=True)
class Bid:
    """Wh offered (`sells`) or asked for at a tick."""

    sells: bool
    tick: int
    energy: int


def bids(word: int) -> list[Bid | None]:
    """An order word's eight fields of 25 bits: energy, tick, side."""
    fields = [word >> 25 * position & (2**25 - 1) for position in range(8)]
    return [Bid(bool(field >> 24), field >> 18 & 63, field & (2**18 - 1)) if field else None for field in fields]


def nets(word: int) -> list[int]:
    """A reading word's eight fields of 21 bits, the low 19 of them a signed net energy."""
    fields = [word >> 21 * position & (2**19 - 1) for position in range(8)]
    return [field - 2**19 if field >= 2**18 else field for field in fields]


def positions(book: Sequence[Bid | None]) -> tuple[list[int], int]:
    """What everybody has traded in an interval (+ sold), and the price's tick."""
    offered = [sum(bid.energy for bid in book if bid and bid.sells and bid.tick == tick) for tick in range(TICKS)]
    wanted = [sum(bid.energy for bid in book if bid and not bid.sells and bid.tick == tick) for tick in range(TICKS)]
    stairs = [-sum(wanted)]
    for tick in range(TICKS):
        stairs.append(stairs[-1] + offered[tick] + wanted[tick])
    clearing = [tick for tick in range(TICKS) if stairs[tick] <= 0 <= stairs[tick + 1]]
    price = (clearing[0] + clearing[-1]) // 2
    inside = sum(offered[:price]) - sum(wanted[price + 1 :])
    sold = min(offered[price], wanted[price] - inside)
    bought = sold + inside

    def position(bid: Bid | None) -> int:
        if bid is None:
            return 0
        if bid.tick != price:
            return bid.energy * (1 if bid.sells else -1) if (bid.tick < price) == bid.sells else 0
        if bid.sells:
            return bid.energy * (sold * FULL // offered[price]) // FULL if sold < offered[price] else bid.energy
        if sold == offered[price] and bought < wanted[price]:
            return -(bid.energy - bid.energy * ((wanted[price] - bought) * FULL // wanted[price]) // FULL)
        return -bid.energy

    return [position(bid) for bid in book], price


UNKNOWN, ESTIMATED = 1 << 19, 1 << 20
PRESENT, LATE = 1 << 238, 1 << 239


@dataclass(frozen=True)
class Metered:
    """What a member's reading says of an interval: net Wh; None where it says nothing."""

    net: int | None
    estimated: bool = False
    late: bool = False


def metered(word: int) -> list[Metered]:
    """A stored reading word's eight fields, with what the contract noted of when it came."""
    if not word & PRESENT:
        return [Metered(None)] * 8
    fields = [word >> 21 * position & (2**21 - 1) for position in range(8)]
    return [
        Metered(None if field & UNKNOWN else net, bool(field & ESTIMATED), bool(word & LATE))
        for field, net in zip(fields, nets(word), strict=True)
    ]


@dataclass(frozen=True)
class Prices:
    """What an interval is settled at, in µcredit per Wh."""

    local: int
    feed_in: int
    retail: int
    spread: int


@dataclass(frozen=True)
class Balance:
    """What deviations of an interval net to within a zone, in Wh, and at what prices."""

    prices: Prices
    long: int
    short: int

    @property
    def _netted(self) -> int:
        return min(self.long, self.short)

    def earned(self, energy: int, *, late: bool) -> int:
        """For energy beyond the position."""
        if late or not energy:
            return energy * self.prices.feed_in
        lower = max(self.prices.feed_in, (self.prices.feed_in + self.prices.retail) // 2 - self.prices.spread)
        return energy * (self._netted * lower + (self.long - self._netted) * self.prices.feed_in) // self.long

    def owed(self, energy: int, *, late: bool) -> int:
        """For energy short of the position."""
        if late or not energy:
            return energy * self.prices.retail
        upper = min(self.prices.retail, -(-(self.prices.feed_in + self.prices.retail) // 2) + self.prices.spread)
        return -(-energy * (self._netted * upper + (self.short - self._netted) * self.prices.retail) // self.short)


def balance(
    traded: Sequence[int], readings: Sequence[Metered], limits: Sequence[tuple[int, int]], prices: Prices
) -> Balance:
    """Add a zone's deviations up; what is late or silent nets with nobody."""
    deviations = [
        max(-taken, min(given, reading.net)) - position
        for position, reading, (taken, given) in zip(traded, readings, limits, strict=True)
        if reading.net is not None and not reading.late
    ]
    return Balance(prices, sum(each for each in deviations if each > 0), -sum(each for each in deviations if each < 0))


def settled(
    traded: Sequence[int], readings: Sequence[Metered], limits: Sequence[tuple[int, int]], prices: Prices
) -> list[int]:
    """What everybody is paid for an interval, in µcredit: the position at the price, then what it was missed by.

    `limits` are the most that each may import and export. A late reading nets with nobody. Who is silent has drawn its
    import limit at retail, and what it sold is undone.
    """
    retail = prices.retail
    within = [
        None if reading.net is None else max(-taken, min(given, reading.net))
        for reading, (taken, given) in zip(readings, limits, strict=True)
    ]
    deviations = [None if net is None else net - position for net, position in zip(within, traded, strict=True)]
    zone = balance(traded, readings, limits, prices)
    paid = []
    for position, deviation, reading, net, (taken, _) in zip(traded, deviations, readings, within, limits, strict=True):
        amount = position * prices.local
        if deviation is None or reading.net is None or net is None:
            amount -= max(0, position) * max(prices.local, retail) + taken * retail
        elif deviation > 0:
            undone = min(deviation, max(0, -position))
            amount += min(prices.local * undone, zone.earned(undone, late=reading.late))
            amount += zone.earned(deviation - undone, late=reading.late)
        else:
            undone = min(-deviation, max(0, position))
            amount -= max(prices.local * undone, zone.owed(undone, late=reading.late))
            amount -= zone.owed(-deviation - undone, late=reading.late)
        if reading.net is not None and net is not None:
            amount += min(0, reading.net - net) * retail
        paid.append(amount)
    return paid
