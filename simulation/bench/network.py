"""A street on a network of two validators, each an execution client of its own; one of them is away in between.

The client is EthereumJS from npm, put by `script/setup --network` beside the other tools. The validators take turns;
what the home sends goes through whichever of them is there, and every balance must be what the rules give.
"""

import argparse
import asyncio
import json
import logging
import os
from pathlib import Path
import sys
import tempfile
import time

import aiohttp

from simulation.network.street import Street
from simulation.network.validators import Network, Validator

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "energy-trade/network"
PROGRAM = CACHE / "node_modules/@ethereumjs/client/dist/esm/bin/cli.js"


async def run(network: Network) -> list[str]:
    """Live a block's life on it; return what is not as it should be."""
    async with aiohttp.ClientSession() as session:
        findings = await Street(network, session).live(network.validators[0])
    heads = {each.rpc("eth_getBlockByNumber", "latest", False)["hash"] for each in network.validators}
    agreed = [] if len(heads) == 1 else ["the validators do not agree on the chain"]
    traded = [] if findings.traded_wh else ["nothing was traded"]
    return findings.differences + agreed + traded


def main(arguments: list[str]) -> int:
    """Live it, and say what differs; fails if anything does."""
    parser = argparse.ArgumentParser(prog="script/bench network", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one line of JSON and nothing else")
    options = parser.parse_args(arguments)
    if not PROGRAM.exists():
        print("the client is missing: script/setup --network", file=sys.stderr)
        return 2
    logging.disable(logging.ERROR)  # that a validator is away is what is provoked here
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        validators = [Validator(PROGRAM, Path(folder) / name) for name in ("first", "second")]
        network = Network(validators, int(time.time()))
        try:
            network.start()
            differences = asyncio.run(run(network))
        finally:
            network.stop()
    figures = {"validators": len(validators), "differences": differences, "seconds": round(time.monotonic() - began)}
    print(json.dumps(figures) if options.json else figures)
    return 1 if differences else 0
