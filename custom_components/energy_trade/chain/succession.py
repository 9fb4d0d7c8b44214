"""How a home moves from its market to the successor that the operator has announced, whatever crashes meanwhile.

What has been done is read from the chain: whether the member has moved, and whether it has arrived.
"""

import asyncio
from dataclasses import dataclass, replace
from enum import StrEnum

from ..market.founding import Founding
from ..market.port import Receipt
from ..market.units import NO_ADDRESS
from . import bindings
from .client import EvmMarket
from .contract import load_abis
from .errors import CallFailed
from .genuine import is_genuine
from .moved import settled_for_leaving
from .rpc import Rpc


@dataclass(frozen=True, slots=True)
class Announcement:
    """Where a market's operator says that its members may move."""

    successor: str
    agents_from: int
    """Chain time from which a home's key may move it; its owner may at once."""


@dataclass(frozen=True, slots=True)
class Successor:
    """A market that an announcement names, as it was found."""

    market: str
    deployment_block: int
    terms: Founding
    genuine: bool
    """Its code is this release's, so that its rules are known."""


class Obstacle(StrEnum):
    """Why a home cannot move by itself; each is a translation key."""

    OTHER_CODE = "move_other_code"
    OTHER_INTERVALS = "move_other_intervals"


def obstacle(before: Founding, successor: Successor) -> Obstacle | None:
    """What keeps a home from moving in one step."""
    if not successor.genuine:
        return Obstacle.OTHER_CODE
    if successor.terms.interval_seconds != before.interval_seconds:
        return Obstacle.OTHER_INTERVALS
    return None


class Mover:
    """One member's way to its market's successor, with the home's key."""

    def __init__(self, market: EvmMarket) -> None:
        """Begin with the market that the home trades in."""
        self._market = market
        self._known: Successor | None = None

    async def announcement(self) -> Announcement | None:
        """Read what the operator announces; nothing where the market knows of no succession."""
        view = await self._market.ask("succession")
        if view["successor"] == NO_ADDRESS:
            return None
        return Announcement(view["successor"], view["agentsFrom"])

    async def moved_to(self) -> str | None:
        """Read to which market the member has moved."""
        address = await self._market.ask("movedTo", await self._market.index())
        return None if address == NO_ADDRESS else str(address)

    async def look_at(self, market: str) -> Successor:
        """Read another market's terms and compare its code; may raise a ChainError."""
        if self._known is not None and self._known.market == market:
            return self._known
        abi, _ = await asyncio.to_thread(load_abis)
        contract = self._market.contract

        async def read(rpc: Rpc) -> Successor:
            genuine = await is_genuine(rpc, market)
            if genuine:
                terms = bindings.founding(abi.answer("founding", await rpc.call(market, abi.call("founding"))))
            else:
                terms = replace(await contract.founding(), name=market)
            number = await _created_at(rpc, market, contract.deployment_block)
            return Successor(market, number, terms, genuine)

        self._known = await contract.nodes.run(read)
        return self._known

    async def move(self, successor: str) -> Receipt:
        """Leave, and take what is free along; refused as TooSoon before the announcement's time."""
        await settled_for_leaving(self._market)
        return await self._market.act("move", "move", await self._market.index(), successor)

    async def has_arrived(self, successor: str) -> bool:
        """Read whether the home is a member there by now."""
        abi = self._market.contract.abi
        member = await self._market.index()

        async def read(rpc: Rpc) -> bool:
            answer = await rpc.call(successor, abi.call("arrivalOf", member))
            return bool(abi.answer("arrivalOf", answer)[0])

        return await self._market.contract.nodes.run(read)


async def _created_at(rpc: Rpc, market: str, earliest: int) -> int:
    """The block of the chain that a market is in, no later; where a node has no past, the earliest that can be."""
    low, high = earliest, (await rpc.head()).number
    try:
        while low < high:
            middle = (low + high) // 2
            if await rpc.ask("eth_getCode", market, hex(middle)) in {"0x", None}:
                low = middle + 1
            else:
                high = middle
    except CallFailed:
        return earliest
    return low
