"""What the home asks, and who takes part."""

from typing import Any

from simulation.cards import CardPage
from tests.e2e.cards.harness import QUESTION, change, entry_of


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
