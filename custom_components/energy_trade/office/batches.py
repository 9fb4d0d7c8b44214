"""Puts many homes' signed messages on the chain in one transaction: half the fee of as many of their own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
import logging
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from ..chain.carrying import Message, SignedMessage
    from ..chain.operating import OperatorMarket
    from ..market.port import Receipt

_LOGGER = logging.getLogger(__name__)

COLLECTING_SECONDS: Final = 2.0
"""Homes order at about the same time: those who come within this travel together."""

MOST_AT_ONCE: Final = 40


@dataclass(slots=True)
class Batch:
    """Messages of one kind that wait to travel, or one that travels alone, and what their senders wait for."""

    messages: list[SignedMessage] = field(default_factory=list)
    done: asyncio.Future[Receipt] | None = None


class Batches:
    """Collects messages for a moment and sends them together."""

    def __init__(
        self,
        operator: OperatorMarket,
        start: Callable[[Coroutine[Any, Any, None]], object],
        collecting: float = COLLECTING_SECONDS,
        paid: Callable[[Receipt, int], None] = lambda _receipt, _messages: None,
    ) -> None:
        """Send with the market's key, in tasks that `start` keeps; tell what was paid for how many messages."""
        self._paid = paid
        self._operator = operator
        self._start = start
        self._collecting = collecting
        self._waiting: dict[str, Batch] = {}
        self._under_way: dict[Message, Batch] = {}

    async def send(self, message: SignedMessage) -> Receipt:
        """Return once a message's batch is mined; what of it counted, the chain tells. Twice the same travels once."""
        if (known := self._under_way.get(message.message)) is not None:
            return await self._arrival(known)
        batch = self._waiting.get(message.batch) if message.batch else None
        if batch is not None and len(batch.messages) < MOST_AT_ONCE:
            batch.messages.append(message)
            self._under_way[message.message] = batch
            return await self._arrival(batch)
        batch = self._under_way[message.message] = Batch([message], asyncio.get_running_loop().create_future())
        if message.batch:
            self._waiting[message.batch] = batch
            self._start(self._collect(message.batch, batch))
        else:
            self._start(self._travel(batch, message.function, message.arguments))
        return await self._arrival(batch)

    @staticmethod
    async def _arrival(batch: Batch) -> Receipt:
        if batch.done is None:
            raise ValueError("a batch without a journey")
        return await asyncio.shield(batch.done)

    async def _collect(self, function: str, batch: Batch) -> None:
        await asyncio.sleep(self._collecting)
        if self._waiting.get(function) is batch:
            del self._waiting[function]
        await self._travel(batch, function, [message.arguments for message in batch.messages])

    async def _travel(self, batch: Batch, function: str, argument: Sequence[Any]) -> None:
        done = batch.done
        if done is None:
            return
        try:
            count = len(batch.messages)
            receipt = await self._operator.market.act(f"{count} relayed messages", function, argument)
            self._paid(receipt, count)
        except Exception as error:  # noqa: BLE001 - whatever it is, those who wait must hear of it
            _LOGGER.debug("A batch was not taken: %s", error)
            if not done.cancelled():
                done.set_exception(error)
                done.exception()  # heard, even if nobody waits any more
        else:
            if not done.cancelled():
                done.set_result(receipt)
        finally:
            for message in batch.messages:
                self._under_way.pop(message.message, None)
