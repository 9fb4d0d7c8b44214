"""A community that moves to another market: both markets and their twins come to the same, µcredit for µcredit."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
import random
from typing import Any, override

import pytest

from custom_components.energy_trade.market.community import MarketTwin
from custom_components.energy_trade.market.founding import Founding
from custom_components.energy_trade.market.supply import SupplyArrangement
from custom_components.energy_trade.market.units import NO_ADDRESS
from simulation.anvil import Anvil

from .actor import LIMITS, Actor
from .contract import ContractMarket, as_told
from .test_market_solidity import FEEDERS, TERMS, compare_history, founded

STEPS = 220
WEEK = 7 * 86_400

COMMUNITIES = {
    "pooled": TERMS,
    "pooled, feeders": replace(TERMS, zones=FEEDERS),
    "individual": replace(TERMS, supply=SupplyArrangement.INDIVIDUAL),
}

seen: Counter[str] = Counter()


@pytest.fixture(scope="module", autouse=True)
def _report(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if request.config.get_verbosity() > 1:
        print(*sorted(f"{count:6} {what}" for what, count in seen.items()), sep="\n")  # noqa: T201


class Beside(Actor):
    """Acts on one market while another one stands beside it, on the same chain and in the same money."""

    other: Beside

    @override
    def do(
        self,
        sender: str,
        name: str,
        arguments: Sequence[Any],
        twin_action: Callable[[], Any],
        seconds: int | None = None,
    ) -> Any:
        """What the other market tells in the same transaction is compared, too."""
        self.keep_time()
        self.contract.beside, self.other.contract.heard = self.other.contract, []
        answer = super().do(sender, name, arguments, twin_action, seconds)
        twin = self.other.twin
        twin.advance_to(max(twin.now, self.twin.now))
        told = [as_told(event, twin.founding) for event in twin.take_events()]
        assert self.other.contract.heard == told, f"{name}{arguments}"
        for event in told:
            self._count_event(event)
        return answer

    def keep_time(self) -> None:
        """Both markets are in the same moment."""
        self.twin.advance_to(max(self.twin.now, self.other.twin.now))

    @override
    def compare(self) -> None:
        """Compare the market, where it came from and goes, and who holds which money."""
        self.keep_time()
        super().compare()
        moves, view = self.twin.state.moves, self.contract.read("succession")
        assert (view["predecessor"], view["successor"]) == (moves.predecessor, moves.successor)
        assert view["issuesCredit"] is self.twin.state.issues_credit
        for origin in range(len(self.other.twin.state.members) + 1):
            arrived, index, waiting = self.contract.read("arrivalOf", origin)
            assert (index if arrived else None) == moves.arrived.get(origin)
            own = moves.waiting.get(origin)
            known = (own.owner, own.agent, own.begins, own.escrow) if own else (NO_ADDRESS, NO_ADDRESS, 0, 0)
            assert (waiting["owner"], waiting["agent"], waiting["from"], waiting["escrow"]) == known
        for index in range(len(self.twin.state.members)):
            assert self.contract.read("movedTo", index) == moves.moved_to.get(index, NO_ADDRESS)


class Move:
    """Two markets, one founded to follow the other, and all who might do something about it."""

    def __init__(self, anvil: Anvil, terms: Founding, seed: int) -> None:
        """Found the first with four homes, then the next one."""
        first = founded(anvil, terms, seed)
        keys = list(first.contract.keys.values())
        self.chance = random.Random(seed)
        self.old = Beside(first.twin, first.contract, [key.address for key in keys], seed)
        # The twin was founded with a name of its own; on the chain markets go by their addresses.
        state = first.twin.state
        state.tokens[first.contract.address] = state.tokens.pop(state.market, 0)
        state.credit.issuer = state.market = first.contract.address
        now = first.twin.now + 200  # founding takes some transactions
        after = replace(terms, predecessor=first.contract.address, credit=first.contract.terms.credit, spread=7)
        contract = ContractMarket(anvil, after, keys, now)
        twin = MarketTwin(after, keys[0].address, now, contract.address, predecessor=first.twin)
        twin.advance_to(contract.now)
        first.twin.knows(twin)
        self.new = Beside(twin, contract, [key.address for key in keys], seed + 1)
        self.old.other, self.new.other = self.new, self.old
        self.operator, self.people = self.old.operator, self.old.people
        self.everybody = [*(key.address for key in keys), first.contract.address, contract.address]

    def step(self) -> None:
        """Do one thing, in either market or between them."""
        actions: list[tuple[float, Callable[[], None]]] = [
            (30, self.old.step),
            (22 if self.new.twin.state.members else 3, self.new.step),
            (18, self.move),
            (6, self.welcome),
            (2, self.announce),
            (2, self.stop_waiting),
            (3, self.admit_waiting),
            (0.5, self.hand_over),
            (1, self.arrive_by_oneself),
        ]
        weights, choices = zip(*actions, strict=True)
        self.chance.choices(choices, weights)[0]()
        self.old.keep_time()
        self.new.keep_time()

    def announce(self) -> None:
        """Mostly the market that was founded for it."""
        twin, right = self.old.twin, self.new.contract.address
        chosen = [right] * 30 + [NO_ADDRESS, self.old.contract.address, self.chance.choice(self.people)]
        successor = self.chance.choice(chosen)
        sender = self.operator if self.chance.random() < 0.9 else self.chance.choice(self.people)
        self.old.do(sender, "announce", (successor,), lambda: twin.announce(sender, successor))
        if self.chance.random() < 0.5:
            twin.advance_to(twin.now + WEEK)

    def welcome(self) -> None:
        """Somebody of the old market, or nobody."""
        twin = self.new.twin
        origin = self.chance.randrange(len(self.old.twin.state.members) + 1)
        zone = self.chance.randrange(len(twin.founding.zones)) if self.chance.random() < 0.95 else 15
        place = (zone, *LIMITS)
        wanted = self.chance.random() < 0.85
        sender = self.operator if self.chance.random() < 0.95 else self.chance.choice(self.people)
        self.new.do(
            sender,
            "welcome",
            ([(origin, *place, wanted)],),
            lambda: twin.welcome(sender, origin, place, welcome=wanted),
        )

    def move(self) -> None:
        """A member's owner or agent, again and again as more becomes free."""
        twin, index = self.old.twin, self.old.member()
        successor = self.new.contract.address if self.chance.random() < 0.95 else self.chance.choice(self.people)
        sender = self.old.owner(index) if self.chance.random() < 0.4 else self.old.agent(index)
        self.old.do(sender, "move", (index, successor), lambda: twin.move(sender, index, successor))

    def stop_waiting(self) -> None:
        """Whoever waits, or does not."""
        twin = self.new.twin
        waiting = sorted(twin.state.moves.waiting) or [0]
        origin = self.chance.choice(waiting)
        known = twin.state.moves.waiting.get(origin)
        sender = known.owner if known and self.chance.random() < 0.9 else self.chance.choice(self.people)
        self.new.do(sender, "stopWaiting", (origin,), lambda: twin.stop_waiting(sender, origin))

    def admit_waiting(self) -> None:
        """The operator decides about somebody who came."""
        agents = sorted(self.new.twin.state.moves.origin_of)
        if agents:
            self.new.admit(self.chance.choice(agents))

    def hand_over(self) -> None:
        """For ever."""
        twin = self.old.twin
        self.old.do(self.operator, "handOverCredit", (), lambda: twin.hand_over_credit(self.operator))

    def arrive_by_oneself(self) -> None:
        """Nobody but the old market says who has come."""
        sender, twin = self.chance.choice(self.people), self.new.twin
        arrival = (0, sender, sender, sender, 0, 0, True, 10**9)
        self.new.do(sender, "arrive", (arrival,), lambda: twin.arrive(sender, *arrival))

    def compare(self) -> None:
        """Both markets, and all the money there is: nothing of it twice, and nothing lost."""
        self.old.compare()
        self.new.compare()
        tokens = self.old.twin.state.tokens
        assert tokens is self.new.twin.state.tokens
        for address in self.everybody:
            assert self.old.contract.tokens_of(address) == tokens.get(address, 0), address
        for side in (self.old, self.new):
            state = side.twin.state
            books = sum(member.account.balance for member in state.members) + state.grid_account + state.moves.escrow
            assert books == state.held + state.moves.escrow == tokens.get(state.market, 0)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("community", COMMUNITIES)
def test_random_move(anvil: Anvil, community: str, seed: int) -> None:
    move = Move(anvil, COMMUNITIES[community], seed)
    for _ in range(40):
        move.old.step()
    move.old.do(
        move.operator,
        "announce",
        (move.new.contract.address,),
        lambda: move.old.twin.announce(move.operator, move.new.contract.address),
    )
    for step in range(STEPS):
        move.step()
        if step % 8 == 0:
            move.compare()
    move.compare()
    for side in (move.old, move.new):
        seen.update(side.counts)
        compare_history(side)
    assert move.old.counts["event Moved"] > 2
    assert move.old.counts["event Arrived"] + move.new.counts.get("event Arrived", 0) > 1
