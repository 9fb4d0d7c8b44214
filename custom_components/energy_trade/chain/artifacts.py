"""The contracts as they were compiled: ABI, bytecode and the libraries that the bytecode is linked with."""

from dataclasses import dataclass
from functools import cache
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "artifacts"
ADDRESS_BYTES = 20


@dataclass(frozen=True, slots=True)
class Artifact:
    """One compiled contract.

    `links` names for each library the byte offsets in `bytecode` at which its address belongs. `runtime` is where in it
    the code that will run begins, and its length; `unknown` are starts and lengths in that of what creation fills in.
    """

    name: str
    abi: list[dict[str, Any]]
    bytecode: str
    links: dict[str, tuple[int, ...]]
    runtime: tuple[int, int]
    unknown: tuple[tuple[int, int], ...]

    def linked(self, libraries: dict[str, str]) -> str:
        """Return the creation code, 0x-prefixed hex, with the addresses of its libraries in place.

        Raises KeyError for a library without an address.
        """
        code = bytearray.fromhex(_without_placeholders(self.bytecode.removeprefix("0x")))
        for library, offsets in self.links.items():
            address = bytes.fromhex(libraries[library].removeprefix("0x"))
            for offset in offsets:
                code[offset : offset + ADDRESS_BYTES] = address
        return "0x" + code.hex()


@cache
def load(name: str) -> Artifact:
    """Read one contract's artifact; a file read, so not for the event loop."""
    content = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return Artifact(
        name,
        content["abi"],
        content["bytecode"],
        {library: tuple(offsets) for library, offsets in content["links"].items()},
        tuple(content["runtime"]),
        tuple((start, length) for start, length in content["unknown"]),
    )


def _without_placeholders(bytecode: str) -> str:
    """Solidity writes `__$…$__` where an unlinked library's address belongs; make that zeros."""
    parts = bytecode.split("__$")
    return parts[0] + "".join("0" * 2 * ADDRESS_BYTES + part[2 * ADDRESS_BYTES - 3 :] for part in parts[1:])
