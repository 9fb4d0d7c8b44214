"""What a battery is told from minute to minute, whatever is measured."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan
from typing import Any

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.energy_trade.planner.planning import make_plan
from custom_components.energy_trade.planner.policy import (
    BatteryMode,
    Command,
    FixedLevels,
    Guidance,
    Measured,
    ModeReason,
    command,
    planned_guidance,
)
from custom_components.energy_trade.planner.problem import Battery, Connection, Problem, Step

BATTERY = Battery(
    device="battery", capacity_wh=10_000, charge_w=5000, discharge_w=5000, initial_wh=5000, floor_wh=500,
    reserve_wh=2000, ceiling_wh=9500,
)  # fmt: skip
NOW = 1000.0


def guidance(levels: FixedLevels, **changes: Any) -> Guidance:
    return replace(Guidance(start=900, seconds=900, levels=levels), **changes)


def told(
    levels: FixedLevels, load: float, sun: float, stored: float | None = 5000.0, **changes: float
) -> tuple[BatteryMode, ModeReason, float | None]:
    measured = Measured(load_w=load, pv_w=sun, stored_wh=stored)
    given_command = command(guidance(levels, **changes), BATTERY, NOW, measured)
    return given_command.mode, given_command.reason, given_command.power_w


class TestLevels:
    def test_plain_self_use_stores_surplus_and_covers_the_home(self) -> None:
        assert told(FixedLevels(), 500, 3000) == (BatteryMode.SELF_USE, ModeReason.STORES_SURPLUS, None)
        assert told(FixedLevels(), 3000, 500) == (BatteryMode.SELF_USE, ModeReason.COVERS_HOME, None)

    def test_saves_for_later_what_is_worth_more_then(self) -> None:
        levels = FixedLevels(cover_down_to_wh=6000)
        assert told(levels, 3000, 500) == (BatteryMode.HOLD, ModeReason.SAVES_FOR_LATER, None)

    def test_but_stores_surplus_then_by_its_power_so_that_a_cloud_does_not_empty_it(self) -> None:
        levels = FixedLevels(cover_down_to_wh=6000)
        assert told(levels, 500, 2507) == (BatteryMode.CHARGE, ModeReason.STORES_SURPLUS, 2000)

    def test_sells_surplus_that_earns_more_now(self) -> None:
        levels = FixedLevels(store_up_to_wh=4000)
        assert told(levels, 500, 3000) == (BatteryMode.HOLD, ModeReason.SELLS_SURPLUS, None)

    def test_buys_cheap_and_sells_dear_with_all_its_power(self) -> None:
        assert told(FixedLevels(buy_up_to_wh=8000), 500, 0) == (BatteryMode.CHARGE, ModeReason.BUYS_CHEAP, 5000)
        assert told(FixedLevels(sell_down_to_wh=3000), 500, 0) == (BatteryMode.DISCHARGE, ModeReason.SELLS_DEAR, 5000)

    def test_minds_the_connection(self) -> None:
        levels = FixedLevels(buy_up_to_wh=8000)
        limited = replace(guidance(levels), connection=Connection(import_w=4000, export_w=3000))
        measured = Measured(load_w=1500, pv_w=0, stored_wh=5000)
        assert command(limited, BATTERY, NOW, measured).power_w == 2500

    def test_a_level_that_is_passed_by_a_little_changes_nothing_yet(self) -> None:
        levels = FixedLevels(buy_up_to_wh=5000)
        before = Command(mode=BatteryMode.CHARGE, reason=ModeReason.BUYS_CHEAP, power_w=5000)
        measured = Measured(load_w=500, pv_w=0, stored_wh=5020)
        assert command(guidance(levels), BATTERY, NOW, measured, before=before).mode is BatteryMode.CHARGE
        assert command(guidance(levels), BATTERY, NOW, measured).mode is not BatteryMode.CHARGE


class TestPosition:
    def test_gives_what_was_sold_and_no_more(self) -> None:
        assert told(FixedLevels(), 500, 0, position_w=2000, keep_down_to_wh=3000) == (
            BatteryMode.DISCHARGE, ModeReason.KEEPS_POSITION, 2500,
        )  # fmt: skip

    def test_stores_only_what_is_over(self) -> None:
        assert told(FixedLevels(), 500, 4500, position_w=2000) == (
            BatteryMode.CHARGE, ModeReason.STORES_SURPLUS, 2000,
        )  # fmt: skip

    def test_does_not_give_what_is_worth_more_at_home(self) -> None:
        assert told(FixedLevels(), 500, 0, position_w=2000, keep_down_to_wh=inf) == (
            BatteryMode.DISCHARGE, ModeReason.COVERS_HOME, 500,
        )  # fmt: skip

    def test_takes_what_was_bought(self) -> None:
        assert told(FixedLevels(), 500, 0, position_w=-2000, keep_up_to_wh=8000) == (
            BatteryMode.CHARGE, ModeReason.KEEPS_POSITION, 1500,
        )  # fmt: skip


class TestSafety:
    @given(
        st.floats(0, 2000),
        st.floats(0, 9000),
        st.floats(0, 9000),
        st.builds(
            FixedLevels,
            buy_up_to_wh=st.sampled_from((0.0, 3000.0, inf)),
            store_up_to_wh=st.sampled_from((0.0, 3000.0, inf)),
            cover_down_to_wh=st.sampled_from((0.0, 3000.0, inf)),
            sell_down_to_wh=st.sampled_from((0.0, 3000.0, inf)),
        ),
        st.floats(-4000, 4000),
    )
    @settings(max_examples=300, deadline=None)
    def test_never_discharges_at_or_under_what_must_stay(
        self, stored: float, load: float, sun: float, levels: FixedLevels, position: float
    ) -> None:
        measured = Measured(load_w=load, pv_w=sun, stored_wh=stored)
        for each in (guidance(levels, position_w=position), None):
            given_command = command(each, BATTERY, NOW, measured)
            assert given_command.mode in {BatteryMode.HOLD, BatteryMode.CHARGE}
            assert given_command.battery_w(BATTERY, measured) <= 0

    @given(st.floats(9500, 10_000), st.floats(0, 9000), st.floats(0, 9000), st.floats(-4000, 4000))
    @settings(max_examples=100, deadline=None)
    def test_never_charges_what_is_full(self, stored: float, load: float, sun: float, position: float) -> None:
        measured = Measured(load_w=load, pv_w=sun, stored_wh=stored)
        levels = FixedLevels(buy_up_to_wh=inf)
        given_command = command(guidance(levels, position_w=position, keep_up_to_wh=inf), BATTERY, NOW, measured)
        assert given_command.battery_w(BATTERY, measured) >= 0

    @pytest.mark.parametrize("stored", [None, nan, -5.0, 25_000.0])
    def test_what_is_in_it_is_not_known_then_a_reserve_is_held(self, stored: float | None) -> None:
        assert told(FixedLevels(sell_down_to_wh=0), 3000, 0, stored)[:2] == (BatteryMode.HOLD, ModeReason.NO_READING)

    def test_and_without_a_reserve_it_is_left_to_its_own_controller(self) -> None:
        measured = Measured(load_w=500, pv_w=0, stored_wh=None)
        plain = replace(BATTERY, reserve_wh=0)
        assert command(None, plain, NOW, measured).mode is BatteryMode.SELF_USE

    @pytest.mark.parametrize(("load", "sun"), [(nan, 0.0), (0.0, nan), (inf, 0.0)])
    def test_meters_that_show_nothing_give_no_command_by_them(self, load: float, sun: float) -> None:
        mode, reason, _ = told(FixedLevels(sell_down_to_wh=0), load, sun)
        assert (mode, reason) == (BatteryMode.HOLD, ModeReason.NO_READING)

    def test_without_a_plan_for_now_it_is_plain_self_use(self) -> None:
        measured = Measured(load_w=500, pv_w=0, stored_wh=5000)
        stale = guidance(FixedLevels(buy_up_to_wh=inf))
        for each, now in ((None, NOW), (stale, 2000.0), (stale, 100.0)):
            assert command(each, BATTERY, now, measured) == Command(
                mode=BatteryMode.SELF_USE, reason=ModeReason.PLAN_STALE
            )


def test_a_plan_alone_guides_its_battery() -> None:
    prices = [(100.0, 90.0), (380.0, 100.0), (400.0, 390.0)]
    steps = tuple(
        Step(start=3600.0 * hour, seconds=3600, load_w=1000, pv_w=0, buy=buy, sell=sell)
        for hour, (buy, sell) in enumerate(prices)
    )
    battery = replace(BATTERY, initial_wh=3000, charge_w=3000)
    plan = make_plan(Problem(steps=steps, batteries=(battery,)))
    seen = []
    stored = battery.initial_wh
    for hour in range(3):
        moment = 3600.0 * hour
        measured = Measured(load_w=1000, pv_w=0, stored_wh=stored)
        given_command = command(planned_guidance(plan, battery, moment), battery, moment, measured)
        seen.append(given_command.mode)
        stored = plan.soc_wh["battery"][hour]
    assert seen == [BatteryMode.CHARGE, BatteryMode.HOLD, BatteryMode.DISCHARGE]
    assert planned_guidance(plan, battery, 1e9) is None
