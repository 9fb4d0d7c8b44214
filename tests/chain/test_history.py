"""The ledger is rebuilt from the chain, kept, rolled back with the chain, and never hides a difference."""

import json
from typing import Any

from aiohttp import web
import pytest

from custom_components.energy_trade.chain import events, history
from custom_components.energy_trade.chain.client import EvmMarket
from custom_components.energy_trade.chain.errors import CallFailed, HistoryMismatch
from custom_components.energy_trade.chain.outbox import MemoryStore
from custom_components.energy_trade.market.port import Ledger
from tests.chain.community import OWNERS, Community, buys, metered, sells
from tests.support import faulty_node
from tests.support.faulty_node import FaultyNode, only


class Past:
    """Two homes with some settled blocks behind them."""

    def __init__(self, community: Community, seller: EvmMarket, buyer: EvmMarket, cache: MemoryStore) -> None:
        self.community = community
        self.seller = seller
        self.buyer = buyer
        self.cache = cache
        self.blocks: list[int] = []

    async def live(self, blocks: int = 3) -> None:
        """Trade and settle some more blocks."""
        wanted = [block.index for block in (await self.seller.snapshot()).blocks if block.is_open][:blocks]
        done = (await self.seller.snapshot()).member.settled_before
        await self.seller.place({block: sells(600) for block in wanted})
        await self.buyer.place({block: buys(600) for block in wanted})
        self.community.to_end(wanted[-1])
        readings = {block: 500 + block % 7 if block in wanted else 0 for block in range(done, wanted[-1] + 1)}
        await self.seller.report({block: metered(net) for block, net in readings.items()})
        await self.buyer.report({block: metered(-net) for block, net in readings.items()})
        await self.seller.settle([0, 1])
        self.blocks += wanted


@pytest.fixture
async def past(community: Community) -> Past:
    cache = MemoryStore()
    past = Past(community, await community.member(0, cache=cache), await community.member(1), cache)
    await past.live()
    return past


def paid(ledger: Ledger) -> int:
    return sum(entry.amount or 0 for entry in ledger.blocks) + sum(move.amount for move in ledger.movements)


async def test_what_was_paid_is_what_the_balance_shows(past: Past) -> None:
    ledger = await past.seller.history(0)
    assert set(past.blocks) <= {entry.block for entry in ledger.blocks}
    assert paid(ledger) == (await past.seller.snapshot()).member.balance


async def test_only_the_wanted_time_is_told(past: Past) -> None:
    calendar = past.community.terms.calendar()
    block = past.blocks[1]
    ledger = await past.seller.history(calendar.block_start(block), calendar.block_end(block))
    assert [entry.block for entry in ledger.blocks] == [block]
    assert {point.interval // 8 for point in ledger.prices} == {block}
    assert not ledger.movements


async def test_somebody_who_is_no_member_sees_the_prices(past: Past) -> None:
    ledger = await (await past.community.home()).history(0)
    assert not ledger.blocks
    assert {point.interval // 8 for point in ledger.prices} >= set(past.blocks)
    assert any(point.price for point in ledger.prices)


async def test_a_new_process_goes_on_where_the_last_one_stopped(past: Past, proxy: FaultyNode) -> None:
    first = await past.seller.history(0)
    kept = MemoryStore(json.loads(json.dumps(past.cache.data)))
    again = await past.community.home(past.seller._key, cache=kept)
    assert await again.history(0) == first
    assert again._log.read_to == past.community.anvil.block_number


async def test_without_what_was_kept_the_same_is_read_from_the_chain(past: Past) -> None:
    again = await past.community.home(past.seller._key)
    assert await again.history(0) == await past.seller.history(0)


@pytest.mark.parametrize("damage", [{"log": 5}, {"facts": [{"index": 1}]}, {"version": 99}, {"market": OWNERS[0]}])
async def test_what_was_kept_and_is_damaged_is_read_again(past: Past, damage: dict[str, Any]) -> None:
    first = await past.seller.history(0)
    assert past.cache.data
    again = await past.community.home(past.seller._key, cache=MemoryStore(past.cache.data | damage))
    assert await again.history(0) == first


async def test_what_was_settled_long_ago_is_kept_for_good(past: Past, proxy: FaultyNode) -> None:
    past.community.anvil.mine(history.SETTLED_DEPTH)
    first = await past.seller.history(0)
    kept = past.seller._facts.facts
    assert set(past.blocks) <= set(kept)
    again = await past.community.home(past.seller._key, cache=MemoryStore(json.loads(json.dumps(past.cache.data))))
    asked = proxy.asked["eth_call"]
    ledger = await again.history(0)
    assert [entry.amount for entry in ledger.blocks] == [entry.amount for entry in first.blocks]
    assert proxy.asked["eth_call"] - asked <= 4


async def test_a_reorganisation_takes_back_what_was_read(past: Past) -> None:
    anvil = past.community.anvil
    before = await past.seller.history(0)
    balance = (await past.seller.snapshot()).member.balance
    at = anvil.block_number
    await past.live(1)
    assert paid(await past.seller.history(0)) != paid(before)
    anvil.reorg(anvil.block_number - at)
    fresh = await past.community.home(past.seller._key)  # knows of nothing that it could send again
    assert (await fresh.snapshot()).member.balance == balance
    ledger = await past.seller.history(0)
    assert paid(ledger) == balance
    assert ledger.movements == before.movements


async def test_nodes_that_bear_only_short_ranges_are_asked_for_short_ones(past: Past, proxy: FaultyNode) -> None:
    past.community.anvil.mine(60)
    lengths: list[int] = []

    @only("eth_getLogs")
    async def short(request: faulty_node.Request) -> web.StreamResponse | None:
        query = request["params"][0]
        length = int(query["toBlock"], 16) - int(query["fromBlock"], 16) + 1
        if length > 10:
            return faulty_node.error(request, -32602, "block range is too wide")
        lengths.append(length)
        return None

    proxy.faults.append(short)
    again = await past.community.home(past.seller._key)
    assert paid(await again.history(0)) == (await past.seller.snapshot()).member.balance
    assert max(lengths) <= 10
    assert again.health[0].problem is None


async def test_a_node_that_gives_no_events_at_all_is_told_apart(past: Past, proxy: FaultyNode) -> None:
    proxy.faults.append(only("eth_getLogs")(faulty_node.refusal(-32000, "logs are not served here")))
    again = await past.community.home(past.seller._key)
    with pytest.raises(CallFailed):
        await again.history(0)


async def test_events_that_were_not_asked_for_are_rubbish(past: Past, proxy: FaultyNode) -> None:
    @only("eth_getLogs")
    async def others(request: faulty_node.Request) -> web.StreamResponse:
        log = {
            "address": OWNERS[0],
            "topics": ["0x" + "00" * 32],
            "data": "0x",
            "blockNumber": request["params"][0]["fromBlock"],
            "blockHash": "0x" + "11" * 32,
            "transactionHash": "0x" + "22" * 32,
            "logIndex": "0x0",
        }
        return faulty_node.answer(request, [log])

    proxy.faults.append(others)
    again = await past.community.home(past.seller._key)
    with pytest.raises(Exception, match="not those asked for"):
        await again.history(0)


async def test_a_difference_is_told_and_what_was_found_is_shown_all_the_same(past: Past) -> None:
    await past.seller.history(0)
    log = past.seller._log
    position, event = next((place, event) for place, event in enumerate(log.events) if event.name == "Settled")
    changed = events.Kept.from_json([*event.to_json()])
    changed.fields["amount"] += 1
    log.events[position] = changed
    with pytest.raises(HistoryMismatch) as caught:
        await past.seller.history(0)
    assert "µcredit moved" in str(caught.value)
    assert past.seller.differences == caught.value.differences
    assert caught.value.ledger.blocks
    assert any(entry.settled and entry.amount is None for entry in caught.value.ledger.blocks)


async def test_what_is_kept_is_bounded(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "KEPT_EVENTS", 5)
    monkeypatch.setattr(events, "MARKS", 4)
    monkeypatch.setattr(history, "KEPT_BLOCKS", 1)
    past.community.anvil.mine(history.SETTLED_DEPTH)
    for _ in range(10):
        past.community.anvil.mine()
        await past.seller.history(0)
    assert len(past.seller._log._marks) <= 5
    assert not list(past.seller._log.named("Ordered"))
    past.seller._log.events += [*past.seller._log.named("Cleared")] * 10
    await past.seller.history(0)
    assert not list(past.seller._log.named("Cleared"))
    assert list(past.seller._log.named("Settled"))
    assert len(past.seller._facts.facts) == 1
