"""Every card in a real browser, fed with what a home in the demonstration was sent: looks, touch, keyboard, faults."""

from collections.abc import AsyncIterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from simulation.cards import KINDS, CardPage, cards, recording, with_trades

PICTURES = Path(__file__).parents[2] / ".run" / "pictures"
AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
QUESTION = {
    "question_id": "q1",
    "cause": "price_above_limit",
    "subject": None,
    "title": "Buy above your limit?",
    "text": "From 18:00 to 20:00 a kWh costs about €0.32; your limit is €0.30.",
    "choices": [{"choice": "buy", "text": "Yes, buy it"}, {"choice": "wait", "text": "No, wait"}],
    "default": "wait",
}


@pytest.fixture
def recorded() -> dict[str, Any]:
    made = recording()
    made["board"]["questions"] = [QUESTION | {"expires": made["board"]["time"] + 3600}]
    made["board"]["operator"] = {
        "homes": [
            {
                "member": 0,
                "name": "Number 7",
                "agent": "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
                "status": "active",
            },
            {"member": 1, "name": None, "agent": "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65", "status": "suspended"},
        ],
        "requests": [{"agent": "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc", "name": None, "since": None}],
        "disputes": [],
    }
    return made


@pytest.fixture
async def page() -> AsyncIterator[CardPage]:
    async with cards() as opened:
        yield opened
        assert not opened.errors


async def change(page: CardPage, **changes: Any) -> None:
    """Send the board again with other values."""
    board = await page.page.evaluate("recording.board")
    await page.push(board | changes)


@pytest.mark.parametrize("looks", ["light", "dark", "phone", "wall"])
async def test_every_card_can_be_seen(recorded: dict[str, Any], looks: str) -> None:
    """On each screen and theme, without a word that is cut off sideways; the pictures stay in .run/pictures."""
    async with cards(phone=looks == "phone", wall=looks == "wall") as page:
        for kind in KINDS:
            await page.open(recorded, dark=looks == "dark")
            await page.show(kind)
            await page.picture(PICTURES / f"{kind}-{looks}.png")
            assert await page.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
        assert not page.errors


@pytest.mark.parametrize("dark", [False, True])
async def test_every_card_can_be_used_by_everybody(page: CardPage, recorded: dict[str, Any], *, dark: bool) -> None:
    """Roles, names, order, contrast: by the rules of axe."""
    for kind in KINDS:
        await page.open(recorded, dark=dark)
        await page.show(kind)
        await page.page.add_script_tag(path=AXE)
        violations = await page.page.evaluate(
            "async () => (await axe.run('main')).violations.map(({id, nodes}) => [id, nodes[0].html])"
        )
        assert not violations, kind


@pytest.mark.parametrize("language", ["en", "de", "ko"])
async def test_every_card_speaks_the_readers_language(page: CardPage, recorded: dict[str, Any], language: str) -> None:
    titles = {
        "en": ("Right now", "Market", "Plan", "Money", "What it brought", "Trades", "Sunny Street", "Questions"),
        "de": ("Gerade jetzt", "Markt", "Plan", "Geld", "Was es gebracht hat", "Handel", "Sunny Street", "Fragen"),
        "ko": ("지금", "시장", "계획", "정산", "절약 성과", "거래", "Sunny Street", "질문"),
    }
    await page.open(recorded, language=language)
    for kind, title in zip(KINDS, titles[language], strict=True):
        await page.show(kind)
        text = await page.text()
        assert text.splitlines()[0] == title
        assert "undefined" not in text
        assert "NaN" not in text


@pytest.mark.parametrize("language", ["en", "de", "ko"])
async def test_practice_is_seen_on_every_card(page: CardPage, recorded: dict[str, Any], language: str) -> None:
    """Nobody takes simulated money for money."""
    word = {"en": "Practice", "de": "Übung", "ko": "연습"}[language]
    for practice in (True, False):
        recorded["board"]["practice"] = practice
        await page.open(recorded, language=language)
        for kind in KINDS:
            await page.show(kind)
            assert (word in (await page.text()).splitlines()) is practice, kind


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


class TestMoney:
    """Sold, bought, saved, against the grid alone."""

    async def test_periods_are_tabs_for_hand_and_keyboard(self, page: CardPage, recorded: dict[str, Any]) -> None:
        recorded["summary"]["month"]["savings"] = 31.5
        await page.open(recorded)
        await page.show("money")
        await page.page.get_by_role("tab", name="This month").click()
        assert "€31.50" in await page.text()
        await page.page.keyboard.press("ArrowRight")
        selected = page.page.get_by_role("tab", selected=True)
        assert await selected.inner_text() == "In all"
        assert await selected.evaluate("(tab) => tab.getRootNode().activeElement === tab")

    async def test_a_loss_is_called_a_loss(self, page: CardPage, recorded: dict[str, Any]) -> None:
        recorded["summary"]["today"]["savings"] = -0.4
        await page.open(recorded)
        await page.show("money")
        text = await page.text()
        assert "€0.40\nlost against the grid alone" in text

    async def test_where_nothing_is_settled_nothing_is_claimed(self, page: CardPage, recorded: dict[str, Any]) -> None:
        recorded["summary"]["today"] = dict.fromkeys(recorded["summary"]["today"], 0.0)
        await page.open(recorded)
        await page.show("money")
        text = await page.text()
        assert "Nothing of this time is settled yet." in text
        assert "saved against the grid alone" not in text

    async def test_a_currency_without_cents_is_written_without_them(
        self, page: CardPage, recorded: dict[str, Any]
    ) -> None:
        board = recorded["board"]
        board["currency"] = "KRW"
        for block in board["blocks"]:
            for prices in ("prices", "grid_takes", "grid_pays"):
                block[prices] = [None if price is None else price * 1500 for price in block[prices]]
        board["balance"] = 150_000.4
        await page.open(recorded, language="ko")
        await page.show("money")
        assert "₩150,000" in (await page.text()).splitlines()
        await page.show("market")
        now = interval_at(board, board["time"])
        assert f"₩{now['grid_takes']:.0f}/kWh" in await page.text()

    async def test_asks_for_new_sums_only_when_the_totals_change(
        self, page: CardPage, recorded: dict[str, Any]
    ) -> None:
        await page.open(recorded)
        await page.show("money")
        asked = len(await page.calls())
        await change(page, balance=7.0)
        assert len(await page.calls()) == asked
        await change(page, totals=recorded["board"]["totals"] | {"sold": 99.0})
        assert len(await page.calls()) == asked + 1


class TestScore:
    """What trading and planning brought, and why it was not more."""

    @pytest.mark.parametrize(
        ("language", "lines"),
        [
            ("en", ["€12.30", "saved by trading and the battery in 30 days",
                    "That is 87% of what could have been saved by a home that knows the future.",
                    "Main reason for the rest: the sun shone otherwise than forecast."]),
            ("de", ["12,30\u00a0€", "durch Handel und Batterie gespart (30 Tage)",
                    "Das sind 87\u00a0% dessen, was ein Haushalt sparen könnte, der die Zukunft kennt.",
                    "Hauptgrund für den Rest: die Sonne schien anders als vorhergesagt."]),
            ("ko", ["€12.30", "30일 동안 거래와 배터리로 절약",
                    "앞일을 모두 아는 집이 절약할 수 있는 금액의 87%입니다.",
                    "나머지를 놓친 가장 큰 이유: 발전량이 예보와 달랐습니다."]),
        ],
    )  # fmt: skip
    async def test_a_month_is_told_in_a_sentence(
        self, page: CardPage, recorded: dict[str, Any], language: str, lines: list[str]
    ) -> None:
        await page.open(recorded, language=language)
        await page.show("score")
        told = (await page.text()).splitlines()
        for line in lines:
            assert line in told

    async def test_the_rest_is_told_on_demand_the_largest_first(self, page: CardPage, recorded: dict[str, Any]) -> None:
        await page.open(recorded)
        await page.show("score")
        rows = page.page.locator("details dl")
        assert not await rows.is_visible()
        await page.page.locator("summary").focus()
        await page.page.keyboard.press("Enter")
        assert (await rows.inner_text()).split("\n")[:4] == [
            "The sun shone otherwise than forecast",
            "-€0.88",
            "You used power otherwise than expected",
            "-€0.62",
        ]
        assert "Devices did not follow" not in await rows.inner_text(), "less than a hundredth is not worth a line"

    async def test_before_the_first_whole_day_nothing_is_claimed(
        self, page: CardPage, recorded: dict[str, Any]
    ) -> None:
        score = recorded["board"]["score"]
        await page.open(recorded)
        await page.show("score")
        await change(page, score=score | {"days": 1, "past": 0, "share": 0.2})
        text = await page.text()
        assert "What your home saves shows here after the first whole day." in text
        assert "Today\n+€0.35" in text
        assert "%" not in text
        for nothing in (None, dict.fromkeys(score, None) | {"days": 0, "past": 0}):
            await change(page, score=nothing)
            assert (await page.text()).splitlines()[1:] == [
                "What your home saves shows here after the first whole day."
            ]

    async def test_without_a_battery_no_battery_is_spoken_of(self, page: CardPage, recorded: dict[str, Any]) -> None:
        lost = {"load": 0.0, "generation": 0.0, "price": 0.0, "execution": 1.8}
        recorded["board"]["score"] |= {"battery": False, "days": 1, "past": 1, "today": None, "lost": lost}
        await page.open(recorded)
        await page.show("score")
        text = await page.text()
        assert "saved by trading in 1 day" in text.splitlines()
        assert "Main reason for the rest: offers did not fit exactly what you used and generated." in text
        assert "attery" not in text

    async def test_a_loss_is_called_a_loss(self, page: CardPage, recorded: dict[str, Any]) -> None:
        recorded["board"]["score"] |= {"reached": -0.7, "share": -0.05}
        await page.open(recorded)
        await page.show("score")
        text = await page.text()
        assert "€0.70\npaid more in 30 days than without trading" in text
        assert "%" not in text


class TestTrades:
    """The ledger."""

    async def test_finds_what_is_typed(self, page: CardPage, recorded: dict[str, Any]) -> None:
        await page.open(with_trades(recorded, 300))
        await page.show("trades", days=366)
        await page.page.get_by_label("Search").fill("not settled")
        pending = sum(1 for each in with_trades(recorded, 300)["trades"]["trades"] if each["amount"] is None)
        assert f"{pending} of 300" in await page.text()
        await page.page.get_by_label("Search").fill("nonsense")
        assert "Nothing matches “nonsense”" in await page.text()

    async def test_two_thousand_trades_are_a_handful_of_rows(self, page: CardPage, recorded: dict[str, Any]) -> None:
        """Only what is in sight is on the page, wherever one scrolls, and the last row can be reached."""
        await page.open(with_trades(recorded, 2000))
        await page.show("trades", days=366)
        assert "2000 of 2000" in await page.text()
        body = page.page.locator(".body")
        for part in (0.0, 0.5, 1.0):
            await body.evaluate("(body, part) => body.scrollTo(0, body.scrollHeight * part)", part)
            await page.settle()
            assert 5 < await page.page.locator(".body .row").count() < 80
        last = page.page.locator(".body .row").last
        assert await last.get_attribute("aria-rowindex") == "2001"

    @pytest.mark.parametrize(
        ("language", "sentences"),
        [
            ("en", ["0.50 kWh sold: neighbours pay €0.190/kWh, the grid pays €0.080/kWh.",
                    "Your meter counted 1.00 kWh from the grid.",
                    "1.50 kWh less than traded came from your home and had to be bought: -€0.450.",
                    "In all -€0.450: €0.150 worse than with the grid alone."]),
            ("de", ["0,50 kWh verkauft: Nachbarn zahlen 0,190\u00a0€/kWh, das Netz zahlt 0,080\u00a0€/kWh.",
                    "Zusammen -0,450\u00a0€: 0,150\u00a0€ schlechter als mit dem Netz allein."]),
            ("ko", ["0.50 kWh 판매: 이웃 가격 €0.190/kWh, 전력망 매입가 €0.080/kWh."]),
        ],
    )  # fmt: skip
    async def test_a_trade_is_explained_in_words(
        self, page: CardPage, recorded: dict[str, Any], language: str, sentences: list[str]
    ) -> None:
        """What was sold and then used at home costs money: it must be clear why."""
        odd = {"traded": 0.5, "metered": -1.0, "delivered": 0.0, "price": 0.19, "amount": -0.45}
        more = {"traded_amount": 0.0, "saved": -0.15, "grid_takes": 0.3, "grid_pays": 0.08}
        recorded["trades"]["trades"][-1] |= odd | more
        await page.open(recorded, language=language)
        await page.show("trades", days=366)
        button = page.page.locator(".item .why").first
        assert await button.get_attribute("aria-expanded") == "false"
        await button.focus()
        await page.page.keyboard.press("Enter")
        assert await button.get_attribute("aria-expanded") == "true"
        text = await page.text()
        for sentence in sentences:
            assert sentence in text
        await page.page.add_script_tag(path=AXE)
        assert not await page.page.evaluate(
            "async () => (await axe.run('main')).violations.map(({id, nodes}) => [id, nodes[0].html])"
        )
        await page.page.locator(".item .row").first.click()
        assert sentences[0] not in await page.text()

    async def test_exports_a_file(self, page: CardPage, recorded: dict[str, Any]) -> None:
        await page.open(recorded)
        await page.show("trades")
        async with page.page.expect_download() as download:
            await page.page.get_by_role("button", name="Export CSV").click()
        file = await (await download.value).path()
        assert file.read_bytes() == b"start_utc\r\n2026-11-21T10:00:00Z\r\n"
        assert "1 rows are saved." in await page.text()

    async def test_asks_only_for_what_can_have_changed(self, page: CardPage, recorded: dict[str, Any]) -> None:
        await page.open(recorded)
        await page.show("trades")
        first = [each for each in await page.calls() if each.get("service") == "get_trades"]
        await change(page, balance=7.0)
        assert [each for each in await page.calls() if each.get("service") == "get_trades"] == first
        blocks = deepcopy(recorded["board"]["blocks"])
        blocks[-1]["phase"] = "gate_closed"
        await change(page, blocks=blocks)
        asked = [each for each in await page.calls() if each.get("service") == "get_trades"]
        assert len(asked) == len(first) + 1
        assert asked[-1]["data"]["start"] > asked[0]["data"]["start"]


class TestQuestions:
    """What the home wants to know."""

    async def test_is_answered_by_one_touch(self, page: CardPage, recorded: dict[str, Any]) -> None:
        await page.open(recorded)
        await page.show("questions")
        text = await page.text()
        assert "Buy above your limit?" in text
        assert "No, wait" in text.splitlines()[-1]
        await page.page.get_by_role("button", name="Yes, buy it").click()
        data = {"config_entry_id": entry_of(recorded), "question_id": "q1", "choice": "buy"}
        assert (await page.calls())[-1]["data"] == data
        assert await page.page.get_by_role("button", name="No, wait").is_disabled()
        await change(page, questions=[])
        assert "No open question." in await page.text()

    async def test_an_answer_that_did_not_arrive_can_be_given_again(
        self, page: CardPage, recorded: dict[str, Any]
    ) -> None:
        await page.open(recorded)
        await page.show("questions")
        await page.page.evaluate("errors.answer = 'Too late'")
        await page.page.get_by_role("button", name="Yes, buy it").click()
        assert "The answer could not be given: Too late" in await page.text()
        assert await page.page.get_by_role("button", name="Yes, buy it").is_enabled()

    async def test_can_hide_while_nothing_is_asked(self, page: CardPage, recorded: dict[str, Any]) -> None:
        recorded["board"]["questions"] = []
        await page.open(recorded)
        await page.show("questions", hide_empty=True)
        assert not await page.card.is_visible()
        await change(page, questions=[QUESTION | {"expires": recorded["board"]["time"] + 60}])
        assert await page.card.is_visible()


class TestCommunity:
    """Who takes part."""

    async def test_tells_who_is_there_and_what_waits(self, page: CardPage, recorded: dict[str, Any]) -> None:
        await page.open(recorded)
        await page.show("community")
        text = await page.text()
        assert "8\nHomes\n8 of 8 reported the last block" in text
        assert "Number 7\nActive\n0x15d3…6A65\nSuspended" in text
        assert "Homes that ask to join\n0x9965…A4dc" in text
        assert (
            await page.page.get_by_role("link", name="Decide who may join").get_attribute("href") == "/config/repairs"
        )
        await page.show("community", operator=False)
        assert "Homes that ask to join" not in await page.text()

    async def test_every_member_sees_which_blocks_are_disputed(self, page: CardPage, recorded: dict[str, Any]) -> None:
        """Their money waits: whoever is no operator wants to know why."""
        recorded["board"]["operator"] = None
        await page.open(recorded)
        await page.show("community")
        assert "Disputed blocks" not in await page.text()
        first, *others = recorded["board"]["blocks"]
        await change(page, blocks=[first | {"phase": "disputed"}, *others])
        text = await page.text()
        assert "Disputed blocks" in text
        assert "does not fit what the lines metered" in text


class TestFaults:
    """What people see when something is wrong, and that it heals by itself."""

    async def test_without_a_node_the_last_values_stay(self, page: CardPage, recorded: dict[str, Any]) -> None:
        await page.open(recorded)
        await page.show("money")
        await change(page, connected=False)
        text = await page.text()
        assert "No node answers: these are the last known values." in text
        assert "saved against the grid alone" in text

    async def test_a_community_that_stops_says_so_and_comes_back(
        self, page: CardPage, recorded: dict[str, Any]
    ) -> None:
        await page.open(recorded)
        await page.show("market")
        await page.page.evaluate("errors['energy_trade/subscribe'] = 'not_loaded'")
        await page.page.evaluate("[...subscriptions].forEach((each) => each({ended: true}))")
        await page.settle()
        assert "The community is not running." in await page.text()
        await page.page.evaluate("delete errors['energy_trade/subscribe']")

        async def is_back() -> bool:
            return "The community is not running." not in await page.text()

        await page.until(is_back)

    async def test_a_new_connection_to_home_assistant_subscribes_anew(
        self, page: CardPage, recorded: dict[str, Any]
    ) -> None:
        await page.open(recorded)
        await page.show("market")
        await page.page.evaluate("subscriptions.clear()")
        await page.page.evaluate("reconnect()")
        await page.settle()
        assert await page.page.evaluate("subscriptions.size") == 1

    async def test_cards_of_one_home_share_one_subscription(self, page: CardPage, recorded: dict[str, Any]) -> None:
        await page.open(recorded)
        await page.show("market")
        await page.page.evaluate(
            "async () => { const other = document.createElement('energy-trade-money-card');"
            " other.setConfig({type: 'x'}); other.hass = hass; document.body.append(other); await other.updateComplete;"
            " window.other = other; }"
        )
        assert await page.page.evaluate("subscriptions.size") == 1
        await page.page.evaluate("card.remove(); other.remove();")
        await page.settle()
        assert await page.page.evaluate("subscriptions.size") == 0, "nobody looks: nothing is streamed"

    async def test_nothing_set_up_says_what_to_do(self, page: CardPage, recorded: dict[str, Any]) -> None:
        recorded["entities"] = {}
        await page.open(recorded)
        for kind in KINDS:
            await page.show(kind)
            assert "Add Energy Trade under Settings" in await page.text()

    async def test_a_removed_community_says_so(self, page: CardPage, recorded: dict[str, Any]) -> None:
        await page.open(recorded)
        for kind in KINDS:
            await page.show(kind, entry="01GONE")
            assert "This card's community was removed." in await page.text()

    async def test_a_home_that_only_just_joined_has_little_to_show(
        self, page: CardPage, recorded: dict[str, Any]
    ) -> None:
        """No orders, readings, sums, money; whatever lists are short or empty."""
        board = recorded["board"]
        for block in board["blocks"]:
            block |= {"orders": [], "metered": [], "phase": None, "traded": [None] * 8, "prices": [None] * 8}
        board |= {"balance": None, "available": None, "totals": None, "questions": [], "plan": None, "operator": None}
        recorded |= {"summary": None, "trades": {"currency": "EUR", "trades": []}, "states": {}}
        for kind in KINDS:
            await page.open(recorded)
            await page.show(kind)
            told = await page.text()
            await change(page, blocks=[])
            for text in (told, await page.text()):
                assert "NaN" not in text, kind
                assert "undefined" not in text, kind


def entry_of(recorded: dict[str, Any]) -> str:
    """The recorded home's config entry."""
    entry: str = next(iter(recorded["devices"].values()))["primary_config_entry"]
    return entry


def interval_at(board: dict[str, Any], time: float) -> dict[str, Any]:
    """What the board says of the interval at a moment."""
    [block] = [
        each for each in board["blocks"] if each["start"] <= time < each["start"] + 8 * board["interval_seconds"]
    ]
    position = int((time - block["start"]) // board["interval_seconds"])
    return {
        name: block[names][position]
        for name, names in (("price", "prices"), ("grid_takes", "grid_takes"), ("traded", "traded"))
    }


def later(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same blocks with other offers."""
    changed = deepcopy(blocks)
    for block in changed:
        block["offered"] = [energy + 0.1 for energy in block["offered"]]
    return changed
