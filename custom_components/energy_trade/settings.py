"""What the homeowner decided while the integration runs: kept across restarts, applied without a reload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Self

from homeassistant.core import callback
from homeassistant.helpers.storage import Store

from .const import DOMAIN
from .market.orders import Order, Side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from homeassistant.core import HomeAssistant

STORAGE_VERSION: Final = 1
SAVE_DELAY_SECONDS: Final = 1


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the home may do by itself; prices in µcredit per Wh, money in µcredit, None where only the market limits."""

    trading: bool = True
    selling: bool = True
    buying: bool = True
    lowest_selling_price: int | None = None
    highest_buying_price: int | None = None
    daily_limit: int | None = None

    def allows(self, side: Side) -> bool:
        """Whether orders of a side may stand."""
        return self.trading and (self.selling if side is Side.SELL else self.buying)


class Limit(StrEnum):
    """A wish that limits what the home trades: its name among the wishes."""

    LOWEST_SELLING_PRICE = "lowest_selling_price"
    HIGHEST_BUYING_PRICE = "highest_buying_price"
    DAILY_LIMIT = "daily_limit"


@dataclass(frozen=True, slots=True)
class Exemption:
    """A limit that the homeowner lifted for the intervals from `first` up to `end`; the daily one up to an amount."""

    limit: Limit
    first: int
    end: int
    amount: int | None = None


type ManualOrders = Mapping[int, Order | None]
"""Orders by hand, by interval; None keeps the interval free of orders."""


def without_past(manual: ManualOrders, first_interval: int) -> dict[int, Order | None]:
    """Forget orders by hand for intervals that nobody can order for any more."""
    return {interval: order for interval, order in manual.items() if interval >= first_interval}


type Told = Mapping[int, int | None]
"""What people were told of recent blocks: None that it was cleared, else the amount at which it was settled."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that is kept: wishes, exemptions from them, orders by hand.

    And what people were told, None before anything; whether the home was ever a member.
    """

    wishes: Wishes = field(default_factory=Wishes)
    manual: ManualOrders = field(default_factory=dict)
    told: Told | None = None
    was_member: bool = False
    exemptions: tuple[Exemption, ...] = ()

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Self:
        """Read what was kept; unknown keys of a later version are ignored."""
        wishes = stored.get("wishes", {})
        return cls(
            Wishes(**{name: wishes[name] for name in Wishes.__dataclass_fields__ if name in wishes}),
            {
                int(interval): None if order is None else Order(Side(order[0]), order[1], order[2])
                for interval, order in stored.get("manual", {}).items()
            },
            None if stored.get("told") is None else {int(block): amount for block, amount in stored["told"].items()},
            bool(stored.get("was_member")),
            tuple(Exemption(Limit(limit), *span) for limit, *span in stored.get("exemptions", ())),
        )

    def to_stored(self) -> dict[str, Any]:
        """Write it as JSON knows it."""
        return {
            "wishes": asdict(self.wishes),
            "manual": {
                str(interval): None if order is None else [int(order.side), order.tick, order.energy_wh]
                for interval, order in self.manual.items()
            },
            "told": None if self.told is None else {str(block): amount for block, amount in self.told.items()},
            "was_member": self.was_member,
            "exemptions": [list(astuple(each)) for each in self.exemptions],
        }


class SettingsStore:
    """Keeps one community's settings."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Name the file after the entry, so that nothing of it stays when the entry goes."""
        self._store: Store[dict[str, Any]] = Store(hass, STORAGE_VERSION, f"{DOMAIN}.{entry_id}.settings")
        self.current = Settings()

    async def async_load(self) -> None:
        """Read what was decided before."""
        if stored := await self._store.async_load():
            self.current = Settings.from_stored(stored)

    async def async_save(self) -> None:
        """Write at once what waits to be written: the entry is unloaded."""
        await self._store.async_save(self.current.to_stored())

    async def async_remove(self) -> None:
        """Forget everything."""
        await self._store.async_remove()

    @callback
    def wish(self, **changes: Any) -> None:
        """Change what the home may do by itself."""
        self._keep(replace(self.current, wishes=replace(self.current.wishes, **changes)))

    @callback
    def exempt(self, exemption: Exemption) -> None:
        """Lift a limit for a while."""
        self._keep(replace(self.current, exemptions=(*self.current.exemptions, exemption)))

    @callback
    def order_by_hand(self, orders: ManualOrders) -> None:
        """Let these orders override the automatic ones until they are cancelled."""
        self._keep(replace(self.current, manual={**self.current.manual, **orders}))

    @callback
    def back_to_automatic(self, intervals: Iterable[int]) -> None:
        """Hand intervals back to the automatics."""
        freed = set(intervals)
        kept = {interval: order for interval, order in self.current.manual.items() if interval not in freed}
        if len(kept) != len(self.current.manual):
            self._keep(replace(self.current, manual=kept))

    @callback
    def forget_before(self, interval: int) -> None:
        """Drop orders by hand and exemptions whose intervals have passed."""
        kept = without_past(self.current.manual, interval)
        exemptions = tuple(each for each in self.current.exemptions if each.end > interval)
        if len(kept) != len(self.current.manual) or len(exemptions) != len(self.current.exemptions):
            self._keep(replace(self.current, manual=kept, exemptions=exemptions))

    @callback
    def remember_told(self, told: Told) -> None:
        """Keep what people were told, so that they are told once."""
        if told != self.current.told:
            self._keep(replace(self.current, told=dict(told)))

    @callback
    def remember_member(self) -> None:
        """Keep that the home was admitted, so that the loss of its agent's role is noticed."""
        if not self.current.was_member:
            self._keep(replace(self.current, was_member=True))

    @callback
    def _keep(self, settings: Settings) -> None:
        self.current = settings
        self._store.async_delay_save(settings.to_stored, SAVE_DELAY_SECONDS)
