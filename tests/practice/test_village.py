"""A week in the practice community."""

from __future__ import annotations

import json

import pytest

from custom_components.energy_trade.market.community import Refused
from custom_components.energy_trade.market.orders import BlockOrders, Order, Side
from custom_components.energy_trade.market.readings import BlockReadings, Reading
from custom_components.energy_trade.market.units import MICRO
from custom_components.energy_trade.practice import profiles
from custom_components.energy_trade.practice.history import ledger_of
from custom_components.energy_trade.practice.profiles import Profile, read_week
from custom_components.energy_trade.practice.terms import WEEK_BLOCKS, PracticeTerms
from custom_components.energy_trade.practice.village import HOME, Village
from simulation.practice_data import week

BEGAN = 1_795_255_205
TERMS = PracticeTerms(currency="EUR", retail=0.32, feed_in=0.08, began=BEGAN)


@pytest.fixture
def village() -> Village:
    return Village(TERMS, read_week()[0])


def report(village: Village, block: int) -> None:
    net = [village.home.net_wh(TERMS.step_of(interval)) for interval in village.calendar.intervals_of(block)]
    village.do(HOME, "report", block, BlockReadings(tuple(map(Reading, net))).pack())


def test_the_week_that_is_shipped_is_the_one_of_the_simulation() -> None:
    assert profiles.WEEK.read_bytes() == week()


def test_every_home_of_the_week_lives_seven_days() -> None:
    assert [len(profile.import_wh) for profile in read_week()] == [7 * profiles.STEPS_A_DAY] * 8
    assert sum(any(profile.generation_wh) for profile in read_week()) == 4


def test_days_that_are_not_whole_are_refused() -> None:
    with pytest.raises(ValueError, match="no whole days"):
        Profile((1,), (2,), (3,))


def test_a_home_that_never_does_anything_is_traded_around(village: Village) -> None:
    village.advance_to(village.end + 999)
    state = village.twin.state
    assert village.twin.now == village.end
    assert len(state.headers) == WEEK_BLOCKS <= state.ring
    prices = [result.has_price for header in state.headers.values() for result in header.results[0]]
    assert sum(prices) > len(prices) / 6
    assert sum(member.account.balance for member in state.members) + state.grid_account == state.held


def test_the_first_block_is_settled_within_four_minutes_and_pays_for_what_was_sold(village: Village) -> None:
    block = village.first_block
    offer = BlockOrders((Order(Side.SELL, 0, 300),) * 8)
    village.do(HOME, "order", block, BEGAN * 10, offer.pack())
    village.advance_to(village.calendar.block_end(block) + 1)
    report(village, block)
    village.advance_to(BEGAN + 240)
    village.do(HOME, "settle", 8)
    first = ledger_of(village, BEGAN, None).blocks[0]
    assert (first.block, first.final, first.settled) == (block, True, True)
    assert first.amount == village.snapshot().member.balance - TERMS.founding().initial_grant
    assert any(statement.position_wh > 0 for statement in first.statements)


def test_a_practice_that_stopped_goes_on_as_if_it_had_not(village: Village) -> None:
    village.do(HOME, "withdraw", MICRO)
    village.advance_to(BEGAN + 3_000)
    lived_again = Village.from_json(json.loads(json.dumps(village.to_json())))
    assert lived_again.twin.state == village.twin.state
    for each in (village, lived_again):
        each.advance_to(BEGAN + 4_000)
    assert lived_again.twin.state == village.twin.state
    assert [movement.amount for movement in ledger_of(village, 0, None).movements] == [
        TERMS.founding().initial_grant,
        -MICRO,
    ]


@pytest.mark.parametrize("spoilt", [{"terms": None}, {"now": "soon"}, {"deeds": [[BEGAN, 1, "dance", []]]}])
def test_what_cannot_be_lived_again_is_said_so(village: Village, spoilt: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Village.from_json({**village.to_json(), **spoilt})


def test_what_the_market_refuses_is_not_remembered(village: Village) -> None:
    with pytest.raises(Refused):
        village.do(HOME, "withdraw", 10**15)
    assert village.deeds == []


@pytest.mark.parametrize(("currency", "retail", "feed_in"), [("KRW", 214.6, 100), ("JPY", 31, 8.5), ("XAU", 0.0001, 0)])
def test_any_currency_makes_a_community(currency: str, retail: float, feed_in: float) -> None:
    village = Village(PracticeTerms(currency=currency, retail=retail, feed_in=feed_in, began=BEGAN), read_week()[0])
    village.advance_to(BEGAN + 500)
    assert village.twin.founding.grid().ceiling >= village.twin.founding.max_retail
