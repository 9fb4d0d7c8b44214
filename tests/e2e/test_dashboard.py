"""The dashboard in a real Home Assistant: there without a click, offered where people look, gone with the entry."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from custom_components.energy_trade.dashboard import PAGE, URL
from simulation.browser import DEEP, Browser, browse
from simulation.flow import Flow
from simulation.home_assistant import HomeAssistant

CARD = "energy-trade-market-card"
PICTURES = Path(__file__).parents[2] / ".run" / "pictures"


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[HomeAssistant]:
    """A Home Assistant that has just begun to practise."""
    async with HomeAssistant(tmp_path / "home") as started:
        flow = await Flow.add(started, "energy_trade")
        await flow.choose("practice")
        assert (await flow.submit())["type"] == "create_entry"
        yield started


async def resources(home: HomeAssistant) -> list[str]:
    async with home.ws() as ws:
        return [each["url"].partition("?")[0] for each in await ws.call("lovelace/resources")]


async def panels(home: HomeAssistant) -> list[str]:
    async with home.ws() as ws:
        return list(await ws.call("get_panels"))


async def test_from_joining_to_removal(home: HomeAssistant) -> None:
    assert await resources(home) == [URL]
    async with browse(home) as browser:
        await shows_itself(browser)
        await is_led_to_by_the_device(home, browser)
        await can_be_kept_in_the_sidebar(browser)
        await is_among_the_new_dashboards(browser)
        await has_cards_in_the_picker_with_an_editor(home, browser)
        assert not browser.errors
        await outlives_a_restart(home, browser)
    await serves_people_who_are_no_administrators(home)
    await leaves_with_the_last_community(home)
    assert not home.problems()


async def shows_itself(browser: Browser) -> None:
    """The page stands there, alive, before anything was clicked."""
    await browser.open(f"/{PAGE}")
    text = await browser.text()
    for heading in ("Right now", "Market", "Plan", "Money", "What it brought", "What you allow"):
        assert heading in text.splitlines()
    assert "€/kWh" in text
    await browser.picture(PICTURES / "dashboard-light.png", whole=True)
    await browser.click("text=Trades")
    assert "Export CSV" in await browser.text()


async def is_led_to_by_the_device(home: HomeAssistant, browser: Browser) -> None:
    async with home.ws() as ws:
        devices = await ws.call("config/device_registry/list")
    [community] = [each for each in devices if (each["configuration_url"] or "").endswith(PAGE)]
    await browser.open(f"/config/devices/device/{community['id']}")
    assert await browser.page.locator(f'a[href="/{PAGE}"]').count() > 0


async def can_be_kept_in_the_sidebar(browser: Browser) -> None:
    await browser.open(f"/{PAGE}")
    sidebar = browser.page.locator("ha-sidebar")
    assert await sidebar.get_by_text("Energy Trade").count() == 0
    await browser.click("text=Show in sidebar")
    assert await sidebar.get_by_text("Energy Trade").count() > 0


async def is_among_the_new_dashboards(browser: Browser) -> None:
    """Home Assistant's own dialog makes a dashboard of one's own from it."""
    await browser.open("/config/lovelace/dashboards")
    await browser.click("text=Add dashboard")
    assert "Your home on the community's market: prices, plan, money, trades" in await browser.text()
    await browser.page.locator("dashboard-card", has_text="Energy Trade").click()
    await browser.settle()
    await browser.press_button("Create")
    await browser.settle()


async def has_cards_in_the_picker_with_an_editor(home: HomeAssistant, browser: Browser) -> None:
    async with home.ws() as ws:
        await ws.call("lovelace/dashboards/create", url_path="my-page", title="Mine", mode="storage")
        page = {"views": [{"type": "sections", "sections": [{"type": "grid", "cards": []}]}]}
        await ws.call("lovelace/config/save", url_path="my-page", config=page)
    await browser.open("/my-page/0?edit=1")
    await browser.press_button("Add card")
    await browser.page.get_by_role("tab", name="By card").click()
    await browser.page.get_by_placeholder("Search cards").last.fill("energy trade")
    await browser.settle()
    text = await browser.text()
    for title in ("Right now", "Market", "Plan", "Money", "What it brought", "Trades", "Community", "Questions"):
        assert f"Energy Trade: {title}" in text
    await browser.picture(PICTURES / "picker.png")
    money = browser.page.locator(".card", has=browser.page.get_by_text("Energy Trade: Money"))
    await money.locator(".overlay").first.click()
    await browser.settle()
    assert "Period shown first" in await browser.text()
    await browser.picture(PICTURES / "editor.png")


async def outlives_a_restart(home: HomeAssistant, browser: Browser) -> None:
    """Whoever has the page open sees it live again without touching it."""
    await browser.open(f"/{PAGE}")
    await browser.page.evaluate("window.never_reloaded = true")
    times = f"() => {{ {DEEP} let card; walk(document, (each) => {{ if (each.localName === '{CARD}') card = each; }});"
    newest = times + " return card?.board?.time ?? 0; }"
    before = await browser.page.evaluate(newest)
    assert before > 0
    await home.restart()
    # Practice time begins where it was; a board from after the restart is a later one.
    await browser.page.wait_for_function(f"before => ({newest})() > before", arg=before)
    text = await browser.text()
    assert "The community is not running." not in text
    assert "Practice" in text.splitlines(), "practice is called practice on the page itself"
    assert await browser.page.evaluate("window.never_reloaded")


async def serves_people_who_are_no_administrators(home: HomeAssistant) -> None:
    """They see their home's market and its trades, and are offered nothing that they may not do."""
    async with home.ws() as ws:
        made = await ws.call("config/auth/create", name="Ann", group_ids=["system-users"])
        login = {"user_id": made["user"]["id"], "username": "ann", "password": "a long password"}
        await ws.call("config/auth_provider/homeassistant/create", **login)
    token = await home.log_in(login["username"], login["password"])
    async with browse(home, token=token) as browser:
        await browser.open(f"/{PAGE}")
        text = await browser.text()
        for heading in ("Right now", "Market", "Plan", "Money", "What you allow"):
            assert heading in text.splitlines()
        assert "Show in sidebar" not in text
        await browser.click("text=Trades")
        assert "Export CSV" in await browser.text()
        assert not browser.errors


async def leaves_with_the_last_community(home: HomeAssistant) -> None:
    [entry] = await home.entries("energy_trade")
    await home.rest("DELETE", f"/api/config/config_entries/entry/{entry['entry_id']}")
    assert await resources(home) == []
    assert PAGE not in await panels(home)
