"""What the community's market has shown of late, remembered beyond what a look at the chain tells."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from .market.port import MarketError
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
        """Read the last days' prices from the chain's own history, unless they are known."""
        calendar, now = self._founding.calendar(), market.now()
        current = calendar.interval_at(now)
        first = current - LEARNED_DAYS * calendar.day_intervals
        if all(interval in self._known for interval in range(first, first + calendar.day_intervals)):
            return
        try:
            ledger = await market.history(int(calendar.interval_start(first)))
        except MarketError as error:
            _LOGGER.debug("The last days' prices could not be read: %s", error)
            return
        prices = {point.interval: point.price for point in ledger.prices if point.zone == zone}
        if not prices:
            return
        self._keep(
            {
                interval: _past(prices.get(interval))
                for interval in range(min(prices), max(prices) + 1)
                if interval not in self._known
            }
        )

    def _keep(self, found: Mapping[int, Evidence]) -> None:
        for interval, each in found.items():
            self._known[interval] = each
            self._notes[str(interval)] = [each.price, each.supply_wh, each.demand_wh, each.long_wh, each.short_wh]


def _past(price: int | None) -> Evidence:
    """An interval of which only the price is known: where nothing was traded, somebody wanted what nobody offered."""
    return Evidence(price, 0, 1 if price is None else 0)
