"""What an operator's dialogs have in common: the office behind them, and the market's answer in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult, OptionsFlow
from homeassistant.data_entry_flow import AbortFlow

from ..chain.errors import ChainError, Rejected
from ..connection import problem

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from .office import Office

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
"""What the market refuses an operator, as keys of texts."""


def refusal(error: ChainError) -> tuple[str, dict[str, str]]:
    """The key of what went wrong, and what its text mentions."""
    if isinstance(error, Rejected) and (known := REFUSALS.get(error.reason)):
        return known, {}
    return problem(error)


class OfficeDialog(OptionsFlow):
    """A dialog of the operator's."""

    @property
    def office(self) -> Office | None:
        """The office, where the operator lives here and the entry runs."""
        entry = self.config_entry
        return entry.runtime_data.office if entry.state is ConfigEntryState.LOADED else None

    @property
    def is_running(self) -> bool:
        """Whether the entry is loaded."""
        return self.config_entry.state is ConfigEntryState.LOADED

    @property
    def opened(self) -> Office:
        """The office of a dialog that was begun with it; raises AbortFlow if it was closed meanwhile."""
        if (office := self.office) is None:
            raise AbortFlow("not_loaded")
        return office

    async def async_try(self, deed: Awaitable[None]) -> tuple[dict[str, str], dict[str, str]]:
        """Do it, or say what is in the way: errors, and what their texts mention."""
        try:
            await deed
        except ChainError as error:
            reason, details = refusal(error)
            return {"base": reason}, details
        await self.opened.async_request_refresh()
        return {}, {}

    def done(self) -> ConfigFlowResult:
        """End; nothing that is chosen here is kept in the entry."""
        return self.async_create_entry(data=dict(self.config_entry.options))
