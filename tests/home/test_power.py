"""What a power sensor's values come to, in µWh."""

from __future__ import annotations

import json

from custom_components.energy_trade.home.ledger import MICRO_WH
from custom_components.energy_trade.home.power import PowerLedger

LENGTH = 900_000
MINUTE = 60_000
LIMIT = 2750 * MICRO_WH


def after(minutes: float) -> int:
    """A moment, counted from the start of interval 100."""
    return 100 * LENGTH + round(minutes * MINUTE)


def fed(*samples: tuple[float, int | None]) -> PowerLedger:
    ledger = PowerLedger(LENGTH, LIMIT)
    for minute, watt in samples:
        ledger.sample(after(minute), None if watt is None else watt * 1000)
    return ledger


def wh(ledger: PowerLedger, interval: int = 0) -> float:
    return ledger.take(100 + interval).net_uwh / MICRO_WH


def test_a_value_holds_until_the_next() -> None:
    ledger = fed((0, 1000), (6, 2000), (12, -4000), (15, 0))
    assert wh(ledger) == 100 + 200 - 200
    assert ledger.take(101).estimated


def test_it_is_counted_up_to_now() -> None:
    ledger = fed((0, 1000))
    assert ledger.known_until(after(15)) == after(15)
    assert wh(ledger) == 250


def test_a_value_does_not_hold_for_ever() -> None:
    ledger = fed((0, 1000), (31, 1000))
    assert [ledger.is_known(interval) for interval in (100, 101, 102, 103)] == [True, False, False, True]


def test_a_short_absence_is_bridged_by_the_mean() -> None:
    ledger = fed((0, 1000), (3, None), (6, 3000), (15, 3000))
    assert ledger.known_until(after(15)) == after(15)
    assert wh(ledger) == 50 + 100 + 450


def test_a_long_one_is_not() -> None:
    ledger = fed((0, 1000), (3, None))
    assert ledger.known_until(after(5)) == after(3)
    assert ledger.known_until(after(16)) == after(16)
    ledger.sample(after(17), 1_000_000)
    assert [ledger.is_known(interval) for interval in (100, 101, 102)] == [False, False, True]
    ledger.take(100)
    assert not ledger.is_known(101)


def test_more_than_the_connection_carries_is_no_power() -> None:
    ledger = fed((0, 1000), (3, 500_000), (6, 1000), (15, 1000))
    assert wh(ledger) == 250


def test_it_says_nothing_before_the_first_value() -> None:
    ledger = fed((0, None))
    assert ledger.known_until(after(15)) == 0
    assert not ledger.is_known(100)


def test_a_restart_is_a_short_absence() -> None:
    ledger = fed((0, 1000))
    ledger = PowerLedger.load(json.loads(json.dumps(ledger.dump(after(5)))), LENGTH, LIMIT)
    ledger.sample(after(7), 1_000_000)
    assert ledger.known_until(after(15)) == after(15)
    assert ledger.is_known(100)
    assert wh(ledger) == 250
