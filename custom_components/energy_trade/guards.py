"""Asks when the homeowner's own limits stand in the way of a gain, and does what is answered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from .questions.causes import Cause
from .settings import Exemption, Limit
from .speech.quantities import energy, moment, money, price

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .coordinator import EnergyTradeCoordinator
    from .planner.concerns import Concerns, CoverConcern, PriceConcern
    from .questions.book import Answer
    from .speech.quantities import Fact

TIME_TO_ANSWER_SECONDS: Final = 900
"""Nobody is asked with less time left to answer; where a demonstration's blocks are short, a quarter of one."""

BALANCE_REST: Final = timedelta(days=1)

ONCE: Final = frozenset({"buy_once", "sell_once"})
ALL_DAY: Final = frozenset({"buy_today", "sell_today"})
PRICE_CAUSES: Final = {
    Cause.PRICE_ABOVE_LIMIT: Limit.HIGHEST_BUYING_PRICE,
    Cause.PRICE_BELOW_LIMIT: Limit.LOWEST_SELLING_PRICE,
}


class Guards:
    """Watches the limits of one home."""

    def __init__(self, coordinator: EnergyTradeCoordinator) -> None:
        """Act on answers from now on, also on those to questions from before a restart."""
        self._coordinator = coordinator
        self._questions = coordinator.questions
        for cause in PRICE_CAUSES:
            self._questions.handle(cause, self._async_price_decided)
        self._questions.handle(Cause.DAILY_LIMIT, self._async_daily_limit_decided)
        self._questions.handle(Cause.BALANCE_LOW, self._async_balance_decided)

    # ------ asking

    @callback
    def answerable(self, now: float) -> frozenset[int]:
        """Tell the open blocks about which there is time to ask."""
        calendar = self._coordinator.calendar
        needed = min(TIME_TO_ANSWER_SECONDS, calendar.block_seconds / 4)
        return frozenset(
            block.index for block in self._coordinator.open_blocks() if self._answer_by(block.index) - now >= needed
        )

    def _answer_by(self, block: int) -> float:
        """Chain time until which an answer still changes a block's orders."""
        return self._coordinator.calendar.gate(block) - 2 * self._coordinator.rhythm.gate_margin

    @callback
    def look(self, found: Concerns) -> None:
        """Ask about what stands in the way, and take back what does not any more."""
        self._look_at_price(Cause.PRICE_ABOVE_LIMIT, found.buying_price)
        self._look_at_price(Cause.PRICE_BELOW_LIMIT, found.selling_price)
        self._look_at_daily_limit(found.daily_limit)
        self._look_at_balance(found.balance)

    def _look_at_price(self, cause: Cause, concern: PriceConcern | None) -> None:
        if concern is None:
            self._questions.withdraw(cause)
            return
        calendar = self._coordinator.calendar
        self._ask(
            cause,
            concern.block,
            {
                "start": moment(self._local(calendar.interval_start(concern.first))),
                "end": moment(self._local(calendar.interval_start(concern.end))),
                "energy": energy(concern.energy_wh),
                "price": price(concern.price),
                "limit": price(concern.limit),
                "amount": money(concern.amount),
                "instead": money(concern.instead),
            },
            {"first": concern.first, "end": concern.end},
        )

    def _look_at_daily_limit(self, concern: CoverConcern | None) -> None:
        limit = self._coordinator.settings.current.wishes.daily_limit
        if concern is None or limit is None:
            self._questions.withdraw(Cause.DAILY_LIMIT)
            return
        more = min(self._coordinator.daily_cap, limit + concern.missing)
        self._ask(
            Cause.DAILY_LIMIT,
            concern.block,
            {
                "limit": money(limit),
                "missing": money(concern.missing),
                "more": money(more),
                "energy": energy(concern.energy_wh),
                "amount": money(concern.gain),
            },
            {"day": concern.day, "amount": more},
        )

    def _look_at_balance(self, concern: CoverConcern | None) -> None:
        snapshot = self._coordinator.snapshot
        member = snapshot.member if snapshot else None
        # A balance below the reserve itself is no question: nothing can be ordered, and Repairs says what to deposit.
        if concern is None or member is None or member.balance < member.locked + member.reserve:
            self._questions.withdraw(Cause.BALANCE_LOW)
            return
        facts = {"missing": money(concern.missing), "energy": energy(concern.energy_wh)}
        self._ask(Cause.BALANCE_LOW, concern.block, facts, {})

    def _ask(self, cause: Cause, block: int, facts: Mapping[str, Fact], context: dict[str, Any]) -> None:
        by = self._local(self._answer_by(block))
        self._questions.ask(
            cause, expires=dt_util.utc_from_timestamp(by), facts={**facts, "until": moment(by)}, context=context
        )

    def _local(self, chain_time: float) -> float:
        """The host's time at a moment of the chain."""
        return chain_time - self._coordinator.chain_time() + dt_util.utcnow().timestamp()

    # ------ what was answered

    async def _async_price_decided(self, answer: Answer) -> None:
        cause = Cause(answer.question.cause)
        limit, context = PRICE_CAUSES[cause], answer.question.context
        if answer.choice in ONCE:
            self._coordinator.async_exempt(Exemption(limit, context["first"], context["end"]))
        elif answer.choice in ALL_DAY:
            self._coordinator.async_exempt(Exemption(limit, context["first"], self._intervals_until(_midnight())))
        else:
            self._questions.rest(cause, _midnight())

    async def _async_daily_limit_decided(self, answer: Answer) -> None:
        if answer.choice != "raise_today":
            self._questions.rest(Cause.DAILY_LIMIT, _midnight())
            return
        day, amount = answer.question.context["day"], answer.question.context["amount"]
        length = self._coordinator.calendar.day_intervals
        self._coordinator.async_exempt(Exemption(Limit.DAILY_LIMIT, day * length, (day + 1) * length, amount))

    async def _async_balance_decided(self, answer: Answer) -> None:
        self._questions.rest(Cause.BALANCE_LOW, dt_util.utcnow() + BALANCE_REST)
        if answer.choice == "stop_buying":
            self._coordinator.async_wish(buying=False)

    def _intervals_until(self, moment_: datetime) -> int:
        seconds = (moment_ - dt_util.utcnow()).total_seconds()
        return self._coordinator.calendar.interval_at(self._coordinator.chain_time() + seconds)


def _midnight() -> datetime:
    return dt_util.start_of_local_day() + timedelta(days=1)
