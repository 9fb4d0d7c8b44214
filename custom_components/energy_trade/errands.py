"""Transactions under way: never two of a kind, none repeated before the chain has shown the last one's effect."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from enum import StrEnum
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import callback

from .chain.errors import NodeError
from .market.port import MarketError

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from .market.port import Receipt

_LOGGER = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS: Final = 5
LONGEST_PAUSE_SECONDS: Final = 600
IDLE_PAUSE_SECONDS: Final = 15


class Errand(StrEnum):
    """The kinds of transactions that the loop sends by itself."""

    ORDER = "order"
    CLEAR = "clear"
    REPORT = "report"
    AUDIT = "audit"
    SETTLE = "settle"


@dataclass(slots=True)
class _Progress:
    """How one kind stands; `seen_from` is the chain's block that the next snapshot must have reached."""

    task: asyncio.Task[None] | None = None
    seen_from: int = 0
    not_before: float = 0
    failures: int = 0
    error: MarketError | None = None


@dataclass(slots=True)
class Errands:
    """Sends transactions in the background, so that a slow chain never holds up what the home shows."""

    hass: HomeAssistant
    entry: ConfigEntry[Any]
    on_done: Callable[[], None]
    _progress: dict[Errand, _Progress] = field(default_factory=lambda: {kind: _Progress() for kind in Errand})

    def is_due(self, kind: Errand, block_number: int, now: float) -> bool:
        """Whether another one of a kind may go out: none is under way, and the chain as seen includes the last."""
        progress = self._progress[kind]
        return progress.task is None and block_number >= progress.seen_from and now >= progress.not_before

    def error(self, kind: Errand) -> MarketError | None:
        """Why the last one of a kind failed; None once one succeeded."""
        return self._progress[kind].error

    def next_attempt(self, now: float) -> float | None:
        """When the first of those that failed may be tried again."""
        return min(
            (progress.not_before for progress in self._progress.values() if progress.not_before > now), default=None
        )

    async def async_wait(self, kind: Errand) -> None:
        """Wait until none of a kind is under way."""
        if (task := self._progress[kind].task) is not None:
            await asyncio.wait([task])

    @callback
    def forgive(self, kind: Errand) -> None:
        """Forget a failure: there is nothing of the kind to do any more."""
        progress = self._progress[kind]
        if progress.task is None:
            progress.failures, progress.error, progress.not_before = 0, None, 0

    @callback
    def hurry(self, kind: Errand) -> None:
        """Try again at once: somebody asks for it."""
        self._progress[kind].not_before = 0
        self._progress[kind].error = None

    @callback
    def start(self, kind: Errand, errand: Callable[[], Coroutine[Any, Any, Receipt]], now: float) -> None:
        """Send one."""
        self._progress[kind].task = self.entry.async_create_background_task(
            self.hass, self._run(kind, errand, now), f"energy_trade {kind}", eager_start=False
        )

    async def _run(self, kind: Errand, errand: Callable[[], Coroutine[Any, Any, Receipt]], now: float) -> None:
        progress = self._progress[kind]
        try:
            receipt = await errand()
        except MarketError as error:
            if not isinstance(error, NodeError):  # a node's failure says nothing about what was sent
                progress.failures += 1
            pause = FIRST_PAUSE_SECONDS * 2 ** max(0, progress.failures - 1)
            progress.not_before = now + min(LONGEST_PAUSE_SECONDS, pause)
            if type(progress.error) is not type(error) and not isinstance(error, NodeError):
                _LOGGER.warning("The community's market did not take a transaction (%s): %s", kind, error)
            progress.error = error
        else:
            progress.failures, progress.error = 0, None
            # Where nothing had to be sent, the snapshot was behind: no reason to ask again at once.
            progress.not_before = 0 if receipt.transaction_hash else now + IDLE_PAUSE_SECONDS
            progress.seen_from = receipt.block_number
        finally:
            progress.task = None
            self.on_done()
