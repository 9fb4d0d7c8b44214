"""What a home signs, anybody may relay: the contract reads the same message."""

from custom_components.energy_trade.chain.wallet import Domain, OrdersMessage, ReadingsMessage
from tests.chain.community import Community, metered, sells


async def test_signed_orders_and_readings_are_taken_by_the_market(community: Community) -> None:
    home = await community.member(0)
    founding, snapshot = await home.founding(), await home.snapshot()
    domain = Domain(community.anvil.chain_id, community.operator.market, bytes.fromhex(founding.salt[2:]))
    member, block = snapshot.member.index, snapshot.blocks[-1].index

    version, deadline = int(home.now() * 10), int(home.now()) + 10_000
    orders = OrdersMessage(member, block, version, deadline, (sells(600).pack(),))
    signature = home._key.sign(orders, domain)
    await community.operator.send("orderFor", (member, block, version, deadline, list(orders.words), signature))
    placed = (await home.snapshot()).block(block)
    assert placed is not None
    assert placed.orders is not None
    assert placed.orders.orders == sells(600).orders

    community.to_end(block)
    readings = ReadingsMessage(member, block, (metered(500).pack(),), b"\x01" * 120)
    signature = home._key.sign(readings, domain)
    await community.operator.send("reportFor", (member, block, list(readings.words), readings.details, signature))
    reported = (await home.snapshot()).block(block)
    assert reported is not None
    assert reported.readings is not None
    assert reported.readings.readings == metered(500).readings
