"""A home's meters as Home Assistant has them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from homeassistant.core import callback
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.energy_trade.home.meters import HomeMeters

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

LENGTH = 900
BEGIN = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
FIRST = int(BEGIN.timestamp()) // LENGTH
METERS = {"mode": "registers", "import": ["sensor.day", "sensor.night"], "export": ["sensor.out"]}


class Home:
    """A Home Assistant whose clock and sensors a test moves."""

    def __init__(self, hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
        self.hass = hass
        self.freezer = freezer
        self.offset = 0.0
        self.meters = self.new()
        self.told = 0

    def new(self, meters: dict[str, Any] | None = None) -> HomeMeters:
        return HomeMeters(self.hass, "entry", meters or METERS, LENGTH, lambda: self.offset)

    async def start(self, meters: dict[str, Any] | None = None) -> None:
        self.meters = self.new(meters)
        await self.meters.async_load()
        self.meters.async_set_limits(2750, 1000)

        @callback
        def tell() -> None:
            self.told += 1

        self.meters.async_listen(tell)
        self.meters.async_start()

    async def at(self, minute: float) -> None:
        self.freezer.move_to(BEGIN + timedelta(minutes=minute))
        async_fire_time_changed(self.hass, BEGIN + timedelta(minutes=minute))
        await self.hass.async_block_till_done()

    def show(self, unit: str = "kWh", **values: Any) -> None:
        for name, value in values.items():
            attributes = {} if value is None else {"unit_of_measurement": unit}
            self.hass.states.async_set(f"sensor.{name}", "unavailable" if value is None else str(value), attributes)

    def nets(self, count: int) -> list[int | None]:
        return [reading.net_wh for reading in self.meters.readings(FIRST, FIRST + count)]


@pytest.fixture
async def home(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hass_storage: dict[str, Any]
) -> AsyncIterator[Home]:
    freezer.move_to(BEGIN)
    home = Home(hass, freezer)
    home.show(day=1000, night=500, out=20)
    yield home
    await home.meters.async_stop()


async def test_intervals_are_told_when_they_end(home: Home) -> None:
    await home.start()
    await home.at(5)
    home.show(day="1000.1234", out=20.02)
    await home.at(10)
    home.show(night=500.2)
    assert home.meters.complete_through() == FIRST - 1
    await home.at(15.02)
    assert home.told == 1
    assert home.nets(1) == [-303]
    assert home.meters.complete_through() == FIRST
    await home.at(30.02)
    assert home.nets(2) == [-303, 0]


async def test_units_may_differ(home: Home) -> None:
    home.show(night=0.5, unit="MWh")
    home.show(out=20_000, unit="Wh")
    await home.start()
    await home.at(5)
    home.show(night=0.5001, unit="MWh")
    home.show(out=20_030, unit="Wh")
    await home.at(15.02)
    assert home.nets(1) == [-70]
    await home.at(20)
    home.show(out=30, unit="apples")
    assert home.meters.silent() == {"sensor.out": BEGIN + timedelta(minutes=20)}


async def test_silence_is_waited_for_and_told(home: Home) -> None:
    await home.start()
    await home.at(16)
    home.show(day=None)
    await home.at(50)
    assert home.meters.silent() == {"sensor.day": BEGIN + timedelta(minutes=16)}
    assert home.meters.complete_through() == FIRST
    await home.at(60)
    told = home.told
    home.show(day=1000.88)
    assert home.told == told + 1
    assert home.nets(4) == [0, -280, -300, -300]
    assert home.meters.silent() == {}


async def test_a_sensor_that_is_removed_is_silent(home: Home, hass: HomeAssistant) -> None:
    await home.start()
    await home.at(5)
    hass.states.async_remove("sensor.out")
    assert home.meters.silent() == {"sensor.out": BEGIN + timedelta(minutes=5)}


async def test_a_sensor_that_never_spoke_is_silent_from_the_start(home: Home, hass: HomeAssistant) -> None:
    hass.states.async_remove("sensor.out")
    await home.start()
    assert home.meters.silent() == {"sensor.out": BEGIN}


async def test_the_markets_clock_decides(home: Home) -> None:
    home.offset = -60
    await home.start()
    await home.at(15.5)
    home.show(day=1000.1)
    await home.at(16.02)
    assert home.nets(1) == [-100]
    assert home.meters.complete_through() == FIRST


async def test_local_time_does_not_matter(home: Home, hass: HomeAssistant) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    await home.start()
    for interval in range(1, 9):
        await home.at(interval * 15 - 5)
        home.show(day=1000 + interval / 10)
    await home.at(120.02)
    assert home.nets(8) == [-100] * 8


async def test_a_jump_is_held_until_the_owner_decides(home: Home) -> None:
    await home.start()
    await home.at(5)
    home.show(day=6000)
    assert home.told == 1
    (jump,) = home.meters.jumps()
    assert (jump.sensor, jump.energy_wh) == ("sensor.day", 5_000_000)
    await home.at(15.02)
    assert home.nets(1) == [None]
    assert home.meters.complete_through() == FIRST - 1
    home.meters.async_resolve_jump("sensor.day", is_energy=False)
    assert home.nets(1) == [0]
    assert home.told == 3


async def test_a_restart_loses_nothing(home: Home) -> None:
    await home.start()
    await home.at(5)
    home.show(day=1000.1)
    await home.at(15.02)
    await home.meters.async_stop()
    await home.at(20)
    home.show(day=1000.4, night=None)
    await home.start()
    assert home.nets(1) == [-100]
    home.show(night=500)
    await home.at(30.02)
    assert home.nets(2) == [-100, -300]


async def test_what_flowed_while_the_computer_slept_is_spread(home: Home) -> None:
    await home.start()
    await home.at(14)
    home.hass.states.async_set("sensor.day", "1000.9", {"unit_of_measurement": "kWh"})
    await home.at(15.02)
    for stop_hearing in home.meters._stop:
        stop_hearing()
    home.meters._stop.clear()
    home.show(day=1001.8)
    await home.at(75)
    assert home.nets(5) == [-900, 0, -300, -300, -300]


async def test_a_reset_that_the_integration_declares(home: Home, hass: HomeAssistant) -> None:
    await home.start()
    for minute, value, reset in ((1, 0.1, BEGIN), (2, 0.2, BEGIN + timedelta(minutes=2)), (3, 0.3, "later")):
        await home.at(minute)
        attributes = {"unit_of_measurement": "kWh", "last_reset": reset}
        hass.states.async_set("sensor.day", str(value), attributes)
    await home.at(15.02)
    # From 1000 to 0.1, 0.2 and 0.3 kWh, each from zero.
    assert home.nets(1) == [-600]


async def test_power_that_does_not_change_is_heard(home: Home) -> None:
    home.show(power=1200, unit="W")
    await home.start({"mode": "power", "power": "sensor.power"})
    for minute in range(1, 60):
        await home.at(minute)
        home.show(power=1200, unit="W")
    await home.at(60.02)
    assert home.nets(4) == [-300] * 4
    assert all(reading.estimated for reading in home.meters.readings(FIRST, FIRST + 4))


async def test_nobody_is_told_who_no_longer_listens(home: Home) -> None:
    await home.start()
    told: list[bool] = []
    stop = home.meters.async_listen(lambda: told.append(True))
    stop()
    await home.at(15.02)
    assert not told


async def test_nothing_stays_when_the_entry_goes(home: Home, hass_storage: dict[str, Any]) -> None:
    await home.start()
    await home.at(15.02)
    await home.meters.async_stop()
    assert "energy_trade.entry.meters" in hass_storage
    await home.meters.async_remove()
    assert "energy_trade.entry.meters" not in hass_storage
