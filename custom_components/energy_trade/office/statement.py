"""A month of the community on paper: every member's energy and money, the grid account, and the sum of it all."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, Final

from ..market.units import MICRO, WH_PER_KWH

if TYPE_CHECKING:
    from datetime import datetime

    from ..chain.books import CommunityBooks, EnergyAccount
    from .guests import GuestBook

COLUMNS: Final = (
    ("name", "Member"),
    ("imported", "Taken, kWh"),
    ("exported", "Given, kWh"),
    ("bought", "Bought, kWh"),
    ("sold", "Sold, kWh"),
    ("opening", "Opening balance"),
    ("received", "Credit received"),
    ("sales", "Sales"),
    ("purchases", "Purchases"),
    ("other", "Rest and deviations"),
    ("corrected", "Corrections"),
    ("withdrawn", "Withdrawn"),
    ("closing", "Closing balance"),
)
STYLE: Final = (
    "body{font:11pt system-ui,sans-serif;margin:2em}table{border-collapse:collapse;width:100%}"
    "td,th{padding:.3em .6em;border-bottom:1px solid #999;text-align:right}td:first-child,th:first-child"
    "{text-align:left}tfoot td{font-weight:bold}@page{size:landscape}"
)


def money(micro: int) -> str:
    """Exact, to the µcredit."""
    return f"{Decimal(micro) / MICRO:.6f}"


def energy(watt_hours: int) -> str:
    """Exact, to the Wh."""
    return f"{Decimal(watt_hours) / WH_PER_KWH:.3f}"


def statement_of(
    books: CommunityBooks, guests: GuestBook, span: tuple[datetime, datetime], community: tuple[str, str]
) -> dict[str, Any]:
    """The statement as data; amounts are texts with all their digits, for floating point would lose some."""
    name, currency = community
    rows = [_row(books, index, guests) for index in sorted(books.money.members)]
    grid = books.money.grid
    return {
        "community": name,
        "currency": currency,
        "start": span[0].isoformat(),
        "end": span[1].isoformat(),
        "members": rows,
        "grid_account": {
            "opening": money(grid.opening),
            "settled": money(grid.settled),
            "written_off": money(grid.written_off),
            "surplus_taken": money(-grid.surplus_taken),
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
    return {
        "member": index,
        "name": guests.name_of(member.agent) or f"Home {index}",
        "owner": member.owner,
        "imported": energy(flows.imported_wh if flows else 0),
        "exported": energy(flows.exported_wh if flows else 0),
        "bought": energy(flows.bought_wh if flows else 0),
        "sold": energy(flows.sold_wh if flows else 0),
        "unknown_intervals": flows.unknown_intervals if flows else 0,
        "opening": money(account.opening),
        "received": money(account.issued + account.deposited),
        "sales": money(flows.sales if flows else 0),
        "purchases": money(flows.purchases if flows else 0),
        # What a correction changed of a block that was settled before stands under corrections.
        "other": money(account.settled - (flows.sales + flows.purchases if flows else 0)),
        "corrected": money(account.corrected),
        "withdrawn": money(-account.withdrawn),
        "closing": money(account.closing),
        "explained": account.corrected != 0 or explained == account.settled,
    }


def page_of(statement: dict[str, Any]) -> str:
    """The statement as a page that any browser prints."""
    head = "".join(f"<th>{escape(title)}</th>" for _, title in COLUMNS)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(str(row[key]))}</td>" for key, _ in COLUMNS) + "</tr>"
        for row in statement["members"]
    )
    grid = statement["grid_account"]
    account = "".join(
        f"<tr><td>{escape(title)}</td><td>{escape(grid[key])}</td></tr>"
        for key, title in (
            ("opening", "Opening"),
            ("settled", "From settlements"),
            ("written_off", "Claims written off"),
            ("surplus_taken", "Surplus paid out"),
            ("closing", "Closing"),
        )
    )
    verdict = (
        "All of this was held against the chain: it agrees to the last digit."
        if statement["reconciled"]
        else "This does not agree with the chain: " + "; ".join(statement["differences"])
    )
    title = escape(f"{statement['community']}, {statement['start'][:10]} to {statement['end'][:10]}")
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
        f"<h1>{title}</h1><p>Money in {escape(statement['currency'])}.</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"<h2>Grid account</h2><table><tbody>{account}</tbody></table>"
        f"<p>In all {escape(statement['opening'])} at the beginning, {escape(statement['moved'])} came in or went out, "
        f"{escape(statement['closing'])} at the end. {escape(verdict)}</p></html>"
    )
