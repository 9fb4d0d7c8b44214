"""A month of the community as data: every member's energy and money, the grid account, and the sum of it all."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..market.statement import PartKind
from ..market.units import MICRO, WH_PER_KWH

if TYPE_CHECKING:
    from datetime import datetime

    from ..chain.books import CommunityBooks, EnergyAccount
    from .guests import GuestBook


def money(micro: int) -> str:
    """Exact, to the µcredit."""
    return f"{Decimal(micro) / MICRO:.6f}"


def energy(watt_hours: int) -> str:
    """Exact, to the Wh."""
    return f"{Decimal(watt_hours) / WH_PER_KWH:.3f}"


def mean_price(micro: int, watt_hours: int) -> str | None:
    """Money for a kWh on average, to four digits; None without energy."""
    return f"{Decimal(abs(micro)) * WH_PER_KWH / watt_hours / MICRO:.4f}" if watt_hours else None


def statement_of(
    books: CommunityBooks, guests: GuestBook, span: tuple[datetime, datetime], community: tuple[str, str]
) -> dict[str, Any]:
    """The statement as data; amounts are texts with all their digits, for floating point would lose some."""
    name, currency = community
    rows = [_row(books, index, guests) for index in sorted(books.money.members)]
    grid = books.money.grid
    traded = sum(account.sales + account.purchases for account in books.energy.values())
    corrected = sum(account.corrected for account in books.money.members.values())
    return {
        "community": name,
        "currency": currency,
        "start": span[0].isoformat(),
        "end": span[1].isoformat(),
        "members": rows,
        "grid_account": {
            "opening": money(grid.opening),
            "settled": money(grid.settled),
            # What is paid for trades and not received for them are the lines' fees and what full lines yield.
            "lines": money(-traded),
            "rest": money(grid.settled + traded + corrected),
            "grid_imported": None if books.bill is None else energy(books.bill.imported_wh),
            "grid_exported": None if books.bill is None else energy(books.bill.exported_wh),
            "grid_bill": None if books.bill is None else money(books.bill.amount),
            "left_over": money(books.left_over),
            "corrected": money(-corrected),
            "written_off": money(grid.written_off),
            "surplus_taken": money(-grid.surplus_taken),
            "surplus_shared": money(-grid.surplus_shared),
            "closing": money(grid.closing),
        },
        "opening": money(books.money.opening),
        "moved": money(books.money.moved),
        "closing": money(books.money.closing),
        "reconciled": not books.differences and all(row["explained"] for row in rows),
        "differences": list(books.differences),
    }


def _row(books: CommunityBooks, index: int, guests: GuestBook) -> dict[str, Any]:
    account = books.money.members[index]
    member = next(member for member in books.members if member.index == index)
    flows: EnergyAccount | None = books.energy.get(index)
    explained = account.settled + account.corrected if flows is None or not account.blocks else flows.amount
    traded = flows.sales + flows.purchases if flows else 0
    reasons = {kind.value: money(flows.reasons[kind] if flows else 0) for kind in PartKind if kind != PartKind.TRADED}
    return {
        "member": index,
        "name": guests.name_of(member.agent),
        "owner": member.owner,
        "imported": energy(flows.imported_wh if flows else 0),
        "exported": energy(flows.exported_wh if flows else 0),
        "bought": energy(flows.bought_wh if flows else 0),
        "sold": energy(flows.sold_wh if flows else 0),
        "mean_buying_price": mean_price(flows.purchases, flows.bought_wh) if flows else None,
        "mean_selling_price": mean_price(flows.sales, flows.sold_wh) if flows else None,
        "unknown_intervals": flows.unknown_intervals if flows else 0,
        "opening": money(account.opening),
        "received": money(account.issued + account.deposited + account.arrived),
        "arrived": money(account.arrived),
        "sales": money(flows.sales if flows else 0),
        "purchases": money(flows.purchases if flows else 0),
        # What a correction changed of a block that was settled before stands under corrections.
        "other": money(account.settled - traded),
        "reasons": reasons,
        "corrected": money(account.corrected),
        "shared": money(account.shared),
        "withdrawn": money(-account.withdrawn - account.moved_out),
        "moved_out": money(-account.moved_out),
        "closing": money(account.closing),
        "explained": account.corrected != 0 or explained == account.settled,
    }
