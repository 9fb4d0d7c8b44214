"""Two validators with an execution client each (EthereumJS): they take turns in proposing blocks, the other one checks.

What a consensus client does is done here over the clients' Engine API: ask the proposer for a block, show it to
everybody, and make it the head of whoever is there. Who was away is shown what it missed. Time is what is proposed.
"""

from dataclasses import dataclass, field
import json
from pathlib import Path
import subprocess
import threading
import time
from typing import Any
from urllib.request import Request, urlopen

from simulation.anvil import RpcError, free_port

CHAIN_ID = 1338
RICH = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
COINS = 10**24
ZERO = "0x" + 64 * "0"
GAS_LIMIT = 60_000_000
START_TIMEOUT, ANSWER_TIMEOUT = 180.0, 120.0
FORKS = (
    "homesteadBlock", "eip150Block", "eip155Block", "eip158Block", "byzantiumBlock", "constantinopleBlock",
    "petersburgBlock", "istanbulBlock", "berlinBlock", "londonBlock", "mergeNetsplitBlock", "shanghaiTime",
    "cancunTime", "pragueTime", "terminalTotalDifficulty",
)  # fmt: skip


def genesis(timestamp: int) -> dict[str, Any]:
    """The chain's beginning: all rules of today, one account that has coins."""
    blobs = {"target": 6, "max": 9, "baseFeeUpdateFraction": 5007716}
    config = {
        **dict.fromkeys(FORKS, 0),
        "chainId": CHAIN_ID,
        "terminalTotalDifficultyPassed": True,
        "blobSchedule": {"cancun": {**blobs, "target": 3, "max": 6}, "prague": blobs},
        "depositContractAddress": "0x" + 40 * "4",
    }
    return {
        "config": config, "nonce": "0x0", "timestamp": hex(timestamp), "extraData": "0x", "gasLimit": hex(GAS_LIMIT),
        "difficulty": "0x0", "mixHash": ZERO, "coinbase": "0x" + 40 * "0", "baseFeePerGas": "0x7",
        "alloc": {RICH: {"balance": hex(COINS)}},
    }  # fmt: skip


@dataclass
class Validator:
    """One execution client."""

    program: Path
    folder: Path
    port: int = field(default_factory=free_port)
    engine_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where wallets reach it."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [
            "node", str(self.program), "--gethGenesis", str(self.folder.parent / "genesis.json"),
            "--dataDir", str(self.folder), "--rpc", "--rpcAddr", "127.0.0.1", "--rpcPort", str(self.port),
            "--rpcEngine", "--rpcEngineAddr", "127.0.0.1", "--rpcEnginePort", str(self.engine_port),
            "--rpcEngineAuth", "false", "--sync", "none", "--discDns", "false", "--discV4", "false",
            "--isSingleNode", "--logFile", "false", "--logLevel", "warn",
        ]  # fmt: skip
        with (self.folder / "log").open("ab") as log:
            # Its log's own files would be left where it is started.
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, start_new_session=True
            )
        end = time.monotonic() + START_TIMEOUT
        while time.monotonic() < end:
            try:
                self.rpc("eth_chainId")
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise TimeoutError("the client does not answer")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def rpc(self, method: str, *params: Any) -> Any:
        """Ask it as a wallet does."""
        return _ask(self.port, method, params)

    def engine(self, method: str, *params: Any) -> Any:
        """Tell it as a consensus client does."""
        return _ask(self.engine_port, method, params)


def _ask(port: int, method: str, params: tuple[Any, ...]) -> Any:
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    request = Request(f"http://127.0.0.1:{port}", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=ANSWER_TIMEOUT) as response:
        answer = json.load(response)
    if "error" in answer:
        raise RpcError(method, answer["error"])
    return answer["result"]


class Network:
    """Validators that take turns."""

    def __init__(self, validators: list[Validator], began: int) -> None:
        """Agree on the beginning."""
        self.validators = validators
        self.time = began
        self.head = ""
        self._shown: list[tuple[dict[str, Any], list[Any]]] = []
        self._seen = dict.fromkeys(range(len(validators)), 0)
        self._turn = 0
        self.lock = threading.RLock()
        """Held while a block is proposed, and by whoever takes a validator away or brings it back."""

    def start(self) -> None:
        """Write the chain's beginning and start everybody."""
        folder = self.validators[0].folder.parent
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "genesis.json").write_text(json.dumps(genesis(self.time)), encoding="utf-8")
        for validator in self.validators:
            validator.start()
        self.head = self.validators[0].rpc("eth_getBlockByNumber", "latest", False)["hash"]

    def stop(self) -> None:
        """End everybody."""
        for validator in self.validators:
            validator.kill()

    def propose(self, seconds: int = 1) -> None:
        """Let the next validator that is there propose a block."""
        with self.lock:
            self._propose(seconds)

    def kill(self, validator: Validator) -> None:
        """Take a validator away."""
        with self.lock:
            validator.kill()

    def bring_back(self, validator: Validator) -> None:
        """Start a validator again; it is shown what it missed."""
        with self.lock:
            validator.start()
            self._seen[self.validators.index(validator)] = 0

    def _propose(self, seconds: int) -> None:
        there = [number for number, each in enumerate(self.validators) if each.process is not None]
        self._turn += 1
        proposer = there[self._turn % len(there)]
        self._catch_up(proposer)
        self.time += seconds
        attributes = {
            "timestamp": hex(self.time), "prevRandao": ZERO, "suggestedFeeRecipient": RICH, "withdrawals": [],
            "parentBeaconBlockRoot": ZERO,
        }  # fmt: skip
        begun = self.validators[proposer].engine("engine_forkchoiceUpdatedV3", self._choice(), attributes)
        built = self.validators[proposer].engine("engine_getPayloadV4", begun["payloadId"])
        self._shown.append((built["executionPayload"], built.get("executionRequests") or []))
        self.head = built["executionPayload"]["blockHash"]
        for number in there:
            self._catch_up(number)

    def _catch_up(self, number: int) -> None:
        """Show a validator what it has not seen."""
        validator = self.validators[number]
        for payload, requests in self._shown[self._seen[number] :]:
            answer = validator.engine("engine_newPayloadV4", payload, [], ZERO, requests)
            if answer["status"] != "VALID":
                raise RuntimeError(f"a validator does not agree: {answer}")
        self._seen[number] = len(self._shown)
        validator.engine("engine_forkchoiceUpdatedV3", self._choice(), None)

    def _choice(self) -> dict[str, str]:
        return {"headBlockHash": self.head, "safeBlockHash": self.head, "finalizedBlockHash": ZERO}
