"""The demonstration's machines keep to physics: nothing is invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulation.machines import BATTERY_WH, CAR_EFFICIENCY, DRYER_W, Machines, Told, plain_cooler, summer_outside


def test_a_dryer_runs_through_once_and_takes_what_it_takes() -> None:
    machines = Machines(stored_wh=0)
    for _ in range(36):
        machines.live(Told(mode="hold", dryer=True), 0, 0, 23, 300)
    assert machines.dryer_runs == 1
    assert machines.counted["grid_import"] == pytest.approx(sum(DRYER_W) / 4, abs=100)


def test_a_battery_loses_on_the_way_and_is_never_below_empty_or_above_full() -> None:
    machines = Machines(stored_wh=0.1 * BATTERY_WH, room=20)
    told = Told(mode="charge")
    for mode in ("charge", "discharge"):
        for _ in range(60):
            machines.live(replace(told, mode=mode), 0, 0, 20, 300)
            assert 0.1 * BATTERY_WH - 1e-6 <= machines.stored_wh <= BATTERY_WH + 1e-6
    taken, given = machines.counted["grid_import"], machines.counted["grid_export"]
    assert taken == pytest.approx(0.9 * BATTERY_WH / 0.95, abs=10)
    assert given == pytest.approx(0.9 * BATTERY_WH * 0.95, abs=10)


def test_in_self_use_it_covers_need_and_stores_surplus() -> None:
    machines = Machines(stored_wh=BATTERY_WH / 2)
    machines.live(Told(), 1500, 0, 20, 900)
    machines.live(Told(), 0, 1500, 20, 900)
    assert machines.counted["grid_import"] == pytest.approx(0, abs=1)
    assert machines.counted["grid_export"] == pytest.approx(0, abs=1)


def test_a_car_charges_only_when_it_is_there() -> None:
    machines = Machines(stored_wh=0)
    before = machines.car_wh
    machines.live(Told(mode="hold", charger=True), 0, 0, 20, 3600)
    assert machines.car_wh == before
    machines.is_plugged = True
    machines.live(Told(mode="hold", charger=True, amperes=10), 0, 0, 20, 3600)
    assert machines.car_wh - before == pytest.approx(2300 * CAR_EFFICIENCY)


def test_a_plain_thermostat_keeps_a_room_near_its_setpoint() -> None:
    machines, is_on = Machines(), False
    for step in range(288):
        is_on = plain_cooler(machines, 23.5, is_on=is_on)
        machines.live(Told(cooler=is_on), 0, 0, summer_outside(step / 12), 300)
    assert machines.warmest < 24.5
    assert machines.coldest > 20
