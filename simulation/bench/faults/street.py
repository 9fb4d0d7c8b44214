"""The demonstration's street with a home that is struck: Home Assistant killed, node restarted, chain taken back."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
import contextlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
import time
from typing import Any, override

import aiohttp
from aiohttp import web
from eth_utils.crypto import keccak

from simulation import faulty_node
from simulation.anvil import Anvil, RpcError
from simulation.demo import BLOCK_SECONDS, CHAIN_ID, Demo, say
from simulation.faulty_node import FaultyNode
from simulation.home_assistant import HomeAssistantError
from simulation.household import METERS, Registers, sensor
from simulation.profiles import Profile
from simulation.street import HOME

from .stages import Stage, called, selectors

DOWN_SECONDS = 2.0
LOOK_SECONDS = 0.1
MINED_SECONDS = 120.0
REORGANISED_BLOCKS = 3
COUNTED_SHARE = 0.4
"""An interval's energy passes the meters at once, this far into it: so what they show at its end is certain."""


class Blow(StrEnum):
    """What strikes the home."""

    HOME_KILLED = "Home Assistant killed"
    NODE_RESTARTED = "node restarted"
    REORGANISED = "three blocks reorganised"
    MEMPOOL_DROPPED = "mempool dropped"


KILLED_BEFORE_SENDING = {Stage.PLACE, Stage.CLEAR, Stage.SETTLE}


@dataclass(frozen=True, slots=True)
class SteppedRegisters(Registers):
    """Registers that gain an interval's energy in one step."""

    @override
    def at(self, time: float) -> dict[str, float]:
        interval, within = divmod(time, self.interval_seconds)
        counted = self.counted_mwh(int(interval) + (within >= COUNTED_SHARE * self.interval_seconds))
        return {meter: self.start_kwh + counted[meter] / 1_000_000 for meter in METERS}


class StruckStreet(Demo):
    """A demonstration whose home reaches the chain through a node that can be struck at any stage of a block's life.

    Blows are dealt one at a time: each as soon as the home hands in a transaction of its stage, in the order given.
    """

    def __init__(
        self, folder: Path, *, interval_seconds: int, neighbours: Sequence[str], report_blocks: int = 2
    ) -> None:
        super().__init__(
            interval_seconds=interval_seconds,
            folder=folder / "home",
            node=Anvil(
                chain_id=CHAIN_ID,
                block_time=BLOCK_SECONDS,
                state=folder / "chain.json",
                state_interval=3600,
            ),
            neighbours=neighbours,
            packages={},
            report_blocks=report_blocks,
        )
        self.proxy = FaultyNode(self.node.url)
        self.pending: dict[Stage, list[Blow]] = {stage: [] for stage in Stage}
        self.dealt: list[tuple[Stage, Blow]] = []
        self.handed_in: dict[Stage, dict[int, bytes]] = {stage: {} for stage in Stage}
        """What the market was called with by nonce, whether or not the node heard of it."""

        self.revising = False
        self.known_boundaries: set[int] = set()
        """Intervals before whose beginning the home was shown all that its meters had counted."""

        self.all_dealt = asyncio.Event()
        self._calm = asyncio.Event()
        self._calm.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._restarted_at = 0
        self._background: list[asyncio.Task[None]] = []
        self._stages = selectors()

    # ------ the street

    @override
    def registers_of(self, name: str) -> Registers:
        """Whole Wh in every step."""
        profile = self._profiles[name]
        whole = Profile(name, tuple(map(round, profile.load_wh)), tuple(map(round, profile.pv_wh)))
        plain = self.street.registers(whole)
        kind = SteppedRegisters if name == HOME else Registers
        return kind(plain.profile, plain.interval_seconds, plain.first_interval, plain.first_step)

    @property
    @override
    def home_node(self) -> str:
        return self.proxy.url

    @override
    async def _set_up(self, group: asyncio.TaskGroup) -> list[asyncio.Task[None]]:
        await self.proxy.start()
        self._background = await super()._set_up(group)
        return self._background

    async def silence(self) -> None:
        """Let nobody do anything any more but the node."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        for neighbour in self.neighbours:
            await neighbour.close()
        await self.home.stop()

    @override
    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self.proxy.stop()
        await super().close()

    @override
    async def show_meters(self) -> None:
        """Show what the meters have counted, as an integration of a meter does: nothing of it survives a restart."""
        now = time.time()
        for meter, kwh in self.registers.at(now).items():
            state = {
                "state": f"{kwh:.3f}",
                "attributes": {
                    "unit_of_measurement": "kWh",
                    "device_class": "energy",
                    "state_class": "total_increasing",
                },
            }
            await self.home.rest("POST", f"/api/states/{sensor(meter)}", state)
        length = self.street.interval_seconds
        interval, within = divmod(now, length)
        if within >= COUNTED_SHARE * length and time.time() < (interval + 1) * length:
            self.known_boundaries.add(int(interval) + 1)

    # ------ what strikes it

    def begin(self, blows: Mapping[Stage, Sequence[Blow]]) -> None:
        """Deal these blows from now on."""
        self.pending = {stage: list(blows.get(stage, ())) for stage in Stage}
        self.proxy.faults = [self._watch]
        self.let_neighbours_clear(False)
        self._background[0].cancel()  # nobody new is admitted: the operator has no patience with a node that is away

    def let_neighbours_clear(self, do: bool) -> None:  # noqa: FBT001
        """While they do not, every block is the home's to clear."""
        for neighbour in self.neighbours:
            neighbour.clears = do

    @property
    def left(self) -> int:
        """How many blows have not been dealt yet."""
        return sum(map(len, self.pending.values()))

    async def calm(self) -> None:
        """Wait until the last blow is over."""
        await self._calm.wait()

    async def strike(self, stage: Stage) -> None:
        """Deal the next blow of a stage that no transaction belongs to."""
        await self.calm()
        blow = self._take(stage)
        match blow:
            case Blow.HOME_KILLED:
                self.home.kill()
                await self._over(self._start_home())
            case Blow.NODE_RESTARTED:
                await self._over(self._restart_node())
            case Blow.REORGANISED:
                await self._over(self._reorganise(None))
            case Blow.MEMPOOL_DROPPED:
                await self._over(asyncio.to_thread(self.node.drop_all))

    def _take(self, stage: Stage) -> Blow:
        blow = self.pending[stage].pop(0)
        self.dealt.append((stage, blow))
        say(f"{stage}: {blow}")
        if not self.left:
            self.all_dealt.set()
        self._calm.clear()
        return blow

    async def _watch(self, request: faulty_node.Request) -> web.StreamResponse | None:
        """Strike what hands in a transaction whose stage is due."""
        if request["method"] != "eth_sendRawTransaction":
            return None
        nonce, data = called(request["params"][0])
        stage = self._stages.get(data[:4])
        if stage is Stage.PLACE and self.revising:
            stage = Stage.REVISE
        if stage is None:
            return None
        again = nonce in self.handed_in[stage]
        self.handed_in[stage][nonce] = data
        if again or not self.pending[stage] or not self._calm.is_set():
            return None
        return await self._struck(stage, self._take(stage), request)

    async def _struck(self, stage: Stage, blow: Blow, request: faulty_node.Request) -> web.StreamResponse:
        """What a home hears that is struck as it hands in a transaction."""
        match blow:
            case Blow.HOME_KILLED:
                if stage not in KILLED_BEFORE_SENDING:
                    await self._forward(request)
                self.home.kill()
                self._begin(self._start_home())
            case Blow.NODE_RESTARTED:
                await self._forward(request)
                self._begin(self._restart_node())
                await asyncio.sleep(60)  # until the node that should answer is gone
            case Blow.REORGANISED:
                await self._deep_enough()
                answer = await self._forward(request)
                self._begin(self._reorganise("0x" + keccak(hexstr=request["params"][0]).hex()))
                return answer
            case Blow.MEMPOOL_DROPPED:
                await asyncio.to_thread(self.node.set_block_time, 0)
                answer = await self._forward(request)
                await asyncio.to_thread(self.node.drop_all)
                await asyncio.to_thread(self.node.set_block_time, BLOCK_SECONDS)
                self._calm.set()
                return answer
        return faulty_node.error(request, -32000, "nobody hears this")

    async def _forward(self, request: faulty_node.Request) -> web.StreamResponse:
        try:
            result = await asyncio.to_thread(self.node.rpc, request["method"], *request["params"])
        except RpcError as error:
            return faulty_node.error(request, error.error["code"], error.error["message"])
        return faulty_node.answer(request, result)

    def _begin(self, blow: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(self._over(blow))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _over(self, blow: Coroutine[Any, Any, None]) -> None:
        try:
            await blow
        finally:
            self._calm.set()

    async def _start_home(self) -> None:
        await self.home.start()

    async def _restart_node(self) -> None:
        await self.proxy.stop()
        await asyncio.to_thread(self.node.stop)
        await asyncio.sleep(DOWN_SECONDS)
        await asyncio.to_thread(self.node.start)
        self._restarted_at = await asyncio.to_thread(lambda: self.node.block_number)
        await self.proxy.start()

    async def _deep_enough(self) -> None:
        """A node that was restarted can only go back to blocks that it has made since."""
        await self._reach(self._restarted_at + REORGANISED_BLOCKS + 1)

    async def _reach(self, height: int) -> None:
        """Wait until the chain is so high."""
        while await asyncio.to_thread(lambda: self.node.block_number) < height:  # noqa: ASYNC110 - a node calls nobody
            await asyncio.sleep(LOOK_SECONDS)

    async def _reorganise(self, transaction: str | None) -> None:
        """Let a transaction be mined, and another block after it, and take all that back."""
        await self._deep_enough()
        end = time.monotonic() + MINED_SECONDS
        while transaction and time.monotonic() < end:
            if await asyncio.to_thread(self.node.rpc, "eth_getTransactionReceipt", transaction):
                break
            await asyncio.sleep(LOOK_SECONDS)
        await self._reach(await asyncio.to_thread(lambda: self.node.block_number) + 1)
        await asyncio.to_thread(self.node.reorg, REORGANISED_BLOCKS)
        await asyncio.to_thread(self.node.set_clock, int(time.time()))

    # ------ its owner

    async def act(self, action: str, **data: Any) -> Any:
        """Perform one of the integration's actions; None where Home Assistant went away meanwhile or refused."""
        with contextlib.suppress(aiohttp.ClientError, HomeAssistantError):
            [entry] = await self.home.entries("energy_trade")
            fields = {"config_entry_id": entry["entry_id"], **data}
            return await self.home.call_action("energy_trade", action, fields, response=True)
        return None
