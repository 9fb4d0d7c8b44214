"""A real Home Assistant struck at every stage of a block's life, silenced past a deadline, restored from a backup."""

import asyncio
from collections.abc import Awaitable, Callable
import contextlib
from dataclasses import dataclass, field
from pathlib import Path
import re
import shutil
import time
from typing import Any

from custom_components.energy_trade.market.units import BLOCK_INTERVALS, MICRO
from simulation.demo import has_traded
from simulation.profiles import STEPS_A_DAY
from simulation.street import DAY, EVENING, FEED_IN, FIRST_STEP, NIGHT

from .audit import Auditor, Findings, Grid
from .reckoning import Bid
from .stages import Stage
from .street import Blow, StruckStreet

INTERVAL_SECONDS = 5
# Ceilings for a machine that does other things too.
PATIENCE = 2400.0
LOOKS, LOOK_SECONDS = 3000, 0.5
NEIGHBOURS = ("h001", "h003", "h005")
ENTITY = "sensor.home_in_sunny_street_"
PRICE_STEP, SPREAD = 4, 5
HAND_PRICE = 120
HAND_TICK = (HAND_PRICE - FEED_IN) // PRICE_STEP
HAND_WH = (50, 40)
ORDER_REFUSED = re.compile(r"did not take a transaction \(order\): orders from block (\d+)")
TOGETHER = 3
"""Blocks ahead that are ordered for, which one transaction may carry: that by hand is the last of them."""
BLOWS = {
    stage: [list(Blow)[(place + turn) % len(Blow)] for turn in range(len(Blow))] for place, stage in enumerate(Stage)
}
"""Every blow at every stage once; what strikes one stage of a block is not what strikes the next."""


@dataclass(slots=True)
class Verdict:
    """What became of a home that was struck."""

    dealt: list[tuple[Stage, Blow]]
    findings: Findings = field(default_factory=Findings)
    paid_out: set[int] = field(default_factory=set)
    """What Home Assistant said was paid out, in µcredit: never the same twice."""

    ordered: dict[int, int] = field(default_factory=dict)
    """Wh that Home Assistant said were ordered by hand for the first interval of a block."""

    signed_withdrawals: list[int] = field(default_factory=list)
    charged: int = 0
    """µcredit that silence past the deadline cost, until the late readings came."""

    compared: int = 0
    """Boundaries at which the sum of all readings was held against the registers."""

    lost_wh: int = 0
    settled_trades: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def broken(self) -> list[str]:
        """What was promised and not kept."""
        found = list(self.findings.differences)
        if sorted(self.findings.withdrawn) != sorted(self.signed_withdrawals):
            found.append(f"withdrawn {self.findings.withdrawn}, signed {self.signed_withdrawals}")
        if not self.paid_out <= set(self.findings.withdrawn):
            found.append(f"said to be paid out {self.paid_out}, withdrawn {self.findings.withdrawn}")
        for block, energy in self.ordered.items():
            placed = self.findings.orders[block][0]
            allowed = HAND_WH if block in self.taken_back else (energy,)
            if placed not in [Bid(sells=True, tick=HAND_TICK, energy=each) for each in allowed]:
                found.append(f"block {block}: {placed} stands instead of {energy} Wh by hand")
        return found

    @property
    def taken_back(self) -> set[int]:
        """Blocks for which the home said that an order came to nothing after all: the one before it stands then."""
        firsts = {int(each) for line in self.problems for each in ORDER_REFUSED.findall(line)}
        return {first + further for first in firsts for further in range(TOGETHER)}


class Owner:
    """Does what no automation does: orders by hand, and takes money out."""

    def __init__(self, street: StruckStreet, verdict: Verdict) -> None:
        self.street = street
        self.verdict = verdict
        self._asked = 0

    async def live(self) -> None:
        """Give every stage its occasion, block after block, until all blows are dealt."""
        length = self.street.street.block_seconds
        while self.street.left:
            block = int(time.time()) // length
            if self.street.pending[Stage.WITHDRAW]:
                await self.withdraw()
            if self.street.pending[Stage.REVISE]:
                await self.revise(block + 2)
            if self.street.pending[Stage.DELIVER]:
                await self.street.strike(Stage.DELIVER)
            with contextlib.suppress(TimeoutError):
                left = (block + 1) * length - time.time()
                await asyncio.wait_for(self.street.all_dealt.wait(), max(0.0, left))

    async def withdraw(self) -> None:
        """Take out an amount that no other withdrawal has."""
        await self.street.calm()
        self._asked += 1
        amount = MICRO + self._asked
        if await self.street.act("withdraw", amount=amount / MICRO):
            self.verdict.paid_out.add(amount)

    async def revise(self, block: int) -> None:
        """Order by hand for a coming block, and then otherwise."""
        length = self.street.street.interval_seconds
        start = time.strftime("%Y-%m-%d %H:%M:%S+00:00", time.gmtime(block * BLOCK_INTERVALS * length))
        for energy in HAND_WH:
            await self.street.calm()
            self.street.revising = energy == HAND_WH[-1]
            order = {"side": "sell", "start": start, "energy": energy / 1000, "price": HAND_PRICE / 1000}
            if await self.street.act("place_order", **order):
                self.verdict.ordered[block] = energy
            else:
                self.verdict.ordered.pop(block, None)  # what stands then, nobody has promised
        self.street.revising = False


class World:
    """The street and its market's books."""

    def __init__(self, street: StruckStreet) -> None:
        self.street = street
        self.auditor = Auditor(street.operator, Grid(FEED_IN, PRICE_STEP, SPREAD, self.prices))

    def prices(self, interval: int) -> tuple[int, int]:
        """The street's tariff, told again: four intervals make an hour, the first is that of nine in the morning."""
        hour = (interval - self.street.street.first_interval + FIRST_STEP) % STEPS_A_DAY // 4
        if 17 <= hour < 21:
            return FEED_IN, EVENING
        return FEED_IN, DAY if 6 <= hour < 22 else NIGHT

    async def now(self) -> int:
        """The time on the chain."""
        return await asyncio.to_thread(lambda: self.street.node.time)

    async def until(self, moment: float) -> None:
        """Wait for a time on the chain."""
        for _ in range(LOOKS):
            if (left := moment - await self.now()) <= 0:
                return
            await asyncio.sleep(left)

    async def wait(self, condition: Callable[[], Awaitable[bool]], what: str) -> None:
        """Wait until something is so."""
        for _ in range(LOOKS):
            if await condition():
                return
            await asyncio.sleep(LOOK_SECONDS)
        raise TimeoutError(f"waited in vain for {what}")

    async def member(self) -> dict[str, Any]:
        """The home's seat and money."""
        owner = self.street.owner.lower()
        return next(member for member in await self.auditor.members() if member["owner"] == owner)

    async def traded(self) -> bool:
        """Whether Home Assistant shows a settled trade."""
        return has_traded(await self.street.home.states())

    async def shows_balance(self) -> bool:
        """Whether Home Assistant shows the balance that the market holds."""
        state = await self.street.home.state(ENTITY + "balance")
        with contextlib.suppress(ValueError):
            return state is not None and round(float(state["state"]) * MICRO) == (await self.member())["balance"]
        return False

    async def all_settled(self, block: int) -> bool:
        """Whether everybody's blocks are settled up to this one."""
        return all(member["settledBefore"] > block for member in await self.auditor.members())

    def compare(self, verdict: Verdict) -> None:
        """Add up the readings, and hold the sums against the registers wherever these were seen at a boundary."""
        home, readings = self.street.registers, verdict.findings.readings
        start, total, flagged = home.counted_wh(min(readings) * BLOCK_INTERVALS), 0, False
        for block, words in sorted(readings.items()):
            for interval, reading in enumerate(words, block * BLOCK_INTERVALS):
                total += reading.net or 0
                in_gap, flagged = flagged and reading.estimated, reading.estimated
                if interval + 1 not in self.street.known_boundaries or flagged or in_gap:
                    continue
                counted = home.counted_wh(interval + 1)
                given, taken = (counted[name] - start[name] for name in ("grid_export", "grid_import"))
                verdict.findings.expect(f"Wh read up to interval {interval}", f"{total}", f"{given - taken}")
                verdict.lost_wh = max(verdict.lost_wh, abs(total - given + taken))
                verdict.compared += 1


async def strike_home(folder: Path) -> Verdict:
    """Let a home join and trade, deal every blow at every stage, and restore it from a backup after a long silence."""
    street = StruckStreet(folder, interval_seconds=INTERVAL_SECONDS, neighbours=NEIGHBOURS, report_blocks=1)
    storage, backup = street.home.folder / ".storage", folder / "backup"
    world, verdict = World(street), Verdict(street.dealt)
    owner = Owner(street, verdict)

    async def life() -> None:
        await world.wait(world.traded, "a settled trade")
        await asyncio.to_thread(shutil.copytree, storage, backup)
        street.begin(BLOWS)
        await asyncio.wait_for(owner.live(), PATIENCE)
        await street.calm()
        street.let_neighbours_clear(True)

        # Home Assistant is away from within a block until its readings are late, and its silence is charged.
        calendar = street.street.founding().calendar()
        street.home.kill()
        silent = calendar.block_at(await world.now())
        await world.until(calendar.deadline(silent) + 1)
        member = await world.member()
        await street.operator.send("settle", [member["index"]], 64)
        verdict.charged = member["balance"] - (await world.member())["balance"]

        # It comes back from a backup that was made before all this.
        await asyncio.to_thread(shutil.rmtree, storage)
        await asyncio.to_thread(shutil.copytree, backup, storage)
        await street.home.start()
        last = calendar.block_at(await world.now())
        await world.wait(lambda: world.all_settled(last), "all blocks to be settled")
        await world.wait(world.shows_balance, "the balance to be shown")
        trades = await street.act("get_trades")
        verdict.settled_trades = sum(bool(trade["traded"]) for trade in trades["trades"])

        await street.silence()
        verdict.findings = await world.auditor.audit(member["agent"])
        world.compare(verdict)
        held = street.handed_in[Stage.WITHDRAW].values()
        verdict.signed_withdrawals = [int.from_bytes(data[36:68]) for data in held]
        verdict.problems = street.home.problems()

    await street.run(life)
    return verdict
