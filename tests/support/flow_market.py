"""A market that answers what a dialog asks, and fails as it is told to."""

from __future__ import annotations

from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from custom_components.energy_trade import config_flow
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.flows import changes, owner, wallet
from custom_components.energy_trade.market.clearing import Zone
from custom_components.energy_trade.market.founding import Founding, SupplyArrangement
from custom_components.energy_trade.market.port import Receipt
from custom_components.energy_trade.market.state import MemberState, MemberStatus, Snapshot
from custom_components.energy_trade.market.tariff import LocalClock, TariffTable
from custom_components.energy_trade.market.units import MICRO, NO_ADDRESS

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator, Iterator, Mapping

    from homeassistant.core import HomeAssistant

MARKET = "0x5FbDB2315678afecb367f032d93F642f64180aa3"
OPERATOR = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
OWNER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
NEW_OWNER = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"
NODE = "http://node.test:8545/"
OTHER_NODE = "https://other.test/"


def founding(**changes: Any) -> Founding:
    """An ordinary community."""
    terms: dict[str, Any] = {
        "name": "Elm Street",
        "currency": "EUR",
        "initial_grant": 20 * MICRO,
        "supply": SupplyArrangement.POOLED,
        "gate_lead_seconds": 600,
        "report_blocks": 2,
        "interval_seconds": 900,
        "tariff_hour_intervals": 4,
        "horizon_blocks": 12,
        "tariff_notice_blocks": 0,
        "tariff_unit": 1,
        "price_floor": 50,
        "price_step": 5,
        "clock": LocalClock(),
        "max_retail": 400,
        "spread": 10,
        "reserve_basis_points": 2500,
        "daily_cap": 15 * MICRO,
        "max_members": 100,
        "zones": (Zone(0, 0, 0),),
        "tariff_table": TariffTable.flat(80, 300),
        "operator": OPERATOR,
    }
    return Founding(**terms | changes)


@dataclass
class FlowMarket:
    """What is so on the chain, and what the dialogs did to it."""

    terms: Founding = field(default_factory=founding)
    status: MemberStatus = MemberStatus.NONE
    owners: set[str] = field(default_factory=set)
    appointed: set[str] = field(default_factory=set)
    owner: str = OWNER
    failure: Exception | None = None
    failing_nodes: dict[str, Exception] = field(default_factory=dict)
    request_failure: Exception | None = None
    request_answer: asyncio.Event | None = None
    requests: list[tuple[str, str, int]] = field(default_factory=list)
    opened: int = 0

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Let all dialogs find this market."""
        with ExitStack() as stack:
            for dialogs in (config_flow, changes, owner, wallet):
                stack.enter_context(patch.object(dialogs, "open_market", self.open))
            yield

    @asynccontextmanager
    async def open(self, hass: HomeAssistant, data: Mapping[str, Any]) -> AsyncIterator[View]:
        """Stand in for open_market."""
        self.opened += 1
        try:
            yield View(self, AgentKey.from_stored(data["agent_key"]).address, list(data["nodes"]))
        finally:
            self.opened -= 1


@dataclass
class View:
    """The market as one agent reaches it through its nodes."""

    market: FlowMarket
    agent: str
    nodes: list[str]

    def _reach(self) -> None:
        if self.market.failure:
            raise self.market.failure
        failures = [self.market.failing_nodes.get(node) for node in self.nodes]
        if failures[0] is not None and all(failures):
            raise failures[0]

    async def founding(self) -> Founding:
        self._reach()
        return self.market.terms

    async def status(self) -> MemberStatus:
        self._reach()
        return MemberStatus.ACTIVE if self.agent in self.market.appointed else self.market.status

    async def is_owner(self, address: str) -> bool:
        self._reach()
        return address in self.market.owners

    async def ask(self, function: str, first: int, _count: int) -> list[dict[str, Any]]:
        """Tell of one home, whose key is another one by now."""
        self._reach()
        assert (function, first) == ("members", 0)
        numbers = dict.fromkeys(
            ("index", "zone", "importLimitWh", "exportLimitWh", "firstBlock", "lastBlock", "settledBefore", "balance",
             "locked", "reserve", "free", "dailyCap"),
            0,
        )  # fmt: skip
        home = {"owner": self.market.owner, "agent": OPERATOR, "meterKey": OPERATOR, "lockedOnDay": (0, 0)}
        return [{**numbers, **home, "status": MemberStatus.ACTIVE}]

    async def request(self, owner: str, daily_cap: int) -> Receipt:
        self._reach()
        if self.market.request_answer:
            await self.market.request_answer.wait()
        if self.market.request_failure:
            raise self.market.request_failure
        self.market.requests.append((self.agent, owner, daily_cap))
        self.market.status = MemberStatus.REQUESTED
        return Receipt("0x", 1, confirmed=True)

    async def snapshot(self) -> Snapshot:
        self._reach()
        return Snapshot(
            chain_time=0,
            block_number=1,
            block_hash="0x",
            tokens_held=0,
            shortfall=0,
            grid_account=0,
            member_count=1,
            blocks=(),
            member=MemberState(
                index=0,
                status=self.market.status,
                owner=self.market.owner,
                agent=self.agent,
                meter_key=NO_ADDRESS,
                zone=0,
                import_limit_wh=2750,
                export_limit_wh=2750,
                first_block=0,
                last_block=2**32 - 1,
                settled_before=0,
                balance=0,
                locked=0,
                reserve=0,
                free=0,
                daily_cap=0,
                locked_on_day=(0, 0),
            ),
        )
