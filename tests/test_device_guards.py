"""A device's own limits: what stands in their way is asked about once, and the default holds until somebody answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from custom_components.energy_trade.questions.causes import MANNERS, Cause
from tests.support.devices import BATTERY_ID, CAR_ID, MODES, Rooms, battery, car, dryer, room
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, entry, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.config_entries import ConfigSubentryDataWithId
    from homeassistant.core import HomeAssistant

    from custom_components.energy_trade.questions.book import OpenQuestion

READY = "switch.dryer_ready_to_run"


@pytest.fixture
async def rooms(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Rooms:
    freezer.move_to(START)
    await hass.config.async_set_time_zone("UTC")
    rooms = Rooms(hass)
    await rooms.furnish()
    return rooms


async def moved_in(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, *devices: ConfigSubentryDataWithId
) -> LivingHome:
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    home = LivingHome(hass, freezer, market, entry(*devices))
    assert await home.start()
    await home.calm()
    return home


def asked(home: LivingHome, cause: Cause) -> OpenQuestion | None:
    """The open question of a cause; there is never more than one."""
    found = [each for each in home.coordinator.questions.open if each.question.cause == cause]
    assert len(found) <= 1
    return found[0] if found else None


async def answer(home: LivingHome, cause: Cause, choice: str) -> None:
    await home.coordinator.questions.async_answer(choice, cause=cause)
    await home.calm()


async def turn(home: LivingHome, entity_id: str, *, on: bool) -> None:
    await home.hass.services.async_call(
        "switch", "turn_on" if on else "turn_off", {"entity_id": entity_id}, blocking=True
    )
    await home.calm()


async def test_a_run_above_its_owners_limit_waits_until_its_owner_says_so(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    home = await moved_in(hass, freezer, dryer(highest_price=0.02))
    assert asked(home, Cause.RUN_TOO_DEAR) is None
    await turn(home, READY, on=True)
    opened = asked(home, Cause.RUN_TOO_DEAR)
    assert opened is not None
    assert opened.question.facts["name"] == "Dryer"
    assert home.state("sensor.home_in_elm_street_open_question") == "run_too_dear"
    await home.until(now() + 1800)
    assert not rooms.is_on("dryer"), "the limit is kept until somebody answers"
    assert asked(home, Cause.RUN_TOO_DEAR) is not None, "and nobody is asked twice"
    await home.restart()
    assert asked(home, Cause.RUN_TOO_DEAR) is not None
    await answer(home, Cause.RUN_TOO_DEAR, "run_anyway")
    assert asked(home, Cause.RUN_TOO_DEAR) is None
    await home.until(now() + 9 * 3600, step=300)
    assert rooms.count("input_boolean.dryer", "turn_on") == 1


async def test_nobody_answers_and_the_limit_is_kept(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    home = await moved_in(hass, freezer, dryer(highest_price=0.02))
    await turn(home, READY, on=True)
    await home.until(now() + 13 * 3600, step=300)
    assert asked(home, Cause.RUN_TOO_DEAR) is None
    assert rooms.count("input_boolean.dryer", "turn_on") == 0


async def test_a_question_is_taken_back_when_its_cause_has_passed(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    home = await moved_in(hass, freezer, dryer(highest_price=0.02))
    await turn(home, READY, on=True)
    assert asked(home, Cause.RUN_TOO_DEAR) is not None
    await turn(home, READY, on=False)
    assert asked(home, Cause.RUN_TOO_DEAR) is None


async def test_a_car_that_will_not_be_charged_in_time_is_told_of_and_charged_on_demand(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    await rooms.set("plugged", on=True)
    home = await moved_in(hass, freezer, car(highest_price=0.02, departure="19:00:00"))
    opened = asked(home, Cause.CAR_NOT_READY)
    assert opened is not None
    assert opened.question.default == "leave_it"
    assert not rooms.is_on("charger")
    await answer(home, Cause.CAR_NOT_READY, "charge_anyway")
    assert rooms.is_on("charger")
    assert asked(home, Cause.CAR_NOT_READY) is None
    await rooms.set("plugged", on=False)
    await home.calm()
    assert not home.coordinator.household.device(CAR_ID).notes.get("charge_now"), "the next time it is planned again"


async def test_a_room_that_cannot_be_kept_warm_stays_planned_unless_its_owner_takes_it_back(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    hass.states.async_set("sensor.outdoor", "-25", {"unit_of_measurement": "°C"})
    home = await moved_in(hass, freezer, room(power=200))
    assert asked(home, Cause.COMFORT_NOT_HELD) is not None
    await answer(home, Cause.COMFORT_NOT_HELD, "stop_planning")
    await home.wait(61)
    assert home.state("switch.living_room_allow_control") == "off"
    state = hass.states.get("climate.room")
    assert state is not None
    assert state.attributes["temperature"] == 20.5
    assert asked(home, Cause.COMFORT_NOT_HELD) is None


async def test_a_battery_below_its_reserve_rests_and_is_refilled_only_if_its_owner_wants_that(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, rooms: Rooms
) -> None:
    rooms.show_soc(4)
    home = await moved_in(hass, freezer, battery())
    assert asked(home, Cause.RESERVE_NOT_HELD) is not None
    assert ("input_select.mode", "select_option", MODES["discharge"]) not in rooms.told
    await answer(home, Cause.RESERVE_NOT_HELD, "refill")
    assert home.state("input_select.mode") == MODES["charge"]
    for percent in (6, 8, 10.5):
        rooms.show_soc(percent)
        await home.wait(400)
    assert not home.coordinator.household.device(BATTERY_ID).notes.get("refill")


@pytest.mark.parametrize("cause", Cause)
def test_every_default_is_the_cautious_choice_and_one_of_two_at_least(cause: Cause) -> None:
    manner = MANNERS[cause]
    assert manner.default in manner.choices
    assert len(manner.choices) >= 2
    assert manner.default not in {"run_anyway", "charge_anyway", "refill", "buy_once", "sell_once", "raise_today"}
