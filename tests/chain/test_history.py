"""The ledger is rebuilt from the chain, kept, rolled back with the chain, and never hides a difference."""

import json
from types import SimpleNamespace
from typing import Any

import aiohttp
from aiohttp import web
import orjson
import pytest

from custom_components.energy_trade.chain import archive, events, history
from custom_components.energy_trade.chain.client import EvmMarket
from custom_components.energy_trade.chain.errors import CallFailed, HistoryMismatch, NodeRubbish
from custom_components.energy_trade.chain.outbox import MemoryStore
from custom_components.energy_trade.market.founding import Founding
from custom_components.energy_trade.market.orders import BlockOrders
from custom_components.energy_trade.market.port import Ledger
from custom_components.energy_trade.market.settlement import block_amount
from custom_components.energy_trade.market.tariff import ClockChange, LocalClock, TariffTable
from simulation import faulty_node
from simulation.anvil import Anvil
from simulation.bench.faults.community import (
    INDIVIDUAL,
    INDIVIDUAL_ZONES,
    OWNERS,
    TWO_ZONES,
    Community,
    buys,
    metered,
    sells,
)
from simulation.faulty_node import FaultyNode, only


class Past:
    """Two homes with some settled blocks behind them."""

    def __init__(self, community: Community, seller: EvmMarket, buyer: EvmMarket, cache: MemoryStore) -> None:
        self.community = community
        self.seller = seller
        self.buyer = buyer
        self.cache = cache
        self.blocks: list[int] = []
        self.key = community.keys[seller.agent]

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
    again = await past.community.home(past.key, cache=kept)
    assert await again.history(0) == first
    assert again.archive.log.read_to == past.community.anvil.block_number


async def test_without_what_was_kept_the_same_is_read_from_the_chain(past: Past) -> None:
    again = await past.community.home(past.key)
    assert await again.history(0) == await past.seller.history(0)


@pytest.mark.parametrize("damage", [{"log": 5}, {"facts": [{"index": 1}]}, {"version": 99}, {"market": OWNERS[0]}])
async def test_what_was_kept_and_is_damaged_is_read_again(past: Past, damage: dict[str, Any]) -> None:
    first = await past.seller.history(0)
    assert past.cache.data
    again = await past.community.home(past.key, cache=MemoryStore(past.cache.data | damage))
    assert await again.history(0) == first


async def test_what_was_settled_long_ago_is_kept_for_good(past: Past, proxy: FaultyNode) -> None:
    past.community.anvil.mine(history.SETTLED_DEPTH)
    first = await past.seller.history(0)
    kept = past.seller.archive.facts.facts
    assert set(past.blocks) <= set(kept)
    again = await past.community.home(past.key, cache=MemoryStore(json.loads(json.dumps(past.cache.data))))
    asked = proxy.asked["eth_call"]
    ledger = await again.history(0)
    assert [entry.amount for entry in ledger.blocks] == [entry.amount for entry in first.blocks]
    assert proxy.asked["eth_call"] - asked <= 5


async def test_a_reorganisation_takes_back_what_was_read(past: Past) -> None:
    anvil = past.community.anvil
    before = await past.seller.history(0)
    balance = (await past.seller.snapshot()).member.balance
    at = anvil.block_number
    await past.live(1)
    assert paid(await past.seller.history(0)) != paid(before)
    anvil.reorg(anvil.block_number - at)
    fresh = await past.community.home(past.key)  # knows of nothing that it could send again
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
    again = await past.community.home(past.key)
    assert paid(await again.history(0)) == (await past.seller.snapshot()).member.balance
    assert max(lengths) <= 10
    assert again.health[0].problem is None


async def test_a_node_that_gives_no_events_at_all_is_told_apart(past: Past, proxy: FaultyNode) -> None:
    proxy.faults.append(only("eth_getLogs")(faulty_node.refusal(-32000, "logs are not served here")))
    again = await past.community.home(past.key)
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
    again = await past.community.home(past.key)
    with pytest.raises(Exception, match="not those asked for"):
        await again.history(0)


async def test_a_difference_is_told_and_what_was_found_is_shown_all_the_same(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "block_amount", lambda statements: block_amount(statements) + 1)
    with pytest.raises(HistoryMismatch) as caught:
        await past.seller.history(0)
    assert "µcredit moved" in str(caught.value)
    assert past.seller.differences == caught.value.differences
    assert caught.value.ledger.blocks
    assert any(entry.settled and entry.amount is None for entry in caught.value.ledger.blocks)


async def test_what_was_kept_and_does_not_explain_the_balance_is_read_again(past: Past) -> None:
    whole = await past.seller.history(0)
    log = past.seller.archive.log
    position, event = next((place, event) for place, event in enumerate(log.events) if event.name == "Settled")
    changed = events.Kept.from_json([*event.to_json()])
    changed.fields["amount"] += 1
    log.events[position] = changed
    assert await past.seller.history(0) == whole
    del log.events[position]
    assert await past.seller.history(0) == whole


async def test_half_a_past_is_shown_to_nobody(past: Past, proxy: FaultyNode, monkeypatch: pytest.MonkeyPatch) -> None:
    times = [0.0]
    monkeypatch.setattr(archive, "time", SimpleNamespace(monotonic=lambda: times[0]))

    @only("eth_getLogs")
    async def forgetful(request: faulty_node.Request) -> web.StreamResponse:
        return faulty_node.answer(request, [])

    proxy.faults.append(forgetful)
    again = await past.community.home(past.key)
    for _ in range(2):  # at once again, for another node may serve by then
        with pytest.raises(NodeRubbish):
            await again.history(0)
    asked = proxy.asked["eth_getLogs"]
    with pytest.raises(NodeRubbish):
        await again.history(0)
    assert proxy.asked["eth_getLogs"] == asked, "a node that forgets for good is not read from end to end all the time"
    proxy.faults.clear()
    times[0] += archive.LONGEST_PAUSE_SECONDS
    assert paid(await again.history(0)) == (await past.seller.snapshot()).member.balance


async def test_what_is_kept_is_bounded(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "KEPT_EVENTS", 5)
    monkeypatch.setattr(events, "MARKS", 4)
    past.community.anvil.mine(history.SETTLED_DEPTH)
    for _ in range(10):
        past.community.anvil.mine()
        await past.seller.history(0)
    assert len(past.seller.archive.log._marks) <= 5
    assert not list(past.seller.archive.log.named("Ordered"))
    past.seller.archive.log.events += [*past.seller.archive.log.named("Cleared")] * 10
    await past.seller.history(0)
    assert not list(past.seller.archive.log.named("Cleared"))
    assert list(past.seller.archive.log.named("Settled"))


async def test_what_was_let_go_still_explains_the_balance(
    past: Past, proxy: FaultyNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    past.community.anvil.mine(history.SETTLED_DEPTH)
    past.community.to_end(past.blocks[-1] + 5)
    monkeypatch.setattr(archive, "KEPT_BLOCKS", 1)
    await past.seller.history(0)
    kept = past.seller.archive
    assert kept.log.settled_before
    again = await past.community.home(past.key, cache=MemoryStore(json.loads(json.dumps(past.cache.data))))
    for home in (past.seller, again):
        past.community.anvil.mine()
        asked, since = proxy.asked["eth_getLogs"], past.community.now()
        await home.history(int(since))
        assert proxy.asked["eth_getLogs"] - asked <= 2, "nothing old is read again"


async def test_what_is_old_is_let_go_and_read_again_when_it_is_asked_for(
    past: Past, proxy: FaultyNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await past.seller.history(0)
    kept = past.seller.archive
    past.community.anvil.mine(history.SETTLED_DEPTH)
    past.community.to_end(past.blocks[-1] + 5)
    monkeypatch.setattr(archive, "KEPT_BLOCKS", 1)
    for _ in range(2):
        ledger = await past.seller.history(0)
        old = [entry for entry in ledger.blocks if entry.block < kept.log.complete_from]
        assert old
        assert all(event.blocks.stop > kept.log.complete_from for event in kept.log.events if event.blocks)
        assert list(kept.log.named("Admitted"))
        assert min(kept.facts.facts, default=2**32) >= kept.log.complete_from
        told = {entry.block: (entry.statements, entry.details, entry.transactions) for entry in ledger.blocks}
        for entry in whole.blocks:
            if entry.settled:
                assert told[entry.block] == (entry.statements, entry.details, entry.transactions)
        assert paid(ledger) == (await past.seller.snapshot()).member.balance
        assert ledger.movements == whole.movements
    recent = past.community.terms.calendar().block_start(kept.log.complete_from)
    asked = proxy.asked["eth_getLogs"]
    await past.seller.history(recent)
    assert proxy.asked["eth_getLogs"] - asked <= 2


class Street:
    """Three homes in two zones: one trades as it should, one is late, one never says anything."""

    def __init__(self, community: Community, homes: list[EvmMarket]) -> None:
        self.community = community
        self.homes = homes

    async def live(self) -> None:
        seller, buyer, silent = self.homes
        operator = self.community.operator
        wanted = [block.index for block in (await seller.snapshot()).blocks if block.is_open]
        first = (await seller.snapshot()).member.settled_before
        await seller.place({block: sells(900, tick=block % 20) for block in wanted})
        await seller.place({wanted[1]: BlockOrders(), wanted[2]: sells(700)})
        await buyer.place({block: buys(600 + 10 * (block % 9)) for block in wanted})
        await silent.place({wanted[-1]: buys(100)})
        await operator.send("setSpread", 9)
        await operator.send("setTariffTable", TariffTable.flat(90, 300).pack(1))
        await operator.send("setClock", LocalClock((ClockChange(wanted[-1] + 2, 4),)).pack())
        await operator.send("setMemberTerms", 1, 0, 1005, 400)
        self.community.to_end(wanted[-1])
        nets = {block: 500 + block % 7 if block in wanted else 0 for block in range(first, wanted[-1] + 1)}
        await seller.report({block: metered(net) for block, net in nets.items()})
        await buyer.report({block: metered(-2 * net) for block, net in nets.items() if block != wanted[0]})
        self.community.to_deadline(wanted[-1])
        await seller.settle([0, 1, 2])
        await buyer.report({wanted[0]: metered(-650)})
        await silent.report({wanted[-1]: metered(-90)})


@pytest.mark.parametrize(
    "terms", [TWO_ZONES, INDIVIDUAL, INDIVIDUAL_ZONES], ids=["pooled", "individual", "individual over zones"]
)
async def test_blocks_that_the_rings_forgot_are_worked_out_again_word_for_word(
    terms: Founding, anvil: Anvil, session: aiohttp.ClientSession, proxy: FaultyNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    anvil.mine()
    community = await Community.found(anvil, session, [proxy.url], terms)
    last = len(terms.zones) - 1
    street = Street(community, [await community.member(number, zone=number and last) for number in range(3)])
    for _ in range(3):
        await street.live()
    monkeypatch.setattr(archive, "SETTLED_DEPTH", 10**6)  # nothing is kept: both ways are gone in full
    for home in street.homes:
        with monkeypatch.context() as patched:
            from_state = await home.history(0)
            patched.setattr(archive, "LATE_BLOCKS", 0)
            replayed = await home.history(0)
        assert len(replayed.blocks) > 10
        # What is not yet settled may not be final in the market's own words.
        settled = [entry for entry in from_state.blocks if entry.settled]
        assert list(replayed.blocks[: len(settled)]) == settled
        assert any(entry.readings is not None and entry.readings.late for entry in settled) or home is street.homes[0]
        assert paid(replayed) == (await home.snapshot()).member.balance


async def test_a_ledger_goes_back_further_than_the_rings(past: Past) -> None:
    first = await past.seller.history(0)
    community = past.community
    start = past.blocks[0]
    for block in range(start, start + 140, 20):
        community.to_end(block + 20)
        for market, members in ((past.seller, [0, 1]),):
            while (await market.settle(members)).transaction_hash:
                pass
    again = await community.home(past.key)
    ledger = await again.history(0)
    assert len(ledger.blocks) > 128
    assert paid(ledger) == (await again.snapshot()).member.balance
    old = [entry.statements for entry in first.blocks if entry.settled]
    assert [entry.statements for entry in ledger.blocks[: len(old)]] == old


def test_words_of_256_bits_survive_a_store_whose_numbers_end_at_64() -> None:
    event = events.Kept("Cleared", {"results": [2**255 - 1, 7], "flows": [-(2**200)], "at": "0xff"}, 1, 0, "0x1", None)
    stored = orjson.loads(orjson.dumps(event.to_json()))
    assert events.Kept.from_json(stored) == event
