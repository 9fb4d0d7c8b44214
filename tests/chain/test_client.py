"""A home on its community's real contracts: joins, trades, reports, is paid, and sees why."""

from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
from aiohttp import web
from eth_utils.address import to_checksum_address
import pytest

from custom_components.energy_trade.chain.client import EvmMarket, connect
from custom_components.energy_trade.chain.errors import NotAMember, Rejected, WrongChain
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.market.orders import BlockOrders
from custom_components.energy_trade.market.port import MovementKind
from custom_components.energy_trade.market.readings import NO_DETAILS, IntervalDetails
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.planner.evidence import evidence_of
from simulation import faulty_node
from simulation.anvil import Anvil
from simulation.bench.faults.community import INDIVIDUAL, OWNERS, TERMS, Community, buys, metered, sells
from simulation.faulty_node import FaultyNode, only


@pytest.fixture
async def pair(community: Community) -> AsyncIterator[tuple[EvmMarket, EvmMarket]]:
    """A seller and a buyer."""
    seller, buyer = await community.member(0), await community.member(1)
    yield seller, buyer
    await seller.close()
    await buyer.close()


async def trade(community: Community, seller: EvmMarket, buyer: EvmMarket) -> int:
    """Place orders for the next open block and let its gate pass; return the block."""
    block = (await seller.snapshot()).blocks[-1].index
    await seller.place({block: sells(600)})
    await buyer.place({block: buys(600)})
    community.to_gate(block)
    return block


async def deliver(home: EvmMarket, block: int, net_wh: int) -> None:
    """Report a block, and nothing for those before it, which have to be settled first."""
    first = (await home.snapshot()).member.first_block
    await home.report({index: metered(0) for index in range(first, block)} | {block: metered(net_wh)})


async def test_the_founding_is_what_was_agreed(community: Community) -> None:
    found = await (await community.home()).founding()
    credit, operator = found.credit, found.operator
    assert replace(found, credit=TERMS.credit, operator=TERMS.operator, salt="", founded_block=0) == TERMS
    assert operator == community.operator.address
    assert credit != TERMS.credit
    assert len(found.salt) == 66


async def test_a_home_asks_is_admitted_and_takes_a_request_back(community: Community) -> None:
    home = await community.home()
    assert await home.status() is MemberStatus.NONE
    with pytest.raises(NotAMember):
        await home.place({1: sells()})
    await home.request(OWNERS[0], 5_000_000)
    assert await home.status() is MemberStatus.REQUESTED
    assert (await home.snapshot()).member.owner.lower() == OWNERS[0]
    await home.withdraw_request()
    assert await home.status() is MemberStatus.NONE
    await home.request(OWNERS[0], 5_000_000)
    await community.operator.admit_waiting(0, 3000, 2000)
    snapshot = await home.snapshot()
    assert snapshot.member.status is MemberStatus.ACTIVE
    assert (snapshot.member.import_limit_wh, snapshot.member.export_limit_wh) == (3000, 2000)
    assert snapshot.member.balance == TERMS.initial_grant
    assert await home.is_owner(snapshot.member.owner)
    assert not await home.is_owner(OWNERS[5])


async def test_what_the_market_refuses_has_its_name_and_values(community: Community) -> None:
    home = await community.home()
    with pytest.raises(Rejected) as caught:
        await home.request(OWNERS[0], TERMS.daily_cap + 1)
    assert caught.value.reason == "CapTooHigh"
    assert caught.value.values == {"cap": TERMS.daily_cap + 1, "most": TERMS.daily_cap}


async def test_what_was_offered_and_wanted_is_known_when_a_block_has_passed(
    community: Community, pair: tuple[EvmMarket, EvmMarket]
) -> None:
    seller, buyer = pair
    block = (await seller.snapshot()).blocks[-1].index
    await seller.place({block: sells(900)})
    await buyer.place({block: buys(600)})
    community.to_gate(block)
    await buyer.clear(block)
    community.to_end(block + 1)
    (past,) = await seller.past_blocks(block, block + 1)
    assert past.index == block
    assert (past.supply_wh, past.demand_wh) == ((900,) * 8, (600,) * 8)
    evidence = evidence_of([past], 0, TERMS.grid())[block * 8]
    assert evidence.surplus_wh == -600, "beyond what the seller itself offered"


async def test_a_block_from_orders_to_money(community: Community, pair: tuple[EvmMarket, EvmMarket]) -> None:
    seller, buyer = pair
    block = await trade(community, seller, buyer)
    await buyer.clear(block)
    state = (await seller.snapshot()).block(block)
    assert state is not None
    assert state.cleared
    assert state.positions() == (600,) * 8
    assert (await buyer.snapshot()).block(block).positions() == (-600,) * 8  # type: ignore[union-attr]

    community.to_end(block)
    details = (replace(NO_DETAILS[0], export_wh=700),) * 8
    await seller.report({block: metered(700)}, {block: details})
    await deliver(seller, block, 0)
    await deliver(buyer, block, -700)
    await seller.settle([0, 1])
    before = (await seller.snapshot()).member
    assert before.settled_before == block + 1

    ledger = await seller.history(0)
    assert [entry.block for entry in ledger.blocks] == list(range(before.first_block, block + 1))
    entry = ledger.blocks[-1]
    assert entry.settled
    assert entry.final
    assert entry.details == details
    assert len(entry.transactions) == 3
    assert [trade.statement.position_wh for trade in entry.trades] == [600] * 8
    assert [trade.statement.metered_wh for trade in entry.trades] == [700] * 8
    assert before.balance == TERMS.initial_grant + sum(entry.amount or 0 for entry in ledger.blocks)
    assert [movement.kind for movement in ledger.movements] == [MovementKind.GRANT]
    price = state.prices(0, TERMS.grid())[0]
    assert [point.price for point in ledger.prices if point.interval // 8 == block] == [price] * 8


async def test_deposits_and_withdrawals_move_what_they_say(
    community: Community, pair: tuple[EvmMarket, EvmMarket]
) -> None:
    home, _ = pair
    member = (await home.snapshot()).member
    await home.withdraw(1_000_000)
    await community.operator.send("issue", 0, 5_000_000)
    after = (await home.snapshot()).member
    assert after.balance == member.balance + 4_000_000
    kinds = [(movement.kind, movement.amount) for movement in (await home.history(0)).movements]
    assert kinds == [
        (MovementKind.GRANT, TERMS.initial_grant),
        (MovementKind.WITHDRAWAL, -1_000_000),
        (MovementKind.ISSUE, 5_000_000),
    ]
    with pytest.raises(Rejected) as caught:
        await home.withdraw(10**12)
    assert caught.value.reason == "NotFree"


async def test_credit_that_was_sent_to_the_home_is_forwarded(community: Community, anvil: Anvil) -> None:
    giver, home = await community.member(0), await community.home()
    await home.request(giver.agent, TERMS.daily_cap)
    await community.operator.admit_waiting(0, 3000, 3000)
    assert await home.status() is MemberStatus.ACTIVE
    await home.withdraw(2_000_000)  # to its owner, which is the giver's key
    assert await giver.credit_held() == 2_000_000
    await giver.deposit(2_000_000)
    assert await giver.credit_held() == 0
    assert (await giver.snapshot()).member.balance == TERMS.initial_grant + 2_000_000
    with pytest.raises(Rejected) as caught:
        await giver.deposit(1)
    assert caught.value.reason == "ERC20InsufficientBalance"


async def test_orders_are_revised_and_cancelled(community: Community, pair: tuple[EvmMarket, EvmMarket]) -> None:
    home, _ = pair
    blocks = [block.index for block in (await home.snapshot()).blocks if block.is_open]
    await home.place({block: sells(500) for block in blocks})
    await home.place({block: sells(400) for block in blocks})
    await home.place({blocks[0]: BlockOrders(), blocks[2]: sells(300)})
    snapshot = await home.snapshot()
    stored = [snapshot.block(block).orders.orders[0] for block in blocks]  # type: ignore[union-attr]
    assert [order and order.energy_wh for order in stored] == [None, 400, 300, *[400] * (len(blocks) - 3)]
    assert snapshot.block(blocks[1]).supply_wh == (400,) * 8  # type: ignore[union-attr]


async def test_versions_rise_even_after_a_home_that_was_restored(
    community: Community, pair: tuple[EvmMarket, EvmMarket]
) -> None:
    home, _ = pair
    block = (await home.snapshot()).blocks[-1].index
    home._versions[block] = int(community.anvil.time * 10) + 5_000
    await home.place({block: sells(500)})
    restored = await community.home(community.keys[home.agent])
    await restored.place({block: sells(400)})
    assert (await restored.snapshot()).block(block).orders.orders[0].energy_wh == 400  # type: ignore[union-attr]


async def test_what_is_done_already_costs_nothing(community: Community, pair: tuple[EvmMarket, EvmMarket]) -> None:
    seller, buyer = pair
    block = await trade(community, seller, buyer)
    assert (await seller.clear(block)).transaction_hash
    assert not (await buyer.clear(block)).transaction_hash
    community.to_end(block)
    first, last = (await seller.snapshot()).member.first_block, block
    readings = {index: metered(0) for index in range(first, last + 1)}
    await seller.report({block: metered(0)})
    await seller.report(readings)
    assert not (await seller.report(readings)).transaction_hash
    await buyer.report({index: metered(0) for index in range(first, last)})
    await seller.settle()
    assert not (await seller.settle()).transaction_hash  # the buyer has not reported
    community.to_deadline(block)
    assert (await seller.settle()).transaction_hash
    assert not (await seller.settle()).transaction_hash


async def test_a_late_reading_gives_back_what_silence_cost(
    community: Community, pair: tuple[EvmMarket, EvmMarket]
) -> None:
    seller, buyer = pair
    block = await trade(community, seller, buyer)
    community.to_deadline(block)
    await buyer.settle([0, 1])
    silent = (await seller.snapshot()).member.balance
    ledger = await seller.history(0)
    assert silent == TERMS.initial_grant + sum(entry.amount or 0 for entry in ledger.blocks)
    await seller.report({block: metered(600)})
    honest = (await seller.snapshot()).member.balance
    assert honest > silent
    ledger = await seller.history(0)
    assert honest == TERMS.initial_grant + sum(entry.amount or 0 for entry in ledger.blocks)
    assert ledger.blocks[-1].trades[0].statement.metered_wh == 600


async def test_under_individual_supply_the_ledger_agrees_too(
    anvil: Anvil, session: aiohttp.ClientSession, proxy: FaultyNode
) -> None:
    community = await Community.found(anvil, session, [proxy.url], INDIVIDUAL)
    seller, buyer = await community.member(0), await community.member(1)
    block = await trade(community, seller, buyer)
    community.to_end(block)
    await deliver(seller, block, 500)
    await deliver(buyer, block, -700)
    await seller.settle([0, 1])
    for home in (seller, buyer):
        ledger = await home.history(0)
        balance = (await home.snapshot()).member.balance
        assert balance == INDIVIDUAL.initial_grant + sum(entry.amount or 0 for entry in ledger.blocks)
        assert balance != INDIVIDUAL.initial_grant


async def test_nothing_says_the_key(community: Community) -> None:
    home = await community.home()
    key = community.keys[home.agent]
    for part in (home, home.contract, home.archive, home.dispatch, home.dispatch.sender):
        assert key.stored()[2:] not in repr(vars(part))
    assert home.agent == key.address
    assert IntervalDetails() == NO_DETAILS[0]


async def test_versions_that_somebody_else_raised_are_overtaken(
    community: Community, pair: tuple[EvmMarket, EvmMarket]
) -> None:
    home, _ = pair
    block = (await home.snapshot()).blocks[-1].index
    restored = await community.home(community.keys[home.agent])
    home._versions[block] = int(community.anvil.time * 10) + 50_000
    await home.place({block: sells(500)})
    await restored.snapshot()
    restored._versions.clear()
    await restored.place({block: sells(400)})
    assert (await restored.snapshot()).block(block).orders.orders[0].energy_wh == 400  # type: ignore[union-attr]


async def test_what_is_too_much_for_one_transaction_is_done_in_parts(
    community: Community, pair: tuple[EvmMarket, EvmMarket], proxy: FaultyNode
) -> None:
    seller, buyer = pair
    block = await trade(community, seller, buyer)
    clear, settle = (
        seller.contract.abi.call("clear", 0, 0)[:4].hex(),
        seller.contract.abi.call("settle", [], 0)[:4].hex(),
    )

    @only("eth_estimateGas")
    async def too_much(request: faulty_node.Request) -> web.StreamResponse | None:
        data = request["params"][0]["data"]
        parts = int(data[74:138], 16)
        if (data[2:10] == clear and parts > 2) or (data[2:10] == settle and (parts > 1 or int(data[138:202], 16) > 1)):
            return faulty_node.answer(request, hex(2**25))
        return None

    proxy.faults.append(too_much)
    await seller.clear(block)
    assert (await seller.snapshot()).block(block).cleared  # type: ignore[union-attr]
    community.to_deadline(block)
    await seller.settle([0, 1])
    member = (await seller.snapshot()).member
    assert member.settled_before == member.first_block + 1


async def test_a_home_helps_a_few_that_are_far_behind(community: Community, pair: tuple[EvmMarket, EvmMarket]) -> None:
    seller, buyer = pair
    first = (await buyer.snapshot()).member.settled_before
    community.to_end(first + 60)
    while (await seller.settle()).transaction_hash:
        pass
    assert (await buyer.snapshot()).member.settled_before > first


async def test_blocks_that_wait_to_be_settled_are_shown_however_old(
    community: Community, pair: tuple[EvmMarket, EvmMarket]
) -> None:
    home, _ = pair
    first = (await home.snapshot()).member.settled_before
    community.to_end(first + 20)
    restored = await community.home(community.keys[home.agent])
    for market in (home, restored):
        snapshot = await market.snapshot()
        assert snapshot.blocks[0].index <= first
        assert snapshot.blocks[-1].index == community.block + TERMS.horizon_blocks


async def test_how_it_goes_can_be_seen(community: Community) -> None:
    home = await community.home()
    await home.snapshot()
    assert [health.in_use for health in home.health] == [True]
    assert home.pending == ()
    assert home.key_used_elsewhere == 0
    assert abs(home.now() - community.anvil.time) < 60


async def test_an_address_without_a_market_is_told_apart(community: Community, session: aiohttp.ClientSession) -> None:
    for address in (OWNERS[0], (await (await community.home()).founding()).credit):
        invitation = replace(community.invitation, market=to_checksum_address(address))
        home = await connect(session, invitation, AgentKey.create())
        with pytest.raises(WrongChain):
            await home.founding()


@pytest.mark.parametrize("is_cleared", [True, False])
async def test_a_refused_clearing_is_no_failure_if_somebody_else_has_cleared(
    is_cleared: bool, community: Community, proxy: FaultyNode
) -> None:
    home = await community.member(0)
    community.urls = [community.anvil.url]
    other = await community.member(1)
    block = (await home.snapshot()).blocks[-1].index
    community.to_gate(block)

    @only("eth_estimateGas")
    async def overtaken(request: faulty_node.Request) -> web.StreamResponse:
        proxy.faults.clear()
        if is_cleared:
            await other.clear(block)
        return faulty_node.error(request, 3, "execution reverted")

    proxy.faults.append(overtaken)
    if is_cleared:
        assert (await home.clear(block)).transaction_hash == ""
    else:
        with pytest.raises(Rejected):
            await home.clear(block)
