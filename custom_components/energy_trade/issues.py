"""What a community's entry asks its owner to look at: one function an issue, called with what is so now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from homeassistant.core import callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from .const import DOMAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from homeassistant.core import HomeAssistant

    from .home.book import Jump

CLOCK_TOLERANCE_SECONDS: Final = 30


class IssueKind(StrEnum):
    """What can be wrong; each is a translation key."""

    APPOINT = "appoint"
    ASKS_TO_JOIN = "asks_to_join"
    CANNOT_PAY = "cannot_pay"
    CLOCK_OFF = "clock_off"
    COLLATERAL_SHORT = "collateral_short"
    LETTER = "letter"
    DEVICE_DISOBEYS = "device_disobeys"
    DEVICE_FAILED = "device_failed"
    METER_JUMP = "meter_jump"
    METER_SILENT = "meter_silent"
    MOVE_ASKS = "move_asks"
    MOVE_OFFERED = "move_offered"
    MOVE_OTHER_CODE = "move_other_code"
    MOVE_OTHER_INTERVALS = "move_other_intervals"
    MOVE_STUCK = "move_stuck"
    MOVE_WAITS = "move_waits"
    NODES_DOWN = "nodes_down"
    NOT_OPERATOR = "not_operator"
    OPERATOR_COIN_LOW = "operator_coin_low"
    CORRECTION_ANNOUNCED = "correction_announced"
    CORRECTION_WITNESSES = "correction_witnesses"
    DISPUTED = "disputed"
    OPERATOR_TWICE = "operator_twice"
    PRICE_FEED_MISSING = "prices_missing"
    PRICE_FEED_TOO_HIGH = "prices_too_high"
    PRICE_FEED_TOO_LOW = "prices_too_low"
    PRACTICE_OVER = "practice_over"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Issues:
    """The repair issues of one community; raising one again only updates it, and what has passed is withdrawn."""

    hass: HomeAssistant
    entry_id: str
    community: str

    @callback
    def appoint(self, agent: str | None, owner: str) -> None:
        """The owner has yet to appoint the home's new key; None once that is done."""
        self._show(IssueKind.APPOINT, {"agent": agent, "owner": owner} if agent else None, fixable=True)

    @callback
    def letter(self, letter: str | None) -> None:
        """The home's request has to be sent to the operator by hand; None once the home is let in."""
        self._show(IssueKind.LETTER, {"letter": letter} if letter else None)

    @callback
    def cannot_pay(self, agent: str | None) -> None:
        """The chain asks fees that the home's key has no coin for; None once it can pay."""
        self._show(IssueKind.CANNOT_PAY, {"agent": agent} if agent else None, severity=ir.IssueSeverity.ERROR)

    @callback
    def clock_off(self, offset_seconds: float | None) -> None:
        """The home's clock is so far from the chain's that a gate could be missed."""
        seconds = abs(offset_seconds or 0)
        self._show(IssueKind.CLOCK_OFF, {"seconds": f"{seconds:.0f}"} if seconds > CLOCK_TOLERANCE_SECONDS else None)

    @callback
    def collateral_short(self, missing: str | None) -> None:
        """The balance does not cover the reserve, so the home cannot trade; the amount is shown as given."""
        self._show(IssueKind.COLLATERAL_SHORT, {"missing": missing} if missing else None)

    @callback
    def suspended(self, *, is_suspended: bool) -> None:
        """The community's operator has suspended the home."""
        self._show(IssueKind.SUSPENDED, {} if is_suspended else None)

    @callback
    def nodes_down(self, since: datetime | None) -> None:
        """None of the nodes has answered for long."""
        self._show(
            IssueKind.NODES_DOWN,
            {"since": _moment(since)} if since else None,
            fixable=True,
            severity=ir.IssueSeverity.ERROR,
        )

    @callback
    def move_offered(self, facts: dict[str, str] | None) -> None:
        """The community moves to a new market, and the home's owner has not agreed yet."""
        self._show(IssueKind.MOVE_OFFERED, facts, fixable=True)

    @callback
    def move_waits(self, facts: dict[str, str] | None) -> None:
        """The owner has agreed; the home moves by itself as soon as its key may."""
        self._show(IssueKind.MOVE_WAITS, facts)

    @callback
    def move_asks(self, facts: dict[str, str] | None) -> None:
        """The home has left, and the new market's operator has yet to let it in."""
        self._show(IssueKind.MOVE_ASKS, facts)

    @callback
    def move_stuck(self, facts: dict[str, str] | None) -> None:
        """The home may move, but has no coin, and nobody carries what it signs."""
        self._show(IssueKind.MOVE_STUCK, facts)

    @callback
    def move_blocked(self, obstacle: str | None, facts: dict[str, str]) -> None:
        """The community moves to a market that this home cannot follow by itself; None where it can."""
        for kind in (IssueKind.MOVE_OTHER_CODE, IssueKind.MOVE_OTHER_INTERVALS):
            self._show(kind, facts if kind == obstacle else None)

    @callback
    def asks_to_join(self, asking: Mapping[str, dict[str, str]]) -> None:
        """Homes that ask the operator to be admitted, by their agents."""
        self._show_each(IssueKind.ASKS_TO_JOIN, asking, fixable=True)

    @callback
    def operator_coin_low(self, operator: str | None) -> None:
        """The operator's key runs out of the coin that the chain's fees take."""
        self._show(IssueKind.OPERATOR_COIN_LOW, {"operator": operator} if operator else None)

    @callback
    def disputed(self, blocks: Mapping[int, datetime]) -> None:
        """Blocks in which homes' readings and the meters of lines differ, for the operator, by when each began."""
        self._show_each(
            IssueKind.DISPUTED,
            {str(block): {"start": _moment(start)} for block, start in blocks.items()},
            fixable=True,
        )

    @callback
    def corrections(self, announced: Mapping[str, dict[str, str]], *, witnesses: bool) -> None:
        """Corrections of the home's own readings that the operator has announced, by block; what helps is told, too."""
        kinds = IssueKind.CORRECTION_ANNOUNCED, IssueKind.CORRECTION_WITNESSES
        for kind in kinds:
            self._show_each(kind, announced if kind is kinds[witnesses] else {}, fixable=False)

    @callback
    def operator_twice(self, operator: str | None) -> None:
        """Another program acts with the operator's key, too."""
        self._show(
            IssueKind.OPERATOR_TWICE, {"operator": operator} if operator else None, severity=ir.IssueSeverity.ERROR
        )

    @callback
    def not_operator(self, operator: str | None) -> None:
        """The chain names somebody else as operator."""
        self._show(IssueKind.NOT_OPERATOR, {"operator": operator} if operator else None)

    @callback
    def price_feed(self, doubt: str | None, entity_id: str) -> None:
        """The entity that tells the grid's coming prices tells none, or none that can be believed."""
        for kind in (IssueKind.PRICE_FEED_MISSING, IssueKind.PRICE_FEED_TOO_HIGH, IssueKind.PRICE_FEED_TOO_LOW):
            self._show(kind, {"entity_id": entity_id} if doubt == kind.value else None, fixable=True)

    @callback
    def practice_over(self, *, is_over: bool) -> None:
        """The practice week has been played."""
        self._show(IssueKind.PRACTICE_OVER, {} if is_over else None, fixable=True)

    @callback
    def meters_silent(self, silent: Mapping[str, datetime]) -> None:
        """Meters that have said nothing since the given moments."""
        self._show_each(
            IssueKind.METER_SILENT,
            {meter: {"entity_id": meter, "since": _moment(since)} for meter, since in silent.items()},
            fixable=True,
        )

    @callback
    def devices(self, disobey: Mapping[str, str], failed: Mapping[str, str]) -> None:
        """Devices that do not follow, and machines that did not start: names by id."""
        for kind, names in ((IssueKind.DEVICE_DISOBEYS, disobey), (IssueKind.DEVICE_FAILED, failed)):
            self._show_each(kind, {device: {"name": name} for device, name in names.items()}, fixable=False)

    @callback
    def meter_jumps(self, jumps: Iterable[Jump]) -> None:
        """Steps that are held back until the owner says whether they are energy."""
        self._show_each(
            IssueKind.METER_JUMP,
            {
                jump.sensor: {
                    "entity_id": jump.sensor,
                    "energy": f"{jump.energy_wh / 1000:.3f}",
                    "limit": f"{jump.limit_wh / 1000:.3f}",
                    "at": _moment(dt_util.utc_from_timestamp(jump.at)),
                }
                for jump in jumps
            },
            fixable=True,
            severity=ir.IssueSeverity.ERROR,
        )

    @callback
    def clear(self) -> None:
        """Withdraw all: the entry is gone."""
        for issue_id in self._standing():
            ir.async_delete_issue(self.hass, DOMAIN, issue_id)

    def _id(self, kind: IssueKind, subject: str = "") -> str:
        return ".".join(filter(None, (self.entry_id, kind, subject)))

    def _standing(self, kind: IssueKind | None = None) -> list[str]:
        start = self._id(kind) if kind else self.entry_id
        return [
            issue_id
            for domain, issue_id in ir.async_get(self.hass).issues
            if domain == DOMAIN and (issue_id == start or issue_id.startswith(f"{start}."))
        ]

    def _show_each(
        self,
        kind: IssueKind,
        subjects: Mapping[str, dict[str, str]],
        *,
        fixable: bool,
        severity: ir.IssueSeverity = ir.IssueSeverity.WARNING,
    ) -> None:
        for issue_id in set(self._standing(kind)) - {self._id(kind, subject) for subject in subjects}:
            ir.async_delete_issue(self.hass, DOMAIN, issue_id)
        for subject, facts in subjects.items():
            self._show(kind, facts, subject=subject, fixable=fixable, severity=severity)

    def _show(
        self,
        kind: IssueKind,
        facts: dict[str, str] | None,
        *,
        subject: str = "",
        fixable: bool = False,
        severity: ir.IssueSeverity = ir.IssueSeverity.WARNING,
    ) -> None:
        issue_id = self._id(kind, subject)
        if facts is None:
            ir.async_delete_issue(self.hass, DOMAIN, issue_id)
            return
        ir.async_create_issue(
            self.hass,
            DOMAIN,
            issue_id,
            data={"entry_id": self.entry_id, "kind": kind.value, "subject": subject},
            is_fixable=fixable,
            severity=severity,
            translation_key=kind.value,
            translation_placeholders={"community": self.community, **facts},
        )


def _moment(moment: datetime) -> str:
    return f"{dt_util.as_local(moment):%Y-%m-%d %H:%M}"
