"""What keeps readings honest, with a home's key: meters of lines, audits and neighbours' signatures."""

import asyncio
from collections.abc import Mapping

from ..market.lines import BlockAudit, LineRow, pack_row
from ..market.port import Receipt
from ..market.readings import BlockReadings
from ..market.state import AuditState
from . import bindings
from .clock import ChainClock
from .contract import MarketContract
from .dispatch import Dispatch, nothing_to_do
from .errors import Rejected
from .wallet import WitnessMessage
from .witness_word import WitnessWord

LONGEST_REPORT = 12
"""Blocks in one report."""


class TrustInReadings:
    """The part of a market's access that is about whether readings are true."""

    contract: MarketContract
    dispatch: Dispatch
    clock: ChainClock

    async def lines(self) -> frozenset[int]:
        """Read whose line's meter this key reports now: zones of the block in delivery."""
        founding = await self.contract.founding()
        current = founding.calendar().block_at(self.clock.now())
        asked = sorted(founding.metered_zones)
        keys = await asyncio.gather(*(self.contract.ask("lineMeterOf", zone, current) for zone in asked))
        return frozenset(zone for zone, key in zip(asked, keys, strict=True) if key == self.contract.caller)

    async def report_line(self, zone: int, rows: Mapping[int, LineRow]) -> Receipt:
        """Report what a line's meter counted, keyed by block: net Wh towards the parent in each of its eight intervals.

        Blocks whose line is reported, or judged, already are left out, and those in which another key reads it.
        """
        founding = await self.contract.founding()
        keys = await asyncio.gather(*(self.contract.ask("lineMeterOf", zone, block) for block in rows))
        left = {block: row for (block, row), key in zip(rows.items(), keys, strict=True) if key == self.contract.caller}
        receipt: Receipt | None = None
        while left:
            first, run = next(bindings.runs(left, LONGEST_REPORT))
            blocks = range(first, first + len(run))
            try:
                receipt = await self.dispatch.do(
                    f"line {zone} from block {first}",
                    ("reportLine", zone, first, [pack_row(row) for row in run]),
                    valid_until=founding.calendar().window_end(first),
                    topic=f"line {zone} {first} {len(run)}",
                )
            except Rejected as error:
                if error.reason not in ("LineReportedBefore", "TooLate") or error.values["blockIndex"] not in left:
                    raise
                del left[error.values["blockIndex"]]
            else:
                for block in blocks:
                    del left[block]
        return receipt or nothing_to_do(await self.contract.nodes.head())

    async def audit(self, block: int) -> Receipt:
        """Hold a closed block's readings to its lines, unless somebody has or a line may still come."""
        view, head = await self.contract.pinned("auditOf", block)
        found = bindings.audit(view, block)
        awaited = found.expected - set(found.lines) and head.timestamp < found.window_end
        if awaited or found.state is not AuditState.OPEN:
            return nothing_to_do(head)
        return await self.dispatch.do(f"audit of block {block}", ("audit", block), topic=f"audit {block}")

    async def audit_of(self, block: int) -> BlockAudit:
        """Read how a block's readings compare with its lines."""
        return bindings.audit(await self.contract.ask("auditOf", block), block)

    async def readings_of(self, block: int) -> dict[int, BlockReadings]:
        """Read what members have told of a block, by index."""
        words = await self.contract.ask("readingsOf", block)
        stored = ((index, BlockReadings.stored(word, block)) for index, word in enumerate(words))
        return {index: readings for index, readings in stored if readings is not None}

    async def testify(self, by: int, member: int, block: int, told: BlockReadings) -> WitnessWord:
        """Sign, as member `by`, that another member's readings of a block are true."""
        message = WitnessMessage(member, block, (told.pack(),))
        domain = await self.dispatch.domain()
        return WitnessWord(message, by, await asyncio.to_thread(self.dispatch.key.sign, message, domain))

    async def witness(self, message: WitnessMessage, signatures: Mapping[int, bytes]) -> Receipt:
        """Make a member's readings final against corrections, by signatures of other members, keyed by index."""
        named = sorted(signatures)
        return await self.dispatch.do(
            f"witnesses for member {message.member}",
            (
                "witness",
                message.member,
                message.first_block,
                list(message.words),
                named,
                [signatures[index] for index in named],
            ),
        )
