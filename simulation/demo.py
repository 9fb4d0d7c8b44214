"""The whole thing on one machine: a chain, a community of eight homes, and a Home Assistant that lives in one of them.

Run through `script/demo`.
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
import contextlib
from pathlib import Path
import signal
import time
from typing import Any

import aiohttp

from custom_components.energy_trade.chain.invitation import Invitation

from .anvil import Anvil
from .dashboard import show_dashboard
from .flow import Flow
from .furnished import devices, package as furnished
from .home_assistant import HomeAssistant, HomeAssistantError
from .household import Registers, feed, package, sensor
from .living import LivingHouse, name_machine
from .neighbours import Neighbour
from .operator import Operator
from .past import write_past
from .profiles import read_simbench
from .street import CONNECTION_LIMIT_WH, DAYS, FIRST_DAY, HOME, NAME, NEIGHBOURS, Street

FOLDER = Path(__file__).parents[1] / ".run" / "demo"
CHAIN_ID = 31337
BLOCK_SECONDS = 1
INTERVAL_SECONDS = 15
"""A day of 96 intervals passes in 24 minutes."""

OWNER_ACCOUNT = 1
DAYS_BEFORE = 15
"""A home plans by its habits from its first minute on if its meters know some weeks."""

FEED_SECONDS = 1.0
ADMIT_SECONDS = 1.0
WATCH_SECONDS = 2.0
NOTHING = ("unknown", "unavailable")
WATCHED = ("_membership", "_trading_status", "_balance", "_energy_sold", "_energy_bought", "_street_price")


def say(text: str) -> None:
    """Tell the person at the terminal how far things are."""
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


def expect(step: dict[str, Any], expected: str) -> None:
    """Make sure that a dialog has come to where it should."""
    if step.get("step_id") != expected or step.get("errors"):
        raise RuntimeError(f"joining came to {step.get('step_id')} instead of {expected}: {step.get('errors')}")


class Demo:
    """Everything that runs, from founding to the last Ctrl-C."""

    def __init__(
        self,
        *,
        interval_seconds: int = INTERVAL_SECONDS,
        port: int | None = None,
        folder: Path = FOLDER,
        node: Anvil | None = None,
        neighbours: Sequence[str] = NEIGHBOURS,
        packages: Mapping[str, Mapping[str, object]] | None = None,
        report_blocks: int = 2,
        machines: bool = False,
        days_before: int = 0,
    ) -> None:
        self.node = node or Anvil(chain_id=CHAIN_ID, block_time=BLOCK_SECONDS)
        self.operator = Operator(self.node)
        self.home = HomeAssistant(
            folder,
            port=port,
            packages={"household": package(), **({"machines": furnished()} if machines else {})}
            if packages is None
            else packages,
            name=f"Home in {NAME}",
            currency="EUR",
        )
        self._profiles = read_simbench(FIRST_DAY, DAYS)
        self.street = Street(interval_seconds, int(time.time()) // interval_seconds + 1, report_blocks)
        self.registers = self.registers_of(HOME)
        self.house = LivingHouse(self.registers) if machines else None
        self._days_before = days_before
        self.neighbours: list[Neighbour] = []
        self._neighbours_registers = [self.registers_of(name) for name in neighbours]

    async def run(self, then: Callable[[], Awaitable[None]]) -> None:
        """Set everything up, do something in it, and end everything that was started."""
        try:
            async with asyncio.TaskGroup() as group:
                background = await self._set_up(group)
                await then()
                for task in background:
                    task.cancel()
        finally:
            say("ending everything")
            await self.close()

    async def close(self) -> None:
        """End everything that was started."""
        for neighbour in self.neighbours:
            await neighbour.close()
        await self.home.stop()
        self.node.close()

    async def _set_up(self, group: asyncio.TaskGroup) -> list[asyncio.Task[None]]:
        say("starting a chain of our own")
        self.node.start()
        say(f"founding the community {NAME}")
        self.node.set_automine(True)  # a dozen contracts need not wait for a block each
        await self.operator.found(self.street.founding())
        self.node.set_block_time(BLOCK_SECONDS)
        background = [group.create_task(self._admit())]
        say("starting Home Assistant")
        starting = group.create_task(self.home.start())
        for registers in self._neighbours_registers:
            neighbour = await Neighbour.join(self.invitation(), registers, self.operator.address)
            self.neighbours.append(neighbour)
            background.append(group.create_task(neighbour.live()))
        say(f"{len(self.neighbours)} neighbours have moved in")
        await starting
        background.append(group.create_task(self._feed()))
        await self._join()
        if self.house is not None:
            await self._name_machines()
        if self._days_before:
            await self._remember()
        return background

    @property
    def owner(self) -> str:
        """Whose money the home's is: an account of the node."""
        return self.node.account(OWNER_ACCOUNT).address

    def registers_of(self, name: str) -> Registers:
        """What the meters of one of the street's homes count."""
        return self.street.registers(self._profiles[name])

    @property
    def home_node(self) -> str:
        """Where the home's own integration finds the chain."""
        return self.node.url

    def invitation(self, node: str | None = None) -> Invitation:
        """What a newcomer pastes."""
        return Invitation(
            self.operator.market,
            self.operator.deployment_block,
            CHAIN_ID,
            (node or self.node.url,),
            NAME,
            demo=True,
        )

    async def _admit(self) -> None:
        while True:
            with contextlib.suppress(OSError):  # the node is away
                for agent in await self.operator.admit_waiting(0, CONNECTION_LIMIT_WH, CONNECTION_LIMIT_WH):
                    say(f"the community admits {agent[:10]}…")
            await asyncio.sleep(ADMIT_SECONDS)

    async def _feed(self) -> None:
        """Let the registers count; a Home Assistant that is away misses it, as with a real meter."""
        while True:
            with contextlib.suppress(aiohttp.ClientError, HomeAssistantError):
                await self.show_meters()
            await asyncio.sleep(FEED_SECONDS)

    async def show_meters(self) -> None:
        """Let Home Assistant see what the meters have counted by now."""
        if self.house is None:
            await feed(self.home, self.registers, time.time())
        else:
            await self.house.show(self.home, time.time())

    async def _join(self) -> None:
        """Add the integration as its user does, dialog by dialog."""
        say("joining the community from Home Assistant")
        await asyncio.sleep(2 * FEED_SECONDS)  # until the household's sensors have a value
        flow = await Flow.add(self.home, "energy_trade")
        expect(await flow.choose("join"), "join")
        expect(await flow.submit({"invitation": self.invitation(self.home_node).encode()}), "demo")
        expect(await flow.submit(), "pooled")
        expect(await flow.submit(), "owner")
        expect(await flow.choose("owner_address"), "owner_address")
        expect(await flow.submit({"owner": self.owner}), "meters")
        expect(await flow.choose("registers"), "registers")
        meters = {"import": [sensor("grid_import")], "export": [sensor("grid_export")]}
        expect(await flow.submit(meters | {"devices": {"pv": [sensor("solar")]}}), "finish")
        done = await flow.submit()
        if done["type"] != "create_entry":
            raise RuntimeError(f"joining ended with {done}")

    async def _remember(self) -> None:
        """Let the home's meters know the days before it joined, as those of a home that is no newcomer do."""
        say(f"the home remembers the last {self._days_before} days")
        [entry] = await self.home.entries("energy_trade")
        await self.home.stop()
        began = self.street.first_interval if self.house is None else self.house.began
        write_past(self.home.folder, entry["entry_id"], self.registers, began, self._days_before)
        await self.home.start()

    async def _name_machines(self) -> None:
        """Name dryer, car, thermostat and battery, dialog by dialog."""
        [entry] = await self.home.entries("energy_trade")
        for name, (kind, _) in devices().items():
            await name_machine(await Flow.subentry(self.home, entry, kind), kind, name)
            say(f"{name} can be planned")


async def watch(demo: Demo, *, until_settled: bool) -> None:
    """Tell where to look and print what changes; end where only a first settled trade was asked for."""
    page = await show_dashboard(demo.home, NAME)
    minutes = -(-(demo.street.first_settlement(time.time()) - time.time()) // 60)
    say("")
    say(f"Open   {page}")
    say(f"Log in as {demo.home.username} with the password {demo.home.password}")
    say(f"The first trade is settled in about {minutes:.0f} minutes. Ctrl-C ends everything.")
    say("")
    shown: dict[str, str] = {}
    while True:
        states = await demo.home.states()
        for entity_id, state in states.items():
            if not entity_id.endswith(WATCHED) or state["state"] in {shown.get(entity_id), *NOTHING}:
                continue
            shown[entity_id] = state["state"]
            unit = state["attributes"].get("unit_of_measurement", "")
            say(f"{state['attributes'].get('friendly_name', entity_id)}: {state['state']} {unit}".rstrip())
        if until_settled and has_traded(states):
            say("A trade is settled.")
            return
        await asyncio.sleep(WATCH_SECONDS)


def has_traded(states: Mapping[str, dict[str, Any]]) -> bool:
    """Whether a settled block held energy that the home sold or bought."""
    return any(
        entity_id.endswith(("_energy_sold", "_energy_bought")) and state["state"] not in {"0.0", *NOTHING}
        for entity_id, state in states.items()
    )


async def main(options: argparse.Namespace) -> None:
    """Run the demonstration until it is done or interrupted."""
    demo = Demo(interval_seconds=options.interval, port=options.port, machines=True, days_before=DAYS_BEFORE)
    running = asyncio.ensure_future(demo.run(lambda: watch(demo, until_settled=options.until_settled)))
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, running.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await running


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="script/demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8123, help="where Home Assistant listens, on the loopback")
    parser.add_argument(
        "--interval", type=int, default=INTERVAL_SECONDS, help="seconds of a market interval; divides 3600"
    )
    parser.add_argument("--until-settled", action="store_true", help="end after the first settled trade")
    asyncio.run(main(parser.parse_args()))
