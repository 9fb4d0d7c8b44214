"""A street on a network of two validators: it is founded, trades and settles while one of them is away for a time."""

import asyncio
from collections.abc import Awaitable
import contextlib
from typing import Any, override

import aiohttp
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.address import to_checksum_address

from custom_components.energy_trade.chain.client import EvmMarket, connect
from custom_components.energy_trade.chain.deploy import Created
from custom_components.energy_trade.chain.invitation import Invitation
from custom_components.energy_trade.chain.sender import Timing
from custom_components.energy_trade.chain.wallet import AgentKey
from simulation.anvil import MNEMONIC
from simulation.bench.faults.audit import Auditor, Findings, Grid
from simulation.bench.faults.community import LIMIT_WH, OWNERS, TERMS, buys, metered, sells
from simulation.bench.faults.life import FEED_IN, NEED_WH, RETAIL, SOLD_WH, SPREAD, STEP, SURPLUS_WH
from simulation.operator import GAS, Operator

from .validators import CHAIN_ID, Network, Validator

GAS_PRICE = 2 * 10**9
ALLOWANCE = 10**19
"""Coins that a home is given for the chain's fees, in wei."""

BREATH = 0.3
PATIENT = Timing(poll=BREATH, replace_after=120, resend_after=60, patience=600, confirmations=2)
"""What was handed to one validator is not soon handed to another one too: these clients do not tell each other."""


class Node:
    """Whichever validator is there, to those who ask it as one node."""

    def __init__(self, network: Network) -> None:
        """Ask the first that is there."""
        self.network = network

    def account(self, index: int) -> LocalAccount:
        """The account that the chain began with."""
        Account.enable_unaudited_hdwallet_features()
        account: LocalAccount = Account.from_mnemonic(MNEMONIC, account_path=f"m/44'/60'/0'/0/{index}")
        return account

    def rpc(self, method: str, *params: Any) -> Any:
        """Ask."""
        return next(each for each in self.network.validators if each.process is not None).rpc(method, *params)

    @property
    def block_number(self) -> int:
        """The newest block's number."""
        return int(self.rpc("eth_blockNumber"), 16)


class Founder(Operator):
    """Operates with a key of its own, as no validator keeps one."""

    def __init__(self, network: Network) -> None:
        """Hold the account that the chain began with."""
        node: Any = Node(network)
        super().__init__(node)
        self._key = node.account(0)

    @override
    async def _create(self, _name: str, code: str) -> Created:
        receipt = await self._transact({"data": code})
        return Created(receipt["contractAddress"], int(receipt["blockNumber"], 16))

    @override
    async def _transact(self, transaction: dict[str, Any]) -> dict[str, Any]:
        nonce = await asyncio.to_thread(self.node.rpc, "eth_getTransactionCount", self.address, "pending")
        full = {"nonce": int(nonce, 16), "gas": GAS, "gasPrice": GAS_PRICE, "chainId": CHAIN_ID, "value": 0}
        if "to" in transaction:
            transaction = {**transaction, "to": to_checksum_address(transaction["to"])}
        signed = self._key.sign_transaction(full | transaction)
        sent = await asyncio.to_thread(self.node.rpc, "eth_sendRawTransaction", "0x" + signed.raw_transaction.hex())
        receipt = await asyncio.to_thread(self._receipt, sent)
        if receipt["status"] != "0x1":
            raise RuntimeError(f"refused: {sent}")
        return receipt

    async def give(self, address: str, wei: int = ALLOWANCE) -> None:
        """Give somebody coins."""
        await self._transact({"to": address, "value": wei, "gas": 21_000})


class Street:
    """Two homes on a network, and time that goes on while they act."""

    def __init__(self, network: Network, session: aiohttp.ClientSession) -> None:
        """Begin with nothing founded."""
        self.network = network
        self.operator = Founder(network)
        self._session = session
        self._calendar = TERMS.calendar()

    async def go_on(self) -> None:
        """Propose blocks for ever."""
        while True:
            await asyncio.to_thread(self.network.propose)
            await asyncio.sleep(BREATH)

    async def until(self, moment: int) -> None:
        """Let time pass at once."""
        await asyncio.to_thread(self.network.propose, max(1, moment - self.network.time))

    async def home(self, owner: int) -> EvmMarket:
        """Let a home in that knows both validators."""
        urls = tuple(validator.url for validator in self.network.validators)
        invitation = Invitation(self.operator.market, self.operator.deployment_block, CHAIN_ID, urls, TERMS.name)
        key = AgentKey.create()
        await self.operator.give(key.address)
        home = await connect(
            self._session, invitation, key, timing=PATIENT, node_timeout=60, host_clock=lambda: float(self.network.time)
        )
        await home.request(OWNERS[owner], TERMS.daily_cap)
        await self.operator.admit_waiting(0, LIMIT_WH, LIMIT_WH)
        return home

    async def live(self, away: Validator) -> Findings:
        """Live a block's life; one validator is away from after the first order until the readings are in."""
        clock = asyncio.create_task(self.go_on())
        try:
            await self._while(clock, self.operator.found(TERMS))
            seller, buyer = await self._while(clock, self.home(0)), await self._while(clock, self.home(1))
            snapshot = await seller.snapshot()
            block = max(each.index for each in snapshot.blocks if each.is_open)
            before = {index: metered(0) for index in range(snapshot.member.first_block, block)}
            await self._while(clock, seller.place({block: sells(SOLD_WH + 300)}))
            await asyncio.to_thread(self.network.kill, away)
            await self._while(clock, seller.place({block: sells(SOLD_WH)}))
            await self._while(clock, buyer.place({block: buys(SOLD_WH)}))
            await self.until(self._calendar.gate(block) + 1)
            await self._while(clock, seller.clear(block))
            await self.until(self._calendar.block_end(block) + 1)
            await self._while(clock, seller.report(before | {block: metered(SURPLUS_WH)}))
            await asyncio.to_thread(self.network.bring_back, away)
            await self._while(clock, buyer.report(before | {block: metered(-NEED_WH)}))
            await self._while(clock, seller.settle([0, 1]))
            for _ in self.network.validators:
                await asyncio.sleep(2 * BREATH)
        finally:
            clock.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await clock
        grid = Grid(FEED_IN, STEP, SPREAD, lambda _interval: (FEED_IN, RETAIL))
        return await Auditor(self.operator, grid).audit(seller.agent)

    async def _while[T](self, clock: asyncio.Task[None], act: Awaitable[T]) -> T:
        """Act, unless time stops."""
        action = asyncio.ensure_future(act)
        await asyncio.wait({clock, action}, return_when=asyncio.FIRST_COMPLETED)
        if clock.done():
            action.cancel()
            clock.result()
        return await action
