"""Speaks for neighbours' disputed readings: by itself where the home sees that meter, else only by its owner's word."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

from ..carrier import RelayCarrier
from ..chain.client import EvmMarket
from ..chain.errors import ChainError
from ..home.meters import HomeMeters
from ..issues import Issues
from ..market.state import AuditState
from ..market.units import WH_PER_KWH
from ..office.guests import LimitReachedError, VoucherRefusedError
from ..relay.setup import doors_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime

    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

    from ..chain.witness_word import WitnessWord
    from ..coordinator import EnergyTradeCoordinator, EnergyTradeRuntime
    from ..home.book import IntervalEnergy
    from ..market.readings import BlockReadings
    from ..relay.book import RelayBook

_LOGGER = logging.getLogger(__name__)

CONF_NEIGHBOURS: Final = "neighbours"
"""Counters of neighbours' meters that this home can see, by the neighbour's number."""

LOOK_EVERY: Final = timedelta(seconds=60)
SAY_AGAIN_SECONDS: Final = 600
"""Whoever collects may have begun anew meanwhile."""

SAME_WH: Final = 20
SAME_SHARE: Final = 0.05
"""The same counter, read at slightly different moments: so far two readings of an interval may lie apart."""


class Witness:
    """One home among its neighbours while readings are disputed."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        market: EvmMarket,
        coordinator: EnergyTradeCoordinator,
        hand_over: Callable[[WitnessWord], Awaitable[bool]],
    ) -> None:
        """Know no neighbour's meter yet."""
        self.meters: dict[int, HomeMeters] = {}
        """Neighbours' meters that this home sees, by the neighbour's number."""

        self._market = market
        self._coordinator = coordinator
        self._hand_over = hand_over
        self._issues = Issues(hass, entry.entry_id, entry.title)
        self._given: dict[tuple[int, int], float] = {}

    @property
    def disputed(self) -> tuple[int, ...]:
        """Blocks whose dispute is open, as of the home's last look at the chain."""
        snapshot = self._coordinator.snapshot
        blocks = snapshot.blocks if snapshot else ()
        return tuple(block.index for block in blocks if block.audit is AuditState.DISPUTED)

    async def async_may_speak(self) -> bool:
        """Whether the chain takes this home's own key for its meter's, which alone can speak."""
        view = await self._market.ask("member", await self._market.index())
        return bool(view["meterKey"] == self._market.agent)

    async def async_told(self, block: int) -> dict[int, BlockReadings]:
        """What neighbours have told of a block and nobody has spoken for yet, by number."""
        own = await self._market.index()
        told = await self._market.readings_of(block)
        return {index: each for index, each in told.items() if index != own and not each.witnessed}

    async def async_corrections(self, block: int) -> dict[int, BlockReadings]:
        """What the operator says that homes' readings are instead, by number."""
        return {each.member: each.readings for each in (await self._market.audit_of(block)).corrections}

    async def async_speak(self, member: int, block: int, told: BlockReadings) -> bool:
        """Say that a neighbour's readings are true; whether anybody who collects such words has heard it."""
        testimony = await self._market.testify(await self._market.index(), member, block, told)
        heard = await self._hand_over(testimony)
        if heard:
            self._given[member, block] = self._market.now()
        return heard

    async def async_step(self) -> None:
        """Tell the owner of corrections, and speak for what this home's own eyes have seen; raises ChainError."""
        disputed = self.disputed
        await self._async_tell_owner(disputed)
        self._given = {about: at for about, at in self._given.items() if about[1] in disputed}
        if not disputed or not (self.meters or self._given) or not await self.async_may_speak():
            return
        for block in disputed:
            for member, told in (await self.async_told(block)).items():
                before = self._given.get((member, block))
                again = before is not None and self._market.now() - before > SAY_AGAIN_SECONDS
                if again or (before is None and self._has_seen(member, block, told)):
                    await self.async_speak(member, block, told)

    def _has_seen(self, member: int, block: int, told: BlockReadings) -> bool:
        """Whether the neighbour's meter said the same here, in all intervals and beyond doubt."""
        if (meters := self.meters.get(member)) is None:
            return False
        intervals = self._coordinator.calendar.intervals_of(block)
        return agree(meters.readings(intervals.start, intervals.stop), told)

    async def _async_tell_owner(self, disputed: Sequence[int]) -> None:
        """Show a correction of the home's own readings while it can still be objected to."""
        own = await self._market.index() if disputed else -1
        found: dict[str, dict[str, str]] = {}
        founding, calendar = self._coordinator.founding, self._coordinator.calendar
        for block in disputed:
            audit = await self._market.audit_of(block)
            announced = next((each for each in audit.corrections if each.member == own), None)
            told = (await self._market.readings_of(block)).get(own) if announced else None
            if announced is None or told is None or told.witnessed:
                continue
            found[str(block)] = {
                "start": _moment(calendar.block_start(block)),
                "told": f"{_net(told):+.3f}",
                "corrected": f"{_net(announced.readings):+.3f}",
                "from": _moment(announced.counts_from),
                "home": str(own),
                "witnesses": str(founding.witnesses),
            }
        self._issues.corrections(found, witnesses=bool(founding.witnesses))


def agree(seen: Sequence[IntervalEnergy], told: BlockReadings) -> bool:
    """Whether two readings of one meter say the same: nothing unknown, and each interval as close as they can be."""
    if len(seen) != len(told.readings):
        return False
    for mine, theirs in zip(seen, told.readings, strict=True):
        if mine.net_wh is None or theirs.unknown:
            return False
        if abs(mine.net_wh - theirs.net_wh) > max(SAME_WH, SAME_SHARE * abs(theirs.net_wh)):
            return False
    return True


async def async_open_witness(
    hass: HomeAssistant, entry: ConfigEntry[Any], runtime: EnergyTradeRuntime, book: RelayBook | None
) -> Witness | None:
    """Begin to watch disputes, and the neighbours' meters that the owner has named; none where nothing is metered."""
    market, coordinator, relay = runtime.market, runtime.coordinator, runtime.relay
    founding = coordinator.founding
    if not isinstance(market, EvmMarket) or not founding.is_metered or book is None:
        return None
    carrier = RelayCarrier(hass, partial(doors_of, entry, book), market.contract.address)

    async def hand_over(testimony: WitnessWord) -> bool:
        heard = await carrier.spread(testimony.to_json())
        if relay is not None:
            try:
                await relay.witness_book.async_take(testimony)
            except (VoucherRefusedError, LimitReachedError) as error:
                _LOGGER.debug("This home's relay does not take its own word: %s", type(error).__name__)
            else:
                return True
        return heard

    witness = Witness(hass, entry, market, coordinator, hand_over)
    neighbours: Mapping[str, Any] = entry.options.get(CONF_NEIGHBOURS, {}) if founding.witnesses else {}
    for name, chosen in neighbours.items():
        meters = HomeMeters(
            hass, file_of(entry.entry_id, name), chosen, founding.interval_seconds, partial(_chain_ahead, market)
        )
        await meters.async_load()
        meters.async_start()
        entry.async_on_unload(meters.async_stop)
        witness.meters[int(name)] = meters

    async def look(_now: datetime) -> None:
        try:
            await witness.async_step()
        except ChainError as error:
            _LOGGER.debug("Disputes were not looked at: %s", error)

    entry.async_on_unload(async_track_time_interval(hass, look, LOOK_EVERY))
    return witness


async def async_forget_neighbours(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Forget what neighbours' meters counted."""
    for name, chosen in entry.options.get(CONF_NEIGHBOURS, {}).items():
        await HomeMeters(hass, file_of(entry.entry_id, name), chosen, 1).async_remove()


def file_of(entry_id: str, member: str) -> str:
    """What the book of a neighbour's meter is called."""
    return f"{entry_id}.neighbour_{member}"


def _chain_ahead(market: EvmMarket) -> float:
    return market.now() - dt_util.utcnow().timestamp()


def _net(told: BlockReadings) -> float:
    """All eight intervals in kWh, + given."""
    return sum(each.net_wh for each in told.readings) / WH_PER_KWH


def _moment(unix: float) -> str:
    return f"{dt_util.as_local(dt_util.utc_from_timestamp(unix)):%Y-%m-%d %H:%M}"
