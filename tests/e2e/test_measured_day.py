"""A measured household's day against five neighbours: every Wh and µcredit, reckoned again from the raw profiles."""

from collections.abc import AsyncIterator
import contextlib
import csv
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
import gzip
from pathlib import Path
import time
from typing import Any

import aiohttp
from freezegun import freeze_time
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed, mock_component

from custom_components.energy_trade import formerly
from custom_components.energy_trade.chain.client import connect
from custom_components.energy_trade.chain.invitation import Invitation
from custom_components.energy_trade.chain.sender import Timing
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.market.clearing import ROOT
from custom_components.energy_trade.market.founding import Founding, SupplyArrangement
from custom_components.energy_trade.market.tariff import LocalClock, TariffTable
from simulation.anvil import Anvil
from simulation.bench.faults.reckoning import Metered, Prices, bids, nets, positions, settled
from simulation.household import METERS, Registers
from simulation.neighbours import Neighbour
from simulation.operator import Operator
from simulation.profiles import SIMBENCH, STEPS_A_DAY, Profile, read_simbench

MIDNIGHT = int(datetime(2027, 6, 13, tzinfo=UTC).timestamp())
INTERVAL, BLOCK = 900, 7200
DAY = "2024-06-13"
NEIGHBOURS = ("h003", "h005", "h006", "h009", "h012")
SIMBENCH_DAY = "2016-07-21"
FEED_IN, RETAIL, SPREAD = 80, 300, 5
GRANT = 200_000_000
LIMIT_WH = 3000
CHAIN_ID = 31337
QUICK = Timing(poll=0.05, confirmations=1)


@dataclass(frozen=True)
class RawHome:
    """A home's registers in thousandths of a Wh before each step of the day, straight from the data's decimals.

    Whole Wh are counted from where a register was when it was first read: `steps_before` the day, which repeats.
    """

    taken: list[int]
    given: list[int]
    steps_before: int = 0

    @classmethod
    def of(cls, load_kw: list[str], pv_kw: list[str], per_hour: int, steps_before: int = 0) -> RawHome:
        """Add up the difference of load and generation, each step's energy in thousandths of a Wh."""
        taken, given = [0], [0]
        for load, generated in zip(load_kw, pv_kw, strict=True):
            net = (Decimal(generated or 0) - Decimal(load)) * 1_000_000 / per_hour
            for _ in range(4 // per_hour):  # a longer step is several quarter hours of the same power
                part = round(net * per_hour / 4)
                taken.append(taken[-1] + max(0, -part))
                given.append(given[-1] + max(0, part))
        return cls(taken, given, steps_before)

    def net_wh(self, step: int) -> int:
        """Whole Wh that the export register gains less those of the import register."""
        return self._gain(self.given, step) - self._gain(self.taken, step)

    def _gain(self, register: list[int], step: int) -> int:
        first = register[-1 - self.steps_before] - register[-1]
        return (register[step + 1] - first) // 1000 - (register[step] - first) // 1000


def measured_day(data: Path) -> tuple[list[str], list[str]]:
    """The measured household's load and generation in kW, half-hourly, as the file writes them."""
    with gzip.open(data / "real" / "emhass_fr_home_30min.csv.gz", "rt", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["t_utc"].startswith(DAY)]
    return [row["load_kw"] for row in rows], [row["pv_kw"] for row in rows]


def simbench_day(name: str, kind: str) -> list[str]:
    with gzip.open(SIMBENCH / f"rural1_{kind}_kw.csv.gz", "rt", newline="") as lines:
        return [row.get(name) or "0" for row in csv.DictReader(lines) if row["t"].startswith(SIMBENCH_DAY)]


def founding() -> Founding:
    return Founding(
        name="Measured Street",
        currency="EUR",
        supply=SupplyArrangement.POOLED,
        interval_seconds=INTERVAL,
        tariff_hour_intervals=4,
        gate_lead_seconds=300,
        horizon_blocks=12,
        report_blocks=2,
        tariff_notice_blocks=0,
        price_floor=FEED_IN,
        price_step=4,
        tariff_unit=1,
        max_retail=RETAIL,
        spread=SPREAD,
        reserve_basis_points=10_000,
        daily_cap=GRANT,
        max_members=10,
        initial_grant=GRANT,
        zones=(ROOT,),
        tariff_table=TariffTable.flat(FEED_IN, RETAIL),
        clock=LocalClock(),
    )


class Day:
    """The chain's clock and Home Assistant's, moved together; the meters and the neighbours with them."""

    def __init__(self, hass: HomeAssistant, freezer: Any, node: Anvil, registers: Registers) -> None:
        self.hass = hass
        self.freezer = freezer
        self.node = node
        self.registers = registers
        self.neighbours: list[Neighbour] = []

    async def at(self, moment: int) -> None:
        """Let it be this time for everybody, and everybody do what is due."""
        await self.hass.async_block_till_done(wait_background_tasks=True)
        moment = max(moment, self.node.time + 1)  # the node's clock runs on while a slow machine works
        self.node.set_time(moment)
        self.freezer.move_to(datetime.fromtimestamp(moment, UTC))
        self.show(moment)
        async_fire_time_changed(self.hass)
        await self.hass.async_block_till_done(wait_background_tasks=True)
        for neighbour in self.neighbours:
            await neighbour.act()

    def show(self, moment: int) -> None:
        """Let the home's meters count on: in its last second an interval's energy is all there."""
        counted = self.registers.counted_mwh((moment + 1) // INTERVAL)
        for meter in METERS:
            self.hass.states.async_set(
                f"sensor.{meter}",
                str(Decimal(1_000_000_000 + counted[meter]) / 1_000_000),
                {"unit_of_measurement": "kWh", "device_class": "energy", "state_class": "total_increasing"},
            )


@contextlib.asynccontextmanager
async def agent(invitation: Invitation) -> AsyncIterator[AgentKey]:
    """A key that has asked to be admitted."""
    key = AgentKey.create()
    async with aiohttp.ClientSession() as session:
        market = await connect(session, invitation, key, timing=QUICK)
        await market.founding()  # from its answer the market knows the time on the chain
        await market.request("0x70997970C51812dc3A010C7d01b50e0d17dc79C8", GRANT)
        yield key


@pytest.mark.long(90)
async def test_every_wh_and_microcredit_of_a_measured_day_reconciles(
    hass: HomeAssistant,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    data = request.config.getoption("--data")
    if data is None:
        pytest.skip("needs --data with measured households")
    load, generated = measured_day(data)
    home = RawHome.of(load, generated, 2, steps_before=8)
    neighbours = [RawHome.of(simbench_day(name, "load"), simbench_day(name, "pv_pv50"), 4) for name in NEIGHBOURS]
    kw_to_wh = 250.0
    profile = Profile(
        "measured",
        tuple(float(kw) * kw_to_wh for kw in load for _ in range(2)),
        tuple(float(kw) * kw_to_wh for kw in generated for _ in range(2)),
    )
    first = MIDNIGHT // INTERVAL
    first_block = MIDNIGHT // BLOCK
    begin = MIDNIGHT - BLOCK + 60
    mock_component(hass, "recorder")

    # Time goes on while the chain is waited for, and is moved ahead from one deed to the next.
    frozen = freeze_time(datetime.fromtimestamp(begin, UTC), tick=True)
    with frozen as freezer, Anvil(timestamp=begin, chain_id=CHAIN_ID) as node:
        operator = Operator(node)
        await operator.found(founding())
        invitation = Invitation(operator.market, operator.deployment_block, CHAIN_ID, (node.url,), "Street", demo=True)
        day = Day(hass, freezer, node, Registers(profile, INTERVAL, first, 0))
        profiles = read_simbench(SIMBENCH_DAY, 1)
        async with agent(invitation) as key:
            await operator.admit_waiting(0, LIMIT_WH, LIMIT_WH)
        for name in NEIGHBOURS:
            registers = Registers(profiles[name], INTERVAL, first, 0)
            day.neighbours.append(await Neighbour.join(invitation, registers, operator.address, GRANT))
            await operator.admit_waiting(0, LIMIT_WH, LIMIT_WH)
        entry = MockConfigEntry(
            domain=DOMAIN,
            title="Measured Street",
            data={
                **invitation.to_json(),
                "owner": operator.address,
                "agent_key": key.stored(),
                "meters": {
                    "mode": "registers",
                    "import": ["sensor.grid_import"],
                    "export": ["sensor.grid_export"],
                    "pv": ["sensor.solar"],
                },
            },
        )
        entry.add_to_hass(hass)
        day.show(begin)
        # This chain mines what it is sent and nothing else: a block's confirmations would never come.
        monkeypatch.setattr(formerly, "connect", partial(connect, timing=QUICK, host_clock=lambda: time.time()))  # noqa: PLW0108  # looked up when asked: it is frozen
        assert await hass.config_entries.async_setup(entry.entry_id)

        # The day itself, and after it as long as the last block takes to be settled.
        for interval in range(first - 8 + 1, first + STEPS_A_DAY + 2):
            start = interval * INTERVAL
            await day.at(start + 2)
            if interval % 8 == 7:
                await day.at(start + INTERVAL - 330)
                await day.at(start + INTERVAL - 280)
            await day.at(start + INTERVAL - 1)
        for _ in range(4):
            await day.at(node.time + 30)
        for neighbour in day.neighbours:
            await neighbour.close()

        # What everybody reported is what the raw profiles say.
        homes = [home, *neighbours]
        balances = [GRANT] * len(homes)
        traded_wh = 0
        for block in range(first_block, first_block + 12):
            orders = [bids(word) for word in (await operator.view("ordersOf", block))[0]]
            readings = [nets(word) for word in (await operator.view("readingsOf", block))[0]]
            for position in range(8):
                step = (block - first_block) * 8 + position
                metered = [each.net_wh(step) for each in homes]
                assert [reading[position] for reading in readings] == metered, f"step {step}"
                traded, tick = positions([each[position] for each in orders])
                traded_wh += abs(traded[0])
                price = FEED_IN + 4 * tick
                paid = settled(
                    traded,
                    [Metered(net) for net in metered],
                    [(LIMIT_WH, LIMIT_WH)] * len(homes),
                    Prices(price, FEED_IN, RETAIL, SPREAD),
                )
                balances = [balance + amount for balance, amount in zip(balances, paid, strict=True)]
        assert traded_wh > 1000, "the measured home has traded"

        # The money is what these readings and the written rules give, for everybody and for the grid account.
        names = [part["name"] for part in operator.outputs("member")]
        views = [dict(zip(names, view, strict=True)) for view in (await operator.view("members", 0, 64))[0]]
        assert [view["settledBefore"] for view in views] == [first_block + 12] * len(homes)
        assert [view["balance"] for view in views] == balances
        assert (await operator.view("overview", key.address, first_block, first_block))[0][3] == 6 * GRANT - sum(
            balances
        )
        [balance] = [state.state for state in hass.states.async_all("sensor") if state.entity_id.endswith("_balance")]
        assert round(float(balance) * 1_000_000) == views[0]["balance"]
        await hass.config_entries.async_unload(entry.entry_id)
