"""Whom the operator has invited: one voucher each, and what it promises."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Self

from homeassistant.helpers.storage import Store

from ..chain.operating import Place
from ..chain.wallet import AgentKey
from ..const import DOMAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from homeassistant.core import HomeAssistant

STORAGE_VERSION: Final = 1
MOST_KEPT: Final = 500
"""Used vouchers are forgotten beyond this: the chain remembers them."""


class VoucherRefusedError(Exception):
    """A request whose voucher this community did not give out, or that was used by somebody else."""


class LimitReachedError(Exception):
    """A relay's owner bears no more of today's fees."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who was invited: what the operator calls the home, how it will be connected, and its voucher's key."""

    name: str
    place: Place
    invited_at: float
    voucher_key: str = field(repr=False)
    agent: str | None = None
    """The home that came with the voucher."""

    formerly: int | None = None
    """Its number in the market that the community had on another chain."""

    @property
    def is_awaited(self) -> bool:
        """Whether it was a member on another chain and has not come yet."""
        return self.formerly is not None and self.agent is None

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read it back."""
        return cls(**{**stored, "place": Place(**stored["place"])})


class GuestBook:
    """The invitations of one community, by the address of their vouchers."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Keep them in a file that only Home Assistant reads."""
        self._hass = hass
        self._store: Store[dict[str, Any]] = Store(
            hass, STORAGE_VERSION, f"{DOMAIN}.{entry_id}.guests", private=True, atomic_writes=True
        )
        self.guests: dict[str, Guest] = {}
        self._own = ("", "")
        self._names: dict[str, str] = {}

    async def async_load(self) -> None:
        """Take up what was kept."""
        stored = await self._store.async_load() or {}
        self.guests = {voucher: Guest.from_json(guest) for voucher, guest in stored.get("guests", {}).items()}
        self._names = dict(stored.get("names", {}))

    async def async_invite(self, name: str, place: Place, now: float, formerly: int | None = None) -> Guest:
        """Make a voucher, which is on disk when this returns."""
        key = await self._hass.async_add_executor_job(AgentKey.create)
        guest = Guest(name, place, now, key.stored(), formerly=formerly)
        self.guests[key.address] = guest
        await self._async_save()
        return guest

    async def async_came(self, voucher: str, agent: str) -> None:
        """Note which home came with a voucher."""
        if (guest := self.guests.get(voucher)) is not None and guest.agent != agent:
            self.guests[voucher] = replace(guest, agent=agent)
            await self._async_save()

    async def _async_save(self) -> None:
        used = [voucher for voucher, guest in self.guests.items() if guest.agent]
        for voucher in used[: max(0, len(used) - MOST_KEPT)]:
            del self.guests[voucher]
        guests = {voucher: asdict(guest) for voucher, guest in self.guests.items()}
        await self._store.async_save({"guests": guests, "names": self._names})

    async def async_name(self, agent: str, name: str) -> None:
        """Call a home something; no name makes it what it was invited as."""
        if name:
            self._names[agent] = name
        else:
            self._names.pop(agent, None)
        await self._async_save()

    def call_own(self, agent: str, name: str) -> None:
        """What the operator's own home is called, as long as nobody calls it something else."""
        self._own = (agent, name)

    @property
    def latest(self) -> Guest | None:
        """The last one who has not come yet."""
        open_ones = (guest for guest in reversed(self.guests.values()) if guest.agent is None and not guest.is_awaited)
        return next(open_ones, None)

    def name_of(self, agent: str) -> str | None:
        """What the operator calls a home."""
        if agent in self._names:
            return self._names[agent]
        invited_as = next((guest.name for guest in self.guests.values() if guest.agent == agent), None)
        return invited_as or (self._own[1] or None if self._own[0] == agent else None)

    async def async_remove(self) -> None:
        """Forget everything."""
        await self._store.async_remove()
