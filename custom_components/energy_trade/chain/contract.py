"""One market's contract and its credit as the nodes show them: what is asked, and of which block of the chain."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp
from eth_utils.crypto import keccak

from ..market.founding import Founding
from ..market.state import MemberState
from . import artifacts, bindings
from .abi import ContractAbi, Fields
from .errors import CallFailed, Reorged, WrongChain
from .failover import Nodes
from .invitation import Invitation
from .rpc import Head, Rpc

MARKET = "EnergyMarket"
CREDIT = "CommunityCredit"
PAGE_MEMBERS = 64
STEADY_ATTEMPTS = 3
"""Reads that want one state of the chain begin again so often when it is reorganised meanwhile."""


def load_abis() -> tuple[ContractAbi, ContractAbi]:
    """Load what the market and its credit understand, with the errors of what they are built from; reads files."""
    market, credit = artifacts.load(MARKET), artifacts.load(CREDIT)
    inherited = [entry for library in market.links for entry in artifacts.load(library).abi if entry["type"] == "error"]
    inherited += [entry for entry in credit.abi if entry["type"] == "error"]
    return ContractAbi([*inherited, *market.abi]), ContractAbi(credit.abi)


class MarketContract:
    """Reads a market; `caller` is the address in whose name it asks."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        invitation: Invitation,
        abis: tuple[ContractAbi, ContractAbi],
        *,
        caller: str,
        identity: str | None,
        timeout: float,
        on_head: Callable[[Head], None],
    ) -> None:
        """Nothing is asked of any node yet."""
        self.address = invitation.market
        self.deployment_block = invitation.deployment_block
        self.chain_id = invitation.chain_id
        self.caller = caller
        self.abi, self.credit = abis
        self.nodes = Nodes(
            session,
            invitation.nodes,
            invitation.chain_id,
            self._identify,
            identity=identity,
            timeout=timeout,
            on_head=on_head,
        )
        self._founding: Founding | None = None

    async def founding(self) -> Founding:
        """Read what the community agreed on once; asked of the chain the first time only."""
        if self._founding is None:
            # The first thing that is asked also tells the chain's time, before anything is counted by it.
            view, _ = await self.pinned("founding")
            self._founding = bindings.founding(view)
        return self._founding

    async def ask(self, function: str, *arguments: Any) -> Any:
        """Read one of the market's views."""
        return await self.nodes.run(lambda rpc: self.view(rpc, None, function, *arguments))

    async def view(self, rpc: Rpc, at: Head | None, function: str, *arguments: Any) -> Any:
        """Read a view at one node, as of one block of the chain or its newest."""
        return self.abi.answer(function, await rpc.call(self.address, self.abi.call(function, *arguments), at))

    async def try_out(self, sender: str, function: str, *arguments: Any) -> Any:
        """See what one of its functions would answer this sender; raise Rejected with its reason if it would refuse."""

        async def ask(rpc: Rpc) -> Any:
            data = await rpc.call(self.address, self.abi.call(function, *arguments), None, sender)
            return self.abi.answer(function, data)

        return await self.steady(ask)

    async def pinned(self, function: str, *arguments: Any) -> tuple[Any, Head]:
        """Read a view, and tell the block of the chain that it holds for."""

        async def read(rpc: Rpc) -> tuple[Any, Head]:
            head = await self.nodes.head_of(rpc)
            return await self.view(rpc, head, function, *arguments), head

        return await self.steady(read)

    async def steady[T](self, read: Callable[[Rpc], Awaitable[T]]) -> T:
        """Read again if the chain is reorganised meanwhile; name the market's reason if it refuses."""
        for attempt in range(STEADY_ATTEMPTS):
            try:
                return await self.nodes.run(read)
            except Reorged:
                if attempt == STEADY_ATTEMPTS - 1:
                    raise
            except CallFailed as error:
                if error.data:
                    raise self.abi.explain(error.data) from error
                raise
        raise AssertionError  # pragma: no cover - the loop returns or raises

    async def overview(self, rpc: Rpc, head: Head, first: int, last: int) -> Fields:
        """Read all that a home shows of the blocks from `first` to `last`, decoded in a thread."""
        call = self.abi.call("overview", self.caller, first, last)
        data = await rpc.call(self.address, call, head, self.caller)
        fields: Fields = await asyncio.to_thread(self.abi.answer, "overview", data)
        return fields

    async def members(self, first: int) -> Sequence[Fields]:
        """Read a page of members, those that have left among them."""
        page: Sequence[Fields] = await self.ask("members", first, PAGE_MEMBERS)
        return page

    async def balance(self, rpc: Rpc, head: Head, member: int) -> int:
        """Read what a member has as of one block of the chain, in µcredit; negative if it owes."""
        return bindings.member(await self.view(rpc, head, "member", member)).balance

    async def accounts(self, rpc: Rpc, head: Head) -> tuple[list[MemberState], int]:
        """Read all members and the grid account as of one block of the chain."""
        found: list[MemberState] = []
        while True:
            page = await self.view(rpc, head, "members", len(found), PAGE_MEMBERS)
            found += [bindings.member(fields) for fields in page]
            if len(page) < PAGE_MEMBERS:
                break
        block = (await self.founding()).calendar().block_at(head.timestamp)
        return found, int((await self.overview(rpc, head, block, block))["gridAccount"])

    async def held(self, function: str, *arguments: Any) -> int:
        """Read a number of the community's credit: a balance or an allowance in µcredit."""
        token = (await self.founding()).credit

        async def read(rpc: Rpc) -> int:
            return int(self.credit.answer(function, await rpc.call(token, self.credit.call(function, *arguments))))

        return await self.nodes.run(read)

    async def _identify(self, rpc: Rpc) -> str:
        code = await rpc.code(self.address)
        if not code:
            raise WrongChain("there is no market at the address")
        try:
            view = await self.view(rpc, None, "founding")
        except CallFailed as error:
            raise WrongChain("what is at the address is not a market") from error
        bindings.founding(view)
        return "0x" + keccak(code + view["salt"]).hex()
