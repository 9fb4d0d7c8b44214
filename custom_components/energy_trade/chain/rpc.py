"""What the home asks of a node, typed; answers of any other form are rubbish."""

import asyncio
from dataclasses import dataclass
from typing import Any, Self

from eth_utils.address import to_checksum_address
from web3.types import RPCEndpoint

from .errors import AnswerTooLarge, CallFailed, NodeRefused, NodeRubbish, NodeUnavailable, Reorged
from .provider import SessionProvider

HASH_BYTES = 32
ADDRESS_BYTES = 20
MAX_WORD = 2**256
LIMIT_EXCEEDED = frozenset({-32005, 429})
UNAUTHORISED = frozenset({-32051, 401, 403})
TOO_MUCH = -32005
INLINE_LOGS = 100
"""More logs than this are parsed in a thread."""


@dataclass(frozen=True, slots=True)
class Head:
    """A block of the chain as its header tells; `base_fee` in wei per gas, None where the chain has none."""

    number: int
    hash: str
    parent: str
    timestamp: int
    base_fee: int | None

    @classmethod
    def parse(cls, answer: object) -> Self:
        """Read a block's header."""
        fields = _object(answer)
        base_fee = fields.get("baseFeePerGas")
        return cls(
            _number(fields.get("number")),
            _hash(fields.get("hash")),
            _hash(fields.get("parentHash")),
            _number(fields.get("timestamp")),
            None if base_fee is None else _number(base_fee),
        )


@dataclass(frozen=True, slots=True)
class Mined:
    """A transaction's receipt."""

    transaction_hash: str
    block_number: int
    block_hash: str
    succeeded: bool
    gas_used: int
    contract: str | None
    fee: int = 0
    """What was paid for it, in wei; 0 where the node does not say."""

    @classmethod
    def parse(cls, answer: object, transaction_hash: str) -> Self | None:
        """Read a receipt; None while the transaction is not mined."""
        if answer is None:
            return None
        fields = _object(answer)
        if _hash(fields.get("transactionHash")) != transaction_hash:
            msg = "the receipt is of another transaction"
            raise NodeRubbish(msg)
        # Some nodes tell of a receipt before its block.
        if fields.get("blockHash") is None:
            return None
        contract, price = fields.get("contractAddress"), fields.get("effectiveGasPrice")
        return cls(
            transaction_hash,
            _number(fields.get("blockNumber")),
            _hash(fields.get("blockHash")),
            _number(fields.get("status")) == 1,
            _number(fields.get("gasUsed")),
            None if contract is None else to_checksum_address(_address(contract)),
            0 if price is None else _number(price) * _number(fields.get("gasUsed")),
        )


@dataclass(frozen=True, slots=True)
class Log:
    """An event as a contract emitted it; the address in lower case."""

    address: str
    topics: tuple[bytes, ...]
    data: bytes
    block_number: int
    block_hash: str
    transaction_hash: str
    index: int

    @classmethod
    def parse(cls, answer: object) -> Self:
        """Read one log."""
        fields = _object(answer)
        topics = fields.get("topics")
        if not isinstance(topics, list) or fields.get("removed") is True:
            msg = "a log is without topics, or taken back"
            raise NodeRubbish(msg)
        return cls(
            _address(fields.get("address")),
            tuple(bytes.fromhex(_hash(topic)[2:]) for topic in topics),
            _bytes(fields.get("data")),
            _number(fields.get("blockNumber")),
            _hash(fields.get("blockHash")),
            _hash(fields.get("transactionHash")),
            _number(fields.get("logIndex")),
        )


type BlockTag = int | str
"""A block's number, its hash, or a name such as `latest`."""


class Rpc:
    """One node's answers."""

    def __init__(self, provider: SessionProvider) -> None:
        """Ask through a provider."""
        self._provider = provider
        self._by_hash = True

    @property
    def url(self) -> str:
        """Where the node is."""
        return self._provider.url

    async def ask(self, method: str, *params: Any) -> Any:
        """Ask anything; raise CallFailed with the node's words if it refuses."""
        response = await self._provider.make_request(RPCEndpoint(method), list(params))
        if "error" in response:
            raise _refusal(response["error"])
        return response["result"]

    async def chain_id(self) -> int:
        """Which chain the node is on."""
        return _number(await self.ask("eth_chainId"))

    async def head(self, tag: BlockTag = "latest") -> Head:
        """Header of a block."""
        if isinstance(tag, str) and len(tag) == 2 + 2 * HASH_BYTES:
            answer = await self.ask("eth_getBlockByHash", tag, False)
        else:
            answer = await self.ask("eth_getBlockByNumber", _tag(tag), False)
        if answer is None:
            msg = f"the node does not know block {tag}"
            raise NodeUnavailable(msg)
        return Head.parse(answer)

    async def code(self, address: str) -> bytes:
        """Code of a contract, empty if there is none."""
        return _bytes(await self.ask("eth_getCode", address, "latest"))

    async def call(self, to: str, data: bytes, at: Head | None = None, sender: str | None = None) -> bytes:
        """Run a view as of one exact block (its hash, where the node can), or as of now."""
        call = {"to": to, "data": "0x" + data.hex()} | ({} if sender is None else {"from": sender})
        if at is None:
            return _bytes(await self.ask("eth_call", call, "latest"))
        if self._by_hash:
            try:
                return _bytes(await self.ask("eth_call", call, {"blockHash": at.hash, "requireCanonical": True}))
            except CallFailed as error:
                if error.data or "revert" in error.message.lower():
                    raise
                if not await self._still(at):
                    raise Reorged(f"block {at.number} was replaced while it was read") from error
                self._by_hash = False
        result = _bytes(await self.ask("eth_call", call, hex(at.number)))
        if not await self._still(at):
            raise Reorged(f"block {at.number} was replaced while it was read")
        return result

    async def balance(self, address: str) -> int:
        """Coin that an address holds, in wei."""
        return _number(await self.ask("eth_getBalance", address, "latest"))

    async def nonce(self, address: str, tag: BlockTag = "latest") -> int:
        """Count of an address's transactions: mined, or with `pending` also those that wait."""
        return _number(await self.ask("eth_getTransactionCount", address, _tag(tag)))

    async def gas_price(self) -> int:
        """Wei per gas that the node suggests."""
        return _number(await self.ask("eth_gasPrice"))

    async def priority_fee(self) -> int | None:
        """Wei per gas that the node suggests to give a block's maker; None where it has no opinion."""
        try:
            return _number(await self.ask("eth_maxPriorityFeePerGas"))
        except CallFailed:
            return None

    async def estimate(self, call: dict[str, str]) -> int:
        """Gas that a transaction would need now; raises CallFailed with the revert's data if it would fail."""
        return _number(await self.ask("eth_estimateGas", call))

    async def send(self, raw: bytes) -> str:
        """Hand a signed transaction in; return its hash."""
        return _hash(await self.ask("eth_sendRawTransaction", "0x" + raw.hex()))

    async def receipt(self, transaction_hash: str) -> Mined | None:
        """Receipt of a transaction, None while it is not mined."""
        return Mined.parse(await self.ask("eth_getTransactionReceipt", transaction_hash), transaction_hash)

    async def knows(self, transaction_hash: str) -> bool:
        """Whether the node has a transaction at all, mined or waiting."""
        return await self.ask("eth_getTransactionByHash", transaction_hash) is not None

    async def is_mined(self, transaction_hash: str) -> bool:
        """Whether the node has a transaction in one of its blocks, with or without a receipt."""
        answer = await self.ask("eth_getTransactionByHash", transaction_hash)
        return answer is not None and _object(answer).get("blockHash") is not None

    async def logs(self, address: str, topics: list[Any], first: int, last: int) -> list[Log]:
        """Events of a contract in a range of blocks, in their order."""
        query = {"address": address, "topics": topics, "fromBlock": hex(first), "toBlock": hex(last)}
        try:
            answer = await self.ask("eth_getLogs", query)
        except AnswerTooLarge as error:
            raise CallFailed(TOO_MUCH, str(error)) from error
        if not isinstance(answer, list):
            msg = "the logs are not a list"
            raise NodeRubbish(msg)
        if len(answer) <= INLINE_LOGS:
            return _parse_logs(answer, address, first, last)
        return await asyncio.to_thread(_parse_logs, answer, address, first, last)

    async def _still(self, block: Head) -> bool:
        try:
            return (await self.head(block.number)).hash == block.hash
        except NodeUnavailable:
            return False


def _parse_logs(answer: list[Any], address: str, first: int, last: int) -> list[Log]:
    logs = [Log.parse(entry) for entry in answer]
    wanted = address.lower()
    if any(log.address != wanted or not first <= log.block_number <= last for log in logs):
        msg = "the logs are not those asked for"
        raise NodeRubbish(msg)
    return sorted(logs, key=lambda log: (log.block_number, log.index))


def _refusal(error: object) -> Exception:
    fields = _object(error)
    code, message, data = fields.get("code"), fields.get("message"), fields.get("data")
    if not isinstance(code, int) or not isinstance(message, str):
        msg = "an error without code or message"
        return NodeRubbish(msg)
    if code in LIMIT_EXCEEDED and "range" not in message and "result" not in message:
        return NodeUnavailable(f"the node has enough of this home: {message[:80]}")
    if code in UNAUTHORISED:
        return NodeRefused(message[:80])
    # Some nodes wrap the revert's data once more.
    if isinstance(data, dict):
        data = data.get("data", data.get("result"))
    return CallFailed(code, message, data if isinstance(data, str) else None)


def _tag(tag: BlockTag) -> str:
    return hex(tag) if isinstance(tag, int) else tag


def _object(answer: object) -> dict[str, Any]:
    if not isinstance(answer, dict):
        msg = "an object was due"
        raise NodeRubbish(msg)
    return answer


def _number(answer: object) -> int:
    if isinstance(answer, str) and answer.startswith("0x"):
        try:
            number = int(answer, 16)
        except ValueError:
            number = -1
        if 0 <= number < MAX_WORD:
            return number
    msg = "a number was due"
    raise NodeRubbish(msg)


def _bytes(answer: object) -> bytes:
    if isinstance(answer, str) and answer.startswith("0x"):
        try:
            return bytes.fromhex(answer[2:])
        except ValueError:
            pass
    msg = "bytes were due"
    raise NodeRubbish(msg)


def _hash(answer: object) -> str:
    found = _bytes(answer)
    if len(found) != HASH_BYTES:
        msg = "a hash was due"
        raise NodeRubbish(msg)
    return "0x" + found.hex()


def _address(answer: object) -> str:
    found = _bytes(answer)
    if len(found) != ADDRESS_BYTES:
        msg = "an address was due"
        raise NodeRubbish(msg)
    return "0x" + found.hex()
