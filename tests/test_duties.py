"""What the home owes its community, and when the loop wakes for it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from hypothesis import given, strategies as st
import pytest

from custom_components.energy_trade.chain.errors import CannotPay, NodeUnavailable, Rejected
from custom_components.energy_trade.duties import (
    LATE_REPORT_BLOCKS,
    REPORT_BLOCKS_AT_ONCE,
    SETTLE_BATCH_BLOCKS,
    block_to_audit,
    block_to_clear,
    must_settle,
    reports_due,
    unreported,
)
from custom_components.energy_trade.market.calendar import MarketCalendar
from custom_components.energy_trade.market.orders import Side
from custom_components.energy_trade.market.readings import UNKNOWN_READING, BlockReadings, Reading
from custom_components.energy_trade.market.state import AuditState, BlockState, MemberStatus, Snapshot
from custom_components.energy_trade.market.tariff import GridPrice
from custom_components.energy_trade.model import Membership, Phase, Reason
from custom_components.energy_trade.reasons import Circumstances, why
from custom_components.energy_trade.settings import Wishes
from custom_components.energy_trade.timing import SHORTEST_WAIT_SECONDS, Rhythm
from custom_components.energy_trade.view import phase
from tests.support.fake_market import AGENT, FakeMarket
from tests.support.flow_market import founding

if TYPE_CHECKING:
    from collections.abc import Iterable

TERMS = founding()
CALENDAR = TERMS.calendar()
RHYTHM = Rhythm.of(CALENDAR)
FIRST = 249_000
METERED = BlockReadings((Reading(100),) * 8)
PARTLY = BlockReadings((Reading(100),) * 4 + (UNKNOWN_READING,) * 4)
NOTHING = BlockReadings((UNKNOWN_READING,) * 8)


def block(index: int, **changes: Any) -> BlockState:
    """A block that was cleared and delivered, and waits for readings."""
    fields: dict[str, Any] = {
        "index": index,
        "is_open": False,
        "cleared_intervals": 8,
        "final": False,
        "stake": 6,
        "reported": 0,
        "settled": 0,
        "tariff": (GridPrice(80, 300),) * 8,
        "results": ((None,) * 8,),
        "longs": ((0,) * 8,),
        "shorts": ((0,) * 8,),
        "orders": None,
        "readings": None,
        "supply_wh": (0,) * 8,
        "demand_wh": (0,) * 8,
    }
    return BlockState(**fields | changes)


def seen(now: float, blocks: Iterable[BlockState], **member: Any) -> Snapshot:
    """The chain at a time."""
    fields: dict[str, Any] = {"first_block": FIRST, "settled_before": FIRST, "free": 1000, **member}
    return Snapshot(
        chain_time=int(now),
        block_hash="0x",
        block_number=1,
        tokens_held=0,
        shortfall=0,
        grid_account=0,
        member_count=6,
        member=replace(FakeMarket(lambda: now).member(), **fields),
        blocks=tuple(blocks),
    )


class TestClearing:
    """Members take turns, so that one transaction does it."""

    def test_nobody_clears_before_the_gate(self) -> None:
        gate = CALENDAR.gate(FIRST)
        assert block_to_clear(seen(gate - 1, [block(FIRST, cleared_intervals=0)]), RHYTHM, gate + 300) is None

    def test_the_home_waits_for_its_turn(self) -> None:
        snapshot = seen(CALENDAR.gate(FIRST), [block(FIRST, cleared_intervals=0)])
        turn = RHYTHM.clear_turn(FIRST, snapshot.member.index)
        assert block_to_clear(snapshot, RHYTHM, turn - 1) is None
        assert block_to_clear(snapshot, RHYTHM, turn) == FIRST

    def test_turns_rotate(self) -> None:
        firsts = {
            min(range(6), key=lambda member: RHYTHM.clear_turn(index, member)) for index in range(FIRST, FIRST + 6)
        }
        assert firsts == set(range(6))

    def test_what_is_cleared_or_not_its_own_is_left_alone(self) -> None:
        late = CALENDAR.gate(FIRST) + 3000
        blocks = [block(FIRST - 1, cleared_intervals=0), block(FIRST)]
        assert block_to_clear(seen(late, blocks), RHYTHM, late) is None


class TestReports:
    """Complete blocks at once, incomplete ones as late as is safe, unknown ones never."""

    def due(self, now: float, metered: dict[int, tuple[BlockReadings, bool]]) -> list[int]:
        """Blocks reported at a time."""
        waiting = unreported(seen(now, [block(index) for index in metered]), RHYTHM, now)
        return list(
            reports_due(
                waiting,
                {index: readings for index, (readings, _) in metered.items()},
                {index: complete for index, (_, complete) in metered.items()},
                RHYTHM,
                now,
            )
        )

    def test_not_before_delivery_has_ended(self) -> None:
        end = CALENDAR.block_end(FIRST)
        assert self.due(end - 1, {FIRST: (METERED, True)}) == []
        assert self.due(end, {FIRST: (METERED, True)}) == [FIRST]

    def test_one_with_a_gap_waits_until_shortly_before_its_deadline(self) -> None:
        call, deadline = RHYTHM.last_call(FIRST), CALENDAR.deadline(FIRST)
        assert CALENDAR.block_end(FIRST) < call < deadline
        assert self.due(call - 1, {FIRST: (PARTLY, False)}) == []
        assert self.due(call, {FIRST: (PARTLY, False)}) == [FIRST]

    def test_after_the_deadline_it_waits_for_the_rest_until_the_last_moment(self) -> None:
        deadline = CALENDAR.deadline(FIRST)
        assert self.due(deadline, {FIRST: (PARTLY, False)}) == []
        assert self.due(deadline, {FIRST: (METERED, True)}) == [FIRST]
        last = CALENDAR.block_start(FIRST + LATE_REPORT_BLOCKS - 2)
        assert self.due(last, {FIRST: (PARTLY, False)}) == [FIRST]
        assert self.due(CALENDAR.block_start(FIRST + LATE_REPORT_BLOCKS), {FIRST: (METERED, True)}) == []

    def test_one_of_which_nothing_is_known_is_never_reported(self) -> None:
        for now in (RHYTHM.last_call(FIRST), CALENDAR.block_start(FIRST + LATE_REPORT_BLOCKS - 1)):
            assert self.due(now, {FIRST: (NOTHING, True)}) == []

    def test_consecutive_blocks_travel_together_others_follow(self) -> None:
        now = CALENDAR.block_end(FIRST + 20)
        metered = {FIRST + index: (METERED, index != 3) for index in range(20)}
        metered[FIRST + 3] = (NOTHING, False)
        assert self.due(now, metered) == [FIRST, FIRST + 1, FIRST + 2]
        del metered[FIRST + 3]
        for index in range(4):
            metered.pop(FIRST + index, None)
        assert len(self.due(now, metered)) == REPORT_BLOCKS_AT_ONCE

    def test_the_chains_own_time_decides(self) -> None:
        end = CALENDAR.block_end(FIRST)
        assert unreported(seen(end - 1, [block(FIRST)]), RHYTHM, end + 60) == []

    def test_blocks_of_others_and_reported_ones_are_not_waited_for(self) -> None:
        now = CALENDAR.block_end(FIRST + 2)
        blocks = [block(FIRST - 1), block(FIRST, readings=METERED), block(FIRST + 1)]
        assert [each.index for each in unreported(seen(now, blocks), RHYTHM, now)] == [FIRST + 1]


class TestSettling:
    """Several blocks at once, but not while money is needed."""

    NOW = CALENDAR.block_end(FIRST + 1) + 1.0

    def test_waits_for_a_batch(self) -> None:
        blocks = [block(FIRST + index, final=True) for index in range(SETTLE_BATCH_BLOCKS)]
        assert not must_settle(seen(self.NOW, blocks[:-1]), TERMS, RHYTHM)
        assert must_settle(seen(self.NOW, blocks), TERMS, RHYTHM)

    def test_only_what_is_final_without_a_gap_counts(self) -> None:
        blocks = [block(FIRST + index, final=index != 1) for index in range(SETTLE_BATCH_BLOCKS + 1)]
        assert not must_settle(seen(self.NOW, blocks), TERMS, RHYTHM)

    @pytest.mark.parametrize("why_now", [{"free": 0}, {"status": MemberStatus.LEAVING}])
    def test_at_once_where_the_home_needs_it(self, why_now: dict[str, Any]) -> None:
        assert must_settle(seen(self.NOW, [block(FIRST, final=True)], **why_now), TERMS, RHYTHM)
        assert not must_settle(seen(self.NOW, [block(FIRST)], **why_now), TERMS, RHYTHM)

    def test_a_deadline_makes_a_block_final(self) -> None:
        deadline = CALENDAR.deadline(FIRST)
        assert must_settle(seen(deadline, [block(FIRST)], free=0), TERMS, RHYTHM)

    def test_settled_blocks_are_done_with(self) -> None:
        blocks = [block(FIRST + index, final=True) for index in range(SETTLE_BATCH_BLOCKS)]
        assert not must_settle(seen(self.NOW, blocks, settled_before=FIRST + 1), TERMS, RHYTHM)

    def test_demonstrations_settle_block_by_block(self) -> None:
        terms = founding(interval_seconds=30, gate_lead_seconds=20)
        assert must_settle(seen(self.NOW, [block(FIRST, final=True)]), terms, RHYTHM)


class TestRhythm:
    """The loop wakes for what matters and never sleeps past it."""

    def test_short_intervals_make_everything_shorter(self) -> None:
        short = Rhythm.of(founding(interval_seconds=30, gate_lead_seconds=20).calendar())
        assert short.poll < RHYTHM.poll
        assert short.gate_margin == 10
        assert short.report_margin == 60
        assert short.clear_patience < 1

    def test_orders_are_made_final_shortly_before_the_gate(self) -> None:
        gate = CALENDAR.gate(FIRST)
        assert RHYTHM.before_gate(gate - 61) is None
        assert RHYTHM.before_gate(gate - 60) == FIRST
        assert RHYTHM.before_gate(gate - 1) == FIRST
        assert RHYTHM.before_gate(gate) is None

    @given(
        now=st.floats(1.7e9, 1.8e9),
        seconds=st.sampled_from([15, 30, 60, 300, 900, 1800, 3600]),
        unreported_blocks=st.integers(0, 3),
    )
    def test_never_sleeps_past_a_moment_that_matters(self, now: float, seconds: int, unreported_blocks: int) -> None:
        calendar = MarketCalendar(seconds, seconds, 12, 2, 4)
        rhythm = Rhythm.of(calendar)
        waiting = range(calendar.block_at(now) - unreported_blocks, calendar.block_at(now))
        delay = rhythm.next_wake(now, waiting, [now + 7.5])
        moments = [
            calendar.next_gate(now) - rhythm.gate_margin,
            calendar.interval_end(calendar.interval_at(now)) + 0.5,
            *(rhythm.last_call(index) for index in waiting),
            now + 7.5,
        ]
        assert SHORTEST_WAIT_SECONDS <= delay <= max(rhythm.poll, SHORTEST_WAIT_SECONDS)
        assert all(delay <= max(SHORTEST_WAIT_SECONDS, moment - now) for moment in moments if moment > now)


def test_phases_follow_each_other() -> None:
    state = block(FIRST, cleared_intervals=0, is_open=True)
    cleared = block(FIRST)
    final = block(FIRST, final=True)
    gate, start, end = CALENDAR.gate(FIRST), CALENDAR.block_start(FIRST), CALENDAR.block_end(FIRST)
    life = [
        (replace(state, is_open=False), gate - 90_000, FIRST, Phase.NOT_OPEN),
        (state, gate - 1, FIRST, Phase.OPEN),
        (state, gate, FIRST, Phase.GATE_CLOSED),
        (cleared, gate + 1, FIRST, Phase.CLEARED),
        (cleared, start, FIRST, Phase.DELIVERING),
        (cleared, end, FIRST, Phase.AWAITING_READINGS),
        (replace(cleared, audit=AuditState.DISPUTED), end + 1, FIRST, Phase.DISPUTED),
        (final, end + 1, FIRST, Phase.FINAL),
        (final, end + 2, FIRST + 1, Phase.SETTLED),
    ]
    assert [phase(each, CALENDAR, now, before) for each, now, before, _ in life] == [said for *_, said in life]
    assert all(before <= after for (_, before, _, _), (_, after, _, _) in pairwise(life))
    assert phase(cleared, CALENDAR, CALENDAR.deadline(FIRST), None) is Phase.FINAL
    assert {said for *_, said in life} == set(Phase)


class TestAudit:
    """A closed block is held to its lines once, by one home; what is disputed waits for its window's end."""

    METERED = replace(TERMS, metered_zones=frozenset({0}), dispute_blocks=4)
    RHYTHM = Rhythm.of(METERED.calendar())
    END = CALENDAR.block_end(FIRST)

    def test_where_nothing_is_metered_there_is_nothing_to_do(self) -> None:
        late = CALENDAR.deadline(FIRST) + 1
        assert block_to_audit(seen(late, [block(FIRST)]), TERMS, RHYTHM, late) is None

    @pytest.mark.parametrize(
        ("state", "seconds", "due"),
        [
            (block(FIRST, reported=3, stake=4), 100, False),
            (block(FIRST, reported=4, stake=4), 100, True),
            (block(FIRST, reported=4, stake=4, audit=AuditState.DISPUTED), 100, False),
            (block(FIRST, reported=4, stake=4, audit=AuditState.CONCLUDED), 100, False),
            (block(FIRST, reported=4, stake=4), -1, False),
        ],
    )
    def test_once_it_is_closed_and_nobody_has(self, state: BlockState, seconds: int, due: bool) -> None:
        now = self.END + seconds
        rhythm = replace(self.RHYTHM, clear_patience=0)
        found = block_to_audit(seen(now, [state]), self.METERED, rhythm, now)
        assert found == (FIRST if due else None)

    def test_homes_take_turns(self) -> None:
        snapshot = seen(self.END, [block(FIRST, reported=4, stake=4)])
        turn = self.RHYTHM.audit_turn(self.END, FIRST, snapshot.member.index)
        assert block_to_audit(snapshot, self.METERED, self.RHYTHM, turn - 1) is None
        assert block_to_audit(snapshot, self.METERED, self.RHYTHM, turn) == FIRST

    def test_settling_waits_for_the_window_not_for_the_deadline(self) -> None:
        calendar = self.METERED.calendar()
        for moment, is_due in ((calendar.deadline(FIRST), False), (calendar.window_end(FIRST), True)):
            disputed = block(FIRST, audit=AuditState.DISPUTED)
            assert must_settle(seen(moment, [disputed], free=0), self.METERED, self.RHYTHM) is is_due


class TestReasons:
    """One word: the first thing that stands in the way."""

    WELL = Circumstances(
        connected=True,
        membership=Membership.ACTIVE,
        wishes=Wishes(),
        refusal=None,
        trades=False,
        anything_open=True,
        meters_silent=False,
        planned=Reason.LEARNING,
    )

    @pytest.mark.parametrize(
        ("so", "said"),
        [
            ({}, Reason.LEARNING),
            ({"trades": True}, Reason.TRADING),
            ({"connected": False, "trades": True}, Reason.NO_CONNECTION),
            ({"membership": Membership.PENDING}, Reason.WAITING_FOR_ADMISSION),
            ({"membership": Membership.ADMITTED}, Reason.WAITING_FOR_FIRST_DELIVERY),
            ({"membership": Membership.ADMITTED, "trades": True}, Reason.TRADING),
            ({"membership": Membership.SUSPENDED, "trades": True}, Reason.SUSPENDED),
            ({"membership": Membership.LEAVING}, Reason.LEAVING),
            ({"membership": Membership.LEFT}, Reason.LEFT),
            ({"membership": Membership.NOT_ASKED}, Reason.NOT_ASKED),
            ({"wishes": Wishes(trading=False), "trades": True}, Reason.SWITCHED_OFF),
            ({"wishes": Wishes(buying=False), "trades": True}, Reason.TRADING),
            ({"wishes": Wishes(buying=False, selling=False)}, Reason.SWITCHED_OFF),
            ({"refusal": CannotPay(AGENT, 0, 1), "trades": True}, Reason.CANNOT_PAY_FEES),
            ({"refusal": Rejected("NotCovered", {})}, Reason.COLLATERAL_SHORT),
            ({"refusal": Rejected("CapExceeded", {})}, Reason.DAILY_LIMIT_REACHED),
            ({"refusal": Rejected("BadOrder", {})}, Reason.REFUSED),
            ({"refusal": NodeUnavailable("down")}, Reason.LEARNING),
            ({"anything_open": False}, Reason.NOT_OPEN),
            ({"meters_silent": True}, Reason.METERS_SILENT),
        ],
    )
    def test_first_things_first(self, so: dict[str, Any], said: Reason) -> None:
        assert why(replace(self.WELL, **so)) is said

    def test_off_is_off_for_both_sides(self) -> None:
        off = Wishes(trading=False)
        assert not off.allows(Side.SELL)
        assert not off.allows(Side.BUY)
