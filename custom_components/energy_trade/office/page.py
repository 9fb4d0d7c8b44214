"""A statement on paper: the community on one page, and a page for each home, in the home's language."""

from __future__ import annotations

from datetime import datetime, timedelta
from html import escape
from typing import TYPE_CHECKING, Any, Final

from homeassistant.helpers.translation import async_get_translations

from ..const import DOMAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from homeassistant.core import HomeAssistant

COLUMNS: Final = (
    "home",
    "imported",
    "exported",
    "bought",
    "sold",
    "opening",
    "received",
    "sales",
    "purchases",
    "other",
    "corrected",
    "shared",
    "withdrawn",
    "closing",
)
ENERGY_LINES: Final = ("imported", "exported", "bought", "mean_buying_price", "sold", "mean_selling_price")
MONEY_LINES: Final = ("opening", "received", "sales", "purchases", "other")
LAST_LINES: Final = ("corrected", "shared", "withdrawn", "closing")
GRID_LINES: Final = (
    "opening",
    "lines",
    "rest",
    "corrected",
    "written_off",
    "surplus_taken",
    "surplus_shared",
    "closing",
)
BILL_LINES: Final = ("grid_imported", "grid_exported", "grid_bill", "left_over")
STYLE: Final = (
    "body{font:11pt system-ui,sans-serif;margin:2em}table{border-collapse:collapse;width:100%}"
    "td,th{padding:.3em .6em;border-bottom:1px solid #999;text-align:right}td:first-child,th:first-child"
    "{text-align:left}section{break-before:page}section table{width:auto}.part td:first-child{padding-left:2em}"
    ".wide{font-size:8pt}.wide td,.wide th{padding:.3em .4em}"
    ".closing td{font-weight:bold}@page{size:landscape;margin:1cm}"
)
WORDS: Final = f"component.{DOMAIN}.selector.statement.options."


async def async_page(hass: HomeAssistant, statement: Mapping[str, Any], language: str | None = None) -> str:
    """Write it as a page that any browser prints."""
    chosen = language or hass.config.language
    texts = await async_get_translations(hass, chosen, "selector", [DOMAIN])
    words = {key.removeprefix(WORDS): text for key, text in texts.items() if key.startswith(WORDS)}
    return page_of(statement, words, chosen)


def page_of(statement: Mapping[str, Any], words: Mapping[str, str], language: str) -> str:
    """The page in these words."""
    # A statement ends where the next one begins; people name the last day.
    last = datetime.fromisoformat(statement["end"]) - timedelta(seconds=1)
    title = escape(f"{statement['community']}, {statement['start'][:10]} – {last:%Y-%m-%d}")
    rows = [{**row, "home": row["name"] or f"{words['home']} {row['member']}"} for row in statement["members"]]
    head = "".join(f"<th>{escape(words[key])}</th>" for key in COLUMNS)
    body = "".join("<tr>" + "".join(_cell(row[key]) for key in COLUMNS) + "</tr>" for row in rows)
    grid = statement["grid_account"]
    verdict = words["agrees"] if statement["reconciled"] else words["differs"]
    return (
        f'<!doctype html><html lang="{escape(language)}"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style><h1>{title}</h1><p>{escape(words['money'])} {escape(statement['currency'])}</p>"
        f"<table class=wide><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"<h2>{escape(words['grid_account'])}</h2>{_table((words[key], grid[key], key) for key in GRID_LINES)}"
        f"<br>{_table((words[key], grid[key], key) for key in BILL_LINES if grid[key] is not None)}"
        f"<h2>{escape(words['in_all'])}</h2>"
        f"{_table((words[key], statement[key], key) for key in ('opening', 'moved', 'closing'))}"
        f"<p>{escape(verdict)}</p>{''.join(f'<p>{escape(each)}</p>' for each in statement['differences'])}"
        f"{''.join(_section(row, title, words) for row in rows)}</html>"
    )


def _section(row: Mapping[str, Any], title: str, words: Mapping[str, str]) -> str:
    """One home's page."""
    reasons = [(words[key], amount, "part") for key, amount in row["reasons"].items() if float(amount)]
    figures = [(words[key], row[key], "") for key in ENERGY_LINES if row[key] is not None]
    if row["unknown_intervals"]:
        figures.append((words["unknown_intervals"], row["unknown_intervals"], ""))
    accounts = [
        *((words[key], row[key], key) for key in MONEY_LINES),
        *reasons,
        *((words[key], row[key], key) for key in LAST_LINES),
    ]
    return (
        f"<section><h1>{escape(row['home'])}</h1><p>{title}</p><p>{escape(row['owner'])}</p>"
        f"{_table(figures)}<br>{_table(accounts)}</section>"
    )


def _table(lines: Iterable[tuple[str, Any, str]]) -> str:
    rows = "".join(f'<tr class="{kind}">{_cell(name)}{_cell(value)}</tr>' for name, value, kind in lines)
    return f"<table><tbody>{rows}</tbody></table>"


def _cell(value: Any) -> str:
    return f"<td>{escape(str(value))}</td>"
