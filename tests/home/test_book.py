"""What a home's meters together tell, in whole Wh."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.energy_trade.const import MeterMode
from custom_components.energy_trade.home.book import KEPT_INTERVALS, EnergyBook, IntervalEnergy, Quantity
from custom_components.energy_trade.home.plan import meter_plan
from custom_components.energy_trade.market.readings import UNKNOWN_READING, IntervalDetails, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

LENGTH = 900
FIRST = 1_950_000
START = FIRST * LENGTH
UWH = 1_000_000

REGISTERS = {"mode": MeterMode.REGISTERS, "import": ["day", "night"], "export": ["out"], "pv": ["sun"]}


def book(meters: Mapping[str, object] | None = None, limit_wh: int | None = 2750) -> EnergyBook:
    return EnergyBook(meter_plan(meters or REGISTERS), LENGTH, limit_wh)


def restarted(known: EnergyBook, now: float, meters: Mapping[str, object] | None = None) -> EnergyBook:
    stored = json.loads(json.dumps(known.dump(now)))
    return EnergyBook(meter_plan(meters or REGISTERS), LENGTH, 2750, stored)


def show(known: EnergyBook, minute: float, **wh: float | None) -> None:
    for sensor, value in wh.items():
        known.sample(sensor, START + minute * 60, None if value is None else round(value * UWH))


def begin(known: EnergyBook, **wh: float) -> EnergyBook:
    show(known, 0, **({"day": 0, "night": 0, "out": 0, "sun": 0} | wh))
    return known


def nets(known: EnergyBook, count: int, first: int = FIRST) -> list[int | None]:
    return [reading.net_wh for reading in known.readings(range(first, first + count))]


class TestReadings:
    def test_registers_are_added_up(self) -> None:
        known = begin(book())
        show(known, 5, day=100.4, night=50.4, out=30, sun=80)
        known.close(START + LENGTH)
        assert known.reading(FIRST) == IntervalEnergy(FIRST, import_wh=150, export_wh=30, generation_wh=80)
        assert known.reading(FIRST).net_wh == -120
        assert known.complete_through() == FIRST

    def test_rounding_loses_nothing_over_time(self) -> None:
        known = begin(book())
        for interval in range(1, 11):
            show(known, interval * 15 - 1, day=interval * 0.4, night=interval * 0.4)
        known.close(START + 10 * LENGTH)
        assert sum(reading.import_wh or 0 for reading in known.readings(range(FIRST, FIRST + 10))) == 8

    def test_a_counter_that_runs_both_ways(self) -> None:
        known = book({"mode": "net", "net": "both"})
        for minute, wh in ((0, 1000), (10, 1100.5), (20, 900)):
            show(known, minute, both=wh)
        known.close(START + 2 * LENGTH)
        assert known.readings((FIRST, FIRST + 1)) == (
            IntervalEnergy(FIRST, import_wh=100, export_wh=0),
            IntervalEnergy(FIRST + 1, import_wh=0, export_wh=200),
        )

    def test_power_is_an_estimate(self) -> None:
        known = book({"mode": "power", "power": "watt"})
        assert known.is_power("watt")
        known.sample("watt", START, 2_000_000)
        known.sample("watt", START + 450, -1_000_000)
        known.close(START + LENGTH)
        assert known.reading(FIRST) == IntervalEnergy(FIRST, import_wh=125, export_wh=0, estimated=True)

    def test_a_home_without_an_export_counter_gives_nothing(self) -> None:
        known = book({"mode": "registers", "import": ["day"]})
        show(known, 0, day=0)
        known.close(START + LENGTH)
        assert known.reading(FIRST) == IntervalEnergy(FIRST, import_wh=0, export_wh=0)

    def test_one_register_that_is_missing_makes_all_unknown(self) -> None:
        known = book()
        show(known, 0, day=0, out=0, sun=0)
        known.close(START + 10 * LENGTH)
        assert known.complete_through() is None
        assert known.reading(FIRST).unknown
        assert known.lost() == {"night": None}

    def test_the_interval_in_which_it_began_is_unknown(self) -> None:
        known = book()
        show(known, 1, day=0, night=0, out=0, sun=0)
        known.close(START + 2 * LENGTH)
        assert nets(known, 2) == [None, 0]

    def test_devices_do_not_hold_up_the_grid(self) -> None:
        known = begin(book())
        show(known, 5, sun=None)
        known.close(START + 3 * LENGTH)
        assert known.complete_through() == FIRST + 2
        assert known.reading(FIRST + 1).generation_wh is None
        show(known, 45, sun=300)
        known.close(START + 3 * LENGTH)
        assert [known.reading(FIRST + interval).generation_wh for interval in range(3)] == [75, 112, 113]
        assert not known.reading(FIRST + 1).estimated
        assert known.lost() == {}

    def test_a_gap_is_waited_for_and_then_estimated(self) -> None:
        known = begin(book())
        show(known, 15, day=None)
        known.close(START + 4 * LENGTH)
        assert known.complete_through() == FIRST
        assert known.lost() == {"day": START + LENGTH}
        show(known, 60, day=900)
        known.close(START + 4 * LENGTH)
        assert nets(known, 4) == [0, -300, -300, -300]
        assert [reading.estimated for reading in known.readings(range(FIRST, FIRST + 4))] == [False, True, True, True]

    def test_what_forecasts_learn_from(self) -> None:
        known = begin(book())
        show(known, 5, day=100, sun=50)
        show(known, 20, day=9000)
        known.close(START + 3 * LENGTH)
        assert known.net_history() == {FIRST: -100, FIRST + 2: 0}
        assert known.generation_history() == {FIRST: 50, FIRST + 1: 0, FIRST + 2: 0}

    @pytest.mark.parametrize(
        ("meters", "net"),
        [
            ({"mode": "net", "net": "meter"}, -5),
            ({"mode": "registers", "import": ["meter"]}, -5),
            ({"mode": "registers", "export": ["meter"]}, 5),
        ],
    )
    def test_with_one_counter_as_well(self, meters: Mapping[str, object], net: int) -> None:
        known = book(meters)
        show(known, 0, meter=0)
        show(known, 1, meter=5)
        known.close(START + LENGTH)
        assert known.net_history() == {FIRST: net}
        assert known.generation_history() == {}

    def test_the_past_is_forgotten_after_a_month(self) -> None:
        known = begin(book())
        show(known, 5, day=5000)
        known.close(START + LENGTH)
        known.close(START + (KEPT_INTERVALS + 10) * LENGTH)
        assert known.reading(FIRST).unknown
        assert min(known.net_history()) == FIRST + 10
        assert known.complete_through() == FIRST + KEPT_INTERVALS + 9


class TestJumps:
    def test_a_jump_is_shown_and_its_interval_unknown_until_decided(self) -> None:
        known = begin(book())
        show(known, 20, day=50_000)
        known.close(START + 3 * LENGTH)
        assert nets(known, 3) == [0, None, 0]
        assert known.complete_through() == FIRST
        (jump,) = known.jumps()
        assert (jump.sensor, jump.energy_wh, jump.limit_wh, jump.at) == ("day", 50_000, 2750, START + 1200)

    def test_what_was_no_energy(self) -> None:
        known = begin(book())
        show(known, 18, day=20)
        show(known, 20, day=50_000)
        known.close(START + 3 * LENGTH)
        known.resolve("day", is_energy=False)
        assert nets(known, 3) == [0, -20, 0]
        assert known.reading(FIRST + 1).estimated
        assert known.jumps() == ()
        assert known.complete_through() == FIRST + 2

    def test_what_was_energy_of_a_long_silence(self) -> None:
        known = begin(book())
        known.close(START + 3 * LENGTH)
        show(known, 50, day=5000.7)
        known.close(START + 4 * LENGTH)
        known.resolve("day", is_energy=True)
        assert nets(known, 4) == [-1500, -1500, -1500, -500]
        show(known, 65, day=5001)
        known.close(START + 10 * LENGTH)
        assert sum(reading.import_wh or 0 for reading in known.readings(range(FIRST, FIRST + 5))) == 5001

    def test_a_decision_may_come_before_the_interval_ends(self) -> None:
        known = begin(book())
        show(known, 10, day=5000)
        known.resolve("day", is_energy=True)
        known.close(START + LENGTH)
        assert nets(known, 1) == [-5000]

    def test_intervals_that_are_still_withheld_are_added_to(self) -> None:
        known = begin(book())
        show(known, 20, day=50_000)
        show(known, 21, night=60_000)
        known.close(START + 2 * LENGTH)
        known.resolve("day", is_energy=True)
        assert nets(known, 2)[1] is None
        known.resolve("night", is_energy=False)
        assert nets(known, 2) == [-37_500, -12_500]

    def test_a_glitch_is_cleared_up_by_itself(self) -> None:
        known = begin(book())
        show(known, 14, day=50_000)
        known.close(START + LENGTH)
        assert known.complete_through() == FIRST - 1
        show(known, 16, day=10)
        known.close(START + 2 * LENGTH)
        assert nets(known, 2) == [0, -10]

    def test_only_counters_can_be_decided_about(self) -> None:
        known = book({"mode": "power", "power": "watt"})
        known.resolve("watt", is_energy=True)
        known.resolve("other", is_energy=True)
        assert known.jumps() == ()

    def test_the_limit_may_become_known_later(self) -> None:
        known = begin(book(limit_wh=None))
        show(known, 5, day=5000)
        assert known.jumps() == ()
        known.set_limit(2750)
        show(known, 6, day=10_000)
        assert [jump.energy_wh for jump in known.jumps()] == [5000]

    def test_devices_may_move_more_than_the_connection(self) -> None:
        known = begin(book())
        show(known, 5, sun=5000)
        assert known.jumps() == ()
        show(known, 6, sun=90_000)
        assert [jump.sensor for jump in known.jumps()] == ["sun"]


class TestRestarts:
    def test_nothing_is_lost(self) -> None:
        known = begin(book())
        show(known, 5, day=100.7)
        known.close(START + LENGTH)
        known = restarted(known, START + 16 * 60)
        assert nets(known, 1) == [-100]
        show(known, 20, day=201.4, night=0, out=0, sun=0)
        known.close(START + 2 * LENGTH)
        assert nets(known, 2) == [-100, -101]

    def test_the_time_without_home_assistant_is_spread(self) -> None:
        known = begin(book())
        known = restarted(known, START + LENGTH)
        assert known.complete_through() == -1 or known.complete_through() is None
        show(known, 60, day=900, night=0, out=0, sun=0)
        known.close(START + 4 * LENGTH)
        assert nets(known, 4) == [0, -300, -300, -300]

    def test_a_withheld_interval_is_still_withheld(self) -> None:
        known = begin(book())
        show(known, 20, day=50_000)
        known.close(START + 3 * LENGTH)
        known = restarted(known, START + 3 * LENGTH)
        assert known.complete_through() == FIRST
        known.resolve("day", is_energy=False)
        assert nets(known, 3) == [0, 0, 0]

    def test_another_sensor_begins_anew_while_the_past_stays(self) -> None:
        known = begin(book())
        show(known, 5, day=100)
        known.close(START + LENGTH)
        changed = {**REGISTERS, "import": ["meter"]}
        known = restarted(known, START + LENGTH, changed)
        show(known, 32, meter=5, out=0)
        known.close(START + 5 * LENGTH)
        assert nets(known, 5) == [-100, None, None, 0, 0]

    def test_another_way_of_metering_begins_anew(self) -> None:
        known = begin(book())
        known.close(START + LENGTH)
        known = restarted(known, START + LENGTH, {"mode": "net", "net": "both"})
        assert nets(known, 1) == [None]

    def test_power_sensors_too(self) -> None:
        meters = {"mode": "power", "power": "watt"}
        known = book(meters)
        known.sample("watt", START, 1_000_000)
        known = restarted(known, START + 300, meters)
        known.sample("watt", START + 360, 1_000_000)
        known.close(START + LENGTH)
        assert nets(known, 1) == [-250]

    def test_other_intervals_make_another_book(self) -> None:
        known = begin(book())
        known.close(START + LENGTH)
        stored = known.dump(START + LENGTH)
        assert EnergyBook(meter_plan(REGISTERS), 30, None, stored).net_history() == {}


class TestReporting:
    def test_what_a_report_says(self) -> None:
        energy = IntervalEnergy(1, import_wh=100, export_wh=30, generation_wh=80, estimated=True)
        assert energy.reading() == Reading(-70, estimated=True)
        assert energy.details() == IntervalDetails(100, 30, 80, None, None)

    def test_what_is_not_known_is_said_to_be_unknown(self) -> None:
        assert IntervalEnergy(1, import_wh=5).reading() == UNKNOWN_READING

    @pytest.mark.parametrize("wh", [300_000, -300_000])
    def test_what_no_report_can_say_is_unknown(self, wh: int) -> None:
        energy = IntervalEnergy(1, import_wh=max(0, -wh), export_wh=max(0, wh), generation_wh=1 << 24)
        assert energy.reading() == UNKNOWN_READING
        assert energy.details().generation_wh is None


def test_a_plan_names_every_sensor_once() -> None:
    plan = meter_plan({**REGISTERS, "battery_charge": ["store"], "net": "ignored"})
    assert plan.all_sensors == ("day", "night", "out", "sun", "store")
    assert Quantity.NET not in plan.sensors


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 1800), st.integers(0, 500_000), st.integers(0, 500_000)), max_size=50),
    st.integers(0, 899),
    st.lists(st.integers(0, 49), max_size=5),
)
def test_cadence_and_restarts_change_no_total(
    steps: list[tuple[int, int, int]], begin_at: int, restarts: list[int]
) -> None:
    meters = {"mode": "registers", "import": ["in"], "export": ["out"]}
    fine, coarse = (EnergyBook(meter_plan(meters), LENGTH) for _ in range(2))
    now, taken, given_away = START + begin_at, 0, 0
    for known in (fine, coarse):
        known.sample("in", now, 0)
        known.sample("out", now, 0)
    for index, (later, more_in, more_out) in enumerate(steps):
        now += later
        taken, given_away = taken + more_in, given_away + more_out
        fine.sample("in", now, taken)
        fine.sample("out", now, given_away)
        if index % 3 == 2:
            coarse.sample("in", now, taken)
            coarse.sample("out", now, given_away)
        if index in restarts:
            fine = EnergyBook(meter_plan(meters), LENGTH, None, json.loads(json.dumps(fine.dump(now))))
        fine.close(now)
    for known in (fine, coarse):
        known.sample("in", now, taken)
        known.sample("out", now, given_away)
        end = now - begin_at + 2 * LENGTH
        known.close(end)
        measured = known.readings(range(FIRST, int(end) // LENGTH))
        begun = known.complete_through()
        assert begun is not None
        if begin_at == 0:
            assert sum(it.import_wh or 0 for it in measured) == taken // UWH
            assert sum(it.export_wh or 0 for it in measured) == given_away // UWH
        else:
            assert sum(it.import_wh or 0 for it in measured) <= taken // UWH
        assert all((it.import_wh or 0) >= 0 and (it.export_wh or 0) >= 0 for it in measured)
