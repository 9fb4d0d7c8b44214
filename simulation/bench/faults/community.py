"""A small community on a real node: its operator, homes that reach it through a proxy, and time that jumps."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp

from custom_components.energy_trade.chain.client import EvmMarket, connect
from custom_components.energy_trade.chain.invitation import Invitation
from custom_components.energy_trade.chain.sender import Timing
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.market.clearing import ROOT, Zone
from custom_components.energy_trade.market.founding import Founding, SupplyArrangement
from custom_components.energy_trade.market.orders import BlockOrders, Order, Side
from custom_components.energy_trade.market.readings import BlockReadings, Reading
from custom_components.energy_trade.market.tariff import LocalClock, TariffTable
from simulation.anvil import Anvil
from simulation.operator import Operator

QUICK = Timing(poll=0.02, replace_after=0.4, resend_after=0.15, doubt=0.3, look_back=2.0, patience=300, confirmations=2)
"""Acts again at once; gives up only where a slow machine would not be the reason."""

NODE_TIMEOUT = 60.0
OWNERS = tuple("0x" + f"{number:02x}" * 20 for number in range(0xA1, 0xB0))
LIMIT_WH = 3000

TERMS = Founding(
    name="Test Street",
    currency="EUR",
    supply=SupplyArrangement.POOLED,
    interval_seconds=60,
    tariff_hour_intervals=4,
    gate_lead_seconds=30,
    horizon_blocks=4,
    report_blocks=2,
    tariff_notice_blocks=0,
    price_floor=80,
    price_step=4,
    tariff_unit=1,
    max_retail=400,
    spread=5,
    reserve_basis_points=0,
    daily_cap=100_000_000,
    max_members=50,
    initial_grant=100_000_000,
    zones=(ROOT,),
    tariff_table=TariffTable.flat(80, 320),
    clock=LocalClock(),
)
TWO_ZONES = replace(TERMS, zones=(ROOT, Zone(parent=0, fee_ticks=2, capacity_wh=400)))
INDIVIDUAL = replace(TERMS, supply=SupplyArrangement.INDIVIDUAL)
INDIVIDUAL_ZONES = replace(TWO_ZONES, supply=SupplyArrangement.INDIVIDUAL)


def sells(energy_wh: int = 1000, tick: int = 10) -> BlockOrders:
    """The same offer in all eight intervals."""
    return BlockOrders((Order(Side.SELL, tick, energy_wh),) * 8)


def buys(energy_wh: int = 1000, tick: int = 40) -> BlockOrders:
    """The same demand in all eight intervals."""
    return BlockOrders((Order(Side.BUY, tick, energy_wh),) * 8)


def metered(*net_wh: int) -> BlockReadings:
    """Readings of a block: one figure for all intervals, or eight."""
    return BlockReadings(tuple(Reading(net) for net in (net_wh if len(net_wh) == 8 else net_wh * 8)))


@dataclass
class Community:
    """What stands on the chain."""

    anvil: Anvil
    operator: Operator
    terms: Founding
    session: aiohttp.ClientSession
    urls: Sequence[str]
    keys: dict[str, AgentKey] = field(default_factory=dict)
    """The homes' keys by address: what a home knows again after it was restored."""

    @classmethod
    async def found(
        cls, anvil: Anvil, session: aiohttp.ClientSession, urls: Sequence[str], terms: Founding = TERMS
    ) -> Community:
        """Found one on a node; homes reach it by these addresses."""
        operator = Operator(anvil)
        await operator.found(terms)
        anvil.mine(5)  # out of reach of reorganisations
        return cls(anvil, operator, terms, session, urls)

    @property
    def invitation(self) -> Invitation:
        """What a newcomer pastes."""
        return Invitation(
            self.operator.market, self.operator.deployment_block, self.anvil.chain_id, tuple(self.urls), self.terms.name
        )

    async def home(self, key: AgentKey | None = None, **options: Any) -> EvmMarket:
        """A home that may ask to be admitted."""
        options = dict[str, Any](timing=QUICK, node_timeout=NODE_TIMEOUT, host_clock=self.now) | options
        key = key or AgentKey.create()
        self.keys[key.address] = key
        return await connect(self.session, self.invitation, key, **options)

    async def member(self, owner: int = 0, zone: int = 0, **options: Any) -> EvmMarket:
        """A home that was admitted."""
        home = await self.home(**options)
        await home.request(OWNERS[owner], self.terms.daily_cap)
        await self.operator.admit_waiting(zone, LIMIT_WH, LIMIT_WH)
        return home

    def now(self) -> float:
        """Unix time on the chain: the homes' own clocks are right, and stand still with it."""
        return float(self.anvil.time)

    @property
    def block(self) -> int:
        """Market block in delivery."""
        return self.terms.calendar().block_at(self.anvil.time)

    def to_start(self) -> None:
        """Let the next block begin: nothing that is done at once comes too late for the gate of the one after it."""
        self.anvil.set_time(self.terms.calendar().block_start(self.block + 1))

    def to_gate(self, block: int) -> None:
        """Let a block's gate pass."""
        self.anvil.set_time(self.terms.calendar().gate(block) + 1)

    def to_end(self, block: int) -> None:
        """Let a block be over."""
        self.anvil.set_time(self.terms.calendar().block_end(block) + 1)

    def to_deadline(self, block: int) -> None:
        """Let a block's reporting deadline pass."""
        self.anvil.set_time(self.terms.calendar().deadline(block) + 1)
