"""Keeps a community's tariffs in step with an entity that tells the prices of coming hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
import logging
from typing import TYPE_CHECKING, Any, Final, Self

from homeassistant.util import dt as dt_util

from .spot import async_coming_prices
from .tariffs import Charges, PriceDoubt, Tariffs, tariffs_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from homeassistant.core import HomeAssistant

    from ..chain.operating import OperatorMarket
    from ..market.founding import Founding
    from ..market.tariff import BlockTariff

_LOGGER = logging.getLogger(__name__)

CONF_PRICE_FEED: Final = "price_feed"
CONF_RETAIL_ENTITY: Final = "retail_entity"
CONF_FEED_IN_ENTITY: Final = "feed_in_entity"
CONF_TAX: Final = "tax"
CONF_SURCHARGE: Final = "surcharge"
CONF_FEED_IN: Final = "feed_in"

PATIENCE: Final = timedelta(minutes=30)
"""How long an entity may be away, as after a restart, before anybody is told."""


@dataclass(frozen=True, slots=True)
class FeedSource:
    """Where the prices come from."""

    retail: str
    feed_in: str | None
    charges: Charges

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Read what was chosen."""
        charges = Charges(stored.get(CONF_TAX, 0), stored.get(CONF_SURCHARGE, 0), stored.get(CONF_FEED_IN, 0))
        return cls(stored[CONF_RETAIL_ENTITY], stored.get(CONF_FEED_IN_ENTITY), charges)


async def async_read(hass: HomeAssistant, source: FeedSource, founding: Founding, after: int) -> Tariffs:
    """The tariffs that an entity's prices come to, of blocks behind a moment (unix seconds)."""
    retail = await async_coming_prices(hass, source.retail)
    feed_in = await async_coming_prices(hass, source.feed_in) if source.feed_in else None
    if retail is None or (source.feed_in and feed_in is None):
        return Tariffs({}, PriceDoubt.MISSING)
    return tariffs_of(retail, feed_in, source.charges, founding, after)


class PriceFeed:
    """Hands coming tariffs to the market as soon as they are known, each once."""

    def __init__(self, hass: HomeAssistant, operator: OperatorMarket, founding: Founding, source: FeedSource) -> None:
        """Begin with nothing known of what is set."""
        self.source = source
        self._hass = hass
        self._operator = operator
        self._founding = founding
        self._held: dict[int, BlockTariff] = {}
        self._too_late: dict[int, BlockTariff] = {}
        self._missing_since: datetime | None = None
        self.doubt: PriceDoubt | None = None
        """What people have to be told about the entity's prices."""

    @property
    def until(self) -> datetime | None:
        """Up to when coming blocks have prices of the entity's; None while none has."""
        calendar = self._founding.calendar()
        block = calendar.block_at(self._operator.market.now())
        last = None
        while (block := block + 1) in self._held:
            last = block
        return None if last is None else dt_util.utc_from_timestamp(calendar.block_end(last))

    async def async_step(self) -> None:
        """Set what has become known; a doubtful price changes nothing, and what was set before stays.

        Raises ChainError.
        """
        now = int(self._operator.market.now())
        tariffs = await async_read(self._hass, self.source, self._founding, now)
        self._note(tariffs.doubt)
        current = self._founding.calendar().block_at(now)
        for known in (self._held, self._too_late):
            for block in [block for block in known if block < current]:
                del known[block]
        settled = self._too_late | self._held
        wanted = {block: tariff for block, tariff in tariffs.blocks.items() if settled.get(block) != tariff}
        if not wanted:
            return
        held = await self._operator.set_tariffs(wanted, self._founding)
        for block, tariff in wanted.items():
            if block in held:
                self._held[block] = tariff
            elif block <= current + self._founding.horizon_blocks:
                # What can be ordered for already keeps its price, and is not asked about again.
                self._held.pop(block, None)
                self._too_late[block] = tariff

    def _note(self, doubt: PriceDoubt | None) -> None:
        now = dt_util.utcnow()
        if doubt is not PriceDoubt.MISSING:
            self._missing_since, self.doubt = None, doubt
            return
        self._missing_since = self._missing_since or now
        if now - self._missing_since >= PATIENCE:
            self.doubt = doubt
