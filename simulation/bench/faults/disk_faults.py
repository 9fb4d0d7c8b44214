"""What a disk does to a home that keeps on it what is under way, each with what was promised."""

import asyncio
from typing import Any
from unittest.mock import patch

from custom_components.energy_trade.chain.errors import NotKept
from simulation import faulty_node
from simulation.faulty_node import only

from .chain_faults import BRIEFLY, killed, meanwhile
from .life import Step, Struck
from .stages import Moment, Stage


async def full(home: Struck, stage: Moment, step: Step) -> None:
    """Let the disk take nothing for a while."""

    async def trouble() -> None:
        with patch.object(home.stores["outbox"], "save", side_effect=NotKept("No space left on device")):
            await asyncio.sleep(BRIEFLY)

    await meanwhile(home, step, trouble)


async def damaged(home: Struck, stage: Moment, step: Step) -> None:
    """Cut the power when all is signed and nothing sent, and leave half a file: what was decided is decided anew."""
    if stage is Stage.DELIVER:
        home.market = await home.again({"entries": None})
        await step(home.market)
        return
    held, over = asyncio.Event(), asyncio.Event()

    @only("eth_sendRawTransaction")
    async def hold(request: faulty_node.Request) -> Any:
        held.set()
        await over.wait()
        return faulty_node.error(request, -32000, "gone")

    await killed(home, step, hold, held)
    half = dict(home.stores["outbox"].data or {}) | {"entries": [{"id": 1, "nonce": 0}]}
    home.market = await home.again(half)
    over.set()
    await home.insist(step)
