"""A machine is started once, never cut in its middle, and left alone when a person has started it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homeassistant.util import dt as dt_util
import pytest

from custom_components.energy_trade.home.devices.appliance import (
    IDLE_SECONDS,
    MOST_STARTS,
    START_SECONDS,
    ApplianceDevice,
    Phase,
)
from custom_components.energy_trade.home.devices.clock import HomeClock
from custom_components.energy_trade.home.devices.config import ApplianceConfig
from custom_components.energy_trade.home.devices.hand import Obedience
from custom_components.energy_trade.home.devices.profile import (
    SLOT_SECONDS,
    RunRecorder,
    given_profile,
    learned_profile,
)
from tests.support.devices import Rooms, dryer
from tests.support.living_home import START

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

T = START.timestamp()


class Laundry:
    """A dryer, its notes, and the time."""

    def __init__(self, hass: HomeAssistant, rooms: Rooms, freezer: FrozenDateTimeFactory, **changes: Any) -> None:
        self.hass, self.rooms, self.freezer = hass, rooms, freezer
        self.config = ApplianceConfig.of(dryer(**changes)["data"])
        self.notes: dict[str, Any] = {}
        self.saved: list[dict[str, Any]] = []
        self.device = self.restarted()
        freezer.move_to(START)

    def restarted(self) -> ApplianceDevice:
        """The device as it is after Home Assistant was started again."""
        clock = HomeClock(lambda: dt_util.utcnow().timestamp())
        self.device = ApplianceDevice(self.hass, self.config, clock, self.notes)
        return self.device

    def phase(self, at: float) -> Phase:
        self.freezer.move_to(dt_util.utc_from_timestamp(T + at))
        return self.device.observe(T + at).phase

    async def save(self) -> None:
        self.saved.append(dict(self.notes))

    async def start(self, at: float) -> None:
        await self.device.async_start(T + at, self.save)
        await self.hass.async_block_till_done()


@pytest.fixture
async def rooms(hass: HomeAssistant) -> Rooms:
    rooms = Rooms(hass)
    await rooms.furnish()
    return rooms


@pytest.fixture
def laundry(hass: HomeAssistant, rooms: Rooms, freezer: FrozenDateTimeFactory) -> Laundry:
    return Laundry(hass, rooms, freezer)


async def test_waits_when_loaded_starts_when_told_and_is_done_once(laundry: Laundry) -> None:
    assert laundry.phase(0) is Phase.IDLE
    laundry.device.set_ready(ready=True)
    assert laundry.phase(60) is Phase.READY
    await laundry.start(120)
    assert laundry.saved[0]["phase"] == Phase.STARTING, "noted before it was told"
    laundry.rooms.show_power("dryer", 1200)
    assert laundry.phase(180) is Phase.RUNNING
    laundry.rooms.show_power("dryer", 0)
    assert laundry.phase(3000) is Phase.RUNNING
    assert laundry.phase(3000 + IDLE_SECONDS) is Phase.IDLE
    assert not laundry.device.is_ready


async def test_a_pause_within_a_run_is_no_end(laundry: Laundry) -> None:
    laundry.device.set_ready(ready=True)
    laundry.phase(0)
    await laundry.start(10)
    laundry.rooms.show_power("dryer", 1200)
    assert laundry.phase(60) is Phase.RUNNING
    laundry.rooms.show_power("dryer", 0)
    assert laundry.phase(120) is Phase.RUNNING
    laundry.rooms.show_power("dryer", 1200)
    assert laundry.phase(120 + IDLE_SECONDS) is Phase.RUNNING


@pytest.mark.parametrize("sensor", [1200, "unavailable"])
async def test_a_restart_in_its_middle_goes_on_and_never_starts_a_second_run(
    laundry: Laundry, sensor: float | str
) -> None:
    laundry.device.set_ready(ready=True)
    laundry.phase(0)
    await laundry.start(10)
    laundry.rooms.show_power("dryer", 1200)
    assert laundry.phase(60) is Phase.RUNNING
    laundry.restarted()
    laundry.rooms.show_power("dryer", sensor)
    for at in range(120, 3600, 120):
        assert laundry.phase(at) is Phase.RUNNING
    assert laundry.rooms.count("input_boolean.dryer", "turn_on") == 1


async def test_a_power_cut_between_note_and_start_does_not_start_it_twice(laundry: Laundry) -> None:
    laundry.device.set_ready(ready=True)
    laundry.phase(0)
    await laundry.start(10)
    laundry.notes = dict(laundry.saved[0])
    laundry.restarted()
    assert laundry.phase(60) is Phase.STARTING
    laundry.rooms.show_power("dryer", 1000)
    assert laundry.phase(120) is Phase.RUNNING


async def test_one_that_does_not_start_is_told_three_times_and_then_a_person_has_to_look(laundry: Laundry) -> None:
    laundry.device.set_ready(ready=True)
    laundry.phase(0)
    at = 0.0
    for _ in range(MOST_STARTS):
        await laundry.start(at)
        at += START_SECONDS
        last = laundry.phase(at)
    assert last is Phase.FAILED
    assert laundry.phase(at + 60) is Phase.FAILED
    laundry.device.wait(None, None)
    assert laundry.phase(at + 120) is Phase.READY


async def test_one_whose_sensor_goes_silent_as_it_starts_counts_as_running(laundry: Laundry) -> None:
    laundry.device.set_ready(ready=True)
    laundry.phase(0)
    await laundry.start(10)
    laundry.rooms.show_power("dryer", "unavailable")
    assert laundry.phase(20 + START_SECONDS) is Phase.RUNNING


async def test_one_that_a_person_has_started_is_left_alone(laundry: Laundry) -> None:
    laundry.phase(0)
    laundry.rooms.show_power("dryer", 900)
    assert laundry.phase(60) is Phase.RUNNING
    assert laundry.rooms.told == []


async def test_the_deadline_stays_when_its_time_of_day_has_come(
    hass: HomeAssistant, rooms: Rooms, freezer: FrozenDateTimeFactory
) -> None:
    local = dt_util.as_local(START)
    laundry = Laundry(hass, rooms, freezer, ready_by=f"{(local.hour + 1) % 24:02}:00:00")
    laundry.device.set_ready(ready=True)
    laundry.phase(0)
    latest = laundry.device.observe(T).latest
    assert latest - T <= 3600
    laundry.phase(2 * 3600)
    assert laundry.device.observe(T + 2 * 3600).latest == latest


@pytest.mark.parametrize("said", ["unavailable", "unknown"])
async def test_without_a_word_that_it_is_loaded_it_is_not_started(
    hass: HomeAssistant, rooms: Rooms, freezer: FrozenDateTimeFactory, said: str
) -> None:
    laundry = Laundry(hass, rooms, freezer, ready="binary_sensor.loaded")
    hass.states.async_set("binary_sensor.loaded", said)
    assert laundry.phase(0) is Phase.IDLE
    hass.states.async_set("binary_sensor.loaded", "on")
    assert laundry.phase(60) is Phase.READY


async def test_it_runs_once_for_each_load(hass: HomeAssistant, rooms: Rooms, freezer: FrozenDateTimeFactory) -> None:
    laundry = Laundry(hass, rooms, freezer, ready="input_boolean.loaded", power_sensor=None)
    await rooms.set("loaded", on=True)
    assert laundry.phase(0) is Phase.READY
    await laundry.start(10)
    assert laundry.phase(60) is Phase.RUNNING
    assert laundry.phase(6000) is Phase.IDLE
    assert laundry.phase(6060) is Phase.IDLE, "it is still loaded, with what is done"
    await rooms.set("loaded", on=False)
    laundry.phase(6120)
    await rooms.set("loaded", on=True)
    assert laundry.phase(6180) is Phase.READY


class TestPlug:
    """A plug holds back a run that a person has started."""

    @pytest.fixture
    async def laundry(self, hass: HomeAssistant, rooms: Rooms, freezer: FrozenDateTimeFactory) -> Laundry:
        await rooms.set("dryer", on=True)
        rooms.told.clear()
        return Laundry(hass, rooms, freezer, duty="plug")

    async def test_at_its_beginning(self, laundry: Laundry) -> None:
        laundry.phase(0)
        laundry.rooms.show_power("dryer", 800)
        assert laundry.phase(60) is Phase.READY
        assert await laundry.device.async_hold(60) is Obedience.DONE
        assert not laundry.rooms.is_on("dryer")
        laundry.rooms.show_power("dryer", 0)
        assert laundry.phase(120) is Phase.READY
        await laundry.start(600)
        assert laundry.rooms.is_on("dryer")
        laundry.rooms.show_power("dryer", 800)
        for at in range(660, 4000, 300):
            assert laundry.phase(at) is Phase.RUNNING

    async def test_never_in_its_middle(self, laundry: Laundry) -> None:
        laundry.rooms.show_power("dryer", 800)
        assert laundry.phase(0) is Phase.RUNNING, "nobody saw it begin"

    async def test_not_when_it_may_have_begun_while_its_sensor_was_away(self, laundry: Laundry) -> None:
        assert laundry.phase(0) is Phase.IDLE
        laundry.rooms.show_power("dryer", "unavailable")
        assert laundry.phase(60) is Phase.IDLE
        laundry.rooms.show_power("dryer", 800)
        assert laundry.phase(2400) is Phase.RUNNING

    async def test_gives_way_to_a_person_who_turns_it_on_again(self, laundry: Laundry) -> None:
        laundry.phase(0)
        laundry.rooms.show_power("dryer", 800)
        laundry.phase(60)
        await laundry.device.async_hold(60)
        laundry.rooms.show_power("dryer", 0)
        laundry.phase(120)
        await laundry.rooms.set("dryer", on=True)
        await laundry.device.async_hold(180)
        assert laundry.rooms.is_on("dryer")
        laundry.rooms.show_power("dryer", 800)
        assert laundry.phase(480) is Phase.RUNNING

    async def test_lets_a_run_go_when_planning_stops(self, laundry: Laundry) -> None:
        laundry.phase(0)
        laundry.rooms.show_power("dryer", 800)
        laundry.phase(60)
        await laundry.device.async_hold(60)
        await laundry.device.async_release()
        assert laundry.rooms.is_on("dryer")
        assert laundry.phase(120) is Phase.RUNNING


class TestStarters:
    """Switches, buttons, scripts and lists start machines."""

    @pytest.mark.parametrize(
        ("starter", "option", "action"),
        [
            ("input_boolean.dryer", None, "input_boolean.turn_on"),
            ("input_button.start", None, "input_button.press"),
            ("script.serve", None, "script.turn_on"),
            ("input_select.mode", "Charge", "input_select.select_option"),
        ],
    )
    async def test_each_by_its_own_action(
        self,
        hass: HomeAssistant,
        rooms: Rooms,
        freezer: FrozenDateTimeFactory,
        starter: str,
        option: str | None,
        action: str,
    ) -> None:
        laundry = Laundry(hass, rooms, freezer, starter=starter, starter_option=option)
        await laundry.start(0)
        assert (starter, action.partition(".")[2]) in {(entity, service) for entity, service, _ in rooms.told}


class TestProfile:
    """What a machine draws is learned from its runs."""

    def test_is_what_was_given_until_a_run_was_seen(self) -> None:
        given = given_profile(90, 1.8)
        assert given.seconds == 90 * 60
        assert given.energy_wh == pytest.approx(1800)
        assert learned_profile([], given) == given

    def test_is_the_mean_of_runs_of_the_usual_length(self) -> None:
        given = given_profile(10, 0.1)
        assert learned_profile([[1000, 0], [2000, 100], [1500, 200]], given).watts == (1500, 100)

    def test_is_recorded_slot_by_slot(self) -> None:
        notes: dict[str, Any] = {}
        recorder = RunRecorder(notes)
        recorder.begin(0)
        for at in range(60, 3601, 60):
            recorder.sample(2000 if at <= 1800 else 500, at)
        assert recorder.end(given_profile(60, 1.25))
        [run] = notes["runs"]
        assert len(run) == 3600 / SLOT_SECONDS + 1 or len(run) == 3600 / SLOT_SECONDS
        assert sum(run) * SLOT_SECONDS / 3600 == pytest.approx(1250, rel=0.02)

    def test_a_run_that_was_broken_off_or_not_watched_is_not_learned_from(self) -> None:
        notes: dict[str, Any] = {}
        recorder = RunRecorder(notes)
        recorder.begin(0)
        recorder.sample(1000, 60)
        assert not recorder.end(given_profile(60, 1.25))
        recorder.begin(0)
        recorder.sample(1000, 4000)
        assert not recorder.end(given_profile(60, 1.25))
        assert "runs" not in notes
