"""The real EnergyMarket on a node, told what its twin is told, and its answers in the twin's words."""

from collections.abc import Sequence
from typing import Any

from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_account.signers.local import LocalAccount
from eth_utils.address import to_checksum_address

from custom_components.energy_trade.chain import artifacts, bindings
from custom_components.energy_trade.chain.abi import ContractAbi, Event
from custom_components.energy_trade.chain.deploy import MARKET, creation_code, founding_arguments, libraries_of
from custom_components.energy_trade.chain.errors import Rejected
from custom_components.energy_trade.chain.rpc import Log
from custom_components.energy_trade.chain.wallet import REQUEST_TYPE, WITNESS_TYPE
from custom_components.energy_trade.market.clearing import RESULT_BITS, ZoneResult
from custom_components.energy_trade.market.community import (
    MarketEvent,
    OrderMessage,
    ReadingMessage,
    Refused,
    RequestMessage,
    WitnessMessage,
)
from custom_components.energy_trade.market.founding import Founding
from custom_components.energy_trade.market.lines import pack_row
from custom_components.energy_trade.market.orders import BlockOrders
from custom_components.energy_trade.market.readings import BlockReadings
from custom_components.energy_trade.market.state import BlockState, MemberState
from custom_components.energy_trade.market.tariff import LocalClock, TariffTable
from custom_components.energy_trade.market.units import BLOCK_INTERVALS
from simulation.anvil import Anvil, RpcError

GAS = hex(2**24)
ORDERS_TYPE = [
    {"name": "member", "type": "uint16"},
    {"name": "firstBlock", "type": "uint32"},
    {"name": "version", "type": "uint40"},
    {"name": "deadline", "type": "uint64"},
    {"name": "words", "type": "uint256[]"},
]
READINGS_TYPE = [
    {"name": "member", "type": "uint16"},
    {"name": "firstBlock", "type": "uint32"},
    {"name": "words", "type": "uint256[]"},
    {"name": "details", "type": "bytes"},
]


class ContractMarket:
    """A founded market; each action happens at a chosen time and returns what the contract told."""

    def __init__(self, node: Anvil, founding: Founding, keys: Sequence[LocalAccount], now: int) -> None:
        """Deploy the libraries, and the market at `now`."""
        self.node = node
        self.told: list[tuple[Event, int]] = []
        """All that the market ever told, and when."""

        self.heard: list[MarketEvent] = []
        """What it told in another market's last transaction."""

        self.now = now
        self.founding = founding
        self.keys = {str(key.address): key for key in keys}
        self.operator = keys[0].address
        self.abi = ContractAbi(artifacts.load(MARKET).abi)
        self.token = ContractAbi(artifacts.load("CommunityCredit").abi)
        self.beside: ContractMarket | None = None
        """Another market that may tell something in this one's transactions."""

        for key in keys:
            node.rpc("anvil_impersonateAccount", key.address)
            node.fund(key.address)
        libraries: dict[str, str] = {}
        for name in libraries_of(MARKET):
            code = creation_code(artifacts.load(name), libraries, ())
            libraries[name] = self._transact(None, code, None)["contractAddress"]
        arguments = founding_arguments(founding, self.operator)
        receipt = self._transact(None, creation_code(artifacts.load(MARKET), libraries, arguments), now)
        self.address = to_checksum_address(receipt["contractAddress"])
        self.terms = bindings.founding(self.read("founding"))
        for key in keys:
            approve = "0x" + self.token.call("approve", self.address, 2**255).hex()
            self._transact(self.terms.credit, approve, None, key.address)
        self.now = node.time

    def read(self, name: str, *arguments: Any) -> Any:
        """Call a view as of the time of the last action."""
        call = {"to": self.address, "data": "0x" + self.abi.call(name, *arguments).hex()}
        answer = self.node.rpc("eth_call", call, "latest", {}, {"time": hex(self.now)})
        return self.abi.answer(name, bytes.fromhex(answer[2:]))

    def act(self, now: int, sender: str, name: str, *arguments: Any) -> tuple[Any, list[MarketEvent]]:
        """Send a transaction at a time; return the answer and what was told, or raise what the contract raised."""
        self.now = now
        data = "0x" + self.abi.call(name, *arguments).hex()
        call = {"from": sender, "to": self.address, "data": data, "gas": GAS}
        try:
            answer = self.node.rpc("eth_call", call, "latest", {}, {"time": hex(now)})
        except RpcError as error:
            raise self._refused(error) from None
        receipt = self._transact(self.address, data, now, sender)
        if self.beside is not None:
            self.beside.now = now
            self.beside.heard = self.beside.told_in(receipt)
        return self.abi.answer(name, bytes.fromhex(answer[2:])), self.told_in(receipt)

    def told_in(self, receipt: dict[str, Any]) -> list[MarketEvent]:
        """What this market tells in a transaction."""
        return [self._event(entry) for entry in receipt["logs"] if entry["address"] == self.address.lower()]

    def tokens_of(self, address: str) -> int:
        """How much of the credit's token somebody has, in µcredit."""
        call = {"to": self.terms.credit, "data": "0x" + self.token.call("balanceOf", address).hex()}
        answer: int = self.token.answer("balanceOf", bytes.fromhex(self.node.rpc("eth_call", call, "latest")[2:]))
        return answer

    def signed_orders(self, message: OrderMessage) -> tuple[Any, ...]:
        """Write orders as they are relayed, signed by who they name; a stranger's name has no valid signature."""
        placement = message.placement
        words = [orders.pack() for orders in placement.orders]
        fields = (placement.member, placement.first_block, placement.version, message.deadline, words)
        return (*fields, self._sign(message.signer, "Orders", ORDERS_TYPE, fields))

    def signed_readings(self, message: ReadingMessage) -> tuple[Any, ...]:
        """Write readings as they are relayed."""
        fields = (message.member, message.first_block, [readings.pack() for readings in message.readings], b"")
        return (*fields, self._sign(message.signer, "Readings", READINGS_TYPE, fields))

    def witnessed(self, message: WitnessMessage) -> tuple[Any, ...]:
        """Write readings as neighbours have signed them, too."""
        words = [readings.pack() for readings in message.readings]
        fields = (message.member, message.first_block, words)
        signatures = [self._sign(signer, "Witness", WITNESS_TYPE, fields) for signer in message.signers]
        return (*fields, list(message.witnesses), signatures)

    def signed_request(self, message: RequestMessage) -> tuple[Any, ...]:
        """Write a request as it is relayed."""
        asked = message.request
        fields = (message.agent, asked.owner, asked.meter_key, asked.daily_cap, asked.voucher, message.deadline)
        signers = (message.signer, message.voucher_signer)
        return (*fields, *(self._sign(signer, "Request", REQUEST_TYPE, fields) for signer in signers))

    def member(self, index: int) -> MemberState:
        """A member as the contract shows it."""
        return bindings.member(self.read("member", index))

    def blocks(self, agent: str, first: int, last: int) -> list[BlockState]:
        """Blocks as the contract shows them to an agent."""
        return [bindings.block(entry, self.terms) for entry in self.read("overview", agent, first, last)["blocks"]]

    def _sign(self, signer: str, kind: str, types: list[dict[str, str]], values: tuple[Any, ...]) -> bytes:
        if signer not in self.keys:
            return b""
        domain = {
            "name": "EnergyTrade",
            "version": "1",
            "chainId": self.node.chain_id,
            "verifyingContract": self.address,
            "salt": bytes.fromhex(self.terms.salt.removeprefix("0x")),
        }
        message = dict(zip((field["name"] for field in types), values, strict=True))
        signable = encode_typed_data(domain, {kind: types}, message)
        return bytes(Account.sign_message(signable, self.keys[signer].key).signature)

    def _transact(self, to: str | None, data: str, now: int | None, sender: str | None = None) -> dict[str, Any]:
        if now is not None:
            self.node.rpc("evm_setNextBlockTimestamp", now)
        transaction = {"from": sender or self.operator, "data": data, "gas": GAS, "gasPrice": "0x0"}
        if to:
            transaction["to"] = to
        receipt = self.node.receipt(self.node.rpc("eth_sendTransaction", transaction))
        assert receipt["status"] == "0x1", receipt
        return receipt

    def _refused(self, error: RpcError) -> Refused:
        explained: Rejected = self.abi.explain(error.error.get("data"))
        if explained.reason == "Reverted":
            explained = self.token.explain(error.error.get("data"))
        return Refused(explained.reason, *explained.values.values())

    def _event(self, entry: dict[str, Any]) -> MarketEvent:
        log = Log(
            address=entry["address"],
            topics=tuple(bytes.fromhex(topic[2:]) for topic in entry["topics"]),
            data=bytes.fromhex(entry["data"][2:]),
            block_number=int(entry["blockNumber"], 16),
            block_hash=entry["blockHash"],
            transaction_hash=entry["transactionHash"],
            index=int(entry["logIndex"], 16),
        )
        event = self.abi.event(log)
        assert event is not None, entry
        self.told.append((event, self.now))
        values = event.fields
        if event.name in ("OrdersSkipped", "ReadingsSkipped"):
            values["reason"] = self.abi._errors[values["reason"]]["name"]
        return MarketEvent(event.name, tuple(values.values()))


def as_told(event: MarketEvent, founding: Founding) -> MarketEvent:
    """The twin's event with the words that the contract tells."""
    name, values = event.name, event.values
    match name, values:
        case "Ordered", (member, block, version, orders):
            values = (member, block, version, tuple(BlockOrders.pack(placed) for placed in orders))
        case "Reported", (member, block, readings):
            values = (member, block, tuple(BlockReadings.pack(told) for told in readings), b"")
        case "Cleared", (block, first, count, results, flows):
            values = (block, first, count, _result_words(results, first), _flow_words(flows, first))
        case "TariffSet", (block, tariffs):
            values = (block, tuple(founding.pack_tariff(tariff) for tariff in tariffs))
        case "TariffTableSet", (block, TariffTable() as table):
            values = (block, table.pack(founding.tariff_unit))
        case "ClockSet", (LocalClock() as clock,):
            values = (clock.pack(),)
        case "LineReported", (zone, block, lines):
            values = (zone, block, tuple(pack_row(line) for line in lines))
        case "Disputed" | "Audited" | "ExportUnproven", _:
            values = tuple(_words(value) for value in values)
        case "CorrectionAnnounced" | "ReadingCorrected", (member, block, BlockReadings() as readings, *rest):
            values = (member, block, BlockReadings(readings.readings).pack(), *rest)
    return MarketEvent(name, values)


def _words(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    return pack_row(value) if isinstance(value[0], int) else tuple(pack_row(row) for row in value)


def _result_words(results: Sequence[Sequence[ZoneResult]], first: int) -> tuple[int, ...]:
    return tuple(
        sum(result.pack() << RESULT_BITS * position for position, result in enumerate(zone, first)) for zone in results
    )


def _flow_words(flows: Sequence[Sequence[int]], first: int) -> tuple[int, ...]:
    rows = []
    for zone in flows:
        rows += [0] * first + list(zone) + [0] * (BLOCK_INTERVALS - first - len(zone))
    return tuple(rows)
