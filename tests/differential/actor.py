"""Whoever might do anything: random actions on a community, mostly sensible, often not."""

from collections.abc import Callable, Sequence
import random
from typing import Any

from custom_components.energy_trade.market.community import (
    MarketEvent,
    MarketTwin,
    OrderMessage,
    Placement,
    ReadingMessage,
    Refused,
    Request,
    RequestMessage,
    WitnessMessage,
)
from custom_components.energy_trade.market.community.auditing import key_of
from custom_components.energy_trade.market.lines import pack_row
from custom_components.energy_trade.market.orders import BlockOrders, Order, Side
from custom_components.energy_trade.market.readings import UNKNOWN_READING, BlockReadings, Reading
from custom_components.energy_trade.market.state import AuditState
from custom_components.energy_trade.market.tariff import BlockTariff, ClockChange, GridPrice, LocalClock, TariffTable
from custom_components.energy_trade.market.units import BLOCK_INTERVALS, NO_ADDRESS, TICKS

from .contract import ContractMarket, as_told

LIMITS = (1200, 1000)


def _attempt(action: Callable[[], Any]) -> tuple[Any, Refused | None]:
    try:
        return action(), None
    except Refused as refusal:
        return None, refusal


def _reason(refusal: Refused | None) -> tuple[str, tuple[int | str, ...]] | None:
    return None if refusal is None else (refusal.reason, refusal.values)


class Actor:
    """Does the same to the twin and to the contract, and compares what comes of it."""

    def __init__(self, twin: MarketTwin, contract: ContractMarket, addresses: Sequence[str], seed: int) -> None:
        """Take over a community that was just founded; the first address is the operator's."""
        self.twin, self.contract = twin, contract
        self.operator, *self.people = addresses
        self.chance = random.Random(seed)
        self.counts: dict[str, int] = {}
        self.block_seconds = twin.founding.calendar().block_seconds

    # ---- one action on both sides

    def do(
        self,
        sender: str,
        name: str,
        arguments: Sequence[Any],
        twin_action: Callable[[], Any],
        seconds: int | None = None,
    ) -> Any:
        """Act a moment later; both take it or refuse it for the same reason, and tell the same."""
        now = self.twin.now + (self.chance.choice([1, 2, 7, 30]) if seconds is None else seconds)
        self.twin.advance_to(now)
        answer, expected = _attempt(twin_action)
        told = [as_told(event, self.twin.founding) for event in self.twin.take_events()]
        outcome, refused = _attempt(lambda: self.contract.act(now, sender, name, *arguments))
        assert _reason(refused) == _reason(expected), (name, arguments, str(refused), str(expected))
        if refused is not None:
            self.count(f"{name}: {refused.reason}")
            return None
        got, events = outcome
        assert events == told, f"{name}{arguments}"
        if isinstance(answer, int):
            assert got == answer, f"{name}{arguments}"
        self.count(name)
        for event in events:
            self._count_event(event)
        return answer

    def count(self, what: str) -> None:
        """Remember that something happened, so that a run can be seen to have tried it."""
        self.counts[what] = self.counts.get(what, 0) + 1

    def _count_event(self, event: MarketEvent) -> None:
        reason = f" {event.values[-1]}" if event.name.endswith("Skipped") else ""
        self.count(f"event {event.name}{reason}")

    # ---- what both must show

    def compare(self) -> None:
        """Compare all members, the books, and the blocks around now."""
        self.contract.now = self.twin.now
        state = self.twin.state
        overview = self.contract.read("overview", NO_ADDRESS, state.current_block, state.current_block)
        assert overview["tokensHeld"] == state.tokens_held
        assert overview["gridAccount"] == state.grid_account
        assert overview["shortfall"] == max(0, state.positive - state.tokens_held)
        assert sum(member.account.balance for member in state.members) + state.grid_account == state.held
        for index in range(len(state.members)):
            assert self.contract.member(index) == self.twin.member(index)
            assert self.contract.read("weightOf", index) == self.twin.weight_of(index)
        first, last = max(0, state.current_block - 8), state.current_block + 5
        agent = self.chance.choice(self.people)
        seen = self.contract.blocks(agent, first, last)
        shown = self.twin.overview(agent, first, last)
        for chain, own in zip(seen, shown.blocks, strict=True):
            differing = {
                name: (getattr(chain, name), getattr(own, name))
                for name in chain.__slots__
                if getattr(chain, name) != getattr(own, name)
            }
            assert not differing, f"block {own.index}"
        assert self.contract.read("memberOf", agent)[1] == self.twin.status(agent)

    # ---- choices

    def member(self) -> int:
        """Almost always a member."""
        count = len(self.twin.state.members)
        return self.chance.randrange(count) if count and self.chance.random() < 0.97 else count + 1

    def owner(self, index: int) -> str:
        """Almost always the member's owner."""
        return self._holder(index, lambda member: member.owner)

    def agent(self, index: int) -> str:
        """Almost always the member's agent."""
        return self._holder(index, lambda member: member.agent)

    def meter(self, index: int) -> str:
        """Almost always the member's meter key."""
        return self._holder(index, lambda member: member.meter_key)

    def _holder(self, index: int, key: Callable[[Any], str]) -> str:
        members = self.twin.state.members
        if index < len(members) and self.chance.random() < 0.95 and key(members[index]) != NO_ADDRESS:
            return key(members[index])
        return self.chance.choice(self.people)

    def orders(self) -> BlockOrders:
        """A block's orders around the middle of the grid, sometimes none."""
        if self.chance.random() < 0.08:
            return BlockOrders()
        return BlockOrders(tuple(self._order() for _ in range(BLOCK_INTERVALS)))

    def _order(self) -> Order | None:
        if self.chance.random() < 0.3:
            return None
        most = 1210 if self.chance.random() < 0.03 else 300
        energy = self.chance.choice([1, 7, self.chance.randint(1, most)])
        tick = self.chance.choice([self.chance.randrange(TICKS), self.chance.randint(20, 30)])
        return Order(self.chance.choice(list(Side)), tick, energy)

    def placement(self, index: int) -> Placement:
        """Orders for open blocks, or nearly."""
        state = self.twin.state
        first = state.next_gate_block + self.chance.choice([0, 0, 0, 1, 1, -1, 2])
        count = self.chance.choice([1, 1, 2, 3, 4] if self.chance.random() < 0.5 else [1, 2])
        version = max(0, state.now * 10 - self.chance.choice([0, 0, 0, 0, 0, 40]))
        if self.chance.random() < 0.01:
            version = 1 << 36
        return Placement(index, first, version, tuple(self.orders() for _ in range(count)))

    def readings(self, index: int) -> tuple[int, tuple[BlockReadings, ...]]:
        """Readings from where the member's reports stop, more or less."""
        state = self.twin.state
        first = state.current_block - 1
        if index < len(state.members):
            while first > state.founded_block and state.readings_of(index, first) is None:
                if state.current_block - first > 12 or state.members[index].first_block > first:
                    break
                first -= 1
            first += 1
        first += self.chance.choice([0, 0, 0, 0, 0, 0, -1, 1, -20, -97])
        count = self.chance.choice([1, 1, 2, 3, 6])
        count = min(count, max(1, state.current_block - first)) if self.chance.random() < 0.9 else count
        return max(0, first), tuple(self._block_readings(index, block) for block in range(first, first + count))

    def _block_readings(self, index: int, block: int) -> BlockReadings:
        state = self.twin.state
        orders = (state.orders_of(index, block) if index < len(state.members) else None) or BlockOrders()
        return BlockReadings(tuple(self._reading(order) for order in orders.orders))

    def _reading(self, order: Order | None) -> Reading:
        kind = self.chance.random()
        if kind < 0.05:
            return UNKNOWN_READING
        flow = self.chance.randint(-1300, 1100) if kind < 0.3 else self.chance.randint(-200, 200)
        if order is not None and kind > 0.6:
            flow = order.energy_wh if order.side is Side.SELL else -order.energy_wh
        return Reading(flow, estimated=kind > 0.9)

    def tariff(self) -> BlockTariff:
        """A block's prices, seldom above what the founding allows."""
        most = 900 if self.chance.random() < 0.1 else 400
        return tuple(self._grid_price(most) for _ in range(BLOCK_INTERVALS))

    def _grid_price(self, most: int) -> GridPrice:
        low, high = sorted((self.chance.randint(0, 200), self.chance.randint(100, most)))
        return GridPrice(low, high)

    # ---- actions

    def join(self, address: str, owner: str) -> None:
        """Ask and be admitted."""
        cap = self.twin.founding.daily_cap // self.chance.choice([1, 1, 20])
        self.do(address, "request", (owner, cap), lambda: self.twin.request(address, owner, cap))
        self.admit(address)

    def admit(self, agent: str) -> None:
        """Admit somebody, who may not have asked."""
        zone = self.chance.randrange(len(self.twin.founding.zones)) if self.chance.random() < 0.95 else 15
        self.do(
            self.operator,
            "admit",
            (agent, zone, *LIMITS),
            lambda: self.twin.admit(self.operator, agent, zone, *LIMITS),
        )

    def step(self) -> None:
        """Do one thing."""
        actions: list[tuple[float, Callable[[], None]]] = [
            (22, self._place),
            (6, self._relay_orders),
            (10, self._clear),
            (16, self._report),
            (6, self._relay_readings),
            (12, self._settle),
            (4, self._withdraw),
            (2, self._deposit),
            (2, self._issue),
            (1, self._take_surplus),
            (2, self._share_surplus),
            (3, self._operate),
            (2, self._manage),
            (10, self._wait),
        ]
        if self.twin.founding.is_metered:
            actions += [
                (14, self._report_line),
                (8, self._audit),
                (6, self._correct),
                (4, self._witness),
                (1, self._set_line_meter),
            ]
        weights, choices = zip(*actions, strict=True)
        self.chance.choices(choices, weights)[0]()

    # ---- trust in readings

    def _audited_block(self) -> int:
        """A block of the last days, rather one that is disputed."""
        state = self.twin.state
        disputed = [audit.block for audit in state.audits.values() if audit.state is AuditState.DISPUTED]
        if disputed and self.chance.random() < 0.7:
            return self.chance.choice(disputed)
        return max(0, state.current_block - self.chance.choice([1, 1, 2, 3, 4, 5, 8, 0]))

    def _set_line_meter(self) -> None:
        zone, key = self.chance.randrange(len(self.twin.founding.zones) + 1), self.chance.choice(self.people)
        self.set_line_meter(zone, key if self.chance.random() < 0.9 else NO_ADDRESS)

    def set_line_meter(self, zone: int, key: str) -> None:
        """Name who reports a line."""
        operator, twin = self.operator, self.twin
        self.do(operator, "setLineMeter", (zone, key), lambda: twin.set_line_meter(operator, zone, key))

    def _report_line(self) -> None:
        """What a line counted: about what is told behind it, or anything."""
        state = self.twin.state
        zone = self.chance.choice(sorted(state.founding.metered_zones))
        first = state.current_block - self.chance.choice([1, 1, 2, 3, 4, 5, 0])
        count = self.chance.choice([1, 1, 1, 2]) if first < state.current_block - 1 else 1
        lines = [self._line(zone, block) for block in range(first, first + count)]
        key = key_of(state, zone, first)
        sender = key if key != NO_ADDRESS and self.chance.random() < 0.97 else self.chance.choice(self.people)
        self.do(
            sender,
            "reportLine",
            (zone, first, [pack_row(line) for line in lines]),
            lambda: self.twin.report_line(sender, zone, first, lines),
        )

    def _line(self, zone: int, block: int) -> tuple[int, ...]:
        state = self.twin.state
        told = [0] * BLOCK_INTERVALS
        for index, member in enumerate(state.members):
            connection = member.connection_in(block)
            place = connection.zone
            while place not in (zone, 0):
                place = state.founding.zones[place].parent
            readings = state.readings_of(index, block)
            if place == zone and member.first_block <= block <= member.last_block:
                for position in range(BLOCK_INTERVALS):
                    reading = readings.readings[position] if readings else UNKNOWN_READING
                    told[position] += self.chance.randint(-150, 0)
                    if not reading.unknown:
                        told[position] = told[position] + connection.limits.within(reading.net_wh)
        off = self.chance.choice([0, 0, 0, 40, 300, -300, 2**27 if self.chance.random() < 0.05 else 100])
        return tuple(net - off * self.chance.choice([0, 1, 1]) for net in told)

    def _audit(self) -> None:
        block = self._audited_block()
        sender = self.chance.choice(self.people)
        self.do(sender, "audit", (block,), lambda: self.twin.audit(block))

    def _correct(self) -> None:
        """The operator brings a member's readings towards the line, or tries something else."""
        state, index, block = self.twin.state, self.member(), self._audited_block()
        told = (state.readings_of(index, block) if index < len(state.members) else None) or BlockReadings(
            (Reading(0),) * BLOCK_INTERVALS
        )
        audit = state.audit(block)
        excess = [0] * BLOCK_INTERVALS
        if audit is not None and audit.watched_by and index < len(state.members):
            line = audit.watched_by[state.members[index].connection_in(block).zone]
            excess = list(excess if line is None else audit.excess[line])
        share = self.chance.choice([1, 1, 2, 3, -1, 0])
        changed = tuple(
            reading
            if reading.unknown or not share
            else Reading(reading.net_wh - over // share + self.chance.choice([0, 0, 0, 0, 9]) * (over != 0))
            if over
            else reading
            for reading, over in zip(told.readings, excess, strict=True)
        )
        word = BlockReadings(changed)
        sender = self.operator if self.chance.random() < 0.95 else self.chance.choice(self.people)
        self.do(
            sender,
            "correctReading",
            (index, block, word.pack()),
            lambda: self.twin.correct_reading(sender, index, block, word),
        )

    def _witness(self) -> None:
        """Neighbours sign what a member told, or nearly."""
        state, index, block = self.twin.state, self.member(), self._audited_block()
        told = state.readings_of(index, block) if index < len(state.members) else None
        readings = BlockReadings(told.readings if told else (Reading(0),) * BLOCK_INTERVALS)
        if self.chance.random() < 0.1:
            readings = BlockReadings((Reading(1),) * BLOCK_INTERVALS)
        count = len(state.members)
        named = sorted(self.chance.sample(range(count), min(count, self.chance.choice([1, 2, 2, 2, 3]))))
        if index in named and self.chance.random() < 0.8:
            named.remove(index)
        message = WitnessMessage(index, block, (readings,), tuple(named), tuple(self.meter(each) for each in named))
        sender = self.chance.choice(self.people)
        self.do(sender, "witness", self.contract.witnessed(message), lambda: self.twin.witness(message))

    def _wait(self) -> None:
        """Let time pass, mostly to about the next gate."""
        blocks = (
            self.chance.choice([0.1, 0.5, 1, 1, 1.5, 2, 3])
            if self.chance.random() < 0.985
            else self.chance.choice([20, 100, 140])
        )
        self.twin.advance_to(self.twin.now + int(blocks * self.block_seconds))

    def _place(self) -> None:
        index = self.member()
        placement = self.placement(index)
        sender = self.agent(index) if self.chance.random() < 0.8 else self.owner(index)
        self.do(
            sender,
            "order",
            (index, placement.first_block, placement.version, [orders.pack() for orders in placement.orders]),
            lambda: self.twin.order(sender, index, placement.first_block, placement.version, placement.orders),
        )

    def _relay_orders(self) -> None:
        messages = []
        for _ in range(self.chance.randint(1, 4)):
            index = self.member()
            deadline = self.twin.now + self.chance.choice([100, 100, 100, 0])
            messages.append(OrderMessage(self.agent(index), deadline, self.placement(index)))
        self.do(
            self.chance.choice(self.people),
            "orderBatch",
            ([self.contract.signed_orders(message) for message in messages],),
            lambda: self.twin.order_batch(messages),
        )

    def _clear(self) -> None:
        block = self.twin.state.next_gate_block - self.chance.choice([1, 1, 1, 1, 2, 3, 0, 150])
        intervals = self.chance.choice([8, 8, 8, 1, 3, 0])
        sender = self.chance.choice(self.people)
        if block >= 0:
            self.do(sender, "clear", (block, intervals), lambda: self.twin.clear(block, intervals))

    def _report(self) -> None:
        index = self.member()
        first, readings = self.readings(index)
        sender = self.meter(index)
        self.do(
            sender,
            "report",
            (index, first, [told.pack() for told in readings], b""),
            lambda: self.twin.report(sender, index, first, readings),
        )

    def _relay_readings(self) -> None:
        messages = []
        for _ in range(self.chance.randint(1, 4)):
            index = self.member()
            messages.append(ReadingMessage(self.meter(index), index, *self.readings(index)))
        self.do(
            self.chance.choice(self.people),
            "reportBatch",
            ([self.contract.signed_readings(message) for message in messages],),
            lambda: self.twin.report_batch(messages),
        )

    def _settle(self) -> None:
        count = len(self.twin.state.members)
        members = self.chance.sample(range(count), self.chance.randint(1, count)) if count else []
        if self.chance.random() < 0.02:
            members.append(count)
        most = self.chance.choice([1, 3, 8, 8, 10])  # after a long silence each has to be cleared, too
        self.do(self.chance.choice(self.people), "settle", (members, most), lambda: self.twin.settle(members, most))

    def _withdraw(self) -> None:
        index = self.member()
        sender = self.chance.choice([self.owner(index), self.agent(index)])
        free = self.twin.member(index).free if index < len(self.twin.state.members) else 0
        amount = self.chance.choice([free, free // 2, 1, free + 1, 0, self.chance.randint(0, 10**6)])
        self.do(sender, "withdraw", (index, amount), lambda: self.twin.withdraw(sender, index, amount))

    def _deposit(self) -> None:
        index, sender = self.member(), self.chance.choice(self.people)
        amount = self.chance.randint(0, self.twin.state.tokens.get(sender, 0))
        self.do(sender, "deposit", (index, amount), lambda: self.twin.deposit(sender, index, amount))

    def _issue(self) -> None:
        index, amount = self.member(), self.chance.choice([0, 1, 5_000_000, 60_000_000, 2**60 + 1])
        sender = self.operator if self.chance.random() < 0.9 else self.chance.choice(self.people)
        self.do(sender, "issue", (index, amount), lambda: self.twin.issue(sender, index, amount))

    def _take_surplus(self) -> None:
        amount = self.chance.choice([1, max(1, self.twin.state.grid_account // 2), 10**12])
        self.do(
            self.operator,
            "takeSurplus",
            (self.operator, amount),
            lambda: self.twin.take_surplus(self.operator, self.operator, amount),
        )

    def _share_surplus(self) -> None:
        state = self.twin.state
        amount = self.chance.choice([1, max(1, state.grid_account // 3), max(1, state.grid_account), 10**12])
        sender = self.operator if self.chance.random() < 0.9 else self.chance.choice(self.people)
        self.do(sender, "shareSurplus", (amount,), lambda: self.twin.share_surplus(sender, amount))

    def _operate(self) -> None:
        """What the operator may do."""
        operator, twin = self.operator, self.twin
        index, zones = self.member(), len(twin.founding.zones)
        zone = self.chance.randint(0, zones)
        fee, capacity = self.chance.choice([0, 1, 4, 64]), self.chance.choice([0, 50, 400, 2**32 - 1])
        spread = self.chance.choice([1, 10, 40, 0])
        place = self.chance.randrange(zones)
        limits = (self.chance.choice([600, 1200, 2**18]), self.chance.choice([500, 1000]))
        suspended = self.chance.random() < 0.3
        block = twin.state.current_block + self.chance.choice([0, 3, 4, 5, 6, 30, 40])
        tariffs = [self.tariff() for _ in range(self.chance.randint(1, 3))]
        table = TariffTable(tuple(self._grid_price(400) for _ in range(24)))
        start = twin.state.current_block
        clock = LocalClock((ClockChange(start, self.chance.randint(-12, 12)), ClockChange(start + 6, 2)))
        words = [twin.founding.pack_tariff(tariff) for tariff in tariffs]
        choices: list[tuple[str, tuple[Any, ...], Callable[[], Any]]] = [
            ("setLine", (zone, fee, capacity), lambda: twin.set_line(operator, zone, fee, capacity)),
            ("setSpread", (spread,), lambda: twin.set_spread(operator, spread)),
            ("suspend", (index, suspended), lambda: twin.suspend(operator, index, suspended=suspended)),
            ("setMemberTerms", (index, place, *limits), lambda: twin.set_member_terms(operator, index, place, *limits)),
            ("setTariff", (block, words), lambda: twin.set_tariff(operator, block, tariffs)),
            ("setTariff", (block, words), lambda: twin.set_tariff(operator, block, tariffs)),
            ("setTariffTable", (table.pack(1),), lambda: twin.set_tariff_table(operator, table)),
            ("setClock", (clock.pack(),), lambda: twin.set_clock(operator, clock)),
        ]
        if self.chance.random() < 0.1:
            choices = [("expel", (index,), lambda: twin.expel(operator, index))]
        name, arguments, action = self.chance.choice(choices)
        self.do(operator, name, arguments, action)

    def _relay_request(self) -> None:
        """Somebody asks with a voucher, which may be used, or signed by somebody else."""
        agent, voucher, owner = self.chance.sample(self.people, 3)
        asked = Request(owner, 10**5, self.chance.choice([NO_ADDRESS, voucher]), voucher)
        signers = [self.chance.choice([right] * 9 + [owner]) for right in (agent, voucher)]
        message = RequestMessage(agent, asked, self.twin.now + self.chance.choice([100, 100, 100, 0]), *signers)
        arguments = (self.contract.signed_request(message),)
        self.do(self.chance.choice(self.people), "requestFor", arguments, lambda: self.twin.request_for(message))

    def _manage(self) -> None:
        """What owners may do, and newcomers."""
        twin, index = self.twin, self.member()
        owner, other = self.owner(index), self.chance.choice(self.people)
        cap = self.chance.choice([10**5, 10**7, 2**48])
        key = self.chance.choice([other, NO_ADDRESS])
        choices: list[tuple[str, str, tuple[Any, ...], Callable[[], Any]]] = [
            (owner, "setDailyCap", (index, cap), lambda: twin.set_daily_cap(owner, index, cap)),
            (owner, "setMeterKey", (index, other), lambda: twin.set_meter_key(owner, index, other)),
            (owner, "setAgent", (index, key), lambda: twin.set_agent(owner, index, key)),
            (owner, "proposeOwner", (index, other), lambda: twin.propose_owner(owner, index, other)),
            (other, "acceptOwner", (index,), lambda: twin.accept_owner(other, index)),
            (other, "request", (owner, cap), lambda: twin.request(other, owner, cap)),
            (other, "withdrawRequest", (), lambda: twin.withdraw_request(other)),
            (self.operator, "decline", (other,), lambda: twin.decline(self.operator, other)),
        ]
        if self.chance.random() < 0.15:
            self._relay_request()
            return
        if self.chance.random() < 0.05:
            choices = [(owner, "leave", (index,), lambda: twin.leave(owner, index))]
        if self.chance.random() < 0.2 and twin.state.requests:
            self.admit(self.chance.choice(sorted(twin.state.requests)))
            return
        sender, name, arguments, action = self.chance.choice(choices)
        self.do(sender, name, arguments, action)
