"""Write ABI, bytecode and link references of the deployable contracts, the same bytes for the same sources."""

from collections.abc import Iterator
import json
from pathlib import Path
import sys
from typing import Any

# What is deployed by hand; the libraries that these are linked with follow by themselves.
CONTRACTS = ("EnergyMarket", "CommunityCredit")

ROOT = Path(__file__).parents[2]
COMPILED = ROOT / "contracts/out"
TARGET = ROOT / "custom_components/energy_trade/artifacts"


def compiled(name: str) -> dict[str, Any]:
    """Return forge's output for a contract that has its own file."""
    output: dict[str, Any] = json.loads((COMPILED / f"{name}.sol/{name}.json").read_text())
    return output


def links(output: dict[str, Any]) -> dict[str, list[int]]:
    """Return for each library the byte offsets in the creation code at which its address belongs."""
    found = {
        library: sorted(place["start"] for place in places)
        for libraries in output["bytecode"]["linkReferences"].values()
        for library, places in libraries.items()
    }
    return dict(sorted(found.items()))


def runtime(output: dict[str, Any]) -> list[int]:
    """Return where in the creation code the code that will run begins, and how many bytes it has."""
    creation, deployed = (output[kind]["object"].removeprefix("0x") for kind in ("bytecode", "deployedBytecode"))
    return [creation.index(deployed) // 2, len(deployed) // 2]


def unknown(output: dict[str, Any]) -> list[list[int]]:
    """Return places in the code that runs, each a start and a length, that only its creation fills in."""
    places = [
        place for each in (output["deployedBytecode"].get("immutableReferences") or {}).values() for place in each
    ]
    own = [[1, 20]] if output["deployedBytecode"]["object"].startswith("0x73") else []
    return sorted([*own, *([place["start"], place["length"]] for place in places)])


def text(output: dict[str, Any]) -> str:
    """One ABI entry a line, so that a changed function is a changed line."""
    abi = ",\n    ".join(json.dumps(entry) for entry in output["abi"])
    lines = [
        f'"abi": [\n    {abi}\n  ]',
        f'"bytecode": {json.dumps(output["bytecode"]["object"])}',
        f'"links": {json.dumps(links(output))}',
        f'"runtime": {json.dumps(runtime(output))}',
        f'"unknown": {json.dumps(unknown(output))}',
    ]
    return "{\n  " + ",\n  ".join(lines) + "\n}\n"


def artifacts() -> Iterator[tuple[Path, str]]:
    """Yield each file with its content."""
    todo = [name for name in CONTRACTS if (COMPILED / f"{name}.sol").exists()]
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        output = compiled(name)
        todo.extend(links(output))
        yield TARGET / f"{name}.json", text(output)


def main() -> int:
    """Write the files, or with --check only compare them."""
    wanted = dict(artifacts())
    present = {path: path.read_text() for path in TARGET.glob("*.json")}
    changed = sorted(path.name for path in wanted.keys() | present.keys() if wanted.get(path) != present.get(path))
    if "--check" in sys.argv:
        if changed:
            print(f"not what the contracts compile to: {', '.join(changed)}; run script/artifacts", file=sys.stderr)
        return bool(changed)
    TARGET.mkdir(exist_ok=True)
    for path in present.keys() - wanted.keys():
        path.unlink()
    for path, content in wanted.items():
        if present.get(path) != content:
            path.write_text(content)
            print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
