"""The whole thing on one machine: a chain, a community of eight homes, and a Home Assistant that lives in one of them.

Run through `script/demo`.
"""

import argparse
import asyncio
import contextlib
from pathlib import Path
import signal
import time
from typing import Any

from custom_components.energy_trade.chain.invitation import Invitation

from .anvil import Anvil
from .dashboard import show_dashboard
from .flow import Flow
from .home_assistant import HomeAssistant
from .household import Registers, feed, package, sensor
from .neighbours import Neighbour
from .operator import Operator
from .profiles import read_simbench
from .street import CONNECTION_LIMIT_WH, DAYS, FIRST_DAY, HOME, NAME, NEIGHBOURS, Street

FOLDER = Path(__file__).parents[1] / ".run" / "demo"
CHAIN_ID = 31337
OWNER_ACCOUNT = 1
FEED_SECONDS = 1.0
ADMIT_SECONDS = 1.0
WATCH_SECONDS = 2.0
WATCHED = ("membership", "trading_status", "balance", "energy_sold", "energy_bought", "sunny_street_price")


def say(text: str) -> None:
    """Tell the person at the terminal how far things are."""
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


def expect(step: dict[str, Any], expected: str) -> None:
    """Make sure that a dialog has come to where it should."""
    if step.get("step_id") != expected or step.get("errors"):
        raise RuntimeError(f"joining came to {step.get('step_id')} instead of {expected}: {step.get('errors')}")


class Demo:
    """Everything that runs, from founding to the last Ctrl-C."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.node = Anvil(chain_id=CHAIN_ID, block_time=1)
        self.operator = Operator(self.node)
        self.home = HomeAssistant(
            FOLDER, port=options.port, packages={"household": package()}, name=f"Home in {NAME}", currency="EUR"
        )
        self.profiles = read_simbench(FIRST_DAY, DAYS)
        self.street = Street(options.interval, int(time.time()) // options.interval + 1)
        self.neighbours: list[Neighbour] = []

    async def run(self) -> None:
        """Set everything up, then let time pass until told to stop."""
        say("starting a chain of our own")
        self.node.start()
        say(f"founding the community {NAME}")
        await self.operator.found(self.street.founding())
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._admit())
            say("starting Home Assistant")
            starting = tasks.create_task(self.home.start())
            await self._settle_neighbours(tasks)
            await starting
            tasks.create_task(self._feed())
            await self._join()
            self._invite_to_look(await show_dashboard(self.home, NAME))
            await self._watch()
            raise asyncio.CancelledError

    async def close(self) -> None:
        """End all that was started."""
        for neighbour in self.neighbours:
            await neighbour.close()
        await self.home.stop()
        self.node.close()

    def invitation(self) -> Invitation:
        """What a newcomer pastes."""
        return Invitation(
            self.operator.market, self.operator.deployment_block, CHAIN_ID, (self.node.url,), NAME, demo=True
        )

    async def _settle_neighbours(self, tasks: asyncio.TaskGroup) -> None:
        for name in NEIGHBOURS:
            neighbour = await Neighbour.join(
                self.invitation(), self.street.registers(self.profiles[name]), self.operator.address
            )
            self.neighbours.append(neighbour)
            tasks.create_task(neighbour.live())
        say(f"{len(self.neighbours)} neighbours have moved in")

    async def _admit(self) -> None:
        while True:
            for agent in await self.operator.admit_waiting(0, CONNECTION_LIMIT_WH, CONNECTION_LIMIT_WH):
                say(f"the community admits {agent[:10]}…")
            await asyncio.sleep(ADMIT_SECONDS)

    async def _feed(self) -> None:
        registers: Registers = self.street.registers(self.profiles[HOME])
        while True:
            await feed(self.home, registers, time.time())
            await asyncio.sleep(FEED_SECONDS)

    async def _join(self) -> None:
        """Add the integration as its user does, dialog by dialog."""
        say("joining the community from Home Assistant")
        await feed(self.home, self.street.registers(self.profiles[HOME]), time.time())
        await asyncio.sleep(2 * FEED_SECONDS)  # until the household's sensors have a value
        flow = await Flow.add(self.home, "energy_trade")
        expect(await flow.submit({"invitation": self.invitation().encode()}), "demo")
        expect(await flow.submit(), "pooled")
        expect(await flow.submit(), "owner")
        expect(await flow.choose("owner_address"), "owner_address")
        expect(await flow.submit({"owner": self.node.account(OWNER_ACCOUNT).address}), "meters")
        expect(await flow.choose("registers"), "registers")
        meters = {"import": [sensor("grid_import")], "export": [sensor("grid_export")]}
        expect(await flow.submit(meters | {"devices": {"pv": [sensor("solar")]}}), "finish")
        done = await flow.submit()
        if done["type"] != "create_entry":
            raise RuntimeError(f"joining ended with {done}")

    def _invite_to_look(self, page: str) -> None:
        say("")
        say(f"Open   {page}")
        say(f"Log in as {self.home.username} with the password {self.home.password}")
        minutes = (3 * self.street.block_seconds + 59) // 60
        say(f"The first trade is settled in about {minutes} minutes. Ctrl-C ends everything.")
        say("")

    async def _watch(self) -> None:
        """Print what changes, and end where only a first settled trade was asked for."""
        shown: dict[str, str] = {}
        while True:
            states = await self.home.states()
            for entity_id, state in states.items():
                name = entity_id.partition(".")[2]
                if not any(word in name for word in WATCHED) or state["state"] == shown.get(entity_id):
                    continue
                shown[entity_id] = state["state"]
                unit = state["attributes"].get("unit_of_measurement", "")
                say(f"{state['attributes'].get('friendly_name', entity_id)}: {state['state']} {unit}".rstrip())
            if self.options.until_settled and self._traded(states):
                say("A trade is settled.")
                return
            await asyncio.sleep(WATCH_SECONDS)

    @staticmethod
    def _traded(states: dict[str, Any]) -> bool:
        """Whether a settled block held energy that the home sold or bought."""
        return any(
            entity_id.endswith(("_energy_sold", "_energy_bought")) and state["state"] not in {"0.0", "unknown"}
            for entity_id, state in states.items()
        )


async def main(options: argparse.Namespace) -> None:
    """Run the demonstration until it is done or interrupted."""
    demo = Demo(options)
    running = asyncio.ensure_future(demo.run())
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, running.cancel)
    try:
        with contextlib.suppress(asyncio.CancelledError):
            await running
    finally:
        say("ending everything")
        await demo.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="script/demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8123, help="where Home Assistant listens, on the loopback")
    parser.add_argument("--interval", type=int, default=30, help="seconds of a market interval; divides 3600")
    parser.add_argument("--until-settled", action="store_true", help="end after the first settled trade")
    asyncio.run(main(parser.parse_args()))
