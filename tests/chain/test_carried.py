"""A home without coin, where gas costs something: whatever it may do, it signs, and another home carries it."""

from __future__ import annotations

from dataclasses import replace
import json
from typing import TYPE_CHECKING, Any

import pytest

from custom_components.energy_trade.chain.carrying import SignedMessage
from custom_components.energy_trade.chain.errors import CannotPay, Rejected
from custom_components.energy_trade.chain.succession import Mover
from custom_components.energy_trade.chain.wallet import AgentKey, Domain, LineMessage, MoveMessage
from custom_components.energy_trade.market.state import MemberStatus
from simulation.bench.faults.community import OWNERS, TERMS, Community, metered, sells
from simulation.bench.faults.relay_faults import DEAR_GAS_WEI, Censor, Relay, Silent
from tests.chain.test_moved import GRANT, WEEK, found_successor, moved_home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from custom_components.energy_trade.chain.client import EvmMarket
    from simulation.anvil import Anvil

METERED = replace(TERMS, metered_zones=frozenset({0}), tolerance_wh=20, dispute_blocks=6, challenge_blocks=2)


@pytest.fixture
def gas_costs(anvil: Anvil) -> Iterator[Callable[[], None]]:
    """Nobody but the operator has any coin from now on."""

    def rise() -> None:
        anvil.rpc("anvil_setBalance", anvil.account(0).address, hex(10**24))
        anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(DEAR_GAS_WEI))
        anvil.mine()

    yield rise
    anvil.rpc("anvil_setNextBlockBaseFeePerGas", "0x0")


async def coin_of(community: Community, home: EvmMarket) -> int:
    """What the home's key holds for fees."""
    return int(community.anvil.rpc("eth_getBalance", home.agent, "latest"), 16)


async def test_it_moves_and_what_is_settled_later_follows(community: Community, gas_costs: Callable[[], None]) -> None:
    home = await community.member(0)
    after = await found_successor(community, 1)
    community.anvil.set_time(community.anvil.time + WEEK + 1)
    gas_costs()
    home.carrier = relay = Relay(community.operator)
    mover = Mover(home)
    announced = await mover.announcement()
    assert announced is not None
    receipt = await mover.move(announced.successor)
    assert receipt.transaction_hash == "", "another home's transaction"
    assert await mover.has_arrived(after.operator.market)
    [carried] = relay.taken
    assert carried.message == MoveMessage(0, announced.successor, carried.message.deadline)  # type: ignore[union-attr]

    moved = await moved_home(community, after, home)
    moved.carrier, moved.old.carrier = Relay(after.operator), relay
    last = (await moved.old.snapshot()).member.last_block
    await community.operator.send("issue", 0, 5_000_000)
    await moved.settle()
    shown = (await moved.snapshot()).member
    assert (shown.status, shown.balance) == (MemberStatus.ACTIVE, GRANT + 5_000_000)
    assert await community.operator.tokens((await moved.founding()).credit, community.operator.market) == 0
    carried_so_far = len(relay.taken)
    await moved.settle()
    assert len(relay.taken) == carried_so_far, "nothing is carried for nothing"
    assert community.block <= last
    assert not relay.doubted
    assert await coin_of(community, home) == 0


async def test_before_its_time_the_market_says_so_to_a_home_without_coin_too(
    community: Community, gas_costs: Callable[[], None]
) -> None:
    home = await community.member(0)
    await found_successor(community, 1)
    gas_costs()
    home.carrier = Silent(community.operator)
    mover = Mover(home)
    announced = await mover.announcement()
    assert announced is not None
    with pytest.raises(Rejected, match="TooSoon"):
        await mover.move(announced.successor)
    community.anvil.set_time(announced.agents_from)
    with pytest.raises(CannotPay):
        await mover.move(announced.successor)
    assert await mover.moved_to() is None


async def test_a_relay_that_only_says_so_is_doubted(community: Community) -> None:
    home = await community.member(0)
    await found_successor(community, 1)
    community.anvil.set_time(community.anvil.time + WEEK + 1)
    home.carrier = relay = Censor(community.operator)
    mover = Mover(home)
    announced = await mover.announcement()
    assert announced is not None
    assert (await mover.move(announced.successor)).transaction_hash, "gas is free: it goes by itself"
    assert relay.doubted
    assert await mover.moved_to() == announced.successor


async def test_a_line_s_keeper_reports_through_a_relay(
    anvil: Anvil, community: Community, gas_costs: Callable[[], None]
) -> None:
    community = await Community.found(anvil, community.session, community.urls, METERED)
    community.to_start()
    keeper, home = await community.member(0), await community.member(1)
    await community.operator.send("setLineMeter", 0, keeper.agent)
    first = community.block + community.terms.horizon_blocks + 1
    community.to_end(first + 1)
    for each in (keeper, home):
        await each.report({block: metered(100) for block in (first, first + 1)})
    gas_costs()
    keeper.carrier = relay = Relay(community.operator)
    assert await keeper.lines() == {0}
    rows: dict[int, Any] = dict.fromkeys((first, first + 1), (200,) * 8)
    assert (await keeper.report_line(0, rows)).transaction_hash == ""
    for block in rows:
        assert (await keeper.audit_of(block)).lines == {0: (200,) * 8}
    assert [type(each.message) for each in relay.taken] == [LineMessage]
    # who begins anew tells it again: it is known by now, and nothing is paid
    keeper.carrier = Silent(community.operator)
    assert (await keeper.report_line(0, rows)).transaction_hash == ""
    assert await coin_of(community, keeper) == 0


async def test_orders_still_travel_in_batches_and_moves_alone(community: Community) -> None:
    home = await community.member(0)
    home.carrier = relay = Relay(community.operator)
    await home.place({community.block + 2: sells()})
    [orders] = relay.taken
    assert (orders.function, orders.batch) == ("orderFor", "orderBatch")
    move = SignedMessage(MoveMessage(0, OWNERS[0], 1), bytes(65))
    assert (move.function, move.batch) == ("moveFor", None)


DOMAIN = Domain(1, "0x" + "11" * 20, bytes(32))
KEY = AgentKey.create()
MOVE = MoveMessage(3, "0x5FbDB2315678afecb367f032d93F642f64180aa3", 2**40)
LINE = LineMessage(2, 100, (5, 2**256 - 1))


@pytest.mark.parametrize("message", [MOVE, LINE])
def test_what_is_carried_is_what_was_signed(message: MoveMessage | LineMessage) -> None:
    signed = SignedMessage(message, KEY.sign(message, DOMAIN))
    read = SignedMessage.from_json(json.loads(json.dumps(signed.to_json())))
    assert read == signed
    assert read.signer(DOMAIN) == KEY.address
    assert read.signer(replace(DOMAIN, chain_id=2)) != KEY.address


@pytest.mark.parametrize(
    ("message", "change"),
    [
        (MOVE, {"member": -1}),
        (MOVE, {"member": True}),
        (MOVE, {"successor": "0x12"}),
        (MOVE, {"successor": None}),
        (MOVE, {"successor": "0x" + "00" * 20}),
        (MOVE, {"deadline": 2**64}),
        (MOVE, {"signature": "00"}),
        (LINE, {"zone": 16}),
        (LINE, {"words": []}),
        (LINE, {"words": ["0x1"] * 13}),
        (LINE, {"words": [hex(2**256)]}),
        (LINE, {"words": [5]}),
        (LINE, {"first_block": "7"}),
    ],
)
def test_rubbish_is_no_message(message: MoveMessage | LineMessage, change: dict[str, Any]) -> None:
    fields = SignedMessage(message, KEY.sign(message, DOMAIN)).to_json()
    [(kind, body)] = fields.items()
    with pytest.raises(ValueError, match=r"not|zero"):
        SignedMessage.from_json({kind: body | change})
    for missing in body:
        with pytest.raises(ValueError, match=r"not|zero"):
            SignedMessage.from_json({kind: {name: value for name, value in body.items() if name != missing}})
