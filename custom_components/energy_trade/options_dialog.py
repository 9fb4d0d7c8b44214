"""What dialogs of a running entry have in common: whether it runs, and the market's refusals in words."""

from __future__ import annotations

from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult, OptionsFlow

from .chain.errors import ChainError, Rejected
from .connection import problem

type Input = dict[str, Any] | None

REFUSALS: Final = {
    "AlreadyLeaving": "already_leaving",
    "BadCorrection": "bad_correction",
    "BadLimit": "bad_place",
    "BadLine": "bad_line",
    "BadZone": "bad_place",
    "CommunityFull": "community_full",
    "NoMember": "no_member",
    "NoRequest": "no_request",
    "NotDisputed": "not_disputed",
    "NoSurplus": "no_surplus",
    "NobodyToShareWith": "nobody_to_share_with",
    "NotOwnCredit": "not_own_credit",
    "NotSettled": "not_settled",
    "OutOfRange": "out_of_range",
    "OwnableInvalidOwner": "bad_address",
    "OwnableUnauthorizedAccount": "not_in_charge",
    "ReadingWitnessed": "reading_witnessed",
    "TermsFrozen": "prices_too_late",
    "TooLate": "too_late",
    "TooMuch": "too_much",
}
"""What the market refuses, as keys of texts."""


def refusal(error: ChainError) -> tuple[str, dict[str, str]]:
    """The key of what went wrong, and what its text mentions."""
    if isinstance(error, Rejected) and (known := REFUSALS.get(error.reason)):
        return known, {}
    return problem(error)


class EntryDialog(OptionsFlow):
    """A dialog of an entry that may run or not."""

    @property
    def is_running(self) -> bool:
        """Whether the entry is loaded."""
        return self.config_entry.state is ConfigEntryState.LOADED

    def done(self) -> ConfigFlowResult:
        """End; nothing that is chosen here is kept in the entry."""
        return self.async_create_entry(data=dict(self.config_entry.options))
