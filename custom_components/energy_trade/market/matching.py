"""Which deliveries meet under individual supply: within a zone first, then over lines as they were cleared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from .clearing import Zone


@dataclass(frozen=True, slots=True)
class Matched:
    """By zone, in Wh of one interval: what of its delivered sales met a purchase, and of its purchases a sale."""

    sold: tuple[int, ...]
    bought: tuple[int, ...]

    @classmethod
    def across(
        cls, zones: Sequence[Zone], flows: Sequence[int], sales: Sequence[int], purchases: Sequence[int]
    ) -> Self:
        """Match delivered sales and purchases of all zones.

        What finds nothing in its zone crosses a line only in its cleared direction and up to its cleared flow (+ to
        the parent), and meets at the nearest zone on its way. Where more comes than is wanted, or the reverse, all
        that came share alike: the zone's own first, then its children in order, cumulated so that nothing is lost.
        """
        places = [
            _Place(zone.parent, flow, max(0, sold - bought), max(0, bought - sold))
            for zone, flow, sold, bought in zip(zones, flows, sales, purchases, strict=True)
        ]
        for place in reversed(places[1:]):
            parent = places[place.parent]
            if place.flow > 0:
                place.crossing = min(max(0, place.offered - place.wanted), place.flow)
                parent.offered += place.crossing
            else:
                place.crossing = min(max(0, place.wanted - place.offered), -place.flow)
                parent.wanted += place.crossing
        own = [
            _share(place, [child for child in places[index + 1 :] if child.parent == index])
            for index, place in enumerate(places)
        ]
        within = [min(sold, bought) for sold, bought in zip(sales, purchases, strict=True)]
        return cls(
            tuple(met + left for met, (left, _) in zip(within, own, strict=True)),
            tuple(met + got for met, (_, got) in zip(within, own, strict=True)),
        )


@dataclass(slots=True)
class _Place:
    """A zone and its line; `crossing` is what may cross it, and once the parent had its turn what does."""

    parent: int
    flow: int
    surplus: int
    lack: int
    crossing: int = 0
    offered: int = 0
    wanted: int = 0

    def __post_init__(self) -> None:
        self.offered, self.wanted = self.surplus, self.lack


def _share(place: _Place, children: Sequence[_Place]) -> tuple[int, int]:
    """Settle what crosses the children's lines; return what of the place's own surplus and lack is matched."""
    leaving, coming = (place.crossing, 0) if place.flow > 0 else (0, place.crossing)
    used = min(place.offered, place.wanted + leaving)
    met = min(place.wanted, place.offered + coming)
    exporters = [child for child in children if child.flow > 0]
    importers = [child for child in children if child.flow <= 0]
    parts: list[int] = []
    for whole, own, lines in ((used, place.surplus, exporters), (met, place.lack, importers)):
        first, *shares = _pro_rata(whole, [own, *(line.crossing for line in lines)])
        parts.append(first)
        for line, share in zip(lines, shares, strict=True):
            line.crossing = share
    return parts[0], parts[1]


def _pro_rata(whole: int, parts: Sequence[int]) -> list[int]:
    total, sum_, before, shares = sum(parts), 0, 0, []
    for part in parts:
        sum_ += part
        upto = whole * sum_ // total if total else 0
        shares.append(upto - before)
        before = upto
    return shares
