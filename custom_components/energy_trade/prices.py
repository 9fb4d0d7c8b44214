"""What the community's market has shown of late, remembered beyond what a look at the chain tells."""

from __future__ import annotations

from dataclasses import astuple, replace
import logging
from typing import TYPE_CHECKING, Any, Final

from .market.port import MarketError
from .market.units import BLOCK_INTERVALS
from .planner.evidence import Evidence, evidence_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .market.founding import Founding
    from .market.port import Market
    from .market.state import Snapshot

_LOGGER = logging.getLogger(__name__)

KEPT_DAYS: Final = 14
LEARNED_DAYS: Final = 3


class PriceMemory:
    """Prices and volumes of past intervals; `notes` are kept across restarts."""

    def __init__(self, founding: Founding, notes: dict[str, Any]) -> None:
        """Go on with what was remembered."""
        self._founding = founding
        self._notes = notes
        self._known = {int(interval): Evidence(*row) for interval, row in notes.items()}

    @property
    def evidence(self) -> Mapping[int, Evidence]:
        """All that is remembered, by interval."""
        return dict(self._known)

    def see(self, snapshot: Snapshot) -> None:
        """Remember what a look at the chain shows."""
        self._keep(evidence_of(snapshot.blocks, snapshot.member.zone, self._founding.grid()))
        calendar = self._founding.calendar()
        oldest = calendar.interval_at(snapshot.chain_time) - KEPT_DAYS * calendar.day_intervals
        for interval in [each for each in self._known if each < oldest]:
            del self._known[interval]
            self._notes.pop(str(interval), None)

    async def async_learn(self, market: Market, zone: int) -> None:
        """Read the last days' prices and volumes from the chain, unless they are known."""
        calendar, now = self._founding.calendar(), market.now()
        current = calendar.interval_at(now)
        first = current - LEARNED_DAYS * calendar.day_intervals
        if all(interval in self._known for interval in range(first, first + calendar.day_intervals)):
            return
        try:
            blocks = await market.past_blocks(first // BLOCK_INTERVALS, current // BLOCK_INTERVALS)
        except MarketError as error:
            _LOGGER.debug("The last days' prices could not be read: %s", error)
            return
        self._keep(evidence_of(blocks, zone, self._founding.grid()))

    def _keep(self, found: Mapping[int, Evidence]) -> None:
        for interval, seen in found.items():
            known = self._known.get(interval)
            # The chain adds the book up only until delivery: what was offered and wanted stays as it was seen.
            each = seen
            if known is not None and not (seen.supply_wh or seen.demand_wh):
                each = replace(seen, supply_wh=known.supply_wh, demand_wh=known.demand_wh)
            self._known[interval] = each
            self._notes[str(interval)] = list(astuple(each))
