"""The ledger."""

from copy import deepcopy
from typing import Any

import pytest

from simulation.cards import CardPage, with_trades
from tests.e2e.cards.harness import AXE, change


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
