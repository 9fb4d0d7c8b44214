"""A founding under way: its key is on disk before anybody sends coin to it, and stays there until it is used."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from homeassistant.helpers.storage import Store

from .const import DOMAIN
from .market.clearing import Zone
from .market.founding import Founding, Sharing, SupplyArrangement
from .market.tariff import LocalClock, TariffTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from homeassistant.core import HomeAssistant

STORAGE_VERSION: Final = 1
STORAGE_KEY: Final = f"{DOMAIN}.founding"


def terms_to_json(terms: Founding) -> dict[str, Any]:
    """Write a founding as JSON knows it."""
    return {
        **{name: getattr(terms, name) for name in Founding.__slots__},
        "supply": int(terms.supply),
        "sharing": int(terms.sharing),
        "zones": [asdict(zone) for zone in terms.zones],
        "tariff_table": [hex(word) for word in terms.tariff_table.pack(terms.tariff_unit)],
        "clock": hex(terms.clock.pack()),
        "metered_zones": sorted(terms.metered_zones),
    }


def terms_from_json(stored: Mapping[str, Any]) -> Founding:
    """Read a founding back."""
    words = [int(word, 16) for word in stored["tariff_table"]]
    return Founding(
        **{
            **stored,
            "supply": SupplyArrangement(stored["supply"]),
            "sharing": Sharing(stored.get("sharing", Sharing.EQUAL)),
            "zones": tuple(Zone(**zone) for zone in stored["zones"]),
            "tariff_table": TariffTable.unpack(words, stored["tariff_unit"]),
            "clock": LocalClock.unpack(int(stored["clock"], 16)),
            "metered_zones": frozenset(stored.get("metered_zones", ())),
        }
    )


@dataclass(frozen=True, slots=True)
class FoundingDraft:
    """What is to be founded, where, and with which key."""

    key: str
    nodes: tuple[str, ...]
    chain_id: int
    terms: Founding
    feed: Mapping[str, Any] | None = None
    """The entity that prices follow, if they follow one."""

    origin: str = ""
    """The market on another chain whose community this one carries on, if it does."""

    def to_json(self) -> dict[str, Any]:
        """Write it as JSON knows it."""
        return {
            "key": self.key,
            "nodes": list(self.nodes),
            "chain_id": self.chain_id,
            "terms": terms_to_json(self.terms),
            "feed": self.feed,
            "origin": self.origin,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read it back."""
        terms = terms_from_json(stored["terms"])
        return cls(
            stored["key"],
            tuple(stored["nodes"]),
            stored["chain_id"],
            terms,
            stored.get("feed"),
            stored.get("origin", ""),
        )

    def __repr__(self) -> str:
        """Name it without its key."""
        return f"FoundingDraft({self.terms.name!r})"


class DraftStore:
    """The one founding that may be under way in a Home Assistant."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Keep it in a file that only Home Assistant reads."""
        self._store: Store[dict[str, Any]] = Store(hass, STORAGE_VERSION, STORAGE_KEY, private=True, atomic_writes=True)

    async def async_load(self) -> FoundingDraft | None:
        """Return what is under way."""
        stored = await self._store.async_load()
        return FoundingDraft.from_json(stored) if stored else None

    async def async_save(self, draft: FoundingDraft) -> None:
        """Keep it; on disk when this returns."""
        await self._store.async_save(draft.to_json())

    async def async_remove(self, key: str) -> None:
        """Forget it once its key is kept elsewhere."""
        stored = await self._store.async_load()
        if stored and stored["key"] == key:
            await self._store.async_remove()
