"""Tells devices what to do, looks whether they did, and gives way to people."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import Context
from homeassistant.exceptions import HomeAssistantError
import voluptuous as vol

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from homeassistant.core import HomeAssistant, State

_LOGGER = logging.getLogger(__name__)

CALL_SECONDS: Final = 10
PATIENCE_SECONDS: Final = (0, 20, 40, 60, 120)
"""How long a device is given to obey before it is told once more."""

LATER_SECONDS: Final = 900
"""And how often after that: it may have been switched off for the night."""

MOST_TRIES: Final = len(PATIENCE_SECONDS)
MOST_SLIPS: Final = 3
"""A device that changes back by itself so often is steered by somebody else."""

PAUSE_SECONDS: Final = 7200
"""What a person sets by hand stays for so long."""


class Obedience(StrEnum):
    """How a device answers to what it was told; the worst of its entities counts."""

    DONE = "done"
    WAITING = "waiting"
    """It was told and has not followed yet."""

    UNREACHABLE = "unreachable"
    OVERRIDDEN = "overridden"
    """Somebody set it otherwise: it is left alone for a while."""

    DISOBEYS = "disobeys"


WORST: Final = (
    Obedience.OVERRIDDEN,
    Obedience.DISOBEYS,
    Obedience.UNREACHABLE,
    Obedience.WAITING,
    Obedience.DONE,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """An action on an entity, and how its state tells that it was done; what cannot be read back is told once."""

    entity_id: str
    action: str
    data: Mapping[str, Any] = field(default_factory=dict)
    holds: Callable[[State], bool] | None = None
    meaning: Hashable = None
    """What is wanted, by which a new wish is told from the same one."""


@dataclass(slots=True)
class _Memory:
    wish: Wish
    sent_at: float = float("-inf")
    tries: int = 0
    slips: int = 0
    confirmed: bool = False


class Hand:
    """One device's: remembers what it told whom. Time is in seconds of any clock that only rises."""

    def __init__(self, hass: HomeAssistant, *, yields: bool = False) -> None:
        """One that yields takes every change that is not its own for a person's."""
        self._hass = hass
        self._yields = yields
        self._memory: dict[str, _Memory] = {}
        self._paused_until = float("-inf")

    def resume(self) -> None:
        """Take over again at once: the owner says so."""
        self._paused_until = float("-inf")
        self._memory.clear()

    async def async_apply(self, wishes: Sequence[Wish], now: float) -> Obedience:
        """Bring entities to what is wanted, as far as they follow and nobody else wants otherwise."""
        if any(self._is_overridden(wish) for wish in wishes):
            self._paused_until = now + PAUSE_SECONDS
            self._memory.clear()
        if now < self._paused_until:
            return Obedience.OVERRIDDEN
        answers = {await self._async_one(wish, now) for wish in wishes} | {Obedience.DONE}
        return next(answer for answer in WORST if answer in answers)

    def _is_overridden(self, wish: Wish) -> bool:
        known = self._memory.get(wish.entity_id)
        state = self._hass.states.get(wish.entity_id)
        if known is None or not known.confirmed or known.wish.holds is None or state is None:
            return False
        if state.state == STATE_UNAVAILABLE or known.wish.holds(state) or (wish.holds and wish.holds(state)):
            return False
        known.confirmed = False
        known.slips += 1
        return self._yields or state.context.user_id is not None or known.slips > MOST_SLIPS

    async def _async_one(self, wish: Wish, now: float) -> Obedience:
        state = self._hass.states.get(wish.entity_id)
        if state is None or state.state == STATE_UNAVAILABLE:
            return Obedience.UNREACHABLE
        known = self._memory.get(wish.entity_id)
        if known is None or known.wish.meaning != wish.meaning:
            # Another wish does not make a device that has not followed the last one more obedient.
            tries = 0 if known is None or known.confirmed else known.tries
            known = self._memory[wish.entity_id] = _Memory(wish, tries=tries, slips=known.slips if known else 0)
        known.wish = wish
        if wish.holds is None:
            if not known.confirmed:
                known.confirmed = await self._async_send(wish)
            return Obedience.DONE if known.confirmed else Obedience.WAITING
        if wish.holds(state):
            known.confirmed, known.tries = True, 0
            return Obedience.DONE
        patience = PATIENCE_SECONDS[known.tries] if known.tries < MOST_TRIES else LATER_SECONDS
        if now - known.sent_at >= patience:
            known.sent_at, known.tries = now, min(known.tries, MOST_TRIES) + 1
            await self._async_send(wish)
            state = self._hass.states.get(wish.entity_id)
            if state is not None and wish.holds(state):
                known.confirmed, known.tries = True, 0
                return Obedience.DONE
        gave_up = known.tries == MOST_TRIES and now - known.sent_at >= PATIENCE_SECONDS[-1]
        return Obedience.DISOBEYS if gave_up or known.tries > MOST_TRIES else Obedience.WAITING

    async def _async_send(self, wish: Wish) -> bool:
        domain, _, service = wish.action.partition(".")
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await self._hass.services.async_call(
                    domain,
                    service,
                    {"entity_id": wish.entity_id, **wish.data},
                    blocking=True,
                    context=Context(),
                )
        except (HomeAssistantError, vol.Invalid, TimeoutError) as error:
            _LOGGER.debug("%s did not take %s: %s", wish.entity_id, wish.action, error)
            return False
        return True


def switched(entity_id: str, *, on: bool) -> Wish:
    """Want something on, or off."""
    state = "on" if on else "off"
    domain = entity_id.partition(".")[0]
    return Wish(entity_id, f"{domain}.turn_{state}", holds=lambda now: now.state == state, meaning=state)


def option(entity_id: str, chosen: str) -> Wish:
    """Want an option of a list."""
    domain = entity_id.partition(".")[0]
    return Wish(
        entity_id,
        f"{domain}.select_option",
        {"option": chosen},
        holds=lambda now: now.state == chosen,
        meaning=chosen,
    )


def script(entity_id: str, meaning: Hashable, **variables: Any) -> Wish:
    """Want a script run, once for each thing it is to do."""
    return Wish(entity_id, "script.turn_on", {"variables": variables} if variables else {}, meaning=meaning)


def number(hass: HomeAssistant, entity_id: str, value: float) -> Wish:
    """Want a number set, as near as its range and steps allow."""
    state = hass.states.get(entity_id)
    attributes = state.attributes if state else {}
    step = _float(attributes.get("step"), 1.0) or 1.0
    lowest, highest = _float(attributes.get("min"), 0.0), _float(attributes.get("max"), value)
    value = round(min(max(round(value / step) * step, lowest), highest), 6)

    def holds(now: State) -> bool:
        try:
            return abs(float(now.state) - value) <= step / 2
        except ValueError:
            return False

    return Wish(entity_id, f"{entity_id.partition('.')[0]}.set_value", {"value": value}, holds=holds, meaning=value)


def _float(value: Any, otherwise: float) -> float:
    return float(value) if isinstance(value, int | float) else otherwise
