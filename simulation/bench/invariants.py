"""Homes, strangers, relays and an operator do what they can to a market, a great many times over.

Every call of the campaign is one thing that somebody does to a community of five homes: ordering, reporting, settling,
withdrawing, leaving, changing terms and letting time pass, and among them trespassing, forging signatures, taking what
the keys allow. After each call the books must balance and nobody may have less than events tell and rules allow; at
the end of each run everything settles, all locks are released and all that is free is paid out. Eight communities:
pooled and individual supply, in one zone and in several, with meters of lines and without, and two whose homes move on
to a successor.
"""

import argparse
from collections.abc import Mapping
from dataclasses import asdict, dataclass
import json
import os
from pathlib import Path
import secrets
import subprocess
import sys
import time
from typing import Any

CONTRACTS = Path(__file__).parents[2] / "contracts"
COMMUNITIES = 8
DEPTH = 256
"""Calls of one run, from founding to the last withdrawal."""

QUICK_CALLS = 40_000


@dataclass(frozen=True, slots=True)
class Campaign:
    """One community's part: how many calls were made, and what was found."""

    calls: int
    runs: int
    unexpected_reverts: int
    failure: str | None


def campaigns(report: Mapping[str, Any]) -> dict[str, Campaign]:
    """Read forge's report, one campaign a community."""
    found: dict[str, Campaign] = {}
    for place, suite in report.items():
        name = place.rpartition(":")[2].removesuffix("Invariants").lower()
        for result in suite["test_results"].values():
            kind = result["kind"].get("Invariant", {})
            failure = None if result["status"] == "Success" else str(result["reason"] or "failed")
            found[name] = Campaign(kind.get("calls", 0), kind.get("runs", 0), kind.get("reverts", 0), failure)
    return found


def run(calls: int, seed: int) -> tuple[dict[str, Campaign], float]:
    """Make at least so many calls; return the campaigns and the seconds that they took."""
    runs = -(-calls // (COMMUNITIES * DEPTH))
    settings = {
        "FOUNDRY_INVARIANT_RUNS": str(runs),
        "FOUNDRY_INVARIANT_DEPTH": str(DEPTH),
        "FOUNDRY_FUZZ_SEED": hex(seed),
        # a wanderer's failure is told with its calls; nothing is replayed from before
        "FOUNDRY_INVARIANT_FAILURE_PERSIST_DIR": str(CONTRACTS / "cache/invariant-campaign"),
    }
    forge = CONTRACTS / "node_modules/.bin/forge"
    subprocess.run([forge, "build", "--quiet"], cwd=CONTRACTS, check=True, stderr=subprocess.DEVNULL)
    started = time.monotonic()
    outcome = subprocess.run(
        [forge, "test", "--json", "--match-path", "test/invariant/*"],
        cwd=CONTRACTS,
        env=os.environ | settings,
        capture_output=True,
        check=False,
        text=True,
    )
    seconds = time.monotonic() - started
    found = campaigns(json.loads(outcome.stdout[outcome.stdout.index("{") :]))
    if len(found) != COMMUNITIES:
        raise RuntimeError(f"{len(found)} campaigns ran, not {COMMUNITIES}: {outcome.stderr[-2000:]}")
    return found, seconds


def main(arguments: list[str]) -> int:
    """Run the campaign and say what came of it; fail if anything was broken."""
    parser = argparse.ArgumentParser(prog="script/bench invariants", description=__doc__.partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="print one line of JSON and nothing else")
    parser.add_argument("--calls", type=int, default=QUICK_CALLS, metavar="N", help="at least so many calls in all")
    parser.add_argument("--seed", type=int, default=None, help="the same calls again")
    options = parser.parse_args(arguments)
    seed = secrets.randbits(63) if options.seed is None else options.seed
    found, seconds = run(max(1, options.calls), seed)
    calls = sum(campaign.calls for campaign in found.values())
    failures = {name: campaign.failure for name, campaign in found.items() if campaign.failure}
    figures = {
        "calls": calls,
        "failures": len(failures),
        "unexpected_reverts": sum(campaign.unexpected_reverts for campaign in found.values()),
        "seconds": round(seconds, 1),
        "calls_per_second": round(calls / seconds),
        "seed": seed,
        "communities": {name: asdict(campaign) for name, campaign in sorted(found.items())},
    }
    if options.json:
        print(json.dumps(figures))
    else:
        for name, campaign in sorted(found.items()):
            print(f"{name:<20} {campaign.calls:>12,} calls  {campaign.failure or 'nothing broken'}")
        print(f"{'all':<20} {calls:>12,} calls  {figures['calls_per_second']:,} a second, seed {seed}")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
