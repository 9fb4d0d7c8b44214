"""The home's own supplier: asked for its prices when a plan is made, remembered for what has passed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..home.devices.reading import Measure, amount, state_of
from ..market.founding import SupplyArrangement
from ..market.tariff import GridPrice
from .config import (
    CONF_FEED_IN,
    CONF_KIND,
    CONF_PRICES,
    CONF_SUPPLIER,
    SupplierKind,
    dynamic_tariff,
    fixed_tariff,
    monthly_tariff,
)
from .published import Published, from_answer, published

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from homeassistant.core import HomeAssistant

    from ..home.port import Meters
    from ..market.founding import Founding
    from ..planner.tariffs import OwnTariff

_LOGGER = logging.getLogger(__name__)

KEPT_INTERVALS: Final = 2976
NOTED_INTERVALS: Final = 192
FRESH: Final = timedelta(minutes=30)
STALE: Final = timedelta(hours=36)
"""Prices of an entity that has been silent for longer are not believed any more; they would be of days past anyway."""

PER_MWH: Final = 0.001


class Supplier:
    """What the member's own supplier charges and pays by interval; only under individual supply is there any."""

    def __init__(
        self,
        hass: HomeAssistant,
        options: Mapping[str, Any],
        founding: Founding,
        *,
        meters: Meters,
        now: Callable[[], float],
        notes: dict[str, Any],
        on_change: Callable[[], None],
    ) -> None:
        """Go on with what was remembered; `now` is the market's clock, `on_change` says that the notes are others."""
        self._hass = hass
        self._founding = founding
        self._meters = meters
        self._now = now
        self._notes = notes
        self._on_change = on_change
        self._options: Mapping[str, Any] = options.get(CONF_SUPPLIER, {})
        self._tariff: OwnTariff | None = None
        self._answered: tuple[datetime, Published] | None = None
        self._seen: tuple[datetime, Published] | None = None
        self._warned = False

    @property
    def is_own(self) -> bool:
        """Whether the home has named a supplier of its own and the community leaves supply to its members."""
        kind = self._options.get(CONF_KIND, SupplierKind.COMMUNITY)
        return self._founding.supply is SupplyArrangement.INDIVIDUAL and kind != SupplierKind.COMMUNITY

    async def async_refresh(self) -> None:
        """Ask anew, and remember what holds now; a supplier that cannot be asked keeps what was known of it."""
        if not self.is_own:
            return
        try:
            self._tariff = fixed_tariff(self._options) or await self._async_asked()
        except (ValueError, ArithmeticError) as error:
            if not self._warned:
                _LOGGER.warning("The supplier's tariff cannot be used, the community's grid prices hold: %s", error)
            self._warned, self._tariff = True, None
            return
        self._warned = False
        calendar = self._founding.calendar()
        current = calendar.interval_at(self._now())
        for interval in range(current, current + NOTED_INTERVALS):
            # What is to come is noted as it is known now: it will have held, whoever is silent by then.
            if (price := self._at(interval)) is not None:
                self._notes[str(interval)] = [price.feed_in, price.retail]
        for old in [each for each in self._notes if int(each) < current - KEPT_INTERVALS]:
            del self._notes[old]
        self._on_change()

    async def _async_asked(self) -> OwnTariff | None:
        if self._options[CONF_KIND] == SupplierKind.ENTITY:
            feed_in = amount(self._hass, self._options.get(CONF_FEED_IN), Measure.PRICE)
            return dynamic_tariff(self._options, await self._async_published(), feed_in)
        used, daily, since = self._month()
        return monthly_tariff(self._options, used, daily, since)

    # ------ prices of an entity

    async def _async_published(self) -> Published:
        """What the price entity tells, with what its integration answers beyond that; silence keeps the last word."""
        entity_id, now = str(self._options[CONF_PRICES]), dt_util.utcnow()
        state = state_of(self._hass, entity_id)
        if state is not None:
            self._seen = (now, published(state, now))
        if self._answered is None or now - self._answered[0] >= FRESH:
            answered = await self._async_answer(entity_id)
            if answered is not None and answered.prices:
                self._answered = (now, answered)
            elif self._answered is not None and now - self._answered[0] > STALE:
                self._answered = None
        known = [told for at, told in filter(None, (self._seen, self._answered)) if now - at <= STALE]
        prices: dict[float, float] = {}
        for told in known:
            prices |= told.prices
        return Published(prices, min((told.lasts_seconds for told in known), default=3600.0))

    async def _async_answer(self, entity_id: str) -> Published | None:
        """Ask the integrations that tell prices by an action and not by attributes."""
        registered = er.async_get(self._hass).async_get(entity_id)
        platform = registered.platform if registered else None
        today = dt_util.start_of_local_day()
        if platform == "nordpool" and registered is not None:
            prices: dict[float, float] = {}
            lasts = 3600.0
            for day in (today, today + timedelta(days=1)):
                data = {"config_entry": registered.config_entry_id, "date": day.date().isoformat()}
                answer = await self._async_call(platform, "get_prices_for_date", data)
                area = registered.unique_id.partition("-")[0]
                told = from_answer(answer.get(area, answer) if isinstance(answer, dict) else answer, PER_MWH)
                prices |= told.prices
                lasts = min(lasts, told.lasts_seconds)
            return Published(prices, lasts)
        if platform == "tibber":
            data = {"start": today.isoformat(), "end": (today + timedelta(days=2)).isoformat()}
            answer = await self._async_call(platform, "get_prices", data)
            homes = answer.get("prices") if isinstance(answer, dict) else None
            return from_answer(next(iter(homes.values()), None)) if isinstance(homes, dict) else None
        return None

    async def _async_call(self, domain: str, action: str, data: dict[str, Any]) -> Any:
        if not self._hass.services.has_service(domain, action):
            return None
        try:
            return await self._hass.services.async_call(domain, action, data, blocking=True, return_response=True)
        except (HomeAssistantError, vol.Invalid) as error:
            _LOGGER.debug("%s told no prices: %s", domain, error)
            return None

    # ------ a month's use

    def _month(self) -> tuple[float, float, datetime]:
        """What the home has drawn since the month began and a day on average, in kWh, by its meters."""
        calendar = self._founding.calendar()
        here = dt_util.as_local(datetime.fromtimestamp(self._now(), UTC))
        since = here.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        current = calendar.interval_at(self._now())
        month = calendar.interval_at(since.timestamp())
        taken = {
            each.interval: each.import_wh
            for each in self._meters.readings(max(0, current - KEPT_INTERVALS), current)
            if each.import_wh is not None
        }
        day = 24 * 3600 / self._founding.interval_seconds
        daily = sum(taken.values()) / len(taken) * day / 1000 if taken else 0.0
        known = [wh for interval, wh in taken.items() if interval >= month]
        # What no meter told is taken to have been as usual: a bill leaves no hour out.
        missing = max(0, current - month - len(known))
        return sum(known) / 1000 + missing * daily / day, daily, since

    # ------ what it says

    def _at(self, interval: int) -> GridPrice | None:
        if self._tariff is None:
            return None
        start = self._founding.calendar().interval_start(interval)
        # A price service and a bill follow Home Assistant's clock; the chain's runs apart from it by little.
        return self._tariff.at(dt_util.as_local(datetime.fromtimestamp(start, UTC)))

    def price(self, interval: int) -> GridPrice | None:
        """What it charges and pays in an interval; None where the community's grid price holds."""
        if not self.is_own:
            return None
        kept = self._notes.get(str(interval))
        noted = None if kept is None else GridPrice(*kept)
        if interval < self._founding.calendar().interval_at(self._now()):
            return noted or self._at(interval)
        return self._at(interval) or noted

    def prices(self, intervals: Iterable[int]) -> dict[int, GridPrice]:
        """What it charges and pays, by interval, as far as that is known."""
        return {interval: price for interval in intervals if (price := self.price(interval)) is not None}
