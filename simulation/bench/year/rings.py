"""What a real market keeps on a real node while its rings turn: storage slots, once every ring was full, are reused."""

from dataclasses import dataclass
import gzip
import json
from typing import Any

from simulation.anvil import Anvil
from simulation.bench.gas import ORDER_BATCH, RING
from simulation.bench.gas_community import BLOCK, GATE_LEAD, HORIZON, START, Community, Terms

COLD = 25
ORDER_AHEAD = 60
DAYS_A_TURN = -(-RING // HORIZON)


@dataclass(frozen=True, slots=True)
class Turn:
    """The market after so many days: storage slots that hold anything."""

    day: int
    slots: int


def turn(homes: int, turns: int, say: Any) -> list[Turn]:
    """Let all homes order, report and settle every block until the rings have turned so many times."""
    found: list[Turn] = []
    with Anvil(timestamp=START) as node:
        community = Community(node, Terms(homes, report_blocks=12))
        first = START // BLOCK + 1
        for day in range(turns * DAYS_A_TURN):
            _live(community, first + day * HORIZON, first)
            if (day + 1) % DAYS_A_TURN == 0 or day in {0, DAYS_A_TURN // 2}:
                found.append(Turn(day + 1, slots(node, community.address)))
                say(found[-1])
    return found


def _live(community: Community, begin: int, first: int) -> None:
    """Order a day of twelve blocks just before it begins, clear each in its time, report and settle what is over."""
    end = begin + HORIZON
    community.at(begin * BLOCK - GATE_LEAD - ORDER_AHEAD)
    community.order(begin, HORIZON, COLD)
    for block in range(begin, end):
        community.at(block * BLOCK - GATE_LEAD)
        community.clear([block])
    community.at(end * BLOCK - GATE_LEAD - 2 * ORDER_AHEAD)
    over = range(max(first, begin - 1), end - 1)
    community.report(over.start, len(over), COLD)
    community.settle(HORIZON, ORDER_BATCH)


def slots(node: Anvil, address: str) -> int:
    """How many storage slots of a contract hold anything."""
    state = json.loads(gzip.decompress(bytes.fromhex(node.rpc("anvil_dumpState")[2:])))
    account = next(account for name, account in state["accounts"].items() if name.lower() == address.lower())
    return sum(int(value, 16) != 0 for value in account["storage"].values())
