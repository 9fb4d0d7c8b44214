"""What holds for every card: looks, everybody can use it, three languages, faults."""

from typing import Any

import pytest

from simulation.cards import KINDS, CardPage, cards
from tests.e2e.cards.harness import AXE, PICTURES, change


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
