"""A simulated neighbour: a real home's days, and the forecast and orders of a home that trades by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..market.readings import BlockReadings, Reading
from ..market.units import BLOCK_INTERVALS
from ..planner.evidence import evidence_of
from ..planner.forecast import DayShape, Forecaster
from ..planner.orders import OrderTerms, Purse, Situation, plan_orders
from .profiles import STEPS_A_DAY

if TYPE_CHECKING:
    from ..market.founding import Founding
    from ..market.orders import BlockOrders
    from ..market.state import Snapshot
    from .profiles import Profile
    from .terms import PracticeTerms

DAYS_REMEMBERED: Final = 4


class Neighbour:
    """One home of the practice community."""

    def __init__(self, profile: Profile, terms: PracticeTerms, founding: Founding) -> None:
        """Live by a profile."""
        self._profile = profile
        self._terms = terms
        self._founding = founding
        self._calendar = founding.calendar()
        self._shape = DayShape(STEPS_A_DAY, founding.interval_seconds)

    def net_wh(self, interval: int) -> int:
        """Export less import of an interval."""
        return self._profile.net_wh(self._terms.step_of(interval))

    def readings(self, block: int) -> BlockReadings:
        """What its meter says of a block."""
        return BlockReadings(tuple(Reading(self.net_wh(interval)) for interval in self._calendar.intervals_of(block)))

    def orders(self, snapshot: Snapshot, block: int) -> BlockOrders | None:
        """What it offers and asks for in a block whose gate is near; None if nothing."""
        state = snapshot.block(block)
        if state is None or not snapshot.member.delivers_in(block):
            return None
        founding, calendar, member = self._founding, self._calendar, snapshot.member
        current = calendar.interval_at(snapshot.chain_time)
        past = range(current - DAYS_REMEMBERED * STEPS_A_DAY, current)
        forecaster = Forecaster(
            {interval: self.net_wh(interval) for interval in past},
            {interval: self._generation_wh(interval) for interval in past},
            self._shape,
        )
        today = calendar.delivery_day(calendar.block_at(snapshot.chain_time))
        plan = plan_orders(
            Situation(
                terms=OrderTerms(
                    calendar=calendar,
                    grid=founding.grid(),
                    supply=founding.supply,
                    spread=founding.spread,
                    import_limit_wh=member.import_limit_wh,
                    export_limit_wh=member.export_limit_wh,
                ),
                tariffs={block: state.tariff},
                forecasts={
                    interval: forecaster.forecast(interval, current)
                    for interval in range(block * BLOCK_INTERVALS, (block + 1) * BLOCK_INTERVALS)
                },
                evidence=evidence_of(snapshot.blocks, member.zone, founding.grid()),
                purse=Purse(
                    free=member.free,
                    daily_cap=member.daily_cap,
                    locked_on_day={today + later: locked for later, locked in enumerate(member.locked_on_day)},
                ),
            )
        )
        return plan.orders.get(block)

    def _generation_wh(self, interval: int) -> int:
        return self._profile.generation_wh[self._profile.at(self._terms.step_of(interval))]
