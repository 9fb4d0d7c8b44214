"""What registers count, to the last µWh."""

from __future__ import annotations

import json

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.energy_trade.home.ledger import MICRO_WH, Slice, spread
from custom_components.energy_trade.home.registers import LONGEST_GAP_INTERVALS, RegisterKind, RegisterLedger

LENGTH = 900_000
MINUTE = 60_000
KWH = 1000 * MICRO_WH
LIMIT = 2750 * MICRO_WH


def after(minutes: float) -> int:
    """A moment, counted from the start of interval 100."""
    return 100 * LENGTH + round(minutes * MINUTE)


def counter(*samples: tuple[float, float | None], limit: int | None = LIMIT) -> RegisterLedger:
    return fed(RegisterLedger(LENGTH, limit_uwh=limit), *samples)


def net(*samples: tuple[float, float | None], limit: int | None = LIMIT) -> RegisterLedger:
    return fed(RegisterLedger(LENGTH, RegisterKind.NET, limit), *samples)


def fed(ledger: RegisterLedger, *samples: tuple[float, float | None]) -> RegisterLedger:
    for minute, kwh in samples:
        ledger.sample(after(minute), None if kwh is None else round(kwh * KWH))
    return ledger


def wh(ledger: RegisterLedger, interval: int = 0) -> float:
    return ledger._slices.get(100 + interval, Slice()).net_uwh / MICRO_WH


def is_estimated(ledger: RegisterLedger, interval: int) -> bool:
    return ledger._slices.get(100 + interval, Slice()).estimated


class TestBoundaries:
    def test_a_sample_on_a_boundary_closes_the_interval_before_it(self) -> None:
        ledger = counter((0, 1000), (15, 1000.3), (15.1, 1000.4))
        assert (wh(ledger, 0), wh(ledger, 1)) == (300, 100)

    def test_the_first_interval_is_known_from_its_start_only_if_the_first_sample_was_there(self) -> None:
        assert counter((0, 1000)).first_interval == 100
        assert counter((0.1, 1000)).first_interval == 101
        assert counter().first_interval is None

    def test_a_register_that_is_there_and_does_not_move_counts_nothing(self) -> None:
        ledger = counter((0, 1000), (1, 1000.1))
        assert ledger.known_until(after(120)) == after(120)
        assert ledger.is_known(103)

    def test_time_does_not_run_backwards(self) -> None:
        ledger = counter((0, 1000), (20, 1000.1), (10, 1000.2))
        assert (wh(ledger, 0), wh(ledger, 1)) == (0, 200)

    def test_what_comes_after_an_interval_was_taken_counts_for_the_next(self) -> None:
        ledger = counter((0, 1000), (14, 1000.1))
        assert ledger.take(100).up_uwh == 100 * MICRO_WH
        fed(ledger, (14.9, 1000.2))
        assert (wh(ledger, 0), wh(ledger, 1)) == (0, 100)


class TestGaps:
    def test_what_was_gained_while_away_is_spread_evenly_and_marked(self) -> None:
        ledger = counter((0, 1000), (15, 1000.3), (15, None), (60, 1001.2))
        assert [wh(ledger, interval) for interval in range(4)] == [300, 300, 300, 300]
        assert [is_estimated(ledger, interval) for interval in range(4)] == [False, True, True, True]

    def test_only_the_time_without_the_register_is_estimated(self) -> None:
        ledger = counter((0, 1000), (10, 1000.2), (10, None), (40, 1000.8), (45, 1001))
        assert [wh(ledger, interval) for interval in range(3)] == [300, 300, 400]

    def test_a_gap_within_an_interval_is_none(self) -> None:
        ledger = counter((0, 1000), (3, None), (12, 1000.3))
        assert wh(ledger) == 300
        assert not is_estimated(ledger, 0)

    def test_until_it_is_back_nothing_is_known(self) -> None:
        ledger = counter((0, 1000), (20, None))
        assert ledger.known_until(after(100)) == after(20)
        fed(ledger, (101, None))
        assert ledger.known_until(after(200)) == after(20)
        fed(ledger, (101, 1001))
        assert ledger.known_until(after(200)) == after(200)

    def test_a_negative_counter_says_nothing(self) -> None:
        assert counter((0, 1000), (20, -1)).lost_at == after(20)

    def test_shares_add_up(self) -> None:
        assert spread(10, after(0), after(45), LENGTH) == [(100, 3), (101, 3), (102, 4)]
        assert spread(-10, after(0), after(45), LENGTH) == [(100, -3), (101, -3), (102, -4)]

    def test_after_a_year_away_it_begins_anew(self) -> None:
        ledger = counter((0, 1000), (1, None))
        away = (LONGEST_GAP_INTERVALS + 1) * 15
        fed(ledger, (away, 5000))
        assert ledger.first_interval == 100 + LONGEST_GAP_INTERVALS + 1
        assert not ledger._slices


class TestResets:
    def test_after_a_reset_it_counts_from_zero(self) -> None:
        ledger = counter((0, 1000), (5, 1000.1), (6, 0), (7, 0.05), (8, 0.1))
        assert wh(ledger) == 200

    def test_a_reset_may_already_show_what_came_after_it(self) -> None:
        assert wh(counter((0, 1000), (5, 1000.1), (6, 0.05))) == 150

    def test_a_small_step_back_is_not_counted_twice(self) -> None:
        ledger = counter((0, 1000), (1, 1000.1), (2, 1000.05), (3, 1000.1), (4, 1000.2))
        assert wh(ledger) == 200

    def test_a_zero_of_a_moment_is_no_reset(self) -> None:
        assert wh(counter((0, 1000), (1, 1000.1), (2, 0), (3, 1000.2))) == 200
        assert wh(counter((0, 0.5), (1, 0.6), (2, 0), (3, 0.7))) == pytest.approx(200)

    def test_a_false_reset_with_a_value_is_not_counted_twice(self) -> None:
        ledger = counter((0, 1000), (1, 1000.1), (2, 0.05), (3, 1000.12), (4, 1000.2))
        assert wh(ledger) == 200

    def test_zeros_for_hours_are_no_reset_either_if_it_then_goes_on(self) -> None:
        ledger = counter((0, 1000), (1, 0), (91, 1000.2))
        assert wh(ledger, 6) == 200
        assert not ledger.held

    def test_a_daily_counter_may_reach_yesterdays_value_again(self) -> None:
        ledger = counter((0, 2), (1, 0), (40, 1.5), (60, 2.1))
        assert sum(wh(ledger, interval) for interval in range(4)) == 2100

    def test_a_daily_counter_may_do_so_in_one_step(self) -> None:
        ledger = counter((0, 1), (1, 0), (40, 1.2))
        assert wh(ledger, 2) == 1200

    def test_the_integration_may_say_that_it_was_reset(self) -> None:
        ledger = RegisterLedger(LENGTH, limit_uwh=LIMIT)
        ledger.sample(after(0), KWH // 10, "2026-11-20")
        ledger.sample(after(1), KWH // 5, "2026-11-21")
        ledger.sample(after(2), KWH // 4, "2026-11-21")
        assert wh(ledger) == 250

    def test_a_meter_exchanged_for_a_used_one_is_held(self) -> None:
        ledger = counter((0, 1000), (1, 500), (2, 500.1))
        assert wh(ledger) == 100
        assert ledger.held[0].energy_uwh == 500 * KWH
        assert not ledger.is_known(100)

    def test_a_zero_of_a_moment_is_no_reset_of_a_net_register_either(self) -> None:
        for start in (1000, -1000):
            ledger = net((0, start), (1, start - 0.1), (2, 0), (3, start + 0.1))
            assert wh(ledger) == 100
            assert not ledger.held

    def test_a_reset_of_a_net_register(self) -> None:
        ledger = net((0, -1000), (1, -1000.1), (2, 0.1), (3, 0))
        assert wh(ledger) == -100


class TestJumps:
    def test_a_step_beyond_the_connection_is_held_and_its_interval_unknown(self) -> None:
        ledger = counter((0, 1000), (5, 1000.1), (20, 1050.1), (21, 1050.2), (31, 1050.3))
        assert [wh(ledger, interval) for interval in range(3)] == [100, 100, 100]
        assert [ledger.is_known(interval) for interval in (100, 101, 102)] == [True, False, True]

    def test_full_power_is_no_jump(self) -> None:
        ledger = counter(*((minute, 1000 + minute * 2.75 / 15) for minute in range(61)))
        assert not ledger.held
        assert sum(wh(ledger, interval) for interval in range(4)) == pytest.approx(11_000)

    def test_full_power_while_away_is_no_jump(self) -> None:
        assert not counter((0, 1000), (1, None), (61, 1011)).held
        assert counter((0, 1000), (1, None), (61, 1014)).held

    def test_silence_does_not_make_a_jump_plausible(self) -> None:
        assert counter((0, 1000), (600, 1010)).held

    def test_a_register_that_comes_back_has_shown_a_glitch(self) -> None:
        ledger = counter((0, 1000), (1, 5000), (2, 5000.1), (3, 1000.2), (20, 1000.3))
        assert not ledger.held
        assert (wh(ledger, 0), wh(ledger, 1)) == (200, 100)
        assert ledger.is_known(100)

    def test_what_was_counted_too_much_meanwhile_is_made_up_for(self) -> None:
        ledger = counter((0, 1000), (1, 5000), (2, 5000.3), (3, 1000.2), (4, 1000.3), (5, 1000.4))
        assert wh(ledger) == 400

    def test_accepted_energy_is_spread_over_the_silence(self) -> None:
        ledger = counter((0, 1000), (60, 1004))
        assert not ledger.is_known(103)
        assert ledger.resolve(is_energy=True) == {}
        assert [wh(ledger, interval) for interval in range(4)] == [1000, 1000, 1000, 1000]
        assert ledger.is_known(103)

    def test_intervals_that_were_taken_are_told_what_they_missed(self) -> None:
        ledger = counter((0, 1000), (50, 1000))
        for interval in (100, 101, 102):
            ledger.take(interval)
        fed(ledger, (60, 1004))
        assert ledger.resolve(is_energy=True) == {100: KWH, 101: KWH, 102: KWH}
        assert wh(ledger, 3) == 1000

    def test_a_register_that_speaks_seldom_is_waited_for_once_that_is_known(self) -> None:
        ledger = counter((0, 1000), (60, 1004))
        ledger.resolve(is_energy=True)
        assert ledger.known_until(after(90)) == after(60)
        fed(ledger, (120, 1008))
        assert not ledger.held
        assert [wh(ledger, interval) for interval in range(4, 8)] == [1000, 1000, 1000, 1000]
        assert is_estimated(ledger, 5)
        assert ledger.known_until(after(180)) == after(120)
        assert ledger.known_until(after(240)) == after(165)

    def test_what_was_no_energy_is_forgotten(self) -> None:
        ledger = counter((0, 1000), (60, 9000), (70, 9000.1))
        assert ledger.resolve(is_energy=False) == {}
        assert ledger.known_until(after(200)) == after(200)
        assert wh(ledger, 4) == 100

    def test_several_jumps_are_decided_together(self) -> None:
        ledger = counter((0, 1000), (1, 1050), (2, 1090))
        assert len(ledger.held) == 2
        ledger.resolve(is_energy=True)
        assert wh(ledger) == 90_000

    def test_without_a_limit_nothing_is_held(self) -> None:
        assert wh(counter((0, 1000), (1, 5000), limit=None)) == 4_000_000
        assert wh(net((0, 1000), (1, 500), limit=None)) == -500_000


class TestNet:
    def test_it_runs_both_ways(self) -> None:
        ledger = net((0, 10), (5, 10.5), (10, 9.9), (20, 9.4))
        assert (wh(ledger, 0), wh(ledger, 1)) == (-100, -500)

    def test_both_ways_have_a_limit(self) -> None:
        ledger = net((0, 1000), (1, 1003), (2, 1000.1), (3, 995))
        assert wh(ledger) == 100
        assert len(ledger.held) == 1

    def test_given_energy_is_spread_as_well(self) -> None:
        ledger = net((0, 10), (0, None), (30, 9))
        assert (wh(ledger, 0), wh(ledger, 1)) == (-500, -500)

    def test_the_same_value_after_a_gap_says_little_of_each_interval(self) -> None:
        ledger = net((0, 10), (0, None), (30, 10))
        assert (wh(ledger, 1), is_estimated(ledger, 1)) == (0, True)
        assert not is_estimated(counter((0, 10), (0, None), (30, 10)), 1)


class Meter:
    """A meter whose ledger is fed, lost, restarted and reset, and that knows what it should have counted."""

    def __init__(self, begin: int, shown: int) -> None:
        self.now, self.shown, self.start = begin, shown, shown
        self.gained = self.seen = self.taken = 0
        self.away = False
        self.ledger = RegisterLedger(LENGTH, limit_uwh=LIMIT)
        self.ledger.sample(begin, shown)

    def runs(self, later: int, percent: int) -> None:
        """Time passes and energy flows; a meter that is there speaks at least once an interval."""
        later = later if self.away else min(later, LENGTH)
        energy = LIMIT * later // LENGTH * percent // 100
        self.now += later
        self.shown += energy
        self.gained += energy

    def speaks(self) -> None:
        self.ledger.sample(self.now, self.shown)
        self.seen, self.away = self.gained, False

    def does(self, what: str) -> None:
        match what:
            case "restart":
                stored = json.loads(json.dumps(self.ledger.dump(self.now)))
                self.ledger = RegisterLedger.load(stored, LENGTH, RegisterKind.COUNTER, LIMIT)
                self.away = True
                return
            case "take":
                self.speaks()
                interval = self.ledger.known_until(self.now) // LENGTH - 1
                first = self.ledger.first_interval
                if first is not None and interval >= first:
                    self.taken += sum(self.ledger.take(it).up_uwh for it in range(first, interval + 1))
                return
        self.speaks()
        match what:
            case "lost":
                self.ledger.sample(self.now, None)
                self.away = True
            case "reset" if self.shown > 100 * LIMIT:
                self.shown = 0
                self.speaks()
            case "step back":
                self.ledger.sample(self.now, self.shown - min(LIMIT // 100, self.shown // 20))


EVENTS = st.tuples(
    st.sampled_from(("sample", "lost", "restart", "reset", "step back", "take")),
    st.integers(1, 4 * LENGTH),
    st.integers(0, 100),
)


@settings(deadline=None)
@given(st.lists(EVENTS, max_size=60), st.integers(0, LENGTH), st.integers(0, 10**12))
def test_whatever_happens_the_intervals_add_up_to_what_the_register_gained(
    events: list[tuple[str, int, int]], begin: int, start: int
) -> None:
    meter = Meter(begin, start)
    for what, later, percent in events:
        meter.runs(later, percent)
        meter.does(what)
        assert all(part.up_uwh >= 0 and part.down_uwh == 0 for part in meter.ledger._slices.values())
        assert meter.taken + sum(part.up_uwh for part in meter.ledger._slices.values()) == meter.seen
        assert not meter.ledger.held


@settings(deadline=None)
@given(st.lists(st.integers(0, 120), min_size=1, max_size=240), st.sampled_from((1, 7, 60, 240)))
def test_how_often_it_speaks_changes_no_total(watts: list[int], every: int) -> None:
    fine, coarse = counter((0, 0)), counter((0, 0))
    uwh = 0
    for second, step in enumerate(watts, 1):
        uwh += step * MICRO_WH // 60
        fine.sample(after(0) + second * 1000, uwh)
        if second % every == 0 or second == len(watts):
            coarse.sample(after(0) + second * 1000, uwh)
    assert wh(fine) == wh(coarse)


def test_a_restart_in_mid_interval_loses_nothing() -> None:
    ledger = counter((0, 1000), (5, 1000.1))
    ledger = RegisterLedger.load(json.loads(json.dumps(ledger.dump(after(7)))), LENGTH, RegisterKind.COUNTER, LIMIT)
    fed(ledger, (9, None), (10, 1000.2), (16, 1000.3))
    assert (wh(ledger, 0), wh(ledger, 1)) == (200, 100)
    assert not is_estimated(ledger, 0)


def test_a_held_jump_survives_a_restart() -> None:
    ledger = counter((0, 1000), (5, 1100))
    ledger = RegisterLedger.load(json.loads(json.dumps(ledger.dump(after(7)))), LENGTH, RegisterKind.COUNTER, LIMIT)
    assert not ledger.is_known(100)
    fed(ledger, (9, 1000.1))
    assert ledger.is_known(100)
    assert wh(ledger) == 100
