"""How what a home does reaches the chain: carried by somebody else where that is arranged, else on its own."""

import asyncio
from typing import Any

from ..market.orders import BlockOrders
from ..market.port import Receipt
from ..market.readings import BlockReadings
from .carrying import Carrier, Message, SignedMessage
from .clock import ChainClock
from .contract import MarketContract
from .errors import TooLate
from .outbox import Call, Store
from .rpc import Head, Mined
from .sender import Sender, Timing
from .wallet import AgentKey, Domain, LineMessage, MoveMessage, OrdersMessage, ReadingsMessage

VALID_SECONDS = 3_600
CARRIED_LOOKS = 20
"""Looks at the chain, a poll apart, until it holds what was carried: blocks and other nodes take their time."""

MOST_CARRIERS = 2
"""So many relays may promise and not do before a home acts itself: gates do not wait."""


def nothing_to_do(head: Head) -> Receipt:
    """Tell that the chain says already what was wanted; it names no transaction."""
    return Receipt("", head.number, confirmed=True)


class Dispatch:
    """Sends the market's calls with one key, each at most once where it must not happen twice."""

    def __init__(
        self,
        contract: MarketContract,
        key: AgentKey,
        *,
        outbox: Store,
        clock: ChainClock,
        timing: Timing,
        sender: Sender | None = None,
    ) -> None:
        """Take up what a former process had under way, from the outbox; a key has one sender, whatever it calls."""
        self.carrier: Carrier | None = None
        self.sender = sender or Sender(
            contract.nodes,
            key,
            chain_id=contract.chain_id,
            store=outbox,
            clock=clock,
            explain=contract.abi.explain,
            timing=timing,
        )
        self._contract = contract
        self.key = key
        self._clock = clock
        self.timing = timing

    async def coin(self) -> int:
        """Coin in wei that the key holds for the chain's fees."""
        return await self._contract.nodes.run(lambda rpc: rpc.balance(self.key.address))

    async def gas_price(self) -> int:
        """Wei per gas that the chain asks now."""
        return await self._contract.nodes.run(lambda rpc: rpc.gas_price())

    async def domain(self) -> Domain:
        """What signatures for this market are bound to."""
        salt = (await self._contract.founding()).salt
        return Domain(self._contract.chain_id, self._contract.address, bytes.fromhex(salt.removeprefix("0x")))

    async def do(
        self,
        label: str,
        call: tuple[Any, ...],
        *,
        valid_until: int | None = None,
        repeatable: bool = True,
        topic: str | None = None,
    ) -> Receipt:
        """Call the market: `call` is a function's name and arguments; in the homeowner's words it is `label`."""
        if (
            self.carrier is not None
            and (carried := await self._carried(label, self.carrier, call, valid_until)) is not None
        ):
            return carried
        data = self._contract.abi.call(*call)
        return await self.submit(label, self._contract.address, data, valid_until, repeatable=repeatable, topic=topic)

    async def submit(
        self,
        label: str,
        to: str,
        data: bytes,
        valid_until: int | None = None,
        *,
        repeatable: bool = True,
        topic: str | None = None,
    ) -> Receipt:
        """Send a transaction and wait until it is mined; after `valid_until` (chain time) it is not sent any more."""
        if valid_until is None:
            await self._contract.nodes.head()
            valid_until = int(self._clock.now()) + VALID_SECONDS
        mined: Mined = await self.sender.submit(Call(label, to, data, valid_until, repeatable, topic))
        confirmed = self.timing.confirmations <= 1
        return Receipt(mined.transaction_hash, mined.block_number, confirmed=confirmed, fee=mined.fee)

    async def _carried(
        self, label: str, carrier: Carrier, call: tuple[Any, ...], valid_until: int | None
    ) -> Receipt | None:
        """Let somebody carry a message; None where this home has to act itself. What was carried is seen on the chain.

        What others can do as well is left to them by a home that has no coin.
        """
        message: Message
        match call:
            case ("order", member, first, version, words):
                message = OrdersMessage(member, first, version, valid_until or 0, tuple(words))
            case ("report", member, first, words, details):
                message = ReadingsMessage(member, first, tuple(words), details)
            case ("reportLine", zone, first, words):
                message = LineMessage(zone, first, tuple(words))
            case ("move", member, successor):
                await self._contract.nodes.head()
                message = MoveMessage(member, successor, int(self._clock.now()) + VALID_SECONDS)
            case ("audit" | "clear" | "settle", *_):
                return None if await self.coin() or not await self.gas_price() else await self._idle()
            case _:
                return None
        domain = await self.domain()
        signature = await asyncio.to_thread(self.key.sign, message, domain)
        signed = SignedMessage(message, signature).to_json()
        for _ in range(MOST_CARRIERS):
            if not await carrier.carry(signed):
                return None
            if await self._is_seen(message):
                return await self._idle()
            if valid_until is not None and self._clock.now() >= valid_until:
                # The market takes it from nobody now: no relay is to blame.
                raise TooLate(f"the time for {label} is over")
            carrier.doubt()
        return None

    async def _idle(self) -> Receipt:
        return nothing_to_do(await self._contract.nodes.head())

    async def _is_seen(self, message: Message) -> bool:
        """Whether the chain holds what was carried, once this home's nodes have had time to hear of it."""
        for _ in range(CARRIED_LOOKS):
            if await self._is_there(message):
                return True
            await asyncio.sleep(self.timing.poll)
        return False

    async def _is_there(self, message: Message) -> bool:
        ask = self._contract.ask
        match message:
            case OrdersMessage(member=member, first_block=block):
                words = await ask("ordersOf", block)
                placed = BlockOrders.stored(words[member], block) if member < len(words) else None
                return placed is not None and placed.version >= message.version
            case ReadingsMessage(member=member, first_block=block):
                words = await ask("readingsOf", block)
                return member < len(words) and BlockReadings.stored(words[member], block) is not None
            case LineMessage(zone=zone, first_block=block):
                return bool((await ask("auditOf", block))["linesIn"] >> zone & 1)
            case MoveMessage():
                return bool(await ask("moveCarried", message.struct_hash(await self.domain())))
