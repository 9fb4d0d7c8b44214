"""What happens now, what the market is like, and what is planned."""

from typing import Any

from simulation.cards import CardPage
from tests.e2e.cards.harness import change, entry_of, interval_at, later


class TestNow:
    """A glance: what the home does at this moment, and what comes next."""

    async def at(self, page: CardPage, recorded: dict[str, Any], **changes: Any) -> str:
        """Read the card with other values in the interval that runs."""
        board = recorded["board"]
        [block] = [each for each in board["blocks"] if each["phase"] == "delivering"]
        for name, value in changes.items():
            block[name] = [value] * 8
        await page.open(recorded)
        await page.show("now")
        return await page.text()

    async def test_says_what_is_sold_and_bought(self, page: CardPage, recorded: dict[str, Any]) -> None:
        text = await self.at(page, recorded, traded=0.25, prices=0.2)
        assert "Your home sells 0.25 kWh to neighbours at €0.200/kWh until" in text
        text = await self.at(page, recorded, traded=-0.25, prices=0.2)
        assert "Your home buys 0.25 kWh from neighbours at €0.200/kWh until" in text

    async def test_says_why_nothing_is_traded(self, page: CardPage, recorded: dict[str, Any]) -> None:
        reason = next(each for each in recorded["entities"].values() if each["translation_key"] == "reason")
        recorded["states"][reason["entity_id"]]["state"] = "switched_off"
        text = await self.at(page, recorded, traded=0.0, prices=None)
        assert "Nothing is traded with neighbours until" in text
        assert "Switched off" in text
        recorded["states"][reason["entity_id"]]["state"] = "trading"
        text = await self.at(page, recorded, traded=0.0, prices=None)
        assert "Trading" not in text.splitlines(), "it trades, but not in this interval"

    async def test_claims_nothing_that_is_not_known(self, page: CardPage, recorded: dict[str, Any]) -> None:
        text = await self.at(page, recorded, traded=None, prices=None)
        assert "It is not known yet what is traded until" in text
        assert "Nothing is traded" not in text

    async def test_names_the_machines_and_the_cheapest_hour(self, page: CardPage, recorded: dict[str, Any]) -> None:
        board = recorded["board"]
        now, length = board["time"], board["interval_seconds"]
        run = board["plan"]["runs"][-1]
        board["plan"]["runs"] = [
            run | {"name": "Dryer", "kind": "appliance", "start": now - 60, "end": now + 60},
            run | {"name": "Car", "kind": "ev", "start": now + 600, "end": now + 900},
        ]
        last = max(each["start"] for each in board["blocks"])
        board["expected"] = [{"start": last + n * length, "price": 0.1} for n in range(8)]
        text = await self.at(page, recorded, prices=0.2)
        assert "Dryer runs until" in text
        assert "Next: Car," in text
        assert "Cheapest hour ahead:" in text
        assert "about €0.100/kWh." in text


class TestMarket:
    """Prices, orders, positions."""

    async def test_tells_what_holds_now(self, page: CardPage, recorded: dict[str, Any]) -> None:
        await page.open(recorded)
        await page.show("market")
        now = interval_at(recorded["board"], recorded["board"]["time"])
        text = await page.text()
        assert f"€{now['price']:.3f}/kWh" in text
        assert f"Grid sells at\n€{now['grid_takes']:.3f}/kWh" in text
        assert f"Sold {now['traded']:.2f} kWh" in text

    async def test_the_keyboard_chooses_an_interval_and_the_screen_reader_hears_it(
        self, page: CardPage, recorded: dict[str, Any]
    ) -> None:
        await page.open(recorded)
        await page.show("market")
        slider = page.page.get_by_role("slider")
        await slider.focus()
        await page.page.keyboard.press("Home")
        first = await slider.get_attribute("aria-valuetext")
        await page.page.keyboard.press("ArrowRight")
        second = await slider.get_attribute("aria-valuetext")
        assert first is not None
        assert second is not None
        assert first != second
        assert "Community price" in second
        await page.page.keyboard.press("Escape")
        await page.settle()
        assert (await slider.get_attribute("aria-valuetext") or "").startswith("Now")

    async def test_pointing_at_the_chart_shows_that_interval(self, page: CardPage, recorded: dict[str, Any]) -> None:
        await page.open(recorded)
        await page.show("market")
        box = await page.page.get_by_role("slider").bounding_box()
        assert box is not None
        await page.page.mouse.move(box["x"] + box["width"] - 20, box["y"] + 60)
        await page.settle()
        assert "Now ·" not in await page.text()

    async def test_tells_a_price_that_is_not_known_from_one_that_is_not(
        self, page: CardPage, recorded: dict[str, Any]
    ) -> None:
        board = recorded["board"]
        [current] = [each for each in board["blocks"] if each["phase"] == "delivering"]
        current |= {"prices": [None] * 8, "traded": [None] * 8}
        await page.open(recorded)
        await page.show("market")
        assert "not known yet" in await page.text()
        await change(page, blocks=[each | {"traded": [0.0] * 8} for each in board["blocks"]])
        assert "no trade" in await page.text()

    async def test_what_is_only_expected_is_called_so(self, page: CardPage, recorded: dict[str, Any]) -> None:
        board = recorded["board"]
        start = max(each["start"] for each in board["blocks"])
        board["expected"] = [{"start": start + n * board["interval_seconds"], "price": 0.1234} for n in range(8)]
        await page.open(recorded)
        await page.show("market")
        await page.page.get_by_role("slider").focus()
        await page.page.keyboard.press("End")
        assert "about €0.123/kWh" in await page.text()

    async def test_where_zones_have_their_own_prices_it_says_whose(
        self, page: CardPage, recorded: dict[str, Any]
    ) -> None:
        await page.open(recorded)
        await page.show("market")
        assert "Price in your zone" not in await page.text()
        await change(page, zones=4)
        assert "Price in your zone" in await page.text()
        assert "Community price" not in await page.text()

    async def test_panes_can_be_left_out(self, page: CardPage, recorded: dict[str, Any]) -> None:
        await page.open(recorded)
        await page.show("market", energy=False, community=False)
        assert await page.page.locator(".pane").count() == 1

    async def test_an_update_changes_no_more_than_it_must(self, page: CardPage, recorded: dict[str, Any]) -> None:
        """No flicker: chart and header stay the very same elements."""
        await page.open(recorded)
        await page.show("market")
        await page.page.evaluate(
            "kept = [...card.renderRoot.querySelectorAll('h2, energy-trade-chart, dd'),"
            " ...card.renderRoot.querySelector('energy-trade-chart').renderRoot.querySelectorAll('canvas')]"
        )
        await change(page, balance=1.0, blocks=later(recorded["board"]["blocks"]))
        assert await page.page.evaluate("kept.length > 6 && kept.every((element) => element.isConnected)")

    async def test_a_quiet_home_assistant_wakes_nothing(self, page: CardPage, recorded: dict[str, Any]) -> None:
        """States of other devices change all the time; the card does not draw for them."""
        await page.open(recorded)
        await page.show("market")
        before = await page.page.evaluate("card.renderTimes.length")
        await page.page.evaluate(
            "async () => { for (let n = 0; n < 20; n++) {"
            " hass = {...hass, states: {...hass.states, 'light.x': {state: n}}};"
            " card.hass = hass; await card.updateComplete; } }"
        )
        assert await page.page.evaluate("card.renderTimes.length") == before


class TestPlan:
    """What batteries and appliances will do."""

    async def test_a_run_tells_why_and_starts_at_a_touch(self, page: CardPage, recorded: dict[str, Any]) -> None:
        await page.open(recorded)
        await page.show("plan")
        await page.page.get_by_role("button", name="Dishwasher").click()
        assert "Your own generation has the energy then." in await page.text()
        await page.page.get_by_role("button", name="Run now").click()
        assert (await page.calls())[-1] == {
            "domain": "energy_trade",
            "service": "run_now",
            "data": {"config_entry_id": entry_of(recorded), "device": "dishwasher"},
        }
        assert "Done" in await page.text()

    async def test_says_what_was_refused(self, page: CardPage, recorded: dict[str, Any]) -> None:
        await page.open(recorded)
        await page.show("plan")
        await page.page.evaluate("errors.run_later = 'The door is open'")
        await page.page.get_by_role("button", name="Dryer").click()
        await page.page.get_by_role("button", name="Run later").click()
        assert "That did not work: The door is open" in await page.text()

    async def test_without_a_plan_it_says_how_to_get_one(self, page: CardPage, recorded: dict[str, Any]) -> None:
        del recorded["board"]["plan"]
        await page.open(recorded)
        await page.show("plan")
        assert "Add a battery, an appliance, a car or a thermostat" in await page.text()
