"""What was earned and saved."""

from typing import Any

import pytest

from simulation.cards import CardPage
from tests.e2e.cards.harness import change, interval_at


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
