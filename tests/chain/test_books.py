"""A community's books, held against a real market."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from custom_components.energy_trade.chain.books import books_of, differences
from custom_components.energy_trade.market.units import MICRO
from custom_components.energy_trade.office.statement import page_of, statement_of
from simulation.bench.faults.community import buys, metered, sells

if TYPE_CHECKING:
    from simulation.bench.faults.community import Community

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
    page = page_of(statement)
    assert "Elm &lt;Street&gt;" in page
    assert "agrees to the last digit" in page

    later = await seller.books(ended, ended + 1)
    assert (later.money.members[0].opening, later.money.moved) == (first.closing, 0)
    assert later.energy == {}


async def test_books_that_are_not_the_chains_are_said_so(community: Community) -> None:
    await community.member(0)
    members = (await (await community.home()).books(0, community.anvil.time + 1)).members
    wrong = differences(books_of([], [], 1), members, 5)
    assert [line.split(":")[0] for line in wrong] == ["member 0", "grid account"]
