"""The dialog in which an owner has free money paid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chain.errors import ChainError
from .facts import amount
from .forms import FIELD_AMOUNT, money_form
from .market.units import MICRO
from .options_dialog import EntryDialog, Input, refusal

if TYPE_CHECKING:
    from homeassistant.config_entries import ConfigFlowResult

    from .market.state import MemberState


class PayoutOptions(EntryDialog):
    """From the home's balance to the owner's address, the only one that money can go to."""

    async def async_step_pay_out(self, user_input: Input = None) -> ConfigFlowResult:
        """Ask how much of what is free."""
        if not self.is_running or (member := self._member_now) is None:
            return self.async_abort(reason="not_loaded")
        runtime = self.config_entry.runtime_data
        currency: str = runtime.coordinator.founding.currency
        errors: dict[str, str] = {}
        details = {"reason": "", "agent": ""}
        if user_input is not None:
            wanted = round(user_input[FIELD_AMOUNT] * MICRO)
            if wanted > member.free:
                errors[FIELD_AMOUNT] = "more_than_free"
            else:
                try:
                    await runtime.market.withdraw(wanted)
                except ChainError as error:
                    errors["base"], found = refusal(error)
                    details |= found
                else:
                    runtime.coordinator.async_look_again()
                    return self.done()
        elif member.free <= 0:
            return self.async_abort(
                reason="nothing_free", description_placeholders={"balance": f"{amount(member.balance)} {currency}"}
            )
        return self.async_show_form(
            step_id="pay_out",
            data_schema=self.add_suggested_values_to_schema(
                money_form(currency), user_input or {FIELD_AMOUNT: member.free / MICRO}
            ),
            errors=errors,
            description_placeholders={
                "owner": member.owner,
                "free": f"{amount(member.free)} {currency}",
                "balance": f"{amount(member.balance)} {currency}",
                **details,
            },
        )

    @property
    def _member_now(self) -> MemberState | None:
        snapshot = self.config_entry.runtime_data.coordinator.snapshot
        return None if snapshot is None else snapshot.member
