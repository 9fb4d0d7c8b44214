"""Every blueprint in a real automation, and their coming and going."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
import filecmp
import json
from pathlib import Path
import re
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from urllib.parse import quote

from homeassistant.core import ServiceCall, SupportsResponse, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service
import yaml

from custom_components.energy_trade.market.orders import Order, Side
from custom_components.energy_trade.questions.causes import Cause
from custom_components.energy_trade.speech.quantities import energy, moment, money, price
from tests.automations.test_triggers import cheap_at
from tests.support.living_home import START, now
from tests.support.texts import INTEGRATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homeassistant.core import HomeAssistant

    from tests.automations.conftest import AutomatedHome

SOURCES = INTEGRATION.parents[1] / "blueprints" / "automation" / "energy_trade"
NAMES = sorted(file.name for file in SOURCES.glob("*.yaml"))
FOLDER = Path("blueprints", "automation", "energy_trade")
DID = {"event": "did"}


@pytest.fixture(autouse=True)
def config_folder(hass: HomeAssistant, tmp_path: Path) -> Iterator[Path]:
    """A configuration folder of this test's own."""
    with patch.object(hass.config, "config_dir", str(tmp_path)):
        yield tmp_path


async def install(home: AutomatedHome) -> None:
    """Wish for the blueprints, as the options do."""
    assert await async_setup_component(home.hass, "automation", {})
    await wish(home, wanted=True)


async def wish(home: AutomatedHome, *, wanted: bool) -> None:
    with home.reachable():
        home.hass.config_entries.async_update_entry(home.entry, options={"blueprints": wanted})
        await home.settle()


async def use(home: AutomatedHome, name: str, **inputs: Any) -> list[str]:
    """Make an automation from a blueprint; return what it does, in order."""
    await install(home)
    did: list[str] = []
    home.hass.bus.async_listen("did", callback(lambda event: did.append(event.data.get("what", "done"))))
    config = {
        "id": "made",
        "alias": "made",
        "use_blueprint": {
            "path": f"energy_trade/{name}.yaml",
            "input": {"community": home.entry.entry_id, **inputs},
        },
    }
    with patch("homeassistant.config.async_hass_config_yaml", return_value={"automation": [config]}):
        await home.hass.services.async_call("automation", "reload", blocking=True)
    await home.settle()
    state = home.hass.states.get("automation.made")
    assert state is not None
    assert state.state == "on", "the blueprint was refused"
    return did


def says(what: str) -> list[dict[str, Any]]:
    return [{"event": "did", "event_data_template": {"what": what}}]


class TestShelf:
    """Installed on request, never over anybody's changes, and gone with the integration."""

    async def test_nothing_is_installed_unasked(self, home: AutomatedHome, config_folder: Path) -> None:
        assert await async_setup_component(home.hass, "automation", {})
        await home.settle()
        assert not (config_folder / FOLDER).exists()

    async def test_installed_and_removed(self, home: AutomatedHome, config_folder: Path) -> None:
        await install(home)
        assert sorted(file.name for file in (config_folder / FOLDER).iterdir()) == NAMES
        await wish(home, wanted=False)
        assert not (config_folder / FOLDER).exists()

    async def test_changes_are_kept(self, home: AutomatedHome, config_folder: Path) -> None:
        await install(home)
        mine = config_folder / FOLDER / NAMES[0]
        mine.write_text(mine.read_text() + "# mine\n")
        await home.restart()
        assert mine.read_text().endswith("# mine\n")
        await home.hass.config_entries.async_remove(home.entry.entry_id)
        await home.settle()
        assert [file.name for file in (config_folder / FOLDER).iterdir()] == [NAMES[0]]

    async def test_a_file_that_was_there_before_is_its_owners(self, home: AutomatedHome, config_folder: Path) -> None:
        (config_folder / FOLDER).mkdir(parents=True)
        mine = config_folder / FOLDER / NAMES[0]
        mine.write_text("mine")
        await install(home)
        assert mine.read_text() == "mine"
        await wish(home, wanted=False)
        assert mine.read_text() == "mine"

    async def test_what_was_removed_stays_removed(self, home: AutomatedHome, config_folder: Path) -> None:
        await install(home)
        (config_folder / FOLDER / NAMES[0]).unlink()
        await home.restart()
        assert not (config_folder / FOLDER / NAMES[0]).exists()

    async def test_a_new_version_replaces_what_nobody_has_changed(
        self, home: AutomatedHome, config_folder: Path
    ) -> None:
        await install(home)
        newer = {NAMES[0]: (SOURCES / NAMES[0]).read_text().replace("author: Energy Trade", "author: Newer")}
        with patch("custom_components.energy_trade.blueprint_shelf._shipped", return_value=newer):
            await home.restart()
        assert "author: Newer" in (config_folder / FOLDER / NAMES[0]).read_text()

    async def test_a_blueprint_in_use_stays(self, home: AutomatedHome, config_folder: Path) -> None:
        await use(home, "announce_expensive_hours", price=1, tell=says("x"))
        await wish(home, wanted=False)
        assert [file.name for file in (config_folder / FOLDER).iterdir()] == ["announce_expensive_hours.yaml"]


@pytest.mark.parametrize(
    ("language", "name"),
    [("de", "Teure Stunden ansagen"), ("ko", "비싼 시간 알림"), ("fr", "Announce expensive hours")],
)
async def test_blueprints_speak_the_homes_language(
    home: AutomatedHome, config_folder: Path, language: str, name: str
) -> None:
    home.hass.config.language = language
    await install(home)
    written = (config_folder / FOLDER / "announce_expensive_hours.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(written.replace("!input", ""))["blueprint"]["name"] == name


@pytest.mark.parametrize("language", ["de", "ko"])
def test_all_that_people_read_of_blueprints_is_translated(language: str) -> None:
    words = json.loads((INTEGRATION / "blueprint_texts" / f"{language}.json").read_text(encoding="utf-8"))
    read: set[str] = set()
    for name in NAMES:
        read |= _texts(yaml.safe_load((SOURCES / name).read_text(encoding="utf-8").replace("!input", "")))
    assert set(words) == read
    for english, text in words.items():
        assert set(re.findall(r"\{\{[^}]*\}\}|\{%[^%]*%\}", english)) == set(
            re.findall(r"\{\{[^}]*\}\}|\{%[^%]*%\}", text)
        )


def _texts(content: Any, key: str = "") -> set[str]:
    """What people read, but for what a question says of itself."""
    if isinstance(content, dict):
        return {text for name, value in content.items() for text in _texts(value, name)}
    if isinstance(content, list):
        return {text for value in content for text in _texts(value, key)}
    is_text = isinstance(content, str) and key in {"name", "description", "title", "message", "label"}
    return {content} if is_text and not re.fullmatch(r"\{\{ [\w.]+ \}\}", content) else set()


def test_what_is_shipped_is_what_can_be_browsed() -> None:
    shipped = INTEGRATION / "blueprints"
    assert sorted(file.name for file in shipped.iterdir()) == NAMES
    match, mismatch, errors = filecmp.cmpfiles(SOURCES, shipped, NAMES, shallow=False)
    assert (mismatch, errors) == ([], [])
    assert len(match) == 9


@pytest.mark.parametrize("name", NAMES)
def test_every_blueprint_says_where_it_comes_from(name: str) -> None:
    text = (SOURCES / name).read_text(encoding="utf-8")
    assert f"blueprints/automation/energy_trade/{name}" in text
    assert yaml.safe_load(text.replace("!input", "")) is not None


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_imports_every_blueprint_from_where_it_comes_from(name: str) -> None:
    """As Home Assistant's own import links are written: one click, one blueprint."""
    blueprint = yaml.safe_load((SOURCES / name).read_text(encoding="utf-8").replace("!input", ""))["blueprint"]
    link = "https://my.home-assistant.io/redirect/blueprint_import/?blueprint_url="
    readme = (INTEGRATION.parents[1] / "README.md").read_text(encoding="utf-8")
    assert f"(blueprints/automation/energy_trade/{name})" in readme
    assert f"[Import]({link}{quote(blueprint['source_url'], safe='')})" in readme


async def test_shift_the_dryer(home: AutomatedHome) -> None:
    home.hass.states.async_set("input_boolean.loaded", "off")
    with cheap_at(12, 13):
        did = await use(home, "shift_the_dryer", ready="input_boolean.loaded", start=says("started"), hours=2)
        home.hass.states.async_set("input_boolean.loaded", "on")
        await home.settle()
        assert did == []
        await home.until(START.timestamp() + 2 * 3600 + 60)
        assert did == ["started"]
        home.hass.states.async_set("input_boolean.loaded", "off")
        await home.until(START.timestamp() + 9 * 3600, step=600)
        assert did == ["started"]


async def test_shift_the_dryer_at_the_latest(home: AutomatedHome) -> None:
    home.hass.states.async_set("input_boolean.loaded", "on")
    with cheap_at(2, 3):
        did = await use(home, "shift_the_dryer", ready="input_boolean.loaded", start=says("started"), latest="15:00:00")
        await home.until(START.timestamp() + 5 * 3600 + 60, step=600)
        assert did == ["started"]


async def test_pre_cool(home: AutomatedHome) -> None:
    calls = async_mock_service(home.hass, "climate", "set_temperature")
    rows = [
        {"start": dt_util.parse_datetime(f"2026-11-21T{hour:02}:00:00+00:00"), "expected": 0.2 if hour < 17 else 0.35}
        for hour in range(15, 21)
    ]
    answer = {"currency": "EUR", "prices": [{**row, "start": row["start"].isoformat()} for row in rows if row["start"]]}  # type: ignore[union-attr]

    async def prices(call: ServiceCall) -> dict[str, Any]:
        return answer

    await use(home, "pre_cool", climate="climate.living")
    home.hass.services.async_register("energy_trade", "get_prices", prices, supports_response=SupportsResponse.ONLY)
    await home.until(START.timestamp() + 5 * 3600 + 60, step=600)
    assert [(call.data.get("hvac_mode"), call.data["temperature"]) for call in calls] == [("cool", 22)]
    await home.until(START.timestamp() + 7 * 3600 + 60, step=600)
    assert calls[-1].data["temperature"] == 25


async def test_an_evening_that_is_no_dearer_needs_no_cooling_ahead(home: AutomatedHome) -> None:
    calls = async_mock_service(home.hass, "climate", "set_temperature")
    await use(home, "pre_cool", climate="climate.living")
    await home.until(START.timestamp() + 5 * 3600 + 60, step=600)
    assert calls == []


async def test_charge_from_neighbours(home: AutomatedHome) -> None:
    on = async_mock_service(home.hass, "homeassistant", "turn_on")
    off = async_mock_service(home.hass, "homeassistant", "turn_off")
    home.hass.states.async_set("input_boolean.plugged", "off")
    await use(
        home, "charge_from_neighbours", plugged="input_boolean.plugged", charger="input_boolean.charger", surplus=0.5
    )
    home.hass.states.async_set("input_boolean.plugged", "on")
    await home.settle()
    assert (len(on), len(off)) == (0, 1)
    state = home.coordinator.data
    with patch.object(type(home.coordinator), "data", property(lambda _: _with_surplus(state)), create=True):
        home.hass.states.async_set("input_boolean.plugged", "on", {"again": True})
        await home.until((now() // 300 + 1) * 300 + 1)
    assert on[-1].data["entity_id"] == ["input_boolean.charger"]


def _with_surplus(state: Any) -> Any:
    return replace(state, surplus_wh=4000, need_wh=1000, news=())


async def test_ask_before_buying(home: AutomatedHome) -> None:
    phone_entry = MockConfigEntry(domain="mobile_app")
    phone_entry.add_to_hass(home.hass)
    phone = dr.async_get(home.hass).async_get_or_create(
        config_entry_id=phone_entry.entry_id, identifiers={("mobile_app", "ann")}, name="Ann"
    )
    messages = async_mock_service(home.hass, "notify", "mobile_app_ann")
    await use(home, "ask_before_buying", phone=phone.id)
    start = now()
    opened = home.entry.runtime_data.questions.ask(
        Cause.PRICE_ABOVE_LIMIT,
        expires=dt_util.utc_from_timestamp(start + 3600),
        facts={
            **{name: moment(start + 3600) for name in ("start", "end", "until")},
            "energy": energy(2400),
            "price": price(280),
            "limit": price(200),
            "amount": money(670_000),
            "instead": money(720_000),
        },
        context={"first": 10, "end": 18},
    )
    await _until_there(messages)
    assert messages[0].data["title"] == "Buy above your limit?"
    home.hass.bus.async_fire(
        "mobile_app_notification_action", {"action": messages[0].data["data"]["actions"][0]["action"]}
    )
    await home.settle()
    assert home.entry.runtime_data.questions.open == []
    (exemption,) = home.coordinator.settings.current.exemptions
    assert (exemption.first, exemption.end) == (10, 18)
    assert opened is not None


async def _until_there(messages: list[ServiceCall]) -> None:
    """Let an automation go on that waits for an answer, and so is not done."""
    for _ in range(500):
        await asyncio.sleep(0)
    assert messages


async def test_tell_what_we_earned(home: AutomatedHome) -> None:
    did = await use(home, "tell_what_we_earned", at="20:00:00", tell=says("{{ message }}"))
    await home.live(36, export_wh=500)
    await home.until(START.timestamp() + 10 * 3600 + 60, step=600)
    assert len(did) == 1
    assert "kWh sold" in did[0]
    assert "EUR in all" in did[0]
    assert "0.0 kWh sold" not in did[0]


async def test_tell_the_week(home: AutomatedHome) -> None:
    told = "{{ title }} | {{ message }} | {{ spoken }}"
    did = await use(home, "tell_the_week", day="mon", at="08:00:00", tell=says(told))
    await home.live(36, export_wh=500)
    await home.until(datetime(2026, 11, 23, 7, 59, tzinfo=UTC).timestamp(), step=3600)
    assert did == [], "on that day, and not before its time"
    await home.until(datetime(2026, 11, 23, 8, 1, tzinfo=UTC).timestamp(), step=60)
    [told] = did
    title, message, spoken = told.split(" | ")
    assert title == "Your week in Elm Street"
    assert re.match(r"You sold \d+ kWh to neighbours for \d\.\d\d EUR\. With the grid alone you would be", message)
    assert re.match(r"You sold \d+ kilowatt hours to neighbours for \d euros? and \d+ cents\.", spoken)
    assert "{" not in told
    await home.until(datetime(2026, 11, 24, 8, 1, tzinfo=UTC).timestamp(), step=3600)
    assert len(did) == 1, "once a week"


async def test_announce_expensive_hours(home: AutomatedHome) -> None:
    with cheap_at(10, 11, 14):
        did = await use(home, "announce_expensive_hours", price=0.2, tell=says("{{ message }}"))
        await home.until(START.timestamp() + 4.9 * 3600, step=300)
    assert did == [
        "Power is expensive now: 0.25 EUR for a kWh.",
        "Power is cheaper again: 0.12 EUR for a kWh.",
    ]


async def test_sell_the_battery_in_a_peak(home: AutomatedHome) -> None:
    home.hass.states.async_set("sensor.charge", "80", {"device_class": "battery"})
    with cheap_at(10, 11, 14):
        did = await use(
            home,
            "sell_the_battery_in_a_peak",
            price=0.2,
            charge="sensor.charge",
            reserve=30,
            discharge=says("discharge"),
            stop=says("stop"),
        )
        await home.until(START.timestamp() + 3 * 3600, step=300)
        assert did == ["discharge"]
        home.hass.states.async_set("sensor.charge", "29", {"device_class": "battery"})
        await home.settle()
        assert did == ["discharge", "stop"]


async def test_sell_surplus_above_a_price(home: AutomatedHome) -> None:
    await use(
        home,
        "sell_surplus_above_a_price",
        at="10:30:00",
        **{"from": "14:00:00"},
        until="15:00:00",
        energy=0.5,
        price=0.25,
    )
    await home.until(START.timestamp() + 1800 + 60)
    await home.calm()
    orders = home.coordinator.open_orders()
    assert list(orders.values()) == [Order(Side.SELL, 40, 500)] * 4
