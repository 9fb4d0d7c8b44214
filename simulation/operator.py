"""A community's operator on a node of our own: founds the market, admits whoever asks, issues credit."""

import asyncio
from collections.abc import Sequence
import time
from typing import Any

from eth_abi.abi import decode, encode
from eth_utils.abi import collapse_if_tuple, function_signature_to_4byte_selector

from custom_components.energy_trade.chain import artifacts
from custom_components.energy_trade.chain.deploy import MARKET, Created, found
from custom_components.energy_trade.market.founding import Founding

from .anvil import Anvil

GAS = 2**24


class Operator:
    """Acts with the node's first account, which the node itself unlocks."""

    def __init__(self, node: Anvil) -> None:
        self.node = node
        self.address = node.account(0).address
        self.market = ""
        self.deployment_block = 0
        self._functions = {entry["name"]: entry for entry in artifacts.load(MARKET).abi if entry["type"] == "function"}

    async def found(self, terms: Founding) -> str:
        """Found the market and return its address."""
        self.deployment_block = self.node.block_number
        created = await found(self._create, terms, self.address)
        self.market = created.address
        return created.address

    async def admit_waiting(self, zone: int, import_limit_wh: int, export_limit_wh: int) -> list[str]:
        """Admit everybody who has asked, and return their agents."""
        agents, _ = await self.view("requests")
        for agent in agents:
            await self.send("admit", agent, zone, import_limit_wh, export_limit_wh)
        return list(agents)

    async def send(self, function: str, *arguments: Any) -> dict[str, Any]:
        """Call a function of the market as its operator and return the receipt."""
        return await self._transact({"to": self.market, "data": self.call(function, arguments)})

    async def view(self, function: str, *arguments: Any) -> tuple[Any, ...]:
        """Call a function that changes nothing."""
        outputs = [collapse_if_tuple(output) for output in self._functions[function]["outputs"]]
        return decode(outputs, await self._ask(self.market, self.call(function, arguments)))

    def outputs(self, function: str) -> list[dict[str, Any]]:
        """What the fields of a function's one answer are called, in order."""
        components: list[dict[str, Any]] = self._functions[function]["outputs"][0]["components"]
        return components

    async def tokens(self, token: str, holder: str) -> int:
        """How many units of an ERC-20 an address holds."""
        data = "0x" + (function_signature_to_4byte_selector("balanceOf(address)") + encode(["address"], [holder])).hex()
        return int.from_bytes(await self._ask(token, data))

    async def _ask(self, contract: str, data: str) -> bytes:
        answer = await asyncio.to_thread(self.node.rpc, "eth_call", {"to": contract, "data": data}, "latest")
        return bytes.fromhex(answer[2:])

    async def _create(self, _name: str, code: str) -> Created:
        receipt = await self._transact({"data": code})
        return Created(receipt["contractAddress"], int(receipt["blockNumber"], 16))

    async def _transact(self, transaction: dict[str, Any]) -> dict[str, Any]:
        newest = await asyncio.to_thread(self.node.rpc, "eth_getBlockByNumber", "latest", False)
        price = 2 * int(newest["baseFeePerGas"], 16)
        full = {"from": self.address, "gas": hex(GAS), "gasPrice": hex(price), **transaction}
        sent = await asyncio.to_thread(self.node.rpc, "eth_sendTransaction", full)
        receipt = await asyncio.to_thread(self._receipt, sent)
        if receipt["status"] != "0x1":
            msg = f"the market refused what its operator asked: {receipt['transactionHash']}"
            raise RuntimeError(msg)
        return receipt

    def _receipt(self, transaction_hash: str) -> dict[str, Any]:
        # Mining is asynchronous.
        while not (receipt := self.node.rpc("eth_getTransactionReceipt", transaction_hash)):
            time.sleep(0.02)
        return dict(receipt)

    def call(self, function: str, arguments: Sequence[Any]) -> str:
        """Write a call of the market down."""
        inputs = [collapse_if_tuple(parameter) for parameter in self._functions[function]["inputs"]]
        selector = function_signature_to_4byte_selector(f"{function}({','.join(inputs)})")
        return "0x" + (selector + encode(inputs, arguments)).hex()
