"""A practice home's history, read from the twin: its ring holds all of the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..market.community.blocks import is_final
from ..market.port import Ledger, LedgerBlock, Movement, MovementKind, PricePoint, Trade
from .village import HOME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..market.community.model import Header
    from .village import Village


def ledger_of(village: Village, since: int, until: int | None) -> Ledger:
    """What happened in the blocks delivered in a span of unix time, and what reached or left the balance in it."""
    state, calendar = village.twin.state, village.calendar
    last = state.now if until is None else until
    ahead = last + calendar.block_seconds
    headers = [
        header
        for header in sorted(state.headers.values(), key=lambda header: header.block)
        if calendar.block_end(header.block) > since and calendar.block_start(header.block) < ahead
    ]
    return Ledger(
        tuple(found for header in headers if (found := _block(village, header)) is not None),
        tuple(point for header in headers for point in _prices(village, header)),
        tuple(movement for movement in _movements(village) if since <= movement.time <= last),
    )


def _block(village: Village, header: Header) -> LedgerBlock | None:
    twin, state, calendar = village.twin, village.twin.state, village.calendar
    member, block = state.members[HOME], header.block
    statements = twin.statements(HOME, block)
    if statements is None or not member.first_block <= block <= member.last_block:
        return None
    settled = block < member.account.settled_before
    return LedgerBlock(
        block=block,
        zone=member.connection_in(block).zone,
        trades=tuple(
            Trade(interval=interval, start=calendar.interval_start(interval), statement=statement)
            for interval, statement in zip(calendar.intervals_of(block), statements, strict=True)
        ),
        final=is_final(state, header),
        settled=settled,
        amount=sum(statement.amount for statement in statements) if settled else None,
        block_hash=state.market,
        orders=state.orders_of(HOME, block),
        readings=state.readings_of(HOME, block),
    )


def _prices(village: Village, header: Header) -> Iterator[PricePoint]:
    founding, calendar = village.twin.founding, village.calendar
    for zone, results in enumerate(header.results):
        for interval, result in zip(calendar.intervals_of(header.block), results, strict=False):
            yield PricePoint(
                interval=interval,
                start=calendar.interval_start(interval),
                zone=zone,
                price=result.price(founding.grid()),
                flow_wh=0,
            )


def _movements(village: Village) -> Iterator[Movement]:
    founding = village.twin.founding
    yield Movement(
        kind=MovementKind.GRANT, time=village.terms.began, amount=founding.initial_grant, transaction_hash="practice-0"
    )
    for number, deed in enumerate(village.deeds, 1):
        if deed.member == HOME and deed.action == "withdraw":
            yield Movement(
                kind=MovementKind.WITHDRAWAL,
                time=deed.time,
                amount=-deed.values[0],
                transaction_hash=f"practice-{number}",
            )
