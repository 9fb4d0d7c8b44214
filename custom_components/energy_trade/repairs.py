"""Ways out of what an owner can set right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from homeassistant.components.repairs import RepairsFlow
from homeassistant.components.repairs.const import FlowType
from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigEntryState
from homeassistant.helpers import issue_registry as ir

from .chain.errors import ChainError
from .connection import problem
from .const import DOMAIN
from .issues import IssueKind
from .office.forms import FIELD_IMPORT, USUAL_PLACE, place_form, place_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from homeassistant.components.repairs import RepairsFlowResult
    from homeassistant.core import HomeAssistant

    from .coordinator import EnergyTradeConfigEntry
    from .office.office import Office

type IssueData = dict[str, str | int | float | None] | None

STEP: Final = "async_step_"
WAY_OUT: Final = {
    IssueKind.APPOINT: "appoint",
    IssueKind.METER_SILENT: "meters",
    IssueKind.NODES_DOWN: "nodes",
    IssueKind.PRACTICE_OVER: "practice_again",
}
OPTION: Final = {
    IssueKind.DISPUTED: "disputes",
    IssueKind.PRICE_FEED_MISSING: "price_feed",
    IssueKind.PRICE_FEED_TOO_HIGH: "price_feed",
    IssueKind.PRICE_FEED_TOO_LOW: "price_feed",
}


class _EntryRepair(RepairsFlow):
    """A fix flow of one entry's issue."""

    def __init__(self, entry: EnergyTradeConfigEntry, subject: str) -> None:
        """Remember what the issue is about."""
        self._entry = entry
        self._subject = subject

    @property
    def _facts(self) -> dict[str, str]:
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
        return (issue and issue.translation_placeholders) or {}


class ReconfigureRepair(_EntryRepair):
    """Leads to the step of the reconfigure flow that helps."""

    def __init__(self, entry: EnergyTradeConfigEntry, kind: IssueKind) -> None:
        """Remember which step helps."""
        super().__init__(entry, "")
        self._step = WAY_OUT[kind]

    async def async_step_init(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Say what is wrong, then go there; if it does not help, the issue comes back."""
        if user_input is None or "issue_id" in user_input:
            return self.async_show_form(step_id="init", description_placeholders=self._facts)
        flow = await self.hass.config_entries.flow.async_init(
            DOMAIN,
            context={"source": SOURCE_RECONFIGURE, "entry_id": self._entry.entry_id},
            data={"next_step_id": self._step},
        )
        return self.async_create_entry(data={}, next_flow=(FlowType.CONFIG_FLOW, flow["flow_id"]))


class OptionRepair(_EntryRepair):
    """Leads to the step of the options flow that helps."""

    def __init__(self, entry: EnergyTradeConfigEntry, kind: IssueKind) -> None:
        """Remember which step helps."""
        super().__init__(entry, "")
        self._step = OPTION[kind]

    async def async_step_init(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Say what is wrong, then go there; if it does not help, the issue comes back."""
        if user_input is None or "issue_id" in user_input:
            return self.async_show_form(step_id="init", description_placeholders=self._facts)
        flow = await self.hass.config_entries.options.async_init(
            self._entry.entry_id, data={"next_step_id": self._step}
        )
        return self.async_create_entry(data={}, next_flow=(FlowType.OPTIONS_FLOW, flow["flow_id"]))


class QuestionRepair(_EntryRepair):
    """Lets whoever sees it answer a question; each choice is a step of its own, as menus want it."""

    async def async_step_init(self, _user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Offer the choices."""
        return self.async_show_menu(menu_options=list(self._choices), description_placeholders=self._facts)

    def __getattr__(self, name: str) -> Callable[[dict[str, str] | None], Awaitable[RepairsFlowResult]]:
        """Find the step of a choice."""
        choice = name.removeprefix(STEP)
        if choice == name or choice not in self._choices:
            raise AttributeError(name)
        return partial(self._async_answer, choice)

    @property
    def _choices(self) -> tuple[str, ...]:
        if self._entry.state is not ConfigEntryState.LOADED:
            return ()
        waiting = self._entry.runtime_data.questions.open
        return next((each.question.choices for each in waiting if each.id == self._subject), ())

    async def _async_answer(self, choice: str, _user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        await self._entry.runtime_data.questions.async_answer(choice, self._subject)
        return self.async_create_entry(data={})


class MoveRepair(_EntryRepair):
    """Lets the owner agree to move to the market that the community moves to."""

    async def async_step_init(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Say what changes, what comes along, and when; nothing moves before the owner agrees."""
        loaded = self._entry.state is ConfigEntryState.LOADED
        moving = self._entry.runtime_data.moving if loaded else None
        if moving is None or moving.offer is None:
            return self.async_abort(reason="not_loaded", description_placeholders=self._facts)
        facts = self._facts
        if user_input is None or "issue_id" in user_input:
            return self.async_show_form(step_id="init", description_placeholders=facts)
        if moving.offer.market != facts.get("market"):
            return self.async_abort(reason="other_market", description_placeholders=facts)
        await moving.async_agree(moving.offer.market)
        return self.async_create_entry(data={})


class AdmissionRepair(_EntryRepair):
    """Lets the operator admit or decline a home that asks."""

    async def async_step_init(self, _user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Offer both."""
        return self.async_show_menu(
            step_id="init", menu_options=["admit", "decline"], description_placeholders=self._facts
        )

    async def async_step_admit(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask how the home is connected, and admit it."""
        office = self._office
        if office is None:
            return self.async_abort(reason="not_loaded", description_placeholders=self._facts)
        form = place_form(office.founding)
        errors: dict[str, str] = {}
        if user_input is not None and FIELD_IMPORT in user_input:
            try:
                await office.async_admit(self._subject, place_of(user_input, office.founding))
            except ChainError as error:
                errors["base"] = problem(error)[0]
            else:
                return self.async_create_entry(data={})
        return self.async_show_form(
            step_id="admit",
            data_schema=self.add_suggested_values_to_schema(form, user_input or USUAL_PLACE),
            errors=errors,
            description_placeholders={**self._facts, "reason": ""},
        )

    async def async_step_decline(self, _user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Turn the home away."""
        if (office := self._office) is None:
            return self.async_abort(reason="not_loaded", description_placeholders=self._facts)
        try:
            await office.async_decline(self._subject)
        except ChainError:
            return self.async_abort(reason="not_now", description_placeholders=self._facts)
        return self.async_create_entry(data={})

    @property
    def _office(self) -> Office | None:
        loaded = self._entry.state is ConfigEntryState.LOADED
        return self._entry.runtime_data.office if loaded else None


class MeterJumpRepair(_EntryRepair):
    """Lets the owner say whether a jump of a meter was energy."""

    async def async_step_init(self, _user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Offer both."""
        return self.async_show_menu(menu_options=["accept", "discard"], description_placeholders=self._facts)

    async def async_step_accept(self, _user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """It was energy: count it."""
        return await self._decide(is_energy=True)

    async def async_step_discard(self, _user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """It was none: the meter was exchanged, reset or mistaken."""
        return await self._decide(is_energy=False)

    async def _decide(self, *, is_energy: bool) -> RepairsFlowResult:
        if self._entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded", description_placeholders=self._facts)
        await self._entry.runtime_data.async_resolve_jump(self._subject, is_energy=is_energy)
        return self.async_create_entry(data={})


async def async_create_fix_flow(hass: HomeAssistant, _issue_id: str, data: IssueData) -> RepairsFlow:
    """Choose the way out of an issue."""
    about = data or {}
    entry: EnergyTradeConfigEntry = hass.config_entries.async_get_known_entry(str(about["entry_id"]))
    if "question" in about:
        return QuestionRepair(entry, str(about["question"]))
    kind = IssueKind(str(about["kind"]))
    if kind is IssueKind.ASKS_TO_JOIN:
        return AdmissionRepair(entry, str(about["subject"]))
    if kind is IssueKind.MOVE_OFFERED:
        return MoveRepair(entry, str(about["subject"]))
    if kind is IssueKind.METER_JUMP:
        return MeterJumpRepair(entry, str(about["subject"]))
    return OptionRepair(entry, kind) if kind in OPTION else ReconfigureRepair(entry, kind)
