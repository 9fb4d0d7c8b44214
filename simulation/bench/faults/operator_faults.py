"""What an operator does to a member, or leaves undone, each with what was promised: all of it while the home acts."""

import asyncio
from collections.abc import Awaitable, Callable
import contextlib
from typing import Any

from custom_components.energy_trade.chain.errors import Rejected, TooLate
from custom_components.energy_trade.market.tariff import GridPrice, TariffTable, pack_tariff
from custom_components.energy_trade.market.units import BLOCK_INTERVALS
from simulation.anvil import RpcError

from .life import SPREAD, Step, Struck, Stuck
from .stages import Moment, Stage

SELLER = 0
DEAREST = GridPrice(0, 400)
"""What an operator would like to charge: nothing paid, the most that the founding allows taken."""

type Strike = Callable[[Struck, Moment, Step], Awaitable[None]]


async def tries(home: Struck, function: str, *arguments: Any) -> bool:
    """Let the operator try something; whether the market let it."""
    try:
        await home.community.operator.send(function, *arguments)
    except RuntimeError, RpcError:
        return False
    return True


async def refusable(home: Struck, stage: Moment, step: Step) -> None:
    """Take a step; only orders may be refused."""
    with contextlib.suppress(*((Rejected, TooLate) if stage in {Stage.PLACE, Stage.REVISE} else ())):
        await home.insist(step) if stage not in {Stage.PLACE, Stage.REVISE} else await step(home.market)


REVERTS, SAYS_NO = bytes.fromhex("60006000fd"), bytes.fromhex("600060005260206000f3")
"""What a token answers to a transfer: nothing, or `false`."""

MOVED_TO = "0x" + "c0de" * 10


def transfers_fail(answer: bytes) -> str:
    """Code that answers all transfers so, and has everything else done by the code that was moved away."""
    begin = bytes.fromhex("60003560e01c8063a9059cbb14816323b872dd1417")
    forward = bytes.fromhex(f"3660006000376000600036600073{MOVED_TO[2:]}5af43d600060003e")
    failed_at = len(begin) + 3 + len(forward) + 3 + 4
    done_at = failed_at + 1 + len(answer)
    code = begin + bytes([0x60, failed_at, 0x57]) + forward + bytes([0x60, done_at, 0x57]) + bytes.fromhex("3d6000fd")
    return "0x" + (code + b"\x5b" + answer + bytes.fromhex("5b3d6000f3")).hex()


def token_fails(answer: bytes) -> Strike:
    """Let the credit's contract move nothing while the home acts; what needs that is refused whole, and done later."""

    async def strike(home: Struck, stage: Moment, step: Step) -> None:
        token = (await home.market.founding()).credit
        right = home.anvil.rpc("eth_getCode", token, "latest")
        home.anvil.rpc("anvil_setCode", MOVED_TO, right)
        home.anvil.rpc("anvil_setCode", token, transfers_fail(answer))
        try:
            await refused_at(Stage.WITHDRAW, home, stage, step)
        finally:
            home.anvil.rpc("anvil_setCode", token, right)
        if stage is Stage.WITHDRAW:
            await step(home.market)

    return strike


async def refused_at(refusing: Stage, home: Struck, stage: Moment, step: Step) -> None:
    """Take a step, which must be refused if it is this one."""
    try:
        await step(home.market)
    except Rejected:
        if stage is not refusing:
            raise
    else:
        if stage is refusing:
            raise Stuck("what must be refused was taken")


async def replaces_meter_key(home: Struck, stage: Moment, step: Step) -> None:
    """Give the home's meter another key, in the midst of a block, and take that back."""
    await home.as_owner("setMeterKey", SELLER, "0x" + "ce" * 20)
    await refused_at(Stage.REPORT, home, stage, step)
    await home.as_owner("setMeterKey", SELLER, home.key.address)
    if stage is Stage.REPORT:
        await step(home.market)


async def absent(home: Struck, stage: Moment, step: Step) -> None:
    """Do nothing ever again: the role is lost with its key."""
    await home.community.operator.send("transferOwnership", "0x" + "de" * 20)
    await step(home.market)


async def suspends(home: Struck, stage: Moment, step: Step) -> None:
    """Suspend the home, for ever."""
    await home.community.operator.send("suspend", SELLER, True)
    await refusable(home, stage, step)


async def expels(home: Struck, stage: Moment, step: Step) -> None:
    """Expel the home."""
    await home.community.operator.send("expel", SELLER)
    await refusable(home, stage, step)


async def declines(home: Struck, stage: Moment, step: Step) -> None:
    """Move the home to a connection that carries nothing, and let it order nothing more."""
    await home.community.operator.send("setMemberTerms", SELLER, 0, 0, 0)
    await refusable(home, stage, step)


async def changes_prices(home: Struck, stage: Moment, step: Step) -> None:
    """Try to change the prices of blocks that are open or over; only those that nobody can have ordered for may."""
    unit = home.community.terms.tariff_unit
    horizon = home.community.terms.horizon_blocks
    word = pack_tariff((DEAREST,) * BLOCK_INTERVALS, unit)
    current = home.community.block
    for block in range(current - 2, current + horizon + 1):
        if await tries(home, "setTariff", block, [word]):
            raise Stuck(f"the prices of block {block}, which is open or over, could be changed")
    await home.community.operator.send("setTariffTable", list(TariffTable.flat(0, 400).pack(unit)))
    await home.community.operator.send("setSpread", 8 * SPREAD)
    await step(home.market)


async def takes_money(home: Struck, stage: Moment, step: Step) -> None:
    """Try to take whatever there is, before the step and after it."""
    for _ in range(2):
        overview = (await home.community.operator.view("overview", home.key.address, 0, 0))[0]
        held, grid = overview[1], overview[3]
        taken = False
        for amount in (held, grid, max(0, grid) // 2 + 1, 1):
            if amount > 0 and not taken:
                taken = await tries(home, "takeSurplus", home.community.operator.address, amount)
        if not taken:
            await tries(home, "shareSurplus", max(1, grid))
        await step(home.market)
        step = as_ever


async def issues_without_end(home: Struck, stage: Moment, step: Step) -> None:
    """Issue credit that nobody paid for to a friend, who takes it all out."""
    friend, key = home.bystander, home.bystander_key
    if friend is None or key is None:
        raise Stuck("the operator has no friend")
    index = (await friend.snapshot()).member.index
    await home.community.operator.send("issue", index, 10**12)
    await friend.withdraw((await friend.snapshot()).member.free)
    await step(home.market)


async def does_nothing(home: Struck, stage: Moment, step: Step) -> None:
    """Strike nothing at the home."""
    await step(home.market)


async def as_ever(market: Any) -> None:
    """Look at the chain, as a home does."""
    await market.snapshot()


async def strangers_ask(home: Struck, stage: Moment, step: Step) -> None:
    """Let strangers ask to be admitted without end while the home acts."""
    action = asyncio.ensure_future(step(home.market))
    for number in range(100):
        stranger = f"0x{0xBAD0000 + number:040x}"
        home.anvil.rpc("anvil_impersonateAccount", stranger)
        call = home.community.operator.call("request", [stranger, 0])
        home.anvil.rpc(
            "eth_sendTransaction",
            {
                "from": stranger,
                "to": home.community.operator.market,
                "data": call,
                "gas": hex(400_000),
                "gasPrice": "0x0",
            },
        )
        if number % 30 == 0:
            await asyncio.sleep(0)
    await action
