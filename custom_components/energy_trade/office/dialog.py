"""What an operator's dialogs have in common: the office behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homeassistant.data_entry_flow import AbortFlow

from ..chain.errors import ChainError
from ..options_dialog import EntryDialog, refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from .office import Office


class OfficeDialog(EntryDialog):
    """A dialog of the operator's."""

    @property
    def office(self) -> Office | None:
        """The office, where the operator lives here and the entry runs."""
        return self.config_entry.runtime_data.office if self.is_running else None

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
