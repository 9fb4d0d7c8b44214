"""A community of many homes on a node of its own, whose every act is a transaction with known gas."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random
from time import sleep
from typing import Any

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from custom_components.energy_trade.chain import artifacts, deploy
from custom_components.energy_trade.chain.abi import ContractAbi
from simulation.anvil import Anvil
from simulation.bench.signing import address_of, sign

MAX_GAS = 2**24
"""What one transaction may use on Ethereum since EIP-7825."""
INTERVAL = 900
BLOCK = 8 * INTERVAL
GATE_LEAD = 300
HORIZON = 12
START = 250_000 * BLOCK + 60
LIMIT_WH = 4000
LANES = sum(1 << 25 * i for i in range(8))
CENT = 10
"""µcredit/Wh of one ct/kWh."""

ORDERS_TYPE = keccak(b"Orders(uint16 member,uint32 firstBlock,uint40 version,uint64 deadline,uint256[] words)")
READINGS_TYPE = keccak(b"Readings(uint16 member,uint32 firstBlock,uint256[] words,bytes details)")


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of the tree: its parent, and the line to it."""

    parent: int = 0
    fee_ticks: int = 0
    capacity_wh: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """What differs between the communities that are measured."""

    homes: int
    zones: tuple[Zone, ...] = (Zone(),)
    individual: bool = False
    report_blocks: int = 12


@dataclass(slots=True)
class Bill:
    """Gas by phase, and the dearest transaction of each."""

    gas: dict[str, int] = field(default_factory=dict)
    largest: dict[str, int] = field(default_factory=dict)

    def add(self, phase: str, gas: int) -> None:
        """Count one transaction."""
        self.gas[phase] = self.gas.get(phase, 0) + gas
        self.largest[phase] = max(self.largest.get(phase, 0), gas)


class Community:
    """Founds a market and lets its homes act."""

    def __init__(self, node: Anvil, terms: Terms) -> None:
        """Found the market and admit the homes, spread evenly over the zones."""
        self.node = node
        self.terms = terms
        self.bill = Bill()
        self.metering = False
        self._now = START
        self._random = Random(terms.homes)  # seeded: the same homes every time
        self._operator = node.account(0).address
        self._abi = ContractAbi(artifacts.load(deploy.MARKET).abi)
        self._refusals = {topic for name, topic in self._abi.topics.items() if name.endswith("Skipped")}
        self.address = asyncio.run(
            deploy.deploy(self._create, deploy.MARKET, (self._founding(), self._operator))
        ).address
        self._domain: bytes = self._view("domainSeparator")
        self._keys = [int.from_bytes(keccak(b"home%d" % home)) for home in range(terms.homes)]
        for home, key in enumerate(self._keys):
            agent = address_of(key)
            node.rpc("anvil_impersonateAccount", agent)
            self._send("", "request", agent, 10**12, sender=agent)
            self._send("", "admit", agent, home % len(terms.zones), LIMIT_WH, LIMIT_WH)

    # ---- acts -------------------------------------------------------------------

    def order(self, first_block: int, blocks: int, batch: int) -> None:
        """Every home signs its orders for some blocks; a relayer sends them in batches."""
        version, deadline = self._now * 10, self._now + INTERVAL

        def signed(home: int) -> tuple[Any, ...]:
            words = [self._orders(home, first_block + block) for block in range(blocks)]
            content = encode(
                ["bytes32", "uint16", "uint32", "uint40", "uint64", "bytes32"],
                [ORDERS_TYPE, home, first_block, version, deadline, _hash_words(words)],
            )
            return (home, first_block, version, deadline, words, self._sign(home, content))

        self._batches("order", "orderBatch", signed, batch)

    def report(self, first_block: int, blocks: int, batch: int, *, details: bool = True) -> None:
        """Every home signs its readings of some blocks; a relayer sends them in batches."""

        def signed(home: int) -> tuple[Any, ...]:
            words = [self._readings() for _ in range(blocks)]
            shown = b"".join(self._details() for _ in range(blocks)) if details else b""
            content = encode(
                ["bytes32", "uint16", "uint32", "bytes32", "bytes32"],
                [READINGS_TYPE, home, first_block, _hash_words(words), keccak(shown)],
            )
            return (home, first_block, words, shown, self._sign(home, content))

        self._batches("report", "reportBatch", signed, batch)

    def clear(self, blocks: Iterable[int]) -> None:
        """Clear blocks whole, each in a transaction of its own."""
        for block in blocks:
            self._send("clear", "clear", block, 8)

    def settle(self, blocks: int, batch: int) -> None:
        """Settle every home's oldest blocks."""
        for first in range(0, self.terms.homes, batch):
            self._send("settle", "settle", list(range(first, min(first + batch, self.terms.homes))), blocks)

    def at(self, time: int) -> None:
        """Go on at this time."""
        self._now = time
        self.node.set_time(time)

    # ---- what homes say ------------------------------------------------------------

    def _orders(self, home: int, block: int) -> int:
        """An order in every interval: half of the homes sell in a block, up to 2,000 Wh each, at any usual price."""
        word = ((home + block) % 2 << 24) * LANES
        for i in range(8):
            wh, tick = self._random.randint(1, 2000), self._random.randint(8, 56)
            word |= (wh | tick << 18) << 25 * i
        return word

    def _readings(self) -> int:
        """No interval is delivered as it was traded."""
        return sum((self._random.randint(-2000, 2000) & 0x7FFFF) << 21 * i for i in range(8))

    def _details(self) -> bytes:
        """Import, export, generation, battery charge and discharge, some of them nothing."""
        return b"".join(
            self._random.choice((0, self._random.randint(0, 2000))).to_bytes(3) for _ in range(5) for _ in range(8)
        )

    # ---- the chain -------------------------------------------------------------------

    def _founding(self) -> tuple[Any, ...]:
        """Quarter hours, a gate five minutes ahead, a tariff of 8 to 30 ct/kWh, ticks of half a cent."""
        hour = 8 * CENT | 30 * CENT << 15
        table = sum(hour << 30 * i for i in range(8))
        zones = [(zone.parent, zone.fee_ticks, zone.capacity_wh) for zone in self.terms.zones]
        return (
            "Bench", "EUR", "0x" + 40 * "0", 10**12, int(self.terms.individual), INTERVAL, 4, GATE_LEAD, HORIZON,
            self.terms.report_blocks, 0, 2 * CENT, CENT // 2, 1, 50 * CENT, 2 * CENT, 10_000, 10**12,
            max(2, self.terms.homes), zones, [table] * 3, 0, 0, "0x" + 40 * "0", 0, 0, 0, 0, 0,
        )  # fmt: skip

    async def _create(self, name: str, code: str) -> deploy.Created:
        receipt = self._transact({"from": self._operator, "data": code, "gas": hex(30_000_000)})
        return deploy.Created(receipt["contractAddress"], int(receipt["blockNumber"], 16))

    def _sign(self, home: int, content: bytes) -> bytes:
        return sign(keccak(b"\x19\x01" + self._domain + keccak(content)), self._keys[home])

    def _batches(self, phase: str, name: str, signed: Callable[[int], tuple[Any, ...]], batch: int) -> None:
        for first in range(0, self.terms.homes, batch):
            homes = range(first, min(first + batch, self.terms.homes))
            self._send(phase, name, [signed(home) for home in homes])

    def _view(self, name: str) -> Any:
        answer = self.node.rpc("eth_call", {"to": self.address, "data": self._call(name)}, "latest")
        return self._abi.answer(name, bytes.fromhex(answer[2:]))

    def _call(self, name: str, *arguments: Any) -> str:
        return "0x" + self._abi.call(name, *arguments).hex()

    def _send(self, phase: str, name: str, *arguments: Any, sender: str | None = None) -> None:
        """Send a transaction that must do all that it says; its gas goes on the bill of its phase."""
        receipt = self._transact(
            {
                "from": sender or self._operator,
                "to": self.address,
                "data": self._call(name, *arguments),
                "gas": hex(MAX_GAS),
            }
        )
        if any(log["topics"][0] in self._refusals for log in receipt["logs"]):
            raise RuntimeError(f"{name}: the market refused an entry")
        if phase and self.metering:
            self.bill.add(phase, int(receipt["gasUsed"], 16))

    def _transact(self, transaction: dict[str, Any]) -> dict[str, Any]:
        transaction_hash = self.node.rpc("eth_sendTransaction", transaction | {"gasPrice": "0x0"})
        receipt: dict[str, Any] | None = None
        while receipt is None:  # mining is asynchronous
            sleep(0.005)
            receipt = self.node.rpc("eth_getTransactionReceipt", transaction_hash)
        if receipt["status"] != "0x1":
            raise RuntimeError(f"a transaction failed: {receipt}")
        return receipt


def _hash_words(words: Sequence[int]) -> bytes:
    return keccak(b"".join(word.to_bytes(32) for word in words))
