"""Writes the scorecard for a dashboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..market.units import MICRO

if TYPE_CHECKING:
    from .keeper import Scorecard


def score_board(card: Scorecard) -> dict[str, Any]:
    """Write what trading and planning brought, in the community's currency; null where nothing is known.

    `saved` is against not trading, `reached` against having no battery either; what was `possible` and `lost` goes with
    the latter. Losses are told only of days that began with a forecast.
    """
    month, foreseen = card.month, card.foreseen
    today = card.today
    return {
        "days": card.days,
        "past": card.past,
        "battery": card.has_battery,
        "today": None if today is None else _money(today.against_no_trading),
        "saved": None if card.against_no_trading is None else _money(card.against_no_trading),
        "self_use": None if month is None else _money(month.against_self_use),
        "reached": None if month is None else _money(month.reached),
        "possible": None if month is None else _money(month.possible),
        "share": None if month is None else month.share_of_possible,
        "lost": None
        if foreseen is None
        else {
            "load": _money(foreseen.lost_to_load_forecast),
            "generation": _money(foreseen.lost_to_generation_forecast),
            "price": _money(foreseen.lost_to_price_forecast),
            "execution": _money(foreseen.lost_in_execution),
        },
    }


def _money(amount: float) -> float:
    return round(amount / MICRO, 4)
