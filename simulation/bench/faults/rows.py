"""One row of the campaign: what was promised of a fault, what was seen, what was lost."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import aiohttp

from simulation.anvil import Anvil
from simulation.faulty_node import FaultyNode

from .life import Outcome, Step, Struck
from .stages import Moment


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one fault at one stage; money in µcredit, energy in Wh."""

    fault: str
    stage: str
    promised: str
    seen: str
    lost_microcredit: int
    lost_wh: int

    @property
    def survived(self) -> bool:
        """Whether what was promised was seen."""
        return self.lost_microcredit == 0 and self.lost_wh == 0 and self.seen.startswith("as promised")


@asynccontextmanager
async def nodes() -> AsyncIterator[tuple[Anvil, aiohttp.ClientSession, FaultyNode, FaultyNode]]:
    """A real node, two ways to it, and a session."""
    async with AsyncExitStack() as stack:
        anvil = stack.enter_context(Anvil(seconds_a_block=1))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        first = await stack.enter_async_context(FaultyNode(anvil.url))
        second = await stack.enter_async_context(FaultyNode(anvil.url))
        yield anvil, session, first, second


def row_of(fault: str, promise: str, stage: str, outcome: Outcome, lost_wh: int | None = None) -> Row:
    """What an outcome shows; energy is compared by whoever knows the truth better."""
    differences = "; ".join(outcome.findings.differences)
    seen = f"otherwise: {differences}" if differences else f"as promised, after {outcome.seconds:.1f} s"
    return Row(fault, stage, promise, seen, outcome.lost_microcredit, outcome.lost_wh if lost_wh is None else lost_wh)


def broken(fault: str, error: Exception, stage: str = "", promise: str = "") -> Row:
    """What did not come to its end."""
    return Row(fault, stage, promise, f"failed: {type(error).__name__}: {error}", 0, 0)


async def tried(fault: str, promise: str, stage: str, life: Awaitable[Outcome], lost_wh: int | None = None) -> Row:
    """Live it; whatever goes wrong is what was seen."""
    try:
        outcome = await life
    except Exception as error:  # noqa: BLE001 - whatever it is
        return broken(fault, error, stage, promise)
    return row_of(fault, promise, stage, outcome, lost_wh)


async def as_ever(home: Struck, stage: Moment, step: Step) -> None:
    """Strike nothing at the chain."""
    await step(home.market)
