"""Founding a market with a fresh key, through whatever happens meanwhile."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from aiohttp import web
import pytest

from custom_components.energy_trade.chain.client import connect
from custom_components.energy_trade.chain.errors import CannotPay, Rejected, WrongChain
from custom_components.energy_trade.chain.founder import Founder, agrees, look_at
from custom_components.energy_trade.chain.invitation import Invitation
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.market.clearing import ROOT, Zone
from simulation.bench.faults.community import TERMS
from simulation.faulty_node import FaultyNode, Request

if TYPE_CHECKING:
    import aiohttp

    from simulation.anvil import Anvil


def founder(session: aiohttp.ClientSession, anvil: Anvil, key: AgentKey, terms: Any = TERMS) -> Founder:
    return Founder(session, [anvil.url], anvil.chain_id, key, terms, poll=0.02, replace_after=120, confirmations=0)


async def test_a_market_is_founded_where_it_was_said_to_be(session: aiohttp.ClientSession, anvil: Anvil) -> None:
    key = AgentKey.create()
    founding = founder(session, anvil, key)
    expected = await founding.market()
    parts: list[float] = []
    founded = await founding.found(parts.append)
    assert founded.market == expected
    assert founded.terms.operator == key.address
    assert parts == sorted(parts)
    assert parts[-1] == 1
    invitation = Invitation(founded.market, founded.deployment_block, anvil.chain_id, (anvil.url,), TERMS.name)
    market = await connect(session, invitation, AgentKey.create())
    assert agrees(await market.founding(), TERMS)


async def test_founding_that_was_interrupted_goes_on_and_creates_nothing_twice(
    session: aiohttp.ClientSession, anvil: Anvil
) -> None:
    key = AgentKey.create()

    def crash(part: float, after: float) -> None:
        if part > after:
            raise RuntimeError

    for after in (0.0, 0.3, 0.6, 0.95):
        with pytest.raises(RuntimeError):
            await founder(session, anvil, key).found(partial(crash, after=after))
    founded = await founder(session, anvil, key).found()
    again = await founder(session, anvil, key).found()
    assert again == founded
    created = int(anvil.rpc("eth_getTransactionCount", key.address, "latest"), 16)
    assert created == len(await founder(session, anvil, key).plan())


async def test_a_chain_that_charges_is_paid_and_not_before_the_coin_is_there(
    session: aiohttp.ClientSession, anvil: Anvil
) -> None:
    key = AgentKey.create()
    founding = founder(session, anvil, key)
    assert await founding.missing() == 0
    anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(10**9))
    anvil.rpc("anvil_mine", "0x1")
    try:
        needed = await founding.missing()
        assert needed > 0
        with pytest.raises(CannotPay) as failure:
            await founding.found()
        assert failure.value.address == key.address
        anvil.rpc("anvil_setBalance", key.address, hex(needed))
        assert await founding.missing() == 0
        await founding.found()
    finally:
        anvil.rpc("anvil_setNextBlockBaseFeePerGas", "0x0")
        anvil.rpc("anvil_mine", "0x1")


async def test_terms_that_the_contract_refuses_are_not_founded(session: aiohttp.ClientSession, anvil: Anvil) -> None:
    with pytest.raises(Rejected):
        await founder(session, anvil, AgentKey.create(), replace(TERMS, max_members=1)).found()


async def test_other_terms_on_the_chain_are_noticed(session: aiohttp.ClientSession, anvil: Anvil) -> None:
    key = AgentKey.create()
    await founder(session, anvil, key).found()
    with pytest.raises(WrongChain):
        await founder(session, anvil, key, replace(TERMS, spread=TERMS.spread + 1)).found()
    assert not agrees(TERMS, replace(TERMS, zones=(ROOT, Zone(0, 1, 5))))


async def test_a_node_tells_its_chain(session: aiohttp.ClientSession, anvil: Anvil) -> None:
    assert (await look_at(session, anvil.url)).chain_id == anvil.chain_id


async def test_a_node_that_is_away_for_a_moment_does_not_end_a_founding(
    session: aiohttp.ClientSession, proxy: FaultyNode, anvil: Anvil
) -> None:
    founding = Founder(
        session, [proxy.url], anvil.chain_id, AgentKey.create(), TERMS, poll=0.02, replace_after=120, confirmations=0
    )
    refused: set[str] = set()

    async def away(request: Request) -> web.StreamResponse | None:
        """Be away for every kind of question once, when the founding is under way."""
        if proxy.asked["eth_sendRawTransaction"] < 2 or request["method"] in refused:
            return None
        refused.add(request["method"])
        return web.Response(status=503)

    proxy.faults.append(away)
    await founding.found()
    assert {"eth_getTransactionReceipt", "eth_sendRawTransaction", "eth_getTransactionCount"} <= refused
