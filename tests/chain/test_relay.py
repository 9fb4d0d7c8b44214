"""What a home signs, anybody may relay: the contract reads the same message."""

from dataclasses import replace
import json
from typing import Any

import pytest

from custom_components.energy_trade.chain.errors import Rejected
from custom_components.energy_trade.chain.vouchers import SignedRequest
from custom_components.energy_trade.chain.wallet import (
    AgentKey,
    Domain,
    OrdersMessage,
    ReadingsMessage,
    checked_address,
)
from custom_components.energy_trade.market.state import MemberStatus
from simulation.bench.faults.community import LIMIT_WH, OWNERS, Community, metered, sells


async def test_signed_orders_and_readings_are_taken_by_the_market(community: Community) -> None:
    home = await community.member(0)
    founding, snapshot = await home.founding(), await home.snapshot()
    domain = Domain(community.anvil.chain_id, community.operator.market, bytes.fromhex(founding.salt[2:]))
    member, block = snapshot.member.index, snapshot.blocks[-1].index

    version, deadline = int(home.now() * 10), int(home.now()) + 10_000
    orders = OrdersMessage(member, block, version, deadline, (sells(600).pack(),))
    signature = community.keys[home.agent].sign(orders, domain)
    await community.operator.send("orderFor", (member, block, version, deadline, list(orders.words), signature))
    placed = (await home.snapshot()).block(block)
    assert placed is not None
    assert placed.orders is not None
    assert placed.orders.orders == sells(600).orders

    community.to_end(block)
    readings = ReadingsMessage(member, block, (metered(500).pack(),), b"\x01" * 120)
    signature = community.keys[home.agent].sign(readings, domain)
    await community.operator.send("reportFor", (member, block, list(readings.words), readings.details, signature))
    reported = (await home.snapshot()).block(block)
    assert reported is not None
    assert reported.readings is not None
    assert reported.readings.readings == metered(500).readings


async def test_a_home_without_a_coin_joins_with_a_voucher(community: Community) -> None:
    neighbour = await community.member(0)
    key, voucher = AgentKey.create(), AgentKey.create()
    newcomer = await community.home(key)
    deadline = int(neighbour.now()) + 10_000
    asked = SignedRequest.sign(
        key, voucher, await newcomer.domain(), owner=OWNERS[1], daily_cap=5_000_000, deadline=deadline
    )
    asked = SignedRequest.from_json(json.loads(json.dumps(asked.to_json())))
    assert not await neighbour.voucher_used(voucher.address)
    await neighbour.relay_request(asked)
    assert await newcomer.status() is MemberStatus.REQUESTED
    assert await neighbour.voucher_used(voucher.address)
    assert community.anvil.rpc("eth_getBalance", key.address, "latest") == "0x0"
    with pytest.raises(Rejected, match="VoucherUsedBefore"):
        await neighbour.relay_request(asked)

    await community.operator.admit_waiting(0, LIMIT_WH, LIMIT_WH)
    member = (await newcomer.snapshot()).member
    assert (member.owner.lower(), member.meter_key) == (OWNERS[1], key.address)


async def test_a_relay_changes_nothing_of_a_request(community: Community) -> None:
    neighbour, key, voucher = await community.member(0), AgentKey.create(), AgentKey.create()
    asked = SignedRequest.sign(
        key, voucher, await neighbour.domain(), owner=OWNERS[1], daily_cap=1, deadline=int(neighbour.now()) + 10_000
    )
    greedy = replace(asked, message=replace(asked.message, owner=OWNERS[2]))
    with pytest.raises(Rejected, match="BadSignature"):
        await neighbour.relay_request(greedy)


@pytest.mark.parametrize(
    "change",
    [
        {"agent": "0x12"},
        {"owner": None},
        {"owner": "0x" + "00" * 20},
        {"daily_cap": -1},
        {"daily_cap": "5"},
        {"deadline": 2**64},
        {"voucher": 7},
        {"signature": "00"},
        {"voucher_signature": "zz"},
    ],
)
def test_what_is_no_request_is_refused_before_anything_is_paid(change: dict[str, Any]) -> None:
    key, domain = AgentKey.create(), Domain(1, "0x" + "11" * 20, bytes(32))
    sound = SignedRequest.sign(
        key, AgentKey.create(), domain, owner=checked_address(OWNERS[0]), daily_cap=1, deadline=2
    ).to_json()
    assert SignedRequest.from_json(sound).to_json() == sound
    with pytest.raises(ValueError, match="not a"):
        SignedRequest.from_json(sound | change)
    with pytest.raises(ValueError, match="not a request"):
        SignedRequest.from_json({name: value for name, value in sound.items() if name != next(iter(change))})
