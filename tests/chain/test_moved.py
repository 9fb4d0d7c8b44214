"""A community moves from one market to the next: nothing is lost, nothing is paid twice, and homes see one market."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from custom_components.energy_trade.chain.abi import ContractAbi
from custom_components.energy_trade.chain.books import differences
from custom_components.energy_trade.chain.client import EvmMarket, connect
from custom_components.energy_trade.chain.contract import load_abis
from custom_components.energy_trade.chain.errors import Rejected
from custom_components.energy_trade.chain.moved import MovedMarket
from custom_components.energy_trade.chain.succession import Mover, Obstacle, obstacle
from custom_components.energy_trade.market.port import MovementKind
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.market.units import MICRO
from simulation.bench.faults.community import LIMIT_WH, NODE_TIMEOUT, OWNERS, QUICK, Community, buys, metered, sells
from simulation.operator import Operator

if TYPE_CHECKING:
    from custom_components.energy_trade.market.state import Snapshot
    from simulation.anvil import Anvil

WEEK = 7 * 86_400
GRANT = 100 * MICRO


async def found_successor(community: Community, members: int) -> Community:
    """Found the next market, welcome everybody there, and announce it."""
    founding = await (await community.home()).founding()
    terms = replace(
        community.terms, predecessor=community.operator.market, credit=founding.credit, reserve_basis_points=100
    )
    after = await Community.found(community.anvil, community.session, community.urls, terms)
    welcome = [(index, 0, LIMIT_WH, LIMIT_WH, True) for index in range(members)]
    await after.operator.send("welcome", welcome)
    await community.operator.send("announce", after.operator.market)
    return after


async def owner_moves(community: Community, after: Community, member: int) -> None:
    """The owner's wallet moves the member, as it may at once."""
    abi: ContractAbi = load_abis()[0]
    owner = OWNERS[member]
    node = community.anvil
    node.rpc("anvil_impersonateAccount", owner)
    sent = node.rpc(
        "eth_sendTransaction",
        {
            "from": owner,
            "to": community.operator.market,
            "data": "0x" + abi.call("move", member, after.operator.market).hex(),
            "gas": hex(2**22),
            "gasPrice": "0x0",
        },
    )
    assert node.receipt(sent)["status"] == "0x1"


async def moved_home(community: Community, after: Community, home: EvmMarket) -> MovedMarket:
    """The home as it begins again after the move."""
    key = community.keys[home.agent]
    options = {"timing": QUICK, "node_timeout": NODE_TIMEOUT, "host_clock": community.now}
    old = await connect(community.session, community.invitation, key, **options)  # type: ignore[arg-type]
    new = await connect(community.session, after.invitation, key, beside=old.dispatch, **options)  # type: ignore[arg-type]
    return MovedMarket(new, old)


async def held(operator: Operator) -> int:
    """Credit behind a market's books."""
    (overview,) = await operator.view("overview", "0x" + "00" * 20, 0, 0)
    return int(overview[1])


async def test_three_homes_move_with_trades_pending(anvil: Anvil, community: Community) -> None:
    terms = replace(community.terms, reserve_basis_points=2500)
    community = await Community.found(anvil, community.session, community.urls, terms)
    community.to_start()
    homes = [await community.member(number) for number in range(3)]
    after = await found_successor(community, 3)
    community.to_start()
    block = community.block + 1
    await homes[0].place({block: sells(1000), block + 1: sells(500)})
    await homes[1].place({block: buys(600), block + 1: buys(500)})
    await homes[2].place({block: buys(400)})
    for number in range(3):
        await owner_moves(community, after, number)
    locked = [(await home.snapshot()).member.locked for home in homes]
    assert all(locked)
    last = (await homes[0].snapshot()).member.last_block
    assert last >= block + 1

    moved = [await moved_home(community, after, home) for home in homes]
    shown: list[Snapshot] = [await home.snapshot() for home in moved]
    for number, snapshot in enumerate(shown):
        member = snapshot.member
        assert (member.status, member.index) == (MemberStatus.ACTIVE, number)
        assert member.balance == GRANT, "what is bound in the old market is shown"
        assert member.locked == locked[number]
        assert 0 < member.free < GRANT - locked[number]
        assert member.balance - member.locked - member.reserve == member.free
        indices = [each.index for each in snapshot.blocks]
        assert indices == list(range(indices[0], indices[-1] + 1))
        pending = snapshot.block(block)
        assert pending is not None
        assert pending.orders is not None, "orders in the old market are still the home's"
        assert not pending.is_open
    coming = shown[0].block(last + 1)
    assert coming is None or coming.orders is None

    nets = {block: (1000, -600, -400), block + 1: (450, -550, 0)}
    for delivered in range(shown[0].member.first_block, last + 1):
        community.to_end(delivered)
        for number, home in enumerate(moved):
            net = nets.get(delivered, (0, 0, 0))[number]
            await home.report({delivered: metered(net)})
    # the first block of the new market, traded as ever
    first = last + 1
    assert community.block == first
    await moved[0].place({first + 1: sells(300)})
    await moved[1].place({first + 1: buys(300)})
    for home in moved:
        await home.settle()
        shown_now = await home.snapshot()
        assert shown_now.member.status is MemberStatus.ACTIVE
        assert home.is_over
        assert home.left_behind == 0
    community.to_end(first + 1)
    for number, home in enumerate(moved):
        await home.report({first: metered(0), first + 1: metered((300, -300, 0)[number])})
    for home in moved:
        await home.settle()

    balances = [(await home.snapshot()).member.balance for home in moved]
    assert balances[0] > GRANT > balances[1]
    (old_view,) = await community.operator.view("members", 0, 8)
    old_left = [member[11] for member in old_view]
    assert old_left == [0, 0, 0]
    assert sum(balances) <= 3 * GRANT
    token = (await moved[0].founding()).credit
    in_all = [await community.operator.tokens(token, each.operator.market) for each in (community, after)]
    assert sum(in_all) == 3 * GRANT
    assert [await held(each.operator) for each in (community, after)] == in_all

    for number, home in enumerate(moved):
        ledger = await home.history(0)
        assert [entry.block for entry in ledger.blocks] == list(range(ledger.blocks[0].block, first + 2))
        amounts = [entry.amount for entry in ledger.blocks if entry.settled]
        movements = {kind: sum(m.amount for m in ledger.movements if m.kind is kind) for kind in MovementKind}
        assert movements[MovementKind.GRANT] == GRANT
        assert movements[MovementKind.MOVED_OUT] == -movements[MovementKind.ARRIVED] < 0
        assert GRANT + sum(amount or 0 for amount in amounts) == balances[number], "every µcredit is explained"
    pair: tuple[tuple[Community, EvmMarket], ...] = ((community, moved[0].old), (after, moved[0]))
    for where, market in pair:
        books = await market.books(0, community.anvil.time + 1)
        assert books.differences == (), where.terms.name
        assert differences(books.money, books.members, books.money.grid.closing) == []
    assert (await moved[0].old.books(0, community.anvil.time + 1)).money.members[0].closing == 0


async def test_a_home_s_key_moves_it_a_week_after_the_announcement(community: Community) -> None:
    after = await found_successor(community, 1)
    (succession,) = await community.operator.view("succession")
    assert succession[2] == pytest.approx(community.anvil.time + WEEK, abs=60)
    home = await community.member()
    mover = Mover(home)
    announced = await mover.announcement()
    assert announced is not None
    assert announced.successor.lower() == after.operator.market
    with pytest.raises(Rejected) as refusal:
        await mover.move(announced.successor)
    assert refusal.value.reason == "TooSoon"
    assert await mover.moved_to() is None
    community.anvil.set_time(announced.agents_from + 1)
    late = await community.member(1)
    mover = Mover(late)
    await after.operator.send("welcome", [(1, 0, LIMIT_WH, LIMIT_WH, True)])
    await mover.move(announced.successor)
    assert await mover.moved_to() == announced.successor
    assert await mover.has_arrived(after.operator.market)


async def test_a_successor_is_looked_at_before_anybody_moves_there(community: Community) -> None:
    home = await community.member()
    after = await found_successor(community, 1)
    mover = Mover(home)
    before = await home.founding()
    successor = await mover.look_at(after.operator.market)
    assert successor.genuine
    assert successor.deployment_block > community.operator.deployment_block
    assert successor.terms.predecessor.lower() == community.operator.market
    assert obstacle(before, successor) is None
    hourly = replace(successor, terms=replace(successor.terms, interval_seconds=3600))
    assert obstacle(before, hourly) is Obstacle.OTHER_INTERVALS
    # the same address with one byte of its code changed, and another contract
    node = community.anvil
    code = node.rpc("eth_getCode", after.operator.market, "latest")
    node.rpc(
        "anvil_setCode", after.operator.market, code[:2000] + ("01" if code[2000:2002] == "00" else "00") + code[2002:]
    )
    assert not (await Mover(home).look_at(after.operator.market)).genuine
    node.rpc("anvil_setCode", after.operator.market, code)
    assert (await Mover(home).look_at(after.operator.market)).genuine
    other = await Mover(home).look_at(before.credit)
    assert obstacle(before, other) is Obstacle.OTHER_CODE
