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


def amounts(
    traded: Sequence[int], metered: Sequence[int], price: int, feed_in: int, retail: int, spread: int
) -> list[int]:
    """What everybody is paid for an interval, in µcredit: the position at the price, then what it was missed by."""
    deviations = [net - position for net, position in zip(metered, traded, strict=True)]
    long = sum(deviation for deviation in deviations if deviation > 0)
    short = -sum(deviation for deviation in deviations if deviation < 0)
    netted = min(long, short)
    lower = max(feed_in, (feed_in + retail) // 2 - spread)
    upper = min(retail, -(-(feed_in + retail) // 2) + spread)

    def earned(energy: int) -> int:
        return energy * (netted * lower + (long - netted) * feed_in) // long if energy else 0

    def owed(energy: int) -> int:
        return -(-energy * (netted * upper + (short - netted) * retail) // short) if energy else 0

    paid = []
    for position, deviation in zip(traded, deviations, strict=True):
        amount = position * price
        if deviation > 0:
            undone = min(deviation, max(0, -position))
            amount += min(price * undone, earned(undone)) + earned(deviation - undone)
        elif deviation < 0:
            undone = min(-deviation, max(0, position))
            amount -= max(price * undone, owed(undone)) + owed(-deviation - undone)
        paid.append(amount)
    return paid
