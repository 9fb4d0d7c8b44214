"""What a community's operator does, on a real node: every deed has the effect that its name promises."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from custom_components.energy_trade.chain.errors import KeyUsedElsewhere, Rejected
from custom_components.energy_trade.chain.keywatch import KeyWatch
from custom_components.energy_trade.chain.operating import OperatorMarket, Place
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.market.clearing import ROOT, Zone
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.market.tariff import ClockChange, GridPrice, LocalClock, TariffTable, unpack_tariff
from custom_components.energy_trade.market.units import MICRO
from simulation.bench.faults.community import OWNERS, QUICK, TERMS, TWO_ZONES, Community, buys, metered, sells

if TYPE_CHECKING:
    from collections.abc import Sequence

    import aiohttp

    from simulation.anvil import Anvil

PLACE = Place(0, 3000, 2000)


async def operating(community: Community, key: AgentKey | None = None) -> OperatorMarket:
    """Whoever holds the operator's key, or another one."""
    return OperatorMarket(await community.home(key or AgentKey(community.anvil.account(0)), timing=QUICK))


@pytest.fixture
async def operator(community: Community) -> OperatorMarket:
    return await operating(community)


async def test_who_asks_is_admitted_or_turned_away(community: Community, operator: OperatorMarket) -> None:
    first, second = await community.home(), await community.home()
    for home, owner in ((first, OWNERS[0]), (second, OWNERS[1])):
        await home.request(owner, community.terms.daily_cap)
    assert [each.agent for each in await operator.asking()] == [first.agent, second.agent]
    await operator.admit(first.agent, PLACE)
    await operator.admit(first.agent, PLACE)
    await operator.decline(second.agent)
    (member,) = await operator.members()
    assert (member.owner.lower(), member.import_limit_wh, member.export_limit_wh) == (OWNERS[0], 3000, 2000)
    assert await operator.asking() == ()
    assert await second.status() is MemberStatus.NONE


async def test_a_suspended_member_cannot_order_until_it_may_again(
    community: Community, operator: OperatorMarket
) -> None:
    home = await community.member()
    await operator.suspend(0, suspended=True)
    with pytest.raises(Rejected):
        await home.place({community.block + 1: sells()})
    await operator.suspend(0, suspended=False)
    await home.place({community.block + 1: sells()})


async def test_an_expelled_member_keeps_its_money_and_can_take_all_of_it(
    community: Community, operator: OperatorMarket
) -> None:
    home = await community.member()
    await operator.expel(0)
    last = (await home.snapshot()).member.last_block
    for block in range(community.block, last + 1):
        community.to_end(block)
        if (await home.snapshot()).member.first_block <= block:
            await home.report({block: metered(0)})
    await home.settle()
    member = (await home.snapshot()).member
    assert (member.status, member.free) == (MemberStatus.LEFT, community.terms.initial_grant)
    await home.withdraw(member.free)
    assert (await home.snapshot()).member.balance == 0


async def test_issued_credit_is_the_members_once(community: Community, operator: OperatorMarket) -> None:
    home = await community.member()
    await operator.issue(0, 7 * MICRO)
    assert (await home.snapshot()).member.balance == community.terms.initial_grant + 7 * MICRO


async def prices(operator: OperatorMarket, blocks: Sequence[int]) -> list[set[int]]:
    found = []
    for block in blocks:
        word, _ = await operator.market.ask("tariffOf", block)
        found.append({price.retail for price in unpack_tariff(word, 1)})
    return found


async def test_prices_spread_and_clock_change_for_blocks_that_nobody_can_order_for(
    community: Community, operator: OperatorMarket
) -> None:
    await community.member()
    coming = community.block + community.terms.horizon_blocks + 1
    with pytest.raises(Rejected, match="TermsFrozen"):
        await operator.set_tariff(coming - 1, [(GridPrice(50, 100),) * 8], 1)
    await operator.set_tariff(coming, [(GridPrice(50, 100),) * 8, (GridPrice(60, 110),) * 8], 1)
    await operator.set_table(TariffTable.flat(70, 200), 1)
    await operator.set_spread(9)
    await operator.set_clock(LocalClock((ClockChange(0, 4),)))
    assert await prices(operator, range(coming - 1, coming + 3)) == [{320}, {100}, {110}, {200}]
    assert [(await operator.market.ask("termsOf", block))[0] for block in (coming - 1, coming)] == [5, 9]


async def test_where_tariffs_have_a_notice_a_block_opens_as_soon_as_its_own_is_set(
    anvil: Anvil, session: aiohttp.ClientSession
) -> None:
    terms = replace(TERMS, tariff_notice_blocks=1)
    community = await Community.found(anvil, session, [anvil.url], terms)
    operator = await operating(community)
    home = await community.member()
    current = community.block
    spot = (GridPrice(50, 100),) * 8
    wanted = dict.fromkeys(range(current, current + 4), spot)
    assert await operator.set_tariffs(wanted, terms) == {current + 2, current + 3}
    opened = {block.index for block in (await home.snapshot()).blocks if block.is_open}
    assert opened == {current + 1, current + 2, current + 3}
    await home.place({current + 2: sells()})
    sent = anvil.block_number
    other = dict.fromkeys(range(current, current + 5), (GridPrice(60, 110),) * 8)
    assert await operator.set_tariffs(other, terms) == {current + 4}
    assert await operator.set_tariffs(dict.fromkeys(wanted, spot), terms) == {current + 2, current + 3}
    assert anvil.block_number == sent + 1


async def test_a_line_and_a_members_zone_change_for_blocks_that_nobody_can_order_for(
    anvil: Anvil, session: aiohttp.ClientSession
) -> None:
    community = await Community.found(anvil, session, [anvil.url], replace(TWO_ZONES, horizon_blocks=1))
    operator = await operating(community)
    home = await community.member()
    await operator.set_line(1, Zone(parent=0, fee_ticks=3, capacity_wh=200))
    await operator.move(0, Place(1, 2500, 1500))
    coming = community.block + 2
    zones = [(await operator.market.ask("termsOf", block))[1][1] for block in (coming - 1, coming)]
    assert [(zone["capacityWh"], zone["feeTicks"]) for zone in zones] == [(400, 2), (200, 3)]
    community.to_end(coming - 1)
    member = (await home.snapshot()).member
    assert (member.zone, member.import_limit_wh, member.export_limit_wh) == (1, 2500, 1500)


async def test_the_role_goes_to_whom_it_was_offered_and_who_takes_it(
    community: Community, operator: OperatorMarket
) -> None:
    following = await operating(community, AgentKey.create())
    await operator.offer_role(following.address)
    assert await operator.is_operator()
    assert await following.is_offered()
    await following.accept_role()
    assert (await following.is_operator(), await operator.is_operator()) == (True, False)
    with pytest.raises(Rejected):
        await operator.set_spread(9)


async def test_what_dialogs_show_first_is_what_holds(anvil: Anvil, session: aiohttp.ClientSession) -> None:
    terms = replace(TWO_ZONES, clock=LocalClock((ClockChange(0, 8),)))
    community = await Community.found(anvil, session, [anvil.url], terms)
    operator = await operating(community)
    hours = tuple(GridPrice(80, 300 + hour) for hour in range(24))
    await operator.set_table(TariffTable(hours), 1)
    await operator.set_line(1, Zone(parent=0, fee_ticks=3, capacity_wh=200))
    assert await operator.standing_hours(terms) == hours
    assert await operator.coming_terms(terms) == (5, (ROOT, Zone(0, 3, 200)))


async def test_the_surplus_is_what_can_be_given_away(community: Community, operator: OperatorMarket) -> None:
    seller, buyer = await community.member(0), await community.member(1)
    block = community.block + 1
    await seller.place({block: sells()})
    await buyer.place({block: buys()})
    community.to_deadline(block)
    with pytest.raises(Rejected, match="NotSettled"):
        await operator.surplus()
    await seller.report({block: metered(900)})
    await buyer.report({block: metered(-1200)})
    await operator.market.settle([0, 1])
    spare = await operator.surplus()
    assert spare > 0
    await operator.share_surplus(spare)
    with pytest.raises(Rejected, match="NoSurplus"):
        await operator.share_surplus(spare)


async def test_one_key_in_two_places_does_nothing_twice_and_is_noticed(community: Community) -> None:
    """A backup was restored on a second machine, and both run."""
    home = await community.member()
    first, second = await operating(community), await operating(community)
    watches = [KeyWatch(first.market), KeyWatch(second.market)]
    assert [await watch.look() for watch in watches] == [False, False]
    await first.issue(0, MICRO)
    assert [await watch.look() for watch in watches] == [False, True]
    amounts = [2 * MICRO, 4 * MICRO, 8 * MICRO, 16 * MICRO]
    deeds = [each.issue(0, amount) for each, amount in zip((first, second) * 2, amounts, strict=True)]
    results = await asyncio.gather(*deeds, return_exceptions=True)
    assert all(isinstance(result, KeyUsedElsewhere | None) for result in results)
    issued = sum(amount for result, amount in zip(results, amounts, strict=True) if result is None)
    assert issued
    assert (await home.snapshot()).member.balance == community.terms.initial_grant + MICRO + issued


async def test_strangers_operate_nothing(community: Community) -> None:
    await community.member()
    stranger = await operating(community, AgentKey.create())
    for deed in (stranger.expel(0), stranger.issue(0, 1), stranger.set_spread(9), stranger.share_surplus(1)):
        with pytest.raises(Rejected):
            await deed
