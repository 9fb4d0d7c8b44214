"""Whether what stands at an address is a market of this very release, with all the libraries that it works with."""

import asyncio

from ..market.units import NO_ADDRESS
from . import artifacts
from .artifacts import ADDRESS_BYTES, Artifact
from .deploy import MARKET
from .rpc import Rpc


async def is_genuine(rpc: Rpc, market: str) -> bool:
    """Compare the code of a market and of its libraries, byte by byte, with what this release would found."""
    waiting, seen = [(market, MARKET)], set[tuple[str, str]]()
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        address, name = place
        artifact = await asyncio.to_thread(artifacts.load, name)
        libraries = libraries_in(await rpc.code(address), artifact)
        if libraries is None:
            return False
        waiting += [(where, library) for library, where in libraries.items()]
    return True


def libraries_in(code: bytes, artifact: Artifact) -> dict[str, str] | None:
    """Where the libraries are that a contract's code calls, by name; None where the code is any other."""
    start, length = artifact.runtime
    if len(code) != length:
        return None
    places = {
        library: [offset - start for offset in offsets if offset >= start]
        for library, offsets in artifact.links.items()
    }
    found = {
        library: "0x" + code[offsets[0] : offsets[0] + ADDRESS_BYTES].hex()
        for library, offsets in places.items()
        if offsets
    }
    linked = artifact.linked({**dict.fromkeys(artifact.links, NO_ADDRESS), **found})
    expected = bytearray.fromhex(linked.removeprefix("0x"))[start : start + length]
    for first, size in artifact.unknown:
        expected[first : first + size] = code[first : first + size]
    return found if bytes(expected) == code else None
