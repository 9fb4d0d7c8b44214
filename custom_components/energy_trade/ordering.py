"""Decides what the home's orders should be: anew before each gate, and whenever the homeowner decides something."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from homeassistant.core import callback
from homeassistant.helpers.update_coordinator import UpdateFailed

from .const import CONF_METERS, DOMAIN
from .guards import Guards
from .home.book import KEPT_INTERVALS
from .home.devices.config import DeviceKind
from .home.habits import Habits, async_recorded_habits
from .market.units import BLOCK_INTERVALS
from .model import Reason
from .planner.orders import OrderPlan, revise
from .proposal import Inquiry, Past, concerns_of, outcome, propose, standing, with_curves, within

if TYPE_CHECKING:
    from .coordinator import EnergyTradeCoordinator
    from .home.port import Meters
    from .market.orders import BlockOrders
    from .market.state import Snapshot
    from .settings import ManualOrders

READ_AT_ONCE: Final = 200


class Ordering:
    """The plan of one home's orders, and what it rests on."""

    def __init__(self, coordinator: EnergyTradeCoordinator, meters: Meters) -> None:
        """Begin without a plan."""
        self.reason = Reason.LEARNING
        self.is_open = False
        self._coordinator = coordinator
        self._meters = meters
        self._guards = Guards(coordinator)
        self._plan: OrderPlan | None = None
        self._revised: int | None = None
        self._is_decided = False
        self._habits = Habits()

    async def async_recall(self) -> None:
        """Learn how the home lived before it traded, and plan anew if anything is known of that."""
        coordinator = self._coordinator
        entry = coordinator.config_entry
        self._habits = await async_recorded_habits(
            coordinator.hass,
            entry.data[CONF_METERS],
            coordinator.founding.interval_seconds,
            has_planned_battery=any(each.subentry_type == DeviceKind.BATTERY for each in entry.subentries.values()),
        )
        if self._habits.net_wh:
            self.decide()
            coordinator.async_look_again()

    @callback
    def decide(self) -> None:
        """Plan anew in the next turn: the homeowner has decided something."""
        self._plan, self._is_decided = None, True

    async def async_changes(self, snapshot: Snapshot) -> dict[int, BlockOrders]:
        """Tell which orders must change, after planning anew if that is due."""
        coordinator, settings = self._coordinator, self._coordinator.settings
        now, run = coordinator.chain_time(), coordinator.hass.async_add_executor_job
        near = coordinator.rhythm.before_gate(now)
        settings.forget_before(coordinator.calendar.next_block(now) * BLOCK_INTERVALS)
        blocks = coordinator.open_blocks()
        self.is_open = bool(blocks)
        due = near is not None and near != self._revised
        if self._plan is None:
            # What stands when Home Assistant starts was planned before, and is looked at again before its gate.
            due |= self._is_decided or not any(block.orders for block in blocks)
        if blocks and due:
            decided = settings.current
            inquiry = await self._async_inquire(snapshot, decided.manual)
            self._plan = await run(propose, inquiry)
            concerns = await run(concerns_of, inquiry, self._plan, self._guards.answerable(now))
            if decided is not settings.current:
                self._plan = None  # decided otherwise meanwhile: the next turn, which is due already, plans again
            else:
                self._revised, self.reason = near, outcome(self._plan)
                self._guards.look(concerns)
        return {} if self._plan is None else revise(standing(blocks), within(self._plan, blocks))

    async def async_propose(self, manual: ManualOrders) -> OrderPlan:
        """Ask the planner what should stand in the open blocks, given these orders by hand."""
        coordinator = self._coordinator
        if coordinator.snapshot is None:
            raise UpdateFailed(translation_domain=DOMAIN, translation_key="cannot_reach")
        inquiry = await self._async_inquire(coordinator.snapshot, manual)
        return await coordinator.hass.async_add_executor_job(propose, inquiry)

    async def _async_inquire(self, snapshot: Snapshot, manual: ManualOrders) -> Inquiry:
        """Gather what a plan rests on."""
        coordinator, planning = self._coordinator, self._coordinator.household.planning
        now = coordinator.chain_time()
        past = coordinator.household.bare(await self.async_past(now))
        supplier = coordinator.household.supplier
        await supplier.async_refresh()
        blocks = coordinator.open_blocks()
        inquiry = Inquiry(
            coordinator.founding,
            snapshot,
            blocks,
            past,
            coordinator.settings.current,
            manual,
            now,
            planning.shift_wh(),
            saved=coordinator.household.saved(coordinator.journal.totals.savings),
            own=supplier.prices(
                interval for block in blocks for interval in coordinator.calendar.intervals_of(block.index)
            ),
        )
        flexibility = planning.flexibility()
        if flexibility is None:
            return inquiry
        return await coordinator.hass.async_add_executor_job(with_curves, inquiry, flexibility)

    async def async_past(self, now: float) -> Past:
        """Read what the home's habits are made of, little by little: a month is too long for one breath."""
        past = Past({}, {})
        current = self._coordinator.calendar.interval_at(now)
        for first in range(current - KEPT_INTERVALS, current, READ_AT_ONCE):
            for energy in self._meters.readings(first, min(first + READ_AT_ONCE, current)):
                if (net := energy.net_wh) is not None:
                    past.net_wh[energy.interval] = net
                    if energy.generation_wh is not None:
                        past.generation_wh[energy.interval] = energy.generation_wh
            await asyncio.sleep(0)
        self._recall(past)
        return past

    def _recall(self, past: Past) -> None:
        """Add what the recorder knows from before the meters' book begins, as far as the connection can carry it."""
        snapshot = self._coordinator.snapshot
        if snapshot is None:
            return
        begun = min(past.net_wh, default=None)
        lowest, highest = -snapshot.member.import_limit_wh, snapshot.member.export_limit_wh
        for interval, energy in self._habits.net_wh.items():
            if (begun is None or interval < begun) and lowest <= energy <= highest:
                past.net_wh[interval] = energy
                if (generation := self._habits.generation_wh.get(interval)) is not None:
                    past.generation_wh[interval] = generation
