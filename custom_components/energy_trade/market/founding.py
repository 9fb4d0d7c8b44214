"""What a community agreed on once, for ever."""

from dataclasses import dataclass

from .calendar import MarketCalendar
from .clearing import Zone
from .supply import Sharing, SupplyArrangement
from .tariff import BlockTariff, LocalClock, TariffTable, pack_tariff, table_tariff, unpack_tariff
from .units import NO_ADDRESS, RING_BLOCKS, PriceGrid

__all__ = ["Founding", "Sharing", "SupplyArrangement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """A community's founding terms: energy in Wh, money in µcredit, prices in µcredit per Wh, times in seconds.

    `tariff_table`, `clock` and `zones` are those of the founding: the operator may change what is to come.
    The last four fields, from `operator` on, are known once the community is founded.
    The last five fields are known once the community is founded.
    """

    name: str
    currency: str
    supply: SupplyArrangement
    interval_seconds: int
    tariff_hour_intervals: int
    gate_lead_seconds: int
    horizon_blocks: int
    report_blocks: int
    tariff_notice_blocks: int
    price_floor: int
    price_step: int
    tariff_unit: int
    max_retail: int
    spread: int
    reserve_basis_points: int
    daily_cap: int
    max_members: int
    initial_grant: int
    zones: tuple[Zone, ...]
    tariff_table: TariffTable
    clock: LocalClock
    sharing: Sharing = Sharing.EQUAL
    metered_zones: frozenset[int] = frozenset()
    """Zones whose line to their parent has a meter (zone 0: the community's main meter); none: nothing is checked."""

    tolerance_wh: int = 0
    """By which readings may differ from a line's meter in one interval."""

    dispute_blocks: int = 0
    """Blocks after the reporting deadline for which a dispute is open; 0 where nothing is metered."""

    challenge_blocks: int = 0
    """After which a correction that the operator announced counts; 0: the operator corrects nothing."""

    witnesses: int = 0
    """Co-signatures that make a reading final against corrections; 0: there are none."""

    credit: str = NO_ADDRESS
    """Address of the 6-decimal ERC-20; before founding none means that the market issues its own."""

    predecessor: str = NO_ADDRESS
    """Address of the market whose members may move to this one."""

    operator: str = NO_ADDRESS
    salt: str = ""
    """Hexadecimal salt of the EIP-712 domain."""

    founded_block: int = 0
    """First market block of the community."""

    ring_blocks: int = RING_BLOCKS

    def calendar(self) -> MarketCalendar:
        """When things happen in this community."""
        return MarketCalendar(
            interval_seconds=self.interval_seconds,
            gate_lead_seconds=self.gate_lead_seconds,
            horizon_blocks=self.horizon_blocks,
            report_blocks=self.report_blocks,
            tariff_hour_intervals=self.tariff_hour_intervals,
            dispute_blocks=self.dispute_blocks,
        )

    @property
    def is_metered(self) -> bool:
        """Whether members' readings are held to meters of lines."""
        return self.dispute_blocks > 0

    def grid(self) -> PriceGrid:
        """Prices that orders may name."""
        return PriceGrid(self.price_floor, self.price_step)

    def table_tariff(self, block: int) -> BlockTariff:
        """Grid prices of a block by the founding's table and clock."""
        return table_tariff(block, self.tariff_table, self.clock, self.tariff_hour_intervals)

    def pack_tariff(self, tariff: BlockTariff) -> int:
        """Tariff word of a block."""
        return pack_tariff(tariff, self.tariff_unit)

    def unpack_tariff(self, word: int) -> BlockTariff:
        """Grid prices of a block from its tariff word."""
        return unpack_tariff(word, self.tariff_unit)
