"""A summer day of one household twice, in one community with real contracts: with plan, and without.

Two homes have the same load, generation, machines and wishes. In one, Home Assistant plans them; in the other the dryer
and the car run when they are ready, the air conditioner keeps its setpoint and the battery serves the home.
"""

import asyncio
from collections.abc import AsyncIterator
import contextlib
from datetime import UTC, datetime
from functools import partial
import time
from typing import Any

import aiohttp
from freezegun import freeze_time
from homeassistant.config_entries import ConfigSubentryDataWithId
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed, mock_component

from custom_components.energy_trade import formerly
from custom_components.energy_trade.chain.client import EvmMarket, connect
from custom_components.energy_trade.chain.invitation import Invitation
from custom_components.energy_trade.chain.sender import Timing
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.home.book import EnergyBook
from custom_components.energy_trade.home.plan import meter_plan
from custom_components.energy_trade.market.clearing import ROOT
from custom_components.energy_trade.market.founding import Founding, SupplyArrangement
from custom_components.energy_trade.market.tariff import LocalClock, TariffTable
from simulation.anvil import Anvil
from simulation.furnished import devices, package, shown, told
from simulation.household import METERS, Registers
from simulation.machines import BATTERY_RESERVE, BATTERY_WH, Machines, Told, plain_cooler, summer_outside
from simulation.neighbours import Neighbour
from simulation.operator import Operator
from simulation.profiles import Profile, read_simbench

MIDNIGHT = int(datetime(2027, 6, 14, tzinfo=UTC).timestamp())
DAY, INTERVAL, BLOCK = 86_400, 900, 7200
SIMBENCH_DAY = "2016-07-21"
HOME = "h004"
NEIGHBOURS = ("h003", "h006", "h009")
FEED_IN, RETAIL, SPREAD = 80, 300, 5
GRANT = 500_000_000
LIMIT_WH = 4000
CHAIN_ID = 31337
QUICK = Timing(poll=0.05, confirmations=1)
LOADED_HOUR, NEEDED_HOUR = 5, 19
SETPOINT = 23.5
PIECE_SECONDS = 300


def founding() -> Founding:
    return Founding(
        name="Summer Street",
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


def hour_of(moment: float) -> float:
    return (moment % DAY) / 3600


class House:
    """A household whose machines live by the second hand."""

    def __init__(self, base: Profile) -> None:
        self.base = base
        self.machines = Machines()
        self.at = 0.0

    def until(self, moment: float, orders: Told) -> None:
        """Let time pass with what the machines are told."""
        while self.at < moment:
            step = int(self.at % DAY) // INTERVAL
            seconds = min(PIECE_SECONDS - self.at % PIECE_SECONDS, moment - self.at)
            self.machines.is_plugged = LOADED_HOUR <= hour_of(self.at) < NEEDED_HOUR
            self.machines.live(
                orders,
                self.base.load_wh[step] * 4,
                self.base.pv_wh[step] * 4,
                summer_outside(hour_of(self.at)),
                seconds,
            )
            self.at += seconds


def unplanned(base: Profile) -> tuple[Profile, Machines, list[float]]:
    """The second day of a household without a plan as a profile, its machines at its end, and as they began it."""
    house, is_on, began = House(base), False, [0.0, 0.0]
    load: list[float] = []
    for piece in range(2 * DAY // PIECE_SECONDS):
        if piece == DAY // PIECE_SECONDS:
            began = [house.machines.stored_wh, house.machines.room]
            house.machines.car_wh = Machines().car_wh
            house.machines.coldest, house.machines.warmest = 99.0, -99.0
        hour = hour_of(house.at)
        is_on = plain_cooler(house.machines, SETPOINT, is_on=is_on)
        wanted = Told(
            dryer=LOADED_HOUR <= hour < LOADED_HOUR + 1.4,
            charger=house.machines.car_soc < 60,
            cooler=is_on,
        )
        before = dict(house.machines.counted)
        house.until(house.at + PIECE_SECONDS, wanted)
        gained = {meter: house.machines.counted[meter] - before[meter] for meter in METERS}
        load.append(gained["solar"] + gained["grid_import"] - gained["grid_export"])
    second = load[DAY // PIECE_SECONDS :]
    profile = Profile("unplanned", tuple(sum(second[i : i + 3]) for i in range(0, len(second), 3)), base.pv_wh)
    return profile, house.machines, began


def remembered(base: Profile, until: int) -> dict[str, Any]:
    """What the home's meters have kept of the days before, without machines."""
    plan = meter_plan(METERS_DATA)
    book = EnergyBook(plan, INTERVAL)
    registers = Registers(base, INTERVAL, MIDNIGHT // INTERVAL, 0)
    for interval in range((until - 5 * DAY) // INTERVAL, until // INTERVAL + 1):
        counted = registers.counted_mwh(interval)
        for meter in METERS:
            book.sample(f"sensor.{meter}", interval * INTERVAL, 10**12 + counted[meter] * 1000)
        book.close(interval * INTERVAL + 1)
    return book.dump(until + 1)


METERS_DATA = {
    "mode": "registers",
    "import": ["sensor.grid_import"],
    "export": ["sensor.grid_export"],
    "pv": ["sensor.solar"],
}


class Day:
    """The chain's clock, Home Assistant's and the machines', moved together."""

    def __init__(self, hass: HomeAssistant, freezer: Any, node: Anvil, house: House, offsets: dict[str, float]) -> None:
        self.hass, self.freezer, self.node, self.house = hass, freezer, node, house
        self.offsets = offsets
        self.neighbours: list[Neighbour] = []
        self.lives = False
        self.modes: set[str] = set()
        self.dryer_started: float | None = None

    async def at(self, moment: float, *, neighbours: bool = True) -> None:
        """Let it be this time for everybody, and everybody do what is due."""
        moment = max(moment, self.node.time + 1)
        if self.lives:
            await self.hass.async_block_till_done(wait_background_tasks=True)
            orders = told({state.entity_id: state.state for state in self.hass.states.async_all()})
            self.modes.add(orders.mode)
            self.house.until(moment, orders)
            if self.house.machines.dryer_runs and self.dryer_started is None:
                self.dryer_started = moment
        self.node.set_time(int(moment))
        self.freezer.move_to(datetime.fromtimestamp(moment, UTC))
        if self.lives:
            await self.show(moment)
            async_fire_time_changed(self.hass)
            await self.hass.async_block_till_done(wait_background_tasks=True)
        if neighbours:
            await asyncio.gather(*(neighbour.act() for neighbour in self.neighbours))

    async def show(self, moment: float) -> None:
        """Let sensors and meters tell what has become of the house."""
        hour = hour_of(moment)
        for entity_id, value in shown(self.house.machines, summer_outside(hour)).items():
            await self.hass.services.async_call(
                "input_number", "set_value", {"entity_id": entity_id, "value": value}, blocking=True
            )
        for name, on in {
            "dryer_loaded": moment >= MIDNIGHT + LOADED_HOUR * 3600 and not self.house.machines.dryer_runs,
            "car_plugged": LOADED_HOUR <= hour < NEEDED_HOUR,
        }.items():
            await self.hass.services.async_call(
                "input_boolean", "turn_on" if on else "turn_off", {"entity_id": f"input_boolean.{name}"}, blocking=True
            )
        for meter in METERS:
            counted = 1000 + (self.offsets[meter] + self.house.machines.counted[meter]) / 1000
            self.hass.states.async_set(
                f"sensor.{meter}",
                f"{counted:.6f}",
                {"unit_of_measurement": "kWh", "device_class": "energy", "state_class": "total_increasing"},
            )


async def furnish(hass: HomeAssistant) -> None:
    """Set the machines' helpers up."""
    await hass.config.async_set_time_zone("UTC")
    assert await async_setup_component(hass, "homeassistant", {})
    for domain, config in package(SETPOINT).items():
        assert await async_setup_component(hass, domain, {domain: config})
    needed = datetime.fromtimestamp(MIDNIGHT + NEEDED_HOUR * 3600, UTC)
    await hass.services.async_call(
        "input_datetime",
        "set_datetime",
        {"entity_id": "input_datetime.needed_by", "datetime": f"{needed:%Y-%m-%d %H:%M:%S}"},
        blocking=True,
    )


@contextlib.asynccontextmanager
async def markets(invitation: Invitation) -> AsyncIterator[tuple[AgentKey, EvmMarket]]:
    """A key and a look at the chain with it."""
    key = AgentKey.create()
    async with aiohttp.ClientSession() as session:
        market = await connect(session, invitation, key, timing=QUICK)
        await market.founding()
        yield key, market
        await market.close()


async def paid(market: EvmMarket) -> int:
    """What the contracts moved for a member's day, in µcredit."""
    ledger = await market.history(MIDNIGHT, MIDNIGHT + DAY - 1)
    amounts = [block.amount for block in ledger.blocks if MIDNIGHT // BLOCK <= block.block < (MIDNIGHT + DAY) // BLOCK]
    assert len(amounts) == DAY // BLOCK
    assert None not in amounts
    return sum(amount or 0 for amount in amounts)


@pytest.mark.long(190)
async def test_the_planned_day_costs_less_than_the_same_day_without_a_plan(
    hass: HomeAssistant, hass_storage: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles = read_simbench(SIMBENCH_DAY, 1)
    base = profiles[HOME]
    twin_profile, twin, (stored_wh, room) = unplanned(base)
    begin = MIDNIGHT - DAY + 60
    arrival = MIDNIGHT - BLOCK + 60
    mock_component(hass, "recorder")
    with (
        freeze_time(datetime.fromtimestamp(begin, UTC), tick=True) as freezer,
        Anvil(timestamp=begin, chain_id=CHAIN_ID) as node,
    ):
        operator = Operator(node)
        await operator.found(founding())
        invitation = Invitation(operator.market, operator.deployment_block, CHAIN_ID, (node.url,), "Street", demo=True)
        house = House(base)
        house.machines = Machines(stored_wh=stored_wh, room=room)
        registers = Registers(base, INTERVAL, MIDNIGHT // INTERVAL, 0)
        past = registers.counted_mwh(arrival // INTERVAL + 1)
        day = Day(hass, freezer, node, house, {meter: past[meter] / 1000 for meter in METERS})
        for profile in (twin_profile, *(profiles[name] for name in NEIGHBOURS)):
            own = Registers(profile, INTERVAL, MIDNIGHT // INTERVAL, 0)
            neighbour = await Neighbour.join(invitation, own, operator.address, GRANT)
            neighbour.clears = not day.neighbours
            day.neighbours.append(neighbour)
            await operator.admit_waiting(0, LIMIT_WH, LIMIT_WH)

        # The neighbours' day before, from which everybody can learn the prices.
        for block in range(begin // BLOCK, arrival // BLOCK):
            for moment in ((block + 1) * BLOCK - 330, (block + 1) * BLOCK - 280):
                await day.at(moment)

        await day.at(arrival)
        async with markets(invitation) as (key, market):
            await market.request(operator.address, GRANT)
            await operator.admit_waiting(0, LIMIT_WH, LIMIT_WH)
            entry = MockConfigEntry(
                domain=DOMAIN,
                title="Summer Street",
                entry_id="01JXSUMMERSUMMERSUMMERSUMM",
                data={
                    **invitation.to_json(),
                    "owner": operator.address,
                    "agent_key": key.stored(),
                    "meters": METERS_DATA,
                },
                subentries_data=[
                    ConfigSubentryDataWithId(
                        subentry_type=kind,
                        subentry_id=f"01JX{name.upper():.<22}".replace(" ", ".").replace(".", "X"),
                        title=name,
                        unique_id=None,
                        data=data,
                    )
                    for name, (kind, data) in devices().items()
                ],
            )
            hass_storage[f"{DOMAIN}.{entry.entry_id}.meters"] = {
                "version": 1,
                "key": f"{DOMAIN}.{entry.entry_id}.meters",
                "data": remembered(base, arrival // INTERVAL * INTERVAL),
            }
            entry.add_to_hass(hass)
            await furnish(hass)
            house.at = float(arrival)
            await day.show(arrival)
            day.lives = True
            monkeypatch.setattr(
                formerly,
                "connect",
                partial(connect, timing=QUICK, host_clock=lambda: time.time()),  # noqa: PLW0108  # looked up when asked: it is frozen
            )
            assert await hass.config_entries.async_setup(entry.entry_id)
            began = dict.fromkeys(("stored", "car"), 0.0)
            for interval in range(arrival // INTERVAL + 1, (MIDNIGHT + DAY) // INTERVAL + 2):
                start = interval * INTERVAL
                if start == MIDNIGHT:
                    began = {"stored": house.machines.stored_wh, "car": house.machines.car_wh}
                await day.at(start + 2, neighbours=interval % 8 == 0)
                await day.at(start + 452, neighbours=False)
                if interval % 8 == 7:
                    await day.at(start + INTERVAL - 330)
                    await day.at(start + INTERVAL - 280)
                await day.at(start + INTERVAL - 1, neighbours=False)
            for _ in range(2 * BLOCK // 300):
                await day.at(node.time + 300)

            planned, without = await paid(market), await paid(day.neighbours[0].market)
            for neighbour in day.neighbours:
                await neighbour.close()
            machines = house.machines
            # What the plan took out of the battery is bought back at the dearest price, what it left in is fed in.
            planned -= round(max(0.0, began["stored"] - machines.stored_wh) * RETAIL / 0.95)
            planned += round(max(0.0, machines.stored_wh - began["stored"]) * FEED_IN * 0.95)
            assert planned > without
            assert machines.dryer_runs == 1
            assert day.dryer_started is not None
            assert 6.5 <= hour_of(day.dryer_started) <= 17.5, "while the neighbours have surplus"
            assert machines.car_wh - began["car"] >= (twin.car_wh - Machines().car_wh) * 0.97
            assert machines.coldest >= 21.4
            assert machines.warmest <= 25.1
            assert machines.emptiest_wh >= BATTERY_WH * BATTERY_RESERVE - 1
            await hass.config_entries.async_unload(entry.entry_id)
            assert hass.states.is_state("input_select.battery_mode", "Self use")
