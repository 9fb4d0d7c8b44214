"""A battery without a meter of its own is told apart from the home by what it was told, over the same minutes."""

from __future__ import annotations

import pytest

from custom_components.energy_trade.following import Followed
from custom_components.energy_trade.planner.policy import BatteryMode, Command, ModeReason


def told(mode: BatteryMode, power_w: float | None = None) -> Command:
    return Command(mode=mode, reason=ModeReason.COVERS_HOME, power_w=power_w)


def test_what_it_gave_is_the_average_of_the_minutes_that_the_meter_tells_of() -> None:
    followed = Followed()
    followed.told(told(BatteryMode.CHARGE, 2000), 0)
    followed.told(told(BatteryMode.DISCHARGE, 1000), 240)
    assert followed.given(0, 300) == pytest.approx((-2000 * 240 + 1000 * 60) / 300)
    assert followed.given(240, 300) == 1000
    assert followed.given(300, 300) == 1000


def test_power_that_follows_the_sun_each_minute_stays_known() -> None:
    followed = Followed()
    for minute in range(60):
        followed.told(told(BatteryMode.CHARGE, 1000 + 10 * minute), minute * 60)
    assert followed.given(59 * 60 - 300, 59 * 60) == pytest.approx(-(1000 + 10 * 56))
    assert len(followed.spans) <= 17


def test_what_it_decided_by_itself_is_not_made_up() -> None:
    followed = Followed()
    assert followed.decides_itself(0)
    followed.told(told(BatteryMode.SELF_USE), 0)
    assert followed.given(100, 400) is None
    assert followed.decides_itself(100)
    followed.told(told(BatteryMode.HOLD), 400)
    assert followed.given(100, 400) is None
    assert not followed.decides_itself(100)
    assert followed.given(400, 700) == 0
