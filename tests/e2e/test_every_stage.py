"""Whatever strikes a home at whatever stage of a block's life: no Wh or µcredit is lost, and nothing happens twice.

A real Home Assistant and a real node; Home Assistant is killed, the node restarted, the chain taken back by three
blocks and the mempool emptied, each while an order is placed and revised, a block cleared, delivered, reported and
settled, and money taken out.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import fields
from pathlib import Path
import shutil
import time
from typing import Any

import pytest

from custom_components.energy_trade.market.units import BLOCK_INTERVALS, MICRO
from simulation.bench.faults.audit import Auditor, Findings, Grid
from simulation.bench.faults.reckoning import Bid
from simulation.bench.faults.stages import Stage
from simulation.bench.faults.street import Blow, StruckStreet
from simulation.demo import has_traded
from simulation.profiles import STEPS_A_DAY
from simulation.street import CONNECTION_LIMIT_WH, DAY, EVENING, FEED_IN, FIRST_STEP, NIGHT

INTERVAL_SECONDS = 6
PATIENCE = 600.0
HOME = "sensor.home_in_sunny_street_"
BLOWS = {
    stage: [list(Blow)[(place + turn) % len(Blow)] for turn in range(len(Blow))] for place, stage in enumerate(Stage)
}
"""Every blow at every stage once; what strikes one stage of a block is not what strikes the next."""


async def until(condition: Callable[[], Awaitable[bool]], what: str, patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while not await condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        await asyncio.sleep(0.5)


class Owner:
    """Does what no automation does: revises orders by hand, and takes money out."""

    def __init__(self, street: StruckStreet) -> None:
        self.street = street
        self.paid_out: set[int] = set()
        """What Home Assistant said was paid out, in µcredit: never the same twice."""

        self.ordered: dict[int, int] = {}
        """Wh that Home Assistant said were ordered for the first interval of a block."""

        self._asked = 0

    @property
    def _block(self) -> int:
        return int(time.time()) // self.street.street.block_seconds

    async def live(self) -> None:
        """Give every stage its occasion, block after block, until all blows are dealt."""
        while self.street.left:
            block = self._block
            if self.street.pending[Stage.WITHDRAW]:
                await self.withdraw()
            if self.street.pending[Stage.REVISE]:
                await self.revise(block + 2)
            if self.street.pending[Stage.DELIVER]:
                await self.street.strike(Stage.DELIVER)
            await asyncio.sleep(max(0.0, (block + 1) * self.street.street.block_seconds - time.time()))

    async def withdraw(self) -> None:
        await self.street.calm()
        self._asked += 1
        amount = MICRO + self._asked
        if await self.street.act("withdraw", amount=amount / MICRO):
            self.paid_out.add(amount)

    async def revise(self, block: int) -> None:
        length = self.street.street.interval_seconds
        start = time.strftime("%Y-%m-%d %H:%M:%S+00:00", time.gmtime(block * BLOCK_INTERVALS * length))
        for energy in (50, 40):
            await self.street.calm()
            self.street.revising = energy == 40
            if await self.street.act("place_order", side="sell", start=start, energy=energy / 1000, price=0.12):
                self.ordered[block] = energy
        self.street.revising = False


def tariff(street: StruckStreet) -> Callable[[int], tuple[int, int]]:
    """The street's tariff, told again: four intervals make an hour, the first one is that of nine in the morning."""

    def prices(interval: int) -> tuple[int, int]:
        hour = (interval - street.street.first_interval + FIRST_STEP) % STEPS_A_DAY // 4
        if 17 <= hour < 21:
            return FEED_IN, EVENING
        return FEED_IN, DAY if 6 <= hour < 22 else NIGHT

    return prices


def compare_with_registers(street: StruckStreet, findings: Findings) -> int:
    """Add up the readings, and hold the sums against the registers wherever these were seen at a boundary."""
    home = street.registers
    first = min(findings.readings) * BLOCK_INTERVALS
    start, total, checked = home.counted_wh(first), 0, 0
    flagged = False
    for block, readings in sorted(findings.readings.items()):
        for interval, reading in enumerate(readings, block * BLOCK_INTERVALS):
            boundary = interval + 1
            assert reading.net is not None, f"interval {interval} is unknown"
            total += reading.net
            inside_gap, flagged = flagged and reading.estimated, reading.estimated
            if boundary not in street.known_boundaries or flagged or inside_gap:
                continue
            counted = home.counted_wh(boundary)
            expected = counted["grid_export"] - start["grid_export"] - counted["grid_import"] + start["grid_import"]
            assert total == expected, f"readings up to interval {interval}"
            checked += 1
    return checked


def unexpected(problems: list[str]) -> list[str]:
    """What a log may not hold: all but a node's going and coming, and orders that the struck chain took too late."""
    expected = ("chain.failover] Node 127.0.0.1", "did not take a transaction (order): TooLate")
    return [line for line in problems if not any(usual in line for usual in expected)]


class World:
    """The street, its market's books, and what the test waits for."""

    def __init__(self, street: StruckStreet) -> None:
        self.street = street
        self.auditor = Auditor(street.operator, Grid(FEED_IN, 4, 5, tariff(street)))

    @property
    def block(self) -> int:
        return int(time.time()) // self.street.street.block_seconds

    async def at(self, moment: float) -> None:
        await asyncio.sleep(max(0.0, moment - time.time()))

    async def member(self) -> dict[str, Any]:
        owner = self.street.owner.lower()
        return next(member for member in await self.auditor.members() if member["owner"] == owner)

    async def traded(self) -> bool:
        return has_traded(await self.street.home.states())

    async def shows_balance(self) -> bool:
        state = await self.street.home.state(HOME + "balance")
        return state is not None and state["state"] == f"{(await self.member())['balance'] / MICRO}"

    async def all_settled(self, block: int) -> bool:
        return all(member["settledBefore"] > block for member in await self.auditor.members())


@pytest.mark.timeout(1500)
async def test_nothing_is_lost_and_nothing_happens_twice(tmp_path: Path) -> None:
    street = StruckStreet(
        tmp_path, interval_seconds=INTERVAL_SECONDS, neighbours=("h001", "h003", "h005"), report_blocks=1
    )
    storage, backup = street.home.folder / ".storage", tmp_path / "backup"
    world, owner = World(street), Owner(street)
    findings = Findings()

    async def life() -> None:
        await until(world.traded, "a settled trade")
        shutil.copytree(storage, backup)

        street.begin(BLOWS)
        await asyncio.wait_for(owner.live(), PATIENCE)
        await street.calm()

        # Home Assistant is away from the end of a block until its readings are late, and its silence is charged.
        calendar, silent = street.street.founding().calendar(), world.block
        await world.at(calendar.block_end(silent) - 1)
        street.home.kill()
        before = (await world.member())["balance"]
        await world.at(calendar.deadline(silent) + 2)
        member = await world.member()
        await street.operator.send("settle", [member["index"]], 64)
        charged = (await world.member())["balance"]
        assert charged < before - BLOCK_INTERVALS * CONNECTION_LIMIT_WH * NIGHT

        # It comes back from a backup that was made before all this.
        shutil.rmtree(storage)
        shutil.copytree(backup, storage)
        await street.home.start()
        last = world.block
        await until(lambda: world.all_settled(last), "all blocks to be settled")
        await until(world.shows_balance, "the balance to be shown")

        # Silence, before the sums are drawn.
        for neighbour in street.neighbours:
            await neighbour.close()
        await street.home.stop()
        audited = await world.auditor.audit(member["agent"])
        for each in fields(audited):
            setattr(findings, each.name, getattr(audited, each.name))

    await street.run(life)
    assert sorted(street.dealt) == sorted((stage, blow) for stage in Stage for blow in Blow)
    assert findings.differences == []
    handed_in = sorted(int.from_bytes(data[36:68]) for data in street.handed_in[Stage.WITHDRAW].values())
    assert sorted(findings.withdrawn) == handed_in
    assert owner.paid_out <= set(handed_in)
    for block, energy in owner.ordered.items():
        assert findings.orders[block][0] == Bid(sells=True, tick=(120 - FEED_IN) // 4, energy=energy)
    assert findings.traded_wh > 0
    assert findings.corrections
    assert compare_with_registers(street, findings) > len(findings.readings)
    assert unexpected(street.home.problems()) == []
