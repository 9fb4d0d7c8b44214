"""A chain of our own on this machine: anvil, as a child process that can be made to misbehave."""

import atexit
import contextlib
import http.client
import json
from pathlib import Path
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from typing import Any, Self

from eth_account import Account
from eth_account.signers.local import LocalAccount

BINARY = Path(__file__).parents[1] / "contracts/node_modules/.bin/anvil"
# The one that every Ethereum tool uses for tests: worth nothing on any real chain.
MNEMONIC = "test test test test test test test test test test test junk"
# Ceilings for a machine that does other things too: what is quick costs nothing.
START_TIMEOUT = 120.0
STOP_TIMEOUT = 60.0
ANSWER_TIMEOUT = 120.0
RECEIPT_TIMEOUT = 120.0


class RpcError(Exception):
    """The node answered a call with an error."""

    def __init__(self, method: str, error: dict[str, Any]) -> None:
        super().__init__(f"{method}: {error.get('message', error)}")
        self.error = error


def free_port() -> int:
    """Return a TCP port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Anvil:
    """A node that charges no gas price, stopped with the block that opened it.

    `eth_gasPrice` says 0; anvil still suggests a tip of 1 gwei (`eth_maxPriorityFeePerGas`), which nobody need pay.

    Its clock runs with the machine's until it is set. With `seconds_a_block` it stands still between blocks: then time
    is what whoever drives the chain makes of it, however slow the machine is. With a state file it survives a restart;
    what a kill loses is at most what `state_interval` has not saved yet.
    """

    def __init__(
        self,
        *,
        port: int | None = None,
        chain_id: int = 31337,
        accounts: int = 10,
        state: Path | None = None,
        state_interval: float = 1,
        timestamp: int | None = None,
        seconds_a_block: int | None = None,
        block_time: float | None = None,
        options: tuple[str, ...] = (),
    ) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.chain_id = chain_id
        self._accounts = accounts
        self._state = state
        self._process: subprocess.Popen[bytes] | None = None
        self._scratch = Path(tempfile.mkdtemp(prefix="anvil-"))
        atexit.register(self.close)
        command = [
            str(BINARY), "--host", "127.0.0.1", "--port", str(self.port), "--chain-id", str(chain_id),
            "--block-base-fee-per-gas", "0", "--gas-price", "0", "--mnemonic", MNEMONIC, "--accounts", str(accounts),
            "--disable-min-priority-fee", "--silent", "--cache-path", str(self._scratch),
        ]  # fmt: skip
        if state:
            command += ["--state", str(state), "--state-interval", f"{state_interval:g}"]
        if block_time:
            command += ["--block-time", f"{block_time:g}"]
        self._command = (*command, *options)
        self._timestamp = timestamp
        self._seconds_a_block = seconds_a_block

    # ---- the process ----------------------------------------------------------

    @property
    def pid(self) -> int | None:
        """The running node's process, None while there is none."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Start the node and wait until it answers."""
        if self.pid:
            return
        command = list(self._command)
        # A saved chain goes on from its own last block.
        if self._timestamp is not None and not (self._state and self._state.exists()):
            command += ["--timestamp", str(self._timestamp)]
        log = self._scratch / "anvil.log"
        with log.open("ab") as output:
            # A session of its own: Ctrl-C in the terminal is for whoever started this, not for the node.
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
            )
        end = time.monotonic() + START_TIMEOUT
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise RuntimeError(f"anvil ended at once: {log.read_text(errors='replace')[-2000:]}")
            with contextlib.suppress(OSError, http.client.HTTPException):
                self.rpc("eth_chainId")
                if self._seconds_a_block is not None:
                    self.rpc("anvil_setBlockTimestampInterval", self._seconds_a_block)
                return
            time.sleep(0.02)
        self.kill()
        raise TimeoutError(f"anvil does not answer on {self.url}")

    def stop(self) -> None:
        """Ask the node to save its state and end."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the node as a power cut would."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop the node in good order and start it again on the same port."""
        self.stop()
        self.start()

    def close(self) -> None:
        """Stop the node for good and remove what it left, but for the state file that it was given."""
        self.stop()
        shutil.rmtree(self._scratch, ignore_errors=True)
        atexit.unregister(self.close)

    def _end(self, sign: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(sign)
        try:
            process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- the chain ------------------------------------------------------------

    def rpc(self, method: str, *params: Any) -> Any:
        """Call the node; raise RpcError if it refuses, OSError if it is not there."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_TIMEOUT)
        try:
            body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
            connection.request("POST", "/", body, {"Content-Type": "application/json"})
            answer = json.load(connection.getresponse())
        finally:
            connection.close()
        if "error" in answer:
            raise RpcError(method, answer["error"])
        return answer["result"]

    def account(self, index: int) -> LocalAccount:
        """Return one of the funded accounts."""
        Account.enable_unaudited_hdwallet_features()
        account: LocalAccount = Account.from_mnemonic(MNEMONIC, account_path=f"m/44'/60'/0'/0/{index}")
        return account

    def receipt(self, transaction: str) -> dict[str, Any]:
        """Wait until a transaction is mined: automine too takes its time after the hash is known."""
        end = time.monotonic() + RECEIPT_TIMEOUT
        while time.monotonic() < end:
            receipt: dict[str, Any] | None = self.rpc("eth_getTransactionReceipt", transaction)
            if receipt:
                return receipt
            time.sleep(0.005)
        raise TimeoutError(f"{transaction} is not mined")

    @property
    def block_number(self) -> int:
        """The newest block's number."""
        return int(self.rpc("eth_blockNumber"), 16)

    @property
    def time(self) -> int:
        """The newest block's time."""
        return int(self.rpc("eth_getBlockByNumber", "latest", False)["timestamp"], 16)

    def set_time(self, timestamp: int) -> None:
        """Mine a block at this time, later than the newest; time goes on from there."""
        self.rpc("evm_setNextBlockTimestamp", timestamp)
        self.rpc("evm_mine")

    def set_clock(self, timestamp: int) -> None:
        """Let the next blocks' time go on from here: a reorganisation leaves the node's clock behind."""
        self.rpc("evm_setTime", timestamp)

    def increase_time(self, seconds: int) -> None:
        """Mine a block this much after the newest."""
        self.set_time(self.time + seconds)

    def mine(self, blocks: int = 1) -> None:
        """Mine blocks, with whatever waits in the mempool in the first."""
        self.rpc("anvil_mine", hex(blocks))

    def set_automine(self, enabled: bool) -> None:  # noqa: FBT001
        """Mine each transaction at once, or keep them in the mempool until `mine`."""
        self.rpc("evm_setAutomine", enabled)

    def set_block_time(self, seconds: int) -> None:
        """Mine a block every so many seconds instead; 0 mines none until asked to."""
        self.rpc("evm_setIntervalMining", seconds)

    def drop_all(self) -> None:
        """Empty the mempool."""
        self.rpc("anvil_dropAllTransactions")

    def reorg(self, depth: int) -> None:
        """Replace the newest blocks by as many empty ones: their transactions are gone, not back in the mempool."""
        self.rpc("anvil_reorg", depth, [])

    def snapshot(self) -> str:
        """Remember the chain as it is."""
        identifier: str = self.rpc("evm_snapshot")
        return identifier

    def revert(self, snapshot: str) -> None:
        """Go back to a snapshot, which can be used once."""
        if not self.rpc("evm_revert", snapshot):
            raise RuntimeError(f"anvil has no snapshot {snapshot}")

    def fund(self, address: str, wei: int = 10**21) -> None:
        """Set an account's balance of the chain's coin."""
        self.rpc("anvil_setBalance", address, hex(wei))
