"""Courses come from the home's own past alone: what is usual, what is so today, and what was missed before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from custom_components.energy_trade.planner.courses import courses, home_courses
from custom_components.energy_trade.planner.forecast import STALE_INTERVALS, DayShape
from custom_components.energy_trade.planner.past import Past, Signs

DAY = 48
MONDAY = 4 * DAY
"""Half hour in which 5 January 1970 began."""
SHAPE = DayShape(DAY, 1800)


def sun(days: int) -> np.ndarray:
    hour = np.arange(days * DAY) % DAY / 2
    return np.maximum(0.0, 1000 - 40 * (hour - 12) ** 2)


def past(load: np.ndarray, pv: np.ndarray | None = None, price: np.ndarray | None = None) -> Past:
    days = len(load) // DAY
    return Past(
        end=MONDAY + days * DAY, day=DAY, load_wh=load, pv_wh=np.zeros(len(load)) if pv is None else pv, price=price
    )


def test_a_day_like_every_other_is_expected_again_without_doubt() -> None:
    load = np.tile(200 + 100.0 * (np.arange(DAY) > 36), 30)
    made = courses(past(load, sun(30)), 2 * DAY)
    assert made is not None
    assert made.weights.sum() == pytest.approx(1)
    # the mean with the half hours around blurs the one edge
    assert np.abs(made.mean(made.load_wh) - np.tile(load[:DAY], 2)).max() <= 50
    assert made.mean(made.pv_wh) == pytest.approx(np.tile(sun(1), 2), abs=25)
    assert np.median(np.ptp(made.load_wh, axis=0)) == pytest.approx(0, abs=1)


def test_a_few_days_are_too_few() -> None:
    assert courses(past(np.full(2 * DAY, 100.0)), DAY) is None
    assert courses(past(np.full(10 * DAY, 100.0)), DAY) is not None


def test_an_unusual_hour_is_carried_on_and_fades() -> None:
    load = np.full(30 * DAY, 100.0)
    load[-4:] = 500
    made = courses(past(load), DAY)
    assert made is not None
    expected = made.mean(made.load_wh)
    assert expected[0] > 300
    assert expected[0] > expected[8] > expected[30]
    assert expected[30] < 150


def test_a_dull_morning_makes_a_dull_noon_likelier() -> None:
    pv = sun(30)
    pv[10 * DAY : 11 * DAY] *= 0.3
    morning = np.concatenate([pv, sun(1)[: DAY // 2 - 2] * 0.3])
    load = np.full(len(morning), 100.0)
    now = Past(end=MONDAY + len(morning), day=DAY, load_wh=load, pv_wh=morning)
    made = courses(now, DAY)
    assert made is not None
    assert made.mean(made.pv_wh)[2] < 600


def test_nights_stay_dark_and_nothing_is_below_nothing() -> None:
    rng = np.random.default_rng(2)
    load = rng.gamma(1.0, 200.0, 30 * DAY)
    made = courses(past(load, sun(30) * np.repeat(rng.uniform(0.1, 1, 30), DAY)), 2 * DAY)
    assert made is not None
    assert (made.load_wh >= 0).all()
    assert (made.pv_wh >= 0).all()
    assert (made.pv_wh[:, :10] <= 0.02 * 1000).all()


def test_courses_are_about_as_far_apart_as_the_past_was() -> None:
    rng = np.random.default_rng(3)
    load = 300 + rng.normal(0, 60, 56 * DAY)
    made = courses(past(load), DAY)
    assert made is not None
    assert np.sqrt(made.weights @ (made.load_wh - made.mean(made.load_wh)) ** 2).mean() == pytest.approx(60, rel=0.35)


def test_gaps_are_no_zeros() -> None:
    load = np.tile(200.0, 30 * DAY)
    load[25 * DAY : 25 * DAY + 20] = np.nan
    load[-30:-10] = np.nan
    made = courses(past(load), 2 * DAY)
    assert made is not None
    assert made.mean(made.load_wh) == pytest.approx(np.full(2 * DAY, 200.0), abs=1)


def test_a_solar_forecast_is_taken_before_ones_own_guess() -> None:
    said = sun(1) * 0.25
    made = courses(past(np.full(30 * DAY, 100.0), sun(30)), DAY, said)
    assert made is not None
    assert made.mean(made.pv_wh)[24] == pytest.approx(said[24], rel=0.1)


def test_a_solar_forecast_that_was_wrong_of_late_is_believed_less() -> None:
    rng = np.random.default_rng(3)
    bright = sun(31) * np.repeat(rng.uniform(0.8, 1, 31), DAY)
    seen = past(np.full(30 * DAY, 100.0), bright[: 30 * DAY])
    told = sun(1) * 0.2
    wrong, right = sun(30) * np.repeat(rng.uniform(0.1, 2, 30), DAY), bright[: 30 * DAY]
    noons = []
    for said in (wrong, right):
        made = courses(replace(seen, solar_wh=said), DAY, told)
        assert made is not None
        noons.append(made.mean(made.pv_wh)[24])
    assert noons[1] == pytest.approx(told[24], rel=0.1)
    assert noons[0] > 3 * noons[1]


def test_prices_keep_together_with_the_days_they_were_on() -> None:
    rng = np.random.default_rng(4)
    bright = np.repeat(rng.uniform(0.1, 1, 40), DAY)
    pv = sun(40) * bright
    price = 300 - 0.15 * pv
    made = courses(past(np.full(40 * DAY, 100.0), pv, price), DAY)
    assert made is not None
    assert made.price is not None
    noon = 24
    assert np.corrcoef(made.pv_wh[:, noon], made.price[:, noon])[0, 1] < -0.7


def test_prices_that_are_known_count_as_the_last_of_the_past() -> None:
    rng = np.random.default_rng(5)
    levels = np.repeat(rng.uniform(100, 300, 41), DAY)
    seen = past(np.full(40 * DAY, 100.0), price=levels[: 40 * DAY])
    known = np.full(8, 290.0)
    made = courses(replace(seen, price_ahead=known), DAY)
    unaware = courses(seen, DAY)
    assert made is not None
    assert unaware is not None
    assert made.price is not None
    assert unaware.price is not None
    assert made.price.shape == (len(made.weights), DAY)
    assert np.array_equal(made.price[:, :8], np.full((len(made.weights), 8), 290.0))
    assert made.mean(made.price)[8:].mean() > unaware.mean(unaware.price)[8:].mean() + 30


def test_prices_known_to_the_end_leave_nothing_to_guess() -> None:
    known = np.linspace(100.0, 300.0, 3 * DAY)
    made = courses(replace(past(np.full(40 * DAY, 100.0), price=np.full(40 * DAY, 200.0)), price_ahead=known), 2 * DAY)
    assert made is not None
    assert made.price is not None
    assert np.array_equal(made.price, np.broadcast_to(known[: 2 * DAY], made.price.shape))


class TestMeters:
    def test_what_meters_counted_becomes_courses(self) -> None:
        now = MONDAY + 20 * DAY
        net = dict.fromkeys(range(MONDAY, now), -100)
        made = home_courses(net, {}, SHAPE, now, DAY)
        assert made is not None
        assert made.mean(made.net_wh) == pytest.approx(np.full(DAY, -100.0), abs=1)

    def test_a_surplus_without_a_generation_meter_stays_a_surplus(self) -> None:
        now = MONDAY + 20 * DAY
        net = {it: 400 if it % DAY in range(20, 30) else -100 for it in range(MONDAY, now)}
        made = home_courses(net, {}, SHAPE, now, DAY)
        assert made is not None
        assert made.mean(made.net_wh)[25] == pytest.approx(400, abs=10)

    def test_prices_and_solar_forecasts_come_with_them(self) -> None:
        now = MONDAY + 20 * DAY
        generation = {it: int(wh) for it, wh in enumerate(sun(20), MONDAY)}
        net = {it: wh - 200 for it, wh in generation.items()}
        price = {it: 150.0 for it in range(MONDAY, now + 6) if it % DAY < 40}
        solar = {it: float(generation[it - DAY]) / 2 for it in range(now, now + DAY)}
        made = home_courses(net, generation, SHAPE, now, DAY, signs=Signs(solar_wh=solar, price=price))
        assert made is not None
        assert made.price is not None
        assert made.price == pytest.approx(np.full(made.price.shape, 150.0))
        assert made.mean(made.pv_wh)[24] == pytest.approx(solar[now + 24], rel=0.1)

    def test_few_prices_leave_the_rest_as_it_is(self) -> None:
        now = MONDAY + 20 * DAY
        net = dict.fromkeys(range(MONDAY, now), -200)
        made = home_courses(net, {}, SHAPE, now, DAY, signs=Signs(price={now - 1: 150.0}))
        assert made is not None
        assert made.price is None

    def test_meters_long_silent_tell_nothing(self) -> None:
        net = dict.fromkeys(range(MONDAY, MONDAY + 20 * DAY), -100)
        assert home_courses(net, {}, SHAPE, MONDAY + 20 * DAY + STALE_INTERVALS + 1, DAY) is None
        assert home_courses({}, {}, SHAPE, MONDAY, DAY) is None
