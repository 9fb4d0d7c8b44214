"""Founds a market with a key made for it: every step is known beforehand, so any number of crashes changes nothing.

Contracts get addresses that follow from the key and the count of its transactions. What exists is therefore read from
the chain, and founding goes on behind it. Nothing is ever created twice, and what is not spent stays with the key.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, fields, replace
import time
from typing import Any

import aiohttp
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from ..market.founding import Founding
from ..market.units import NO_ADDRESS
from . import artifacts, bindings
from .abi import ContractAbi
from .deploy import MARKET, creation_code, founding_arguments, libraries_of
from .errors import CallFailed, CannotPay, NodeError, NodeUnavailable, Rejected, WrongChain
from .failover import Nodes
from .fees import Fees, current_fees
from .provider import SessionProvider
from .rpc import Mined, Rpc
from .sender import FEE_LIMIT, GAS_CAP, KNOWN, POOR, SPENT, UNDERPRICED
from .wallet import AgentKey

CREATE_GAS = 60_000
GAS_A_BYTE = 230
"""Of creation code: its way into the chain, and its storage there."""

MARKET_GAS = 1_500_000
"""What the market's constructor stores besides its code."""

PRICE_ROOM = 2
"""Prices of gas may double until all is founded."""

GAS_ROOM_NUMERATOR, GAS_ROOM_DENOMINATOR = 6, 5
LIBRARY_START = b"\x73"
ADDRESS_BYTES = 20
ALIGNMENT_BYTES = 48
SHORT_NUMBERS = 128
"""Counts below this are one byte in the chain's encoding."""

SHOWN_AS_CHOSEN = frozenset({"operator", "salt", "founded_block", "ring_blocks", "credit"})
"""Fields of a founding that the chain fills in."""


@dataclass(frozen=True, slots=True)
class Founded:
    """A market that stands: where, since when, and as what."""

    market: str
    deployment_block: int
    terms: Founding


@dataclass(frozen=True, slots=True)
class Chain:
    """What a node says of its chain; prices in wei per gas."""

    chain_id: int
    identity: str
    gas_price: int


async def look_at(session: aiohttp.ClientSession, url: str) -> Chain:
    """Ask a node which chain it is on and what it charges."""
    rpc = Rpc(SessionProvider(session, url))
    head = await rpc.head()
    # The price a node suggests is what it would like; a chain without a base fee and a suggestion of none is free.
    price = await rpc.gas_price()
    return Chain(await rpc.chain_id(), await _identity(rpc), max(price, head.base_fee or 0))


async def _identity(rpc: Rpc) -> str:
    return (await rpc.head(0)).hash


def address_of(creator: str, nonce: int) -> str:
    """Address of the contract that an address creates with one of its transactions."""
    if not 0 <= nonce < SHORT_NUMBERS:
        raise ValueError("nobody founds with so many transactions")
    # A list of 22 bytes: the address, and the count, for which zero is written as nothing.
    encoded = b"\xd6\x94" + bytes.fromhex(creator[2:]) + bytes([nonce or SHORT_NUMBERS])
    return to_checksum_address(keccak(encoded)[-ADDRESS_BYTES:])


class Founder:
    """Creates a market and all that it needs."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        urls: Sequence[str],
        chain_id: int,
        key: AgentKey,
        terms: Founding,
        *,
        poll: float = 1.0,
        replace_after: float = 45.0,
        confirmations: int = 2,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Found with a key that does nothing else before."""
        self._nodes = Nodes(session, urls, chain_id, _identity)
        self._chain_id = chain_id
        self._key = key
        self._terms = terms
        self._poll = poll
        self._replace_after = replace_after
        self._confirmations = confirmations
        self._monotonic = monotonic
        self._codes: list[tuple[str, str]] = []

    @property
    def address(self) -> str:
        """Whom the transactions come from, who pays for them, and who will be the operator."""
        return self._key.address

    async def plan(self) -> Sequence[tuple[str, str]]:
        """Name and creation code of everything that is created, in order."""
        if not self._codes:
            self._codes = await asyncio.to_thread(self._plan)
        return self._codes

    def _plan(self) -> list[tuple[str, str]]:
        libraries: dict[str, str] = {}
        codes: list[tuple[str, str]] = []
        for nonce, name in enumerate(libraries_of(MARKET)):
            codes.append((name, creation_code(artifacts.load(name), libraries, ())))
            libraries[name] = address_of(self.address, nonce)
        arguments = founding_arguments(self._terms, self.address)
        return [*codes, (MARKET, creation_code(artifacts.load(MARKET), libraries, arguments))]

    async def market(self) -> str:
        """Where the market is, or will be."""
        return address_of(self.address, len(await self.plan()) - 1)

    async def missing(self) -> int:
        """Coin in wei that the key still needs before founding begins or goes on; none on chains that charge none."""
        codes = await self.plan()

        async def ask(rpc: Rpc) -> int:
            head = await self._nodes.head_of(rpc)
            fees = await current_fees(rpc, head, FEE_LIMIT)
            spent = await rpc.nonce(self.address)
            gas = sum(
                CREATE_GAS + GAS_A_BYTE * (len(code) // 2) + (MARKET_GAS if name == MARKET else 0)
                for name, code in codes[spent:]
            )
            price = max(fees.most, await rpc.gas_price() * PRICE_ROOM if fees.most else 0)
            return max(0, gas * price - await rpc.balance(self.address))

        return await self._nodes.run(ask)

    async def coin(self) -> int:
        """Coin in wei that the key holds."""
        return await self._nodes.run(lambda rpc: rpc.balance(self.address))

    async def found(self, on_progress: Callable[[float], None] = lambda _part: None) -> Founded:
        """Create what is missing, verify all of it, and say where it is."""
        codes = await self.plan()
        done = await self._nodes.run(self._spent)
        while done < len(codes):
            on_progress(done / len(codes))
            await self._create(done, *codes[done])
            done = await self._patiently(self._spent)
        on_progress(1.0)
        return await self._verified()

    async def _spent(self, rpc: Rpc) -> int:
        return await rpc.nonce(self.address)

    # ------ one contract

    async def _create(self, nonce: int, name: str, code: str) -> None:
        """Get one created; pay more where it waits for long."""
        fees: Fees | None = None
        hashes: dict[str, None] = {}
        while True:
            fees, sent = await self._send(nonce, name, code, fees)
            hashes[sent] = None
            end = self._monotonic() + self._replace_after
            while self._monotonic() < end:
                await asyncio.sleep(self._poll)
                if (mined := await self._mined(hashes)) is not None:
                    if not mined.succeeded:
                        raise Rejected("BadFounding", {"what": name})
                    return
                if await self._patiently(self._spent) > nonce and not hashes:
                    return

    async def _mined(self, hashes: dict[str, None]) -> Mined | None:
        async def look(rpc: Rpc) -> Mined | None:
            for sent in hashes:
                if mined := await rpc.receipt(sent):
                    return mined
            return None

        return await self._patiently(look)

    async def _send(self, nonce: int, name: str, code: str, last: Fees | None) -> tuple[Fees, str]:
        async def prepare(rpc: Rpc) -> tuple[Fees, int, int]:
            head = await self._nodes.head_of(rpc)
            market = await current_fees(rpc, head, FEE_LIMIT)
            gas = await rpc.estimate({"from": self.address, "data": code})
            return market, gas, await rpc.balance(self.address)

        try:
            market, gas, balance = await self._patiently(prepare)
        except CallFailed as error:
            if any(words in error.message.lower() for words in POOR):
                raise CannotPay(self.address, 0, 1) from error
            raise Rejected("BadFounding", {"what": name}) from error
        fees = market if last is None else last.bumped(market, FEE_LIMIT) or last
        gas = min(GAS_CAP, gas * GAS_ROOM_NUMERATOR // GAS_ROOM_DENOMINATOR)
        if gas * fees.most > balance:
            raise CannotPay(self.address, balance, gas * fees.most)
        transaction = {
            "chainId": self._chain_id,
            "nonce": nonce,
            "gas": gas,
            "value": 0,
            "data": code,
            **fees.fields(),
        }
        raw = await asyncio.to_thread(self._key.sign_transaction, transaction)
        sent = "0x" + keccak(raw).hex()
        try:
            await self._patiently(lambda rpc: rpc.send(raw))
        except CallFailed as error:
            message = error.message.lower()
            if any(words in message for words in POOR):
                raise CannotPay(self.address, balance, gas * fees.most) from error
            if not any(words in message for words in (*KNOWN, *SPENT, *UNDERPRICED)):
                raise
        return fees, sent

    # ------ what stands

    async def _verified(self) -> Founded:
        """Make sure that the chain holds what was meant, byte by byte and term by term."""
        codes = await self.plan()
        abi = await asyncio.to_thread(lambda: ContractAbi(artifacts.load(MARKET).abi))
        address = await self.market()

        async def read(rpc: Rpc) -> tuple[list[bytes], Any, int]:
            found = [await rpc.code(address_of(self.address, nonce)) for nonce in range(len(codes))]
            if not all(found):
                raise NodeUnavailable("what was created is not to be seen yet")
            view = abi.answer("founding", await rpc.call(address, abi.call("founding")))
            return found, view, (await rpc.head()).number

        runtime, view, number = await self._patiently(read)
        for (name, code), there in zip(codes, runtime, strict=True):
            if not _stems_from(there, bytes.fromhex(code[2:])):
                raise WrongChain(f"the chain holds other code than was sent for {name}")
        terms = bindings.founding(view)
        if terms.operator != self.address or not agrees(terms, self._terms):
            raise WrongChain("the chain holds other terms than were sent")
        while await self._patiently(_height) < number + self._confirmations:  # noqa: ASYNC110 - the chain calls nobody
            await asyncio.sleep(self._poll)
        return Founded(address, await self._created_at(address, number), terms)

    async def _patiently[T](self, ask: Callable[[Rpc], Awaitable[T]]) -> T:
        """Ask again while no node answers: a founding that is under way waits for a node that is away for a moment."""
        end = self._monotonic() + self._replace_after
        while True:
            try:
                return await self._nodes.run(ask)
            except NodeError:
                if self._monotonic() >= end:
                    raise
                await asyncio.sleep(self._poll)

    async def _created_at(self, address: str, number: int) -> int:
        """The block of the chain that the market is in, no later; where a node has no past, a day before now."""

        async def search(rpc: Rpc) -> int:
            low, high = 0, number
            while low < high:
                middle = (low + high) // 2
                if await rpc.ask("eth_getCode", address, hex(middle)) in {"0x", None}:
                    low = middle + 1
                else:
                    high = middle
            return low

        try:
            return await self._nodes.run(search)
        except CallFailed, NodeError:
            return max(0, number - 100_000)


async def _height(rpc: Rpc) -> int:
    return (await rpc.head()).number


def agrees(found: Founding, meant: Founding) -> bool:
    """Whether a market's terms are those that were meant, but for what only the chain can know."""
    names = [field.name for field in fields(Founding) if field.name not in SHOWN_AS_CHOSEN]
    zones = (replace(meant.zones[0], parent=0, fee_ticks=0, capacity_wh=0), *meant.zones[1:])
    wanted = replace(meant, zones=zones)
    root = replace(found, zones=(zones[0], *found.zones[1:]))
    credit = meant.credit in (NO_ADDRESS, found.credit)
    return credit and all(getattr(root, name) == getattr(wanted, name) for name in names)


def _stems_from(runtime: bytes, creation: bytes) -> bool:
    """Whether code that runs is what its creation code carries, but for values that were unknown when it was written.

    Those, a library's own address among them, are zeros in the creation code.
    """
    if runtime[:1] == LIBRARY_START:
        runtime = runtime[:1] + bytes(ADDRESS_BYTES) + runtime[1 + ADDRESS_BYTES :]
    start = creation.find(runtime[-ALIGNMENT_BYTES:]) + ALIGNMENT_BYTES - len(runtime)
    carried = creation[max(0, start) : start + len(runtime)]
    return len(carried) == len(runtime) and all(
        carried_byte in (there, 0) for there, carried_byte in zip(runtime, carried, strict=True)
    )
