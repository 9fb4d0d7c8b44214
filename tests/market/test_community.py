"""A community's life in its twin: joining, trading, reporting, settling, paying out, leaving."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from custom_components.energy_trade.market.clearing import ROOT, Zone
from custom_components.energy_trade.market.community import (
    MarketTwin,
    OrderMessage,
    Placement,
    ReadingMessage,
    Refused,
    Request,
    RequestMessage,
)
from custom_components.energy_trade.market.founding import Founding
from custom_components.energy_trade.market.orders import BlockOrders, Order, Side
from custom_components.energy_trade.market.readings import UNKNOWN_READING, BlockReadings, Reading
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.market.supply import Sharing, SupplyArrangement
from custom_components.energy_trade.market.tariff import GridPrice, LocalClock, TariffTable
from custom_components.energy_trade.market.units import MICRO, NO_ADDRESS

OPERATOR = "operator"
START = 7200 * 250_000
GRANT = 50 * MICRO

TERMS = Founding(
    name="Elm Street",
    currency="EUR",
    supply=SupplyArrangement.POOLED,
    interval_seconds=900,
    tariff_hour_intervals=4,
    gate_lead_seconds=600,
    horizon_blocks=12,
    report_blocks=2,
    tariff_notice_blocks=0,
    price_floor=50,
    price_step=5,
    tariff_unit=1,
    max_retail=400,
    spread=10,
    reserve_basis_points=2500,
    daily_cap=20 * MICRO,
    max_members=3,
    initial_grant=GRANT,
    zones=(ROOT, Zone(0, 0, 500)),
    tariff_table=TariffTable.flat(80, 300),
    clock=LocalClock(),
)


def all_day(side: Side, tick: int, energy_wh: int) -> BlockOrders:
    return BlockOrders((Order(side, tick, energy_wh),) * 8)


def metered(net_wh: int) -> BlockReadings:
    return BlockReadings((Reading(net_wh),) * 8)


SALE, PURCHASE = all_day(Side.SELL, 20, 400), all_day(Side.BUY, 30, 400)


class Street:
    """Two homes in one zone, the first of which sells to the second."""

    def __init__(self, terms: Founding = TERMS) -> None:
        self.twin = MarketTwin(terms, OPERATOR, START)
        for agent in ("sun", "shade"):
            self.join(agent)
        self.block = self.twin.state.next_gate_block
        self.version = 0

    def join(self, agent: str, zone: int = 0) -> int:
        self.twin.request(agent, f"{agent}'s owner", 10 * MICRO)
        return self.twin.admit(OPERATOR, agent, zone, 2000, 2000)

    def place(self, member: int, orders: BlockOrders, sender: str | None = None) -> None:
        self.version += 1
        self.twin.order(sender or ("sun", "shade")[member], member, self.block, self.version, [orders])

    def trade(self) -> None:
        self.place(0, SALE)
        self.place(1, PURCHASE)
        self.after_gate()
        self.twin.clear(self.block)

    def after_gate(self) -> None:
        self.twin.advance_to(self.twin.founding.calendar().gate(self.block))

    def after_delivery(self) -> None:
        self.twin.advance_to(self.twin.founding.calendar().block_end(self.block))

    def after_deadline(self) -> None:
        self.twin.advance_to(self.twin.founding.calendar().deadline(self.block))

    def balance(self, member: int) -> int:
        return self.twin.member(member).balance

    @property
    def books(self) -> int:
        members = self.twin.state.members
        return sum(member.account.balance for member in members) + self.twin.state.grid_account


@pytest.mark.parametrize(
    ("sharing", "shares"),
    [(Sharing.EQUAL, (50, 50)), (Sharing.BY_CONSUMPTION, (0, 100)), (Sharing.BY_DELIVERY, (100, 0))],
)
def test_what_is_left_over_goes_back_by_the_founding_s_rule(sharing: Sharing, shares: tuple[int, int]) -> None:
    street = Street(replace(TERMS, sharing=sharing))
    street.after_delivery()
    street.twin.report("sun", 0, street.block, [metered(300)])
    street.twin.report("shade", 1, street.block, [metered(-300)])
    street.twin.settle([0, 1], 100)
    before = street.balance(0), street.balance(1)
    left, books = street.twin.state.grid_account, street.books
    assert left == 8 * 300 * 2 * TERMS.spread
    with pytest.raises(Refused, match="NoSurplus"):
        street.twin.share_surplus(OPERATOR, left + 1)
    with pytest.raises(Refused, match="Unauthorized"):
        street.twin.share_surplus("sun", 100)
    street.twin.share_surplus(OPERATOR, 100)
    assert (street.balance(0) - before[0], street.balance(1) - before[1]) == shares
    assert (street.twin.state.grid_account, street.books) == (left - 100, books)


def test_a_voucher_brings_one_home(street: Street) -> None:
    asked = Request("moon's owner", MICRO, "moon's meter", "voucher")
    message = RequestMessage("moon", asked, START + 60, "moon", "voucher")
    for forged in (replace(message, signer="sun"), replace(message, voucher_signer="moon")):
        with pytest.raises(Refused, match="BadSignature"):
            street.twin.request_for(forged)
    street.twin.request_for(message)
    for again in (message, replace(message, agent="star", signer="star")):
        with pytest.raises(Refused, match="VoucherUsedBefore"):
            street.twin.request_for(again)
    index = street.twin.admit(OPERATOR, "moon", 0, 2000, 2000)
    assert street.twin.member(index).meter_key == "moon's meter"


@pytest.fixture
def street() -> Street:
    return Street()


def test_a_traded_kilowatt_hour_is_paid_at_the_middle(street: Street) -> None:
    street.trade()
    street.after_delivery()
    street.twin.report("sun", 0, street.block, [metered(400)])
    assert street.twin.settle([0, 1], 100) == 0, "the other home's reading is awaited"
    street.twin.report("shade", 1, street.block, [metered(-400)])
    assert street.twin.settle([0, 1], 100) == 2
    price = 50 + 25 * 5
    assert street.balance(0) == GRANT + 8 * 400 * price
    assert street.balance(1) == GRANT - 8 * 400 * price
    assert street.twin.state.grid_account == 0
    assert street.twin.member(0).locked == 0
    assert street.twin.settle([0, 1], 100) == 0, "settling twice changes nothing"


def test_each_deviator_is_charged_and_only_it(street: Street) -> None:
    street.trade()
    street.after_delivery()
    street.twin.report("sun", 0, street.block, [metered(100)])
    street.twin.report("shade", 1, street.block, [metered(-400)])
    street.twin.settle([0, 1], 100)
    assert street.balance(1) == GRANT - 8 * 400 * 175
    assert street.balance(0) == GRANT + 8 * (400 * 175 - 300 * 300)
    assert street.books == 2 * GRANT


def test_silence_is_charged_and_a_late_reading_gives_back(street: Street) -> None:
    street.trade()
    street.after_delivery()
    street.twin.report("shade", 1, street.block, [metered(-400)])
    street.after_deadline()
    street.twin.settle([0, 1], 1)
    assert street.balance(0) == GRANT + 8 * (400 * 175 - 400 * 300 - 2000 * 300)
    street.twin.report("sun", 0, street.block, [metered(400)])
    assert street.balance(0) == GRANT + 8 * 400 * 175
    with pytest.raises(Refused, match="AlreadyReported"):
        street.twin.report("sun", 0, street.block, [metered(400)])


def test_a_late_reading_before_settlement_counts_when_it_is_settled(street: Street) -> None:
    street.trade()
    street.after_deadline()
    street.twin.report("sun", 0, street.block, [metered(400)])
    assert street.balance(0) == GRANT
    street.twin.settle([0], 1)
    assert street.balance(0) == GRANT + 8 * 400 * 175
    statements = street.twin.statements(0, street.block)
    assert statements is not None
    assert all(statement.late for statement in statements)


def test_an_unknown_interval_is_charged_like_silence(street: Street) -> None:
    street.trade()
    street.after_delivery()
    street.twin.report("sun", 0, street.block, [BlockReadings((UNKNOWN_READING, *(Reading(400),) * 7))])
    street.twin.report("shade", 1, street.block, [metered(-400)])
    street.twin.settle([0], 1)
    assert street.balance(0) == GRANT + 8 * 400 * 175 - 400 * 300 - 2000 * 300


def test_under_individual_supply_only_what_was_traded_and_delivered_is_settled() -> None:
    street = Street(replace(TERMS, supply=SupplyArrangement.INDIVIDUAL, zones=(ROOT,)))
    street.trade()
    street.after_delivery()
    street.twin.report("sun", 0, street.block, [metered(300)])
    street.twin.report("shade", 1, street.block, [metered(-900)])
    assert street.twin.settle([0, 1], 1) == 2
    assert street.balance(0) == GRANT + 8 * (300 * 175 - 100 * 10)
    assert street.balance(1) == GRANT - 8 * 300 * 175
    assert street.twin.member(0).reserve == 0


def test_individual_supply_awaits_only_those_who_traded() -> None:
    street = Street(replace(TERMS, supply=SupplyArrangement.INDIVIDUAL, zones=(ROOT,)))
    street.place(0, SALE)
    street.place(1, PURCHASE)
    street.place(1, BlockOrders())
    street.after_delivery()
    street.twin.report("sun", 0, street.block, [metered(0)])
    seen = street.twin.overview("sun", street.block, street.block).blocks[0]
    assert (seen.stake, seen.reported, seen.final) == (1, 1, True)


def test_a_block_clears_in_chunks_by_anybody(street: Street) -> None:
    street.place(0, SALE)
    street.place(1, PURCHASE)
    with pytest.raises(Refused, match="GateAhead"):
        street.twin.clear(street.block)
    street.after_gate()
    assert street.twin.clear(street.block, 3) == 3
    block = street.twin.overview("sun", street.block, street.block).blocks[0]
    assert block.cleared_intervals == 3
    assert not block.cleared
    assert block.positions() == (400,) * 3 + (None,) * 5
    assert street.twin.statements(0, street.block) is None
    assert street.twin.clear(street.block) == 8
    assert street.twin.clear(street.block) == 8
    block = street.twin.overview("shade", street.block, street.block).blocks[0]
    assert block.positions() == (-400,) * 8
    assert block.prices(0, street.twin.founding.grid()) == (175,) * 8
    assert block.prices(1, street.twin.founding.grid()) == (None,) * 8


def test_orders_must_be_covered_and_within_the_agents_cap(street: Street) -> None:
    dear = all_day(Side.BUY, 63, 2000)
    with pytest.raises(Refused, match="CapExceeded"):
        street.twin.order("shade", 1, street.block, 1, [dear, dear])
    street.place(1, dear, sender="shade's owner")
    assert street.twin.member(1).locked == 8 * (2000 * 365 + 1)
    assert street.twin.member(1).locked_on_day == (8 * (2000 * 365 + 1), 0)
    later = Placement(1, street.block + 1, 99, (dear,) * 11)
    with pytest.raises(Refused, match="NotCovered"):
        street.twin.order("shade's owner", later.member, later.first_block, later.version, later.orders)
    street.place(1, BlockOrders(), sender="shade")
    assert street.twin.member(1).locked == 0


@pytest.mark.parametrize(
    ("reason", "action"),
    [
        ("NoMember", lambda s: s.twin.order("sun", 9, s.block, 1, [SALE])),
        ("NotAllowed", lambda s: s.twin.order("shade", 0, s.block, 1, [SALE])),
        ("BlockNotOpen", lambda s: s.twin.order("sun", 0, s.block - 1, 1, [SALE])),
        ("BlockNotOpen", lambda s: s.twin.order("sun", 0, s.block + 11, 1, [SALE, SALE])),
        ("BadLength", lambda s: s.twin.order("sun", 0, s.block, 1, [])),
        ("BadOrder", lambda s: s.twin.order("sun", 0, s.block, 1, [all_day(Side.SELL, 1, 2001)])),
        ("BadVersion", lambda s: s.twin.order("sun", 0, s.block, 1 << 36, [SALE])),
        ("Expired", lambda s: s.twin.order_for(OrderMessage("sun", START - 1, Placement(0, s.block, 1, (SALE,))))),
        ("UnknownBlock", lambda s: s.twin.clear(1)),
        ("NotOver", lambda s: s.twin.report("sun", 0, s.block, [metered(1)])),
        ("NotMeterKey", lambda s: s.twin.report("shade", 0, s.block, [metered(1)])),
        ("NotDelivering", lambda s: s.twin.report("sun", 0, s.block - 1, [metered(1)])),
        ("NoMember", lambda s: s.twin.settle([7], 1)),
        ("NotFree", lambda s: s.twin.withdraw("sun", 0, 0)),
        ("NotAllowed", lambda s: s.twin.withdraw("shade", 0, 1)),
        ("NothingReceived", lambda s: s.twin.issue(OPERATOR, 0, 0)),
        ("TooMuch", lambda s: s.twin.issue(OPERATOR, 0, 2**61)),
        ("OwnableUnauthorizedAccount", lambda s: s.twin.issue("sun", 0, 1)),
        ("ERC20InsufficientBalance", lambda s: s.twin.deposit("sun", 0, 1)),
        ("NoSurplus", lambda s: s.twin.take_surplus(OPERATOR, OPERATOR, 1)),
        ("NoOwner", lambda s: s.twin.request("new", NO_ADDRESS, 1)),
        ("CapTooHigh", lambda s: s.twin.request("new", "owner", 21 * MICRO)),
        ("AgentTaken", lambda s: s.twin.request("sun", "owner", 1)),
        ("NoRequest", lambda s: s.twin.admit(OPERATOR, "new", 0, 1, 1)),
        ("NoRequest", lambda s: s.twin.withdraw_request("new")),
        ("NotOwner", lambda s: s.twin.leave("sun", 0)),
        ("NotProposed", lambda s: s.twin.accept_owner("sun", 0)),
        ("CapTooHigh", lambda s: s.twin.set_daily_cap("sun's owner", 0, 2**48)),
        ("BadZone", lambda s: s.twin.set_member_terms(OPERATOR, 0, 2, 1, 1)),
        ("BadLimit", lambda s: s.twin.set_member_terms(OPERATOR, 0, 0, 2**18, 1)),
        ("BadLimit", lambda s: s.twin.set_member_terms(OPERATOR, 0, 0, 1, 2**18)),
        ("BadZone", lambda s: s.twin.set_line(OPERATOR, 0, 0, 1)),
        ("BadLine", lambda s: s.twin.set_line(OPERATOR, 1, 64, 1)),
        ("BadSpread", lambda s: s.twin.set_spread(OPERATOR, 0)),
        ("TermsFrozen", lambda s: s.twin.set_tariff(OPERATOR, s.block, [(GridPrice(1, 2),) * 8])),
        ("TooFarAhead", lambda s: s.twin.set_tariff(OPERATOR, s.block + 40, [(GridPrice(1, 2),) * 8])),
        ("BadTariff", lambda s: s.twin.set_tariff(OPERATOR, s.block + 20, [(GridPrice(1, 401),) * 8])),
        ("BadTariff", lambda s: s.twin.set_tariff_table(OPERATOR, TariffTable.flat(1, 401))),
        ("BadRange", lambda s: s.twin.overview("sun", 5, 4)),
    ],
)
def test_refusals(street: Street, reason: str, action: Callable[[Street], Any]) -> None:
    before = street.twin.overview("sun", street.block, street.block + 11)
    street.twin.take_events()
    with pytest.raises(Refused) as refusal:
        action(street)
    assert refusal.value.reason == reason
    assert street.twin.overview("sun", street.block, street.block + 11) == before
    assert not street.twin.take_events()


def test_batches_skip_what_is_wrong_and_say_so(street: Street) -> None:
    good = OrderMessage("sun", START + 60, Placement(0, street.block, 1, (SALE,)))
    refusals = street.twin.order_batch([good, good, replace(good, deadline=0)])
    assert [refusal.reason for refusal in refusals] == ["BadVersion", "Expired"]
    street.after_delivery()
    told = ReadingMessage("sun", 0, street.block, (metered(1),))
    refusals = street.twin.report_batch([told, told, replace(told, signer=NO_ADDRESS)])
    assert [refusal.reason for refusal in refusals] == ["AlreadyReported", "NotMeterKey"]
    names = [event.name for event in street.twin.take_events()]
    assert names.count("OrdersSkipped") == names.count("ReadingsSkipped") == 2


def test_a_report_counts_whole_or_not_at_all(street: Street) -> None:
    street.after_delivery()
    with pytest.raises(Refused, match="NotOver"):
        street.twin.report("sun", 0, street.block, [metered(1), metered(1)])
    assert street.twin.overview("sun", street.block, street.block).blocks[0].readings is None
    assert not street.twin.overview("sun", street.block, street.block).blocks[0].cleared


def test_membership_from_request_to_the_last_withdrawal(street: Street) -> None:
    twin = street.twin
    assert twin.status("sea") is MemberStatus.NONE
    twin.request("sea", "sea's owner", MICRO)
    assert twin.status("sea") is MemberStatus.REQUESTED
    asked = twin.overview("sea", street.block, street.block).member
    assert (asked.status, asked.owner, asked.daily_cap) == (MemberStatus.REQUESTED, "sea's owner", MICRO)
    twin.decline(OPERATOR, "sea")
    index = street.join("sea", zone=1)
    assert twin.status("sea") is MemberStatus.ACTIVE
    with pytest.raises(Refused, match="CommunityFull"):
        street.join("hill")
    twin.suspend(OPERATOR, index, suspended=True)
    assert twin.status("sea") is MemberStatus.SUSPENDED
    with pytest.raises(Refused, match="MemberSuspended"):
        twin.order("sea", index, street.block, 1, [SALE])
    twin.order("sea", index, street.block, 1, [BlockOrders()])
    twin.suspend(OPERATOR, index, suspended=False)
    twin.leave("sea's owner", index)
    with pytest.raises(Refused, match="AlreadyLeaving"):
        twin.expel(OPERATOR, index)
    last = twin.member(index).last_block
    assert last == twin.state.current_block + 12
    for block in range(twin.member(index).first_block, last + 1):
        twin.advance_to(twin.founding.calendar().block_end(block))
        twin.report("sea", index, block, [metered(0)])
    assert twin.status("sea") is MemberStatus.LEAVING
    twin.advance_to(twin.founding.calendar().deadline(last))
    twin.settle([index], 100)
    assert twin.status("sea") is MemberStatus.LEFT
    member = twin.member(index)
    assert member.free == member.balance == GRANT
    assert twin.withdraw("sea", index, GRANT) == GRANT
    assert twin.state.tokens["sea's owner"] == GRANT
    twin.deposit("sea's owner", 0, GRANT)
    assert street.balance(0) == 2 * GRANT


def test_keys_change_hands(street: Street) -> None:
    twin = street.twin
    twin.set_meter_key("sun's owner", 0, "meter")
    twin.set_agent("sun's owner", 0, "moon")
    assert (twin.status("sun"), twin.status("moon")) == (MemberStatus.NONE, MemberStatus.ACTIVE)
    with pytest.raises(Refused, match="AgentTaken"):
        twin.set_agent("sun's owner", 0, "shade")
    assert twin.status("moon") is MemberStatus.ACTIVE
    twin.set_agent("sun's owner", 0, NO_ADDRESS)
    with pytest.raises(Refused, match="NotAllowed"):
        twin.order("moon", 0, street.block, 1, [SALE])
    twin.set_daily_cap("sun's owner", 0, 5)
    twin.propose_owner("sun's owner", 0, "heir")
    twin.accept_owner("heir", 0)
    assert twin.member(0).owner == "heir"
    street.after_delivery()
    twin.report("meter", 0, street.block, [metered(0)])


def test_terms_change_for_blocks_that_no_order_can_have_reached(street: Street) -> None:
    twin, first = street.twin, street.twin.state.first_unopened
    twin.set_line(OPERATOR, 1, 3, 100)
    twin.set_spread(OPERATOR, 20)
    twin.set_tariff_table(OPERATOR, TariffTable.flat(90, 310))
    twin.set_clock(OPERATOR, LocalClock())
    twin.set_member_terms(OPERATOR, 0, 1, 100, 100)
    twin.set_tariff(OPERATOR, first + 2, [(GridPrice(1, 2),) * 8])
    assert twin.state.terms_for(first - 1).zones[1] == Zone(0, 0, 500)
    assert twin.state.terms_for(first).zones[1] == Zone(0, 3, 100)
    assert (twin.state.terms_for(first - 1).spread, twin.state.terms_for(first).spread) == (10, 20)
    blocks = twin.overview("sun", first - 1, first + 2).blocks
    assert [block.tariff[0] for block in blocks] == [
        GridPrice(80, 300),
        GridPrice(90, 310),
        GridPrice(90, 310),
        GridPrice(1, 2),
    ]
    assert twin.state.members[0].connection_in(first - 1).zone == 0
    assert twin.state.members[0].connection_in(first).zone == 1


def test_blocks_open_with_their_tariff_where_notice_is_asked_for() -> None:
    street = Street(replace(TERMS, tariff_notice_blocks=2))
    current = street.twin.state.current_block
    assert [
        street.twin.overview("sun", block, block).blocks[0].is_open for block in range(current + 1, current + 4)
    ] == [
        True,
        True,
        False,
    ]
    street.twin.set_tariff(OPERATOR, current + 3, [(GridPrice(1, 2),) * 8])
    assert street.twin.overview("sun", current + 3, current + 3).blocks[0].is_open
    with pytest.raises(Refused, match="TermsFrozen"):
        street.twin.set_tariff(OPERATOR, current + 3, [(GridPrice(1, 2),) * 8])


def test_a_shortfall_is_borne_alike(street: Street) -> None:
    """A silent home owes more than it has: what others withdraw is backed by the tokens that are there."""
    street.trade()
    street.after_delivery()
    street.twin.report("sun", 0, street.block, [metered(2000)])
    street.after_deadline()
    while street.balance(1) > -GRANT:
        street.twin.settle([1], 1)
        street.twin.advance_to(street.twin.now + 7200)
    while street.twin.settle([0], 1):
        pass
    state = street.twin.state
    assert street.books == state.held
    shortfall = street.twin.overview("sun", street.block, street.block).shortfall
    assert shortfall == max(0, state.positive - state.tokens_held)


def test_the_operator_takes_only_what_nobody_can_claim(street: Street) -> None:
    street.trade()
    street.after_deadline()
    with pytest.raises(Refused, match="NotSettled"):
        street.twin.take_surplus(OPERATOR, OPERATOR, 1)
    street.twin.settle([0, 1], 10)
    assert street.twin.state.grid_account > 0
    with pytest.raises(Refused, match="NoSurplus"):
        street.twin.take_surplus(OPERATOR, OPERATOR, 1)
    # once no reading can come any more that gives it back
    for _ in range(96):
        street.twin.advance_to(street.twin.now + 7200)
        for member, agent in enumerate(("sun", "shade")):
            first = street.twin.state.current_block - 1
            street.twin.report(agent, member, first, [metered(0)])
        street.twin.settle([0, 1], 10)
    before = street.twin.state.grid_account
    street.twin.take_surplus(OPERATOR, "utility", before // 2)
    assert street.twin.state.tokens["utility"] == before // 2


def test_a_ring_slot_is_reused_only_when_its_block_is_settled(street: Street) -> None:
    street.twin.advance_to(START + 130 * 7200)
    block = street.twin.state.next_gate_block
    with pytest.raises(Refused, match="RingFull"):
        street.twin.order("sun", 0, block, 1, [BlockOrders()])
    assert street.twin.settle([0, 1], 60) == 120
    street.twin.order("sun", 0, block, 1, [BlockOrders()])


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("name", {"name": ""}),
        ("currency", {"currency": "x" * 17}),
        ("initialGrant", {"credit": "0x01"}),
        ("initialGrant", {"initial_grant": 2**49}),
        ("intervalSeconds", {"interval_seconds": 7}),
        ("tariffHourIntervals", {"tariff_hour_intervals": 0}),
        ("horizonBlocks", {"horizon_blocks": 13}),
        ("horizonBlocks", {"tariff_hour_intervals": 3}),
        ("gateLeadSeconds", {"gate_lead_seconds": 86_400}),
        ("reportBlocks", {"report_blocks": 0}),
        ("tariffNoticeBlocks", {"tariff_notice_blocks": 13}),
        ("tariffNoticeBlocks", {"tariff_notice_blocks": 1, "gate_lead_seconds": 7200}),
        ("priceStep", {"price_step": 0}),
        ("priceStep", {"price_step": 2**20}),
        ("tariffUnit", {"tariff_unit": 0}),
        ("maxRetail", {"max_retail": 2**24}),
        ("spread", {"spread": 0}),
        ("reserveBasisPoints", {"reserve_basis_points": 10_001}),
        ("dailyCap", {"daily_cap": 2**48}),
        ("maxMembers", {"max_members": 1}),
        ("maxMembers", {"max_members": 1025}),
        ("zones", {"zones": ()}),
        ("zones", {"zones": (ROOT, Zone(1, 0, 5))}),
        ("zones", {"zones": (ROOT, Zone(0, 64, 5))}),
    ],
)
def test_foundings_that_nobody_could_live_by_are_refused(what: str, change: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refusal:
        MarketTwin(replace(TERMS, **change), OPERATOR, START)
    assert (refusal.value.reason, refusal.value.values) == ("BadFounding", (what,))


def test_time_does_not_run_back(street: Street) -> None:
    with pytest.raises(ValueError, match="back"):
        street.twin.advance_to(START - 1)
