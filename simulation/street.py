"""The demonstration's community: a street of SimBench homes whose days pass in under an hour."""

from dataclasses import dataclass

from custom_components.energy_trade.market.clearing import ROOT
from custom_components.energy_trade.market.founding import Founding, SupplyArrangement
from custom_components.energy_trade.market.tariff import ClockChange, GridPrice, LocalClock, TariffTable
from custom_components.energy_trade.market.units import BLOCK_INTERVALS, MICRO

from .household import Registers
from .profiles import STEPS_A_DAY, Profile

NAME = "Sunny Street"
FIRST_DAY = "2016-04-19"
DAYS = 6
HOME = "h004"
NEIGHBOURS = ("h001", "h002", "h003", "h005", "h006", "h009", "h012")
HOUR_STEPS = 4
FIRST_STEP = 9 * HOUR_STEPS
"""The demonstration begins at nine in the morning: the sun is up, and surplus is near."""

CONNECTION_LIMIT_WH = 2000
LEARNING_INTERVALS = 4
FEED_IN, NIGHT, DAY, EVENING = 80, 260, 300, 320
"""µcredit per Wh: 8, 26, 30 and 32 ct/kWh."""


@dataclass(frozen=True, slots=True)
class Street:
    """When the profile's steps pass, and on which terms the homes trade."""

    interval_seconds: int
    first_interval: int
    report_blocks: int = 2
    """Blocks after its own in which a block's readings are waited for."""

    @property
    def block_seconds(self) -> int:
        """Length of a block in seconds."""
        return BLOCK_INTERVALS * self.interval_seconds

    def first_settlement(self, joined: float) -> float:
        """When the first trade of a home that joins now is settled: it learns for four intervals, orders, delivers."""
        calendar = self.founding().calendar()
        return calendar.block_end(calendar.next_block(joined + (LEARNING_INTERVALS + 1) * self.interval_seconds)) + 5

    def registers(self, profile: Profile) -> Registers:
        """What a home's meters count."""
        return Registers(profile, self.interval_seconds, self.first_interval, FIRST_STEP)

    def founding(self) -> Founding:
        """Pooled supply, one zone, retail prices that depend on the hour; money enough for a week."""
        hours = tuple(
            GridPrice(FEED_IN, EVENING if 17 <= hour < 21 else DAY if 6 <= hour < 22 else NIGHT) for hour in range(24)
        )
        offset = (FIRST_STEP - self.first_interval) % STEPS_A_DAY
        return Founding(
            name=NAME,
            currency="EUR",
            supply=SupplyArrangement.POOLED,
            interval_seconds=self.interval_seconds,
            tariff_hour_intervals=HOUR_STEPS,
            gate_lead_seconds=max(5, self.interval_seconds // 2),
            horizon_blocks=12,
            report_blocks=self.report_blocks,
            tariff_notice_blocks=0,
            price_floor=FEED_IN,
            price_step=4,
            tariff_unit=1,
            max_retail=EVENING,
            spread=5,
            reserve_basis_points=10_000,
            daily_cap=50 * MICRO,
            max_members=32,
            initial_grant=100 * MICRO,
            zones=(ROOT,),
            tariff_table=TariffTable(hours),
            clock=LocalClock((ClockChange(0, offset),)),
        )
