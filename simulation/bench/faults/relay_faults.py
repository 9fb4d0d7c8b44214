"""What a relay does with the messages that a home hands it, each with what was promised."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from custom_components.energy_trade.chain.carrying import SignedMessage
from custom_components.energy_trade.chain.errors import CannotPay
from custom_components.energy_trade.chain.wallet import OrdersMessage, ReadingsMessage
from simulation.operator import Operator

from .life import PAID_OUT, Step, Struck, Stuck
from .stages import Moment, Stage

DEAR_GAS_WEI = 10**9
REPEATED = 3


@dataclass
class Relay:
    """Takes messages to the chain, by whoever operates the community; how honestly, `carry` decides."""

    operator: Operator
    taken: list[SignedMessage] = field(default_factory=list)
    doubted: int = 0

    async def carry(self, fields: dict[str, Any]) -> bool:
        """Put it on the chain."""
        self.taken.append(SignedMessage.from_json(fields))
        await self.hand_in(self.taken[-1])
        return True

    def doubt(self) -> None:
        """Hear that what was said to be carried is not to be seen."""
        self.doubted += 1

    async def hand_in(self, *messages: SignedMessage) -> None:
        """Put messages on the chain, one after the other."""
        for message in messages:
            if message.batch is None:
                await self.operator.send(message.function, message.arguments)
            else:
                await self.operator.send(message.batch, [message.arguments])


class Silent(Relay):
    """Cannot be reached."""

    async def carry(self, fields: dict[str, Any]) -> bool:
        """Say no."""
        return False


class Censor(Relay):
    """Says that it has done what it has not."""

    async def carry(self, fields: dict[str, Any]) -> bool:
        """Keep it, and say yes."""
        self.taken.append(SignedMessage.from_json(fields))
        return True


class Repeater(Relay):
    """Hands everything in again and again, old things after new ones."""

    async def carry(self, fields: dict[str, Any]) -> bool:
        """Put it on the chain, and then all of it again."""
        self.taken.append(SignedMessage.from_json(fields))
        for _ in range(REPEATED):
            await self.hand_in(*reversed(self.taken))
        return True


class Forger(Relay):
    """Changes what it was given."""

    async def carry(self, fields: dict[str, Any]) -> bool:
        """Put something else on the chain, and say yes."""
        given = SignedMessage.from_json(fields)
        if not isinstance(message := given.message, OrdersMessage | ReadingsMessage):
            return False
        words = tuple(word ^ 1 << 3 for word in message.words)
        await self.hand_in(replace(given, message=replace(message, words=words)))
        await self.hand_in(replace(given, message=replace(message, member=1)))
        return True


def through(kind: type[Relay]) -> Callable[[Struck, Moment, Step], Awaitable[None]]:
    """Let a home's messages go through such a relay from now on."""

    async def strike(home: Struck, stage: Moment, step: Step) -> None:
        home.market.carrier = kind(home.community.operator)
        await home.insist(step)

    return strike


async def tarries(home: Struck, stage: Moment, step: Step) -> None:
    """Let a relay keep a message until the home has done it by itself, and hand it in then."""
    relay = Censor(home.community.operator)
    home.market.carrier = relay
    await home.insist(step)
    await home.calm()
    await relay.hand_in(*relay.taken)


async def poor(home: Struck, stage: Moment, step: Step) -> None:
    """Let the only relay of a home without a coin be silent where gas costs something; then there is another one."""
    home.market.carrier = Silent(home.community.operator)
    home.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(DEAR_GAS_WEI))
    home.anvil.mine()
    try:
        await step(home.market)
    except CannotPay:
        pass
    else:
        if stage in {Stage.PLACE, Stage.REVISE, Stage.REPORT, Stage.WITHDRAW}:
            raise Stuck("a home without a coin has paid")
    home.market.carrier = Relay(home.community.operator)
    home.anvil.rpc("anvil_setBalance", home.community.operator.address, hex(10**24))
    match stage:
        case Stage.CLEAR | Stage.SETTLE:
            # Left to others, who have a coin.
            if stage is Stage.SETTLE:
                await home.community.operator.send("settle", [0, 1], 64)
        case Stage.WITHDRAW:
            # Only its owner, who has a wallet, or a coin helps.
            await home.as_owner("withdraw", 0, PAID_OUT)
        case _:
            await home.insist(step)
    home.anvil.rpc("anvil_setNextBlockBaseFeePerGas", "0x0")
    home.anvil.mine()
