"""A community's books, held against a real market."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
import json
from typing import TYPE_CHECKING

from custom_components.energy_trade.chain.books import books_of, differences
from custom_components.energy_trade.market.units import MICRO
from custom_components.energy_trade.office.page import page_of
from custom_components.energy_trade.office.statement import statement_of
from simulation.bench.faults.community import buys, metered, sells
from tests.support.texts import INTEGRATION

if TYPE_CHECKING:
    from simulation.bench.faults.community import Community

TEXTS = json.loads((INTEGRATION / "translations" / "en.json").read_text(encoding="utf-8"))
WORDS = TEXTS["selector"]["statement"]["options"]
NOBODY = type("NoGuests", (), {"name_of": lambda _self, _agent: None})()


async def test_every_microcredit_of_a_time_is_accounted_for(community: Community) -> None:
    seller, buyer = await community.member(0), await community.member(1)
    started = community.anvil.time
    block = community.block + 1
    await seller.place({block: sells()})
    await buyer.place({block: buys()})
    community.anvil.set_time(community.terms.calendar().block_end(block) + 1)
    await seller.report({block: metered(900)})
    await buyer.report({block: metered(-1200)})
    await seller.settle([0, 1])
    await community.operator.send("issue", 1, 3 * MICRO)
    await seller.withdraw(MICRO)
    ended = community.anvil.time + 1

    books = await seller.books(started + 1, ended)
    assert books.differences == ()
    first, second = (books.money.members[index] for index in (0, 1))
    assert first.settled == books.energy[0].amount > 0 > second.settled == books.energy[1].amount
    assert (books.energy[0].sold_wh, books.energy[1].bought_wh) == (8000, 8000)
    assert (books.energy[0].exported_wh, books.energy[1].imported_wh) == (7200, 9600)
    assert (first.withdrawn, second.issued) == (MICRO, 3 * MICRO)
    assert first.closing == (await seller.snapshot()).member.balance
    assert books.money.grid.settled == -(first.settled + second.settled)
    assert books.money.closing == books.money.opening + 2 * MICRO

    span = datetime.fromtimestamp(started, UTC), datetime.fromtimestamp(ended, UTC)
    statement = statement_of(books, NOBODY, span, ("Elm <Street>", "EUR"))
    assert statement["reconciled"] is True
    assert statement["members"][1]["received"] == "3.000000"
    grid = statement["grid_account"]
    assert Decimal(grid["lines"]) + Decimal(grid["rest"]) + Decimal(grid["corrected"]) == Decimal(grid["settled"])
    for row in statement["members"]:
        assert sum(map(Decimal, row["reasons"].values())) == Decimal(row["other"])
    page = page_of(statement, WORDS, "en")
    assert "Elm &lt;Street&gt;" in page
    assert WORDS["agrees"] in page
    assert page.count("<section>") == 2

    later = await seller.books(ended, ended + 1)
    assert (later.money.members[0].opening, later.money.moved) == (first.closing, 0)
    assert later.energy == {}


async def test_what_is_given_back_to_the_homes_stands_in_the_books(community: Community) -> None:
    seller, buyer = await community.member(0), await community.member(1)
    block = community.block + 1
    await seller.place({block: sells()})
    await buyer.place({block: buys()})
    community.to_end(block)
    await seller.report({block: metered(900)})
    await buyer.report({block: metered(-1200)})
    await seller.settle([0, 1])
    earned = (await seller.snapshot()).grid_account
    assert earned > 1
    await community.operator.send("shareSurplus", earned)

    books = await seller.books(0, community.anvil.time + 1)
    assert books.differences == ()
    assert [books.money.members[index].shared for index in (0, 1)] == [earned // 2, earned // 2]
    assert books.money.grid.surplus_shared == earned // 2 * 2
    span = datetime.fromtimestamp(0, UTC), datetime.fromtimestamp(community.anvil.time, UTC)
    statement = statement_of(books, NOBODY, span, ("Elm Street", "EUR"))
    assert statement["reconciled"]
    assert statement["grid_account"]["closing"] == f"{earned % 2 / MICRO:.6f}"


async def test_books_that_are_not_the_chains_are_said_so(community: Community) -> None:
    await community.member(0)
    members = (await (await community.home()).books(0, community.anvil.time + 1)).members
    wrong = differences(books_of([], [], 1), members, 5)
    assert [line.split(":")[0] for line in wrong] == ["member 0", "grid account"]
