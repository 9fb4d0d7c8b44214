"""The contracts' pure libraries on a node, behind test contracts that do nothing but call them."""

import json
import os
from pathlib import Path
import subprocess
from typing import Any

from custom_components.energy_trade.chain.abi import ContractAbi
from simulation.anvil import Anvil

CONTRACTS = Path(__file__).parents[2] / "contracts"
BINARIES = CONTRACTS / "node_modules/.bin"


class Harness:
    """One deployed test contract."""

    def __init__(self, node: Anvil, folder: Path, name: str) -> None:
        """Compile and deploy `contracts/test/harness/NAME.sol`."""
        subprocess.run(
            [BINARIES / "forge", "build", "--quiet", f"test/harness/{name}.sol"],
            check=True,
            cwd=CONTRACTS,
            # apart from everybody else's build
            env=os.environ | {"FOUNDRY_OUT": str(folder / "out"), "FOUNDRY_CACHE_PATH": str(folder / "cache")},
        )
        compiled = json.loads((folder / f"out/{name}.sol/{name}.json").read_text(encoding="utf-8"))
        self._node = node
        self._abi = ContractAbi(compiled["abi"])
        self._code: str = compiled["deployedBytecode"]["object"]
        self._address = "0x" + "ad" * 20
        node.rpc("anvil_setCode", self._address, self._code)

    def call(self, name: str, *arguments: Any) -> Any:
        """Call one of its functions."""
        call = {"to": self._address, "data": "0x" + self._abi.call(name, *arguments).hex(), "gas": hex(2**28)}
        return self._abi.answer(name, bytes.fromhex(self._node.rpc("eth_call", call, "latest")[2:]))
